"""Microsoft School Data Sync, UK format: six files in other words than ours."""

import csv

import pytest

from dashboard.store.foreign.sds import SchoolDataSync
from dashboard.store.importing import import_files
from dashboard.store.problems import Unreadable
from tests.store.foreign.test_oneroster import rows_in, write_bundle

# Ada's number is also a teacher's: they are numbered apart. Ben is at both schools.
FILES = {
    "School.csv": "DfE Number,Name,School Number\n8011,Hill School,8011\n8012,Dale School,8012\n",
    "Section.csv": """ID,School DfE Number,Section Name,Section Number,Term SIS ID,Term Name,\
Term StartDate,Term EndDate,Course SIS ID,Course Name,Course Number,Course Description,\
Course Subject,Periods,Status
s1,8011,Algebra,s1,t,SY,7/1/2025,6/30/2026,c1,Maths 101,101,,Maths,1,Active
s2,8012,Chemistry,s2,t,SY,7/1/2025,6/30/2026,c2,Chemistry 1,102,,,1,Active
s3,8011,Old,s3,t,SY,7/1/2025,6/30/2026,c2,Old,102,,Old,1,Deleted
""",
    "Student.csv": """ID,School DfE Number,First Name,Last Name,Username,Password,State ID,\
Secondary Email,Student Number,Middle Name,Grade,Status,Birthdate,Graduation Year
1,8011,Ada,Bell,ab,secret,,,77,,9,Active,4/2/2012,
2,8011,Ben,Tam,bt,secret,,,78,,10,Active,12/19/2010,
2,8012,Ben,Tam,bt,secret,,,78,,10,Active,12/19/2010,
""",
    "StudentEnrollment.csv": "Section ID,ID\ns1,1\ns1,2\ns2,2\ns3,1\n",
    "Teacher.csv": """ID,School DfE Number,First Name,Last Name,Username,Password,State ID,\
Teacher Number,Status
1,8011,Li,Lo,ll,secret,,T1,Active
2,8011,Oz,Oz,oo,secret,,T2,Active
""",
    "TeacherRoster.csv": "Section ID,ID\ns1,1\n",
}  # fmt: skip


@pytest.fixture
def made(tmp_path):
    into = tmp_path / "made"
    into.mkdir()
    translated = SchoolDataSync().translate(write_bundle(tmp_path / "sds", FILES), into, {})
    assert translated.read + translated.ignored == rows_in(tmp_path / "sds")
    tables = {path.stem: list(csv.DictReader(path.open(encoding="utf-8"))) for path in translated.files}
    return tables, [str(note) for note in translated.notes]


def test_pupils_with_dates_whose_order_the_export_proves(made):
    tables, notes = made
    columns = ("school", "pupil", "academic_year", "year_group", "surname", "date_of_birth")
    assert [tuple(row[column] for column in columns) for row in tables["pupils"]] == [
        ("Hill School", "1", "2025/26", "9", "Bell", "2012-04-02"),
        ("Hill School", "2", "2025/26", "10", "Tam", "2010-12-19"),
        ("Dale School", "2", "2025/26", "10", "Tam", "2010-12-19"),
    ]
    assert any("dates put the month first" in note for note in notes)


def test_dates_that_prove_nothing_are_written_as_they_stand(tmp_path):
    into = tmp_path / "made"
    into.mkdir()
    uk = {
        "Student.csv": FILES["Student.csv"].replace("12/19/2010", "10/12/2010"),
        "Section.csv": FILES["Section.csv"].replace("7/1/2025", "1/9/2025").replace("6/30/2026", "31/8/2026"),
    }
    translated = SchoolDataSync().translate(write_bundle(tmp_path / "sds", FILES | uk), into, {})
    assert "1,2025/26,9,,Bell,Ada,4/2/2012" in (into / "pupils.csv").read_text()
    assert not [note for note in translated.notes if note.code == "MONTH_FIRST"]


def test_classes_with_their_teachers_and_who_is_in_them(made):
    tables, notes = made
    assert [(row["class"], row["subject"], row["teacher"]) for row in tables["classes"]] == [
        ("Algebra", "Maths", "T1"),
        ("Chemistry", "Chemistry 1", ""),
    ]
    assert [(row["school"], row["class"], row["pupil"]) for row in tables["class_members"]] == [
        ("Hill School", "Algebra", "1"),
        ("Hill School", "Algebra", "2"),
        ("Dale School", "Chemistry", "2"),
    ]
    assert any(note.startswith("Teacher.csv, row 3") and "nothing is made of" in note for note in notes)
    assert any(note.startswith("StudentEnrollment.csv, row 5") for note in notes)
    assert "secret" not in str(made)


def test_only_such_files_are_recognised(tmp_path):
    files = write_bundle(tmp_path, FILES | {"other.csv": "Section ID,ID\ns1,1\n"})
    [group] = SchoolDataSync().recognise(files)
    assert {path.name for path in group} == set(FILES)
    assert SchoolDataSync().recognise([path for path in files if path.name == "other.csv"]) == []


@pytest.mark.parametrize("name", ["School.csv", "Teacher.csv", "TeacherRoster.csv"])
def test_a_part_that_says_nothing_alone_is_refused_with_what_to_do(tmp_path, name):
    files = write_bundle(tmp_path / "sds", {name: FILES[name]})
    [group] = SchoolDataSync().recognise(files)
    with pytest.raises(Unreadable, match="Drop all files of the export together"):
        SchoolDataSync().translate(group, tmp_path, {})


def test_a_school_that_is_not_named_is_told_under_a_file_that_is_there(tmp_path):
    files = write_bundle(tmp_path / "sds", {"Student.csv": FILES["Student.csv"]})
    notes = SchoolDataSync().translate(files, tmp_path, {}).notes
    assert {note.file for note in notes if note.code == "UNKNOWN_SCHOOL"} == {"Student.csv"}


def test_the_whole_way_into_a_school(tmp_path):
    files = write_bundle(tmp_path / "sds", FILES)
    report = import_files(tmp_path / "store", files, by="tests")
    assert report.outcome == "imported", report.files
    assert {file.table: file.good for file in report.files} == {"pupils": 3, "classes": 2, "class_members": 3}
