"""How many flags chance alone would raise: from how much a pupil's results differ when nothing has changed.

Two ways, each with its own null. Where the order of a pupil's results makes the flag, the results are put in
every other order: if nothing had changed, each order was as likely. Where a mark makes it, the pupil's true
level is estimated from the results, drawn towards what is usual by as much as they are unreliable (Kelley's
estimate of a true score), and the chance that it lies above the mark is read off.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]
Places = NDArray[np.intp]

IN_FALLING_ORDER = 1 / 6  # of the orders of three results that all differ
FEWEST_EARLIER = 2  # results before the latest that make a pattern
DROP = 2.0  # standard errors below their own pattern
FEWEST = 10  # in a group that is to tell what is usual


def wobble(latest: Numbers, before: Numbers) -> float:
    """Return the standard error of one result: how much two in a row differ, over the root of two.

    What pupils gain together is taken out; what single pupils truly gain is not, so that it is if anything
    too large, and chance is blamed for too much rather than too little. NaN for fewer than two pairs.
    """
    steps = (latest - before)[~np.isnan(latest - before)]
    return float(steps.std(ddof=1)) / 2**0.5 if len(steps) > 1 else float("nan")


def falling(points: Numbers) -> Marks:
    """Say of each row, latest result first, whether each of the last two is lower than the one before."""
    return np.asarray((points[:, 0] < points[:, 1]) & (points[:, 1] < points[:, 2]))


def falling_by_chance(points: Numbers) -> Numbers:
    """Return the chance that each row would be falling if the order of its last three results were chance."""
    first, second, third = points[:, 0], points[:, 1], points[:, 2]
    known = ~np.isnan(points[:, :3]).any(axis=1)
    differ = (first != second) & (second != third) & (first != third)
    return np.where(known & differ, IN_FALLING_ORDER, 0.0)


def dropped(points: Numbers, error: float) -> Marks:
    """Say of each row whether the latest result lies far below the mean of those before it."""
    return _dropped_at(points, 0, error)


def dropped_by_chance(points: Numbers, error: float) -> Numbers:
    """Return the chance that each row would have dropped if any of its results could be the latest."""
    known = ~np.isnan(points)
    placed = [_dropped_at(points, place, error) for place in range(points.shape[1])]
    return np.asarray(np.sum(placed, axis=0) / np.maximum(known.sum(axis=1), 1))


def _dropped_at(points: Numbers, place: int, error: float) -> Marks:
    """Say whether the result at one place lies far below the mean of a row's others."""
    known = ~np.isnan(points)
    others = known.copy()
    others[:, place] = False
    count = others.sum(axis=1)
    mean = np.where(others, points, 0).sum(axis=1) / np.maximum(count, 1)
    limit = DROP * error * np.sqrt(1 + 1 / np.maximum(count, 1))
    below = known[:, place] & (mean - np.where(known[:, place], points[:, place], np.inf) >= limit)
    return np.asarray(below & (count >= FEWEST_EARLIER) & (limit > 0))


def chance_of_reaching(
    points: Numbers, usual: Numbers, group: Places, error: float, mark: Numbers
) -> Numbers:
    """Return the chance that each pupil's true level is at the mark or above; NaN where it is unknown.

    ``usual`` is what is expected of the pupil, ``group`` within whom true levels differ from it alike.
    """
    known = ~np.isnan(points)
    count = np.maximum(known.sum(axis=1), 1)
    mean = np.where(known, points, 0).sum(axis=1) / count
    noise = error**2 / count
    true = _true_variance(mean - usual, noise, group)
    reliable = true / np.maximum(true + noise, 1e-12)
    level = usual + reliable * (mean - usual)
    spread = np.sqrt(np.maximum(reliable * noise, 1e-12))
    return np.asarray(ndtr((level - mark) / spread))


def _true_variance(away: Numbers, noise: Numbers, group: Places) -> Numbers:
    """Return how much true levels differ in each pupil's group: what is seen, less what is noise."""
    fits = ~np.isnan(away)
    size = int(group.max(initial=-1)) + 1
    pupils = np.maximum(np.bincount(group[fits], minlength=size), 1)
    seen = np.bincount(group[fits], (away**2 - noise)[fits], minlength=size) / pupils
    return np.maximum(seen, 0.0)[group]


def usual_level(points: Numbers, starting: Numbers, group: Places) -> Numbers:
    """Return the latest result that is usual for where each pupil started: a straight line in each group.

    The group's mean where a starting point is unknown, or too few others have one.
    """
    known, both = ~np.isnan(points), ~np.isnan(points) & ~np.isnan(starting)
    size = int(group.max(initial=-1)) + 1
    mean = _mean(points, known, group, size)
    count = np.bincount(group[both], minlength=size)
    middle, start = _mean(points, both, group, size), _mean(starting, both, group, size)
    away = np.where(both, starting - start[group], 0.0)
    square = np.bincount(group, away**2, minlength=size)
    cross = np.bincount(group, away * np.where(both, points, 0.0), minlength=size)
    slope = cross / np.where(square > 0, square, np.inf)
    fits = ~np.isnan(starting) & (count[group] >= FEWEST)
    return np.where(fits, middle[group] + slope[group] * (starting - start[group]), mean[group])


def _mean(numbers: Numbers, known: Marks, group: Places, size: int) -> Numbers:
    """Return the mean of the known numbers of each group; 0 for none."""
    count = np.maximum(np.bincount(group[known], minlength=size), 1)
    return np.asarray(np.bincount(group[known], numbers[known], minlength=size) / count)
