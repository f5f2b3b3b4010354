"""From today's classes: what each exchange of two pupils gains, and the fewest moves found for the rest."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import scipy  # its parts load when first used, which most readers never wait for

from dashboard.scenarios.grouping_bound import NOISE, imbalance
from dashboard.scenarios.grouping_exchange import Problem, exchange, state_of
from dashboard.scenarios.grouping_search import Placement, best_exchange, even_out, first_seats
from dashboard.scenarios.grouping_terms import Whole
from dashboard.scenarios.outcome import Report, silent

SHARES = (0.15, 0.3, 0.45)  # of the pupils who may move at most, tried in turn before all may
LIMITED = (
    8  # a limit on moves keeps the bound out of reach, so that all steps would be spent: fewer are enough
)
PART = 4  # each of these tries has this part of the steps


@dataclass(frozen=True)
class Moves:
    """The steepest way from today: ``curve`` has ``moved`` (pupils) and ``imbalance``."""

    curve: pd.DataFrame
    class_of: Whole


def pupils_moved(today: Whole, class_of: Whole) -> int:
    """Return how many pupils leave their class, each new class named after the one it is most like."""
    shared = np.zeros((int(today.max()) + 1, int(class_of.max()) + 1))
    np.add.at(shared, (today, class_of), 1)
    return len(today) - int(shared[scipy.optimize.linear_sum_assignment(-shared)].sum())


def exchange_by_exchange(problem: Problem, seed: int) -> Moves:
    """Return what is gained when the most helpful exchange is made each time, from today's classes.

    ``problem.home`` is needed. Stops when no exchange helps or ``problem.most_moved`` pupils have left.
    """
    assert problem.home is not None, "moves are counted from today's classes"
    rng = np.random.default_rng(seed)
    state = state_of(problem, first_seats(problem, rng, problem.home))
    rows = [(0, imbalance(problem.values, problem.weights, problem.home, problem.sizes))]
    if round(state.moved) > 0:
        rows.append((round(state.moved), state.cost))
    while (found := best_exchange(state, problem.units, rng)) is not None:
        if state.moved + found[0].moves[found[1], found[2]] > state.limit:
            break
        exchange(state, problem.units, *found[:3])
        rows.append((round(state.moved), state.cost))
    curve = pd.DataFrame(rows, columns=["moved", "imbalance"]).drop_duplicates("moved", keep="last")
    return Moves(curve.sort_values("moved", ignore_index=True), state.unit_class[problem.units.of])


def from_today(problem: Problem, seed: int, steps: int, report: Report = silent) -> Placement:
    """Return the most even classes with at most ``problem.most_moved`` pupils moved from today's.

    Without a limit: the most even found, and of those the one among the first to need few moves.
    """
    begun = exchange_by_exchange(problem, seed)
    if problem.most_moved is not None:
        return even_out(problem, seed, steps // LIMITED, report, start=begun.class_of)
    pupils = len(problem.units.of)
    for number, share in enumerate(SHARES):

        def onwards(done: float, before: int = number) -> None:
            """Report the share done of all shares of moves, from 0 to 1."""
            report((before + done) / (len(SHARES) + 1))

        limited = replace(problem, most_moved=max(int(share * pupils), pupils_moved_by(problem, begun)))
        found = even_out(limited, seed, steps // PART, onwards, start=begun.class_of)
        if found.imbalance <= found.least + NOISE:
            return found
    found = even_out(problem, seed, steps, lambda done: report((len(SHARES) + done) / (len(SHARES) + 1)))
    return named_like_today(problem, found)


def named_like_today(problem: Problem, found: Placement) -> Placement:
    """Return the same classes, each with the name of the class of today it keeps most pupils of.

    Names change hands only between classes of one size, so that the sizes stay where they were.
    """
    assert problem.home is not None, "names are today's"
    shared = np.zeros((len(problem.sizes), len(problem.sizes)))
    np.add.at(shared, (found.class_of, problem.home), 1)
    shared[problem.sizes[:, None] != problem.sizes] = -len(found.class_of)
    class_of = scipy.optimize.linear_sum_assignment(-shared)[1][found.class_of]
    return replace(found, class_of=class_of, moved=int((class_of != problem.home).sum()))


def pupils_moved_by(problem: Problem, begun: Moves) -> int:
    """Return how many pupils the steepest way has moved at its end: no tighter limit is tried."""
    assert problem.home is not None, "moves are counted from today's classes"
    return int((begun.class_of != problem.home).sum())


def half_way(curve: pd.DataFrame, best: float) -> tuple[int, float] | None:
    """Return the fewest moves that take away half of what can be taken away, and the share they take.

    ``best`` is the imbalance of the most even classes. None where today's classes are already as even,
    or the exchanges do not get half-way.
    """
    today = float(curve["imbalance"].iloc[0])
    if today <= best + NOISE:
        return None
    share = (today - curve["imbalance"]) / (today - best)
    reached = curve.assign(share=share)[share >= 0.5]
    if reached.empty:
        return None
    return int(reached["moved"].iloc[0]), float(reached["share"].iloc[0])
