"""What an extended day means, said: places, adults, money, and whom it would reach of those who need it."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.scenarios.evidence import Evidence, effect_of, range_line
from dashboard.scenarios.extended_day import PAID_HOURS, Day, Needs, Standing, chances, in_need, needs
from dashboard.scenarios.outcome import CERTAIN, Line, Outcome, Row, in_order
from dashboard.scenarios.reach import by_group
from dashboard.scenarios.words import capital, count, money, number, percent

PRIMARY = ("N1", "N2", "R", "1", "2", "3", "4", "5", "6")
NEED_SAID = {
    "disadvantaged": "disadvantaged pupil",
    "often_absent": "pupil absent a tenth or more",
    "lowest_quarter": "pupil with results in the lowest quarter",
}
MANY_SAID = {
    "disadvantaged": "disadvantaged pupils",
    "often_absent": "pupils absent a tenth or more",
    "lowest_quarter": "pupils with results in the lowest quarter",
}
CAVEAT = (
    "Hours and money follow from the places; whom they reach assumes that every place offered is taken. "
    "Whether the pupils who need it most would come is what a register will show and this cannot."
)
NO_MATERIALS = "what food and materials cost would come with cost in the file activities"
NOTHING_TODAY = Standing()
NOT_KNOWN = (
    "Who would come, and whether families can collect a child late or bring one early.",
    "Whether attendance would change: programmes to raise it have had small effects or none.",
)


def extended_day(
    pupils: pd.DataFrame,
    day: Day,
    evidence: Evidence,
    attending: pd.DataFrame | None = None,
    today: Standing = NOTHING_TODAY,
) -> Outcome:
    """Return what an offer takes and whom it reaches. Tables: ``reach`` (by group), ``need`` (by kind).

    ``pupils`` has ``pupil``, ``year_group``, ``pupil_premium``, ``absence``, ``points``; ``attending`` has
    the ``pupil`` of today's club registers, ``today`` what these take. Raises Impossible.
    """
    share, takes, groups = chances(pupils, day, attending), needs(day), in_need(pupils)
    now = None
    if attending is not None:
        now = pupils["pupil"].astype(str).isin(set(attending["pupil"].astype(str))).to_numpy(dtype=bool)
    lines = [
        *_money_rows(day, takes, today),
        *_staff_rows(day, takes, today),
        _line(
            "class size",
            "Pupils with an adult",
            None,
            day.places / takes.adults,
            "pupils",
            f"{number(day.places / takes.adults)} pupils with each of {count(takes.adults, 'adult')}",
        ),
        _composition_row(share, now, groups["disadvantaged"]),
        *_access_rows(share, now, groups),
        _outcome_row(pupils, day, evidence),
        *(Line("what we cannot say", "Not known", None, None, "", words) for words in NOT_KNOWN),
    ]
    tables = {"reach": by_group(pupils, {"places": share, **groups}), "need": _need(share, now, groups)}
    return Outcome(_sentence(day, takes, share, groups), CAVEAT, in_order(lines), tables, CERTAIN)


def _line(row: Row, what: str, today: float | None, value: float | None, unit: str, words: str) -> Line:
    """Return a cell with its words as a sentence."""
    return Line(row, what, today, value, unit, f"{capital(words)}.")


def _money_rows(day: Day, takes: Needs, today: Standing) -> list[Line]:
    """Return what it costs in a year, a place and a session."""
    if takes.cost is None or takes.cost_a_place is None or takes.cost_a_session is None:
        words = "Needs what an hour of staff costs from your staff export (cost, role)"
        return [_line("money", "Cost", today.cost, None, "£", words)]
    staff = takes.staff_hours * (day.cost_hour or 0)
    what = f", {money(staff)} of it for staff" if day.cost_place else f" for staff alone: {NO_MATERIALS}"
    each = f"{money(takes.cost_a_place)} a place, £{takes.cost_a_session:.2f} for a place at one session"
    return [
        _line("money", "Cost", today.cost, takes.cost, "£", f"{money(takes.cost)} a year{what}"),
        _line("money", "Cost of a place", None, takes.cost_a_place, "£", each),
    ]


def _staff_rows(day: Day, takes: Needs, today: Standing) -> list[Line]:
    """Return adults and their hours."""
    full_time = takes.staff_hours / PAID_HOURS
    return [
        _line(
            "staff",
            "Adults at a session",
            None,
            float(takes.adults),
            "adults",
            f"{count(takes.adults, 'adult')}, as many paid hours as {number(full_time, 1)} full-time posts",
        ),
        _line(
            "workload",
            "Staff hours",
            today.staff_hours,
            takes.staff_hours_a_week,
            "hours",
            f"{number(takes.staff_hours_a_week)} hours a week beyond the school day, "
            f"{number(takes.staff_hours)} in {number(day.weeks)} weeks",
        ),
    ]


def _composition_row(
    share: NDArray[np.float64], now: NDArray[np.bool_] | None, focus: NDArray[np.bool_]
) -> Line:
    """Return how many of the places disadvantaged pupils have, beside their part of the school."""
    have, places = float(share[focus].sum()), float(share.sum())
    today = None if now is None else float((now & focus).sum())
    words = (
        f"about {number(have)} of {number(places)} places, {percent(have / places)}; "
        f"they are {percent(float(focus.mean()))} of these pupils"
    )
    return _line("composition", "Places that disadvantaged pupils have", today, have, "pupils", words)


def _access_rows(
    share: NDArray[np.float64], now: NDArray[np.bool_] | None, groups: dict[str, NDArray[np.bool_]]
) -> list[Line]:
    """Return how many of those who need it most would have a place."""
    lines = []
    for name, inside in groups.items():
        have, today = float(share[inside].sum()), None if now is None else float((now & inside).sum())
        words = f"about {number(have)} of {count(int(inside.sum()), NEED_SAID[name], MANY_SAID[name])}"
        if today is not None:
            words += f", {number(today)} today"
        lines.append(_line("access", capital(MANY_SAID[name]), today, have, "pupils", words))
    return lines


def _need(
    share: NDArray[np.float64], now: NDArray[np.bool_] | None, groups: dict[str, NDArray[np.bool_]]
) -> pd.DataFrame:
    """Return a row a kind of need: ``need``, ``pupils``, ``places``, ``without`` one, ``today``."""
    return pd.DataFrame(
        [
            {
                "need": MANY_SAID[name],
                "pupils": int(inside.sum()),
                "places": float(share[inside].sum()),
                "without": float((1 - share[inside]).sum()),
                "today": None if now is None else int((now & inside).sum()),
            }
            for name, inside in groups.items()
        ]
    )


def _outcome_row(pupils: pd.DataFrame, day: Day, evidence: Evidence) -> Line:
    """Return what research says: one trial for breakfast in primary schools, otherwise nothing usable."""
    is_primary = pupils["year_group"].astype(str).isin(PRIMARY).all()
    change = "breakfast_club" if day.kind == "breakfast club" and is_primary else "extended_day"
    return range_line(effect_of(evidence, change), "Progress")


def _sentence(
    day: Day, takes: Needs, share: NDArray[np.float64], groups: dict[str, NDArray[np.bool_]]
) -> str:
    """Say what the places take and whom they reach."""
    name = "in a breakfast club" if day.kind == "breakfast club" else "after school"
    cost = "" if takes.cost is None else f" ({money(takes.cost)})"
    focus = groups["disadvantaged"]
    return (
        f"{count(day.places, 'place')} {name}, {count(day.sessions, 'session')} a week for "
        f"{count(day.weeks, 'week')}, take {count(takes.adults, 'adult')} and "
        f"{number(takes.staff_hours)} staff hours a year{cost}; about {number(float(share[focus].sum()))} of "
        f"{count(int(focus.sum()), 'disadvantaged pupil')} would have one."
    )
