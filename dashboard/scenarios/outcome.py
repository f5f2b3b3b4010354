"""What every scenario returns to the page: one sentence, one caveat, the same rows, and its tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

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
