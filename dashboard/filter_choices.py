"""What the filter bar may offer: the values that are in the store, read once a published store."""

import datetime
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.academic_years import academic_year
from dashboard.query import run

if TYPE_CHECKING:
    from dashboard.store.opening import Store


@dataclass(frozen=True)
class Choice:
    """One value of a filter, the words for it, the heading it stands under, and a class's academic years."""

    value: str
    label: str
    heading: str = ""
    years: Collection[str] = ()


@dataclass(frozen=True)
class Period:
    """A school year or a term that has data."""

    kind: str
    label: str
    from_date: datetime.date
    to_date: datetime.date


@dataclass(frozen=True)
class Preset:
    """A usual span of dates: ``label`` says which (This term), ``span`` what that is (Spring 2026)."""

    name: str
    label: str
    span: str
    from_date: datetime.date
    to_date: datetime.date


@dataclass(frozen=True)
class Choices:
    """Every filter's choices, and the dates the data reach from and to."""

    schools: tuple[Choice, ...] = ()
    year_groups: tuple[Choice, ...] = ()
    classes: tuple[Choice, ...] = ()
    groups: tuple[Choice, ...] = ()
    subject: tuple[Choice, ...] = ()
    presets: tuple[Preset, ...] = ()
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None

    def of(self, name: str) -> tuple[Choice, ...]:
        """Return one filter's choices by its name."""
        found: tuple[Choice, ...] = getattr(self, name)
        return found

    def values(self, name: str) -> frozenset[str]:
        """Return the values one filter may take."""
        return frozenset(choice.value for choice in self.of(name))

    def label(self, name: str, value: str) -> str:
        """Return the words for one value of one filter."""
        return next((choice.label for choice in self.of(name) if choice.value == value), value)

    def classes_on(self, day: datetime.date | None) -> tuple[Choice, ...]:
        """Return the classes of the academic year that a day is in, or of the latest year that has any.

        Pupils are chosen as they are placed on the last day: then they sit in the classes of that year.
        """
        last = min(filter(None, (day, self.last_day)), default=None)
        every = {year for each in self.classes for year in each.years}
        year = academic_year(last) if last else ""
        year = year if year in every else max(every, default="")
        return tuple(each for each in self.classes if year in each.years)

    @property
    def default(self) -> Preset | None:
        """Return the dates a page opens with: the latest school year that has data."""
        return next((preset for preset in self.presets if preset.name == "this_year"), None)


def choices(store: "Store") -> Choices:
    """Return what the store's filters may be; nothing for an empty store."""
    return Choices() if store.is_empty else _choices(store, store.generation)


@lru_cache(maxsize=8)
def _choices(store: "Store", generation: int) -> Choices:
    """Read the choices of one generation of the store."""
    db = store.connection()
    days = run(db, "filters/last_day").iloc[0]
    return Choices(
        schools=_listed(run(db, "filters/schools")),
        year_groups=_listed(run(db, "filters/year_groups")),
        classes=tuple(sorted(_listed(run(db, "filters/classes")), key=place)),
        groups=_listed(run(db, "filters/groups")),
        subject=_listed(run(db, "filters/subjects")),
        presets=_presets(run(db, "filters/periods")),
        first_day=None if pd.isna(days["first_day"]) else _day(days["first_day"]),
        last_day=None if pd.isna(days["last_day"]) else _day(days["last_day"]),
    )


def _listed(rows: pd.DataFrame) -> tuple[Choice, ...]:
    """Return one choice a row."""
    return tuple(
        Choice(**{str(name): value for name, value in row.items()}) for row in rows.to_dict("records")
    )


def place(choice: Choice) -> tuple[object, ...]:
    """Return where a class stands: by subject, and as people count, 7A before 10A."""
    parts = re.split(r"(\d+)", choice.label)
    return choice.heading, [int(part) if place % 2 else part for place, part in enumerate(parts)]


def _day(value: object) -> datetime.date:
    """Return a date as Python's own."""
    return pd.Timestamp(str(value)).date()


def _presets(periods: pd.DataFrame) -> tuple[Preset, ...]:
    """Return the usual spans: the latest year and term, the year before, and everything."""
    every = [
        Period(str(row.kind), str(row.label), _day(row.from_date), _day(row.to_date))
        for row in periods.itertuples()
    ]
    years = [period for period in every if period.kind == "year"]
    terms = [period for period in every if period.kind == "term"]
    if not years:
        return ()
    wanted = [("this_year", "This school year", years[-1], years[-1])]
    wanted += [("this_term", "This term", terms[-1], terms[-1])] if terms else []
    wanted += [("last_year", "Last school year", years[-2], years[-2])] if len(years) > 1 else []
    wanted.append(("all", "All data", years[0], years[-1]))
    return tuple(_preset(name, label, first, last) for name, label, first, last in wanted)


def _preset(name: str, label: str, first: Period, last: Period) -> Preset:
    """Return the span from the start of one period to the end of another."""
    span = first.label if first == last else f"{first.label} to {last.label}"
    return Preset(name, f"{label} ({span})", span, first.from_date, last.to_date)
