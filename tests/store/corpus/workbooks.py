"""Workbooks: bombs, damage, parts that attack, and cells that spreadsheets change."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import xlsxwriter

from tests.store.corpus.listed import Listed

NASTY = Listed()
TYPES = {"[Content_Types].xml": "<Types/>"}
SHEET = "xl/worksheets/sheet1.xml"
ROWS = (("pupil", "year", "surname"), ("0012", 7, "Birk"), ("0013", 8, "Dale"))
NAMES = {"table": "pupils", "columns": ("pupil", "surname"), "good": 2,
         "values": (("0012", "Birk"), ("0013", "Dale"))}  # fmt: skip


def book(**sheets: Iterable[Sequence[object]]) -> bytes:
    """Return a workbook with these sheets."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"strings_to_formulas": False}) as file:
        day = file.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = file.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, place, cell, day)
                    else:
                        sheet.write(number, place, cell)
    return written.getvalue()


def changed(content: bytes, add: Mapping[str, bytes | str] = {}, **replaced: tuple[str, str]) -> bytes:
    """Return a workbook with parts added, or ``sheet=(old, new)`` replaced in its first sheet."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            part = old.read(member)
            if member.filename == SHEET and "sheet" in replaced:
                before, after = replaced["sheet"]
                assert before.encode() in part
                part = part.replace(before.encode(), after.encode())
            new.writestr(member.filename, part)
        for name, added in add.items():
            new.writestr(name, added)
    return written.getvalue()


def archive(members: Iterable[tuple[str, bytes | str]]) -> bytes:
    """Return a zip file of these members, one name perhaps twice."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(name, content)
    return written.getvalue()


def claiming(content: bytes, size: int) -> bytes:
    """Return a zip file whose last member claims to unpack to this size."""
    spoilt = bytearray(content)
    start = spoilt.rindex(b"PK\x01\x02")
    place = struct.unpack_from("<I", spoilt, start + 42)[0]
    struct.pack_into("<I", spoilt, start + 24, size)
    struct.pack_into("<I", spoilt, place + 22, size)
    return bytes(spoilt)


def bomb(part: str, megabytes: int) -> bytes:
    """Return a workbook of which one part unpacks to very much."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        with file.open(part, "w", force_zip64=True) as opened:
            for _ in range(megabytes):
                opened.write(b"<c/>" * (1 << 18))
    return written.getvalue()


PLAIN = book(Pupils=ROWS)
SPOILT = {
    "x08 cut off": ("UNREADABLE", lambda: PLAIN[:500]),
    "x08b cut in the middle": ("UNREADABLE", lambda: PLAIN[: len(PLAIN) // 2]),
    "x09 no zip file": ("NO_KNOWN_COLUMNS", lambda: b"this is no workbook"),
    "x10 password": ("PASSWORD_PROTECTED_OR_XLS", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "x11 macros": ("MACRO_OR_EXTERNAL_LINKS", lambda: changed(PLAIN, {"xl/vbaProject.bin": b"x"})),
    "x11b links": ("MACRO_OR_EXTERNAL_LINKS", lambda: changed(PLAIN, {"xl/externalLinks/1.xml": "<x/>"})),
    "x13 many parts": (
        "ZIP_TOO_MANY_MEMBERS",
        lambda: archive([*TYPES.items(), *((f"m{n}", "") for n in range(6000))]),
    ),
    "x14 a part twice": (
        "ZIP_DUPLICATE_MEMBERS",
        lambda: archive([*TYPES.items(), (SHEET, "a"), (SHEET, "b")]),
    ),
    "x07 a part outside": ("UNREADABLE|EMPTY|NO_KNOWN_COLUMNS", lambda: moved("../../../../etc/passwd")),
    "x05 billion laughs": ("DTD_IN_XLSX", lambda: with_doctype('<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">')),
    "x06 external entity": ("DTD_IN_XLSX", lambda: with_doctype('<!ENTITY a SYSTEM "file:///etc/hostname">')),
    "x04 last cell": (
        "SHEET_TOO_LARGE|UNREADABLE",
        lambda: changed(PLAIN, sheet=('r="C3"', 'r="XFD1048576"')),
    ),
    "x12 impossible cell": (
        "UNREADABLE|SHEET_TOO_LARGE",
        lambda: changed(PLAIN, sheet=('r="C3"', 'r="ZZZZ9"')),
    ),
    "x02 sheet bomb": ("ZIP_BOMB", lambda: bomb(SHEET, 60)),
    "x17 claims 1 KB": ("ZIP_BOMB|UNREADABLE", lambda: claiming(bomb(SHEET, 20), 1000)),
    "x18 overlapping parts": ("UNREADABLE|ZIP_BOMB", lambda: overlapping()),
    "x22b styles without end": (
        "UNREADABLE|ZIP_BOMB|EMPTY",
        lambda: changed(PLAIN, {"xl/more.xml": "<!DOCTYPE a []>"})[:-8],
    ),
    "a workbook without sheets": ("UNREADABLE|EMPTY", lambda: archive(TYPES.items())),
    "a word document": (
        "UNREADABLE|NOT_XLSX",
        lambda: archive([*TYPES.items(), ("word/document.xml", "<w/>")]),
    ),
    "x23 open document": (
        "NOT_XLSX|NO_TABLES",
        lambda: archive(
            [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml.rels", "<x/>")]
        ),
    ),
    "x10b old xls": ("PASSWORD_PROTECTED_OR_XLS", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00"),
    "only headings": ("NO_ROWS", lambda: book(Pupils=ROWS[:1])),
    "empty sheet": ("EMPTY", lambda: book(Pupils=[])),
    "sheets of two tables": (
        "SEVERAL_TABLES",
        lambda: book(A=ROWS, B=[("pupil", "date", "session", "code"), ("1", "2026-09-04", "AM", "/")]),
    ),
}
for NAME, (CODE, MAKE) in SPOILT.items():
    NASTY(NAME, f"{NAME}.xlsx", refused=CODE)(MAKE)


def moved(target: str) -> bytes:
    """Return a workbook whose first sheet is said to be another file."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"worksheets/sheet1.xml", target.encode()))
    return written.getvalue()


def with_doctype(inner: str) -> bytes:
    """Return a workbook whose sheet declares a document type."""
    return changed(PLAIN, sheet=("<worksheet", f"<!DOCTYPE x [{inner}]><worksheet"))


def overlapping() -> bytes:
    """Return two members that lie in one place."""
    spoilt = bytearray(archive([*TYPES.items(), (SHEET, "<a/>" * 999), ("xl/other.xml", "<b/>")]))
    start = spoilt.rindex(b"PK\x01\x02")
    before = spoilt.rindex(b"PK\x01\x02", 0, start)
    spoilt[start + 42 : start + 46] = spoilt[before + 42 : before + 46]
    return bytes(spoilt)


NASTY("x01 plain", "pupils.xlsx", **NAMES)(lambda: PLAIN)
NASTY("workbook called csv", "pupils.csv", **NAMES)(lambda: PLAIN)
NASTY("x25 lying dimension", "pupils.xlsx", **NAMES)(
    lambda: changed(PLAIN, sheet=('<dimension ref="A1:C3"/>', '<dimension ref="A1:XFD1048576"/>'))
)


def with_cell(cell: str) -> bytes:
    """Return pupils of whom the first has this cell as a year group."""
    return changed(PLAIN, sheet=('<c r="B2"><v>7</v></c>', cell))


NO_RESULT = {
    "without a value": '<c r="B2"><f>3+4</f></c>',
    "with an empty value": '<c r="B2" s="1"><f>IF(A2&gt;"1",7,8)</f><v/></c>',
    "shared without a value": '<c r="B2"><f t="shared" si="0"/><v></v></c>',
}
for NAME, CELL in NO_RESULT.items():
    NASTY(f"a formula {NAME}", "formulas.xlsx", refused="FORMULAS_WITHOUT_RESULTS",
          says="sheet Pupils: in 1 cell, B2, a formula")(lambda cell=CELL: with_cell(cell))  # fmt: skip
NASTY("a formula with a value", "formulas.xlsx", **NAMES)(
    lambda: with_cell('<c r="B2"><f>3+4</f><v>7</v></c>')
)
NASTY("a formula that gives no text", "formulas.xlsx", good=1, bad=1, codes=("EMPTY",))(
    lambda: with_cell('<c r="B2" t="str"><f>""</f><v></v></c>')
)


WHOLE = "the reader passes over what is wrong, and every row is there"
NASTY("x15 deep", "deep.xlsx", **NAMES, why=WHOLE)(
    lambda: changed(PLAIN, sheet=("<sheetData>", "<sheetData>" + "<a>" * 200_000))
)
NASTY("a sheet that is no XML", "broken.xlsx", **NAMES, why=WHOLE)(
    lambda: changed(PLAIN, sheet=("<sheetData>", "<sheetData><<<"))
)
NASTY("x17b claims 3 GB", "claims.xlsx", **NAMES, why="what counts is what really comes")(
    lambda: claiming(PLAIN, 3 << 30)
)


@NASTY("x16 hidden sheet", "book.xlsx", good=1, bad=1, codes=("EMPTY",),
       says='hidden in the workbook: "Hidden"')  # fmt: skip
def hidden_sheet() -> bytes:
    """Return a very hidden sheet of pupils, and one that is seen with a row without a number."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as file:
        for name in ("Pupils", "Hidden"):
            sheet = file.add_worksheet(name)
            for place, heading in enumerate(ROWS[0]):
                sheet.write(0, place, heading)
            sheet.write_row(1, 0, ("1" if name == "Pupils" else "9", 7, "Birk"))
        file.get_worksheet_by_name("Hidden").very_hidden()
        file.get_worksheet_by_name("Pupils").write_row(2, 1, (8, "Dale"))
    return written.getvalue()


@NASTY("x19 dates", "dates.xlsx", good=2, table="pupils", columns=("joined_on",),
       values=(("2025-09-01",), ("2025-09-02",)))  # fmt: skip
def dates() -> bytes:
    """Return a date as a spreadsheet keeps it, and one as text."""
    return book(P=[("pupil", "year", "joined_on"), ("1", 7, date(2025, 9, 1)), ("2", 7, "02/09/2025")])


@NASTY("x19b dates from 1904", "dates.xlsx", good=1, table="pupils", columns=("joined_on",),
       values=(("2025-09-01",),))  # fmt: skip
def dates_from_1904() -> bytes:
    """Return a workbook that counts days from 1904."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"date_1904": True}) as file:
        sheet, day = file.add_worksheet(), file.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ("pupil", "year", "joined_on"))
        sheet.write_row(1, 0, ("1", 7))
        sheet.write_datetime(1, 2, date(2025, 9, 1), day)
    return written.getvalue()


@NASTY("x19c a date without its format", "dates.xlsx", bad=1, codes=("DAY_AS_A_NUMBER",))
def serial_date() -> bytes:
    """Return a day as a bare number."""
    return book(P=[("pupil", "year", "joined_on"), ("1", 7, 45901)])


@NASTY("x20 numbers as numbers", "numbers.xlsx", good=1, bad=1, codes=("ROUNDED",))
def numeric_names() -> bytes:
    """Return pupils' numbers as numbers: one whole, one that no float keeps."""
    return book(P=[("pupil", "year"), (10231, 7), (1.2e25, 7)])


@NASTY("x21 two sheets of one table", "book.xlsx", good=4, says="read as one table")
def two_sheets() -> bytes:
    """Return a sheet a year group."""
    return book(Y7=ROWS, Y8=[ROWS[0], ("1", 8, "Eyre"), ("2", 8, "Ford")])


@NASTY("x22 64,000 styles", "book.xlsx", **NAMES)
def many_styles() -> bytes:
    """Return more styles than a workbook may have."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(PLAIN)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/styles.xml":
                part = part.replace(b"</cellXfs>", b'<xf numFmtId="0" fontId="0"/>' * 64_000 + b"</cellXfs>")
            new.writestr(name, part)
    return written.getvalue()


@NASTY("x24 errors in cells", "book.xlsx", bad=1, good=1, codes=("EMPTY",))
def errors() -> bytes:
    """Return a formula that has failed where a year group is needed."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as file:
        sheet = file.add_worksheet()
        sheet.write_row(0, 0, ROWS[0])
        sheet.write_row(1, 0, ("1", 7, "Birk"))
        sheet.write_row(2, 0, ("2", "", "Dale"))
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    return written.getvalue()


@NASTY("formula with its value", "book.xlsx", **NAMES)
def formula_value() -> bytes:
    """Return a formula whose value was worked out: that is what counts."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as file:
        sheet = file.add_worksheet()
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        sheet.write_formula(2, 2, '=UPPER("x")', None, "Dale")
    return written.getvalue()


@NASTY("an empty row and column before", "book.xlsx", **NAMES)
def moved_table() -> bytes:
    """Return a table that begins in its third row and second column."""
    return book(P=[(), ("", "Riverside School"), *(("", *row) for row in ROWS)])


@NASTY("numbers beside text", "book.xlsx", good=3, table="pupils", columns=("pupil",),
       values=(("12",), ("0012",), ("12.5",)))  # fmt: skip
def numbers_beside_text() -> bytes:
    """Return 12 and 0012, which are two pupils."""
    return book(P=[("pupil", "year"), (12, 7), ("0012", 7), (12.5, 7)])
