"""Which gaps the overview names: those that stand after correction for how many were looked at."""

import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats

from dashboard.overview.findings import (
    beyond_chance,
    chance,
    doing_well,
    has_closed,
    has_narrowed,
    holm,
    losing_out,
    moved,
)

ABSENCE = SimpleNamespace(area="attendance", good="low")
RESULTS = SimpleNamespace(area="attainment", good="high")
SHARE_IN_SUPPORT = SimpleNamespace(area="support", good="neither")


@dataclasses.dataclass
class Gap:
    """A row of gaps.by_every_characteristic, with the interval given as half its width."""

    characteristic: str
    code: str
    difference: float
    half: float
    pupils: int = 200
    is_focus: bool = True
    hidden: bool = False
    small: bool = False


def gaps(*given):
    return [
        {
            **dataclasses.asdict(each),
            "difference_low": each.difference - each.half,
            "difference_high": each.difference + each.half,
            "clear": abs(each.difference) > each.half,
        }
        for each in given
    ]


def names(rows):
    return [row["code"] for row in rows]


def worse(rows, measure):
    return names(losing_out(beyond_chance(rows, measure), measure))


def better(rows, measure):
    return names(doing_well(beyond_chance(rows, measure), measure))


def test_the_widest_gap_comes_first_and_chance_is_left_out():
    rows = gaps(
        Gap("SEN", "K", 0.04, 0.01), Gap("Pupil premium", "Y", 0.06, 0.02), Gap("EAL", "Y", 0.01, 0.02)
    )
    assert worse(rows, ABSENCE) == ["Y", "K"]


def test_a_gap_that_an_interval_alone_would_name_falls_when_thirty_were_looked_at():
    barely = Gap("Pupil premium", "Y", 0.0205, 0.02)
    assert worse(gaps(barely), ABSENCE) == ["Y"]
    others = [Gap("Ethnicity", str(number), 0.001, 0.02) for number in range(29)]
    assert worse(gaps(barely, *others), ABSENCE) == []


def test_of_hundreds_of_schools_without_any_gap_few_have_one_named():
    draws, characteristics, pupils = 400, 12, 60
    random = np.random.default_rng(1)
    named = 0
    for _ in range(draws):
        one, other = random.normal(size=(2, characteristics, pupils))
        difference = one.mean(1) - other.mean(1)
        error = np.sqrt(one.var(1, ddof=1) / pupils + other.var(1, ddof=1) / pupils)
        half = error * stats.t.ppf(0.975, 2 * pupils - 2)
        rows = gaps(
            *(Gap(str(i), "Y", d, h, pupils) for i, (d, h) in enumerate(zip(difference, half, strict=True)))
        )
        named += len(beyond_chance(rows, ABSENCE)) > 0
    assert named / draws < 0.07  # without the correction it is 0.46


def test_chance_agrees_with_welch_and_is_never_surer():
    random = np.random.default_rng(7)
    for size in (12, 40, 300):
        one, other = random.normal(0.5, 1, size), random.normal(0, 1, 4 * size)
        test = stats.ttest_ind(one, other, equal_var=False)
        low, high = test.confidence_interval(0.95)
        row = gaps(Gap("SEN", "K", one.mean() - other.mean(), (high - low) / 2, size))
        [share] = chance(row)
        assert test.pvalue <= share + 1e-12
        assert share == pytest.approx(test.pvalue, abs=0.02)


def test_an_interval_that_touches_nought_is_one_in_twenty():
    assert chance(gaps(Gap("SEN", "K", 0.02, 0.02, pupils=15))).tolist() == pytest.approx([0.05])


def test_holm_as_worked_by_hand():
    assert holm(np.array([0.01, 0.04, 0.03, 0.005])).tolist() == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert len(holm(np.array([]))) == 0


@pytest.mark.parametrize(
    "left_out",
    [
        Gap("SEN", "?", 0.5, 0.01),
        Gap("SEN need", "ASD", 0.5, 0.01),
        Gap("Year group", "11", 0.5, 0.01),
        Gap("SEN", "E", 0.5, 0.01, small=True),
        Gap("SEN", "E", 0.5, 0.01, hidden=True),
        Gap("SEN", "E", np.nan, np.nan),
    ],
    ids=["not known", "a division of SEN", "year groups", "too small", "hidden", "no value"],
)
def test_some_groups_are_never_named(left_out):
    assert worse(gaps(left_out), ABSENCE) == []


def test_prior_attainment_is_no_finding_about_attainment_but_is_one_about_absence():
    rows = gaps(Gap("Prior attainment", "LOW", -0.3, 0.05))
    assert worse(rows, RESULTS) == []
    assert worse(gaps(Gap("Prior attainment", "LOW", 0.3, 0.05)), ABSENCE) == ["LOW"]


def test_which_way_is_worse_depends_on_the_measure():
    rows = gaps(Gap("EAL", "Y", 0.1, 0.02), Gap("SEN", "K", -0.2, 0.02))
    assert worse(rows, ABSENCE) == ["Y"]
    assert worse(rows, RESULTS) == ["K"]
    assert worse(rows, SHARE_IN_SUPPORT) == ["K", "Y"]


def test_going_well_is_a_focus_group_ahead_of_its_reference():
    rows = gaps(Gap("EAL", "Y", 0.1, 0.02), Gap("Ethnicity", "Asian", 0.2, 0.02, is_focus=False))
    assert better(rows, RESULTS) == ["Y"]
    assert better(rows, ABSENCE) == []
    assert better(rows, SHARE_IN_SUPPORT) == []


def test_a_gap_moves_when_the_change_is_more_than_both_intervals_allow():
    before = gaps(
        Gap("Pupil premium", "Y", 0.10, 0.02), Gap("SEN", "K", 0.05, 0.02), Gap("EAL", "Y", 0.06, 0.02)
    )
    after = gaps(
        Gap("Pupil premium", "Y", 0.01, 0.02), Gap("SEN", "K", 0.06, 0.02), Gap("EAL", "Y", 0.12, 0.02)
    )
    found = moved(before, after, ABSENCE)
    assert [(row["characteristic"], has_narrowed(row)) for row in found] == [
        ("Pupil premium", True),
        ("EAL", False),
    ]
    assert [row["change"] for row in found] == pytest.approx([-0.09, 0.06])
    assert [has_closed(row) for row in found] == [True, False]


def test_a_group_that_was_not_there_before_has_not_moved():
    assert moved(gaps(Gap("SEN", "K", 0.05, 0.01)), gaps(Gap("EAL", "Y", 0.2, 0.01)), ABSENCE) == []


def test_without_intervals_a_gap_is_named_that_is_clear_by_itself():
    rows = [
        {**row, "difference_low": np.nan, "difference_high": np.nan}
        for row in gaps(Gap("SEN", "K", 0.1, 0.02))
    ]
    assert worse(rows, ABSENCE) == ["K"]
    assert worse([{**rows[0], "clear": False}], ABSENCE) == []
    assert moved(rows, rows, ABSENCE) == []
