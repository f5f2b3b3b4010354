"""How a difference from today is said."""

import pytest

from dashboard.scenarios.outcome import Line
from dashboard.whatif.figures import amount
from dashboard.whatif.table import difference


@pytest.mark.parametrize(
    ("row", "unit", "today", "value", "words"),
    [
        ("staff", "share", 1.0, 0.9, " 10 percentage points less than today."),
        ("workload", "share", 0.73, 0.74, " 1 percentage point more than today."),
        ("workload", "share", 0.731, 0.732, " As today."),
        ("composition", "share", 0.14, 0.01, " 0.13 less than today."),
        ("composition", "pupils", 5.0, 11.8, " 7 pupils more than today."),
        ("class size", "pupils", 26.1, 24.2, " 1.9 pupils fewer than today."),
    ],
)
def test_a_share_moves_by_points_of_a_hundred(row, unit, today, value, words):
    assert difference(Line(row, "What", today, value, unit, "")) == words


def test_money_below_nothing_has_a_minus_and_no_hyphen():
    assert amount(-72_000, "\u00a3") == "\u2212\u00a372,000"
