"""What each measure means, read from the headers of queries/measures/*.sql."""

from dataclasses import dataclass
from typing import Literal, cast

from dashboard.query import read_query

Kind = Literal["mean", "proportion", "ratio"]

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

    ``area`` is the part of school life it belongs to (attendance, attainment, support).
    """

    name: str
    title: str
    definition: str
    kind: Kind
    unit: str
    good: Literal["low", "high", "neither"]
    area: Literal["attendance", "attainment", "support"]
    source: str
    sql: str


def read_measure(name: str) -> Measure:
    """Read one measure from the header of its .sql file. Raises KeyError for a missing line."""
    query = read_query(f"measures/{name}")
    declared = query.declared
    return Measure(
        name=name,
        title=query.title,
        definition=query.purpose,
        kind=cast(Kind, declared["kind"]),
        unit=declared["unit"],
        good=cast(Literal["low", "high", "neither"], declared["good"]),
        area=cast(Literal["attendance", "attainment", "support"], declared["area"]),
        source=declared["source"],
        sql=query.sql,
    )


MEASURES: dict[str, Measure] = {name: read_measure(name) for name in NAMES}
