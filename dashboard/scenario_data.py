"""What a scenario starts from: the frames that its model takes, read from the imports, and what is missing.

``dashboard/scenarios/`` holds the models and knows no store; this is the way of the data to them. Every frame
has the columns that the model's docstring names. Frames of pupils name them: see ``dashboard.viewer``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, Unpack

import pandas as pd

from dashboard.cache import fetch
from dashboard.scenario_frames import READ, Asked, Choices
from dashboard.scenario_needs import Missing, missing_of

if TYPE_CHECKING:
    from dashboard.store.opening import Store

Kind = Literal["staffing", "grouping", "options", "tutoring", "communities", "extended day"]

WHOLE_SCHOOL = ("staffing", "communities")  # counted as the census does: in July the eldest have left
INCOME = "income"


@dataclass(frozen=True)
class Inputs:
    """The frames of one scenario by name, the day they are of, and what is missing and which file brings it.

    staffing: pupils, staff, classes, costs. grouping: pupils. options: pupils, choices, subjects, rooms,
    without (pupils with no choices), given (the choices of the year before, and what came of them).
    tutoring: pupils, staff. communities: pupils, classes, staff, members.
    extended day: pupils, staff, activities, members (who is in which activity, and its kind).
    """

    day: date
    frames: Mapping[str, pd.DataFrame]
    missing: tuple[Missing, ...]

    @property
    def stops(self) -> tuple[Missing, ...]:
        """Return what this scenario cannot do without."""
        return tuple(each for each in self.missing if each.stops)


def inputs(store: "Store", kind: Kind, school: str, academic_year: str, **choices: Unpack[Choices]) -> Inputs:
    """Return what the model of this kind takes. Raises KeyError for a kind that there is none of."""
    day = choices.get("day") or day_of(store, kind, academic_year)
    frames = READ[kind](Asked(store, school, academic_year, day, choices))
    return Inputs(day, frames, missing_of(kind, frames))


def day_of(store: "Store", kind: Kind, academic_year: str) -> date:
    """Return the day that a scenario of an academic year starts from; today for a year that nobody knows."""
    days = fetch(store, "scenarios/days", academic_year=academic_year)
    column = "census_day" if kind in WHOLE_SCHOOL else "last_day"
    return date.today() if days.empty else days[column].iloc[0].date()


def income_of(costs: pd.DataFrame) -> float | None:
    """Return a school's income in pounds a year; None where the budget does not tell."""
    lines = costs[costs["item"] == INCOME]
    return float(lines["amount"].sum()) if len(lines) else None


def expenditure_of(costs: pd.DataFrame) -> float | None:
    """Return what a school spends in pounds a year; None where the budget does not tell."""
    lines = costs[costs["item"] != INCOME]
    return float(lines["amount"].sum()) if len(lines) else None
