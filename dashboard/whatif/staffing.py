"""Staffing, PPA and class size: the closed form that answers while a slider moves."""

from functools import cache
from math import isnan
from typing import TYPE_CHECKING, Any

from dashboard.cache import fetch, remember
from dashboard.reference import reference
from dashboard.scenarios.evidence import Evidence, read_evidence
from dashboard.scenarios.outcome import Impossible, Outcome, Report
from dashboard.scenarios.staffing import figures
from dashboard.scenarios.staffing_outcome import staffing
from dashboard.scenarios.staffing_school import OTHER_YEARS, Levers, Today, today_from
from dashboard.scenarios.words import number
from dashboard.whatif.figures import bars_by_column
from dashboard.whatif.kind import Kind, Missing, Question
from dashboard.whatif.levers import Lever, Values

if TYPE_CHECKING:
    from dashboard.store.opening import Store

EVERY_YEAR = "all"
MORE_OR_FEWER = 8  # pupils that the average class may grow or shrink by
COST = "Needs what teachers cost: cost in the staff export."
DRAWN = (("staff", "Teachers"), ("class size", "Average class"), ("money", "Teachers, a year"))


@cache
def evidence() -> Evidence:
    """Return what research found, as the project's own table has it."""
    return read_evidence(reference("evidence"))


def read(store: "Store", question: Question) -> Today:
    """Return the school as it is. Raises Missing."""
    asked = {"school": question.school, "academic_year": question.academic_year}
    return remember(store, ("whatif", "staffing"), dict(asked), lambda: _today(store, asked))


def _today(store: "Store", asked: dict[str, str]) -> Today:
    """Return the school as its imports have it. Raises Missing where one is not there."""
    pupils = fetch(store, "whatif/roll", **asked)
    classes = fetch(store, "whatif/classes", **asked)
    staff = fetch(store, "whatif/staff", **asked)
    if staff.empty:
        raise Missing(
            "Staffing needs your staff export: a row a person with role, fte and cost. Import staff."
        )
    if classes.empty or not classes["periods"].notna().any():
        raise Missing(
            "Staffing needs the periods of your classes: a row a class with subject, year_group and periods. "
            "Import classes from your timetable export."
        )
    if not classes["pupils"].any():
        raise Missing("Staffing needs to know who is in which class. Import class_members.")
    try:
        return today_from(pupils, staff, classes)
    except Impossible as why:
        raise Missing(str(why)) from why


def levers(today: Today) -> tuple[Lever, ...]:
    """Return what may be moved, each standing where the school stands."""
    now = figures(today)
    size, other = round(now.class_size), round(100 * now.other_share)
    years = tuple((year, f"Year {year}") for year in today.roll)
    return (
        Lever(
            "class_size",
            "Average class",
            size,
            max(1, size - MORE_OR_FEWER),
            size + MORE_OR_FEWER,
            0.5,
            unit="pupils",
            today=f"{number(now.class_size, 1)}, as today",
        ),
        Lever(
            "ppa", "PPA", round(100 * today.ppa), 0, 30, 1, unit="%", today=f"{100 * today.ppa:g} %, as today"
        ),
        Lever(
            "ppa_of",
            "PPA is counted as a share of",
            today.ppa_of,
            options=(
                ("timetabled teaching", "timetabled teaching (the statutory reading)"),
                ("the week", "the whole week"),
            ),
        ),
        Lever(
            "other_non_contact",
            "Other time without a class",
            other,
            min(0, other),
            max(40, other),
            unit="% of the week",
            today=f"{number(100 * now.other_share, 1)} %, as today",
        ),
        Lever(
            "year", "Year group that changes", EVERY_YEAR, options=((EVERY_YEAR, "every year group"), *years)
        ),
        Lever("pupils", "Pupils in it", 0, -60, 60, 5, unit="pupils each", today="as many as today"),
        Lever("forms", "Classes in it", 0, -3, 3, 1, unit="each", today="as many as today"),
        Lever(
            "pay_award",
            "Pay award",
            0,
            0,
            10,
            0.5,
            unit="%",
            today="none",
            missing=COST if isnan(today.cost) else "",
        ),
    )


def work(today: Today, values: Values, _seed: int, _report: Report) -> Outcome:
    """Return what these values mean. Raises Impossible."""
    return staffing(today, _levers(today, values), reference("icfp_band"), evidence())


def _levers(today: Today, values: Values) -> Levers:
    """Return the values as the model takes them: what stands as today is not named."""
    start: dict[str, Any] = {lever.name: lever.start for lever in levers(today)}
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


def draw(outcomes: dict[str, Outcome]) -> dict[str, Any]:
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
    draw=draw,  # type: ignore[arg-type]
    chart="Teachers, classes and money beside today's",
)
