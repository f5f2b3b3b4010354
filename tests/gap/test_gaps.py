"""What pages and the command line are told of a gap."""

from datetime import date

import pytest

from dashboard import gaps
from dashboard.gaps import NO_FILTERS, MixedScales
from dashboard.measures import MEASURES
from dashboard.scope import is_on_one_scale
from dashboard.viewer import NotForThisViewer

PUPILS = """
    pupil | year_group | sex | pupil_premium
    amy   | 10         | F   | true
    bea   | 10         | F   | false
    cat   | 10         | F   | false
    dan   | 10         | M   | true
    eli   | 10         | M   | false
    fin   | 7          | M   | false
"""
RESULTS = """
    pupil | subject | assessment | assessed_on | kind   | scale            | value
    amy   | Maths   | Autumn     | 2024-12-01  | result | GCSE 9-1         | 1
    amy   | Maths   | Spring     | 2026-03-01  | result | GCSE 9-1         | 3
    bea   | Maths   | Spring     | 2026-03-01  | result | GCSE 9-1         | 4
    cat   | Maths   | Spring     | 2026-03-01  | result | GCSE 9-1         | 5
    dan   | Maths   | Spring     | 2026-03-01  | result | GCSE 9-1         | 6
    eli   | Maths   | Spring     | 2026-03-01  | result | GCSE 9-1         | 8
    fin   | Reading | KS2        | 2026-03-01  | result | KS2 scaled score | 104
"""
MATHS = {**NO_FILTERS, "subject": "Maths"}


@pytest.fixture
def taught(school):
    school.given(pupils=PUPILS, results=RESULTS)
    return school


def by_sex(store, filters=MATHS, reference=None, viewer="leader"):
    rows = gaps.by_group(store, viewer, "average_points", "Sex", filters, reference)
    return {row.group: row for row in rows.itertuples()}


def test_a_difference_is_group_minus_reference(taught):
    rows = by_sex(taught)
    assert rows["Female"].value == 4
    assert rows["Male"].value == 7
    assert (rows["Female"].reference, rows["Female"].difference) == ("Male", -3)
    assert rows["Male"].difference != rows["Male"].difference  # none from itself
    assert rows["Female"].difference_low < -3 < rows["Female"].difference_high


@pytest.mark.parametrize("reference", ["F", "Female"])
def test_the_reference_is_named_by_code_or_label(taught, reference):
    assert by_sex(taught, reference=reference)["Male"].difference == 3


def test_unknown_names_are_met_with_the_ones_there_are(taught):
    with pytest.raises(ValueError, match=r"Sex: there is no group 'X'.*F \(Female\), M \(Male\)"):
        by_sex(taught, reference="X")
    with pytest.raises(ValueError, match=r"found 'Shoe size'. Choose one of All pupils, Sex"):
        gaps.by_group(taught, "leader", "average_points", "Shoe size", MATHS)
    with pytest.raises(ValueError, match=r"Measure: found 'mood'. Choose one of absence_rate"):
        gaps.by_group(taught, "leader", "mood", "Sex", MATHS)


def test_points_on_different_scales_are_never_averaged(taught):
    with pytest.raises(MixedScales, match=r"2 scales \(GCSE 9-1, KS2 scaled score\).*Choose one subject"):
        by_sex(taught, NO_FILTERS)
    assert by_sex(taught, {**NO_FILTERS, "year_groups": ["10"]})["Female"].value == 4
    assert gaps.by_group(taught, "leader", "absence_rate", "Sex", NO_FILTERS) is not None


def test_every_characteristic_leaves_references_out(taught):
    rows = gaps.by_every_characteristic(taught, "leader", "average_points", MATHS)
    told = {(row.characteristic, row.group): row.difference for row in rows.itertuples()}
    assert told["Sex", "Female"] == -3
    assert told["Pupil premium", "Pupil premium"] == pytest.approx(4.5 - 17 / 3)
    assert ("Sex", "Male") not in told
    assert ("All pupils", "All pupils") not in told


def test_over_time_has_each_period_with_data(taught):
    rows = gaps.over_time(taught, "leader", "average_points", "Sex", "year", MATHS)
    assert rows["period"].unique().tolist() == ["2024/25", "2025/26"]
    assert gaps.over_time(taught, "leader", "value_added", "Sex", "year", MATHS).empty


@pytest.fixture
def rescaled(school):
    """Return a school whose results are on another scale from 2025/26: 1 and 2 points, then 300 and 340."""
    school.given(
        pupils="""
            pupil | academic_year | year_group | sex
            anna  | 2024/25       | 9          | F
            bert  | 2024/25       | 9          | M
            anna  | 2025/26       | 10         | F
            bert  | 2025/26       | 10         | M
        """,
        results="""
            pupil | subject | assessment | assessed_on | kind   | scale | value
            anna  | Maths   | 2024       | 2024-05-10  | result | Logit | 0.5
            anna  | Maths   | 2025       | 2025-05-10  | result | Logit | 1
            bert  | Maths   | 2025       | 2025-05-10  | result | Logit | 2
            anna  | Maths   | 2026       | 2026-05-10  | result | State | 300
            bert  | Maths   | 2026       | 2026-05-10  | result | State | 340
        """,
    )
    return school


@pytest.mark.parametrize("subject", [None, "Maths"])
def test_a_mean_over_time_keeps_to_the_scale_of_the_latest(rescaled, subject):
    filters = {**NO_FILTERS, "subject": subject}
    rows = gaps.over_time(rescaled, "leader", "average_points", "Sex", "year", filters)
    assert [*zip(rows["period"], rows["group"], rows["value"], strict=True)] == [
        ("2025/26", "Female", 300.0),
        ("2025/26", "Male", 340.0),
    ]


def test_means_on_two_scales_are_not_set_side_by_side(rescaled):
    points, shares = MEASURES["average_points"], MEASURES["on_target"]
    now = {**NO_FILTERS, "from_date": date(2025, 9, 1)}
    before = {**NO_FILTERS, "to_date": date(2025, 8, 31)}
    assert not is_on_one_scale(rescaled, points, now, before)
    assert is_on_one_scale(rescaled, points, before, {**before, "from_date": date(2024, 9, 1)})
    assert is_on_one_scale(rescaled, shares, now, before)


def test_value_added_over_time_draws_its_line_in_each_period(taught):
    taught.given(
        results="""
            pupil | subject | assessment | assessed_on | kind     | scale    | value
            amy   | Maths   | Entry      | 2024-09-01  | baseline | GCSE 9-1 | 1
            bea   | Maths   | Entry      | 2024-09-01  | baseline | GCSE 9-1 | 2
            dan   | Maths   | Entry      | 2024-09-01  | baseline | GCSE 9-1 | 3
        """
    )
    rows = gaps.over_time(taught, "leader", "value_added", "Sex", "year", MATHS)
    told = {(row.period, row.group): row.value for row in rows.itertuples() if row.pupils}
    # Points 3, 4, 6 on 1, 2, 3: slope 1.5, mean 13/3 at 2.
    assert told == {
        ("2025/26", "Female"): pytest.approx((1 / 6 - 1 / 3) / 2),
        ("2025/26", "Male"): pytest.approx(1 / 6),
    }


def test_stored_values_and_one_subject_tell_the_same_over_time(taught):
    tenth = {**NO_FILTERS, "year_groups": ["10"]}
    stored = gaps.over_time(taught, "leader", "average_points", "Sex", "term", tenth)
    maths = gaps.over_time(taught, "leader", "average_points", "Sex", "term", {**tenth, "subject": "Maths"})
    seen = [
        row for row in zip(maths["period"], maths["group"], maths["value"], strict=True) if row[2] == row[2]
    ]
    assert [*zip(stored["period"], stored["group"], stored["value"], strict=True)] == seen


def test_within_compares_inside_each_level(taught):
    rows = gaps.within(taught, "leader", "average_points", "Sex", "Pupil premium", MATHS)
    told = {(row.within, row.group): row.difference for row in rows.itertuples()}
    assert told["Pupil premium", "Female"] == 3 - 6
    assert told["Not pupil premium", "Female"] == 4.5 - 8


def test_two_groups_can_be_shuffled_and_held_at_equal_baselines(taught):
    test = gaps.shuffled(taught, "leader", "average_points", "Sex", "F", "Male", MATHS)
    assert 0 < test.share <= 1
    left = gaps.after_baseline(taught, "leader", "average_points", "Sex", "F", "M", MATHS)
    assert left.left_out == 5  # nobody here has a baseline


def test_dates_left_open_mean_the_whole_of_the_data(taught):
    assert by_sex(taught, {**MATHS, "to_date": date(2025, 8, 31)})["Female"].value == 1
    assert by_sex(taught, {**MATHS, "from_date": date(2025, 9, 1)})["Female"].value == 4


def test_governors_see_one_way_tables_and_no_small_groups(taught):
    assert by_sex(taught, viewer="governor")["Female"].hidden
    for finer in (
        lambda: gaps.pupils(taught, "governor", "average_points", "Sex", MATHS),
        lambda: gaps.within(taught, "governor", "average_points", "Sex", "SEN", MATHS),
        lambda: gaps.shuffled(taught, "governor", "average_points", "Sex", "F", "M", MATHS),
        lambda: gaps.over_time(taught, "governor", "average_points", "Sex", "term", MATHS),
        lambda: by_sex(taught, {**MATHS, "classes": ["10x"]}, viewer="governor"),
    ):
        with pytest.raises(NotForThisViewer):
            finer()


def test_a_viewer_never_gets_what_was_remembered_for_another(taught):
    leader = by_sex(taught)["Female"]
    assert not leader.hidden
    assert by_sex(taught, viewer="governor")["Female"].hidden
    assert not by_sex(taught)["Female"].hidden


def test_an_empty_school_has_no_gaps(school):
    assert gaps.by_group(school, "leader", "absence_rate", "Sex", NO_FILTERS).empty
    assert gaps.over_time(school, "leader", "progress", "Sex", "year", MATHS).empty
    assert gaps.by_every_characteristic(school, "leader", "average_points", NO_FILTERS).empty


STARTS = """
    pupil | subject | assessment | assessed_on | kind     | scale            | value
    amy   | Maths   | KS2        | 2024-05-12  | baseline | KS2 scaled score | 92
    bea   | Maths   | KS2        | 2024-05-12  | baseline | KS2 scaled score | 99
    cat   | Maths   | KS2        | 2024-05-12  | baseline | KS2 scaled score | 103
    dan   | Maths   | KS2        | 2024-05-12  | baseline | KS2 scaled score | 104
    eli   | Maths   | Teacher    | 2024-09-12  | baseline | GCSE 9-1         | 2
"""


def test_starting_points_on_another_scale_are_left_out_of_the_line(taught):
    taught.given(results=STARTS)
    left = gaps.after_baseline(taught, "leader", "average_points", "Sex", "F", "M", MATHS)
    assert (left.group_pupils, left.reference_pupils, left.left_out) == (3, 1, 1)
    slope = (-6 * -1 + 1 * 0 + 5 * 1) / (36 + 1 + 25)  # of the three girls, as one boy has none
    assert left.difference == pytest.approx(4 - 6 - slope * (98 - 104))
