"""Take everything out: every table of a school as the file that would bring it in again.

A text that a spreadsheet would take for a formula gets an apostrophe in front; an import takes exactly
that one away, so that what goes out and comes in again is the same to the letter.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import duckdb

from dashboard.query import read_query
from dashboard.schemas import SCHEMAS, Column, Schema
from dashboard.store import statements
from dashboard.store.batches import believed_generation
from dashboard.store.generations import NOTHING, verify_file
from dashboard.store.opening import NoSchool
from dashboard.store.publishing import Progress, silent
from dashboard.store.version import definitions

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Format = Literal["csv", "xlsx", "parquet"]

FORMATS: tuple[Format, ...] = ("csv", "xlsx", "parquet")
OWN_ALONE = {
    "scales": "export/own_scales",
    "grades": "export/own_grades",
    "classes": "export/own_classes",
}
ROWS_OF_A_SHEET = 500_000  # a workbook of more takes a reader longer than anybody waits
PIECE = 20_000


@dataclass(frozen=True)
class Exported:
    """One table that was written: where, and how many rows."""

    table: str
    rows: int
    files: tuple[Path, ...]


class NotEmpty(Exception):
    """The folder to write into holds something already."""


def export(folder: Path, into: Path, form: Format = "csv", progress: Progress = silent) -> list[Exported]:
    """Write every table that has rows into a new or empty folder, in the order of the schemas.

    Raises NotEmpty, NoSchool and Damaged; what was begun is then removed.
    """
    with published(folder) as db:
        if into.exists() and (not into.is_dir() or any(into.iterdir())):
            raise NotEmpty(f"{into} is not empty. Choose a new folder, so that nothing is overwritten.")
        is_new = not into.exists()
        into.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return [
                written
                for schema in SCHEMAS.values()
                if (written := take_out(db, schema, into, form, progress))
            ]
        except BaseException:
            for path in into.iterdir():
                path.unlink()
            if is_new:
                shutil.rmtree(into, ignore_errors=True)
            raise


@contextmanager
def published(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open what counts of a school's data to write it out. Raises NoSchool and Damaged."""
    current = believed_generation(folder)
    if current == NOTHING or not current.batches:
        raise NoSchool(f"{folder}: there are no data yet. Bring some in with: evenhand import FILE...")
    verify_file(folder, current)
    if current.definitions != definitions():
        raise NoSchool(
            f"{current.file} was built by another version of Evenhand. Build it again: evenhand rebuild"
        )
    with duckdb.connect(config={"python_enable_replacements": False}) as db:
        statements.attach(db, folder / current.file, "store", read_only=True)
        statements.mirror(db, "store")
        prepare_writing(db)
        yield db


def prepare_writing(db: duckdb.DuckDBPyConnection) -> None:
    """Make what ``write_rows`` needs."""
    db.execute(read_query("export/guarded").sql)


def take_out(
    db: duckdb.DuckDBPyConnection, schema: Schema, into: Path, form: Format, progress: Progress
) -> Exported | None:
    """Write one table; None where it has no rows."""
    progress(f"write {schema.name}")
    if schema.name in OWN_ALONE:
        held = db.sql(read_query(OWN_ALONE[schema.name]).sql)
    else:
        held = db.view(schema.name)
    [(rows,)] = held.count("*").fetchall()
    if not rows:
        return None
    key = ", ".join(statements.quoted(name) for name in schema.key)
    files = write_rows(db, held.order(key), schema, into / schema.name, form)
    return Exported(schema.name, int(rows), files)


def write_rows(
    db: duckdb.DuckDBPyConnection,
    held: duckdb.DuckDBPyRelation,
    schema: Schema,
    path: Path,
    form: Format,
    left_out: tuple[str, ...] = (),
) -> tuple[Path, ...]:
    """Write rows as import files of one table; ``path`` is without its ending. Returns what was written."""
    columns = [column for column in schema.columns if column.name not in left_out]
    rows = held.select(
        ", ".join(f"{as_written(column)} as {statements.quoted(column.name)}" for column in columns)
    )
    return WRITERS[form](db, rows, path)


def as_written(column: Column) -> str:
    """Return the expression that writes a column as an import reads it."""
    name = statements.quoted(column.name)
    return {
        "text": f"guarded({name})",
        "yes or no": f"case when {name} then 'Y' when not {name} then 'N' end",
        "code": f"cast({name} as varchar)",
    }.get(column.kind, name)


def write_csv(db: duckdb.DuckDBPyConnection, rows: duckdb.DuckDBPyRelation, path: Path) -> tuple[Path, ...]:
    """Write rows as CSV in UTF-8."""
    file = path.with_name(f"{path.name}.csv")
    rows.write_csv(str(file), header=True)
    return (file,)


def write_parquet(
    db: duckdb.DuckDBPyConnection, rows: duckdb.DuckDBPyRelation, path: Path
) -> tuple[Path, ...]:
    """Write rows as Parquet."""
    file = path.with_name(f"{path.name}.parquet")
    rows.write_parquet(str(file))
    return (file,)


def write_xlsx(db: duckdb.DuckDBPyConnection, rows: duckdb.DuckDBPyRelation, path: Path) -> tuple[Path, ...]:
    """Write rows as workbooks: several where there are more rows than one should hold."""
    import xlsxwriter  # a moment that no other format needs

    files: list[Path] = []
    found = db.execute(rows.sql_query())
    piece = found.fetchmany(PIECE)
    while piece or not files:
        file = path.with_name(f"{path.name}{f' {len(files) + 1}' if files else ''}.xlsx")
        files.append(file)
        with xlsxwriter.Workbook(str(file), {"constant_memory": True}) as workbook:
            sheet = workbook.add_worksheet(path.name[:31])
            write_row(sheet, 0, tuple(rows.columns))
            below = 1
            while piece and below <= ROWS_OF_A_SHEET:
                for row in piece:
                    write_row(sheet, below, row)
                    below += 1
                piece = found.fetchmany(PIECE)
    return tuple(files)


def write_row(sheet: "Worksheet", below: int, row: tuple[object, ...]) -> None:
    """Write one row of a sheet: numbers as numbers, all else as text, so that no cell is a formula."""
    for across, value in enumerate(row):
        if isinstance(value, int | float) and not isinstance(value, bool):
            sheet.write_number(below, across, value)
        elif value is not None:
            sheet.write_string(below, across, str(value))


Writer = Callable[[duckdb.DuckDBPyConnection, duckdb.DuckDBPyRelation, Path], tuple[Path, ...]]
WRITERS: dict[Format, Writer] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
}
