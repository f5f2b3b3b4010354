"""The sentences over the two lists: how many are to ring, and why; how many have come back."""

import pandas as pd

from dashboard.attendance.ring import MOST_FIRST, WHOLE_WEEK, Times
from dashboard.attendance.words import pupils

KINDS = {
    "severe": ("now misses half of school", "now miss half of school"),
    "crossed": ("now misses a tenth", "now miss a tenth"),
    "unexplained": ("has absences without a reason", "have absences without a reason"),
    "soon": ("is close to a tenth", "are close to a tenth"),
}


def first_sentence(first: pd.DataFrame, everybody: pd.DataFrame, times: Times, knows_contacts: bool) -> str:
    """Say whom to ring today, and how many more have a reason for a call."""
    more = len(everybody) - min(len(first), MOST_FIRST)
    has = "pupil has" if more == 1 else "pupils have"
    others = f"{more:,} more {has} a reason for a call" if more else ""
    lately = (
        f" and not spoken with about attendance in the last {times.unexplained}" if knows_contacts else ""
    )
    if first.empty:
        new = f"Nobody is new to ring this week{lately}."
        return f"{new} {others}: choose \u201cAll\u201d below." if others else new
    whole = {
        "unexplained": (
            f"has {WHOLE_WEEK} sessions or more without a reason",
            f"have {WHOLE_WEEK} sessions or more without a reason",
        )
    }
    counted = f"{pupils(len(first))} to ring first, new in the latest week{lately}: "
    cut = f" Shown are the {MOST_FIRST} gravest." if len(first) > MOST_FIRST else ""
    return counted + _counts(first, KINDS | whole) + "." + cut + (f" {others}." if others else "")


def ring_sentence(rows: pd.DataFrame, times: Times) -> str:
    """Say how many pupils the whole list holds, and why."""
    if rows.empty:
        return f"Nobody has crossed a line in the last {times.lately}, and nobody is close to one."
    why = _counts(rows, KINDS)
    return f"{pupils(len(rows))} to ring: {why}. Each is counted once, by the gravest reason."


def _counts(rows: pd.DataFrame, words: dict[str, tuple[str, str]]) -> str:
    """Say how many pupils are on the list for each reason."""
    counts = rows["kind"].value_counts()
    return ", ".join(
        f"{counts[kind]:,} {one if counts[kind] == 1 else several}"
        for kind, (one, several) in words.items()
        if kind in counts
    )


def back_sentence(number: int, times: Times) -> str:
    """Say how many have come back."""
    if not number:
        return f"Nobody's attendance has clearly come back in the last {times.lately}."
    return (
        f"{pupils(number)} missed a tenth or more of school before, and less than 5 in 100 sessions "
        f"in the last {times.lately}."
    )
