"""Files received from a browser, each tray of them apart, until they are imported or dropped."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MOST_BYTES = 2 << 30
MOST_FILES = 200


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
    raise NotImplementedError


def tray_files(folder: Path, tray: str) -> list[ReceivedFile]:
    """Return the files of a tray in the order in which they came. Raises NoTray."""
    raise NotImplementedError


def receive(folder: Path, tray: str, name: str, stream: BinaryIO, most: int = MOST_BYTES) -> ReceivedFile:
    """Write what a stream sends to disk, piece by piece. Raises NoTray, NotReceived and OSError.

    One cut short leaves nothing. A name that is there already gets a number: "marks (2).csv".
    """
    raise NotImplementedError


def drop_file(folder: Path, tray: str, name: str) -> None:
    """Remove one file of a tray, if it is there. Raises NoTray."""
    raise NotImplementedError


def drop_tray(folder: Path, tray: str) -> None:
    """Remove a tray with all its files, if it is there; its job is cancelled before (dashboard.store.jobs)."""
    raise NotImplementedError


def drop_old_trays(folder: Path) -> None:
    """Remove trays that nobody has touched for a day. Called when the dashboard starts."""
    raise NotImplementedError
