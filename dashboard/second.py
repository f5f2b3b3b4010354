"""A second process that fills cards while this one fills others: for many viewers at one instant.

One process fills one card at a time, whatever it has of processors. The second one begins when two cards
are asked for at once for the first time: a school that one person looks at never pays for it. It reads the
same published school, and what it cannot do, or not yet, this process does itself.
"""

import json
import logging
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Condition
from typing import TYPE_CHECKING, Any, cast

from plotly.io.json import to_json_plotly

from dashboard.cache import remember
from dashboard.shell import context

if TYPE_CHECKING:
    from dashboard.store.opening import Store

LONGEST_WAIT = 0.3  # seconds in which another card that takes long may keep one waiting
PATIENCE = 30  # seconds that a card may take there
AHEAD = 2  # cards that it may have at once
READY = b"ready"

Fill = Callable[..., dict[str, Any]]

log = logging.getLogger(__name__)


class Second:
    """The second process of one data folder: it fills one card at a time, in the order they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.given = 0  # cards that it has now; whoever asks for one says so before, and when it is there
        self._turns = Condition()
        self._sent = self._answered = 0  # of the process that stands now
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self._cannot_fill: int | None = None  # the school with which it never came to stand
        self.is_ready = False

    def fill(self, asked: dict[str, Any]) -> str | None:
        """Return a card as JSON text; None where this process had better fill it itself."""
        with self._turns:
            line = self._standing(asked["generation"])
            if line is None:
                return None
            try:
                line.send_bytes(json.dumps(asked).encode())
            except OSError as error:
                self._end(error)
                return None
            turn, self._sent = self._sent, self._sent + 1
            self._turns.wait_for(lambda: self._line is not line or self._answered == turn)
            if self._line is not line:
                return None
        return self._answer(line)

    def _standing(self, generation: int) -> Connection | None:
        """Return the line to it when it takes cards by now; begin it where it has not begun."""
        if self._line is None:
            if self._cannot_fill == generation:
                return None
            ours, theirs = get_context("spawn").Pipe()
            target = import_module("dashboard.shell.second_process").work
            process = get_context("spawn").Process(target=target, args=(self._folder, theirs), daemon=True)
            process.start()
            theirs.close()
            self._line, self._process = ours, process
        try:
            if not self.is_ready and self._line.poll():
                self.is_ready = self._line.recv_bytes() == READY
        except (OSError, EOFError) as error:
            # Begun again, it would end again: its code is newer than the school, or there is no room for it.
            self._cannot_fill = generation
            self._end(error)
        return self._line if self.is_ready else None

    def _answer(self, line: Connection) -> str | None:
        """Return what it makes of the card whose turn it is; None where it makes nothing any more."""
        try:
            if not line.poll(PATIENCE):
                raise OSError("no answer")
            answer = line.recv_bytes().decode() or None
        except (OSError, EOFError) as error:
            with self._turns:
                self._end(error)
            return None
        with self._turns:
            self._answered += 1
            self._turns.notify_all()
        return answer

    def _end(self, error: Exception) -> None:
        """Stop it; the next card that could use it begins another."""
        log.warning("The second process ended (%s).", type(error).__name__)
        self.stop()

    def stop(self) -> None:
        """Stop it, and let go of whoever waits for it."""
        if self._process:
            self._process.kill()
        if self._line:
            self._line.close()
        self._process = self._line = None
        self._sent = self._answered = 0
        self.is_ready = False
        self._turns.notify_all()


_second: list[Second] = []
_freed = Condition()
_here: list[None] = []  # one for each card that this process fills at this moment


def begin(folder: Path) -> None:
    """Let a second process help with the cards of this folder from now on."""
    _second[:] = [Second(folder)]


def card(
    store: "Store",
    what: tuple[Hashable, ...],
    params: dict[str, object],
    answer: Fill,
    sent: dict[str, Any],
    make: Callable[[], dict[str, Any]],
) -> dict[str, Any]:
    """Return a card: from memory where the same was asked before, else from whichever process is free.

    ``what`` and ``params`` name it in memory; ``answer`` and ``sent`` are the callback and what it was sent.
    """
    # Kept as text: its size is known to the memory, and nobody can change what others will read.
    kept = remember(store, what, params, lambda: in_one_of_two(answer, sent, make))
    context.keep_answer()
    return cast(dict[str, Any], json.loads(kept))


def in_one_of_two(answer: Fill, sent: dict[str, Any], make: Callable[[], dict[str, Any]]) -> str:
    """Return a card as JSON text: what ``make`` makes, or the second process where this one is busy.

    ``answer`` is the callback, which the second process finds by module and name; ``sent`` is what it was
    sent, as JSON has it.
    """
    helper = _second[0] if _second and found(answer.__module__, answer.__name__) is answer else None
    if helper and goes_there(helper):
        name = {"module": answer.__module__, "name": answer.__name__, "viewer": context.viewer()}
        try:
            text = helper.fill({**name, "generation": context.store().generation, "sent": sent})
        finally:
            with _freed:
                helper.given -= 1
                _freed.notify()
        if text is not None:
            return text
    with _filling_here():
        return str(to_json_plotly(make()))


def goes_there(helper: Second) -> bool:
    """Say whether a card goes to the second process, which then has one more.

    Once that stands ready, a card waits a while for one of the two to be free: several threads that fill
    cards in one process only keep one another from going on. One card waits there already while it fills
    another: to hand it the next only when it is done would leave it idle until this process has time.
    """
    with _freed:
        if helper.is_ready:
            _freed.wait_for(lambda: not _here or helper.given < AHEAD, LONGEST_WAIT)
        is_there = bool(_here) and helper.given < (AHEAD if helper.is_ready else 1)
        helper.given += is_there
        return is_there


@contextmanager
def _filling_here() -> Iterator[None]:
    """Note that this process fills a card."""
    with _freed:
        _here.append(None)
    try:
        yield
    finally:
        with _freed:
            _here.pop()
            _freed.notify()


def found(module: str, name: str) -> Fill | None:
    """Return a callback by module and name; None where there is none by that name."""
    fill: Fill | None = getattr(import_module(module), name, None)
    return fill
