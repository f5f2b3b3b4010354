"""The list behind a gap: those in most need first."""

import pandas as pd

from dashboard.equity.pupils import as_list, in_need
from dashboard.measures import MEASURES


def rows(*values, **more):
    """Return pupils of one group with these values of a measure that says yes (1) or no (0)."""
    return pd.DataFrame(
        {
            "pupil_id": range(len(values)),
            "school": "Riverside School",
            "pupil": [f"P{place}" for place in range(len(values))],
            "surname": [f"Name{place:03}" for place in range(len(values))],
            "forename": "Ash",
            "year_group": "8",
            "registration_group": "8A",
            "group": "Pupil premium",
            "numerator": pd.Series(values, dtype=float),
            "value": pd.Series(values, dtype=float),
            **more,
        }
    )


def test_a_low_measure_lists_those_it_counts_by_their_own_absence():
    found = in_need(rows(1, 0, 1, absence=[0.2, 0.01, 0.5]), MEASURES["persistent_absence"], "Pupil premium")
    assert found["pupil"].tolist() == ["P2", "P0"]
    shown = as_list(found, MEASURES["persistent_absence"], str)
    assert shown.iloc[0].tolist() == ["Riverside School", "P2", "Name002", "Ash", "8", "8A", "50 in 100"]


def test_a_high_measure_lists_those_it_leaves_out():
    found = in_need(rows(1, 0, 1), MEASURES["at_expected"], "Pupil premium")
    assert found["pupil"].tolist() == ["P1"]
    assert as_list(found, MEASURES["at_expected"], str).iloc[0, -1] == "no"


def test_a_mean_lists_everyone_lowest_first_and_a_ratio_highest_first():
    assert in_need(rows(3, 1, 2), MEASURES["average_points"], "Pupil premium")["pupil"].tolist() == [
        "P1",
        "P2",
        "P0",
    ]
    assert in_need(rows(3, 1, 2), MEASURES["absence_rate"], "Pupil premium")["pupil"].tolist() == [
        "P0",
        "P2",
        "P1",
    ]


def test_another_group_and_a_pupil_without_a_value_are_not_listed():
    pupils = rows(1, 1, None).assign(group=["Pupil premium", "Not pupil premium", "Pupil premium"])
    assert in_need(pupils, MEASURES["absence_rate"], "Pupil premium")["pupil"].tolist() == ["P0"]
