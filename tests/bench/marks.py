"""Import of session marks: CSV to a published store, beside pandas into SQLite."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd

from tests.bench.table import Table, peak_child_memory, stopwatch

PUPILS = 60_000
DAYS = 190


def write_marks(folder: Path, pupils: int, days: int) -> tuple[Path, Path, int]:
    """Write pupils.csv and attendance.csv for 50 schools; return both and the number of marks."""
    folder.mkdir(parents=True, exist_ok=True)
    people, marks = folder / "pupils.csv", folder / "attendance.csv"
    db = duckdb.connect()
    db.execute(
        f"""copy (select 'School ' || lpad(cast(i // {pupils // 50} as varchar), 2, '0') as school,
                         cast(10000 + i % {pupils // 50} as varchar) as pupil, '2025/26' as academic_year,
                         cast(7 + i % 5 as varchar) as year_group, if(i % 2 = 0, 'F', 'M') as sex,
                         if(hash(i) % 4 = 0, 'Y', 'N') as pupil_premium
                  from range({pupils}) as t(i)) to '{people}' (header)"""
    )
    db.execute(
        f"""copy (select 'School ' || lpad(cast(i // {pupils // 50} as varchar), 2, '0') as school,
                         cast(10000 + i % {pupils // 50} as varchar) as pupil,
                         cast(date '2025-09-01' + cast((d // 5) * 7 + d % 5 as integer) as varchar) as date,
                         session,
                         case when hash(i * 1000 + d * 2 + length(session)) % 100 < 93 then '/'
                              when hash(i + d) % 3 = 0 then 'I' when hash(i + d) % 3 = 1 then 'O'
                              else 'L' end as code
                  from range({days}) as u(d), range({pupils}) as t(i), (values ('AM'), ('PM')) as s(session)
                 ) to '{marks}' (header)"""
    )
    return people, marks, pupils * days * 2


def evenhand(*words: str, store: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line on a store; raise CalledProcessError where it fails."""
    return subprocess.run(
        [sys.executable, "-m", "dashboard", *words, "--data", str(store)],
        check=True, capture_output=True, text=True, env=os.environ,
    )  # fmt: skip


def bench_import(table: Table, folder: Path, pupils: int) -> None:
    """Import the marks with every check, then the same file by pandas.read_csv and to_sql."""
    table.heading(f"Import of session marks ({pupils:,} pupils, {DAYS} days, two sessions)")
    people, marks, rows = write_marks(folder / "files", pupils, DAYS)
    store = folder / "store"
    evenhand("import", str(people), store=store)
    with stopwatch() as seconds:
        evenhand("import", str(marks), store=store)
    rate = rows / seconds()
    table.add("marks imported, CSV to published store", rate, "rows/s", 3_000_000, at_least=True)
    share = 100 * rate / parse_rate(marks, rows)
    table.add("of the rate at which DuckDB only parses the file here", share, "%", 10, at_least=True)
    table.add("most memory of the import", peak_child_memory(), "MB", 2048)
    table.add("rows not accounted for", unaccounted(store, rows), "rows", 0)
    table.add(
        "marks a second beside pandas.read_csv and to_sql",
        rate / pandas_rate(marks, folder),
        "times",
        10,
        True,
    )


def parse_rate(marks: Path, rows: int) -> float:
    """Return rows a second of reading every cell as text and keeping nothing: this machine's floor."""
    with duckdb.connect(config={"threads": 2}) as db, stopwatch() as seconds:
        db.execute(
            "select count(school), count(pupil), count(date), count(session), count(code) "
            "from read_csv($file, all_varchar = true, quote = '')",
            {"file": str(marks)},
        ).fetchall()
    return rows / seconds()


def unaccounted(store: Path, rows: int) -> int:
    """Return how many of the rows are neither in the published store nor refused."""
    manifests = sorted((store / "imports").glob("*/manifest.json"))
    told = json.loads(manifests[-1].read_text(encoding="utf-8"))["files"][0]
    db = duckdb.connect(str(store / (store / "current").read_text().strip()), read_only=True)
    [(kept,)] = db.execute("select count(*) from mark").fetchall()
    return rows - kept - told["refused"] - told["blank"]


def pandas_rate(marks: Path, folder: Path, most: int = 2_000_000) -> float:
    """Return rows a second of pandas.read_csv and to_sql, on the file's first rows.

    It is linear in the rows, so that the first two million tell the rate.
    """
    database = folder / "pandas.sqlite"
    database.unlink(missing_ok=True)
    with stopwatch() as seconds, sqlite3.connect(database) as db:
        frame = pd.read_csv(marks, nrows=most, parse_dates=["date"])
        frame.to_sql("attendance", db, index=False)
    return len(frame) / seconds()
