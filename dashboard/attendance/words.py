"""The words of the attendance page."""

from collections.abc import Sequence
from math import isnan

from dashboard.sentences import rounded
from dashboard.statistics import Gap, change_between

CHANCE = "cannot be told from chance"

# Short words for the codes that are met often; the others are shown by what the code table calls them.
REASONS = {
    "I": "Illness",
    "M": "Medical or dental appointment",
    "C": "Leave granted by the school",
    "C1": "Performance or work abroad",
    "C2": "Part-time timetable",
    "E": "Suspended or excluded",
    "J1": "Interview",
    "R": "Religious observance",
    "S": "Study leave",
    "T": "Parent travelling for work",
    "H": "Family holiday granted (until 2024)",
    "G": "Holiday not granted",
    "N": "Reason not yet known",
    "O": "Other or unknown circumstances",
    "U": "After the register closed",
    "L": "Before the register closed",
}


def percent(share: float) -> str:
    """Say a share of sessions: 7.4%; a dash for none."""
    if isnan(share):
        return "\u2013"
    if 0 < share < 0.0005:
        return "less than 0.1%"
    return f"{rounded(100 * share, 1):.1f}%" if share else "0%"


def points(difference: float) -> str:
    """Say how far two shares of sessions are apart, in sessions of 100: 1.9."""
    return f"{rounded(100 * abs(difference), 1):.1f}"


def between(low: float, high: float) -> str:
    """Say an interval of a share; nothing where there is none."""
    return "" if isnan(low) or isnan(high) else f" (between {percent(low)} and {percent(high)})"


def span(gap: Gap) -> str:
    """Say the interval of a difference in sessions of 100; with words where it goes both ways."""
    if isnan(gap.low):
        return ""
    if gap.clear:
        ends = sorted((abs(gap.low), abs(gap.high)))
        return f" (between {points(ends[0])} and {points(ends[1])})"
    return f" (from {points(gap.low)} fewer to {points(gap.high)} more)"


def change(now: Gap, before: Gap) -> str:
    """Say how a share has moved since the same days a year earlier."""
    moved = change_between(now, before)
    was = f"in the same days last year {percent(before.difference)}"
    if isnan(moved.low):
        return was
    if not moved.clear:
        return f"{was}: no clear change"
    return f"{was}: {'more' if moved.difference > 0 else 'less'} is missed now"


def of_sessions(absent: float, possible: float) -> str:
    """Say how many of how many: 12 of 98."""
    return f"{absent:,.0f} of {possible:,.0f}"


def sessions(number: float) -> str:
    """Say a number of sessions."""
    return "1 session" if number == 1 else f"{number:,.0f} sessions"


def pupils(number: float) -> str:
    """Say a number of pupils."""
    return "1 pupil" if number == 1 else f"{number:,.0f} pupils"


def listed(names: Sequence[str]) -> str:
    """Join names as a sentence does: a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
