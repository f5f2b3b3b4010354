"""The targets of pupils with a prior attainment, on one pair of scales, and who is in which group."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.cache import fetch
from dashboard.members import every_membership
from dashboard.statistics.regression import from_mean
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
    rows = fetch(view.store, "tracking/targets_and_starts", **view.scope)
    baseline = rows["baseline"].to_numpy(dtype=np.float64)
    has_start = ~np.isnan(baseline)
    scales, starts = (rows[name].to_numpy(dtype=object) for name in ("scale", "baseline_scale"))
    scale = commonest(scales.tolist())
    baseline_scale = commonest(starts[has_start & (scales == scale)].tolist())
    kept = has_start & (scales == scale) & (starts == baseline_scale)
    year = pd.factorize(rows["year_group"], use_na_sentinel=False)[0][kept]
    return Targets(
        pupils=rows["pupil_id"].to_numpy(dtype=np.intp)[kept],
        above=rows["above"].to_numpy(dtype=np.float64)[kept],
        baseline=baseline[kept],
        start=from_mean(baseline[kept], year),
        scale=scale,
        baseline_scale=baseline_scale,
        without_start=int((~has_start).sum()),
        other_scales=int(has_start.sum() - kept.sum()),
        targets=len(rows),
    )


def commonest(names: list[str]) -> str:
    """Return the name that comes most often; nothing where there is none."""
    found = Counter(names).most_common(1)
    return found[0][0] if found else ""


def membership(view: Asked, targets: Targets) -> NDArray[np.int32]:
    """Return the places of these pupils' groups: a row a characteristic, a column a pupil."""
    pupils, every = every_membership(view.store, view.scope)
    return every[:, np.searchsorted(pupils, targets.pupils)]
