"""Read a workbook in a process of its own, so that a file made to break readers breaks only that."""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from dashboard.store import workbook_reader
from dashboard.store.archives import MOST_RATIO, RATIO_FROM
from dashboard.store.problems import Problem, Unreadable, listed, quoted

MOST_BYTES = 500 << 20
MOST_MEMBERS = 500
PIECE = 1 << 20
SECONDS = 120
AGAIN = "Save it again as a plain workbook, or as CSV."
SHEETS = ".sheets"
NAMES = "names.json"

kept_in: ContextVar[Path | None] = ContextVar("kept_in", default=None)


@contextmanager
def keeping_sheets(folder: Path | None) -> Iterator[None]:
    """Let a workbook be read once for all who look at it meanwhile; its sheets are left in this folder."""
    before = kept_in.set(folder)
    try:
        yield
    finally:
        kept_in.reset(before)


def kept_sheets(path: Path) -> Path | None:
    """Return where the sheets of a workbook are kept, or None where nobody keeps them."""
    folder, state = kept_in.get(), path.stat()
    told = f"{path.resolve()} {state.st_size} {state.st_mtime_ns}"
    return folder / hashlib.sha256(told.encode()).hexdigest() if folder else None


def forget_sheets(path: Path) -> None:
    """Remove the sheets that are kept of a workbook."""
    if place := kept_sheets(path):
        shutil.rmtree(place, ignore_errors=True)


def check_archive(path: Path) -> None:
    """Look into the zip file before anything reads it. Raises Unreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            check_members(path, members)
            left = MOST_BYTES
            for member in members:
                left -= unpacked_size(path, archive, member, left)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(
            path.name, "the workbook is cut off or damaged", "Export it again.", "UNREADABLE"
        ) from None
    except Exception as error:  # zlib and its kin raise types of their own
        raise Unreadable(path.name, "the workbook is damaged", "Export it again.", "UNREADABLE") from error


def check_members(path: Path, members: list[zipfile.ZipInfo]) -> None:
    """Check number and names of the parts. Raises Unreadable."""
    names = [member.filename for member in members]
    if len(members) > MOST_MEMBERS:
        raise Unreadable(path.name, f"it has {len(members):,} parts", AGAIN, "ZIP_TOO_MANY_MEMBERS")
    if len(set(names)) < len(names):
        raise Unreadable(path.name, "two of its parts have one name", AGAIN, "ZIP_DUPLICATE_MEMBERS")
    if any("vbaproject" in part.lower() or "externallinks/" in part.lower() for part in names):
        found = "it holds macros or links to other files"
        raise Unreadable(path.name, found, "Save it as .xlsx with values only.", "MACRO_OR_EXTERNAL_LINKS")
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(
            path.name, "it has a password", "Take the password off.", "PASSWORD_PROTECTED_OR_XLS"
        )


def unpacked_size(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> int:
    """Count the bytes a part really unpacks to, whatever it claims. Raises Unreadable above the limit."""
    size, before = 0, b""
    with archive.open(member) as part:
        while piece := part.read(PIECE):
            size += len(piece)
            if size > left or (size > RATIO_FROM and size > MOST_RATIO * max(member.compress_size, 1)):
                found = "it unpacks to far more than a school's data"
                raise Unreadable(path.name, found, "Export fewer rows at a time, or CSV.", "ZIP_BOMB")
            if b"<!" in before[-8:] + piece and has_doctype(before[-8:] + piece):
                raise Unreadable(path.name, "it declares a document type", AGAIN, "DTD_IN_XLSX")
            before = piece
    return size


def has_doctype(piece: bytes) -> bool:
    """Say whether a piece of XML declares a document type or an entity."""
    return b"<!DOCTYPE" in piece.upper() or b"<!ENTITY" in piece.upper()


def read_workbook(path: Path, folder: Path) -> list[tuple[str, Path]]:
    """Return the names and the text of each visible sheet, written into a folder. Raises Unreadable."""
    place = kept_sheets(path) or folder
    if not (place / NAMES).exists():
        forget_sheets(path)  # what a reader that broke has left
        place.mkdir(parents=True, exist_ok=True)
        names = write_sheets(path, place)
        (place / NAMES).write_text(names, encoding="utf-8")
    found = json.loads((place / NAMES).read_text(encoding="utf-8"))
    return list(zip(found, sorted(place.glob("*.txt")), strict=True))


def of_hidden_sheets(path: Path, folder: Path) -> list[Problem]:
    """Say which sheets of a workbook are not read because a spreadsheet hides them. Raises Unreadable."""
    read_workbook(path, folder)
    place = kept_sheets(path) or folder
    hidden = json.loads((place / workbook_reader.HIDDEN).read_text(encoding="utf-8"))
    if not hidden:
        return []
    found = (
        f"nothing is read from what is hidden in the workbook: {listed([quoted(name) for name in hidden])}"
    )
    remedy = "Where such a sheet holds rows to import, unhide it in the spreadsheet and save the file again."
    return [Problem(path.name, None, None, found, remedy, "HIDDEN_SHEETS", True, len(hidden))]


def write_sheets(path: Path, folder: Path) -> str:
    """Write each visible sheet as text into a folder; return their names as JSON. Raises Unreadable."""
    check_archive(path)
    command = [sys.executable, "-I", workbook_reader.__file__, str(path), str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Unreadable(path.name, "reading it took too long", AGAIN, "SHEET_TOO_LARGE") from None
    if done.returncode:
        found = "the workbook cannot be read: it is damaged, or far too large"
        raise Unreadable(path.name, found, AGAIN, "UNREADABLE")
    check_formulas(path, folder)
    return done.stdout.decode()


def check_formulas(path: Path, folder: Path) -> None:
    """Check that formulas have their results beside them, or cells would be empty. Raises Unreadable."""
    for sheet, first, number in json.loads((folder / workbook_reader.FORMULAS).read_text(encoding="utf-8")):
        where = f"1 cell, {first}," if number == 1 else f"{number:,} cells, the first {first},"
        found = f"in {where} a formula stands whose result was not saved with it"
        remedy = "Open it in a spreadsheet, save it there, and import it again."
        raise Unreadable(f"{path.name}, sheet {sheet}", found, remedy, "FORMULAS_WITHOUT_RESULTS")
