"""Who is in scope, and their places in interventions: indices into rows that were fetched once."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.cache import fetch, remember
from dashboard.members import scope
from dashboard.scope import Filters, people, whole
from dashboard.support.background import Days, Numbers, Whole

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.store.opening import Store

Marks = NDArray[np.bool_]


class Places(NamedTuple):
    """Places in interventions, in columns."""

    intervention: Whole
    pupil: Whole
    starts_on: Days
    ends_on: Days
    runs_to: Days
    offered: Numbers
    attended: Numbers
    entry: Numbers
    exit: Numbers

    def where(self, chosen: Marks) -> "Places":
        """Return some of the places."""
        return Places._make(column[chosen] for column in self)

    def between(self, first: np.datetime64, last: np.datetime64) -> "Places":
        """Return those that run on any of these days; without a last day they run on."""
        return self.where((self.starts_on <= last) & ~(self.ends_on < first))


class Roll(NamedTuple):
    """The pupils in scope, in order; ``left_on`` is empty for who has not left."""

    pupils: Whole
    left_on: Days
    is_on_roll: Marks


def numbers(rows: "pd.DataFrame", name: str) -> Numbers:
    """Return a column as numbers, NaN where it is empty."""
    return rows[name].to_numpy(dtype=np.float64, na_value=np.nan)


def days(rows: "pd.DataFrame", name: str) -> Days:
    """Return a column of days."""
    return rows[name].to_numpy(dtype="datetime64[D]")


def whole_numbers(rows: "pd.DataFrame", name: str) -> Whole:
    """Return a column of numbers that are never missing."""
    return rows[name].to_numpy(dtype=np.intp)


def chosen_days(store: "Store", filters: Filters) -> tuple[np.datetime64, np.datetime64]:
    """Return the first and the last of the days chosen."""
    found = whole(store, filters)
    return np.datetime64(str(found["from_date"])), np.datetime64(str(found["to_date"]))


def in_scope(store: "Store", filters: Filters) -> tuple[Whole, Whole]:
    """Return the pupils whom the filter bar chooses, in order, and the enrolment of each."""
    chosen = scope(store, people(filters))
    valid = chosen.on(chosen_days(store, filters)[1])
    return chosen.pupils[valid], chosen.enrolments[valid]


def all_places(store: "Store") -> Places:
    """Return every place in the data: a comparison is with everyone, whatever is chosen above."""

    def make() -> Places:
        """Fetch the places as arrays."""
        rows = fetch(store, "support/all_places")
        return Places(
            intervention=whole_numbers(rows, "intervention_id"),
            pupil=whole_numbers(rows, "pupil_id"),
            starts_on=days(rows, "starts_on"),
            ends_on=days(rows, "ends_on"),
            runs_to=days(rows, "runs_to"),
            offered=numbers(rows, "sessions_offered"),
            attended=numbers(rows, "sessions_attended"),
            entry=numbers(rows, "entry_score"),
            exit=numbers(rows, "exit_score"),
        )

    return remember(store, ("all_places",), {}, make)


def places_in_scope(store: "Store", filters: Filters) -> Places:
    """Return the places of the pupils whom the filter bar chooses, at whatever time."""
    places = all_places(store)
    return places.where(is_among(places.pupil, in_scope(store, filters)[0]))


def running_places(store: "Store", filters: Filters) -> Places:
    """Return the places of these pupils that run on any of the days chosen."""
    return places_in_scope(store, filters).between(*chosen_days(store, filters))


def roll(store: "Store", filters: Filters, day: np.datetime64) -> Roll:
    """Return the pupils in scope, at schools with data on support, and who of them is on roll on a day."""
    pupils, enrolments = in_scope(store, filters)

    def make() -> tuple[Days, ...]:
        """Fetch the days of every enrolment; NaT where one is open."""
        rows = fetch(store, "support/enrolments")
        named = (days(rows, name) for name in ("from_date", "to_date", "joined_on", "left_on"))
        return (*named, whole_numbers(rows, "enrolment_id"), rows["may_have_support"].to_numpy(dtype=bool))

    from_date, to_date, joined_on, left_on, known, may = remember(store, ("enrolments",), {}, make)
    at = np.searchsorted(known, enrolments)
    here = may[at]
    pupils, at = pupils[here], at[here]
    is_on_roll = (from_date[at] <= day) & (to_date[at] >= day)
    is_on_roll &= ~(joined_on[at] > day) & ~(left_on[at] < day)
    return Roll(pupils, left_on[at], is_on_roll)


def is_among(values: Whole, known: Whole) -> Marks:
    """Say which values are among others that are in order."""
    if not len(known):
        return np.zeros(len(values), dtype=bool)
    at = np.minimum(np.searchsorted(known, values), len(known) - 1)
    return np.asarray(known[at] == values)


def place_of(values: Whole, known: Whole, places: Whole) -> Whole:
    """Return for each value the place of the same among ``known``, which is in order; -1 for none."""
    if not len(known):
        return np.full(len(values), -1)
    at = np.minimum(np.searchsorted(known, values), len(known) - 1)
    return np.where(known[at] == values, places[at], -1)
