"""Build a school's file from its accepted imports, in a process of its own.

``python -m dashboard.store.build`` reads two lines of JSON from standard input, what stands and what
is new (or null), writes a line of JSON for each step, and at the end one with the result. What it writes is
not yet published: the process that gave the order does that, or drops it. It ends
when that process ends.
"""

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from dashboard.query import read_query
from dashboard.store import intake, statements
from dashboard.store.batches import Batch, are_takeable, batch_from, incoming_folder, read_batch
from dashboard.store.build_steps import make_tables
from dashboard.store.child import answers, give_way, limit, take_orders
from dashboard.store.details import Details
from dashboard.store.files import hash_file, sync_file
from dashboard.store.identity import keep_one_of_each, resolved_tables
from dashboard.store.keeping import keep_known
from dashboard.store.named_mappings import NamedMapping
from dashboard.store.staging import load_known, load_new
from dashboard.store.taking_in import hashing
from dashboard.store.workbook import SHEETS, keeping_sheets

REFERENCE = Path(__file__).parent.parent.parent / "data" / "reference"
MEMORY = "1400MB"
ADDRESS_SPACE = 6 << 30
STAGED_IN_MEMORY = 1 << 30  # bytes of import files whose rows fit in MEMORY, or nearly

# Totals are left out where there are marks; scales and grades have more rows, from the reference data; two
# years of a characteristic are one where the pupil's row of the second year was left out.
NOT_ACCOUNTED = ("attendance_totals", "scales", "grades", "characteristics")
# These also have a row for what only another file names: a class that only its members name.
NAMED_ELSEWHERE = ("classes", "interventions", "activities")

Progress = Callable[[str], None]


def prepare(db: duckdb.DuckDBPyConnection, staged: Path | str) -> None:
    """Attach the staging database, and make what the build steps may count on."""
    statements.attach(db, staged, "staged")
    intake.create_staged_tables(db)
    db.execute(read_query("store/batch").sql)
    statements.load_reference(db, REFERENCE)


@contextmanager
def open_for_building(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a new file under the name ``built``, to be the one that statements speak of."""
    db = duckdb.connect(config={"threads": 2, "python_enable_replacements": False})
    try:
        db.execute("set enable_progress_bar = false")
        db.execute("pragma disable_checkpoint_on_shutdown")  # the staging tables are only to be dropped
        statements.settings(
            db,
            memory_limit=MEMORY,
            temp_directory=path.with_name("spill.tmp"),
            preserve_insertion_order="true",
            disabled_optimizers=statements.SLOW_OPTIMIZERS,
            autoinstall_known_extensions="false",
            autoload_known_extensions="false",
        )
        statements.attach(db, path, "built")
        db.execute("use built")
        yield db
    finally:
        db.close()


def place_to_stage(path: Path, batches: list[Batch], coming: int = 0) -> Path | str:
    """Return where rows wait until they are built: in memory, which is faster, or in a file.

    ``coming``: bytes of files that are no batch yet.
    """
    taken = coming + sum(file.bytes for batch in batches for file in batch.files)
    return ":memory:" if taken <= STAGED_IN_MEMORY else path.with_name(f"{path.name}.staged")


def note_batch(db: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """Write a batch's files into the table ``batch``."""
    for file in batch.files:
        values = {
            "batch": batch.number,
            "imported_at": batch.imported_at,
            "by": batch.by,
            "file": file.shown,
            "table_name": file.table,
            "rows": file.good,
            "from_date": file.from_date,
            "to_date": file.to_date,
            "sha256": file.sha256,
            "warnings": len(file.warnings),
        }
        db.execute(read_query("store/add_batch").sql, values)


def finish(
    db: duckdb.DuckDBPyConnection, batches: list[Batch], notes: list[str], say: Progress
) -> dict[str, int]:
    """Build the tables and write them to the disk; return the rows of each table, and add to the notes."""
    say("build tables")
    keep_one_of_each(db)
    keep_known(db, batches)
    repeated = make_tables(db)
    if repeated:
        notes.append(f"Note: {repeated:,} marks say again what an earlier row says. Each was kept once.")
    account(db, batches, repeated)
    rows = statements.count_rows(db, "built")
    say("write to disk")
    db.execute("detach staged")
    db.execute("checkpoint built")
    return rows


def account(db: duckdb.DuckDBPyConnection, batches: list[Batch], repeated_marks: int) -> None:
    """Hold the rows of the built tables against those that were loaded. Raises RuntimeError.

    A row may replace one of an earlier import: so a table has no fewer rows than its largest file, and no
    more than all of them, but for what another file names.
    """
    loaded = defaultdict(list)
    joined = resolved_tables(db)  # two rows of one file may have turned out to be one
    for file in (file for batch in batches for file in batch.files):
        loaded[file.table].append(file.good)
    for table, rows in loaded.items():
        if table in NOT_ACCOUNTED:
            continue
        found = statements.rows_of(db, table)
        fewest = max(rows) - (repeated_marks if table == "attendance" else 0)
        fewest = 0 if table in joined else fewest
        if found < fewest or (found > sum(rows) and table not in NAMED_ELSEWHERE):
            raise RuntimeError(
                f"{table}: {sum(rows):,} rows were loaded, and the school has {found:,} of them."
            )


def verify(path: Path, rows: dict[str, int]) -> None:
    """Read the closed file back. Raises RuntimeError where it does not hold what was built."""
    if path.with_name(f"{path.name}.wal").exists():
        raise RuntimeError(f"{path.name} was not written to the end: a .wal file lies beside it.")
    with duckdb.connect() as db:
        statements.attach(db, path, "built", read_only=True)
        read_back = statements.count_rows(db, "built")
    if read_back != rows:
        wrong = {name: (rows.get(name), read_back.get(name)) for name in rows.keys() | read_back.keys()}
        differ = {name: counts for name, counts in wrong.items() if counts[0] != counts[1]}
        raise RuntimeError(f"{path.name} does not hold the rows that were written: {differ}")


def build(
    standing: dict[str, Any], what_is_new: Callable[[], dict[str, Any] | None], say: Progress
) -> dict[str, Any]:
    """Carry out an order: load, check, build, verify. Returns the result, to be published or shown.

    ``what_is_new`` gives a new import, or None; it is asked once all that stands is loaded, as it may wait
    for a file that is being copied.
    """
    folder = Path(standing["folder"])
    path = folder / standing["file"]
    known = [read_batch(folder, name) for name in standing["batches"]]
    result: dict[str, Any] = {"outcome": "built", "notes": []}
    with open_for_building(path) as db:
        prepare(db, place_to_stage(path, known, standing["coming"]))
        for place, batch in enumerate(known, 1):
            say(f"read import {batch.name}")
            result["notes"] += load_known(db, folder, batch, known[place:])
            note_batch(db, batch)
        batches = list(known)
        if new := what_is_new():
            result |= take_new(db, folder, new, known, say)
            batches.append(batch_from(result["batch"]))
        if result["outcome"] != "built":
            return result
        rows = finish(db, batches, result["notes"], say)
    say("verify")
    verify(path, rows)
    sync_file(path)
    return {**result, "tables": rows, "bytes": path.stat().st_size, "sha256": hash_file(path)}


def take_new(
    db: duckdb.DuckDBPyConnection, folder: Path, new: dict[str, Any], known: list[Batch], say: Progress
) -> dict[str, Any]:
    """Load and check a new import. Returns it with what is to become of it, and its details where asked."""
    offered = batch_from(new["batch"])
    is_thorough = new["check_only"] or offered.accept_good_rows
    details = Details(new["details"], [NamedMapping(**mapping) for mapping in new["mappings"]])
    with (
        keeping_sheets(incoming_folder(folder, offered.name) / SHEETS),
        hashing(folder, offered) as hashed,
    ):
        batch = load_new(db, folder, offered, known, Path(new["refused"]), say, is_thorough, details)
        batch = hashed(batch)
    note_batch(db, batch)
    return {
        "batch": asdict(batch),
        "outcome": verdict(batch, new["check_only"]),
        "details": details.content if details.is_wanted else {},
    }


def verdict(batch: Batch, check_only: bool) -> str:
    """Return whether a checked batch is to be built, only shown, or refused."""
    across = [found["code"] for found in batch.across if not found["is_warning"]]
    has_problems = across or any(file.problems for file in batch.files)
    # A file that cannot be read at all, and rows of no school, leave nothing good to accept.
    cannot_be = "NO_SCHOOL" in across or not are_takeable(batch.files)
    if cannot_be or (has_problems and not batch.accept_good_rows):
        return "refused"
    return "checked" if check_only else "built"


def as_text(value: object) -> str:
    """Return a date as JSON writes it. Raises TypeError for anything else."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def main() -> None:
    """Carry out the order on standard input; a failure is told in words, never as a trace."""
    out = answers()
    order = take_orders()
    limit(ADDRESS_SPACE)
    give_way()

    def write(message: dict[str, Any]) -> None:
        """Write one message as a line of JSON, at once: the parent reads along."""
        print(json.dumps(message, default=as_text), file=out, flush=True)

    try:
        write({"result": build(order(), order, lambda step: write({"step": step}))})
    except (duckdb.Error, OSError, RuntimeError, MemoryError, ValueError) as error:
        write({"failure": in_words(error)})
    os._exit(0)  # the listening thread would keep Python from ending in peace


def in_words(error: Exception) -> str:
    """Return what went wrong; our own errors are sentences, those of others need their kind before them."""
    return str(error) if isinstance(error, RuntimeError | ValueError) else f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main()
