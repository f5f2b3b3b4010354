"""Import of School Census and Common Transfer File XML, to the published store."""

from pathlib import Path

from tests.bench.marks import evenhand
from tests.bench.table import Table, peak_child_memory, stopwatch
from tests.made_up_xml import write_census, write_transfer

PUPILS = 1500


def bench_xml(table: Table, folder: Path, pupils: int = PUPILS) -> None:
    """Time a census, and a transfer file with a year of marks, each into a school of its own."""
    table.heading(f"XML ({pupils:,} pupils)")
    folder.mkdir(parents=True, exist_ok=True)
    census, transfer = folder / "census.xml", folder / "transfer.xml"
    write_census(census, pupils)
    write_transfer(transfer, pupils)
    for what, path, most in (("School Census", census, 3), ("CTF with a year of marks", transfer, 5)):
        with stopwatch() as seconds:
            evenhand("import", str(path), store=folder / path.stem)
        table.add(f"{what}: XML to published store", seconds(), "s", most)
    table.add("most memory of these imports", peak_child_memory(), "MB", 1024)
