"""Every pupil's results in order, held in memory: what was known of anybody on any day is an index.

Fetched once for each published school. A query would group all results of several year groups anew
for each choice of days.
"""

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.cache import fetch, remember
from dashboard.query import run

if TYPE_CHECKING:
    from dashboard.store.opening import Store

Places = NDArray[np.intp]
Numbers = NDArray[np.float64]
Codes = NDArray[np.unsignedinteger[Any]]
NONE = -1
SHIFT = 16  # bits of a subject's or a scale's number


class Coded(NamedTuple):
    """A column of few different values: the values in order, and each row's place among them."""

    codes: Codes
    values: NDArray[Any]

    def before(self, day: date) -> int:
        """Return how many of the values, which are days, come before a day."""
        return int(np.searchsorted(self.values, np.datetime64(day)))

    def up_to(self, day: date) -> int:
        """Return how many of the values, which are days, come before a day or are it."""
        return int(np.searchsorted(self.values, np.datetime64(day), side="right"))

    def at(self, rows: Places) -> NDArray[Any]:
        """Return the values of some rows."""
        return np.asarray(self.values[self.codes[rows]])


class Runs(NamedTuple):
    """Results in runs: those of one pupil, subject and scale, in order of day.

    ``begins`` has the first row of each run, and how many rows there are. ``day``, ``points`` and
    ``mean_before`` (of the points before in the same run) have a value a row, the others one a run.
    """

    pupil: NDArray[np.uint32]
    subject: NDArray[np.uint16]
    scale: NDArray[np.uint16]
    starting: Numbers
    starting_scale: NDArray[np.int16]
    begins: NDArray[np.int32]
    day: Coded
    points: Coded
    mean_before: Coded


class Aims(NamedTuple):
    """Targets in order of pupil. ``what`` is the subject's number, shifted by ``SHIFT``, and the scale's."""

    pupil: NDArray[np.uint32]
    what: Coded
    day: Coded
    next_day: Coded
    points: Coded

    def in_force(self, day: date) -> Places:
        """Return which are in force on a day: set by then, and not yet set anew."""
        is_set, is_last = (
            self.day.codes < self.day.up_to(day),
            self.next_day.codes >= self.next_day.up_to(day),
        )
        return np.flatnonzero(is_set & is_last)


class Prior(NamedTuple):
    """Pupils' prior attainment, in order of pupil."""

    pupil: Places
    points: Numbers
    scale: pd.Categorical


class Enrolled(NamedTuple):
    """A place for each pupil and academic year, in order; texts as categories."""

    enrolment: Places
    pupil: Places
    school_id: NDArray[np.uint16]
    school: pd.Categorical
    academic_year: pd.Categorical
    year_group: pd.Categorical
    left_on: NDArray[np.datetime64]
    years: list[tuple[date, date]]  # of each category of ``academic_year``

    def of(self, year: int, year_group: str) -> NDArray[np.bool_]:
        """Return which enrolments are of one academic year, by its place, and one year group."""
        groups = np.flatnonzero(self.year_group.categories == year_group)
        group = groups[0] if len(groups) else len(self.year_group.categories)
        return np.asarray((self.academic_year.codes == year) & (self.year_group.codes == group))


def runs_of(store: "Store") -> Runs:
    """Return every pupil's results."""

    def make() -> Runs:
        """Fetch the results, and find where each pupil's run in a subject begins."""
        rows = run(store.connection(), "tracking/results_in_order")
        names = ("pupil_id", "subject", "scale")
        keys = [np.ascontiguousarray(rows[name]) for name in names]
        changes = np.logical_or.reduce([each[1:] != each[:-1] for each in keys])
        begins = np.flatnonzero(np.append(True, changes)) if len(rows) else np.zeros(0, dtype=np.intp)
        pupil, subject, scale = (each[begins] for each in keys)
        edges = np.append(begins, len(rows)).astype(np.int32)
        points = rows["points"].to_numpy()
        starts = starting_points(store, pupil, subject)
        columns = (rows["assessed_on"].to_numpy(), points, means_before(points, edges))
        return Runs(pupil, subject, scale, *starts, edges, *map(coded, columns))

    return remember(store, ("results held",), {}, make)


def coded(values: NDArray[Any]) -> Coded:
    """Return a column as the places of its values among those that there are."""
    codes, found = pd.factorize(values, sort=True, use_na_sentinel=False)
    return Coded(codes.astype(np.min_scalar_type(max(len(found), 1))), np.asarray(found))


def means_before(points: Numbers, begins: NDArray[np.int32]) -> Numbers:
    """Return the mean of the points that come before each row in its run; NaN for the first."""
    found, total = np.full(len(points), np.nan), np.zeros(len(points))
    first, length = begins[:-1], np.diff(begins)
    for place in range(1, int(length.max(initial=0))):
        rows = first[length > place] + place
        total[rows] = total[rows - 1] + points[rows - 1]
        found[rows] = total[rows] / place
    return found


def starting_points(
    store: "Store", pupil: NDArray[np.uint32], subject: NDArray[np.uint16]
) -> tuple[Numbers, NDArray[np.int16]]:
    """Return points and scale of the starting point of some pupils in some subjects; NaN and ``NONE``."""
    rows = run(store.connection(), "tracking/current_starting_points")
    if rows.empty:
        return np.full(len(pupil), np.nan), np.full(len(pupil), NONE, dtype=np.int16)
    known, asked = (
        np.asarray(whose, dtype=np.int64) << SHIFT | np.asarray(what, dtype=np.int64)
        for whose, what in ((rows["pupil_id"], rows["subject"]), (pupil, subject))
    )
    place = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    has = known[place] == asked
    points = np.where(has, rows["points"].to_numpy()[place], np.nan)
    return points, np.where(has, rows["scale"].to_numpy()[place], NONE).astype(np.int16)


def aims_of(store: "Store") -> Aims:
    """Return every pupil's targets."""

    def make() -> Aims:
        """Fetch the targets, each column as places among its values."""
        rows = run(store.connection(), "tracking/targets_in_order")
        what = rows["subject"].to_numpy(dtype=np.int64) << SHIFT | rows["scale"].to_numpy(dtype=np.int64)
        columns = (rows[name].to_numpy() for name in ("assessed_on", "next_on", "points"))
        return Aims(rows["pupil_id"].to_numpy(dtype=np.uint32), coded(what), *map(coded, columns))

    return remember(store, ("targets held",), {}, make)


def prior_of(store: "Store") -> Prior:
    """Return every pupil's prior attainment."""

    def make() -> Prior:
        """Fetch the prior attainment."""
        rows = run(store.connection(), "tracking/prior_attainments")
        scale = rows["scale"].astype("category").array
        return Prior(rows["pupil_id"].to_numpy(dtype=np.intp), rows["points"].to_numpy(), scale)

    return remember(store, ("prior attainment held",), {}, make)


def enrolled_of(store: "Store") -> Enrolled:
    """Return who was enrolled where, when and in which year group."""

    def make() -> Enrolled:
        """Fetch the enrolments, texts as categories."""
        rows = run(store.connection(), "tracking/enrolments_in_order")
        school, year, group = (
            rows[name].astype("category").array for name in ("school", "academic_year", "year_group")
        )
        first = np.unique(year.codes, return_index=True)[1]
        days = (rows[name].iloc[first].dt.date for name in ("from_date", "to_date"))
        enrolment, pupil = (rows[name].to_numpy(dtype=np.intp) for name in ("enrolment_id", "pupil_id"))
        number = rows["school_id"].to_numpy(dtype=np.uint16)
        left_on = rows["left_on"].to_numpy(dtype="datetime64[s]")
        return Enrolled(enrolment, pupil, number, school, year, group, left_on, list(zip(*days, strict=True)))

    return remember(store, ("enrolments held",), {}, make)


def warm(store: "Store") -> None:
    """Fetch what every choice of pupils and days is made from."""
    runs_of(store)
    aims_of(store)
    prior_of(store)
    enrolled_of(store)


def names_of(store: "Store", *, scales: bool) -> pd.DataFrame:
    """Return the subjects or the scales by number: ``name``, and a scale's ``expected``."""
    rows = fetch(store, "tracking/numbered_names")
    kept: pd.DataFrame = rows[rows["is_scale"].to_numpy(dtype=np.bool_) == scales]
    return kept.reset_index(drop=True)


def ends_of(runs: Runs, which: Places, day: int) -> Places:
    """Return for some runs the row after the last of those before a day, which is a place among the days."""
    low, high = runs.begins[which].astype(np.intp), runs.begins[which + 1].astype(np.intp)
    for _ in range(int((high - low).max(initial=0)).bit_length()):
        middle = (low + high) // 2
        is_open = low < high
        is_before = is_open & (runs.day.codes[np.minimum(middle, len(runs.day.codes) - 1)] < day)
        low, high = np.where(is_before, middle + 1, low), np.where(is_open & ~is_before, middle, high)
    return low


def whose(asked: NDArray[Any], pupils: NDArray[Any]) -> Places:
    """Return the place of each of the pupils asked for among some pupils; ``NONE`` for the others."""
    turn = np.full(1 + max(int(each.max(initial=0)) for each in (asked, pupils)), NONE, dtype=np.intp)
    turn[pupils] = np.arange(len(pupils))
    return np.asarray(turn[asked])


def runs_in(runs: Runs, pupils: Places, subject: int | None) -> tuple[Places, Places]:
    """Return whose each run of some pupils is, a place among them, and the runs: in one subject or all."""
    who = whose(runs.pupil, pupils)
    found = np.flatnonzero(who != NONE if subject is None else (who != NONE) & (runs.subject == subject))
    return who[found], found
