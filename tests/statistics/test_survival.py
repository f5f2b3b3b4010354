"""How long something takes: the leukaemia trial of Freireich and others (1963), and a second route."""

import numpy as np
import pytest
from scipy.stats import chi2
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from dashboard.statistics.survival import chance_of_difference, curve

# Weeks of remission with 6-mercaptopurine (0: still in remission) and with placebo; in every textbook since
# Gehan (1965). Medians 23 and 8 weeks, log-rank chi-squared 16.79.
TREATED = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35.0])
RELAPSED = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], dtype=bool)
PLACEBO = np.array([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23.0])
ALL = np.ones(21, dtype=bool)


def test_the_medians_of_the_trial():
    assert curve(TREATED, RELAPSED).median == 23
    found = curve(PLACEBO, ALL)
    assert (found.median, found.median_low, found.median_high) == (8, 4, 11)
    assert np.isnan(curve(TREATED, RELAPSED).median_high)  # too few relapsed to say


def test_the_log_rank_test_of_the_trial():
    assert chance_of_difference(TREATED, RELAPSED, PLACEBO, ALL) == pytest.approx(chi2.sf(16.79, 1), rel=0.02)


def test_the_curve_by_hand():
    # 21 at risk, 3 relapse at 6 weeks: 1 - 3/21; at 7 weeks 1 of 17: left 18/21 * 16/17.
    found = curve(TREATED, RELAPSED)
    assert found.by(6) == pytest.approx(3 / 21)
    assert found.by(7) == pytest.approx(1 - 18 / 21 * 16 / 17)
    assert found.at_risk[:2].tolist() == [21, 17]
    assert found.by(5) == 0


def test_the_second_route_is_statsmodels():
    found, other = curve(TREATED, RELAPSED), SurvfuncRight(TREATED, RELAPSED)
    at = np.isin(found.times, other.surv_times)
    assert 1 - found.share[at] == pytest.approx(other.surv_prob)
    times, status = np.concatenate([TREATED, PLACEBO]), np.concatenate([RELAPSED, ALL])
    chance = survdiff(times, status, np.repeat([0, 1], 21))[1]
    assert chance_of_difference(TREATED, RELAPSED, PLACEBO, ALL) == pytest.approx(chance)


def test_nobody_got_there():
    found = curve(np.array([3.0, 5.0]), np.array([False, False]))
    assert (found.pupils, found.happened) == (2, 0)
    assert np.isnan(found.median)
    assert np.isnan(chance_of_difference(found.times, ALL[:0], found.times, ALL[:0]))


def test_everyone_at_once():
    found = curve(np.zeros(4), np.ones(4, dtype=bool))
    assert found.median == 0
    assert found.by(0) == 1
