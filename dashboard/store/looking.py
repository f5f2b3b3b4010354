"""Say of one file what it is and what each of its headings is taken for, for a person to put right."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from dashboard.schemas import SCHEMAS
from dashboard.store import reading
from dashboard.store.batches import ImportedFile
from dashboard.store.encoding import survey
from dashboard.store.findings import HeadingFound
from dashboard.store.foreign.shape import SOURCE_PLACE
from dashboard.store.matching import match, plain
from dashboard.store.named_mappings import NamedMapping
from dashboard.store.problems import Unreadable
from dashboard.store.proposing import propose, samples
from dashboard.store.sniffing import DELIMITERS, Top, find_format, first_text, rows_of
from dashboard.store.understanding import Understood
from dashboard.store.workbook import read_workbook
from dashboard.store.workbook_reader import CELL_END

DELIMITED = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
ENCODED = {"utf-8": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}


def kind_in_words(understood: Understood) -> str:
    """Return what a file is: "CSV, semicolons, Windows-1252"."""
    match understood.format:
        case "xlsx":
            sheets = len(understood.sheets)
            return "Excel workbook" + (f", {sheets} sheets read as one" if sheets > 1 else "")
        case "parquet":
            return "Parquet"
        case _:
            encoding = ENCODED.get(understood.encoding, understood.encoding)
            return f"CSV, {DELIMITED.get(understood.delimiter or '', 'one column')}, {encoding}"


def looked_at(file: ImportedFile, understood: Understood, named: NamedMapping | None) -> dict[str, Any]:
    """Return what a file that is understood is taken for, and each of its headings."""
    top = Top(understood.headings, [list(cells) for cells in understood.rows])
    details = about(file, top, understood.table, understood.columns, named)
    return {**details, "kind": kind_in_words(understood)}


def looked_at_refused(file: ImportedFile, error: Unreadable) -> dict[str, Any]:
    """Return the headings of a file that is not understood, with proposals; {} where it has none."""
    asked = (file.mapping_asked or {}).get("table") if isinstance(file.mapping_asked, dict) else None
    table = file.table_asked or asked or error.table
    top = Top(list(error.headings), [list(cells) for cells in error.rows])
    if not top.headings:
        return {}
    if table not in SCHEMAS:
        shown = [
            asdict(HeadingFound(heading, None, samples(top, place), ""))
            for place, heading in enumerate(top.headings)
            if heading
        ]
        return {"kind": "", "table": "", "headings": shown, "missing": []}
    columns = columns_said(file, str(table), top.headings)
    return {**about(file, top, str(table), columns, None), "kind": ""}


def columns_said(file: ImportedFile, table: str, headings: list[str]) -> dict[str, str]:
    """Return the columns that a refused file has all the same: by hand, or because their names are known."""
    said = (file.mapping_asked or {}).get("columns", {})
    known = {column.name for column in SCHEMAS[table].columns}
    given = {
        heading: column
        for heading, column in (said.items() if isinstance(said, dict) else ())
        if heading in headings and (column is None or column in known)
    }
    return match(headings, SCHEMAS[table], given).columns


def about(
    file: ImportedFile, top: Top, table: str, columns: dict[str, str], named: NamedMapping | None
) -> dict[str, Any]:
    """Return table, headings and what is missing, as JSON carries them."""
    asked = named.columns if named else (file.mapping_asked or {}).get("columns", {})
    asked, before = asked if isinstance(asked, dict) else {}, named.in_words if named else ""
    headings, missing = propose(top, SCHEMAS[table], columns, asked, before)
    return {
        "table": table,
        "headings": [asdict(each) for each in headings if not (file.source and each.heading == SOURCE_PLACE)],
        "missing": [asdict(each) for each in missing],
        "mapping_name": named.name if named else "",
        "mapping_said": before,
    }


def matched_before(path: Path, mappings: Sequence[NamedMapping]) -> NamedMapping | None:
    """Return the named mapping made for a file with these very headings. Raises Unreadable."""
    if not mappings:
        return None
    rows = [tuple(plain(cell) for cell in cells) for cells in first_rows_of(path)]
    for mapping in mappings:
        if tuple(plain(heading) for heading in mapping.headings) in rows:
            return mapping
    return None


def first_rows_of(path: Path) -> list[list[str]]:
    """Return the rows at the top of a file, of every sheet and by every delimiter. Raises Unreadable."""
    match find_format(path):
        case "xlsx":
            with reading.scratch_folder() as folder:
                samples = [first_text(sheet, survey(sheet)) for _, sheet in read_workbook(path, folder)]
            return [cells for sample in samples for cells in rows_of(sample, CELL_END)]
        case "parquet":
            with duckdb.connect() as db:
                return rows_of(reading.first_rows(db, path), CELL_END)
        case _:
            sample = first_text(path, survey(path))
            return [cells for delimiter in DELIMITERS for cells in rows_of(sample, delimiter)]
