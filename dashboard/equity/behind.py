"""What stands behind a figure of the equity page: the table, the definition, and the national figures."""

import math
from datetime import date

import pandas as pd

from dashboard.cards import About
from dashboard.equity.view import Asked
from dashboard.equity.wording import INTERVALS
from dashboard.measures import Measure
from dashboard.query import read_query
from dashboard.reference import benchmark, phase_of

HEADINGS = {
    "characteristic": "Characteristic",
    "period": "Period",
    "within": "Within",
    "row": "Gap",
    "group": "Group",
    "pupils": "Pupils",
    "value": "Value",
    "low": "Value from",
    "high": "Value to",
    "reference": "Compared with",
    "difference": "Difference",
    "difference_low": "Difference from",
    "difference_high": "Difference to",
    "hedges_g": "Hedges g",
    "class_low": "Difference from, classes allowed for",
    "class_high": "Difference to, classes allowed for",
}
SCALED = (
    "value",
    "low",
    "high",
    "difference",
    "difference_low",
    "difference_high",
    "class_low",
    "class_high",
)
NOT_BY_SCHOOL = (
    "Each pupil counts alone, whichever school they are at: that pupils of one school are alike is not "
    "allowed for, so over several schools the truth may lie further out than the interval says."
)
BY_CLASS = (
    "Where nearly all pupils of both groups are in classes of their own group (classes of the chosen or any "
    "other subject, registration groups, schools: whichever are fewest), the gap is said with the wider of "
    "this interval and one that leaves out a class at a time (the jackknife, CV3; Satterthwaite's degrees of "
    "freedom from the classes of either side)."
)
COUNTS = {"proportion": " (in 100)", "ratio": " (in 100)"}


def gap_table(rows: pd.DataFrame, measure: Measure, first: str = "group") -> pd.DataFrame:
    """Return the rows as a table that people read: shares in 100, hidden figures empty."""
    unit, kept = COUNTS.get(measure.kind, ""), KEPT_WITH.get(first, HEADINGS)
    columns: dict[str, list[object]] = {}
    for name in (first, *(name for name in HEADINGS if name != first)):
        if name not in rows or name not in kept:
            continue
        values = rows[name].tolist()
        if name not in ("group", "pupils", first) and not any(_is_known(value) for value in values):
            continue
        if name in SCALED and unit:
            values = [100 * value if _is_known(value) else None for value in values]
        columns[HEADINGS[name] + (unit if name in SCALED else "")] = values
    return pd.DataFrame(columns)


def _is_known(value: object) -> bool:
    """Say whether a cell holds something."""
    return value is not None and not (isinstance(value, float) and math.isnan(value))


KEPT_WITH = {
    "row": {"row", "difference", "difference_low", "difference_high", "pupils"},
    "period": set(HEADINGS) - {"characteristic"},
    "within": set(HEADINGS) - {"characteristic"},
    "group": set(HEADINGS) - {"characteristic"},
}


def about(view: Asked, query: str, more: str = "") -> About:
    """Return what "What is this?" says: definition, source, method, queries, and how old the data are.

    ``more`` is what else the method does.
    """
    measure = view.measure
    return About(
        definition=f"{measure.title}. {measure.definition}",
        source=measure.source,
        sql=f"{read_query(query).sql}\n\n{measure.sql}",
        data_date=view.known.last_day,
        measure=measure.name,
        method=f"{INTERVALS[measure.kind]} A difference is the group minus those it is compared with."
        + (f" {more}" if more else "")
        + (f" {NOT_BY_SCHOOL}" if len(view.filters["schools"] or view.known.schools) > 1 else ""),
    )


def national_figures(view: Asked, rows: pd.DataFrame) -> dict[str, float]:
    """Return the national figure of each group's code, where one fits.

    One fits a whole school year of a whole phase: not a term, a class, a subject or some of the pupils.
    """
    year = whole_year(view.filters["from_date"], view.filters["to_date"])
    some = [view.filters[name] for name in ("subject", "year_groups", "classes", "groups")]
    if year is None or any(some):
        return {}
    phase = phase_of(choice.value for choice in view.known.year_groups)
    found = {
        code: benchmark(view.measure.name, year, phase, view.characteristic, code) for code in rows["code"]
    }
    return {code: national.value for code, national in found.items() if national}


def whole_year(first: date | None, last: date | None) -> str | None:
    """Return the school year that runs from 1 September to 31 August between two dates, as 2025/26."""
    if first is None or last is None or (first.month, first.day, last.month, last.day) != (9, 1, 8, 31):
        return None
    return f"{first.year}/{last.year % 100:02}" if last.year == first.year + 1 else None


def national_noted(view: Asked, national: dict[str, float]) -> str:
    """Say what the national line is, or that none fits."""
    year = whole_year(view.filters["from_date"], view.filters["to_date"])
    return f"dotted: England {year}" if national else "no national figure fits this choice"
