"""Searches that take seconds: each in a process of its own, one after another, with progress and cancel.

A search belongs to no browser: it goes on when the page is left, and keeps its answer beside the data.
"""

import json
import logging
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from queue import Queue
from threading import Lock, Thread
from typing import Literal

from dashboard.saved_scenarios import Kept, keep

State = Literal["waiting", "running", "done", "cancelled", "failed", "unknown"]
MOST_WAITING = 8
PAUSE = 0.15  # seconds between two notes of how far a search is
ROOT = Path(__file__).parent.parent
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

log = logging.getLogger(__name__)


class TooMany(RuntimeError):
    """More searches are asked for than will be worked out in sensible time."""


@dataclass(frozen=True)
class Progress:
    """How far a search is: ``share`` between 0 and 1, ``before`` how many are worked out first."""

    state: State
    share: float = 0.0
    before: int = 0


class Searches:
    """The searches of one data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._lock = Lock()
        self._queue: Queue[str] = Queue()
        self._states: dict[str, State] = {}
        self._running: subprocess.Popen[bytes] | None = None
        self._worker: Thread | None = None

    def start(self, kept: Kept) -> str:
        """Begin to work a scenario out, after those that were asked for before. Raises TooMany."""
        with self._lock:
            if len(self._waiting()) >= MOST_WAITING:
                raise TooMany(
                    f"{MOST_WAITING} searches wait already. Cancel one, or try again when they are done."
                )
            self._states[kept.id] = "waiting"
            place = working(self._folder, kept.id)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(json.dumps(asdict(kept)), encoding="utf-8")
            self._queue.put(kept.id)
            if self._worker is None:
                self._worker = Thread(target=self._work, daemon=True)
                self._worker.start()
        return kept.id

    def _waiting(self) -> list[str]:
        """Return the searches that have not begun, in their order."""
        return [scenario for scenario, state in self._states.items() if state == "waiting"]

    def at_work(self) -> list[str]:
        """Return the searches that are not done yet, in their order."""
        with self._lock:
            return [each for each, state in self._states.items() if state in ("running", "waiting")]

    def progress(self, scenario: str) -> Progress:
        """Return how far a search is."""
        with self._lock:
            state = self._states.get(scenario, "unknown")
            ahead = self._waiting()
            is_busy = "running" in self._states.values()
        if state == "waiting":
            return Progress(state, before=ahead.index(scenario) + is_busy)
        return Progress(
            state, _share(self._folder, scenario) if state == "running" else float(state == "done")
        )

    def cancel(self, scenario: str) -> None:
        """Stop a search, or never begin it; one that is done stays done."""
        with self._lock:
            state = self._states.get(scenario)
            if state in ("running", "waiting"):
                self._states[scenario] = "cancelled"
            if state == "running" and self._running:
                self._running.terminate()

    def _work(self) -> None:
        """Work out one search after another; never returns."""
        while True:
            scenario = self._queue.get()
            try:
                self._one(scenario)
            except OSError as error:  # this thread must live: without it no search would ever begin
                log.error("A search could not be started: %s", error)
                self._states[scenario] = "failed"
            for path in (working(self._folder, scenario), share_file(self._folder, scenario)):
                path.unlink(missing_ok=True)

    def _one(self, scenario: str) -> None:
        """Work out one search in a process of its own."""
        with self._lock:
            if self._states[scenario] == "cancelled":
                return
            self._running = subprocess.Popen(
                [sys.executable, "-m", "dashboard.searches", str(self._folder), scenario],
                cwd=ROOT,
                env={**os.environ, **ONE_THREAD},
                stdin=subprocess.DEVNULL,
            )
            self._states[scenario] = "running"
        ended = self._running.wait()
        with self._lock:
            self._running = None
            if self._states[scenario] == "running":
                self._states[scenario] = "failed" if ended else "done"
        if ended and self._states[scenario] == "failed":
            log.error("A search ended with %s", ended)


_of_folder: dict[Path, Searches] = {}
_making = Lock()


def searches_of(folder: Path) -> Searches:
    """Return the searches of a data folder: of this server there is one line of them."""
    with _making:
        return _of_folder.setdefault(folder.resolve(), Searches(folder))


def working(folder: Path, scenario: str) -> Path:
    """Return where a search finds what it is to work out."""
    return folder / "scenarios" / "working" / f"{scenario}.json"


def share_file(folder: Path, scenario: str) -> Path:
    """Return where a search notes how far it is."""
    return working(folder, scenario).with_suffix(".share")


def _share(folder: Path, scenario: str) -> float:
    """Return the share that a search has noted."""
    try:
        return min(1.0, max(0.0, float(share_file(folder, scenario).read_text(encoding="utf-8"))))
    except (OSError, ValueError):
        return 0.0


class Noted:
    """Notes the share done, at most a few times a second: it is read by people."""

    def __init__(self, path: Path) -> None:
        self._path, self._next = path, 0.0

    def __call__(self, share: float) -> None:
        """Note a share between 0 and 1."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + PAUSE
            draft = self._path.with_suffix(".draft")
            draft.write_text(f"{share:.3f}", encoding="utf-8")
            draft.replace(self._path)


def search(folder: Path, scenario: str) -> None:
    """Work out one scenario and keep it; what cannot be is kept as the sentence that says why."""
    from dashboard.scenarios.outcome import Impossible  # only a search's own process needs the models
    from dashboard.store.opening import Store
    from dashboard.whatif.kind import Missing, Question
    from dashboard.whatif.work import worked_out

    asked = Kept(**json.loads(working(folder, scenario).read_text(encoding="utf-8")))
    store = Store(folder)
    kept = replace(asked, generation=store.generation)
    report = Noted(share_file(folder, scenario))
    try:
        values, outcome = worked_out(store, Question(**asked.question), asked.values, asked.seed, report)
        kept = replace(kept, values=values, outcome=outcome)
    except (Impossible, Missing) as why:
        kept = replace(kept, impossible=str(why))
    keep(folder, kept)


def main(words: Sequence[str]) -> int:
    """Work out the scenario that the words name; 1 where that failed.

    What failed is told without its values, which may be pupils'.
    """
    try:
        search(Path(words[0]), words[1])
    except Exception as error:  # the server has to know that it ended, whatever it was
        where = "".join(traceback.format_tb(error.__traceback__))
        print(f"A search failed with {type(error).__name__} at\n{where}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
