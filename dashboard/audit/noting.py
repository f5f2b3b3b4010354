"""Write down what happens without keeping anybody waiting: a thread of its own takes it to the disk."""

import atexit
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


def take(what: str, facts: dict[str, Any]) -> None:
    """Take a note of a request: see ``audit.note``. Raises RuntimeError outside one."""
    if not has_request_context():
        raise RuntimeError("audit.note is for requests; use audit.write(folder, what, who=...) elsewhere.")
    if "principal" not in g:
        return  # a page laid out at the start, which nobody asked for
    who = g.principal
    name, role = (who.name or "owner", who.role) if who else ("", "nobody")
    recorder: Recorder | None = current_app.config.get("RECORDER")
    if recorder:
        own = {key: value for key, value in facts.items() if key not in {"who", "role"}}
        recorder.take(event(what, facts.get("who", name), facts.get("role", role), own))
