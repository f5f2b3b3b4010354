"""Who needs help, by criteria that stand here and nowhere else, and since when."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dashboard.cache import fetch, remember
from dashboard.scope import Filters, people, whole
from dashboard.support.background import Days, Numbers, Whole
from dashboard.support.outcomes import Marks, Places

if TYPE_CHECKING:
    from dashboard.store.opening import Store

SUBJECTS = 2  # in so many subjects or more
ABSENCE = 0.10  # of possible sessions
SESSIONS = 40  # four weeks: before that a share of absence says little
WEEK = np.timedelta64(7, "D")


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
        f"Below target in {SUBJECTS} or more subjects",
        f"below target in {SUBJECTS} or more subjects",
        f"In the latest half-term with results, the results in {SUBJECTS} or more subjects lie below the "
        "target in force on their day, on the same scale.",
        "results with targets (kind result and kind target, on one scale)",
        ("below_target", "with_target"),
    ),
    "expected": Need(
        f"Below expected in {SUBJECTS} or more subjects",
        f"below what is expected in {SUBJECTS} or more subjects",
        f"In the latest half-term with results, the results in {SUBJECTS} or more subjects lie below what "
        "their scale calls expected.",
        "results on a scale with an expected standard (results, scales)",
        ("below_expected", "with_expected"),
    ),
    "absence": Need(
        f"Absent for {ABSENCE:.0%} or more",
        f"absent for {ABSENCE:.0%} of sessions or more",
        f"{ABSENCE:.0%} or more of possible sessions missed since the first of the days chosen above, or since "
        f"September where that is later, seen at the end of each week from {SESSIONS} possible sessions on.",
        "attendance (a mark a session)",
        ("absent", "possible"),
    ),
}


class States(NamedTuple):
    """Whether pupils were in need, each time it was looked at: in order of pupil and day."""

    pupil: Whole
    day: Days
    in_need: Marks
    count: Whole
    of: Whole

    def latest(self) -> Whole:
        """Return the place of each pupil's last state."""
        return (
            np.flatnonzero(np.append(self.pupil[1:] != self.pupil[:-1], True))
            if len(self.pupil)
            else self.pupil
        )


class Waits(NamedTuple):
    """How many weeks pupils waited, and whether what they waited for has happened."""

    pupil: Whole
    weeks: Numbers
    happened: Marks


def states(store: "Store", need: str, filters: Filters) -> States:
    """Return when the pupils in scope were in need and when not."""
    params = {**people(filters), **{name: whole(store, filters)[name] for name in ("from_date", "to_date")}}

    def make() -> States:
        if need == "absence":
            more = {"share": ABSENCE, "fewest_sessions": SESSIONS}
            rows = fetch(store, "support/absence_by_week", **params, **more)
        else:
            rows = fetch(store, "support/results_by_half_term", **params)
        below, of = (rows[name].to_numpy(dtype=np.intp) for name in NEEDS[need].columns)
        has = of > 0
        found = rows["in_need"].to_numpy(dtype=bool) if need == "absence" else below >= SUBJECTS
        pupil, day = rows["pupil_id"].to_numpy(dtype=np.intp), rows["day"].to_numpy(dtype="datetime64[D]")
        return States(pupil[has], day[has], found[has], below[has], of[has])

    return remember(store, ("states", need), params, make)


def first_flags(found: States) -> tuple[Whole, Days]:
    """Return the pupils who were ever in need, and the first day on which it was seen."""
    pupil, day = found.pupil[found.in_need], found.day[found.in_need]
    flagged, first = np.unique(pupil, return_index=True)
    return flagged, day[first]


def waits_for_support(flagged: Whole, since: Days, places: Places, until: Days) -> Waits:
    """Return how long each flagged pupil waited for any support: 0 where it ran already.

    ``until`` is how long each pupil is watched. Support that begins later has not happened yet.
    """
    at = np.searchsorted(flagged, places.pupil)
    known = at < len(flagged)
    known[known] = flagged[at[known]] == places.pupil[known]
    at, begins, ends = at[known], places.starts_on[known], places.runs_to[known]
    counts = ends >= since[at]
    start = np.full(len(flagged), np.datetime64("9999-12-31"))
    np.minimum.at(start, at[counts], np.maximum(begins, since[at])[counts])
    happened = start <= until
    weeks = (np.where(happened, start, until) - since) / WEEK
    return Waits(flagged, np.maximum(weeks, 0.0), happened)


def waits_for_recovery(waited: Waits, since: Days, found: States, until: Days) -> Waits:
    """Return how long after their first support the pupils who had any were in need no more."""
    mine, begun = waited.pupil[waited.happened], since[waited.happened]
    begun = begun + np.round(waited.weeks[waited.happened] * 7).astype("timedelta64[D]")
    end = until[waited.happened]
    at = np.searchsorted(mine, found.pupil)
    known = at < len(mine)
    known[known] = mine[at[known]] == found.pupil[known]
    known &= ~found.in_need
    at, day = at[known], found.day[known]
    later = day > begun[at]
    back = np.full(len(mine), np.datetime64("9999-12-31"))
    np.minimum.at(back, at[later], day[later])
    happened = back <= end
    weeks = (np.where(happened, back, end) - begun) / WEEK
    return Waits(mine, np.maximum(weeks, 0.0), happened)
