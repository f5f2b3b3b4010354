"""A gap after prior attainment: what is left between pupils who started at the same level."""

import numpy as np
import pytest
import statsmodels.api as sm

from dashboard.statistics import adjusted_difference

RNG = np.random.default_rng(11)
START = RNG.normal(100, 8, 90)
GROUP = RNG.random(90) < 0.4
RESULT = 0.06 * START - 0.7 * GROUP + RNG.normal(0, np.where(GROUP, 1.5, 0.8))


def test_it_is_the_analysis_of_covariance_that_statsmodels_fits():
    terms = np.column_stack([np.ones(90), GROUP, START])
    fit = sm.OLS(RESULT, terms).fit(cov_type="HC2", use_t=True)
    found = adjusted_difference(RESULT, GROUP, START)
    assert [found.difference, found.low, found.high] == pytest.approx([fit.params[1], *fit.conf_int()[1]])
    assert (found.group_pupils, found.reference_pupils, found.left_out) == (GROUP.sum(), 90 - GROUP.sum(), 0)


def test_a_gap_that_was_there_at_the_start_is_gone():
    start = np.array([1, 2, 3, 4, 3, 4, 5, 6.0])
    group = np.array([True] * 4 + [False] * 4)
    noise = np.array([0.1, -0.1, -0.1, 0.1] * 2)
    found = adjusted_difference(2 * start + noise, group, start)
    assert found.difference == pytest.approx(0, abs=1e-12)  # the raw gap is -4
    assert not found.clear


def test_pupils_without_a_baseline_or_a_result_are_left_out_and_counted():
    start, result = START.copy(), RESULT.copy()
    start[:3], result[5] = np.nan, np.nan
    found = adjusted_difference(result, GROUP, start)
    kept = np.isfinite(start) & np.isfinite(result)
    assert found.difference == adjusted_difference(result[kept], GROUP[kept], start[kept]).difference
    assert found.left_out == 4
    assert found.group_pupils + found.reference_pupils == 86


@pytest.mark.parametrize(
    ("group", "start"),
    [
        (GROUP, np.full(90, 100.0)),  # everyone started level: nothing to adjust by
        (np.zeros(90, dtype=bool), START),  # nobody in the group
        (GROUP, np.where(GROUP, 90.0, 110.0)),  # the start tells the group: the two cannot be told apart
        (GROUP, np.full(90, np.nan)),
    ],
)
def test_where_it_cannot_be_told_there_is_no_figure(group, start):
    found = adjusted_difference(RESULT, group, start)
    assert np.isnan([found.difference, found.low, found.high]).all()
    assert not found.clear


def test_it_is_quick_enough_for_a_click_and_exact_for_large_numbers():
    far = adjusted_difference(RESULT + 1e6, GROUP, START + 1e6)
    near = adjusted_difference(RESULT, GROUP, START)
    assert far.difference == pytest.approx(near.difference, rel=1e-6)
