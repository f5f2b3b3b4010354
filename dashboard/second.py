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
READY = b"ready"

Fill = Callable[..., dict[str, Any]]

log = logging.getLogger(__name__)


class Second:
    """The second process of one data folder: one card at a time, and none while it is not ready."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.is_busy = False  # whoever asks it says so before, and afterwards that it is not
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self.is_ready = False

    def fill(self, asked: dict[str, Any]) -> str | None:
        """Return a card as JSON text; None where this process had better fill it itself."""
        try:
            return self._answer(asked) if self._stands() else None
        except (OSError, EOFError) as error:
            log.warning("The second process ended (%s); another begins.", type(error).__name__)
            self._end()
            return None

    def _stands(self) -> bool:
        """Say whether it takes cards by now; begin it where it has not begun."""
        if self._line is None:
            ours, theirs = get_context("spawn").Pipe()
            target = import_module("dashboard.shell.second_process").work
            process = get_context("spawn").Process(target=target, args=(self._folder, theirs), daemon=True)
            process.start()
            theirs.close()
            self._line, self._process = ours, process
        if not self.is_ready and self._line.poll():
            self.is_ready = self._line.recv_bytes() == READY
        return self.is_ready

    def _answer(self, asked: dict[str, Any]) -> str | None:
        """Return what it makes of a card. Raises OSError or EOFError where it makes nothing any more."""
        line = self._line
        if line is None:
            return None
        line.send_bytes(json.dumps(asked).encode())
        if not line.poll(PATIENCE):
            raise OSError("no answer")
        return line.recv_bytes().decode() or None

    def _end(self) -> None:
        """Stop it; the next card that could use it begins another."""
        if self._process:
            self._process.kill()
        if self._line:
            self._line.close()
        self._process = self._line = None
        self.is_ready = False


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
                helper.is_busy = False
                _freed.notify()
        if text is not None:
            return text
    with _filling_here():
        return str(to_json_plotly(make()))


def goes_there(helper: Second) -> bool:
    """Say whether a card goes to the second process, which is then busy with it.

    Once that stands ready, a card waits a while for one of the two to be free: several threads that fill
    cards in one process only keep one another from going on.
    """
    with _freed:
        if helper.is_ready:
            _freed.wait_for(lambda: not (_here and helper.is_busy), LONGEST_WAIT)
        is_there = bool(_here) and not helper.is_busy
        helper.is_busy = helper.is_busy or is_there
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
