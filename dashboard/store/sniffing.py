"""Find out what a file is from its content: its kind, its delimiter, where its headings stand."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import Literal

from dashboard.store.encoding import Text
from dashboard.store.matching import Mapped, Match, are_names, best_match, plain
from dashboard.store.problems import Unreadable, listed
from dashboard.store.workbook_reader import CELL_END

Format = Literal["csv", "xlsx", "parquet"]

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 1 << 18
HEADINGS_WITHIN = 21
LOOKED_AT = 20  # rows below the headings
MOST_HEADINGS = 500
NAMES_OR_NUMBERS = ("pupil", "student", "learner")
SAVE_EACH = "Save each table as a file of its own."
NEEDS = "Export it as CSV, XLSX or Parquet."
WEB_PAGE = "a web page"
# What many systems hand out under the name of a workbook.
OPEN_AND_SAVE = "Open it in a spreadsheet and save it as .xlsx, or export it as CSV."
FOREIGN = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file",
    b"BZh": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"\x80\x04\x95": "a Python file",
}
MARKUP = {
    b"<?xml": "an XML file",
    **dict.fromkeys(
        (b"<!doctype html", b"<html", b"<head", b"<meta", b"<style", b"<body", b"<div", b"<table", b"<!--"),
        WEB_PAGE,
    ),
    b"{\\rtf": "a letter",
    b"{": "a JSON file",
    b"[{": "a JSON file",
}
NOTHING = " \t\r\n\ufeff\u00a0\x1f\x1e,;|"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Top:
    """The headings at the top of a file, and the first rows below them."""

    headings: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Header:
    """Where the headings stand, what they match, the first rows below them and those above."""

    row: int
    headings: list[str]
    match: Match
    delimiter: str
    rows: list[list[str]]
    above: list[list[str]]

    @property
    def full_above(self) -> list[int]:
        """Return the rows above the headings that are as full as these: they may be rows of the table."""
        most = max(sum(map(bool, self.headings)), 2)
        return [row for row, cells in enumerate(self.above, start=1) if sum(map(bool, cells)) >= most]


def find_format(path: Path) -> Format:
    """Tell CSV, XLSX and Parquet by their first bytes. Raises Unreadable for anything else."""
    if not path.is_file():
        raise Unreadable(path.name, "it is not a file", "Give the path of an exported file.", "NOT_A_FILE")
    with path.open("rb") as file:
        start = file.read(64)
        file.seek(8)
        is_database = file.read(4) == b"DUCK"
    if not start:
        raise Unreadable(path.name, "it is empty", "Export it again.", "EMPTY")
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(OLD_WORKBOOK):
        found = "it is an old .xls workbook or has a password"
        raise Unreadable(
            path.name, found, "Save it as .xlsx without a password.", "PASSWORD_PROTECTED_OR_XLS"
        )
    if start.startswith(b"PK\x03\x04"):
        return workbook_format(path)
    foreign = foreign_kind(start)
    if foreign or is_database:
        found = f"it is {foreign or 'a database'}, not a table"
        remedy = OPEN_AND_SAVE if foreign == WEB_PAGE else NEEDS
        raise Unreadable(path.name, found, remedy, "CONTENT_DOES_NOT_MATCH_EXTENSION")
    return "csv"


def foreign_kind(start: bytes) -> str:
    """Name a kind of file that is no table, by its first bytes; empty for what may be one."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    by_bytes = (what for magic, what in FOREIGN.items() if start.startswith(magic))
    return next(by_bytes, next((what for magic, what in MARKUP.items() if text.startswith(magic)), ""))


def workbook_format(path: Path) -> Format:
    """Say that a zip file is an XLSX workbook. Raises Unreadable for another zip file."""
    try:
        with zipfile.ZipFile(path) as archive:
            if "[Content_Types].xml" in archive.namelist():
                return "xlsx"
    except (zipfile.BadZipFile, OSError, ValueError):
        found = "the workbook is cut off or damaged"
        raise Unreadable(path.name, found, "Export it again.", "UNREADABLE") from None
    raise Unreadable(path.name, "it is a zip file but no workbook", NEEDS, "NOT_XLSX")


def first_text(path: Path, text: Text) -> str:
    """Return the first part of a text file."""
    encoding = "utf-8-sig" if text.encoding == "utf-8" else text.encoding
    with path.open(encoding=encoding, errors="replace") as file:
        return file.read(SAMPLE)


def find_header(
    file: str,
    sample: str,
    table: str | None,
    mapping: Mapped | None,
    delimiters: tuple[str, ...] = DELIMITERS,
) -> Header:
    """Find delimiter and headings at the top of a text. Raises Unreadable saying what the nearest lacks."""
    if not sample.strip(NOTHING):
        raise Unreadable(file, "it is empty", "Export it again.", "EMPTY")
    found, refused = [], []
    for delimiter in delimiters:
        rows = rows_of(sample, delimiter)
        for row, headings in enumerate(rows[:HEADINGS_WITHIN], start=1):
            if len(headings) > MOST_HEADINGS:
                what = f"it has {len(headings):,} columns"
                raise Unreadable(file, what, f"Keep to {MOST_HEADINGS}.", "TOO_MANY_COLUMNS")
            try:
                below, above = rows[row : row + LOOKED_AT], rows[: row - 1]
                match = known_by_numbers(file, headings, below, table, mapping)
                found.append(Header(row, headings, match, delimiter, below, above))
            except Unreadable as error:
                error.headings = tuple(headings)
                error.rows = tuple(tuple(cells) for cells in rows[row : row + LOOKED_AT])
                worth = 0 if are_data(headings) else severity(error)
                refused.append((worth, -row, error, len(headings)))
    found = found or [
        header
        for delimiter in delimiters
        for header in over_two_rows(file, sample, table, mapping, delimiter)
    ]
    if found:
        best = max(found, key=lambda header: (header.match.score, -header.row))
        check_one_table(file, best, found)
        if not table and not mapping:
            check_side_by_side(file, best.row, best.headings)
        return best
    _, before, nearest, _ = max(refused, key=lambda each: (each[0], each[3], each[1]))
    check_side_by_side(file, -before, nearest.headings)
    raise nearest


def known_by_numbers(
    file: str, headings: list[str], below: list[list[str]], table: str | None, mapping: Mapped | None
) -> Match:
    """Match headings; where names stand below "Pupil" it is no number of theirs. Raises Unreadable."""
    match = best_match(file, headings, table, mapping)
    heading = match.columns.get("pupil", "")
    said = dict((mapping or {}).get("columns", {}))
    if plain(heading) not in NAMES_OR_NUMBERS or heading in said:
        return match
    place = headings.index(heading)
    if not are_names([row[place] for row in below if len(row) > place and row[place]]):
        return match
    return best_match(file, headings, table, {**(mapping or {}), "columns": {**said, heading: None}})


def check_one_table(file: str, best: Header, found: list[Header]) -> None:
    """Check that no other table with rows of its own stands above the headings or below. Raises Unreadable.

    Where the same headings stand again, that is said of the row. A row of data may hold a word that is a
    heading elsewhere: a table below has more of them.
    """
    for other in found:
        above, below = sorted([other, best], key=lambda header: header.row)
        between = above.rows[: max(below.row - above.row - 1, 0)]
        is_again = list(map(plain, other.headings)) == list(map(plain, best.headings))
        is_other = other.row < best.row or (not is_again and knows_most(other))
        if is_other and other.delimiter == best.delimiter and any(map(any, between)):
            names = f"{above.match.schema.name} in row {above.row} and of {below.match.schema.name}"
            what = f"it holds two tables: headings of {names} in row {below.row}"
            raise Unreadable(file, what, SAVE_EACH, "SEVERAL_TABLES", below.row)


def knows_most(header: Header) -> bool:
    """Say whether half of the headings are known, and more than one."""
    return len(header.match.columns) >= max(2, sum(map(bool, header.headings)) / 2)


def check_side_by_side(file: str, row: int, headings: Sequence[str]) -> None:
    """Check that no two tables stand beside one another, with an empty column between. Raises Unreadable."""
    blocks = [list(block) for is_named, block in groupby(headings, key=bool) if is_named]
    tables = []
    for block in blocks if len(blocks) > 1 else []:
        with suppress(Unreadable):
            match = best_match(file, block, None, None)
            tables += [match.schema.name] if len(match.columns) > 1 else []
    if len(tables) > 1:
        what = f"{len(tables)} tables stand beside one another in it: of {listed(tables)}"
        raise Unreadable(file, what, SAVE_EACH, "SEVERAL_TABLES", row)


def over_two_rows(
    file: str, sample: str, table: str | None, mapping: Mapped | None, delimiter: str
) -> Iterator[Header]:
    """Yield headings that are written in two rows, one below the other; a group's name may stand once."""
    rows = rows_of(sample, delimiter)
    for row, (upper, lower) in enumerate(pairwise(rows[: HEADINGS_WITHIN + 1]), start=2):
        width = max(len(upper), len(lower))
        if width < 2 or width > MOST_HEADINGS:
            continue
        above, below = (cells + [""] * (width - len(cells)) for cells in (upper, lower))
        filled = list(accumulate(above, last_written))
        for tops in (above, filled):
            headings = [f"{top} {bottom}".strip() for top, bottom in zip(tops, below, strict=True)]
            with suppress(Unreadable):
                rest = rows[row : row + LOOKED_AT]
                match = known_by_numbers(file, headings, rest, table, mapping)
                yield Header(row, headings, match, delimiter, rest, rows[: row - 2])


def last_written(before: str, cell: str) -> str:
    """Return a cell, or where it is empty the one before it."""
    return cell or before


def rows_of(sample: str, delimiter: str) -> list[list[str]]:
    """Read the first rows as text. A row that cannot be read ends them."""
    rows: list[list[str]] = []
    lines = io.StringIO(sample)
    reader = csv.reader(lines, delimiter=delimiter, quotechar=None if delimiter == CELL_END else '"')
    try:
        for cells in reader:
            rows.append(trimmed(cells))
            if len(rows) == HEADINGS_WITHIN + LOOKED_AT:
                break
    except csv.Error:
        pass
    return rows


def trimmed(cells: list[str]) -> list[str]:
    """Return headings without the spaces around them and the empty ones at the end."""
    headings = [cell.strip(" \t\r\n\ufeff\u00a0") for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    return headings


def are_data(cells: list[str]) -> bool:
    """Say whether cells are rather those of a row than headings: several of them are numbers."""
    return sum(cell.replace(".", "", 1).isdigit() for cell in cells) > 1


def severity(error: Unreadable) -> int:
    """Order refusals: the more a row looked like headings, the more its refusal says."""
    order = (
        "NO_KNOWN_COLUMNS",
        "MISSING_COLUMNS",
        "UNKNOWN_TABLE",
        "WHICH_TABLE",
        "BAD_MAPPING",
        "DUPLICATE_HEADERS",
        "DAYS_WITHOUT_MARKS",
        "PUBLISHED_FIGURES",
    )
    return order.index(error.problem.code)
