"""Make marks out of the strings of a transfer file, a row a session."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from dashboard.store.foreign.shape import SOURCE_PLACE
from dashboard.store.foreign.xml_codes import attendance_codes
from dashboard.store.foreign.xml_records import Record, number_in_words, of_group, said_of
from dashboard.store.foreign.xml_writing import day, is_elsewhere, number_of, place
from dashboard.store.problems import Problem

YEAR, MARKS = "YearData", "AttendSessions"
GROUPS = (YEAR, MARKS)
NO_MARK = " -*"  # no mark yet, or not on roll: at the end of a string they only fill it
NO_SCHOOL = " -*#!"
A_DIGIT = re.compile(r"[0-9]")
TWO_SIGNS = re.compile(r"[CJY][0-9]|.", re.DOTALL)
SAFE = frozenset(attendance_codes())  # none of them needs quotation marks in CSV
SATURDAY = 5


@dataclass
class Marks:
    """The marks that were written: the files, of which pupils, and what to say about them."""

    files: list[Path] = field(default_factory=list)
    pupils: set[int] = field(default_factory=set)
    notes: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class String:
    """One string of marks: whose, from which day, a code a session."""

    pupil: Record
    record: Record
    start: date
    codes: list[str]
    pairs: int = 0


def strings(header: Record, pupils: Sequence[list[Record]]) -> Iterator[String]:
    """Yield every string of marks made at the school the file comes from.

    Each sign is a code but for those of a letter and a digit (C1, Y3).
    """
    for records in pupils:
        for record in of_group(records, MARKS):
            start, marks = day(record.get("start")), record.get("marks")
            if start and marks and record.within and not is_elsewhere(record.within, header):
                marks = marks.rstrip(NO_MARK)
                codes = TWO_SIGNS.findall(marks) if A_DIGIT.search(marks) else list(marks)
                yield String(records[0], record, start, codes, len(marks) - len(codes))


def without_start(file: str, header: Record, pupils: Sequence[list[Record]]) -> list[Problem]:
    """Say how many strings of marks cannot be placed, for no day says where they start."""
    lost = sum(
        bool(record.get("marks")) and day(record.get("start")) is None
        for records in pupils
        for record in of_group(records, MARKS)
        if record.within and not is_elsewhere(record.within, header)
    )
    found = f"{number_in_words(lost, 'string')} of marks not read: no day says where they start"
    return [said_of(file, found, "Export them again.", "NO_START", lost)] if lost else []


def write_marks(file: str, told: Sequence[String], into: Path, school: str) -> Marks:
    """Write a mark for every session of every string."""
    marks = Marks()
    if not any(string.codes for string in told):
        return marks
    week = days_in_week(told)
    path = into / "attendance.csv"
    blank = 0
    with path.open("w", encoding="utf-8", newline="") as written:
        named = ["school"] if school else []
        written.write(cells([SOURCE_PLACE, *named, "pupil", "date", "session", "code"]) + "\n")
        for string in told:
            lines = lines_of(string, week, [school] if school else [])
            blank += len(string.codes) - len(lines)
            if lines:
                written.write("\n".join(lines) + "\n")
                marks.pupils.add(string.pupil.number)
    if marks.pupils:
        marks.files.append(path)
    marks.notes += about_marks(file, told, week, blank)
    return marks


def lines_of(string: String, week: int, school: list[str]) -> list[str]:
    """Return the rows of one string; a blank, and a weekend without school, is none."""
    head = cells([place(string.record), *school, number_of(string.pupil)]) + ","
    sessions = sessions_from(string.start, len(string.codes), week)
    codes: Sequence[str] = string.codes
    if not SAFE.issuperset(codes):
        codes = [code if code in SAFE else cells([code]) for code in codes]
    if week == 7 or " " in codes:
        return [
            head + session + code
            for session, code in zip(sessions, codes, strict=True)
            if session and code not in ("", " ", '" "')
        ]
    return [head + session + code for session, code in zip(sessions, codes, strict=True)]


def cells(values: list[str]) -> str:
    """Write cells as CSV, quoted where they need it."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(values)
    return line.getvalue()


@cache
def sessions_from(start: date, count: int, week: int) -> tuple[str, ...]:
    """Return so many sessions from a day on as cells; of weekends empty ones, or none in weeks of 5 days."""
    found: list[str] = []
    on = start
    while len(found) < count:
        if on.weekday() < SATURDAY:
            found += [f"{on.isoformat()},AM,", f"{on.isoformat()},PM,"]
        elif week == 7:
            found += ["", ""]
        on += timedelta(days=1)
    return tuple(found[:count])


def days_in_week(told: Sequence[String]) -> int:
    """Return 7 where every mark that would then fall on a weekend says that there is no school, else 5."""
    weekends = Counter[str]()
    for string in told:
        for weekday in (SATURDAY, SATURDAY + 1):
            first = 2 * ((weekday - string.start.weekday()) % 7)
            weekends.update(string.codes[first::14])
            weekends.update(string.codes[first + 1 :: 14])
    return 7 if weekends and all(code in NO_SCHOOL for code in weekends) else 5


def about_marks(file: str, told: Sequence[String], week: int, blank: int) -> list[Problem]:
    """Say how the strings were read, and where they do not agree with the totals beside them."""
    read = sum(len(string.codes) for string in told) - blank
    found = f"{number_in_words(read, 'mark')} read from strings of two sessions a day, {week} days a week"
    said = [said_of(file, found, "Compare a week of one pupil with your register.", "MARK_STRINGS", read)]
    if blank:
        found = f"{number_in_words(blank, 'sign')} in its strings passed over: blanks or weekends"
        said.append(said_of(file, found, "No row is made of them.", "BLANK_MARKS", blank))
    pairs = sum(string.pairs for string in told)
    if pairs:
        found = f"{number_in_words(pairs, 'pair')} of a letter and a digit (C1, Y3) read as one code each"
        remedy = "No published source says how they are written in a string: check some."
        said.append(said_of(file, found, remedy, "TWO_SIGN_CODES", pairs))
    late = sum(string.start.weekday() != 0 for string in told)
    if late:
        found = f"{number_in_words(late, 'string')} not starting on a Monday read from the day given"
        said.append(said_of(file, found, "Check a few pupils.", "NOT_A_MONDAY", late))
    differ = sum(disagrees(string) for string in told)
    if differ:
        found = f"in {number_in_words(differ, 'string')} the marks do not add up to the sessions stated"
        said.append(said_of(file, found, "The marks count.", "TOTALS_DISAGREE", differ))
    return said


def disagrees(string: String) -> bool:
    """Return whether the possible sessions among the marks are not as many as stated."""
    stated = string.record.within.get("possible") if string.record.within else ""
    known = attendance_codes()
    possible = sum(
        times for code, times in Counter(string.codes).items() if code in known and known[code].possible
    )
    return stated.isdigit() and int(stated) != possible
