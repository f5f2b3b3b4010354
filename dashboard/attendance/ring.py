"""Whom to ring: who has crossed a line lately, or is about to, and whose attendance has come back.

Counts of sessions, no forecast: each reason can be checked in the register.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.attendance.words import of_sessions, sessions

FEWEST_POSSIBLE = 20  # a tenth of a few sessions is one sneeze
SOON = 4  # sessions: two days
UNEXPLAINED = 2  # sessions without a reason
BACK = 0.05  # the share of sessions missed lately under which a pupil is back
ORDER = ("severe", "crossed", "unexplained", "soon")
WHOLE_WEEK = 10  # sessions without a reason: nobody knows where the pupil is
MOST_FIRST = 30  # as many as a person rings in a day
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Times:
    """What the lists call the days they look at: ``4 weeks`` and ``2 weeks``, ``since`` when these are."""

    lately: str
    unexplained: str
    since: date


def is_persistent(rows: pd.DataFrame, ending: str = "") -> Flags:
    """Return who misses a tenth or more of enough sessions."""
    possible, absent = rows[f"possible{ending}"], rows[f"absent{ending}"]
    return np.asarray((10 * absent >= possible) & (possible >= FEWEST_POSSIBLE))


def is_severe(rows: pd.DataFrame, ending: str = "") -> Flags:
    """Return who misses half or more of enough sessions."""
    possible, absent = rows[f"possible{ending}"], rows[f"absent{ending}"]
    return np.asarray((2 * absent >= possible) & (possible >= FEWEST_POSSIBLE))


def to_go(possible: "pd.Series[Any]", absent: "pd.Series[Any]") -> NDArray[np.int64]:
    """Return how many sessions missed in a row make a pupil persistently absent; 0 for one who is.

    Each of them is one more possible session too: 10 (absent + k) >= possible + k.
    """
    left = possible.to_numpy(dtype=np.int64) - 10 * absent.to_numpy(dtype=np.int64)
    return np.asarray(np.maximum(0, -(-left // 9)))


def side_by_side(now: pd.DataFrame, lately: pd.DataFrame, unexplained: pd.DataFrame) -> pd.DataFrame:
    """Return each pupil's sessions: in all, lately, before that, and those without a reason.

    ``now`` and ``lately`` are rows of ``attendance/sessions``; ``unexplained`` has ``pupil_id`` and
    ``sessions``. Pupils without a session lately have left, or are not marked: nobody to ring about.
    """
    names = ["pupil_id", "possible", "absent"]
    both = now[names].merge(lately[names], on="pupil_id", suffixes=("", "_lately"))
    both = both[both["possible_lately"] > 0].reset_index(drop=True)
    for name in ("possible", "absent"):
        both[f"{name}_before"] = both[name] - both[f"{name}_lately"]
    added = unexplained.set_index("pupil_id")["sessions"]
    added = added.groupby(level=0).sum()
    return both.assign(unexplained=both["pupil_id"].map(added).fillna(0).astype(int))


def with_latest_week(rows: pd.DataFrame, week: pd.DataFrame) -> pd.DataFrame:
    """Add ``this_week``: who crossed a tenth or half in the latest week, whose sessions ``week`` has."""
    latest = week.set_index("pupil_id").reindex(rows["pupil_id"]).fillna(0)
    before = pd.DataFrame(
        {name: rows[name].to_numpy() - latest[name].to_numpy() for name in ("possible", "absent")}
    )
    crossed = is_persistent(rows) & ~is_persistent(before) | is_severe(rows) & ~is_severe(before)
    return rows.assign(this_week=crossed & (latest["absent"] > 0).to_numpy())


def to_ring_first(rows: pd.DataFrame, spoken_with: "pd.Series[int]") -> pd.DataFrame:
    """Return whom to ring today, of those to ring: new and grave, and nobody has spoken with them lately."""
    is_new = rows["this_week"] & rows["kind"].isin(["severe", "crossed"])
    is_grave = is_new | (rows["unexplained"] >= WHOLE_WEEK)
    return rows[is_grave & ~rows["pupil_id"].isin(spoken_with)].reset_index(drop=True)


def to_ring(rows: pd.DataFrame, times: Times) -> pd.DataFrame:
    """Return the pupils to ring with their ``reasons`` in words and ``kind``, the gravest first."""
    persistent, severe = is_persistent(rows), is_severe(rows)
    had_time = (rows["possible_before"] >= FEWEST_POSSIBLE).to_numpy()
    left = to_go(rows["possible"], rows["absent"])
    enough = (rows["possible"] >= FEWEST_POSSIBLE).to_numpy()
    lately = (rows["absent_lately"] > 0).to_numpy()
    flags = {
        "severe": severe & lately & ~(had_time & is_severe(rows, "_before")),
        "crossed": persistent & lately & ~(had_time & is_persistent(rows, "_before")),
        "unexplained": (rows["unexplained"] >= UNEXPLAINED).to_numpy(),
        "soon": enough & ~persistent & (left <= SOON) & lately,
    }
    flags["crossed"] &= ~flags["severe"]
    told = np.column_stack([flags[kind] for kind in ORDER])
    is_told = told.any(axis=1)
    marks = told[is_told]
    chosen = rows.assign(to_go=left, is_new=~had_time).iloc[np.flatnonzero(is_told)]
    texts = [
        [_reason(kind, row, times) for kind, holds in zip(ORDER, mark, strict=True) if holds]
        for row, mark in zip(chosen.to_dict("records"), marks, strict=True)
    ]
    kinds = [ORDER[place] for place in marks.argmax(axis=1)]
    found = chosen.assign(
        reasons=pd.Series(texts, chosen.index, dtype=object), kind=kinds, place=marks.argmax(axis=1)
    )
    order = ["place", "to_go", "unexplained", "absent_lately"]
    return found.sort_values(order, ascending=[True, True, False, False], ignore_index=True)


def _reason(kind: str, row: dict[Any, Any], times: Times) -> str:
    """Say one reason."""
    since = "in these days" if row["is_new"] else f"in the last {times.lately}"
    since = "in the latest week" if row["this_week"] else since
    if kind == "severe":
        return f"Crossed half of school {since}"
    if kind == "crossed":
        return f"Crossed a tenth of school {since}"
    if kind == "unexplained":
        return f"{sessions(row['unexplained'])} without a reason in {times.unexplained}"
    return f"{sessions(row['to_go'])} from persistent"


def come_back(rows: pd.DataFrame, times: Times) -> pd.DataFrame:
    """Return the pupils who missed a tenth or more before and hardly any lately, the widest change first."""
    before = rows["absent_before"] / rows["possible_before"].where(rows["possible_before"] > 0)
    lately = rows["absent_lately"] / rows["possible_lately"]
    fell = before - lately
    enough = rows["possible_lately"] >= FEWEST_POSSIBLE
    found = rows.assign(fell=fell)[is_persistent(rows, "_before") & enough & (lately < BACK)]
    texts = [
        [
            f"Missed {of_sessions(row['absent_lately'], row['possible_lately'])} in the last {times.lately}, "
            f"{of_sessions(row['absent_before'], row['possible_before'])} before"
        ]
        for row in found.to_dict("records")
    ]
    return found.assign(reasons=pd.Series(texts, found.index, dtype=object)).sort_values(
        "fell", ascending=False, ignore_index=True
    )
