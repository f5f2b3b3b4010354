"""Gaps between whole classes: by hand, against regression with clustered errors, and how often they hold."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import t as t_distribution

from dashboard.statistics.whole_classes import Sides, gap_by_class, whole_classes


def made(rng, sizes, groups, alike=1.0, gap=0.0):
    """Return values, classes and who is in the group: the first ``groups`` classes."""
    number = np.repeat(np.arange(len(sizes)), sizes)
    inside = number < groups
    level = alike * rng.standard_normal(len(sizes))
    return level[number] + rng.standard_normal(len(number)) + gap * inside, number, inside


def of_means(values, number, inside, sides=None):
    sides = sides or whole_classes(number, inside)
    return gap_by_class(values, np.ones(len(values)), "mean", number, inside, sides)


def test_two_classes_against_two_by_hand():
    # Class means 4 and 8 against 1 and 3: 6 against 2. Leaving a class out moves 6 by 2, and 2 by 1.
    values, number = np.array([3.0, 5, 7, 9, 0, 2, 2, 4]), np.repeat([10, 11, 12, 13], 2)
    found = of_means(values, number, number < 12)
    error = np.sqrt(1 / 2 * (2**2 + 2**2) + 1 / 2 * (1**2 + 1**2))
    freedom = (4 + 1) ** 2 / (4**2 / 1 + 1**2 / 1)  # Satterthwaite: one degree of freedom a side
    assert found.difference == 4
    assert found.high - 4 == pytest.approx(t_distribution.ppf(0.975, freedom) * error)
    assert not found.clear


def test_with_classes_of_one_size_the_error_is_that_of_a_clustered_regression():
    values, number, inside = made(np.random.default_rng(3), np.full(20, 15), 10)
    found, freedom = of_means(values, number, inside), 0.0
    fits = [
        sm.OLS(values[side], np.ones(side.sum())).fit(
            cov_type="cluster", cov_kwds={"groups": number[side] - number[side].min()}
        )
        for side in (inside, ~inside)
    ]
    variances = [float(fit.cov_params()[0, 0]) for fit in fits]
    freedom = sum(variances) ** 2 / sum(each**2 / 9 for each in variances)
    assert found.difference == pytest.approx(float(fits[0].params[0] - fits[1].params[0]))
    half = t_distribution.ppf(0.975, freedom) * np.sqrt(sum(variances))
    assert found.high - found.difference == pytest.approx(half)


def test_with_classes_of_many_sizes_it_is_near_that_of_a_clustered_regression():
    rng = np.random.default_rng(5)
    values, number, inside = made(rng, rng.integers(13, 28, 240), 80, alike=0.5, gap=0.2)
    found = of_means(values, number, inside)
    fit = sm.OLS(values, sm.add_constant(inside.astype(float))).fit(
        cov_type="cluster", cov_kwds={"groups": number}
    )
    assert found.difference == pytest.approx(float(fit.params[1]))
    assert found.high - found.difference == pytest.approx(1.97 * float(fit.bse[1]), rel=0.03)


def test_with_few_classes_it_is_longer_than_that_of_a_clustered_regression():
    rng = np.random.default_rng(5)
    values, number, inside = made(rng, [30, 8, 25, 12, 28], 2)
    fit = sm.OLS(values, sm.add_constant(inside.astype(float))).fit(
        cov_type="cluster", cov_kwds={"groups": number}
    )
    found = of_means(values, number, inside)
    assert found.high - found.difference > t_distribution.ppf(0.975, 4) * float(fit.bse[1])


@pytest.mark.parametrize(("groups", "classes"), [(3, 9), (4, 24), (12, 37)])
def test_the_interval_holds_the_truth_as_often_as_it_says_where_that_of_single_pupils_does_not(
    groups, classes
):
    rng, held, held_alone = np.random.default_rng(groups), 0, 0
    for _turn in range(300):
        values, number, inside = made(rng, rng.integers(13, 28, classes), groups, alike=0.5)
        found = of_means(values, number, inside)
        alone = gap_by_class(
            values,
            np.ones(len(values)),
            "mean",
            np.arange(len(values)),
            inside,
            Sides(sum(inside), sum(~inside)),
        )
        held += found.low <= 0 <= found.high
        held_alone += alone.low <= 0 <= alone.high
    assert 0.91 <= held / 300 <= 0.985
    assert held_alone / 300 < 0.75


def test_shares_of_pupils_and_of_sessions_are_those_of_the_groups():
    rng = np.random.default_rng(2)
    _values, number, inside = made(rng, np.full(12, 20), 5)
    possible = rng.integers(100, 200, len(number)).astype(float)
    missed = rng.binomial(possible.astype(int), rng.beta(1, 9, 12)[number]).astype(float) * (
        rng.random(len(number)) < 0.6
    )
    sides = Sides(5, 7)
    share = gap_by_class(missed, possible, "proportion", number, inside, sides)
    rate = gap_by_class(missed, possible, "ratio", number, inside, sides)
    assert share.difference == pytest.approx((missed[inside] > 0).mean() - (missed[~inside] > 0).mean())
    rates = [missed[side].sum() / possible[side].sum() for side in (inside, ~inside)]
    assert rate.difference == pytest.approx(rates[0] - rates[1])
    without = [  # the first class left out
        missed[inside & (number != 0)].sum() / possible[inside & (number != 0)].sum() - rates[0]
    ]
    assert (rate.high - rate.difference) / t_distribution.ppf(0.975, 10) > np.sqrt(4 / 5) * abs(without[0])
    for gap in (share, rate):
        assert -1 <= gap.low < gap.difference < gap.high <= 1


def test_classes_with_pupils_of_both_groups_are_not_whole():
    number = np.repeat(np.arange(10), 20)
    assert whole_classes(number, number < 4) == (4, 6)
    assert whole_classes(number, np.arange(200) % 3 == 0) is None
    mixed = number < 4
    mixed[number == 0] = np.arange(20) < 10  # one of four classes is half and half
    assert whole_classes(number, mixed) is None


def test_a_few_pupils_who_moved_class_change_nothing_but_do_not_count_as_classes():
    rng = np.random.default_rng(8)
    values, number, inside = made(rng, np.full(4, 30), 2)
    inside[0] = False
    moved = of_means(values, number, inside)
    assert whole_classes(number, inside) == (2, 2)
    assert moved.high - moved.low > 4 * values.std() / np.sqrt(30)  # two classes a side: never sure


def test_pupils_whose_class_nobody_knows_are_few_or_nothing_is_said():
    number = np.repeat(np.arange(10), 20)
    unknown = np.where(np.arange(200) % 25 == 0, -1, number)
    assert whole_classes(unknown, number < 4) == (4, 6)
    assert whole_classes(np.where(np.arange(200) % 5 == 0, -1, number), number < 4) is None
    assert whole_classes(number, np.zeros(200, dtype=bool)) is None


def test_one_class_on_a_side_says_nothing_of_how_classes_differ():
    values, number, inside = made(np.random.default_rng(8), np.full(4, 30), 1)
    found = of_means(values, number, inside)
    assert np.isnan([found.low, found.high]).all()
    assert not found.clear
