"""What stands above the headings of a printed table: the days it covers, the assessment, the scale."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from dashboard.store.foreign.grids_days import WEEK, days_in
from dashboard.store.matching import plain

FROM = re.compile(r"\b(?:from|between|start(?:s|ing|ed)?|begin(?:s|ning)?|first)\b")
TO = re.compile(r"\b(?:to|and|until|end(?:s|ing|ed)?|finish(?:es)?|last)\b")
SPAN = re.compile(
    r"\b(?:from|between|period|dates?|range|to|marks?|attendance|sessions?)\b|\d *[-\u2013] *\d"
)
CLOSED = re.compile(r"\b(?:half[- ]?term|holidays?|closed|closures?|inset|bank holiday|vacation|break)\b")
PRINTED = re.compile(r"\b(?:print(?:ed)?|run|generated|created|exported|produced|report date|as at)\b")
ACADEMIC_YEAR = re.compile(r"\b(20\d\d) ?[/-] ?(?:20)?(\d\d)\b(?! ?[-/.]\d)")


@dataclass(frozen=True)
class Above:
    """What the lines above the headings say; None and nothing where they do not."""

    from_date: date | None = None
    to_date: date | None = None
    week: date | None = None
    year: int | None = None
    closed: tuple[tuple[date, date], ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


def read_above(rows: Sequence[Sequence[str]], said: Mapping[str, Any]) -> Above:
    """Read the lines above the headings; what a person said counts before what stands there."""
    found: dict[str, Any] = {"labels": {}, "closed": []}
    for row in rows:
        cells = [cell.strip() for cell in row if cell.strip()]
        found["labels"] |= labels_in(cells)
        read_days(" ".join(cells), found)
    for name in ("from_date", "to_date", "week"):
        if said.get(name):
            found[name] = as_day(said[name])
    if years := ACADEMIC_YEAR.search(str(said.get("academic_year", ""))):
        found["year"] = int(years[1])
    if "week" not in found and (monday := week_between(found.get("from_date"), found.get("to_date"))):
        found["week"] = monday
    found["closed"] = tuple([*found["closed"], *closed_days(said.get("closed") or [])])
    return Above(**found)


def week_between(first: date | None, last: date | None) -> date | None:
    """Return the Monday of the one week in which both days lie; None where they lie in several."""
    if not first or not last:
        return None
    mondays = {day - timedelta(days=day.weekday()) for day in (first, last)}
    return mondays.pop() if len(mondays) == 1 else None


def closed_days(said: object) -> list[tuple[date, date]]:
    """Return the spans without school that were said, as pairs of days or as text.

    "27/10/2025 to 31/10/2025, 28/11/2025" is a week and a day.
    """
    spans = [days_in(each) for each in re.split(r"[,;\n]", said)] if isinstance(said, str) else []
    pairs = said if isinstance(said, list | tuple) else []
    spans += [[first, last] for a, b in pairs if (first := as_day(a)) and (last := as_day(b))]
    return [(days[0], days[-1]) for days in spans if days]


def as_day(value: object) -> date | None:
    """Return a day that was said, as a date or as text."""
    return value if isinstance(value, date) else next(iter(days_in(str(value))), None)


def read_days(text: str, found: dict[str, Any]) -> None:
    """Note the days that one line names, where it says what they are."""
    lower, days = text.casefold(), days_in(text)
    if not days and (years := ACADEMIC_YEAR.search(lower)):
        found.setdefault("year", int(years[1]))
    if not days or PRINTED.search(lower):
        return
    if CLOSED.search(lower):
        found["closed"].append((days[0], days[-1]))
    elif WEEK.search(lower) and len(set(days)) == 1:
        found.setdefault("week", days[0] - timedelta(days=days[0].weekday()))
    elif len(days) == 2 and SPAN.search(lower):
        found.setdefault("from_date", days[0])
        found.setdefault("to_date", days[1])
    elif len(days) == 1 and FROM.search(lower):
        found.setdefault("from_date", days[0])
    elif len(days) == 1 and TO.search(lower):
        found.setdefault("to_date", days[0])


def labels_in(cells: list[str]) -> dict[str, str]:
    """Return what a line names: of "Scale: GCSE 9-1", or of two cells "Scale" and "GCSE 9-1"."""
    labels = {}
    for place, cell in enumerate(cells):
        name, colon, value = cell.partition(":")
        if colon and not value.strip() and place + 1 < len(cells):
            value = cells[place + 1]
        elif not colon and len(cells) == 2 and place == 0:
            value = cells[1]
        if value.strip():
            labels[plain(name)] = value.strip()
    return labels
