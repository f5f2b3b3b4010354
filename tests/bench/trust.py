"""Fifty schools: build, size, every figure, and the same gaps in pandas and SQLite."""

import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb

from dashboard.query import read_query
from tests.bench.callbacks import WARM, Client, open_page, serving
from tests.bench.demo import PAGES, time_figures
from tests.bench.engines import bench_engines
from tests.bench.table import Table, median, peak_child_memory, percentile, stopwatch

BLOCK = 256 << 10  # bytes, as DuckDB writes them
BLOCKS_OF_MARKS = "select count(distinct block_id) from pragma_storage_info('mark') where block_id >= 0"


def bench_trust(table: Table, folder: Path, schools: int) -> None:
    """Make a trust of demo schools, import it, ask for every figure, compare the engines."""
    table.heading(f"Trust ({schools} schools of about 1,200 pupils, 3 years)")
    store = folder / "store"
    with stopwatch() as seconds:
        subprocess.run(
            [sys.executable, "-m", "dashboard", "demo", "--schools", str(schools), "--data", str(store)],
            check=True, capture_output=True, text=True, env=os.environ,
        )  # fmt: skip
    table.add("made and imported", seconds(), "s")
    table.add("most memory of making and importing", peak_child_memory(), "MB")
    published = store / (store / "current").read_text(encoding="utf-8").strip()
    db = duckdb.connect(str(published), read_only=True)
    [(marks,)] = db.execute("select count(*) from mark").fetchall()
    [(blocks,)] = db.execute(BLOCKS_OF_MARKS).fetchall()
    db.close()
    table.add("marks", marks, "marks")
    table.add("bytes a mark, the marks", blocks * BLOCK / marks, "bytes", 3)
    table.add(
        "bytes a mark, the whole file: results, marts and all", published.stat().st_size / marks, "bytes"
    )
    table.add("marts of the sessions, made anew", seconds_of_marts(published), "s", 15)
    with serving(store) as (base, started):
        table.add("server start to first page", started, "s")
        time.sleep(WARM)
        client = Client(base)
        for path, (_in_a_school, most) in PAGES.items():
            first, again, _ = time_figures(client, path, most=100)
            table.add(f"{path}: figures of the page", len(open_page(client, path).figures()), "figures")
            table.add(f"{path}: a figure, p50", median(first), "ms")
            table.add(f"{path}: a figure, p95", percentile(first, 0.95), "ms", most)
            table.add(f"{path}: asked for again, p95", percentile(again, 0.95), "ms")
    bench_engines(table, published, folder)


def seconds_of_marts(published: Path) -> float:
    """Return how long it takes to add up the marks of a published file by week, term and year."""
    with duckdb.connect(config={"threads": 2}) as db:
        db.execute("set disabled_optimizers = 'partial_aggregate_pushdown'")
        db.execute(f"attach '{published}' as store (read_only)")
        for name in ("mark", "attendance_code", "calendar", "part_of_year"):
            db.execute(f"create view {name} as from store.{name}")
        with stopwatch() as seconds:
            db.execute(read_query("build/pupil_part").sql)
        return seconds()
