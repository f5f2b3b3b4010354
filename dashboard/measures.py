"""What each measure means, read from the headers of queries/measures/*.sql."""

from dataclasses import dataclass
from typing import Literal, cast, get_args

from dashboard.query import Query, read_query

Kind = Literal["mean", "proportion", "ratio"]
Good = Literal["low", "high", "neither"]
Area = Literal["attendance", "attainment", "support"]
KINDS, GOOD, AREAS = get_args(Kind), get_args(Good), get_args(Area)
UNITS = ("percent", "points", "hours")

# In the order the menus show them. Adding a measure is adding its file and its line here.
NAMES = (
    "absence_rate",
    "persistent_absence",
    "severe_absence",
    "authorised_absence",
    "unauthorised_absence",
    "lateness",
    "average_points",
    "at_expected",
    "on_target",
    "points_from_target",
    "progress",
    "value_added",
    "in_support",
    "support_hours",
    "support_attended",
)


@dataclass(frozen=True)
class Measure:
    """A measure as a reader needs to understand it.

    ``area`` is the part of school life it belongs to, ``good`` which way is better.
    """

    name: str
    title: str
    definition: str
    kind: Kind
    unit: str
    good: Good
    area: Area
    source: str
    sql: str


def read_measure(name: str) -> Measure:
    """Read one measure from the header of its file. Raises ValueError where that says too little."""
    query = read_query(f"measures/{name}")
    return Measure(
        name=name,
        title=query.title,
        definition=query.purpose,
        kind=cast(Kind, said(query, "kind", KINDS)),
        unit=said(query, "unit", UNITS),
        good=cast(Good, said(query, "good", GOOD)),
        area=cast(Area, said(query, "area", AREAS)),
        source=said(query, "source"),
        sql=query.sql,
    )


def said(query: Query, key: str, allowed: tuple[str, ...] = ()) -> str:
    """Return what a header says under a key. Raises ValueError where it says nothing, or nothing allowed."""
    found = query.declared.get(key, "")
    if found and (not allowed or found in allowed):
        return found
    what = f"one of {', '.join(allowed)}" if allowed else "where the definition is from"
    raise ValueError(
        f"queries/{query.name}.sql: found {found!r} as {key}. Give its header a line `{key}:` with {what}."
    )


MEASURES: dict[str, Measure] = {name: read_measure(name) for name in NAMES}
