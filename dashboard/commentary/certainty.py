"""How sure a sentence may be: one declared table from what chance could do to words.

The share is read back from the figure's own 95 % interval, so that words and interval never disagree:
what is ``likely`` or ``clear`` has an interval that leaves out 0, and nothing else has.
"""

from dataclasses import dataclass
from math import isnan

from dashboard.sentences import CHANCE, Row
from dashboard.statistics.chance import SURE, chance


@dataclass(frozen=True)
class Grade:
    """One step of certainty: the words for it, and how rarely chance alone must make such a figure."""

    words: str
    rarer_than: float
    sentence: str
    meaning: str


# From the surest to the least sure; the first whose bound the share of chance is under holds.
CERTAINTY = (
    Grade(
        "clear",
        0.01,
        "The difference is clear.",
        "If there were no difference, chance would make one as wide fewer than 1 time in 100.",
    ),
    Grade(
        "likely",
        SURE,
        "The difference is likely to be real.",
        "If there were no difference, chance would make one as wide fewer than 5 times in 100.",
    ),
    Grade(
        "cannot be told from chance",
        float("inf"),
        CHANCE,
        "In groups of this size, a difference as wide often comes and goes by itself.",
    ),
)
CLEAR, LIKELY, UNSURE = CERTAINTY
# A gap that was picked because it is wide, of many that were looked at.
PICKED = Grade(
    "may be chance",
    float("inf"),
    "The difference may be chance: of {} looked at, some come out as wide by themselves.",
    "Clear by itself, but picked as the widest of many: of twenty differences one is that wide by chance.",
)


def grade_of(difference: float, low: float, high: float, pupils: float, looks: int = 1) -> Grade:
    """Return how sure a difference is. ``looks``: how many were looked at to find this one.

    ``pupils`` is the number in the group that it is about. Without an interval it is never sure.
    """
    share = float(chance(difference, low, high, pupils))
    if isnan(share) or share >= SURE:
        return UNSURE
    held = share * max(looks, 1)
    return next((grade for grade in (CLEAR, LIKELY) if held < grade.rarer_than), PICKED)


def grade_of_row(row: Row, looks: int = 1) -> Grade:
    """Return how sure a row of a gap frame is; where its interval is hidden, by whether it is clear."""
    if isnan(row["difference_low"]) or isnan(row["difference_high"]):
        return LIKELY if row["clear"] else UNSURE
    ends = row["difference"], row["difference_low"], row["difference_high"]
    return grade_of(*ends, row["pupils"], looks) if row["clear"] else UNSURE


def said(grade: Grade, looks: int = 1) -> str:
    """Return a grade's sentence."""
    return grade.sentence.format(looks)
