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


@NASTY("e03 a key with a row a mark", "register.xlsx", good=4, units=12, ignored=8, says="3 rows of notes")
def key_in_rows() -> bytes:
    """Return a register with a key below it that has a row for each mark."""
    rows = [("Adno", "Name", "Mon 07/09/2026 AM", "Mon 07/09/2026 PM"), (101, "Ada", "/", "\\")]
    key = [("Legend", "/", "Present AM", ""), ("", "\\", "Present PM", ""), ("", "N", "No reason yet", "")]
    return book(A=[*rows, (102, "Bo", "L", "N"), ("", "", "", ""), *key])


LIST = "Class,Subject,Teacher,Adno,Name,Year\n9A/Ma1,Maths,XU,101,Ada,9\n9A/Ma1,Maths,HA,102,Bo,9\n"
NASTY("e21 a class list", "list.csv", good=5, units=3, table="classes",
      columns=("class", "subject", "teacher", "year_group"), says="the rows of 1 of its classes do not agree",
      values=(("9A/Ma1", "Maths", None, "9"), ("9A/En1", "English", "KAY", "9")))(
    lambda: LIST + "9A/En1,English,KAY,101,Ada,9\n"
)  # fmt: skip
NASTY("e22 a class list cut off", "list.csv", good=3, bad=1, units=3, ignored=1, codes=("EMPTY",))(
    lambda: LIST + "9A/En1,English\n"
)
NASTY("e23 a class with two subjects", "list.csv", good=3, bad=1, units=2, codes=("DIFFERENT",))(
    lambda: LIST.replace("9A/Ma1,Maths,HA", "9A/Ma1,Art,HA")
)
NASTY("e24 a provision map", "map.csv", good=4, units=3, table="interventions",
      columns=("intervention", "starts_on", "ends_on", "staff"),
      values=(("Lexia", "2026-09-07", None, "Mrs Hall"),))(
    lambda: "Pupil Name,UPN,Provision,Start Date,End Date,Staff,Entry Data,Exit Data\n"
    "Ada,101,Lexia,14/09/2026,16/10/2026,Mrs Hall,85,92\nBo,102,Lexia,07/09/2026,,Mrs Hall,80,\n"
    "Cy,103,Lexia,21/09/2026,16/10/2026,Mrs Hall,,\n"
)  # fmt: skip
