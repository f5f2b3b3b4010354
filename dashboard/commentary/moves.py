"""A figure then and now: whether it has moved further than chance would move it, in words."""

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Literal

from dashboard.sentences import as_said, between, digits, size_as_said
from dashboard.statistics import Gap, change_between

if TYPE_CHECKING:
    from dashboard.measures import Measure

Kind = Literal["unchanged", "within chance", "moved"]


@dataclass(frozen=True)
class Move:
    """How a figure has gone: which of three kinds, and the sentence that says it."""

    kind: Kind
    sentence: str


def of_move(then: Gap, now: Gap, measure: "Measure", is_level: bool = False) -> Move:
    """Say how a gap, or a level, differs from what it was: unchanged, within chance, or moved.

    The two are taken as independent, though many pupils are in both: what is called moved has moved. What
    has no interval on one side is within chance until it reads differently and stands on the other side of 0.
    """
    was, is_now = _said(then, then, measure, is_level), _said(now, then, measure, is_level)
    if was == is_now:
        return Move("unchanged", f"It is as it was: {is_now}.")
    told = f"It was {was}, and is now {is_now}"
    change = change_between(now, then)
    if change.clear:
        return Move("moved", f"{told}: more than chance would move it.")
    if not is_level and then.clear and not now.clear:
        return Move("moved", f"{told}: now it cannot be told from chance.")
    if not is_level and then.difference * now.difference < 0 and now.clear:
        return Move("moved", f"{told}: it goes the other way.")
    return Move("within chance", f"{told}: no more than chance would move it.")


def _said(gap: Gap, then: Gap, measure: "Measure", is_level: bool) -> str:
    """Write a figure with its interval: ``9 in 100 (between 5 and 13)``."""
    if is_level:
        return as_said(gap.difference, measure) + _level_between(gap, measure)
    other_way = " the other way" if gap.difference * then.difference < 0 else ""
    row = {"difference_low": gap.low, "difference_high": gap.high}
    return size_as_said(gap.difference, measure) + other_way + between(row, measure)


def _level_between(gap: Gap, measure: "Measure") -> str:
    """Write a level's interval."""
    if isnan(gap.low) or isnan(gap.high):
        return ""
    return f" (between {digits(gap.low, measure)} and {digits(gap.high, measure)})"
