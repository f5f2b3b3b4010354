"""Strengths come before gaps, and the sentence is about the group that matters most."""

import pandas as pd

from dashboard.standings import group_to_tell, standing, strengths_first
from dashboard.statistics import with_differences, with_intervals
from dashboard.viewer import show
from tests.statistics.pupils import counted


def test_more_is_a_strength_or_a_gap_according_to_what_is_good():
    assert standing(0.1, True, "high") == standing(-0.1, True, "low") == "strength"
    assert standing(0.1, True, "low") == standing(-0.1, True, "high") == "gap"
    assert standing(0.1, False, "low") == standing(0.1, True, "neither") == "unclear"


def test_strengths_come_first_and_the_widest_of_each_kind():
    rows = pd.DataFrame(
        {
            "group": list("ABCDE"),
            "difference": [0.1, 0.3, -0.2, -0.4, 0.9],
            "clear": [True, True, True, True, False],
        }
    )
    assert strengths_first(rows, "low")["group"].tolist() == ["D", "C", "B", "A", "E"]
    assert strengths_first(rows, "high")["group"].tolist() == ["B", "A", "D", "C", "E"]


def compared(rows, reference=None):
    return with_differences(with_intervals(rows, "proportion"), "proportion", reference)


def test_the_sentence_is_about_the_focus_group_else_about_the_widest_clear_gap():
    def chosen(rows):
        row, reference = group_to_tell(compared(rows, "C"))
        return row["group"], reference["group"]

    rows = counted(("A", 300, 90), ("B", 300, 190), ("C", 300, 100), ("Not known", 300, 300))
    assert chosen(rows) == ("A", "C")  # A is the focus
    assert chosen(rows.assign(is_focus=False)) == ("B", "C")
    assert group_to_tell(show(compared(rows[2:3]), "leader", "proportion")) is None
