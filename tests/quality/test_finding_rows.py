"""Rows are found again in the files of real imports: file, row, import, and whether they still count."""

import datetime

import pytest

from dashboard.__main__ import main
from dashboard.explaining import source_files
from dashboard.quality.changes import changed
from dashboard.store.batches import all_batches
from dashboard.store.finding_rows import Wanted, find, find_apart
from dashboard.store.generations import intact_generations
from dashboard.store.importing import import_files
from dashboard.store.opening import Store
from tests.store.conftest import write

PUPILS = "School report\n\npupil,academic_year,year_group,sex\nann,2025/26,7,F\nben,2025/26,7,M\n"
MARKS = "pupil,date,session,code\nann,2025-09-08,AM,/\nben,2025-09-08,AM,/\nann,2025-09-09,AM,I\n"
AGAIN = "pupil,date,session,code\nann,2025-09-09,AM,/\nann,2025-09-10,AM,/\n"
EARLIER = "pupil,academic_year,year_group,sex\nann,2024/25,6,M\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    base = tmp_path_factory.mktemp("rows")
    first = [write(base / "pupils.csv", PUPILS), write(base / "marks.csv", MARKS)]
    second = [write(base / "earlier.csv", EARLIER), write(base / "again.csv", AGAIN)]
    for paths in (first, second):
        report = import_files(base / "store", paths, by="tests")
        assert report.outcome == "imported", report
    return base / "store"


def places(found):
    return sorted((row["pupil"], row["file"], row["place"], row["state"]) for row in found)


def test_both_rows_that_contradict_one_another_are_found(folder):
    found = find_apart(folder, [Wanted("pupils", "School", "ann", {})])
    assert places(found) == [
        ("ann", "earlier.csv", "row 2", "in use"),
        ("ann", "pupils.csv", "row 4", "in use"),
    ]
    assert {row["imported_on"] for row in found} == {datetime.date.today().isoformat()}


def test_a_mark_is_found_on_its_day_and_the_one_it_replaced_is_told_as_such(folder):
    found = find(folder, [Wanted("attendance", "School", "ann", {"date": "2025-09-09"})])
    assert sorted((row.file, row.place, row.state) for row in found) == [
        ("again.csv", "row 2", "in use"),
        ("marks.csv", "row 4", "replaced by a later import"),
    ]


def test_of_a_pupil_whom_no_file_names_nothing_is_found(folder):
    assert find(folder, [Wanted("pupils", "School", "zoe", {})]) == []


def test_source_files_say_in_which_rows_the_data_lie(folder):
    days = datetime.date(2025, 9, 1), datetime.date(2026, 8, 31)
    files = source_files(Store(folder), ("pupils", "attendance"), *days)
    assert sorted(files[["file", "first_row", "last_row", "rows"]].to_numpy().tolist()) == [
        ["again.csv", 2, 3, 2],
        ["earlier.csv", 2, 2, 1],
        ["marks.csv", 2, 4, 3],
        ["pupils.csv", 4, 5, 2],
    ]
    later = source_files(Store(folder), ("attendance",), datetime.date(2025, 10, 1), days[1])
    assert later.empty


def test_what_an_import_changed_is_told_in_rows(folder):
    newer, older = intact_generations(folder)[:2]
    rows = changed(newer, older, [all_batches(folder)[1]]).set_index("What")
    columns = ["Rows before", "Rows after", "Added", "Removed", "Replaced or said again"]
    assert rows.loc["Pupils", columns].tolist() == [2, 3, 1, 0, 0]
    assert rows.loc["Attendance marks", columns].tolist() == [3, 4, 1, 0, 1]


def test_the_command_line_explains_the_same(folder, capsys):
    assert main(["gap", "absence_rate", "--by", "Sex", "--explain", "--data", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "2 of 2 pupils on roll in these days are counted." in told
    assert "marks.csv, rows 2 to 4: 3 taken in on" in told
    assert (
        main(
            ["gap", "absence_rate", "--by", "Sex", "--explain", "--viewer", "governor", "--data", str(folder)]
        )
        == 2
    )
