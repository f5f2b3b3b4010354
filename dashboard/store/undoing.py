"""Take an import back, or build a school again from its imports."""

from pathlib import Path

from dashboard.store.batches import Batch, all_batches
from dashboard.store.generations import Generation
from dashboard.store.lock import importing_alone
from dashboard.store.publishing import Progress, have_built, publish_built, see_room, silent, standing, tidy


class UnknownBatch(Exception):
    """No import that counts has this name."""


def undo(folder: Path, name: str, progress: Progress = silent) -> str:
    """Build the school without one import, whose files are kept. Returns the import's full name.

    ``name`` is the import's name or its number. Raises UnknownBatch, ImportRunning, NoRoom and BuildFailed.
    """
    with importing_alone(folder) as lock:
        current = tidy(folder)
        batch = find_batch(current, name)
        see_room(folder, current, [])
        left = [other for other in current.batches if other != batch]
        result = have_built(folder, left, lock, progress)
        publish_built(folder, result, left, [*current.undone, batch], progress)
        return batch


def rebuild(folder: Path, progress: Progress = silent) -> Generation:
    """Build the school again from its imports, after damage or with a newer Evenhand. Raises as undo does."""
    with importing_alone(folder) as lock:
        current = tidy(folder)
        see_room(folder, current, [])
        result = have_built(folder, current.batches, lock, progress)
        return publish_built(folder, result, current.batches, current.undone, progress)


def find_batch(current: Generation, name: str) -> str:
    """Return the full name of an import that counts. Raises UnknownBatch."""
    for batch in current.batches:
        if is_named(batch, name):
            return batch
    if any(is_named(batch, name) for batch in current.undone):
        raise UnknownBatch(
            f"Import {name} has been taken back already. To have it again, import its files again."
        )
    known = ", ".join(current.batches[-5:]) or "none yet"
    raise UnknownBatch(
        f"There is no import {name}. The latest imports: {known}. All of them: evenhand history"
    )


def is_named(batch: str, name: str) -> bool:
    """Return whether a batch is meant by its full name or its number."""
    return name == batch or (name.isdecimal() and int(name) == int(batch.partition("-")[0]))


def history(folder: Path) -> list[Batch]:
    """Return every import that counted at some time, in order, with what became of it."""
    current = standing(folder)
    known = {**dict.fromkeys(current.batches, "accepted"), **dict.fromkeys(current.undone, "undone")}
    return [batch for batch in all_batches(folder) if batch.name in known]
