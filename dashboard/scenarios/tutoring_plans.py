"""Who gets tutoring: by a rule, or the plan that gains most and how far from the best possible it can be."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.scenarios.outcome import Impossible, Report, silent
from dashboard.scenarios.tutoring import Numbers, Places, Plan, Rates, blocks_of, gains, total_months
from dashboard.scenarios.tutoring_exact import exact_seats
from dashboard.scenarios.tutoring_seats import bound_and_sizes, seat

Rule = Literal["lowest first", "at random", "disadvantaged first", "just below the mark"]
Goal = Literal["total", "both", "gap"]

RULES: tuple[Rule, ...] = ("lowest first", "at random", "disadvantaged first", "just below the mark")
COUNTS_MORE: dict[Goal, float] = {"total": 0.0, "both": 1.0, "gap": 1000.0}
ITERATIONS = 200
USUAL_SIZE = 3
Whole = NDArray[np.intp]


def by_rule(places: Places, rates: Rates, rule: Rule, seed: int, mark: float | None = None) -> Plan:
    """Return the plan that seats pupils in the rule's order, as many as can be; second blocks come last.

    A pupil without a result comes after those with one. Groups are of the offer's size, or of 3. Raises
    Impossible where the rule needs a mark and has none.
    """
    order = _order(places, rule, seed, mark)
    rank = np.empty(len(order))
    rank[order] = np.arange(len(order), 0, -1)
    worth = [rank + len(order), rank][: places.offer.blocks]
    size = places.offer.group_size or USUAL_SIZE
    seated, _ = seat(places, [size] * len(places.offer.slots), worth, {size: 1.0})
    return Plan(seated, total_months(gains(places, seated, rates)), float("inf"))


def _order(places: Places, rule: Rule, seed: int, mark: float | None) -> Whole:
    """Return the pupils in the rule's order; ties as in the frame."""
    lowest = np.nan_to_num(places.points, nan=np.inf)
    if rule == "at random":
        return np.random.default_rng(seed).permutation(len(lowest))
    if rule == "lowest first":
        return np.argsort(lowest, kind="stable")
    if rule == "disadvantaged first":
        return np.lexsort((lowest, ~places.focus))
    if mark is None:
        raise Impossible("Pupils just below the mark can only be found when a mark is chosen.")
    below = mark - places.points
    return np.argsort(np.where(below > 0, below, np.inf), kind="stable")


def best(
    places: Places,
    rates: Rates,
    counts_more: float,
    seed: int,
    iterations: int = ITERATIONS,
    report: Report = silent,
) -> Plan:
    """Return the plan with the most months, a disadvantaged pupil's counting ``1 + counts_more`` times.

    A place is never left empty for the gap's sake. For given group sizes the matching is exact; the sizes are
    searched, from the best uniform size and from the bound's. ``iterations`` are matchings tried.
    """
    counts = np.where(places.focus, 1 + counts_more, 1.0)
    weight = places.attends * counts * rates.months
    worth = [weight * block for block in blocks_of(places, rates)][: places.offer.blocks]
    slots = len(places.offer.slots)
    uniform = [_tried(places, rates, counts, worth, [size] * slots) for size in places.offer.sizes]
    found = max(uniform, key=lambda plan: plan.value)
    if len(uniform) == 1:
        found = _exact(places, rates, counts, worth, found, list(places.offer.sizes) * slots)
        report(1.0)
        return found
    bound, sizes = bound_and_sizes(places, worth, rates.size, found.value)
    guided = _tried(places, rates, counts, worth, sizes)
    found = max(found, guided, key=lambda plan: plan.value)
    found = _searched(places, rates, counts, worth, found, bound, seed, iterations, report)
    sizes = np.maximum(found.seated.sum(axis=0), 1).tolist()
    found = _exact(places, rates, counts, worth, found, sizes)
    report(1.0)
    return Plan(found.seated, found.value, bound)


def _exact(
    places: Places,
    rates: Rates,
    counts: Numbers,
    worth: Sequence[Numbers],
    found: Plan,
    sizes: Sequence[int],
) -> Plan:
    """Place pupils with two blocks exactly where the matching had to part them; the sizes stay."""
    if places.offer.blocks == 1 or found.value >= found.bound * (1 - 1e-9):
        return found
    exact = exact_seats(places, sizes, worth, rates.size)
    if exact is None:
        return found
    seated, bound = exact
    value = float(gains(places, seated, rates) @ counts)
    bound = min(found.bound, bound)
    return Plan(seated, value, bound) if value > found.value else replace(found, bound=bound)


def _searched(
    places: Places,
    rates: Rates,
    counts: Numbers,
    worth: Sequence[Numbers],
    found: Plan,
    bound: float,
    seed: int,
    iterations: int,
    report: Report,
) -> Plan:
    """Change the group size of one slot or two at a time and keep what is no worse."""
    rng = np.random.default_rng(seed)
    sizes = np.maximum(found.seated.sum(axis=0), 1)
    for step in range(iterations):
        if found.value >= bound * (1 - 1e-9):
            break
        report(step / iterations)
        other = sizes.copy()
        for slot in rng.integers(len(sizes), size=1 + step % 2):
            other[slot] = rng.choice(places.offer.sizes)
        plan = _tried(places, rates, counts, worth, other.tolist())
        if plan.value >= found.value:
            found, sizes = plan, other
    return found


def _tried(
    places: Places, rates: Rates, counts: Numbers, worth: Sequence[Numbers], sizes: Sequence[int]
) -> Plan:
    """Return the best plan with groups of these sizes and its bound."""
    seated, bound = seat(places, sizes, worth, rates.size)
    return Plan(seated, float(gains(places, seated, rates) @ counts), bound)
