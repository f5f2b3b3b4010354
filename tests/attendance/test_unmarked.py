"""Whose marks are missing is said, and of whom nothing is missing is not."""

import pandas as pd

from dashboard.attendance.unmarked import sentence
from dashboard.attendance.view import View
from dashboard.scope import NO_FILTERS

from .conftest import made, marks

COLUMNS = ["school", "pupils", "unmarked", "with_totals"]


def rows(*lines):
    return pd.DataFrame(lines, columns=COLUMNS)


def test_a_school_without_any_marks_is_named_before_one_with_some():
    words = sentence(rows(("North", 40, 40, 12), ("South", 50, 3, 0), ("West", 60, 0, 0)))
    assert words == (
        "No marks in these days for 43 pupils on roll: all of North and 3 of South. 12 of them have totals, "
        "which count in shares but not by day. Import attendance to see them."
    )


def test_one_school_needs_no_name():
    assert sentence(rows(("North", 40, 1, 0))).startswith("No marks in these days for 1 pupil on roll. ")


def test_nothing_is_said_where_all_have_marks_and_the_cards_say_it_where_nobody_has():
    assert sentence(rows(("North", 40, 0, 0))) == ""
    assert sentence(rows(("North", 40, 40, 0))) == ""


def test_pupils_on_roll_are_counted_and_those_who_left_before_or_came_after_are_not():
    school = made(
        attendance=marks(),
        pupils=pd.DataFrame(
            [("gone", "2025/26", "2025-09-10"), ("here", "2025/26", None)],
            columns=["pupil", "academic_year", "left_on"],
        ).assign(year_group="8"),
    )
    days = {"from_date": pd.Timestamp("2025-10-01").date(), "to_date": pd.Timestamp("2025-11-21").date()}
    found = View(school, "leader", {**NO_FILTERS, **days}).rows("unmarked")
    assert found.to_dict("records") == [
        {"school": "Riverside School", "pupils": 13, "unmarked": 1, "with_totals": 0}
    ]
