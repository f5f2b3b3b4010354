"""Who is in which group, fetched once for many figures.

A new choice of pupils costs one small query, a new characteristic or a new day none: all the rest is
an index into arrays that stay the same until the next import.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.cache import fetch, remember
from dashboard.query import run

if TYPE_CHECKING:
    from dashboard.store.opening import Store

Places = NDArray[np.intp]
Marks = NDArray[np.bool_]
Columns = dict[str, NDArray[np.generic]]

PEOPLE = ("schools", "year_groups", "classes", "groups")
NO_PLACE = -1


class Scope(NamedTuple):
    """The enrolments that the filter bar chooses, in order of pupil; one of a pupil's is valid on any day."""

    enrolments: Places
    pupils: Places
    valid_from: NDArray[np.datetime64]
    valid_to: NDArray[np.datetime64]

    def on(self, day: object) -> Marks:
        """Return which enrolments are valid on a day."""
        date = np.datetime64(str(day))
        return np.asarray((self.valid_from <= date) & (self.valid_to >= date))


def groups(store: "Store") -> Columns:
    """Return every group of every characteristic in order: the columns of ``gap/places``."""

    def make() -> Columns:
        """Take the columns out of the frame."""
        rows = fetch(store, "gap/places")
        return {name: rows[name].to_numpy() for name in rows.columns}

    return remember(store, ("groups",), {}, make)


def scope(store: "Store", params: dict[str, object]) -> Scope:
    """Return who is in scope, on whatever day."""
    people = {name: params[name] or None for name in PEOPLE}

    def make() -> Scope:
        """Fetch who is in scope, the days by the second as comparisons need them."""
        rows = fetch(store, "gap/scope", **people)
        numbers = (rows[name].to_numpy(dtype=np.intp) for name in ("enrolment_id", "pupil_id"))
        days = (rows[name].to_numpy(dtype="datetime64[s]") for name in ("valid_from", "valid_to"))
        return Scope(*numbers, *days)

    return remember(store, ("scope",), people, make)


def placed(store: "Store") -> NDArray[np.int32]:
    """Return the place of each enrolment's group: a row an enrolment, a column a characteristic."""

    def make() -> NDArray[np.int32]:
        """Fill a table with the places; ``NO_PLACE`` where an enrolment has none."""
        rows = run(store.connection(), "gap/placed")  # kept once, as the array
        numbers = (rows[name].to_numpy(dtype=np.intp) for name in ("characteristic", "enrolment_id", "place"))
        characteristic, enrolment, place = numbers
        shape = (enrolment.max(initial=0) + 1, len(characteristics(store)))
        found = np.full(shape, NO_PLACE, dtype=np.int32)
        found[enrolment, characteristic] = place
        return found

    return remember(store, ("placed",), {}, make)


def characteristics(store: "Store") -> list[str]:
    """Return the characteristics in order: the columns of ``placed``."""
    return remember(
        store, ("characteristics",), {}, lambda: list(dict.fromkeys(groups(store)["characteristic"].tolist()))
    )


def places_of(store: "Store", characteristic: object, enrolments: Places) -> NDArray[np.int32]:
    """Return the place of each of these enrolments' group, ``NO_PLACE`` where it is in none.

    Raises ValueError for a characteristic that the school does not have.
    """
    return np.asarray(placed(store)[enrolments, characteristics(store).index(str(characteristic))])


def members(store: "Store", characteristic: object, params: dict[str, object]) -> tuple[Places, Places]:
    """Return the pupils in scope on the window's last day, in order, and the place of each one's group."""
    chosen = scope(store, params)
    valid = chosen.on(params["to_date"])
    places = places_of(store, characteristic, chosen.enrolments[valid])
    has = places != NO_PLACE
    return chosen.pupils[valid][has], places[has].astype(np.intp)


def every_membership(store: "Store", params: dict[str, object]) -> tuple[Places, NDArray[np.int32]]:
    """Return the pupils in scope and their groups' places: a row a pupil, a column a characteristic."""
    chosen = scope(store, params)
    valid = chosen.on(params["to_date"])
    return chosen.pupils[valid], placed(store)[chosen.enrolments[valid]]
