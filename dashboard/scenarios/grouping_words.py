"""How a plan for classes is said: the sentence and the caveat."""

from dataclasses import dataclass

import pandas as pd

from dashboard.scenarios.evidence import Effect
from dashboard.scenarios.grouping_terms import Whole

WORDS = {
    "disadvantaged": "disadvantaged pupils",
    "sen": "pupils with SEN",
    "eal": "pupils with EAL",
    "sex F": "girls",
    "sex M": "boys",
    "persistently absent": "pupils who miss a tenth of school or more",
    "low attainment": "pupils in the lowest quarter of results",
    "high attainment": "pupils in the highest quarter of results",
    "no result": "pupils without a result",
}
KIND = {
    "mixed": "mixed classes",
    "sets": "sets",
    "half-year sets": "half-year sets",
    "bands": "classes in bands",
}
EXACT = "We can count who sits with whom exactly."


@dataclass(frozen=True)
class Story:
    """What the words are made from; ``half_way``: moves and share; ``way``: share of the unevenness gone."""

    scheme: str
    sizes: Whole
    today_sizes: Whole | None
    cost_of_class: float | None
    moved: int | None
    half_way: tuple[int, float] | None
    way: float | None
    separation: pd.DataFrame
    lowest: pd.DataFrame
    lowest_today: pd.DataFrame
    effect: Effect


def said(group: str) -> str:
    """Return a group of pupils as a sentence says it."""
    return WORDS.get(group, f"pupils of {group}")


def sentence_of(story: Story) -> str:
    """Say what the classes would be made of, by the first group compared, and what it takes to get there."""
    begin = f"In {len(story.sizes)} {KIND[story.scheme]}"
    if story.separation.empty:
        return f"{begin}, classes would hold {span(int(story.sizes.min()), int(story.sizes.max()))} pupils."
    row = story.separation.iloc[0]
    who = said(str(row["group"]))
    told = (
        f"{begin}, the number of {who} in a class would run from {row['fewest']:.0f} to {row['most']:.0f}. "
        if row["most"] - row["fewest"] > 1
        else f"{begin}, every class would have {span(int(row['fewest']), int(row['most']))} {who}. "
    )
    usual = f"{row['fewest_by_chance']:.0f} to {row['most_by_chance']:.0f}"
    told += f"Drawing names from a hat would usually give {usual}."
    if not pd.isna(row["fewest_today"]):
        told += f" Today it runs from {row['fewest_today']:.0f} to {row['most_today']:.0f}."
    return told + _moving(story)


def caveat_of(story: Story) -> str:
    """Say what the counts do not tell."""
    return f"{EXACT} {story.effect.words}"


def _moving(story: Story) -> str:
    if story.moved is None or story.scheme != "mixed":
        return ""
    if story.way is not None:
        return (
            f" Moving {counted(story.moved)} gets you {100 * story.way:.0f} % of the way from today's "
            "classes to classes as even as whole pupils allow."
        )
    told = f" That takes moving {counted(story.moved)}"
    if story.half_way is None:
        return f"{told}."
    return f"{told}; moving {story.half_way[0]} gets you half-way."


def counted(pupils: int) -> str:
    """Return a number of pupils in words."""
    return "1 pupil" if pupils == 1 else f"{pupils} pupils"


def span(low: int, high: int) -> str:
    """Say the smallest and the largest of whole numbers."""
    if low == high:
        return f"{low}"
    return f"{low} or {high}" if high == low + 1 else f"{low} to {high}"
