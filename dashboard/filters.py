"""The filter bar: one set of controls that every page's figures obey, kept in the address."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dash import Input
from werkzeug.exceptions import BadRequest

from dashboard.filter_choices import Choices, choices

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
LISTS = ("schools", "year_groups", "classes", "groups")
DATES = ("from_date", "to_date")


def parse(filters: Mapping[str, Any], store: "Store") -> "Filters":
    """Return the filters a callback was sent, checked against the store. Raises BadRequest."""
    known = choices(store)
    unknown = set(filters) - set(FILTERS)
    if unknown:
        raise BadRequest(f"Unknown filter: {', '.join(sorted(unknown))}")
    return {
        "from_date": parse_date("from_date", filters.get("from_date")),
        "to_date": parse_date("to_date", filters.get("to_date")),
        "subject": parse_choice("subject", filters.get("subject"), known),
        "schools": parse_list("schools", filters.get("schools"), known),
        "year_groups": parse_list("year_groups", filters.get("year_groups"), known),
        "classes": parse_list("classes", filters.get("classes"), known),
        "groups": parse_list("groups", filters.get("groups"), known),
    }


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
