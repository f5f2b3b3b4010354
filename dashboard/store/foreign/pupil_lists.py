"""Lists that name a class or an intervention and its pupils together, as two import files."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.schemas import SCHEMAS, Schema
from dashboard.store.foreign.grids import Grid, each_laid_out, tables
from dashboard.store.foreign.grids_days import days_in
from dashboard.store.foreign.grids_people import called, find_people
from dashboard.store.foreign.mark_grids import not_read_of
from dashboard.store.foreign.mark_grids_writing import Read, notes_of
from dashboard.store.foreign.shape import SOURCE_PLACE, Translated
from dashboard.store.foreign.totals import passed_over, rows_of
from dashboard.store.foreign.totals_layout import HEADINGS_WITHIN, TotalsLayout
from dashboard.store.matching import plain
from dashboard.store.problems import Problem

OTHERS = {
    "attendance": ("date", "session", "code"),
    "results": ("assessment", "assessed_on", "kind", "scale", "value"),
    "options": ("rank",),
    "questions": ("question", "mark"),
}
SPANS: dict[str, Callable[[Iterable[str]], str]] = {"starts_on": min, "ends_on": max}
Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Pair:
    """Two import files that one list holds: what there is, and who is in it.

    ``key`` names it in both. A list is one of these where it has all of ``needed``, and one of ``details`` at
    the least: what is said of it and not of a pupil.
    """

    table: str
    members: str
    key: str
    needed: tuple[str, ...]
    details: tuple[str, ...]
    of_pupils: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return every column that such a list may have, but for the pupil."""
        return (*dict.fromkeys(("academic_year", self.key, *self.needed, *self.details, *self.of_pupils)),)

    @property
    def of_both(self) -> tuple[str, ...]:
        """Return the columns of what there is."""
        own = (self.key, *self.needed, *self.details, "ends_on")
        return tuple(name for name in self.names if name in own)


PAIRS = (
    Pair(
        "classes",
        "class_members",
        "class",
        ("subject",),
        ("subject", "teacher", "year_group", "set_rank"),
        (),
    ),
    Pair(
        "interventions",
        "intervention_pupils",
        "intervention",
        ("starts_on",),
        ("strand", "tier", "subject", "staff", "minutes", "sessions_planned"),
        ("ends_on", "sessions_offered", "sessions_attended", "entry_score", "exit_score"),
    ),
)


@dataclass
class PupilLists:
    """Classes or interventions with a row a pupil."""

    name: str = "List of pupils in classes or interventions"

    def recognise(self, files: Sequence[Path]) -> list[list[Path]]:
        """Return the files that hold such a list, each by itself."""
        return each_laid_out(files, find_list)

    def translate(self, files: Sequence[Path], into: Path, said: Mapping[str, Any]) -> Translated:
        """Write what there is and who is in it as two import files. Raises Unreadable."""
        found: dict[str, Rows] = {}
        notes: list[Problem] = []
        read = every = 0
        for grid, layout in tables(files, find_list):
            if not layout:
                notes.append(passed_over(grid))
                continue
            kinds, rows = rows_of(grid, layout)
            pair = pair_of(layout)
            pupils = list(pupils_in(grid, layout, rows))
            there_is, disagreeing = gathered(pair, [row for _, row in pupils])
            found.setdefault(pair.table, []).extend(there_is)
            found.setdefault(pair.members, []).extend(row for _, row in pupils)
            read += sum(is_read for is_read, _ in pupils)
            every += sum(number for number, _ in kinds.values())
            notes += not_read_of(grid, layout.header_row, layout.others)
            notes += notes_of(Read(grid.label, grid.path, 0, {}, 0, kinds))
            notes += disagreement(grid, pair, disagreeing)
        paths = [write(into / f"{table}.csv", rows) for table, rows in found.items()]
        return Translated(self.name, tuple(paths), "rows", read, every - read, tuple(notes))


def find_list(grid: Grid) -> TotalsLayout | None:
    """Find the headings of such a list; None where the table is none."""
    for row, cells in enumerate(grid.rows[:HEADINGS_WITHIN], start=1):
        headings = [cell.strip() for cell in cells]
        while headings and not headings[-1]:
            headings.pop()
        people = find_people(headings, grid.rows[row:])
        if not people or not (people.pupil or people.upn) or is_of_others(headings):
            continue
        for pair in PAIRS:
            places = columns_in(pair, headings)
            if {pair.key, *pair.needed} <= set(places) and set(pair.details) & set(places):
                return TotalsLayout(row, people, places, tuple(headings))
    return None


def columns_in(pair: Pair, headings: Sequence[str]) -> dict[str, int]:
    """Return where the columns of a pair stand."""
    places: dict[str, int] = {}
    for name in pair.names:
        table = pair.table if name in pair.of_both else pair.members
        known = called(table, name) if name in [column.name for column in SCHEMAS[table].columns] else ()
        for place, heading in enumerate(headings, start=1):
            if plain(heading) in known and place not in places.values():
                places.setdefault(name, place)
    return places


def is_of_others(headings: Sequence[str]) -> bool:
    """Say whether some heading is of marks, results or choices, which a list of pupils does not have."""
    known = {word for table, names in OTHERS.items() for name in names for word in called(table, name)}
    return any(plain(heading) in known - {"date"} for heading in headings)


def pair_of(layout: TotalsLayout) -> Pair:
    """Return the pair whose columns were found."""
    return next(pair for pair in PAIRS if pair.key in layout.places)


def pupils_in(
    grid: Grid, layout: TotalsLayout, rows: Sequence[tuple[int, str, str, str, list[str], str]]
) -> Iterator[tuple[bool, dict[str, str]]]:
    """Yield each row with its pupil; of a ragged row nothing but its place, to be refused."""
    sheet = f"sheet {grid.sheet}, " if grid.sheet else ""
    for number, school, pupil, upn, cells, kind in rows:
        values = dict(zip(layout.places, (cell or "" for cell in cells), strict=True))
        if kind == "ragged":  # nobody can say which of its cells is missing
            values = dict.fromkeys(values, "")
        who = {"school": school or "", "pupil": (pupil if layout.people.pupil else upn) or ""}
        yield kind == "row", {**who, **values, SOURCE_PLACE: f"{sheet}row {number}"}


def gathered(pair: Pair, rows: Rows) -> tuple[Rows, dict[str, int]]:
    """Return one row for each class or intervention, and in how many of them the rows disagree, by column.

    Where they disagree, as of two teachers of one class, none is taken; of days the first or the last. Of a
    class with two subjects there are two rows, which the checks refuse.
    """
    apart = ("school", "academic_year", pair.key, *(name for name in pair.needed if name not in SPANS))
    together: dict[tuple[str, ...], Rows] = {}
    for row in rows:
        if row[pair.key]:
            together.setdefault(tuple(row.get(name, "") for name in apart), []).append(row)
    are_days = {name for name in SPANS if all(day_in(row.get(name, "")) for row in rows if row.get(name))}
    found, disagreeing = [], dict[str, int]()
    for of_one in together.values():
        whole = {name: of_one[0].get(name, "") for name in (SOURCE_PLACE, *apart)}
        for name in pair.of_both:
            if name not in whole:
                whole[name] = in_one([row.get(name, "") for row in of_one], name if name in are_days else "")
            if not whole[name] and name not in SPANS and any(row.get(name) for row in of_one):
                disagreeing[name] = disagreeing.get(name, 0) + 1
        found.append(whole)
    return found, disagreeing


def in_one(values: Sequence[str], span: str) -> str:
    """Return the one value of several rows: of days the first or last, of others nothing where they differ.

    What has no last day in one row has none.
    """
    different = set(filter(None, values))
    if span == "ends_on" and "" in values:
        return ""
    if span and different:
        return SPANS[span](map(day_in, different))
    return different.pop() if len(different) == 1 else ""


def day_in(text: str) -> str:
    """Return the day that a cell names, as the import file has it; nothing where it names none or several."""
    days = days_in(text)
    return days[0].isoformat() if len(days) == 1 else ""


def disagreement(grid: Grid, pair: Pair, disagreeing: Mapping[str, int]) -> list[Problem]:
    """Say where rows of one class or intervention say different things of it."""
    return [
        Problem(
            grid.label,
            None,
            name,
            f"the rows of {times:,} of its {pair.table} do not agree",
            "None is taken. Where one is right, write it in every row.",
            "ROWS_DISAGREE",
            True,
            times,
        )
        for name, times in disagreeing.items()
    ]


def write(path: Path, rows: Rows) -> Path:
    """Write an import file with the columns that its rows have; return where it is."""
    filled = {name for row in rows for name, value in row.items() if value}
    schema = SCHEMAS[path.stem]
    names = [
        SOURCE_PLACE,
        *(column.name for column in schema.columns if column.name in filled | must(schema)),
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, names, restval="", extrasaction="ignore", lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
    return path


def must(schema: Schema) -> set[str]:
    """Return the columns without which a file is none of this table."""
    return {column.name for column in schema.columns if column.required}
