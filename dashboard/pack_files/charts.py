"""What each chart of a pack's files shows, as plain data: slides, workbook and paper draw the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Literal

from dashboard.governors.figures import gap_name, percent, signed
from dashboard.packs import EVERYONE, Figure, Outcome, Pack, Said, Table
from dashboard.sentences import rounded

SHARE, IN_100 = "0%", "+0;-0;0"
Kind = Literal["groups", "gaps", "years"]


@dataclass(frozen=True)
class Mark:
    """One dot with the ends of its interval, and its value as the page says it."""

    value: float
    low: float
    high: float
    words: str

    @property
    def below(self) -> float:
        """Return how far the interval reaches below the dot."""
        return round(self.value - self.low, 4)

    @property
    def above(self) -> float:
        """Return how far the interval reaches above the dot."""
        return round(self.high - self.value, 4)


@dataclass(frozen=True)
class Series:
    """Dots of one kind, one a category; None where there is none to show."""

    name: str
    marks: tuple[Mark | None, ...]
    is_focus: bool = True

    @property
    def values(self) -> list[float | None]:
        """Return each dot's value."""
        return [None if mark is None else mark.value for mark in self.marks]

    @property
    def sides(self) -> tuple[tuple[str, list[float | None]], ...]:
        """Return how far each interval reaches below and above its dot, and what to call that."""
        below = [None if mark is None else mark.below for mark in self.marks]
        above = [None if mark is None else mark.above for mark in self.marks]
        return ("interval below", below), ("interval above", above)


@dataclass(frozen=True)
class Chart:
    """A chart: dots with intervals over categories. ``focus`` says which categories stand out."""

    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    focus: tuple[bool, ...]
    number_format: str = SHARE

    def marks(self) -> Iterator[Mark]:
        """Return every dot that is shown."""
        return (mark for series in self.series for mark in series.marks if mark)

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to draw."""
        return next(self.marks(), None) is None

    @property
    def extent(self) -> tuple[float, float]:
        """Return the ends of the value axis: zero and all intervals, rounded outwards."""
        step = 0.1 if self.number_format == SHARE else 10
        ends = [0.0, *(end for mark in self.marks() for end in (mark.low, mark.high))]
        low, high = floor(min(ends) / step + 1e-9), ceil(max(ends) / step - 1e-9)
        return round(low * step, 2), round(max(high, low + 1) * step, 2)

    @property
    def alt(self) -> str:
        """Say in words all that the chart shows."""
        said = []
        for series in self.series:
            own = f"{series.name}: " if len(self.series) > 1 else ""
            for category, mark in zip(self.categories, series.marks, strict=True):
                said.append(f"{own}{category}: {_told(mark, self.number_format)}")
        return f"Dots with the interval each true figure is likely to lie in. {'; '.join(said)}."


def say(value: float, number_format: str) -> str:
    """Say a number of a chart as the page does: ``48%``, ``+26``."""
    return percent(value) if number_format == SHARE else signed(value / 100)


def _told(mark: Mark | None, number_format: str) -> str:
    """Say a dot with its interval."""
    if mark is None:
        return "not shown"
    low, high = (say(end, number_format) for end in (mark.low, mark.high))
    return f"{mark.words}, likely between {low} and {high}"


def share(figure: Figure | None) -> Mark | None:
    """Return a figure's share as a dot."""
    if figure is None or figure.value is None:
        return None
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    return Mark(figure.value, low, high, percent(figure.value))


def difference(figure: Figure) -> Mark | None:
    """Return how far a group is from the one it is compared with as a dot, in 100 pupils."""
    if figure.difference is None:
        return None
    ends = (figure.difference, figure.difference_low, figure.difference_high)
    value, low, high = (rounded(100 * (figure.difference if end is None else end)) for end in ends)
    return Mark(value, low, high, signed(figure.difference))


def counted(figure: Figure) -> str:
    """Name a group with its number of pupils, or why it has no dot."""
    if figure.value is None:
        return f"{figure.group}, too few to show"
    return f"{figure.group}, {figure.pupils:,} pupils"


def groups_chart(table: Table, outcome: Outcome) -> Chart:
    """Return each group of a table with its interval."""
    return Chart(
        "groups",
        tuple(counted(figure) for figure in table.figures),
        (Series(outcome.title, tuple(share(figure) for figure in table.figures)),),
        tuple(figure.is_focus for figure in table.figures),
    )


def gaps_chart(pack: Pack, said: Sequence[Said]) -> Chart:
    """Return how far the groups of these sentences are from those they are compared with."""
    names, marks = [], []
    for each in said:
        table, outcome = pack.table(each.characteristic, each.outcome), pack.outcome(each.outcome)
        figure = table.figure(each.group) if table else None
        if figure and outcome:
            names.append(gap_name(figure.group, outcome))
            marks.append(difference(figure))
    series = Series("More or fewer in 100 pupils", tuple(marks))
    return Chart("gaps", tuple(names), (series,), tuple(True for _ in names), IN_100)


def years_chart(pack: Pack, characteristic: str, outcome: Outcome, groups: Sequence[Figure]) -> Chart:
    """Return an outcome of these groups over the years of a pack."""
    tables = {year: pack.table(characteristic, outcome.name, year) for year in pack.years}
    years = [year for year, table in tables.items() if table]
    series = tuple(
        Series(
            outcome.title if figure.group == EVERYONE else figure.group,
            tuple(share(tables[year].figure(figure.group)) for year in years),  # type: ignore[union-attr]
            place == 0,
        )
        for place, figure in enumerate(groups)
    )
    return Chart("years", tuple(years), series, tuple(True for _ in years))
