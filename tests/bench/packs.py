"""Governors' packs: 30 made-up schools attacked, and what the rule costs in information."""

from collections import defaultdict
from pathlib import Path
from time import monotonic, perf_counter

from dashboard.packs.attack import attack, hidden_cells
from dashboard.packs.audit import audit, complete_outcomes, small_sides
from dashboard.packs.making import menu, tables
from tests.bench.table import Table
from tests.packs.made_up import SCHOOLS, school

SECONDS = 120


def bench_packs(table: Table, _folder: Path) -> None:
    """Audit every made-up school's pack, then attack each hidden count again, twins or not."""
    table.heading(f"Governors' packs of {SCHOOLS} made-up schools")
    shares, times = defaultdict(list), []
    exact = narrow = few = attacked = dropped = 0
    for number in range(SCHOOLS):
        cohort = school(number)
        began = perf_counter()
        audited = audit(cohort)
        times.append(perf_counter() - began)
        size = len(cohort.latest.pupils)
        every = sum(len(each.figures) for each in tables(cohort, menu(cohort)))
        shares[band(size)].append(audited.note.shown / every)
        dropped += audited.note.dropped
        year, mine = cohort.latest, audited.tables
        small, complete = small_sides(year, mine), complete_outcomes(year)
        cells = [each for each in hidden_cells(mine, small, complete) if each.side != "none"]
        for found in attack(mine, small, complete, cells, monotonic() + SECONDS).values():
            attacked += 1
            width = -1 if found.least is None or found.greatest is None else found.greatest - found.least
            exact += width == 0
            narrow += width < 3
            few += bool(found.least and found.least >= 1 and found.greatest and found.greatest <= 4)
    table.add("hidden counts attacked", attacked, "counts")
    table.add("of them exact", exact, "counts", 0)
    table.add("of them known to less than 4 values, or not decided", narrow, "counts", 0)
    table.add("of them proved to be 1 to 4", few, "counts", 0)
    table.add("tables taken away before the attack failed", dropped, "tables")
    for size, found in sorted(shares.items()):
        table.add(f"figures shown, {size}", 100 * sum(found) / len(found), "%")
    table.add("one year's audit, slowest school", max(times), "s", 3)


def band(size: int) -> str:
    """Return which size of school this is."""
    return next(
        words
        for most, words in (
            (350, "1 under 350 pupils"),
            (700, "2 350 to 700 pupils"),
            (9999, "3 over 700 pupils"),
        )
        if size < most
    )
