"""Find the rows of import files that say something of some pupils: file, row and import.

``python -m dashboard.store.finding_rows`` reads one order and prints one answer, apart from the server, which
never reads a file that was handed in.
"""

import csv
import json
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from dashboard.query import read_query
from dashboard.schemas import SCHEMAS
from dashboard.store.child import answers, ask, give_way, limit, take_order
from dashboard.store.erasing_files import (
    CannotErase,
    Loaded,
    each_file,
    kept_batches,
    set_keys,
    staging_place,
)
from dashboard.store.foreign.shape import SOURCE_PLACE
from dashboard.store.publishing import standing

MEMORY, CPU_SECONDS, SECONDS, FILES = 6 << 30, 60, 120.0, 256
MOST = 60  # rows that are told
IN_USE, REPLACED = "in use", "replaced by a later import"

Key = tuple[str, ...]

_one_at_a_time = threading.Lock()


class Busy(Exception):
    """Somebody else's rows are being looked for."""


@dataclass(frozen=True)
class Wanted:
    """A row to look for: its table, whose it is, and the columns that tell it apart, as text."""

    table: str
    school: str
    pupil: str
    values: dict[str, str]


@dataclass(frozen=True)
class RowFound:
    """Where one row stands. ``place`` is its row in the file, or the translator's words for it."""

    pupil: str
    file: str
    place: str
    batch: str
    imported_on: str
    state: str


def find_apart(folder: Path, wanted: Sequence[Wanted]) -> list[dict[str, Any]]:
    """Find rows in a process of its own. Raises Busy, ChildFailed."""
    if not _one_at_a_time.acquire(blocking=False):
        raise Busy("Rows are being looked for already. Try again in a moment.")
    try:
        order = {"folder": str(folder), "wanted": [asdict(each) for each in wanted]}
        found: list[dict[str, Any]] = ask("dashboard.store.finding_rows", order, SECONDS)["found"]
        return found
    finally:
        _one_at_a_time.release()


def find(folder: Path, wanted: Sequence[Wanted]) -> list[RowFound]:
    """Find rows in the files of the imports that count, the newest import first. Raises CannotErase."""
    current = standing(folder)
    batches = kept_batches(folder, current.batches, [])
    tables = sorted({each.table for each in wanted})
    found: list[tuple[Key, RowFound]] = []
    with (
        TemporaryDirectory(prefix="evenhand-rows-") as apart,
        staging_place(Path(apart), folder, batches) as db,
    ):
        set_keys(db, sorted({(each.school, each.pupil) for each in wanted}))
        for loaded in each_file(db, folder, batches, Path(apart) / "refused.csv", tables):
            if loaded.of_pupils:
                own = [each for each in wanted if each.table == loaded.file.table]
                found += list(rows_of(db, loaded, own))
    counted: set[Key] = set()
    told = []
    for key, row in reversed(found):  # a later import replaces what an earlier one says
        told.append(replace(row, state=REPLACED if key in counted else IN_USE))
        counted.add(key)
    return sorted(told, key=lambda row: (row.pupil, row.batch))[:MOST]


def rows_of(
    db: duckdb.DuckDBPyConnection, loaded: Loaded, wanted: Sequence[Wanted]
) -> Iterator[tuple[Key, RowFound]]:
    """Yield what is wanted of the file that is loaded, each with the key that a later import may repeat."""
    rows = marks_of(db, loaded) if loaded.file.table == "attendance" else held_rows(db, loaded)
    fit = [row for row in rows if any(is_wanted(row, each) for each in wanted)]
    places = source_places(loaded, {row["row"] for row in fit if row["row"]})
    for row in fit:
        key = (loaded.file.table, *(str(row[name]) for name in SCHEMAS[loaded.file.table].key))
        place = places.get(row["row"], f"row {row['row']:,}" if row["row"] else "")
        batch = loaded.batch
        yield key, RowFound(row["pupil"], loaded.file.shown, place, batch.name, batch.day.isoformat(), IN_USE)


def is_wanted(row: dict[str, Any], wanted: Wanted) -> bool:
    """Say whether a row is one that is looked for."""
    who = (row["school"], row["pupil"]) == (wanted.school, wanted.pupil)
    return who and all(str(row[name]) == value for name, value in wanted.values.items())


def held_rows(db: duckdb.DuckDBPyConnection, loaded: Loaded) -> list[dict[str, Any]]:
    """Return the pupils' rows of the file that is loaded."""
    found = db.execute(read_query("erase/rows_of_pupil").sql, {"table_name": f"staged.{loaded.file.table}"})
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def marks_of(db: duckdb.DuckDBPyConnection, loaded: Loaded) -> list[dict[str, Any]]:
    """Return the pupils' marks of the file that is loaded; the row only where each line became a mark."""
    found = db.execute(read_query("store/mark_rows").sql).fetchall()
    is_whole = loaded.rows == loaded.file.rows == loaded.file.good
    first = loaded.understood.header_row + 1
    names = ("school", "pupil", "date", "session", "row")
    return [
        dict(zip(names, (*values, first + place if is_whole else None), strict=True))
        for *values, place in found
    ]


def source_places(loaded: Loaded, rows: set[int]) -> dict[int, str]:
    """Return where rows of a translated file stand in the file as handed in, in the translator's words."""
    if SOURCE_PLACE not in loaded.understood.headings or loaded.path.suffix != ".csv" or not rows:
        return {}
    with loaded.path.open(encoding="utf-8-sig", newline="") as file:
        lines = islice(csv.reader(file), max(rows))
        place = loaded.understood.headings.index(SOURCE_PLACE)
        return {row: cells[place] for row, cells in enumerate(lines, 1) if row in rows}


def main() -> None:
    """Carry out the order on standard input."""
    out = answers()
    order = take_order()
    limit(MEMORY, CPU_SECONDS, FILES)
    give_way(5)
    try:
        found = find(Path(order["folder"]), [Wanted(**each) for each in order["wanted"]])
        print(json.dumps({"found": [asdict(row) for row in found]}), file=out, flush=True)
    except CannotErase:
        print(
            json.dumps({"found": [], "failed": "a file cannot be read as it was imported"}),
            file=out,
            flush=True,
        )
    os._exit(0)  # the listening thread would keep Python from ending in peace


if __name__ == "__main__":
    main()
