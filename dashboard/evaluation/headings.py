"""The headings that a self-evaluation stands under: five components, nine features, inspection, or own."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard.measures import MEASURES
from dashboard.reference import FOLDER as REFERENCE
from dashboard.store.problems import Unreadable, quoted

OWN = "own"
FILE = "headings.csv"
MOST = 20
LONGEST = 120
# What an address calls a set of headings, the reference file that holds it, and what a reader calls it.
SETS = {
    "components": ("component", "Five components"),
    "features": ("feature", "Nine features"),
    "inspection": ("inspection_heading", "Inspection headings"),
}


@dataclass(frozen=True)
class Heading:
    """One heading: what it asks, and the measures that speak to it."""

    code: str
    label: str
    asks: str = ""
    measures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Headings:
    """A set of headings. ``column``: the column of the practices that says which stands under which."""

    name: str
    label: str
    column: str
    headings: tuple[Heading, ...]

    def of(self, code: str) -> Heading | None:
        """Return the heading of this code; None where the set has none."""
        return next((each for each in self.headings if each.code == code), None)


@cache
def known(name: str) -> Headings:
    """Return one of the sets that come with Evenhand. Raises KeyError."""
    file, label = SETS[name]
    with (REFERENCE / f"{file}.csv").open(encoding="utf-8", newline="") as rows:
        found = tuple(
            Heading(row["code"], row["label"], row["asks"], tuple(filter(None, row["measures"].split(";"))))
            for row in csv.DictReader(rows)
        )
    return Headings(name, label, file, found)


def chosen(folder: Path, name: object) -> Headings:
    """Return the set that an address names; the five components where it names none.

    Raises Unreadable where the school's own file cannot be read.
    """
    if name == OWN and has_own(folder):
        return own(folder)
    return known(str(name) if name in SETS else next(iter(SETS)))


def offered(folder: Path) -> dict[str, str]:
    """Return the names of the sets that there are, each with its label."""
    found = {name: label for name, (_file, label) in SETS.items()}
    return found | ({OWN: "Our own headings"} if has_own(folder) else {})


def has_own(folder: Path) -> bool:
    """Say whether the school has brought headings of its own."""
    return (folder / "evaluation" / FILE).is_file()


def own(folder: Path) -> Headings:
    """Read the school's own headings: a CSV with the columns heading, and if wanted asks and measures.

    Raises Unreadable with what is wrong and what to do.
    """
    path = folder / "evaluation" / FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable("it cannot be read as text", "Save it as CSV in UTF-8.") from error
    rows = list(csv.DictReader(text.splitlines()))
    if not rows or "heading" not in rows[0]:
        raise _unreadable("no column heading", "Begin the file with the line: heading,asks,measures")
    found = tuple(_heading(number, row) for number, row in enumerate(rows, 2))
    codes = [each.code for each in found]
    if len(found) > MOST or len(set(codes)) < len(codes):
        what = f"{len(found)} headings" if len(found) > MOST else "two headings alike"
        raise _unreadable(what, f"Give at most {MOST} headings, each its own words.")
    return Headings(OWN, "Our own headings", "", found)


def _heading(number: int, row: dict[str, str | None]) -> Heading:
    """Return one of the school's headings. Raises Unreadable."""
    label = " ".join((row.get("heading") or "").split())
    code = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")
    if not code or len(label) > LONGEST:
        raise _unreadable(quoted(label), f"Write a heading of 1 to {LONGEST} letters.", number)
    measures = tuple(each.strip() for each in (row.get("measures") or "").split(";") if each.strip())
    unknown = [each for each in measures if each not in MEASURES]
    if unknown:
        what = f"there is no measure {quoted(unknown[0])}"
        raise _unreadable(what, f"Choose from {', '.join(MEASURES)}.", number)
    return Heading(code, label, " ".join((row.get("asks") or "").split())[:LONGEST], measures)


def _unreadable(found: str, do: str, row: int | None = None) -> Unreadable:
    """Return what is wrong with the school's own file."""
    return Unreadable(f"evaluation/{FILE}", found, do, "headings", row)
