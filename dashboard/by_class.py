"""Gaps between groups that whole classes are in, where pupils are alike: who is taught with whom.

Whether a group was given to classes or to pupils is seen from who sits beside whom. Most characteristics
are scattered over the classes: for these a look into a small table says so, and a figure costs nothing.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard import sums
from dashboard.cache import remember
from dashboard.measures import Measure
from dashboard.members import NO_PLACE, Marks, Places, characteristics, groups, placed, places_of, scope
from dashboard.query import run
from dashboard.statistics.whole_classes import FEWEST, Sides, gap_by_class, whole_classes

if TYPE_CHECKING:
    from dashboard.statistics import Gap
    from dashboard.store.opening import Store

SCHOOLS, FORMS = "school", "registration group"
BEFORE_SUBJECTS = (SCHOOLS, FORMS)  # the kinds of class that come before one a subject
NOT_COMPARED = ("All pupils", "Year group")  # everyone; and ages, which no class was chosen for
NEIGHBOURS = 200_000  # pairs of classmates say enough of who sits beside whom
BESIDE_THEIR_OWN = 0.6  # a group whose neighbours are less often of it was not given to whole classes
ENDS = {"difference_low": "class_low", "difference_high": "class_high"}
ADDED = ("class_low", "class_high", "classes", "reference_classes")


class Taught(NamedTuple):
    """Who is taught with whom, in each kind of class: the school, the registration group, a subject's class.

    ``numbers`` has a row a kind and a column an enrolment, -1 for none; ``may`` says for a kind and a
    group's place (as in ``dashboard.members``) whether whole classes may be in the group. ``place_of``
    is that place, by characteristic and group.
    """

    kinds: list[str]
    numbers: NDArray[np.int32]
    may: NDArray[np.bool_]
    place_of: dict[tuple[str, str], int]


class Beside(NamedTuple):
    """Pairs of pupils of one class: their enrolments, and the kind of class."""

    first: Places
    second: Places
    kind: Places


def with_classes(
    store: "Store", rows: pd.DataFrame, measure: Measure, params: dict[str, object], is_exact: bool
) -> pd.DataFrame:
    """Add the interval that allows for classes to the gaps between groups that whole classes are in.

    ``rows`` come from ``gaps``; ``params`` name the characteristic unless the rows do. Added are
    ``class_low``, ``class_high``, ``classes``, ``reference_classes`` (NaN where pupils of both groups sit
    in the same classes) and ``taught_in`` (classes, schools; None likewise), and nothing where there is no
    such gap. ``clear`` is then only what this interval leaves clear too. ``is_exact``: the viewer may
    see intervals; of another one only ``clear`` changes, and ``taught_in`` says why.
    """
    pairs = pairs_in_classes(store, rows, params)
    found = gaps_by_class(store, measure, params, pairs) if pairs else {}
    if not found:
        return rows
    added: dict[str, NDArray[np.float64]] = {name: np.full(len(rows), np.nan) for name in ADDED}
    taught_in, clear = np.full(len(rows), None, dtype=object), rows["clear"].to_numpy(dtype=bool).copy()
    for place, (kind, sides, gap) in found.items():
        taught_in[place] = units_of(kind)
        row = rows.iloc[place]
        low, high = np.fmin(gap.low, row["difference_low"]), np.fmax(gap.high, row["difference_high"])
        if min(sides) < FEWEST:
            low = high = np.nan
        clear[place] &= bool(low > 0 or high < 0)
        if is_exact:
            for name, number in zip(ADDED, (low, high, *sides), strict=True):
                added[name][place] = number
    return rows.assign(clear=clear, taught_in=taught_in, **added)


def allowed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return gaps with the interval that allows for classes in place of the other, where there is one."""
    if "taught_in" not in rows:
        return rows
    in_classes = rows["taught_in"].notna()
    return rows.assign(**{name: rows[name].where(~in_classes, rows[own]) for name, own in ENDS.items()})


def pairs_in_classes(
    store: "Store", rows: pd.DataFrame, params: dict[str, object]
) -> dict[int, tuple[str, int, int, Places]]:
    """Return the rows whose two groups may be whole classes: characteristic, both places, kinds of class."""
    known, found = taught(store), {}
    mine = rows.get("characteristic", [params.get("characteristic")] * len(rows))
    columns = (list(each) for each in (mine, rows["group"], rows["reference"], rows["difference"]))
    for at, (characteristic, group, reference, difference) in enumerate(zip(*columns, strict=True)):
        if not isinstance(reference, str) or np.isnan(difference) or characteristic in NOT_COMPARED:
            continue
        places = [known.place_of[characteristic, name] for name in (group, reference)]
        kinds = np.flatnonzero(known.may[:, places].all(axis=1))
        if len(kinds):
            found[at] = (str(characteristic), places[0], places[1], kinds)
    return found


def gaps_by_class(
    store: "Store",
    measure: Measure,
    params: dict[str, object],
    pairs: dict[int, tuple[str, int, int, Places]],
) -> "dict[int, tuple[str, Sides, Gap]]":
    """Return kind of class, number of classes and gap of the rows whose groups are whole classes."""
    chosen, kinds = scope(store, params), taught(store)
    valid = chosen.on(params["to_date"])
    enrolments = chosen.enrolments[valid]
    top, bottom = sums.values(store, chosen.pupils[valid], params)
    has = ~np.isnan(top)
    found = {}
    for at, (characteristic, group, reference, candidates) in pairs.items():
        places = places_of(store, characteristic, enrolments)
        both = has & ((places == group) | (places == reference))
        inside, here = places[both] == group, enrolments[both]
        fit = in_whole_classes(kinds, candidates, here, inside, params.get("subject"))
        if fit:
            kind, sides = fit
            sums_of = (top[both], bottom[both], measure.kind, kinds.numbers[kind, here], inside)
            found[at] = (kinds.kinds[kind], sides, gap_by_class(*sums_of, sides))
    return found


def in_whole_classes(
    known: Taught, candidates: Places, enrolments: Places, inside: Marks, subject: object
) -> tuple[int, Sides] | None:
    """Return the kind of class that is whole in either group, with the classes of both; None for none."""
    fit = {
        int(kind): sides
        for kind in candidates
        if (sides := whole_classes(known.numbers[kind, enrolments], inside)) is not None
    }
    if not fit:
        return None
    kind = coarsest(fit, known.kinds, subject)
    return kind, fit[kind]


def classes_of(
    store: "Store", rows: pd.DataFrame, is_group: pd.Series, params: dict[str, object]
) -> tuple[str, Places] | None:
    """Return classes or schools, and each pupil's, where whole ones are in one of two groups; else None.

    ``rows`` are the pupils of the two groups, in order, with ``code``.
    """
    known, chosen = taught(store), scope(store, params)
    if params["characteristic"] in NOT_COMPARED:
        return None
    valid = chosen.on(params["to_date"])
    pupils = rows["pupil_id"].to_numpy(dtype=np.intp)
    enrolments = chosen.enrolments[valid][np.searchsorted(chosen.pupils[valid], pupils)]
    places = np.unique(places_of(store, params["characteristic"], enrolments))
    candidates = np.flatnonzero(known.may[:, places].all(axis=1))
    inside = is_group.to_numpy(dtype=bool)
    fit = in_whole_classes(known, candidates, enrolments, inside, params.get("subject"))
    if fit is None:
        return None
    return units_of(known.kinds[fit[0]]), known.numbers[fit[0], enrolments].astype(np.intp)


def units_of(kind: str) -> str:
    """Return what a kind of class is called: classes, schools."""
    return "schools" if kind == SCHOOLS else "classes"


def coarsest(fit: dict[int, Sides], kinds: list[str], subject: object) -> int:
    """Return the kind with the fewest classes, that of the chosen subject among equals.

    What was given to whole schools was given to their classes too, and schools differ as classes do.
    """
    return min(fit, key=lambda kind: (sum(fit[kind]), kinds[kind] != subject, kind))


def taught(store: "Store") -> Taught:
    """Return who is taught with whom, fetched once."""

    def make() -> Taught:
        """Fetch the classes, and find which groups may be whole classes."""
        kinds, numbers, beside = classes(store)
        known = groups(store)
        named = zip(known["characteristic"].tolist(), known["group"].tolist(), strict=True)
        place_of = {name: place for place, name in enumerate(named)}
        return Taught(kinds, numbers, may_be_whole(store, beside, len(kinds)), place_of)

    return remember(store, ("taught",), {}, make)


def classes(store: "Store") -> tuple[list[str], NDArray[np.int32], Beside]:
    """Return the kinds of class, each enrolment's class of each kind, and pairs of classmates."""
    names = ("registration_groups", "class_members", "class_subjects")
    forms, members, subjects = (run(store.connection(), f"gap/{name}") for name in names)
    codes, known = pd.factorize(subjects["subject"].fillna(""))
    kind_of = np.zeros(1 + int(subjects["class_id"].max() if len(subjects) else 0), dtype=np.intp)
    kind_of[subjects["class_id"].to_numpy(dtype=np.intp)] = len(BEFORE_SUBJECTS) + codes
    lists = [(0, forms, "school"), (1, forms[forms["registration_group"].notna()], "registration_group")]
    parts = [(rows["enrolment_id"], rows[name], np.full(len(rows), kind)) for kind, rows, name in lists]
    ids = members["class_id"].to_numpy(dtype=np.intp)
    parts.append((members["enrolment_id"], members["class_id"], kind_of[ids]))
    enrolment, number, kind = (
        np.concatenate([np.asarray(part[at], dtype=np.intp) for part in parts]) for at in range(3)
    )
    kinds = [*BEFORE_SUBJECTS, *map(str, known)]
    numbers = np.full((len(kinds), len(placed(store))), NO_PLACE, dtype=np.int32)
    numbers[kind, enrolment] = number
    return kinds, numbers, classmates(enrolment, number, kind)


def classmates(enrolment: Places, number: Places, kind: Places) -> Beside:
    """Return pairs of pupils of one class, evenly from all classes."""
    order = np.lexsort((number, kind))
    at = np.arange(0, max(len(order) - 1, 0), max(1, len(order) // NEIGHBOURS))
    first, second = order[at], order[at + 1]
    same = (kind[first] == kind[second]) & (number[first] == number[second])
    return Beside(enrolment[first[same]], enrolment[second[same]], kind[first[same]])


def may_be_whole(store: "Store", beside: Beside, kinds: int) -> Marks:
    """Return for each kind of class and each group whether its pupils sit beside their own, as a rule."""
    known, every = groups(store), placed(store)
    is_known = np.append(known["code"] != "?", False)  # NO_PLACE is the last
    size = len(known["place"])
    seen, same = np.zeros(kinds * size), np.zeros(kinds * size)
    for name, row in zip(characteristics(store), every.T, strict=True):
        if name not in NOT_COMPARED:
            mine, theirs = row[beside.first], row[beside.second]
            use = is_known[mine] & is_known[theirs]
            key = beside.kind[use] * size + mine[use]
            seen += np.bincount(key, minlength=kinds * size)
            same += np.bincount(key[mine[use] == theirs[use]], minlength=kinds * size)
    return np.asarray((same >= BESIDE_THEIR_OWN * seen).reshape(kinds, size) & is_known[:-1])
