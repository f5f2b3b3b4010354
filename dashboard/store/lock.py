"""Let one importer at a time change a school's data; the system frees the lock of a killed one."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Far beyond the text: on Windows a locked byte cannot be read by another process.
LOCKED_BYTE = 1 << 20


class ImportRunning(Exception):
    """Another import holds the lock."""


def lock_file(file: BinaryIO) -> None:
    """Take the system's lock on an open file. Raises OSError where another process has it."""
    if sys.platform == "win32":
        file.seek(LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def importing_alone(folder: Path) -> Iterator[int]:
    """Hold the import lock of a data folder; yield its file descriptor. Raises ImportRunning.

    A child that inherits the descriptor keeps the lock for as long as it lives.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("ab+") as file:
        try:
            lock_file(file)
        except OSError as error:
            file.seek(0)
            since = file.read().decode() or "just now"
            raise ImportRunning(
                f"Another import is running since {since}. Wait for it to end, then try again."
            ) from error
        file.truncate(0)
        file.write(f"{datetime.now():%H:%M:%S}".encode())
        file.flush()
        yield file.fileno()
