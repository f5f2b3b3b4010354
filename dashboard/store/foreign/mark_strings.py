"""Attendance as a string of marks from a start date: two marks a day, one after another."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from dashboard.query import read_query
from dashboard.reference import codes
from dashboard.store.foreign.grids import Grid, desk, each_laid_out, load_lines, tables, unanswered
from dashboard.store.foreign.grids_above import Above, read_above
from dashboard.store.foreign.grids_people import People, find_people
from dashboard.store.foreign.mark_grids import not_read_of, translated
from dashboard.store.foreign.mark_grids_writing import Read, in_rows, name_columns, write_marks
from dashboard.store.foreign.mark_strings_days import Calendar, Plan, Span, plan, proven_days
from dashboard.store.foreign.shape import Translated
from dashboard.store.matching import plain
from dashboard.store.problems import Problem, Unreadable

HEADINGS_WITHIN = 25
ENOUGH = 0.8
SURE = 4
PATTERNS = 500
FIRST_DAY = (
    "start", "start date", "from", "from date", "date from", "first date", "first day", "begin date",
    "attendance start date", "marks from", "week beginning", "week commencing", "wb", "wc",
)  # fmt: skip
LAST_DAY = (
    "end", "end date", "to", "to date", "date to", "last date", "last day", "attendance end date",
    "marks end date", "marks to",
)  # fmt: skip


@dataclass(frozen=True)
class StringLayout:
    """Where in a table the strings of marks and their days stand, counted from one."""

    header_row: int
    people: People
    marks: int
    first: int | None
    last: int | None
    headings: tuple[str, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """Return the headings of which nothing is made."""
        known = {*self.people.places, self.marks, self.first, self.last}
        return tuple(text for place, text in enumerate(self.headings, 1) if text and place not in known)


@dataclass
class MarkStrings:
    """Attendance with all marks of a pupil in one cell."""

    name: str = "Attendance as strings of marks"

    def recognise(self, files: Sequence[Path]) -> list[list[Path]]:
        """Return the files that hold strings of marks, each by itself."""
        return each_laid_out(files, find_strings)

    def translate(self, files: Sequence[Path], into: Path, said: Mapping[str, Any]) -> Translated:
        """Write the marks as ``attendance.parquet``. Raises Unreadable."""
        read: list[Read] = []
        for grid, layout in tables(files, find_strings):
            if layout:
                read.append(read_strings(grid, layout, said, into / f"part{len(read)}.parquet"))
        return translated(self.name, read, [], into)


def find_strings(grid: Grid) -> StringLayout | None:
    """Find the headings of a table with strings of marks; None where the table is none."""
    for row, cells in enumerate(grid.rows[:HEADINGS_WITHIN], start=1):
        headings = [cell.strip() for cell in cells]
        people = find_people(headings, grid.rows[row:])
        if people is None:
            continue
        free = [place for place in range(1, len(headings) + 1) if place not in people.places]
        marks = next((place for place in free if are_strings(grid.rows[row:], place)), None)
        if marks:
            while headings and not headings[-1]:
                headings.pop()
            first, last = place_called(headings, FIRST_DAY), place_called(headings, LAST_DAY)
            return StringLayout(row, people, marks, first, last, tuple(headings))
    return None


def letters() -> str:
    """Return the first letters of all codes, as a pattern lists them."""
    return "".join(sorted({re.escape(code[0]) for code in codes("attendance_code")}))


def string_of_marks() -> re.Pattern[str]:
    """Return the pattern of several marks, each with the digits that belong to it."""
    return re.compile(rf"(?:[{letters()}][0-9]{{0,2}}[ |,;]*){{2,}}")


def are_strings(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Say whether the cells at a place are strings of marks, one at least that is no word and no date."""
    cells = [row[place - 1].strip() for row in rows if len(row) >= place and row[place - 1].strip()]
    marks = string_of_marks()
    fitting = [cell for cell in cells if marks.fullmatch(cell)]
    is_sure = any(len(cell) >= SURE and {"/", "\\", "#"} & set(cell) for cell in fitting)
    return is_sure and len(fitting) >= ENOUGH * len(cells)


def place_called(headings: Sequence[str], names: Sequence[str]) -> int | None:
    """Return where a heading of one of these names stands."""
    known = {plain(name) for name in names}
    return next((place for place, heading in enumerate(headings, 1) if plain(heading) in known), None)


def read_strings(grid: Grid, layout: StringLayout, said: Mapping[str, Any], path: Path) -> Read:
    """Write the marks of one table to a file. Raises Unreadable."""
    layout.people.known_by_number(grid.label)
    # The heading of the marks may say from when to when they are.
    heading = layout.headings[layout.marks - 1] if layout.marks <= len(layout.headings) else ""
    above = read_above([[heading], *grid.rows[: layout.header_row - 1]], said)
    if not (layout.first or above.from_date or above.week):
        raise unanswered(grid.label, {"from_date": "the day of the first mark"})
    with desk(grid.path) as db:
        lay_out(db, load_lines(db, grid), layout, above)
        spans, faults = plan_spans(db, grid, above)
        db.execute(read_query("foreign/mark_ragged").sql)
        name_codes(db)
        db.execute(read_query("foreign/marks_by_string").sql)
        read = write_marks(db, grid.label, path, layout.people)
    others = not_read_of(grid, layout.header_row, layout.others)
    return replace(read, could_be=spans, notes=(*others, *faults))


def lay_out(db: duckdb.DuckDBPyConnection, grid: Grid, layout: StringLayout, above: Above) -> None:
    """Say how the lines that were loaded are taken apart."""
    people = layout.people
    values = {
        "delimiter": grid.delimiter,
        "header_row": layout.header_row,
        "width": len(layout.headings),
        "school": people.school,
        "pupil": people.pupil,
        "upn": people.upn,
        "name": next(iter(people.names), None),
        "marks": layout.marks,
        "first": layout.first,
        "last": layout.last,
        "from_date": above.from_date or above.week,
        "to_date": above.to_date,
    }
    for macro in ("intake/macros/day_of", "foreign/macros/written_day", "foreign/macros/is_total_row"):
        db.execute(read_query(macro).sql)
    db.execute(read_query("foreign/string_layout").sql, values)
    # A pattern that stood in a column would be made anew for every row.
    db.execute(read_query("foreign/string_row").sql, {"odd": f"[^{letters()}]"})


def plan_spans(db: duckdb.DuckDBPyConnection, grid: Grid, above: Above) -> tuple[int, list[Problem]]:
    """Find the day of every mark; return how many marks there are, and the strings that do not fit.

    Raises Unreadable where not one string fits.
    """
    found = db.execute(read_query("foreign/string_spans").sql).fetchall()
    spans = [Span(*each[:5]) for each in found]
    patterns = db.execute(read_query("foreign/string_closed").sql, {"most": PATTERNS}).fetchall()
    calendar = Calendar(above.closed, proven_days([(first, pattern) for first, pattern, _ in patterns]))
    plans = [plan(span, calendar) for span in spans]
    rows, first_rows = [each[5] for each in found], [each[6] for each in found]
    if plans and all(each.fault for each in plans):
        raise no_days(grid, spans[0], plans[0], calendar)
    most = max((len(each.days) for each in plans), default=0)
    name_columns(db, [f"mark {number}" for number in range(1, most + 1)])
    values = [{**asdict(span), **as_values(each)} for span, each in zip(spans, plans, strict=True)]
    db.execute(read_query("foreign/string_plan").sql, {"plans": values})
    marks = sum(
        number * (span.packed_marks if each.is_packed or each.fault else span.all_marks)
        for span, each, number in zip(spans, plans, rows, strict=True)
    )
    faulty = [(each, n, first) for each, n, first in zip(plans, rows, first_rows, strict=True) if each.fault]
    return marks, [does_not_fit(grid, *each) for each in faulty]


def name_codes(db: duckdb.DuckDBPyConnection) -> None:
    """Make the type of the codes: texts, where a string holds more than known codes of one letter."""
    [(are_known,)] = db.execute(read_query("foreign/string_codes").sql).fetchall()
    db.execute(read_query("foreign/mark_word").sql, {"words": list(codes("attendance_code"))})
    db.execute(read_query(f"foreign/string_code_{'type' if are_known else 'text'}").sql)


def as_values(each: Plan) -> dict[str, Any]:
    """Return a plan as the query takes it."""
    return {
        "is_packed": each.is_packed,
        "has_weekends": each.has_weekends,
        "dates": list(each.days),
        "fault": each.fault,
    }


def does_not_fit(grid: Grid, each: Plan, rows: int, first_row: int) -> Problem:
    """Say which strings do not fit their days."""
    found = f"{in_rows(rows)} with {each.fault}: the length does not prove of which days they are"
    remedy = "Each is refused. Export the marks again with the first and the last day of each string."
    return Problem(grid.label, first_row, None, found, remedy, "MARKS_DO_NOT_FIT", True, rows)


def no_days(grid: Grid, span: Span, each: Plan, calendar: Calendar) -> Unreadable:
    """Say what must be known for the strings to fit their days."""
    first, last, marks = span.from_date, span.to_date, span.packed_marks
    if first is None or span.has_no_day or marks % 2 or (last and last < first):
        found = f"not one string of marks fits its days ({each.fault})"
        remedy = "Export the marks again with the first and the last day of each string, two marks a day."
        return Unreadable(grid.label, found, remedy, "MARKS_DO_NOT_FIT")
    if last is None:
        question = f"the last day of its marks ({marks} of them from {day(first)})"
        return unanswered(grid.label, {"to_date": question})
    weekdays = len(calendar.days(first, last, "weekdays"))
    question = (
        f"on which weekdays from {day(first)} to {day(last)} the school was closed "
        f"({marks} marks are {marks // 2} days, and there are {weekdays} weekdays)"
    )
    return unanswered(grid.label, {"closed": question})


def day(when: date) -> str:
    """Return a day as people write it."""
    return f"{when.day} {when:%b %Y}"
