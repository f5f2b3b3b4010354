"""Every pupil's weeks, held as bits: which sessions each could attend and missed.

Fetched once for each published school; choosing pupils and days, and adding up, is arithmetic on
arrays. A query for each choice would take longer to plan than this takes in all.
"""

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.cache import fetch, remember
from dashboard.members import Marks, Places, scope
from dashboard.query import run
from dashboard.scope import whole

if TYPE_CHECKING:
    from dashboard.attendance.view import View
    from dashboard.store.opening import Store

Bits = NDArray[np.uint16]
Pupils = NDArray[np.uint32]
Numbers = NDArray[np.float64]
Table = Numbers  # a row a pupil

SESSIONS = 14  # of a week, a bit each: Monday morning, Monday afternoon, ...
PATTERNS = np.arange(1 << SESSIONS)
COUNT = np.bitwise_count(PATTERNS)
DAYS = (*(3 << 2 * day for day in range(5)), 15 << 10)  # the bits of Monday to Friday, and of the weekend
MORNINGS = 0b01010101010101
ROOM = 12  # bits of each sum: no pupil has 4,096 sessions
TOGETHER = 4  # such sums are exact in one number, and one sum for four takes a quarter of the time


class Weeks(NamedTuple):
    """A place for each pupil and week, in order of the part of the year."""

    part: Bits
    pupil: Pupils
    possible: Bits
    absent: Bits


class Reasons(NamedTuple):
    """A place for each pupil, week and code (its place in ``names``), in order of the part of the year."""

    part: Bits
    pupil: Pupils
    code: NDArray[np.uint8]
    sessions: Bits
    names: list[str]


class Chosen(NamedTuple):
    """The weeks of a view: its parts of the year, and a place for each pupil and week in it."""

    parts: pd.DataFrame
    turn: Places
    pupil: Pupils
    possible: Bits
    absent: Bits
    edges: Bits


def weeks_of(store: "Store") -> Weeks:
    """Return every pupil's weeks."""

    def make() -> Weeks:
        """Fetch the weeks, each column in the smallest type that holds it."""
        rows = run(store.connection(), "attendance/week_patterns")
        kinds = {"part_id": np.uint16, "pupil_id": np.uint32, "possible": np.uint16, "absent": np.uint16}
        return Weeks(*(np.ascontiguousarray(rows[name], dtype=kind) for name, kind in kinds.items()))

    return remember(store, ("weeks held",), {}, make)


def reasons_of(store: "Store") -> Reasons:
    """Return every pupil's sessions missed or come late to, by code."""

    def make() -> Reasons:
        """Fetch the reasons, each column in the smallest type that holds it."""
        rows = run(store.connection(), "attendance/week_codes")
        code, names = pd.factorize(rows["code"], sort=True)
        kinds = {"part_id": np.uint16, "pupil_id": np.uint32, "sessions": np.uint16}
        part, pupil, sessions = (np.ascontiguousarray(rows[name], dtype=kind) for name, kind in kinds.items())
        return Reasons(part, pupil, code.astype(np.uint8), sessions, list(map(str, names)))

    return remember(store, ("reasons held",), {}, make)


def warm(store: "Store") -> None:
    """Fetch what every choice of pupils and days is made from."""
    weeks_of(store)
    reasons_of(store)
    fetch(store, "attendance/school_days")


def parts_of(view: "View", from_date: date | None = None) -> pd.DataFrame:
    """Return the weeks of a view's days, or from one on: bits of the days, and of those next to a holiday."""
    asked = whole(view.store, view.filters)
    days = fetch(view.store, "attendance/school_days")
    first, last = (np.datetime64(str(day)) for day in (from_date or asked["from_date"], asked["to_date"]))
    dates = days["date"].to_numpy()
    days = days[(dates >= first) & (dates <= last)]
    if days.empty:
        return days.assign(first_day=days["date"], last_day=days["date"], days=0, edges=0, turn=0)
    begins = np.flatnonzero(np.diff(days["part_id"].to_numpy(dtype=np.int64), prepend=-1))
    ends = np.append(begins[1:], len(days)) - 1
    sums = {name: np.add.reduceat(days[name].to_numpy(), begins) for name in ("place", "edge")}
    days_in = {"first_day": days["date"].to_numpy()[begins], "last_day": days["date"].to_numpy()[ends]}
    named = days.iloc[begins][["part_id", "week", "term", "academic_year"]]
    return named.reset_index(drop=True).assign(
        **days_in, days=sums["place"], edges=sums["edge"], turn=range(len(begins))
    )


def chosen(view: "View") -> Chosen:
    """Return the weeks of the pupils and days that a view chooses, without those with no session."""
    parts, held = parts_of(view), weeks_of(view.store)
    kept = _rows_in(parts, held.part)
    part, pupil, possible, absent = held.part[kept], held.pupil[kept], held.possible[kept], held.absent[kept]
    days, edges, turn = (_of_each_part(parts, parts[name]) for name in ("days", "edges", "turn"))
    possible = possible & days[part]
    of_interest = np.flatnonzero((possible > 0) & in_scope(view, int(pupil.max(initial=0)))[pupil])
    part, pupil, possible = part[of_interest], pupil[of_interest], possible[of_interest]
    missed = absent[of_interest] & days[part]
    return Chosen(parts, turn[part].astype(np.intp), pupil, possible, missed, edges[part])


def by_code(view: "View", from_date: date | None = None) -> pd.DataFrame:
    """Return each pupil's sessions missed or come late to: ``pupil_id``, ``code``, ``sessions``."""
    parts, held = parts_of(view, from_date), reasons_of(view.store)
    kept = _rows_in(parts, held.part)
    part, pupil, code, sessions = held.part[kept], held.pupil[kept], held.code[kept], held.sessions[kept]
    sessions = sessions & _of_each_part(parts, parts["days"])[part]
    here = np.flatnonzero((sessions > 0) & in_scope(view, int(pupil.max(initial=0)))[pupil])
    kinds = max(len(held.names), 1)
    sums = np.bincount(pupil[here].astype(np.intp) * kinds + code[here], weights=COUNT[sessions[here]])
    has = np.flatnonzero(sums)
    pupils, codes = np.divmod(has, kinds)
    names = np.array(held.names, dtype=object)[codes]
    return pd.DataFrame({"pupil_id": pupils, "code": names, "sessions": sums[has].astype(int)})


def _rows_in(parts: pd.DataFrame, held: Bits) -> slice:
    """Return where the first and the last of these parts of the year stand in a column in their order."""
    numbers = parts["part_id"].to_numpy(dtype=np.int64)
    if not len(numbers):
        return slice(0, 0)
    # In the column's own type: else all of it would be turned into another first.
    first, last = numbers.min().astype(held.dtype), numbers.max().astype(held.dtype)
    return slice(int(np.searchsorted(held, first)), int(np.searchsorted(held, last, side="right")))


def _of_each_part(parts: pd.DataFrame, values: "pd.Series[int]") -> Bits:
    """Return a table of a value of each part of the year, by its number; 0 for the parts not chosen."""
    numbers = parts["part_id"].to_numpy(dtype=np.int64)
    found = np.zeros(int(numbers.max(initial=0)) + 1, dtype=np.uint16)
    found[numbers] = values
    return found


def in_scope(view: "View", most: int) -> Marks:
    """Return for each pupil up to a number whether the filter bar chooses them."""
    asked = whole(view.store, view.filters)
    everyone = scope(view.store, asked)
    pupils = everyone.pupils[everyone.on(asked["to_date"])]
    found = np.zeros(most + 1, dtype=np.bool_)
    found[pupils[pupils <= most]] = True
    return found


def by_week(view: "View") -> pd.DataFrame:
    """Return a row a week of a view: pupils, sessions missed and possible, their squares and products.

    ``numerator`` and ``denominator`` are sums over pupils; an interval needs their squares too.
    """
    rows = chosen(view)
    most = SESSIONS + 1
    code = (rows.turn * most + COUNT[rows.possible]) * most + COUNT[rows.absent]
    counts = np.bincount(code, minlength=len(rows.parts) * most * most).reshape(-1, most, most)
    number = np.arange(most, dtype=np.float64)
    could, missed = number[:, None] * np.ones(most), number * np.ones((most, 1))
    sums = {
        "pupils": counts,
        "numerator": counts * missed,
        "denominator": counts * could,
        "numerator_squares": counts * missed**2,
        "denominator_squares": counts * could**2,
        "products": counts * missed * could,
    }
    found = rows.parts[["week", "first_day", "last_day", "term", "academic_year"]].assign(
        **{name: each.sum(axis=(1, 2)) for name, each in sums.items()}
    )
    return found[found["pupils"] > 0].sort_values("first_day", ignore_index=True)


def by_pupil(view: "View") -> tuple[Places, Table, Table]:
    """Return the pupils of a view, and their sessions missed and possible, a column a kind of day.

    The columns: Monday to Friday, the weekend, mornings, days next to a holiday, all.
    """

    def make() -> tuple[Places, Table, Table]:
        """Add up the days, and leave out pupils without a session that counts."""
        rows = chosen(view)
        possible, absent = (_sums(rows, each) for each in (rows.possible, rows.absent))
        has = np.flatnonzero(possible[:, -1] > 0)
        return has, absent[has], possible[has]

    return remember(view.store, ("sessions held",), dict(view.filters), make)


def _sums(rows: Chosen, sessions: Bits) -> Table:
    """Add up sessions by pupil, a column a kind of day."""
    size = int(rows.pupil.max(initial=0)) + 1
    found = [np.bincount(rows.pupil, weights=packed[sessions], minlength=size) for packed in PACKED]
    columns = [column for sums in found for column in _unpacked(sums)]
    edges = np.bincount(rows.pupil, weights=COUNT[sessions & rows.edges], minlength=size)
    return np.column_stack([*columns[:-1], edges, columns[-1]])


def _packed(kinds: tuple[int, ...]) -> Table:
    """Return for each pattern of a week how many of its sessions are of each kind, in one number."""
    counts = (COUNT[PATTERNS & bits].astype(np.int64) << (ROOM * place) for place, bits in enumerate(kinds))
    return np.asarray(sum(counts), dtype=np.float64)


PACKED = [_packed(DAYS[:TOGETHER]), _packed((*DAYS[TOGETHER:], MORNINGS, (1 << SESSIONS) - 1))]


def _unpacked(sums: NDArray[Any]) -> list[Table]:
    """Return the sums that a number holds."""
    numbers = sums.astype(np.int64)
    return [((numbers >> (ROOM * place)) & ((1 << ROOM) - 1)).astype(np.float64) for place in range(TOGETHER)]
