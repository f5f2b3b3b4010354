"""Understand what one import file is, before its rows are read."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb

from dashboard.store import reading
from dashboard.store.encoding import Text, survey
from dashboard.store.matching import Mapped
from dashboard.store.problems import Problem, Unreadable, listed, quoted
from dashboard.store.sniffing import DELIMITERS, Format, Header, find_format, find_header, first_text, rows_of
from dashboard.store.workbook import read_workbook
from dashboard.store.workbook_reader import CELL_END, one_line

DateOrder = Literal["iso", "day first"]


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
    sheet: int = 0

    @property
    def mapping(self) -> dict[str, Any]:
        """Return the table and columns as a mapping by which the file is understood the same again."""
        return {"table": self.table, "columns": {heading: column for column, heading in self.columns.items()}}

    @property
    def notes(self) -> list[Problem]:
        """Say which headings nothing is made of."""
        if not self.ignored_headings:
            return []
        named = listed([quoted(heading) for heading in self.ignored_headings])
        found, remedy = f"nothing is made of its headings {named}", "Map those that are columns we know."
        return [Problem(self.path.name, self.header_row, None, found, remedy, "IGNORED_HEADINGS", True)]


def understand(path: Path, table: str | None = None, mapping: Mapped | None = None) -> Understood:
    """Find out what a file is. ``mapping`` is {"table", "columns": {heading: column}}. Raises Unreadable."""
    kind = find_format(path)
    if kind == "xlsx":
        return understand_workbook(path, table, mapping)
    if kind == "parquet":
        with duckdb.connect() as db:
            sample = CELL_END.join(map(one_line, reading.parquet(db, path).columns))
        return understood_from(path, kind, sample, table, mapping)
    text = survey(path)
    return understood_from(path, kind, first_text(path, text), table, mapping, text)


def understand_workbook(path: Path, table: str | None, mapping: Mapped | None) -> Understood:
    """Find the first visible sheet with headings that we know. Raises Unreadable."""
    refusal = Unreadable(path.name, "no visible sheet has rows", "Export it again.", "EMPTY")
    with reading.scratch_folder() as folder:
        for number, sheet in enumerate(read_workbook(path, folder)):
            try:
                sample = first_text(sheet, survey(sheet))
                return understood_from(path, "xlsx", sample, table, mapping, sheet=number)
            except Unreadable as error:
                refusal = error if number == 0 else refusal
    raise refusal


def understood_from(
    path: Path,
    kind: Format,
    sample: str,
    table: str | None,
    mapping: Mapped | None,
    text: Text | None = None,
    sheet: int = 0,
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
        date_order=date_order(header, sample),
        headings=header.headings,
        header_row=header.row,
        text=text,
        sheet=sheet,
    )


def date_order(header: Header, sample: str) -> DateOrder:
    """Tell from the first row with a date how the file writes them. The check looks at every row."""
    dates = {column.name for column in header.match.schema.columns if column.kind == "date"}
    places = [
        header.headings.index(heading) for name, heading in header.match.columns.items() if name in dates
    ]
    for cells in rows_of(sample, header.delimiter)[header.row :]:
        if any(len(cells) > place and re.match(r"\d{1,2}\D", cells[place]) for place in places):
            return "day first"
    return "iso"
