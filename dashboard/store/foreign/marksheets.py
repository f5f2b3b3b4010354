"""Marksheets: a column a subject, or several of one, each with what it is of above it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from dashboard.query import read_query
from dashboard.store.foreign.grids import Grid, desk, each_laid_out, load_lines, tables
from dashboard.store.foreign.mark_grids import check_same_days, letters, not_read_of
from dashboard.store.foreign.mark_grids_writing import Read, name_columns, notes_of, tell_rows_apart
from dashboard.store.foreign.marksheets_layout import FIELDS, ResultColumn, SheetLayout, answered, find_sheet
from dashboard.store.foreign.shape import SOURCE_PLACE, Translated
from dashboard.store.problems import Problem, listed, quoted

SINGLE, DOUBLE = "GCSE 9-1", "GCSE 9-1 combined science"


@dataclass(frozen=True)
class SheetRead:
    """What became of one marksheet: its cells, how many gave a result, and what to say."""

    path: Path
    names: list[str]
    cells: int
    results: int
    notes: list[Problem]


@dataclass
class Marksheets:
    """Results with a column a subject."""

    name: str = "Marksheet"

    def recognise(self, files: Sequence[Path]) -> list[list[Path]]:
        """Return the files that hold a marksheet, each by itself."""
        return each_laid_out(files, find_sheet)

    def translate(self, files: Sequence[Path], into: Path, said: Mapping[str, Any]) -> Translated:
        """Write the results as ``results.csv``. Raises Unreadable."""
        read: list[SheetRead] = []
        notes: list[Problem] = []
        for grid, layout in tables(files, find_sheet):
            if layout:
                read.append(read_sheet(grid, layout, said, into / f"part{len(read)}.csv"))
            else:
                notes.append(no_sheet(grid))
        write_joined(read, into / "results.csv")
        results, cells = sum(each.results for each in read), sum(each.cells for each in read)
        notes = [*(note for each in read for note in each.notes), *notes]
        return Translated(
            self.name, (into / "results.csv",), "results", results, cells - results, tuple(notes)
        )


def read_sheet(grid: Grid, layout: SheetLayout, said: Mapping[str, Any], path: Path) -> SheetRead:
    """Write the results of one marksheet to a file. Raises Unreadable."""
    layout.people.known_by_number(grid.label)
    columns = answered(grid, layout, said)
    people = layout.people
    names = [SOURCE_PLACE] + (["school"] if people.school else []) + ["pupil" if people.pupil else "upn"]
    names += ["subject", "assessment", "assessed_on", "kind", "scale", "value"]
    with desk(grid.path) as db:
        lay_out(db, load_lines(db, grid), layout, columns)
        db.execute(read_query("foreign/result_found").sql)
        db.execute(read_query("foreign/result_out").sql)
        db.view("result_out").select(*names).write_csv(str(path), header=True)
        [(results, hidden, doubles)] = db.execute(read_query("foreign/result_counts").sql).fetchall()
        kinds = db.execute(read_query("foreign/mark_kinds").sql).fetchall()
    cells = sum(rows for _, rows, _ in kinds) * len(columns)
    rows = Read(grid.label, path, cells, {}, 0, {kind: (rows, first) for kind, rows, first in kinds})
    notes = [*not_read_of(grid, layout.header_row, layout.others), *unlike(grid, layout), *notes_of(rows)]
    notes += [*ignored(grid, hidden, cells - results - hidden), *double_grades(grid, doubles)]
    return SheetRead(path, names, cells, results, notes)


def lay_out(
    db: duckdb.DuckDBPyConnection, grid: Grid, layout: SheetLayout, columns: Sequence[ResultColumn]
) -> None:
    """Say how the lines that were loaded are taken apart."""
    people, bottom = layout.people, layout.bottom
    extra = [layout.fields[field] for field in FIELDS if field in layout.fields]
    places = [*(column.place for column in columns), *extra]
    name_columns(db, [])
    values = {
        "delimiter": grid.delimiter,
        "header_row": layout.header_row,
        "width": layout.width,
        "school": people.school,
        "pupil": people.pupil,
        "upn": people.upn,
        "name": next(iter(people.names), None),
        "places": places,
        "headings": [bottom[place - 1] if place <= len(bottom) else "" for place in places],
        "dates": [],
        "sessions": [],
        "columns": [],
    }
    db.execute(read_query("foreign/mark_layout").sql, values)
    tell_rows_apart(db)
    check_same_days(db, grid, layout.header_row)
    db.execute(read_query("foreign/result_layout").sql, result_values(grid, layout, columns))


def result_values(grid: Grid, layout: SheetLayout, columns: Sequence[ResultColumn]) -> dict[str, Any]:
    """Return what each column is of, as the query takes it."""
    sheet = f"sheet {grid.sheet}, " if grid.sheet else ""
    among = {
        field: len(columns) + number for number, field in enumerate(filter(layout.fields.get, FIELDS), 1)
    }
    return {
        "subjects": [column.heading.subject for column in columns],
        "assessments": [column.assessment for column in columns],
        "days": [column.day for column in columns],
        "kinds": [column.heading.kind for column in columns],
        "scales": [column.scale for column in columns],
        "columns": [f"{sheet}column {letters(column.place)} {column.text}" for column in columns],
        "row_assessment": among.get("assessment"),
        "row_day": among.get("assessed_on"),
        "row_scale": among.get("scale"),
    }


def write_joined(read: Sequence[SheetRead], path: Path) -> None:
    """Put what several sheets gave into one file, under the headings of them all."""
    if len(read) == 1:
        read[0].path.rename(path)
        return
    with desk(read[0].path) as db:
        parts = [str(each.path) for each in read]
        rows = db.read_csv(parts, union_by_name=True, all_varchar=True, header=True)  # type: ignore[arg-type]
        rows.write_csv(str(path), header=True)
    for each in read:
        each.path.unlink()


def ignored(grid: Grid, hidden: int, empty: int) -> list[Problem]:
    """Say how many cells gave no result."""
    notes = []
    if hidden:
        found = f"in {in_cells(hidden)} a mark such as * or - stands for a result that is hidden or missing"
        notes.append((found, "They count as missing, never as nothing achieved.", "HIDDEN", hidden))
    if empty:
        are = "is blank or stands in a row that is" if empty == 1 else "are blank or stand in rows that are"
        found = f"{in_cells(empty)} {are} left out"
        notes.append((found, "Nothing is made of them.", "NO_RESULTS", empty))
    return [Problem(grid.label, None, None, found, what, code, True, n) for found, what, code, n in notes]


def in_cells(cells: int) -> str:
    """Return a number of cells in words."""
    return "1 cell" if cells == 1 else f"{cells:,} cells"


def unlike(grid: Grid, layout: SheetLayout) -> list[Problem]:
    """Say below which subjects most cells are no results."""
    if not layout.unlike:
        return []
    found = f"below {listed([quoted(text) for text in layout.unlike])} most cells are no grades or numbers"
    what = "Nothing is made of them. Where they hold results, write these as grades or numbers."
    return [Problem(grid.label, layout.header_row, None, found, what, "NOT_RESULTS", True)]


def double_grades(grid: Grid, results: int) -> list[Problem]:
    """Say how many results are double grades, which are on a scale of their own."""
    if not results:
        return []
    found = "1 result is a double grade" if results == 1 else f"{results:,} results are double grades"
    found += " such as 9-8"
    what = f"They are taken on the scale {DOUBLE}."
    return [Problem(grid.label, None, None, found, what, "DOUBLE_GRADES", True, results)]


def no_sheet(grid: Grid) -> Problem:
    """Say that nothing was read from one sheet among others."""
    found = "nothing is read from this sheet: no heading of it names a subject"
    return Problem(grid.label, None, None, found, "Check that it holds no results.", "NO_KNOWN_COLUMNS", True)
