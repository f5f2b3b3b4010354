"""Erase one pupil beside the pages: in a process of its own, one at a time, noted in the log."""

import logging
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from dashboard import audit
from dashboard.store.child import ChildFailed, ask

JOB = "dashboard.store.one_pupil_job"
SECONDS = 3600.0
FAILED = (
    "It ended before it was done. Look at the list of pupils, and begin again if the pupil is still there."
)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Erasing:
    """How far an erasure is: running, failed with a sentence, or done with its receipt."""

    is_running: bool = True
    failure: str = ""
    receipt: dict[str, Any] = field(default_factory=dict)


_of_folder: dict[Path, Erasing] = {}
_lock = Lock()


def erasing(folder: Path) -> Erasing | None:
    """Return the erasure that is running, or that was last, since the server started."""
    return _of_folder.get(folder.resolve())


def begin(folder: Path, school: str, pupil: str, by: str, reason: str) -> bool:
    """Begin to erase a pupil; return whether that began: not while another is being erased."""
    folder = folder.resolve()
    with _lock:
        last = _of_folder.get(folder)
        if last and last.is_running:
            return False
        _of_folder[folder] = Erasing()
    order = {"do": "erase", "folder": str(folder), "school": school, "pupil": pupil}
    Thread(target=_work, args=(folder, {**order, "by": by or "owner", "reason": reason}), daemon=True).start()
    return True


def _work(folder: Path, order: dict[str, Any]) -> None:
    """Erase, and note what became of it; the log is told how many, never who."""
    ended = Erasing(False, FAILED)
    try:
        answer = ask(JOB, order, SECONDS)
        if receipt := answer.get("receipt"):
            audit.write(folder, "pupils erased", who=order["by"], pupils=1, rows=receipt["rows_removed"])
            ended = Erasing(False, receipt=receipt)
        else:
            ended = Erasing(False, str(answer.get("failure") or FAILED))
    except (ChildFailed, OSError, ValueError) as error:
        log.error("Erasing a pupil failed with %s", type(error).__name__)
    finally:
        with _lock:
            _of_folder[folder] = ended
