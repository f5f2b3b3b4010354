"""Pick out of many gaps those worth a leader's first minute, without being fooled by how many were looked at.

Rows are those of ``gaps.by_every_characteristic``. Of thirty differences that are chance alone
one or two have an interval without 0, and the widest of thirty is picked *because* it is wide.
So a gap is named here only when it stands after Holm's correction for all the gaps that were
compared with it.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from dashboard.measures import Measure
from dashboard.statistics.differences import apart

SURE = 0.05
# A pupil's prior attainment is what attainment grows from, so its gap is no finding; year groups
# are not set against one another; "All pupils" is everyone.
NEVER_COMPARED = {"All pupils", "Year group"}
NOT_COMPARED_IN = {"attainment": {"Prior attainment"}}
KEY = ["characteristic", "code"]
INTERVAL = ["difference", "difference_low", "difference_high"]


def comparable(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the gaps that may be named: of known groups, neither hidden nor too small."""
    left_out = NEVER_COMPARED | NOT_COMPARED_IN.get(measure.area, set())
    named = ~rows["characteristic"].isin(left_out) & (rows["code"] != "?")
    shown = ~rows["hidden"].astype(bool) & ~rows["small"].astype(bool)
    return rows[named & shown & rows["difference"].notna()]


def has_intervals(rows: pd.DataFrame) -> bool:
    """Say whether the gaps come with intervals: governors see none of means and ratios."""
    return bool(rows["difference_low"].notna().any())


def chance(rows: pd.DataFrame) -> pd.Series:
    """Return how often chance alone would give a difference as large, read back from each 95 % interval.

    The tail is that of the smaller group's own t distribution: never too sure of a small group.
    """
    towards_zero = np.where(rows["difference"] > 0, rows["difference_low"], rows["difference_high"])
    half = (rows["difference"] - towards_zero).abs().to_numpy(float)
    freedom = np.maximum(rows["pupils"].to_numpy(float) - 1, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.nan_to_num(rows["difference"].abs().to_numpy(float) / half, posinf=np.inf)
    return pd.Series(2 * stats.t.sf(t * stats.t.ppf(1 - SURE / 2, freedom), freedom), index=rows.index)


def holm(shares: pd.Series) -> pd.Series:
    """Return each share corrected for the number of comparisons (Holm 1979)."""
    ordered = shares.sort_values()
    times = np.arange(len(ordered), 0, -1)
    return (ordered * times).cummax().clip(upper=1).reindex(shares.index)


def beyond_chance(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the gaps that chance does not explain, widest first.

    Where the viewer may see no interval, those that are clear each by itself: nothing corrects them.
    """
    named = comparable(rows, measure)
    sure = named[holm(chance(named)) < SURE if has_intervals(named) else named["clear"].astype(bool)]
    return sure.reindex(sure["difference"].abs().sort_values(ascending=False, kind="stable").index)


def losing_out(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the groups that fare worse than their reference beyond chance, widest gap first.

    Where neither more nor less is better (a share in support), every difference counts.
    """
    sure = beyond_chance(rows, measure)
    return sure if measure.good == "neither" else sure[_behind(sure["difference"], measure)]


def doing_well(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the groups whom gaps are usually about and who fare better beyond chance."""
    sure = beyond_chance(rows, measure)
    return sure[sure["is_focus"].to_numpy(bool) & _in_favour(sure["difference"], measure)]


def moved(before: pd.DataFrame, after: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the gaps that changed beyond chance between two windows, the largest change first.

    Adds ``difference_before``, ``change``, ``narrowed`` and ``was_behind``. The windows are taken as
    independent; many pupils stand in both, so what is named here has moved.
    """
    now, then = (_with_interval(rows, measure) for rows in (after, before))
    both = now.merge(then[[*KEY, *INTERVAL]], on=KEY, suffixes=("", "_before"))
    ends = (both[[f"{name}{window}" for name in INTERVAL]].to_numpy(float).T for window in ("", "_before"))
    interval = dict(zip(INTERVAL, apart(*ends), strict=True))
    sure = holm(chance(both.assign(**interval))) < SURE
    narrowed = both["difference"].abs() < both["difference_before"].abs()
    was_behind = _behind(both["difference_before"], measure)
    found = both.assign(change=interval["difference"], narrowed=narrowed, was_behind=was_behind)[sure]
    return found.reindex(found["change"].abs().sort_values(ascending=False, kind="stable").index)


def closed(rows: pd.DataFrame) -> pd.Series:
    """Say of each gap that moved whether it closed: it narrowed until it could not be told from chance."""
    return rows["narrowed"] & (rows["difference_low"] <= 0) & (rows["difference_high"] >= 0)


def _with_interval(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the gaps that may be named and have an interval."""
    named = comparable(rows, measure)
    return named[named["difference_low"].notna()]


def _in_favour(difference: pd.Series, measure: Measure) -> NDArray[np.bool_]:
    """Say of each difference whether it is in the group's favour; of none where neither is better."""
    return _behind(-difference, measure)


def _behind(difference: pd.Series, measure: Measure) -> NDArray[np.bool_]:
    """Say of each difference whether the group fares worse; of none where neither is better."""
    worse = {"low": 1, "high": -1, "neither": 0}[measure.good]
    return worse * difference.to_numpy(float) > 0
