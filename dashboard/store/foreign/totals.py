"""Attendance totals with a percentage: the sessions count, and a percentage that disagrees is reported."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashboard.query import read_query
from dashboard.store.foreign.grids import Grid, desk, each_laid_out, load_lines, tables, unanswered
from dashboard.store.foreign.grids_above import Above, read_above
from dashboard.store.foreign.mark_grids import check_same_days, not_read_of
from dashboard.store.foreign.mark_grids_writing import Read, name_columns, notes_of, tell_rows_apart
from dashboard.store.foreign.shape import SOURCE_PLACE, Translated
from dashboard.store.foreign.totals_layout import DAYS, SESSIONS, TotalsLayout, find_totals
from dashboard.store.messages import in_rows
from dashboard.store.problems import Problem, Unreadable, listed

HIDDEN = ("*", "c", "z", "x", "low", "-", ":", "..", "n/a")
NAMED = 12


@dataclass
class Sums:
    """What was seen in the rows of one table."""

    written: int = 0
    hidden: list[int] = field(default_factory=list)
    percentages: list[tuple[int, str, float]] = field(default_factory=list)
    not_whole: list[int] = field(default_factory=list)


@dataclass
class Totals:
    """Attendance totals with a percentage beside the sessions."""

    name: str = "Attendance totals with a percentage"

    def recognise(self, files: Sequence[Path]) -> list[list[Path]]:
        """Return the files that hold such totals, each by itself."""
        return each_laid_out(files, find_totals)

    def translate(self, files: Sequence[Path], into: Path, said: Mapping[str, Any]) -> Translated:
        """Write the totals as ``attendance_totals.csv``. Raises Unreadable."""
        every = list(tables(files, find_totals))
        found = [(grid, layout) for grid, layout in every if layout]
        path, read, rows = into / "attendance_totals.csv", 0, 0
        notes = [passed_over(grid) for grid, layout in every if not layout]
        names = [SOURCE_PLACE, "school", "pupil", *DAYS, *SESSIONS]
        if not any(layout.people.school for _, layout in found):
            names.remove("school")
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, names, extrasaction="ignore", lineterminator="\n")
            out.writeheader()
            for grid, layout in found:
                sums, all_rows, said_of = read_totals(grid, layout, said, out)
                read, rows = read + sums.written, rows + all_rows
                notes += said_of
        return Translated(self.name, (path,), "rows", read, rows - read, tuple(notes))


def passed_over(grid: Grid) -> Problem:
    """Say that nothing was read from one sheet among others."""
    found = "nothing is read from this sheet: its headings are not those of the others"
    remedy = "Where it holds rows to import, save it as a file of its own."
    return Problem(grid.label, None, None, found, remedy, "NO_KNOWN_COLUMNS", True)


def read_totals(
    grid: Grid, layout: TotalsLayout, said: Mapping[str, Any], out: "csv.DictWriter[str]"
) -> tuple[Sums, int, list[Problem]]:
    """Write the rows of one table; return what was seen, how many rows it has, and what to say.

    Raises Unreadable.
    """
    layout.people.known_by_number(grid.label)
    if not layout.has_sessions:
        raise no_sessions(grid, layout)
    above = read_above(grid.rows[: layout.header_row - 1], said)
    asked = {"from_date": "the first day counted", "to_date": "the last day counted"}
    lacking = {
        day: what for day, what in asked.items() if day not in layout.places and not getattr(above, day)
    }
    if lacking:
        raise unanswered(grid.label, lacking)
    sums = Sums()
    kinds, rows = rows_of(grid, layout)
    for row in rows:
        write_row(row, layout, above, sums, out, f"sheet {grid.sheet}, " if grid.sheet else "")
    read = Read(grid.label, grid.path, 0, {}, 0, kinds)
    notes = [*not_read_of(grid, layout.header_row, layout.others), *notes_of(read), *said_of_sums(grid, sums)]
    return sums, sum(number for number, _ in kinds.values()), notes


def no_sessions(grid: Grid, layout: TotalsLayout) -> Unreadable:
    """Say why nothing can be made of a percentage without its sessions."""
    lacking = listed([name for name in SESSIONS if name not in layout.places])
    found = f"it holds a percentage of attendance, but no sessions ({lacking})"
    remedy = (
        "Rates of a group are reckoned from sessions, never from percentages of pupils. Take the export with "
        "possible sessions, authorised and unauthorised absences, or with the marks."
    )
    return Unreadable(grid.label, found, remedy, "PERCENTAGE_ONLY")


def rows_of(
    grid: Grid, layout: TotalsLayout
) -> tuple[dict[str, tuple[int, int]], list[tuple[int, str, str, str, list[str], str]]]:
    """Return how many rows of each kind a table has, and those of pupils."""
    people, places = layout.people, list(layout.places.values())
    with desk(grid.path) as db:
        loaded = load_lines(db, grid)
        name_columns(db, [])
        values = {
            "delimiter": loaded.delimiter,
            "header_row": layout.header_row,
            "width": len(layout.headings),
            "school": people.school,
            "pupil": people.pupil,
            "upn": people.upn,
            "name": next(iter(people.names), None),
            "places": places,
            "headings": [layout.headings[place - 1] for place in places],
            "dates": [],
            "sessions": [],
            "columns": [],
        }
        db.execute(read_query("foreign/mark_layout").sql, values)
        tell_rows_apart(db)
        check_same_days(db, grid, layout.header_row)
        kinds = db.execute(read_query("foreign/mark_kinds").sql).fetchall()
        rows = db.execute(read_query("foreign/total_rows").sql).fetchall()
    return {kind: (number, first) for kind, number, first in kinds}, rows


def write_row(
    row: tuple[int, str, str, str, list[str], str],
    layout: TotalsLayout,
    above: Above,
    sums: Sums,
    out: "csv.DictWriter[str]",
    sheet: str,
) -> None:
    """Write the sessions of one pupil, and hold the percentage against them."""
    number, school, pupil, upn, cells, kind = row
    values = dict(zip(layout.places, (cell or "" for cell in cells), strict=True))
    if any(values[name].casefold() in HIDDEN for name in SESSIONS):
        sums.hidden.append(number)
        return
    if kind == "ragged":  # nobody can say which of its cells is missing
        values = dict.fromkeys(values, "")
    days = {name: values.get(name) or str(getattr(above, name) or "") for name in DAYS}
    sums.written += kind == "row"
    known_by = pupil if layout.people.pupil else upn
    who = {"school": school, "pupil": known_by, SOURCE_PLACE: f"{sheet}row {number}"}
    out.writerow({**values, **who, **days})
    hold_against(number, values, sums)


def hold_against(row: int, values: Mapping[str, str], sums: Sums) -> None:
    """Note a percentage or a number of sessions present that disagrees with the absences."""
    try:
        possible, authorised, unauthorised = (int(values[name]) for name in SESSIONS)
    except ValueError:
        return  # the checks say so
    attended = possible - authorised - unauthorised
    present = values.get("present", "")
    if present.isdigit() and int(present) != attended:
        sums.not_whole.append(row)
    if possible > 0 and values["percentage"]:
        sums.percentages.append((row, values["percentage"], 100 * attended / possible))


def disagreeing(sums: Sums) -> Iterator[tuple[int, str, float]]:
    """Yield the rows whose percentage is not that of their sessions, rounded or cut off."""
    read = [(row, as_number(text), text, right) for row, text, right in sums.percentages]
    # A spreadsheet keeps 95 % as 0.95.
    shares = all(value is not None and value <= 1 and "%" not in text for _, value, text, _ in read)
    for row, value, text, right in read:
        if value is None:
            yield row, text, right
            continue
        places = len(text.rstrip("% ").replace(",", ".").partition(".")[2])
        shown, unit = (100 * value, 100 * 10**-places) if shares else (value, 10**-places)
        if abs(shown - right) >= unit:
            yield row, text, right


def as_number(text: str) -> float | None:
    """Return a percentage, with or without its sign; None where it is none."""
    try:
        return float(text.rstrip("% ").replace(",", "."))
    except ValueError:
        return None


def said_of_sums(grid: Grid, sums: Sums) -> list[Problem]:
    """Say which rows disagree with themselves, and which hide their numbers."""
    wrong = list(disagreeing(sums))
    notes = []
    if wrong:
        shown = listed(
            [f"row {row}: {text}, by its sessions {right:.2f}" for row, text, right in wrong], NAMED
        )
        found = f"in {in_rows(len(wrong))} the percentage is not that of the sessions ({shown})"
        notes.append(("percentage", wrong[0][0], found, "PERCENTAGE_DISAGREES", len(wrong)))
    if sums.not_whole:
        shown = listed([f"row {row}" for row in sums.not_whole], NAMED)
        rows = in_rows(len(sums.not_whole))
        found = f"in {rows} present and absent sessions are not all possible ones ({shown})"
        notes.append(("present", sums.not_whole[0], found, "SESSIONS_DISAGREE", len(sums.not_whole)))
    said = [
        Problem(grid.label, row, column, found, "The sessions possible and missed count.", code, True, rows)
        for column, row, found, code, rows in notes
    ]
    if sums.hidden:
        found = f"in {in_rows(len(sums.hidden))} a mark such as * stands for sessions that are hidden"
        what = "They are left out: they count as missing."
        said.append(Problem(grid.label, sums.hidden[0], None, found, what, "HIDDEN", True, len(sums.hidden)))
    return said
