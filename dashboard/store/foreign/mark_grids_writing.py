"""Write the marks of printed registers as one import file, and account for every cell of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.query import read_query
from dashboard.store.foreign.grids import desk
from dashboard.store.foreign.grids_people import People
from dashboard.store.problems import Problem, listed, quoted

COMPRESSION = "lz4_raw"
NO_MARKS = ("-", "!", "*")
WHOLE_ROW = "the whole row"


@dataclass(frozen=True)
class Read:
    """What became of one register: its rows by kind, its marks by code, and how many it could have had."""

    label: str
    path: Path
    could_be: int
    codes: dict[str, int]
    faulty: int
    kinds: dict[str, tuple[int, int]]
    notes: tuple[Problem, ...] = ()

    @property
    def marks(self) -> int:
        """Return how many marks were read; cells that cannot be read are not among them."""
        return sum(self.codes.values()) - self.faulty


def name_columns(db: duckdb.DuckDBPyConnection, columns: Sequence[str]) -> None:
    """Make the types of sessions and of the places that marks come from."""
    db.execute(read_query("foreign/mark_word").sql, {"words": [*columns, WHOLE_ROW]})
    for kind in ("column", "session"):
        db.execute(read_query(f"foreign/mark_{kind}_type").sql)


def tell_rows_apart(db: duckdb.DuckDBPyConnection) -> None:
    """Make the rows of a table as it is laid out, each with its kind: a pupil's, totals, a note, headings."""
    macros = ("intake/macros/is_note", "foreign/macros/is_total_row")
    for query in (*macros, "foreign/mark_row", "foreign/mark_notes", "foreign/mark_cells"):
        db.execute(read_query(query).sql)


def write_marks(db: duckdb.DuckDBPyConnection, label: str, path: Path, people: People) -> Read:
    """Write the rows of ``mark_found`` to a file, and count what was written."""
    db.view("mark_found").select(*written_columns(people)).write_parquet(str(path), compression=COMPRESSION)
    found = db.execute(read_query("foreign/mark_codes").sql, {"path": str(path)}).fetchall()
    kinds = db.execute(read_query("foreign/mark_kinds").sql).fetchall()
    return Read(
        label,
        path,
        0,
        {code: marks for code, marks, _ in found},
        sum(faulty for _, _, faulty in found),
        {kind: (rows, first) for kind, rows, first in kinds},
    )


def written_columns(people: People) -> list[str]:
    """Return the columns of the import file: without a school or a number where the register has none."""
    names = ["school"] if people.school else []
    names += ["pupil"] if people.pupil else ["upn"]
    return [*names, "date", "session", "code", "source_row", "source_column"]


def join_parts(parts: Sequence[Path], path: Path) -> None:
    """Put what several sheets gave into one file."""
    if len(parts) == 1:
        parts[0].rename(path)
        return
    with desk(parts[0]) as db:
        rows = db.read_parquet([str(part) for part in parts], union_by_name=True)
        rows.write_parquet(str(path), compression=COMPRESSION)
    for part in parts:
        part.unlink()


def notes_of(read: Read) -> list[Problem]:
    """Say what was left out of a register, and what stands in place of marks."""
    said = [
        ("total", "TOTALS_LEFT_OUT", "{rows} of totals at row {first:,} or below", "They are left out."),
        ("heading", "HEADINGS_AGAIN", "{rows} with the headings again", "They are left out."),
        (
            "note",
            "NOTES_LEFT_OUT",
            "{rows} of notes, such as a key to the marks, at row {first:,} or below",
            "They are left out: they are no pupil's.",
        ),
    ]
    notes = [
        Problem(
            read.label, first, None, what.format(rows=in_rows(rows), first=first), remedy, code, True, rows
        )
        for kind, code, what, remedy in said
        for rows, first in [read.kinds.get(kind, (0, 0))]
        if rows
    ]
    return [*notes, *faults_of(read), *no_marks(read), *read.notes]


def faults_of(read: Read) -> list[Problem]:
    """Say which rows and cells cannot be read; the checks refuse them one by one."""
    ragged, first = read.kinds.get("ragged", (0, 0))
    notes = []
    if ragged:
        found = f"{in_rows(ragged)} with more or fewer cells than there are headings"
        remedy = "Check for a delimiter too many or too few, as in a name with a comma."
        notes.append(Problem(read.label, first, None, found, remedy, "RAGGED_ROWS", True, ragged))
    rows = ragged + sum(note.rows for note in read.notes if note.code == "MARKS_DO_NOT_FIT")
    if (cells := read.faulty - rows) > 0:
        found = f"in {cells:,} {'cell' if cells == 1 else 'cells'} there are not the marks of one day"
        remedy = "Write both marks, the morning's first. They are refused, each with its row and column."
        notes.append(Problem(read.label, None, None, found, remedy, "CELLS_NOT_READ", True, cells))
    return notes


def no_marks(read: Read) -> list[Problem]:
    """Say how many marks only say that there is none."""
    marks = sum(read.codes.get(code, 0) for code in NO_MARKS)
    if not marks:
        return []
    found = (
        f"in {marks:,} places {listed([quoted(c) for c in NO_MARKS if c in read.codes])} stands for no mark"
    )
    return [Problem(read.label, None, None, found, "They count as missing.", "NO_MARK", True, marks)]


def in_rows(rows: int) -> str:
    """Return a number of rows in words."""
    return "1 row" if rows == 1 else f"{rows:,} rows"
