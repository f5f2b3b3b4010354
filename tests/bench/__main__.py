"""Run the benchmarks: ``python -m tests.bench [SECTION ...] [--small]``."""

import argparse
import shutil
import tempfile
from pathlib import Path

from tests.bench.crowd import bench_crowd
from tests.bench.demo import bench_demo
from tests.bench.intake import bench_intake
from tests.bench.marks import PUPILS, bench_import
from tests.bench.packs import bench_packs
from tests.bench.scenarios import bench_scenarios
from tests.bench.shapes import bench_shapes
from tests.bench.table import Table
from tests.bench.trust import bench_trust
from tests.bench.viewers import bench_viewers
from tests.bench.xml_files import bench_xml

SECTIONS = ("demo", "viewers", "marks", "trust", "scenarios", "packs", "xml", "shapes", "intake", "crowd")


def main() -> None:
    """Run the sections asked for, in order, each in a folder of its own that is removed afterwards."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("sections", nargs="*", default=SECTIONS, choices=[*SECTIONS, []])
    ask.add_argument(
        "--small", action="store_true", help="a tenth of the pupils: to try the benchmark itself"
    )
    ask.add_argument("--seconds", type=float, default=60, help="how long the crowd clicks (600: ten minutes)")
    ask.add_argument("--save", type=Path, help="write the figures as JSON too")
    asked = ask.parse_args()
    table, schools = Table(), 5 if asked.small else 50
    run = {
        "demo": lambda folder: bench_demo(table, folder),
        "viewers": lambda folder: bench_viewers(table, folder),
        "marks": lambda folder: bench_import(table, folder, PUPILS // 10 if asked.small else PUPILS),
        "trust": lambda folder: bench_trust(table, folder, schools),
        "scenarios": lambda folder: bench_scenarios(table),
        "packs": lambda folder: bench_packs(table, folder),
        "shapes": lambda folder: bench_shapes(table, folder, PUPILS // 10 if asked.small else PUPILS),
        "intake": lambda folder: bench_intake(table, folder, 0.1 if asked.small else 1),
        "xml": lambda folder: bench_xml(table, folder, 150 if asked.small else 1500),
        "crowd": lambda folder: bench_crowd(table, folder, asked.seconds),
    }
    for section in asked.sections:
        folder = Path(tempfile.mkdtemp(prefix=f"evenhand-bench-{section}-"))
        try:
            run[section](folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    if asked.save:
        table.save(asked.save)
    missed = [line.what for line in table.lines if line.met is False]
    print(
        f"\n{len(missed)} of {sum(line.met is not None for line in table.lines)} aims not met",
        *missed,
        sep="\n  ",
    )


if __name__ == "__main__":
    main()
