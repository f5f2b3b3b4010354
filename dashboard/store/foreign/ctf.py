"""Translate the Common Transfer File: pupils with their history, marks of every session, results."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.academic_years import first_year, written
from dashboard.store.foreign import ctf_marks, ctf_results, ctf_totals, xml_reading
from dashboard.store.foreign.shape import SOURCE_PLACE, Translated
from dashboard.store.foreign.xml_records import Layout, PupilFile, Record, layout, of_group, said_of
from dashboard.store.foreign.xml_writing import (
    Row,
    additional_language,
    answer,
    covers,
    day,
    is_elsewhere,
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

ROOT = "CTfile"
EVER = "Free school meals in the last six years"
GROUPS = ("FSMinstance", "SEN", "SENneed", "Type", "School", *ctf_marks.GROUPS, *ctf_results.GROUPS)
AS_THEY_STAND = (
    "upn",
    "former_upn",
    "surname",
    "forename",
    "date_of_birth",
    "sex",
    "year_group",
    "registration_group",
    "ethnicity",
)


class Transfer(PupilFile):
    """One transfer file as it was read."""

    @property
    def on(self) -> date | None:
        """Return the day on which the file was written, where it says so."""
        return day(self.header.get("written_at"))

    @property
    def first_year(self) -> int | None:
        """Return the calendar year in which its academic year begins, where it says so."""
        if (year := self.header.get("year")).isdigit():
            return int(year)
        return first_year(self.on) if self.on else None


class Ctf:
    """Common Transfer File XML: whole, or with the results of one assessment only."""

    name = "Common Transfer File XML"

    def recognise(self, files: Sequence[Path]) -> list[list[Path]]:
        """Return each file whose first element is that of a transfer file."""
        return [[file] for file in files if xml_reading.look(file).root == ROOT]

    def translate(self, files: Sequence[Path], into: Path, said: Mapping[str, Any]) -> Translated:
        """Write the pupils, their marks or totals, and their results. Raises Unreadable."""
        [path] = files
        found = read(path)
        school, notes = school_of(path.name, found.header, said)
        rows, about_pupils = pupil_rows(path.name, found)
        strings = list(ctf_marks.strings(found.header, found.pupils))
        marks = ctf_marks.write_marks(path.name, strings, into, school)
        totals, about_totals = ctf_totals.rows(path.name, found.header, found.pupils, strings, found.on)
        results, about_results = ctf_results.rows(path.name, found.pupils, found.on)
        written = [
            *write_table(into, "pupils", rows, school),
            *write_table(into, "characteristics", ever_rows(found) if rows else [], school),
            *marks.files,
            *write_table(into, "attendance_totals", totals, school),
            *write_table(into, "results", results, school),
        ]
        if not written:
            words = "none of its pupils has a year group, marks, sessions or results that are read"
            raise Unreadable(path.name, words, xml_reading.EXPORT_AGAIN, "NOTHING_TO_READ")
        lost = ctf_marks.without_start(path.name, found.header, found.pupils)
        every = [*notes, *about_pupils, *marks.notes, *lost, *about_totals, *about_results]
        every += not_kept(path.name, found.pupils, found.on, ("FSMinstance", "SEN"))
        every += [*version_of(path.name, found.header), *found.tally.notes(path.name)]
        taken = len({*pupils_in(rows, totals, results), *marks.pupils})
        ignored = len(found.pupils) - taken
        return Translated(self.name, tuple(written), "pupils", taken, ignored, tuple(every))


def read(path: Path) -> Transfer:
    """Read the header and every pupil. Raises Unreadable."""
    found = Transfer()
    found.read(path, elements_known(), ("Pupil",))
    if not found.pupils:
        words = "none of its elements is a pupil of a Common Transfer File"
        raise Unreadable(path.name, words, xml_reading.EXPORT_AGAIN, "NO_KNOWN_ELEMENTS")
    return found


def elements_known() -> Layout:
    """Return how a transfer file is laid out."""
    return layout("ctf_elements", GROUPS)


def pupil_rows(file: str, found: Transfer) -> tuple[list[Row], list[Problem]]:
    """Return a row for every pupil; none where no pupil of the whole file has a year group."""
    if not any(records[0].get("year_group") for records in found.pupils):
        words = "none of its pupils has a year group (NCyearActual), so only the rest is read"
        remedy = "Import a file of pupils too, so that they are in a year group."
        return [], [said_of(file, words, remedy, "NO_YEAR_GROUPS", len(found.pupils))]
    are_meals_told = any(of_group(records, "FSMinstance") for records in found.pupils)
    return [pupil_row(records, found, are_meals_told) for records in found.pupils], []


def pupil_row(records: list[Record], found: Transfer, are_meals_told: bool) -> Row:
    """Return one pupil as on the day on which the file was written."""
    pupil, year = records[0], found.first_year
    here = [school for school in of_group(records, "School") if not is_elsewhere(school, found.header)]
    return {name: pupil.get(name) for name in AS_THEY_STAND} | {
        SOURCE_PLACE: place(pupil),
        "pupil": number_of(pupil),
        "academic_year": written(year) if year else "",
        "joined_on": here[-1].get("joined_on") if here else "",
        "left_on": here[-1].get("left_on") if here else "",
        "free_school_meals": meals(of_group(records, "FSMinstance"), found.on, are_meals_told),
        "pupil_premium": answer("truth", pupil.get("pupil_premium")),
        "sen": provision(records, found.on),
        "sen_need": need_of(of_group(records, "SENneed")),
        "eal": additional_language(pupil.get("language") or first_language(records)),
        "looked_after": answer("truth", pupil.get("looked_after")),
        "service_child": answer("service_child", pupil.get("service_child")),
        "young_carer": answer("young_carer", pupil.get("young_carer")),
    }


def provision(records: list[Record], on: date | None) -> str:
    """Return the SEN provision that holds on a day: the one that began last, and has not ended."""
    told = [record for record in of_group(records, "SEN") if record.get("sen")]
    begun = [
        record
        for record in told
        if not record.get("from_date") or on is None or (day(record.get("from_date")) or on) <= on
    ]
    if not begun:
        return ""
    last = max(begun, key=lambda record: record.get("from_date"))
    ended = day(last.get("to_date"))
    return "N" if ended and on and ended < on else last.get("sen")


def first_language(records: list[Record]) -> str:
    """Return the language marked as the first, or else the only one."""
    told = [record for record in of_group(records, "Type") if record.get("language")]
    marked = [record for record in told if record.get("language_type").upper() in ("F", "FIRST")]
    if marked or len(told) == 1:
        return (marked or told)[0].get("language")
    return ""


def ever_rows(found: Transfer) -> list[Row]:
    """Return who had free school meals in the six years before the file was written; none where all did."""
    on, year = found.on, found.first_year
    periods = {id(records): of_group(records, "FSMinstance") for records in found.pupils}
    if on is None or not any(periods.values()):
        return []
    since = date(on.year - 6, on.month, min(on.day, 28))
    made = [
        {
            SOURCE_PLACE: place(records[0]),
            "pupil": number_of(records[0]),
            "academic_year": written(year) if year else "",
            "characteristic": EVER,
            "group": "Yes" if any(touches(each, since, on) for each in periods[id(records)]) else "No",
        }
        for records in found.pupils
    ]
    return made if len({row["group"] for row in made}) > 1 else []


def touches(period: Record, since: date, on: date) -> bool:
    """Return whether a period has a day between two others."""
    start, end = day(period.get("from_date")), day(period.get("to_date"))
    return covers(period, on) or (start is not None and start <= on and end is not None and end >= since)


def version_of(file: str, header: Record) -> list[Problem]:
    """Say of which version a file is: any is read."""
    if not header.get("version"):
        return []
    return [said_of(file, f"it is of version {header.get('version')}", "Any version is read.", "CTF_VERSION")]
