"""Flags that chance alone raises: by hand, and against pupils with whom nothing has changed."""

import numpy as np
import pytest

from dashboard.statistics import alarms

NONE = np.nan


def test_wobble_is_what_two_in_a_row_differ_by_over_the_root_of_two():
    """Steps 2, 0 and 1 about their mean of 1: their variance is 1."""
    latest, before = np.array([4.0, 3, 5, NONE]), np.array([2.0, 3, 4, 4])
    assert alarms.wobble(latest, before) == pytest.approx(0.5**0.5)
    assert np.isnan(alarms.wobble(latest[:1], before[:1]))


def test_falling_needs_two_falls_in_a_row():
    points = np.array([[3.0, 4, 5], [3, 5, 4], [3, 3, 4], [3, 4, NONE]])
    assert alarms.falling(points).tolist() == [True, False, False, False]


def test_one_order_in_six_falls_where_all_three_differ():
    points = np.array([[3.0, 4, 5], [5, 4, 3], [3, 3, 4], [3, 4, NONE]])
    assert alarms.falling_by_chance(points) == pytest.approx([1 / 6, 1 / 6, 0, 0])


def test_a_drop_is_measured_against_the_mean_before_it():
    """With an error of 1 and two earlier results a drop of 2 x 1.22 = 2.45 is one."""
    points = np.array([[3.0, 5.4, 5.4, NONE], [3, 5.5, 5.5, NONE], [3, 9, NONE, NONE], [NONE, 5, 5, 5]])
    assert alarms.dropped(points, 1.0).tolist() == [False, True, False, False]


def test_a_drop_by_chance_asks_which_of_the_results_could_have_come_last():
    """Of 3, 6 and 6 the 3 would be a drop wherever it stood: chance puts it last once in three."""
    points = np.array([[3.0, 6, 6, NONE], [6, 3, 6, NONE], [6, 6, 6, NONE]])
    assert alarms.dropped_by_chance(points, 1.0) == pytest.approx([1 / 3, 1 / 3, 0])


def test_no_wobble_at_all_raises_no_alarm():
    points = np.array([[3.0, 4, 4, 4]])
    assert not alarms.dropped(points, float("nan")).any()


def test_a_level_is_drawn_towards_the_usual_by_as_much_as_results_are_unreliable():
    """Levels 4 from the usual, noise 2: true variance 16 - 2 = 14, reliability 7/8, level 3.5, error 1.32."""
    points, nobody = np.array([[4.0], [-4.0]]), np.zeros(2)
    chance = alarms.chance_of_reaching(points, nobody, np.zeros(2, dtype=int), 2**0.5, np.array([3.5, -3.5]))
    assert chance == pytest.approx([0.5, 0.5])
    reaching = alarms.chance_of_reaching(points, nobody, np.zeros(2, dtype=int), 2**0.5, np.zeros(2))
    assert reaching[0] == pytest.approx(0.9959, abs=0.0005)  # 3.5 / 1.3229 = 2.646


def test_the_usual_level_is_the_straight_line_and_the_mean_without_a_start():
    start = np.append(np.arange(10.0), NONE)
    points = np.append(2 * np.arange(10.0) + 1, 99)
    usual = alarms.usual_level(points, start, np.zeros(11, dtype=int))
    assert usual[:10] == pytest.approx(points[:10])
    assert usual[10] == pytest.approx(points.mean())


def test_chance_alone_raises_as_many_flags_as_are_said():
    """Nothing changed for 4,000 pupils with a level of their own: the flags are what was expected."""
    rng = np.random.default_rng(1)
    level = 5 + 1.5 * rng.standard_normal(4000)
    points = np.rint(level[:, None] + 0.7 * rng.standard_normal((4000, 4)))
    error = alarms.wobble(points[:, 0], points[:, 1])
    assert error == pytest.approx((0.7**2 + 1 / 12) ** 0.5, abs=0.03)
    assert alarms.falling(points).sum() == pytest.approx(alarms.falling_by_chance(points).sum(), rel=0.15)
    assert alarms.dropped(points, error).sum() == pytest.approx(
        alarms.dropped_by_chance(points, error).sum(), rel=0.2
    )


def test_the_chance_of_a_false_alarm_is_as_often_right_as_it_says():
    """Of pupils called below a mark of 5, as many are in truth at it as the chances add up to."""
    rng = np.random.default_rng(2)
    level = 5 + 1.2 * rng.standard_normal(6000)
    points = level[:, None] + 0.7 * rng.standard_normal((6000, 3))
    everyone, mark = np.zeros(6000, dtype=int), np.full(6000, 5.0)
    usual = np.full(6000, points.mean())
    chance = alarms.chance_of_reaching(points, usual, everyone, 0.7, mark)
    flagged = (points[:, 0] < mark) & (chance <= 0.2)
    assert (level[flagged] >= 5).sum() == pytest.approx(chance[flagged].sum(), rel=0.2)
