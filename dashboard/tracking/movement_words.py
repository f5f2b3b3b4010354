"""What the cards about moves say."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from dashboard.tracking.moves import ASSESSMENT, SAID, Moves
from dashboard.tracking.wording import (
    amount,
    between,
    by_chance,
    in_100,
    listed,
    more_or_less,
    parts_in_100,
    pupils,
    signed,
    unit,
)
from dashboard.viewer import FEWEST

WITHOUT_PROGRESS_8 = {2025: "2024/25", 2026: "2025/26"}
NO_PROGRESS_8 = (
    "England has no Progress 8 for {years}: those pupils could sit no key stage 2 tests in 2020 and 2021, "
    "so there is none to show and none is made up here."
)
SETS = (
    "Sets are made by how pupils did since they started, so a top set looks further on whoever teaches it: "
    "read a set beside the same set of another year. "
)
OWN_LINE = "the school's own line, not Progress 8"
NOT_YEAR_11 = (
    "England's table is about GCSE grades in English and maths of Year 11 pupils with key stage 2 scaled "
    "scores: nobody in this choice has all three. Results of Year 11 on the scale GCSE 9-1 and baselines "
    "on the scale KS2 scaled score bring them."
)
NOT_CLEAR = "clearly further on or less far on than pupils who started level"
NO_CLASSES = "no class of this subject here. Import classes and class_members to see it class by class."
NO_STARTS = (
    "nobody here has both a result and a starting point. Import results with rows of kind baseline: "
    "an entry test, or key stage 2 scaled scores."
)
PULL = "those who begin far from the middle come nearer to it, whatever a school does."
NO_PULL = "leads have not shrunk, so there is nothing of that kind to allow for."
THIRDS = ("Lowest third of starters", "Middle third", "Highest third")


def source_named(source: str) -> str:
    """Return the name of what a move is measured from."""
    return SAID.get(source) or source.removeprefix(ASSESSMENT)


def nothing_moved(moves: Moves, others: Mapping[str, str]) -> str:
    """Say why nobody has moved: no result, or nothing earlier; and what would bring it."""
    if not moves.unpaired:
        return (
            f"No results in {moves.subject} in these dates for this choice: choose other dates or pupils "
            "above, or import results."
        )
    earlier = [name for source, name in others.items() if source.startswith(ASSESSMENT)]
    if earlier:
        return (
            f"Nobody with a result in {moves.subject} has a value from {source_named(moves.source)}: "
            f"choose another under From ({listed(earlier[:3])}), or import baselines."
        )
    return (
        f"{moves.subject} has one assessment only, so nobody can have moved yet. Import an earlier one "
        "with the results, or baselines (results with rows of kind baseline)."
    )


def moved_sentence(moves: Moves) -> str:
    """Say how many are higher, level and lower than where they began; on two scales how many moved at all."""
    count = len(moves.pairs)
    where = f"{moves.subject}, from {source_named(moves.source)} to the latest result: {pupils(count)}"
    if not moves.is_one_scale:
        return (
            f"{where}, from {moves.from_scale} to {moves.scale}. The scales differ, so a move has no size "
            "of its own: read along a row where pupils of one start are now."
        )
    higher, same = int((moves.result > moves.start).sum()), int((moves.result == moves.start).sum())
    parts = parts_in_100([higher, same, count - higher - same])
    return f"{where}. {parts[0]} are higher than they were, {parts[1]} the same, {parts[2]} lower."


def left_out(moves: Moves) -> list[str]:
    """Say whom the figure leaves out."""
    others = (
        f"{pupils(moves.others)} on other scales left out: scales are never mixed" if moves.others else ""
    )
    missing = f"{pupils(moves.unpaired)} without a value to start from left out" if moves.unpaired else ""
    return [missing, others]


def flows_sentence(rows: list[dict[str, Any]], parts: tuple[str, str, str], top: str = "") -> str:
    """Say of the lowest and the highest start with enough pupils how many are in the last part.

    Nobody rises from the ``top`` grade of a scale: of those is said how many are there still.
    """
    told = [row for row in rows if row["pupils"] >= FEWEST]
    if not told:
        return f"No starting level has {FEWEST} pupils, too few to read a pattern from."
    now = f"{parts[2][0].lower()}{parts[2][1:]}"
    said = [
        f"{pupils(row['pupils'])} who started at {row['level']}, {in_100(row['shares'][2])}"
        for row in ([told[0], told[-1]] if len(told) > 1 else told)
        if row["level"] != top
    ]
    if told[-1]["level"] == top:
        still = f"{pupils(told[-1]['pupils'])} who started at {top}, the highest grade"
        still += f", {in_100(told[-1]['shares'][1])} are there still."
        return f"Of {said[0]} are {now} now; of {still}" if said else f"Of {still}"
    return f"Of {said[0]} are {now} now" + (f"; of {said[1]}." if len(said) > 1 else ".")


def national_sentence(rows: pd.DataFrame, grade: int) -> str:
    """Say how the school's Year 11 stands beside England's, band by band, as chance allows."""
    told = rows[rows["pupils"] >= FEWEST]
    if rows.empty:
        return NOT_YEAR_11
    mine = float(rows["positive"].sum() / rows["pupils"].sum())
    national = float((rows["national"] * rows["pupils"]).sum() / rows["pupils"].sum())
    above = int((told["low"] > told["national"]).sum())
    below = int((told["high"] < told["national"]).sum())
    apart = [f"{count} clearly {word}" for count, word in ((above, "above"), (below, "below")) if count]
    unclear = len(told) - above - below
    apart += [f"{unclear} where chance could explain the difference"] if unclear else []
    if not above + below:
        apart = ["none clearly above or below"]
    bands = f" Of {len(told)} bands with enough pupils: {listed(apart)}." if len(told) else ""
    return (
        f"{in_100(mine)} of {pupils(int(rows['pupils'].sum()))} in Year 11 have grade {grade} or more in "
        "both English and maths; with England's 2023/24 shares for the same starts it would be "
        f"{in_100(national)}.{bands}"
    )


def progress_8(first: date, last: date) -> str:
    """Say that England has no Progress 8 for the exam years that the dates touch; nothing for others."""
    years = [
        name
        for year, name in WITHOUT_PROGRESS_8.items()
        if first <= date(year, 8, 31) and last >= date(year - 1, 9, 1)
    ]
    return NO_PROGRESS_8.format(years=listed(years)) if years else ""


def added_sentence(rows: pd.DataFrame, noun: str, subject: str) -> str:
    """Say how many stand clearly apart from what their starts lead to expect, without an order of merit."""
    told = rows[rows["pupils"] >= FEWEST]
    if told.empty:
        return f"{subject}: no {noun} has {FEWEST} pupils with a result and a starting point."
    above, below = int((told["low"] > 0).sum()), int((told["high"] < 0).sum())
    parts = [
        f"{count} clearly {word} than pupils who started level"
        for count, word in ((above, "further on"), (below, "less far on"))
        if count
    ]
    unclear = len(told) - above - below
    parts += [f"{unclear} that cannot be told from chance"] if unclear else []
    nouns = noun if len(told) == 1 else {"class": "classes"}.get(noun, f"{noun}s")
    if not above + below:
        return f"{subject}, {len(told)} {nouns}: {'none' if len(told) > 1 else 'not'} {NOT_CLEAR}."
    caution = f"Of {len(told)} {nouns} {by_chance(len(told))} would look clear by chance alone."
    return f"{subject}, {len(told)} {nouns}: {listed(parts)}. {caution}"


def middle_sentence(thirds: pd.DataFrame, kept: float, scale: str) -> str:
    """Say the gains of the lowest and the highest starters, and how much of that a straight line expects."""
    low, high = thirds.iloc[0], thirds.iloc[-1]
    if min(low["pupils"], high["pupils"]) < FEWEST:
        return f"Too few pupils to tell low starters from high ones: {FEWEST} in each third are needed."
    told = [
        f"Those who started lowest are {_gain(low['value'], scale)}, those who started highest "
        f"{_gain(high['value'], scale)}.",
        f"A lead of 1 {unit(scale).removesuffix('s')} at the start is {amount(kept, scale)} now: "
        + (PULL if kept < 1 else NO_PULL),
        f"By that alone the lowest third would be {_gain(low['expected'], scale)};",
    ]
    beyond = between(low["beyond_low"], low["beyond_high"])
    if low["beyond_low"] > 0 or low["beyond_high"] < 0:
        told.append(f"they have gained {more_or_less(low['beyond'], scale)} than that{beyond}.")
    else:
        told.append(f"whether they gained more or less than that cannot be told from chance{beyond}.")
    return " ".join(told)


def _gain(number: float, scale: str) -> str:
    """Say a gain: ``1.2 grades higher on the mean``."""
    if signed(number) == "0":
        return "where they were, on average"
    return f"{amount(number, scale)} {'higher' if number > 0 else 'lower'} on average"
