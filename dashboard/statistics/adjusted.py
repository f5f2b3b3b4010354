"""A gap after prior attainment: what is left of it between pupils who started at the same level."""

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.statistics.intervals import Numbers, margin


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
    """Return the group's coefficient and its interval."""
    # The baseline is centred, so that 1, group and baseline are of one size and the rank is told rightly.
    terms = np.column_stack([np.ones(len(value)), group, start - start.mean()])
    if len(value) <= 3 or np.linalg.matrix_rank(terms) < 3:
        return nan, nan, nan
    inverse = np.linalg.inv(terms.T @ terms)
    coefficients = inverse @ terms.T @ value
    leverage = np.einsum("ij,jk,ik->i", terms, inverse, terms)
    # A pupil with leverage 1 fits exactly: the residual is 0, and so is the pupil's share of the error.
    weights = (value - terms @ coefficients) ** 2 / np.maximum(1 - leverage, 1e-9)
    variance = (inverse @ (terms.T * weights) @ terms @ inverse)[1, 1]
    half = float(margin(np.array(variance), np.array(len(value) - 3.0)))
    difference = float(coefficients[1])
    return difference, difference - half, difference + half
