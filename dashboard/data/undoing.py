"""Take an import back beside the pages: the school is built again in a process of its own."""

import logging
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread

from dashboard.store.building import BuildFailed
from dashboard.store.generations import Damaged
from dashboard.store.lock import ImportRunning
from dashboard.store.publishing import NoRoom
from dashboard.store.undoing import UnknownBatch, undo

REFUSALS = (UnknownBatch, BuildFailed, Damaged, ImportRunning, NoRoom, OSError)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Undoing:
    """How far an import is taken back: which, and once it has ended what became of it, as a sentence."""

    batch: str
    is_running: bool = True
    is_done: bool = False
    says: str = ""


_of_folder: dict[Path, Undoing] = {}
_lock = Lock()


def undoing(folder: Path) -> Undoing | None:
    """Return the import that is being taken back, or that was last, since the server started."""
    return _of_folder.get(folder.resolve())


def forget(folder: Path) -> None:
    """Say no more of the import that was last taken back."""
    with _lock:
        last = _of_folder.get(folder.resolve())
        if last and not last.is_running:
            del _of_folder[folder.resolve()]


def take_back(folder: Path, batch: str) -> None:
    """Begin to take an import back, unless one is being taken back already."""
    with _lock:
        last = _of_folder.get(folder.resolve())
        if last and last.is_running:
            return
        _of_folder[folder.resolve()] = Undoing(batch)
        Thread(target=_work, args=(folder.resolve(), batch), daemon=True).start()


def _work(folder: Path, batch: str) -> None:
    """Take an import back, and note what became of it."""
    number = batch.partition("-")[0]
    try:
        undo(folder, batch)
    except REFUSALS as why:
        ended = Undoing(batch, False, False, str(why))
    except Exception as error:  # whoever waits for it must be told that it ended
        log.error("Taking an import back failed with %s", type(error).__name__)
        ended = Undoing(batch, False, False, "It could not be taken back. The server's log says where.")
    else:
        says = f"Import {number} is taken back. Its files are kept: to have it again, drop them here again."
        ended = Undoing(batch, False, True, says)
    with _lock:
        _of_folder[folder] = ended
