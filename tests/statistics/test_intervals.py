"""Each kind of measure has its interval, checked against published answers and other software."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from dashboard.statistics import with_intervals
from tests.statistics.pupils import counted, scored, sums_of

RNG = np.random.default_rng(4)
POSSIBLE = RNG.integers(20, 300, 80).astype(float)
MISSED = np.floor(POSSIBLE * RNG.beta(1, 12, 80))


def interval(sums, kind):
    return with_intervals(sums, kind)[["value", "low", "high"]].iloc[0].tolist()


@pytest.mark.parametrize(
    ("positive", "pupils", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_proportion_has_the_interval_that_newcombe_published_in_1998(positive, pupils, low, high):
    assert interval(counted(("All", pupils, positive)), "proportion")[1:] == pytest.approx(
        [low, high], abs=5e-5
    )


@given(st.integers(1, 400), st.data())
@settings(max_examples=60, deadline=None)
def test_a_proportion_has_wilsons_interval_as_statsmodels_reckons_it(pupils, data):
    positive = data.draw(st.integers(0, pupils))
    expected = proportion_confint(positive, pupils, method="wilson")
    assert interval(counted(("All", pupils, positive)), "proportion")[1:] == pytest.approx(
        expected, abs=1e-12
    )


def test_a_mean_has_the_t_interval_over_pupils():
    values = [4.0, 5.0, 5.0, 7.0, 9.0]
    expected = stats.t.interval(0.95, 4, loc=6, scale=stats.sem(values))
    assert interval(scored(("All", values)), "mean") == pytest.approx([6, *expected])


def test_a_mean_counts_each_pupil_once_however_many_results_lie_behind():
    value, _, _ = interval(sums_of(("All", [10.0, 3.0], [5.0, 1.0])), "mean")
    assert value == 2.5  # (10/5 + 3/1) / 2, not 13 / 6


def test_a_ratio_is_sum_over_sum_and_never_the_mean_of_percentages():
    value, _, _ = interval(sums_of(("All", [1.0, 30.0], [100.0, 100.0])), "ratio")
    assert value == 31 / 200
    value, _, _ = interval(sums_of(("All", [0.0, 5.0], [190.0, 10.0])), "ratio")
    assert value == 5 / 200  # the mean of 0 % and 50 % would be 25 %


def test_a_ratio_worked_by_hand():
    # Missed 1, 3, 2 of 10, 10, 20 sessions: R = 6/40 = 0.15; residuals -0.5, 1.5, -1 with squares
    # 3.5 in all, s2 = 1.75; variance = 1.75 / (3 (40/3)^2) = 0.00328125; t(2) = 4.302653
    half = 4.302653 * 0.00328125**0.5
    expected = [0.15, 0.0, 0.15 + half]  # 0.15 - 0.246 ends at 0: a share cannot be less
    assert interval(sums_of(("All", [1, 3, 2], [10, 10, 20])), "ratio") == pytest.approx(expected, abs=1e-7)


def test_a_ratio_has_the_error_of_a_weighted_regression_with_pupils_as_clusters():
    fit = sm.WLS(MISSED / POSSIBLE, np.ones(80), weights=POSSIBLE).fit(cov_type="HC1", use_t=True)
    expected = [fit.params[0], *fit.conf_int()[0]]
    assert interval(sums_of(("All", MISSED, POSSIBLE)), "ratio") == pytest.approx(expected, rel=1e-9)


def test_a_ratio_has_the_interval_that_a_bootstrap_of_pupils_has():
    drawn = RNG.integers(0, 80, (4000, 80))
    ends = np.quantile(MISSED[drawn].sum(axis=1) / POSSIBLE[drawn].sum(axis=1), [0.025, 0.975])
    _, low, high = interval(sums_of(("All", MISSED, POSSIBLE)), "ratio")
    assert [low, high] == pytest.approx(ends, abs=0.12 * (high - low))


@pytest.mark.parametrize("kind", ["mean", "ratio"])
@pytest.mark.parametrize("values", [[0.3], [0.1, 0.1, 0.1], [0.0, 0.0]])
def test_one_pupil_or_equal_pupils_have_a_value_and_no_made_up_interval(kind, values):
    value, low, high = interval(scored(("All", values)), kind)
    assert value == pytest.approx(values[0])
    assert np.isnan([low, high]).all()


@pytest.mark.parametrize("kind", ["mean", "proportion", "ratio"])
def test_a_group_without_values_has_nothing(kind):
    assert np.isnan(interval(sums_of(("All", [], [])), kind)).all()


@pytest.mark.parametrize("kind", ["mean", "proportion", "ratio"])
def test_a_frame_without_groups_stays_empty(kind):
    assert with_intervals(sums_of(), kind).columns[-3:].tolist() == ["value", "low", "high"]
