"""What is to be balanced between classes, as whole numbers a pupil: the columns that the search evens out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.scenarios.outcome import Impossible

Numbers = NDArray[np.float64]
Whole = NDArray[np.intp]

MAY_BE_BALANCED = ("attainment", "disadvantage", "sen", "eal", "sex", "attendance")
COLUMN_OF = {"disadvantage": "disadvantaged"}  # the column, where it is not called as what is balanced
PERSISTENTLY_ABSENT = 0.9  # attendance at or below it: a tenth of school missed
QUARTER = 0.25
OF_THE_TOTAL = 0.1  # a class's total of points: this weight for each point


@dataclass(frozen=True)
class Terms:
    """What is evened out: ``values`` (pupils x terms, whole numbers), and the weight of one unit too many."""

    names: tuple[str, ...]
    values: Numbers
    weights: Numbers


def check_pupils(pupils: pd.DataFrame) -> None:
    """Raise ``Impossible`` where there is nobody to place, or a pupil stands in the list twice."""
    if pupils.empty:
        raise Impossible("There are no pupils to put into classes.")
    twice = pupils.loc[pupils["pupil"].duplicated(), "pupil"]
    if len(twice):
        raise Impossible(
            f"Pupil {twice.iloc[0]} is in the list more than once, and can sit in one class only."
        )


def names_of(pupils: pd.DataFrame) -> list[str]:
    """Return how each pupil is called in a sentence: the column ``name``, or else the pupil's number."""
    return [str(each) for each in pupils["name" if "name" in pupils else "pupil"]]


def attainment_of(pupils: pd.DataFrame) -> Numbers:
    """Return each pupil's attainment in points; the middle of the others where there is none.

    Raises ``Impossible`` where no pupil has a result.
    """
    points = (
        pd.to_numeric(pupils["attainment"]).to_numpy(np.float64) if "attainment" in pupils else np.array([])
    )
    if not np.isfinite(points).any():
        raise Impossible(
            "No pupil has a result, so nobody can be placed by attainment: import results first."
        )
    return np.where(np.isfinite(points), points, np.nanmedian(points))


def flags_of(pupils: pd.DataFrame, what: str) -> dict[str, NDArray[np.bool_]]:
    """Return the groups of one characteristic that a class can have too many of, a mark a pupil.

    ``pupils`` has ``disadvantaged``, ``sen``, ``eal`` (true or false), ``sex`` (codes), ``attendance``
    (share, 0 to 1), ``attainment`` (points), or another column of groups. Unknown counts as not in the group.
    """
    column = COLUMN_OF.get(what, what)
    if column not in pupils:
        raise Impossible(f"Classes cannot be compared by {what}: the pupils have no column “{column}”.")
    if what == "attendance":
        share = pd.to_numeric(pupils[column]).to_numpy(np.float64)
        return {"persistently absent": np.nan_to_num(share, nan=1.0) <= PERSISTENTLY_ABSENT}
    if what == "attainment":
        points = attainment_of(pupils)
        known = pd.to_numeric(pupils[column]).notna().to_numpy()
        low, high = np.quantile(points[known], [QUARTER, 1 - QUARTER])
        found = {"low attainment": known & (points < low), "high attainment": known & (points > high)}
        return found if known.all() else {**found, "no result": ~known}
    if what in ("disadvantage", "sen", "eal"):
        return {column: pupils[column].fillna(False).to_numpy(np.bool_)}
    groups = pupils[column].dropna().value_counts(sort=False).sort_index(kind="stable")
    # Two groups are one number: a class with too many girls has too few boys.
    kept = groups.index[:1] if len(groups) == 2 else groups.index
    return {f"{what} {group}": (pupils[column] == group).to_numpy(np.bool_) for group in kept}


def terms_of(pupils: pd.DataFrame, balance: Sequence[str]) -> Terms:
    """Return the columns to even out for what was ticked, out of ``MAY_BE_BALANCED``.

    Attainment gives the lowest and the highest quarter, those without a result, and the sum of points
    (in tenths of the spread); with disadvantage also those who are both disadvantaged and low.
    Raises ``Impossible`` for ethnicity, religion, or anything else that pupils are not placed by.
    """
    barred = [what for what in balance if what not in MAY_BE_BALANCED]
    if barred:
        known = ", ".join(MAY_BE_BALANCED)
        raise Impossible(f"Pupils are not placed by {barred[0]}; classes can be balanced by {known}.")
    columns: dict[str, Numbers] = {}
    weights: dict[str, float] = {}
    for what in balance:
        for name, flag in flags_of(pupils, what).items():
            columns[name], weights[name] = flag.astype(np.float64), 1.0
    if {"attainment", "disadvantage"} <= set(balance):
        columns["disadvantaged and low"] = columns["disadvantaged"] * columns["low attainment"]
        weights["disadvantaged and low"] = 1.0
    if "attainment" in balance:
        columns["points"], weights["points"] = _in_tenths(attainment_of(pupils)), OF_THE_TOTAL
    used = {name: column for name, column in columns.items() if np.ptp(column) > 0}
    values = np.column_stack(list(used.values())) if used else np.zeros((len(pupils), 0))
    return Terms(tuple(used), values, np.array([weights[name] for name in used]))


def _in_tenths(points: Numbers) -> Numbers:
    """Return points as whole tenths of their standard deviation: the bound counts in whole units."""
    spread = points.std()
    return np.rint(10 * (points - points.min()) / spread) if spread > 0 else np.zeros(len(points))
