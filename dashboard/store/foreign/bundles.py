"""The CSV files of one export that belong together: which they are, and what a row of them says."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

DELIMITERS = ",;\t|"
HEAD = 1 << 16
LONGEST_CELL = 1_000_000
COPY_MARK = re.compile(r"\s*\((copy|\d+)\)$")
UNSEEN = "\ufeff\u200b\u00a0"


@dataclass(frozen=True)
class Part:
    """One file of a bundle, ready to be read: ``kind`` is what it holds, "" where that is not known.

    ``called`` maps headings of the file to the names used here that mean the same; ``always`` holds what
    every row says without a column; ``space`` keeps apart numbers that only differ by what they number.
    """

    name: str
    text: Path
    kind: str = ""
    headings: tuple[str, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)
    always: Mapping[str, str] = field(default_factory=dict)
    space: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a part; ``number`` counts as a spreadsheet does."""

    part: Part
    number: int
    cells: Mapping[str, str]

    def get(self, *names: str) -> str:
        """Return the first of these columns that holds something, or nothing."""
        for name in names:
            if found := self.cells.get(name):
                return found
        return ""

    @property
    def place(self) -> str:
        """Return where it stands: "users.csv row 12"."""
        return f"{self.part.name} row {self.number}"


def plain(text: str) -> str:
    """Return a heading or a file's name without what exporters write differently."""
    return re.sub(r"[\W_]", "", text.casefold())


def stem(name: str) -> str:
    """Return a file's name without ending, case or the mark of a second copy: "Users (2).csv" is users."""
    return plain(COPY_MARK.sub("", name.rpartition(".")[0] or name))


def headings_of(path: Path) -> tuple[str, ...]:
    """Return the headings at the top of a CSV file, plain; none where it is no text."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return ()
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = head.decode(encoding, errors="replace")
    line = next((each for each in text.splitlines() if each.strip(UNSEEN + " \t" + DELIMITERS)), "")
    if "\0" in line:
        return ()
    try:
        cells = next(csv.reader([line.strip(UNSEEN)], delimiter=delimiter_of(line)), [])
    except csv.Error:
        return ()
    return tuple(plain(cell) for cell in cells)


def delimiter_of(line: str) -> str:
    """Return what parts the cells of a line of headings."""
    return max(DELIMITERS, key=line.count)


def grouped(
    files: Sequence[Path], kind_by: Callable[[str, tuple[str, ...]], str], makes: Callable[[set[str]], bool]
) -> list[list[Path]]:
    """Return the files of each folder that belong together; ``makes`` says which kinds are enough for it."""
    folders: dict[Path, list[tuple[Path, str]]] = defaultdict(list)
    for path in files:
        if kind := kind_by(path.name, headings_of(path)):
            folders[path.parent].append((path, kind))
    return [[path for path, _ in found] for found in folders.values() if makes({kind for _, kind in found})]
