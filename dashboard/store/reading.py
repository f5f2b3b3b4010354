"""Bring a file of any kind into ``staged.intake_line``: its rows as lines, none taken apart yet.

Reading lines first, and cells out of lines afterwards, is what makes sure that no row is
lost: a CSV reader that meets a stray quotation mark swallows rows in silence.
"""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from dashboard.query import read_query
from dashboard.store.encoding import Text, count_lines, pieces, write_utf8
from dashboard.store.foreign.shape import SOURCE_NUMBERS, SOURCE_PLACE
from dashboard.store.problems import Unreadable
from dashboard.store.sheets import Part, Sheet, join_lines
from dashboard.store.workbook import read_workbook
from dashboard.store.workbook_reader import CELL_END, LINE_END_IN_CELL, one_line

LONGEST_LINE = 2_000_000
SAMPLE_ROWS = 20
# Where a file holds the marks that part our cells, they become another that nobody sees and is told of.
NOT_OURS = str.maketrans(dict.fromkeys((CELL_END, LINE_END_IN_CELL), chr(29)))


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="evenhand-") as folder:
        yield Path(folder)


def read_text(db: duckdb.DuckDBPyConnection, path: Path, text: Text, delimiter: str) -> str:
    """Read the lines of a CSV file; return what parts the cells in them. Raises Unreadable."""
    with scratch_folder() as folder:
        plain = path
        if not text.is_plain:
            plain = folder / "utf8.csv"
            write_utf8(path, text.encoding, plain)
        if text.has_quotes or text.has_controls:
            write_without_quotes(path.name, plain, delimiter, folder / "cells.txt")
            read_lines(db, path.name, folder / "cells.txt")
            return CELL_END
        read_lines(db, path.name, plain)
        return delimiter


def read_lines(db: duckdb.DuckDBPyConnection, file: str, path: Path) -> None:
    """Read every line of a UTF-8 file, and count them. Raises Unreadable where one was lost."""
    try:
        db.execute(read_query("intake/read_lines").sql, {"path": str(path)})
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        found = f"one of its lines is longer than {LONGEST_LINE:,} letters, or is no text"
        raise Unreadable(file, found, "Export it again.", "LINE_TOO_LONG") from error
    [(lines,)] = db.execute(read_query("intake/count_lines").sql).fetchall()
    expected, last = 0, b"\n"
    for last in pieces(path):
        expected += count_lines(last)
    if lines != expected + (not last.endswith(b"\n")):
        raise Unreadable(
            file, f"{expected - lines:,} of its rows are unaccounted for", "Export it again.", "LOST_ROWS"
        )


def write_without_quotes(file: str, path: Path, delimiter: str, copy: Path) -> None:
    """Write a CSV file again with its cells parted by chr(31) and no quotation marks. Raises Unreadable."""
    row, width = 0, 0
    with (
        path.open(encoding="utf-8-sig", newline="") as text,
        copy.open("w", encoding="utf-8", newline="\n") as written,
    ):
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        try:
            for row, cells in enumerate(reader, start=1):
                line = CELL_END.join(cells)
                if line.count(CELL_END) >= len(cells) or LINE_END_IN_CELL in line:
                    line = CELL_END.join(cell.translate(NOT_OURS) for cell in cells)
                if "\n" in line or "\r" in line:
                    check_closed(file, row, cells, delimiter, width)
                    line = CELL_END.join(map(one_line, cells))
                width = max(width, len(cells)) if row <= 21 else width
                written.write(line + "\n")
        except csv.Error:
            raise open_quote(file, row + 1) from None


def check_closed(file: str, row: int, cells: list[str], delimiter: str, width: int) -> None:
    """Check that a cell of several lines has not swallowed rows. Raises Unreadable."""
    rows_within = (line for cell in cells for line in cell.splitlines()[1:-1])
    if width > 1 and any(line.count(delimiter) == width - 1 for line in rows_within):
        raise open_quote(file, row)


def open_quote(file: str, row: int) -> Unreadable:
    """Say that a quotation mark has no partner."""
    found = "a quotation mark in this row is never closed, or stands in the middle of a cell"
    return Unreadable(file, found, "Remove it, or export the file again.", "QUOTE", row)


def read_sheets(
    db: duckdb.DuckDBPyConnection, path: Path, sheets: Sequence[Sheet], width: int
) -> tuple[Part, ...]:
    """Read the lines of sheets of a workbook; return whose they are where there are several."""
    with scratch_folder() as folder:
        files = [file for _, file in read_workbook(path, folder)]
        if len(sheets) == 1:
            read_lines(db, path.name, files[sheets[0].number])
            return ()
        parts = join_lines(files, sheets, width, folder / "joined")
        read_lines(db, path.name, folder / "joined")
        return parts


def read_parquet(db: duckdb.DuckDBPyConnection, path: Path) -> str:
    """Read the rows of a Parquet file as lines below a line of headings; return what parts the cells."""
    rows = parquet(db, path)
    db.execute(read_query("intake/empty_lines").sql)
    headings = CELL_END.join(map(one_line, rows.columns))
    db.execute(read_query("intake/add_line").sql, {"line": headings})
    as_lines(rows).insert_into("staged.intake_line")
    return CELL_END


def as_lines(rows: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """Return rows as one line of text each."""
    cells = [as_cell(column, kind) for column, kind in zip(rows.columns, rows.types, strict=True)]
    return rows.select(f"array_to_string([{', '.join(cells)}], chr(31)) as line")


def first_rows(db: duckdb.DuckDBPyConnection, path: Path) -> str:
    """Return the headings and the first rows of a Parquet file as text. Raises Unreadable."""
    rows = parquet(db, path)
    try:
        lines = [str(line) for (line,) in as_lines(rows.limit(SAMPLE_ROWS)).fetchall()]
    except duckdb.Error as error:
        raise Unreadable(
            path.name, "the Parquet file is damaged", "Export it again.", "UNREADABLE"
        ) from error
    return "\n".join([CELL_END.join(map(one_line, rows.columns)), *lines])


def parquet(db: duckdb.DuckDBPyConnection, path: Path) -> duckdb.DuckDBPyRelation:
    """Open a Parquet file; the row and column that a mark was translated from become words.

    Raises Unreadable.
    """
    try:
        rows = db.read_parquet(str(path))
        return rows.select(placed(rows.columns)) if {*SOURCE_NUMBERS} <= {*rows.columns} else rows
    except duckdb.Error as error:
        raise Unreadable(
            path.name, "the Parquet file is damaged", "Export it again.", "UNREADABLE"
        ) from error


def placed(columns: Sequence[str]) -> str:
    """Return the columns of a translated file with the place of each row in words before them."""
    row, column = SOURCE_NUMBERS
    others = [f'"{name}"' for name in columns if name not in SOURCE_NUMBERS]
    return ", ".join([f"'row ' || {row} || ', ' || {column} as {SOURCE_PLACE}", *others])


def as_cell(column: str, kind: object) -> str:
    """Return the expression that writes a column as a CSV export would."""
    cell = "cast(" + '"' + column.replace('"', '""') + '"' + " as varchar)"
    if str(kind) in ("DOUBLE", "FLOAT"):
        cell = f"regexp_replace({cell}, '[.]0$', '')"
    return f"coalesce(translate({cell}, chr(10) || chr(31), chr(30)), '')"
