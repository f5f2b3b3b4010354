"""Tables of cells as school systems print them: their first rows cheaply, all their lines when they are read.

A shape is told from the first rows, so that a large file of another kind costs next to nothing.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import duckdb

from dashboard.query import read_query
from dashboard.store import reading, statements
from dashboard.store.encoding import Text, survey
from dashboard.store.problems import Unreadable, listed
from dashboard.store.sniffing import DELIMITERS, SAMPLE, find_format, first_text
from dashboard.store.workbook import read_workbook
from dashboard.store.workbook_reader import CELL_END, LINE_END_IN_CELL

FIRST_ROWS = 60
MOST_COLUMNS = 4096  # a year of sessions has 400
MEMORY = "600MB"
# Small, so that both cores have work in a file of a few thousand long lines.
ROWS_A_GROUP = 2048
SMALL = 1 << 20
NEEDS_ANSWER = "NEEDS_ANSWER"
Found = TypeVar("Found")


@dataclass(frozen=True)
class Grid:
    """One table of cells: a text file, or one sheet of a workbook; ``rows`` are the first, as they stand."""

    path: Path
    sheet: str
    number: int
    delimiter: str
    rows: list[list[str]]

    @property
    def label(self) -> str:
        """Return what a person calls it."""
        return f"{self.path.name}, sheet {self.sheet}" if self.sheet else self.path.name


class Sheets:
    """The sheets of one workbook as text, kept as long as this object lives, or elsewhere for longer."""

    def __init__(self, path: Path) -> None:
        self.folder = TemporaryDirectory(prefix="evenhand-sheets-")
        self.files = read_workbook(path, Path(self.folder.name))


@lru_cache(2)
def sheets_of(path: Path, size: int, changed: int) -> Sheets:
    """Read a workbook once for all the shapes that look at it. Raises Unreadable."""
    return Sheets(path)


def sheets(path: Path) -> list[tuple[str, Path]]:
    """Return the names of a workbook's sheets, each with the text file of its cells. Raises Unreadable."""
    state = path.stat()
    return sheets_of(path, state.st_size, state.st_mtime_ns).files


def first_rows(path: Path) -> list[Grid]:
    """Return the tables of a CSV or XLSX file with their first rows; none where it is no such file."""
    try:
        kind = find_format(path)
        grids = grids_of_workbook(path) if kind == "xlsx" else [grid_of_text(path)] if kind == "csv" else []
        return [grid for grid in grids if max(map(len, grid.rows), default=0) <= MOST_COLUMNS]
    except (Unreadable, OSError, UnicodeError, csv.Error):
        return []


def tables(
    files: Sequence[Path], find: Callable[[Grid], Found | None]
) -> Iterator[tuple[Grid, Found | None]]:
    """Yield every table of some files with the layout found in its first rows; None where it has none."""
    for path in files:
        for grid in first_rows(path):
            yield grid, find(grid)


def each_laid_out(files: Sequence[Path], find: Callable[[Grid], object | None]) -> list[list[Path]]:
    """Return the files that hold a table of this layout, each by itself."""
    return [[path] for path in files if any(layout for _, layout in tables([path], find))]


def grids_of_workbook(path: Path) -> list[Grid]:
    """Return the first rows of each sheet."""
    found = sheets(path)
    return [
        Grid(path, name if len(found) > 1 else "", number, CELL_END, lines_of(file))
        for number, (name, file) in enumerate(found)
    ]


def lines_of(file: Path) -> list[list[str]]:
    """Read the first rows of one sheet."""
    with file.open(encoding="utf-8", newline="\n") as lines:
        return [
            line.removesuffix("\n").replace(LINE_END_IN_CELL, " ").split(CELL_END)
            for line in islice(lines, FIRST_ROWS)
        ]


def grid_of_text(path: Path) -> Grid:
    """Return the first rows of a text file, taken apart by the delimiter that fits most of them."""
    sample = first_text(path, Text(likely_encoding(path)))
    if len(sample) == SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    by_delimiter = [(cells_of(sample, delimiter), delimiter) for delimiter in DELIMITERS]
    rows, delimiter = max(by_delimiter, key=lambda each: steadiness(each[0]))
    return Grid(path, "", 0, delimiter, rows)


def likely_encoding(path: Path) -> str:
    """Tell the encoding from the first piece of a file; every byte is looked at when it is read."""
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        start[: start.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def cells_of(sample: str, delimiter: str) -> list[list[str]]:
    """Take the first lines of a text apart. A line that cannot be read ends them."""
    rows: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(sample), delimiter=delimiter, strict=True):
            rows.append([cell.replace("\n", " ").replace("\r", "") for cell in cells])
            if len(rows) == FIRST_ROWS:
                break
    except csv.Error:
        pass
    return rows


def steadiness(rows: list[list[str]]) -> int:
    """Return how many cells stand in rows of the commonest width."""
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    return max((width * times for width, times in widths.items()), default=0)


def engine(folder: Path) -> dict[str, str | bool | int | float | list[str]]:
    """Return the settings of an engine that stays small: what does not fit goes to a folder."""
    return {"temp_directory": str(folder), "memory_limit": MEMORY}


@contextmanager
def desk(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give an engine with room for the lines of a file, on disk where it is large; gone afterwards."""
    with reading.scratch_folder() as folder, duckdb.connect(config=engine(folder)) as db:
        if path.stat().st_size > SMALL:
            statements.attach(db, folder / "lines.duckdb", "staged", rows_a_group=ROWS_A_GROUP)
        else:
            statements.attach(db, ":memory:", "staged")
        for macro in ("clean_line", "cell_text"):
            db.execute(read_query(f"intake/macros/{macro}").sql)
        yield db


def load_lines(db: duckdb.DuckDBPyConnection, grid: Grid) -> Grid:
    """Bring every line of a table into ``staged.intake_line``; return it with what parts its cells there.

    Raises Unreadable.
    """
    if find_format(grid.path) == "xlsx":
        reading.read_lines(db, grid.label, sheets(grid.path)[grid.number][1])
        return grid
    delimiter = reading.read_text(db, grid.path, survey(grid.path), grid.delimiter)
    return replace(grid, delimiter=delimiter)


def unanswered(file: str, questions: dict[str, str]) -> Unreadable:
    """Say what a person must say of a file; ``questions`` are the names to answer by, and what is asked.

    The problem's column lists those names.
    """
    found = f"the file does not say {listed(list(questions.values()))}"
    error = Unreadable(file, found, f"Say it by hand ({', '.join(questions)}).", NEEDS_ANSWER)
    error.problem = replace(error.problem, column=", ".join(questions))
    return error
