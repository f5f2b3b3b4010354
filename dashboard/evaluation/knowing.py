"""What the school's data make visible of each practice, and what they do not: gaps in knowing."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from dashboard.cache import fetch
from dashboard.evaluation.headings import Heading, Headings
from dashboard.overview.evidence import ago, spoken_day
from dashboard.reference import FOLDER as REFERENCE

if TYPE_CHECKING:
    from dashboard.store.opening import Store

State = Literal["fresh", "stale", "none", "unseen"]
Coverage = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Practice:
    """One practice of the founding documents, and the evidence that would make it visible.

    ``evidence`` is a kind in the query evaluation/coverage, empty where no import file brings any.
    """

    code: str
    label: str
    under: dict[str, str]
    evidence: str
    file: str
    stale_after: int | None
    page: str
    words: str
    source: str


@dataclass(frozen=True)
class Known:
    """What is known of one practice: how fresh, and of how many of the pupils on roll."""

    practice: Practice
    state: State
    words: str


@cache
def practices() -> tuple[Practice, ...]:
    """Read the practices, in their order."""
    with (REFERENCE / "practice.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            Practice(
                row["code"],
                row["label"],
                {name: row[name] for name in ("component", "feature", "inspection_heading")},
                row["evidence"],
                row["file"],
                int(row["stale_after"]) if row["stale_after"] else None,
                row["page"],
                row["words"],
                row["source"],
            )
            for row in csv.DictReader(rows)
        )


def coverage(store: "Store") -> Coverage:
    """Return of how many pupils each kind of evidence tells, and how old it is."""
    rows = fetch(store, "evaluation/coverage").to_dict("records")
    return {str(row["evidence"]): {str(name): value for name, value in row.items()} for row in rows}


def known_under(
    headings: Headings, heading: Heading, rows: Coverage, newest_year: str, today: date
) -> list[Known]:
    """Return what is known of the practices under a heading; none for headings of the school's own."""
    mine = [each for each in practices() if each.under.get(headings.column) == heading.code]
    return [known_of(each, rows, newest_year, today) for each in mine]


def known_of(practice: Practice, rows: Coverage, newest_year: str, today: date) -> Known:
    """Say what is known of one practice. ``newest_year``: the latest school year with pupils."""
    if not practice.evidence:
        return Known(practice, "unseen", "cannot be seen here: no import file brings it yet")
    if practice.evidence not in rows:
        return Known(practice, "none", "nothing yet")
    row = rows[practice.evidence]
    share = of_pupils(row["pupils"], row["on_roll"])
    latest, year = row["latest"], row["academic_year"]
    if pd.notna(latest):
        day = pd.Timestamp(latest).date()
        days = (today - day).days
        if practice.stale_after is not None and days > practice.stale_after:
            return Known(practice, "stale", _joined(f"none since {spoken_day(day)}, {ago(days)}", share))
        until = "" if day > today else f"to {spoken_day(day)}"
        return Known(practice, "fresh", _joined(until, share))
    if isinstance(year, str) and newest_year and year < newest_year:
        return Known(practice, "stale", f"none since {year}")
    return Known(practice, "fresh", _joined(f"in {year}" if isinstance(year, str) else "", share))


def of_pupils(pupils: float, on_roll: float) -> str:
    """Say how complete evidence is: nothing where it is on the whole school, or on nobody there now."""
    if not pupils or not on_roll:
        return ""
    return "all pupils" if pupils == on_roll else f"{pupils:,.0f} of {on_roll:,.0f} pupils"


def seen(known: Sequence[Known]) -> str:
    """Say how many of the practices under a heading can be seen, and how many of these no longer well."""
    if not known:
        return ""
    visible = sum(each.state in ("fresh", "stale") for each in known)
    old = sum(each.state == "stale" for each in known)
    told = f"{visible} of {len(known)} practices can be seen"
    return f"{told}, {old} of them with old evidence" if old else told


def best(known: Sequence[Known]) -> list[str]:
    """Say what is known best where no figure speaks to a heading: one sentence, or none."""
    fresh = [each for each in known if each.state == "fresh"]
    if not fresh:
        return []
    label = fresh[0].practice.words
    return [f"No figure speaks to this by itself. What we know best: {label.lower()}, {fresh[0].words}."]


def _joined(*parts: str) -> str:
    """Join the parts that say something."""
    return ", ".join(part for part in parts if part) or "brought"
