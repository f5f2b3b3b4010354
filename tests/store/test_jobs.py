"""Checks and imports beside the dashboard: real processes, their progress, their end."""

import io
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict

import psutil
import pytest

from dashboard.store import jobs
from dashboard.store.batches import ImportedFile, are_takeable
from dashboard.store.findings import Findings, findings_from
from dashboard.store.generations import current_generation
from dashboard.store.importing import import_files
from dashboard.store.lock import importing_alone
from dashboard.store.previewing import other_schools
from tests.store.conftest import contents, marks_csv, pupils_csv, write

PATIENCE = 60


@pytest.fixture
def tray(folder):
    """Return a tray whose job is stopped when the test ends."""
    tray = jobs.new_tray(folder)
    yield tray
    jobs.cancel(folder, tray)


def put(folder, tray, name, text):
    return jobs.receive(folder, tray, name, io.BytesIO(text.encode()))


def ended(folder, tray):
    """Wait for the end of a job; return its state and the steps seen on the way."""
    seen, end = [], time.monotonic() + PATIENCE
    while (state := jobs.state(folder, tray)).is_running and time.monotonic() < end:
        if state.step not in seen:
            seen.append(state.step)
        time.sleep(0.02)
    return state, seen


def leftovers(folder, tray):
    """Return what a job left beside the uploads, its own notes and the lock."""
    notes = ("job.json", "progress.json", "result.json")
    place = folder / "desk" / tray
    return [
        path.name
        for path in place.iterdir()
        if path.name not in notes and path.suffix not in (".received", ".label")
    ] + [path.name for path in folder.glob("*.tmp*")]


def test_a_check_says_what_would_change_and_changes_nothing(folder, tray):
    before, generation = contents(folder), current_generation(folder)
    put(folder, tray, "marks.csv", marks_csv(2, code="M") + marks_csv(3).partition("\n")[2])
    changed = (
        pupils_csv()
        .replace("\n0,2025/26,7,F", "\n0,2025/26,7,M")
        .replace("19,2025/26,11,M", "99,2025/26,11,M")
    )
    put(folder, tray, "pupils.csv", changed)
    jobs.start(folder, tray, "check", {})
    state, seen = ended(folder, tray)
    assert state.failure is None
    assert seen
    found = state.result
    assert (found.outcome, found.can_import, found.batch) == ("checked", True, "")
    by_name = {file.file: file for file in found.files}
    assert by_name["marks.csv"].preview == [
        "80 marks from 3 Sep 2025 to 4 Sep 2025, 40 replace earlier ones (2 of them say something else)."
    ]
    assert by_name["pupils.csv"].preview[0] == "20 pupils of 2025/26, 1 new, 1 left, 1 changed."
    assert by_name["marks.csv"].kind == "CSV, commas, UTF-8"
    assert [heading.column for heading in by_name["marks.csv"].headings] == [
        "pupil",
        "date",
        "session",
        "code",
    ]
    assert by_name["marks.csv"].headings[0].samples == ["0", "1", "2"]
    assert (contents(folder), current_generation(folder)) == (before, generation)
    assert leftovers(folder, tray) == []


def test_a_check_says_what_a_file_has_no_column_for(folder, tray):
    put(folder, tray, "roster.csv", "pupil,academic_year,year_group\n0,2025/26,8\n")
    jobs.start(folder, tray, "check", {})
    state, _ = ended(folder, tray)
    [file] = state.result.files
    assert file.preview[-1].startswith("It has no column for ")
    assert "sex" in file.preview[-1]
    assert "young carer" not in file.preview[-1]  # nobody knew


def test_an_import_publishes_and_the_same_again_changes_nothing(folder, tray):
    put(folder, tray, "marks.csv", marks_csv(3))
    jobs.start(folder, tray, "import", {}, by="Ada")
    state, _ = ended(folder, tray)
    assert (state.result.outcome, state.result.batch) == ("imported", current_generation(folder).batches[-1])
    manifest = json.loads((folder / "imports" / state.result.batch / "manifest.json").read_text())
    assert (manifest["by"], manifest["files"][0]["name"]) == ("Ada", "marks.csv")
    assert len(contents(folder)["main.mark"]) == 3 * 40
    jobs.start(folder, tray, "check", {})
    state, _ = ended(folder, tray)
    assert (state.result.outcome, state.result.unchanged) == ("unchanged", {"marks.csv": manifest["name"]})


def test_a_file_that_is_in_but_for_its_refused_rows_is_said_to_be(folder, tmp_path):
    path = write(tmp_path / "odd.csv", "pupil,date,session,code\n0,2025-09-12,AM,/\n0,2025-09-12,PM,%\n")
    first = import_files(folder, [path], accept_good_rows=True)
    again = import_files(folder, [path], check_only=True, details_in=tmp_path / "refused")
    assert (first.outcome, again.outcome) == ("imported", "refused")
    number = first.batch.partition("-")[0]
    assert [note for note in again.notes if f"odd.csv is in already as import {number}, but for" in note]


def test_problems_are_grouped_counted_and_their_rows_can_be_had(folder, tray):
    put(folder, tray, "marks.csv", marks_csv(3).replace(",/\n", ",%\n", 7))
    jobs.start(folder, tray, "check", {})
    state, _ = ended(folder, tray)
    [file] = state.result.files
    [kind] = file.problems
    assert (kind.code, kind.column, kind.count, len(kind.examples)) == ("NO_CODE", "code", 7, 5)
    assert kind.examples[0].startswith('row 2, code: "%" is not one of')
    assert (file.rows, file.good, file.refused, state.result.can_import) == (40, 33, 7, False)
    assert state.result.can_import_good_rows
    rows = jobs.refused_rows(folder, tray)[file.refused_file].read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 8
    jobs.start(folder, tray, "import", {}, accept_good_rows=True)
    state, _ = ended(folder, tray)
    assert (state.result.outcome, state.result.files[0].good) == ("imported", 33)


def test_what_needs_a_tick_is_flagged(folder, tray):
    few = "\n".join(pupils_csv().splitlines()[:11]) + "\n"
    put(folder, tray, "pupils.csv", few)
    jobs.start(folder, tray, "check", {})
    state, _ = ended(folder, tray)
    flags = {flag.code: flag.says for flag in state.result.flags}
    assert set(flags) == {"MANY_LEAVERS"}
    assert flags["MANY_LEAVERS"] == "10 of the 20 pupils loaded for 2025/26 are not in this file."


def test_a_school_that_nothing_is_loaded_of_is_flagged():
    marks = [ImportedFile("marks.csv", "", 1)]
    assert other_schools({"Elsewhere"}, set(), marks) == []
    assert other_schools({"Elsewhere"}, {"Elsewhere", "Riverside"}, marks) == []
    [flag] = other_schools({"Elsewhere"}, {"Riverside"}, marks)
    assert flag.says == 'It names "Elsewhere", and what is loaded is of "Riverside".'


def test_an_older_file_that_sets_marks_back_is_flagged(folder, tray):
    put(folder, tray, "marks.csv", marks_csv(1, code="M"))
    jobs.start(folder, tray, "check", {})
    state, _ = ended(folder, tray)
    [flag] = state.result.flags
    assert flag.code == "OLDER_THAN_CURRENT"
    assert flag.says.startswith("It ends on 2 Sep 2025, and what is loaded goes to 3 Sep 2025: 2 rows")


def test_headings_that_nobody_knows_are_shown_with_proposals_and_matched_by_hand(folder, tray):
    text = marks_csv(3).replace("pupil,date,session,code", "Nummer,Day,AM or PM,Sign")
    put(folder, tray, "marks.csv", text)
    jobs.start(folder, tray, "check", {"marks.csv": {"table": "attendance"}})
    state, _ = ended(folder, tray)
    [file] = state.result.files
    proposed = {heading.heading: (heading.column, heading.is_sure) for heading in file.headings}
    assert proposed["AM or PM"] == ("session", False)
    missing = {column.column: column.candidates for column in file.missing}
    assert "Nummer" in missing["pupil"]
    columns = {"Nummer": "pupil", "Day": "date", "AM or PM": "session", "Sign": "code"}
    choices = {"marks.csv": {"table": "attendance", "mapping": columns, "mapping_name": "autumn marks"}}
    jobs.start(folder, tray, "import", choices)
    state, _ = ended(folder, tray)
    assert state.result.outcome == "imported"
    kept = json.loads((folder / "mappings" / "autumn marks.json").read_text())
    assert (kept["table"], kept["columns"], kept["headings"]) == ("attendance", columns, list(columns))


def test_one_job_at_a_time_and_a_cancelled_one_changes_nothing(folder, tray):
    before, generation = contents(folder), current_generation(folder)
    put(folder, tray, "marks.csv", marks_csv(3))
    jobs.start(folder, tray, "import", {})
    other = jobs.new_tray(folder)
    put(folder, other, "marks.csv", marks_csv(4))
    with pytest.raises(jobs.ImportRunning, match="An import is running since"):
        jobs.start(folder, other, "check", {})
    assert jobs.state(folder, other) == jobs.JobState()
    assert jobs.cancel(folder, tray)
    assert jobs.state(folder, tray).failure == "It was stopped. Nothing was changed."
    assert (contents(folder), current_generation(folder)) == (before, generation)
    assert leftovers(folder, tray) == []
    with importing_alone(folder):
        pass
    assert not jobs.cancel(folder, tray)


def test_an_import_from_the_command_line_keeps_another_from_starting(folder, tray):
    put(folder, tray, "marks.csv", marks_csv(3))
    with importing_alone(folder), pytest.raises(jobs.ImportRunning, match="Another import is running"):
        jobs.start(folder, tray, "import", {})
    assert jobs.state(folder, tray) == jobs.JobState()


def test_a_job_killed_by_the_system_is_told_in_words(folder, tray):
    put(folder, tray, "marks.csv", marks_csv(3))
    jobs.start(folder, tray, "import", {})
    pid = json.loads((folder / "desk" / tray / "job.json").read_text())["pid"]
    os.killpg(pid, 9)
    state, _ = ended(folder, tray)
    assert state.failure.endswith("Nothing was changed.")
    assert current_generation(folder).number == 2


def test_the_dashboard_never_loads_what_reads_files():
    """Starting and watching a job loads no reader of tables, workbooks or XML."""
    words = "import sys; from dashboard.store import jobs; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True).stdout
    assert not {"python_calamine", "lxml", "pyarrow", "dashboard.store.foreign"} & set(loaded.split())


def test_a_workbook_made_to_break_readers_breaks_nothing(folder, tray):
    import xlsxwriter

    path = folder.parent / "far.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "pupil")
        sheet.write(1048575, 16383, "1")
    with path.open("rb") as file:
        jobs.receive(folder, tray, "far.xlsx", file)
    server = psutil.Process()
    memory = server.memory_info().rss
    jobs.start(folder, tray, "check", {})
    state, _ = ended(folder, tray)
    assert state.result.outcome == "refused"
    assert state.result.files[0].problems[0].code in ("UNREADABLE", "SHEET_TOO_LARGE")
    assert server.memory_info().rss - memory < 20 << 20


def test_findings_travel_as_json():
    found = Findings("checked", "")
    assert findings_from(json.loads(json.dumps(asdict(found)))) == found


def test_an_import_needs_every_tick_that_its_check_asked_for(folder, tray):
    few = "\n".join(pupils_csv().splitlines()[:11]) + "\n"
    put(folder, tray, "pupils.csv", few)
    jobs.start(folder, tray, "check", {}, by="Ada")
    checked, _ = ended(folder, tray)
    assert (checked.by, checked.at.count(":")) == ("Ada", 1)
    for ticked in ((), ("MANY_LEAVERS",), ("MANY_LEAVERS|other.csv",)):
        with pytest.raises(jobs.NotTicked, match="has not been agreed to"):
            jobs.start(folder, tray, "import", {}, ticked=ticked)
    assert jobs.state(folder, tray) == checked
    jobs.start(folder, tray, "import", {}, ticked=["MANY_LEAVERS|pupils.csv"])
    assert jobs.state(folder, tray).is_running


def test_a_refused_table_of_a_bundle_keeps_no_other_from_coming_in_and_a_refused_file_does():
    of_bundle = {"source": "roster.zip", "rows": 3}
    refused = ImportedFile("translated/roster.zip/pupils.csv", "", 1, refused=3, **of_bundle)
    good = ImportedFile("translated/roster.zip/classes.csv", "", 1, good=3, **of_bundle)
    assert are_takeable([refused, good])
    assert not are_takeable([refused])
    assert not are_takeable([good, ImportedFile("marks.csv", "", 1, rows=2, refused=2)])
    assert not are_takeable([good, ImportedFile("unread.csv", "", 1)])
