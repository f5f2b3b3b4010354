"""Sums for the cards: from the rows of this page's queries to shares of sessions with their intervals."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.attendance import held
from dashboard.attendance.words import REASONS
from dashboard.reference import reference
from dashboard.statistics import with_intervals
from dashboard.statistics.clusters import share_sums, sums_from_squares

if TYPE_CHECKING:
    from dashboard.attendance.view import View

Table = NDArray[np.float64]

WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Weekends")
MORNING, EDGE, ALL = range(3)  # the columns after those of the days
SESSIONS = 14  # of a week, a bit each
FEWEST = 10  # a smaller group of pupils is marked
MOST_REASONS = 9
REASON_COLUMNS = ("code", "group", "authorised", "pupils", "pupils_with", "numerator", "denominator")


def by_week(view: "View") -> pd.DataFrame:
    """Return absence in each school week with its interval, in order of time."""
    rows = held.by_week(view)
    return rows if rows.empty else with_intervals(sums_from_squares(rows), "ratio")


def by_day(view: "View") -> pd.DataFrame:
    """Return the share of sessions missed on each school day, in all, in the morning and in the afternoon."""
    rows = view.rows("days")
    if rows.empty:
        return pd.DataFrame(columns=["date", "pupils", "value", "morning", "afternoon"])
    week, weeks = pd.factorize(rows["week"])
    possible, absent = (_added(week, len(weeks), rows, name) for name in ("possible", "absent"))
    place = np.argwhere((possible[:, 0::2] + possible[:, 1::2]) > 0)
    at = (place[:, 0], place[:, 1])
    halves = {name: (possible[:, start::2][at], absent[:, start::2][at]) for start, name in enumerate(HALVES)}
    both = [sum(pair) for pair in zip(*halves.values(), strict=True)]
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = {name: missed / could for name, (could, missed) in halves.items()}
    dates = pd.to_datetime(weeks)[at[0]] + pd.to_timedelta(at[1], unit="D")
    pupils = np.maximum(halves["morning"][0], halves["afternoon"][0]).astype(int)
    found = pd.DataFrame({"date": dates, "pupils": pupils, "value": both[1] / both[0], **shares})
    return found.sort_values("date", ignore_index=True)


HALVES = ("morning", "afternoon")


def _added(week: NDArray[np.intp], weeks: int, rows: pd.DataFrame, name: str) -> Table:
    """Return how many pupils have each bit of each week: a row a week, a column a session."""
    bits = (rows[name].to_numpy(dtype=np.int64)[:, None] >> np.arange(SESSIONS)) & 1
    found = np.zeros((weeks, SESSIONS))
    np.add.at(found, week, bits * rows["pupils"].to_numpy(dtype=np.float64)[:, None])
    return found


def broken(view: "View") -> dict[str, float]:
    """Return sessions missed in whole and in half days, and pupils' weeks missed wholly and in part."""
    rows = view.rows("days")
    possible, absent = (
        (rows[name].to_numpy(dtype=np.int64)[:, None] >> np.arange(SESSIONS)) & 1
        for name in ("possible", "absent")
    )
    pupils = rows["pupils"].to_numpy(dtype=np.float64)
    missed, could = absent[:, 0::2] + absent[:, 1::2], possible[:, 0::2] + possible[:, 1::2]
    whole = (missed == 2).sum(axis=1) * 2
    half = ((missed == 1) & (could == 2)).sum(axis=1)
    some, everything = absent.sum(axis=1) > 0, absent.sum(axis=1) == possible.sum(axis=1)
    return {
        "whole": float((whole * pupils).sum()),
        "half": float((half * pupils).sum()),
        "broken_weeks": float(pupils[some & ~everything].sum()),
        "whole_weeks": float(pupils[some & everything].sum()),
    }


def has_marks(view: "View") -> bool:
    """Say whether a pupil of the view has a session in its days."""
    return bool(len(held.by_pupil(view)[0]))


def pupil_days(view: "View") -> tuple[Table, Table, Table, Table]:
    """Return each pupil's sessions missed and possible, by day of the week, and by morning, edge and all."""
    _pupils, missed, possible = held.by_pupil(view)
    days = len(WEEKDAYS)
    return missed[:, :days], possible[:, :days], missed[:, days:], possible[:, days:]


def with_shares(names: list[str], missed: Table, possible: Table) -> pd.DataFrame:
    """Return a row a share, with its interval; pupils are the clusters."""
    rows = with_intervals(share_sums(missed, possible), "ratio").assign(group=names)
    return rows[rows["denominator"] > 0].assign(small=rows["pupils"] < FEWEST, is_focus=False)


def by_reason(view: "View", late: bool = False) -> pd.DataFrame:
    """Return the share of possible sessions with each code, the most frequent first, with its interval.

    ``late``: the codes of late arrivals (L and U), else those of absence. Columns ``code``, ``group`` and
    ``authorised`` beside the sums.
    """
    pupils, _missed, possible = held.by_pupil(view)
    rows = held.by_code(view)
    codes = reference("attendance_code").set_index("code")
    wanted = ["L", "U"] if late else codes.index[codes["counts_as_absent"].astype(bool)].tolist()
    rows = rows[rows["code"].isin(wanted) & rows["pupil_id"].isin(pupils)]
    if rows.empty:
        return pd.DataFrame(columns=[*REASON_COLUMNS, "value", "low", "high"])
    turn, names = pd.factorize(rows["code"])
    missed = np.zeros((len(pupils), len(names)))
    missed[np.searchsorted(pupils, rows["pupil_id"].to_numpy()), turn] = rows["sessions"].to_numpy()
    every = np.repeat(possible[:, [-1]], len(names), axis=1)
    found = with_shares([str(name) for name in names], missed, every).rename(columns={"group": "code"})
    found["group"] = [reason(code) for code in found["code"]]
    found["authorised"] = (
        [bool(codes.loc[code, "authorised"]) for code in found["code"]] if not late else True
    )
    found["pupils_with"] = (missed[:, : len(names)] > 0).sum(axis=0)
    return found.sort_values("numerator", ascending=False, ignore_index=True)


def reason(code: str) -> str:
    """Name a code: what it means in a few words, and the code itself."""
    known = reference("attendance_code").set_index("code")["description"]
    words = REASONS.get(code) or str(known[code]).removeprefix("LEGACY ").split(":")[0].split("(")[0].strip()
    return f"{words} ({code})"
