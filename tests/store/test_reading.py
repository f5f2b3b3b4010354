"""No row is lost and no letter is changed, whatever program wrote the file."""

# ruff: noqa: RUF001
import io
import zipfile
from datetime import date, datetime
from itertools import product

import duckdb
import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.schemas import SCHEMAS
from dashboard.store import encoding, intake, workbook, workbook_reader
from dashboard.store.importing import import_files
from tests.store.taking_in import Desk

COLUMNS = ["pupil", "year_group", "surname", "forename", "date_of_birth", "sen"]
HEADINGS = ["Adno", "Year", "Surname", "Forename", "DOB", "SEN"]
PUPILS = [
    ["0012", "7", "O’Brien", "Zoë", "2014-02-03", "N"],
    ["0013", "8", "de la Cruz, Jr", 'Ann "Annie"', "2013-11-30", "K"],
    ["0014", "9", "Ünal", "Null", "", ""],
]
READ = [
    ("0012", "7", "O’Brien", "Zoë", date(2014, 2, 3), "N"),
    ("0013", "8", "de la Cruz, Jr", 'Ann "Annie"', date(2013, 11, 30), "K"),
    ("0014", "9", "Ünal", "Null", None, None),
]
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16"]
DELIMITERS = [",", ";", "\t", "|"]
LINE_ENDS = ["\n", "\r\n", "\r"]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def as_csv(rows, delimiter=",", line_end="\n"):
    cells = [
        ['"' + cell.replace('"', '""') + '"' if set(cell) & set('",;|\t\r\n') else cell for cell in row]
        for row in rows
    ]
    return "".join(delimiter.join(row) + line_end for row in cells)


def as_workbook(rows, sheets_before=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, state in sheets_before:
        book.create_sheet(title).sheet_state = state
        book[title].append(["nothing", "here"])
    sheet = book.create_sheet("Pupils")
    for row in rows:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(("encoding", "delimiter", "line_end"), [*product(ENCODINGS, DELIMITERS, LINE_ENDS)])
def test_the_same_rows_come_out_of_every_kind_of_csv(desk, encoding, delimiter, line_end):
    content = as_csv([HEADINGS, *PUPILS], delimiter, line_end).encode(encoding)
    assert desk.take_in(content, columns=COLUMNS).rows == READ


@pytest.mark.parametrize(("encoding", "delimiter", "line_end"), [*product(ENCODINGS, DELIMITERS, LINE_ENDS)])
def test_marks_need_no_quotation_marks_in_any_kind_of_csv(desk, encoding, delimiter, line_end):
    rows = [
        ["pupil", "date", "session", "code"],
        ["Zoë", "2025-09-04", "AM", "/"],
        ["1", "2025-09-04", "PM", "\\"],
    ]
    taken = desk.take_in(as_csv(rows, delimiter, line_end).encode(encoding), columns=["pupil", "code"])
    assert taken.rows == [("Zoë", "/"), ("1", "\\")]


def test_the_same_rows_come_out_of_a_workbook(desk):
    cells = [[int(cell) if cell == "8" else cell or None for cell in row] for row in PUPILS]
    cells[0][4] = datetime(2014, 2, 3)
    cells[1][4] = date(2013, 11, 30)
    assert desk.take_in(as_workbook([HEADINGS, *cells]), "pupils.xlsx", columns=COLUMNS).rows == READ


def test_the_same_rows_come_out_of_parquet(desk, tmp_path):
    path = tmp_path / "pupils.parquet"
    db = duckdb.connect()
    listed = ", ".join(f'"{heading}" varchar' for heading in HEADINGS).replace('"DOB" varchar', '"DOB" date')
    db.execute(f"create table pupil ({listed})")
    db.executemany(
        "insert into pupil values (?, ?, ?, ?, ?, ?)", [[cell or None for cell in row] for row in PUPILS]
    )
    db.execute(f'copy (select * replace (cast("Year" as double) as "Year") from pupil) to \'{path}\'')
    assert desk.take_in(path, columns=COLUMNS).rows == READ


def test_the_first_visible_sheet_with_known_headings_counts(desk):
    content = as_workbook([HEADINGS, *PUPILS], [("Notes", "visible"), ("Old", "hidden")])
    assert desk.take_in(content, "book.xlsx", columns=COLUMNS).rows == READ


def test_lines_above_the_headings_are_passed_over_and_rows_count_as_in_a_spreadsheet(desk):
    above = 'Riverside School\n"Pupils on roll, autumn"\n\n'
    taken = desk.take_in(above + as_csv([HEADINGS, *PUPILS, ["1", "70", "", "", "", ""]]), columns=COLUMNS)
    assert taken.rows == READ
    assert taken.problems[0].startswith("file.csv, row 8, year_group")


def test_sep_line_is_passed_over(desk):
    content = "sep=;\n" + as_csv([HEADINGS, *PUPILS], ";")
    assert desk.take_in(content, columns=COLUMNS).rows == READ


def test_blank_rows_and_columns_at_the_end_are_counted_and_do_no_harm(desk):
    content = "pupil,year,,\n1,7,,\n\n2,8,,\n,,,\n , ,,\n"
    taken = desk.take_in(content, columns=["pupil", "year_group"])
    assert taken.rows == [("1", "7"), ("2", "8")]
    assert (taken.checked.rows, taken.checked.good, taken.checked.blank) == (5, 2, 3)


def test_cells_with_line_ends_stay_whole_and_rows_count_as_in_a_spreadsheet(desk):
    content = 'pupil,year,surname\n1,7,"Two\r\nlines"\n2,70,x\n'
    taken = desk.take_in(content, columns=["surname"])
    assert taken.rows == [("Two\nlines",)]
    assert taken.problems[0].startswith("file.csv, row 3, year_group")


def test_a_ragged_row_is_a_problem_of_its_own(desk):
    content = "pupil,year,surname\n1,7\n2,8,Okoro,extra,cells\n3,9,Smith\n4,9,Jones,,\n"
    taken = desk.take_in(content, columns=["pupil"])
    assert [problem.split(": ")[0] for problem in taken.problems] == ["file.csv, row 2", "file.csv, row 3"]
    assert "more or fewer cells than there are headings" in taken.problems[0]
    assert taken.rows == [("3",), ("4",)]


def test_headings_that_stand_again_in_the_middle_are_a_problem(desk):
    taken = desk.take_in("pupil,year\n1,7\npupil,year\n2,8\n", columns=["pupil"])
    assert taken.problems == [
        "file.csv, row 3: the headings stand here again. "
        "Delete this row, or import the two parts as two files."
    ]


def stray(*rows):
    return "pupil,date,session,code\n" + "".join(f"{row}\n" for row in rows)


GOOD = [f"{number},2025-09-04,AM,/" for number in range(2000)]


def test_a_stray_quotation_mark_never_swallows_rows(desk):
    before, after = GOOD[:1000], GOOD[1000:]
    code, why = desk.refusal(stray(*before, '"1,2025-09-04,PM,/', *after))
    assert (code, "row 1,002" in why) == ("QUOTE", True)
    code, why = desk.refusal(stray(*before, '"1,2025-09-04,PM,/', *after, '2,2025-09-04,PM,/"'))
    assert code == "QUOTE"
    taken = desk.take_in(stray(*before, '1,2025-09-04,PM,/"', *after))
    assert taken.checked.rows == 2001
    assert taken.problems[0].startswith('file.csv, row 1,002, code: "/"" is not one of')


def archive(**members):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/"), content)
    return written.getvalue()


BOOK = {"[Content_Types].xml": "<Types/>"}
HEADER = "pupil,year\n"
REFUSED = [
    ("empty", b"", "EMPTY"),
    ("header without rows", HEADER, "NO_ROWS"),
    ("blank rows only", HEADER + "\n,\n", "NO_ROWS"),
    ("utf-16 without mark", (HEADER + "1,7\n").encode("utf-16-le"), "NUL_BYTES"),
    ("mixed encodings", "pupil,year,surname\n1,7,Zoë\n".encode() + b"2,8,Zo\xeb\n", "MIXED_ENCODING"),
    ("unknown encoding", b"pupil,year,surname\n1,7,\x81\x8d\n", "ENCODING_UNKNOWN"),
    ("nul bytes", b"pupil,year\n1,\x007\n", "NUL_BYTES"),
    ("nul bytes in utf-16", (HEADER + "1,\0\n").encode("utf-16"), "NUL_BYTES"),
    ("broken utf-16", (HEADER + "1,7\n").encode("utf-16") + b"\x00\xd8\x00", "ENCODING_UNKNOWN"),
    ("picture", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "CONTENT_DOES_NOT_MATCH_EXTENSION"),
    ("gzip", b"\x1f\x8b\x08\x00" + b"\x00" * 40, "CONTENT_DOES_NOT_MATCH_EXTENSION"),
    ("pdf", b"%PDF-1.7\n", "CONTENT_DOES_NOT_MATCH_EXTENSION"),
    ("database", b"12345678DUCK" + b"\x00" * 40, "CONTENT_DOES_NOT_MATCH_EXTENSION"),
    (
        "old workbook or password",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        "PASSWORD_PROTECTED_OR_XLS",
    ),
    ("zip without a workbook", archive(**{"pupils.csv": HEADER}), "NOT_XLSX"),
    ("cut workbook", as_workbook([HEADINGS])[:500], "UNREADABLE"),
    ("macros", archive(**BOOK, **{"xl__vbaProject.bin": "x"}), "MACRO_OR_EXTERNAL_LINKS"),
    (
        "document type",
        archive(**BOOK, **{"xl__workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}),
        "DTD_IN_XLSX",
    ),
    ("many members", archive(**BOOK, **{f"m{number}": "x" for number in range(600)}), "ZIP_TOO_MANY_MEMBERS"),
    ("no workbook inside", archive(**BOOK), "UNREADABLE"),
    ("only spaces", " \n\t\n ,, \n", "EMPTY"),
    ("web page", "<!DOCTYPE html><html><table><tr><td>pupil", "CONTENT_DOES_NOT_MATCH_EXTENSION"),
    ("xml", '\ufeff<?xml version="1.0"?><pupils/>', "CONTENT_DOES_NOT_MATCH_EXTENSION"),
    ("json", '[{"pupil": 1}]', "CONTENT_DOES_NOT_MATCH_EXTENSION"),
    ("damaged parquet", b"PAR1" + b"\x00" * 60 + b"PAR1", "UNREADABLE"),
    ("long line", HEADER + "1,7" + "x" * 3_000_000 + "\n2,7\n", "LINE_TOO_LONG"),
    ("unclosed quote", HEADER + '"1,7\n2,8\n', "QUOTE"),
    ("two tables in one heading", "pupil,year\n", "NO_ROWS"),
]


@pytest.mark.parametrize(("content", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_file_that_cannot_be_trusted_is_refused_whole(desk, content, code):
    refused_as, why = desk.refusal(content)
    assert refused_as == code
    assert why.startswith("file.csv")
    assert desk.left_behind() == []
    assert desk.rows("pupils") == []


def test_a_workbook_that_unpacks_to_too_much_is_refused(desk, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_BYTES", 1 << 20)
    content = archive(**BOOK, **{"xl__worksheets__sheet1.xml": "x" * (2 << 20)})
    assert desk.refusal(content)[0] == "ZIP_BOMB"


def test_a_workbook_with_a_cell_at_the_far_end_is_refused_and_nothing_dies(desk):
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    book.active["XFD1048576"] = "far"
    written = io.BytesIO()
    book.save(written)
    assert desk.refusal(written.getvalue())[0] in ("SHEET_TOO_LARGE", "UNREADABLE")


def test_a_folder_is_no_file(desk, tmp_path):
    assert desk.refusal(tmp_path)[0] == "NOT_A_FILE"


@pytest.mark.parametrize(
    "row",
    [
        "1,2025-09-04,AM",
        "1,2025-09-04,AM,/,x",
        ",2025-09-04,AM,/",
        "",
        "1,2025-09-04,am,/",
        '"1",2025-09-04,AM,/',
    ],
)
def test_every_line_of_a_file_of_marks_is_accounted_for(desk, row):
    taken = desk.take_in(stray(*GOOD[:5], row, *GOOD[5:10]), columns=["pupil"])
    assert taken.checked.rows == 11
    assert len(taken.rows) == taken.checked.good >= 10


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), max_size=12)
NAMES = WORDS.map(lambda word: __import__("unicodedata").normalize("NFC", word.strip("\u00a0 "))).filter(
    lambda word: not word.startswith('="')
)
SOME_PUPILS = st.lists(
    st.tuples(
        st.sampled_from(["7", "R", "N1"]), NAMES, st.dates(date(1990, 1, 1), date(2024, 1, 1)), st.booleans()
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=30, deadline=None)
@given(rows=SOME_PUPILS, encoding=st.sampled_from(["utf-8", "utf-16"]), delimiter=st.sampled_from(DELIMITERS))
def test_whatever_pupils_are_called_they_come_back_as_written(tmp_path_factory, rows, encoding, delimiter):
    desk = Desk(tmp_path_factory.mktemp("pupils"))
    cells = [
        [str(number), *row[:2], row[2].isoformat(), "Y" if row[3] else "N"] for number, row in enumerate(rows)
    ]
    content = as_csv([["pupil", "year", "surname", "dob", "EAL"], *cells], delimiter).encode(encoding)
    taken = desk.take_in(content, columns=["year_group", "surname", "date_of_birth", "eal"])
    assert taken.rows == [(year, name or None, born, eal) for year, name, born, eal in rows]


@settings(max_examples=30, deadline=None)
@given(
    values=st.lists(
        st.one_of(st.integers(0, 120).map(str), st.sampled_from(["EXS", "U", "9-8", "=1", "*"])),
        min_size=1,
        max_size=8,
    ),
    broken=st.sets(st.integers(0, 7)),
)
def test_every_row_of_results_is_kept_or_refused(tmp_path_factory, values, broken):
    desk = Desk(tmp_path_factory.mktemp("results"))
    heading = [column.name for column in SCHEMAS["results"].columns if column.name != "school"]
    rows = [
        [
            str(number),
            "Maths",
            "Autumn",
            "soon" if number in broken else "2025-12-05",
            "result",
            "Ours",
            value,
        ]
        for number, value in enumerate(values)
    ]
    taken = desk.take_in(as_csv([heading, *rows]), columns=["pupil", "value"])
    good = [(row[0], row[-1]) for row in rows if row[3] != "soon"]
    assert taken.rows == good
    assert taken.checked.problem_rows == len(rows) - len(good)


def as_sheets(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_all_sheets_of_one_table_are_read_and_their_problems_name_the_sheet(desk, tmp_path):
    y7 = [["pupil", "year_group", "Shoes"], ["1", "7", "38"], ["2", "70", "39"]]
    y8 = [["Pupils of Year 8"], ["sex", "Year", "pupil"], ["F", "8", "3"], ["M", "8", "1"], ["Q", "8", "4"]]
    content = as_sheets(Y7=y7, Y8=y8, Notes=[["ask Ms Okoro"]])
    refused = tmp_path / "refused.csv"
    taken = desk.take_in(content, "book.xlsx", columns=["pupil", "year_group", "sex"], refused_file=refused)
    assert taken.rows == [("1", "7", None), ("3", "8", "F")]
    assert [problem.split(":")[0] for problem in taken.problems] == [
        "book.xlsx, sheet Y7, row 3, year_group",
        "book.xlsx, sheet Y8, row 4",
        "book.xlsx, sheet Y8, row 5, sex",
    ]
    assert "as row 2 of sheet Y7, but" in taken.problems[1]
    said = " ".join(taken.warnings)
    assert "read as one table: Y7 (2 rows), Y8 (3 rows)" in said
    assert "book.xlsx, sheet Notes: nothing is read from this sheet" in said
    assert '"4 of sheet Y8"' in refused.read_text(encoding="utf-8-sig")
    again = intake.understand(
        tmp_path / "book.xlsx", taken.checked.understood.table, taken.checked.understood.mapping
    )
    assert again == taken.checked.understood


def test_formulas_without_results_are_counted_wherever_the_reading_is_cut(monkeypatch):
    cell = '<c r="{}"{}><f>A1</f>{}</c>'
    cells = [("A2", "", ""), ("B2", "", "<v>7</v>"), ("C2", ' t="str"', "<v></v>"), ("D2", "", "<v/>")]
    sheet = "<row>" + "".join(cell.format(*each) for each in cells) + "</row>" + "<row/>" * 9
    for piece in (5, 40, 1000):
        monkeypatch.setattr(workbook_reader, "PIECE", piece)
        assert workbook_reader.count_formulas(io.BytesIO(sheet.encode())) == ("A2", 2)


def test_sheets_of_several_tables_are_refused_by_name(desk):
    marks = [["pupil", "date", "session", "code"], ["1", "2025-09-04", "AM", "/"]]
    content = as_sheets(Y7=[["pupil", "year_group"], ["1", "7"]], Marks=marks)
    code, words = desk.refusal(content, "book.xlsx")
    assert code == "SEVERAL_TABLES"
    assert "Y7 is pupils, Marks is attendance" in words
    taken = desk.take_in(content, "book.xlsx", table="pupils", columns=["pupil"])
    assert taken.rows == [("1",)]
    assert "sheet Marks: nothing is read from this sheet" in taken.warnings[-1]


def test_a_row_with_a_word_that_is_a_heading_elsewhere_begins_no_table(desk):
    rows = [("Breakfast club", "", "breakfast"), ("Art studio", "Tue", "club"), ("Chess club", "Thu", "club")]
    lines = [f"Hill,2024/25,{name},{day},07:45,45,{kind}" for name, day, kind in rows]
    content = "\n".join(["school,academic_year,activity,weekday,starts,minutes,kind", *lines]) + "\n"
    taken = desk.take_in(content, "activities.csv", columns=["activity", "kind"])
    assert taken.rows == [(name, kind) for name, _, kind in rows]


PADDED = ("7101 ,2025-11-03,AM,/", " 7101,2025-11-03,AM,/", '" 7101",2025-11-03,AM,/')


@pytest.mark.parametrize("piece", [1, 2, 3, 1 << 20])
@pytest.mark.parametrize("row", PADDED)
def test_spaces_around_a_pupil_s_number_are_no_part_of_it(desk, monkeypatch, row, piece):
    monkeypatch.setattr(encoding, "PIECE", piece)
    taken = desk.take_in(f"pupil,date,session,code\n{row}\n", columns=("pupil",))
    assert taken.rows == [("7101",)]


@pytest.mark.parametrize("piece", [1, 2, 7, 1 << 20])
def test_spaces_within_a_cell_are_no_padding(desk, monkeypatch, piece):
    monkeypatch.setattr(encoding, "PIECE", piece)
    path = desk.write("school,pupil,date\nSt Anne,Form 7 b,2025-11-03\nSt Anne,a  b,2025-11-03\n")
    assert not encoding.survey(path).has_padding


TWO_ROWS = ["1,Birk,7,F", "2,Dale,8,M"]


@pytest.mark.parametrize(
    "headings",
    [
        ["Admission,Legal,Year,Sex", "Number,Surname,Group,"],
        ["Riverside School", "", "Admission,Legal,Year,", "Number,Surname,Group,Sex"],
        ["Pupil,,,", "Admission Number,Legal Surname,Year Group,Sex"],
    ],
)
def test_headings_in_two_rows_are_read_as_one(desk, headings):
    content = "\n".join([*headings, *TWO_ROWS]) + "\n"
    taken = desk.take_in(content, columns=["pupil", "surname", "year_group", "sex"])
    assert taken.rows == [("1", "Birk", "7", "F"), ("2", "Dale", "8", "M")]
    assert taken.problems == []


def test_cells_merged_from_top_to_bottom_hold_for_all_their_rows(desk):
    with xlsxwriter.Workbook(desk.folder / "merged.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 2, "Riverside School")
        for place, heading in enumerate(["pupil", "surname", "year_group"]):
            sheet.write(1, place, heading)
        for row, name in enumerate(["Birk", "Dale", "Eyre"], start=2):
            sheet.write(row, 0, str(row))
            sheet.write(row, 1, name)
        sheet.merge_range(2, 2, 3, 2, "7")
        sheet.write(4, 2, "8")
    taken = desk.take_in(desk.folder / "merged.xlsx", columns=["pupil", "year_group"])
    assert taken.rows == [("2", "7"), ("3", "7"), ("4", "8")]


def marks_in_parquet(desk, *marks):
    path = desk.folder / "marks.parquet"
    rows = [
        {"pupil": pupil, "date": date(2025, 11, day), "session": half, "code": code}
        for pupil, day, half, code in marks
    ]
    duckdb.from_df(pd.DataFrame(rows)).write_parquet(str(path))
    return path


def test_marks_in_parquet_are_read_straight_into_their_table(desk, monkeypatch):
    monkeypatch.setattr(intake, "load_carefully", None)
    taken = desk.take_in(marks_in_parquet(desk, ("7101", 3, "AM", "/"), ("7102", 4, "PM", "\\")))
    assert taken.rows == [("7101", date(2025, 11, 3), "AM", "/"), ("7102", date(2025, 11, 4), "PM", "\\")]
    assert (taken.checked.rows, taken.checked.good) == (2, 2)


@pytest.mark.parametrize(("pupil", "code"), [("7101", "§"), (" 7101", "/"), ("Zoe\u0308", "/"), ("", "/")])
def test_what_does_not_fit_in_parquet_is_looked_at_closely(desk, pupil, code):
    taken = desk.take_in(marks_in_parquet(desk, (pupil, 3, "AM", code), ("7102", 3, "AM", "/")))
    kept = [] if code == "§" or not pupil else [(pupil.strip().replace("e\u0308", "ë"),)]
    assert [row[:1] for row in taken.rows] == [*kept, ("7102",)]
    assert taken.checked.problem_rows == 1 - len(kept)


def test_a_workbook_is_read_once_for_all_who_look_at_it_and_again_once_it_changes(
    desk, tmp_path, monkeypatch
):
    read = []
    check = workbook.check_archive
    monkeypatch.setattr(workbook, "check_archive", lambda path: (read.append(path.name), check(path)))
    book = desk.write(as_workbook([HEADINGS, *PUPILS]), "book.xlsx")
    with workbook.keeping_sheets(tmp_path / "sheets"):
        assert desk.take_in(book, columns=COLUMNS).rows == READ
        assert len(read) == 1
        desk.write(as_workbook([HEADINGS, *PUPILS[:1]]), "book.xlsx")
        assert desk.take_in(book, batch=2).checked.good == 1
        assert len(read) == 2
    intake.understand(book)
    assert len(read) == 3  # nobody keeps the sheets any more


def test_no_sheets_stay_beside_an_import(desk, tmp_path):
    book = desk.write(as_workbook([HEADINGS, *PUPILS]), "book.xlsx")
    assert import_files(tmp_path / "store", [book], by="tests").outcome == "imported"
    names = {path.name for path in (tmp_path / "store").rglob("*")}
    assert "book.xlsx" in names
    assert not [name for name in names if "sheets" in name or name.endswith(".txt")]


A_CLASS_A_SHEET = [["Adno", "Surname", "Year"], [1, "Ada", 7], ["", "", ""], [2, "Bea", 7]]


def a_class_a_sheet(names):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for number, name in enumerate(names):
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(A_CLASS_A_SHEET):
                sheet.write_row(row, 0, [f"{number}{cell}" if cell in (1, 2) else cell for cell in cells])
    return content.getvalue()


@pytest.mark.parametrize(
    ("names", "mapping", "groups"),
    [
        (("7A", "7 B", "Y7-C1"), None, ["7A", "7A", "7 B", "7 B", "Y7-C1", "Y7-C1"]),
        (("7A", "7B"), {"columns": {"(name of the sheet)": None, "Adno": "pupil"}}, [None] * 4),
        (("Year 7", "Year 8"), None, [None] * 4),
        (("7A", "Roll"), None, [None] * 4),
    ],
)
def test_a_sheet_for_each_class_says_the_registration_group(desk, names, mapping, groups):
    content = a_class_a_sheet(names)
    taken = desk.take_in(
        content, "book.xlsx", table="pupils", mapping=mapping, columns=["registration_group"]
    )
    assert [row[0] for row in taken.rows] == groups
    assert any("names are the registration groups" in said for said in taken.warnings) == bool(groups[0])
    assert [cells[3:] for cells in taken.checked.understood.rows[:1]] == ([names[:1]] if groups[0] else [()])
    again = desk.understand(content, "book.xlsx", table="pupils", mapping=taken.checked.understood.mapping)
    assert again.columns == taken.checked.understood.columns
    assert again.ignored_headings == taken.checked.understood.ignored_headings
