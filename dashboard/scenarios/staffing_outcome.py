"""What a change in staffing means, said: teachers, money, class sizes and working hours beside today's."""

from math import isnan

import pandas as pd

from dashboard.scenarios.evidence import Evidence
from dashboard.scenarios.outcome import CERTAIN, Line, Outcome, in_order
from dashboard.scenarios.staffing import Figures, figures
from dashboard.scenarios.staffing_rows import (
    class_size_rows,
    money_rows,
    outcome_range_row,
    staff_rows,
    unknown_rows,
    workload_rows,
)
from dashboard.scenarios.staffing_school import Levers, Today
from dashboard.scenarios.words import (
    capital,
    count,
    listed,
    money,
    more_or_fewer,
    number,
    percent,
)

LEAST = 0.05  # less is not said: it rounds to nothing
LEAST_POUNDS = 500
CAVEAT = (
    "This counts teachers and money exactly as the timetable and the pay bill have them. It assumes that new "
    "teachers can be found, cost what today's cost on average, and may be part-time."
)


def staffing(today: Today, levers: Levers, bands: pd.DataFrame, evidence: Evidence) -> Outcome:
    """Return what these levers mean for teachers, money, class size and workload, in closed form.

    ``bands`` has ``metric``, ``at_least``, ``below``, ``words``: what is typical of schools in England, as
    the Department's own planner has it. Raises Impossible.
    """
    now, then = figures(today), figures(today, levers)
    lines = [
        *money_rows(today, now, then, bands),
        *staff_rows(now, then),
        *class_size_rows(now, then, bands),
        *workload_rows(today, levers, now, then, bands),
        Line("composition", "Who learns with whom", None, None, "", "As today: no pupil changes class here."),
        Line(
            "access",
            "Lessons for each pupil in a cycle",
            today.cycle,
            today.cycle,
            "lessons",
            f"{number(today.cycle)} lessons, as today.",
        ),
        outcome_range_row(now, then, evidence),
        *unknown_rows(now, then),
    ]
    return Outcome(
        sentence=_sentence(levers, now, then),
        caveat=CAVEAT,
        lines=in_order(lines),
        tables={"years": _years(today, now, then)},
        certainty=CERTAIN,
    )


def _sentence(levers: Levers, now: Figures, then: Figures) -> str:
    """Say what is changed and what it takes."""
    changes = _changes(levers)
    change = then.fte - now.fte
    if not changes:
        bill = "" if isnan(now.cost) else f" ({money(now.cost)} a year)"
        return (
            f"Today {number(now.fte, 1)} full-time teachers{bill} teach classes of "
            f"{number(now.class_size, 1)} on average."
        )
    takes = f"{more_or_fewer(change, 'full-time teachers')} {'than' if abs(change) >= LEAST else 'as'} today"
    sentence = f"{capital(listed(changes))} would take {takes}{_bill(then.cost - now.cost)}"
    size = then.class_size * then.fte / now.fte
    if change >= LEAST and abs(size - now.class_size) >= LEAST and levers.class_size is None:
        sentence += (
            f"; with as many teachers as today, average classes of {number(size, 1)} "
            f"instead of {number(now.class_size, 1)}"
        )
    return f"{sentence}."


def _bill(more: float) -> str:
    """Say what a change costs in a year, in brackets; nothing where costs are not known."""
    if isnan(more):
        return ""
    if abs(more) < LEAST_POUNDS:
        return " (no change in cost)"
    return f" ({money(more)} {'more' if more > 0 else 'less'} a year)"


def _changes(levers: Levers) -> list[str]:
    """Say each lever that is moved."""
    said = []
    if levers.class_size is not None:
        said.append(f"average classes of {levers.class_size:g}")
    if levers.ppa is not None or levers.ppa_of is not None:
        share = "PPA" if levers.ppa is None else f"PPA of {percent(levers.ppa)}"
        said.append(f"{share} counted as a share of {levers.ppa_of}" if levers.ppa_of else share)
    if levers.other_non_contact is not None:
        said.append(f"other non-contact time of {percent(levers.other_non_contact)} of the week")
    said += [f"{count(pupils, 'pupil')} in Year {year}" for year, pupils in levers.roll.items()]
    for year, forms in levers.forms.items():
        if forms:
            classes = "class" if abs(forms) == 1 else "classes"
            said.append(f"{abs(forms):g} {classes} {'more' if forms > 0 else 'fewer'} in Year {year}")
    if levers.pay_award:
        said.append(f"a pay award of {percent(levers.pay_award, 1).replace('.0 %', ' %')}")
    return said


def _years(today: Today, now: Figures, then: Figures) -> pd.DataFrame:
    """Return a row a year group: pupils, lessons and class size today and then, teachers and cost then."""
    years = list(dict.fromkeys([*now.periods_by_year, *then.periods_by_year, *then.roll]))
    rows = []
    for year in years:
        periods, before = then.periods_by_year.get(year, 0.0), now.periods_by_year.get(year, 0.0)
        pupils, were = then.roll.get(year, 0.0), now.roll.get(year, 0.0)
        rows.append(
            {
                "year_group": year,
                "pupils_today": were,
                "pupils": pupils,
                "lessons_today": before,
                "lessons": periods,
                "class_size_today": were * today.cycle / before if before and were else None,
                "class_size": pupils * today.cycle / periods if periods and pupils else None,
                "teachers": periods / then.periods * then.fte,
                "cost": periods / then.periods * then.cost,
            }
        )
    return pd.DataFrame(rows)
