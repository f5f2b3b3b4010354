"""The files handed in, kept exactly as they came: one folder under ``imports`` an import.

``manifest.json`` in it says when, by whom, what was understood and what was found. A
batch counts when the current generation names it; ``state`` only repeats that, so that
a damaged pointer is noticed.
"""

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from dashboard.store.files import replace_text, sync_folder
from dashboard.store.generations import Damaged, Generation, current_generation

State = Literal["offered", "accepted", "undone"]
MANIFEST = "manifest.json"
INCOMING = ".incoming-"
ONLY_SCHOOL = "School"  # of rows without a school, where no file names one


@dataclass(frozen=True)
class ImportedFile:
    """One file of a batch: what it was understood to be, and what was found in it.

    ``left_out`` are the spans of rows that were left out for what other files say.
    ``rows`` = ``good`` + ``refused`` + ``blank`` + ``repeated``; ``problems`` are the first of them.
    ``table_asked`` and ``mapping_asked`` are what the person said; ``table`` and ``mapping`` what was used.
    ``first_row`` is the row below the headings; 0 where there are several sheets, or it is not known.
    ``source`` names the file of another shape that this one was translated from, or the zip file it was
    in; ``said`` is what a person said for the translation.
    """

    name: str
    sha256: str
    bytes: int
    table_asked: str | None = None
    mapping_asked: dict[str, Any] | None = None
    table: str = ""
    mapping: dict[str, Any] = field(default_factory=dict)
    rows: int = 0
    good: int = 0
    refused: int = 0
    blank: int = 0
    repeated: int = 0
    problem_counts: dict[str, int] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    from_date: str | None = None
    to_date: str | None = None
    left_out: list[list[int]] = field(default_factory=list)
    source: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    first_row: int = 0

    @property
    def shown(self) -> str:
        """Return the name of the file as it was handed in."""
        return self.source or self.name


@dataclass(frozen=True)
class Source:
    """A file of another shape, or several that belong together, and what was made of it.

    ``files`` are the originals as they lie in the batch, ``folder`` is where its import files lie. ``read``
    of its ``units`` became rows of import files, ``ignored`` did not; together they are all there are.
    """

    name: str
    files: list[dict[str, Any]]
    shape: str
    kind: str
    folder: str = ""
    units: str = "rows"
    read: int = 0
    ignored: int = 0
    notes: list[dict[str, Any]] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Batch:
    """One import. The defaults are kept, so that building it again gives the same rows.

    ``across`` is what no file shows alone, such as marks of pupils whom no file names; ``redacted`` says
    which files were written again to erase a pupil. ``undone_at`` says when it was taken back; it is empty
    where that was not kept.
    """

    name: str
    imported_at: str
    by: str
    accept_good_rows: bool = False
    academic_year_default: str = ""
    school_default: str = ""
    schools: list[str] = field(default_factory=list)
    files: list[ImportedFile] = field(default_factory=list)
    across: list[dict[str, Any]] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    redacted: list[dict[str, Any]] = field(default_factory=list)
    state: State = "offered"
    undone_at: str = ""

    @property
    def number(self) -> int:
        """Return the batch's place in the order of all imports."""
        return int(self.name.partition("-")[0])

    @property
    def named_schools(self) -> set[str]:
        """Return the schools that its files name, and the one that stands for those left out."""
        return {*self.schools, self.school_default} - {"", ONLY_SCHOOL}

    @property
    def day(self) -> date:
        """Return the day of the import."""
        return datetime.fromisoformat(self.imported_at).date()

    def counted_on(self, day: date) -> bool | None:
        """Say whether it counted at the end of a day; None where nobody knows when it was taken back."""
        if self.day > day or self.state == "accepted":
            return self.day <= day
        return datetime.fromisoformat(self.undone_at).date() > day if self.undone_at else None


def batch_from(content: dict[str, Any]) -> Batch:
    """Make a batch from what its manifest says. Raises TypeError or KeyError for another shape."""
    files = [ImportedFile(**file) for file in content["files"]]
    sources = [Source(**source) for source in content.get("sources", [])]
    return Batch(**{**content, "files": files, "sources": sources})


def read_batch(folder: Path, name: str) -> Batch:
    """Read the manifest of a batch. Raises Damaged where it is missing or broken."""
    path = folder / "imports" / name / MANIFEST
    try:
        return batch_from(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Damaged(
            f"The manifest of import {name} cannot be read ({error}). "
            f"Put the folder imports/{name} back from a copy, or undo the import."
        ) from error


def write_manifest(place: Path, batch: Batch) -> None:
    """Write a batch's manifest into the folder where its files lie."""
    replace_text(place / MANIFEST, json.dumps(asdict(batch), indent=1, ensure_ascii=False) + "\n")


def are_takeable(files: Sequence[ImportedFile]) -> bool:
    """Say whether something good comes of every file handed in.

    Of a file of another shape one table may be refused to its last row, where another is good.
    """
    good = {file.shown for file in files if file.good or file.repeated}
    return {file.shown for file in files} <= good and all(
        file.good or file.repeated or file.refused for file in files
    )


def batch_names(folder: Path) -> list[str]:
    """Return the names of all batches that lie here, in the order of import."""
    names = [path.name for path in (folder / "imports").glob("*") if re.match(r"\d{4,}-", path.name)]
    return sorted(names, key=lambda name: (int(name.partition("-")[0]), name))


def all_batches(folder: Path) -> list[Batch]:
    """Return every batch whose manifest can be read, in the order of import."""
    batches = []
    for name in batch_names(folder):
        try:
            batches.append(read_batch(folder, name))
        except Damaged:
            continue
    return batches


def incoming_folder(folder: Path, name: str) -> Path:
    """Return where a batch's files lie until all of it stands."""
    return folder / "imports" / f"{INCOMING}{name}"


def free_name(name: str, taken: set[str]) -> str:
    """Return a name no other file of the batch has, and note it as taken."""
    stem, dot, ending = name.rpartition(".")
    candidate, count = name, 1
    while candidate.lower() in taken:
        count += 1
        candidate = f"{stem} ({count}){dot}{ending}" if dot else f"{name} ({count})"
    taken.add(candidate.lower())
    return candidate


def offer(folder: Path, batch: Batch) -> None:
    """Put a checked batch in its place under ``imports``. It counts once a generation names it."""
    place = incoming_folder(folder, batch.name)
    write_manifest(place, batch)
    place.rename(folder / "imports" / batch.name)
    sync_folder(folder / "imports")


def unchanged(batches: Sequence[Batch], file: ImportedFile, accept_good_rows: bool) -> Batch | None:
    """Return the batch that already holds this very file, unless a later one has touched its table."""
    for batch in reversed(batches):
        for known in batch.files:
            if (
                not known.source
                and known.sha256 == file.sha256
                and file.table_asked in (None, known.table)
                and file.mapping_asked in (None, known.mapping_asked)
                and (known.refused == 0 or batch.accept_good_rows == accept_good_rows)
            ):
                return None if touched_later(batches, batch, {known.table}) else batch
    return None


def unchanged_source(batches: Sequence[Batch], offered: Batch, file: ImportedFile) -> Batch | None:
    """Return the batch that holds the translation of this very file, and of those that belong to it."""
    hashes = {other.sha256 for other in offered.files}
    for batch in reversed(batches):
        for source in batch.sources:
            of_it = {original["sha256"] for original in source.files}
            if file.sha256 in of_it and of_it <= hashes and source.said == file.said:
                files = [each for each in batch.files if each.name.startswith(f"{source.folder}/")]
                tables = {each.table for each in files}
                has_all = batch.accept_good_rows == offered.accept_good_rows
                if not has_all and any(each.refused for each in files):
                    return None
                if file.table_asked and file.table_asked not in tables:
                    return None
                return None if touched_later(batches, batch, tables) else batch
    return None


def touched_later(batches: Sequence[Batch], batch: Batch, tables: set[str]) -> bool:
    """Return whether an import after this one has files of one of these tables."""
    later = [other for other in batches if other.number > batch.number]
    return bool(tables & {entry.table for other in later for entry in other.files})


def believed_generation(folder: Path) -> Generation:
    """Return the generation that ``current`` names, or NOTHING. Raises Damaged where it cannot be believed.

    A crash alone never makes a manifest and the generation disagree as they do here.
    """
    generation = current_generation(folder)
    for batch in all_batches(folder):
        named = batch.name in [*generation.batches, *generation.undone]
        if (batch.state != "offered" and not named) or (
            batch.state == "undone" and batch.name in generation.batches
        ):
            raise Damaged(f"Import {batch.name} is {batch.state}, but 'current' names a school without that.")
    return generation


def settle(folder: Path, generation: Generation) -> None:
    """Make every manifest say what the generation says, and remove batches that never counted."""
    imports = folder / "imports"
    for place in imports.glob(f"{INCOMING}*"):
        shutil.rmtree(place, ignore_errors=True)
    for batch in all_batches(folder):
        if batch.name in generation.batches:
            state: State = "accepted"
        elif batch.name in generation.undone:
            state = "undone"
        else:
            shutil.rmtree(imports / batch.name, ignore_errors=True)
            continue
        if batch.state != state:
            undone_at = generation.made_at if state == "undone" else ""
            write_manifest(imports / batch.name, replace(batch, state=state, undone_at=undone_at))
