"""The last units of evenness: up to six pupils for six, found by looking sums up, not by trial.

Drawing exchanges by price leaves a few classes a pupil or a few points out. Here classes are brought to
their exact share one after the other: all sums of up to six pupils of one class are compared with those of
another at once (meet in the middle), by a linear hash of the terms.
"""

from functools import lru_cache
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from dashboard.scenarios.grouping_bound import class_totals
from dashboard.scenarios.grouping_exchange import Problem
from dashboard.scenarios.grouping_terms import Whole

MOST_FOR_MOST = 6
SIEVE_BITS = 22
MOST_LOOKED_AT = 30  # pupils of a class whose sums are formed: 593,775 ways of taking six


def settled(problem: Problem, unit_class: Whole, rng: np.random.Generator) -> Whole | None:
    """Return classes in which each term is as even as whole units allow, or None where none were found.

    ``unit_class`` must keep every pair apart. Only single pupils without a rival in the other class are
    exchanged.
    """
    units, classes = problem.units, len(problem.sizes)
    seats = unit_class.copy()
    whole = np.rint(class_totals(problem.values, units.of, len(units.sizes))).astype(np.int64)
    totals = np.rint(class_totals(whole.astype(np.float64), seats, classes)).astype(np.int64)
    wanted = shares_to_reach(whole, totals, problem.sizes)
    keys = np.asarray(rng.integers(-(2**62), 2**62, size=(whole.shape[1],)))
    left = rng.permutation(classes).tolist()
    while len(left) > 1:
        short = wanted - totals
        done = [each for each in left if not short[each].any()]
        if done:
            left.remove(done[0])
            continue
        found = None
        for many, other in product(range(1, MOST_FOR_MOST + 1), left[1:]):
            pair = (left[0], other)
            found = _swap(problem, seats, whole, keys, pair, short[left[0], :], many, rng)
            if found is not None:
                break
        if found is None:
            return None
        going, coming = found
        gained = whole[coming].sum(axis=0) - whole[going].sum(axis=0)
        seats[going], seats[coming] = other, left[0]
        totals[left[0]] += gained
        totals[other] -= gained
    return seats


def shares_to_reach(whole: Whole, totals: Whole, sizes: Whole) -> Whole:
    """Return totals, classes x terms, that reach the least imbalance and lie near the totals there are."""
    wanted = np.empty_like(totals)
    pupils = int(sizes.sum())
    for term in range(whole.shape[1]):
        unit = int(np.gcd.reduce(whole[:, term])) or 1
        product = int(whole[:, term].sum()) // unit * sizes.astype(np.int64)
        order = np.lexsort([-totals[:, term], -(product % pupils)])
        share = product // pupils
        share[order[: int(whole[:, term].sum()) // unit - int(share.sum())]] += 1
        wanted[:, term] = share * unit
    return wanted


def _swap(
    problem: Problem, seats: Whole, whole: Whole, keys: Whole, pair: tuple[int, int], short: Whole,
    many: int,
    rng: np.random.Generator,
) -> tuple[Whole, Whole] | None:  # fmt: skip
    """Return so many units of each class of the pair whose exchange gives the first what it is short of."""
    sides: list[Whole] = []
    for here, there in (pair, pair[::-1]):
        rivals = problem.units.apart[:, seats == there].any(axis=1)
        free = np.flatnonzero((seats == here) & (problem.units.sizes == 1) & ~rivals)
        free = rng.permutation(free)[:MOST_LOOKED_AT]
        if len(free) < many:
            return None
        sides.append(free)
    hashed = whole @ keys  # wraps around alike on both sides
    going, coming = (_sums(hashed[free], many) for free in sides)
    first, second = _equal(going, coming - short @ keys)
    for one, two in zip(first, second, strict=True):
        leavers = sides[0][_subsets(len(sides[0]), many)[:, one]]
        joiners = sides[1][_subsets(len(sides[1]), many)[:, two]]
        if (whole[joiners].sum(axis=0) - whole[leavers].sum(axis=0) == short).all():
            return leavers, joiners
    return None


def _equal(going: Whole, coming: Whole) -> tuple[Whole, Whole]:
    """Return the places of the numbers that stand in both.

    Half a million on each side, hardly any in common: a sieve by some of their bits leaves few to sort.
    """
    first, second = np.arange(len(going)), np.arange(len(coming))
    for shift in (0, SIEVE_BITS):
        second = second[_sieved(going[first] >> shift, coming[second] >> shift)]
        first = first[_sieved(coming[second] >> shift, going[first] >> shift)]
    _common, ours, theirs = np.intersect1d(going[first], coming[second], return_indices=True)
    return first[ours], second[theirs]


def _sieved(known: Whole, asked: Whole) -> NDArray[np.bool_]:
    """Return which of the numbers asked for may be known, by their lowest bits."""
    seen = np.zeros(1 << SIEVE_BITS, dtype=np.bool_)
    seen[known & ((1 << SIEVE_BITS) - 1)] = True
    return np.asarray(seen[asked & ((1 << SIEVE_BITS) - 1)])


def _sums(values: Whole, many: int) -> Whole:
    """Return the sum of every way of taking so many of the values."""
    total = np.zeros(1, dtype=np.int64)
    for row in _subsets(len(values), many):
        total = total + values[row]
    return total


@lru_cache(maxsize=64)
def _subsets(count: int, many: int) -> Whole:
    """Return every way of taking so many of so many, a column a way."""
    return np.array(list(combinations(range(count), many)), dtype=np.intp).T.copy()
