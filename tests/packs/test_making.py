"""What a pack shows of twenty-odd pupils, worked out by hand."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from dashboard.packs import rule
from dashboard.packs.averaging import averages
from dashboard.packs.cohort import NO, NO_VALUE, YES, Cohort, Group, YearCohort, without
from dashboard.packs.composing import moved_in_a_year
from dashboard.packs.making import FEW, FEW_ON_A_SIDE, menu, table, tables
from dashboard.packs.merging import merged
from dashboard.packs.words import Tables, year_on_year
from tests.packs.made_up import OUTCOMES

PREMIUM = (
    Group("Y", "Pupil premium", is_focus=True),
    Group("N", "Not pupil premium", is_reference=True),
    Group("?", "Not known"),
)
ABSENCE = "persistent_absence"


def cohort(**counts):
    """Return a school of one year: of each group how many are away, are not, have no value."""
    places = [place for place, group in enumerate(counts.values()) for _ in range(sum(group))]
    sides = [
        side
        for group in counts.values()
        for side, count in zip((YES, NO, NO_VALUE), group, strict=True)
        for _ in range(count)
    ]
    year = YearCohort(
        "2026/27",
        date(2026, 9, 1),
        date(2026, 11, 13),
        tuple(f"Riverside|{number}" for number in range(len(places))),
        {"Pupil premium": np.array(places)},
        {ABSENCE: np.array(sides)},
    )
    return Cohort(
        ("Riverside",), year.to_date, (year,), {"Pupil premium": PREMIUM}, {ABSENCE: OUTCOMES[ABSENCE]}
    )


@pytest.mark.parametrize(
    ("count", "shown"), [(10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (1002, 1000), (1003, 1005)]
)
def test_counts_are_rounded_to_five_and_the_span_is_what_a_reader_can_know(count, shown):
    assert rule.rounded(count) == shown
    least, greatest = rule.span(shown)
    assert least <= count <= greatest
    assert [each for each in range(10, 1010) if rule.rounded(each) == shown] == [*range(least, greatest + 1)]


def test_ten_are_shown_and_nine_and_none_are_not():
    assert rule.is_shown(10)
    assert not rule.is_shown(9)
    assert not rule.is_shown(0)


def test_percentages_come_from_rounded_counts_and_halves_go_up():
    assert rule.percentage(35, 120) == 0.29  # 29.17
    assert rule.percentage(25, 200) == 0.13  # 12.5


def test_a_group_has_rounded_counts_a_share_an_interval_and_a_gap():
    school = cohort(Y=(23, 41, 1), N=(38, 260, 0), unknown=(0, 0, 0))
    premium, others, unknown = table(school, school.latest, "Pupil premium", ABSENCE).figures
    # 64 have a value: 65; 23: 25; 25 of 65 is 38.46: 38. 298: 300; 38: 40; 40 of 300 is 13.
    assert (premium.pupils, premium.count, premium.value) == (65, 25, 0.38)
    assert (others.pupils, others.count, others.value) == (300, 40, 0.13)
    assert (premium.reference, premium.difference, premium.clear) == ("Not pupil premium", 0.25, True)
    # Wilson of 25 of 65: 27.6 to 50.6. Newcombe of the two: 13.4 to 37.7
    assert (premium.low, premium.high) == (0.28, 0.51)
    assert (premium.difference_low, premium.difference_high) == (0.13, 0.38)
    assert unknown.hidden == FEW
    assert (unknown.pupils, unknown.count, unknown.value) == (None, None, None)


@pytest.mark.parametrize("sides", [(9, 91), (91, 9)])
def test_a_rate_is_hidden_where_either_side_is_under_ten(sides):
    school = cohort(Y=(*sides, 0), N=(50, 250, 0), unknown=(0, 0, 0))
    premium, others, _unknown = table(school, school.latest, "Pupil premium", ABSENCE).figures
    assert premium.hidden == FEW_ON_A_SIDE
    assert premium.pupils == 100
    assert {premium.count, premium.value, premium.low, premium.difference, premium.clear} == {None}
    assert others.value == 0.17


def test_whether_chance_explains_a_gap_is_decided_on_the_true_counts():
    # 47 of 102 and 58 of 178: 13.5 apart, from 1.7 to 25.2. Rounded 45 of 100, 60 of 180: -0.2 to 23.5.
    school = cohort(Y=(47, 55, 0), N=(58, 120, 0), unknown=(0, 0, 0))
    premium = table(school, school.latest, "Pupil premium", ABSENCE).figures[0]
    assert premium.difference_low == 0.0
    assert premium.clear is True


def test_nothing_is_compared_with_a_group_that_is_hidden():
    school = cohort(Y=(30, 40, 0), N=(5, 95, 0), unknown=(0, 0, 0))
    premium = table(school, school.latest, "Pupil premium", ABSENCE).figures[0]
    assert premium.value == 0.43
    assert (premium.reference, premium.difference, premium.clear) == (None, None, None)


def test_the_menu_is_fixed_and_nothing_in_it_crosses_two_characteristics():
    school = cohort(Y=(30, 40, 0), N=(50, 95, 0), unknown=(0, 0, 0))
    assert menu(school) == [
        ("2026/27", "All pupils", None),
        ("2026/27", "All pupils", ABSENCE),
        ("2026/27", "Pupil premium", None),
        ("2026/27", "Pupil premium", ABSENCE),
    ]
    assert menu(without(school, frozenset({"Pupil premium"}))) == menu(school)[:2]


def test_a_year_without_values_of_an_outcome_has_no_table_of_it():
    school = cohort(Y=(0, 0, 70), N=(0, 9, 130), unknown=(0, 0, 0))
    assert {key[2] for key in menu(school)} == {None}


def test_averages_need_thirty_pupils_and_no_single_pupil_moves_them_by_more_than_a_step():
    school = cohort(Y=(15, 25, 0), N=(15, 25, 0), unknown=(0, 0, 0))
    points = np.arange(80) / 10  # 0 to 7.9: range over pupils is 0.099, the step 0.1; the mean 3.95
    year = replace(school.latest, sums={"average_points": (points, np.ones(80))})
    outcome = replace(OUTCOMES["at_expected"], name="average_points", kind="mean", unit="points")
    [average] = averages(replace(school, years=(year,), averages={"average_points": outcome}))
    assert (average.pupils, average.value, average.step) == (80, 4.0, 0.1)
    few = replace(year, sums={"average_points": (np.where(points < 2.9, points, np.nan), np.ones(80))})
    [average] = averages(replace(school, years=(few,), averages={"average_points": outcome}))
    assert (average.pupils, average.value) == (None, None)


def test_few_of_whom_it_is_not_known_are_counted_with_the_reference_and_that_is_said():
    school = merged(cohort(Y=(30, 40, 0), N=(50, 95, 0), unknown=(2, 3, 0)))
    figures = table(school, school.latest, "Pupil premium", None).figures
    assert [(each.group, each.pupils) for each in figures] == [
        ("Pupil premium", 70),
        ("Not pupil premium", 150),
    ]
    assert school.left_out[0].startswith("Pupil premium: the few pupils of whom it is not known")


def test_small_groups_are_merged_before_anything_is_hidden():
    school = cohort(Y=(30, 40, 0), N=(50, 95, 0), unknown=(0, 0, 0))
    sen = (
        *(Group("E", "EHC plan", True), Group("K", "SEN support", True)),
        Group("N", "No SEN", False, True),
    )
    white = (Group("W", "White", False, True), Group("A", "Asian"), Group("B", "Black"), Group("M", "Mixed"))
    places = np.arange(215)
    year = replace(
        school.latest,
        groups={
            "SEN": np.where(places < 12, 0, np.where(places < 50, 1, 2)),
            "Ethnicity": np.where(places < 100, 0, np.where(places < 190, 1, np.where(places < 205, 2, 3))),
        },
    )
    found = merged(replace(school, years=(year,), characteristics={"SEN": sen, "Ethnicity": white}))
    shown = {each.characteristic: each for each in tables(found, menu(found)) if each.outcome is None}
    assert [(each.group, each.pupils) for each in shown["SEN"].figures] == [
        ("SEN support or EHC plan", 50),
        ("No SEN", 165),
    ]
    # Black 15 and Mixed 10 are under 30; together still under 30, so Asian 90 joins them.
    assert [each.group for each in shown["Ethnicity"].figures] == ["White", "Other ethnic groups"]


def test_a_move_since_last_year_is_named_only_where_it_stands_among_all_that_are_tested():
    then = cohort(Y=(60, 140, 0), N=(40, 160, 0), unknown=(0, 0, 0))
    now = cohort(Y=(110, 90, 0), N=(40, 160, 0), unknown=(0, 0, 0))
    old, new = (table(each, each.latest, "Pupil premium", ABSENCE) for each in (then, now))
    known = Tables([replace(old, year="2025/26"), new], [OUTCOMES[ABSENCE]], ["2025/26", "2026/27"])
    figure = new.figures[0]
    assert year_on_year(known, new, figure) == "last year 10"
    place = (*new.key, figure.group)
    known.moved = {place: False}
    assert year_on_year(known, new, figure) == "last year 10: no clear change"
    known.moved = {place: True}
    assert year_on_year(known, new, figure) == "last year 10: the gap has widened"
    assert moved_in_a_year(known) == {place: True}
