"""The made-up school's calendar: 190 days for pupils and five for training each year."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from dateutil.easter import easter

from dashboard.academic_years import first_year, written
from dashboard.demo.parameters import LAST_MARK

TRAINING_DAYS = 5
SCHOOL_DAYS = 190 + TRAINING_DAYS

Days = np.ndarray[tuple[int], np.dtype[np.datetime64]]


@dataclass(frozen=True)
class Year:
    """One academic year: its days, which of them are for training, which follow a holiday."""

    starts: int
    years_ago: int
    days: Days
    is_training: np.ndarray
    is_after_holiday: np.ndarray
    is_before_holiday: np.ndarray

    @property
    def name(self) -> str:
        """Return the year as it is written: 2025/26."""
        return written(self.starts)

    @property
    def weekday(self) -> np.ndarray:
        """Return the day of the week of each school day: 0 for a Monday."""
        return np.asarray((self.days.astype(int) + 3) % 7)  # day 0, 1 January 1970, was a Thursday


def monday_on_or_after(year: int, month: int, day: int) -> np.datetime64:
    """Return the first Monday from this day."""
    return np.busday_offset(np.datetime64(date(year, month, day)), 0, "forward", weekmask="Mon")


def week_from(monday: np.datetime64, weeks: int = 1) -> list[np.datetime64]:
    """Return the weekdays of so many weeks."""
    return [monday + 7 * week + day for week in range(weeks) for day in range(5)]


def holidays(starts: int) -> list[np.datetime64]:
    """Return the weekdays without school between September and July of an academic year."""
    spring = starts + 1
    christmas = np.arange(
        np.busday_offset(np.datetime64(date(starts, 12, 22)), 0, "forward"),
        monday_on_or_after(spring, 1, 3),
    )
    return [
        *week_from(monday_on_or_after(starts, 10, 25)),
        *christmas,
        *week_from(monday_on_or_after(spring, 2, 13)),
        *week_from(np.datetime64(easter(spring)) - 6, 2),
        monday_on_or_after(spring, 5, 1),
        *week_from(monday_on_or_after(spring, 5, 25)),
    ]


def year_of_school(starts: int, years_ago: int) -> Year:
    """Lay out one academic year, up to the last day with marks."""
    first = np.busday_offset(np.datetime64(date(starts, 9, 1)), 0, "forward")
    free = holidays(starts)
    days = np.busday_offset(first, np.arange(SCHOOL_DAYS), "forward", holidays=free)
    apart = np.diff(days).astype(int)
    is_after = np.concatenate([[True], apart > 4])
    is_before = np.concatenate([apart > 4, [True]])
    training = np.zeros(SCHOOL_DAYS, dtype=bool)
    training[[0, 1, -1]] = True
    training[[day for day in np.flatnonzero(is_after) if days[day].astype(object).month in (1, 6)]] = True
    so_far = days <= np.datetime64(LAST_MARK)
    return Year(starts, years_ago, days[so_far], training[so_far], is_after[so_far], is_before[so_far])


def latest_years(years: int) -> list[Year]:
    """Return the last so many academic years, oldest first; the latest is still running."""
    latest = first_year(LAST_MARK)
    return [year_of_school(latest - ago, ago) for ago in reversed(range(years))]
