"""Erase pupils everywhere: in the files of every import, those taken back too, and in all made from them.

Everything is written again beside the old first. From the moment that it is ready it is carried out, whatever
comes between (see erasing_finishing); before that nothing is changed.
"""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from dashboard.query import read_query
from dashboard.store import pack_digests, statements
from dashboard.store.erasing_files import CannotErase, Key, kept_batches, set_keys, staging_place
from dashboard.store.erasing_finishing import BUILT, RECEIPTS, finish_erasure, make_ready, plan_of
from dashboard.store.erasing_rewriting import Again, write_again
from dashboard.store.erasing_traces import Traces
from dashboard.store.generations import Generation, numbers
from dashboard.store.lock import importing_alone
from dashboard.store.publishing import (
    UNFINISHED,
    Progress,
    have_built,
    see_room,
    silent,
    tidy,
)
from dashboard.store.version import definitions

DRAFTS = f"erasing{UNFINISHED}"
OF_THE_STORE = ("imports", "current", "lock", RECEIPTS, DRAFTS)
WORKING_COPIES = ("refused", "desk", "scenarios", "watch")
BY_NUMBER = ("refused", "desk")
VERIFY = (
    "evenhand pupil-record --school SCHOOL --pupil NUMBER FILE.json says that nothing is held.",
    "The manifest.json of each import named here says which file was written again, when and why.",
    "Copies of the data folder made before, what was exported, and the files in a watched folder are not "
    "reached: erase them too.",
    "The log of who looked at what keeps the school's own number of the pupil and nothing else.",
    "If the school's own system still holds the pupil, the next import brings the pupil back.",
)


@dataclass(frozen=True)
class Receipt:
    """What was erased, without a word of whose it was. ``left`` are files that still name a pupil."""

    pupils: int
    done_at: str
    by: str
    reason: str
    rows_removed: int
    imports: dict[str, list[dict[str, Any]]]
    other_files_removed: dict[str, int]
    left: list[str] = field(default_factory=list)
    verify: Sequence[str] = VERIFY


class UnknownPupil(LookupError):
    """No file names the pupil."""


def erase(
    folder: Path, keys: Sequence[Key], by: str, reason: str = "asked for", progress: Progress = silent
) -> Receipt:
    """Erase pupils, each known by school and number, and return the receipt, which is kept too.

    Raises UnknownPupil, CannotErase, ImportRunning, NoRoom and BuildFailed; nothing is changed then.
    """
    with importing_alone(folder) as lock:
        current = tidy(folder)
        see_room(folder, current, [])
        drafts = folder / DRAFTS
        drafts.mkdir(mode=0o700)
        try:
            now = datetime.now().isoformat(timespec="seconds")
            batches = kept_batches(folder, current.batches, current.undone)
            with staging_place(drafts, folder, batches) as db:
                again = write_again(db, folder, drafts, batches, keys, now[:10], reason, progress)
            if not again.rows_removed:
                raise UnknownPupil("No file that is kept holds such a pupil. Nothing was changed.")
            generation = built_without(folder, drafts, current, keys, lock, progress)
            removed = list(working_copies(folder, again.traces))
            left = list(still_named(folder, again))
            receipt = receipt_of(again, by, now, removed, left)
            replaced = sorted(path.name for path in (drafts / "imports").iterdir())
            progress("make ready")
            plan = plan_of(replaced, generation, removed, receipt_name(folder, now), vars(receipt))
            pack_digests.forget(folder, keys)
            make_ready(folder, drafts, plan)
        finally:
            shutil.rmtree(drafts, ignore_errors=True)
        finish_erasure(folder, progress)
        return receipt


def built_without(
    folder: Path, drafts: Path, current: Generation, keys: Sequence[Key], lock: int, progress: Progress
) -> Generation:
    """Build the school from the imports as they are written again. Raises CannotErase and BuildFailed."""
    imports = drafts / "imports"
    imports.mkdir(exist_ok=True)
    borrowed = [name for name in current.batches if not (imports / name).exists()]
    for name in borrowed:
        lend(folder / "imports" / name, imports / name)
    result = have_built(drafts, current.batches, lock, progress)
    for name in borrowed:
        give_back(imports / name)
    (drafts / result["file"]).rename(drafts / BUILT)
    progress("see that they are gone")
    with duckdb.connect() as db:
        statements.attach(db, drafts / BUILT, "store", read_only=True)
        set_keys(db, keys)
        [(pupils,)] = db.execute(read_query("erase/left_in_school").sql).fetchall()
    if pupils:
        raise CannotErase("The school that was built without them still holds them. Nothing was changed.")
    return Generation(
        max(numbers(folder), default=0) + 1,
        datetime.now().isoformat(timespec="seconds"),
        result["bytes"],
        result["sha256"],
        current.batches,
        current.undone,
        result["tables"],
        definitions(),
    )


def lend(theirs: Path, place: Path) -> None:
    """Let an import that stays as it is be found in another place too."""
    try:
        place.symlink_to(theirs.resolve(), target_is_directory=True)
    except OSError:  # Windows lets few people make links
        shutil.copytree(theirs, place)


def give_back(place: Path) -> None:
    """Remove what was lent, and not what it leads to."""
    if place.is_symlink():
        place.unlink()
    else:
        shutil.rmtree(place)


def working_copies(folder: Path, traces: Traces) -> Iterator[str]:
    """Yield what lies beside the school and names the pupils: uploads, refused rows, scenarios."""
    for kind in WORKING_COPIES:
        for path in sorted((folder / kind).glob("*")):
            files = [path] if path.is_file() else [inner for inner in path.rglob("*") if inner.is_file()]
            if any(names_them(file, traces, kind in BY_NUMBER) for file in files):
                yield path.relative_to(folder).as_posix()


def names_them(file: Path, traces: Traces, by_number: bool) -> bool:
    """Say whether a file names the pupils; in a scenario a number stands in quotation marks."""
    if traces.in_text(file.name) or traces.in_file(file, by_number):
        return True
    return file.suffix == ".json" and traces.quoted_in(file.read_text(encoding="utf-8", errors="replace"))


def still_named(folder: Path, again: Again) -> Iterator[str]:
    """Yield the other files of the folder that name the pupils, of which we do not know what they are."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        top = name.partition("/")[0]
        if top in (*OF_THE_STORE, *WORKING_COPIES) or top.startswith("school-") or not path.is_file():
            continue
        if again.traces.in_file(path):
            yield name
    for path in sorted((again.drafts / "imports").rglob("*")):
        if path.is_file() and again.traces.in_file(path):
            yield path.relative_to(again.drafts).as_posix()


def receipt_of(again: Again, by: str, now: str, removed: Sequence[str], left: list[str]) -> Receipt:
    """Return the receipt: what, when, how many rows in which files."""
    kinds = [name.partition("/")[0] for name in removed]
    return Receipt(
        len(again.keys),
        now,
        by,
        again.reason,
        again.rows_removed,
        {name: notes for name, notes in again.notes.items() if notes},
        {kind: kinds.count(kind) for kind in sorted(set(kinds))},
        left,
    )


def receipt_name(folder: Path, now: str) -> str:
    """Return a name for the receipt that no other has."""
    stem, number = f"erasure-{now[:10]}", 1
    while (folder / RECEIPTS / f"{stem}-{number}.json").exists():
        number += 1
    return f"{stem}-{number}.json"
