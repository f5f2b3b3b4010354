"""XML goes the whole way into a store: every pupil and mark accounted for, and nothing private with it."""

import json

import duckdb
import pytest

from dashboard.store.batches import all_batches
from dashboard.store.generations import current_generation
from dashboard.store.handed import HandedIn
from dashboard.store.importing import import_files
from tests.made_up_xml import census, elements, transfer, upn, write_census, write_transfer
from tests.store.conftest import write

PEOPLE = "school,pupil,academic_year,year_group,upn\nRiverside School,10231,2025/26,6," + upn(1) + "\n"


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """Return a folder into which a list of one, a census of 40 and a transfer file of 30 were imported."""
    folder = tmp_path_factory.mktemp("xml")
    write_census(folder / "census.xml", 40, first=100)
    write_transfer(folder / "transfer.xml", 30, first=200)
    files = [folder / "census.xml", folder / "transfer.xml", write(folder / "pupils.csv", PEOPLE)]
    report = import_files(folder / "store", files, by="tests")
    assert report.outcome == "imported", report.files
    return folder


def counted(folder, *questions):
    """Return what the published store answers to each question."""
    with duckdb.connect(str(folder / current_generation(folder).file), read_only=True) as db:
        return [db.execute(question).fetchall()[0][0] for question in questions]


def test_every_pupil_and_every_mark_is_in_the_store(school):
    told = (school / "transfer.xml").read_text()
    strings = [part.partition("<")[0] for part in told.split("<AttendanceMarks>")[1:]]
    asked = [f"select count(*) from {table}" for table in ("pupil", "mark", "result")]
    marks, results = sum(map(len, strings)), told.count("<StageAssessment>")
    assert counted(school / "store", *asked) == [71, marks, results]


def test_one_school_stays_one(school):
    assert "<SchoolName>Example Primary</SchoolName>" in (school / "transfer.xml").read_text()
    assert counted(school / "store", "select count(*) from school", "select min(school) from pupil") == [
        1,
        "Riverside School",
    ]


def test_the_sources_account_for_all_pupils(school):
    sources = [source for batch in all_batches(school / "store") for source in batch.sources]
    assert [(source.units, source.read, source.ignored) for source in sources] == [
        ("pupils", 40, 0),
        ("pupils", 30, 0),
    ]


def test_no_address_is_anywhere_but_in_the_file_handed_in(school):
    kept = [path for path in (school / "store").rglob("*") if path.is_file() and path.suffix != ".xml"]
    assert len(kept) > 6
    assert not [path.name for path in kept if b"ZZ1 1ZZ" in path.read_bytes()]


def test_a_bad_cell_is_named_by_its_line(tmp_path):
    pupil = elements(UPN=upn(1)) + "<BasicDetails>\n<NCyearActual>6</NCyearActual>"
    pupil += "<Ethnicity>PAKI</Ethnicity></BasicDetails>"
    report = import_files(tmp_path / "store", [write(tmp_path / "ctf.xml", transfer([pupil]))], by="tests")
    assert report.outcome == "refused"
    [problem] = [problem for file in report.files for problem in file.problems]
    assert problem["column"] == "ethnicity"
    assert "pupil 1 (line 3)" in json.dumps(problem)


def test_of_several_schools_the_one_of_this_name_is_meant(tmp_path):
    folder = tmp_path / "store"
    both = PEOPLE + "Hillside School,10231,2025/26,6,\n"
    assert import_files(folder, [write(tmp_path / "pupils.csv", both)], by="tests").outcome == "imported"
    pupil = elements(UPN=upn(2)) + "<BasicDetails><NCyearActual>6</NCyearActual></BasicDetails>"
    text = transfer([pupil]).replace("Example Primary", "HILLSIDE SCHOOL")
    assert import_files(folder, [write(tmp_path / "ctf.xml", text)], by="tests").outcome == "imported"
    of_hillside = "select count(*) from pupil where school = 'Hillside School'"
    assert counted(folder, "select count(*) from school", of_hillside) == [2, 2]


def census_of(path, school, number):
    """Write a census of one pupil that names its school."""
    day = "<CollectionDetails><ReferenceDate>2026-01-15</ReferenceDate></CollectionDetails>"
    source = f"<Source><LEA>801</LEA><Estab>{school}</Estab></Source>"
    one = elements(UPN=upn(number), NCyearActual=7)
    return write(path, census([one], header=f"<Header>{day}{source}</Header>"))


def test_whose_each_census_of_several_schools_is_has_to_be_said(tmp_path):
    files = [census_of(tmp_path / f"{school}.xml", school, school) for school in (2000, 2001)]
    report = import_files(tmp_path / "store", files)
    assert report.outcome == "refused"
    codes = [(file.shown, problem["code"]) for file in report.files for problem in file.problems]
    assert codes == [("2000.xml", "WHICH_SCHOOL"), ("2001.xml", "WHICH_SCHOOL")]
    handed = [HandedIn(path, path.name, said={"school": f"{path.stem} School"}) for path in files]
    report = import_files(tmp_path / "store", [handed[0], files[1]])
    assert [file.shown for file in report.files if file.problems] == ["2001.xml"]
    assert import_files(tmp_path / "store", handed).outcome == "imported"
    assert counted(tmp_path / "store", "select count(distinct school) from pupil") == [2]
