"""Which columns of a printed table say who a row is about, and what stands in place of a number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.schemas import SCHEMAS
from dashboard.store.matching import plain
from dashboard.store.problems import Unreadable

NAMES = (
    "name",
    "pupil name",
    "student name",
    "full name",
    "legal name",
    "preferred name",
    "child",
    "child name",
    "learner",
    "learner name",
)
# These name a number in our own files, and mostly a name in printed ones: what stands below them tells.
EITHER = ("pupil", "student", "learner")
HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class People:
    """Where in a row the school, the pupil's number, the UPN and the names stand, counted from one."""

    school: int | None = None
    pupil: int | None = None
    upn: int | None = None
    names: tuple[int, ...] = ()

    @property
    def places(self) -> set[int]:
        """Return all of these places."""
        return {place for place in (self.school, self.pupil, self.upn, *self.names) if place}

    def known_by_number(self, file: str) -> None:
        """Raise Unreadable where the pupils are known by their names alone."""
        if self.pupil is None and self.upn is None:
            raise Unreadable(
                file,
                "it knows its pupils by their names alone, and two pupils can have one name",
                "Add the admission number or the UPN to the report and export it again.",
                "NO_PUPIL_NUMBER",
            )


def called(table: str, column: str) -> frozenset[str]:
    """Return every heading by which a column is known."""
    known = SCHEMAS[table].column(column)
    return frozenset(plain(name) for name in (column, *known.also_called))


def find_people(headings: Sequence[str], below: Sequence[Sequence[str]]) -> People | None:
    """Find the columns that say who a row is about, by headings and the rows below; None without them."""
    places: dict[str, int] = {}
    names: list[int] = []
    for place, heading in enumerate(headings, start=1):
        word = plain(heading)
        column = column_of(word)
        if word in map(plain, EITHER):
            cells = [row[place - 1] for row in below if len(row) >= place and row[place - 1].strip()]
            column = "pupil" if cells and all(HAS_DIGIT.search(cell) for cell in cells[:10]) else "name"
        if column == "name":
            names.append(place)
        elif column:
            places.setdefault(column, place)
    return People(names=tuple(names), **places) if places.keys() - {"school"} or names else None


def column_of(word: str) -> str | None:
    """Return which of a pupil's columns a heading names."""
    if not word:
        return None
    for column in ("upn", "pupil", "school"):
        if word in called("pupils", column):
            return column
    is_name = word in map(plain, NAMES) or any(
        word in called("pupils", part) for part in ("surname", "forename")
    )
    return "name" if is_name else None
