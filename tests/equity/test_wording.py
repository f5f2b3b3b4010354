"""What the page says beside its figures: never more than the figures do."""

from types import SimpleNamespace

import pandas as pd
import pytest

from dashboard.equity import wording
from dashboard.equity.behind import NOT_BY_SCHOOL, about
from dashboard.equity.wording import (
    NO_EARLIER,
    NO_GROUP,
    gap_label,
    left_out_noted,
    side_by_side_sentence,
    trend_sentence,
    value_label,
    within_sentence,
)
from dashboard.measures import MEASURES

from .frames import gap_row, gap_rows, two_groups

PROPORTION, RATIO, MEAN = (MEASURES[name] for name in ("persistent_absence", "absence_rate", "value_added"))


def periods(*rows):
    """Return one group's gaps; each row is (period, gap), then whether it is still running."""
    return pd.DataFrame(
        [
            gap_row(
                "Y", "Pupil premium", 300, 0.3, gap, gap - 0.05, gap + 0.05, period=name, is_running=running
            )
            for name, gap, running in rows
        ]
    )


def test_a_gap_at_a_mark_is_said_in_two_words():
    assert [gap_label(gap, PROPORTION) for gap in (0.17, -0.03, 0.001)] == ["17 more", "3 fewer", "0"]
    assert [gap_label(gap, RATIO) for gap in (0.031, -0.004)] == ["3.1 higher", "0.4 lower"]


def test_a_value_whose_words_are_long_is_a_number_at_its_mark():
    assert value_label(0.31, PROPORTION) == "31 in 100"
    assert value_label(-0.1, MEAN) == "-0.1"


def test_the_trend_compares_with_a_year_earlier_and_with_the_first_year():
    told = trend_sentence(
        periods(("2023/24", 0.3, False), ("2024/25", 0.19, False), ("2025/26", 0.17, False)), PROPORTION
    )
    assert told == (
        "2025/26: a gap of 17 in 100 (between 12 and 22), 300 pupils. "
        "In 2024/25 19: no clear change. In 2023/24 30: the gap has narrowed."
    )


def test_a_running_year_is_set_beside_no_whole_one(monkeypatch):
    monkeypatch.setattr(wording, "so_far", lambda period: "so far")
    told = trend_sentence(
        periods(("2024/25", 0.1, False), ("2025/26", 0.3, False), ("2026/27", 0.2, True)), PROPORTION
    )
    assert told == (
        "2026/27 so far: a gap of 20 in 100 (between 15 and 25), 300 pupils. "
        "In the whole of 2025/26 it was 30 in 100; "
        "in 2024/25 10: the gap has widened."
    )


def test_a_running_year_says_where_the_gap_was_the_other_way(monkeypatch):
    monkeypatch.setattr(wording, "so_far", lambda period: "so far")
    told = trend_sentence(
        periods(("2024/25", -0.2, False), ("2025/26", -0.1, False), ("2026/27", 0.2, True)), PROPORTION
    )
    assert "In the whole of 2025/26 it was 10 in 100 the other way; in 2024/25 20" in told


def test_a_term_is_compared_with_the_same_term_of_earlier_years():
    rows = periods(("Autumn 2024", 0.3, False), ("Spring 2025", 0.1, False), ("Autumn 2025", 0.3, False))
    assert "Spring" not in trend_sentence(rows, PROPORTION)
    assert "In Autumn 2024 30: no clear change" in trend_sentence(rows, PROPORTION)


def test_one_period_alone_is_compared_with_none():
    assert trend_sentence(periods(("2025/26", 0.17, False)), PROPORTION).endswith(NO_EARLIER)
    assert trend_sentence(periods(("2025/26", 0.17, True)), PROPORTION).endswith(NO_EARLIER)
    assert trend_sentence(periods(("2025/26", 0.17, False)).assign(small=True), PROPORTION) == NO_GROUP


def test_levels_are_the_same_unless_chance_is_unlikely():
    levels = gap_rows(
        ("Y", "Pupil premium", 60, 0.3, 0.2, 0.1, 0.3), ("Y", "Pupil premium", 60, 0.3, 0.1, 0.0, 0.2)
    ).assign(within=["Female", "Male"])
    assert within_sentence(levels, PROPORTION, "Sex", 0.2) == (
        "The gap does not clearly differ between the levels of sex: chance could do as much "
        "(Female 20 more, Male 10 more)."
    )
    assert within_sentence(levels, PROPORTION, "Sex", 0.01).startswith("The gap differs between the levels")
    assert within_sentence(levels.iloc[:1], PROPORTION, "Sex", 0.01).startswith("Too few pupils")


def test_groups_that_are_hidden_or_small_are_said_so():
    hidden = pd.concat([two_groups(), gap_rows(("T", "Traveller", None, None))])
    small = pd.concat([two_groups(), gap_rows(("T", "Traveller", 9, 0.1))])
    assert left_out_noted(hidden) == "1 group is hidden: fewer than 10 pupils"
    assert left_out_noted(small) == "pale: fewer than 10 pupils, no conclusion"
    assert left_out_noted(two_groups()) == ""


def test_groups_that_do_better_are_named_too():
    rows = gap_rows(
        ("F", "Female", 300, 0.1, -0.1, -0.15, -0.05), ("Y", "Pupil premium", 300, 0.3, 0.2, 0.1, 0.3)
    ).assign(characteristic=["Sex", "Pupil premium"], standing=["strength", "gap"])
    assert side_by_side_sentence(rows, PROPORTION) == (
        "Doing better than those they are compared with: girls (10 in 100). "
        "The widest gaps are those of pupil premium pupils (20 in 100). "
        "2 of 2 gaps stand out from chance."
    )
    unclear = rows.assign(standing="unclear", clear=False)
    assert side_by_side_sentence(unclear, PROPORTION) == "None of 2 gaps can be told from chance."


@pytest.mark.parametrize(("chosen", "is_said"), [([], True), (["A", "B"], True), (["A"], False)])
def test_where_several_schools_are_in_scope_the_interval_is_said_not_to_allow_for_them(chosen, is_said):
    known = SimpleNamespace(last_day=None, schools=("A", "B", "C"))
    view = SimpleNamespace(measure=MEAN, known=known, filters={"schools": chosen})
    assert (NOT_BY_SCHOOL in about(view, "gap/by_group").method) == is_said
