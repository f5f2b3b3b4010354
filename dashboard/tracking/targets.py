"""The targets of pupils with a prior attainment, on one pair of scales, and who is in which group."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.cache import remember
from dashboard.members import every_membership
from dashboard.statistics.regression import from_mean
from dashboard.tracking.aims import aimed
from dashboard.tracking.results import NONE
from dashboard.tracking.view import Asked

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Targets:
    """The pupils with a target and a prior attainment on the commonest scales, in order of pupil.

    ``above``: how far a pupil's targets are from the mean; ``baseline``: prior attainment; ``start``:
    the same from the mean of the year group.
    """

    pupils: NDArray[np.intp]
    above: Numbers
    baseline: Numbers
    start: Numbers
    scale: str
    baseline_scale: str
    without_start: int
    other_scales: int
    targets: int


def targets_of(view: Asked) -> Targets:
    """Return the targets in scope on the commonest pair of scales, and how many are not on it."""
    rows = remember(view.store, ("aimed",), view.scope, lambda: aimed(view.store, view.scope))
    has_start = ~np.isnan(rows.baseline)
    scale = commonest(rows.scale)
    baseline_scale = commonest(rows.baseline_scale[has_start & (rows.scale == scale)])
    kept = has_start & (rows.scale == scale) & (rows.baseline_scale == baseline_scale)
    return Targets(
        pupils=rows.pupil[kept],
        above=rows.above[kept],
        baseline=rows.baseline[kept],
        start=from_mean(rows.baseline[kept], rows.year_group[kept] + 1),
        scale="" if scale == NONE else rows.scales[scale],
        baseline_scale="" if baseline_scale == NONE else rows.baseline_scales[baseline_scale],
        without_start=int((~has_start).sum()),
        other_scales=int(has_start.sum() - kept.sum()),
        targets=len(rows.pupil),
    )


def commonest(numbers: NDArray[np.intp]) -> int:
    """Return the number that comes most often, of several the first; ``NONE`` where there is none."""
    if not len(numbers):
        return NONE
    counts = np.bincount(numbers)
    return int(numbers[(counts == counts.max())[numbers].argmax()])


def membership(view: Asked, targets: Targets) -> NDArray[np.int32]:
    """Return the places of these pupils' groups: a row a characteristic, a column a pupil."""
    pupils, every = every_membership(view.store, view.scope)
    return every[np.searchsorted(pupils, targets.pupils)].T
