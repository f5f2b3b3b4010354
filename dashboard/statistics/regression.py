"""What a straight line expects of a result from where it started, table by table.

A table is whatever must not be mixed: a year group, a pair of scales. Pupils of one table share a line.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from dashboard.statistics.intervals import Numbers, with_intervals

FEWEST_FOR_A_LINE = 3
THIRDS = 3


@dataclass(frozen=True)
class Pull:
    """The pull of the middle: each third of the starting points, and what is left of a head start.

    ``thirds``: ``pupils``, ``start`` (mean), the gain as ``value``, ``low``, ``high``, the gain that the
    line expects as ``expected``, and what goes beyond it as ``beyond``, ``beyond_low``, ``beyond_high``.
    """

    thirds: pd.DataFrame
    kept: float


def from_mean(values: Numbers, table: NDArray[np.intp]) -> Numbers:
    """Return each value minus the mean of its table."""
    count = np.bincount(table)
    return np.asarray(values - (np.bincount(table, values) / np.maximum(count, 1))[table])


def in_spreads(values: ArrayLike, table: NDArray[np.intp]) -> Numbers:
    """Return each value in standard deviations from its table's mean; NaN where all are the same."""
    away = from_mean(np.asarray(values, dtype=np.float64), table)
    spread = np.sqrt(np.bincount(table, away**2) / np.maximum(np.bincount(table), 1))[table]
    return np.asarray(away / np.where(spread > 0, spread, np.nan))


def expected_by_line(start: ArrayLike, result: ArrayLike, table: NDArray[np.intp]) -> Numbers:
    """Return what the least-squares line of each table expects; NaN where it has fewer than three pupils.

    A table in which all started level has a flat line.
    """
    begun, ended = np.asarray(start, dtype=np.float64), np.asarray(result, dtype=np.float64)
    if not len(begun):
        return np.empty(0)
    before, after = from_mean(begun, table), from_mean(ended, table)
    squares = np.bincount(table, before**2)
    slope = np.bincount(table, before * after) / np.where(squares > 1e-12, squares, np.inf)
    expected = ended - after + slope[table] * before
    return np.where(np.bincount(table)[table] >= FEWEST_FOR_A_LINE, expected, np.nan)


def pull_of_the_middle(start: ArrayLike, result: ArrayLike, table: NDArray[np.intp]) -> Pull:
    """Set the gain of the lowest, middle and highest third of starters beside what their line expects.

    Thirds are cut table by table; those who started level are in the same third. ``kept`` is the
    share of a head start that is still there, on one slope through all tables.
    """
    begun, ended = np.asarray(start, dtype=np.float64), np.asarray(result, dtype=np.float64)
    expected = expected_by_line(begun, ended, table)
    fit = np.isfinite(expected)
    begun, ended, table, expected = begun[fit], ended[fit], table[fit], expected[fit]
    third = _thirds(begun, table)
    rows = _summed(ended - begun, third).assign(
        start=_means(begun, third), expected=_means(expected - begun, third)
    )
    beyond = _summed(ended - expected, third)
    named = {"value": "beyond", "low": "beyond_low", "high": "beyond_high"}
    thirds = rows.join(beyond[list(named)].rename(columns=named))
    squares = float((from_mean(begun, table) ** 2).sum()) if len(begun) else 0.0
    shared = float((from_mean(begun, table) * from_mean(ended, table)).sum()) if squares else np.nan
    return Pull(thirds, shared / squares if squares else np.nan)


def _thirds(start: Numbers, table: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return for each pupil 0, 1 or 2: the lowest, middle or highest third of starters of its table."""
    third = np.zeros(len(start), dtype=np.intp)
    for each in np.unique(table):
        mine = table == each
        # Those who started level share their middle rank, so that no third swallows a whole grade more.
        from scipy.stats import rankdata

        third[mine] = (THIRDS * (rankdata(start[mine]) - 0.5) / mine.sum()).astype(np.intp)
    return third


def _means(values: Numbers, third: NDArray[np.intp]) -> Numbers:
    """Return the mean of each third; NaN of an empty one."""
    count = np.bincount(third, minlength=THIRDS)
    total = np.bincount(third, values, minlength=THIRDS)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _summed(values: Numbers, third: NDArray[np.intp]) -> pd.DataFrame:
    """Return each third's pupils and mean with its t interval."""
    count, mean = np.bincount(third, minlength=THIRDS), _means(values, third)
    squares = np.bincount(third, (values - mean[third]) ** 2, minlength=THIRDS)
    variance = np.where(count > 1, squares / np.maximum(count - 1, 1), np.nan)
    return with_intervals(pd.DataFrame({"pupils": count, "mean": mean, "variance": variance}), "mean")
