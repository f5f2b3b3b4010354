"""Averages that would tell of what a pack hides, each found by the arithmetic of a reader."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from dashboard.packs.averaging import averages
from dashboard.packs.cohort import NO, YES, Cohort, Group, YearCohort
from tests.packs.made_up import OUTCOMES

YEARS = tuple(Group(name, f"Year {name}") for name in ("7", "8", "9"))
POINTS = replace(OUTCOMES["at_expected"], name="average_points", kind="mean", unit="points")


def school(sizes, points, expected=0.0):
    """Return a school whose year groups have so many pupils, each with points, some at the standard."""
    pupils = sum(sizes)
    year = YearCohort(
        "2026/27",
        date(2026, 9, 1),
        date(2026, 11, 13),
        tuple(f"Riverside|{number}" for number in range(pupils)),
        {"Year group": np.repeat(np.arange(len(sizes)), sizes)},
        {"at_expected": np.where(points >= expected, YES, NO)},
        {"average_points": (points, np.ones(pupils))},
    )
    outcomes = {"at_expected": OUTCOMES["at_expected"]}
    return Cohort(
        ("Riverside",), year.to_date, (year,), {"Year group": YEARS}, outcomes, {"average_points": POINTS}
    )


def spread(pupils):
    return np.random.default_rng(3).uniform(1, 9, pupils)


def test_what_the_schools_average_leaves_is_never_that_of_a_few():
    whole, *groups = averages(school((20, 35, 40), spread(95), expected=5.0))
    # 20 are too few, and all less 35 less 40 would give them: the 35 go too, and 55 are left over.
    assert (whole.pupils, [one.pupils for one in groups]) == (95, [None, None, 40])
    assert [one.value is None for one in groups] == [True, True, False]
    assert all(one.pupils for one in averages(school((30, 35, 40), spread(105), expected=5.0)))


def test_an_average_that_counts_the_few_on_one_side_is_hidden():
    two_grades = np.where(np.arange(180) % 60 < 4, 1.0, 2.0)  # 4 of 60 are below, in each year group
    shown = averages(school((60, 60, 60), two_grades, expected=2.0))
    # 60 at 1.94 with steps of 0.02: 60 * (2 - 1.94) is 3.6, and no more than 0.6 either way.
    assert [one.value is None for one in shown] == [False, True, True, True]  # of the school 12 are


def test_an_average_on_a_long_scale_tells_nothing_of_the_few(expected=1.4):
    points = spread(180)
    assert 0 < (points < expected).sum() < 30
    assert all(one.value for one in averages(school((60, 60, 60), points, expected)))


def test_pupils_who_are_all_alike_have_no_average():
    same = np.concatenate([np.full(60, 4.0), spread(120)])
    whole, first, *others = averages(school((60, 60, 60), same, expected=3.0))
    assert (first.value, first.step) == (None, None)
    assert all(one.value is not None for one in (whole, *others))


@pytest.mark.parametrize("seed", range(30))
def test_no_school_leaves_fewer_than_thirty_to_subtraction(seed):
    random = np.random.default_rng(seed)
    sizes = tuple(int(each) for each in random.integers(1, 70, 3))
    whole, *groups = averages(school(sizes, random.uniform(1, 9, sum(sizes)), expected=5.0))
    left = sum(size for size, one in zip(sizes, groups, strict=True) if one.value is None)
    assert whole.value is None or left == 0 or left >= 30
