"""The sentences of the support page: to be read aloud, strengths first, with how sure they are."""

from collections.abc import Mapping, Sequence
from math import isnan

import numpy as np
import pandas as pd

from dashboard.sentences import CHANCE
from dashboard.standings import group_to_tell
from dashboard.statistics.survival import Curve
from dashboard.support.needs import Need
from dashboard.wording import group_noun

FOR_LEADERS = "For school leaders: governors see one characteristic at a time, so that no pupil can be known."
NAMES_FOR_LEADERS = "Names are for school leaders at their own screens: here you see groups only."
NO_INTERVENTIONS = (
    "No support is recorded in these days. Import interventions, which says what runs, "
    "and intervention_pupils, which says who is in it."
)
NO_LATER = (
    "Nothing is known yet of what came after the support: there are no later results, or attendance, in "
    "the days chosen. Choose more days above, or import results of the next assessment."
)


def counted(number: float, noun: str = "pupil") -> str:
    """Say a count with its noun: 1 pupil, 1,200 pupils."""
    return f"{number:,.0f} {noun}" if number == 1 else f"{number:,.0f} {noun}s"


def in_100(share: float) -> str:
    """Say a share: 86 in 100."""
    return f"{100 * share:.0f} in 100"


def sentence_case(words: str) -> str:
    """Begin words with a capital."""
    return words[0].upper() + words[1:]


def register_sentence(rows: pd.DataFrame, pupils: int) -> str:
    """Say how much runs, for how many, and how much of it is come to."""
    if rows.empty:
        return NO_INTERVENTIONS
    told = [f"{counted(len(rows), 'intervention')} for {counted(pupils)}."]
    offered, attended = rows["offered"].sum(), rows["attended"].sum()
    if offered > 0:
        told.append(f"They came to {in_100(attended / offered)} of the sessions they were offered.")
    else:
        told.append("How many sessions were had is not known: import sessions_offered and sessions_attended.")
    if rows["cost"].isna().all():
        told.append("No cost is given: import cost in interventions to see what an hour costs.")
    if rows["starts_on"].isna().any() or rows["ends_on"].isna().any():
        open_ended = int(rows["ends_on"].isna().sum())
        if open_ended:
            told.append(f"{counted(open_ended, 'intervention')} {_has(open_ended)} no last day yet.")
    return " ".join(told)


def _has(number: int) -> str:
    """Return has or have."""
    return "has" if number == 1 else "have"


def share_sentence(rows: pd.DataFrame, characteristic: str, of: str) -> str:
    """Say how the share of a group compares with that of its reference: ``of`` says of what."""
    told = group_to_tell(rows[~rows["small"].astype(bool)])
    if told is None:
        return "No two groups here have enough pupils to compare."
    row, reference = told
    who = group_noun(characteristic, row["group"])
    other = group_noun(characteristic, reference["group"])
    shares = [f"{in_100(each['value'])} ({_of(each)})" for each in (row, reference)]
    said = f"{sentence_case(who)}: {shares[0]} {of}; {other}: {shares[1]}."
    return said if row["clear"] else f"{said} {CHANCE}"


def _of(row: pd.Series) -> str:
    """Say how many of how many: 21 of 67."""
    return f"{row['positive']:,.0f} of {row['pupils']:,}"


def need_sentence(need: Need, in_need: int, helped: int, looked_at: int) -> str:
    """Say how many meet the need, and how many of them have help and how many nothing."""
    if not looked_at:
        return f"Nobody's need can be judged in these days. Import {need.brought_by}."
    if not in_need:
        return f"Of {counted(looked_at)} nobody is {need.those}."
    nothing = in_need - helped
    return (
        f"Of {counted(looked_at)}, {in_need:,} {'is' if in_need == 1 else 'are'} {need.those}: "
        f"{helped:,} {_has(helped)} support now, {nothing:,} {_has(nothing)} nothing in place."
    )


DAY = 1 / 7  # of a week
CERTAIN, UNLIKELY = 0.01, 0.05


def clock_sentence(everyone: Curve, groups: Mapping[str, Curve], chance: float, what: str) -> str:
    """Say by when half had support (``what``: "had support"), for everyone and in two groups."""
    if not everyone.pupils:
        return "Nobody was seen to need help in these days."
    who = "those who needed help" if what == "had support" else "those who had support"
    told = [f"{sentence_case(_half(everyone, who, what))}."]
    if len(groups) == 2 and all(curve.pupils for curve in groups.values()):
        parts = [_half(curve, name, what) for name, curve in groups.items()]
        told.append(sentence_case("; ".join(parts)) + ".")
        if not chance < UNLIKELY:
            told.append(CHANCE)
    return " ".join(told)


TOO_FEW_WAITS = "Too few waits have ended to draw how long they are."


def waits_sentence(waited: int, at_once: int, later: int, until: str) -> str:
    """Say how many needed help, how many had it already, how many got it later and how many did not."""
    none = waited - at_once - later
    return (
        f"{counted(waited)} {'was' if waited == 1 else 'were'} seen to need help by {until}: {at_once:,} had "
        f"support already, {f'{later:,}' if later else 'nobody'} got it later, {none:,} had none."
    )


def earlier_days(first: str, last: str) -> str:
    """Say that earlier days are shown than were chosen."""
    return f"In the days chosen it is too soon to see, so this is the year before ({first} to {last})."


def _half(curve: Curve, who: str, what: str) -> str:
    """Say by when it has happened for half: ``half of those flagged had support within 6 weeks``."""
    if not curve.happened:
        return f"none of {who} {what} in these days"
    if isnan(curve.median):
        share, last = float(curve.share[-1]), float(curve.times[-1])
        first = curve.by(0)
        reached = f"{in_100(share)} {_within(last)}"
        if first == share:
            reached = f"{in_100(share)} at once, and nobody since"
        elif first > 0:
            reached = f"{in_100(first)} at once, {reached}"
        return f"fewer than half of {who} {what} in these days: {reached}"
    return f"half of {who} {what} {_within(curve.median)}{_between_weeks(curve)}"


def _within(time: float) -> str:
    """Say a time: at once, within 6 weeks."""
    return "at once" if time < DAY else f"within {weeks(time)}"


def _between_weeks(curve: Curve) -> str:
    """Say the interval of a median, where it has two ends."""
    if isnan(curve.median_low) or isnan(curve.median_high):
        return ""
    low, high = np.ceil(curve.median_low), np.ceil(curve.median_high)
    return "" if low == high else f" (between {low:.0f} and {high:.0f})"


def weeks(number: float) -> str:
    """Say a time in whole weeks, no shorter than it is."""
    return counted(float(np.ceil(round(number, 6))), "week")


def chance_words(chance: float) -> str:
    """Say how often chance alone would set two groups as far apart."""
    if isnan(chance):
        return ""
    often = "fewer than 1 time in 100" if chance < CERTAIN else f"{100 * chance:.0f} times in 100"
    return f"chance alone would set the two lines as far apart {often}"


def load_sentence(at_once: np.ndarray, day: str, is_known: bool = True) -> str:
    """Say how many have one or several interventions on a day; ``is_known``: whether anybody ever had one."""
    total = int(at_once.sum())
    if not total and is_known:
        return f"Nobody here has support on {day}: what there is has ended, or has not begun."
    if not total:
        return f"Nobody has support on {day}. Import intervention_pupils with starts_on to see who does."
    several, many = int(at_once[1:].sum()), int(at_once[2:].sum())
    if not several:
        return f"On {day}, {counted(total)} {_has(total)} support, and nobody has two at once."
    return (
        f"On {day}, {counted(total)} {_has(total)} support: {several:,} of them two at once or more, "
        f"{f'{many:,}' if many else 'nobody'} three or more."
    )


def listed(names: Sequence[str]) -> str:
    """Join names as a sentence does: a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
