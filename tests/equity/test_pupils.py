"""The list behind a gap: those in most need first, a page at a time."""

import pandas as pd

from dashboard.equity.listing import listed
from dashboard.equity.pupils import AT_A_TIME, as_table, in_need
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
    shown = as_table(found, MEASURES["persistent_absence"], str)
    assert shown.iloc[0].tolist() == ["Name002, Ash", "P2", "8", "8A", "50 in 100"]


def test_a_high_measure_lists_those_it_leaves_out():
    found = in_need(rows(1, 0, 1), MEASURES["at_expected"], "Pupil premium")
    assert found["pupil"].tolist() == ["P1"]
    assert as_table(found, MEASURES["at_expected"], str).iloc[0, -1] == "no"


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


def test_a_pupil_without_a_name_is_known_by_number():
    nameless = rows(1).assign(surname=None, forename=None)
    assert as_table(nameless, MEASURES["absence_rate"], str)["Pupil"].tolist() == ["P0"]


def test_a_long_list_comes_a_page_at_a_time():
    many = rows(*[1] * (AT_A_TIME + 30))
    first, buttons = listed(many, MEASURES["absence_rate"], 0)
    assert first.to_plotly_json()["props"]["data-table"].count("Ash") == AT_A_TIME
    assert [button.children for button in buttons.children] == ["30 more"]
    second, buttons = listed(many, MEASURES["absence_rate"], 1)
    assert second.to_plotly_json()["props"]["data-table"].count("Ash") == 30
    assert [button.children for button in buttons.children] == ["200 before"]
