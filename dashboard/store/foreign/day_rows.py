"""Registers with a row a pupil's day: the date in one column, the marks of both sessions in two more."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.store.foreign.grids import Grid, each_laid_out, tables
from dashboard.store.foreign.grids_people import called, find_people
from dashboard.store.foreign.mark_grids import blanks, letters, not_read_of
from dashboard.store.foreign.mark_grids_cells import looks_like_marks
from dashboard.store.foreign.mark_grids_writing import Read, notes_of
from dashboard.store.foreign.shape import SOURCE_PLACE, Translated
from dashboard.store.foreign.totals import passed_over, rows_of
from dashboard.store.foreign.totals_layout import HEADINGS_WITHIN, TotalsLayout
from dashboard.store.matching import plain

HALVES = {"AM": ("am", "morning"), "PM": ("pm", "afternoon")}
BESIDE = ("", "mark", "code", "session", "attendance", "attendancecode", "attendancemark", "register")
COLUMNS = ("school", "pupil", "date", "session", "code")


@dataclass
class DayRows:
    """Attendance with a row a day and a column a session."""

    name: str = "Attendance, a row a day"

    def recognise(self, files: Sequence[Path]) -> list[list[Path]]:
        """Return the files that hold such a register, each by itself."""
        return each_laid_out(files, find_days)

    def translate(self, files: Sequence[Path], into: Path, said: Mapping[str, Any]) -> Translated:
        """Write the marks as ``attendance.csv``. Raises Unreadable."""
        every = list(tables(files, find_days))
        found = [(grid, layout) for grid, layout in every if layout]
        path, marks, could_be = into / "attendance.csv", 0, 0
        notes = [passed_over(grid) for grid, layout in every if not layout]
        read: list[Read] = []
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            names = written_columns([layout for _, layout in found], COLUMNS)
            out.writerow([SOURCE_PLACE, *names])
            for grid, layout in found:
                layout.people.known_by_number(grid.label)
                kinds, rows = rows_of(grid, layout)
                for is_mark, row in marks_of(grid, layout, rows):
                    out.writerow([row[name] for name in (SOURCE_PLACE, *names)])
                    marks += is_mark
                could_be += len(HALVES) * sum(number for number, _ in kinds.values())
                read.append(Read(grid.label, path, 0, {}, 0, kinds))
                notes += [*not_read_of(grid, layout.header_row, layout.others), *notes_of(read[-1])]
        notes += blanks(read, could_be - marks)
        return Translated(self.name, (path,), "marks", marks, could_be - marks, tuple(notes))


def find_days(grid: Grid) -> TotalsLayout | None:
    """Find the headings of such a register; None where the table is none."""
    for row, cells in enumerate(grid.rows[:HEADINGS_WITHIN], start=1):
        headings = [cell.strip() for cell in cells]
        while headings and not headings[-1]:
            headings.pop()
        places = columns_in(headings)
        below = grid.rows[row:]
        marks = [each[place - 1] for each in below for place in places.values() if len(each) >= place]
        people = find_people(headings, below) if len(places) == len(HALVES) + 1 else None
        if people and looks_like_marks([mark for mark in marks if mark.strip() and not is_day(mark)]):
            return TotalsLayout(row, people, places, tuple(headings))
    return None


def is_day(cell: str) -> bool:
    """Say whether a cell is a date rather than a mark."""
    return sum(map(str.isdigit, cell)) > len(HALVES)


def columns_in(headings: Sequence[str]) -> dict[str, int]:
    """Return where the date and the marks of each session stand."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings, start=1):
        word = plain(heading)
        if word in called("attendance", "date"):
            places.setdefault("date", place)
        for half, names in HALVES.items():
            if any(word in (f"{name}{each}", f"{each}{name}") for name in names for each in BESIDE):
                places.setdefault(half, place)
    return places


def written_columns(layouts: Sequence[TotalsLayout], columns: Sequence[str]) -> list[str]:
    """Return the columns of the import file: without a school where no table has one."""
    has_school = any(layout.people.school for layout in layouts)
    return [name for name in columns if has_school or name != "school"]


def marks_of(
    grid: Grid, layout: TotalsLayout, rows: Sequence[tuple[int, str, str, str, list[str], str]]
) -> Iterator[tuple[bool, dict[str, str]]]:
    """Yield each mark as a row of the import file; of a ragged row one without its marks, to be refused."""
    sheet = f"sheet {grid.sheet}, " if grid.sheet else ""
    for number, school, pupil, upn, cells, kind in rows:
        values = dict(zip(layout.places, (cell or "" for cell in cells), strict=True))
        who = {"school": school or "", "pupil": (pupil if layout.people.pupil else upn) or ""}
        place = f"{sheet}row {number}"
        if kind == "ragged":
            yield False, {**who, SOURCE_PLACE: place, "date": "", "session": "", "code": ""}
            continue
        for half in HALVES:
            if values[half]:
                column = f"column {letters(layout.places[half])} {half}"
                mark = {"date": values["date"], "session": half, "code": values[half]}
                yield True, {**who, **mark, SOURCE_PLACE: f"{place}, {column}"}
