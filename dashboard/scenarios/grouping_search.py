"""The search for even classes: exchanges between two classes at a time, drawn by their price, hot to cold.

At each step two classes are drawn, all exchanges between them are priced, and one of them or none is drawn
with odds exp(-price / heat) (a heat bath). The heat falls in short rounds; a round that found nothing better
is followed by one from other classes, drawn anew. It ends when the closed-form bound is reached: then nothing
better exists. A seed and a number of steps decide the answer, never the clock.
"""

from dataclasses import dataclass

import numpy as np

from dashboard.scenarios.grouping_bound import NOISE, imbalance, least_imbalance
from dashboard.scenarios.grouping_exchange import (
    Exchanges,
    Problem,
    State,
    exchange,
    exchanges,
    judged,
    state_of,
)
from dashboard.scenarios.grouping_finish import settled
from dashboard.scenarios.grouping_pairs import Units, listed, pairs_still_together
from dashboard.scenarios.grouping_terms import Numbers, Whole
from dashboard.scenarios.outcome import Impossible, Report, silent

HOTTEST, COLDEST = 0.2, 0.03  # in weights of a typical term
ROUND = 2_500  # steps from hot to cold
STEPS = 40_000
ATTEMPTS, NEAR = 8, 25.0  # tries to settle the rest, and from how near: in weights of a typical term
FINISH = 500  # steps between two attempts to settle the rest exactly
EVERY = 50  # steps between two reports
TRIES = 200  # ways of filling classes with units too large to fit anywhere


@dataclass(frozen=True)
class Placement:
    """Each pupil's class, how uneven the classes are, the least possible, how many left their class."""

    class_of: Whole
    imbalance: float
    least: float
    moved: int


def even_out(
    problem: Problem, seed: int, steps: int = STEPS, report: Report = silent, start: Whole | None = None
) -> Placement:
    """Return the most even classes found in so many steps; the same for the same inputs.

    ``start``: each pupil's class to begin with; today's or a random one without it.
    Raises ``Impossible``, naming them, where pairs could not be kept apart or too few may be moved.
    """
    rng = np.random.default_rng(seed)
    unit_class = first_seats(problem, rng, problem.home if start is None else start)
    state = state_of(problem, unit_class)
    least = least_imbalance(problem.values, problem.weights, problem.sizes)
    heats = _heats(problem.weights)
    near = least + NEAR * float(np.median(problem.weights)) if len(problem.weights) else least
    best, best_cost, best_moved, best_step = unit_class, np.inf, 0.0, 0
    for step in range(steps):
        if _allowed(state) and state.cost < best_cost - NOISE:
            best, best_cost, best_moved, best_step = state.unit_class.copy(), state.cost, state.moved, step
            if best_cost <= least + NOISE:
                break
        if len(problem.sizes) < 2:
            break
        if step % ROUND == 0 and step - best_step > ROUND and problem.most_moved is None:
            state = state_of(problem, first_seats(problem, rng, None))
        if _to_be_settled(step) and _allowed(state) and state.cost < near:
            seats = settled(problem, state.unit_class, rng)
            if seats is not None and _allowed(finished := state_of(problem, seats)):
                state = finished
                continue
        if step % EVERY == 0:
            report(step / steps)
        _one_step(state, problem.units, float(heats[step % ROUND]), rng)
    if best_cost == np.inf:
        raise Impossible(_why_not(problem, state))
    report(1.0)
    found = best[problem.units.of]
    uneven = imbalance(problem.values, problem.weights, found, problem.sizes)
    return Placement(found, uneven, least, round(best_moved))


def first_seats(problem: Problem, rng: np.random.Generator, wanted: Whole | None) -> Whole:
    """Return each unit's class so that the classes have their sizes, as wanted where there is room.

    Raises ``Impossible`` where pupils and places differ, or the units do not fit.
    """
    units, sizes = problem.units, problem.sizes
    pupils, places = len(units.of), int(sizes.sum())
    if pupils != places:
        raise Impossible(
            f"There are {pupils} pupils and {places} places: the class sizes must add up to the pupils."
        )
    wish = np.full(len(units.sizes), -1)
    if wanted is not None:
        wish[units.of[::-1]] = wanted[::-1]
    for attempt in range(TRIES):
        order = np.lexsort([rng.random(len(wish)), -units.sizes])
        seats, room = np.full(len(wish), -1), sizes.copy()
        for unit in order[wish[order] >= 0] if not attempt else []:
            if room[wish[unit]] >= units.sizes[unit]:
                seats[unit] = wish[unit]
                room[wish[unit]] -= units.sizes[unit]
        for unit in order[seats[order] < 0]:
            fitting = np.flatnonzero(room >= units.sizes[unit])
            if not len(fitting):
                break
            seats[unit] = fitting[np.argmax(room[fitting] + rng.random(len(fitting)))]
            room[seats[unit]] -= units.sizes[unit]
        if (seats >= 0).all():
            return seats
    largest = listed([units.names[unit] for unit in np.argsort(-units.sizes, kind="stable")[:3]])
    raise Impossible(
        f"The pupils to be kept together ({largest}) do not fit into classes of "
        f"{listed([str(size) for size in sizes])}."
    )


def best_exchange(
    state: State, units: Units, rng: np.random.Generator
) -> tuple[Exchanges, int, int, float] | None:
    """Return the exchange that takes most away, with its price; None if none does."""
    best: tuple[Exchanges, int, int, float] | None = None
    classes = len(state.away)
    for first in range(classes):
        for second in range(first + 1, classes):
            for size in np.unique(units.sizes).tolist():
                found = exchanges(state, units, first, second, size, rng)
                price = judged(state, found)
                if price.size and price.min() < (best[3] if best else -NOISE) - NOISE:
                    row, column = divmod(int(price.argmin()), price.shape[1])
                    best = (found, row, column, float(price.min()))
    return best


def _heats(weights: Numbers) -> Numbers:
    typical = float(np.median(weights)) if len(weights) else 1.0
    return typical * np.asarray(HOTTEST * (COLDEST / HOTTEST) ** (np.arange(ROUND) / ROUND))


def _allowed(state: State) -> bool:
    return state.clashes < 0.5 and state.moved <= state.limit + 0.5


def _to_be_settled(step: int) -> bool:
    """Say whether the rest is to be settled now: often at first, later at the cold end of a round."""
    return (step + 1) % (FINISH if step < FINISH * ATTEMPTS else ROUND) == 0


def _one_step(state: State, units: Units, heat: float, rng: np.random.Generator) -> None:
    """Draw two classes and an exchange between them, or none."""
    classes = len(state.away)
    first = int(rng.integers(classes))
    second = (first + 1 + int(rng.integers(classes - 1))) % classes
    size = int(units.sizes[rng.integers(len(units.sizes))])  # as often as there are units of that size
    found = exchanges(state, units, first, second, size, rng)
    if not found.price.size:
        return
    # The least of price - heat x Gumbel is a draw with odds exp(-price / heat); doing nothing costs 0.
    drawn = judged(state, found) - heat * rng.gumbel(size=found.price.shape)
    place = int(drawn.argmin())
    if drawn.flat[place] < -heat * rng.gumbel():
        exchange(state, units, found, *divmod(place, drawn.shape[1]))


def _why_not(problem: Problem, state: State) -> str:
    still = pairs_still_together(problem.units, state.unit_class)
    if still:
        pairs = listed([f"{one} from {two}" for one, two in still])
        return f"With the other wishes, no way was found of keeping {pairs} in {len(problem.sizes)} classes."
    return (
        f"The wishes to keep pupils together or apart need more moves than the {problem.most_moved} allowed: "
        f"{round(state.moved)} at the fewest found."
    )
