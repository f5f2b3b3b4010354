"""Which subjects stand in which block: a search over pupils' own timetables, hot to cold, then by upheavals.

Every pupil holds the first choices in some order of blocks. A step prices every exchange of two blocks of
one pupil and draws one with odds exp(-price / heat). The price of a cell (course, block) with so many pupils
is the cheapest of opening 0, 1, 2, ... groups: a group costs ``rent``, a pupil without a place costs 1. The
rent rises while there are more groups than allowed and falls while there are fewer. Single exchanges hardly
ever carry a whole group over to another block: so the best timetables are then upset by moving one, and
settled again, time after time.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from dashboard.scenarios.options_wishes import Numbers, Whole, Wishes
from dashboard.scenarios.outcome import Report, silent

STARTS, STEPS = 2, 5_000
UPHEAVALS, STEPS_AFTER = 12, 750  # of each start
HOTTEST, WARM, COLDEST = 0.8, 0.2, 0.08  # in pupils; after an upheaval it begins warm
GATHER = 0.5  # reward for pupils together: without it a cell of 3 and one of 2 are as good as a cell of 5
LEAST_LIKELY = 0.05  # of an exactly full group to be moved, against 0.5 of one half full
ADAPT = 25  # steps between two looks at the rent


@dataclass(frozen=True)
class Limits:
    """``blocks``; ``groups`` in all; ``rooms``: groups in one block at most."""

    blocks: int
    groups: int
    rooms: int


@dataclass(frozen=True)
class Pattern:
    """``groups``: courses x blocks; ``course``: pupils x blocks if every choice has a place, else None."""

    groups: Whole
    course: Whole | None


@dataclass
class _Timetables:
    """Each pupil's course in each block, how many want each course in each, the rent, and who is left out."""

    slots: Whole  # the number of courses stands for nothing
    counts: Whole  # courses and nothing x blocks
    rent: float
    groups: Whole
    lost: float


def pattern_of(
    wishes: Wishes,
    limits: Limits,
    seed: int,
    starts: int = STARTS,
    steps: int = STEPS,
    upheavals: int = UPHEAVALS,
    report: Report = silent,
) -> Pattern:
    """Return which groups stand in which block, within the limits.

    The best of so many starts of so many steps, upset ``upheavals`` times for each of them: that which
    leaves the fewest pupils without a place.
    """
    rng = np.random.default_rng(seed)
    best: _Timetables | None = None
    turns = [steps] * starts + [min(steps, STEPS_AFTER)] * upheavals * starts
    for turn, long in enumerate(turns):

        def onwards(done: float, before: int = sum(turns[:turn]), long: int = long) -> None:
            """Report the share done of all turns, from 0 to 1."""
            report((before + done * long) / sum(turns))

        if turn < starts or best is None:
            slots, rent, hot = _first_slots(wishes, limits.blocks, rng), _first_rent(wishes), HOTTEST
        else:
            slots, rent, hot = _upset(wishes, best, rng), best.rent, WARM
        found = _settled(wishes, limits, slots, rent, hot, long, rng, onwards)
        if best is None or found.lost < best.lost or (turn >= starts and found.lost == best.lost):
            best = found
        if not best.lost:
            break
    if best is None:
        return Pattern(np.zeros((len(wishes.subject), limits.blocks), dtype=np.intp), None)
    seats = np.where(best.slots == len(wishes.subject), -1, best.slots)
    return Pattern(best.groups, None if best.lost else seats)


def _first_rent(wishes: Wishes) -> float:
    return float(np.median(wishes.largest)) / 3


def _settled(
    wishes: Wishes, limits: Limits, slots: Whole, rent: float, hot: float, steps: int,
    rng: np.random.Generator, report: Report,
) -> _Timetables:  # fmt: skip
    """Return the timetables after so many steps, from ``hot`` to cold; ``slots`` are changed in place."""
    courses, blocks = len(wishes.subject), limits.blocks
    counts = np.zeros((courses + 1, blocks), dtype=np.intp)
    np.add.at(counts, (slots, np.arange(blocks)), 1)
    swaps = np.array(list(combinations(range(blocks), 2)), dtype=np.intp).reshape(-1, 2)
    one, two = swaps.T
    rows = np.arange(courses + 1)[:, None]
    for step in range(steps):
        if step % ADAPT == 0:
            report(step / steps)
            _price, opened = _prices(wishes, rent, len(slots))
            rent = max(0.5, rent + 0.15 * (int(opened[rows, counts].sum()) - limits.groups))
            price, _opened = _prices(wishes, rent, len(slots))
        now = price[rows, counts]
        gone = price[rows, np.maximum(counts - 1, 0)] - now
        come = price[rows, counts + 1] - now
        here, there = slots[:, one], slots[:, two]
        cost = gone[here, one] + come[here, two] + gone[there, two] + come[there, one]
        pupil, swap = divmod(_draw(cost, hot * (COLDEST / hot) ** (step / steps), rng), len(swaps))
        pair = swaps[swap]
        counts[slots[pupil, pair], pair] -= 1
        slots[pupil, pair] = slots[pupil, pair[::-1]]
        counts[slots[pupil, pair], pair] += 1
    groups = fullest_groups(wishes, limits, counts[:-1])
    over = np.maximum(counts[:-1] - groups * wishes.largest[:, None], 0)
    under = np.maximum(groups * wishes.smallest[:, None] - counts[:-1], 0)
    return _Timetables(slots, counts, rent, groups, float((over + under).sum()))


def _upset(wishes: Wishes, found: _Timetables, rng: np.random.Generator) -> Whole:
    """Return timetables in which one group has changed its block, most likely one that is not quite full."""
    slots, counts = found.slots.copy(), found.counts[:-1]
    pair = rng.choice(counts.shape[1], 2, replace=False)
    there = np.flatnonzero(counts[:, pair[0]])
    if not len(there):
        return slots
    groups = counts[there, pair[0]] / wishes.largest[there]
    unlike = np.abs(groups - np.rint(groups)) + LEAST_LIKELY
    place = rng.choice(len(there), p=unlike / unlike.sum())
    who = rng.permutation(np.flatnonzero(slots[:, pair[0]] == there[place]))
    moved = who[: len(who) // max(1, round(groups[place]))]
    slots[moved[:, None], pair] = slots[moved[:, None], pair[::-1]]
    return slots


def fullest_groups(wishes: Wishes, limits: Limits, counts: Whole) -> Whole:
    """Return the groups that hold most pupils when ``counts`` (courses x blocks) want a place."""
    pattern = np.zeros_like(counts)
    offered = sorted(
        (
            -min(
                int(counts[course, block]) - number * int(wishes.largest[course]), int(wishes.largest[course])
            ),
            course,
            block,
        )
        for course, block in np.argwhere(counts > 0).tolist()
        for number in range(int(wishes.teachers[course]))
        if counts[course, block] > number * wishes.largest[course]
    )
    for _load, course, block in offered:
        if pattern.sum() < limits.groups and pattern[:, block].sum() < limits.rooms:
            pattern[course, block] += 1
    return pattern


def _draw(cost: Numbers, heat: float, rng: np.random.Generator) -> int:
    """Return the place of one move, drawn with odds exp(-cost / heat)."""
    odds = np.exp((cost.min() - cost.ravel()) / heat).cumsum()
    return min(int(np.searchsorted(odds, rng.random() * odds[-1])), len(odds) - 1)


def _prices(wishes: Wishes, rent: float, pupils: int) -> tuple[Numbers, Whole]:
    """Return the price of so many pupils in a cell, and the groups it opens: (courses + 1) x (pupils + 2)."""
    count = np.arange(pupils + 2)
    groups = np.arange(int(wishes.teachers.max()) + 1)[:, None, None]
    largest, smallest = wishes.largest[:, None], wishes.smallest[:, None]
    lost = np.maximum(count - groups * largest, 0)
    costs = rent * groups + lost + np.maximum(groups * smallest - count, 0)
    costs = np.where(groups <= wishes.teachers[:, None], costs, np.inf)
    price, opened = costs.min(axis=0), costs.argmin(axis=0)
    price = price + GATHER * np.sqrt(count)
    nothing = np.zeros((1, pupils + 2))
    return np.concatenate([price, nothing]), np.concatenate([opened, nothing.astype(np.intp)])


def _first_slots(wishes: Wishes, blocks: int, rng: np.random.Generator) -> Whole:
    """Return a course a pupil and block, in an order drawn by lot; at home where it can run there."""
    courses = len(wishes.subject)
    wants = wishes.wants[:, :blocks]
    home = np.array(wishes.home)
    course_of = np.full(wants.shape, courses)
    for subject in np.unique(wants[wants >= 0]):
        offering = np.flatnonzero(wishes.offers == subject)
        chose = (wants == subject).any(axis=1)
        demand = np.array([(chose & (home == wishes.school[course])).sum() for course in offering])
        pooled = offering[demand.argmax()]
        for school in np.unique(home[chose]):
            mine = [
                course
                for course, chosen in zip(offering, demand, strict=True)
                if wishes.school[course] == school and chosen >= wishes.smallest[course]
            ]
            here = (wants == subject) & (home == school)[:, None]
            course_of[here] = mine[0] if mine else pooled
    return np.asarray(rng.permuted(course_of, axis=1))
