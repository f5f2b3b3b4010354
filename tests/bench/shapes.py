"""Marks in the shapes that school systems export: long, with a column a session, and as strings."""

from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

import duckdb

from dashboard.store.foreign.mark_grids import MarkGrids
from dashboard.store.foreign.mark_strings import MarkStrings
from dashboard.store.foreign.shape import Shape
from tests.bench.marks import evenhand
from tests.bench.table import Table, stopwatch

PUPILS = 60_000
DAYS = 190
MARK = "case when hash(p * 1000 + i) % 100 < 93 then if(i % 2 = 0, '/', chr(92)) else 'I' end"


def bench_shapes(table: Table, folder: Path, pupils: int) -> None:
    """Translate the same marks from columns and from strings, then import all three to a published store."""
    marks = pupils * DAYS * 2
    table.heading(f"Shapes of attendance ({pupils:,} pupils, {DAYS} days, two sessions)")
    folder.mkdir(parents=True, exist_ok=True)
    people, long, wide, strings = write_shapes(folder, pupils)
    rates: dict[str, float] = {}
    most = 0.0
    for name, shape, path, aim in (
        ("a column a session", MarkGrids(), wide, 3_000_000),
        ("strings of marks", MarkStrings(), strings, 10_000_000),
    ):
        # Apart, as an import translates: the most memory of this process is that of writing the files.
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            into = folder / f"translated {name}"
            rates[name], memory = apart.submit(translated, shape, path, into, marks).result()
        most = max(most, memory)
        table.add(f"marks translated, {name}", rates[name], "marks/s", aim, at_least=True)
    table.add("most memory of the translations", most, "MB", 1024)
    for name, path in (("long", long), ("a column a session", wide), ("strings of marks", strings)):
        store = folder / f"store {name}"
        evenhand("import", str(people), store=store)
        with stopwatch() as seconds:
            evenhand("import", str(path), store=store)
        rates[name] = marks / seconds()
        table.add(f"marks imported to published store, {name}", rates[name], "marks/s")
    slowest = min(rates["a column a session"], rates["strings of marks"])
    table.add("rate of columns and strings beside long", slowest / rates["long"], "times", 1, at_least=True)


def translated(shape: Shape, path: Path, into: Path, marks: int) -> tuple[float, float]:
    """Translate a file; return marks a second and the most MB. Raises AssertionError where one is lost."""
    into.mkdir()
    with stopwatch() as seconds:
        assert shape.recognise([path])
        made = shape.translate([path], into, {})
    assert (made.read, made.ignored) == (marks, 0)
    return marks / seconds(), own_peak_memory()


def own_peak_memory() -> float:
    """Return the most memory this process held, in MB: what its parent held at its start not with it."""
    told = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("VmHWM")) / 1024


def write_shapes(folder: Path, pupils: int) -> tuple[Path, Path, Path, Path]:
    """Write the pupils, and their marks in three shapes."""
    people, long, wide, strings = (folder / f"{name}.csv" for name in ("pupils", "long", "wide", "strings"))
    first = date(2025, 9, 1)
    days = [first + timedelta(days=number // 5 * 7 + number % 5) for number in range(DAYS)]
    headings = ",".join(f"{day:%a %d/%m/%Y} {half}" for day in days for half in ("AM", "PM"))
    span = f"{first:%d/%m/%Y},{days[-1]:%d/%m/%Y},"
    db = duckdb.connect()
    db.execute(
        f"create table mark as select p, i, {MARK} as code from range({pupils}) a(p), range({2 * DAYS}) b(i)"
    )
    db.execute(
        f"copy (select 10000 + p as pupil, '2025/26' as academic_year, 7 + p % 5 as year_group "
        f"from range({pupils}) a(p)) to '{people}' (header)"
    )
    db.execute(
        f"copy (select 10000 + p as pupil, "
        f"date '{first}' + cast(i // 10 * 7 + i // 2 % 5 as integer) as date, "
        f"if(i % 2 = 0, 'AM', 'PM') as session, code from mark) to '{long}' (header)"
    )
    write_lines(db, wide, f"Adno,{headings}", "", ",")
    write_lines(db, strings, "Adno,Start date,End date,Marks", span, "")
    return people, long, wide, strings


def write_lines(db: duckdb.DuckDBPyConnection, path: Path, heading: str, start: str, between: str) -> None:
    """Write a line a pupil: the number, what comes before the marks, and the marks."""
    db.execute(
        f"copy (select '{heading}' as line union all select (10000 + p) || ',{start}' || "
        f"string_agg(code, '{between}' order by i) from mark group by p) "
        f"to '{path}' (header false, quote '', delimiter '\t')"
    )
