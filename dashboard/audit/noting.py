"""Write down what happens without keeping anybody waiting: a thread of its own takes it to the disk."""

import atexit
import getpass
import logging
import threading
import time
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from flask import current_app, g, has_request_context

from dashboard.audit.chain import Event, append, event

log = logging.getLogger(__name__)

MOST_WAITING = 10_000  # events kept while the disk refuses them
PAUSE = 2.0  # seconds before it is asked again


class Recorder:
    """Takes events at once, and writes them to one folder's log a moment later."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._waiting: SimpleQueue[Event | threading.Event] = SimpleQueue()
        self._started = threading.Lock()
        self._thread: threading.Thread | None = None

    def take(self, one: Event) -> None:
        """Take an event; its line is on the disk a moment later."""
        self._start()
        self._waiting.put(one)

    def flush(self, seconds: float = 5.0) -> bool:
        """Wait until all that was taken is written; say whether it is."""
        if self._thread is None:
            return True
        written = threading.Event()
        self._waiting.put(written)
        return written.wait(seconds)

    def _start(self) -> None:
        """Start the thread that writes, once there is something to write."""
        with self._started:
            if self._thread is None:
                self._thread = threading.Thread(target=self._write, name="audit", daemon=True)
                self._thread.start()
                atexit.register(self.flush)

    def _write(self) -> None:
        """Write what comes, as much at once as has come; never returns."""
        while True:
            taken = [self._waiting.get()]
            try:
                while len(taken) < MOST_WAITING:
                    taken.append(self._waiting.get_nowait())
            except Empty:
                pass
            self._keep([one for one in taken if isinstance(one, Event)])
            for one in taken:
                if isinstance(one, threading.Event):
                    one.set()

    def _keep(self, events: list[Event]) -> None:
        """Write events, again and again where the disk refuses them."""
        while events:
            try:
                append(self.folder, events)
                return
            except (OSError, ValueError) as error:
                log.error("The audit log cannot be written: %s. Trying again.", type(error).__name__)
                time.sleep(PAUSE)


def note(what: str, **facts: Any) -> None:  # noqa: ANN401 - numbers and short words
    """Note that whoever asked did something: ``note("pupil seen", school="Riverside", pupil="17")``.

    The log keeps who it was, in which role and when by itself. Raises RuntimeError outside a request.
    """
    if not has_request_context():
        raise RuntimeError("audit.note is for requests; use audit.write(folder, what, who=...) elsewhere.")
    if "principal" not in g:
        return  # a page laid out at the start, which nobody asked for
    who = g.principal
    name, role = (who.name or "owner", who.role) if who else ("", "nobody")
    recorder: Recorder | None = current_app.config.get("RECORDER")
    if recorder:
        recorder.take(event(what, facts.pop("who", name), facts.pop("role", role), facts))


def write(folder: Path, what: str, who: str = "", **facts: Any) -> None:  # noqa: ANN401
    """Write an event at once, from a command or an import that no request waits for. Raises OSError.

    Whoever is not named is the machine's own user.
    """
    append(folder, [event(what, who or _machine_user(), "owner", facts)])


def _machine_user() -> str:
    """Return who runs this process, as the machine knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "command line"
