"""Copy the files handed in to where they are kept, and hash what was copied."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from dashboard.store.batches import Batch, ImportedFile, batch_names, free_name, incoming_folder
from dashboard.store.files import copy_and_hash, hash_and_flush, sync_folder
from dashboard.store.handed import RESERVED, HandedIn, container

LARGE = 1 << 26  # bytes from which to hash a file takes long enough to be felt


def take_in(folder: Path, files: Sequence[HandedIn], by: str, known: Sequence[Batch] | None = None) -> Batch:
    """Copy the files into a new batch that does not count yet. Raises OSError.

    A large file that is no copy of one of the ``known`` is not hashed yet: see ``hashing``.
    """
    now = datetime.now()
    number = max([int(name.partition("-")[0]) for name in batch_names(folder)], default=0) + 1
    name = f"{number:04}-{now:%Y%m%dT%H%M}"
    place = incoming_folder(folder, name)
    place.mkdir(parents=True)
    taken = set(RESERVED)
    entries = []
    for file in files:
        kept_as = free_name(file.name, taken)
        (place / container(kept_as)).mkdir(exist_ok=True)
        if may_wait(file.path, known):
            digest = ""
            shutil.copyfile(file.path, place / kept_as)
        else:
            digest = copy_and_hash(file.path, place / kept_as)
        size = (place / kept_as).stat().st_size
        entries.append(ImportedFile(kept_as, digest, size, file.table, file.mapping, said=file.said))
    sync_folder(place)
    return Batch(name, now.isoformat(timespec="seconds"), by, files=entries)


def may_wait(path: Path, known: Sequence[Batch] | None) -> bool:
    """Say whether a file is large and, by its size, none that a known batch has."""
    size = path.stat().st_size
    return (
        known is not None and size >= LARGE and size not in {size for batch in known for size in sizes(batch)}
    )


def sizes(batch: Batch) -> list[int]:
    """Return the bytes of every file that a batch was handed."""
    originals = [int(file["bytes"]) for source in batch.sources for file in source.files]
    return [*[file.bytes for file in batch.files], *originals]


@contextmanager
def hashing(folder: Path, batch: Batch) -> Iterator[Callable[[Batch], Batch]]:
    """Hash what was not hashed when it was copied, beside what else is done; yield what fills that in."""
    place = incoming_folder(folder, batch.name)
    with ThreadPoolExecutor(1) as apart:
        waiting = {
            file.name: apart.submit(hash_and_flush, place / file.name)
            for file in batch.files
            if not file.sha256
        }

        def filled_in(done: Batch) -> Batch:
            files = [
                replace(file, sha256=waiting[file.name].result()) if file.name in waiting else file
                for file in done.files
            ]
            return replace(done, files=files)

        yield filled_in
