"""Prove that a hidden count is hidden: find another school, with another count, that publishes the same pack.

Whatever an attacker does with the numbers of a pack, he cannot tell two schools apart that give the
same numbers. So twins bound every attack from the other side: the attack of ``dashboard.packs.attack``
says what one method finds, twins what none can. In a twin some pupils are in other groups of one
characteristic; all else of every pupil is as it is. Each twin's tables are made and held against the
school's, so that what is said of chance is the same too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from time import monotonic

import numpy as np
import scipy  # its parts load when first used, which most readers never wait for
from numpy.typing import NDArray

from dashboard.packs import rule
from dashboard.packs.attack import MOST_PUPILS, SECONDS_A_CELL, Cell, Range, is_hidden_well
from dashboard.packs.cohort import NO, NO_VALUE, YES, Cohort, Indexes, YearCohort
from dashboard.packs.making import FEW_ON_A_SIDE, placed, table
from dashboard.packs.pack import Table

SIDES = {"yes": (YES,), "no": (NO,), "none": (NO_VALUE,), "both": (YES, NO)}
Weights = NDArray[np.float64]


@dataclass
class Reshuffle:
    """The pupils in kinds of alike outcomes, and for each kind how many are in which group.

    ``forms`` has each count as a row over the variables: the groups, each with all kinds, one after another.
    """

    characteristic: str
    groups: tuple[str, ...]
    kind_of: Indexes
    sizes: NDArray[np.int64]
    forms: dict[Cell, Weights]
    low: dict[Cell, float] = field(default_factory=dict)
    high: dict[Cell, float] = field(default_factory=dict)

    def bound(self, cell: Cell, low: float, high: float) -> None:
        """Note what a count must be in every twin."""
        self.low[cell], self.high[cell] = low, high

    def solve(
        self, cell: Cell, sign: int, seconds: float, near: Mapping[Cell, int]
    ) -> NDArray[np.int64] | None:
        """Return a twin, how many of which kind are in which group, in which a count is as small as can be.

        With -1 as great as can be. ``near``: counts that shown ones may be off by one pupil at most, so
        that what is said of chance is more likely the same. None where there is no twin, or no time left.
        """
        rows, kinds = [*self.low], len(self.sizes)
        each_kind = scipy.sparse.csr_array(np.tile(np.eye(kinds), len(self.groups)))
        known = scipy.sparse.csr_array(np.array([self.forms[row] for row in rows]))
        ends = [self.ends(row, near) for row in rows]
        found = scipy.optimize.milp(
            sign * self.forms[cell],
            constraints=[
                scipy.optimize.LinearConstraint(each_kind, self.sizes, self.sizes),
                scipy.optimize.LinearConstraint(known, *zip(*ends, strict=True)),
            ],
            bounds=scipy.optimize.Bounds(0, np.tile(self.sizes, len(self.groups))),
            integrality=np.ones(len(self.groups) * kinds),
            options={"time_limit": seconds},
        )
        return None if found.x is None else np.round(found.x).astype(np.int64)

    def ends(self, cell: Cell, near: Mapping[Cell, int]) -> tuple[float, float]:
        """Return what a count must lie between."""
        low, high = self.low[cell], self.high[cell]
        if cell not in near or near[cell] < rule.FEWEST:
            return low, high
        return max(low, near[cell] - 1), min(high, near[cell] + 1)

    def counts(self, taken: NDArray[np.int64]) -> dict[Cell, int]:
        """Return every count of a twin."""
        return {cell: round(float(form @ taken)) for cell, form in self.forms.items()}

    def places(self, taken: NDArray[np.int64]) -> Indexes:
        """Return a twin's group of each pupil: which ones of a kind does not matter."""
        kinds = len(self.sizes)
        found = np.empty(len(self.kind_of), dtype=np.int64)
        for kind in range(kinds):
            share = taken.reshape(len(self.groups), kinds)[:, kind]
            found[self.kind_of == kind] = np.repeat(np.arange(len(self.groups)), share)
        return found


def reshuffle(cohort: Cohort, year: YearCohort, tables: Sequence[Table], characteristic: str) -> Reshuffle:
    """Return the twins in which pupils are in other groups of one characteristic, with the same outcomes."""
    mine = [table for table in tables if table.characteristic == characteristic]
    outcomes = [table.outcome for table in mine if table.outcome]
    groups = tuple(group.label for group in cohort.characteristics[characteristic])
    kinds, kind_of = _kinds([year.outcomes[name] for name in outcomes], len(year.pupils))
    forms: dict[Cell, Weights] = {}
    for place, group in enumerate(groups):
        option = np.zeros((len(groups), len(kinds)))
        option[place] = 1
        forms[Cell(year.year, characteristic, None, group)] = option.ravel()
        for column, name in enumerate(outcomes):
            for side, values in SIDES.items():
                form = option * np.isin(kinds[:, column], values)
                forms[Cell(year.year, characteristic, name, group, side)] = form.ravel()
    sizes = np.bincount(kind_of, minlength=len(kinds))
    found = Reshuffle(characteristic, groups, kind_of, sizes, forms)
    for each in mine:
        _bound(found, each, year)
    return found


def _kinds(columns: Sequence[Indexes], pupils: int) -> tuple[NDArray[np.int64], Indexes]:
    """Return the combinations of these columns that occur, and which of them each pupil has."""
    if not columns:
        return np.zeros((1, 0), dtype=np.int64), np.zeros(pupils, dtype=np.int64)
    kinds, kind_of = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    return kinds, kind_of.ravel()


def _bound(shuffle: Reshuffle, table: Table, year: YearCohort) -> None:
    """Bound the twins by what a table shows; a hidden percentage's sides stay small or not, as they are."""
    places = placed(year, table.characteristic)
    for place, figure in enumerate(table.figures):
        pupils = Cell(table.year, table.characteristic, table.outcome, figure.group)
        known = (0, rule.FEWEST - 1) if figure.pupils is None else rule.span(figure.pupils)
        if table.outcome is None:
            shuffle.bound(pupils, *known)
            continue
        yes, no, both = (pupils._replace(side=side) for side in ("yes", "no", "both"))
        shuffle.bound(both, *known)
        if figure.count is not None:
            shuffle.bound(yes, *rule.span(figure.count))
            shuffle.bound(no, rule.FEWEST, MOST_PUPILS)
        elif figure.hidden == FEW_ON_A_SIDE:
            for cell in (yes, no):
                mine = np.isin(year.outcomes[table.outcome], SIDES[cell.side]) & (places == place)
                is_small = mine.sum() < rule.FEWEST
                shuffle.bound(cell, *((0, rule.FEWEST - 1) if is_small else (rule.FEWEST, MOST_PUPILS)))


def ranges(
    cohort: Cohort,
    year: YearCohort,
    tables: Sequence[Table],
    characteristic: str,
    cells: Sequence[Cell],
    deadline: float,
) -> dict[Cell, Range]:
    """Return for each count the least and the greatest value that the school or a twin has.

    Each twin found serves all counts, so that few need to be looked for.
    """
    shuffle = reshuffle(cohort, year, tables, characteristic)
    own = counts_of(shuffle, year)
    found = {cell: Range(count, count) for cell, count in own.items()}
    for cell in cells:
        for sign, near in product((1, -1), (False, True)):
            seconds = min(SECONDS_A_CELL, deadline - monotonic())
            if is_hidden_well(cell, found[cell]) or seconds <= 0:
                break
            taken = shuffle.solve(cell, sign, seconds, own if near else {})
            if taken is not None and publishes_the_same(cohort, year, tables, shuffle, taken):
                for each, count in shuffle.counts(taken).items():
                    found[each] = found[each].with_count(count)
    return {cell: found[cell] for cell in cells}


def counts_of(shuffle: Reshuffle, year: YearCohort) -> dict[Cell, int]:
    """Return every count of the school itself."""
    taken = np.zeros((len(shuffle.groups), len(shuffle.sizes)), dtype=np.int64)
    np.add.at(taken, (year.groups[shuffle.characteristic], shuffle.kind_of), 1)
    return shuffle.counts(taken.ravel())


def publishes_the_same(
    cohort: Cohort,
    year: YearCohort,
    tables: Sequence[Table],
    shuffle: Reshuffle,
    taken: NDArray[np.int64],
) -> bool:
    """Say whether a twin's pack has the very same tables; averages rest on year groups and on no other."""
    name = shuffle.characteristic
    twin = replace(year, groups={**year.groups, name: shuffle.places(taken)})
    mine = [each for each in tables if each.characteristic == name]
    return all(table(cohort, twin, name, each.outcome) == replace(each, sentence="") for each in mine)
