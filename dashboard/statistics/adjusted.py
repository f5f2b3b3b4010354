"""A gap after prior attainment: what is left of it between pupils who started at the same level."""

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.statistics.intervals import NOISE, Numbers, margin


@dataclass(frozen=True)
class AdjustedDifference:
    """The difference left once the baseline is held equal, and on how many pupils it rests."""

    difference: float
    low: float
    high: float
    group_pupils: int
    reference_pupils: int
    left_out: int

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low > 0 or self.high < 0


def adjusted_difference(values: ArrayLike, is_group: ArrayLike, baseline: ArrayLike) -> AdjustedDifference:
    """Fit value = a + b group + c baseline by least squares and return b, group minus reference.

    The interval is t with n - 3 degrees of freedom on the HC2 error, which like Welch lets the
    two groups differ in spread. Pupils without a value or a baseline are left out and counted.
    All NaN where the three cannot be told apart (no spread in the baseline, one side empty).
    """
    value, start = np.asarray(values, dtype=np.float64), np.asarray(baseline, dtype=np.float64)
    both = np.isfinite(value) & np.isfinite(start)
    group = np.asarray(is_group, dtype=bool)
    inside, outside = int((both & group).sum()), int((both & ~group).sum())
    numbers = _fitted(value[both], group[both], start[both]) if inside and outside else (nan, nan, nan)
    return AdjustedDifference(*numbers, inside, outside, int((~both).sum()))


def _fitted(value: Numbers, group: NDArray[np.bool_], start: Numbers) -> tuple[float, float, float]:
    """Return the group's coefficient and its interval.

    In closed form, centred in each group: the slope is that of both groups together, the coefficient is
    what it leaves of the difference in means. A matrix of the terms takes three times as long.
    """
    side, sizes = group.astype(np.intp), np.bincount(group, minlength=2)
    starts, values = (np.bincount(side, each, minlength=2) / sizes for each in (start, value))
    along, up = start - starts[side], value - values[side]
    spread = float((along**2).sum())
    if len(value) <= 3 or spread <= (NOISE * np.abs(start).max()) ** 2 * len(start):
        return nan, nan, nan
    slope = float((along * up).sum()) / spread
    apart = float(starts[1] - starts[0])
    difference = float(values[1] - values[0]) - slope * apart
    leverage = (1 / sizes)[side] + along**2 / spread
    shares = np.where(group, 1 / sizes[1], -1 / sizes[0]) - along * (apart / spread)
    # A pupil with leverage 1 fits exactly: the residual is 0, and so is the pupil's share of the error.
    errors = (up - slope * along) ** 2 / np.maximum(1 - leverage, 1e-9)
    variance = float((shares**2 * errors).sum())
    half = float(margin(np.array(variance), np.array(len(value) - 3.0)))
    return difference, difference - half, difference + half
