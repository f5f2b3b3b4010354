"""A pack: what is published for governors, as one file. Frozen figures and the sentences about them.

No pupil and no unrounded count is anywhere in it. The page, the slides and the workbook are all made
from this, so that they agree to the digit.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from dashboard.packs.cohort import EVERYONE, Outcome

FORMAT = 1


@dataclass(frozen=True)
class Figure:
    """One group's figures, rounded; None where there is none to show, and then ``hidden`` says why.

    ``pupils`` have a value, ``count`` of them are on the side the outcome names; ``value`` is a share.
    ``difference`` is from the group ``reference``; ``clear`` whether chance is an unlikely explanation.
    """

    group: str
    code: str
    is_focus: bool = False
    is_reference: bool = False
    pupils: int | None = None
    count: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    reference: str | None = None
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None
    clear: bool | None = None
    hidden: str = ""


@dataclass(frozen=True)
class Table:
    """The groups of one characteristic in one year: counts of pupils, or one outcome of them."""

    year: str
    characteristic: str
    outcome: str | None
    figures: tuple[Figure, ...]
    sentence: str = ""

    @property
    def key(self) -> tuple[str, str, str | None]:
        """Return what tells this table from the others."""
        return self.year, self.characteristic, self.outcome

    def figure(self, group: str) -> Figure | None:
        """Return the figure of a group, by its label."""
        return next((each for each in self.figures if each.group == group), None)


@dataclass(frozen=True)
class Average:
    """An average of the whole school or a year group, rounded to ``step``; None where too few have one."""

    year: str
    measure: str
    group: str
    pupils: int | None
    value: float | None
    step: float | None


@dataclass(frozen=True)
class Said:
    """A sentence, the table it stands on, and a question a governor may ask about it."""

    text: str
    outcome: str = ""
    characteristic: str = ""
    question: str = ""
    standing: str = ""  # strength, gap, unclear; of a gap's course narrowed, widened, unclear
    group: str = ""


@dataclass(frozen=True)
class Hidden:
    """One thing that the pack does not show, and why."""

    what: str
    why: str


@dataclass(frozen=True)
class AuditNote:
    """What the attack found before the pack was published: numbers of cells, never which."""

    shown: int
    hidden: int
    proved: int  # hidden cells for which another school with the very same pack was found
    narrowest: int | None  # the fewest values that any hidden cell may have, less one
    dropped: int  # tables taken away before the attack failed


@dataclass(frozen=True)
class Pack:
    """Everything a governor may read."""

    number: int
    published_on: str
    by: str
    schools: tuple[str, ...]
    data_date: str
    window: str
    years: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    averaged: tuple[Outcome, ...]
    tables: tuple[Table, ...]
    averages: tuple[Average, ...]
    headlines: tuple[Said, ...]
    gaps: tuple[Said, ...]
    trends: tuple[Said, ...]
    changes: tuple[Said, ...]
    questions: tuple[Said, ...]
    hidden: tuple[Hidden, ...]
    audit: AuditNote
    rule: str
    batches: tuple[str, ...] = ()
    made_with: str = ""
    without: tuple[str, ...] = ()  # what whoever published it left out
    format: int = FORMAT

    @property
    def year(self) -> str:
        """Return the latest academic year."""
        return self.years[-1]

    @property
    def characteristics(self) -> tuple[str, ...]:
        """Return the characteristics that the pack divides pupils by, in order."""
        found = dict.fromkeys(table.characteristic for table in self.tables)
        return tuple(name for name in found if name != EVERYONE)

    def outcome(self, name: str) -> Outcome | None:
        """Return the description of an outcome or an average."""
        return next((each for each in (*self.outcomes, *self.averaged) if each.name == name), None)

    def table(self, characteristic: str, outcome: str | None = None, year: str = "") -> Table | None:
        """Return a table, of the latest year unless said otherwise; None where the menu has none."""
        wanted = (year or self.year, characteristic, outcome)
        return next((table for table in self.tables if table.key == wanted), None)

    def total(self, outcome: str | None = None, year: str = "") -> Figure | None:
        """Return the whole school's figure."""
        table = self.table(EVERYONE, outcome, year)
        return table.figures[0] if table and table.figures else None


def as_text(pack: Pack) -> str:
    """Return the file's text, with its hash: the same pack always gives the same bytes."""
    content = {"pack": asdict(pack), "sha256": digest(asdict(pack))}
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True, allow_nan=False) + "\n"


def digest(content: dict[str, Any]) -> str:
    """Return the hash of a pack's content."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, allow_nan=False).encode()).hexdigest()


def from_text(text: str) -> Pack:
    """Read a pack from its file's text. Raises ValueError where it was altered or is of another format."""
    try:
        whole = json.loads(text)
        content = whole["pack"]
        if content["format"] != FORMAT or digest(content) != whole["sha256"]:
            raise ValueError("it was altered after it was published, or made by another Evenhand")
        parts: dict[str, Any] = {
            "outcomes": Outcome,
            "averaged": Outcome,
            "averages": Average,
            "headlines": Said,
            "gaps": Said,
            "trends": Said,
            "changes": Said,
            "questions": Said,
            "hidden": Hidden,
        }
        found: dict[str, Any] = {
            name: tuple(kind(**each) for each in content[name]) for name, kind in parts.items()
        }
        found["tables"] = tuple(
            Table(**{**each, "figures": tuple(Figure(**figure) for figure in each["figures"])})
            for each in content["tables"]
        )
        plain = {name: tuple(each) if isinstance(each, list) else each for name, each in content.items()}
        return Pack(**{**plain, **found, "audit": AuditNote(**content["audit"])})
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"This governors' pack cannot be read: {error}") from error
