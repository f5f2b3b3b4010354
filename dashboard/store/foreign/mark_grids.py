"""Registers with a column a session or a column a day, as school systems print them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from dashboard.query import read_query
from dashboard.store.foreign.grids import Grid, desk, each_laid_out, load_lines, tables
from dashboard.store.foreign.grids_above import PRINTED
from dashboard.store.foreign.grids_days import days_in
from dashboard.store.foreign.grids_people import called
from dashboard.store.foreign.mark_grids_cells import split_day
from dashboard.store.foreign.mark_grids_layout import (
    DatedColumn,
    Layout,
    dated,
    find_layout,
    own_headings,
    register_above,
)
from dashboard.store.foreign.mark_grids_writing import (
    Read,
    join_parts,
    name_columns,
    notes_of,
    tell_rows_apart,
    write_marks,
)
from dashboard.store.foreign.shape import Translated
from dashboard.store.matching import plain
from dashboard.store.problems import Problem, Unreadable, listed, quoted

SESSIONS = ("AM", "PM")
CHARACTERISTICS = (
    "sex",
    "pupil_premium",
    "free_school_meals",
    "sen",
    "sen_need",
    "eal",
    "ethnicity",
    "looked_after",
)


@dataclass
class MarkGrids:
    """Attendance with a column a session, or a column a day."""

    name: str = "Attendance in columns"

    def recognise(self, files: Sequence[Path]) -> list[list[Path]]:
        """Return the files that hold such a register, each by itself."""
        return each_laid_out(files, find_layout)

    def translate(self, files: Sequence[Path], into: Path, said: Mapping[str, Any]) -> Translated:
        """Write the marks as ``attendance.parquet``. Raises Unreadable."""
        read: list[Read] = []
        passed_over: list[Problem] = []
        for grid, layout in tables(files, find_layout):
            if layout:
                read.append(read_register(grid, layout, said, into / f"part{len(read)}.parquet"))
            else:
                passed_over.append(no_register(grid))
        return translated(self.name, read, passed_over, into)


def translated(kind: str, read: Sequence[Read], passed_over: Sequence[Problem], into: Path) -> Translated:
    """Sum up what was made of every register of some files."""
    join_parts([each.path for each in read], into / "attendance.parquet")
    marks, could_be = sum(each.marks for each in read), sum(each.could_be for each in read)
    notes = [note for each in read for note in notes_of(each)]
    return Translated(
        kind,
        (into / "attendance.parquet",),
        "marks",
        marks,
        could_be - marks,
        tuple([*notes, *passed_over, *blanks(read, could_be - marks)]),
    )


def blanks(read: Sequence[Read], ignored: int) -> list[Problem]:
    """Say how many places for a mark gave none."""
    if not ignored:
        return []
    file = read[0].path.name if not read else read[0].label
    places = "1 place for a mark is" if ignored == 1 else f"{ignored:,} places for a mark are"
    found = f"{places} blank or in rows that are left out"
    return [Problem(file, None, None, found, "Nothing is made of them.", "NO_MARKS", True, ignored)]


def read_register(grid: Grid, layout: Layout, said: Mapping[str, Any], path: Path) -> Read:
    """Write the marks of one register to a file. Raises Unreadable."""
    layout.people.known_by_number(grid.label)
    columns = dated(grid, layout, said)
    halves = 1 if columns[0].session else 2
    with desk(grid.path) as db:
        loaded = load_lines(db, grid)
        lay_out(db, loaded, layout, columns)
        check_one_register(db, grid, layout)
        if halves == 2:
            split_days(db)
        db.execute(read_query("foreign/mark_ragged").sql)
        db.execute(read_query(f"foreign/marks_by_{'session' if halves == 1 else 'day'}").sql)
        read = write_marks(db, grid.label, path, layout.people)
    rows = sum(number for number, _ in read.kinds.values())
    others = not_read_of(grid, layout.header_row, layout.others)
    return replace(read, could_be=rows * len(columns) * halves, notes=(*others,))


def lay_out(
    db: duckdb.DuckDBPyConnection, grid: Grid, layout: Layout, columns: Sequence[DatedColumn]
) -> None:
    """Say how the lines that were loaded are taken apart."""
    people, bottom = layout.people, layout.bottom
    name_columns(db, [place_of(grid, column) for column in columns])
    values = {
        "delimiter": grid.delimiter,
        "header_row": layout.header_row,
        "width": layout.width,
        "school": people.school,
        "pupil": people.pupil,
        "upn": people.upn,
        "name": next(iter(people.names), None),
        "places": [column.place for column in columns],
        "headings": [bottom[c.place - 1] if c.place <= len(bottom) else "" for c in columns],
        "dates": [column.day for column in columns],
        "sessions": [column.session for column in columns],
        "columns": [place_of(grid, column) for column in columns],
    }
    db.execute(read_query("foreign/mark_layout").sql, values)
    tell_rows_apart(db)


def check_one_register(db: duckdb.DuckDBPyConnection, grid: Grid, layout: Layout) -> None:
    """Check that no register of other days begins below, whose marks would get these days. Raises Unreadable.

    The headings alone stand again at the top of each page.
    """
    if (before := register_above(grid, layout)) is not None:
        raise another_register(grid, before, f"the headings stand here and again in row {layout.header_row}")
    own = own_headings(grid.rows[layout.header_row - layout.depth : layout.header_row], 0)
    places = [place for place in (layout.people.pupil, layout.people.upn) if place]
    names = [own[place - 1].lower() for place in places if own[place - 1]]
    check_same_days(db, grid, layout.header_row, names)


def check_same_days(
    db: duckdb.DuckDBPyConnection, grid: Grid, header_row: int, names: Sequence[str] = ()
) -> None:
    """Check that where headings stand again, above them stand no days but those of the first.

    ``names``: what stands above the pupils, in rows whose days are others. Raises Unreadable.
    """
    first = days_above([" ".join(cells) for cells in grid.rows[:header_row]])
    found = db.execute(read_query("foreign/mark_again").sql, {"names": list(names)}).fetchall()
    for row, is_same, above in found:
        if not is_same or days_above(above) - first:
            raise another_register(grid, row, "the headings stand again here, for other days")


def another_register(grid: Grid, row: int, found: str) -> Unreadable:
    """Say that a file holds several tables of one kind."""
    return Unreadable(grid.label, found, "Save each part as a file of its own.", "SEVERAL_TABLES", row)


def days_above(lines: Sequence[str]) -> set[date]:
    """Return the days that lines above headings name, but for when they were printed."""
    return {day for line in lines if not PRINTED.search(line.casefold()) for day in days_in(line)}


def split_days(db: duckdb.DuckDBPyConnection) -> None:
    """Say of every way of writing a day which marks it holds."""
    cells = [
        cell for (cell,) in db.execute(read_query("foreign/day_cells").sql).fetchall() if cell is not None
    ]
    pairs = [split_day(cell) for cell in cells]
    values = {
        "cells": cells,
        "sessions": [list(SESSIONS) if pair else [None] for pair in pairs],
        "codes": [list(pair) if pair else [cell.strip()] for cell, pair in zip(cells, pairs, strict=True)],
    }
    db.execute(read_query("foreign/day_cell").sql, values)


def place_of(grid: Grid, column: DatedColumn) -> str:
    """Return in words where a column is."""
    sheet = f"sheet {grid.sheet}, " if grid.sheet else ""
    return f"{sheet}column {letters(column.place)} {column.text}"


def letters(place: int) -> str:
    """Return how a spreadsheet names a column: 1 is A, 27 is AA."""
    name = ""
    while place:
        place, letter = divmod(place - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def not_read_of(grid: Grid, header_row: int, headings: Sequence[str]) -> list[Problem]:
    """Say of which columns nothing is made."""
    if not headings:
        return []
    named = listed([quoted(text) for text in headings])
    found = f"nothing is made of its headings {named}"
    remedy = "They say neither whom a row is about nor what is imported."
    return [
        Problem(grid.label, header_row, None, found, remedy, "IGNORED_HEADINGS", True),
        *of_pupils(grid, header_row, headings),
    ]


def of_pupils(grid: Grid, header_row: int, headings: Sequence[str]) -> list[Problem]:
    """Say which headings that are not read say something of the pupils."""
    known = {word for column in CHARACTERISTICS for word in called("pupils", column)}
    theirs = [quoted(heading) for heading in headings if plain(heading) in known]
    if not theirs:
        return []
    found = f"what {listed(theirs)} say of the pupils is not read together with the rest"
    remedy = (
        "Where your list of pupils does not say it, hand in a copy of this file without marks and results."
    )
    return [Problem(grid.label, header_row, None, found, remedy, "PUPILS_TOO", True)]


def no_register(grid: Grid) -> Problem:
    """Say that nothing was read from one sheet among others."""
    found = "nothing is read from this sheet: no heading of it names a day"
    return Problem(grid.label, None, None, found, "Check that it holds no marks.", "NO_KNOWN_COLUMNS", True)
