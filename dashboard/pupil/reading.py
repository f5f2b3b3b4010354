"""One pupil's record, read from the store with a few small queries."""

import datetime
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from dashboard.cache import fetch, remember
from dashboard.filter_choices import choices
from dashboard.pupil.record import Contact, Person, Record, Support, Window, Year
from dashboard.pupil.sessions import sessions_of
from dashboard.pupil.subjects import subjects_of, values_of
from dashboard.pupil.topics import topics_of
from dashboard.query import read_query
from dashboard.scope import Filters, whole

if TYPE_CHECKING:
    from dashboard.store.opening import Store

Row = dict[str, Any]


def people_numbered(store: "Store", pupil: str, filters: Filters) -> list[Person]:
    """Return the pupils with this number, one a school."""
    return [
        _person(row) for row in rows_of(store, "pupil/pupil", pupil=pupil, to_date=days(store, filters)[1])
    ]


def rows_of(store: "Store", name: str, **params: object) -> list[Row]:
    """Return the few rows of a query by column: a frame of ten rows takes longer to make than to ask for."""

    def ask() -> list[Row]:
        """Run the query and name the columns of its rows."""
        with store.connection().cursor() as cursor:
            cursor.execute(read_query(name).sql, params)
            columns = [column[0] for column in cursor.description or ()]
            return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    return remember(store, (name, "rows"), params, ask)


def days(store: "Store", filters: Filters) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of the window."""
    first, last = filters["from_date"], filters["to_date"]
    if not first or not last:
        found = whole(store, filters)
        first, last = cast(datetime.date, found["from_date"]), cast(datetime.date, found["to_date"])
    return first, last


def _person(row: Row) -> Person:
    """Return one row as a person; what is missing is an empty text."""
    texts = ("school", "pupil", "surname", "forename", "academic_year", "year_group")
    known: Row = {name: row.get(name) or "" for name in texts}
    form = row.get("registration_group") or ""
    return Person(pupil_id=row["pupil_id"], form=form, left_on=row.get("left_on"), **known)


def record_of(store: "Store", person: Person, namesakes: list[str], filters: Filters) -> Record:
    """Read all there is of one pupil in the window that the filters choose."""
    (first, last), subject = days(store, filters), filters["subject"]
    own = {"pupil_id": person.pupil_id, "to_date": last}
    where = {"school": person.school, "year_group": person.year_group, "to_date": last}
    peers = fetch(store, "pupil/peers", **where, academic_year=person.academic_year)
    marks = fetch(store, "pupil/marks", **own)
    absence = fetch(store, "gap/values", measure="absence_rate", from_date=first, to_date=last, subject=None)
    values = values_of(rows_of(store, "pupil/results", **own, subject=subject))
    before, after = beside(store, person, peers, filters)
    talks = rows_of(store, "pupil/contacts", **own)
    return Record(
        person=person,
        window=Window(first, last, choices(store).last_day),
        namesakes=namesakes,
        before=before,
        after=after,
        values=values,
        subjects=subjects_of(values, first),
        topics=topics_of(rows_of(store, "pupil/topics", **own, from_date=first, subject=subject)),
        sessions=sessions_of(absence, marks, person.pupil_id, peers["pupil_id"], (first, last)),
        marks=marks,
        contacts=contacts_of(talks),
        has_contacts=any(row["any_at_all"] for row in talks),
        support=support_of(rows_of(store, "pupil/support", **own), subject),
        year=year_of(rows_of(store, "pupil/year_results", **where, from_date=first, subject=subject)),
    )


def beside(
    store: "Store", person: Person, peers: pd.DataFrame, filters: Filters
) -> tuple[Person | None, Person | None]:
    """Return who comes before and after the pupil: in the chosen classes, else in the form or year."""
    if filters["classes"]:
        where = {"school": person.school, "classes": filters["classes"], "to_date": days(store, filters)[1]}
        return neighbours(rows_of(store, "pupil/classmates", **where), person)
    columns = ("pupil_id", "pupil", "surname", "forename", "registration_group")
    cells = zip(*(peers[name].tolist() for name in columns), strict=True)
    mine = [row for row in cells if not person.form or row[-1] == person.form]
    return neighbours([dict(zip(columns, row, strict=True)) for row in mine], person)


def neighbours(rows: list[Row], person: Person) -> tuple[Person | None, Person | None]:
    """Return who stands before and after the pupil in rows of the same school."""
    place = next((place for place, row in enumerate(rows) if row["pupil_id"] == person.pupil_id), None)
    if place is None:
        return None, None
    before, after = (
        _beside(rows[at], person) if 0 <= at < len(rows) else None for at in (place - 1, place + 1)
    )
    return before, after


def _beside(row: Row, person: Person) -> Person:
    """Return somebody of the same school."""
    known = {name: value for name, value in row.items() if not pd.isna(value)}
    return _person({**known, "school": person.school})


def contacts_of(rows: list[Row]) -> list[Contact]:
    """Return the contacts about the pupil, in order of time."""
    columns = ("contacted_on", "with_whom", "about", "subject", "method")
    return [Contact(*(row[name] for name in columns)) for row in rows if row["contacted_on"]]


def support_of(rows: list[Row], subject: str | None) -> list[Support]:
    """Return the pupil's support; of one subject: that and support for no subject."""
    columns = (
        *("intervention", "subject", "starts_on", "ends_on", "runs_to"),
        *("sessions_offered", "sessions_attended", "entry_score", "exit_score"),
    )
    found = [Support(*(row[name] for name in columns)) for row in rows]
    return [one for one in found if subject is None or one.subject in (None, subject)]


def year_of(rows: list[Row]) -> dict[tuple[str, str], Year]:
    """Return the year group's latest results by subject and scale."""
    return {
        (row["subject"], row["scale"]): Year(row["pupils"], row["mean"], row["spread"] or 0.0) for row in rows
    }
