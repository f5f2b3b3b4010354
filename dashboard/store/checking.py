"""Check every cell of the lines that were read, and keep the good rows: set-based, in DuckDB.

Python sees only the problems that are shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from pathlib import Path

import duckdb

from dashboard.query import QUERIES, read_query
from dashboard.schemas import SCHEMAS, Schema
from dashboard.store import messages, outside, staged_tables, statements
from dashboard.store.foreign.shape import SOURCE_PLACE
from dashboard.store.messages import in_rows
from dashboard.store.problems import Problem, Unreadable, listed, safe_cells
from dashboard.store.sheets import SHEET_NAME, Part

SHOWN = 1000
OF_EACH_KIND = 3
WRITTEN_AT_ONCE = 200_000
MOST_WRITTEN = 200_000  # rows: nobody mends so many by hand, and a minute is too long to wait for them
NOT_WRITTEN = "refused rows are counted but no longer listed. Mend the export rather than its rows."
END = 1 << 40
LAST_ROW_OF_A_SPREADSHEET = 1_048_576
MACROS = (
    "is_odd",
    "is_empty",
    "has_unseen",
    "is_misread",
    "clean_line",
    "cell_text",
    "unguarded",
    "identifier_of",
    "surname_of",
    "forename_of",
    "upn_letter",
    "is_ragged",
    "is_total",
    "is_note",
    "is_note_below",
    "is_rounded",
    "is_cross",
    "day_of",
    "is_month_first",
    "is_day_first",
    "date_of",
    "date_fault",
    "is_hidden",
    "number_of",
    "integer_of",
    "academic_year_of",
    "yes_or_no_of",
    "code_in_words",
    "code_said_twice",
    "code_of",
    "exact_code_of",
    "year_before_letters",
)


@dataclass(frozen=True)
class Found:
    """What became of the rows of one file."""

    rows: int
    good: int
    blank: int
    repeated: int
    problem_rows: int
    problems: list[Problem] = field(default_factory=list)
    problem_counts: dict[str, int] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)
    from_date: date | None = None
    to_date: date | None = None
    left_out: outside.Spans = field(default_factory=list)


@dataclass(frozen=True)
class Lines:
    """The lines of one file as they lie in ``staged.intake_line``, and how to take them apart.

    ``sources`` says of rows of a translated file where they stand in the original.
    """

    file: str
    table: str
    columns: dict[str, str]
    headings: list[str]
    header_row: int
    delimiter: str
    parts: tuple[Part, ...] = ()
    is_translated: bool = False
    sources: dict[int, str] = field(default_factory=dict)

    @property
    def schema(self) -> Schema:
        """Return the schema of the file."""
        return SCHEMAS[self.table]

    def place(self, row: int) -> tuple[str, int]:
        """Return the file, with the sheet where there are several, and the row there."""
        for part in reversed(self.parts):
            if row >= part.line:
                return f"{self.file}, sheet {part.sheet}", row - part.line + part.row
        return self.file, row

    def row_in_words(self, row: int | None) -> str:
        """Return a row as another row's problem names it."""
        if not row:
            return ""
        if row in self.sources:
            return self.sources[row]
        place, number = self.place(row)
        return f"row {number:,}{place.removeprefix(self.file).replace(',', ' of', 1)}"


@dataclass(frozen=True)
class Place:
    """Where good rows go, and what stands in for an academic year or a school that a row leaves out."""

    table: str
    batch: int
    academic_year: str
    school: str | None
    judged: outside.Outside | None = None


def create_intake_macros(db: duckdb.DuckDBPyConnection) -> None:
    """Make the macros that read cells, and the lists of codes they look in."""
    for macro in MACROS:
        db.execute(read_query(f"intake/macros/{macro}").sql)
    lists = staged_tables.code_lists()
    spellings = [{"key": list(codes), "value": list(codes.values())} for codes in lists.values()]
    db.execute(read_query("intake/code_lists").sql, {"code_lists": {"key": list(lists), "value": spellings}})


def check(db: duckdb.DuckDBPyConnection, lines: Lines, place: Place, refused_file: Path | None) -> Found:
    """Check the lines and put the good rows into their staging table. Raises Unreadable."""
    schema = lines.schema
    staged_tables.create_line_view(db, lines.header_row, lines.delimiter)
    staged_tables.create_text_view(db, schema, lines.columns, lines.headings)
    check_cells(db, schema, place)
    if (QUERIES / "intake" / "rules" / f"{schema.name}.sql").exists():
        db.execute(read_query(f"intake/rules/{schema.name}").sql)
    if place.judged:
        outside.judge(db, schema, place.batch, place.judged)
    staged_tables.create_key_view(db, schema)
    db.execute(read_query("intake/duplicates").sql)
    lines = with_sources(db, lines)
    file = place.judged.file if place.judged else 0
    found = count(db, lines, staged_tables.keep_good_rows(db, schema, place.table, place.batch, file))
    if refused_file and found.problem_rows:
        write_refused(db, lines, refused_file)
    return found


def with_sources(db: duckdb.DuckDBPyConnection, lines: Lines) -> Lines:
    """Note of each row with a fault in a translated file where it stands in the original."""
    if not lines.is_translated:
        return lines
    place = {"place": lines.headings.index(SOURCE_PLACE) + 1}
    found = db.execute(read_query("intake/source_places").sql, place).fetchall()
    return replace(lines, sources=dict(found))


def check_cells(db: duckdb.DuckDBPyConnection, schema: Schema, place: Place) -> None:
    """Read each cell as its type; again where the dates turn out to have the month first."""
    for month_first in (False, True):
        staged_tables.create_value_view(db, schema, place.academic_year, place.school, month_first)
        with statements.planned_plainly(db):
            db.execute(read_query("intake/check_cells").sql)
        db.execute(read_query("intake/faults").sql, {"warnings": list(staged_tables.WARNINGS)})
        [(has_month_first,)] = db.execute(read_query("intake/month_first").sql).fetchall()
        if not has_month_first or staged_tables.has_day_first(db, schema):
            return


def count(db: duckdb.DuckDBPyConnection, lines: Lines, good: int) -> Found:
    """Account for every row, and collect what to say. Raises Unreadable where a row is unaccounted for."""
    below = {"header_row": lines.header_row, "delimiter": lines.delimiter}
    [(rows, blank, refused, repeated, from_date, to_date)] = db.execute(
        read_query("intake/counts").sql, below
    ).fetchall()
    if rows == blank:
        raise Unreadable(lines.file, "it has headings but no rows", "Export it again.", "NO_ROWS", None)
    if rows != good + refused + blank + repeated:
        found = f"{rows - good - refused - blank - repeated:,} of its rows are unaccounted for"
        raise Unreadable(lines.file, found, "Export it again.", "LOST_ROWS")
    counted = db.execute(read_query("intake/problem_counts").sql).fetchall()
    counts = {f"{column}: {fault}".removeprefix(": ").strip(): number for column, fault, number in counted}
    listed = db.execute(read_query("intake/warnings").sql).fetchall()
    warnings = joined(lines) + ends(lines, rows)
    warnings += [warning(lines, *each) for each in listed]
    problems = list(shown(db, lines, SHOWN)) if refused else []
    left_out = outside.spans_left_out(db)
    return Found(
        rows, good, blank, repeated, refused, problems, counts, warnings, from_date, to_date, left_out
    )


def joined(lines: Lines) -> list[Problem]:
    """Say how many rows came from each sheet, where several are read as one."""
    if not lines.parts:
        return []
    named = listed([f"{part.sheet} ({in_rows(part.rows)})" for part in lines.parts], 40)
    found, remedy = f"its sheets are read as one table: {named}", "Check that they belong together."
    if SHEET_NAME in lines.columns.values():
        found += "; their names are the registration groups of their pupils"
    return [Problem(lines.file, None, None, found, remedy, "SHEETS_JOINED", True)]


def ends(lines: Lines, rows: int) -> list[Problem]:
    """Warn of a file or a sheet that ends where a spreadsheet does."""
    if lines.is_translated:
        return []
    if not lines.parts:
        return cut_off(lines.file, lines.header_row + rows)
    return [
        problem
        for part in lines.parts
        for problem in cut_off(f"{lines.file}, sheet {part.sheet}", part.row + part.rows - 1)
    ]


def warning(lines: Lines, column: str, fault: str, rows: int, first_row: int | None) -> Problem:
    """Put a warning into words; where there are several sheets the first row says which is meant."""
    file, row = lines.place(first_row) if first_row else (lines.file, None)
    said = messages.warning(file, column, fault, rows, row)
    return replace(said, place=lines.sources.get(first_row or 0, ""))


def cut_off(file: str, last_row: int) -> list[Problem]:
    """Warn of a file that ends where a spreadsheet does."""
    if last_row != LAST_ROW_OF_A_SPREADSHEET:
        return []
    found = f"it ends at row {last_row:,}, where a spreadsheet ends, so rows may be cut off"
    return [
        Problem(file, last_row, None, found, "Export it as CSV straight from its source.", "CUT_OFF", True)
    ]


def shown(
    db: duckdb.DuckDBPyConnection, lines: Lines, most: int, after: int = 0, last: int = END
) -> Iterator[Problem]:
    """Yield the first problems of some rows in the order of the file, some of every kind among them."""
    values = {"most": most, "each": OF_EACH_KIND, "after": after, "last": last}
    found = db.execute(read_query("intake/problems").sql, values).fetchall()
    for row, column, fault, first_row, first_file, written in found:
        file, place = lines.place(row)
        first = lines.row_in_words(first_row)
        if first_file:
            first = f"row {first_row:,} of {first_file}" if first_row else f"a row of {first_file}"
        said = messages.problem(file, lines.schema, place, column, fault, first, written)
        yield replace(said, place=lines.sources.get(row, "")) if lines.sources else said


def write_refused(db: duckdb.DuckDBPyConnection, lines: Lines, path: Path) -> None:
    """Write the refused rows as they stand, with their row and what is wrong, safe for a spreadsheet."""
    hidden = lines.headings.index(SOURCE_PLACE) if lines.is_translated else len(lines.headings)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(safe_cells(["row", "problem", *without(lines.headings, hidden)]))
        written = 0
        for after, last in pieces_of_refused(db):
            if written >= MOST_WRITTEN:
                file.write(safe_cells(["", f"Row {after + 1:,} and those below: {NOT_WRITTEN}"]))
                return
            problems = shown(db, lines, END, after, last)
            said = groupby(problems, key=lambda problem: (problem.file, problem.row))
            piece = {"after": after, "last": last}
            rows = db.execute(read_query("intake/refused_lines").sql, piece).fetchall()
            for (row, cells), (_, of_row) in zip(rows, said, strict=True):
                what = "; ".join(f"{problem.column or 'row'}: {problem.found}" for problem in of_row)
                place = lines.row_in_words(row).replace(",", "").removeprefix("row ")
                place = lines.sources.get(row) or place
                kept = (cell.replace(chr(30), chr(10)) for cell in without(cells, hidden))
                file.write(safe_cells([place, what, *kept]))
            written += len(rows)


def pieces_of_refused(db: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, int]]:
    """Yield after which row and with which some refused rows end: all at once would take much memory."""
    parted = db.execute(read_query("intake/refused_pieces").sql, {"most": WRITTEN_AT_ONCE}).fetchall()
    ends = [last for (last,) in parted]
    yield from zip([0, *ends], ends, strict=False)


def without(cells: list[str], place: int) -> list[str]:
    """Return cells but for the one at a place."""
    return cells[:place] + cells[place + 1 :]
