"""What a tutoring plan means, said: whom it reaches, how much it could gain, and what will not be seen."""

from collections.abc import Mapping
from math import isnan

import numpy as np
import pandas as pd

from dashboard.scenarios.evidence import Evidence
from dashboard.scenarios.outcome import Outcome, Report, certainty_of, in_order, silent
from dashboard.scenarios.reach import both, by_group, lowest
from dashboard.scenarios.tutoring import (
    Mark,
    Places,
    Plan,
    Rates,
    gains,
    gap_closed,
    rates_from,
    total_months,
)
from dashboard.scenarios.tutoring_plans import COUNTS_MORE, ITERATIONS, RULES, Goal, best, by_rule
from dashboard.scenarios.tutoring_range import Ranges, ranges
from dashboard.scenarios.tutoring_rows import offer_rows, range_rows, ranged, unknown_rows, who_rows
from dashboard.scenarios.words import count, number

FRONT = (0.0, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, COUNTS_MORE["gap"])
AIMS: dict[Goal, str] = {
    "total": "as much progress as possible in all",
    "both": "as much progress as possible, a disadvantaged pupil's counting double",
    "gap": "as much progress as possible for disadvantaged pupils",
}
CAVEAT = (
    "The plan is built on who is free and who is usually in school. What a month of tutoring brings is what "
    "research found for groups of pupils; for any one pupil it is not known."
)


def tutoring(
    places: Places,
    pupils: pd.DataFrame,
    evidence: Evidence,
    goal: Goal = "both",
    seed: int = 1,
    iterations: int = ITERATIONS,
    mark: Mark | None = None,
    report: Report = silent,
) -> Outcome:
    """Return the best plan for a goal, beside the plans of plain rules and the front between total and gap.

    ``pupils`` is the frame that ``places`` was prepared from, in its order. Tables: ``plan`` (slot, pupil),
    ``rules``, ``front``, ``who``. Raises Impossible.
    """
    rates = rates_from(evidence)
    front, plan = _front(places, rates, goal, seed, iterations, report)
    found = ranges(places, plan.seated, evidence, seed, mark)
    has, low = np.asarray(plan.seated.any(axis=1)), lowest(places.points)
    lines = [
        *offer_rows(places, plan),
        *who_rows(places, plan),
        *range_rows(places, evidence, found, mark),
        *unknown_rows(places, evidence, found, mark),
    ]
    tables: Mapping[str, pd.DataFrame] = {
        "plan": _list(places, plan),
        "rules": _rules(places, rates, evidence, plan, goal, seed, mark),
        "front": front,
        "who": by_group(
            pupils, {"tutored": has, "lowest_quarter": low, "lowest_quarter_tutored": both(low, has)}
        ),
    }
    return Outcome(
        _sentence(places, plan, found), CAVEAT, in_order(lines), tables, certainty_of(plan.value, plan.bound)
    )


def _front(
    places: Places, rates: Rates, goal: Goal, seed: int, iterations: int, report: Report
) -> tuple[pd.DataFrame, Plan]:
    """Return the plans between most in all and most for disadvantaged pupils, and the goal's own."""
    chosen = best(places, rates, COUNTS_MORE[goal], seed, iterations, lambda share: report(share / 2))
    rows = []
    for place, more in enumerate(FRONT):
        is_chosen = more == COUNTS_MORE[goal]
        plan = chosen if is_chosen else best(places, rates, more, seed, iterations // len(FRONT))
        found = gains(places, plan.seated, rates)
        report(0.5 + (place + 1) / len(FRONT) / 2)
        rows.append(
            {
                "counts_more": more,
                "months": total_months(found),
                "gap_closed": gap_closed(places, found),
                "pupils": int(plan.seated.any(axis=1).sum()),
                "disadvantaged": int((plan.seated.any(axis=1) & places.focus).sum()),
            }
        )
    return _undominated(pd.DataFrame(rows)), chosen


def _undominated(front: pd.DataFrame) -> pd.DataFrame:
    """Return the plans that no other beats in total without losing in the gap, most in total first."""
    ordered = front.sort_values(["months", "gap_closed"], ascending=False, kind="stable")
    closed = ordered["gap_closed"].fillna(0.0)
    is_better = closed > closed.cummax().shift(fill_value=-np.inf) + 1e-9
    return ordered[is_better].reset_index(drop=True)


def _list(places: Places, plan: Plan) -> pd.DataFrame:
    """Return a row a place: slot and pupil, in the order of slots and pupils."""
    rows = [
        {"slot": slot, "pupil": places.pupils[pupil]}
        for column, slot in enumerate(places.offer.slots)
        for pupil in plan.seated[:, column].nonzero()[0]
    ]
    return pd.DataFrame(rows, columns=["slot", "pupil"])


def _rules(
    places: Places, rates: Rates, evidence: Evidence, plan: Plan, goal: Goal, seed: int, mark: Mark | None
) -> pd.DataFrame:
    """Return a row a plan: months with their ends, months more for disadvantaged pupils, whom it reaches."""
    rules = [rule for rule in RULES if mark is not None or rule != "just below the mark"]
    at = None if mark is None else mark.at
    named = [(rule, by_rule(places, rates, rule, seed, at)) for rule in rules]
    rows = []
    for name, each in [*named, (AIMS[goal], plan)]:
        found, drawn = gains(places, each.seated, rates), ranges(places, each.seated, evidence, seed, mark)
        has = each.seated.any(axis=1)
        rows.append(
            {
                "plan": name,
                "months": total_months(found),
                "months_low": drawn.months.low,
                "months_high": drawn.months.high,
                "gap_closed": gap_closed(places, found),
                "over_mark": drawn.over.middle,
                "pupils": int(has.sum()),
                "disadvantaged": int((has & places.focus).sum()),
            }
        )
    return pd.DataFrame(rows)


def _sentence(places: Places, plan: Plan, found: Ranges) -> str:
    """Say what the hours give, to whom, and how much it could be."""
    has = plan.seated.any(axis=1)
    pupils, focus = int(has.sum()), int((has & places.focus).sum())
    hours = number(len(places.offer.slots) * places.offer.hours)
    if not pupils:
        return f"{hours} tutor hours reach nobody: no pupil is free in any slot."
    months = ranged(found.months, 1 / pupils, "months")
    many = "all" if focus == pupils > 1 else f"{focus or 'none'}"
    said = (
        f"{hours} tutor hours reach {count(pupils, 'pupil')}, {many} of them disadvantaged: "
        f"about {months} of progress each on average"
    )
    if not isnan(found.over.middle):
        said += f", and {ranged(found.over, 1, 'pupils', 0)} more over the mark"
    return f"{said}."
