"""Marks and results in columns or strings whose days, rows or cells do not fit."""

import io
from datetime import date, timedelta

import xlsxwriter

from tests.store.corpus.listed import Listed
from tests.store.corpus.workbooks import book

NASTY = Listed()
DAY = "Adno,Name,Mon 07/09/2026 AM,Mon 07/09/2026 PM\n"
ADA, BO = "101,Ada,/,\\\n", "102,Bo,L,\n"
SPAN = "Adno,Start date,End date,Marks\n"
SHEET = (("assessment", "Autumn"), ("assessed_on", "2026-10-05"), ("scale", "GCSE 9-1"))
MARKS = {"table": "attendance", "columns": ("pupil", "date", "session", "code")}

NASTY("w01 a column a session", good=3, units=4, ignored=1, **MARKS, values=(
    ("101", "2026-09-07", "AM", "/"), ("101", "2026-09-07", "PM", "\\"), ("102", "2026-09-07", "AM", "L")))(
    lambda: DAY + ADA + BO
)  # fmt: skip
NASTY("w02 utf-16 and semicolons", good=3, units=4, ignored=1)(
    lambda: (DAY + ADA + BO).replace(",", ";").encode("utf-16")
)
NASTY("w03 returns only", good=3, units=4, ignored=1)(lambda: (DAY + ADA + BO).replace("\n", "\r"))
NASTY("w04 unknown mark", good=2, bad=1, units=4, ignored=1, codes=("NO_CODE",))(
    lambda: DAY + ADA + "102,Bo,§,\n"
)
NASTY("w05 a row of totals", good=3, units=6, ignored=3, says="totals")(
    lambda: DAY + ADA + BO + "Total,,2,1\n"
)
NASTY("w06 a weekday that is wrong", refused="HEADING_IS_NO_DAY")(
    lambda: DAY.replace("Mon 07", "Tue 07") + ADA + BO
)
NASTY("w07 no year", refused="NEEDS_ANSWER")(lambda: "Adno,Name,07/09 AM,07/09 PM\n" + ADA + BO)
NASTY("w08 days both ways", good=3, units=4, ignored=1, why="a British register writes the day first")(
    lambda: "Adno,Name,07/09/2026 AM,08/09/2026 AM\n" + ADA + BO
)
NASTY("w09 a day twice", good=2, bad=1, units=4, ignored=1, codes=("DIFFERENT",))(
    lambda: DAY.replace("PM", "AM") + ADA + BO
)
NASTY("w10 a cell too many", good=1, bad=1, units=4, ignored=3, codes=("EMPTY", "NO_CODE"))(
    lambda: DAY + "101,Ada,/,\\,/,/\n" + BO
)
NASTY("w11 one pupil twice", good=2, bad=1, repeated=1, units=4, codes=("DIFFERENT",))(
    lambda: DAY + ADA + "101,Ada,L,\\\n"
)
NASTY("w12 no pupil", refused="NO_ROWS")(lambda: DAY)
NASTY("w13 an open quotation mark", refused="QUOTE")(lambda: DAY + '101,"Ada,/,\\\n' + BO * 20)
NASTY("w17 a row a day", good=4, bad=1, units=8, ignored=3, codes=("NO_CODE",), **MARKS, values=(
    ("101", "2026-09-07", "AM", "/"), ("101", "2026-09-07", "PM", "\\"), ("102", "2026-09-07", "PM", "I"),
    ("101", "2026-09-08", "AM", "L")))(
    lambda: "Adno,Name,Date,AM,PM,Comment\n101,Ada,07/09/2026,/,\\,\n102,Bo,07/09/2026,,I,ill\n"
    "101,Ada,08/09/2026,L,\u00a7,\nTotal,,,2,2,\n"
)  # fmt: skip
NASTY("w18 a row a day, cut off", good=2, bad=1, units=4, ignored=2, codes=("EMPTY",))(
    lambda: "Date,Adno,AM mark,PM mark\n07/09/2026,101,/,\\\n08/09/2026,101\n"
)
NASTY("w20 a string of marks", good=4, units=4, **MARKS, values=(
    ("101", "2026-09-07", "AM", "/"), ("101", "2026-09-07", "PM", "\\"),
    ("101", "2026-09-08", "AM", "L"), ("101", "2026-09-08", "PM", "I")))(
    lambda: SPAN + "101,07/09/2026,08/09/2026,/\\LI\n"
)  # fmt: skip
NASTY("w21 a string too long", refused="NEEDS_ANSWER")(lambda: SPAN + "101,07/09/2026,08/09/2026,/\\LI/\\\n")
NASTY("w22 an unknown mark in a string", good=39, bad=1, units=40, codes=("NO_CODE",))(
    lambda: (
        SPAN
        + "".join(f"{number},07/09/2026,08/09/2026,/\\LI\n" for number in range(101, 110))
        + "110,07/09/2026,08/09/2026,/\\§I\n"
    )
)
NASTY("w23 ends before it starts", refused="MARKS_DO_NOT_FIT")(
    lambda: SPAN + "101,08/09/2026,07/09/2026,/\\LI\n"
)
NASTY("w24 no days", refused="NEEDS_ANSWER")(lambda: "Adno,Marks\n101,/\\LI\n")
NASTY("w30 hidden results", "sheet.csv", said=SHEET, good=2, units=8, ignored=6)(
    lambda: "Adno,Name,Maths,English\n101,Ada,*,6\n102,Bo,-,low\n103,Cy,x,\n104,Di,5,c\n"
)
NASTY("w31 what the sheet does not say", "sheet.csv", refused="NEEDS_ANSWER")(
    lambda: "Adno,Name,Maths,English\n101,Ada,5,6\n102,Bo,4,5\n"
)
NASTY(
    "w32 a grade of no scale", "sheet.csv", said=SHEET, good=5, bad=1, units=6, codes=("VALUES_NOT_ON_SCALE",)
)(lambda: "Adno,Name,Maths,English\n101,Ada,5,6\n102,Bo,4,5\n103,Cy,B*,5\n")
NASTY(
    "w40 a share that disagrees", "totals.csv", good=1, units=1, says="The sessions possible and missed count"
)(
    lambda: (
        "Adno,From,To,Possible,Present,Authorised,Unauthorised,%\n101,01/09/2026,16/10/2026,60,50,6,4,99.9\n"
    )
)
NASTY("w41 a share alone", "totals.csv", refused="PERCENTAGE_ONLY")(
    lambda: "Adno,Name,Attendance %\n101,Ada,95.5\n102,Bo,88.1\n"
)


NASTY("w42 totals by UPN", "totals.csv", good=1, units=1, table="attendance_totals", columns=("pupil",),
      values=(("A80120000500A",),))(
    lambda: "UPN,From,To,Possible,Authorised,Unauthorised,%\nA80120000500A,01/09/2026,16/10/2026,60,6,4,83\n"
)  # fmt: skip
NASTY("w34 results of an exam board", "a2c.csv", said=SHEET[1:], good=3, bad=1, units=5, ignored=1,
      codes=("VALUES_NOT_ON_SCALE",), table="results",
      columns=("subject", "assessment", "assessed_on", "value"),
      values=(("Maths", "Jun 25", "2026-10-05", "9"), ("Art", "Jun 25", "2026-10-05", "U"),
              ("Maths", "Jun 25", "2026-10-05", "5")))(
    lambda: "Centre,Candidate No,UPN,Series,Subject code,Subject,Grade\n"
    "1,3001,101,Jun 25,8300H,Maths,9\n1,3001,101,Jun 25,8201,Art,U\n1,3002,102,Jun 25,8300H,Maths,5\n"
    "1,3002,102,Jun 25,8201,Art,Z\n1,3003,103,Jun 25,8201,Art,\n"
)  # fmt: skip
NASTY(
    "w35 what such results do not say",
    "a2c.csv",
    refused="NEEDS_ANSWER",
    says="on which scale its results are",
)(lambda: "UPN,Subject,Grade\n101,Maths,9\n")
NASTY("w36 results with a heading that may say it", "a2c.csv", refused="MISSING_COLUMNS")(
    lambda: "UPN,Subject,Grade,Sat on\n101,Maths,9,05/10/2026\n"
)


NASTY("w50 a key below a register", good=4, units=12, ignored=8, says="3 rows of notes")(
    lambda: DAY + ADA + "102,Bo,L,N\n\n"
    '"Key: / = present, N = no reason"\n* = not on roll,,,\nPrinted on 3 Sep 2026,,,\n'
)  # fmt: skip
NASTY("w52 a note below totals", "totals.csv", good=1, units=3, ignored=2, says="1 row of notes")(
    lambda: "Adno,From,To,Possible,Authorised,Unauthorised,%\n101,01/09/2026,16/10/2026,60,6,4,83.3\n"
    "\nNote: figures to 16/10/2026,,,,,,\n"
)  # fmt: skip
NASTY("w53 a class list", "list.csv", good=8, bad=2, units=6, ignored=1, table="classes",
      codes=("DIFFERENT", "EMPTY"), columns=("class", "subject", "teacher", "year_group"),
      says="the rows of 1 of its classes do not agree", values=(("9A/Ma1", "Maths", None, "9"),
      ("9A/En1", "English", "KAY", "9"), ("9A/La1", "French", "LE", "9")))(
    lambda: "Class,Subject,Teacher,Adno,Name,Year\n9A/Ma1,Maths,XU,101,Ada,9\n9A/Ma1,Maths,HA,102,Bo,9\n"
    "9A/En1,English,KAY,101,Ada,9\n9A/La1,French,LE,101,Ada,9\n9A/La1,German,LE,102,Bo,9\n9A/En1,English\n"
)  # fmt: skip
NASTY("w54 a provision map", "map.csv", good=4, units=3, table="interventions",
      columns=("intervention", "starts_on", "ends_on", "staff"),
      values=(("Lexia", "2026-09-07", None, "Mrs Hall"),))(
    lambda: "Pupil Name,UPN,Provision,Start Date,End Date,Staff,Entry Data,Exit Data\n"
    "Ada,101,Lexia,14/09/2026,16/10/2026,Mrs Hall,85,92\nBo,102,Lexia,07/09/2026,,Mrs Hall,80,\n"
    "Cy,103,Lexia,21/09/2026,16/10/2026,Mrs Hall,,\n"
)  # fmt: skip


@NASTY("w51 a key with a row a mark", "register.xlsx", good=4, units=12, ignored=8, says="3 rows of notes")
def key_in_rows() -> bytes:
    """Return a register with a key below it that has a row for each mark."""
    rows = [("Adno", "Name", "Mon 07/09/2026 AM", "Mon 07/09/2026 PM"), (101, "Ada", "/", "\\")]
    key = [("Legend", "/", "Present AM", ""), ("", "\\", "Present PM", ""), ("", "N", "No reason yet", "")]
    return book(A=[*rows, (102, "Bo", "L", "N"), ("", "", "", ""), *key])


@NASTY("w14 10,000 sessions", refused="TOO_MANY_COLUMNS")
def sessions_without_end() -> str:
    """Return 27 years of days side by side."""
    days = [date(2000, 1, 3) + timedelta(number) for number in range(5000)]
    headings = ",".join(f"{day:%d/%m/%Y} {half}" for day in days for half in ("AM", "PM"))
    return f"Adno,{headings}\n101{',/' * 10_000}\n"


@NASTY("w15 a register in a workbook", "register.xlsx", good=3, units=4, ignored=1)
def register() -> bytes:
    """Return days as a spreadsheet keeps them, over two rows of headings."""
    days = [("", "", date(2026, 9, 7), ""), ("Adno", "Name", "AM", "PM")]
    return book(A=[*days, (101, "Ada", "/", "\\"), ("0102", "Bo", "L", "")])


@NASTY("w16 a register with a hidden sheet", "register.xlsx", good=1, units=1,
       says='hidden in the workbook: "Leavers"')  # fmt: skip
def register_with_hidden_sheet() -> bytes:
    """Return a register beside a sheet that the spreadsheet does not show."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as file:
        for name in ("7A", "Leavers"):
            file.add_worksheet(name).write_row(0, 0, ("Adno", "Mon 07/09/2026 AM"))
            file.get_worksheet_by_name(name).write_row(1, 0, (101, "/"))
        file.get_worksheet_by_name("Leavers").hide()
    return written.getvalue()


@NASTY("w43 totals beside another sheet", "totals.xlsx", good=1, units=1, says="not those of the others")
def totals_beside_another_sheet() -> bytes:
    """Return totals and a sheet of something else, which is not passed over in silence."""
    headings = ("Adno", "From", "To", "Possible", "Authorised", "Unauthorised", "%")
    return book(A=[headings, (101, date(2026, 9, 1), date(2026, 10, 16), 60, 6, 4, 83)], B=[("Notes", "x")])
