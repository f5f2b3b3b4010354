"""The filters that every page's figures obey: what they may be, in an address, and in words."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from dash import Input
from werkzeug.exceptions import BadRequest

from dashboard.filter_choices import Choices, choices
from dashboard.shell import context

if TYPE_CHECKING:
    from dashboard.gaps import Filters
    from dashboard.store.opening import Store

# What a callback takes from the filter bar. The keys are the parameters of the queries.
FILTERS: dict[str, Input] = {
    "from_date": Input("filter-from_date", "value"),
    "to_date": Input("filter-to_date", "value"),
    "subject": Input("filter-subject", "value"),
    "schools": Input("filter-schools", "value"),
    "year_groups": Input("filter-year_groups", "value"),
    "classes": Input("filter-classes", "value"),
    "groups": Input("filter-groups", "data"),
}
DATES = ("from_date", "to_date")
LISTS = ("schools", "year_groups", "classes", "groups")


def parse(filters: Mapping[str, Any], store: "Store") -> "Filters":
    """Return the filters a callback was sent, checked against the store. Raises BadRequest."""
    known = choices(store)
    unknown = set(filters) - set(FILTERS)
    if unknown:
        raise BadRequest(f"Unknown filter: {', '.join(sorted(map(str, unknown)))}")
    found: Filters = {
        "from_date": parse_date("from_date", filters.get("from_date")),
        "to_date": parse_date("to_date", filters.get("to_date")),
        "subject": parse_choice("subject", filters.get("subject"), known),
        "schools": parse_list("schools", filters.get("schools"), known),
        "year_groups": parse_list("year_groups", filters.get("year_groups"), known),
        "classes": parse_list("classes", filters.get("classes"), known),
        "groups": parse_list("groups", filters.get("groups"), known),
    }
    context.choose(found)
    return found


def parse_date(name: str, value: object) -> datetime.date | None:
    """Return a date written 2025-09-01, or nothing. Raises BadRequest."""
    if value is None or value == "":
        return None
    try:
        return datetime.datetime.strptime(str(value), "%Y-%m-%d").date()
    except ValueError:
        raise BadRequest(f"{name}: not a date. Write it as 2025-09-01.") from None


def parse_choice(name: str, value: object, known: Choices) -> str | None:
    """Return a choice the store knows, or nothing. Raises BadRequest."""
    if value is None or value == "":
        return None
    if not isinstance(value, str) or value not in known.values(name):
        raise BadRequest(f"{name}: not in the data. Reload the page to see what is.")
    return value


def parse_list(name: str, value: object, known: Choices) -> list[str]:
    """Return choices the store knows, each once. Raises BadRequest."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadRequest(f"{name}: a list is expected.")
    return list(dict.fromkeys(each for each in (parse_choice(name, one, known) for one in value) if each))


def from_address(query: Mapping[str, Any], store: "Store") -> tuple["Filters", list[str]]:
    """Return the filters an address names, and a note for each part that was left out as unusable.

    An address without dates means the latest school year that has data.
    """
    default = choices(store).default
    found: dict[str, Any] = {
        "from_date": default.from_date.isoformat() if default else None,
        "to_date": default.to_date.isoformat() if default else None,
    }
    notes = []
    for name in FILTERS:
        for value in _each(query.get(name)):
            one = {name: [value]} if name in LISTS else {name: value}
            try:
                parse(one, store)
            except BadRequest:
                notes.append(
                    f"The address names {name.replace('_', ' ')} “{value[:40]}”, which is not in the data."
                )
                continue
            found[name] = [*found.get(name, []), value] if name in LISTS else value
    return parse(found, store), notes


def _each(value: object) -> list[str]:
    """Return the texts that an address gives for one name."""
    return [str(one) for one in value] if isinstance(value, list) else [] if value is None else [str(value)]


def address(path: str, filters: "Filters", store: "Store", **more: str) -> str:
    """Return a link to a page that carries the filters, and what else that page takes."""
    default = choices(store).default
    parts: list[tuple[str, str]] = []
    for name, value in filters.items():
        if name in DATES:
            text = value.isoformat() if isinstance(value, datetime.date) else ""
            if not default or text != getattr(default, name).isoformat():
                parts.append((name, text))
        elif isinstance(value, list):
            parts += [(name, one) for one in value]
        elif value:
            parts.append((name, str(value)))
    parts += more.items()
    return f"{path}?{urlencode(parts)}" if parts else path


def in_words(filters: "Filters", known: Choices) -> str:
    """Return the scope as people say it: 2025/26 to 14 Nov · Years 7 to 11 · all pupils."""
    years = [known.label("year_groups", value) for value in filters["year_groups"]]
    everyone = [choice.label for choice in known.year_groups]
    named = [*filters["schools"], _together(years or everyone), *filters["classes"]]
    groups = ", ".join(value.partition(": ")[2] for value in filters["groups"])
    parts = [_span(filters, known), *named, filters["subject"] or "", groups or "all pupils"]
    return " · ".join(part for part in parts if part)


def _together(labels: list[str]) -> str:
    """Return year groups in brief: Year 7, Year 8, Year 9 are Years 7 to 9."""
    numbers = [int(label.removeprefix("Year ")) for label in labels if label.removeprefix("Year ").isdigit()]
    if len(numbers) < 3 or len(numbers) != len(labels) or numbers[-1] - numbers[0] != len(numbers) - 1:
        return ", ".join(labels)
    return f"Years {numbers[0]} to {numbers[-1]}"


def _span(filters: "Filters", known: Choices) -> str:
    """Return the dates in words, no later than the data reach."""
    start, end = filters["from_date"], filters["to_date"]
    for preset in known.presets:
        if (preset.from_date, preset.to_date) == (start, end):
            cut = known.last_day and start and start <= known.last_day < preset.to_date
            return preset.span + (
                f" to {known.last_day.day} {known.last_day:%b}" if cut and known.last_day else ""
            )
    first, last = (f"{date.day} {date:%b %Y}" if date else "" for date in (start, end))
    return f"{first or 'the first day'} to {last or 'the last day'}" if known.presets else ""
