"""Lines and the pull of the middle, against answers worked out by hand, by numpy and by simulation."""

import numpy as np
import pytest

from dashboard.statistics.regression import expected_by_line, from_mean, in_spreads, pull_of_the_middle


def test_a_line_expects_what_least_squares_gives():
    start, result = np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 2.0, 5.0, 5.0])
    slope, intercept = np.polyfit(start, result, 1)
    found = expected_by_line(start, result, np.zeros(4, dtype=np.intp))
    assert found == pytest.approx(intercept + slope * start)
    assert found[0] == pytest.approx(1.7)  # by hand: mean 3.5, slope 6/5 from the mean start 2.5


def test_each_table_has_its_own_line_and_two_pupils_make_none():
    start = np.array([1.0, 2.0, 3.0, 1.0, 2.0, 3.0, 5.0, 6.0])
    result = np.array([1.0, 2.0, 3.0, 5.0, 5.0, 5.0, 1.0, 9.0])
    found = expected_by_line(start, result, np.array([0, 0, 0, 1, 1, 1, 2, 2]))
    assert found[:6] == pytest.approx(result[:6])
    assert np.isnan(found[6:]).all()


def test_where_all_started_level_the_line_is_flat():
    found = expected_by_line([4.0, 4.0, 4.0], [1.0, 2.0, 6.0], np.zeros(3, dtype=np.intp))
    assert found == pytest.approx([3.0, 3.0, 3.0])


def test_nobody_makes_no_line():
    assert len(expected_by_line([], [], np.empty(0, dtype=np.intp))) == 0


def test_means_and_spreads_are_those_of_the_table():
    table = np.array([0, 0, 1, 1])
    assert from_mean(np.array([1.0, 3.0, 10.0, 20.0]), table) == pytest.approx([-1, 1, -5, 5])
    assert in_spreads([1.0, 3.0, 10.0, 20.0], table) == pytest.approx([-1, 1, -1, 1])
    assert np.isnan(in_spreads([2.0, 2.0], np.zeros(2, dtype=np.intp))).all()


def test_those_who_started_level_are_in_one_third():
    start = np.array([1.0, 1.0, 1.0, 2.0, 3.0, 3.0])
    found = pull_of_the_middle(start, start, np.zeros(6, dtype=np.intp))
    assert found.thirds["pupils"].tolist() == [3, 1, 2]
    assert found.kept == pytest.approx(1.0)
    assert found.thirds["value"].tolist() == [0, 0, 0]


def test_noise_alone_lifts_the_lowest_and_the_line_expects_it():
    """Two tests of one ability, with errors half as wide: 0.8 of a lead is kept, though nobody was taught."""
    rng = np.random.default_rng(3)
    ability = rng.normal(0, 1, 60_000)
    first, second = (ability + rng.normal(0, 0.5, len(ability)) for _ in range(2))
    found = pull_of_the_middle(first, second, np.zeros(len(ability), dtype=np.intp))
    low, high = found.thirds.iloc[0], found.thirds.iloc[2]
    assert found.kept == pytest.approx(1 / 1.25, abs=0.01)
    assert low["value"] > 0.2 and high["value"] < -0.2
    assert low["beyond_low"] < 0 < low["beyond_high"]
    assert low["expected"] == pytest.approx(low["value"], abs=0.02)
