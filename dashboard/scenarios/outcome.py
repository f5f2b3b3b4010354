"""What every scenario returns: the same rows in the same order, beside today's, and one plain sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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
Certainty = Literal[
    "cannot be bettered",
    "at most 2 % from the best possible",
    "best found; no guarantee",
]
Report = Callable[[float], None]

ROWS: tuple[Row, ...] = get_args(Row)
CERTAIN: Certainty = "cannot be bettered"
NEARLY: Certainty = "at most 2 % from the best possible"
UNSURE: Certainty = "best found; no guarantee"
NEAR = 0.02


class ImpossibleError(ValueError):
    """A scenario that cannot be: the message says what, why, and which constraints clash."""


@dataclass(frozen=True)
class Line:
    """One cell of the comparison: what it is, today's value, the scenario's, and how it is said aloud.

    ``today`` or ``value`` is None where there is no such number; ``unit`` is for one beside the other
    (``FTE``, ``£``, ``pupils``), empty for a bare number.
    """

    row: Row
    what: str
    today: float | None
    value: float | None
    unit: str
    words: str


@dataclass(frozen=True)
class Outcome:
    """One scenario worked out: a sentence, a caveat, its cells, frames for charts and lists, how sure."""

    sentence: str
    caveat: str
    lines: tuple[Line, ...]
    tables: Mapping[str, pd.DataFrame]
    certainty: Certainty


def in_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the cells in the order of the rows; cells of one row stay as they came."""
    return tuple(sorted(lines, key=lambda line: ROWS.index(line.row)))


def certainty_of(found: float, bound: float) -> Certainty:
    """Say how far an answer is from a bound that none can pass, whichever way is better.

    Both are totals in the same unit. An answer at its bound, to a millionth, cannot be bettered.
    """
    gap = abs(found - bound)
    if gap <= 1e-6 * max(1.0, abs(bound)):
        return CERTAIN
    return NEARLY if gap <= NEAR * abs(bound) else UNSURE


def unheard(share: float) -> None:
    """Report to nobody: the default of every search."""
