"""Which days a string of marks covers: only what its length and its days prove."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

WEEKEND = 5
DAYS_OF_A_WEEK = 5
LONGEST_STRING = 4000
TWO_WEEKENDS = 4

Days = Literal["every day", "weekdays", "school days"]


@dataclass(frozen=True)
class Span:
    """A length of string between two days; ``packed_marks`` is without spaces and bars between the marks."""

    from_date: date | None
    to_date: date | None
    has_no_day: bool
    all_marks: int
    packed_marks: int


@dataclass(frozen=True)
class Calendar:
    """What is known of the days: when the school was closed, and what the strings themselves prove."""

    closed: tuple[tuple[date, date], ...] = ()
    proven: Days | None = None

    def days(self, first: date, last: date, kind: Days) -> list[date]:
        """Return the days between two that a string of this kind has marks for."""
        every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        if kind == "every day":
            return every
        weekdays = [day for day in every if day.weekday() < WEEKEND]
        return weekdays if kind == "weekdays" else [day for day in weekdays if not self.is_closed(day)]

    def is_closed(self, day: date) -> bool:
        """Say whether the file names this day as one without school."""
        return any(first <= day <= last for first, last in self.closed)


@dataclass(frozen=True)
class Plan:
    """The day of every mark of a string, or why there is none."""

    days: tuple[date, ...] = ()
    is_packed: bool = False
    fault: str | None = None

    @property
    def has_weekends(self) -> bool:
        """Say whether some of the days are a Saturday or a Sunday."""
        return any(day.weekday() >= WEEKEND for day in self.days)


def plan(span: Span, calendar: Calendar) -> Plan:
    """Return the day of each mark of such a string; a fault where its length does not prove them."""
    if span.has_no_day or span.from_date is None:
        return Plan(fault="marks without a day that can be read")
    for is_packed, marks in ((False, span.all_marks), (True, span.packed_marks)):
        days = covered(span.from_date, span.to_date, marks, calendar)
        if days and marks <= LONGEST_STRING:
            return Plan(tuple(day for day in days for _ in range(2)), is_packed)
    last = f" to {span.to_date}" if span.to_date else ""
    return Plan(fault=f"{span.packed_marks} marks for {span.from_date}{last}")


def covered(first: date, last: date | None, marks: int, calendar: Calendar) -> list[date]:
    """Return the days that so many marks cover, two a day; none where that is not proven."""
    if marks % 2 or not marks or (last and last < first):
        return []
    kinds: list[Days] = ["every day", "weekdays", "school days"]
    if last:
        readings = (calendar.days(first, last, kind) for kind in kinds)
        return next((days for days in readings if 2 * len(days) == marks), [])
    until = first + timedelta(days=2 * marks)
    before_weekend = WEEKEND - first.weekday()
    if marks // 2 <= before_weekend and calendar.proven is None:
        return calendar.days(first, until, "every day")[: marks // 2]
    return calendar.days(first, until, calendar.proven)[: marks // 2] if calendar.proven else []


def proven_days(patterns: Sequence[tuple[date, str]]) -> Days | None:
    """Tell from the closed days (#) of strings without a last day which days they cover; None unproven.

    Every day, where all Saturdays and Sundays are closed; weekdays, where closed weeks begin on a Monday and
    end on a Friday: with a day left out before them they would not.
    """
    whole = [(first, pattern) for first, pattern in patterns if len(pattern) % 2 == 0]
    if whole and all(weekends_closed(first, pattern) for first, pattern in whole):
        return "every day"
    fits = [closed_weeks_fit(first, pattern) for first, pattern in whole]
    return "weekdays" if True in fits and False not in fits else None


def weekends_closed(first: date, pattern: str) -> bool:
    """Say whether, read as every day, two weekends or more are without marks and some weekday is not."""
    weekends: list[bool] = []
    weekdays: list[bool] = []
    for number, place in enumerate(range(0, len(pattern), 2)):
        has_marks = "x" in pattern[place : place + 2]
        (weekends if (first.weekday() + number) % 7 >= WEEKEND else weekdays).append(has_marks)
    return len(weekends) >= TWO_WEEKENDS and not any(weekends) and any(weekdays)


def closed_weeks_fit(first: date, pattern: str) -> bool | None:
    """Say whether, read as weekdays, closed weeks are whole ones; None where no week is closed."""
    closed = [pattern[place : place + 2] == "##" for place in range(0, len(pattern), 2)]
    found, start = None, None
    for number, is_closed in enumerate([*closed, False]):
        if is_closed and start is None:
            start = number
        elif not is_closed and start is not None:
            if number - start >= DAYS_OF_A_WEEK and start > 0 and number < len(closed):
                begins, ends = (first.weekday() + start) % 5, (first.weekday() + number - 1) % 5
                found = found is not False and (begins == 0 or ends == DAYS_OF_A_WEEK - 1)
            start = None
    return found
