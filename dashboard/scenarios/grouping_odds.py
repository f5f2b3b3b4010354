"""Whether pupils with the same results are as likely to sit in the lowest set, whatever group they are of."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from dashboard.scenarios.grouping_terms import Numbers, Whole

Marks = NDArray[np.bool_]

MOST_LEVELS = 45  # different results up to which each is a level of its own (a scaled score has 41)
TWENTIETHS = 20
Z = float(ndtri(0.975))


def levels_of(attainment: Numbers) -> Whole:
    """Return the level of each pupil's result: pupils of one level are counted as having the same.

    Each result is a level where there are few, as with scaled scores; otherwise each twentieth of the pupils.
    """
    results, level = np.unique(attainment, return_inverse=True)
    if len(results) <= MOST_LEVELS:
        return np.asarray(level)
    ends = np.quantile(attainment, np.arange(1, TWENTIETHS) / TWENTIETHS)
    return np.searchsorted(ends, attainment, side="right")


def odds_at_equal_attainment(in_lowest: Marks, group: Marks, level: Whole) -> tuple[float, float, float]:
    """Return by how much the group's odds of the lowest set are those of others with the same results.

    Mantel and Haenszel's ratio over the levels, with the 95 % interval of Robins, Breslow and Greenland.
    NaN where no level has pupils of both groups, some in the lowest set and some not.
    """
    lows, mine = in_lowest.astype(np.float64), group.astype(np.float64)
    both, mine_only = np.bincount(level, lows * mine), np.bincount(level, (1 - lows) * mine)
    other_low, other = np.bincount(level, lows * (1 - mine)), np.bincount(level, (1 - lows) * (1 - mine))
    pupils = np.maximum(both + mine_only + other_low + other, 1)
    up, down = both * other / pupils, mine_only * other_low / pupils
    if up.sum() == 0 or down.sum() == 0:
        return np.nan, np.nan, np.nan
    alike, unlike = (both + other) / pupils, (mine_only + other_low) / pupils
    variance = (
        (alike * up).sum() / (2 * up.sum() ** 2)
        + (alike * down + unlike * up).sum() / (2 * up.sum() * down.sum())
        + (unlike * down).sum() / (2 * down.sum() ** 2)
    )
    odds, half = float(up.sum() / down.sum()), Z * float(np.sqrt(variance))
    return odds, odds * float(np.exp(-half)), odds * float(np.exp(half))


def expected_in_lowest(in_lowest: Marks, group: Marks, level: Whole) -> float:
    """Return how many of the group the lowest set would hold if equal results were placed alike."""
    pupils = np.bincount(level)
    return float(
        (np.bincount(level[in_lowest], minlength=len(pupils)) / np.maximum(pupils, 1))[level[group]].sum()
    )


def lowest_set(in_lowest: Marks, groups: Mapping[str, Marks], attainment: Numbers) -> pd.DataFrame:
    """Return a row a group on who sits in the lowest set.

    Columns ``group``, ``pupils``, ``in_lowest``, ``expected`` (pupils, if those with equal results
    were placed alike), ``odds``, ``low``, ``high`` (of the group over that of others with the same results).
    """
    level = levels_of(attainment)
    rows = []
    for name, marks in groups.items():
        odds, low, high = odds_at_equal_attainment(in_lowest, marks, level)
        rows.append(
            {
                "group": name,
                "pupils": int(marks.sum()),
                "in_lowest": int((marks & in_lowest).sum()),
                "expected": expected_in_lowest(in_lowest, marks, level),
                "odds": odds,
                "low": low,
                "high": high,
            }
        )
    return pd.DataFrame(rows)
