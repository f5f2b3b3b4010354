"""How far each group is from the group it is compared with, and whether chance could do it.

A difference is group minus reference. ``mean``: Welch, and Hedges g. ``proportion``: Newcombe's
hybrid score. ``ratio``: linearised, with Welch's degrees of freedom.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import gammaln

from dashboard.statistics.intervals import Kind, Numbers, Rows, column, margin, variance_of_value

NOT_COMPARED = ("Not known", "All pupils")  # never chosen as a reference unless asked for
DIFFERENCES = ["difference", "difference_low", "difference_high", "hedges_g", "g_low", "g_high"]
Positions = NDArray[np.intp]


def small_sample_factor(freedom: Numbers) -> Numbers:
    """Return Hedges' exact factor J, which takes away the upward bias of d in small samples."""
    half = freedom / 2
    return np.asarray(np.exp(gammaln(half) - gammaln(half - 0.5)) / np.sqrt(half))


def hedges_g(
    difference: Numbers, variances: tuple[Numbers, Numbers], pupils: tuple[Numbers, Numbers]
) -> Numbers:
    """Return g and the ends of its interval as three rows; NaN where the pooled spread is 0 or unknown."""
    (first, second), freedom = pupils, pupils[0] + pupils[1] - 2
    pooled = ((first - 1) * variances[0] + (second - 1) * variances[1]) / freedom
    d = difference / np.sqrt(np.where(pooled > 0, pooled, np.nan))
    factor = small_sample_factor(freedom)
    error = factor * np.sqrt((first + second) / (first * second) + d**2 / (2 * (first + second)))
    return np.stack([factor * d, factor * d - 1.96 * error, factor * d + 1.96 * error])


def apart(first: Numbers, second: Numbers) -> Numbers:
    """Return the interval of a difference from two values with their own intervals, as three rows.

    Both arguments are value, low, high. The two are taken as independent. This is Newcombe's
    method 10 for proportions, and Zou and Donner's (2008) for any other two intervals.
    """
    (value, low, high), (other, other_low, other_high) = first, second
    down = np.sqrt((value - low) ** 2 + (other_high - other) ** 2)
    up = np.sqrt((high - value) ** 2 + (other - other_low) ** 2)
    return np.stack([value - other, value - other - down, value - other + up])


def welch(variances: tuple[Numbers, Numbers], pupils: tuple[Numbers, Numbers]) -> Numbers:
    """Return the half-width of Welch's interval from the variances of two values."""
    first, second = variances
    freedom = (first + second) ** 2 / (first**2 / (pupils[0] - 1) + second**2 / (pupils[1] - 1))
    return margin(first + second, freedom)


def objects(rows: Rows, name: str) -> NDArray[np.object_]:
    """Return a column of words."""
    return np.asarray(rows[name], dtype=object)


def table_numbers(rows: Rows, by: Sequence[str]) -> Positions:
    """Return for each row the number of its table: one for each combination of the ``by`` columns."""
    number = np.zeros(len(rows["pupils"]), dtype=np.intp)
    for name in by:
        codes, values = pd.factorize(np.asarray(rows[name]))
        number = np.unique(number * (len(values) + 1) + codes, return_inverse=True)[1]
    return number


def default_reference(rows: Rows) -> str | None:
    """Return the code of the declared reference of one characteristic, else of its largest known group.

    For figures over time or within levels, give all the rows, so that every table has the same reference.
    """
    codes, declared = objects(rows, "code"), np.asarray(rows["is_reference"], dtype=bool)
    if declared.any():
        return str(codes[declared][0])
    known = ~np.isin(objects(rows, "group").astype(str), NOT_COMPARED)
    sizes = dict.fromkeys(codes[known].tolist(), 0.0)
    for code, pupils in zip(codes[known], np.nan_to_num(column(rows, "pupils")[known]), strict=True):
        sizes[code] += pupils
    return max(sizes, key=lambda code: sizes[code]) if sizes else None


def reference_positions(rows: Rows, code: str | Sequence[str | None] | None, table: Positions) -> Positions:
    """Return for each row where its table's reference row stands, -1 where the table has none."""
    found = np.full(table.max(initial=0) + 1, -1)
    if code is None:
        known = np.flatnonzero(~np.isin(objects(rows, "group").astype(str), NOT_COMPARED))
        order = known[np.lexsort((-known, np.nan_to_num(column(rows, "pupils")[known])))]
        steps = [order, np.flatnonzero(np.asarray(rows["is_reference"], dtype=bool))]
    else:
        wanted = np.broadcast_to(np.asarray(code, dtype=object), len(table))
        steps = [np.flatnonzero(objects(rows, "code") == wanted)]
    for positions in steps:
        found[table[positions]] = positions
    return np.asarray(found[table])


def differences(
    rows: Rows,
    kind: Kind,
    reference_code: str | Sequence[str | None] | None = None,
    by: Sequence[str] = (),
) -> dict[str, NDArray[Any]]:
    """Return each group's difference from the reference, with its interval, from rows that have intervals.

    They are ``reference`` (label), ``difference``, ``difference_low``, ``difference_high``, ``hedges_g``,
    ``g_low``, ``g_high`` (means only) and ``clear``: the interval leaves out 0. All are empty on the
    reference's own row. ``reference_code`` is one code, or one for each row; None takes the declared
    reference, else the largest known group. ``by`` names the columns that tell the tables of a
    frame apart (a period, a level of another characteristic): each is compared within itself.
    """
    position = reference_positions(rows, reference_code, table_numbers(rows, by))
    compared = (position >= 0) & (position != np.arange(len(position)))
    with np.errstate(all="ignore"):
        found = _compared(rows, kind, position)
    found[:, ~compared] = np.nan
    labels = objects(rows, "group")[position]
    labels[~compared] = None
    clear = (found[1] > 0) | (found[2] < 0)
    return {"reference": labels, **dict(zip(DIFFERENCES, found, strict=True)), "clear": clear}


def with_differences(
    rows: pd.DataFrame,
    kind: Kind,
    reference_code: str | Sequence[str | None] | None = None,
    by: Sequence[str] = (),
) -> pd.DataFrame:
    """Add what ``differences`` returns to rows that have intervals."""
    return rows.assign(**differences(rows, kind, reference_code, by))


def _compared(rows: Rows, kind: Kind, position: Positions) -> Numbers:
    """Return difference, its ends, g and its ends as six rows."""
    found = np.full((6, len(position)), np.nan)
    own = np.stack([column(rows, name) for name in ("value", "low", "high")])
    if kind == "proportion":
        found[:3] = apart(own, own[:, position])
        return found
    pupils = column(rows, "pupils")
    variance = variance_of_value(rows, kind)
    sizes = (pupils, pupils[position])
    half = welch((variance, variance[position]), sizes)
    difference = own[0] - own[0][position]
    found[:3] = difference, difference - half, difference + half
    if kind == "ratio":
        found[1:3] = np.clip(found[1:3], -1.0, 1.0)
    else:
        found[3:] = hedges_g(difference, (variance * pupils, (variance * pupils)[position]), sizes)
    return found
