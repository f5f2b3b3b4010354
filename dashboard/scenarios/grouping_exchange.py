"""The state of a search for even classes, and every exchange between two classes priced at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.scenarios.grouping_bound import class_totals, fair_shares
from dashboard.scenarios.grouping_pairs import Units
from dashboard.scenarios.grouping_terms import Numbers, Whole

OVER = 8.0  # weight, in that of the heaviest term, of a pair not kept apart and of a move over the limit
DRAWS = 2  # of single pupils against whom a unit is exchanged


@dataclass(frozen=True)
class Problem:
    """What a search starts from.

    ``values``: pupils x terms, whole; ``weights`` a term; ``sizes`` a class; ``units``: who moves as one;
    ``home``: each pupil's class today, or None; ``most_moved``: how many pupils may leave it, or None.
    """

    values: Numbers
    weights: Numbers
    sizes: Whole
    units: Units
    home: Whole | None = None
    most_moved: int | None = None


@dataclass
class State:
    """Where every unit sits, and what follows from it; changed in place by ``exchange``."""

    totals: Numbers  # units x terms, weighted
    away: Numbers  # classes x terms, weighted: too many is above 0
    unit_class: Whole
    rivals: Numbers  # units x classes: how many rivals sit there
    abroad: Numbers  # units x classes: how many of the unit would be away from home there
    limit: float
    heavy: float
    cost: float
    clashes: float
    moved: float


@dataclass(frozen=True)
class Exchanges:
    """Every exchange between class ``first`` and ``second``: price in imbalance, clashes and moves.

    Arrays are leavers x joiners; ``leavers`` are units, ``joiners`` tuples of units.
    """

    first: int
    second: int
    leavers: Whole
    joiners: Whole
    shift: Numbers
    price: Numbers
    clashes: Numbers
    moves: Numbers


def state_of(problem: Problem, unit_class: Whole) -> State:
    """Return the state in which each unit sits in ``unit_class``."""
    units, classes = problem.units, len(problem.sizes)
    weighted = problem.values * problem.weights
    seated = unit_class[units.of]
    away = class_totals(weighted, seated, classes) - fair_shares(weighted, problem.sizes)
    abroad = np.zeros((len(units.sizes), classes))
    if problem.home is not None:
        np.add.at(abroad, units.of, np.arange(classes) != problem.home[:, None])
    rivals = units.apart.astype(np.float64) @ np.eye(classes)[unit_class]
    rows = np.arange(len(unit_class))
    return State(
        totals=class_totals(weighted, units.of, len(units.sizes)),
        away=away,
        unit_class=unit_class.copy(),
        rivals=rivals,
        abroad=abroad,
        limit=np.inf if problem.most_moved is None else float(problem.most_moved),
        heavy=OVER * float(problem.weights.max(initial=1.0)),
        cost=float(np.abs(away).sum()),
        clashes=float(rivals[rows, unit_class].sum()) / 2,
        moved=float(abroad[rows, unit_class].sum()),
    )


def exchanges(
    state: State, units: Units, first: int, second: int, size: int, rng: np.random.Generator
) -> Exchanges:
    """Price every exchange of one unit of ``size`` pupils against as many of the other class.

    Units of more than one pupil go against units of the same size, and single pupils that ``rng`` draws.
    """
    inside, outside = np.flatnonzero(state.unit_class == first), np.flatnonzero(state.unit_class == second)
    leavers = inside[units.sizes[inside] == size]
    same, single = outside[units.sizes[outside] == size], outside[units.sizes[outside] == 1]
    joiners = np.full((len(same), size), -1)
    joiners[:, 0] = same
    if size > 1 and len(single) >= size:
        cut = len(single) // size * size
        drawn = [rng.permutation(single)[:cut].reshape(-1, size) for _ in range(DRAWS)]
        joiners = np.concatenate([joiners, *drawn])
    real = joiners >= 0
    shift = (state.totals[joiners] * real[:, :, None]).sum(axis=1)[None] - state.totals[leavers][:, None]
    price = np.abs(shift + state.away[first]).sum(axis=2) + np.abs(shift - state.away[second]).sum(axis=2)
    price -= np.abs(state.away[first]).sum() + np.abs(state.away[second]).sum()
    between = (units.apart[leavers][:, joiners] & real).sum(axis=2)
    return Exchanges(
        first, second, leavers, joiners, shift, price,
        clashes=_change(state.rivals, leavers, joiners, real, first, second) - 2.0 * between,
        moves=_change(state.abroad, leavers, joiners, real, first, second),
    )  # fmt: skip


def _change(
    there: Numbers, leavers: Whole, joiners: Whole, real: NDArray[np.bool_], first: int, second: int
) -> Numbers:
    """Return how a count by class (units x classes) changes when leavers and joiners change places."""
    going = there[leavers, second] - there[leavers, first]
    coming = ((there[joiners, first] - there[joiners, second]) * real).sum(axis=1)
    return np.asarray(going[:, None] + coming)


def judged(state: State, found: Exchanges) -> Numbers:
    """Return what each exchange adds to the whole cost: imbalance, clashes, and moves over the limit."""
    over = np.maximum(state.moved + found.moves - state.limit, 0) - max(state.moved - state.limit, 0)
    return (
        np.asarray(found.price + state.heavy * (found.clashes + over))
        if np.isfinite(state.limit)
        else np.asarray(found.price + state.heavy * found.clashes)
    )


def exchange(state: State, units: Units, found: Exchanges, row: int, column: int) -> None:
    """Carry out one exchange."""
    state.away[found.first] += found.shift[row, column]
    state.away[found.second] -= found.shift[row, column]
    state.cost += float(found.price[row, column])
    state.clashes += float(found.clashes[row, column])
    state.moved += float(found.moves[row, column])
    joiners = found.joiners[column]
    for unit, out, into in [
        (found.leavers[row], found.first, found.second),
        *[(joiner, found.second, found.first) for joiner in joiners[joiners >= 0]],
    ]:
        state.unit_class[unit] = into
        state.rivals[:, out] -= units.apart[:, unit]
        state.rivals[:, into] += units.apart[:, unit]
