"""Pick out of many gaps those worth a leader's first minute, without being fooled by how many were looked at.

Of thirty differences that are chance alone one or two have an interval without 0, and the widest of
thirty is picked *because* it is wide. So a gap is named here only when it stands after Holm's
correction for all the gaps that were compared with it.

A row is a group of ``gaps.every_group`` as a dict: thirty small dicts take a tenth of a frame's time.
"""

from collections.abc import Iterable, Sequence
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.measures import Measure
from dashboard.statistics import chance as chances
from dashboard.statistics.differences import apart

Row = dict[str, Any]
Shares = NDArray[np.float64]

SURE = chances.SURE
# SEN need divides the groups of SEN once more, year groups are not set against one another, and a
# pupil's prior attainment is what attainment grows from, so its gap there is no finding.
NEVER_COMPARED = {"SEN need", "Year group"}
NOT_COMPARED_IN = {"attainment": {"Prior attainment"}}
CHANGE = ("change", "change_low", "change_high")
INTERVAL = ("difference", "difference_low", "difference_high")


def comparable(rows: Iterable[Row], measure: Measure) -> list[Row]:
    """Return the gaps that may be named: of known groups, neither hidden nor too small."""
    left_out = NEVER_COMPARED | NOT_COMPARED_IN.get(measure.area, set())
    return [
        row
        for row in rows
        if not (row["hidden"] or row["small"] or row["code"] == "?" or isnan(row["difference"]))
        and row["characteristic"] not in left_out
    ]


def chance(rows: Sequence[Row]) -> Shares:
    """Return how often chance alone would give a difference as large, read back from each 95 % interval.

    The tail is that of the smaller group's own t distribution: never too sure of a small group.
    """
    columns = (np.array([row[name] for row in rows]) for name in (*INTERVAL, "pupils"))
    return chances.chance(*columns)


def holm(shares: Shares) -> Shares:
    """Return each share corrected for the number of comparisons (Holm 1979)."""
    order = np.argsort(shares)
    corrected = np.maximum.accumulate(shares[order] * np.arange(len(shares), 0, -1))
    found = np.empty(len(shares))
    found[order] = np.minimum(corrected, 1)
    return found


def beyond_chance(rows: Iterable[Row], measure: Measure) -> list[Row]:
    """Return the gaps that chance does not explain, widest first.

    Where the viewer may see no interval, those that are clear each by itself: nothing corrects them.
    """
    named = comparable(rows, measure)
    if any(isnan(row["difference_low"]) for row in named):
        sure = [row for row in named if row["clear"]]
    else:
        sure = [row for row, share in zip(named, holm(chance(named)), strict=True) if share < SURE]
    return sorted(sure, key=lambda row: -abs(row["difference"]))


def is_behind(difference: float, measure: Measure) -> bool:
    """Say whether a difference is to the group's harm; never where neither more nor less is better."""
    return {"low": difference > 0, "high": difference < 0, "neither": False}[measure.good]


def losing_out(sure: Iterable[Row], measure: Measure) -> list[Row]:
    """Return the groups that fare worse; every difference where neither more nor less is better."""
    return [row for row in sure if measure.good == "neither" or is_behind(row["difference"], measure)]


def doing_well(sure: Iterable[Row], measure: Measure) -> list[Row]:
    """Return the groups whom gaps are usually about and who fare better."""
    return [row for row in sure if row["is_focus"] and is_behind(-row["difference"], measure)]


def moved(before: Iterable[Row], after: Iterable[Row], measure: Measure) -> list[Row]:
    """Return the gaps that changed beyond chance between two windows, the largest change first.

    Adds ``difference_before`` and ``change`` with its interval. The windows are taken as independent; many
    pupils stand in both, so what is named here has moved.
    """
    then = {(row["characteristic"], row["code"]): row for row in comparable(before, measure)}
    pairs = [
        (row, then[row["characteristic"], row["code"]])
        for row in comparable(after, measure)
        if (row["characteristic"], row["code"]) in then and not isnan(row["difference_low"])
    ]
    if not pairs:
        return []
    now, past = (
        np.array([[row[name] for name in INTERVAL] for row in side]).T for side in zip(*pairs, strict=True)
    )
    changes = apart(now, past).T
    named = [
        {"pupils": row["pupils"], **dict(zip(INTERVAL, change, strict=True))}
        for (row, _), change in zip(pairs, changes, strict=True)
    ]
    found = [
        {
            **row,
            "difference_before": past_row["difference"],
            **dict(zip(CHANGE, change.tolist(), strict=True)),
        }
        for (row, past_row), change, share in zip(pairs, changes, holm(chance(named)), strict=True)
        if share < SURE
    ]
    return sorted(found, key=lambda row: -abs(row["change"]))


def has_narrowed(row: Row) -> bool:
    """Say of a gap that moved whether it is narrower now."""
    return bool(abs(row["difference"]) < abs(row["difference_before"]))


def has_closed(row: Row) -> bool:
    """Say of a gap that moved whether it narrowed until it could not be told from chance."""
    return has_narrowed(row) and bool(row["difference_low"] <= 0 <= row["difference_high"])
