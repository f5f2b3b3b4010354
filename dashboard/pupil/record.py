"""Everything the page says of one pupil, read from the store with a few small queries."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.cache import fetch
from dashboard.filter_choices import choices
from dashboard.pupil.sessions import Sessions, sessions_of
from dashboard.pupil.subjects import Subject, Value, subjects_of, values_of
from dashboard.pupil.topics import Topic, topics_of
from dashboard.scope import Filters, whole

if TYPE_CHECKING:
    from dashboard.store.opening import Store


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

    @property
    def short_name(self) -> str:
        """Return the name a letter home uses."""
        return self.forename or self.name


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
    year: dict[tuple[str, str], tuple[int, float, float]] = field(default_factory=dict)
    contacts: list[Contact] = field(default_factory=list)
    has_contacts: bool = False


def people_numbered(store: "Store", pupil: str, filters: Filters) -> list[Person]:
    """Return the pupils with this number, one a school."""
    rows = fetch(store, "pupil/pupil", pupil=pupil, to_date=whole(store, filters)["to_date"])
    return [_person(row) for row in rows.to_dict("records")]


def _person(row: Mapping[Any, object]) -> Person:
    """Return one row as a person; what is missing is an empty text."""
    text = {key: value if isinstance(value, str) else "" for key, value in row.items()}
    return Person(
        pupil_id=int(str(row["pupil_id"])),
        school=text["school"],
        pupil=text["pupil"],
        surname=text["surname"],
        forename=text["forename"],
        academic_year=text.get("academic_year", ""),
        year_group=text["year_group"],
        form=text["registration_group"],
        left_on=_day(row.get("left_on")),
    )


def _day(value: object) -> datetime.date | None:
    """Return a date, None where there is none."""
    return None if value is None or pd.isna(value) else pd.Timestamp(str(value)).date()  # type: ignore[call-overload]


def record_of(store: "Store", person: Person, namesakes: list[str], filters: Filters) -> Record:
    """Read all there is of one pupil in the window that the filters choose."""
    days = whole(store, filters)
    first, last, subject = days["from_date"], days["to_date"], filters["subject"]
    assert isinstance(first, datetime.date) and isinstance(last, datetime.date)
    own = {"pupil_id": person.pupil_id, "to_date": last}
    where = {"school": person.school, "year_group": person.year_group, "to_date": last}
    peers = fetch(store, "pupil/peers", **where, academic_year=person.academic_year)
    marks = fetch(store, "pupil/marks", **own)
    absence = fetch(store, "gap/values", measure="absence_rate", from_date=first, to_date=last, subject=None)
    values = values_of(fetch(store, "pupil/results", **own, subject=subject))
    before, after = neighbours(peers, person)
    talks = fetch(store, "pupil/contacts", **own)
    return Record(
        person=person,
        window=Window(first, last, choices(store).last_day),
        namesakes=namesakes,
        before=before,
        after=after,
        values=values,
        subjects=subjects_of(values, first),
        topics=topics_of(fetch(store, "pupil/topics", **own, from_date=first, subject=subject)),
        sessions=sessions_of(absence, marks, person.pupil_id, peers["pupil_id"], (first, last)),
        marks=marks,
        contacts=contacts_of(talks[talks["contacted_on"].notna()]),
        has_contacts=bool(talks["any_at_all"].any()),
        support=support_of(fetch(store, "pupil/support", **own), subject),
        year=year_of(fetch(store, "pupil/year_results", **where, from_date=first, subject=subject)),
    )


def neighbours(peers: pd.DataFrame, person: Person) -> tuple[Person | None, Person | None]:
    """Return who comes before and after the pupil in the form; in the year group where there is no form."""
    columns = ("pupil_id", "pupil", "surname", "forename", "registration_group")
    rows = [
        row
        for row in zip(*(peers[name].tolist() for name in columns), strict=True)
        if not person.form or row[-1] == person.form
    ]
    place = next((place for place, row in enumerate(rows) if row[0] == person.pupil_id), None)
    if place is None:
        return None, None
    shared = {"school": person.school, "year_group": person.year_group}
    before, after = (
        _person({**dict(zip(columns, rows[at], strict=True)), **shared}) if 0 <= at < len(rows) else None
        for at in (place - 1, place + 1)
    )
    return before, after


def contacts_of(rows: pd.DataFrame) -> list[Contact]:
    """Return the contacts about the pupil, in order of time."""
    return [
        Contact(
            row["contacted_on"].date(),
            row["with_whom"],
            row["about"],
            _text(row["subject"]),
            _text(row["method"]),
        )
        for row in rows.to_dict("records")
    ]


def _text(value: object) -> str | None:
    """Return a text, None where there is none."""
    return value if isinstance(value, str) else None


def support_of(rows: pd.DataFrame, subject: str | None) -> list[Support]:
    """Return the pupil's support; of one subject: that and support for no subject."""
    found = [
        Support(
            name=row["intervention"],
            subject=_text(row["subject"]),
            starts_on=row["starts_on"].date(),
            ends_on=_day(row["ends_on"]),
            runs_to=row["runs_to"].date(),
            offered=_number(row["sessions_offered"]),
            attended=_number(row["sessions_attended"]),
            entry=_number(row["entry_score"]),
            exit=_number(row["exit_score"]),
        )
        for row in rows.to_dict("records")
    ]
    return [one for one in found if subject is None or one.subject in (None, subject)]


def _number(value: float) -> int | None:
    """Return a number, None where there is none."""
    return None if pd.isna(value) else value  # type: ignore[return-value]


def year_of(rows: pd.DataFrame) -> dict[tuple[str, str], tuple[int, float, float]]:
    """Return pupils, mean and spread of the year group's latest results by subject and scale."""
    cells = (rows[name].tolist() for name in ("subject", "scale", "pupils", "mean", "spread"))
    return {
        (name, scale): (pupils, mean, spread)
        for name, scale, pupils, mean, spread in zip(*cells, strict=True)
    }
