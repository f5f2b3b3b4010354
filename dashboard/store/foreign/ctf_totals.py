"""Make totals of sessions out of the years of a transfer file that have no marks."""

from collections.abc import Sequence
from datetime import date

from dashboard.academic_years import first_year
from dashboard.store.foreign.ctf_marks import YEAR, String
from dashboard.store.foreign.shape import SOURCE_PLACE
from dashboard.store.foreign.xml_records import Record, number_in_words, of_group, said_of
from dashboard.store.foreign.xml_writing import Row, is_elsewhere, number_of, place
from dashboard.store.problems import Problem


def rows(
    file: str,
    header: Record,
    pupils: Sequence[list[Record]],
    strings: Sequence[String],
    on: date | None,
) -> tuple[list[Row], list[Problem]]:
    """Return a row for each year that has totals and no marks."""
    marked = {id(string.record.within) for string in strings if string.codes}
    told = [(records[0], year) for records in pupils for year in of_group(records, YEAR)]
    elsewhere = sum(is_elsewhere(year, header) for _, year in told)
    counted = [
        (pupil, year)
        for pupil, year in told
        if id(year) not in marked and year.get("possible") and not is_elsewhere(year, header)
    ]
    ends = is_year_of_end([year for _, year in told], strings, on)
    made = [total(pupil, year, ends, on) for pupil, year in counted if year.get("year").isdigit()]
    said = []
    if elsewhere:
        found = f"{number_in_words(elsewhere, 'year')} of attendance at other schools not read"
        remedy = "They would count as attendance here."
        said.append(said_of(file, found, remedy, "OTHER_SCHOOL", elsewhere))
    if made:
        found = f"the year of {number_in_words(len(made), 'yearly total')} is taken as the one in which the "
        found += "school year ends" if ends else "school year begins"
        said.append(said_of(file, found, "Check one pupil.", "YEAR_OF_TOTALS", len(made)))
    lost = len(told) - elsewhere - len(marked) - len(made)
    if lost:
        found = f"{number_in_words(lost, 'year')} of attendance not read: no possible sessions, or no year"
        said.append(said_of(file, found, "Export them again.", "NO_SESSIONS", lost))
    return made, said


def is_year_of_end(years: Sequence[Record], strings: Sequence[String], on: date | None) -> bool:
    """Return whether a year of attendance is named by the calendar year in which it ends.

    No published source says which. A string of marks shows it by the day it starts on; else no year that
    begins after the file was written can be meant.
    """
    for string in strings:
        if string.record.within and string.record.within.get("year").isdigit():
            return int(string.record.within.get("year")) > first_year(string.start)
    named = [int(year.get("year")) for year in years if year.get("year").isdigit()]
    return on is not None and any(year > first_year(on) for year in named)


def total(pupil: Record, year: Record, ends: bool, on: date | None) -> Row:
    """Return the totals of one school year, to the day of the file where it is not over."""
    begins = int(year.get("year")) - ends
    last = date(begins + 1, 8, 31)
    possible, authorised, unauthorised = (
        year.get(each) for each in ("possible", "authorised", "unauthorised")
    )
    known = (possible, authorised, year.get("attended"))
    if not unauthorised and all(each.isdigit() for each in known):
        unauthorised = str(int(known[0]) - int(known[1]) - int(known[2]))
    return {
        SOURCE_PLACE: place(year),
        "pupil": number_of(pupil),
        "from_date": date(begins, 9, 1).isoformat(),
        "to_date": (min(last, on) if on and on.year >= begins else last).isoformat(),
        "possible": possible,
        "authorised": authorised,
        "unauthorised": unauthorised,
    }
