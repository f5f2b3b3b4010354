"""Take files into a school: copy, check and build apart, then publish in one step.

Whatever fails before ``current`` is replaced leaves the school as it was.
"""

import getpass
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from dashboard.store.batches import (
    Batch,
    ImportedFile,
    Source,
    batch_from,
    incoming_folder,
    offer,
    read_batch,
    unchanged,
    unchanged_source,
)
from dashboard.store.building import Building
from dashboard.store.generations import Generation
from dashboard.store.handed import REFUSED, HandedIn, handed_in
from dashboard.store.lock import importing_alone
from dashboard.store.named_mappings import NamedMapping, named_mappings
from dashboard.store.publishing import (
    Progress,
    building_on,
    is_whole,
    publish_built,
    remove_unfinished,
    see_room,
    silent,
    standing,
    tidy,
)
from dashboard.store.taking_in import take_in
from dashboard.store.translating import translate_all
from dashboard.store.workbook import SHEETS


@dataclass(frozen=True)
class ImportReport:
    """What became of an import.

    ``refused_rows`` is the folder where the rows with problems lie. ``unchanged`` are the files that were
    imported before, each with the import that holds it; ``across`` is what no file shows alone. ``details``
    are for the import desk, where they were asked for.
    """

    outcome: Literal["imported", "checked", "refused", "unchanged"]
    batch: str
    generation: int
    files: list[ImportedFile] = field(default_factory=list)
    unchanged: dict[str, str] = field(default_factory=dict)
    across: list[dict[str, Any]] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    refused_rows: Path | None = None
    notes: list[str] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NewImport:
    """What the build is told of a new import: whether to only check it, and whether to tell details."""

    batch: Batch
    check_only: bool
    details: bool
    mappings: list[NamedMapping]


def import_files(
    folder: Path,
    files: Sequence[Path | HandedIn],
    *,
    table: str | None = None,
    mapping: dict[str, Any] | None = None,
    check_only: bool = False,
    accept_good_rows: bool = False,
    by: str | None = None,
    progress: Progress = silent,
    details_in: Path | None = None,
) -> ImportReport:
    """Check files and, where nothing is wrong, publish the school with them.

    ``table`` and ``mapping`` say by hand what each plain path is. With ``check_only`` nothing in the folder
    is touched, not even made. With ``details_in`` the report has details, and refused rows are copied there.
    Raises ImportRunning, NoRoom, BuildFailed and OSError; the school is then as it was before.
    """
    given = handed_in(files, table, mapping)
    if check_only:
        return check_files(folder, given, accept_good_rows, progress, details_in)
    paths = [file.path for file in given]
    with importing_alone(folder) as lock:
        current = tidy(folder)
        see_room(folder, current, paths)
        try:
            with building_on(folder, current.batches, lock, sizes_of(paths)) as built:
                batch = copied(folder, current, given, by or getpass.getuser(), progress)
                batch = replace(batch, accept_good_rows=accept_good_rows)
                return import_copied(folder, current, batch, built, progress, details_in)
        finally:
            remove_unfinished(folder)


def sizes_of(paths: Sequence[Path]) -> int:
    """Return how many bytes files have together."""
    return sum(path.stat().st_size for path in paths)


def copied(
    folder: Path, current: Generation, given: Sequence[HandedIn], by: str, progress: Progress
) -> Batch:
    """Copy what was handed in to where it is kept. Raises OSError."""
    progress("copy")
    return take_in(folder, given, by, [read_batch(folder, name) for name in current.batches])


def import_copied(
    folder: Path,
    current: Generation,
    batch: Batch,
    built: Building,
    progress: Progress,
    details_in: Path | None,
) -> ImportReport:
    """Import what was copied, but for what was imported before; nothing stays of what was refused."""
    try:
        known = known_files(folder, current, batch)
        batch = replace(batch, files=[file for file in batch.files if file.name not in known])
        if not batch.files:
            return ImportReport("unchanged", "", current.number, unchanged=known)
        batch = translate_all(
            incoming_folder(folder, batch.name), batch, progress, schools_of(folder, current)
        )
        new = NewImport(batch, False, details_in is not None, named_mappings(folder))
        report = bring_in(folder, current, new, built, progress)
        copy_refused(report.refused_rows, details_in)
        return replace(report, unchanged=known)
    finally:
        shutil.rmtree(incoming_folder(folder, batch.name), ignore_errors=True)


def schools_of(folder: Path, current: Generation) -> list[str]:
    """Return the schools that the accepted imports name."""
    return sorted({school for name in current.batches for school in read_batch(folder, name).named_schools})


def check_files(
    folder: Path,
    files: Sequence[HandedIn],
    accept_good_rows: bool,
    progress: Progress,
    details_in: Path | None,
) -> ImportReport:
    """Check files against a school, in a place apart that is gone afterwards. Refused rows are not kept."""
    current = standing(folder)
    with TemporaryDirectory(prefix="evenhand-check-") as apart:
        trial = Path(apart)
        borrow_imports(folder, current, trial)
        paths = [file.path for file in files]
        with (
            importing_alone(trial) as lock,
            building_on(trial, current.batches, lock, sizes_of(paths)) as built,
        ):
            see_room(trial, current, paths)
            progress("copy")
            batch = take_in(trial, files, getpass.getuser())
            batch = replace(batch, accept_good_rows=accept_good_rows)
            known = known_files(folder, current, batch) if details_in else {}
            but_for = replace(batch, accept_good_rows=True)
            in_part = known_files(folder, current, but_for) if details_in else {}
            batch = replace(batch, files=[file for file in batch.files if file.name not in known])
            if not batch.files:
                return ImportReport("unchanged", "", current.number, unchanged=known)
            batch = translate_all(
                incoming_folder(trial, batch.name), batch, progress, schools_of(trial, current)
            )
            new = NewImport(batch, True, details_in is not None, named_mappings(folder))
            report = bring_in(trial, current, new, built, progress)
        copy_refused(report.refused_rows, details_in)
    notes = [in_but_for_refused(name, held) for name, held in in_part.items() if name not in known]
    report = replace(report, unchanged=known, notes=[*report.notes, *notes])
    if report.refused_rows is None or details_in:
        return replace(report, refused_rows=None)
    note = "A check keeps no refused rows: to have them in a file, import without --check."
    return replace(report, refused_rows=None, notes=[*report.notes, note])


def in_but_for_refused(name: str, held: str) -> str:
    """Say that a file is in already, but for its refused rows."""
    number = held.partition("-")[0]
    return f"{name} is in already as import {number}, but for its refused rows: nothing in it is new."


def borrow_imports(folder: Path, current: Generation, trial: Path) -> None:
    """Let the files of the accepted imports be found in another place too."""
    (trial / "imports").mkdir()
    for name in current.batches:
        theirs = (folder / "imports" / name).resolve()
        try:
            (trial / "imports" / name).symlink_to(theirs, target_is_directory=True)
        except OSError:  # Windows lets few people make links
            shutil.copytree(theirs, trial / "imports" / name)


def known_files(folder: Path, current: Generation, batch: Batch) -> dict[str, str]:
    """Return the files imported before and not touched since, each with the import that holds it."""
    if not is_whole(folder, current):  # built again from its imports, the school is whole
        return {}
    accepted = [read_batch(folder, name) for name in current.batches]
    holders = {
        file.name: unchanged(accepted, file, batch.accept_good_rows)
        or unchanged_source(accepted, batch, file)
        for file in batch.files
    }
    return {name: holder.name for name, holder in holders.items() if holder}


def bring_in(
    folder: Path,
    current: Generation,
    new: NewImport,
    built: Building,
    progress: Progress,
) -> ImportReport:
    """Have a batch checked and the school built with it; publish it where nothing is wrong."""
    batch = new.batch
    place = incoming_folder(folder, batch.name)
    result = built({**asdict(new), "refused": str(place / REFUSED)}, progress)
    shutil.rmtree(place / SHEETS, ignore_errors=True)
    found = batch_from(result["batch"])
    report = ImportReport(
        "checked",
        "",
        current.number,
        found.files,
        across=found.across,
        sources=found.sources,
        notes=result["notes"],
        details=result["details"],
    )
    if result["outcome"] != "built":
        return replace(report, outcome=result["outcome"], refused_rows=keep_refused(folder, place / REFUSED))
    progress("keep files")
    if not any((place / REFUSED).iterdir()):
        (place / REFUSED).rmdir()
    offer(folder, found)
    generation = publish_built(folder, result, [*current.batches, batch.name], current.undone, progress)
    kept = folder / "imports" / batch.name / REFUSED
    return replace(
        report,
        outcome="imported",
        batch=batch.name,
        generation=generation.number,
        refused_rows=kept if kept.exists() else None,
    )


def copy_refused(refused: Path | None, to: Path | None) -> None:
    """Copy the refused rows to where whoever asked for details finds them."""
    if refused and to:
        shutil.copytree(refused, to, dirs_exist_ok=True)


def keep_refused(folder: Path, refused: Path) -> Path | None:
    """Keep the rows that an import was refused for, until the next such import; return where they lie."""
    kept = folder / REFUSED
    shutil.rmtree(kept, ignore_errors=True)
    if not refused.exists() or not any(refused.iterdir()):
        return None
    refused.rename(kept)
    return kept
