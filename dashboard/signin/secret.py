"""The secret of one data folder: made once, kept, and readable by its owner alone."""

import os
import secrets
from pathlib import Path

FILE = "secret"
LENGTH = 32  # bytes


class UnsafeSecret(OSError):
    """The secret on the disk is too short, or others can read it."""


def secret_of(folder: Path) -> bytes:
    """Return the secret of a data folder, made now where there is none. Raises UnsafeSecret, OSError."""
    path = folder / FILE
    if not path.exists():
        make(path)
    text = path.read_text(encoding="ascii").strip()
    others = path.stat().st_mode & 0o077
    if os.name != "nt" and others:
        raise UnsafeSecret(f"{path}: others can read it. Run: chmod 600 {path}")
    if len(text) < 2 * LENGTH:
        raise UnsafeSecret(f"{path}: too short to be safe. Delete it, and start again: a new one is made.")
    return bytes.fromhex(text)


def make(path: Path) -> None:
    """Write a new secret, whole or not at all; of two that try at once, the first one's stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{FILE}.{secrets.token_hex(8)}.tmp")
    write_private(draft, secrets.token_hex(LENGTH) + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError:  # a disk without links, such as a memory stick's
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write_private(path: Path, text: str) -> None:
    """Write a new file that only its owner can read, and flush it. Raises FileExistsError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def replace_private(path: Path, text: str) -> None:
    """Replace a file that only its owner can read, in one step."""
    from dashboard.store.files import sync_folder

    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}.tmp")
    try:
        write_private(draft, text)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)
