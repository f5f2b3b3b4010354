"""Several sheets of one workbook as one table: whose cells go where, and which row came from which sheet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.store.sniffing import Header
from dashboard.store.workbook_reader import CELL_END

# The heading of the column in which each row has its sheet's name.
SHEET_NAME = "(name of the sheet)"
GROUP = "registration_group"
A_GROUP = re.compile(
    r"((year|yr|y) ?)?(1[0-4]|[1-9])([./-]?[a-z]{1,3}\d?| [a-z]{1,2}\d?)|(N[12]|R)[A-Z]", re.IGNORECASE
)


@dataclass(frozen=True)
class Sheet:
    """One sheet that is read; ``places`` says for each of its cells where it stands below the headings.

    ``named_at`` is where its name stands, if anywhere.
    """

    number: int
    name: str
    header_row: int
    columns: dict[str, str]
    places: tuple[int, ...]
    named_at: int | None = None


@dataclass(frozen=True)
class Part:
    """The rows of one sheet among the lines of all: ``line`` is where they begin, ``row`` the row there."""

    sheet: str
    line: int
    row: int
    rows: int


def join_headings(
    found: Sequence[tuple[int, str, Header]],
) -> tuple[list[str], dict[str, str], tuple[Sheet, ...]]:
    """Return the headings of all sheets, which of them each column has, and the sheets."""
    first = found[0][2]
    headings, columns, sheets = list(first.headings), dict(first.match.columns), []
    for number, name, header in found:
        if header is first:
            places = list(range(len(headings)))
        else:
            places = [place_of(heading, name, header, headings, columns) for heading in header.headings]
        sheets.append(Sheet(number, name, header.row, header.match.columns, tuple(places)))
    return headings, columns, tuple(sheets)


def are_groups(found: Sequence[tuple[int, str, Header]]) -> bool:
    """Say whether each sheet is a registration group's pupils: 7A, 7B, and no column for the group."""
    return len(found) > 1 and all(
        header.match.schema.name == "pupils"
        and GROUP not in header.match.columns
        and A_GROUP.fullmatch(name.strip()) is not None
        for _, name, header in found
    )


def place_of(heading: str, sheet: str, header: Header, headings: list[str], columns: dict[str, str]) -> int:
    """Return where the cells below a further sheet's heading go; a new heading is added at the end."""
    column = next((column for column, its in header.match.columns.items() if its == heading), None)
    if column in columns:
        return headings.index(columns[column])
    if column is None and heading in headings and heading not in columns.values():
        return headings.index(heading)
    headings.append(heading if heading not in headings else f"{heading} ({sheet})")
    if column:
        columns[column] = headings[-1]
    return len(headings) - 1


def join_lines(files: Sequence[Path], sheets: Sequence[Sheet], width: int, joined: Path) -> tuple[Part, ...]:
    """Write the lines of all sheets below the first one's headings; return where each begins."""
    parts: list[Part] = []
    written = 0
    with joined.open("w", encoding="utf-8", newline="\n") as file:
        for sheet in sheets:
            with files[sheet.number].open(encoding="utf-8", newline="\n") as lines:
                above = [next(lines) for _ in range(sheet.header_row)]
                if not parts:
                    file.writelines(above)
                    written = len(above)
                before = written
                for line in placed(lines, sheet, width):
                    file.write(line)
                    written += 1
            parts.append(Part(sheet.name, before + 1, sheet.header_row + 1, written - before))
    return tuple(parts)


def placed(lines: Iterator[str], sheet: Sheet, width: int) -> Iterator[str]:
    """Yield lines with each cell where its heading stands; cells without a heading come after."""
    for line in lines:
        cells = line.removesuffix("\n").split(CELL_END)
        row = [""] * width
        for place, cell in zip(sheet.places, cells, strict=False):
            row[place] = cell
        if sheet.named_at is not None and any(cells):
            row[sheet.named_at] = sheet.name.strip()
        yield CELL_END.join(row + cells[len(sheet.places) :]) + "\n"
