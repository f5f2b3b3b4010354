"""What every change to a school does: clear up, see that there is room, build apart, publish."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from dashboard.store.batches import all_batches, believed_generation, settle
from dashboard.store.building import BuildFailed, Building, begin_build
from dashboard.store.erasing_finishing import finish_erasure
from dashboard.store.generations import (
    NOTHING,
    Damaged,
    Generation,
    numbers,
    publish,
    remove_old,
    verify_file,
)
from dashboard.store.lock import ImportRunning, importing_alone
from dashboard.store.version import definitions

Progress = Callable[[str], None]

UNFINISHED = ".tmp"
NEEDED_TIMES = 3  # the staging tables, what a sort spills and the new file, at most
SMALLEST_ROOM = 50_000_000


class NoRoom(Exception):
    """The disk has too little room for an import."""


def silent(step: str) -> None:
    """Tell nobody of a step."""


def standing(folder: Path) -> Generation:
    """Return which batches count, and the number of the school's file.

    Where ``current`` cannot be believed, the manifests say which batches count; the number is then the
    highest there is.
    """
    with suppress(Damaged):
        return believed_generation(folder)
    batches = all_batches(folder)
    return Generation(
        max(numbers(folder), default=0),
        NOTHING.made_at,
        0,
        "",
        [batch.name for batch in batches if batch.state == "accepted"],
        [batch.name for batch in batches if batch.state == "undone"],
    )


def tidy(folder: Path) -> Generation:
    """Remove what a killed import left behind, and return which batches count. The lock must be held.

    An erasure that was made ready is carried to its end.
    """
    finish_erasure(folder)
    generation = standing(folder)
    (folder / "imports").mkdir(exist_ok=True)
    remove_unfinished(folder)
    if generation.sha256 or generation == NOTHING:
        settle(folder, generation)
        remove_old(folder, generation)
    return generation


def tidy_at_start(folder: Path) -> None:
    """Remove what a killed import left behind, unless one is running now."""
    try:
        with importing_alone(folder):
            tidy(folder)
    except ImportRunning:
        return


def remove_unfinished(folder: Path) -> None:
    """Remove files of builds that did not end."""
    for path in folder.glob(f"*{UNFINISHED}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def is_whole(folder: Path, generation: Generation) -> bool:
    """Return whether the published file is what was built; true where there is none yet."""
    try:
        if generation != NOTHING:
            verify_file(folder, generation)
    except Damaged:
        return False
    return True


def see_room(folder: Path, current: Generation, files: Sequence[Path]) -> None:
    """Raise NoRoom where the disk could fill up half way."""
    needed = NEEDED_TIMES * (current.bytes + sum(file.stat().st_size for file in files)) + SMALLEST_ROOM
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoRoom(
            f"The disk has {free / 1e6:,.0f} MB free, and this import may need {needed / 1e6:,.0f} MB. "
            "Nothing was changed. Free some room and import again."
        )


@contextmanager
def building_on(folder: Path, batches: Sequence[str], lock: int, coming: int = 0) -> Iterator[Building]:
    """Begin the next school from these batches, in a file that does not count yet; ``coming``: bytes.

    Yields what takes what is new and returns the result; that raises BuildFailed.
    """
    number = max(numbers(folder), default=0) + 1
    standing = {
        "folder": str(folder),
        "file": f"school-{number}.duckdb{UNFINISHED}",
        "batches": list(batches),
        "coming": coming,
    }
    try:
        with begin_build(standing, lock) as built:
            yield lambda new, progress: {**built(new, progress), "number": number, "file": standing["file"]}
    except BuildFailed:
        remove_unfinished(folder)
        raise


def have_built(folder: Path, batches: Sequence[str], lock: int, progress: Progress) -> dict[str, Any]:
    """Have the next school built from these batches alone. Raises BuildFailed."""
    with building_on(folder, batches, lock) as built:
        return built(None, progress)


def publish_built(
    folder: Path, result: dict[str, Any], batches: list[str], undone: list[str], progress: Progress
) -> Generation:
    """Make a built school the one that counts, and clear up. From the pointer on, it stays."""
    generation = Generation(
        result["number"],
        datetime.now().isoformat(timespec="seconds"),
        result["bytes"],
        result["sha256"],
        batches,
        undone,
        result["tables"],
        definitions(),
    )
    publish(folder, folder / result["file"], generation, progress)
    progress("clear up")
    settle(folder, generation)
    remove_unfinished(folder)
    remove_old(folder, generation)
    return generation
