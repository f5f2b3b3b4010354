"""Whom a pack is made of: the pupils on roll on the day, in the groups of that year."""

from datetime import date

import pytest

from dashboard.__main__ import main
from dashboard.packs.gather import NothingToPublish, gather


def given(school):
    """Fill a school: 12 pupils, one of whom has left and one comes later; a quarter are away a lot."""
    rows = "\n".join(f"p{n} | 7 | {'Y' if n < 4 else 'N'} | |" for n in range(12))
    school.given(
        pupils="pupil | year_group | pupil_premium | joined_on | left_on\n"
        f"{rows}\ngone | 7 | Y | | 2025-10-01\nlate | 7 | Y | 2026-01-05 |",
        attendance_totals="pupil | from_date | to_date | possible | authorised | unauthorised\n"
        + "\n".join(
            f"p{n} | 2025-09-01 | 2025-12-19 | 100 | {20 if n % 4 == 0 else 2} | 0" for n in range(11)
        ),
    )
    return school


def test_pupils_on_roll_on_the_last_day_are_counted_each_on_one_side(school):
    cohort = gather(given(school))
    assert cohort.data_date == date(2025, 12, 19)
    year = cohort.latest
    assert [pupil.partition("|")[2] for pupil in year.pupils] == sorted(f"p{n}" for n in range(12))
    sides = dict(zip(year.pupils, year.outcomes["persistent_absence"].tolist(), strict=True))
    assert {name for name, side in sides.items() if side == 1} == {
        f"Riverside School|p{n}" for n in (0, 4, 8)
    }
    assert sides["Riverside School|p11"] == -1
    premium = cohort.characteristics["Pupil premium"]
    places = dict(zip(year.pupils, year.groups["Pupil premium"].tolist(), strict=True))
    assert premium[places["Riverside School|p3"]].label == "Pupil premium"
    assert "Free school meals" not in cohort.characteristics
    assert any(said.startswith("Free school meals") for said in cohort.left_out)


def test_a_school_without_data_has_nothing_to_publish(school):
    school.given(pupils="pupil | year_group\na | 7")
    with pytest.raises(NothingToPublish):
        gather(school)


def test_the_command_line_says_what_to_do_where_there_is_no_pack(tmp_path, capsys):
    assert main(["pack", "list", "--data", str(tmp_path)]) == 0
    assert "evenhand pack preview" in capsys.readouterr().out
    assert main(["pack", "--data", str(tmp_path)]) == 2
