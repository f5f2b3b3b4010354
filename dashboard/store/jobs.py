"""Run checks and imports of uploaded files beside the dashboard, one at a time.

The dashboard's own process never opens an uploaded file: it starts ``python -m dashboard.store.job``,
which leaves its progress and its result in the tray, and reads those.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dashboard.store.findings import Findings
from dashboard.store.trays import (
    NoTray,
    NotReceived,
    ReceivedFile,
    drop_file,
    drop_old_trays,
    drop_tray,
    new_tray,
    receive,
    tray_files,
)

__all__ = [
    "JobState",
    "NoTray",
    "NotReceived",
    "ReceivedFile",
    "cancel",
    "drop_file",
    "drop_old_trays",
    "drop_tray",
    "new_tray",
    "receive",
    "refused_rows",
    "start",
    "state",
    "tray_files",
]

Action = Literal["check", "import"]


@dataclass(frozen=True)
class JobState:
    """How far a tray's job is.

    ``step`` says in words what is being done, ``share`` how much is done (0 to 1, None where nobody knows).
    ``result`` is there once it has ended well, refusals included; ``failure`` is a sentence for a job that
    ended without a result or was cancelled. All are empty where none was started.
    """

    step: str = ""
    is_running: bool = False
    share: float | None = None
    result: Findings | None = None
    failure: str | None = None
    action: Action | None = None


def start(
    folder: Path,
    tray: str,
    action: Action,
    choices: Mapping[str, Mapping[str, Any]],
    accept_good_rows: bool = False,
    by: str = "",
) -> None:
    """Start a check or an import of all files in a tray. Raises ImportRunning (a sentence) and NoTray.

    ``choices`` says by hand what a file is, by its name as received, each key optional:
    {"marks.csv": {"table": "attendance", "mapping": {"Their heading": "our column" or None}, "said": {...},
    "mapping_name": "autumn marks"}}. A ``mapping_name`` keeps the mapping under that name once imported.
    """
    raise NotImplementedError


def state(folder: Path, tray: str) -> JobState:
    """Return how far a tray's job is. Reads two small files and no upload."""
    raise NotImplementedError


def cancel(folder: Path, tray: str) -> bool:
    """Stop a tray's job and remove what it left; return whether it was stopped before anything changed.

    False: there was nothing to stop, or the import stands already (``state`` then has its result).
    """
    raise NotImplementedError


def refused_rows(folder: Path, tray: str) -> dict[str, Path]:
    """Return the CSV files of refused rows of a tray's last job, by ``FileFound.refused_file``."""
    raise NotImplementedError
