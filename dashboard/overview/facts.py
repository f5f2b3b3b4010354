"""What is known of one area of school life, now and in years before: asked of ``dashboard.gaps``."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from dashboard import gaps
from dashboard.academic_years import first_year, written
from dashboard.by_class import allowed
from dashboard.cache import fetch
from dashboard.filter_choices import Choices, choices
from dashboard.measures import MEASURES, Measure
from dashboard.overview.findings import Row
from dashboard.reference import Benchmark, benchmark, phase_of, series_breaks
from dashboard.scope import Filters, is_on_one_scale, people, year_before
from dashboard.viewer import Viewer, require_fine_tables, show_counts

if TYPE_CHECKING:
    from dashboard.store.opening import Store

ONE_DAY = timedelta(days=1)
EVERYONE = "All pupils"
# National figures come a year late; those of years long past mislead.
BENCHMARK_YEARS = 3
# What an area's own measure does not show: who is away so often that it tells, and who gains
# from where they started.
ALSO = {"absence_rate": ("persistent_absence",), "at_expected": ("progress",)}
EARLIER = ("this time last year", "this time two years ago")


@dataclass(frozen=True)
class View:
    """One look at the page: the school, who is looking, and what they chose."""

    store: "Store"
    viewer: Viewer
    filters: Filters

    @property
    def known(self) -> Choices:
        """Return what the school has to choose from."""
        return choices(self.store)


@dataclass(frozen=True)
class Window:
    """One span of days: all pupils together, and every group beside its reference."""

    everyone: Row | None
    groups: list[Row]


@dataclass(frozen=True)
class National:
    """The national figure to set beside the school's, and the academic year it is of."""

    academic_year: str
    figure: Benchmark


@dataclass(frozen=True)
class Area:
    """One measure of one area: now, nationally where a figure fits, and term by term."""

    measure: Measure
    now: Window
    national: National | None
    terms: list[Row]
    breaks: list[Row]


@dataclass(frozen=True)
class Past:
    """One measure now, and the same days in years before, each with its words and its first day."""

    measure: Measure
    from_date: date | None
    now: Window
    before: list[tuple[str, date, Window]]

    def is_broken(self, row: Row, since: date) -> bool:
        """Say whether the way of counting a group or the measure changed since an earlier year began."""
        until = self.from_date or date.max
        return not series_breaks(self.measure.name, since + ONE_DAY, until, row["characteristic"]).empty


def gather(view: View, measure: Measure) -> Area:
    """Return what is known of one area now. Raises MixedScales and NotForThisViewer."""
    terms = gaps.over_time(view.store, view.viewer, measure.name, EVERYONE, "term", view.filters)
    breaks = series_breaks(measure.name, *days(view))
    return Area(measure, window(view, measure), national(view, measure), rows_of(terms), rows_of(breaks))


def gather_past(view: View, measure: Measure) -> list[Past]:
    """Return an area's measures now and in the two years before. Raises MixedScales and NotForThisViewer."""
    names = (measure.name, *ALSO.get(measure.name, ()))
    return [past_of(view, MEASURES[name]) for name in names]


def past_of(view: View, measure: Measure) -> Past:
    """Return one measure now and in the two years before."""
    before = []
    earlier = a_year_earlier(view)
    for words in EARLIER:
        if earlier and earlier.filters["from_date"]:
            if is_on_one_scale(view.store, measure, view.filters, earlier.filters):
                before.append((words, earlier.filters["from_date"], window(earlier, measure)))
            earlier = a_year_earlier(earlier)
    return Past(measure, view.filters["from_date"], window(view, measure), before)


def a_year_earlier(view: View) -> View | None:
    """Return the same days a year earlier; None where the dates are open, too long, or before all data.

    Of a year that still runs, the part that has passed is what a year earlier is set beside.
    """
    first, last, known = view.filters["from_date"], view.filters["to_date"], view.known
    if not (first and last and known.first_day and known.last_day) or (last - first).days > 366:
        return None
    ends = [year_before(first), year_before(min(last, known.last_day))]
    if ends[1] < known.first_day:
        return None
    return replace(view, filters={**view.filters, "from_date": ends[0], "to_date": ends[1]})


def window(view: View, measure: Measure) -> Window:
    """Return one span of days of a measure."""
    rows = rows_of(allowed(gaps.every_group(view.store, view.viewer, measure.name, view.filters)))
    everyone = [row for row in rows if row["characteristic"] == EVERYONE]
    return Window(everyone[0] if everyone else None, [row for row in rows if row["reference"]])


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Return a frame's rows as dicts of plain numbers."""
    columns = {str(name): frame[name].tolist() for name in frame}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def national(view: View, measure: Measure) -> National | None:
    """Return the latest national figure that fits: the school's phase, all its pupils, these years."""
    if view.filters["subject"] or any(people(view.filters).values()):
        return None
    phase = phase_of(choice.value for choice in view.known.year_groups)
    last = days(view)[1]
    latest = first_year(last)
    for year in range(latest, latest - BENCHMARK_YEARS, -1):
        academic_year = written(year)
        figure = benchmark(measure.name, academic_year, phase, EVERYONE, EVERYONE)
        if figure:
            return National(academic_year, figure)
    return None


def days(view: View) -> tuple[date, date]:
    """Return the first day of all data, and the last one that was chosen or has data."""
    first, last = view.known.first_day or date.min, view.known.last_day or date.max
    return first, min(last, view.filters["to_date"] or last)


def on_roll(view: View) -> pd.DataFrame:
    """Count the pupils on roll on the last school day chosen, by group. Raises NotForThisViewer."""
    require_fine_tables(view.viewer, view.filters)
    rows = fetch(view.store, "overview/on_roll", to_date=days(view)[1], **people(view.filters))
    return show_counts(rows, view.viewer)
