"""The log on the disk: one line an event, each sealed with the line before, so that a change shows.

A seal is made with the folder's secret: who may only write the log cannot make one. ``audit.head`` says how
many lines there are and how the last is sealed, or the last lines could be cut off unseen.
"""

import getpass
import hmac
import json
import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from dashboard.signin.secret import replace_private, secret_of
from dashboard.store.lock import lock_file

FILE, HEAD, LOCK = "audit.log", "audit.head", "audit.lock"
START = "0" * 64
PATIENCE = 10.0  # seconds to wait for another process to finish its lines
TAIL = 1 << 16  # no line is longer
LONGEST = 200  # characters of a fact
SEALED = re.compile(r"[0-9a-f]{64} ")

Fact = str | int | float | bool | None


@dataclass(frozen=True)
class Event:
    """One thing that happened: when, who it was in which role, what, and the facts of it."""

    at: str
    who: str
    role: str
    what: str
    facts: dict[str, Fact] = field(default_factory=dict)

    def text(self) -> str:
        """Return the event as the line that is sealed."""
        own = {"at": self.at, "who": self.who, "role": self.role, "what": self.what}
        return json.dumps({**own, "facts": self.facts}, ensure_ascii=True, sort_keys=True)


def event(what: str, who: str, role: str, facts: dict[str, Any]) -> Event:
    """Return an event of this moment; a fact is kept short, and nothing in it can begin a new line."""
    now = datetime.now(tz=UTC).isoformat(timespec="milliseconds")
    return Event(now, who[:LONGEST], role, what, {name: _fact(value) for name, value in facts.items()})


def _fact(value: object) -> Fact:
    """Return a fact as it can be kept."""
    return value if isinstance(value, bool | int | float | None) else str(value)[:LONGEST]


def append(folder: Path, events: Sequence[Event]) -> None:
    """Add events to the log and flush them to the disk. Raises OSError."""
    key = secret_of(folder)
    with _alone(folder), _private(folder / FILE) as file:
        seal, count, is_whole = _end(file, folder)
        lines = [] if is_whole else [b"\n"]  # a power cut left half a line, which stays as it is
        for each in events:
            text = each.text()
            seal = seal_of(key, seal, text)
            lines.append(f"{seal} {text}\n".encode())
        file.seek(0, os.SEEK_END)
        file.write(b"".join(lines))
        file.flush()
        os.fsync(file.fileno())
        replace_private(folder / HEAD, _head(key, count + len(events) + (not is_whole), seal))


def _head(key: bytes, count: int, seal: str) -> str:
    """Return what the head says: how many lines there are, the last one's seal, and a seal of its own."""
    return f"{count} {seal} {seal_of(key, seal, str(count))}\n"


def write(folder: Path, what: str, who: object = "", **facts: Any) -> None:  # noqa: ANN401
    """Write an event at once, from a command or an import that no request waits for. Raises OSError.

    Whoever is not named is the machine's own user.
    """
    append(folder, [event(what, str(who or _machine_user()), "owner", facts)])


def _machine_user() -> str:
    """Return who runs this process, as the machine knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "command line"


def seal_of(key: bytes, before: str, text: str) -> str:
    """Return what seals a line to the one before."""
    return hmac.new(key, f"{before} {text}".encode(), sha256).hexdigest()


def _end(file: BinaryIO, folder: Path) -> tuple[str, int, bool]:
    """Return the last seal, how many lines there are, and whether the last one is whole."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL))
    *lines, rest = file.read().split(b"\n")
    seals = [line[:64].decode("ascii", "replace") for line in lines if line[64:65] == b" "]
    with suppress(OSError, ValueError):
        known, seal, _own = (folder / HEAD).read_text(encoding="ascii").split()
        if seals and seals[-1] == seal and not rest:
            return seal, int(known), True
    file.seek(0)
    count = sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b""))
    return (seals[-1] if seals else START), count, not rest


@contextmanager
def _private(path: Path) -> Iterator[BinaryIO]:
    """Open the log to add to it; made now where there is none, for its owner alone."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "r+b") as file:
        yield file


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other process writes, and keep the others waiting. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + PATIENCE
    with (folder / LOCK).open("ab+") as file:
        while True:
            try:
                lock_file(file)
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.005)
        yield


def read(folder: Path) -> Iterator[Event]:
    """Return the events of the log, the oldest first; lines that cannot be read are left out (see verify)."""
    path = folder / FILE
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            with suppress(ValueError, TypeError):
                yield Event(**json.loads(line[65:]))


def verify(folder: Path) -> list[str]:
    """Return what has been changed in the log, a sentence a fault; none where it is as it was written."""
    path, head = folder / FILE, folder / HEAD
    if not path.exists() and not head.exists():
        return []
    key, seal, faults, lines = secret_of(folder), START, [], []
    if path.exists():
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")[:-1]
    for number, line in enumerate(lines, 1):
        if not hmac.compare_digest(line[:64].encode(), seal_of(key, seal, line[65:]).encode()):
            faults.append(f"Line {number} is not as it was written, or a line before it is missing.")
        seal = line[:64] if SEALED.match(line) else seal
    return [*faults, *_missing(key, head, lines)]


def _missing(key: bytes, head: Path, lines: list[str]) -> list[str]:
    """Say whether lines are gone from the end."""
    with suppress(OSError, ValueError, IndexError):
        text = head.read_text(encoding="ascii")
        count, seal, _own = text.split()
        # A crash may leave lines that the head does not count yet, never fewer.
        if text == _head(key, int(count), seal) and lines[int(count) - 1].startswith(seal):
            return []
    return [f"Lines are missing from the end, or {HEAD} was changed: found {len(lines):,} lines."]
