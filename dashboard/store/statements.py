"""The few statements that name tables and files and so cannot be query files with bound values."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from dashboard.query import read_query

# partial_aggregate_pushdown makes a fact joined to a small code table up to nine times slower (DuckDB 2.0.0).
SLOW_OPTIMIZERS = "partial_aggregate_pushdown"
# What the engine may take while it builds. It tells its limit rounded down, so that is never asked for.
MEMORY = "1400MB"
# Its rows wait in ``staged.mark``, which names pupils by their number in ``staged.marked_pupil``.
MARKS = "attendance"


def quoted(name: str) -> str:
    """Return a table's or column's name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def text(value: object) -> str:
    """Return a value as an SQL text."""
    return "'" + str(value).replace("'", "''") + "'"


def settings(db: duckdb.DuckDBPyConnection, **values: object) -> None:
    """Set the engine's settings, in this order, for every cursor: a plain ``set`` holds for one alone."""
    for name, value in values.items():
        db.execute(f"set global {name} = {text(value)}")


@contextmanager
def joins_as_written(db: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Leave the sides of joins as they are written: the engine takes a text of millions of rows for small."""
    settings(db, disabled_optimizers=f"{SLOW_OPTIMIZERS},join_order,build_side_probe_side")
    try:
        yield
    finally:
        settings(db, disabled_optimizers=SLOW_OPTIMIZERS)


@contextmanager
def planned_plainly(db: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Leave out what takes most of the planning where each row is read by itself: nothing is gained by it."""
    settings(db, disabled_optimizers=f"{SLOW_OPTIMIZERS},statistics_propagation,in_clause")
    try:
        yield
    finally:
        settings(db, disabled_optimizers=SLOW_OPTIMIZERS)


@contextmanager
def memory_bounded(db: duckdb.DuckDBPyConnection, most: str) -> Iterator[None]:
    """Let the engine take less memory for a while: what does not fit waits on the disk."""
    settings(db, memory_limit=most)
    try:
        yield
    finally:
        settings(db, memory_limit=MEMORY)


def attach(
    db: duckdb.DuckDBPyConnection,
    path: Path | str,
    name: str,
    read_only: bool = False,
    rows_a_group: int | None = None,
) -> None:
    """Attach a database file under a name; a new one with so many rows to a piece that one core reads."""
    how = " (read_only)" if read_only else f" (row_group_size {rows_a_group:d})" if rows_a_group else ""
    db.execute(f"attach {text(path)} as {name}{how}")


def tables(db: duckdb.DuckDBPyConnection, database: str) -> list[tuple[str, str]]:
    """Return the schema and name of every table of an attached database."""
    return listed(db, "store/tables", database)


def tables_and_views(db: duckdb.DuckDBPyConnection, database: str) -> list[tuple[str, str]]:
    """Return the schema and name of every table and view of an attached database."""
    return tables(db, database) + listed(db, "store/views", database)


def listed(db: duckdb.DuckDBPyConnection, query: str, database: str) -> list[tuple[str, str]]:
    """Return the pairs of schema and name that a query lists."""
    rows = db.execute(read_query(query).sql, {"database": database}).fetchall()
    return [(str(schema), str(name)) for schema, name in rows]


def count_rows(db: duckdb.DuckDBPyConnection, database: str) -> dict[str, int]:
    """Count the rows of every table of an attached database, by reading them back."""
    counts = {}
    for schema, name in tables(db, database):
        full = f"{quoted(database)}.{quoted(schema)}.{quoted(name)}"
        counts[name if schema == "main" else f"{schema}.{name}"] = rows_of(db, full)
    return counts


def rows_of(db: duckdb.DuckDBPyConnection, table: str) -> int:
    """Count the rows of a table or view."""
    [(rows,)] = db.execute(read_query("store/count_rows").sql, {"table_name": table}).fetchall()
    return int(rows)


def held_in(table: str) -> str:
    """Return the staging table in which a table's rows wait."""
    return "staged.mark" if table == MARKS else f"staged.{table}"


def named_in(table: str) -> str:
    """Return the staging table that names school and pupil of a table's rows."""
    return "staged.marked_pupil" if table == MARKS else f"staged.{table}"


def summed_in(table: str) -> str:
    """Return where the schools of a staging table stand in the fewest rows."""
    return "staged.marked" if table == MARKS else f"staged.{table}"


def empty_like(db: duckdb.DuckDBPyConnection, name: str, model: str) -> None:
    """Make an empty table with the columns of another; one of that name before is dropped."""
    db.execute(f"create or replace table {name} as from {model} limit 0")


def remove_batch(db: duckdb.DuckDBPyConnection, table: str, batch: int) -> None:
    """Take the rows of one import out of a staging table."""
    db.execute(f"delete from {held_in(table)} where batch = $batch", {"batch": batch})
    if table == MARKS:
        uncount_marks(db, batch=batch)


def count_marks(db: duckdb.DuckDBPyConnection, before: int) -> None:
    """Count the marks put in from this place on; what asks how many there are reads the counts."""
    for step in ("count_pupils", "count_days"):
        db.execute(read_query(f"intake/marks/{step}").sql, {"before": before})


def uncount_marks(db: duckdb.DuckDBPyConnection, before: int = 0, batch: int | None = None) -> None:
    """Forget the counts of marks from this place on: of one import, or of all."""
    for step in ("uncount_pupils", "uncount_days"):
        db.execute(read_query(f"intake/marks/{step}").sql, {"before": before, "batch": batch})


def rename_school(db: duckdb.DuckDBPyConnection, table: str, batches: list[int], old: str, new: str) -> None:
    """Give the rows that some imports have of one school to another, in a staging table."""
    names = {"old": old, "new": new}
    values = {**names, "batches": batches}
    if table == MARKS:
        for step in ("number_renamed", "note_renamed"):
            db.execute(read_query(f"intake/marks/{step}").sql, names)
        for step in ("rename_school", "rename_counted"):
            db.execute(read_query(f"intake/marks/{step}").sql, {"batches": batches})
        return
    its_rows = "school = $old and batch in (select unnest($batches))"
    db.execute(f"update staged.{table} set school = $new where {its_rows}", values)


def mirror(db: duckdb.DuckDBPyConnection, database: str) -> None:
    """Show every table and view of an attached database under its own name, in views that cursors see too."""
    for schema, name in tables_and_views(db, database):
        db.execute(f"create schema if not exists {quoted(schema)}")
        full = f"{quoted(schema)}.{quoted(name)}"
        db.execute(f"create view {full} as from {database}.{full}")


def load_reference(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Load each file of the reference data as ``reference.<its name>``."""
    db.execute("create schema reference")
    for path in sorted(folder.glob("*.csv")):
        db.execute(
            f"create table reference.{quoted(path.stem)} as "
            f"from read_csv({text(path)}, header = true, delim = ',', quote = '\"', escape = '\"', "
            "sample_size = -1)"
        )
