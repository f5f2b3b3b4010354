"""Take a pupil's element apart into records, and count what is met, read and passed over.

Which element becomes what is in ``data/reference``, with where it is known from. Elements are known by
their own name and the group they stand in, so that another container around them does no harm.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lxml import etree

from dashboard.reference import FOLDER
from dashboard.store.foreign.xml_reading import ONE_EACH, elements, local_name
from dashboard.store.problems import Problem, Unreadable

MOST_NAMES = 1000
CONTAINER, NOT_READ, NEVER_READ = "container", "not read", "never read"
OTHERS = "elements of other names"
KEPT_SPACES = ("marks",)
A_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+)?")


@dataclass(frozen=True)
class Layout:
    """How a kind of file is laid out: for each group and element name what it becomes."""

    groups: frozenset[str]
    containers: frozenset[str]
    fields: Mapping[tuple[str, str], str]
    not_read: frozenset[str]
    never_read: frozenset[str]
    unverified: frozenset[tuple[str, str]]


@cache
def layout(name: str, groups: tuple[str, ...]) -> Layout:
    """Read ``data/reference/<name>.csv``; ``groups`` are the elements that repeat with others in them."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    fields: dict[tuple[str, str], str] = {}
    unverified, containers = set(), set(groups)
    passed: dict[str, set[str]] = {NOT_READ: set(), NEVER_READ: set()}
    for row in rows:
        *around, leaf = row["element"].split("/")
        containers |= {*around, leaf} if row["becomes"] == CONTAINER else set(around)
        if row["becomes"] in passed:
            passed[row["becomes"]].add(leaf)
        elif row["becomes"] != CONTAINER:
            key = next((group for group in reversed(around) if group in groups), ""), leaf
            if key not in fields and row["source"].startswith("unverified"):
                unverified.add(key)
            fields.setdefault(key, row["becomes"])
    return Layout(
        frozenset(groups),
        frozenset(containers),
        fields,
        frozenset(passed[NOT_READ]),
        frozenset(passed[NEVER_READ]),
        frozenset(unverified),
    )


@dataclass
class Record:
    """The values of one group of elements: where it begins, whose it is, and the record it lies in."""

    group: str
    line: int
    number: int = 0
    values: dict[str, str] = field(default_factory=dict)
    within: "Record | None" = None

    def get(self, name: str) -> str:
        """Return a value, or nothing."""
        return self.values.get(name, "")


@dataclass
class Tally:
    """How often elements were met of which nothing is made, and those whose name is unverified."""

    not_read: Counter[str] = field(default_factory=Counter)
    never_read: Counter[str] = field(default_factory=Counter)
    unverified: Counter[str] = field(default_factory=Counter)

    def passed_over(self, name: str) -> None:
        """Count an element of which nothing is made; of very many names only the first are kept."""
        self.not_read[name if name in self.not_read or len(self.not_read) < MOST_NAMES else OTHERS] += 1

    def outside(self, known: Layout) -> Callable[[str], None]:
        """Return what counts the elements outside of pupils, by name."""

        def passed(name: str) -> None:
            """Count an element: known and left out, or unknown."""
            if name in known.never_read:
                self.never_read[name] += 1
            elif name not in known.containers:
                self.passed_over(name)

        return passed

    def notes(self, file: str) -> list[Problem]:
        """Say what nothing is made of, what is never read, and what was read on trust."""
        said = []
        if self.not_read:
            found = f"nothing is made of its elements {counted(self.not_read)}"
            said.append(note(file, found, "They have no place here.", "ELEMENTS_NOT_READ", self.not_read))
        if self.never_read:
            found = f"never read, and not kept in any table: {counted(self.never_read)}"
            remedy = "Addresses, telephone numbers, contacts and medical notes are not needed here."
            said.append(note(file, found, remedy, "NEVER_READ", self.never_read))
        if self.unverified:
            found = (
                f"read though their names are not confirmed by a published file: {counted(self.unverified)}"
            )
            remedy = "Compare a few pupils with your own system."
            said.append(note(file, found, remedy, "UNVERIFIED_ELEMENTS", self.unverified))
        return said


def counted(names: Counter[str], most: int = 40) -> str:
    """List names with how often each was met."""
    shown = [f"{name} ({count:,})" for name, count in names.most_common(most)]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more:,} more names" if more else "")


def number_in_words(count: int, thing: str) -> str:
    """Write "1 pupil" or "1,200 pupils"."""
    return f"{count:,} {thing}" + ("" if count == 1 else "s")


def note(file: str, found: str, remedy: str, code: str, names: Counter[str]) -> Problem:
    """Return a warning about elements."""
    return Problem(file, None, None, found, remedy, code, True, names.total())


def said_of(file: str, found: str, remedy: str, code: str, rows: int = 1) -> Problem:
    """Return a warning about a whole file."""
    return Problem(file, None, None, found, remedy, code, True, rows)


def take_apart(element: etree._Element, known: Layout, tally: Tally, number: int = 0) -> list[Record]:
    """Return the records of a pupil of this number: its own first, each group in the order of the file."""
    records = [Record("", element.sourceline or 0, number)]
    collect(element, records[0], records, known, tally)
    return records


def collect(
    element: etree._Element, record: Record, records: list[Record], known: Layout, tally: Tally
) -> None:
    """Put what lies in an element into a record and into new ones."""
    for child in element:
        name = local_name(child.tag)
        if name in known.never_read:
            tally.never_read[name] += 1
        elif name in known.not_read:
            tally.passed_over(name)
        elif len(child) == 0:
            record = put(child, name, record, records, known, tally)
        elif name in known.groups:
            records.append(Record(name, child.sourceline or 0, record.number, within=record))
            collect(child, records[-1], records, known, tally)
        else:
            collect(child, record, records, known, tally)


def put(
    child: etree._Element, name: str, record: Record, records: list[Record], known: Layout, tally: Tally
) -> Record:
    """Put one value into its record; a value that stands there already begins another of its group."""
    key = record.group, name
    becomes = known.fields.get(key)
    if becomes is None:
        if name not in known.containers:
            tally.passed_over(name)
        return record
    if key in known.unverified:
        tally.unverified[name] += 1
    text = cleaned(child.text or "", becomes)
    if text and record.group and becomes in record.values:
        record = Record(record.group, child.sourceline or 0, record.number, within=record.within)
        records.append(record)
    if text:
        record.values.setdefault(becomes, text)
    return record


def cleaned(text: str, becomes: str) -> str:
    """Return a text without spaces around it, and the day of one that is a day and a time."""
    if becomes in KEPT_SPACES:
        return joined(text)
    text = " ".join(text.split())
    return text[:10] if A_TIME.fullmatch(text) else text


def joined(text: str) -> str:
    """Return a text with the spaces in it, which may mean something, but without line ends."""
    return "".join(line.strip() for line in text.splitlines()) if "\n" in text else text.strip("\r\t")


def of_group(records: list[Record], *groups: str) -> list[Record]:
    """Return the records of these groups, in the order of the file."""
    return [record for record in records if record.group in groups]


@dataclass
class PupilFile:
    """One file about pupils as it was read: its header, the records of each pupil, and what else was met."""

    header: Record = field(default_factory=lambda: Record("", 0))
    pupils: list[list[Record]] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    def read(self, path: Path, known: Layout, names: Sequence[str]) -> None:
        """Read the header and every element of one of these names. Raises Unreadable."""
        for element in elements(path, frozenset(("Header", *names)), self.tally.outside(known)):
            if local_name(element.tag) == "Header":
                if self.header.line:
                    found = f"a second header stands in line {element.sourceline:,}: it holds several files"
                    raise Unreadable(path.name, found, ONE_EACH, "SEVERAL_DOCUMENTS")
                self.header = take_apart(element, known, self.tally)[0]
            else:
                self.pupils.append(take_apart(element, known, self.tally, len(self.pupils) + 1))
