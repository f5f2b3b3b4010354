"""What a gap comes to in pupils, and whether it has moved between two periods."""

from dataclasses import dataclass
from math import nan

import numpy as np

from dashboard.statistics.differences import apart
from dashboard.statistics.intervals import Kind


@dataclass(frozen=True)
class Gap:
    """A difference with its interval."""

    difference: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low > 0 or self.high < 0


def pupils_behind(difference: float, pupils: float, kind: Kind) -> float:
    """Return how many pupils of the group a gap in a proportion comes to; NaN for other kinds."""
    return abs(difference) * pupils if kind == "proportion" else nan


def sessions_behind(difference: float, sessions: float, kind: Kind) -> float:
    """Return how many sessions of the group a gap in a ratio comes to; NaN for other kinds."""
    return abs(difference) * sessions if kind == "ratio" else nan


def change_between(now: Gap, before: Gap) -> Gap:
    """Return now minus before with its interval (Zou and Donner 2008), from the two gaps' own intervals.

    The two periods' pupils are taken as independent. Where many pupils are in both, their figures
    go together and the true interval is narrower: a change called clear here is clear.
    """
    pair = [np.array([gap.difference, gap.low, gap.high]) for gap in (now, before)]
    return Gap(*(float(number) for number in apart(*pair)))
