"""The sections of the benchmark, each of which can run in a process of its own."""

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
from tests.bench.table import Line, Table
from tests.bench.trust import bench_trust
from tests.bench.viewers import bench_viewers
from tests.bench.xml_files import bench_xml

SECTIONS = ("demo", "viewers", "marks", "trust", "scenarios", "packs", "xml", "shapes", "intake", "crowd")


def measured(section: str, is_small: bool, seconds: float) -> list[Line]:
    """Run a section in a folder of its own that is removed afterwards; return its lines."""
    table, schools, pupils = Table(), 5 if is_small else 50, PUPILS // 10 if is_small else PUPILS
    run = {
        "demo": lambda folder: bench_demo(table, folder),
        "viewers": lambda folder: bench_viewers(table, folder),
        "marks": lambda folder: bench_import(table, folder, pupils),
        "trust": lambda folder: bench_trust(table, folder, schools),
        "scenarios": lambda folder: bench_scenarios(table),
        "packs": lambda folder: bench_packs(table, folder),
        "shapes": lambda folder: bench_shapes(table, folder, pupils),
        "intake": lambda folder: bench_intake(table, folder, 0.1 if is_small else 1),
        "xml": lambda folder: bench_xml(table, folder, 150 if is_small else 1500),
        "crowd": lambda folder: bench_crowd(table, folder, seconds),
    }
    folder = Path(tempfile.mkdtemp(prefix=f"evenhand-bench-{section}-"))
    try:
        run[section](folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return table.lines
