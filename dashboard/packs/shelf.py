"""Where packs lie: ``packs/pack-<n>.json`` in the data folder, each written once.

The newest is the one that governors see; with it the one before is withdrawn, and kept for leaders.
"""

import os
import re
from pathlib import Path

from dashboard.packs.pack import Pack, as_text, from_text

FOLDER = "packs"


def sync_folder(folder: Path) -> None:
    """Flush a folder's list of names to the disk; Windows cannot open a folder to do so."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def shelf(folder: Path) -> Path:
    """Return where the packs of a data folder lie."""
    return folder / FOLDER


def numbers(folder: Path) -> list[int]:
    """Return the numbers of all published packs, in order."""
    names = (re.fullmatch(r"pack-(\d+)\.json", path.name) for path in shelf(folder).glob("pack-*.json"))
    return sorted(int(name[1]) for name in names if name)


def read(folder: Path, number: int) -> Pack:
    """Read one pack. Raises FileNotFoundError, and ValueError where it was altered."""
    return from_text((shelf(folder) / f"pack-{number}.json").read_text(encoding="utf-8"))


def current(folder: Path) -> Pack | None:
    """Return the pack that governors see, None before the first. Raises ValueError where it was altered."""
    known = numbers(folder)
    return read(folder, known[-1]) if known else None


def all_packs(folder: Path) -> list[Pack]:
    """Return every pack, the oldest first, for leaders. Raises ValueError where one was altered."""
    return [read(folder, number) for number in numbers(folder)]


def put(folder: Path, pack: Pack) -> Path:
    """Write a new pack, whole or not at all, while nobody else does. Raises FileExistsError."""
    place = shelf(folder)
    place.mkdir(exist_ok=True)
    path, draft = place / f"pack-{pack.number}.json", place / f"pack-{pack.number}.tmp"
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(as_text(pack))
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        draft.unlink()
        raise FileExistsError(f"{path.name} has been published already.")
    draft.replace(path)
    sync_folder(place)
    return path
