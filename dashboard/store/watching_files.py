"""What lies in a watched folder, and which of its files nobody is writing any more."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashboard.store.handed import RESERVED, HandedIn, flat

LOG = "evenhand-watch.log"
IMPORTED, REFUSED = "imported", "refused"
OWN = (IMPORTED, REFUSED)
UNFINISHED = (".tmp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".swp", ".lock")
OF_THE_SYSTEM = ("thumbs.db", "desktop.ini")

LOOKS = 2  # at which a file is the same
EMPTY_LOOKS = 10  # an empty file may be one whose content is still to come
PATIENCE = 10  # looks for which quiet files wait for others that keep changing


@dataclass(frozen=True)
class Seen:
    """How a file looked: its size and when it was last written."""

    size: int
    written: int


@dataclass
class Waiting:
    """A file that was seen: how it looked, and at how many looks in a row."""

    seen: Seen
    looks: int = 1

    @property
    def is_quiet(self) -> bool:
        """Return whether nobody seems to write it any more."""
        return self.looks >= (LOOKS if self.seen.size else EMPTY_LOOKS)


@dataclass
class Looks:
    """What was seen of a folder at the looks so far."""

    folder: Path
    waiting: dict[Path, Waiting] = field(default_factory=dict)
    waited: int = 0

    def again(self) -> None:
        """Look once more. Raises OSError where the folder is not there."""
        now = dict(files_in(self.folder))
        for path, seen in now.items():
            known = self.waiting.get(path)
            if known is not None and known.seen == seen:
                known.looks += 1
            else:
                self.waiting[path] = Waiting(seen)
        self.waiting = {path: self.waiting[path] for path in sorted(now)}
        self.waited = self.waited + 1 if any(each.is_quiet for each in self.waiting.values()) else 0

    def ready(self) -> list[Path]:
        """Return the files to import together: all, once all are quiet; the quiet ones after a long wait."""
        quiet = [path for path, each in self.waiting.items() if each.is_quiet]
        if len(quiet) == len(self.waiting) or self.waited > PATIENCE:
            return quiet
        return []

    def forget(self, path: Path) -> None:
        """Look at a file as at a new one."""
        self.waiting.pop(path, None)

    def is_as_seen(self, path: Path) -> bool:
        """Return whether a file is still as it was at the last look."""
        known = self.waiting.get(path)
        return known is not None and known.seen == seen_of(path)


def files_in(folder: Path) -> Iterator[tuple[Path, Seen]]:
    """Yield the files of a folder, and of the folders in it that are not our own. Raises OSError."""
    for path in sorted(folder.iterdir()):
        if not is_wanted(path.name) or path.is_symlink():
            continue
        if path.is_dir():
            if path.name not in OWN:
                yield from files_below(path)
        elif (seen := seen_of(path)) is not None:
            yield path, seen


def files_below(folder: Path) -> Iterator[tuple[Path, Seen]]:
    """Yield the files of a folder in the watched one, however deep."""
    for path in sorted(folder.rglob("*")):
        names = path.relative_to(folder).parts
        if all(is_wanted(name) for name in names) and not path.is_symlink() and path.is_file():
            seen = seen_of(path)
            if seen is not None:
                yield path, seen


def is_wanted(name: str) -> bool:
    """Return whether a file of this name is for us: no hidden one, no half-written one, not our log."""
    lower = name.lower()
    return not (
        lower.startswith((".", "~")) or lower.endswith(UNFINISHED) or lower in OF_THE_SYSTEM or LOG in lower
    )


def seen_of(path: Path) -> Seen | None:
    """Return how a file looks now, or None where it has gone or is no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return Seen(status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


def as_handed_in(folder: Path, path: Path, mapping: dict[str, Any] | None = None) -> HandedIn:
    """Return a file as one handed in: files of one folder below the watched one may belong together."""
    inside = path.relative_to(folder)
    within = flat(inside.parent.as_posix())
    within = f"{within} folder" if within in RESERVED else within
    return HandedIn(path, inside.name if within == "." else f"{within}/{inside.name}", mapping=mapping)
