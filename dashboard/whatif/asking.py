"""Whom a scenario is about: school, academic year, year group and subject, as far as its kind asks."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dashboard.cache import fetch
from dashboard.whatif.kind import Kind, Question
from dashboard.whatif.kinds import KINDS

if TYPE_CHECKING:
    from dashboard.store.opening import Store

LABELS = {
    "school": "School",
    "academic_year": "Academic year",
    "year_group": "Year group",
    "subject": "Subject",
}


def kind_of(name: object) -> Kind:
    """Return the kind of this name; the first where there is none."""
    return KINDS.get(str(name), next(iter(KINDS.values())))


def fields(kind: Kind) -> tuple[str, ...]:
    """Return what the kind asks for."""
    return ("school", "academic_year", *kind.asks)


def offered(store: "Store", kind: Kind, chosen: Mapping[str, object]) -> dict[str, list[str]]:
    """Return what each question of the kind may be answered with, given the answers before it."""
    rows = fetch(store, "whatif/questions")
    found: dict[str, list[str]] = {}
    for name in fields(kind):
        values = rows[name].dropna().drop_duplicates().tolist()
        if name == "school":
            values = sorted(values)
        found[name] = [str(value) for value in values]
        rows = rows[rows[name] == _answer(found[name], chosen.get(name))]
    return found


def _answer(values: list[str], asked: object) -> str:
    """Return what was asked for where it is there, else the first."""
    return asked if isinstance(asked, str) and asked in values else (values or [""])[0]


def question(store: "Store", kind: Kind, chosen: Mapping[str, object]) -> Question:
    """Return whom the scenario is about: as chosen where there is such a one, else the first."""
    answers = {
        name: _answer(values, chosen.get(name)) for name, values in offered(store, kind, chosen).items()
    }
    return Question(kind.name, **answers)


def said(asked: Question) -> str:
    """Return the question in words: ``Aldermere School, 2025/26, Year 8, Mathematics``."""
    year = f"Year {asked.year_group}" if asked.year_group.isdigit() else asked.year_group
    return ", ".join(part for part in (asked.school, asked.academic_year, year, asked.subject) if part)
