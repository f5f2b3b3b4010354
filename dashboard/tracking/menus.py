"""The menus of the tracking page, and what a click on a figure hands back."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from werkzeug.exceptions import BadRequest

from dashboard.filter_choices import Choices

Options = list[dict[str, str]]


def options(values: Iterable[str], none: str = "") -> Options:
    """Return the options of a menu, the one that chooses nothing first."""
    empty = [{"label": none, "value": ""}] if none else []
    return empty + [{"label": value, "value": value} for value in values]


def menu(name: str, label: str, offered: Options, chosen: str) -> html.Div:
    """Return one menu under its label; its id is ``tracking-<name>``."""
    none = next((each["label"] for each in offered if not each["value"]), "")
    select = dbc.Select(offered, chosen, id=f"tracking-{name}", size="sm", placeholder=none)
    return html.Div([html.Label(label, htmlFor=f"tracking-{name}"), select], className="filter-field")


def named(query: Mapping[str, object], name: str, offered: Iterable[str], usual: str = "") -> str:
    """Return what an address names where it is on offer, else the usual choice."""
    value = query.get(name)
    return str(value) if isinstance(value, str) and value in set(offered) else usual


def subjects(known: Choices) -> list[str]:
    """Return every subject, in the order of the menus."""
    return [choice.value for choice in known.subject]


def handed_back(click: Mapping[str, Any] | None) -> list[str]:
    """Return what a click on a figure hands back, nothing for none. Raises BadRequest for a forged one."""
    if not click:
        return []
    try:
        found = click["points"][0]["customdata"]
        found = json.loads(found) if isinstance(found, str) else found
    except (KeyError, IndexError, TypeError, ValueError):
        found = None
    if not isinstance(found, list):
        raise BadRequest("Click: not one on a figure of this page.")
    return [str(each) for each in found]
