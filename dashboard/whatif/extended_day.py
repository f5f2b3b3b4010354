"""The extended day: places before or after school, what they take and whom they reach."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.figure_parts import Figure
from dashboard.scenarios.extended_day import WEEKS, Day, cost_of_hour, standing
from dashboard.scenarios.extended_day_outcome import extended_day
from dashboard.scenarios.outcome import Outcome, Report
from dashboard.whatif.figures import bars_by_column
from dashboard.whatif.kind import Kind, Question
from dashboard.whatif.levers import Lever, Values
from dashboard.whatif.ready import Ready, evidence, ready

if TYPE_CHECKING:
    from dashboard.store.opening import Store

BREAKFAST = "breakfast"
KINDS_OF_DAY = (("breakfast club", "a breakfast club"), ("after school", "after school"))
OFFERED = (
    ("everyone", "everyone"),
    ("disadvantaged first", "disadvantaged pupils first"),
    ("most absent first", "those most absent first"),
    ("lowest results first", "those with the lowest results first"),
)
DRAWN = (
    ("access", "Disadvantaged pupils"),
    ("access", "Pupils absent a tenth or more"),
    ("access", "Pupils with results in the lowest quarter"),
)
USUAL = {"places": 60, "sessions": 5.0, "hours": 0.75, "each": 15}


def read(store: "Store", asked: Question) -> Ready:
    """Return everybody, what is offered beyond lessons, and who comes. Raises Missing."""
    return ready(store, "extended day", asked)


def levers(found: Ready) -> tuple[Lever, ...]:
    """Return what may be offered, starting from today's breakfast club."""
    pupils, now = len(found.frames["pupils"]), today(found.frames["activities"])
    most = max(2, min(pupils, 400))
    places, sessions, hours, each = (now.get(name, USUAL[name]) for name in USUAL)
    return (
        Lever("kind", "It is", "breakfast club", options=KINDS_OF_DAY),
        Lever(
            "places",
            "Places at a session",
            min(places, most),
            1,
            most,
            unit="places",
            today=f"{places:g} places, as today" if now else "",
        ),
        Lever("sessions", "Sessions a week", sessions, 1, 7, unit="sessions"),
        Lever("hours", "Hours a session", hours, 0.25, 4, 0.25, unit="hours"),
        Lever("weeks", "Weeks a year", WEEKS, 1, 52, unit="weeks"),
        Lever("pupils_an_adult", "Pupils to one adult", each, 1, 30, unit="pupils"),
        Lever("offered", "Places go to", "everyone", options=OFFERED),
    )


def today(activities: pd.DataFrame) -> dict[str, float]:
    """Return places, sessions a week and hours a session of today's breakfast club, as far as known."""
    mine = activities[(activities["kind"] == BREAKFAST) & (activities["places"] > 0)]
    if mine.empty:
        return {}
    minutes = mine["minutes"].dropna()
    hours = round(float(minutes.median()) / 15) / 4 if len(minutes) else USUAL["hours"]
    # An activity that names no weekday is on every school day.
    sessions = 5 if mine["weekday"].isna().any() else min(7, mine["weekday"].nunique())
    found = {
        "places": float(mine["places"].max()),
        "sessions": float(sessions),
        "hours": min(4.0, max(0.25, hours)),
    }
    adults = float(mine["staff_hours"].sum()) / (found["sessions"] * found["hours"])
    return {**found, "each": max(1, min(30, round(found["places"] / adults)))} if adults else found


def work(found: Ready, values: Values, _seed: int, _report: Report) -> Outcome:
    """Return what an offer takes and whom it reaches. Raises Impossible."""
    named: dict[str, Any] = dict(values)
    members, is_breakfast = found.frames["members"], named["kind"] == "breakfast club"
    hour = cost_of_hour(found.frames["staff"])
    now = standing(found.frames["activities"], named["kind"], hour)
    attending = members[(members["kind"] == BREAKFAST) == is_breakfast] if len(members) else None
    day = Day(
        kind=named["kind"],
        places=int(named["places"]),
        sessions=named["sessions"],
        hours=named["hours"],
        weeks=named["weeks"],
        pupils_an_adult=int(named["pupils_an_adult"]),
        cost_hour=hour,
        cost_place=now.cost_place or 0.0,
        offered=named["offered"],
    )
    return extended_day(found.frames["pupils"], day, evidence(), attending, now)


def draw(outcomes: Mapping[str, Outcome]) -> Figure:
    """Draw how many of those who need it most would have a place."""
    return bars_by_column(outcomes, DRAWN)


KIND = Kind(
    name="extended_day",
    title="Before and after school",
    about="What do places before or after school take, and do they reach the pupils who need them most?",
    asks=(),
    is_search=False,
    read=read,
    levers=levers,
    work=work,
    draw=draw,
    chart="Of those who need it most, how many would have a place",
)
