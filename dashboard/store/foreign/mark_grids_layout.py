"""Find in a printed register which columns hold marks, and of which day and session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dashboard.store.foreign.grids import Grid, unanswered
from dashboard.store.foreign.grids_above import Above, read_above
from dashboard.store.foreign.grids_days import Day, Heading, heading_of
from dashboard.store.foreign.grids_people import People, find_people
from dashboard.store.foreign.mark_grids_cells import looks_like_days, looks_like_marks
from dashboard.store.problems import Unreadable, quoted

HEADINGS_WITHIN = 25
DEEPEST = 3
SATURDAY = 5


@dataclass(frozen=True)
class MarkColumn:
    """One column of marks: where it stands, and what stands above it."""

    place: int
    text: str
    heading: Heading
    session: str | None


@dataclass(frozen=True)
class Layout:
    """How one printed register is laid out. ``header_row`` is the last row of headings, counted from one."""

    header_row: int
    depth: int
    people: People
    columns: tuple[MarkColumn, ...]
    others: tuple[str, ...]
    bottom: tuple[str, ...]

    @property
    def width(self) -> int:
        """Return how many columns have a heading."""
        return max([*(column.place for column in self.columns), len(self.bottom)])


@dataclass(frozen=True)
class DatedColumn:
    """One column of marks with the day it is of; without ``session`` each cell holds both."""

    place: int
    text: str
    day: date
    session: str | None


def find_layout(grid: Grid) -> Layout | None:
    """Find the headings of a printed register; None where the table is none."""
    found = [
        layout
        for depth in range(1, DEEPEST + 1)
        for bottom in range(depth, min(len(grid.rows), HEADINGS_WITHIN) + 1)
        if (layout := layout_at(grid.rows, bottom, depth))
    ]
    return max(found, key=fitness, default=None)


def register_above(grid: Grid, layout: Layout) -> int | None:
    """Return the row of headings of a register above these, whose rows would be lost; None where none is."""
    top = layout.header_row - layout.depth
    for bottom in range(1, min(top, len(grid.rows)) + 1):
        between = grid.rows[bottom:top]
        other = layout_at(grid.rows, bottom, 1)
        if other and any(has_cell(row, column.place) for row in between for column in other.columns):
            return bottom
    return None


def fitness(layout: Layout) -> tuple[int, int, int, int, int]:
    """Order ways to read the headings: the more columns, the more of them that name session and day.

    "Mon AM" below several weeks names its day only together with its own week.
    """
    named = sum(column.heading.session is not None for column in layout.columns)
    days = sum(column.heading.day is not None for column in layout.columns)
    return len(layout.columns), named, days, -layout.depth, -layout.header_row


def layout_at(rows: Sequence[Sequence[str]], bottom: int, depth: int) -> Layout | None:
    """Read these rows as the headings of a printed register; None where they are none."""
    last = [cell.strip() for cell in rows[bottom - 1]]
    while last and not last[-1]:
        last.pop()
    below = rows[bottom:]
    joined = join_headings(rows[bottom - depth : bottom], depth)
    headings = {place: heading for place, text in joined.items() if (heading := heading_of(text))}
    if not headings:
        return None
    columns = mark_columns(headings, joined, below)
    own = own_headings(rows[bottom - depth : bottom], min(headings))
    people = find_people(own, below)
    if not columns or people is None or people.places & {column.place for column in columns}:
        return None
    known = people.places | {column.place for column in columns}
    others = tuple(text for place, text in joined.items() if place not in known and text)
    return Layout(bottom, depth, people, columns, others, tuple(last))


def join_headings(rows: Sequence[Sequence[str]], depth: int) -> dict[int, str]:
    """Join the rows of headings, column by column: an upper one holds until the next, as merged cells do."""
    filled: list[list[str]] = []
    for number, row in enumerate(rows):
        cells, before = [cell.strip() for cell in row], ""
        if number < depth - 1:
            for place, cell in enumerate(cells):
                before = cells[place] = cell or before
        filled.append(cells)
    width = max((len(cells) for cells in filled), default=0)
    ends = [cells[-1] if cells and number < depth - 1 else "" for number, cells in enumerate(filled)]
    padded = [cells + [end] * width for cells, end in zip(filled, ends, strict=True)]
    return {
        place + 1: " ".join(part for part in (cells[place] for cells in padded) if part)
        for place in range(width)
        if depth == 1 or padded[-1][place]
    }


def own_headings(rows: Sequence[Sequence[str]], first_mark: int) -> list[str]:
    """Return the lowest heading of each column before the marks: those of pupils may span all rows."""
    width = max(len(row) for row in rows)
    lowest = [""] * width
    for row in rows:
        for place, cell in enumerate(row):
            lowest[place] = cell.strip() or lowest[place]
    return lowest


def mark_columns(
    headings: Mapping[int, Heading], joined: Mapping[int, str], below: Sequence[Sequence[str]]
) -> tuple[MarkColumn, ...]:
    """Return the columns whose cells are marks of a session, or of both sessions of a day.

    They are judged together: in a register one odd cell more or less is no reason to lose its column.
    """
    sessions, days = [], []
    for place, heading in headings.items():
        if heading.session:
            sessions.append(MarkColumn(place, joined[place], heading, heading.session))
        elif is_pair(place, headings, joined, below):
            sessions.append(MarkColumn(place, joined[place], heading, "AM"))
            sessions.append(MarkColumn(place + 1, joined[place], heading, "PM"))
        else:
            days.append(MarkColumn(place, joined[place], heading, None))
    if sessions:
        return tuple(sessions) if looks_like_marks(cells_at(below, sessions)) else ()
    cells = cells_at(below, days)
    return tuple(days) if cells and looks_like_days(cells) else ()


def cells_at(rows: Sequence[Sequence[str]], columns: Sequence[MarkColumn]) -> list[str]:
    """Return what stands in these columns, blanks left out."""
    return [row[column.place - 1] for row in rows for column in columns if has_cell(row, column.place)]


def is_pair(
    place: int, headings: Mapping[int, Heading], joined: Mapping[int, str], below: Sequence[Sequence[str]]
) -> bool:
    """Say whether a day's heading spans two columns: the next has cells, but no heading of its own."""
    spans = place + 1 not in headings and not joined.get(place + 1)
    next_is_free = place + 2 in headings or not joined.get(place + 2)
    return spans and next_is_free and any(has_cell(row, place + 1) for row in below)


def has_cell(row: Sequence[str], place: int) -> bool:
    """Say whether something stands at a place of a row."""
    return len(row) >= place and bool(row[place - 1].strip())


def dated(grid: Grid, layout: Layout, said: Mapping[str, Any]) -> list[DatedColumn]:
    """Return the day of every column of marks. Raises Unreadable where the file does not say it."""
    above = read_above(grid.rows[: layout.header_row - layout.depth], said)
    readings = {first: days_of(layout.columns, above, first) for first in (False, True)}
    days = chosen(grid, layout.columns, above, readings, said)
    return [
        DatedColumn(column.place, column.text, day, column.session)
        for column, day in zip(layout.columns, days, strict=True)
    ]


def chosen(
    grid: Grid,
    columns: Sequence[MarkColumn],
    above: Above,
    readings: Mapping[bool, list[date | None]],
    said: Mapping[str, Any],
) -> list[date]:
    """Return the days with the day first or the month first, whichever the headings prove."""
    whole = {first: [day for day in days if day] for first, days in readings.items() if all(days)}
    if not whole:
        raise no_days(grid, columns, above, readings[False])
    order = said.get("date_order")
    if order in ("day first", "month first") and (order == "month first") in whole:
        return whole[order == "month first"]
    if len(whole) == 1:
        return next(iter(whole.values()))
    at_weekends = {first: sum(day.weekday() >= SATURDAY for day in days) for first, days in whole.items()}
    if whole[True] != whole[False] and at_weekends[False] and not at_weekends[True]:
        asked = {"date_order": "whether its dates have the day first or the month first"}
        raise unanswered(grid.label, asked)
    return whole[False]


def days_of(columns: Sequence[MarkColumn], above: Above, month_first: bool) -> list[date | None]:
    """Return the day of each column, None where the heading names none that can be."""
    return [day_of(column.heading, above, month_first) for column in columns]


def day_of(heading: Heading, above: Above, month_first: bool) -> date | None:
    """Return the day that a heading means, from what it says and what stands above."""
    if heading.day is None:
        return above.week + timedelta(days=heading.weekday or 0) if above.week else None
    day = heading.day.read(month_first, year_of(heading.day, above, month_first))
    if day is None:
        return None
    if heading.is_week and heading.weekday is not None:
        return day + timedelta(days=heading.weekday - day.weekday())
    return day if heading.weekday in (None, day.weekday()) else None


def year_of(day: Day, above: Above, month_first: bool) -> int | None:
    """Return the year of a day that is written without one, where the lines above prove it."""
    if day.year:
        return None
    if above.from_date and above.to_date:
        years = range(above.from_date.year, above.to_date.year + 1)
        fitting = [
            year
            for year in years
            if (each := day.read(month_first, year)) and above.from_date <= each <= above.to_date
        ]
        return fitting[0] if len(fitting) == 1 else None
    if above.year:  # from September on it is the academic year's first
        each = day.read(month_first, above.year)
        return above.year + (each is None or each.month < 9)
    return None


def no_days(
    grid: Grid, columns: Sequence[MarkColumn], above: Above, days: Sequence[date | None]
) -> Unreadable:
    """Say what is lacking where a heading names no day that can be."""
    heading, text = next(
        (column.heading, column.text) for column, day in zip(columns, days, strict=True) if day is None
    )
    if heading.day is None:
        return unanswered(grid.label, {"week": f"in which week {quoted(text)} is (its Monday)"})
    if heading.day.year is None and not (above.year or (above.from_date and above.to_date)):
        return unanswered(grid.label, {"academic_year": f"of which school year {quoted(text)} is (2025/26)"})
    found = f"the heading {quoted(text)} names no day that there is"
    remedy = "Correct it: the day of the week, the date and the days above the table must agree."
    return Unreadable(grid.label, found, remedy, "HEADING_IS_NO_DAY")
