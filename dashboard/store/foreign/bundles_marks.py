"""Class work of a bundle: scores become results on a scale made of the marks there were to win."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from dashboard.store.foreign.bundles import Row
from dashboard.store.foreign.bundles_classes import Classes, Taught
from dashboard.store.foreign.bundles_people import People
from dashboard.store.foreign.bundles_roster import Roster
from dashboard.store.foreign.bundles_rows import Ledger
from dashboard.store.foreign.bundles_tables import Tables

UNFINISHED = ("exempt", "not submitted", "partially graded")
YES = "true"
ON_NO_SCALE = (
    "their line item does not say how many marks there were to win, so that their scale is not known"
)


@dataclass
class Item:
    """One piece of class work: what it is called, in which class, on which scale, if any."""

    row: Row
    taught: Taught | None
    name: str
    scale: str

    @property
    def alike(self) -> tuple[str, str, str]:
        """Return what work must share to count as one assessment: school, subject, name."""
        if self.taught is None:
            return "", "", self.name
        return self.taught.school, self.taught.subject, self.name


@dataclass
class ClassWork:
    """The class work of a bundle by its numbers."""

    roster: Roster
    classes: Classes
    people: People
    items: dict[str, Item] = field(default_factory=dict)
    scales: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Read every line item, and call no two of one class the same."""
        for (_, number), row in self.roster["lineitems"].every():
            several = self.classes.taught.get(row.get("classsourcedid"))
            taught = several[0] if several else None
            self.items[number] = Item(row, taught, row.get("title") or number, scale_of(row))
        self.tell_apart(lambda item, number: item.row.get("duedate") or number)
        self.tell_apart(lambda item, number: number)
        met_twice = self.met_twice()
        for item in self.items.values():
            if item.alike in met_twice and item.taught is not None:
                item.name = f"{item.name} ({item.taught.name})"

    def tell_apart(self, mark: Callable[[Item, str], str]) -> None:
        """Add a mark to the names of work that share one in their class."""
        shared = Counter((item.row.get("classsourcedid"), item.name) for item in self.items.values())
        for number, item in self.items.items():
            if shared[item.row.get("classsourcedid"), item.name] > 1:
                item.name = f"{item.name} ({mark(item, number)})"

    def met_twice(self) -> set[tuple[str, str, str]]:
        """Return the work of one name that some pupil did in two classes: it cannot be one assessment."""
        shared = Counter(item.alike for item in self.items.values())
        done: dict[tuple[tuple[str, str, str], str], str] = {}
        twice = set()
        for row in self.roster.stream("results", Ledger()):
            number = row.get("lineitemsourcedid")
            item = self.items.get(number)
            if item is None or shared[item.alike] == 1 or item.alike in twice:
                continue
            if done.setdefault((item.alike, row.get("studentsourcedid")), number) != number:
                twice.add(item.alike)
        return twice

    def write(self, tables: Tables) -> None:
        """Write every score as a result, and the scales that the scores are on."""
        for row in self.roster.stream("results"):
            item = self.items.get(row.get("lineitemsourcedid"))
            if why := self.why_not(row, item):
                self.roster.tell.ignore(row.part, row.number, why)
                continue
            assert item
            self.roster["lineitems"].use(item.row)
            key = (row.part.space, row.get("studentsourcedid"))
            if not self.roster["users"].rows.get(key):
                why = "the pupil is in no file of people: the number is written as it stands"
                self.roster.tell.note(row.part, row.number, why)
            self.write_scale(item, tables)
            tables.write(
                "results", row.place,
                school=item.taught.school if item.taught else "",
                pupil=self.people.number(key),
                subject=item.taught.subject if item.taught else "",
                assessment=item.name,
                assessed_on=self.roster.dates.written(row.get("scoredate") or item.row.get("duedate")),
                kind="result", scale=item.scale, value=row.get("score"),
            )  # fmt: skip
        self.roster["lineitems"].settle(self.roster.tell, "no score of theirs became a result")

    def why_not(self, row: Row, item: Item | None) -> str:
        """Return why no result can be made of a row, or nothing."""
        if ("", row.get("lineitemsourcedid")) in self.roster["lineitems"].gone:
            return "their line item is marked as deleted or no longer in use"
        if (row.part.space, row.get("studentsourcedid")) in self.roster["users"].gone:
            return "whom they name is marked as deleted or no longer in use"
        if item is None:
            return "their line item is in no file"
        if item.taught is None:
            return "the class of their line item is in no file, so that their subject is not known"
        return unmarked(row) or ("" if item.scale else ON_NO_SCALE)

    def write_scale(self, item: Item, tables: Tables) -> None:
        """Write a scale where it is met for the first time."""
        if item.scale not in self.scales:
            self.scales.add(item.scale)
            lowest, highest = item.row.get("resultvaluemin"), item.row.get("resultvaluemax")
            tables.write("scales", item.row.place, scale=item.scale, lowest=lowest, highest=highest)


def unmarked(row: Row) -> str:
    """Return why a row holds no mark that counts, or nothing."""
    status = row.get("scorestatus").casefold()
    if status in UNFINISHED:
        return f"their work is not finished or not marked ({status})"
    if YES in (row.get("inprogress").casefold(), row.get("incomplete").casefold()):
        return "their work is still in progress or incomplete"
    if not row.get("score"):
        return "they hold a grade in words and no score" if row.get("textscore") else "they hold no score"
    return ""


def scale_of(row: Row) -> str:
    """Return the name of the scale of a line item; nothing where its marks are not said."""
    lowest, highest = row.get("resultvaluemin"), row.get("resultvaluemax")
    if not highest:
        return ""
    return f"Marks {tidy(lowest)} to {tidy(highest)}" if lowest else f"Marks to {tidy(highest)}"


def tidy(number: str) -> str:
    """Return a number as people write it: 100 for 100.0."""
    return re.sub(r"\.0+$", "", number)
