"""Turn the files of other shapes in a new batch into import files, each in a process with limits."""

import csv
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from dashboard.schemas import SCHEMAS
from dashboard.store.archives import is_zip
from dashboard.store.batches import Batch, ImportedFile, Source, free_name
from dashboard.store.child import started
from dashboard.store.files import hash_and_flush, hash_file, sync_file, sync_folder
from dashboard.store.handed import TRANSLATED, container, flat
from dashboard.store.problems import Problem, Unreadable, listed, quoted
from dashboard.store.translating_apart import MODULE, order
from dashboard.store.which_school import ask_which_school
from dashboard.store.workbook import SHEETS

UNPACKED = ".unpacked"
FIRST_LINE = 1 << 16
ZIP_KIND = "Zip file"


@dataclass
class Desk:
    """A new batch while its files are sorted: what is a table as it is, what was translated."""

    place: Path
    say: Callable[[str], None]
    files: list[ImportedFile] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    schools: Sequence[str] = ()


def translate_all(
    place: Path, batch: Batch, say: Callable[[str], None], schools: Sequence[str] = ()
) -> Batch:
    """Return the batch with import files in place of the files of other shapes.

    The import files lie below ``translated``; the originals stay where they are. One that cannot be read
    is left among the files with its problem. ``schools`` are those known here, for a translator that
    meets a name to find it among them.
    """
    desk = Desk(place, say, schools=schools)
    try:
        for _, together in groupby(batch.files, lambda file: container(file.name)):
            sort_out(desk, list(together))
    finally:
        shutil.rmtree(place / UNPACKED, ignore_errors=True)
    files, sources = ask_which_school(batch.files, desk.files, desk.sources)
    return replace(batch, files=files, sources=sources)


def sort_out(desk: Desk, files: Sequence[ImportedFile]) -> None:
    """Tell zip files, files of other shapes and tables among files that came together."""
    loose: dict[Path, ImportedFile] = {}
    for file in files:
        path = desk.place / file.name
        if file.mapping_asked or is_ours(path):
            desk.files.append(file)
            continue
        known = file if file.sha256 else replace(file, sha256=hash_and_flush(path))
        if not (is_zip(path) and open_zip(desk, known)):
            loose[path] = known
    if not loose:
        return
    with started(MODULE) as child:
        groups, left, refused = recognised(desk, list(loose), child)
        for path, error in refused:
            refuse(desk, loose[path], error)
        for shape, paths in groups:
            originals = [loose[path] for path in paths]
            # To begin another process takes as long as to translate most files.
            same = child if len(paths) == len(loose) else None
            if not bring_group(desk, shape, paths, originals, together(originals), child=same):
                desk.files += originals
    desk.files += [loose[path] for path in left]


def is_ours(path: Path) -> bool:
    """Say whether a text file has all headings of one of our tables, and no other: it is read as it is."""
    with path.open("rb") as file:
        first = file.read(FIRST_LINE).partition(b"\n")[0]
    try:
        [headings] = csv.reader([first.decode("utf-8-sig").rstrip("\r")])
    except (ValueError, csv.Error):
        return False
    names = set(headings)
    return any(
        names <= {column.name for column in schema.columns}
        and {column.name for column in schema.columns if column.required} <= names
        for schema in SCHEMAS.values()
    )


def together(files: Sequence[ImportedFile]) -> str:
    """Return the name that files of one group go by: their folder, or the first of them."""
    if len(files) == 1:
        return files[0].name
    folder = container(files[0].name)
    return folder or f"{files[0].name} and {len(files) - 1} more"


def recognised(
    desk: Desk, paths: Sequence[Path], child: subprocess.Popen[str] | None = None
) -> tuple[list[tuple[str, list[Path]]], list[Path], list[tuple[Path, Unreadable]]]:
    """Return the groups that a translator knows, the files that none does, and those that break readers."""
    try:
        content = {"action": "recognise", "files": [str(path) for path in paths]}
        found = order(paths[0].name, {**content, "sheets": str(desk.place / SHEETS)}, paths, child)
    except Unreadable as error:
        if len(paths) == 1:
            return [], [], [(paths[0], error)]
        each = [recognised(desk, [path]) for path in paths]
        return (
            [group for groups, _, _ in each for group in groups],
            [path for _, left, _ in each for path in left],
            [pair for _, _, refused in each for pair in refused],
        )
    return groups_of(found), [Path(path) for path in found["left"]], []


def groups_of(found: dict[str, Any]) -> list[tuple[str, list[Path]]]:
    """Return the groups that a child has recognised."""
    return [(group["shape"], [Path(path) for path in group["files"]]) for group in found["groups"]]


def refuse(desk: Desk, file: ImportedFile, error: Unreadable) -> None:
    """Leave a file among the others with what is wrong with it."""
    problem = named_as(error.problem, [Path(file.name).name], file.name)
    desk.files.append(replace(file, problems=[asdict(problem)]))


def named_as(problem: Problem, names: Sequence[str], shown: str, before: str = "") -> Problem:
    """Return a problem under the name by which a person knows the file it speaks of."""
    if before:
        return replace(problem, file=f"{before}, {problem.file}")
    return replace(problem, file=shown) if problem.file in names and len(names) == 1 else problem


def bring_group(
    desk: Desk,
    shape: str,
    paths: list[Path],
    originals: list[ImportedFile],
    shown: str,
    inner: str = "",
    child: subprocess.Popen[str] | None = None,
) -> bool:
    """Translate one group; ``inner`` is its place in a zip file. Return whether it is what was asked for.

    Another table was asked for by hand: then the files are to be read as they are.
    """
    label = f"{shown}, {inner}" if inner else shown
    desk.say(f"translate {label}")
    place = folder_for(desk, f"{shown}/{inner}" if inner else shown)
    first = originals[0]
    said = {"schools": list(desk.schools), **first.said}
    content = {"action": "translate", "shape": shape, "files": [str(path) for path in paths]}
    content["sheets"] = str(desk.place / SHEETS)
    try:
        found = order(label, {**content, "into": str(desk.place / place), "said": said}, paths, child)
        files = entries(desk, [Path(path) for path in found["files"]], label)
        if not files:
            nothing = "nothing in it can be read as import files"
            raise Unreadable(label, nothing, "Export it with its rows.", "NO_ROWS")
    except Unreadable as error:
        shutil.rmtree(desk.place / place, ignore_errors=True)
        problem = named_as(error.problem, [path.name for path in paths], label, shown if inner else "")
        refused = replace(first, problems=[asdict(problem)], source=label if inner else first.source)
        desk.files += [refused] if inner else [refused, *originals[1:]]
        return True
    if first.table_asked and first.table_asked not in {file.table_asked for file in files}:
        shutil.rmtree(desk.place / place, ignore_errors=True)
        return False
    names = [path.name for path in paths]
    notes = [named_as(Problem(**note), names, label, shown if inner else "") for note in found["notes"]]
    desk.files += files
    desk.sources.append(
        Source(
            label,
            [{"name": file.name, "sha256": file.sha256, "bytes": file.bytes} for file in originals],
            shape,
            found["kind"],
            place,
            found["units"],
            found["read"],
            found["ignored"],
            [asdict(note) for note in notes],
            first.said,
        )
    )
    return True


def folder_for(desk: Desk, name: str) -> str:
    """Return a folder of its own below the batch for what is made of a file."""
    top, _, rest = name.partition("/")
    place = f"{TRANSLATED}/{top}/{flat(rest)}" if rest else f"{TRANSLATED}/{top}"
    return free_name(place, desk.taken)


def entries(desk: Desk, paths: Sequence[Path], label: str) -> list[ImportedFile]:
    """Return the translated files as files of the batch; those without a row are removed."""
    found = []
    for path in paths:
        if path.suffix == ".csv" and not has_rows(path):
            path.unlink()
            continue
        sync_file(path)
        sync_folder(path.parent)
        name, table = path.relative_to(desk.place).as_posix(), path.stem
        found.append(ImportedFile(name, hash_file(path), path.stat().st_size, table, source=label))
    return found


def has_rows(path: Path) -> bool:
    """Say whether a text file has more than its headings."""
    with path.open("rb") as file:
        return bool(file.readline() and file.readline().strip())


def open_zip(desk: Desk, file: ImportedFile) -> bool:
    """Take in what a zip file holds; return whether it is one and no workbook."""
    path, apart = desk.place / file.name, desk.place / UNPACKED / flat(file.name)
    desk.say(f"unpack {file.name}")
    try:
        found = order(file.name, {"action": "open", "files": [str(path)], "into": str(apart)}, [path])
    except Unreadable as error:
        refuse(desk, file, error)
        return True
    if found.get("is_workbook"):
        return False
    if not found["groups"] and not found["left"]:
        nothing = f"it holds no import file, only {listed([quoted(name) for name in found['left_out']], 5)}"
        refuse(desk, file, Unreadable(file.name, nothing, "Put CSV, XLSX or XML files in it.", "NO_TABLES"))
        return True
    before = len(desk.files)
    for shape, paths in groups_of(found):
        inner = paths[0].relative_to(apart).as_posix() if len(paths) == 1 else shape
        is_all = not found["left"] and len(found["groups"]) == 1
        if not bring_group(desk, shape, paths, [file], file.name, "" if is_all else inner):
            found["left"] += [str(path) for path in paths]
    keep_members(desk, file, apart, [Path(path) for path in found["left"]])
    note_zip(desk, file, found, len(desk.files) > before)
    return True


def keep_members(desk: Desk, file: ImportedFile, apart: Path, members: Sequence[Path]) -> None:
    """Keep the members of a zip file that are tables as they are."""
    for path in members:
        inner = path.relative_to(apart).as_posix()
        kept = desk.place / folder_for(desk, f"{file.name}/{inner}")
        kept.parent.mkdir(parents=True, exist_ok=True)
        path.rename(kept)
        sync_file(kept)
        name = kept.relative_to(desk.place).as_posix()
        entry = replace(file, name=name, sha256=hash_file(kept), bytes=kept.stat().st_size)
        desk.files.append(replace(entry, source=f"{file.name}, {inner}"))


def note_zip(desk: Desk, file: ImportedFile, found: dict[str, Any], is_read: bool) -> None:
    """Say how many files of a zip file were read, where that says more than its one group does."""
    left_out = found["left_out"]
    read = len(found["left"]) + sum(len(group["files"]) for group in found["groups"])
    names = listed([quoted(name) for name in left_out], 5)
    note = Problem(
        file.name,
        None,
        None,
        f"nothing is read of {names}",
        "These are no CSV, XLSX, XML or Parquet files.",
        "NO_IMPORT_FILES",
        True,
        len(left_out),
    )
    original = {"name": file.name, "sha256": file.sha256, "bytes": file.bytes}
    notes = [asdict(note)] if left_out else []
    if is_read and (found["left"] or left_out or len(found["groups"]) > 1):
        place = f"{TRANSLATED}/{file.name}"
        desk.sources.append(
            Source(file.name, [original], "zip", ZIP_KIND, place, "files", read, len(left_out), notes)
        )
