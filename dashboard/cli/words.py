"""What the commands share: where the data lie, how a command ends, how things are written."""

import os
import sys
from argparse import ArgumentParser, Namespace
from datetime import date, datetime
from pathlib import Path

from dashboard.store.building import BuildFailed
from dashboard.store.generations import Damaged
from dashboard.store.lock import ImportRunning
from dashboard.store.publishing import NoRoom

DONE, DATA, USAGE = 0, 1, 2

# What ends a command with a sentence and not with a trace.
REFUSALS = (BuildFailed, Damaged, ImportRunning, NoRoom, OSError)

OWN_DATA = Path(__file__).parent.parent.parent / "data" / "store"


class WrongUsage(Exception):
    """A command was given words it cannot follow."""


def add_data(command: ArgumentParser, default: str | None = None) -> None:
    """Let a command be told where the school's data lie."""
    command.add_argument(
        "--data",
        metavar="DIR",
        default=default,
        help="folder of the school's data (else EVENHAND_DATA, else data/store)",
    )


def data_folder(choice: Namespace) -> Path:
    """Return the folder of the school's data: as told, else as the environment says, else the project's."""
    return Path(choice.data or os.environ.get("EVENHAND_DATA") or OWN_DATA)


def show_step(step: str) -> None:
    """Show what is being done, where a person looks on."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{step}", end="" if step else "\r", file=sys.stderr, flush=True)


def day(text: str | None) -> str:
    """Return a date as people write it: 4 Sep 2025."""
    if not text:
        return "?"
    value = date.fromisoformat(text)
    return f"{value.day} {value:%b %Y}"


def moment(text: str) -> str:
    """Return a time as people write it: 4 Sep 2025 10:15."""
    value = datetime.fromisoformat(text)
    return f"{value.day} {value:%b %Y %H:%M}"
