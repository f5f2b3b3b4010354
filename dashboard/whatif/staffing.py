"""Staffing, PPA and class size: the closed form that answers while a slider moves."""

from collections.abc import Mapping
from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING, Any

from dashboard.figure_parts import Figure
from dashboard.reference import reference
from dashboard.scenario_data import expenditure_of, income_of
from dashboard.scenarios.outcome import Impossible, Outcome, Report
from dashboard.scenarios.staffing import figures
from dashboard.scenarios.staffing_outcome import staffing
from dashboard.scenarios.staffing_school import OTHER_YEARS, Levers, Today, today_from
from dashboard.scenarios.words import number
from dashboard.whatif.figures import bars_by_column
from dashboard.whatif.kind import Kind, Missing, Question
from dashboard.whatif.levers import Lever, Values
from dashboard.whatif.ready import Ready, evidence, ready

if TYPE_CHECKING:
    from dashboard.store.opening import Store

EVERY_YEAR = "all"
MORE_OR_FEWER = 8  # pupils that the average class may grow or shrink by
DRAWN = (("staff", "Teachers"), ("class size", "Average class"), ("money", "Teachers, a year"))


def read(store: "Store", asked: Question) -> Ready:
    """Return the school as its imports have it. Raises Missing where one is not there."""
    found = ready(store, "staffing", asked)
    frames, costs = found.frames, found.frames["costs"]
    try:
        today = today_from(
            frames["pupils"],
            frames["staff"],
            frames["classes"],
            income=income_of(costs),
            expenditure=expenditure_of(costs),
        )
    except Impossible as why:
        raise Missing(str(why)) from why
    return replace(found, more={"today": today})


def cost_of_lesson(store: "Store", asked: Question) -> float | None:
    """Return what one lesson in the cycle costs in pounds a year; None where the imports do not tell."""
    try:
        cost = figures(read(store, asked).more["today"]).cost_per_lesson
    except (Missing, Impossible):
        return None
    return None if isnan(cost) else cost


def levers(found: Ready) -> tuple[Lever, ...]:
    """Return what may be moved, each standing where the school stands."""
    years = tuple((year, f"Year {year}") for year in found.more["today"].roll)
    return (
        *time_levers(found.more["today"]),
        Lever(
            "year", "Year group that changes", EVERY_YEAR, options=((EVERY_YEAR, "every year group"), *years)
        ),
        Lever("pupils", "Pupils in it", 0, -60, 60, 5, unit="pupils each", today="as many as today"),
        Lever("forms", "Classes in it", 0, -3, 3, 1, unit="each", today="as many as today"),
        Lever(
            "pay_award", "Pay award", 0, 0, 10, 0.5, unit="%", today="none",
            missing=found.without("what teachers cost"),
        ),
    )  # fmt: skip


def time_levers(today: Today) -> tuple[Lever, ...]:
    """Return the levers of the size of a class and of what a teacher's week is made of."""
    now = figures(today)
    size, other = round(now.class_size), round(100 * now.other_share)
    readings = (
        ("timetabled teaching", "timetabled teaching (the statutory reading)"),
        ("the week", "the whole week"),
    )
    return (
        Lever(
            "class_size", "Average class", size, max(1, size - MORE_OR_FEWER), size + MORE_OR_FEWER, 0.5,
            unit="pupils", today=f"{number(now.class_size, 1)}, as today",
        ),
        Lever(
            "ppa", "PPA", round(100 * today.ppa), 0, 30, 1, unit="%", today=f"{100 * today.ppa:g} %, as today"
        ),
        Lever("ppa_of", "PPA is counted as a share of", today.ppa_of, options=readings, today=today.ppa_of),
        Lever(
            "other_non_contact", "Other time without a class", other, min(0, other), max(40, other),
            unit="% of the week", today=f"{number(100 * now.other_share, 1)} %, as today",
        ),
    )  # fmt: skip


def work(found: Ready, values: Values, _seed: int, _report: Report) -> Outcome:
    """Return what these values mean. Raises Impossible."""
    return staffing(found.more["today"], _levers(found, values), reference("icfp_band"), evidence())


def _levers(found: Ready, values: Values) -> Levers:
    """Return the values as the model takes them: what stands as today is not named."""
    today: Today = found.more["today"]
    start: dict[str, Any] = {lever.name: lever.start for lever in levers(found)}
    named: dict[str, Any] = {name: value for name, value in values.items() if value != start[name]}
    years = [named["year"]] if "year" in named else [year for year in today.roll if year != OTHER_YEARS]
    return Levers(
        class_size=named.get("class_size"),
        ppa=named["ppa"] / 100 if "ppa" in named else None,
        ppa_of=named.get("ppa_of"),
        other_non_contact=named["other_non_contact"] / 100 if "other_non_contact" in named else None,
        roll={year: max(0.0, today.roll[year] + named["pupils"]) for year in years}
        if "pupils" in named
        else {},
        forms=dict.fromkeys(years, named["forms"]) if "forms" in named else {},
        pay_award=named.get("pay_award", 0) / 100,
    )


def draw(outcomes: Mapping[str, Outcome]) -> Figure:
    """Draw teachers, the average class and the money beside today's."""
    return bars_by_column(outcomes, DRAWN)


KIND = Kind(
    name="staffing",
    title="Staffing, PPA and class size",
    about="How many teachers and how much money do classes of another size, more PPA or another roll take?",
    asks=(),
    is_search=False,
    read=read,
    levers=levers,
    work=work,
    draw=draw,
    chart="Teachers, classes and money beside today's",
)
