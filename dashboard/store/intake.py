"""Take in one file: understand what it is, then load its good rows into its staging table."""

from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from dashboard.query import read_query
from dashboard.store import checking, outside, reading, statements
from dashboard.store.across import check_across
from dashboard.store.marks import fits_the_fast_way, load_marks
from dashboard.store.problems import Problem, Unreadable
from dashboard.store.sheets import Part
from dashboard.store.staged_tables import create_staged_tables
from dashboard.store.understanding import Understood, understand
from dashboard.store.workbook_reader import CELL_END

LARGE = 1 << 22  # bytes: fewer hold no more rows than fit in memory at once, however short they are
MEMORY = "600MB"  # with what Python and the engine take beside it, a file of any kind is checked in 1 GB

__all__ = [
    "Checked",
    "Problem",
    "Understood",
    "Unreadable",
    "check_across",
    "create_staged_tables",
    "load",
    "understand",
]


@dataclass(frozen=True)
class Checked:
    """What became of a file's rows: always ``rows`` = ``good`` + ``problem_rows`` + ``blank`` + ``repeated``.

    ``problems`` are the first of them, ``problem_counts`` all by kind; ``repeated`` rows say what an
    earlier row said and are kept once.
    """

    understood: Understood
    rows: int
    good: int
    blank: int
    problem_rows: int
    repeated: int = 0
    problems: list[Problem] = field(default_factory=list)
    problem_counts: dict[str, int] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)
    from_date: date | None = None
    to_date: date | None = None
    left_out: outside.Spans = field(default_factory=list)


def load(
    db: duckdb.DuckDBPyConnection,
    understood: Understood,
    *,
    batch: int,
    academic_year_default: str,
    school_default: str | None,
    into: str | None = None,
    refused_file: Path | None = None,
    careful: bool = False,
    judged: outside.Outside | None = None,
) -> Checked:
    """Load the good rows of one file into ``staged.<table>``, and say what became of every row.

    A large clean file of marks goes the fast way, which does not name marks that stand twice among more
    than a few million: load it again with ``careful`` where the build finds some. ``into`` names another
    table of the same columns, ``judged`` how the rows are held against other files: not at all without it.
    Raises Unreadable where the whole file is refused.
    """
    [(before,)] = db.execute(read_query("intake/next_mark").sql).fetchall()
    found, header_row = None, None
    if into is None and not careful and fits_the_fast_way(understood):
        found = load_marks(db, understood, batch, school_default, judged)
        header_row = understood.header_row
    if found is None:
        table = into or f"staged.{understood.table}"
        place = checking.Place(table, batch, academic_year_default, school_default, judged)
        found = load_carefully(db, understood, place, refused_file)
        header_row = None
    if judged and judged.must_compare:
        outside.note_loaded(db, understood.table, understood.shown, batch, judged.file, before, header_row)
    return Checked(understood, **{**vars(found), "warnings": understood.notes + found.warnings})


def load_carefully(
    db: duckdb.DuckDBPyConnection, understood: Understood, place: checking.Place, refused_file: Path | None
) -> checking.Found:
    """Check every cell of a file, and leave nothing of that behind. Raises Unreadable."""
    checking.create_intake_macros(db)
    is_large = understood.format == "xlsx" or understood.path.stat().st_size >= LARGE
    try:
        with statements.memory_bounded(db, MEMORY) if is_large else nullcontext():
            return checking.check(db, read(db, understood), place, refused_file)
    finally:
        db.execute(read_query("intake/drop_working").sql)


def read(db: duckdb.DuckDBPyConnection, understood: Understood) -> checking.Lines:
    """Read the lines of a file. Raises Unreadable."""
    path = understood.path
    parts: tuple[Part, ...] = ()
    if understood.format == "parquet":
        delimiter = reading.read_parquet(db, path)
    elif understood.format == "xlsx":
        parts = reading.read_sheets(db, path, understood.sheets, len(understood.headings))
        delimiter = CELL_END
    else:
        assert understood.text and understood.delimiter
        delimiter = reading.read_text(db, path, understood.text, understood.delimiter)
    columns, headings = understood.columns, understood.headings
    return checking.Lines(
        path.name,
        understood.table,
        columns,
        headings,
        understood.header_row,
        delimiter,
        parts,
        understood.is_translated,
    )
