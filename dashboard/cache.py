"""Remember what was worked out: a second reader of the same figure waits for nothing.

A newly published school has a new generation, so that nothing of the old one is found again.
"""

import os
import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np
import pandas as pd

from dashboard.query import run

if TYPE_CHECKING:
    from dashboard.store.opening import Store

FEWEST_BYTES, MOST_BYTES = 256 << 20, 1 << 30
PART_OF_MEMORY = 32
BYTES_A_TEXT = 60

Value = TypeVar("Value")
Key = tuple[str, int, tuple[Hashable, ...], Hashable]  # the data folder, its generation, what, of what


def room() -> int:
    """Return how many bytes may be remembered: a small part of the machine's memory.

    Fifty schools fill 210 MB before the first click, one school a few.
    """
    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # Windows does not say
        return FEWEST_BYTES
    return min(max(memory // PART_OF_MEMORY, FEWEST_BYTES), MOST_BYTES)


ROOM = room()
_values: OrderedDict[Key, tuple[object, int]] = OrderedDict()
_taken = [0]  # bytes, of all values together
_lock = Lock()
_turns: dict[Key, Lock] = {}


def fetch(store: "Store", name: str, **params: object) -> pd.DataFrame:
    """Return the rows of a query, run once for each generation and set of parameters.

    An empty list is handed on as none: both mean "all", and DuckDB plans none in half the time.
    """
    bound = {key: None if value == [] else value for key, value in params.items()}
    return remember(store, (name,), bound, lambda: run(store.connection(), name, **bound))


def remember(
    store: "Store", what: tuple[Hashable, ...], params: dict[str, object], make: Callable[[], Value]
) -> Value:
    """Return what ``make`` made when first asked for it with these parameters.

    ``what`` names it, and the viewer where it depends on who looks. Frames come as copies,
    so that a reader may change them.
    """
    key = _key(store, what, params)
    found = _found(key)
    if found is None:
        with _lock:
            turn = _turns.setdefault(key, Lock())
        with turn:  # the cards of a page ask for the same rows at once: one works them out, the others wait
            found = _found(key) or _kept(key, make)
    return _own(cast(Value, found[0]))


def kept_text(store: "Store", what: tuple[Hashable, ...]) -> bytes | None:
    """Return the text kept under this name for this school; None where there is none, or none any more."""
    found = _found(_key(store, what, {}))
    return None if found is None else cast(bytes, found[0])


def keep_text(store: "Store", what: tuple[Hashable, ...], value: bytes) -> None:
    """Remember a text that was made elsewhere."""
    _kept(_key(store, what, {}), lambda: value)


def _key(store: "Store", what: tuple[Hashable, ...], params: dict[str, object]) -> Key:
    """Return under what a value is kept."""
    return str(store.folder), store.generation, what, _hashable(params)


def _found(key: Key) -> tuple[object, int] | None:
    """Return what is remembered under this key, with its size."""
    with _lock:
        if key in _values:
            _values.move_to_end(key)
        return _values.get(key)


def _kept(key: Key, make: Callable[[], object]) -> tuple[object, int]:
    """Make a value and remember it."""
    try:
        value = make()
        size = _size(value)
        with _lock:
            _taken[0] += size - _values.get(key, (None, 0))[1]
            _values[key] = (value, size)
            while _taken[0] > ROOM:
                _taken[0] -= _values.popitem(last=False)[1][1]
    finally:
        with _lock:
            _turns.pop(key, None)
    return value, size


def let_go(store: "Store") -> None:
    """Forget what was worked out from schools that this one has replaced: a pupil may be erased since."""
    folder, now = str(store.folder), store.generation
    with _lock:
        for key in [key for key in _values if key[0] == folder and key[1] != now]:
            _taken[0] -= _values.pop(key)[1]


def forget() -> None:
    """Forget everything, so that a benchmark or a test works it out anew."""
    with _lock:
        _values.clear()
        _taken[0] = 0


def _hashable(value: object) -> Hashable:
    """Return a value as a part of a key."""
    if isinstance(value, dict):
        return tuple(sorted((name, _hashable(one)) for name, one in value.items()))
    if isinstance(value, list):
        return tuple(value)
    return value if isinstance(value, Hashable) else repr(value)


def _size(value: object) -> int:
    """Return about how many bytes a value takes; a cell of a frame is a number, or a short text."""
    if isinstance(value, pd.DataFrame):
        return sum(_bytes_a_cell(kind) for kind in value.dtypes) * len(value)
    if isinstance(value, np.ndarray):
        return value.nbytes
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    return sum(map(_size, value)) if isinstance(value, tuple | list) else sys.getsizeof(value)


def _bytes_a_cell(kind: object) -> int:
    """Return about how many bytes a cell of a column of this kind takes."""
    return kind.itemsize if isinstance(kind, np.dtype) and kind.kind != "O" else BYTES_A_TEXT


def _own(value: Value) -> Value:
    """Return a frame that its reader may change: pandas copies what is written to, and only then."""
    return cast(Value, value.copy(deep=False)) if isinstance(value, pd.DataFrame) else value
