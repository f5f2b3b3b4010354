"""Plain English from figures, the same words for the same figures: what a governor can read aloud.

Nothing here draws a conclusion that the figures do not: a gap that chance could make is called so,
a group too small to compare is not compared, and the words say what happened, never whose fault it is.
"""

from collections.abc import Mapping
from datetime import date
from math import floor, isnan, log10
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.statistics import (
    AdjustedDifference,
    Gap,
    ShuffleTest,
    change_between,
    pupils_behind,
    sessions_behind,
)
from dashboard.viewer import FEWEST
from dashboard.wording import BROUGHT_BY, SIGNED, VERBS, Verb, group_noun, reference_noun

if TYPE_CHECKING:  # reading the measures needs DuckDB; wording a figure does not
    from dashboard.measures import Measure

Row = Mapping[str, Any] | pd.Series
CHANCE = "The difference cannot be told from chance."


def rounded(value: float, places: int = 0) -> float:
    """Round half up, as people do: Python's ``round`` makes 14 of 14.5."""
    scale: float = 10.0**places
    return floor(value * scale + 0.5 + 1e-9) / scale


def so_far(period: str, today: date | None = None) -> str:
    """Say how a year or term is there whose end the data do not reach: ``so far``; long past, ``in part``."""
    year = int(period.partition("/")[0].rpartition(" ")[2])
    return "so far" if year >= (today or date.today()).year - 1 else "in part"


def digits(value: float, measure: "Measure") -> str:
    """Write the bare number as it is said: ``17`` of 0.17, ``7.4`` of 0.074, ``104`` of 103.8 points."""
    if measure.kind == "proportion":
        return f"{rounded(100 * value):.0f}"
    number = 100 * value if measure.kind == "ratio" else value
    places = 0 if abs(number) >= 100 or abs(number - round(number)) < 1e-9 else 1
    return f"{rounded(number, places) + 0.0:,.{places}f}"


def as_said(value: float, measure: "Measure") -> str:
    """Say the value of a group: ``17 in 100``, ``7.4%``, ``4.6 points``, ``0.3 points below target``."""
    if measure.kind == "proportion":
        return _share_as_said(value)
    if measure.kind == "ratio":
        return "less than 0.1%" if 0 < value < 0.0005 else f"{digits(value, measure)}%"
    number = with_unit(digits(value, measure), measure.unit)
    if measure.name not in SIGNED:
        return number
    words = SIGNED[measure.name]
    if float(digits(value, measure).replace(",", "")) == 0:
        return words.level
    return (words.above if value > 0 else words.below).format(number.removeprefix("-"))


def _share_as_said(value: float) -> str:
    """Say a share of pupils."""
    if value <= 0:
        return "none"
    if value >= 1:
        return "all"
    if value < 0.01:
        return "fewer than 1 in 100"
    return "more than 99 in 100" if value >= 0.995 else f"{rounded(100 * value):.0f} in 100"


def size_as_said(difference: float, measure: "Measure") -> str:
    """Say how big a gap is, whichever way it goes: ``17 in 100``, ``3.1 in 100 sessions``, ``0.9 points``."""
    number = digits(abs(difference), measure)
    unit = {"proportion": "in 100", "ratio": "in 100 sessions"}.get(measure.kind, measure.unit)
    if float(number.replace(",", "")) == 0:
        number = "less than 1" if measure.kind == "proportion" else "less than 0.1"
    return with_unit(number, unit)


def with_unit(number: str, unit: str) -> str:
    """Put a number before its unit: ``4.6 points``, ``1 point``."""
    one = number.removeprefix("-") == "1" and " " not in unit
    return f"{number} {unit.removesuffix('s') if one else unit}"


def gap_sentence(row: Row, reference: Row, measure: "Measure", characteristic: str, change: str = "") -> str:
    """Say how a group compares with its reference: who, by how much, how sure, about how many pupils.

    Both rows come from a gap frame, after the viewer's rule. ``change`` is what ``change_words`` returns.
    """
    return " ".join(gap_sentences(row, reference, measure, characteristic, change))


def gap_sentences(
    row: Row, reference: Row, measure: "Measure", characteristic: str, change: str = ""
) -> list[str]:
    """Return what ``gap_sentence`` says, a sentence at a time: who first, or why nothing can be said."""
    if not (row["pupils"] > 0 or reference["pupils"] > 0 or row["hidden"] or reference["hidden"]):
        return [no_data_sentence(measure)]
    if row["hidden"] or reference["hidden"]:
        return [f"Too few pupils to show: figures that rest on fewer than {FEWEST} stay hidden."]
    fewest = min(row["pupils"], reference["pupils"])
    if fewest < FEWEST:
        return [f"Too few pupils to compare ({fewest:.0f})."]
    values = as_said(row["value"], measure), as_said(reference["value"], measure)
    difference = 0.0 if values[0] == values[1] else row["difference"]
    who = _compared(characteristic, row["group"], reference["group"], difference, measure)
    first = f"{who[0].upper()}{who[1:]}: {values[0]} against {values[1]}."
    return [first, *_how_big(row, reference, measure, change)]


def _compared(characteristic: str, group: str, reference: str, difference: float, measure: "Measure") -> str:
    """Say who does more or less than whom: ``girls score higher than boys``."""
    verb = verbs(measure)
    doing = verb.more if difference > 0 else verb.less if difference < 0 else verb.same
    other = reference_noun(characteristic, group, reference)
    return f"{group_noun(characteristic, group)} {doing} {other}"


def _how_big(row: Row, reference: Row, measure: "Measure", change: str) -> list[str]:
    """Return the sentences about the size of the gap and about chance."""
    if row["difference"] == 0:
        return ["No gap" + (f"; {change}." if change else ".")]
    parts = [
        f"A gap of {size_as_said(row['difference'], measure)}{between(row, measure)}",
        *_behind(row, measure),
    ]
    told = [", ".join(parts) + (f"; {change}." if change else ".")]
    if not row["clear"]:
        told.append(CHANCE)
    told += rounding_noted(row["value"], reference["value"], row["difference"], measure)
    return told


def rounding_noted(value: float, other: float, difference: float, measure: "Measure") -> list[str]:
    """Say that figures are rounded where two values as said do not differ by the gap as said."""
    own, others, gap = (
        float(digits(each, measure).replace(",", "")) for each in (value, other, abs(difference))
    )
    return [] if round(abs(own - others) - gap, 6) == 0 else ["Figures are rounded."]


def between(row: Row, measure: "Measure") -> str:
    """Say the interval: `` (between 12 and 22)``, or with words where it goes both ways."""
    low, high = row["difference_low"], row["difference_high"]
    if isnan(low) or isnan(high):
        return ""
    if low > 0 or high < 0:
        ends = sorted((abs(low), abs(high)))
        return f" (between {_end_as_said(ends[0], measure)} and {_end_as_said(ends[1], measure)})"
    fewer, more = ("fewer", "more") if measure.kind == "proportion" else ("lower", "higher")
    below, above = digits(-low, measure), digits(high, measure)
    least = "no gap" if _is_nothing(below) else f"{below} {fewer}"
    most = "no gap" if _is_nothing(above) and least != "no gap" else f"{above} {more}"
    return f" (from {least} to {most})"


def _end_as_said(size: float, measure: "Measure") -> str:
    """Write an end that leaves out 0; with two digits where one would say 0, as on scales of a few points."""
    number = digits(size, measure)
    is_nothing = measure.kind != "proportion" and _is_nothing(number)
    return f"{rounded(100 * size if measure.kind == 'ratio' else size, 2):.2f}" if is_nothing else number


def _is_nothing(number: str) -> bool:
    """Say whether a number reads as 0."""
    return float(number.replace(",", "")) == 0


def _behind(row: Row, measure: "Measure") -> list[str]:
    """Say what the gap comes to: ``about 41 pupils``, ``about 950 sessions``; nothing for means."""
    pupils = pupils_behind(row["difference"], row["pupils"], measure.kind)
    if pupils >= 1.5:
        return [f"about {rounded(pupils):,.0f} pupils"]
    if not isnan(pupils):
        return ["about 1 pupil" if pupils >= 0.5 else "less than one pupil"]
    sessions = sessions_behind(row["difference"], row.get("denominator", np.nan), measure.kind)
    if isnan(sessions) or sessions < 1.5:
        return []
    return [f"about {rounded(sessions, 1 - floor(log10(sessions))):,.0f} sessions"]


def verbs(measure: "Measure") -> Verb:
    """Return the measure's own words, or ones made from its title."""
    title = measure.title[0].lower() + measure.title[1:]
    stiff = Verb(
        f"have a higher figure for {title} than",
        f"have a lower figure for {title} than",
        f"have about the same figure for {title} as",
    )
    return VERBS.get(measure.name, stiff)


def no_data_sentence(measure: "Measure") -> str:
    """Say that nothing is there yet, and which import brings it."""
    table = BROUGHT_BY.get(measure.name) or BROUGHT_BY[measure.area]
    return f"No data on {measure.title.lower()}: import {table} to see it."


def change_words(now: Gap, before: Gap, measure: "Measure", when: str = "last year") -> str:
    """Say the gap of an earlier period and whether it has moved: ``last year 19: no clear change``."""
    if isnan(before.difference) or isnan(now.difference):
        return f"no figure for {when}"
    size = digits(abs(before.difference), measure)
    said = f"{when} {size}"
    other_way = now.difference * before.difference < 0 and not _is_nothing(size)
    if other_way:
        said += " the other way"
    change = change_between(now, before)
    if isnan(change.low):
        return said
    if not change.clear:
        return f"{said}: no clear change"
    if other_way:
        return f"{said}: a clear change"
    narrower = abs(now.difference) < abs(before.difference)
    return f"{said}: the gap has {'narrowed' if narrower else 'widened'}"


def moved_by(change: Gap, pupils: float, measure: "Measure") -> str:
    """Say how far a gap has moved, how sure that is, and of how many pupils it is said."""
    row = {"difference_low": change.low, "difference_high": change.high}
    of_pupils = "" if isnan(pupils) else f", {pupils:,.0f} pupils"
    return f"A change of {size_as_said(change.difference, measure)}{between(row, measure)}{of_pupils}."


def after_baseline_sentence(
    adjusted: AdjustedDifference, measure: "Measure", characteristic: str, group: str, reference: str
) -> str:
    """Say what is left of a gap between pupils who started at the same level."""
    if isnan(adjusted.difference) or min(adjusted.group_pupils, adjusted.reference_pupils) < FEWEST:
        return "Too few pupils with a starting point to compare those who started level."
    gap = {"difference_low": adjusted.low, "difference_high": adjusted.high}
    who = _compared(characteristic, group, reference, adjusted.difference, measure)
    size = f"a gap of {size_as_said(adjusted.difference, measure)}{between(gap, measure)}"
    told = [f"Among pupils who started at the same level, {who}: {size}."]
    if not adjusted.clear:
        told.append(CHANCE)
    if adjusted.left_out:
        noun, verb = ("pupil", "is") if adjusted.left_out == 1 else ("pupils", "are")
        told.append(
            f"{adjusted.left_out:,} {noun} without a starting point on the same scale {verb} left out."
        )
    return " ".join(told)


def shuffle_sentence(test: ShuffleTest) -> str:
    """Say how often chance alone would give a gap as big."""
    if isnan(test.share):
        return "There are no two groups to split at random."
    times = rounded(100 * test.share)
    if test.share < 0.01:
        often = "fewer than 1 time in 100"
    else:
        often = (
            "almost every time" if times > 99 else f"{times:.0f} {'time' if times == 1 else 'times'} in 100"
        )
    return f"A random split of pupils into groups of these sizes gives a gap as big {often}."
