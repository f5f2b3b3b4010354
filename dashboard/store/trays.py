"""Files received from a browser, each tray of them apart, until they are imported or dropped."""

import json
import os
import re
import secrets
import shutil
import threading
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dashboard.store.batches import free_name
from dashboard.store.files import PIECE
from dashboard.store.publishing import SMALLEST_ROOM, UNFINISHED

MOST_BYTES = 2 << 30
MOST_FILES = 200
LONGEST_NAME = 120
KEPT_SECONDS = 24 * 3600
DESK = "desk"
RECEIVED, LABEL = ".received", ".label"
SEE_ROOM_EVERY = 64  # pieces

_naming = threading.Lock()


@dataclass(frozen=True)
class ReceivedFile:
    """A file as received: ``name`` is only a label, ``path`` a random name of our own."""

    name: str
    bytes: int
    path: Path


class NoTray(ValueError):
    """There is no such tray (any more)."""


class NotReceived(ValueError):
    """A file could not be received; the message is a sentence for the person who sent it."""


def new_tray(folder: Path) -> str:
    """Make an empty tray below ``<data>/desk`` and return its name, which nobody can guess."""
    tray = secrets.token_hex(16)
    (folder / DESK).mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / DESK / tray).mkdir(mode=0o700)
    return tray


def tray_folder(folder: Path, tray: str) -> Path:
    """Return where a tray lies. Raises NoTray, also for a name that is none of ours."""
    place = folder / DESK / tray
    if not re.fullmatch("[0-9a-f]{32}", tray) or not place.is_dir():
        raise NoTray("These files are no longer here. Choose them again.")
    return place


def tray_files(folder: Path, tray: str) -> list[ReceivedFile]:
    """Return the files of a tray in the order in which they came. Raises NoTray."""
    found = []
    for path in sorted(tray_folder(folder, tray).glob(f"*{RECEIVED}")):
        label = json.loads(path.with_suffix(LABEL).read_text(encoding="utf-8"))
        found.append(ReceivedFile(label["name"], path.stat().st_size, path))
    return found


def receive(
    folder: Path,
    tray: str,
    name: str,
    stream: BinaryIO,
    most: int = MOST_BYTES,
    expected: int | None = None,
) -> ReceivedFile:
    """Write what a stream sends to disk, piece by piece. Raises NoTray, NotReceived and OSError.

    One cut short, which ``expected`` bytes tell, leaves nothing. A name that is there already gets a
    number: "marks (2).csv".
    """
    place = tray_folder(folder, tray)
    if len(list(place.glob(f"*{RECEIVED}*"))) >= MOST_FILES:
        raise NotReceived(f"There are {MOST_FILES} files already. Import these first.")
    label = clean_name(name)
    if expected is not None and expected > most:
        raise too_large(label, most)
    part = place / f"{time.time_ns():020}-{secrets.token_hex(8)}{RECEIVED}{UNFINISHED}"
    try:
        size = write_pieces(part, label, stream, most)
        if size == 0:
            raise NotReceived(f"{label} is empty. Export it again.")
        if expected is not None and size != expected:
            raise NotReceived(f"{label} was cut short on its way. Send it again.")
        return name_part(folder, tray, part, label)
    finally:
        part.unlink(missing_ok=True)


def write_pieces(part: Path, label: str, stream: BinaryIO, most: int) -> int:
    """Write what a stream sends into a new file that only we may read; return its size."""
    size = pieces = 0
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        while piece := stream.read(PIECE):
            if pieces % SEE_ROOM_EVERY == 0 and shutil.disk_usage(part.parent).free < SMALLEST_ROOM:
                raise NotReceived(
                    f"There is too little room on the disk for {label}. Free some and try again."
                )
            pieces, size = pieces + 1, size + len(piece)
            if size > most:
                raise too_large(label, most)
            file.write(piece)
    return size


def name_part(folder: Path, tray: str, part: Path, label: str) -> ReceivedFile:
    """Give a file that has come whole its label and its place in the tray."""
    with _naming:
        taken = {file.name.lower() for file in tray_files(folder, tray)}
        name = free_name(label, taken)
        path = part.with_suffix("")
        path.with_suffix(LABEL).write_text(json.dumps({"name": name}), encoding="utf-8")
        part.rename(path)
    return ReceivedFile(name, path.stat().st_size, path)


def too_large(label: str, most: int) -> NotReceived:
    """Say that a file is larger than we take."""
    return NotReceived(f"{label} is larger than {most / 1e6:,.0f} MB. Export fewer rows at a time.")


def clean_name(name: str) -> str:
    """Return a name that can be shown and kept: no folders, no unseen letters, not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] not in "C")
    plain = re.sub(r'[<>:"|?*]', "_", re.sub(r"\s+", " ", seen)).strip().rstrip(" .")
    stem, dot, ending = plain.rpartition(".")
    if dot and len(ending) <= 8:
        return (stem[: LONGEST_NAME - len(ending) - 1].strip(" .") or "file") + dot + ending
    return plain[:LONGEST_NAME].strip(" .") or "file"


def drop_file(folder: Path, tray: str, name: str) -> None:
    """Remove one file of a tray, if it is there. Raises NoTray."""
    for file in tray_files(folder, tray):
        if file.name == name:
            file.path.unlink(missing_ok=True)
            file.path.with_suffix(LABEL).unlink(missing_ok=True)


def drop_tray(folder: Path, tray: str) -> None:
    """Remove a tray with all its files, if it is there: ``cancel`` its job before."""
    try:
        shutil.rmtree(tray_folder(folder, tray), ignore_errors=True)
    except NoTray:
        return


def drop_old_trays(folder: Path) -> None:
    """Remove trays that nobody has touched for a day. Called when the dashboard starts."""
    for place in (folder / DESK).glob("*/"):
        touched = [path.stat().st_mtime for path in (place, *place.iterdir()) if path.exists()]
        if max(touched) < time.time() - KEPT_SECONDS:
            shutil.rmtree(place, ignore_errors=True)
