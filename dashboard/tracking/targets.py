"""The targets of pupils with a prior attainment, on one pair of scales, and who is in which group."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.cache import fetch
from dashboard.members import every_membership
from dashboard.statistics.regression import from_mean
from dashboard.tracking.view import Asked


@dataclass(frozen=True)
class Targets:
    """The pupils with a target and a prior attainment on the commonest scales, in order of pupil."""

    rows: pd.DataFrame
    scale: str
    baseline_scale: str
    without_start: int
    other_scales: int
    targets: int

    @property
    def start(self) -> NDArray[np.float64]:
        """Return each pupil's prior attainment, from the mean of the year group."""
        table = pd.factorize(self.rows["year_group"], use_na_sentinel=False)[0]
        return from_mean(self.rows["baseline"].to_numpy(dtype=np.float64), table)


def targets_of(view: Asked) -> Targets:
    """Return the targets in scope on the commonest pair of scales, and how many are not on it."""
    rows = fetch(view.store, "tracking/targets_and_starts", **view.scope)
    started = rows[rows["baseline"].notna()]
    scale = commonest(rows["scale"])
    baseline_scale = commonest(started.loc[started["scale"] == scale, "baseline_scale"])
    kept = started[(started["scale"] == scale) & (started["baseline_scale"] == baseline_scale)]
    return Targets(
        rows=kept.reset_index(drop=True),
        scale=scale,
        baseline_scale=baseline_scale,
        without_start=len(rows) - len(started),
        other_scales=len(started) - len(kept),
        targets=len(rows),
    )


def commonest(names: pd.Series) -> str:
    """Return the name that most rows have; nothing where there is no row."""
    counts = names.value_counts()
    return str(counts.index[0]) if len(counts) else ""


def membership(view: Asked, targets: Targets) -> NDArray[np.int32]:
    """Return the places of these pupils' groups: a row a characteristic, a column a pupil."""
    pupils, every = every_membership(view.store, view.scope)
    return every[:, np.searchsorted(pupils, targets.rows["pupil_id"].to_numpy(dtype=np.intp))]
