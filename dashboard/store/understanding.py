"""Understand what one import file is, before its rows are read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import duckdb

from dashboard.store import reading
from dashboard.store.encoding import Text, survey
from dashboard.store.foreign.shape import SOURCE_PLACE
from dashboard.store.matching import Mapped
from dashboard.store.messages import in_rows
from dashboard.store.problems import Problem, Unreadable, listed, quoted
from dashboard.store.sheets import GROUP, SHEET_NAME, Sheet, are_groups, join_headings
from dashboard.store.sniffing import DELIMITERS, Format, Header, find_format, find_header, first_text, rows_of
from dashboard.store.workbook import of_hidden_sheets, read_workbook
from dashboard.store.workbook_reader import CELL_END

DateOrder = Literal["iso", "day first"]

# What is said of a sheet that is no table of ours, such as one of notes.
NO_TABLE = ("NO_KNOWN_COLUMNS", "MISSING_COLUMNS", "DAYS_WITHOUT_MARKS", "PUBLISHED_FIGURES", "EMPTY")


@dataclass(frozen=True)
class Understood:
    """What we make of one file before its rows are read.

    ``columns`` says for each column of the schema which heading of the file it has.
    """

    path: Path
    table: str
    columns: dict[str, str]
    ignored_headings: list[str]
    format: Format
    encoding: str
    delimiter: str | None
    date_order: DateOrder
    headings: list[str]
    header_row: int
    text: Text | None = None
    sheets: tuple[Sheet, ...] = ()
    passed_over: tuple[Problem, ...] = ()
    label: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def shown(self) -> str:
        """Return the name by which a person knows the file."""
        return self.label or self.path.name

    @property
    def is_translated(self) -> bool:
        """Say whether its rows carry the place of the original where they came from."""
        return bool(self.label and self.headings and self.headings[0] == SOURCE_PLACE)

    @property
    def mapping(self) -> dict[str, Any]:
        """Return the table and columns as a mapping by which the file is understood the same again."""
        every = [sheet.columns for sheet in self.sheets] or [self.columns]
        return {
            "table": self.table,
            "columns": {heading: column for columns in every for column, heading in columns.items()},
        }

    @property
    def notes(self) -> list[Problem]:
        """Say which headings and which sheets nothing is made of."""
        unread = self.ignored_headings
        ignored = [each for each in unread if not (self.is_translated and each == SOURCE_PLACE)]
        if not ignored:
            return list(self.passed_over)
        named = listed([quoted(heading) for heading in ignored])
        found, remedy = f"nothing is made of its headings {named}", "Map those that are columns we know."
        said = Problem(self.path.name, self.header_row, None, found, remedy, "IGNORED_HEADINGS", True)
        return [said, *self.passed_over]


def understand(
    path: Path, table: str | None = None, mapping: Mapped | None = None, label: str = ""
) -> Understood:
    """Find out what a file is. Raises Unreadable.

    ``mapping`` is {"table", "columns": {heading: column}}; ``label`` names the file of another shape that
    this one was translated from.
    """
    return replace(made_out(path, table, mapping), label=label)


def made_out(path: Path, table: str | None, mapping: Mapped | None) -> Understood:
    """Make out kind, table and columns of a file. Raises Unreadable."""
    kind = find_format(path)
    if kind == "xlsx":
        return understand_workbook(path, table, mapping)
    if kind == "parquet":
        with duckdb.connect() as db:
            sample = reading.first_rows(db, path)
        return understood_from(path, kind, sample, table, mapping)
    text = survey(path)
    return understood_from(path, kind, first_text(path, text), table, mapping, text)


def understand_workbook(path: Path, table: str | None, mapping: Mapped | None) -> Understood:
    """Find the visible sheets with headings that we know. Raises Unreadable where they are several tables."""
    with reading.scratch_folder() as folder:
        samples = [(name, first_text(sheet, survey(sheet))) for name, sheet in read_workbook(path, folder)]
        hidden = of_hidden_sheets(path, folder)
    if not samples:
        raise Unreadable(path.name, "no visible sheet has rows", "Export it again.", "EMPTY")
    found, refused = [], []
    for number, (name, sample) in enumerate(samples):
        label = path.name if len(samples) == 1 else f"{path.name}, sheet {name}"
        given = of_sheet(mapping, sample, [each for _, each in samples])
        try:
            found.append((number, name, find_header(label, sample, table, given, (CELL_END,))))
        except Unreadable as error:
            if error.problem.code not in NO_TABLE:
                raise
            refused.append(error)
    if not found:
        raise refused[0]
    above = [
        note
        for _, name, header in found
        for note in rows_above(path.name if len(samples) == 1 else f"{path.name}, sheet {name}", header)
    ]
    notes = [*above, *(passed_over(error.problem) for error in refused), *hidden]
    return understood_sheets(path, found, notes, may_name_groups(mapping or {}))


def may_name_groups(mapping: Mapped) -> bool:
    """Say whether sheets' names may be groups: not where a person or an earlier import leaves it out."""
    said = mapping.get("columns")
    unsaid = None if "table" in mapping else GROUP
    return not isinstance(said, Mapping) or said.get(SHEET_NAME, unsaid) == GROUP


def of_sheet(mapping: Mapped | None, sample: str, samples: list[str]) -> Mapped | None:
    """Return what was said by hand of one sheet: without headings that only other sheets have."""
    if not mapping or not isinstance(mapping.get("columns"), Mapping):
        return mapping
    own = {cell for cells in rows_of(sample, CELL_END) for cell in cells}
    all_of_them = {cell for each in samples for cells in rows_of(each, CELL_END) for cell in cells}
    columns = mapping["columns"].items()
    kept = {
        heading: column
        for heading, column in columns
        if heading != SHEET_NAME and (heading in own or heading not in all_of_them)
    }
    return {**mapping, "columns": kept}


def rows_above(file: str, header: Header) -> tuple[Problem, ...]:
    """Say that rows above the headings, which are not read, look as if they belonged below them."""
    if not (rows := header.full_above):
        return ()
    found = f"the headings stand in row {header.row}, and above them {in_rows(len(rows))} as full as they are"
    remedy = "What stands above the headings is not read: move rows of the table below them."
    return (Problem(file, rows[0], None, found, remedy, "ROWS_ABOVE", True, len(rows)),)


def passed_over(problem: Problem) -> Problem:
    """Turn the refusal of one sheet among others into a note."""
    return replace(problem, found=f"nothing is read from this sheet: {problem.found}", is_warning=True)


def understood_sheets(
    path: Path, found: list[tuple[int, str, Header]], notes: list[Problem], is_named: bool
) -> Understood:
    """Put the sheets of one table together. Raises Unreadable where they are of several."""
    tables = {name: header.match.schema.name for _, name, header in found}
    if len(set(tables.values())) > 1:
        named = listed([f"{name} is {table}" for name, table in tables.items()])
        remedy = "Save each as a file of its own, or say with --as which to read."
        raise Unreadable(path.name, f"its sheets are several tables: {named}", remedy, "SEVERAL_TABLES")
    headings, columns, sheets = join_headings(found)
    if is_named and are_groups(found):
        sheets = tuple(replace(sheet, named_at=len(headings)) for sheet in sheets)
        sheets = tuple(replace(sheet, columns={**sheet.columns, GROUP: SHEET_NAME}) for sheet in sheets)
        headings, columns = [*headings, SHEET_NAME], {**columns, GROUP: SHEET_NAME}
    return Understood(
        path=path,
        table=found[0][2].match.schema.name,
        columns=columns,
        ignored_headings=[each for each in headings if each and each not in columns.values()],
        format="xlsx",
        encoding="utf-8",
        delimiter=None,
        date_order="iso",
        headings=headings,
        header_row=sheets[0].header_row,
        sheets=sheets,
        passed_over=tuple(notes),
        rows=tuple(named_row(cells, sheets[0]) for cells in as_rows(found[0][2])),
    )


def named_row(cells: tuple[str, ...], sheet: Sheet) -> tuple[str, ...]:
    """Return one of the first rows with the name of its sheet, where that says something."""
    if sheet.named_at is None:
        return cells
    before = [*cells, *[""] * sheet.named_at][: sheet.named_at]
    return (*before, sheet.name.strip())


def understood_from(
    path: Path,
    kind: Format,
    sample: str,
    table: str | None,
    mapping: Mapped | None,
    text: Text | None = None,
) -> Understood:
    """Make out the headings at the top of a file. Raises Unreadable."""
    delimiters = DELIMITERS if kind == "csv" else (CELL_END,)
    header = find_header(path.name, sample, table, mapping, delimiters)
    columns = header.match.columns
    return Understood(
        path=path,
        table=header.match.schema.name,
        columns=columns,
        ignored_headings=[each for each in header.headings if each and each not in columns.values()],
        format=kind,
        encoding=text.encoding if text else "utf-8",
        delimiter=header.delimiter if text else None,
        date_order=date_order(header),
        headings=header.headings,
        header_row=header.row,
        text=text,
        passed_over=rows_above(path.name, header),
        rows=as_rows(header),
    )


def as_rows(header: Header) -> tuple[tuple[str, ...], ...]:
    """Return the first rows below the headings."""
    return tuple(tuple(cells) for cells in header.rows)


def date_order(header: Header) -> DateOrder:
    """Tell from the first row with a date how the file writes them. The check looks at every row."""
    dates = {column.name for column in header.match.schema.columns if column.kind == "date"}
    places = [
        header.headings.index(heading) for name, heading in header.match.columns.items() if name in dates
    ]
    for cells in header.rows:
        if any(len(cells) > place and re.match(r"\d{1,2}\D", cells[place]) for place in places):
            return "day first"
    return "iso"
