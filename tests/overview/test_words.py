"""What the overview says of years before: never across a break in the series, and which way is good."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.measures import MEASURES
from dashboard.overview.facts import Area, Past, Window
from dashboard.overview.words import compared, headline, setbacks, strengths

ABSENCE, SUPPORT = MEASURES["absence_rate"], MEASURES["in_support"]
NOTHING_HERE = (
    "No attendance in these days for this choice: choose other days or pupils above, or import attendance."
)
NOW, LAST_YEAR = date(2026, 9, 1), date(2025, 9, 1)


def gap(characteristic, group, difference, half=0.01, is_focus=True):
    return {
        "characteristic": characteristic,
        "code": "Y",
        "group": group,
        "reference": f"Not {group}",
        "pupils": 300,
        "value": 0.06 + difference,
        "difference": difference,
        "difference_low": difference - half,
        "difference_high": difference + half,
        "clear": abs(difference) > half,
        "is_focus": is_focus,
        "hidden": False,
        "small": False,
    }


def past(now, before, measure=ABSENCE):
    earlier = [("this time last year", LAST_YEAR, Window(None, before))]
    return Past(measure, NOW, Window(None, now), earlier)


def test_a_gap_that_narrowed_goes_well_and_one_that_widened_is_a_setback():
    now = [gap("Pupil premium", "Pupil premium", 0.02), gap("EAL", "English as an additional language", 0.09)]
    before = [
        gap("Pupil premium", "Pupil premium", 0.08),
        gap("EAL", "English as an additional language", 0.03),
    ]
    [good], [bad] = strengths([past(now, before)]), setbacks([past(now, before)])
    assert good.words == (
        "Absence rate: the gap for pupil premium pupils has narrowed: "
        "2 in 100 sessions, this time last year 8 in 100 sessions. "
        "A change of 6 in 100 sessions (between 4.6 and 7.4), 300 pupils."
    )
    assert "has widened: 9 in 100 sessions, this time last year 3 in 100 sessions" in bad.words


def test_a_gap_that_went_past_nothing_was_the_other_way_before():
    told = past(
        [gap("Pupil premium", "Pupil premium", -0.0026)], [gap("Pupil premium", "Pupil premium", 0.0823)]
    )
    assert strengths([told])[0].words == (
        "Absence rate: the gap for pupil premium pupils has closed: 0.3 in 100 sessions, "
        "this time last year 8.2 in 100 sessions the other way. "
        "A change of 8.5 in 100 sessions (between 7.1 and 9.9), 300 pupils."
    )


def test_a_change_of_figures_that_are_rounded_says_so():
    told = past(
        [gap("Pupil premium", "Pupil premium", 0.0204)], [gap("Pupil premium", "Pupil premium", 0.0796)]
    )
    assert strengths([told])[0].words.endswith(
        "2.0 in 100 sessions, this time last year 8.0 in 100 sessions. "
        "A change of 5.9 in 100 sessions (between 4.5 and 7.3), 300 pupils. Figures are rounded."
    )


def test_a_change_is_not_told_across_a_break_in_the_series():
    group = "Free school meals"  # from September 2026 more pupils are eligible
    told = past([gap(group, group, 0.02)], [gap(group, group, 0.08)])
    assert strengths([told]) == []
    assert strengths([replace(told, from_date=date(2026, 8, 31))]) != []


def test_a_wider_lead_of_a_group_is_no_setback():
    told = past([gap("EAL", "EAL", -0.09)], [gap("EAL", "EAL", -0.03)])
    assert setbacks([told]) == []
    [ahead] = strengths([told])
    assert "less of school than" in ahead.words


def test_more_support_is_neither_good_nor_bad():
    told = past([gap("SEN", "SEN support", 0.3)], [gap("SEN", "SEN support", 0.1)], SUPPORT)
    assert strengths([told]) == setbacks([told]) == []


@pytest.mark.parametrize(
    ("everyone", "said"),
    [
        ({"value": 0.074, "hidden": False}, "7 in 100 sessions missed"),
        ({"value": float("nan"), "hidden": True}, "Too few pupils to show."),
        ({"value": float("nan"), "hidden": False}, NOTHING_HERE),
        (None, NOTHING_HERE),
    ],
)
def test_the_headline_is_a_figure_or_says_why_there_is_none(everyone, said):
    assert headline(Area(ABSENCE, Window(everyone, []), None, [], [])) == said


@pytest.mark.parametrize(
    ("share", "said"), [(0.0, "No pupils in extra support"), (1.0, "All pupils in extra support")]
)
def test_none_and_all_are_said_as_people_say_them(share, said):
    everyone = {"value": share, "hidden": False}
    assert headline(Area(SUPPORT, Window(everyone, []), None, [], [])) == said


def test_a_gap_is_said_with_its_interval_and_its_pupils():
    assert compared(gap("Pupil premium", "Pupil premium", 0.04), ABSENCE).words == (
        "Pupil premium pupils miss more of school than others: 10% against 6%. "
        "A gap of 4 in 100 sessions (between 3 and 5), 300 pupils."
    )
    rounded = {**gap("Pupil premium", "Pupil premium", 0.0766), "value": 0.1441}
    assert compared(rounded, ABSENCE).words.endswith("300 pupils. Figures are rounded.")


def test_more_help_for_some_is_a_difference_and_no_gap():
    words = compared(gap("Pupil premium", "Pupil premium", 0.04), SUPPORT).words
    assert "A difference of 4 in 100 (between 3 and 5), 300 pupils." in words and "gap" not in words
