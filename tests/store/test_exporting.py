"""Everything goes out and comes in again the same; nothing that goes out is a formula."""

import csv
import json

import openpyxl
import pytest

from dashboard.__main__ import main
from dashboard.store.exporting import NotEmpty, export
from dashboard.store.exporting_record import pupil_record
from dashboard.store.exporting_record_files import write_record
from dashboard.store.importing import import_files
from dashboard.store.opening import NoSchool
from tests.store.conftest import contents, write

NASTY = [
    "=1+1", "+44", "-", "@SUM(A1)", "\uff1d1", "'=1+1", "''@x", "' '=1", "'t Hooft", "|pipe", "%20", 'O"Dea, "Jo"', "O'Dea",  # noqa: E501
    "two\nlines", "🦊 Æthel", "\\", "007", "1E5", "2025-09-04", "None", "NULL", "nan", "Y", "<script>alert(1)</script>",  # noqa: E501
    "_x0041_", '="5"x', "a;b", "a\tb", "#N/A",
]  # fmt: skip
FORMULA = tuple("=+-@|%\t\r\uff1d\uff0b\uff0d\uff20")


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def files():
    """Return one file of every table, nasty where a text may stand."""
    names = [quoted(name) for name in NASTY]
    rows = [
        f"{name},P{number},2025/26,8,{name},{name},{'Y' if number % 2 else ''}"
        for number, name in enumerate(names)
    ]
    return {
        "pupils": ["school,pupil,academic_year,year_group,surname,forename,eal", *rows, '"=S, 1",007,2024/25,7,,,N'],  # noqa: E501
        "characteristics": ["school,pupil,academic_year,characteristic,group", '"=1+1",P0,2025/26,"=House","-Red"', '"=1+1",P0,2025/26,SEN,mine'],  # noqa: E501
        "attendance": ["school,pupil,date,session,code", '"=1+1",P0,2025-09-04,AM,\\', '"=1+1",P0,2025-09-04,PM,-', "+44,P1,2025-09-04,AM,/"],  # noqa: E501
        "attendance_totals": ["school,pupil,from_date,to_date,possible,authorised,unauthorised", "O'Dea,P12,2025-09-03,2025-12-19,140,4,1"],  # noqa: E501
        "scales": ["scale,lowest,highest,expected,higher", "=Own,-2,5.5,2,", "GCSE 9-1,0,9,5,7"],
        "grades": ["scale,grade,points", "=Own,+,1", "=Own,-,-1.25"],
        "results": ["school,pupil,subject,assessment,assessed_on,kind,scale,value", '"=1+1",P0,=Maths,Autumn,2025-12-05,result,=own,+', '"=1+1",P0,Maths,Autumn,2025-12-05,target,GCSE 9-1,5'],  # noqa: E501
        "questions": ["school,pupil,subject,assessment,assessed_on,topic,question,mark,out_of", '"=1+1",P0,Maths,Autumn,2025-12-05,-x,03b,0.1,3'],  # noqa: E501
        "classes": ["school,academic_year,class,subject,year_group,teacher,set_rank,periods", '"=1+1",2025/26,8x/Ma1,Maths,8,@BC,1,4.5'],  # noqa: E501
        "class_members": ["school,academic_year,class,pupil,from_date,to_date", '"=1+1",2025/26,8x/Ma1,P0,2025-09-03,', '"=1+1",2025/26,unknown,P0,,'],  # noqa: E501
        "interventions": ["school,intervention,strand,tier,subject,cost,starts_on,ends_on", '"=1+1",+Reading,,targeted,,1200.5,2025-09-15,'],  # noqa: E501
        "intervention_pupils": ["school,pupil,intervention,starts_on,ends_on,entry_score", '"=1+1",P0,+Reading,2025-09-15,,82', '"=1+1",P0,Other,2025-09-16,2025-12-01,'],  # noqa: E501
        "staff": ["school,academic_year,staff,role,fte,specialisms", '"=1+1",2025/26,@BC,teacher,0.6,"Maths, Art"'],  # noqa: E501
        "contacts": ["school,pupil,contacted_on,with_whom,about,subject,staff,method", '"=1+1",P0,2025-10-08,both,target,,@BC,-phone'],  # noqa: E501
        "options": ["school,academic_year,pupil,rank,subject,allocated", '"=1+1",2025/26,P0,1,History,', '"=1+1",2025/26,P0,2,Art,N'],  # noqa: E501
        "costs": ["school,academic_year,item,amount", '"=1+1",2025/26,supply,1234.56'],
        "rooms": ["school,room,places,kind", '"=1+1",001,30,general'],
        "activities": ["school,academic_year,activity,weekday,starts,minutes,kind", '"=1+1",2025/26,-Chess,Tue,15:30,60,club'],  # noqa: E501
        "activity_pupils": ["school,academic_year,activity,pupil,sessions_offered,sessions_attended", '"=1+1",2025/26,-Chess,P0,18,16', '"=1+1",2025/26,Named here,P0,1,0'],  # noqa: E501
    }  # fmt: skip


@pytest.fixture(scope="module")
def nasty(tmp_path_factory):
    base = tmp_path_factory.mktemp("nasty")
    paths = [
        write(base / "files" / f"{name}.csv", "\n".join(lines) + "\n") for name, lines in files().items()
    ]
    report = import_files(base / "store", paths, by="tests")
    assert report.outcome == "imported", [file.problems[:2] for file in report.files if file.problems]
    return base / "store"


def without_batches(folder):
    return {name: rows for name, rows in contents(folder).items() if name != "main.batch"}


IN_ANOTHER_FORM = {"pupils": "xlsx", "grades": "xlsx", "attendance": "parquet", "characteristics": "parquet"}


@pytest.mark.parametrize("others", [{}, IN_ANOTHER_FORM], ids=["csv", "mixed"])
def test_what_goes_out_and_comes_in_again_is_the_same_in_every_table(nasty, tmp_path, others):
    paths = {table.table: table.files[0] for table in export(nasty, tmp_path / "csv")}
    assert set(paths) == set(files())
    for form in set(others.values()):
        export(nasty, tmp_path / form, form)
    paths |= {table: tmp_path / form / f"{table}.{form}" for table, form in others.items()}
    report = import_files(tmp_path / "back", list(paths.values()), by="tests")
    assert report.outcome == "imported", [file.problems[:2] for file in report.files if file.problems]
    before, after = without_batches(nasty), without_batches(tmp_path / "back")
    assert before.keys() == after.keys()
    for name, rows in before.items():
        assert after[name] == rows, name


def test_the_names_that_came_in_are_those_that_are_held(nasty):
    schools = {row[1] for row in contents(nasty)["main.school"]}
    assert schools >= set(NASTY) - {"'=1+1", "''@x", "' '=1"}
    assert schools >= {"'@x"}  # an apostrophe that guards a formula is one spreadsheet's, not the school's


def test_no_cell_that_goes_out_as_csv_begins_like_a_formula(nasty, tmp_path):
    export(nasty, tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        numbers = {"-2.0", "-1.25"} | ({"-"} if path.name == "attendance.csv" else set())
        assert [cell for cell in cells if cell.lstrip().startswith(FORMULA) and cell not in numbers] == []


def test_no_cell_of_a_workbook_is_a_formula(nasty, tmp_path):
    export(nasty, tmp_path / "out", "xlsx")
    for path in (tmp_path / "out").iterdir():
        cells = [cell for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_nothing_is_overwritten_and_nothing_is_written_of_no_school(nasty, tmp_path):
    write(tmp_path / "out" / "mine.txt", "mine")
    with pytest.raises(NotEmpty, match="is not empty"):
        export(nasty, tmp_path / "out")
    with pytest.raises(NoSchool, match="no data yet"):
        export(tmp_path / "nothing", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_record_holds_every_row_with_its_source_and_says_what_codes_mean(nasty):
    record = pupil_record(nasty, ("=1+1", "P0"))
    sections = {section.title: section for section in record.sections}
    assert set(sections) >= {"Pupils", "Attendance", "Results", "Contacts", "Options", "Activity pupils"}
    first = dict(zip(sections["Pupils"].headings, sections["Pupils"].rows[0], strict=True))
    assert (first["Surname"], first["Year group"], first["File"], first["Row"], first["State"]) == (
        "=1+1", "8 (Year 8)", "pupils.csv", 2, "in use",
    )  # fmt: skip
    codes = [row[sections["Attendance"].headings.index("Code")] for row in sections["Attendance"].rows]
    assert codes[0].startswith("\\ (Present at the school at afternoon")
    assert record.rows == sum(cells.count("P0") for lines in files().values() for cells in csv.reader(lines))


def test_a_record_is_safe_in_a_workbook_and_on_a_page(nasty, tmp_path):
    record = pupil_record(
        nasty, ("<script>alert(1)</script>", f"P{NASTY.index('<script>alert(1)</script>')}")
    )
    for ending in ("html", "xlsx", "json"):
        write_record(record, tmp_path / f"record.{ending}")
    assert "<script" not in (tmp_path / "record.html").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(tmp_path / "record.xlsx")
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert json.loads((tmp_path / "record.json").read_text(encoding="utf-8"))["school"] == record.school


def test_the_commands_say_where_things_are_and_what_is_missing(nasty, tmp_path, capsys):
    assert main(["export", str(tmp_path / "out"), "--data", str(nasty)]) == 0
    assert "attendance.csv: 3 rows" in capsys.readouterr().out
    record = ["pupil-record", str(tmp_path / "one.xlsx"), "--data", str(nasty)]
    assert main([*record, "--pupil", "P0"]) == 2
    assert "Say which school with --school" in capsys.readouterr().err
    assert main([*record, "--pupil", "P0", "--school", "=1+1"]) == 0
    assert (
        main(
            [
                "pupil-record",
                str(tmp_path / "b.json"),
                "--data",
                str(nasty),
                "--pupil",
                "x",
                "--school",
                "=1+1",
            ]
        )
        == 1
    )
    assert main(["identity", "--data", str(nasty)]) == 0
    assert "No two pupils look like one." in capsys.readouterr().out
