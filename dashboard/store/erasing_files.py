"""Load the files of imports one at a time, to find and to leave out the rows of some pupils."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from dashboard.query import read_query
from dashboard.schemas import SCHEMAS
from dashboard.store import intake, statements
from dashboard.store.batches import ONLY_SCHOOL, Batch, ImportedFile, all_batches
from dashboard.store.build import place_to_stage, prepare
from dashboard.store.erasing_traces import Traces
from dashboard.store.offering import has_column
from dashboard.store.outside import Outside
from dashboard.store.staging import school_of

Key = tuple[str, str]  # school, pupil


@dataclass(frozen=True)
class Loaded:
    """One file of an import whose good rows lie in their staging table, and how many are the pupils'."""

    batch: Batch
    file: ImportedFile
    path: Path
    understood: intake.Understood
    rows: int
    of_pupils: int
    school: str

    @property
    def has_school(self) -> bool:
        """Return whether the file names the school of its rows."""
        return "school" in self.understood.columns


class CannotErase(Exception):
    """Something stands in the way; nothing was changed."""


@contextmanager
def staging_place(
    scratch: Path, folder: Path, batches: Sequence[Batch]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give empty staging tables, for whatever is loaded next."""
    with duckdb.connect(config={"python_enable_replacements": False}) as db:
        statements.settings(db, memory_limit=statements.MEMORY, temp_directory=scratch / "spill")
        prepare(db, place_to_stage(scratch / "rows", list(batches)))
        yield db


def set_keys(db: duckdb.DuckDBPyConnection, keys: Sequence[Key]) -> None:
    """Say which pupils are in question."""
    schools, pupils = [school for school, _ in keys], [pupil for _, pupil in keys]
    db.execute(read_query("erase/keys").sql, {"schools": schools, "pupils": pupils})


def with_upns(keys: Sequence[Key], upns: Collection[str]) -> list[Key]:
    """Return the pupils in question also as rows name them that know them only by UPN."""
    forms = {form for upn in upns for form in (upn, upn.upper(), upn.lower())}
    return [
        *keys,
        *((school, form) for school in sorted({school for school, _ in keys}) for form in sorted(forms)),
    ]


def each_file(
    db: duckdb.DuckDBPyConnection,
    folder: Path,
    batches: Sequence[Batch],
    refused: Path,
    tables: Sequence[str] = tuple(SCHEMAS),
) -> Iterator[Loaded]:
    """Load each file that can be read, one at a time, and yield it; refused rows are written to a file."""
    for place, batch in enumerate(batches):
        school = school_of(batch, [later for later in batches[place + 1 :] if later.state == "accepted"])
        for number, file in enumerate(batch.files, 1):
            if file.table in tables:
                loaded = load(db, folder, batch, number, file, school, refused)
                if loaded:
                    yield loaded
                    statements.remove_batch(db, file.table, batch.number)


def load(
    db: duckdb.DuckDBPyConnection,
    folder: Path,
    batch: Batch,
    number: int,
    file: ImportedFile,
    school: str,
    refused: Path,
) -> Loaded | None:
    """Load one file as a rebuild would; None for one of an import taken back that cannot be read now.

    Raises CannotErase where a file that counts cannot be read as it was imported.
    """
    path = folder / "imports" / batch.name / file.name
    refused.unlink(missing_ok=True)
    try:
        understood = intake.understand(
            path, file.table, file.mapping, *([file.source] if file.source else [])
        )
        checked = intake.load(
            db,
            understood,
            batch=batch.number,
            academic_year_default=batch.academic_year_default,
            school_default=school or None,
            refused_file=refused,
            careful=bool(file.refused or file.repeated),
            judged=Outside(number, file.left_out),
        )
    except (intake.Unreadable, OSError) as error:
        if batch.state == "undone":
            return None
        raise CannotErase(
            f"Import {batch.name}: a file cannot be read as it was imported. Put it back from a copy, "
            f"or take the import back (evenhand undo {batch.name}), then try again. Nothing was changed."
        ) from error
    rows = count(db, "store/count_batch", file.table, batch=batch.number)
    held = count(db, "erase/of_keys", file.table) if has_column(file.table, "pupil") else 0
    return Loaded(batch, file, path, understood, min(rows, checked.good), held, school or ONLY_SCHOOL)


def remove_keys(db: duckdb.DuckDBPyConnection, table: str) -> None:
    """Take the rows of the pupils in question out of a staging table."""
    db.execute(f"delete from {statements.named_in(table)} where (school, pupil) in (from erase_key)")


def blank_school(db: duckdb.DuckDBPyConnection, table: str, school: str) -> None:
    """Leave the school out of the rows that would get it anyway."""
    rows = statements.named_in(table)
    db.execute(f"update {rows} set school = null where school = $school", {"school": school})


def count(db: duckdb.DuckDBPyConnection, query: str, table: str, **values: object) -> int:
    """Count rows of a staging table."""
    [(rows,)] = db.execute(read_query(query).sql, {"table_name": f"staged.{table}", **values}).fetchall()
    return int(rows)


def traces_of(
    db: duckdb.DuckDBPyConnection, folder: Path, batches: Sequence[Batch], refused: Path, keys: Sequence[Key]
) -> Traces:
    """Return what gives the pupils in question away, from every file of pupils that is kept.

    A former UPN is looked for in its turn, as a file may have pupils under it: another child's is left out.
    """
    numbers, looked_for = {pupil for _, pupil in keys}, set[str]()
    while True:
        set_keys(db, with_upns(keys, looked_for))
        found: set[tuple[Any, ...]] = set()
        for _ in each_file(db, folder, batches, refused, ("pupils",)):
            found |= set(db.execute(read_query("erase/known_by").sql).fetchall())
        others = others_among(found, numbers)
        theirs = [row for row in found if row[1].upper() not in others]
        formers = {row[5].upper() for row in theirs if row[5]} - others
        if formers <= looked_for:
            break
        looked_for |= formers
    return Traces(
        frozenset(numbers),
        frozenset(row[2] for row in theirs if row[2]) | formers,
        frozenset((row[3], row[4]) for row in theirs if row[3] and row[4]),
    )


def others_among(found: Collection[tuple[Any, ...]], numbers: Collection[str]) -> set[str]:
    """Return the former UPNs under which another child stands: beside the pupil, or born on another day."""
    births = {row[6] for row in found if row[1] in numbers and row[6]}
    years = {row[7:] for row in found if row[1] in numbers}
    return {
        row[1].upper()
        for row in found
        if row[1] not in numbers and ((births and row[6] and row[6] not in births) or row[7:] in years)
    }


def kept_batches(folder: Path, accepted: Sequence[str], undone: Sequence[str]) -> list[Batch]:
    """Return every import that lies in the folder, those taken back too. Raises CannotErase."""
    batches = [batch for batch in all_batches(folder) if batch.name in (*accepted, *undone)]
    missing = {*accepted} - {batch.name for batch in batches}
    if missing:
        raise CannotErase(f"The manifest of import {sorted(missing)[0]} cannot be read. Nothing was changed.")
    return batches
