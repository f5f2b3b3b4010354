"""Audit a pack before it is published, and take tables away until no attack succeeds.

A hidden count stands when a twin school proves it, or else when the attack, with whole numbers and all
tables of its year together, leaves it a wide enough range. What cannot be decided in time has failed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from dashboard.packs.attack import Cell, Range, attack, hidden_cells, is_hidden_well
from dashboard.packs.cohort import EVERYONE, NO, NO_VALUE, YES, Cohort, YearCohort
from dashboard.packs.making import Key, menu, placed, tables
from dashboard.packs.pack import AuditNote, Table
from dashboard.packs.rule import FEWEST
from dashboard.packs.twins import ranges

SECONDS_A_YEAR = 40.0


@dataclass(frozen=True)
class Audited:
    """The tables that stand, what was taken away, and what the attack found in the end."""

    tables: tuple[Table, ...]
    dropped: tuple[Key, ...]
    note: AuditNote


@dataclass(frozen=True)
class YearAudit:
    """What every hidden count of one year may still be, and how many of them twins prove."""

    found: dict[Cell, Range]
    proved: int

    @property
    def failing(self) -> list[Cell]:
        """Return the counts that are not hidden well."""
        return [cell for cell, each in self.found.items() if not is_hidden_well(cell, each)]


def audit(cohort: Cohort, seconds: float = SECONDS_A_YEAR) -> Audited:
    """Return the tables of the menu that no attack unpicks."""
    keys = menu(cohort)
    kept = {year.year: tables(cohort, [key for key in keys if key[0] == year.year]) for year in cohort.years}
    dropped: list[Key] = []
    found: dict[str, YearAudit] = {}
    for year in cohort.years:
        while True:
            audited = audit_year(cohort, year, kept[year.year], monotonic() + seconds)
            if not audited.failing:
                break
            lost = {finest(kept[year.year], cell) for cell in audited.failing}
            dropped += [key for key in keys if key in lost]
            kept[year.year] = [table for table in kept[year.year] if table.key not in lost]
        found[year.year] = audited
    standing = tuple(table for year in cohort.years for table in kept[year.year])
    return Audited(standing, tuple(dropped), noted(standing, list(found.values()), len(dropped)))


def audit_year(cohort: Cohort, year: YearCohort, mine: Sequence[Table], deadline: float) -> YearAudit:
    """Return the range of every hidden count of a year: from twins, else from the attack."""
    small, complete = small_sides(year, mine), complete_outcomes(year)
    cells = hidden_cells(mine, small, complete)
    found: dict[Cell, Range] = {}
    for name in dict.fromkeys(table.characteristic for table in mine):
        own = [cell for cell in cells if cell.characteristic == name]
        if own and not is_averaged(cohort, year, name):
            found |= ranges(cohort, year, mine, name, own, deadline)
    proved = {cell: each for cell, each in found.items() if is_hidden_well(cell, each)}
    left = [cell for cell in cells if cell not in proved]
    return YearAudit(proved | attack(mine, small, complete, left, deadline), len(proved))


def is_averaged(cohort: Cohort, year: YearCohort, characteristic: str) -> bool:
    """Say whether twins are of no use: the whole school has none, and averages of groups tell each apart."""
    by_year_group = characteristic == "Year group" and year is cohort.latest and bool(cohort.averages)
    return characteristic == EVERYONE or by_year_group


def small_sides(year: YearCohort, mine: Sequence[Table]) -> dict[Cell, bool]:
    """Return of every percentage's two sides whether they are under 10."""
    found = {}
    for table in mine:
        if table.outcome is None:
            continue
        places = placed(year, table.characteristic)
        for place, figure in enumerate(table.figures):
            for side, value in (("yes", YES), ("no", NO)):
                count = int(((places == place) & (year.outcomes[table.outcome] == value)).sum())
                cell = Cell(table.year, table.characteristic, table.outcome, figure.group, side)
                found[cell] = count < FEWEST
    return found


def complete_outcomes(year: YearCohort) -> frozenset[str]:
    """Return the outcomes that every pupil has a value of: a reader may know so from what they mean."""
    return frozenset(name for name, sides in year.outcomes.items() if not (sides == NO_VALUE).any())


def finest(mine: Sequence[Table], cell: Cell) -> Key:
    """Return the finest table that tells of a count: the one to take away first."""
    if cell.characteristic == EVERYONE:
        same = [each for each in mine if each.outcome == cell.outcome and each.characteristic != EVERYONE]
    elif cell.outcome is None:
        same = [each for each in mine if each.characteristic == cell.characteristic and each.outcome]
    else:
        same = []
    if same:
        return max(same, key=lambda table: len(table.figures)).key
    return cell.year, cell.characteristic, cell.outcome


def noted(standing: Sequence[Table], found: Sequence[YearAudit], dropped: int) -> AuditNote:
    """Return what may be told of an audit."""
    widths = [
        each.greatest - each.least
        for year in found
        for cell, each in year.found.items()
        if cell.side != "none" and each.greatest is not None and each.least is not None
    ]
    figures = [figure for table in standing for figure in table.figures]
    return AuditNote(
        shown=sum(not figure.hidden for figure in figures),
        hidden=sum(bool(figure.hidden) for figure in figures),
        proved=sum(year.proved for year in found),
        narrowest=min(widths, default=None),
        dropped=dropped,
    )
