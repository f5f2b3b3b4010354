"""What a bundle says, by what it is about: schools, terms, classes, people, each findable by its number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard.store.foreign.bundles import Part, Row
from dashboard.store.foreign.bundles_dates import Dates
from dashboard.store.foreign.bundles_rows import Ledger, rows_of
from dashboard.store.messages import in_rows
from dashboard.store.problems import Unreadable

Key = tuple[str, str]

GONE = ("tobedeleted", "deleted", "inactive")
TO_TAKE_BACK = "Where earlier imports brought them in, undo those to have them out."

# The columns that are kept of each kind; of all others nothing is loaded: no password, address or phone.
KEPT: Mapping[str, tuple[str, ...]] = {
    "orgs": ("name", "type", "identifier", "parentsourcedid"),
    "academicsessions": ("startdate", "enddate", "type", "title"),
    "courses": ("title", "subjects"),
    "classes": (
        "title", "grades", "coursesourcedid", "coursename", "classcode", "classtype", "schoolsourcedid",
        "orgsourcedid", "termsourcedids", "sessionsourcedids", "subjects", "startdate", "enddate",
    ),
    "users": (
        "role", "orgsourcedids", "primaryorgsourcedid", "givenname", "familyname", "identifier",
        "usermasteridentifier", "userids", "username", "grades", "birthdate", "enableduser",
    ),
    "roles": ("role", "orgsourcedid", "grade"),
    "demographics": ("birthdate", "sex"),
    "lineitems": (
        "title", "classsourcedid", "duedate", "assigndate", "resultvaluemin", "resultvaluemax",
    ),
}  # fmt: skip
IN_PASSING = ("enrollments", "results")  # too many to be kept: read one at a time
NOT_READ = "the product keeps nothing of the kind"


@dataclass
class Register:
    """The rows of one kind, by their number; ``gone`` are those that the export marks as deleted."""

    kind: str
    rows: dict[Key, list[Row]] = field(default_factory=lambda: defaultdict(list))
    gone: set[Key] = field(default_factory=set)
    used: set[tuple[str, int]] = field(default_factory=set)
    has_file: bool = False

    def peek(self, number: str, space: str = "") -> Row | None:
        """Return the first row with this number."""
        found = self.rows.get((space, number))
        return found[0] if found else None

    def find(self, number: str, space: str = "") -> Row | None:
        """Return the first row with this number, and note that it was used."""
        row = self.peek(number, space)
        if row is not None:
            self.use(row)
        return row

    def use(self, row: Row) -> None:
        """Note that something was made of a row."""
        self.used.add((row.part.name, row.number))

    def every(self) -> Iterator[tuple[Key, Row]]:
        """Yield every row with its number, in the order of the files."""
        for key, rows in self.rows.items():
            for row in rows:
                yield key, row

    def settle(self, tell: Ledger, why: str, remedy: str = "Nothing needs to be done.") -> None:
        """Note of each row that nothing was made of, why."""
        for _, row in self.every():
            if (row.part.name, row.number) not in self.used:
                tell.ignore(row.part, row.number, why, remedy)


@dataclass
class Roster:
    """Everything that a bundle says, but for what is read in passing: ``passing`` are those files.

    ``said`` is what a person said by hand: ``academic_year``, ``pupil`` (the column that numbers pupils).
    """

    tell: Ledger
    said: Mapping[str, Any]
    dates: Dates
    registers: dict[str, Register]
    passing: dict[str, list[Part]]

    def __getitem__(self, kind: str) -> Register:
        """Return the rows of one kind."""
        return self.registers[kind]

    def stream(self, kind: str, tell: Ledger | None = None) -> Iterator[Row]:
        """Yield the rows of a kind that is read in passing, but for those marked as deleted.

        For a first look they are counted in a ledger of its own.
        """
        tell = tell or self.tell
        for part in self.passing[kind]:
            for row in rows_of(part, tell):
                if not is_gone(row, tell):
                    yield row


def read_roster(parts: Iterable[Part], tell: Ledger, said: Mapping[str, Any], dates: Dates) -> Roster:
    """Read all files of a bundle but for those that are read in passing. Raises Unreadable."""
    registers = {kind: Register(kind) for kind in KEPT}
    passing: dict[str, list[Part]] = {kind: [] for kind in IN_PASSING}
    for part in parts:
        if part.kind in passing:
            passing[part.kind].append(part)
        elif part.kind in registers:
            registers[part.kind].has_file = True
            read_register(part, registers[part.kind], tell)
        else:
            leave_out(part, tell, NOT_READ)
    return Roster(tell, said, dates, registers, passing)


def read_register(part: Part, register: Register, tell: Ledger) -> None:
    """Read one file into a register. Raises Unreadable."""
    by = "usersourcedid" if part.kind == "roles" else "sourcedid"
    wanted = KEPT[part.kind]
    bare = replace(part, called={}, always={})
    for row in rows_of(part, tell):
        key = (part.space, row.get(by))
        if is_gone(row, tell):
            register.gone.add(key)
            continue
        kept = {name: value for name in wanted if (value := row.get(name))}
        register.rows[key].append(Row(bare, row.number, kept))


def is_gone(row: Row, tell: Ledger) -> bool:
    """Return whether the export marks a row as deleted or no longer in use, and note it."""
    status = row.get("status").casefold()
    if status not in GONE:
        return False
    tell.ignore(row.part, row.number, f"their status is {status}", TO_TAKE_BACK)
    return True


def leave_out(part: Part, tell: Ledger, why: str) -> None:
    """Name a file that nothing is read from, and count its rows where it has some."""
    counted = Ledger()
    try:
        for row in rows_of(part, counted) if part.headings else ():
            counted.ignore(row.part, row.number, why)
    except Unreadable:
        counted = Ledger()
    tell.accounts[part.name].rows += counted.rows
    tell.accounts[part.name].ignored += counted.rows
    found = f"nothing is read from this file ({in_rows(counted.rows)}): {why}"
    tell.say(part.name, found, "Nothing needs to be done.", "FILE_NOT_READ")
