"""Matched differences over several schools: beside statsmodels, and on trials whose truth is known."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from dashboard.statistics.matching import CALIPER, NEIGHBOURS, matched_difference, mean_with_interval


def trial(seed, sites=8, pupils=36, effect=2.0, differs=0.0):
    """Return a trial at several schools: each gains its own, and more is gained where results were high."""
    rng = np.random.default_rng(seed)
    site = np.repeat(np.arange(sites), pupils)
    level, gains = rng.normal(0, 8, sites), rng.normal(5, 4, sites)
    talent = rng.normal(0, 8, len(site))
    before = 100 + level[site] + talent + rng.normal(0, 4, len(site))
    # Those with a low result are picked more often, so that a plain mean of gains would mislead.
    picked = before + rng.normal(0, 10, len(site))
    supported = np.concatenate(
        [picked[site == each] < np.quantile(picked[site == each], 0.35) for each in range(sites)]
    )
    added = rng.normal(effect, differs, sites)[site]
    after = 100 + level[site] + talent + gains[site] + 0.5 * level[site] + added * supported
    after = after + rng.normal(0, 4, len(site))
    covariates = {"Earlier": talent + rng.normal(0, 2, len(site)), "Sex": rng.integers(0, 2, len(site)) * 1.0}
    return before, after, supported, covariates, site, None, site


def brute(before, after, supported, covariates, stratum, _cluster, site):
    """Return the weights and the frame to fit, pupil by pupil in plain pandas."""
    frame = pd.DataFrame({"before": before, **covariates})
    within = frame - frame.groupby(site).transform("mean")
    scaled = (within / np.sqrt((within**2).mean())).to_numpy()
    weights = np.zeros(len(before))
    for one in np.flatnonzero(supported):
        near = np.flatnonzero(~supported & (site == site[one]) & (stratum == stratum[one]))
        near = near[np.abs(scaled[near, 0] - scaled[one, 0]) <= CALIPER]
        if len(near):
            far = ((scaled[near] - scaled[one]) ** 2).sum(axis=1)
            chosen = near[np.argsort(far)[:NEIGHBOURS]]
            weights[one] = 1
            weights[chosen] += 1 / len(chosen)
    return weights, scaled


def fitted(change, supported, scaled, weights, site):
    """Return what support adds in a fit with a constant for each school."""
    terms = np.column_stack([supported, scaled, pd.get_dummies(site).to_numpy(dtype=float)])
    return sm.WLS(change, terms, weights=weights).fit().params[0]


def test_the_fit_is_that_with_a_constant_for_each_school_and_schools_left_out_one_at_a_time():
    data = trial(1)
    before, after, supported, *_others, site = data
    weights, scaled = brute(*data)
    used = weights > 0
    parts = [column[used] for column in (after - before, supported, scaled, weights, site)]
    value = fitted(*parts)
    without = [fitted(*(part[parts[-1] != each] for part in parts)) for each in range(8)]
    half = stats.t.ppf(0.975, 7) * np.sqrt(7 / 8 * ((np.array(without) - value) ** 2).sum())
    found = matched_difference(*data)
    assert found.difference.value == pytest.approx(value)
    assert found.difference.high - found.difference.value >= half - 1e-9
    assert (found.supported, found.others, found.sites, found.clusters) == (
        weights[supported].sum(),
        (weights[~supported] > 0).sum(),
        8,
        0,
    )


def test_where_schools_differ_it_is_the_schools_that_widen_the_interval():
    data = trial(2, pupils=120, differs=4)
    before, after, supported, *_others, site = data
    weights, scaled = brute(*data)
    used = weights > 0
    parts = [column[used] for column in (after - before, supported, scaled, weights, site)]
    without = [fitted(*(part[parts[-1] != each] for part in parts)) for each in range(8)]
    half = stats.t.ppf(0.975, 7) * np.sqrt(7 / 8 * ((np.array(without) - fitted(*parts)) ** 2).sum())
    found = matched_difference(*data).difference
    assert found.high - found.value == pytest.approx(half)


@pytest.mark.parametrize(("sites", "differs"), [(8, 0.0), (8, 2.0), (20, 2.0), (3, 0.0)])
def test_simulated_trials_hold_the_truth_about_95_times_in_100(sites, differs):
    found = [matched_difference(*trial(seed, sites, differs=differs)).difference for seed in range(250)]
    assert 0.92 <= np.mean([each.low <= 2 <= each.high for each in found]) <= 1.0
    assert np.mean([each.value for each in found]) == pytest.approx(2, abs=0.35)


def test_one_school_named_is_the_same_as_none():
    before, after, supported, covariates, *_others = trial(3, sites=1, pupils=200)
    strata = np.zeros(200, dtype=int)
    alone = matched_difference(before, after, supported, covariates, strata)
    assert alone == matched_difference(before, after, supported, covariates, strata, None, strata + 7)


def test_a_neighbour_at_another_school_is_none():
    before = np.array([10.0, 10, 10, 10, 10, 10])
    supported = np.array([True, False, False, True, True, False])
    site = np.array([0, 0, 0, 1, 2, 2])
    found = matched_difference(before, before + 1, supported, {}, site, None, site)
    assert (found.supported, found.unmatched, found.others, found.sites) == (2, 1, 3, 2)


def test_a_mean_over_schools_that_differ_has_the_interval_of_their_means():
    # Five schools of two pupils each: 3 -+ 2.776 * sqrt(2.5 / 5)
    values, site = np.repeat([1.0, 2, 3, 4, 5], 2), np.repeat(np.arange(5), 2)
    found = mean_with_interval(values, site)
    assert (found.value, found.low, found.high) == pytest.approx((3, 1.037, 4.963), abs=0.001)
