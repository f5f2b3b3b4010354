"""What a watch is in the middle of, kept on disk: killed at any moment, it goes on where it was.

One file in the folder of the school's data says which files are being imported. Whether that import came
to count is told by the store alone.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dashboard.store.batches import Batch, batch_names, read_batch
from dashboard.store.files import replace_text
from dashboard.store.generations import Damaged
from dashboard.store.lock import lock_file
from dashboard.store.publishing import standing


@dataclass(frozen=True)
class Begun:
    """An import that was begun: the files with their hashes, and the number of the last import before it.

    ``outcome`` is what became of it, "" while nobody knows; ``batch`` the import that holds the files.
    """

    after: int
    files: dict[str, str] = field(default_factory=dict)
    outcome: str = ""
    batch: str = ""


@dataclass(frozen=True)
class Journal:
    """The file that says what a watch is in the middle of."""

    path: Path

    def write(self, begun: Begun) -> None:
        """Note what is begun, or what became of it. Raises OSError."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        replace_text(self.path, json.dumps(asdict(begun), indent=1) + "\n")

    def read(self) -> Begun | None:
        """Return what was begun and not ended, or None."""
        try:
            return Begun(**json.loads(self.path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def close(self) -> None:
        """Note that nothing is begun. Raises OSError."""
        self.path.unlink(missing_ok=True)


def journal_of(data: Path, folder: Path) -> Journal:
    """Return the journal of the watch over a folder."""
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return Journal(data / "watch" / f"{digest}.json")


class AlreadyWatched(Exception):
    """Another watch over the folder is running."""


@contextmanager
def watching_alone(journal: Journal) -> Iterator[None]:
    """Hold the right to watch a folder for a school. Raises AlreadyWatched and OSError."""
    journal.path.parent.mkdir(parents=True, exist_ok=True)
    with journal.path.with_suffix(".lock").open("ab+") as file:
        try:
            lock_file(file)
        except OSError as error:
            raise AlreadyWatched("This folder is being watched already. One watch is enough.") from error
        yield


def last_number(data: Path) -> int:
    """Return the number of the last import there was, 0 where there was none."""
    return max([int(name.partition("-")[0]) for name in batch_names(data)], default=0)


def batch_with(data: Path, begun: Begun) -> str:
    """Return the import after ``begun.after`` with one of the files that counts, or did; else nothing."""
    generation = standing(data)
    hashes = set(begun.files.values())
    for name in (*generation.batches, *generation.undone):
        if int(name.partition("-")[0]) <= begun.after:
            continue
        try:
            if hashes & set(hashes_of(read_batch(data, name))):
                return name
        except Damaged:
            continue
    return ""


def hashes_of(batch: Batch) -> Sequence[str]:
    """Return the hashes of all files that a batch was handed."""
    originals = [str(file["sha256"]) for source in batch.sources for file in source.files]
    return [*[file.sha256 for file in batch.files], *originals]
