"""Run checks and imports of uploaded files beside the dashboard, one at a time.

The dashboard's own process never opens an uploaded file: it starts ``python -m dashboard.store.job``,
which leaves its progress and its result in the tray, and reads those.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from dashboard.store.child import own_environment
from dashboard.store.files import replace_text
from dashboard.store.findings import Findings, findings_from
from dashboard.store.lock import ImportRunning, importing_alone, lock_file
from dashboard.store.publishing import standing, tidy_at_start
from dashboard.store.trays import (
    DESK,
    NoTray,
    NotReceived,
    ReceivedFile,
    drop_file,
    drop_old_trays,
    drop_tray,
    new_tray,
    receive,
    tray_files,
    tray_folder,
)

__all__ = [
    "ImportRunning",
    "JobState",
    "NoTray",
    "NotReceived",
    "NotTicked",
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

NOT_TICKED = "Read and tick what is asked first: it has not been agreed to."
Action = Literal["check", "import"]

PROGRESS, RESULT, REFUSED_ROWS, SCRATCH = "progress.json", "result.json", "refused", "scratch"


@dataclass(frozen=True)
class JobState:
    """How far a tray's job is.

    ``step`` says in words what is being done, ``share`` how much is done (0 to 1, None where nobody knows).
    ``result`` is there once it has ended well, refusals included; ``failure`` is a sentence for a job that
    ended without a result or was cancelled. ``by`` and ``at`` say who started it, and when (10:15). All are
    empty where none was started.
    """

    step: str = ""
    is_running: bool = False
    share: float | None = None
    result: Findings | None = None
    failure: str | None = None
    action: Action | None = None
    by: str = ""
    at: str = ""


RUNNING = "job.json"
LOCK = "lock"
TRIES, FEW_TRIES, PAUSE = 60, 4, 0.05
ENDING = 10.0  # seconds that a stopped job has to let go of its lock
STOPPED = "It was stopped. Nothing was changed."
ENDED = "It ended before it was done: the file may need more memory than there is. Nothing was changed."


class NotTicked(Exception):
    """An import was asked for whose check has flags that nobody agreed to; the message is a sentence."""


@contextmanager
def working_alone(folder: Path, tray: str = "") -> Iterator[int]:
    """Hold the lock of the desk for a tray; yield its file descriptor. Raises ImportRunning."""
    (folder / DESK).mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / DESK / LOCK).open("ab+") as file:
        for tried in range(TRIES):
            try:
                lock_file(file)
                break
            except OSError:  # whoever only asks whether it is free has it for an instant
                time.sleep(PAUSE)
                if tried >= FEW_TRIES and not is_ending(folder):
                    raise ImportRunning(
                        f"{running_now(folder)}. Wait for it to end, then try again."
                    ) from None
        else:
            raise ImportRunning("The last check or import is just ending. Try again.")
        file.truncate(0)
        file.write(tray.encode())
        file.flush()
        yield file.fileno()


def is_ending(folder: Path) -> bool:
    """Say whether the job that holds the lock has its result and has only to go."""
    tray = (folder / DESK / LOCK).read_text(encoding="utf-8")
    return bool(tray) and (folder / DESK / tray / RESULT).exists()


def running_now(folder: Path) -> str:
    """Say in words what is running at the desk."""
    tray = (folder / DESK / LOCK).read_text(encoding="utf-8")
    job = read(folder / DESK / tray / RUNNING)
    what = {"check": "A check", "import": "An import"}.get(job.get("action", ""), "Another import")
    since = f" since {job['at']}" if job else ""
    return f"{what} is running{since}"


def start(
    folder: Path,
    tray: str,
    action: Action,
    choices: Mapping[str, Mapping[str, Any]],
    accept_good_rows: bool = False,
    by: str = "",
    ticked: Collection[str] = (),
) -> None:
    """Start a check or an import of all files in a tray. Raises ImportRunning, NotTicked and NoTray.

    ``choices`` says by hand what a file is, by its name as received, each key optional:
    {"marks.csv": {"table": "attendance", "mapping": {"Their heading": "our column" or None}, "said": {...},
    "mapping_name": "autumn marks"}}. A ``mapping_name`` keeps the mapping under that name once imported.
    ``ticked`` are the keys of the flags of the last check that a person has agreed to: an import needs all.
    """
    place = tray_folder(folder, tray)
    with working_alone(folder, tray) as lock:
        if action == "import":
            with importing_alone(folder):  # an import from the command line
                pass
            see_ticks(place, ticked)
        clear(place)
        order = {
            "folder": str(folder.resolve()),
            "place": str(place.resolve()),
            "tray": tray,
            "action": action,
            "choices": {name: dict(choice) for name, choice in choices.items()},
            "accept_good_rows": accept_good_rows,
            "by": by,
        }
        job: dict[str, Any] = {"action": action, "at": f"{datetime.now():%H:%M}", "by": by}
        job |= {"generation": standing(folder).number, "pid": launch(place, order, lock)}
        replace_text(place / RUNNING, json.dumps(job))


def see_ticks(place: Path, ticked: Collection[str]) -> None:
    """See that a person has agreed to every flag of the last check. Raises NotTicked."""
    found = read(place / RESULT).get("result")
    if found and not {flag.key for flag in findings_from(found).flags} <= set(ticked):
        raise NotTicked(NOT_TICKED)


def launch(place: Path, order: dict[str, Any], lock: int) -> int:
    """Start the process that does the work, which keeps the lock for as long as it lives; return its id."""
    child = subprocess.Popen(
        [sys.executable, "-m", "dashboard.store.job", str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # a trace may quote a cell
        env=own_environment(TMPDIR=str((place / SCRATCH).resolve())),
        start_new_session=True,
        pass_fds=() if os.name == "nt" else (lock,),
    )
    assert child.stdin
    (place / SCRATCH).mkdir(exist_ok=True)
    child.stdin.write(json.dumps(order).encode() + b"\n")
    child.stdin.close()
    threading.Thread(target=child.wait, daemon=True).start()  # so that no ended child is left lying
    return child.pid


def clear(place: Path) -> None:
    """Remove what an earlier job left in a tray."""
    for name in (PROGRESS, RESULT, RUNNING):
        (place / name).unlink(missing_ok=True)
    for name in (REFUSED_ROWS, SCRATCH):
        shutil.rmtree(place / name, ignore_errors=True)


def state(folder: Path, tray: str) -> JobState:
    """Return how far a tray's job is. Reads two small files and no upload. Raises NoTray."""
    place = tray_folder(folder, tray)
    job = read(place / RUNNING)
    if not job:
        return JobState()
    whose = {"action": job["action"], "by": job.get("by", ""), "at": job.get("at", "")}
    said, is_running = read(place / RESULT), is_working(folder, tray)
    if not said and is_running:
        progress = read(place / PROGRESS)
        return JobState(progress.get("step", "start"), True, progress.get("share", 0.0), **whose)
    said = said or read(place / RESULT)  # it may have ended in between
    if "result" in said:
        return JobState("done", False, 1.0, findings_from(said["result"]), **whose)
    return JobState("done", False, None, failure=said.get("failure", ENDED), **whose)


def is_working(folder: Path, tray: str) -> bool:
    """Say whether the job of this tray is running."""
    with (folder / DESK / LOCK).open("ab+") as file:
        file.seek(0)
        if file.read().decode() != tray:
            return False
        try:
            lock_file(file)
        except OSError:
            return True
    return False


def read(path: Path) -> dict[str, Any]:
    """Read a small file that is replaced in one step; {} where there is none."""
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content


def cancel(folder: Path, tray: str) -> bool:
    """Stop a tray's job and remove what it left; return whether it was stopped before anything changed.

    False: there was nothing to stop, or the import stands already (``state`` then has its result).
    Raises NoTray.
    """
    place = tray_folder(folder, tray)
    job = read(place / RUNNING)
    if not job or (place / RESULT).exists() or not is_working(folder, tray):
        return False
    end_group(int(job["pid"]))
    wait_until_free(folder)
    tidy_at_start(folder)
    for name in (REFUSED_ROWS, SCRATCH):
        shutil.rmtree(place / name, ignore_errors=True)
    if (place / RESULT).exists():
        return False
    now = standing(folder)
    if job["action"] == "import" and now.number > job["generation"]:
        done = Findings("imported", now.batches[-1] if now.batches else "")
        replace_text(place / RESULT, json.dumps({"result": asdict(done)}))
        return False
    replace_text(place / RESULT, json.dumps({"failure": STOPPED}))
    return True


def end_group(pid: int) -> None:
    """End a process and all that it has started."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            os.kill(pid, signal.SIGTERM)
        else:
            os.killpg(pid, signal.SIGKILL)


def wait_until_free(folder: Path) -> None:
    """Wait until a stopped job has let go of the desk and of the school."""
    end = time.monotonic() + ENDING
    while time.monotonic() < end:
        with suppress(ImportRunning), working_alone(folder), importing_alone(folder):
            return
        time.sleep(PAUSE)


def refused_rows(folder: Path, tray: str) -> dict[str, Path]:
    """Return the CSV files of refused rows of a tray's last job, by ``FileFound.refused_file``."""
    found = (tray_folder(folder, tray) / REFUSED_ROWS).glob("*.csv")
    return {path.name: path for path in sorted(found)}
