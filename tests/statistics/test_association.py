"""Correlation with its interval, against published numbers."""

import numpy as np
import pytest

from dashboard.statistics.association import correlation

# Anscombe (1973), Graphs in statistical analysis, first pair: r = 0.816.
X = np.array([10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5.0])
Y = np.array([8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68])


def test_the_first_pair_of_anscombe():
    found = correlation(X, Y)
    assert found.value == pytest.approx(0.816, abs=0.0005)
    # Fisher: arctanh(0.8164) = 1.1460, less and more 1.96 / sqrt(8) = 0.6930
    assert (found.low, found.high) == pytest.approx((np.tanh(0.4530), np.tanh(1.8390)), abs=0.0005)
    assert found.clear and found.pupils == 11


def test_pupils_without_one_of_the_numbers_are_left_out():
    found = correlation(np.append(X, [1.0, np.nan]), np.append(Y, [np.nan, 2.0]))
    assert found == correlation(X, Y)


def test_nothing_is_said_of_three_pupils_or_of_numbers_that_do_not_vary():
    assert np.isnan(correlation(X[:3], Y[:3]).value)
    assert np.isnan(correlation(X, np.ones(11)).value)
