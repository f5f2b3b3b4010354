"""What is wrong with an import file, in words the person who made it can act on."""

import csv
import io
from dataclasses import dataclass

LONGEST_QUOTE = 60


@dataclass(frozen=True)
class Problem:
    """One fault: where it is, what was found there, and what to do about it.

    ``row`` counts as a spreadsheet does: the headings are in row 1; ``place`` says in words where it is in
    a file of another shape. ``found`` may quote a cell, so it is for the person who imports; ``code`` may go
    into a log. ``rows`` is how many rows a warning is about.
    """

    file: str
    row: int | None
    column: str | None
    found: str
    remedy: str
    code: str
    is_warning: bool = False
    rows: int = 1
    place: str = ""

    def __str__(self) -> str:
        """Say where, what was found, and what to do."""
        where = [self.file]
        where += [self.place] if self.place else [f"row {self.row:,}"] if self.row else []
        where += [self.column] if self.column else []
        return f"{', '.join(where)}: {self.found}. {self.remedy}"


class Unreadable(ValueError):
    """A whole file is refused; ``problem`` says why.

    Where its headings are the trouble, ``headings``, the first ``rows`` below them and the nearest ``table``
    are here for whoever puts it right.
    """

    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    table: str = ""

    def __init__(self, file: str, found: str, remedy: str, code: str, row: int | None = None) -> None:
        self.problem = Problem(file, row, None, found, remedy, code)
        super().__init__(str(self.problem))


def quoted(text: str | None) -> str:
    """Quote what stands in a cell: on one line, and cut where it is long."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text or "")
    return f'"{shown}"' if len(shown) <= LONGEST_QUOTE else f'"{shown[:LONGEST_QUOTE]}..."'


def listed(words: list[str], most: int = 12) -> str:
    """List words as people do, cut where there are many."""
    return ", ".join(words[:most]) + (f" and {len(words) - most} more" if len(words) > most else "")


def safe_cells(cells: list[str]) -> str:
    """Write one CSV line whose cells no spreadsheet takes for a formula."""
    line = io.StringIO()
    guarded = [
        f"'{cell}" if cell.lstrip()[:1] in tuple("=+-@\uff1d\uff0b\uff0d\uff20|%") else cell for cell in cells
    ]
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(guarded)
    return line.getvalue()
