"""How often a random split of the same pupils gives a gap as big as the one seen."""

from dataclasses import dataclass
from math import erfc, nan, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.statistics.intervals import Kind, Numbers

MOST_SHUFFLED = 2_000  # above this many pupils a shuffle's answer is the normal curve's, and costs much more
PUPIL_BITS = np.uint32(8191)  # room for the numbers of 8,191 pupils below the random bits of a key
SLACK = 1 - 1e-9  # a gap that differs from the one seen by rounding alone is as big


@dataclass(frozen=True)
class ShuffleTest:
    """How many of the random splits gave a gap at least as big, in either direction.

    ``share`` is the answer. ``shuffles`` is 0 where all splits were reckoned at once instead of
    drawn: ``method`` is "exact", "shuffled" or "normal", or "none" where one side has no pupils. ``of``
    is what was split: pupils, or whole classes or schools.
    """

    share: float
    method: str
    shuffles: int = 0
    as_big: int = 0
    of: str = "pupils"


def shuffle_test(
    numerator: ArrayLike,
    denominator: ArrayLike,
    is_group: ArrayLike,
    kind: Kind,
    *,
    shuffles: int = 2_000,
    seed: int = 1,
) -> ShuffleTest:
    """Ask how often chance alone gives a gap as big between groups of these sizes.

    One entry a pupil; pupils without a value are left out. Proportions are counted exactly
    (hypergeometric), means and ratios by ``shuffles`` random splits, or for more than 2,000
    pupils by the normal curve with the exact mean and variance of all splits.
    """
    top, bottom = np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    known = np.isfinite(top) & (bottom > 0)
    top, bottom, group = top[known], bottom[known], np.asarray(is_group, dtype=bool)[known]
    if group.all() or not group.any():
        return ShuffleTest(nan, "none")
    if kind == "proportion":
        return _exact(top > 0, group)
    if kind == "mean":
        top, bottom = top / bottom, np.ones(len(top))
    if len(top) > MOST_SHUFFLED:
        return _normal(top, bottom, group)
    return _shuffled(top, bottom, group, shuffles, seed)


def shuffle_classes(
    numerator: Numbers,
    denominator: Numbers,
    is_group: NDArray[np.bool_],
    kind: Kind,
    number: NDArray[np.integer],
) -> ShuffleTest:
    """Ask the same of random splits of whole classes; ``number`` is each pupil's class, negative if unknown.

    A class stays together and goes with most of its pupils. A pupil without a class is left out.
    """
    top, bottom = numerator, denominator
    if kind != "ratio":
        top = (top > 0).astype(np.float64) if kind == "proportion" else top / bottom
        bottom = np.ones(len(top))
    known = number >= 0
    unit = np.unique(number[known], return_inverse=True)[1]
    tops, bottoms = np.bincount(unit, top[known]), np.bincount(unit, bottom[known])
    inside = 2 * np.bincount(unit, is_group[known]) > np.bincount(unit)
    return shuffle_test(tops, bottoms, inside, "ratio")


def _exact(positive: NDArray[np.bool_], group: NDArray[np.bool_]) -> ShuffleTest:
    """Add up the chances of every number of positives in the group that lies as far from its share."""
    pupils, members, positives = len(group), int(group.sum()), int(positive.sum())
    expected = members * positives / pupils
    seen = abs(int((positive & group).sum()) - expected)
    possible = np.arange(max(0, members + positives - pupils), min(members, positives) + 1)
    from scipy.stats import hypergeom

    chances = hypergeom.pmf(possible, pupils, positives, members)
    return ShuffleTest(min(1.0, float(chances[np.abs(possible - expected) >= seen * SLACK].sum())), "exact")


def _shuffled(
    top: Numbers, bottom: Numbers, group: NDArray[np.bool_], shuffles: int, seed: int
) -> ShuffleTest:
    """Draw random groups of the smaller side's size and compare their gaps with the one seen."""
    if group.sum() * 2 > len(group):
        group = ~group
    seen = np.abs(_gap(np.array([top[group].sum()]), np.array([bottom[group].sum()]), top, bottom))[0]
    drawn = _random_groups(len(group), int(group.sum()), shuffles, seed)
    gaps = np.abs(_gap(top[drawn].sum(axis=1), bottom[drawn].sum(axis=1), top, bottom))
    as_big = int((gaps >= seen * SLACK).sum())
    return ShuffleTest((as_big + 1) / (shuffles + 1), "shuffled", shuffles, as_big)


def _gap(top_inside: Numbers, bottom_inside: Numbers, top: Numbers, bottom: Numbers) -> Numbers:
    """Return value inside minus value outside, given the sums inside."""
    outside = (top.sum() - top_inside) / (bottom.sum() - bottom_inside)
    return np.asarray(top_inside / bottom_inside - outside)


def _random_groups(pupils: int, members: int, shuffles: int, seed: int) -> NDArray[np.uint32]:
    """Draw ``shuffles`` groups: the pupils with the lowest random keys.

    Each key carries its pupil in its low bits, so that one partial sort gives the members
    (7 ms for 1,200 pupils, against 13 with argpartition and 25 with permutations).
    """
    keys = np.random.default_rng(seed).integers(0, 2**32, size=(shuffles, pupils), dtype=np.uint32)
    keys &= ~PUPIL_BITS
    keys |= np.arange(pupils, dtype=np.uint32)
    keys.partition(members, axis=1)
    return keys[:, :members] & PUPIL_BITS


def _normal(top: Numbers, bottom: Numbers, group: NDArray[np.bool_]) -> ShuffleTest:
    """Take all splits at once: the normal curve with their variance (linearised for a ratio)."""
    residual = (top - top.sum() / bottom.sum() * bottom) / bottom.mean()
    members, others = group.sum(), (~group).sum()
    error = sqrt(residual.var(ddof=1) * (1 / members + 1 / others))
    inside = np.array([top[group].sum()]), np.array([bottom[group].sum()])
    seen = abs(float(_gap(*inside, top, bottom)[0]))
    return ShuffleTest(erfc(seen / error / sqrt(2)) if error > 0 else 1.0, "normal")
