"""How often chance alone would make a difference, read back from its 95 % interval."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

Shares = NDArray[np.float64]

SURE = 0.05


def chance(difference: ArrayLike, low: ArrayLike, high: ArrayLike, pupils: ArrayLike) -> Shares:
    """Return how often chance alone would give a difference as large, from each 95 % interval.

    The tail is that of the smaller group's own t distribution: never too sure of a small group.
    Below ``SURE`` exactly where the interval leaves out 0; NaN for a difference without an interval.
    """
    away, least, most = (np.asarray(each, dtype=np.float64) for each in (difference, low, high))
    half = np.abs(away - np.where(away > 0, least, most))
    freedom = np.maximum(np.asarray(pupils, dtype=np.float64) - 1, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(away == 0, 0, np.abs(away) / half)
    return np.asarray(2 * stdtr(freedom, -t * stdtrit(freedom, 1 - SURE / 2)))
