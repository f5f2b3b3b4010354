"""Carry out one check or import of a tray's files, in a process of its own.

``python -m dashboard.store.job`` reads one order (JSON) from standard input. How far it is and what came
of it is written into the tray, where ``dashboard.store.jobs`` reads it. It goes on when the dashboard ends.
"""

import json
import os
import shutil
import signal
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from dashboard.audit.imports import note_import
from dashboard.store.building import BuildFailed
from dashboard.store.child import give_way, limit
from dashboard.store.ending import why_it_ended
from dashboard.store.files import replace_text
from dashboard.store.generations import Damaged
from dashboard.store.handed import HandedIn
from dashboard.store.importing import ImportReport, import_files
from dashboard.store.jobs import PROGRESS, REFUSED_ROWS, RESULT, SCRATCH
from dashboard.store.lock import ImportRunning
from dashboard.store.named_mappings import keep_mappings
from dashboard.store.publishing import NoRoom
from dashboard.store.share import Share
from dashboard.store.telling import findings
from dashboard.store.trays import tray_files

MEMORY = 2 << 30
SECONDS = 3600
GIVES_WAY = 5
REFUSALS = (BuildFailed, Damaged, ImportRunning, NoRoom)


def carry_out(order: dict[str, Any]) -> ImportReport:
    """Check or import the tray's files as the order says. Raises what import_files raises."""
    folder, place = Path(order["folder"]), Path(order["place"])
    files = [handed(file.path, file.name, order["choices"]) for file in tray_files(folder, order["tray"])]
    share = Share(files)

    def say(step: str) -> None:
        """Write down how far it has come, for the page to read."""
        progress = {"step": step, "share": share.after(step)}
        write(place / PROGRESS, progress)

    report = import_files(
        folder,
        files,
        check_only=order["action"] == "check",
        accept_good_rows=order["accept_good_rows"],
        by=order["by"] or None,
        progress=say,
        details_in=place / REFUSED_ROWS,
    )
    if order["action"] == "import":
        note_import(folder, report, order["by"])
    if report.outcome == "imported":
        keep_mappings(folder, files, report.files, report.details)
    return report


def handed(path: Path, name: str, choices: dict[str, dict[str, Any]]) -> HandedIn:
    """Return a received file with what a person said of it."""
    said = choices.get(name, {})
    columns = said.get("mapping") or None
    return HandedIn(
        path,
        name,
        said.get("table") or None,
        {"columns": columns} if columns else None,
        said.get("said") or {},
        said.get("mapping_name") or "",
    )


def write(path: Path, content: dict[str, Any]) -> None:
    """Write a small file in one step, so that whoever reads it finds the old or the new."""
    replace_text(path, json.dumps(content, ensure_ascii=False) + "\n")


def end_all() -> None:
    """End this process and all it has started, after telling why."""
    with_place = sys.argv[1:]
    if with_place:
        write(Path(with_place[0]) / RESULT, {"failure": "It took more than an hour and was stopped."})
    os.killpg(os.getpgid(0), signal.SIGKILL) if hasattr(os, "killpg") else os._exit(1)


def in_words(error: BaseException) -> str:
    """Return what went wrong, without a word of what stood in a file."""
    if isinstance(error, REFUSALS):
        return str(error)
    return why_it_ended(error)


def main() -> None:
    """Carry out the order on standard input; a failure is told in words, never as a trace."""
    order = json.loads(sys.stdin.readline())
    place = Path(order["place"])
    limit(MEMORY, is_final=False)
    give_way(GIVES_WAY)
    watch = threading.Timer(order.get("seconds", SECONDS), end_all)
    watch.daemon = True
    watch.start()
    (place / SCRATCH).mkdir(exist_ok=True)
    try:
        answer: dict[str, Any] = {"result": asdict(findings(carry_out(order)))}
    except (*REFUSALS, OSError, RuntimeError, ValueError, MemoryError, duckdb.Error) as error:
        answer = {"failure": in_words(error)}
    shutil.rmtree(place / SCRATCH, ignore_errors=True)
    write(place / RESULT, answer)
    os._exit(0)  # at once, so that the next job finds the desk free


if __name__ == "__main__":
    main()
