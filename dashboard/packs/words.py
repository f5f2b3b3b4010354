"""The sentences of a pack, made from its rounded figures alone: what a governor can read aloud.

They are frozen with the figures: the page and the slides only show them.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from math import isnan, nan
from typing import Any, cast

from dashboard.commentary import gap_question, trend_question
from dashboard.measures import Measure
from dashboard.packs.cohort import EVERYONE, NOT_KNOWN, Outcome
from dashboard.packs.pack import Figure, Said, Table
from dashboard.sentences import as_said, change_words, gap_sentence, moved_by, rounded
from dashboard.standings import standing
from dashboard.statistics import Gap, change_between
from dashboard.wording import group_noun

COUNTED = {
    "persistent_absence": "pupils missed a tenth of school or more",
    "at_expected": "pupils reach the expected standard",
    "on_target": "pupils are on target",
    "in_support": "pupils get extra support",
}
NUMBERS = (
    *("pupils", "count", "value", "low", "high"),
    *("difference", "difference_low", "difference_high"),
)


Place = tuple[str, str, str | None, str]  # year, characteristic, outcome, group


class Tables:
    """The tables of a pack, found by year, characteristic and outcome."""

    def __init__(self, tables: Sequence[Table], outcomes: Sequence[Outcome], years: Sequence[str]) -> None:
        self.found = {table.key: table for table in tables}
        self.outcomes = {outcome.name: outcome for outcome in outcomes}
        self.years = list(years)
        self.moved: dict[Place, bool] = {}  # of the gaps tested: have they moved since the year before

    def figure(self, year: str, characteristic: str, outcome: str, group: str) -> Figure | None:
        """Return one figure; None where the pack has none."""
        table = self.found.get((year, characteristic, outcome))
        return table.figure(group) if table else None

    def before(self, year: str) -> str | None:
        """Return the year before, None where the pack has none."""
        place = self.years.index(year)
        return self.years[place - 1] if place else None


def measure_of(outcome: Outcome) -> Measure:
    """Return an outcome as the sentences take it: they read its names and its kind."""
    return cast(Measure, outcome)


def row_of(figure: Figure) -> dict[str, Any]:
    """Return a figure as the sentences take it: NaN where there is no number."""
    row = asdict(figure)
    return {**row, **{name: nan if row[name] is None else row[name] for name in NUMBERS}}


def gap_in(figure: Figure | None) -> Gap:
    """Return a figure's difference from its reference; NaN where there is none."""
    if figure is None or figure.difference is None:
        return Gap(nan, nan, nan)
    low, high = figure.difference_low, figure.difference_high
    return Gap(figure.difference, nan if low is None else low, nan if high is None else high)


def level_of(figure: Figure | None) -> Gap:
    """Return a figure's value with its interval; NaN where there is none."""
    if figure is None or figure.value is None:
        return Gap(nan, nan, nan)
    return Gap(figure.value, figure.low or 0.0, 1.0 if figure.high is None else figure.high)


def told(table: Table) -> Figure | None:
    """Return the figure that a table's sentence is about: the focus, clear ones first, the widest first."""
    compared = [each for each in table.figures if each.difference is not None and each.group != NOT_KNOWN]
    return max(
        compared,
        key=lambda each: (each.is_focus, bool(each.clear), abs(each.difference or 0.0)),
        default=None,
    )


def gap_said(tables: Tables, table: Table, figure: Figure) -> str:
    """Say how a group fares beside its reference, and whether the gap has moved since the year before."""
    outcome = tables.outcomes[str(table.outcome)]
    reference = table.figure(str(figure.reference))
    assert reference is not None
    change = year_on_year(tables, table, figure) if tables.before(table.year) else ""
    return gap_sentence(row_of(figure), row_of(reference), measure_of(outcome), table.characteristic, change)


def last_year(tables: Tables, table: Table, figure: Figure) -> Gap:
    """Return a group's gap of the year before; NaN where there is none."""
    earlier = tables.before(table.year) or ""
    return gap_in(tables.figure(earlier, table.characteristic, str(table.outcome), figure.group))


def year_on_year(tables: Tables, table: Table, figure: Figure) -> str:
    """Say the gap of the year before, and of those that are tested together whether it has moved."""
    outcome = tables.outcomes[str(table.outcome)]
    change = change_words(gap_in(figure), last_year(tables, table, figure), measure_of(outcome))
    before, _colon, move = change.partition(":")
    has_moved = tables.moved.get((*table.key, figure.group))
    if not move or has_moved:
        return change
    return before if has_moved is None else f"{before}: no clear change"


def table_said(tables: Tables, table: Table) -> str:
    """Return the sentence of a table: its main gap, or why there is none."""
    if table.outcome is None:
        return ""
    if table.characteristic == EVERYONE:
        return headline(tables, table)
    figure = told(table)
    if figure is not None:
        return gap_said(tables, table, figure)
    shown = [each for each in table.figures if each.value is not None]
    if not shown:
        return "Every group has too few pupils on one side of this outcome to show a percentage."
    most, least = (pick(shown, key=lambda each: each.value or 0.0) for pick in (max, min))
    measure = measure_of(tables.outcomes[table.outcome])
    if len(shown) == 1:
        return f"{most.group}: {as_said(most.value or 0.0, measure)}. The other groups are too small to show."
    return (
        f"From {as_said(least.value or 0.0, measure)} ({least.group}) "
        f"to {as_said(most.value or 0.0, measure)} ({most.group})."
    )


def headline(tables: Tables, table: Table) -> str:
    """Say the whole school's figure, and whether it has changed since the year before."""
    outcome, figure = tables.outcomes[str(table.outcome)], table.figures[0]
    if figure.value is None:
        return f"{outcome.title}: too few pupils on one side to show a percentage."
    said = f"{as_said(figure.value, measure_of(outcome))} {counted(outcome)}"
    first = f"{said[0].upper()}{said[1:]}: about {figure.count:,} of {figure.pupils:,}."
    earlier = tables.before(table.year)
    before = tables.figure(earlier, EVERYONE, outcome.name, EVERYONE) if earlier else None
    return f"{first} {since(figure, before, outcome, 'Last year')}".strip()


def counted(outcome: Outcome) -> str:
    """Say what an outcome counts."""
    return COUNTED.get(outcome.name, f"pupils ({outcome.title.lower()})")


def since(
    now: Figure | None, before: Figure | None, outcome: Outcome, when: str, is_sure: bool | None = None
) -> str:
    """Say an earlier figure and whether it has changed; nothing where there is no earlier one.

    ``is_sure``: that it has, among all that were compared; None where it is judged by itself.
    """
    if before is None or before.value is None or now is None or now.value is None:
        return ""
    change = change_between(level_of(now), level_of(before))
    way = "a clear rise" if change.difference > 0 else "a clear fall"
    said = as_said(before.value, measure_of(outcome))
    is_clear = change.clear if is_sure is None else is_sure
    return f"{when} {said}: {way if is_clear else 'no clear change'}."


def past_of(tables: Tables, characteristic: str, outcome: Outcome, figure: Figure) -> tuple[str, Gap] | None:
    """Return the first earlier year that shows a group's gap, and the gap; None where none does."""
    for year in tables.years[:-1]:
        gap = gap_in(tables.figure(year, characteristic, outcome.name, figure.group))
        if not isnan(gap.difference):
            return year, gap
    return None


def trend_said(
    characteristic: str, outcome: Outcome, figure: Figure, past: tuple[str, Gap], is_sure: bool
) -> Said:
    """Say how a gap has gone since an earlier year; ``is_sure`` that it moved, among all compared."""
    year, before = past
    words = change_words(gap_in(figure), before, measure_of(outcome), f"in {year} it was")
    if not is_sure:
        words = f"{words.partition(':')[0]}: no clear change"
    group = group_noun(characteristic, figure.group)
    size = rounded(100 * abs(figure.difference or 0.0))
    gap = f"a gap of {size:.0f} in 100" if size else "no gap"
    way = "narrowed" if "narrowed" in words else "widened" if "widened" in words else "unclear"
    text = f"{outcome.title}, {group}: {gap}; {words}.{change_said(outcome, figure, before)}"
    return Said(text, outcome.name, characteristic, trend_question(group, outcome, way), way, figure.group)


def change_said(outcome: Outcome, figure: Figure, before: Gap) -> str:
    """Say how far a gap has moved, how sure that is, and of how many pupils; nothing without an interval."""
    change = change_between(gap_in(figure), before)
    pupils = nan if figure.pupils is None else figure.pupils
    return "" if isnan(change.low) else f" {moved_by(change, pupils, measure_of(outcome))}"


def gap_as_said(tables: Tables, table: Table, figure: Figure) -> Said:
    """Return a gap's sentence with what to ask about it."""
    outcome = tables.outcomes[str(table.outcome)]
    how = standing(figure.difference or 0.0, bool(figure.clear), outcome.good)
    group = group_noun(table.characteristic, figure.group)
    text = gap_said(tables, table, figure)
    return Said(
        text, outcome.name, table.characteristic, gap_question(group, outcome, how), how, figure.group
    )


def spoken(day: str) -> str:
    """Write a day as people say it: 14 November 2025."""
    value = date.fromisoformat(day)
    return f"{value.day} {value:%B %Y}"
