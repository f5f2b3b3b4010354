"""How old data are is held against their own rhythm."""

import pandas as pd

from dashboard.quality.fresh import Fresh, freshness, freshness_sentence

from .conftest import day


def fresh(age, days=100):
    return Fresh("attendance", day("2025-11-14"), age, 1.0, 3.0, 16.0, days)


def test_a_weekend_is_not_late_and_a_fortnight_is():
    assert [fresh(age).state for age in (0, 3, 7, 8, 14)] == ["in time", "in time", "in time", "late", "late"]


def test_late_says_whether_it_was_ever_so_long_before():
    assert fresh(14).words.endswith("nine times in ten no more than 3 days; perhaps a holiday")
    assert fresh(17).words == "late: never so long before; usually 1 day from one to the next, the longest 16"


def test_of_a_few_days_nothing_is_said():
    assert fresh(300, days=4).state == "unknown"


def test_the_query_counts_the_gaps_between_days_with_marks(view):
    rows = view.rows("rhythm").set_index("table_name")
    # 1, 2, 3, 5, 6 (a Saturday), 8, 9, 10, 11, 12 September: gaps 1 1 2 1 2 1 1 1 1.
    assert rows.loc["attendance", ["days", "usual_gap", "longest_gap"]].tolist() == [10, 1.0, 2]
    [attendance, results, _support] = freshness(view.rows("rhythm"), day("2025-09-26"))
    assert (attendance.age, attendance.state, results.state) == (14, "late", "unknown")
    assert freshness_sentence([attendance]) == (
        "Older than usual: Attendance marks (last day 12 Sep 2025, 14 days ago). "
        "Ask for the latest export of each."
    )
    assert pd.isna(rows.loc["results", "usual_gap"])
