"""How long something takes, where some are still waiting: Kaplan-Meier curves and the log-rank test."""

import warnings
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from dashboard.statistics.intervals import Numbers

Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Curve:
    """The share for whom it has happened by each time, and the time by which it has for half.

    ``at_risk`` counts those who are still waiting just before each time. A median is NaN where fewer
    than half get there while they are watched; an end of its interval likewise.
    """

    times: Numbers
    share: Numbers
    low: Numbers
    high: Numbers
    at_risk: NDArray[np.intp]
    pupils: int
    happened: int
    median: float
    median_low: float
    median_high: float

    def by(self, time: float) -> float:
        """Return the share for whom it has happened by this time."""
        place = int(np.searchsorted(self.times, time, side="right")) - 1
        return float(self.share[place]) if place >= 0 else 0.0


def curve(times: Numbers, happened: Marks) -> Curve:
    """Return the curve of times, some of which (``happened`` no) only say how long one has waited.

    Greenwood's variance with log-log limits; the median's limits are where these cross one half
    (Brookmeyer and Crowley 1982).
    """
    if not happened.any():
        nothing = np.zeros(0)
        counts = np.zeros(0, dtype=np.intp)
        return Curve(nothing, nothing, nothing, nothing, counts, len(times), 0, nan, nan, nan)
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # limits are undefined where all or none are left
        from scipy.stats import CensoredData, ecdf

        left = ecdf(CensoredData(uncensored=times[happened], right=times[~happened])).sf
        limits = left.confidence_interval(method="log-log")
    low, high = limits.low.probabilities, limits.high.probabilities
    share = 1 - left.probabilities
    at = np.asarray(left.quantiles, dtype=np.float64)
    waiting = np.array([(times >= time).sum() for time in at], dtype=np.intp)
    return Curve(
        times=at,
        share=share,
        low=1 - np.nan_to_num(high, nan=1.0),
        high=1 - np.nan_to_num(low, nan=0.0),
        at_risk=waiting,
        pupils=len(times),
        happened=int(happened.sum()),
        median=_reached(at, left.probabilities),
        median_low=_reached(at, np.nan_to_num(low, nan=1.0)),
        median_high=_reached(at, np.nan_to_num(high, nan=1.0)),
    )


def chance_of_difference(
    times: Numbers, happened: Marks, other_times: Numbers, other_happened: Marks
) -> float:
    """Return how often chance alone would set two curves as far apart (log-rank); NaN: cannot be told."""
    if not (happened.any() or other_happened.any()) or not len(times) or not len(other_times):
        return nan
    with np.errstate(all="ignore"):
        from scipy.stats import CensoredData, logrank

        found = logrank(
            CensoredData(uncensored=times[happened], right=times[~happened]),
            CensoredData(uncensored=other_times[other_happened], right=other_times[~other_happened]),
        )
    return float(found.pvalue)


def _reached(times: Numbers, left: Numbers) -> float:
    """Return the first time at which no more than half are left; NaN where that is never so."""
    half = np.flatnonzero(left <= 0.5 + 1e-12)
    return float(times[half[0]]) if len(half) else nan
