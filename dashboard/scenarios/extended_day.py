"""The extended day: places before or after school, the staff hours and money they take, whom they reach.

Nothing is claimed for results beyond what the evidence table has, which for clubs is next to nothing.
"""

from dataclasses import dataclass
from math import ceil
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.scenarios.outcome import Impossible
from dashboard.scenarios.reach import OFTEN_ABSENT, lowest

Kind = Literal["breakfast club", "after school"]
Offered = Literal["everyone", "disadvantaged first", "most absent first", "lowest results first"]

PAID_HOURS = 37 * 52.143  # a full-time year of support staff, as councils reckon an hour's pay
MOST_SESSIONS = 7
MOST_WEEKS = 53
WEEKS = 38
SCHOOL_DAYS = 5  # an activity that names no weekday is on every school day
NEEDED = ("pupil", "pupil_premium", "absence", "points")


@dataclass(frozen=True)
class Day:
    """What is offered: ``places`` at each session, sessions a week, hours a session, weeks a year.

    ``pupils_an_adult`` is how many one adult looks after; ``cost_hour`` is of an adult's hour, ``cost_place``
    of food and materials for one place at one session, in pounds.
    """

    kind: Kind
    places: int
    sessions: float
    hours: float
    weeks: float
    pupils_an_adult: int
    cost_hour: float | None = None
    cost_place: float = 0
    offered: Offered = "everyone"


@dataclass(frozen=True)
class Needs:
    """What an offer takes: ``adults`` at a session, hours and pounds a year (None without a cost)."""

    adults: int
    staff_hours_a_week: float
    staff_hours: float
    cost: float | None
    cost_a_place: float | None
    cost_a_session: float | None


@dataclass(frozen=True)
class Standing:
    """What is offered today: pounds and staff hours of it, None where not known or not the same thing.

    ``cost_place`` is what a place at one session costs beyond staff (food, materials); None where unknown.
    """

    cost: float | None = None
    staff_hours: float | None = None
    cost_place: float | None = None


def standing(activities: pd.DataFrame, kind: Kind, cost_hour: float | None) -> Standing:
    """Return what today's activities of this kind take.

    A row each: ``kind``, ``weekday``, ``places``, ``staff_hours`` (a week), ``cost`` (pounds a year). A new
    offer after school stands beside today's clubs, so that only what a place costs is taken from them.
    """
    is_breakfast = activities["kind"] == "breakfast"
    rows = activities[
        is_breakfast if kind == "breakfast club" else ~is_breakfast & (activities["kind"] != "trip")
    ]
    rows = rows[(rows["places"] > 0) & rows["cost"].notna() & rows["staff_hours"].notna()]
    if rows.empty:
        return Standing()
    cost, hours = float(rows["cost"].sum()), float(rows["staff_hours"].sum())
    beyond = None
    if cost_hour is not None:
        sessions = np.where(rows["weekday"].isna(), SCHOOL_DAYS, 1) * rows["places"].to_numpy(dtype=float)
        beyond = max(0.0, cost - hours * WEEKS * cost_hour) / (float(sessions.sum()) * WEEKS)
    return Standing(cost, hours, beyond) if kind == "breakfast club" else Standing(cost_place=beyond)


def cost_of_hour(staff: pd.DataFrame, role: str = "assistant") -> float | None:
    """Return what an hour of staff in a role costs in pounds, from ``role``, ``fte`` and ``cost``.

    None where the imports do not tell.
    """
    mine = staff[(staff["role"] == role) & staff["cost"].notna() & (staff["fte"] > 0)]
    full_time = float(mine["fte"].sum())
    return float(mine["cost"].sum()) / full_time / PAID_HOURS if full_time else None


def needs(day: Day) -> Needs:
    """Return adults, hours and money of an offer. Raises Impossible."""
    check(day)
    adults = ceil(day.places / day.pupils_an_adult)
    week = adults * day.sessions * day.hours
    sessions = day.sessions * day.weeks
    if day.cost_hour is None:
        return Needs(adults, week, week * day.weeks, None, None, None)
    cost = week * day.weeks * day.cost_hour + day.places * sessions * day.cost_place
    each = cost / day.places
    return Needs(adults, week, week * day.weeks, cost, each, each / sessions)


def check(day: Day) -> None:
    """Raise Impossible, in a sentence, where an offer cannot be."""
    if day.places < 1 or day.pupils_an_adult < 1:
        raise Impossible("An extended day needs at least 1 place and at least 1 pupil with an adult.")
    if not 0 < day.sessions <= MOST_SESSIONS or not 0 < day.weeks <= MOST_WEEKS:
        raise Impossible(
            f"{day.sessions:g} sessions a week in {day.weeks:g} weeks a year cannot be: "
            "a week has 7 days and a year 53 weeks at most."
        )
    if not 0 < day.hours <= 24 or (day.cost_hour or 0) < 0 or day.cost_place < 0:
        raise Impossible("A session lasts more than 0 and at most 24 hours, and a cost cannot be below £0.")


def chances(pupils: pd.DataFrame, day: Day, attending: pd.DataFrame | None = None) -> NDArray[np.float64]:
    """Return each pupil's share of a place, between 0 and 1; they add up to the places.

    ``pupils`` has ``pupil`` (unique), ``pupil_premium``, ``absence``, ``points``. Open to everyone, those in
    ``attending`` (``pupil``) keep coming and the other places fall evenly on the rest; otherwise the first in
    order have one each. Equals share what is left. Raises Impossible.
    """
    check(day)
    missing = [column for column in NEEDED if column not in pupils]
    if missing or pupils.empty or pupils["pupil"].duplicated().any():
        raise Impossible(f"The extended day needs pupils, each once, with {', '.join(missing or NEEDED)}.")
    if day.places > len(pupils):
        raise Impossible(
            f"{day.places} places at a session are more than the {len(pupils)} pupils in scope: "
            "choose fewer places or more year groups."
        )
    return _in_turn(_order(pupils, day.offered, attending), day.places)


def _order(pupils: pd.DataFrame, offered: Offered, attending: pd.DataFrame | None) -> NDArray[np.float64]:
    """Return who comes first: the lower, the sooner; equals come together."""
    absence = pd.to_numeric(pupils["absence"]).to_numpy(dtype=float, na_value=0.0)
    points = pd.to_numeric(pupils["points"]).to_numpy(dtype=float, na_value=np.inf)
    if offered == "disadvantaged first":
        return np.asarray(~pupils["pupil_premium"].fillna(False).to_numpy(dtype=bool), dtype=float)
    if offered == "most absent first":
        return -absence
    if offered == "lowest results first":
        return points
    if attending is None:
        return np.zeros(len(pupils))
    comes = pupils["pupil"].astype(str).isin(set(attending["pupil"].astype(str)))
    return np.asarray(~comes.to_numpy(dtype=bool), dtype=float)


def _in_turn(order: NDArray[np.float64], places: int) -> NDArray[np.float64]:
    """Give places in turn; those who are equal where places run out have equal shares of what is left."""
    _, rank, sizes = np.unique(order, return_inverse=True, return_counts=True)
    before = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    return np.asarray(np.clip((places - before) / sizes, 0.0, 1.0)[rank])


def in_need(pupils: pd.DataFrame) -> dict[str, NDArray[np.bool_]]:
    """Return who needs it most, by name: disadvantaged, absent a tenth or more, lowest quarter by results."""
    points = pd.to_numeric(pupils["points"]).to_numpy(dtype=float, na_value=np.nan)
    absence = pd.to_numeric(pupils["absence"]).to_numpy(dtype=float, na_value=0.0)
    return {
        "disadvantaged": pupils["pupil_premium"].fillna(False).to_numpy(dtype=bool),
        "often_absent": np.asarray(absence >= OFTEN_ABSENT, dtype=bool),
        "lowest_quarter": lowest(points),
    }
