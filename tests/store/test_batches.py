"""What is kept of an import: its files as they came, and what was found in them."""

import hashlib
import json
from dataclasses import asdict

import pytest

from dashboard.store import taking_in
from dashboard.store.batches import Batch, ImportedFile, free_name, unchanged
from dashboard.store.importing import import_files
from dashboard.store.opening import Store
from dashboard.store.undoing import UnknownBatch, history, rebuild, undo
from tests.store.conftest import MARKS_A_DAY, PUPILS, contents, marks_csv, pupils_csv, write


def manifest(folder, number):
    [path] = (folder / "imports").glob(f"{number:04}-*/manifest.json")
    return json.loads(path.read_text(encoding="utf-8"))


def test_files_are_kept_exactly_as_handed_in(imported_once):
    [kept] = (imported_once / "imports").glob("0001-*/pupils.csv")
    assert kept.read_bytes() == pupils_csv().encode()
    assert (
        manifest(imported_once, 1)["files"][0]["sha256"] == hashlib.sha256(pupils_csv().encode()).hexdigest()
    )


def test_manifest_says_what_was_found(imported_once):
    told = manifest(imported_once, 1)
    assert (told["state"], told["by"], told["school_default"]) == ("accepted", "tests", "School")
    pupils, marks = told["files"]
    assert (pupils["table"], pupils["rows"], pupils["good"], pupils["refused"]) == (
        "pupils",
        PUPILS,
        PUPILS,
        0,
    )
    assert (marks["from_date"], marks["to_date"]) == ("2025-09-02", "2025-09-02")


def test_same_file_twice_changes_nothing(folder):
    before = contents(folder), (folder / "current").read_text()
    report = import_files(folder, [write(folder.parent / "again.csv", marks_csv(2))])
    assert report.outcome == "unchanged"
    assert list(report.unchanged) == ["again.csv"]
    assert (contents(folder), (folder / "current").read_text()) == before


def test_large_file_is_hashed_while_it_is_read(folder, monkeypatch):
    monkeypatch.setattr(taking_in, "LARGE", 1)
    monkeypatch.setattr(taking_in, "copy_and_hash", None)  # not while it is copied
    two_days = marks_csv(3) + marks_csv(4).partition("\n")[2]
    import_files(folder, [write(folder.parent / "later.csv", two_days)])
    [told] = manifest(folder, len(list((folder / "imports").iterdir())))["files"]
    digest = hashlib.sha256(two_days.encode()).hexdigest()
    assert told["sha256"] == digest
    with Store(folder).connection().cursor() as cursor:
        assert (digest,) in cursor.execute("select sha256 from batch").fetchall()


def test_large_file_that_was_imported_before_changes_nothing(folder, monkeypatch):
    monkeypatch.setattr(taking_in, "LARGE", 1)
    report = import_files(folder, [write(folder.parent / "again.csv", marks_csv(2))])
    assert report.outcome == "unchanged"


def test_file_counts_as_new_where_a_later_import_touched_its_table():
    def holding(number, digest):
        return Batch(
            f"{number:04}-x", "2026-01-01", "me", files=[ImportedFile("f", digest, 1, table="results")]
        )

    first, second = holding(1, "a"), holding(2, "b")
    assert unchanged([first, second], ImportedFile("f", "b", 1), False) == second
    assert unchanged([first, second], ImportedFile("f", "a", 1), False) is None
    assert unchanged([first], ImportedFile("f", "a", 1, table_asked="pupils"), False) is None


def test_later_import_wins_and_undo_brings_the_earlier_one_back(folder):
    before = contents(folder)
    changed = write(folder.parent / "changed.csv", marks_csv(2, code="O"))
    report = import_files(folder, [changed])
    assert contents(folder)["main.mark"] != before["main.mark"]
    assert len(contents(folder)["main.mark"]) == 2 * MARKS_A_DAY
    undo(folder, report.batch)
    assert contents(folder) == before
    assert [batch.state for batch in history(folder)] == ["accepted", "accepted", "undone"]
    assert (folder / "imports" / report.batch / "changed.csv").read_bytes() == changed.read_bytes()


def test_undone_import_cannot_be_undone_again_and_its_number_is_not_used_again(folder):
    undo(folder, "2")
    with pytest.raises(UnknownBatch, match="taken back already"):
        undo(folder, "2")
    report = import_files(folder, [write(folder.parent / "marks 2.csv", marks_csv(2))])
    assert (report.outcome, report.batch[:4]) == ("imported", "0003")


def test_unknown_import_is_named_with_the_known_ones(folder):
    with pytest.raises(UnknownBatch, match=r"There is no import 9.*0002-"):
        undo(folder, "9")


def test_rebuilt_school_has_the_same_rows_in_every_table(folder):
    before = contents(folder)
    generation = rebuild(folder)
    assert generation.number == 3
    assert contents(folder) == before


def test_academic_year_of_a_file_without_one_is_that_of_the_latest_date_beside_it(tmp_path):
    pupils = write(tmp_path / "pupils.csv", "pupil,year_group\n1,7\n")
    marks = write(tmp_path / "marks.csv", "pupil,date,session,code\n1,2024-10-01,AM,/\n")
    import_files(tmp_path / "store", [pupils, marks])
    assert manifest(tmp_path / "store", 1)["academic_year_default"] == "2024/25"


def test_school_of_a_file_without_one_is_the_only_one_named_beside_it(tmp_path):
    marks = write(tmp_path / "marks.csv", "pupil,date,session,code\n1,2024-10-01,AM,/\n")
    pupils = write(tmp_path / "pupils.csv", "school,pupil,year_group\nHill School,1,7\n")
    import_files(tmp_path / "store", [marks, pupils])
    assert manifest(tmp_path / "store", 1)["school_default"] == "Hill School"
    assert {row[:2] for row in contents(tmp_path / "store")["main.school"]} == {(1, "Hill School")}


def test_row_without_a_school_is_a_problem_where_several_are_known(tmp_path):
    pupils = write(tmp_path / "pupils.csv", "school,pupil,year_group\nHill School,1,7\nDale School,1,7\n")
    import_files(tmp_path / "store", [pupils])
    marks = write(tmp_path / "marks.csv", "pupil,date,session,code\n1,2024-10-01,AM,/\n")
    report = import_files(tmp_path / "store", [marks])
    assert report.outcome == "refused"
    assert [problem["code"] for file in report.files for problem in file.problems] == ["NO_SCHOOL"]
    assert import_files(tmp_path / "store", [marks], accept_good_rows=True).outcome == "refused"


def test_altered_original_is_refused_and_named(folder):
    [kept] = (folder / "imports").glob("0002-*/marks 2.csv")
    kept.write_text(marks_csv(3))
    with pytest.raises(
        Exception, match=r"marks 2\.csv is missing or is no longer the file that was imported"
    ):
        rebuild(folder)
    undo(folder, "2")


def test_two_files_of_one_name_are_both_kept():
    taken = {"manifest.json"}
    assert [free_name(name, taken) for name in ("a.csv", "A.csv", "manifest.json", "a", "a")] == [
        "a.csv", "A (2).csv", "manifest (2).json", "a", "a (2)",
    ]  # fmt: skip


def test_file_as_dict_is_what_the_manifest_holds():
    assert set(asdict(ImportedFile("a", "b", 1))) >= {
        "name",
        "sha256",
        "table",
        "rows",
        "good",
        "refused",
        "blank",
    }
