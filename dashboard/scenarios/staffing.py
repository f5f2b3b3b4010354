"""Staffing in closed form: class size, contact ratio and roll in; teachers, cost and workload out.

The identities are those of integrated curriculum and financial planning: a contact ratio is periods over
periods in the cycle times teachers, and pupils for each teacher are class size times contact ratio.
Source: github DFE-Digital/education-benchmarking-and-insights, FinancialPlanDeployment.cs. ASCL's bonus.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.scenarios.outcome import Impossible
from dashboard.scenarios.staffing_school import OTHER_YEARS, Levers, PpaOf, Today, check

BASIC_CLASS = 27  # the class size at which the curriculum bonus is nothing


@dataclass(frozen=True)
class Figures:
    """The figures of one arrangement, unrounded; shares between 0 and 1, money in pounds a year."""

    pupils: float
    periods: float
    fte: float
    cost: float
    class_size: float
    contact_ratio: float
    pupil_teacher_ratio: float
    load: float
    average_teacher_cost: float
    cost_per_lesson: float
    curriculum_bonus: float
    bonus_share: float
    ppa_share: float
    other_share: float
    roll: Mapping[str, float]
    periods_by_year: Mapping[str, float]


def contact_for(ppa: float, ppa_of: PpaOf, other: float) -> float:
    """Return the share of the week taught when PPA and other time have been taken out. All are shares.

    By statute PPA is a share of timetabled teaching, so that teaching and PPA are ``1 + ppa`` of it.
    """
    return (1 - other) / (1 + ppa) if ppa_of == "timetabled teaching" else 1 - other - ppa


def other_for(ppa: float, ppa_of: PpaOf, contact: float) -> float:
    """Return the share of the week that is neither teaching nor PPA; below 0 where PPA does not fit."""
    return 1 - contact * (1 + ppa) if ppa_of == "timetabled teaching" else 1 - contact - ppa


def ppa_hours(taught: float, week: float, ppa: float, ppa_of: PpaOf) -> float:
    """Return a teacher's PPA hours a week, from hours taught and hours in the timetabled week."""
    return ppa * (taught if ppa_of == "timetabled teaching" else week)


def contact_now(today: Today) -> float:
    """Return today's contact ratio. Raises Impossible where more is taught than there is time for."""
    taught, could = sum(today.periods.values()), today.cycle * today.fte
    if taught > could:
        raise Impossible(
            f"The classes have {taught:,.0f} periods in a cycle, and {today.fte:.1f} full-time teachers with "
            f"{today.cycle:g} periods each have {could:,.0f}: the staff or the classes import is not whole."
        )
    return taught / could


def figures(today: Today, levers: Levers | None = None) -> Figures:
    """Return the figures with these levers; without, as today. Raises Impossible."""
    check(today)
    levers = levers or Levers()
    roll = {**today.roll, **{str(year): float(n) for year, n in levers.roll.items()}}
    periods = periods_with(today, levers, roll)
    total, pupils = sum(periods.values()), sum(roll.values())
    contact_today = contact_now(today)
    ppa, ppa_of = today.ppa if levers.ppa is None else levers.ppa, levers.ppa_of or today.ppa_of
    other = levers.other_non_contact
    if other is None:
        other = other_for(today.ppa, today.ppa_of, contact_today)
    contact = contact_for(ppa, ppa_of, other)
    _check_shares(ppa, other, contact, levers.other_non_contact is not None)
    fte = total / (contact * today.cycle)
    cost = fte * today.cost / today.fte * (1 + levers.pay_award)
    basic = pupils / BASIC_CLASS * today.cycle
    return Figures(
        pupils=pupils,
        periods=total,
        fte=fte,
        cost=cost,
        class_size=pupils * today.cycle / total,
        contact_ratio=contact,
        pupil_teacher_ratio=pupils / fte,
        load=total / fte,
        average_teacher_cost=cost / fte,
        cost_per_lesson=cost / total,
        curriculum_bonus=total - basic,
        bonus_share=(total - basic) / basic,
        ppa_share=ppa,
        other_share=other,
        roll=roll,
        periods_by_year=periods,
    )


def periods_with(today: Today, levers: Levers, roll: Mapping[str, float]) -> dict[str, float]:
    """Return the lessons of each year group in a cycle. Raises Impossible.

    Without ``class_size`` the classes stay and follow ``forms`` alone, so that their size follows the roll.
    With it the other years' lessons are shared out as today and add up to the average that is asked for.
    """
    formed = {str(year): float(more) for year, more in levers.forms.items() if more}
    periods = {year: n for year, n in today.periods.items() if roll.get(year, 1) > 0}
    for year, more in formed.items():
        periods[year] = periods.get(year, 0) + more * today.cycle
        if periods[year] <= 0:
            had = today.periods.get(year, 0) / today.cycle
            raise Impossible(
                f"{-more:g} fewer classes in Year {year} cannot be: it has {had:.1f} classes now, "
                f"and its {roll.get(year, 0):.0f} pupils need at least one."
            )
    if levers.class_size is not None:
        periods |= _for_class_size(today, levers.class_size, roll, set(formed))
    without = [year for year, pupils in roll.items() if pupils > 0 and not periods.get(year)]
    if without and not periods.get(OTHER_YEARS):
        raise Impossible(
            f"Year {without[0]} would have {roll[without[0]]:.0f} pupils and no classes: "
            "say how many classes it has, or which class size."
        )
    return periods


def _for_class_size(
    today: Today, size: float, roll: Mapping[str, float], formed: set[str]
) -> dict[str, float]:
    """Return the lessons of the years whose classes are not fixed, at this average class size."""
    rest = {year: pupils for year, pupils in roll.items() if year not in formed}
    if not 1 <= size <= max(roll.values()):
        raise Impossible(
            f"An average class of {size:g} cannot be: a class has at least 1 pupil, "
            f"and no year group has more than {max(roll.values()):.0f}."
        )
    if not sum(rest.values()):
        raise Impossible(
            "A class size and the number of classes in every year group cannot both be chosen: "
            "the one follows from the other. Leave one as today."
        )
    shape = {
        year: today.periods[year] * pupils / today.roll[year]
        if today.roll.get(year) and today.periods.get(year)
        else pupils * sum(today.periods.values()) / sum(today.roll.values())
        for year, pupils in rest.items()
    }
    if OTHER_YEARS in today.periods:
        shape[OTHER_YEARS] = today.periods[OTHER_YEARS]
    scale = sum(rest.values()) * today.cycle / size / sum(shape.values())
    return {year: periods * scale for year, periods in shape.items()}


def _check_shares(ppa: float, other: float, contact: float, is_chosen: bool) -> None:
    """Raise Impossible where PPA and other time leave no time to teach, or are no shares."""
    if ppa < 0 or (is_chosen and not 0 <= other < 1):
        raise Impossible("A share of PPA or of other non-contact time lies between 0 and 100 %.")
    if contact <= 0 or contact > 1:
        raise Impossible(
            f"PPA of {100 * ppa:.0f} % and other non-contact time of {100 * other:.0f} % of the week "
            "leave no time to teach: make one of them smaller."
        )
