"""Refuse rows for what lies outside their file: other files of the import, scales, schools.

Which rows were left out so is kept in the import's manifest: so the same files always
give the same rows, whatever is imported or taken back later.
"""

from dataclasses import dataclass

import duckdb

from dashboard.query import QUERIES, read_query
from dashboard.reference import FOLDER
from dashboard.schemas import Schema
from dashboard.store import staged_tables

Spans = list[list[int]]
REFERENCE = {"scales": "scale", "grades": "grade"}


@dataclass(frozen=True)
class Outside:
    """A file's place in its import, and how its rows are judged.

    ``left_out`` are the spans of rows that were left out when the file was imported; None for a new file.
    ``has_siblings`` says whether the import has other files of the same table, ``needs_school`` whether a
    row without a school is refused, ``is_thorough`` whether marks are looked through however many they are.
    """

    file: int
    left_out: Spans | None = None
    has_siblings: bool = False
    needs_school: bool = False
    is_thorough: bool = False

    @property
    def must_compare(self) -> bool:
        """Return whether rows may stand in another new file too."""
        return self.has_siblings and self.left_out is None


def judge(db: duckdb.DuckDBPyConnection, schema: Schema, batch: int, outside: Outside) -> None:
    """Add the faults of the rows being checked that do not lie in the file itself."""
    if outside.left_out is not None:
        if outside.left_out:
            db.execute(read_query("intake/outside/left_out").sql, {"left_out": outside.left_out})
        return
    if outside.needs_school and any(column.name == "school" for column in schema.columns):
        db.execute(read_query("intake/outside/no_school").sql)
    if (QUERIES / "intake" / "outside" / f"{schema.name}.sql").exists():
        query = read_query(f"intake/outside/{schema.name}")
        db.execute(query.sql, {param: str(FOLDER / f"{REFERENCE[param]}.csv") for param in query.params})
    if outside.has_siblings:
        staged_tables.compare_with_other_files(db, schema, batch)


def spans_left_out(db: duckdb.DuckDBPyConnection) -> Spans:
    """Return which rows are left out for what lies outside the file."""
    return [list(span) for span in db.execute(read_query("intake/outside/spans").sql).fetchall()]


def stand_twice(
    db: duckdb.DuckDBPyConnection, batch: int, before: int, days: dict[str, object], outside: Outside
) -> bool:
    """Say whether marks just put in stand in another file of the import too."""
    if not outside.must_compare:
        return False
    [(files,)] = db.execute(read_query("intake/outside/has_marks").sql, {"batch": batch}).fetchall()
    if not files:
        return False
    values = {"batch": batch, "before": before}
    [(first,)] = db.execute(read_query("intake/outside/marks_before").sql, values).fetchall()
    if first is None:
        return False
    days = {**days, "before": first}
    [(pupils,)] = db.execute(read_query("intake/repeated_marks").sql, days).fetchall()
    return bool(pupils)


def note_loaded(
    db: duckdb.DuckDBPyConnection,
    table: str,
    name: str,
    batch: int,
    file: int,
    before: int,
    header_row: int | None,
) -> None:
    """Note which rows a new file brought, for problems of later files to name it."""
    if table == "attendance":
        values = {"batch": batch, "name": name, "header_row": header_row, "before": before}
        db.execute(read_query("intake/outside/note_marks").sql, values)
    else:
        values = {"batch": batch, "file": file, "name": name}
        db.execute(read_query("intake/outside/note_file").sql, values)
