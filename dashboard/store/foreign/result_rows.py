"""Results with a row each, as exam boards give them, whose file does not say assessment, day or scale."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.reference import reference
from dashboard.schemas import SCHEMAS
from dashboard.store.foreign.day_rows import written_columns
from dashboard.store.foreign.grids import Grid, each_laid_out, tables, unanswered
from dashboard.store.foreign.grids_above import read_above
from dashboard.store.foreign.grids_people import called, find_people
from dashboard.store.foreign.mark_grids import letters, not_read_of
from dashboard.store.foreign.mark_grids_writing import Read, notes_of
from dashboard.store.foreign.marksheets import DOUBLE, SINGLE, double_grades, ignored
from dashboard.store.foreign.marksheets_headings import sheet_heading
from dashboard.store.foreign.marksheets_layout import as_text, has_results, label
from dashboard.store.foreign.shape import SOURCE_PLACE, Translated
from dashboard.store.foreign.totals import passed_over, rows_of
from dashboard.store.foreign.totals_layout import HEADINGS_WITHIN, TotalsLayout
from dashboard.store.matching import best_match, plain
from dashboard.store.problems import Unreadable
from dashboard.store.proposing import propose
from dashboard.store.sniffing import Top

ASKED = {
    "subject": "which subject its results are of",
    "assessment": "of which assessment its results are",
    "assessed_on": "on which day its assessment was",
    "scale": "on which scale its results are",
}
COLUMNS = ("school", "pupil", "subject", "assessment", "assessed_on", "kind", "scale", "value")
MORE = {
    "subject": ("subject title", "subject description", "course"),
    "assessed_on": ("date taken", "test date", "date of test", "date completed"),
    "assessment": ("series", "exam series", "season", "collection", "data collection"),
}
KIND = "result"
VALUE_OF = "value of "
SCORES = ("score", "scaledscore", "standardisedscore", "rawscore", "sas", "result")


@dataclass
class ResultRows:
    """Results with a row each, of which a person has to say what is the same for all."""

    name: str = "Results, a row each"

    def recognise(self, files: Sequence[Path]) -> list[list[Path]]:
        """Return the files that hold such results, each by itself."""
        return each_laid_out(files, find_results)

    def translate(self, files: Sequence[Path], into: Path, said: Mapping[str, Any]) -> Translated:
        """Write the results as ``results.csv``. Raises Unreadable."""
        every = list(tables(files, find_results))
        laid_out = [(grid, layout) for grid, layout in every if layout]
        path, results, all_rows = into / "results.csv", 0, 0
        notes = [passed_over(grid) for grid, layout in every if not layout]
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            names = written_columns([layout for _, layout in laid_out], COLUMNS)
            out.writerow([SOURCE_PLACE, *names])
            for grid, layout in laid_out:
                layout.people.known_by_number(grid.label)
                same = same_for_all(grid, layout, said)
                kinds, rows = rows_of(grid, layout)
                found = list(results_of(grid, layout, rows, same))
                out.writerows([row[name] for name in (SOURCE_PLACE, *names)] for _, row in found)
                read_rows = len({number for number, row in found if row["value"]})
                results += read_rows
                all_rows += sum(number for number, _ in kinds.values())
                read = Read(grid.label, path, 0, {}, 0, kinds)
                notes += [*not_read_of(grid, layout.header_row, layout.others), *notes_of(read)]
                doubles = sum(row["scale"] == DOUBLE for _, row in found) if same["scale"] != DOUBLE else 0
                notes += double_grades(grid, doubles)
                notes += ignored(grid, 0, kinds.get("row", (0, 0))[0] - read_rows)
        return Translated(self.name, (path,), "rows", results, all_rows - results, tuple(notes))


def find_results(grid: Grid) -> TotalsLayout | None:
    """Find the headings of such results; None where the file says all itself, or may under other names."""
    for row, cells in enumerate(grid.rows[:HEADINGS_WITHIN], start=1):
        headings = [cell.strip() for cell in cells]
        while headings and not headings[-1]:
            headings.pop()
        places, below = columns_in(headings), grid.rows[row:]
        places |= kinds_in(headings, places, below)
        if not values_in(places) or is_of_questions(headings):
            continue
        if "subject" not in places and not is_of_one_subject(grid, headings, places):
            continue
        people = find_people(headings, below)
        if people and not set(ASKED) <= set(places) and not may_say_more(headings, places, below):
            return TotalsLayout(row, people, places, tuple(headings))
    return None


def is_of_one_subject(grid: Grid, headings: Sequence[str], places: Mapping[str, int]) -> bool:
    """Say whether these are the scores of one test, whose subject stands nowhere in the table.

    Below "Mark" stand those of registers too, below "Grade" the year of pupils elsewhere, and a list of
    pupils may hold a score beside all else.
    """
    if any(plain(headings[places[name] - 1]) not in SCORES for name in values_in(places)):
        return False
    try:
        best_match(grid.label, list(headings), None, None)
    except Unreadable as error:
        return error.problem.code == "MISSING_COLUMNS"
    return False


def columns_in(headings: Sequence[str]) -> dict[str, int]:
    """Return where the columns of results stand that the headings name."""
    places: dict[str, int] = {}
    for name in (*ASKED, "value", "kind"):
        known = called("results", name) | {plain(word) for word in MORE.get(name, ())}
        for place, heading in enumerate(headings, start=1):
            if plain(heading) in known and place not in places.values():
                places.setdefault(name, place)
    return places


def kinds_in(
    headings: Sequence[str], places: Mapping[str, int], below: Sequence[Sequence[str]]
) -> dict[str, int]:
    """Return where values of several kinds stand side by side, as below Current, Predicted and Target."""
    found: dict[str, list[int]] = {}
    if "kind" in places:
        return {}
    for place, heading in enumerate(headings, start=1):
        # Behind any subject's name the heading of a marksheet says the kind.
        said = sheet_heading(f"Maths {heading}") if heading and place not in places.values() else None
        if said and said.says_kind and not (said.assessment or said.scale) and has_results(below, place):
            found.setdefault(f"{VALUE_OF}{said.kind}", []).append(place)
    if "value" in places:
        found.pop(f"{VALUE_OF}{KIND}", None)
    # Of a raw and a standardised score nobody can say which is meant.
    return {name: several[0] for name, several in found.items() if len(several) == 1}


def values_in(places: Mapping[str, int]) -> list[str]:
    """Return the names of the columns with values."""
    return [name for name in places if name == "value" or name.startswith(VALUE_OF)]


def is_of_questions(headings: Sequence[str]) -> bool:
    """Say whether the headings are those of marks for each question, or of choices of subjects."""
    others = called("questions", "question") | called("options", "rank")
    return any(plain(heading) in others for heading in headings)


def may_say_more(headings: Sequence[str], places: Mapping[str, int], below: Sequence[Sequence[str]]) -> bool:
    """Say whether another heading may be what is lacking: then a person has to say which."""
    columns = {name: headings[place - 1] for name, place in places.items() if name in COLUMNS}
    rows = [[cell.strip() for cell in row] for row in below]
    found, _ = propose(Top(list(headings), rows), SCHEMAS["results"], columns, {})
    return any(each.column in ASKED and not each.is_sure for each in found)


def same_for_all(grid: Grid, layout: TotalsLayout, said: Mapping[str, Any]) -> dict[str, str]:
    """Return what holds for all results: said by a person, or above the headings. Raises Unreadable."""
    above = read_above(grid.rows[: layout.header_row - 1], {}).labels
    same = {field: str(said.get(field) or label(above, field)) for field in ASKED}
    if lacking := {field: ASKED[field] for field in ASKED if field not in layout.places and not same[field]}:
        raise unanswered(grid.label, lacking)
    same["assessed_on"] = as_text(same["assessed_on"])
    return {**same, "kind": str(said.get("kind") or KIND)}


@cache
def is_double(value: str) -> bool:
    """Say whether a value is a grade of combined science, as 9-8, which no other subject has."""
    grades = reference("grade")
    return value in set(grades["grade"][grades["scale"] == DOUBLE])


def results_of(
    grid: Grid,
    layout: TotalsLayout,
    rows: Sequence[tuple[int, str, str, str, list[str], str]],
    same: Mapping[str, str],
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each result as a row of the import file; of a ragged row one without it, to be refused."""
    sheet = f"sheet {grid.sheet}, " if grid.sheet else ""
    names = values_in(layout.places)
    for number, school, pupil, upn, cells, kind in rows:
        written = {**same, **dict(zip(layout.places, (cell or "" for cell in cells), strict=True))}
        who = {"school": school or "", "pupil": (pupil if layout.people.pupil else upn) or ""}
        place = f"{sheet}row {number}"
        if kind == "ragged":  # nobody can say which of its cells is missing
            yield number, {**dict.fromkeys((*written, "value"), ""), **who, SOURCE_PLACE: place}
            continue
        for name in names:
            if written[name]:
                values = of_kind(written, name)
                column = f", column {letters(layout.places[name])}" if len(names) > 1 else ""
                yield number, {**values, **who, SOURCE_PLACE: f"{place}{column}"}


def of_kind(written: Mapping[str, str], name: str) -> dict[str, str]:
    """Return what one column of values says of a row: its kind, and for a double grade its own scale."""
    kind = name.removeprefix(VALUE_OF) if name != "value" else written["kind"]
    scale = DOUBLE if written["scale"] == SINGLE and is_double(written[name]) else written["scale"]
    return {**written, "value": written[name], "kind": kind, "scale": scale}
