"""Write the visible sheets of a workbook as text. Run as a program: ``workbook_reader.py FILE FOLDER``.

The names of the sheets written are printed as JSON; those of hidden sheets are left as ``hidden.json``.

Formulas without their results, in workbooks that no spreadsheet has written, are counted in
``formulas.json``: each would be read as an empty cell.

It stands alone, because it runs without the project on its path. Cells are parted by
chr(31), and a line end within a cell becomes chr(30).
"""

import json
import posixpath
import re
import sys
import zipfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree

MEMORY = 2 << 30
SECONDS = 100
MOST_COLUMNS = 16_384  # a spreadsheet has no more
MOST_CELLS = 100_000_000

HIDDEN = "hidden.json"
FORMULAS = "formulas.json"
PIECE = 1 << 20
LONGEST_CELL = 1 << 18
# A formula that gives an empty text has an empty value too, but says by its type that it is one. The counts
# are bounded, so that no sheet makes this slow.
WITHOUT_RESULT = re.compile(
    rb"<(?:\w+:)?c\b(?![^>]{0,200}\bt=.str)[^>]{0,200}\br=.([A-Z]+[0-9]+)[^>]{0,200}>\s{0,9}"
    rb"<(?:\w+:)?f\b(?:[^>]{0,200}/>|[^>]{0,200}>[^<]{0,9000}</(?:\w+:)?f>)\s{0,9}"
    rb"(?:<(?:\w+:)?v\s{0,9}/>|<(?:\w+:)?v>\s{0,9}</(?:\w+:)?v>)?\s{0,9}</(?:\w+:)?c>"
)
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CELL_END = chr(31)
LINE_END_IN_CELL = chr(30)


def as_text(value: object) -> str:
    """Return a cell as a CSV export would write it."""
    if isinstance(value, float) and value.is_integer():
        # A spreadsheet keeps fifteen digits: of a longer number it has lost the rest.
        return str(int(value)) if abs(value) < 1e15 else f"{value:.14E}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, timedelta):
        return str(value)
    return one_line(str(value))


def one_line(text: str) -> str:
    """Return a cell's text without line ends and without our own marks."""
    plain = text.replace(CELL_END, "").replace(LINE_END_IN_CELL, "").replace("\0", "")
    return (
        plain.replace("\r\n", LINE_END_IN_CELL)
        .replace("\n", LINE_END_IN_CELL)
        .replace("\r", LINE_END_IN_CELL)
    )


def write_sheets(path: str, folder: Path) -> list[str]:
    """Write each visible sheet with rows as ``<number>.txt``; return their names."""
    import python_calamine

    workbook, names = python_calamine.load_workbook(path), []
    visible = python_calamine.SheetVisibleEnum.Visible
    hidden = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible != visible]
    (folder / HIDDEN).write_text(json.dumps(hidden), encoding="utf-8")
    note_formulas(
        path, [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == visible], folder
    )
    for number, sheet in enumerate(workbook.sheets_metadata):
        if sheet.visible != visible:
            continue
        opened = workbook.get_sheet_by_name(sheet.name)
        if opened.total_width > MOST_COLUMNS or opened.total_width * opened.total_height > MOST_CELLS:
            sys.exit("a cell stands far beyond the others")
        rows = opened.to_python(skip_empty_area=False)
        if rows:
            fill_merged(rows, opened.merged_cell_ranges or [])
            names.append(sheet.name)
            with (folder / f"{number:04}.txt").open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(CELL_END.join(map(as_text, row)) + "\n" for row in rows)
    return names


def note_formulas(path: str, visible: list[str], folder: Path) -> None:
    """Note which visible sheets have formulas without results: the sheet, the first cell, how many."""
    found = []
    with zipfile.ZipFile(path) as archive:
        for name, part in parts_of(archive):
            if name in visible:
                with archive.open(part) as sheet:
                    first, number = count_formulas(sheet)
                found += [[name, first, number]] if number else []
    (folder / FORMULAS).write_text(json.dumps(found), encoding="utf-8")


def parts_of(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Return the name of each sheet and the part where it lies; nothing of a workbook made otherwise."""
    try:
        sheets = ElementTree.fromstring(
            archive.read("xl/workbook.xml")
        )  # declares no entity: looked at before
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return []
    targets = {each.get("Id"): posixpath.join("/xl", each.get("Target", ""))[1:] for each in relations}
    named = [
        (each.get("name", ""), targets.get(each.get(RELATION))) for each in sheets.findall(".//{*}sheet")
    ]
    return [(name, part) for name, part in named if part and part in archive.namelist()]


def count_formulas(sheet: IO[bytes]) -> tuple[str, int]:
    """Return the first cell of a sheet whose formula has no result, and how many there are."""
    first, number, rest = "", 0, b""
    while piece := sheet.read(PIECE):
        rest += piece
        end = rest.rfind(b"c>") + 2 if b"c>" in rest else 0
        if b"f" in rest and (cells := WITHOUT_RESULT.findall(rest, 0, end)):
            first, number = first or cells[0].decode(), number + len(cells)
        rest = rest[max(end, len(rest) - LONGEST_CELL) :]
    return first, number


def fill_merged(rows: list[list[Any]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Write what stands in cells merged from top to bottom into each: it is said of all their rows."""
    for (top, left), (bottom, right) in ranges:
        if left == right and top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]


def limit_resources() -> None:
    """Bound memory and time, so that a file cannot take more than this process."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    limit_resources()
    print(json.dumps(write_sheets(sys.argv[1], Path(sys.argv[2]))))
