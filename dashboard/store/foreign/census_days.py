"""Find out the census day, and the days over which its sessions were counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateutil.easter import easter

from dashboard.store.foreign.xml_records import Record, said_of
from dashboard.store.foreign.xml_writing import day
from dashboard.store.problems import Problem

MONDAY, THURSDAY = 0, 3
# The month of each census, and which Thursday of it is census day.
CENSUS_DAYS = {"AUT": (10, 1), "SPR": (1, 3), "SUM": (5, 3)}
LAST_TERM, SUMMER_SECOND_HALF, WHOLE_YEAR = (
    "TermlyAttendance",
    "SummerHalfTerm2Attendance",
    "AnnualAttendance",
)
Period = tuple[date, date]


@dataclass(frozen=True)
class Days:
    """The census day, and for each block of attendance its first and last day; empty where not known."""

    census_day: date | None = None
    periods: Mapping[str, Period] | None = None


def days_of(file: str, header: Record, said: Mapping[str, Any]) -> tuple[Days, list[Problem]]:
    """Return the days of a census and what to say about them."""
    on = day(str(said.get("census_date", ""))) or day(header.get("reference_date"))
    if on:
        return Days(on, periods(on, header.get("term"))), []
    term, year = header.get("term").upper(), header.get("year")
    if term not in CENSUS_DAYS or not (year.isdigit() and len(year) == 4):
        return Days(), []
    month, which = CENSUS_DAYS[term]
    on = nth_weekday(int(year), month, THURSDAY, which)
    found = f"it names no census day, so that of {term} {year} is taken: {on.isoformat()}"
    return Days(on, periods(on, term)), [said_of(file, found, "Check the day.", "CENSUS_DAY_TAKEN")]


def periods(on: date, term: str) -> dict[str, Period]:
    """Return the days of each block of attendance that a census of this day counts, one term in arrears.

    The Department for Education says which (Pupil absence in schools in England, methodology, table 6). Its
    autumn begins on 1 August; here it begins with the academic year.
    """
    month, year = on.month, on.year
    named = term.upper() if term.upper() in CENSUS_DAYS else ""
    held_in = named or ("AUT" if month >= 9 else "SPR" if month <= 3 else "SUM")
    if held_in == "SPR":
        return {LAST_TERM: (date(year - 1, 9, 1), date(year - 1, 12, 31))}
    if held_in == "SUM":
        return {LAST_TERM: (date(year, 1, 1), easter(year))}
    holiday = nth_weekday(year, 5, MONDAY, 5)
    return {
        LAST_TERM: (easter(year) + timedelta(days=1), holiday - timedelta(days=1)),
        SUMMER_SECOND_HALF: (holiday, date(year, 7, 31)),
        WHOLE_YEAR: (date(year - 1, 9, 1), date(year, 7, 31)),
    }


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """Return the first, third or (for 5) last such weekday of a month."""
    first = date(year, month, 1)
    days = [first + timedelta(days=count) for count in range(31)]
    fitting = [each for each in days if each.month == month and each.weekday() == weekday]
    return fitting[min(which, len(fitting)) - 1]
