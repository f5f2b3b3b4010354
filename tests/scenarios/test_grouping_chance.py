"""What chance alone gives, checked by shuffling; the odds, against an independent reckoning."""

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from dashboard.scenarios.grouping_chance import chance_of, composition, dissimilarity, share_between
from dashboard.scenarios.grouping_odds import (
    expected_in_lowest,
    levels_of,
    lowest_set,
    odds_at_equal_attainment,
)

CLASS_OF = np.repeat(np.arange(8), 30)
SIZES = np.full(8, 30)


def test_even_is_0_and_separate_is_1():
    assert dissimilarity(np.arange(240) % 30 < 9, CLASS_OF, 8) == pytest.approx(0)
    assert dissimilarity(CLASS_OF < 4, CLASS_OF, 8) == pytest.approx(1)
    assert np.isnan(dissimilarity(np.zeros(240, bool), CLASS_OF, 8))


def test_chance_alone_gives_the_published_dissimilarity():
    assert chance_of(72, SIZES, seed=1).dissimilarity == pytest.approx(0.148, abs=0.01)


def test_chance_agrees_with_shuffled_pupils():
    rng = np.random.default_rng(1)
    group = np.arange(240) < 75
    counts = np.array([np.bincount(CLASS_OF[rng.permutation(240)[:75]], minlength=8) for _ in range(3000)])
    index = [dissimilarity(rng.permutation(group), CLASS_OF, 8) for _ in range(1000)]
    chance = chance_of(75, SIZES, seed=2)
    assert chance.dissimilarity == pytest.approx(np.mean(index), abs=0.005)
    assert chance.dissimilarity_high == pytest.approx(np.quantile(index, 0.95), abs=0.01)
    assert (chance.fewest, chance.most) == (np.median(counts.min(axis=1)), np.median(counts.max(axis=1)))
    rows = composition({"x": group}, CLASS_OF, list("ABCDEFGH"))
    inside = (counts >= rows["low"].to_numpy()) & (counts <= rows["high"].to_numpy())
    assert 0.95 <= inside.mean() <= 0.99
    assert rows["pupils"].tolist() == [30, 30, 15, 0, 0, 0, 0, 0]


def test_all_difference_between_classes_and_none():
    assert share_between(CLASS_OF.astype(float), CLASS_OF) == pytest.approx(1)
    assert share_between(np.tile(np.arange(30.0), 8), CLASS_OF) == pytest.approx(0)


@pytest.mark.parametrize("seed", range(4))
def test_odds_are_those_of_statsmodels(seed):
    rng = np.random.default_rng(seed)
    points, group = rng.integers(80, 121, 600), rng.random(600) < 0.3
    lowest = rng.random(600) < 1 / (1 + np.exp((points - 92) / 6 - 0.8 * group))
    level = levels_of(points.astype(float))
    tables = np.zeros((level.max() + 1, 2, 2))
    np.add.at(tables, (level, (~group).astype(int), (~lowest).astype(int)), 1)
    table = StratifiedTable([each for each in tables if each.sum() > 1])
    low, high = table.oddsratio_pooled_confint()
    assert odds_at_equal_attainment(lowest, group, level) == pytest.approx(
        (table.oddsratio_pooled, low, high)
    )


def test_a_planted_doubling_of_the_odds_is_within_the_interval_as_often_as_said():
    inside = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        points, group = rng.integers(80, 121, 240), rng.random(240) < 0.3
        lowest = rng.random(240) < 1 / (1 + np.exp((points - 90) / 5 - np.log(2) * group))
        _odds, low, high = odds_at_equal_attainment(lowest, group, levels_of(points.astype(float)))
        inside += low <= 2 <= high
    assert 0.91 <= inside / 100 <= 0.99


def test_placed_alike_the_group_has_its_share():
    level, lowest = np.repeat([0, 1], 10), np.tile([True, False], 10)
    group = np.arange(20) % 5 == 0
    assert expected_in_lowest(lowest, group, level) == pytest.approx(2)
    row = lowest_set(lowest, {"x": group}, level.astype(float)).iloc[0]
    assert (row["pupils"], row["in_lowest"]) == (4, 2)


def test_sets_strictly_by_results_have_no_odds_to_tell():
    points = np.arange(40.0)
    odds = odds_at_equal_attainment(points < 10, np.arange(40) % 2 == 0, levels_of(points))
    assert np.isnan(odds).all()
