"""Shares of sessions with pupils as clusters: by hand, and against regression with clustered errors."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.stats import f as f_distribution
from scipy.stats import t as t_distribution

from dashboard.statistics import with_intervals
from dashboard.statistics.clusters import chance_of_equal, contrast, share_sums, sums_from_squares

RNG = np.random.default_rng(11)
POSSIBLE = RNG.integers(4, 20, (60, 5)).astype(float)
MISSED = RNG.binomial(POSSIBLE.astype(int), RNG.beta(1, 8, (60, 1)) * [1, 1, 1, 1, 1.6]).astype(float)


def regression(places):
    """Return shares fitted with sessions as weights, errors clustered by pupil without a correction."""
    top, bottom = MISSED[:, places], POSSIBLE[:, places]
    dummies = np.kron(np.ones((len(top), 1)), np.eye(len(places)))
    model = sm.WLS((top / bottom).ravel(), dummies, weights=bottom.ravel())
    groups = np.repeat(np.arange(len(top)), len(places))
    return model.fit(cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False})


def test_two_pupils_by_hand():
    # 1 of 10 and 3 of 10 on one day, 0 of 10 and 1 of 10 on the other: 0.2 against 0.05.
    gap = contrast((np.array([1.0, 3]), np.array([10.0, 10])), (np.array([0.0, 1]), np.array([10.0, 10])))
    # Residuals over the total of 20: -1/20 and 1/20; -0.5/20 and 0.5/20. Moves: -0.025, 0.025.
    error = np.sqrt(2 / 1 * 2 * 0.025**2)
    assert gap.difference == pytest.approx(0.15)
    assert gap.high - gap.difference == pytest.approx(t_distribution.ppf(0.975, 1) * error)


def test_a_difference_is_that_of_a_clustered_regression():
    gap = contrast((MISSED[:, 4], POSSIBLE[:, 4]), (MISSED[:, 0], POSSIBLE[:, 0]))
    fitted = regression([4, 0])
    error = np.sqrt(np.array([1, -1]) @ fitted.cov_params() @ np.array([1, -1]) * 60 / 59)
    assert gap.difference == pytest.approx(fitted.params[0] - fitted.params[1])
    assert gap.high - gap.difference == pytest.approx(t_distribution.ppf(0.975, 59) * error)


def test_the_widest_of_several_differences_has_a_wider_interval():
    pair = (MISSED[:, 4], POSSIBLE[:, 4]), (MISSED[:, 0], POSSIBLE[:, 0])
    one, five = contrast(*pair), contrast(*pair, looks=5)
    width = t_distribution.ppf([0.975, 0.995], 59)
    assert (five.high - five.difference) / (one.high - one.difference) == pytest.approx(width[1] / width[0])


def test_the_chance_of_days_so_far_apart_is_that_of_a_wald_test_on_the_regression():
    fitted = regression(range(5))
    differences = np.eye(5)[1:] - np.eye(5)[:1]
    wald = float(fitted.wald_test(differences, use_f=False, scalar=True).statistic) * 59 / 60
    expected = f_distribution.sf(wald * (60 - 4) / (4 * 59), 4, 60 - 4)
    assert chance_of_equal(MISSED, POSSIBLE) == pytest.approx(expected)


def test_equal_days_come_out_as_far_apart_by_chance_as_they_should():
    rng, chances = np.random.default_rng(5), []
    for _ in range(400):
        possible = np.full((80, 5), 12.0)
        missed = rng.binomial(12, rng.beta(1, 9, (80, 1)), (80, 5)).astype(float)
        chances.append(chance_of_equal(missed, possible))
    assert 0.02 < np.mean(np.array(chances) < 0.05) < 0.09


def test_one_pupil_who_misses_every_friday_is_no_pattern_of_the_school():
    possible = np.full((40, 2), 20.0)
    missed = np.zeros((40, 2))
    missed[:, :] = np.random.default_rng(1).binomial(20, 0.05, (40, 2))
    missed[0] = [20, 0]
    gap = contrast((missed[:, 0], possible[:, 0]), (missed[:, 1], possible[:, 1]))
    assert not gap.clear


def test_a_day_nobody_had_is_left_out_and_nothing_to_compare_is_not_known():
    possible, missed = POSSIBLE.copy(), MISSED.copy()
    possible[:, 2] = missed[:, 2] = 0
    kept = [0, 1, 3, 4]
    expected = chance_of_equal(MISSED[:, kept], POSSIBLE[:, kept])
    assert chance_of_equal(missed, possible) == pytest.approx(expected)
    assert np.isnan(chance_of_equal(MISSED[:, :1], POSSIBLE[:, :1]))
    assert np.isnan(contrast((missed[:, 2], possible[:, 2]), (missed[:, 0], possible[:, 0])).difference)


def test_sums_and_sums_of_squares_give_the_same_intervals_as_a_regression():
    rows = with_intervals(share_sums(MISSED, POSSIBLE), "ratio")
    fitted = sm.WLS(MISSED[:, 1] / POSSIBLE[:, 1], np.ones(60), weights=POSSIBLE[:, 1]).fit(cov_type="HC1")
    assert rows["value"][1] == pytest.approx(fitted.params[0])
    assert rows["high"][1] - rows["value"][1] == pytest.approx(t_distribution.ppf(0.975, 59) * fitted.bse[0])
    squares = pd.DataFrame(
        {
            "pupils": [60],
            "numerator": MISSED[:, 1].sum(),
            "denominator": POSSIBLE[:, 1].sum(),
            "numerator_squares": (MISSED[:, 1] ** 2).sum(),
            "denominator_squares": (POSSIBLE[:, 1] ** 2).sum(),
            "products": (MISSED[:, 1] * POSSIBLE[:, 1]).sum(),
        }
    )
    again = with_intervals(sums_from_squares(squares), "ratio")
    assert again[["value", "low", "high"]].iloc[0].tolist() == pytest.approx(
        rows[["value", "low", "high"]].iloc[1].tolist()
    )
