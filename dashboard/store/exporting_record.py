"""Everything that is held about one pupil, row by row with where it came from: for who asks to see it."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from dashboard.query import read_query
from dashboard.reference import FOLDER
from dashboard.schemas import SCHEMAS, Column, Schema
from dashboard.store.batches import Batch
from dashboard.store.erasing import UnknownPupil, working_copies
from dashboard.store.erasing_files import (
    Key,
    Loaded,
    each_file,
    kept_batches,
    set_keys,
    staging_place,
    traces_of,
    with_upns,
)
from dashboard.store.erasing_traces import Traces
from dashboard.store.publishing import Progress, silent, standing

COUNTS, REPLACED, TAKEN_BACK = "in use", "replaced by a later import", "import taken back"
SOURCE = ("File", "Row", "Imported on", "State")
CODE_FILES = {"attendance_code": "description"}  # others: label


@dataclass
class Section:
    """One part of a record: a title, a sentence, headings and rows."""

    title: str
    about: str
    headings: Sequence[str]
    rows: list[list[Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Record:
    """All that is held about one pupil, and when that was looked up."""

    school: str
    pupil: str
    made_at: str
    sections: Sequence[Section]

    @property
    def rows(self) -> int:
        """Return how many rows of import files are held."""
        return sum(
            len(section.rows) for section in self.sections if section.headings[-len(SOURCE) :] == SOURCE
        )


@dataclass
class Held:
    """One row of an import file: its values by column, and where it came from."""

    values: Mapping[str, Any]
    place: tuple[str, Any, str]
    number: int
    is_taken_back: bool


def pupil_record(folder: Path, key: Key, progress: Progress = silent) -> Record:
    """Return everything that is held about one pupil, replaced and taken-back rows too.

    Raises UnknownPupil, CannotErase where a file that counts cannot be read.
    """
    current = standing(folder)
    batches = kept_batches(folder, current.batches, current.undone)
    held: dict[str, list[Held]] = {}
    unread: list[list[Any]] = []
    refused: list[list[Any]] = []
    with (
        TemporaryDirectory(prefix="evenhand-record-") as apart,
        staging_place(Path(apart), folder, batches) as db,
    ):
        lines = Path(apart) / "refused.csv"
        set_keys(db, [key])
        traces = traces_of(db, folder, batches, lines, [key])
        set_keys(db, with_upns([key], traces.upns))
        for loaded in each_file(db, folder, batches, lines):
            progress(f"look through {loaded.batch.name}")
            if loaded.of_pupils:
                held.setdefault(loaded.file.table, []).extend(rows_of(db, loaded))
            if loaded.of_pupils and loaded.understood.ignored_headings:
                headings = ", ".join(loaded.understood.ignored_headings)
                unread.append([loaded.file.shown, day_of(loaded.batch), headings])
            refused += [
                [loaded.file.shown, day_of(loaded.batch), line] for line in refused_lines(lines, traces)
            ]
    if not held and not refused:
        raise UnknownPupil("No file that is kept holds such a pupil.")
    sections = [section_of(SCHEMAS[table], rows) for table, rows in held.items()]
    sections += others(folder, traces, unread, refused)
    made_at = datetime.now().isoformat(timespec="seconds")
    return Record(*key, made_at, [*sections, meanings(list(held))])


def day_of(batch: Batch) -> str:
    """Return the day of an import."""
    return batch.day.isoformat()


def rows_of(db: duckdb.DuckDBPyConnection, loaded: Loaded) -> Iterator[Held]:
    """Yield the pupil's rows of the file that is loaded."""
    found = db.execute(read_query("erase/rows_of_pupil").sql, {"table_name": f"staged.{loaded.file.table}"})
    names = [column[0] for column in found.description or []]
    for row in found.fetchall():
        values = dict(zip(names, row, strict=True))
        place = (loaded.file.shown, values.get("row") or "", day_of(loaded.batch))
        yield Held(values, place, loaded.batch.number, loaded.batch.state == "undone")


def refused_lines(path: Path, traces: Traces) -> list[str]:
    """Return the refused rows of a file that name the pupil, as they were handed in."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = [" | ".join(cells) for cells in csv.reader(file)][1:]
    return [line for line in lines if traces.in_text(line, by_number=True)]


def section_of(schema: Schema, rows: list[Held]) -> Section:
    """Return the pupil's rows of one table in plain words, each with its source and whether it counts."""
    columns = [
        column for column in schema.columns if any(row.values[column.name] is not None for row in rows)
    ]
    latest: dict[tuple[Any, ...], int] = {}
    for row in rows:
        if not row.is_taken_back:
            key = tuple(row.values[name] for name in schema.key)
            latest[key] = max(latest.get(key, 0), row.number)
    written = []
    for row in rows:
        key = tuple(row.values[name] for name in schema.key)
        state = TAKEN_BACK if row.is_taken_back else COUNTS if row.number == latest[key] else REPLACED
        written.append(
            [*(in_words(column, row.values[column.name]) for column in columns), *row.place, state]
        )
    headings = [column.name.replace("_", " ").capitalize() for column in columns]
    title = schema.name.replace("_", " ").capitalize()
    return Section(title, f"Each row is {schema.one_row_is}.", (*headings, *SOURCE), written)


def in_words(column: Column, value: Any) -> Any:  # noqa: ANN401 - a cell of any type
    """Return a value as a person reads it: a code with what it stands for."""
    if value is None:
        return ""
    if column.kind == "yes or no":
        return "yes" if value else "no"
    if column.code_list:
        meaning = meanings_of(column.code_list).get(str(value), "")
        return f"{value} ({meaning})" if meaning and meaning != value else str(value)
    return value if isinstance(value, int | float) else str(value)


@cache
def meanings_of(code_list: str) -> dict[str, str]:
    """Return what each code of a list stands for."""
    with (FOLDER / f"{code_list}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row.get(CODE_FILES.get(code_list, "label"), "") for row in csv.DictReader(file)}


def others(folder: Path, traces: Traces, unread: list[list[Any]], refused: list[list[Any]]) -> list[Section]:
    """Return what is held outside the tables: refused rows, columns never read, copies being worked on."""
    copies = [[name] for name in working_copies(folder, traces)]
    found = [
        Section(
            "Refused rows",
            "These were handed in and not taken in; they are kept with the files.",
            ("File", "Imported on", "The row as handed in"),
            refused,
        ),
        Section(
            "Columns never read",
            "The files that name the pupil have these columns too. Nothing is made of them; they lie in the "
            "files as handed in, in the folder imports.",
            ("File", "Imported on", "Columns"),
            unread,
        ),
        Section("Working copies", "These files beside the school's data name the pupil.", ("File",), copies),
    ]
    return [section for section in found if section.rows]


def meanings(tables: Sequence[str]) -> Section:
    """Return what each column means."""
    rows = [
        [schema.replace("_", " ").capitalize(), column.name.replace("_", " ").capitalize(), column.about]
        for schema in tables
        for column in SCHEMAS[schema].columns
    ]
    return Section(
        "What the columns mean", "In the words of the data guide.", ("Table", "Column", "Meaning"), rows
    )
