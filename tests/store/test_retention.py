"""How long pupils are held: by the school's own decision, counted from the last day on roll."""

from datetime import date

import pytest

from dashboard.__main__ import main
from dashboard.store.importing import import_files
from dashboard.store.opening import Store
from dashboard.store.retention import (
    NoPeriod,
    held_too_long,
    last_day_of_leaving,
    retention_years,
    set_retention_years,
)
from tests.store.conftest import write

PUPILS = """school,pupil,academic_year,year_group,left_on
Riverside,1,2015/16,11,2016-07-01
Riverside,2,2015/16,11,
Riverside,3,2015/16,10,
Riverside,3,2025/26,13,
Riverside,4,2024/25,11,2025-07-18
Riverside,5,2025/26,7,2025-11-03
"""


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    base = tmp_path_factory.mktemp("retention")
    import_files(base / "store", [write(base / "pupils.csv", PUPILS)], by="tests")
    return base / "store"


def test_without_a_decision_nobody_is_listed_and_a_sentence_says_so(tmp_path):
    with pytest.raises(NoPeriod, match=r"No period is set.*--set-years 7"):
        retention_years(tmp_path)


def test_the_decision_is_kept_beside_other_settings(tmp_path):
    (tmp_path / "settings.json").write_text('{"other": 1}')
    set_retention_years(tmp_path, 7)
    assert retention_years(tmp_path) == 7
    assert '"other": 1' in (tmp_path / "settings.json").read_text()


@pytest.mark.parametrize("text", ['{"retention_years": "7"}', '{"retention_years": 0}', "[]", "{"])
def test_settings_that_make_no_sense_are_told_in_words(tmp_path, text):
    (tmp_path / "settings.json").write_text(text)
    with pytest.raises(NoPeriod, match=r"settings\.json"):
        retention_years(tmp_path)


def test_the_last_day_counts_or_else_the_end_of_the_last_year(left):
    found = held_too_long(Store(left), 7, date(2026, 1, 5))
    assert [(leaver.pupil, str(leaver.last_day)) for leaver in found] == [
        ("1", "2016-07-01"),
        ("2", "2016-08-31"),
    ]


def test_the_day_itself_counts(left):
    assert [leaver.pupil for leaver in held_too_long(Store(left), 1, date(2026, 7, 18))] == ["1", "2", "4"]
    assert [leaver.pupil for leaver in held_too_long(Store(left), 1, date(2026, 7, 17))] == ["1", "2"]


def test_a_leap_day_has_a_day_years_before():
    assert last_day_of_leaving(1, date(2028, 2, 29)) == date(2027, 2, 28)


def test_the_command_lists_them_and_erases_them_with_one_receipt(left, capsys):
    assert main(["retention", "--data", str(left)]) == 2
    assert main(["retention", "--data", str(left), "--set-years", "8"]) == 0
    said = capsys.readouterr().out
    assert "2 pupils left 8 years ago or longer." in said
    assert "Riverside, pupil 1: left 1 Jul 2016" in said
    assert main(["retention", "--data", str(left), "--erase"]) == 2  # nobody can be asked here
    assert main(["retention", "--data", str(left), "--erase", "--yes"]) == 0
    assert "Erased: 2 rows in 1 import." in capsys.readouterr().out
    assert len(list((left / "receipts").iterdir())) == 1
    assert held_too_long(Store(left), 8, date(2026, 1, 5)) == []
