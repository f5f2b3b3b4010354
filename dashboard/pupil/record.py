"""What the page knows of one pupil in the window that the filters choose."""

import datetime
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from dashboard.pupil.sessions import Sessions
from dashboard.pupil.subjects import Subject, Value
from dashboard.pupil.topics import Topic


@dataclass(frozen=True)
class Person:
    """Who the pupil is: name, year and form on the last day of the window."""

    pupil_id: int
    school: str
    pupil: str
    surname: str
    forename: str
    academic_year: str
    year_group: str
    form: str
    left_on: datetime.date | None

    @property
    def name(self) -> str:
        """Return forename and surname; the number where there is neither."""
        return f"{self.forename} {self.surname}".strip() or f"Pupil {self.pupil}"


@dataclass(frozen=True)
class Window:
    """The days chosen, no later than the data reach."""

    from_date: datetime.date
    to_date: datetime.date
    last_day: datetime.date | None

    @property
    def end(self) -> datetime.date:
        """Return the last chosen day that there are data of."""
        return min(self.to_date, self.last_day or self.to_date)


@dataclass(frozen=True)
class Support:
    """One place in an intervention."""

    name: str
    subject: str | None
    starts_on: datetime.date
    ends_on: datetime.date | None
    runs_to: datetime.date
    offered: int | None
    attended: int | None
    entry: float | None
    exit: float | None


@dataclass(frozen=True)
class Contact:
    """One talk or message with the pupil or the family."""

    on: datetime.date
    with_whom: str
    about: str
    subject: str | None
    method: str | None


class Year(NamedTuple):
    """The year group's latest results in one subject."""

    pupils: int
    mean: float
    spread: float


@dataclass(frozen=True)
class Record:
    """One pupil in one window."""

    person: Person
    window: Window
    namesakes: list[str] = field(default_factory=list)
    before: Person | None = None
    after: Person | None = None
    values: list[Value] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    sessions: Sessions = field(default_factory=Sessions)
    marks: pd.DataFrame = field(default_factory=pd.DataFrame)
    support: list[Support] = field(default_factory=list)
    year: dict[tuple[str, str], Year] = field(default_factory=dict)
    contacts: list[Contact] = field(default_factory=list)
    has_contacts: bool = False
