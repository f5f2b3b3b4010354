"""Exports as the systems of English schools write them, with what stands around their rows."""

from tests.store.corpus.listed import Listed
from tests.store.corpus.workbooks import book

NASTY = Listed()
REGISTER = "Adno,Name,Mon 07/09/2026 AM,Mon 07/09/2026 PM\n101,Ada,/,\\\n102,Bo,L,N\n"
SAID = (("assessment", "Autumn"), ("assessed_on", "2026-10-05"), ("scale", "GCSE 9-1"))
TOTALS = "Adno,Name,From,To,Possible,Authorised,Unauthorised,%\n101,Ada,01/09/2026,16/10/2026,60,6,4,83.3\n"

NASTY("e01 a key below a register", good=4, units=12, ignored=8, says="3 rows of notes")(
    lambda: REGISTER + '\n"Key: / = present, N = no reason"\n* = not on roll,,,\nPrinted on 3 Sep 2026,,,\n'
)
NASTY("e02 a row cut off is no note", good=4, bad=1, units=6, ignored=2, codes=("NO_CODE", "EMPTY"))(
    lambda: REGISTER + '"Page, Ada"\n'
)
NASTY(
    "e04 notes below a marksheet", "sheet.csv", said=SAID, good=4, units=8, ignored=4, says="2 rows of notes"
)(
    lambda: (
        "Adno,Name,Maths,English\n101,Ada,5,6\n102,Bo,4,5\n"
        '"Key: 9 = highest, 1 = lowest",,,\nPrinted on 3 Sep 2026 by Mrs Hall\n'
    )
)
NASTY(
    "e05 a note and a blank line below totals",
    "totals.csv",
    good=1,
    units=3,
    ignored=2,
    says="1 row of notes",
)(lambda: TOTALS + "\nNote: figures to 16/10/2026,,,,,,,\n")
NASTY("e06 notes below pupils", good=2, blank=4, says="2 rows of notes")(
    lambda: (
        "Adno,Surname,Year\n101,Adams,7\n102,Key,8\n\nTotal pupils,2,\nPrinted on 3 Sep 2026\nPage 1 of 1\n"
    )
)
NASTY("e07 a pupil called Key without a number", good=1, bad=1, codes=("EMPTY",))(
    lambda: "Surname,Adno,Year\nAdams,101,7\nKey,,8\n"
)


@NASTY("e03 a key with a row a mark", "register.xlsx", good=4, units=12, ignored=8, says="3 rows of notes")
def key_in_rows() -> bytes:
    """Return a register with a key below it that has a row for each mark."""
    rows = [("Adno", "Name", "Mon 07/09/2026 AM", "Mon 07/09/2026 PM"), (101, "Ada", "/", "\\")]
    key = [("Legend", "/", "Present AM", ""), ("", "\\", "Present PM", ""), ("", "N", "No reason yet", "")]
    return book(A=[*rows, (102, "Bo", "L", "N"), ("", "", "", ""), *key])
