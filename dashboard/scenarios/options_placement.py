"""Every pupil into groups, given which groups stand in which block: a mixed integer programme (HiGHS).

Proven to within 0.1 % of the best placement for these blocks; the work limit counts nodes, never seconds.
"""

from dataclasses import dataclass

import numpy as np
import scipy  # its parts load when first used, which most readers never wait for
from numpy.typing import NDArray

from dashboard.scenarios.options_wishes import EMPTY, TRAVEL, Numbers, Whole, Wishes
from dashboard.scenarios.outcome import Impossible

GAP = 0.0005
FAIR_LOSS = 0.001  # of the best score that a fair tie-break may cost
NODES = 2_000


@dataclass(frozen=True)
class Placed:
    """Where pupils are: ``course``: pupils x blocks, -1 for nothing; ``groups``: courses x blocks that run.

    ``score``: worth of the wishes met less empty blocks and travel; ``most``: if every choice that can be
    were met; ``bound``: no placement in these blocks scores more; ``all_met``: pupils with all that they
    chose.
    """

    course: Whole
    groups: Whole
    score: float
    most: float
    bound: float
    all_met: NDArray[np.bool_]


@dataclass(frozen=True)
class _Cells:
    """A variable for every pupil, course and block that could be: parallel arrays, and each one's worth."""

    pupil: Whole
    wish: Whole
    course: Whole
    block: Whole
    worth: Numbers


def place(wishes: Wishes, pattern: Whole, fair_to: NDArray[np.bool_] | None = None) -> Placed:
    """Return the best placement in a pattern (courses x blocks: groups that may run).

    ``fair_to``: a mark a pupil; then, among placements almost as good (at most 0.1 % of the score is given
    up), the share with all choices is made as high as it can be in whichever of the two groups has less.
    Raises ``Impossible`` where the solver finds no placement.
    """
    cells = _cells(wishes, pattern)
    places = len(cells.pupil)
    course, block = np.nonzero(pattern)
    blocks, pupils, extra = pattern.shape[1], len(wishes.pupil), len(course)
    fair = fair_to is not None and 0 < fair_to.sum() < pupils
    width = places + extra + (pupils + 1 if fair else 0)
    number = np.full(pattern.shape, -1)
    number[course, block] = np.arange(extra)
    cell, ones = np.arange(places), np.ones(places)
    opened = number[cells.course, cells.block]
    rules = [
        _rule(cells.pupil * blocks + cells.block, cell, ones, pupils * blocks, width, -np.inf, 1),
        _rule(
            cells.pupil * wishes.wants.shape[1] + cells.wish, cell, ones, wishes.wants.size, width, -np.inf, 1
        ),
        *_room(opened, wishes, course, places, width),
    ]
    if fair and fair_to is not None:
        rules += _fairness(cells, wishes, fair_to, places + extra, width)
    gain = np.zeros(width)
    gain[:places] = cells.worth
    if fair:
        gain[-1] = FAIR_LOSS * _most(wishes, blocks)
    upper = np.concatenate([ones, pattern[course, block], np.ones(width - places - extra)])
    whole = np.ones(width)
    whole[-1] = 0.0 if fair else 1.0
    floors = np.zeros(width)
    floors[places : places + extra] = pattern[course, block]
    for low in (floors, np.zeros(width)):  # with all groups running it is quick; not all may be able to
        found = scipy.optimize.milp(
            -gain, constraints=rules, bounds=scipy.optimize.Bounds(low, upper), integrality=whole,
            options={"mip_rel_gap": GAP, "node_limit": NODES},
        )  # fmt: skip
        if found.x is not None:
            break
    if found.x is None:
        raise Impossible("No placement was found in these blocks: allow more groups or smaller classes.")
    chosen = found.x[:places] > 0.5
    placed = np.full((pupils, blocks), -1)
    placed[cells.pupil[chosen], cells.block[chosen]] = cells.course[chosen]
    dual = -float(found.fun if found.mip_dual_bound is None else found.mip_dual_bound)
    return seated(wishes, placed, dual - EMPTY * float(pupils * blocks))


def _cells(wishes: Wishes, pattern: Whole) -> _Cells:
    """Return every place a pupil could take."""
    away = wishes.away
    rows = [
        (pupil, wish, course, block, wishes.worth(wish) + EMPTY - TRAVEL * bool(away[pupil, course]))
        for pupil, wish in np.argwhere(wishes.wants >= 0).tolist()
        for course in np.flatnonzero(wishes.offers == wishes.wants[pupil, wish]).tolist()
        for block in np.flatnonzero(pattern[course]).tolist()
    ]
    table = np.array(rows, dtype=np.float64).reshape(-1, 5)
    pupil, wish, course, block = table[:, :4].astype(np.intp).T
    return _Cells(pupil, wish, course, block, table[:, 4])


def _rule(
    row: Whole, column: Whole, value: Numbers, rows: int, width: int, low: float, high: float
) -> "scipy.optimize.LinearConstraint":
    return scipy.optimize.LinearConstraint(
        scipy.sparse.coo_array((value, (row, column)), shape=(rows, width)).tocsc(), low, high
    )


def _room(
    opened: Whole, wishes: Wishes, course: Whole, places: int, width: int
) -> "list[scipy.optimize.LinearConstraint]":
    """Return: in each cell, pupils between smallest and largest times the groups that run there."""
    extra = len(course)
    rows, columns = np.concatenate([opened, np.arange(extra)]), np.arange(places + extra)
    ones = np.ones(places)
    largest, smallest = wishes.largest[course].astype(float), wishes.smallest[course].astype(float)
    return [
        _rule(rows, columns, np.concatenate([ones, -largest]), extra, width, -np.inf, 0),
        _rule(rows, columns, np.concatenate([ones, -smallest]), extra, width, 0, np.inf),
    ]


def _fairness(
    cells: _Cells, wishes: Wishes, marks: NDArray[np.bool_], start: int, width: int
) -> "list[scipy.optimize.LinearConstraint]":
    """Return: a pupil has all only where each choice is met; the last variable is under both shares."""
    pupils, choices = len(wishes.pupil), wishes.choices
    first = cells.wish < choices
    wanted = np.argwhere(wishes.wants[:, :choices] >= 0)
    met = _rule(
        np.concatenate(
            [wanted[:, 0] * choices + wanted[:, 1], cells.pupil[first] * choices + cells.wish[first]]
        ),
        np.concatenate([start + wanted[:, 0], np.flatnonzero(first)]),
        np.concatenate([np.ones(len(wanted)), -np.ones(int(first.sum()))]),
        pupils * choices, width, -np.inf, 0,
    )  # fmt: skip
    share = np.where(marks, 1 / marks.sum(), 1 / (~marks).sum())
    under = _rule(
        np.concatenate([marks.astype(np.intp), [0, 1]]),
        np.concatenate([start + np.arange(pupils), [width - 1, width - 1]]),
        np.concatenate([-share, [1.0, 1.0]]), 2, width, -np.inf, 0,
    )  # fmt: skip
    return [met, under]


def _most(wishes: Wishes, blocks: int) -> float:
    met = [wishes.worth(wish) * float((wishes.wants[:, wish] >= 0).sum()) for wish in range(wishes.choices)]
    return sum(met) - EMPTY * float((wishes.wants[:, :blocks] < 0).sum())


def seated(wishes: Wishes, course: Whole, bound: float | None = None) -> Placed:
    """Return a placement (pupils x blocks: course or -1) with its score and its groups."""
    pupils, blocks = course.shape
    counts = np.zeros((len(wishes.subject), blocks), dtype=np.intp)
    who, block = np.nonzero(course >= 0)
    taken = course[who, block]
    np.add.at(counts, (taken, block), 1)
    wish = (wishes.wants[who] == wishes.offers[taken][:, None]).argmax(axis=1)
    worth = np.array([wishes.worth(each) for each in wish.tolist()]) - TRAVEL * wishes.away[who, taken]
    score = float(worth.sum()) - EMPTY * float((course < 0).sum())
    met = np.bincount(who[wish < wishes.choices], minlength=pupils)
    most = _most(wishes, blocks)
    return Placed(
        course, -(-counts // wishes.largest[:, None]), score, most,
        most if bound is None else min(bound, most),
        met == wishes.handed_in,
    )  # fmt: skip
