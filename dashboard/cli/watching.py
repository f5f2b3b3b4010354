"""Watch a folder: import what a nightly export puts there."""

import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from contextlib import suppress
from pathlib import Path
from threading import Event
from types import FrameType

from dashboard.cli.bring import mapping_of, report_lines
from dashboard.cli.words import DATA, DONE, WrongUsage, add_data, data_folder
from dashboard.store.watching import Watch
from dashboard.store.watching_files import LOOKS, PATIENCE
from dashboard.store.watching_journal import AlreadyWatched, watching_alone

EVERY = 30  # seconds
EVERY_ONCE = 5
SHORTEST, LONGEST = 0.1, 86_400.0


def add_commands(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the commands of this module."""
    command = commands.add_parser("watch", help="import what an export puts into a folder, once each")
    command.add_argument("folder", metavar="FOLDER", type=Path)
    add_data(command)
    command.add_argument("--once", action="store_true", help="import what is there and stop")
    command.add_argument(
        "--every",
        metavar="SECONDS",
        type=seconds,
        help=f"from one look to the next: {EVERY}, or {EVERY_ONCE} with --once",
    )
    command.add_argument(
        "--mapping", metavar="FILE", help="what is said by hand of every file (JSON, or a mapping's name)"
    )
    command.add_argument("--accept-good-rows", action="store_true", help="leave out the rows with problems")
    command.set_defaults(run=run_watch)


def seconds(text: str) -> float:
    """Read a number of seconds. Raises ArgumentTypeError."""
    with suppress(ValueError):
        if SHORTEST <= float(text) <= LONGEST:
            return float(text)
    raise ArgumentTypeError(f"{text} is no number of seconds from {SHORTEST:g} to {LONGEST:,.0f}")


def run_watch(choice: Namespace) -> int:
    """Watch a folder until stopped; with --once only until its files are imported. Raises WrongUsage."""
    data, folder = data_folder(choice), choice.folder
    see_folders(data, folder, choice.once)
    stop = Event()
    watch = Watch(
        data,
        folder,
        lambda report: report_lines(report)[:-1],
        lambda text: print(text, flush=True),
        choice.accept_good_rows,
        mapping_of(choice.mapping, data) if choice.mapping else None,
        stop.is_set,
    )
    listen(stop)
    try:
        with watching_alone(watch.journal):
            return (
                look_once(watch, stop, choice.every or EVERY_ONCE)
                if choice.once
                else look_on(watch, stop, choice.every or EVERY)
            )
    except AlreadyWatched as error:
        raise WrongUsage(str(error)) from error


def look_on(watch: Watch, stop: Event, every: float) -> int:
    """Look again and again until stopped."""
    print(f"Watching {watch.folder} (Ctrl+C stops it)", flush=True)
    while not stop.is_set():
        watch.look()
        stop.wait(every)
    print("Stopped.", flush=True)
    return DONE


def look_once(watch: Watch, stop: Event, every: float) -> int:
    """Look as often as it takes to know that files are whole, import them, and say what is left."""
    for _ in range(LOOKS + PATIENCE + 1):
        watch.look()
        if not watch.looks.waiting or stop.wait(every):
            break
    if left := len(watch.looks.waiting):
        print(f"{left} file{'' if left == 1 else 's'} left for the next time.", flush=True)
    return DATA if watch.refused else DONE


def see_folders(data: Path, folder: Path, once: bool) -> None:
    """Raise WrongUsage for folders that cannot be watched: none, or one that holds the school's own data."""
    if folder.exists() and not folder.is_dir():
        raise WrongUsage(f"{folder} is not a folder.")
    if once and not folder.is_dir():
        raise WrongUsage(f"{folder}: there is no such folder.")
    inner, outer = folder.resolve(), data.resolve()
    if inner == outer or outer in inner.parents or inner in outer.parents:
        raise WrongUsage(f"{folder} and the school's data in {data} must be apart. Choose another folder.")


def listen(stop: Event) -> None:
    """Let Ctrl+C or the system end the watch after what it is doing; a second Ctrl+C ends it at once."""

    def end(number: int, frame: FrameType | None) -> None:
        """Ask the watch to end; asked again, end the process."""
        if stop.is_set():
            sys.exit(DONE)
        stop.set()

    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if number := getattr(signal, name, None):
            signal.signal(number, end)
