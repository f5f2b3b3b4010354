"""Write files so that a crash or a power cut leaves the old or the new, never a half."""

import hashlib
import os
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

PIECE = 1 << 20


def sync_folder(folder: Path) -> None:
    """Flush a folder's own list of names to the disk."""
    if os.name == "nt":  # Windows cannot open a folder to flush it
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Flush a file that another process or library wrote to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def replace_text(path: Path, text: str) -> None:
    """Replace a small file by a new text in one step, and flush it."""
    draft = path.with_name(f"{path.name}.tmp")
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def copy_and_hash(source: Path, target: Path) -> str:
    """Copy a file, flush the copy, and return the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    # Hashing leaves Python's lock, so that one piece is hashed while another is written.
    with source.open("rb") as original, target.open("xb") as copy, ThreadPoolExecutor(1) as hashing:
        hashed: Future[None] | None = None
        while piece := original.read(PIECE):
            if hashed:
                hashed.result()
            hashed = hashing.submit(digest.update, piece)
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()


def hash_and_flush(path: Path) -> str:
    """Flush a file that was only copied, and return its SHA-256."""
    sync_file(path)
    return hash_file(path)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
