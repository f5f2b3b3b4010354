"""Which subjects stand in which block: a search over pupils' own timetables, hot to cold, in several starts.

Every pupil holds the first choices in some order of blocks. A step prices every exchange of two blocks of
one pupil and draws one with odds exp(-price / heat). The price of a cell (course, block) with so many pupils
is the cheapest of opening 0, 1, 2, ... groups: a group costs ``rent``, a pupil without a place costs 1. The
rent rises while there are more groups than allowed and falls while there are fewer.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from dashboard.scenarios.options_wishes import Numbers, Whole, Wishes
from dashboard.scenarios.outcome import Report, silent

STARTS, STEPS = 6, 5_000
HOTTEST, COLDEST = 0.8, 0.08  # in pupils
GATHER = 0.5  # reward for pupils together: without it a cell of 3 and one of 2 are as good as a cell of 5
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


def pattern_of(
    wishes: Wishes,
    limits: Limits,
    seed: int,
    starts: int = STARTS,
    steps: int = STEPS,
    report: Report = silent,
) -> Pattern:
    """Return which groups stand in which block, within the limits.

    The best of so many starts of so many steps: the one that leaves the fewest pupils without a place.
    """
    nothing = np.zeros((len(wishes.subject), limits.blocks), dtype=np.intp)
    best, fewest = Pattern(nothing, None), np.inf
    for start in range(starts):

        def onwards(done: float, before: int = start) -> None:
            report((before + done) / starts)

        slots, counts = _one_start(wishes, limits, seed + start, steps, onwards)
        pattern = fullest_groups(wishes, limits, counts)
        over = np.maximum(counts - pattern * wishes.largest[:, None], 0)
        lost = float((over + np.maximum(pattern * wishes.smallest[:, None] - counts, 0)).sum())
        if lost < fewest:
            best, fewest = Pattern(pattern, None if lost else slots), lost
        if not lost:
            break
    return best


def _one_start(wishes: Wishes, limits: Limits, seed: int, steps: int, report: Report) -> tuple[Whole, Whole]:
    """Return each pupil's course in each block, and how many want each course in each, after one start."""
    rng = np.random.default_rng(seed)
    slots = _first_slots(wishes, limits.blocks, rng)
    courses, blocks = len(wishes.subject), limits.blocks
    counts = np.zeros((courses + 1, blocks), dtype=np.intp)  # the last row: nothing chosen
    np.add.at(counts, (slots, np.arange(blocks)), 1)
    swaps = np.array(list(combinations(range(blocks), 2)), dtype=np.intp).reshape(-1, 2)
    rent = float(np.median(wishes.largest)) / 3
    price, opened = _prices(wishes, rent, len(slots))
    rows = np.arange(courses + 1)[:, None]
    for step in range(steps):
        if step % ADAPT == 0:
            report(step / steps)
            rent = max(0.5, rent + 0.15 * (int(opened[rows, counts].sum()) - limits.groups))
            price, opened = _prices(wishes, rent, len(slots))
        now = price[rows, counts]
        gone = price[rows, np.maximum(counts - 1, 0)] - now
        come = price[rows, counts + 1] - now
        one, two = slots[:, swaps[:, 0]], slots[:, swaps[:, 1]]
        cost = (
            gone[one, swaps[:, 0]] + come[one, swaps[:, 1]] + gone[two, swaps[:, 1]] + come[two, swaps[:, 0]]
        )
        drawn = _draw(cost, HOTTEST * (COLDEST / HOTTEST) ** (step / steps), rng)
        pupil, swap = divmod(drawn, len(swaps))
        first, second = swaps[swap]
        counts[slots[pupil, first], first] -= 1
        counts[slots[pupil, second], second] -= 1
        slots[pupil, [first, second]] = slots[pupil, [second, first]]
        counts[slots[pupil, first], first] += 1
        counts[slots[pupil, second], second] += 1
    return np.where(slots == courses, -1, slots), counts[:-1]


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
