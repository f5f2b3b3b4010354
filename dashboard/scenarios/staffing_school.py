"""The school as it is and the levers that change its staffing, in the units of the imports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from dashboard.scenarios.outcome import Impossible

PpaOf = Literal["timetabled teaching", "the week"]

TEACHES = ("teacher", "leader")
STATUTORY_PPA = 0.1
OTHER_YEARS = "several years"  # classes that name no year group


@dataclass(frozen=True)
class Today:
    """The school as it is. ``roll`` is pupils and ``periods`` lessons taught in a cycle, by year group.

    ``cycle`` is the periods a pupil has in one cycle, ``weeks`` the weeks it lasts, ``hours`` one period's
    length. ``fte`` counts teachers and leaders; ``cost`` is theirs in pounds a year, NaN where unknown.
    ``income`` and ``expenditure`` are the school's in pounds a year, None where not imported.
    """

    roll: Mapping[str, float]
    periods: Mapping[str, float]
    cycle: float
    fte: float
    cost: float
    weeks: float = 1
    hours: float = 1
    income: float | None = None
    expenditure: float | None = None
    ppa: float = STATUTORY_PPA
    ppa_of: PpaOf = "timetabled teaching"


@dataclass(frozen=True)
class Levers:
    """What is changed; None and empty are as today.

    ``class_size``: the average. ``ppa``: share of ``ppa_of``. ``other_non_contact``: share of the week.
    ``roll``: pupils by year group. ``forms``: classes for the whole cycle more or fewer, by year group; such
    a year keeps its classes whatever ``class_size`` says. ``pay_award``: share, 0.03 is three per cent.
    """

    class_size: float | None = None
    ppa: float | None = None
    ppa_of: PpaOf | None = None
    other_non_contact: float | None = None
    roll: Mapping[str, float] = field(default_factory=dict)
    forms: Mapping[str, float] = field(default_factory=dict)
    pay_award: float = 0


def today_from(
    pupils: pd.DataFrame,
    staff: pd.DataFrame,
    classes: pd.DataFrame,
    cycle: float | None = None,
    weeks: float = 1,
    hours: float = 1,
    income: float | None = None,
    expenditure: float | None = None,
) -> Today:
    """Return the school as its imports have it.

    ``pupils`` has ``year_group``; ``staff`` has ``role``, ``fte``, ``cost`` (unknown: the others' mean);
    ``classes`` has ``year_group``, ``periods`` and, where ``cycle`` is None, ``pupils``: the cycle is then
    the most lessons that any year group's pupils have on average. Raises Impossible where there are no
    pupils, lessons or teachers.
    """
    roll = {str(year): float(n) for year, n in pupils["year_group"].value_counts(sort=False).items()}
    years = classes["year_group"].astype("string").fillna(OTHER_YEARS)
    taught = pd.to_numeric(classes["periods"]).fillna(0.0)
    periods = {str(year): float(total) for year, total in taught.groupby(years).sum().items()}
    teachers = staff[staff["role"].isin(TEACHES)]
    if cycle is None:
        had = (taught * classes["pupils"].fillna(0)).groupby(years).sum()
        cycle = float(max((round(had[year] / roll[year]) for year in had.index if year in roll), default=0))
    today = Today(
        roll=roll,
        periods=periods,
        cycle=cycle,
        fte=float(teachers["fte"].sum()),
        cost=_cost(teachers),
        weeks=weeks,
        hours=hours,
        income=income,
        expenditure=expenditure,
    )
    check(today)
    return today


def _cost(teachers: pd.DataFrame) -> float:
    """Return what the teachers cost, those without a cost as much as the others; NaN without any."""
    known = teachers[teachers["cost"].notna() & (teachers["fte"] > 0)]
    paid = float(known["fte"].sum())
    return float(known["cost"].sum()) / paid * float(teachers["fte"].sum()) if paid else float("nan")


def check(today: Today) -> None:
    """Raise Impossible, in a sentence, where no figure can be worked out."""
    needs = (
        (sum(today.roll.values()), "There are no pupils on roll", "class sizes need pupils"),
        (sum(today.periods.values()), "The classes have no periods", "bring them with the classes import"),
        (
            today.cycle,
            "The timetable cycle has no periods",
            "bring the class lists, so that pupils' lessons can be counted",
        ),
        (today.fte, "There are no teachers", "the staff import has none with an FTE, so nobody can teach"),
    )
    for number, what, why in needs:
        if not number > 0:
            raise Impossible(f"{what}: {why}.")
    if today.cost < 0 or any(value < 0 for value in (*today.roll.values(), *today.periods.values())):
        raise Impossible("A roll, a number of periods or a cost is below 0, which cannot be.")
