"""What was handed in stands together: every part of a zip file with its own count, no row unseen."""

from pathlib import Path

from dashboard.data.cards import one_card
from dashboard.data.handed import handed_in
from dashboard.store.findings import FileFound, Findings, SourceFound
from dashboard.store.trays import ReceivedFile

ZIP = ReceivedFile("week.zip", 60_000, Path("1.received"))
GRID = ("week.zip, register.csv", "Attendance in columns", "Registers")
TOTALS = ("week.zip, totals.csv", "Attendance totals with a percentage", "Totals")


def source(of, units, read, ignored):
    return SourceFound(["week.zip"], of[1], of[2], units, read, ignored, name=of[0])


def table(of, name, rows):
    return FileFound(of[0], of[0], of[1], of[2], name, rows=rows, good=rows)


FOUND = Findings(
    "checked",
    "",
    files=[
        table(GRID, "attendance", 12_240),
        table(TOTALS, "attendance_totals", 20),
        FileFound("week.zip, pupils.csv", "week.zip, pupils.csv", "CSV", table="pupils", rows=5, good=5),
    ],
    sources=[
        source(GRID, "marks", 12_240, 10),
        source(TOTALS, "rows", 20, 0),
        SourceFound(["week.zip"], "Zip file", "zip", "files", 3, 1, name="week.zip"),
    ],
    can_import=True,
)


def test_every_part_of_a_zip_file_is_shown_with_its_own_count():
    [handed] = handed_in([ZIP], FOUND)
    assert [len(handed.tables), len(handed.sources), handed.is_single] == [3, 3, False]
    assert [table.table for table in handed.tables_alone] == ["pupils"]
    card = str(one_card(handed, {}, None))
    for words in ("12,240 marks read, 10 not read.", "20 rows read.", "3 files read, 1 not read."):
        assert words in card
    for inner in ("register.csv", "totals.csv", "pupils.csv"):
        assert f"H4('{inner}')" in card


def test_a_table_that_belongs_to_no_file_is_still_shown():
    stray = FileFound("elsewhere.csv", "elsewhere.csv", "CSV", table="results", rows=1, good=1)
    found = Findings("checked", "", files=[stray])
    assert [len(handed.tables) for handed in handed_in([ZIP], found)] == [1]
