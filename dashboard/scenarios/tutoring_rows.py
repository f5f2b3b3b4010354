"""The rows of a tutoring plan: money, hours, whom it reaches, how much it could gain."""

from math import isnan

import numpy as np
from numpy.typing import NDArray

from dashboard.scenarios.evidence import Evidence, about, effect_of
from dashboard.scenarios.outcome import Line, Row
from dashboard.scenarios.reach import lowest
from dashboard.scenarios.tutoring import Mark, Places, Plan
from dashboard.scenarios.tutoring_range import Range, Ranges, months_of_a_year, wobble_over_mark
from dashboard.scenarios.words import capital, count, money, number


def offer_rows(places: Places, plan: Plan) -> list[Line]:
    """Return money, staff, group size and workload."""
    offer = places.offer
    hours = len(offer.slots) * offer.hours
    lines = [
        _line("staff", "Tutor hours", hours, "hours", f"{number(hours)} hours of tutors' time"),
        _line(
            "class size",
            "Pupils in a group",
            float(plan.seated.sum() / max(plan.seated.any(axis=0).sum(), 1)),
            "pupils",
            f"{count(int(plan.seated.any(axis=0).sum()), 'group')} of "
            f"{_span(plan.seated.sum(axis=0)[plan.seated.any(axis=0)])}",
        ),
        _line(
            "workload",
            "Lessons missed",
            None,
            "lessons",
            "Nobody misses a lesson: pupils are placed only where they are free",
        ),
    ]
    if offer.cost_hour is None:
        words = "Needs the cost of a tutor's hour from your costs export"
        return [*lines, _line("money", "Tutoring", None, "£", words)]
    cost = hours * offer.cost_hour
    each = cost / max(int(plan.seated.any(axis=1).sum()), 1)
    return [
        *lines,
        _line("money", "Tutoring", cost, "£", f"{money(cost)}, {money(each)} for each pupil with a place"),
    ]


def _span(sizes: NDArray[np.intp]) -> str:
    """Say the sizes of groups: ``3 pupils``, ``2 to 5 pupils``."""
    if not sizes.size:
        return "no pupils"
    low, high = int(sizes.min()), int(sizes.max())
    return count(low, "pupil") if low == high else f"{low} to {high} pupils"


def who_rows(places: Places, plan: Plan) -> list[Line]:
    """Return who is in it and who cannot be."""
    has, low = np.asarray(plan.seated.any(axis=1)), lowest(places.points)
    focus, of_focus = int((has & places.focus).sum()), int(places.focus.sum())
    others, of_others = int(has.sum()) - focus, len(places.pupils) - of_focus
    reached, of_low = int((has & low).sum()), int(low.sum())
    never = int((~places.can.any(axis=1)).sum())
    free = f"{count(never, 'pupil is', 'pupils are')} free in no slot"
    if not never:
        free = "every pupil is free in at least one slot"
    chosen = f"{focus} of {of_focus} disadvantaged pupils and {others} of {of_others} others get a place"
    needy = f"{reached} of the {count(of_low, 'pupil')} with the lowest results get a place"
    return [
        _line("composition", "Disadvantaged pupils with a place", focus, "pupils", chosen),
        _line(
            "access",
            "Lowest quarter with a place",
            reached,
            "pupils",
            f"{needy}; {free}",
        ),
    ]


def _line(row: Row, what: str, value: float | None, unit: str, words: str) -> Line:
    """Return a cell: today's column is without this plan."""
    return Line(row, what, None, value, unit, f"{capital(words)}.")


def range_rows(places: Places, evidence: Evidence, found: Ranges, mark: Mark | None) -> list[Line]:
    """Return how much the plan could gain, each figure with its ends, and for whom research found it."""
    effect = effect_of(evidence, "tutoring")
    words = f"{ranged(found.months, 1, 'months', 0)} of progress, all pupils together. {about(effect)}"
    lines = [Line("outcome range", "Progress in all", None, found.months.middle, "months", capital(words))]
    if not isnan(found.gap.middle):
        more = "more" if found.gap.middle >= 0 else "less"
        words = f"disadvantaged pupils gain {ranged(found.gap, 1, 'months')} {more} than others on average"
        lines.append(_line("outcome range", "Gap closed", found.gap.middle, "months", words))
    if mark is not None:
        words = f"{ranged(found.over, 1, 'pupils', 0)} more at {mark.at:g} points or above"
        lines.append(_line("outcome range", "Pupils over the mark", found.over.middle, "pupils", words))
    return lines


def ranged(found: Range, scale: float, unit: str, places: int = 1) -> str:
    """Say a figure with its ends, smaller first: ``2.1 months (0.5 to 4.2)``; a loss is said as one."""
    ends = sorted((found.low * scale, found.high * scale))
    middle = found.middle * scale
    if middle < 0:
        ends, middle = [-ends[1], -ends[0]], -middle
    return f"{number(middle, places)} {unit} ({number(ends[0], places)} to {number(ends[1], places)})"


def unknown_rows(places: Places, evidence: Evidence, found: Ranges, mark: Mark | None) -> list[Line]:
    """Return why nobody will see it in the results, and what else is not known."""
    gain = found.months.middle / len(places.pupils)
    year = months_of_a_year(evidence)
    untreated = effect_of(evidence, "lowest_tenth_without_help")
    month = effect_of(evidence, "one_month").at("central")
    said = [
        f"Year groups differ by about {number(year, 1)} months from one to the next with nothing changed; "
        f"this plan moves the whole year by about {number(gain, 1)}. Do not expect to see it in the results.",
        f"The lowest-scoring tenth rise by about {number(untreated.at('central') / month)} months on the "
        "next test with no help at all: compare with similar pupils who had none.",
    ]
    if mark is not None:
        wobble = number(wobble_over_mark(places, mark))
        said.append(f"The number over the mark moves by about {wobble} pupils from year to year by itself.")
    unknown = int(np.isnan(places.points).sum())
    if unknown:
        said.append(
            f"{count(unknown, 'pupil has', 'pupils have')} no result: rules by result place them last."
        )
    return [Line("what we cannot say", "Not known", None, None, "", words) for words in said]
