"""What a gap comes to in pupils or sessions, and whether it has moved."""

import math

import numpy as np
import pytest

from dashboard.statistics import Gap, change_between, pupils_behind, sessions_behind


def test_a_gap_of_17_in_100_among_240_pupils_is_about_41_pupils():
    assert pupils_behind(0.17, 240, "proportion") == pytest.approx(40.8)
    assert pupils_behind(-0.17, 240, "proportion") == pytest.approx(40.8)


def test_only_proportions_come_to_pupils_and_only_ratios_to_sessions():
    assert sessions_behind(0.05, 12_000, "ratio") == pytest.approx(600)
    assert all(math.isnan(pupils_behind(0.1, 100, kind)) for kind in ("mean", "ratio"))
    assert all(math.isnan(sessions_behind(0.1, 100, kind)) for kind in ("mean", "proportion"))


def test_a_change_worked_by_hand():
    # 17 (12 to 22) after 19 (13 to 25): -2, down sqrt(5^2 + 6^2) = 7.8, up the same
    change = change_between(Gap(17, 12, 22), Gap(19, 13, 25))
    assert (change.difference, change.low, change.high) == pytest.approx((-2, -2 - 61**0.5, -2 + 61**0.5))
    assert not change.clear


def test_a_lopsided_interval_lends_each_end_to_the_side_it_belongs_to():
    change = change_between(Gap(10, 6, 11), Gap(2, 1, 5))
    assert (change.low, change.high) == pytest.approx((8 - 5, 8 + 2**0.5))
    assert change.clear


def test_a_change_of_normal_gaps_has_the_textbook_interval():
    errors = 1.5, 2.0
    now, before = (Gap(g, g - 1.96 * e, g + 1.96 * e) for g, e in zip((9.0, 4.0), errors, strict=True))
    change = change_between(now, before)
    assert change.high - change.difference == pytest.approx(1.96 * np.hypot(*errors))


def test_a_gap_without_an_interval_has_not_clearly_changed():
    change = change_between(Gap(3.0, math.nan, math.nan), Gap(9.0, 8.0, 10.0))
    assert change.difference == -6
    assert not change.clear
