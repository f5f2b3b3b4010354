"""Who needs help, by criteria that stand here and nowhere else, and since when."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dashboard.academic_years import SEPTEMBER, first_year
from dashboard.cache import fetch, remember
from dashboard.scope import Filters
from dashboard.support.background import Days, Numbers, Whole
from dashboard.support.people import (
    Marks,
    Places,
    chosen_days,
    days,
    in_scope,
    is_among,
    place_of,
    whole_numbers,
)

if TYPE_CHECKING:
    from dashboard.store.opening import Store

FEWEST_SUBJECTS = 2  # and in half of a pupil's subjects or more
ABSENCE = 0.10  # of possible sessions
SESSIONS = 40  # four weeks: before that a share of absence says little
WEEK = np.timedelta64(7, "D")
NEVER = np.datetime64("9999-12-31")


@dataclass(frozen=True)
class Need:
    """One criterion: how it is said, how it is defined, and which import file brings it."""

    label: str
    those: str
    definition: str
    brought_by: str
    columns: tuple[str, str]


NEEDS = {
    "target": Need(
        "Below target in half of their subjects",
        f"below target in half of their subjects or more (and in at least {FEWEST_SUBJECTS})",
        "In the latest half-term with results a pupil is below target in half of the subjects that have a "
        f"target, or more, and in at least {FEWEST_SUBJECTS}. The target is the one in force on the day of "
        "the result, on the same scale.",
        "results with targets (kind result and kind target, on one scale)",
        ("below_target", "with_target"),
    ),
    "expected": Need(
        "Below expected in half of their subjects",
        f"below what is expected in half of their subjects or more (and in at least {FEWEST_SUBJECTS})",
        "In the latest half-term with results a pupil is below what the scale calls expected in half of "
        f"their subjects or more, and in at least {FEWEST_SUBJECTS}.",
        "results on a scale with an expected standard (results, scales)",
        ("below_expected", "with_expected"),
    ),
    "absence": Need(
        f"Absent for {ABSENCE:.0%} or more",
        f"absent for {ABSENCE:.0%} of sessions or more",
        f"{ABSENCE:.0%} or more of possible sessions missed since September, seen at the end of each week "
        "from "
        f"{SESSIONS} possible sessions on.",
        "attendance (a mark a session)",
        ("", ""),
    ),
}


class States(NamedTuple):
    """Whether pupils were in need, each time it was looked at: in order of pupil and day.

    ``below`` of ``of`` subjects are below; both are 0 where the need is about absence.
    """

    pupil: Whole
    day: Days
    in_need: Marks
    below: Whole
    of: Whole

    def where(self, chosen: Marks) -> "States":
        """Return some of the states."""
        return States._make(column[chosen] for column in self)

    def latest(self) -> "States":
        """Return each pupil's last state."""
        return self.where(np.append(self.pupil[1:] != self.pupil[:-1], True)[: len(self.pupil)])


class Waits(NamedTuple):
    """How many weeks pupils waited, and whether what they waited for has happened."""

    pupil: Whole
    weeks: Numbers
    happened: Marks


def states(store: "Store", need: str, filters: Filters) -> States:
    """Return when the pupils in scope were in need and when not, on the days chosen."""
    first, last = chosen_days(store, filters)
    found = every_state(store, need, *school_years(first, last))
    found = found.where(is_among(found.pupil, in_scope(store, filters)[0]) & (found.day <= last))
    return carried(found, first) if need == "absence" else found.where(found.day >= first)


def carried(found: States, first: np.datetime64) -> States:
    """Return states from a day on, where the last one before it still holds."""
    found = found._replace(day=np.maximum(found.day, first))
    again = (found.pupil[1:] == found.pupil[:-1]) & (found.day[1:] == found.day[:-1])
    return found.where(np.append(~again, True)[: len(found.pupil)])


def every_state(store: "Store", need: str, from_date: date, to_date: date) -> States:
    """Return when any pupil was in need in whole academic years."""
    asked: dict[str, object] = {"from_date": from_date, "to_date": to_date}

    def make() -> States:
        """Fetch the weeks or half-terms, and find in which pupils were in need."""
        if need == "absence":
            rows = fetch(store, "support/absence_by_week", **asked, share=ABSENCE, fewest_sessions=SESSIONS)
            in_need = rows["in_need"].to_numpy(dtype=bool)
            below = of = np.zeros(len(rows), dtype=np.intp)
            has = np.ones(len(rows), dtype=bool)
        else:
            rows = fetch(store, "support/results_by_half_term", **asked)
            below, of = (whole_numbers(rows, name) for name in NEEDS[need].columns)
            in_need, has = (below >= FEWEST_SUBJECTS) & (2 * below >= of), of > 0
        return States(whole_numbers(rows, "pupil_id"), days(rows, "day"), in_need, below, of).where(has)

    return remember(store, ("states", need), asked, make)


def school_years(first: np.datetime64, last: np.datetime64) -> tuple[date, date]:
    """Return the first and the last day of the academic years that two days lie in."""
    start, end = (day.astype(date) for day in (first, last))
    return (
        date(first_year(start), SEPTEMBER, 1),
        date(first_year(end) + 1, SEPTEMBER - 1, 31),
    )


def first_flags(found: States) -> tuple[Whole, Days]:
    """Return the pupils who were ever in need, and the first day on which it was seen."""
    pupil, day = found.pupil[found.in_need], found.day[found.in_need]
    flagged, first = np.unique(pupil, return_index=True)
    return flagged, day[first]


def waits_for_support(flagged: Whole, since: Days, places: Places, until: Days) -> Waits:
    """Return how long each flagged pupil waited for any support: 0 where it ran already.

    ``until`` is how long each pupil is watched. Support that begins later has not happened yet.
    """
    at = place_of(places.pupil, flagged, np.arange(len(flagged)))
    at, begins, ends = at[at >= 0], places.starts_on[at >= 0], places.runs_to[at >= 0]
    counts = ends >= since[at]
    start = np.full(len(flagged), NEVER)
    np.minimum.at(start, at[counts], np.maximum(begins, since[at])[counts])
    happened = start <= until
    weeks = (np.where(happened, start, until) - since) / WEEK
    return Waits(flagged, np.maximum(weeks, 0.0), happened)


def waits_for_recovery(waited: Waits, since: Days, found: States, until: Days) -> Waits:
    """Return how long after their first support the pupils who had any were in need no more."""
    mine, begun = waited.pupil[waited.happened], since[waited.happened]
    begun = begun + np.round(waited.weeks[waited.happened] * 7).astype("timedelta64[D]")
    end = until[waited.happened]
    at = np.where(found.in_need, -1, place_of(found.pupil, mine, np.arange(len(mine))))
    at, day = at[at >= 0], found.day[at >= 0]
    later = day > begun[at]
    back = np.full(len(mine), NEVER)
    np.minimum.at(back, at[later], day[later])
    happened = back <= end
    weeks = (np.where(happened, back, end) - begun) / WEEK
    return Waits(mine, np.maximum(weeks, 0.0), happened)
