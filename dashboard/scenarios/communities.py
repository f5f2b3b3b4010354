"""Small learning communities: mixed-age communities as alike as whole pupils allow, siblings together.

What is balanced: year groups, disadvantage, SEN, EAL, sex, absence, results. Families or tutor groups move as
one. The sum of how far each community is from an equal share is made small by swaps; the least it could be
with whole pupils is known in closed form, so that an answer at it cannot be bettered.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.scenarios.communities_units import Keep, Whole, traits, units_of
from dashboard.scenarios.outcome import Impossible, Report, silent
from dashboard.scenarios.words import count

ITERATIONS = 4000
REPORTED_EVERY = 50
NEEDED = ("pupil", "year_group")


@dataclass(frozen=True)
class Split:
    """Pupils in communities. ``community`` is each pupil's, from 0; ``counts`` a row a community.

    ``away`` is the sum of what each count differs from an equal share, ``bound`` the least that whole pupils
    allow; ``names`` are the columns of ``counts``.
    """

    community: Whole
    names: tuple[str, ...]
    counts: Whole
    away: float
    bound: float


def check(pupils: pd.DataFrame, communities: int, units: Whole) -> None:
    """Raise Impossible where communities of all ages cannot be made."""
    missing = [column for column in NEEDED if column not in pupils]
    if missing or pupils.empty:
        raise Impossible(f"Communities need pupils with {' and '.join(missing or NEEDED)}.")
    if pupils["pupil"].duplicated().any():
        raise Impossible("A pupil is there twice: each can be in one community.")
    if communities < 2:
        raise Impossible("One community is the school as it is: choose 2 or more.")
    movable = pd.Series(units, index=pupils.index).groupby(pupils["year_group"].astype("string")).nunique()
    short = movable[movable < communities]
    if len(short):
        raise Impossible(
            f"Year {short.index[0]} has {count(int(short.iloc[0]), 'group')} of pupils that stay together, "
            f"and {communities} communities all need some of each year: choose fewer communities, or let the "
            "groups part."
        )


def least_away(totals: Whole, communities: int) -> float:
    """Return the least that counts can differ from equal shares in all, with whole pupils; closed form.

    ``totals`` has the pupils with each trait. With ``r`` left over, ``r`` communities have one more.
    """
    over = totals % communities
    share = over / communities
    return float((over * (1 - share) + (communities - over) * share).sum())


def split(
    pupils: pd.DataFrame,
    communities: int,
    keep: Keep,
    seed: int,
    iterations: int = ITERATIONS,
    report: Report = silent,
) -> Split:
    """Return pupils in communities as alike as swaps make them; the same seed, the same answer.

    ``pupils`` has ``pupil`` (unique) and ``year_group``, and of ``pupil_premium``, ``sen``, ``eal``, ``sex``,
    ``absence``, ``points``, ``family``, ``registration_group`` those that the school has. Raises Impossible.
    """
    units = units_of(pupils, keep)
    check(pupils, communities, units)
    names, own = traits(pupils)
    size = np.zeros((int(units.max()) + 1, own.shape[1]), dtype=np.int64)
    np.add.at(size, units, own)
    bound = least_away(own.sum(axis=0), communities)
    rng = np.random.default_rng(seed)
    place = _dealt(size, communities, rng)
    place = _swapped(size, place, communities, bound, rng, iterations, report)
    counts = np.zeros((communities, own.shape[1]), dtype=np.int64)
    np.add.at(counts, place, size)
    away = float(np.abs(counts - own.sum(axis=0) / communities).sum())
    return Split(place[units], names, counts, away, bound)


def _dealt(size: Whole, communities: int, rng: np.random.Generator) -> Whole:
    """Deal units out, largest first, each to the community that it brings nearest to equal shares."""
    share = size.sum(axis=0) / communities
    counts = np.zeros((communities, size.shape[1]))
    place = np.empty(len(size), dtype=np.int64)
    for unit in np.lexsort((rng.random(len(size)), -size.sum(axis=1))):
        worse = np.abs(counts + size[unit] - share).sum(axis=1) - np.abs(counts - share).sum(axis=1)
        place[unit] = int(worse.argmin())
        counts[place[unit]] += size[unit]
    return place


def _swapped(
    size: Whole,
    place: Whole,
    communities: int,
    bound: float,
    rng: np.random.Generator,
    iterations: int,
    report: Report,
) -> Whole:
    """Take a unit, make the best exchange or move there is for it where that is no worse, and go on."""
    share = size.sum(axis=0) / communities
    counts = np.zeros((communities, size.shape[1]))
    np.add.at(counts, place, size)
    others = np.concatenate([size, np.zeros((communities, size.shape[1]), dtype=np.int64)])
    for step in range(iterations):
        if step % REPORTED_EVERY == 0:
            report(step / iterations)
            if np.abs(counts - share).sum() <= bound + 1e-9:
                break
        unit = int(rng.integers(len(size)))
        here = int(place[unit])
        there = np.concatenate([place, np.arange(communities)])
        change = others - size[unit]
        before = np.abs(counts - share).sum(axis=1)
        after = np.abs(counts[here] + change - share).sum(axis=1)
        after += np.abs(counts[there] - change - share).sum(axis=1)
        worse = np.where(there == here, np.inf, after - before[here] - before[there])
        worse += rng.random(len(worse)) * 1e-7
        chosen = int(worse.argmin())
        if worse[chosen] > 1e-6:
            continue
        to = int(there[chosen])
        counts[here] += change[chosen]
        counts[to] -= change[chosen]
        place[unit] = to
        if chosen < len(size):
            place[chosen] = here
    report(1.0)
    return place
