"""Attack a pack as a clever reader would, to see what each hidden count can still be.

The attacker knows every number of the pack, the rule with its thresholds, that every characteristic
divides the same pupils, and (more than any reader does) which side of a hidden percentage is the small
one. All counts of a year stand in one system: sums over groups agree across characteristics, sums over
outcomes agree within a group. A linear programme gives the range of a count, an integer programme the
range of whole numbers, which is never wider.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import NamedTuple

import numpy as np
import scipy  # its parts load when first used, which most readers never wait for

from dashboard.packs import rule
from dashboard.packs.cohort import EVERYONE
from dashboard.packs.making import FEW, FEW_ON_A_SIDE
from dashboard.packs.pack import Table

MOST_PUPILS = 100_000
SECONDS_A_CELL = 5.0


class Cell(NamedTuple):
    """One count: a group's pupils, or of an outcome those with ``yes``, ``no`` or no value (``none``)."""

    year: str
    characteristic: str
    outcome: str | None
    group: str
    side: str = "pupils"  # pupils, yes, no, none


class Range(NamedTuple):
    """The least and the greatest value a count can have; None where the time did not suffice to tell."""

    least: int | None
    greatest: int | None

    def with_count(self, count: int) -> "Range":
        """Return the range that holds this count too."""
        least = count if self.least is None else min(self.least, count)
        return Range(least, count if self.greatest is None else max(self.greatest, count))


def is_hidden_well(cell: Cell, found: Range) -> bool:
    """Say whether a hidden count stands: not exact, not narrow, not proved to be 1 to 4.

    Pupils without a value are in no table, and to have none says little: a small number of them must
    only not be known for sure.
    """
    if found.least is None or found.greatest is None:
        return False
    if cell.side == "none":
        return found.least == 0 or found.greatest >= rule.FEWEST or found.greatest - found.least >= 2
    is_wide = found.greatest - found.least >= rule.NARROWEST
    return is_wide and not (found.least >= 1 and found.greatest <= 4)


Small = Mapping[Cell, bool]  # of the yes and no of a hidden percentage: is it under 10


@dataclass
class System:
    """The counts of one year, as variables, and all that is known of them, as rows with two ends."""

    numbers: dict[Cell, int] = field(default_factory=dict)
    least: list[float] = field(default_factory=list)
    greatest: list[float] = field(default_factory=list)
    rows: list[dict[int, float]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    known: "scipy.optimize.LinearConstraint | None" = None

    def number(self, cell: Cell) -> int:
        """Return the number of a count's variable, made where it is new."""
        if cell not in self.numbers:
            self.numbers[cell] = len(self.numbers)
            self.least.append(0.0)
            self.greatest.append(MOST_PUPILS)
        return self.numbers[cell]

    def between(self, cell: Cell, least: float, greatest: float) -> None:
        """Note what is known of one count."""
        number = self.number(cell)
        self.least[number] = max(self.least[number], least)
        self.greatest[number] = min(self.greatest[number], greatest)

    def add(self, parts: Mapping[Cell, float], low: float, high: float) -> None:
        """Note what is known of a sum of counts."""
        self.rows.append({self.number(cell): weight for cell, weight in parts.items()})
        self.low.append(low)
        self.high.append(high)

    def range_of(self, parts: Mapping[Cell, float], whole: bool, seconds: float) -> Range:
        """Return the range of a sum of counts, in whole numbers or not."""
        objective = np.zeros(len(self.numbers))
        for cell, weight in parts.items():
            objective[self.numbers[cell]] += weight
        least, greatest = (self._best(sign * objective, whole, seconds) for sign in (1, -1))
        return Range(
            None if least is None else int(np.ceil(least - 1e-6)),
            None if greatest is None else int(np.floor(-greatest + 1e-6)),
        )

    def _best(self, objective: np.ndarray, whole: bool, seconds: float) -> float | None:
        """Return the least value of an objective; None where the time did not suffice."""
        found = scipy.optimize.milp(
            objective,
            constraints=self._constraint(),
            bounds=scipy.optimize.Bounds(self.least, self.greatest),
            integrality=np.full(len(objective), int(whole)),
            options={"time_limit": seconds},
        )
        return float(found.fun) if found.status == 0 else None

    def _constraint(self) -> "scipy.optimize.LinearConstraint":
        """Return the rows as the solver takes them, put together once all of them are noted."""
        if self.known is not None:
            return self.known
        entries = [(row, number, w) for row, parts in enumerate(self.rows) for number, w in parts.items()]
        where, numbers, weights = zip(*entries, strict=True)
        matrix = scipy.sparse.csr_array(
            (weights, (where, numbers)), shape=(len(self.rows), len(self.numbers))
        )
        self.known = scipy.optimize.LinearConstraint(matrix, self.low, self.high)
        return self.known


def system_of(tables: Sequence[Table], small: Small, complete: frozenset[str]) -> System:
    """Return all that one year's tables tell. ``complete``: outcomes that every pupil has a value of."""
    system = System()
    for table in tables:
        for figure in table.figures:
            pupils = Cell(table.year, table.characteristic, None, figure.group)
            known = (0, rule.FEWEST - 1) if figure.pupils is None else rule.span(figure.pupils)
            if table.outcome is None:
                system.between(pupils, *known)
                continue
            yes, no = (pupils._replace(outcome=table.outcome, side=side) for side in ("yes", "no"))
            system.add({yes: 1, no: 1}, *known)
            none = 0 if table.outcome in complete else MOST_PUPILS
            system.add({pupils: 1, yes: -1, no: -1}, 0, none)
            if figure.count is not None:
                system.between(yes, *rule.span(figure.count))
                system.between(no, rule.FEWEST, MOST_PUPILS)
            elif figure.hidden == FEW_ON_A_SIDE:
                for side in (yes, no):
                    ends = (0, rule.FEWEST - 1) if small[side] else (rule.FEWEST, MOST_PUPILS)
                    system.between(side, *ends)
    _add_sums(system, tables)
    return system


def _add_sums(system: System, tables: Iterable[Table]) -> None:
    """Note that the groups of every characteristic add up to the whole school."""
    year = ""
    groups: dict[str, list[str]] = {}
    outcomes: dict[str, list[str | None]] = {}
    for table in tables:
        year = table.year
        groups[table.characteristic] = [figure.group for figure in table.figures]
        outcomes.setdefault(table.characteristic, []).append(table.outcome)
    for characteristic, members in groups.items():
        if characteristic == EVERYONE:
            continue
        for outcome in {None, *outcomes[characteristic]}:
            for side in ("pupils",) if outcome is None else ("yes", "no"):
                total = Cell(year, EVERYONE, outcome, EVERYONE, side)
                parts = {Cell(year, characteristic, outcome, group, side): 1.0 for group in members}
                system.add({**parts, total: -1.0}, 0, 0)


def hidden_cells(tables: Iterable[Table], small: Small, complete: frozenset[str]) -> list[Cell]:
    """Return every count that these tables do not show and that may be small."""
    found: list[Cell] = []
    for table in tables:
        for figure in table.figures:
            pupils = Cell(table.year, table.characteristic, None, figure.group)
            if table.outcome is None:
                found += [pupils] if figure.pupils is None else []
                continue
            sides = [pupils._replace(outcome=table.outcome, side=side) for side in ("yes", "no")]
            if figure.hidden == FEW:
                found += sides
            elif figure.hidden == FEW_ON_A_SIDE:
                found += [side for side in sides if small[side]]
            if table.outcome not in complete:
                found.append(pupils._replace(outcome=table.outcome, side="none"))
    return found


def parts_of(cell: Cell) -> dict[Cell, float]:
    """Return a count as a sum of variables: those without a value are what the two sides leave."""
    if cell.side != "none":
        return {cell: 1.0}
    yes, no = (cell._replace(side=side) for side in ("yes", "no"))
    return {cell._replace(outcome=None, side="pupils"): 1.0, yes: -1.0, no: -1.0}


def attack(
    tables: Sequence[Table],
    small: Small,
    complete: frozenset[str],
    cells: Sequence[Cell],
    deadline: float,
) -> dict[Cell, Range]:
    """Return the range of each of these counts of one year, with the linear, then the integer programme.

    Whole numbers are tried where the linear range is safe: they can only narrow it.
    """
    system = system_of(tables, small, complete)
    found: dict[Cell, Range] = {}
    for cell in cells:
        parts = parts_of(cell)
        for whole in (False, True):
            seconds = min(SECONDS_A_CELL, deadline - monotonic())
            found[cell] = system.range_of(parts, whole, seconds) if seconds > 0 else Range(None, None)
            if not is_hidden_well(cell, found[cell]):
                break
    return found
