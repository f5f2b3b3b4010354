"""Read the rows of one file of a bundle, and keep account of each: what became of it, and why."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.store.encoding import survey
from dashboard.store.foreign.bundles import (
    DELIMITERS,
    LONGEST_CELL,
    UNSEEN,
    Part,
    Row,
    delimiter_of,
    plain,
)
from dashboard.store.messages import in_rows
from dashboard.store.problems import Problem, Unreadable, listed

AROUND = UNSEEN + " \t"
SHOWN = 5  # row numbers of one kind; the rest are counted
UNCLOSED = "Check this row for a quotation mark too many or too few, and export again."


def rows_of(part: Part, tell: "Ledger") -> Iterator[Row]:
    """Yield the rows of a file that hold something. Raises Unreadable where they cannot be told apart."""
    headings: list[str] = []
    names: list[str] = []
    account = tell.accounts[part.name]
    named = 0
    for number, cells in lines_of(part.text, part.name):
        if not any(cells):
            continue
        if not headings:
            headings = [plain(cell) for cell in cells]
            named = len([heading for heading in headings if heading])
            see_headings(part, headings)
            names = [part.called.get(heading, heading) for heading in headings]
            continue
        account.rows += 1
        if len(cells) != len(headings):
            see_width(part, number, cells, headings, named, tell)
        yield Row(part, number, {**dict(zip(names, cells, strict=False)), **part.always})


def see_width(
    part: Part, number: int, cells: list[str], headings: list[str], named: int, tell: "Ledger"
) -> None:
    """Take off empty cells beyond the headings, and note missing ones. Raises Unreadable for filled ones."""
    while len(cells) > len(headings) and not cells[-1]:
        cells.pop()
    if len(cells) > len(headings):
        found = f"it has {len(cells)} cells, and there are {len(headings)} headings"
        remedy = "Check this row for a delimiter too many, and export again."
        raise Unreadable(part.name, found, remedy, "CELLS", number)
    if len(cells) < named:
        tell.note(part, number, "it has fewer cells than headings; what is missing is taken as empty")


def lines_of(path: Path, place: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each line with its number, as a spreadsheet counts. Raises Unreadable."""
    text = survey_of(path, place)
    encoding = "utf-8-sig" if text == "utf-8" else text
    csv.field_size_limit(LONGEST_CELL)
    number = 0
    with path.open(encoding=encoding, newline="") as file:
        try:
            delimiter = delimiter_in(file)
            for number, cells in enumerate(csv.reader(file, delimiter=delimiter, strict=True), start=1):
                yield number, [cell.strip(AROUND) for cell in cells]
        except csv.Error as error:
            found = f"its cells cannot be told apart ({error})"
            raise Unreadable(place, found, UNCLOSED, "OPEN_QUOTE", number + 1) from error
        except UnicodeError as error:
            found = "its letters are not in the encoding that its first bytes announce"
            raise Unreadable(place, found, "Save it as CSV UTF-8.", "ENCODING_UNKNOWN") from error


def survey_of(path: Path, place: str) -> str:
    """Return the encoding of a file. Raises Unreadable under the name by which a person knows it."""
    try:
        return survey(path).encoding
    except Unreadable as error:
        problem = error.problem
        raise Unreadable(place, problem.found, problem.remedy, problem.code) from error


def delimiter_in(file: io.TextIOWrapper) -> str:
    """Return what parts the cells of a file, told by its first line that holds something."""
    line = next((each for each in file if each.strip(UNSEEN + " \r\n" + DELIMITERS)), "")
    file.seek(0)
    return delimiter_of(line)


def see_headings(part: Part, headings: list[str]) -> None:
    """Raise Unreadable where a heading stands twice: which column counts cannot be known."""
    twice = [heading for heading, count in Counter(headings).items() if heading and count > 1]
    if twice:
        found = f"the heading {listed(twice)} stands in it twice"
        raise Unreadable(part.name, found, "Delete one of the two columns.", "DUPLICATE_HEADERS")


@dataclass
class Account:
    """What became of the rows of one file."""

    rows: int = 0
    ignored: int = 0


@dataclass
class Ledger:
    """What became of every row of a bundle: ``rows`` less ``ignored`` were read.

    ``reasons`` says for each file and reason how many rows it is about, and the first of them.
    """

    accounts: dict[str, Account] = field(default_factory=lambda: defaultdict(Account))
    reasons: dict[tuple[str, str, str, str], tuple[int, list[int]]] = field(default_factory=dict)
    said: list[Problem] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Return how many rows the files have."""
        return sum(account.rows for account in self.accounts.values())

    @property
    def ignored(self) -> int:
        """Return how many of them did not become anything."""
        return sum(account.ignored for account in self.accounts.values())

    @property
    def notes(self) -> tuple[Problem, ...]:
        """Return everything there is to say, one sentence a kind."""
        counted = [
            Problem(place, rows[0], None, told(count, rows, why), remedy, code, True, count)
            for (place, code, why, remedy), (count, rows) in self.reasons.items()
        ]
        return (*self.said, *counted)

    def ignore(self, part: Part, number: int, why: str, remedy: str = "Nothing needs to be done.") -> None:
        """Note that nothing is made of a row, and why."""
        self.accounts[part.name].ignored += 1
        self.reason(part, number, "ROWS_NOT_READ", f"nothing is made of {{rows}}: {why}", remedy)

    def note(self, part: Part, number: int, why: str, remedy: str = "Check these rows.") -> None:
        """Note something of a row that is read all the same."""
        self.reason(part, number, "ROWS_TO_CHECK", f"in {{rows}} {why}", remedy)

    def reason(self, part: Part, number: int, code: str, why: str, remedy: str) -> None:
        """Count a row under what is said of it."""
        key = (part.name, code, why, remedy)
        count, rows = self.reasons.get(key, (0, []))
        self.reasons[key] = (count + 1, [*rows, number] if len(rows) < SHOWN else rows)

    def say(self, place: str, found: str, remedy: str, code: str) -> None:
        """Note something of a whole file."""
        self.said.append(Problem(place, None, None, found, remedy, code, True))


def told(count: int, rows: list[int], why: str) -> str:
    """Return what is said of some rows, with the first of their numbers."""
    more = f" and {count - len(rows):,} more" if count > len(rows) else ""
    where = f"{in_rows(count)} (row{'s' if count > 1 else ''} {', '.join(map(str, rows))}{more})"
    return why.replace("{rows}", where)
