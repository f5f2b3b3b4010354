"""What a translator of files of another shape is, and what it gives back.

The store reads only our own import files. Any other shape (School Census, OneRoster, marks in columns)
is written again as import files first, each row with the place it came from, and then checked as any
other file is: a translator decides nothing that the ordinary checks decide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from dashboard.store.problems import Problem

# The first column of a translated file: where in the original each row stands, in words a person can follow.
SOURCE_PLACE = "source_place"
# The last two columns of a translated Parquet file in its stead: millions of marks have no text each.
SOURCE_NUMBERS = ("source_row", "source_column")


@dataclass(frozen=True)
class Translated:
    """What was made of files of another shape.

    ``kind`` says in words what they are: "School Census XML". ``files`` are import files in the folder
    given, named ``<table>.csv`` or ``<table>.parquet``, with our column names as headings after the first,
    ``source_place`` ("line 120", "row 17, column 4 Sep AM", "users.csv row 12"). ``units`` names what was
    counted in the source ("rows", "pupils", "marks", "elements"); ``read`` of them became rows and
    ``ignored`` did not: together they are all there are. ``notes`` are warnings: elements that are not
    read, with their counts, a totals row left out, a manifest that is missing.
    """

    kind: str
    files: tuple[Path, ...]
    units: str
    read: int
    ignored: int
    notes: tuple[Problem, ...] = ()


class Shape(Protocol):
    """One shape of files that a school can export."""

    name: str

    def recognise(self, files: Sequence[Path]) -> list[list[Path]]:
        """Return the groups of files that are of this shape, told cheaply from their content; [] for none."""

    def translate(self, files: Sequence[Path], into: Path, said: Mapping[str, Any]) -> Translated:
        """Write one group of files as import files into a folder; ``said`` is what a person said by hand.

        Raises Unreadable where nothing can be made of the whole.
        """
