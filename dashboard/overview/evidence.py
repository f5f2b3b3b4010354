"""What the school has told, how old that is, and what it has not told: gaps in knowing.

The five components are those of "A National Conversation about Personalised Learning" (DfES/0919/2004).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

State = Literal["fresh", "stale", "none"]


@dataclass(frozen=True)
class Source:
    """Import files that tell one thing, and after how many days without news that thing is old.

    ``stale_after`` None: the thing is true until somebody changes it.
    """

    tells: str
    files: tuple[str, ...]
    stale_after: int | None = None


@dataclass(frozen=True)
class Component:
    """One of the five components of personalised learning, and where evidence on it comes from."""

    name: str
    asks: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Evidence:
    """What is known of one thing, in words, and the import file that brings it."""

    tells: str
    state: State
    words: str
    file: str


MARKS = Source("Marks", ("attendance", "attendance_totals"), stale_after=14)
RESULTS = Source("Results", ("results",), stale_after=150)
SUPPORT = Source("Support", ("interventions", "intervention_pupils"), stale_after=150)
FRESHNESS = (MARKS, RESULTS, SUPPORT)

COMPONENTS = (
    Component(
        "Assessment for learning",
        "Do we know what each pupil can do and needs next?",
        (
            RESULTS,
            Source("Answers to each question", ("questions",), stale_after=150),
            Source("Talks with pupils and families", ("contacts",), stale_after=60),
        ),
    ),
    Component(
        "Teaching and learning",
        "Does extra help reach those who need it?",
        (SUPPORT, Source("Who is in the support", ("intervention_pupils",))),
    ),
    Component(
        "Curriculum entitlement and choice",
        "Who is taught what?",
        (
            Source("Classes", ("classes",)),
            Source("Who is in which class", ("class_members",)),
            Source("What pupils chose", ("options",)),
        ),
    ),
    Component(
        "School organisation",
        "Who teaches whom, in what groups?",
        (
            Source("Staff", ("staff",)),
            Source("Classes and sets", ("classes",)),
            Source("Income and spending", ("costs",)),
            Source("Rooms", ("rooms",)),
        ),
    ),
    Component(
        "Beyond the classroom",
        "Is every pupil here, and what stands in the way?",
        (
            MARKS,
            Source("The school's own groups", ("characteristics",)),
            Source("Clubs and who comes", ("activity_pupils", "activities")),
        ),
    ),
)


def known_of(source: Source, loaded: pd.DataFrame, today: date) -> Evidence:
    """Say what is known of one thing. ``loaded`` has the rows of the query overview/loaded."""
    rows = loaded[loaded["table_name"].isin(source.files)]
    if rows.empty:
        return Evidence(source.tells, "none", "not loaded", source.files[0])
    latest = rows["latest"].max()
    if pd.isna(latest):
        imported = pd.Timestamp(rows["imported_at"].max()).date()
        return Evidence(source.tells, "fresh", f"loaded {spoken_day(imported)}", source.files[0])
    day = pd.Timestamp(latest).date()
    days = (today - day).days
    if source.stale_after is not None and days > source.stale_after:
        return Evidence(source.tells, "stale", f"none since {spoken_day(day)} ({ago(days)})", source.files[0])
    return Evidence(source.tells, "fresh", f"to {spoken_day(day)}", source.files[0])


def compass(loaded: pd.DataFrame, today: date) -> Mapping[Component, list[Evidence]]:
    """Return what is known of each of the five components, in their order."""
    return {each: [known_of(source, loaded, today) for source in each.sources] for each in COMPONENTS}


def spoken_day(day: date) -> str:
    """Write a day as people say it: 14 November 2025."""
    return f"{day.day} {day:%B %Y}"


def ago(days: int) -> str:
    """Say how long ago something was, no finer than matters."""
    if days < 60:
        return f"{days} days ago"
    if days < 730:
        return f"{round(days / 30.4)} months ago"
    return f"{round(days / 365.25)} years ago"
