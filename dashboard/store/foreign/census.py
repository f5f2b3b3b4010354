"""Translate the School Census XML: who is on roll, their characteristics on census day, their sessions."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.academic_years import academic_year
from dashboard.store.foreign import census_attendance, census_characteristics, xml_reading
from dashboard.store.foreign.census_days import Days, days_of
from dashboard.store.foreign.shape import SOURCE_PLACE, Translated
from dashboard.store.foreign.xml_records import Layout, PupilFile, Record, layout, of_group, said_of
from dashboard.store.foreign.xml_writing import (
    Row,
    additional_language,
    answer,
    meals,
    need_of,
    not_kept,
    number_of,
    place,
    pupils_in,
    school_of,
    write_table,
)
from dashboard.store.problems import Problem, Unreadable

ROOTS = ("Message", "Pupils")
PUPILS = ("PupilOnRoll", "PupilNoLongerOnRoll", "Pupil")
GROUPS = ("FSMeligibility", "FSMperiod", "Language", "SENneed", *census_attendance.GROUPS)
MEALS = ("FSMeligibility", "FSMperiod")
AS_THEY_STAND = (
    "upn",
    "former_upn",
    "surname",
    "forename",
    "date_of_birth",
    "sex",
    "year_group",
    "registration_group",
    "joined_on",
    "left_on",
    "sen",
    "ethnicity",
    "pupil_premium",
    "looked_after",
)


class Census:
    """School Census XML, whole or a fragment of it."""

    name = "School Census XML"

    def recognise(self, files: Sequence[Path]) -> list[list[Path]]:
        """Return each file whose first element is that of a census."""
        return [[file] for file in files if xml_reading.look(file).root in ROOTS]

    def translate(self, files: Sequence[Path], into: Path, said: Mapping[str, Any]) -> Translated:
        """Write the pupils, their further characteristics and their sessions. Raises Unreadable."""
        [path] = files
        found = read(path)
        on, notes = days_of(path.name, found.header, said)
        school, about_school = school_of(path.name, found.header, said)
        rows, missing = pupil_rows(path.name, found.pupils, on)
        totals, about_totals = census_attendance.rows(path.name, found.pupils, on)
        others = census_characteristics.rows(found.pupils, on) if rows else []
        written = [
            *write_table(into, "pupils", rows, school),
            *write_table(into, "characteristics", others, school),
            *write_table(into, "attendance_totals", totals, school),
        ]
        if not written:
            raise nothing_to_read(path.name, about_totals)
        every = [*about_school, *notes, *missing, *about_totals]
        every += not_kept(path.name, found.pupils, on.census_day, MEALS)
        every += found.tally.notes(path.name)
        taken = len(pupils_in(rows, totals))
        ignored = len(found.pupils) - taken
        return Translated(self.name, tuple(written), "pupils", taken, ignored, tuple(every))


def read(path: Path) -> PupilFile:
    """Read the header and every pupil. Raises Unreadable."""
    found = PupilFile()
    found.read(path, elements_known(), PUPILS)
    if not found.pupils:
        words = "none of its elements is a pupil of a School Census"
        remedy = "Export the School Census return of your system as XML."
        raise Unreadable(path.name, words, remedy, "NO_KNOWN_ELEMENTS")
    return found


def nothing_to_read(file: str, notes: Sequence[Problem]) -> Unreadable:
    """Say why nothing can be made of a whole census."""
    if notes:
        return Unreadable(file, notes[0].found, notes[0].remedy, notes[0].code)
    words = "none of its pupils has a year group (NCyearActual) or sessions"
    return Unreadable(file, words, xml_reading.EXPORT_AGAIN, "NOTHING_TO_READ")


def elements_known() -> Layout:
    """Return how a census is laid out."""
    return layout("census_elements", GROUPS)


def pupil_rows(file: str, pupils: Sequence[list[Record]], days: Days) -> tuple[list[Row], list[Problem]]:
    """Return a row for every pupil; none where no pupil of the whole file has a year group."""
    if not any(records[0].get("year_group") for records in pupils):
        found = "none of its pupils has a year group (NCyearActual), so only their sessions are read"
        remedy = "Import a file of pupils too, so that they are in a year group."
        return [], [said_of(file, found, remedy, "NO_YEAR_GROUPS", len(pupils))]
    on = days.census_day
    are_meals_told = any(of_group(records, *MEALS) for records in pupils)
    return [pupil_row(records, on, are_meals_told) for records in pupils], []


def pupil_row(records: list[Record], on: date | None, are_meals_told: bool) -> Row:
    """Return one pupil on census day."""
    pupil = records[0]
    language = next((record.get("language") for record in of_group(records, "Language")), "")
    return {name: pupil.get(name) for name in AS_THEY_STAND} | {
        SOURCE_PLACE: place(pupil),
        "pupil": number_of(pupil),
        "academic_year": academic_year(on) if on else "",
        "looked_after": answer("truth", pupil.get("looked_after")),
        "pupil_premium": answer("truth", pupil.get("pupil_premium")),
        "free_school_meals": meals(of_group(records, *MEALS), on, are_meals_told),
        "sen_need": need_of(of_group(records, "SENneed")),
        "eal": additional_language(language),
        "service_child": answer("service_child", pupil.get("service_child")),
        "young_carer": answer("young_carer", pupil.get("young_carer")),
    }
