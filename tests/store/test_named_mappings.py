"""Mappings kept under a name: kept, proposed by themselves, given on the command line."""

import json

import pytest

from dashboard.__main__ import main
from dashboard.store.importing import import_files
from dashboard.store.named_mappings import (
    NamedMapping,
    forget_mapping,
    keep_mapping,
    mapping_path,
    named_mappings,
)
from dashboard.store.problems import Unreadable
from tests.store.conftest import marks_csv, write

COLUMNS = {"Nummer": "pupil", "Tag": "date", "Hälfte": "session", "Zeichen": "code"}
AUTUMN = NamedMapping("autumn marks", "attendance", COLUMNS, list(COLUMNS), "2025-09-03T10:00:00")


@pytest.fixture
def foreign(folder):
    text = marks_csv(3).replace("pupil,date,session,code", ",".join(COLUMNS))
    return write(folder.parent / "marks.csv", text)


def test_a_mapping_is_kept_read_and_forgotten(tmp_path):
    keep_mapping(tmp_path, AUTUMN)
    older = NamedMapping("spring", "attendance", COLUMNS, list(COLUMNS), "2025-01-03T10:00:00")
    keep_mapping(tmp_path, older)
    assert named_mappings(tmp_path) == [AUTUMN, older]
    assert AUTUMN.in_words == "as you matched it on 3 September 2025"
    (tmp_path / "mappings" / "broken.json").write_text("{", encoding="utf-8")
    forget_mapping(tmp_path, "autumn marks")
    assert named_mappings(tmp_path) == [older]


@pytest.mark.parametrize("name", ["", "../marks", "a/b", "a\\b", "x" * 61, "marks.", ".hidden", "a\nb\x00"])
def test_a_name_cannot_lead_elsewhere(tmp_path, name):
    with pytest.raises(Unreadable):
        mapping_path(tmp_path, name)


def test_a_file_with_the_same_headings_is_matched_as_before_and_says_so(folder, foreign):
    assert import_files(folder, [foreign], check_only=True).outcome == "refused"
    keep_mapping(folder, AUTUMN)
    report = import_files(folder, [foreign], check_only=True)
    assert report.outcome == "checked"
    [note] = [each for each in report.files[0].warnings if each["code"] == "MATCHED_AS_BEFORE"]
    assert (
        note["found"]
        == "its headings are matched as you matched it on 3 September 2025 (mapping autumn marks)"
    )


def test_a_mapping_for_other_headings_is_not_taken(folder, foreign):
    keep_mapping(
        folder, NamedMapping("other", "attendance", COLUMNS, [*COLUMNS, "More"], "2025-09-03T10:00:00")
    )
    assert import_files(folder, [foreign], check_only=True).outcome == "refused"


def test_the_command_line_takes_a_name_as_well_as_a_file(folder, foreign, capsys):
    keep_mapping(folder, AUTUMN)
    assert main(["import", str(foreign), "--mapping", "autumn marks", "--data", str(folder)]) == 0
    assert "attendance, 40 rows" in capsys.readouterr().out
    [manifest] = (folder / "imports").glob("0003-*/manifest.json")
    assert json.loads(manifest.read_text())["files"][0]["mapping"]["columns"] == COLUMNS
    assert main(["import", str(foreign), "--mapping", "winter", "--data", str(folder)]) == 2
    assert "autumn marks" in capsys.readouterr().err
