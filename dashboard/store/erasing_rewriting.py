"""Write the imports that hold some pupils again without them, beside the old ones."""

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

from dashboard.schemas import SCHEMAS
from dashboard.store.batches import (
    MANIFEST,
    ONLY_SCHOOL,
    Batch,
    ImportedFile,
    Source,
    free_name,
    write_manifest,
)
from dashboard.store.erasing_files import (
    Key,
    Loaded,
    blank_school,
    each_file,
    remove_keys,
    set_keys,
    traces_of,
    with_upns,
)
from dashboard.store.erasing_traces import Traces
from dashboard.store.exporting import prepare_writing, write_rows
from dashboard.store.files import hash_file, sync_file, sync_folder
from dashboard.store.handed import REFUSED, RESERVED
from dashboard.store.keeping import PUPILS, lacked
from dashboard.store.publishing import Progress

KEPT = ("school", "academic_year")  # rows have them, whether the file has or not
DRAFT = "draft"  # the stem under which rows are written before their file has its name


@dataclass
class Again:
    """What is written again: which pupils, why, and what was done so far."""

    folder: Path
    drafts: Path
    keys: Sequence[Key]
    day: str
    reason: str
    traces: Traces
    notes: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    loaded: set[tuple[str, str]] = field(default_factory=set)
    changed: dict[str, dict[str, ImportedFile | None]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def rows_removed(self) -> int:
        """Return how many rows were left out, in all files together."""
        return sum(note["rows_removed"] for notes in self.notes.values() for note in notes)


def write_again(
    db: duckdb.DuckDBPyConnection,
    folder: Path,
    drafts: Path,
    batches: Sequence[Batch],
    keys: Sequence[Key],
    day: str,
    reason: str,
    progress: Progress,
) -> Again:
    """Write below ``drafts`` every import that names the pupils, without them. The old ones stay."""
    refused = drafts / "refused.csv"
    set_keys(db, keys)
    progress("find the pupil")
    again = Again(folder, drafts, keys, day, reason, traces_of(db, folder, batches, refused, keys))
    set_keys(db, with_upns(keys, again.traces.upns))
    prepare_writing(db)
    for loaded in each_file(db, folder, batches, refused):
        progress(f"look through {loaded.batch.name}")
        again.loaded.add((loaded.batch.name, loaded.file.name))
        if names_pupil(again, loaded, refused):
            leave_out(db, again, loaded)
    refused.unlink(missing_ok=True)
    for batch in batches:
        progress(f"write {batch.name} again")
        put_together(again, batch)
    return again


def names_pupil(again: Again, loaded: Loaded, refused: Path) -> bool:
    """Say whether a file names the pupils: in a row, in what was never read of it, or in its name."""
    return bool(
        loaded.of_pupils
        or (refused.exists() and again.traces.in_file(refused, by_number=True))
        or again.traces.in_text(loaded.file.name)
        or again.traces.in_file(loaded.path)
    )


def leave_out(db: duckdb.DuckDBPyConnection, again: Again, loaded: Loaded) -> None:
    """Write the rows of a file that were read as an import file of our own, without those of the pupils."""
    batch, file = loaded.batch, loaded.file
    schema = SCHEMAS[file.table]
    if loaded.of_pupils:
        remove_keys(db, file.table)
    kept = loaded.rows - loaded.of_pupils
    again.notes[batch.name].append(
        {
            "file": "",
            "sha256_before": file.sha256,
            "rows_removed": loaded.of_pupils,
            "rows_kept": kept,
            "day": again.day,
            "reason": again.reason,
        }
    )
    again.changed[batch.name][file.name] = None
    if not kept:
        return
    place = again.drafts / "imports" / batch.name
    place.mkdir(parents=True, exist_ok=True)
    has_school = any(column.name == "school" for column in schema.columns)
    if has_school and loaded.has_school and batch.school_default == ONLY_SCHOOL:
        blank_school(db, file.table, loaded.school)
    left_out = tuple(unsaid(file)) + (("school",) if has_school and not loaded.has_school else ())
    [draft] = write_rows(db, db.table(f"staged.{file.table}"), schema, place / DRAFT, "csv", left_out)
    name = new_name(again, batch, file)
    (place / name).parent.mkdir(parents=True, exist_ok=True)
    draft.rename(place / name)
    sync_file(place / name)
    again.notes[batch.name][-1]["file"] = name
    again.changed[batch.name][file.name] = as_written(again, file, name, place / name, kept, left_out)


def unsaid(file: ImportedFile) -> list[str]:
    """Return the columns of which a file of pupils says nothing: written empty, they would say so."""
    optional = [column.name for column in SCHEMAS[file.table].columns if not column.required]
    return [name for name in optional if file.table == PUPILS and name in lacked(file) and name not in KEPT]


def new_name(again: Again, batch: Batch, file: ImportedFile) -> str:
    """Return under which name the rows of a file are kept: as before where that is CSV and names nobody."""
    taken = {other.name.lower() for other in batch.files if other.name != file.name} | set(RESERVED)
    taken |= {each.name.lower() for each in again.changed[batch.name].values() if each}
    name = f"{file.table}.csv" if again.traces.in_text(file.name) else file.name
    return free_name(name if name.lower().endswith(".csv") else f"{name}.csv", taken)


def as_written(
    again: Again, file: ImportedFile, name: str, path: Path, rows: int, left_out: Sequence[str]
) -> ImportedFile:
    """Return a file's entry in the manifest after it was written again: every row of it is good."""
    columns = [column.name for column in SCHEMAS[file.table].columns if column.name not in left_out]
    return replace(
        file,
        name=name,
        sha256=hash_file(path),
        bytes=path.stat().st_size,
        table_asked=None,
        mapping_asked=None,
        mapping={"table": file.table, "columns": {column: column for column in columns}},
        rows=rows,
        good=rows,
        refused=0,
        blank=0,
        repeated=0,
        problem_counts={},
        problems=[],
        warnings=said_of_others(again, file.warnings),
        left_out=[],
        source="",
        said={},
    )


def said_of_others(again: Again, problems: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return problems and warnings without those that name the pupils."""
    return [
        problem
        for problem in problems
        if not again.traces.quoted_in(json.dumps(problem, ensure_ascii=False).replace('\\"', '"'))
    ]


def put_together(again: Again, batch: Batch) -> None:
    """Make the folder of an import anew where anything in it names the pupils; else leave it as it is."""
    old, place = again.folder / "imports" / batch.name, again.drafts / "imports" / batch.name
    gone = set(again.changed[batch.name])
    gone |= unreadable(again, batch, old)
    originals = {name for source in batch.sources for name in originals_gone(again, source, old, gone)}
    files = [
        entry
        for file in batch.files
        if (entry := again.changed[batch.name].get(file.name, kept_entry(again, file, gone)))
    ]
    cleaned = replace(
        batch,
        files=files,
        across=said_of_others(again, batch.across),
        sources=[cleaned_source(again, source, originals) for source in batch.sources],
        redacted=[*batch.redacted, *again.notes[batch.name]],
    )
    others = [path for path in old.rglob("*") if path.is_file()]
    dropped = {
        path
        for path in others
        if (name := path.relative_to(old).as_posix()) in gone | originals
        or is_left_over(again, batch, path, name)
    }
    if not dropped and asdict(cleaned) == asdict(batch):
        return
    place.mkdir(parents=True, exist_ok=True)
    for path in others:
        if path not in dropped and path.name != MANIFEST:
            link(path, place / path.relative_to(old))
    write_manifest(place, cleaned)
    sync_folder(place)


def kept_entry(again: Again, file: ImportedFile, gone: set[str]) -> ImportedFile | None:
    """Return the entry of a file that stays, without what was said of the pupils; None for a lost one."""
    if file.name in gone:
        return None
    problems, warnings = said_of_others(again, file.problems), said_of_others(again, file.warnings)
    return replace(file, problems=problems, warnings=warnings)


def unreadable(again: Again, batch: Batch, old: Path) -> set[str]:
    """Return the files of an import taken back that can be loaded no more and may hold the pupils."""
    left = [file.name for file in batch.files if (batch.name, file.name) not in again.loaded]
    return {
        name for name in left if (old / name).exists() and again.traces.in_file(old / name, by_number=True)
    }


def originals_gone(again: Again, source: Source, old: Path, gone: set[str]) -> set[str]:
    """Return the originals of another shape that hold the pupils, or from which such a file was made."""
    names = {file["name"] for file in source.files}
    is_hit = bool(source.folder) and any(name.startswith(f"{source.folder}/") for name in gone)
    if is_hit or any((old / name).exists() and again.traces.in_file(old / name) for name in names):
        return names
    return set()


def cleaned_source(again: Again, source: Source, originals: set[str]) -> Source:
    """Return what is noted of a file of another shape, once its original is removed."""
    files = [
        {**file, "removed_on": again.day, "reason": again.reason} if file["name"] in originals else file
        for file in source.files
    ]
    named = again.traces.in_text(f"{source.name} {source.folder}")
    source = replace(source, name=source.kind, folder="") if named else source
    files = [{**file, "name": "-"} if again.traces.in_text(file["name"]) else file for file in files]
    return replace(source, files=files, notes=said_of_others(again, source.notes))


def is_left_over(again: Again, batch: Batch, path: Path, name: str) -> bool:
    """Say whether a file that is none of the import's own names the pupils: refused rows above all."""
    if name == MANIFEST or any(file.name == name for file in batch.files):
        return False
    return again.traces.in_file(path, by_number=name.startswith(f"{REFUSED}/"))


def link(path: Path, target: Path) -> None:
    """Let a file be found in another place too, without copying it where that can be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, target)
    except OSError:
        shutil.copy2(path, target)
