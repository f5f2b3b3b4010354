"""Matched differences: by hand, beside statsmodels, and on simulated schools whose truth is known."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from dashboard.statistics.matching import (
    CALIPER,
    matched_difference,
    mean_with_interval,
    neighbours,
    weighted_fit,
)

from .anorexia import BEHAVIOUR, FAMILY, NONE, PUBLISHED


def ones(count):
    return np.zeros(count, dtype=int)


def school(seed, effect, picked_by, pupils=200, places=40):
    """Return a year group of whom the lowest are supported, picked by a test of their own or by the result.

    Grades are rounded, classes differ a little, and the test is far less sure than four results are.
    """
    rng = np.random.default_rng(seed)
    premium = rng.random(pupils) < 0.3
    talent = rng.normal(0, 1.4, pupils) - 0.4 * premium
    classes = np.clip((talent + rng.normal(0, 0.8, pupils)).argsort().argsort() * 8 // pupils, 0, 7)
    by_class = rng.normal(0, 0.12, 8)

    def sat(more=0.0):
        return np.round(4.6 + talent + more + rng.normal(0, 0.55, pupils))

    earlier, before = np.mean([sat(), sat(), sat()], axis=0), sat()
    test = talent + rng.normal(0, 1.3, pupils) if picked_by == "test" else before + 0.1 * rng.random(pupils)
    thought_of = np.flatnonzero(rng.random(pupils) < 0.7)
    supported = np.zeros(pupils, dtype=bool)
    supported[thought_of[np.argsort(test[thought_of])[:places]]] = True
    after = sat(0.1 + by_class[classes] + effect * supported)
    covariates = {"Earlier": earlier, "Absence": rng.normal(0, 1, pupils), "Premium": premium * 1.0}
    return before, after, supported, covariates, ones(pupils), classes


def test_by_hand_with_one_likeness():
    # Two supported pupils at 10 and 20; the others at the same two results, so that nothing is left to fit.
    before = np.array([10.0, 20, 10, 10, 20, 20])
    after = np.array([15.0, 27, 11, 13, 22, 24])
    supported = np.array([True, True, False, False, False, False])
    found = matched_difference(before, after, supported, {}, ones(6))
    assert found.gain.value == pytest.approx(6)  # 5 and 7
    assert found.matched_gain.value == pytest.approx(2.5)  # 2 at 10, 3 at 20
    assert found.difference.value == pytest.approx(3.5)
    assert (found.supported, found.others, found.unmatched) == (2, 4, 0)
    assert not found.enough


def test_a_pupil_beyond_the_caliper_or_in_another_year_group_is_no_neighbour():
    scaled = np.array([[0.0], [0.0], [CALIPER * 0.9], [CALIPER * 1.1], [0.0]])
    supported = np.array([True, True, False, False, False])
    weights, unmatched = neighbours(scaled, supported, np.array([7, 9, 7, 7, 8]))
    assert weights.tolist() == [1, 0, 1, 0, 0]
    assert unmatched == 1


def test_equally_near_pupils_all_count_so_that_order_decides_nothing():
    scaled = np.zeros((12, 1))
    supported = np.arange(12) < 2
    weights, _ = neighbours(scaled, supported, ones(12))
    assert weights[2:] == pytest.approx(np.full(10, 0.2))


def test_the_order_of_the_rows_decides_nothing():
    data = school(1, 0.5, "test")
    turned = np.random.default_rng(2).permutation(len(data[0]))
    other = [column[turned] for column in data[:3]]
    found = matched_difference(*data)
    again = matched_difference(
        *other, {name: column[turned] for name, column in data[3].items()}, data[4][turned], data[5][turned]
    )
    assert again.difference.value == pytest.approx(found.difference.value)
    assert again.difference.low == pytest.approx(found.difference.low)


def test_the_fit_is_that_of_statsmodels_and_the_jackknife_that_of_leaving_out():
    rng = np.random.default_rng(3)
    terms = np.column_stack([np.ones(60), rng.random((60, 2))])
    value, weights, cluster = rng.normal(size=60), rng.random(60), np.repeat(np.arange(12), 5)
    for groups in (cluster, np.arange(60)):
        coefficients, halves = weighted_fit(value, terms, weights, groups)
        whole = sm.WLS(value, terms, weights=weights).fit()
        assert coefficients == pytest.approx(whole.params)
        without = [
            sm.WLS(value[groups != one], terms[groups != one], weights=weights[groups != one]).fit().params
            for one in np.unique(groups)
        ]
        many = len(without)
        variance = (many - 1) / many * ((np.array(without) - whole.params) ** 2).sum(axis=0)
        assert halves == pytest.approx(stats.t.ppf(0.975, many - 1) * np.sqrt(variance))


@pytest.mark.parametrize("effect", [0.0, 0.8])
@pytest.mark.parametrize("picked_by", ["test", "before"])
def test_two_hundred_schools_hold_the_truth_about_95_times_in_100(effect, picked_by):
    found = [matched_difference(*school(seed, effect, picked_by)).difference for seed in range(200)]
    held = np.mean([each.low <= effect <= each.high for each in found])
    assert 0.93 <= held <= 1.0
    # What is left is small: nobody can match on what no file says.
    assert abs(np.mean([each.value for each in found]) - effect) < 0.12


def test_where_only_the_lowest_are_picked_the_naive_gain_misleads_and_the_comparison_does_not():
    found = [matched_difference(*school(seed, 0.0, "before")) for seed in range(200)]
    assert np.mean([each.gain.low > 0 for each in found]) > 0.6  # regression to the mean looks like help
    assert np.mean([each.difference.low > 0 for each in found]) < 0.05


def test_an_experiment_gives_its_own_answer():
    # Drawn by lot there is nothing to match, so that both ways give the difference of the two means.
    rng = np.random.default_rng(4)
    before = rng.normal(100, 15, 400)
    supported = np.zeros(400, dtype=bool)
    supported[rng.permutation(400)[:150]] = True
    after = before + 5 + 4 * supported + rng.normal(0, 6, 400)
    found = matched_difference(before, after, supported, {"Sex": rng.integers(0, 2, 400) * 1.0}, ones(400))
    plain = (after - before)[supported].mean() - (after - before)[~supported].mean()
    assert found.difference.value == pytest.approx(plain, abs=0.6)
    assert found.difference.low < 4 < found.difference.high
    assert all(abs(each.after) < 0.2 for each in found.balance)


def test_a_covariate_unknown_for_a_few_leaves_nobody_out():
    before, after, supported, covariates, stratum, classes = school(5, 0.5, "test")
    covariates["Absence"][:10] = np.nan
    found = matched_difference(before, after, supported, covariates, stratum, classes)
    assert found.supported + found.unmatched == 40


def test_nobody_to_compare_with_is_no_answer():
    before = np.array([10.0, 12, 14])
    found = matched_difference(before, before + 1, np.array([True, True, True]), {}, ones(3))
    assert np.isnan(found.difference.value)
    assert found.unmatched == 3


def test_a_mean_with_its_interval():
    found = mean_with_interval(np.array([1.0, 2, 3]))
    # 2 -+ 4.303 * 1 / sqrt(3)
    assert (found.value, found.low, found.high) == pytest.approx((2, -0.484, 4.484), abs=0.001)
    assert np.isnan(mean_with_interval(np.array([1.0])).low)


@pytest.mark.parametrize(("group", "pupils"), [("behaviour", BEHAVIOUR), ("family", FAMILY)])
def test_a_published_trial_gives_the_published_answer(group, pupils):
    rows = np.array([*pupils, *NONE])
    treated = np.arange(len(rows)) < len(pupils)
    found = matched_difference(rows[:, 0], rows[:, 1], treated, {}, ones(len(rows)))
    assert found.difference.value == pytest.approx(PUBLISHED[group], abs=1)
    assert found.difference.low < PUBLISHED[group] < found.difference.high
    assert found.difference.low > 0


def test_the_numbers_of_the_trial_are_those_that_were_published():
    rows = np.array([*NONE, *BEHAVIOUR, *FAMILY])
    sizes = [len(NONE), len(BEHAVIOUR), len(FAMILY)]
    groups = [np.repeat(one, sizes) for one in ([0, 1, 0], [0, 0, 1])]
    fit = sm.OLS(rows[:, 1] - rows[:, 0], np.column_stack([np.ones(72), rows[:, 0], *groups])).fit()
    assert sizes == [26, 29, 17]
    assert fit.params[1:] == pytest.approx(list(PUBLISHED.values()), abs=0.0005)
