"""The value of each group and how far chance alone could move it: 95 % intervals.

``mean``: t. ``proportion``: Wilson. ``ratio`` (a share of sessions): sum over sum, linearised
with a pupil as one cluster, because the sessions of one pupil are alike.
"""

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

Kind = Literal["mean", "proportion", "ratio"]
Numbers = NDArray[np.float64]
# A table: a frame, or its columns alone, which cost a tenth of the time.
Rows = pd.DataFrame | Mapping[str, NDArray[Any]]

SURE = 0.975  # upper end of a two-sided 95 % interval
Z = float(ndtri(SURE))
NOISE = 1e-12  # a variance below this share of its terms is what rounding leaves of 0


def column(rows: Rows, name: str) -> Numbers:
    """Return a column as floats, NaN where it is empty."""
    cells = rows[name]
    if isinstance(cells, np.ndarray):
        return cells.astype(np.float64, copy=False)
    return cells.to_numpy(dtype=np.float64, na_value=np.nan)


def margin(variance: Numbers, freedom: Numbers) -> Numbers:
    """Return the half-width of a t interval; NaN where the variance is 0 or the freedom is none."""
    spread = np.where((variance > 0) & (freedom > 0), variance, np.nan)
    return np.asarray(stdtrit(freedom, SURE) * np.sqrt(spread))


def variance_of_value(rows: Rows, kind: Kind) -> Numbers:
    """Return the sampling variance of each group's mean or ratio; NaN where one pupil or none has a value."""
    pupils = column(rows, "pupils")
    if kind == "mean":
        spread, size = column(rows, "variance"), column(rows, "mean") ** 2
    else:
        each = column(rows, "denominator") / pupils
        value = column(rows, "numerator") / column(rows, "denominator")
        terms = column(rows, "numerator_variance") + value**2 * column(rows, "denominator_variance")
        spread = (terms - 2 * value * column(rows, "covariance")) / each**2
        size = terms / each**2 + value**2
    spread = np.where(spread <= NOISE * size, 0.0, spread)
    return np.asarray(np.where(pupils > 1, spread, np.nan) / pupils)


def wilson(positive: Numbers, pupils: Numbers) -> tuple[Numbers, Numbers]:
    """Return Wilson's interval of a proportion, both ends between 0 and 1."""
    share = positive / pupils
    centre = (share + Z**2 / (2 * pupils)) / (1 + Z**2 / pupils)
    half = Z / (1 + Z**2 / pupils) * np.sqrt(share * (1 - share) / pupils + Z**2 / (4 * pupils**2))
    low = np.where(positive == 0, 0.0, centre - half)
    high = np.where(positive == pupils, 1.0, centre + half)
    return np.where(pupils > 0, low, np.nan), np.where(pupils > 0, high, np.nan)


def intervals(sums: Rows, kind: Kind) -> dict[str, Numbers]:
    """Return ``value``, ``low`` and ``high`` from the sums of each group (the columns of ``gap/by_group``).

    A group without values has none of the three. A mean or a ratio has no interval where one
    pupil only has a value, or where all have the same: chance could not be told from it.
    Ratios are shares of sessions, so their intervals end at 0 and 1.
    """
    pupils = column(sums, "pupils")
    with np.errstate(divide="ignore", invalid="ignore"):
        if kind == "proportion":
            value = column(sums, "positive") / pupils
            low, high = wilson(column(sums, "positive"), pupils)
        else:
            ratio = kind == "ratio"
            value = column(sums, "numerator") / column(sums, "denominator") if ratio else column(sums, "mean")
            half = margin(variance_of_value(sums, kind), pupils - 1)
            low, high = value - half, value + half
            if ratio:
                low, high = np.maximum(low, 0.0), np.minimum(high, np.maximum(value, 1.0))
    known = pupils > 0
    ends = {"value": value, "low": low, "high": high}
    return {name: np.where(known, numbers, np.nan) for name, numbers in ends.items()}


def with_intervals(sums: pd.DataFrame, kind: Kind) -> pd.DataFrame:
    """Add what ``intervals`` returns to the sums of each group."""
    return sums.assign(**intervals(sums, kind))
