"""The published files of a school, and the one line that says which of them counts.

``school-<n>.duckdb`` is never written again once published. ``school-<n>.json`` beside
it says what it holds: its size, its hash, the batches it was built from. ``current``
names the one that counts, and with it which batches are accepted: there is no second
list that could say otherwise.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from dashboard.store.files import hash_file, replace_text, sync_folder

KEPT = 3


class Damaged(Exception):
    """A file of the store cannot be read as it was written."""


@dataclass(frozen=True)
class Generation:
    """What one published file holds. ``tables`` are the rows of each table, read back after the build.

    ``definitions`` tells what it was built with: see ``dashboard.store.version``.
    """

    number: int
    made_at: str
    bytes: int
    sha256: str
    batches: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    tables: dict[str, int] = field(default_factory=dict)
    definitions: str = ""

    @property
    def file(self) -> str:
        """Return the name of the published file."""
        return f"school-{self.number}.duckdb"

    @property
    def made(self) -> datetime:
        """Return when it was built."""
        return datetime.fromisoformat(self.made_at)


NOTHING = Generation(0, "0001-01-01T00:00:00", 0, "")


def describe(generation: Generation) -> str:
    """Return the text of a generation's ``.json``: what it holds, and a hash of that."""
    content = json.dumps(asdict(generation), sort_keys=True)
    digest = hashlib.sha256(content.encode()).hexdigest()
    return json.dumps({"generation": asdict(generation), "sha256": digest}, indent=1) + "\n"


def read_generation(folder: Path, number: int) -> Generation:
    """Read ``school-<n>.json``. Raises Damaged where it is missing or was altered."""
    path = folder / f"school-{number}.json"
    try:
        generation = Generation(**json.loads(path.read_text(encoding="utf-8"))["generation"])
        intact = path.read_text(encoding="utf-8") == describe(generation)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(f"{path.name} cannot be read: {error}") from error
    if not intact or generation.number != number:
        raise Damaged(f"{path.name} has been altered since it was written.")
    return generation


def current_generation(folder: Path) -> Generation:
    """Return the generation that ``current`` names, or NOTHING before the first import.

    Raises Damaged where the pointer or the description cannot be read; says nothing of the file itself.
    """
    pointer = folder / "current"
    if not pointer.exists() and not numbers(folder):
        return NOTHING
    try:
        line = pointer.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise Damaged(f"The file 'current' cannot be read: {error}") from error
    match = re.fullmatch(r"school-(\d+)\.duckdb\n", line)
    if not match:
        raise Damaged(f"The file 'current' says {line[:60]!r} and not the name of a school's file.")
    return read_generation(folder, int(match[1]))


def verify_file(folder: Path, generation: Generation) -> None:
    """Raise Damaged unless the published file is byte for byte what was built."""
    path = folder / generation.file
    if not path.exists():
        raise Damaged(f"{path.name} is missing.")
    if path.stat().st_size != generation.bytes:
        raise Damaged(f"{path.name} has {path.stat().st_size:,} bytes instead of {generation.bytes:,}.")
    if hash_file(path) != generation.sha256:
        raise Damaged(f"{path.name} has changed since it was written.")


def numbers(folder: Path) -> list[int]:
    """Return the numbers of all published files or their descriptions that lie here, newest first."""
    names = (re.fullmatch(r"school-(\d+)\.(?:duckdb|json)", path.name) for path in folder.glob("school-*"))
    return sorted({int(name[1]) for name in names if name}, reverse=True)


def intact_generations(folder: Path) -> list[Generation]:
    """Return every generation whose description can be read, newest first."""
    intact = []
    for number in numbers(folder):
        try:
            intact.append(read_generation(folder, number))
        except Damaged:
            continue
    return intact


def publish(folder: Path, built: Path, generation: Generation, progress: Callable[[str], None]) -> None:
    """Make a built file the one that counts: first the file, then its description, then the pointer."""
    progress("name the file")
    built.rename(folder / generation.file)
    sync_folder(folder)
    progress("describe the file")
    replace_text(folder / f"school-{generation.number}.json", describe(generation))
    progress("point to the file")
    replace_text(folder / "current", f"{generation.file}\n")
    progress("read back")
    if current_generation(folder) != generation:
        raise Damaged("What was written could not be read back. Nothing is lost: import the files again.")


def remove_old(folder: Path, current: Generation) -> None:
    """Remove what no reader needs: unpublished files, and all but the last published ones."""
    kept = [number for number in numbers(folder) if number <= current.number][:KEPT]
    for number in set(numbers(folder)) - set(kept):
        for ending in ("duckdb", "json"):
            remove(folder / f"school-{number}.{ending}")


def remove(path: Path) -> None:
    """Remove a file; one that another program still has open (Windows) goes at the next import."""
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        return
