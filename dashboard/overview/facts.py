"""What is known of one area of school life, now and a year earlier: asked of ``dashboard.gaps``."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard import gaps
from dashboard.cache import fetch
from dashboard.equity.view import a_year_earlier
from dashboard.filter_choices import Choices, choices
from dashboard.gaps import Filters
from dashboard.measures import Measure
from dashboard.reference import Benchmark, benchmark, phase_of, series_breaks
from dashboard.viewer import Viewer, require_fine_tables, show_counts

if TYPE_CHECKING:
    from dashboard.store.opening import Store

EVERYONE = "All pupils"
# National figures come a year late; those of years long past mislead.
BENCHMARK_YEARS = 3
Row = dict[str, Any]


@dataclass(frozen=True)
class Window:
    """One span of days: all pupils together, and every group beside its reference."""

    everyone: Row | None
    groups: pd.DataFrame


@dataclass(frozen=True)
class National:
    """The national figure to set beside the school's, and the academic year it is of."""

    academic_year: str
    figure: Benchmark


@dataclass(frozen=True)
class Area:
    """One measure of one area: now, a year earlier and nationally where there is one, and by term."""

    measure: Measure
    now: Window
    before: Window | None
    national: National | None
    terms: pd.DataFrame
    breaks: pd.DataFrame


def gather(store: "Store", viewer: Viewer, measure: Measure, filters: Filters) -> Area:
    """Gather what is known of one area. Raises MixedScales and NotForThisViewer."""
    known = choices(store)
    # Governors see academic years, not terms.
    kind = "year" if viewer == "governor" else "term"
    terms = gaps.over_time(store, viewer, measure.name, EVERYONE, kind, filters)
    earlier = a_year_earlier(filters, known) if comparable_days(viewer, filters, known) else None
    return Area(
        measure=measure,
        now=window(store, viewer, measure, filters),
        before=window(store, viewer, measure, earlier) if earlier else None,
        national=national(measure, filters, known),
        terms=terms,
        breaks=series_breaks(measure.name, *days(filters, known)),
    )


def window(store: "Store", viewer: Viewer, measure: Measure, filters: Filters) -> Window:
    """Return one span of days of a measure."""
    everyone = gaps.by_group(store, viewer, measure.name, EVERYONE, filters)
    groups = gaps.by_every_characteristic(store, viewer, measure.name, filters)
    return Window(None if everyone.empty else {**everyone.iloc[0]}, groups)


def comparable_days(viewer: Viewer, filters: Filters, known: Choices) -> bool:
    """Say whether the days may be set beside the same days a year earlier.

    Governors see whole years only, and a year that still runs is no match for a whole one.
    """
    is_running = known.last_day and filters["to_date"] and known.last_day < filters["to_date"]
    return viewer != "governor" or not is_running


def national(measure: Measure, filters: Filters, known: Choices) -> National | None:
    """Return the latest national figure that fits: the school's phase, all its pupils, these years."""
    if any(filters[name] for name in ("year_groups", "classes", "groups", "subject")):
        return None
    phase = phase_of(choice.value for choice in known.year_groups)
    last = days(filters, known)[1]
    first_year = last.year - (last.month < 9)
    for year in range(first_year, first_year - BENCHMARK_YEARS, -1):
        academic_year = f"{year}/{(year + 1) % 100:02}"
        figure = benchmark(measure.name, academic_year, phase, EVERYONE, EVERYONE)
        if figure:
            return National(academic_year, figure)
    return None


def days(filters: Filters, known: Choices) -> tuple[date, date]:
    """Return the days that figures over time reach from and to: all there are, up to the last chosen."""
    first, last = known.first_day or date.min, known.last_day or date.max
    return first, min(last, filters["to_date"] or last)


def on_roll(store: "Store", viewer: Viewer, filters: Filters) -> pd.DataFrame:
    """Count the pupils on roll on the last school day chosen, by group. Raises NotForThisViewer."""
    require_fine_tables(viewer, filters)
    scope = {name: filters[name] for name in ("schools", "year_groups", "classes", "groups")}
    last = days(filters, choices(store))[1]
    return show_counts(fetch(store, "overview/on_roll", to_date=last, **scope), viewer)
