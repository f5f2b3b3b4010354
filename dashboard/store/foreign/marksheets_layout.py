"""Find in a marksheet which columns hold results, of which subject, assessment and kind."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dashboard.store.findings import OF
from dashboard.store.foreign.grids import Grid, unanswered
from dashboard.store.foreign.grids_above import as_day, read_above
from dashboard.store.foreign.grids_people import People, called, find_people
from dashboard.store.foreign.mark_grids_layout import join_headings, own_headings
from dashboard.store.foreign.marksheets_headings import SheetHeading, known_grades, sheet_heading
from dashboard.store.matching import plain
from dashboard.store.problems import listed, quoted

HEADINGS_WITHIN = 25
DEEPEST = 3
ENOUGH = 0.5
RESULT = re.compile(
    r"\d{1,3}(?:\.\d+)?[a-cA-C]?[+=-]?|\d+(?:\.\d+)? ?%|[A-Z*]{1,3}\d?[+=-]?|[*czx:.-]{1,2}|low"
)
FIELDS = ("assessment", "assessed_on", "scale")
# Under these names the lines above the headings say it.
LABELS = {
    "subject": ("subject",),
    "assessment": ("assessment", "assessment point", "data point", "collection", "aspect", "assessment name"),
    "assessed_on": (
        "date",
        "assessment date",
        "assessed on",
        "date assessed",
        "date of test",
        "test date",
        "result date",
        "collection date",
    ),
    "scale": ("scale", "grade set", "gradeset", "mark scheme", "grading"),
}


@dataclass(frozen=True)
class ResultColumn:
    """One column of results: where it stands, what stands above it, and what it is of."""

    place: int
    text: str
    heading: SheetHeading
    assessment: str = ""
    day: str = ""
    scale: str = ""


@dataclass(frozen=True)
class SheetLayout:
    """How one marksheet is laid out.

    ``fields`` are columns that say assessment, date or scale row by row; ``unlike`` are headings of subjects
    below which most cells are no results.
    """

    header_row: int
    depth: int
    people: People
    columns: tuple[ResultColumn, ...]
    fields: Mapping[str, int]
    others: tuple[str, ...]
    bottom: tuple[str, ...]
    unlike: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Return how many columns have a heading."""
        return max([*(column.place for column in self.columns), len(self.bottom)])


def find_sheet(grid: Grid) -> SheetLayout | None:
    """Find the headings of a marksheet; None where the table is none."""
    found = [
        layout
        for depth in range(1, DEEPEST + 1)
        for bottom in range(depth, min(len(grid.rows), HEADINGS_WITHIN) + 1)
        if (layout := sheet_at(grid, bottom, depth))
    ]
    return max(found, key=fitness, default=None)


def fitness(layout: SheetLayout) -> tuple[int, int, int, int]:
    """Order ways to read the headings: the more columns, the more of them that name their assessment."""
    named = sum(bool(column.heading.assessment) for column in layout.columns)
    return len(layout.columns), named, -layout.depth, -layout.header_row


def sheet_at(grid: Grid, bottom: int, depth: int) -> SheetLayout | None:
    """Read these rows as the headings of a marksheet; None where they are none."""
    rows, below = grid.rows[bottom - depth : bottom], grid.rows[bottom:]
    last = [cell.strip() for cell in rows[-1]]
    while last and not last[-1]:
        last.pop()
    joined = join_headings(rows, depth)
    understood = {
        place: ResultColumn(place, text, heading)
        for place, text in joined.items()
        if (heading := sheet_heading(text) or sheet_heading(f"{grid.sheet} {text}"))
    }
    columns = tuple(each for place, each in understood.items() if has_results(below, place))
    own = own_headings(rows, columns[0].place) if columns else []
    people = find_people(own, below)
    if people is None or people.places & {column.place for column in columns}:
        return None
    if any(plain(heading) in called("results", "subject") | {"value", "result"} for heading in own):
        return None  # a row a result, which is read as it is
    fields = fields_in(own, {column.place for column in columns})
    known = people.places | {column.place for column in columns} | set(fields.values())
    unlike = tuple(
        each.text for place, each in understood.items() if place not in known and has_cells(below, place)
    )
    left = [(place, text) for place, text in joined.items() if place not in known and text]
    others = tuple(text for _, text in left if text not in unlike)
    return SheetLayout(bottom, depth, people, columns, fields, others, tuple(last), unlike)


def fields_in(headings: Sequence[str], taken: set[int]) -> dict[str, int]:
    """Return the columns that say assessment, date or scale row by row."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings, start=1):
        for field in FIELDS:
            if place not in taken and plain(heading) in called("results", field):
                places.setdefault(field, place)
    return places


def has_cells(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Say whether something stands at a place of some row."""
    return any(len(row) >= place and row[place - 1].strip() for row in rows)


def has_results(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Say whether the cells at a place look like results: short numbers and grades, no words or classes."""
    cells = [row[place - 1].strip() for row in rows if len(row) >= place and row[place - 1].strip()]
    if {cell.upper() for cell in cells} in ({"Y"}, {"N"}, {"Y", "N"}):
        return False  # who has lessons, not what came of them
    fitting = [cell for cell in cells if RESULT.fullmatch(unwrapped(cell)) or plain(cell) in known_grades()]
    return bool(cells) and len(fitting) >= ENOUGH * len(cells)


def unwrapped(cell: str) -> str:
    """Return a cell without the ="..." that keeps a spreadsheet from reading it as a number."""
    return cell[2:-1] if cell.startswith('="') else cell


def answered(grid: Grid, layout: SheetLayout, said: Mapping[str, Any]) -> tuple[ResultColumn, ...]:
    """Return the columns with assessment, date and scale. Raises Unreadable naming what must be said."""
    above = read_above(grid.rows[: layout.header_row - layout.depth], {}).labels
    named = sorted({column.heading.assessment for column in layout.columns} - {""})
    only = named[0] if len(named) == 1 else ""
    columns = tuple(answer(column, said, above, only) for column in layout.columns)
    lacking = {
        "assessment": [each.text for each in columns if not each.assessment],
        "assessed_on": [each.assessment or each.text for each in columns if not each.day],
        "scale": [each.text for each in columns if not each.scale],
    }
    questions = {
        name: question(field, each)
        for field, of in lacking.items()
        if of and field not in layout.fields
        for name, each in asked_of(field, of, set(named))
    }
    if questions:
        raise unanswered(grid.label, questions)
    return columns


def asked_of(field: str, of: Sequence[str], assessments: set[str]) -> list[tuple[str, Sequence[str]]]:
    """Return what is asked under which name: the day of several assessments is asked of each."""
    every = sorted(set(of))
    if field != "assessed_on" or len(every) == 1 or not set(every) <= assessments:
        return [(field, of)]
    return [(f"{field}{OF}{each}", [each]) for each in every]


def answer(
    column: ResultColumn, said: Mapping[str, Any], above: Mapping[str, str], only: str
) -> ResultColumn:
    """Return a column with what its heading says, then what a person said, then what stands above.

    ``only`` is the one assessment that other headings name: a target without one goes with it.
    """
    heading = column.heading
    assessment = heading.assessment or said_of(said, "assessment", heading.subject)
    assessment = assessment or label(above, "assessment") or only
    day = heading.day or said_of(said, "assessed_on", assessment) or label(above, "assessed_on")
    scale = heading.scale or said_of(said, "scale", heading.subject) or label(above, "scale")
    return replace(column, assessment=assessment, day=as_text(day), scale=scale)


def said_of(said: Mapping[str, Any], field: str, of: str) -> str:
    """Return what a person said: for all columns, or for each subject or assessment apart."""
    value = said.get(f"{field}{OF}{of}") or said.get(field) or ""
    return str(value.get(of, "")) if isinstance(value, Mapping) else str(value)


def label(labels: Mapping[str, str], field: str) -> str:
    """Return what the lines above the headings say."""
    return next((labels[plain(name)] for name in LABELS[field] if plain(name) in labels), "")


def as_text(day: date | str) -> str:
    """Return a day as the import file has it; what is no day stands as it is, and is refused there."""
    if isinstance(day, date):
        return day.isoformat()
    known = as_day(day)
    return known.isoformat() if known else day


def question(field: str, of: Sequence[str]) -> str:
    """Put into words what must be said."""
    named = listed(sorted({quoted(each) for each in of}), 5)
    return {"assessment": "the assessment", "assessed_on": "the day", "scale": "the scale"}[
        field
    ] + f" of {named}"
