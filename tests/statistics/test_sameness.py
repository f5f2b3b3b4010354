"""Gaps of several levels, set against one another by hand: Q of two is the square of their z."""

import math

import pandas as pd
import pytest
from scipy.stats import norm

from dashboard.statistics.sameness import chance_of_unlike


def levels(*gaps):
    """Return levels with these gaps and standard errors."""
    return pd.DataFrame(
        {
            "difference": [gap for gap, _error in gaps],
            "difference_low": [gap - 1.959963985 * error for gap, error in gaps],
            "difference_high": [gap + 1.959963985 * error for gap, error in gaps],
        }
    )


def test_two_levels_give_the_answer_of_a_z_test():
    z = (0.3 - 0.1) / math.hypot(0.04, 0.03)
    assert chance_of_unlike(levels((0.3, 0.04), (0.1, 0.03))) == pytest.approx(2 * norm.sf(z))


def test_equal_gaps_are_alike():
    assert chance_of_unlike(levels((0.2, 0.1), (0.2, 0.02), (0.2, 0.05))) == pytest.approx(1)


def test_fewer_than_two_intervals_have_no_answer():
    assert math.isnan(chance_of_unlike(levels((0.2, 0.1), (0.1, float("nan")))))
    assert math.isnan(chance_of_unlike(levels()))
