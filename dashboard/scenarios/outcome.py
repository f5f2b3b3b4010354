"""What every scenario returns to the page: one sentence, one caveat, the same rows, and its tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Literal, get_args

import pandas as pd

Row = Literal[
    "money",
    "staff",
    "class size",
    "workload",
    "composition",
    "access",
    "outcome range",
    "what we cannot say",
]
ROWS: tuple[Row, ...] = get_args(Row)
CERTAIN = "cannot be bettered"
NEARLY = "at most 2 % from the best possible"
UNSURE = "best found; no guarantee"
NEAR = 0.02
Report = Callable[[float], None]  # takes the share done, 0 to 1; may raise to cancel


class Impossible(ValueError):
    """What was asked for cannot be done; the message is a sentence that says why and what clashes."""


@dataclass(frozen=True)
class Line:
    """One cell of the comparison. ``today`` and ``value`` are in ``unit``; ``words`` is read aloud."""

    row: Row
    what: str
    today: float | None
    value: float | None
    unit: str
    words: str


@dataclass(frozen=True)
class Outcome:
    """The result of one scenario.

    ``certainty`` is "cannot be bettered", "at most 2 % from the best possible" (with its own number),
    or "best found; no guarantee".
    """

    sentence: str
    caveat: str
    lines: tuple[Line, ...]
    tables: Mapping[str, pd.DataFrame]
    certainty: str


def silent(_share_done: float) -> None:
    """Report to nobody."""


def in_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the cells in the order of the rows; cells of one row stay as they came."""
    return tuple(sorted(lines, key=lambda line: ROWS.index(line.row)))


def certainty_of(found: float, bound: float) -> str:
    """Say how far an answer is from a bound that none can pass, whichever way is better.

    Both are totals in the same unit. An answer at its bound, to a millionth, cannot be bettered; of an
    infinite bound nothing follows.
    """
    if not isfinite(bound):
        return UNSURE
    gap = abs(found - bound)
    if gap <= 1e-6 * max(1.0, abs(bound)):
        return CERTAIN
    return NEARLY if gap <= NEAR * abs(bound) else UNSURE
