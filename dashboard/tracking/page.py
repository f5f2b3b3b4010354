"""Tracking page: where everyone is, how they moved, where they will end, and who needs a conversation."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from dash import Dash, html
from dash.development.base_component import Component

from dashboard.cards import invitation
from dashboard.filter_choices import choices
from dashboard.shell import context

PATH, TITLE, HEADING = "/tracking", "Tracking", "Where is everyone, and who needs a conversation?"

# Down the page. A part has ``cards(viewer, query)``: what it lays out, and ``register(app)``: what fills it.
NAMES = ("where", "conversations", "movement", "projection", "need_grid", "expectation")


def parts() -> list[ModuleType]:
    """Return the parts of the page, in order."""
    found = [f"dashboard.tracking.{name}" for name in NAMES]
    return [import_module(name) for name in found if find_spec(name)]


def layout(**query: str | list[str]) -> Component:
    """Lay out the page, each part as the address sets it."""
    has_results = bool(choices(context.store()).subject)
    cards = [card for part in parts() for card in part.cards(context.viewer(), query)]
    return html.Div(
        [
            html.Div(nothing_yet(), hidden=has_results),
            html.Div(cards, className="page-body tracking", hidden=not has_results),
        ]
    )


def nothing_yet() -> Component:
    """Return what stands here until there are results."""
    return invitation(
        "No results to follow yet",
        "Import results, with targets and baselines: they say where each pupil is, was and hopes to be. "
        "With classes and class members the page can be read class by class.",
    )


def register(app: Dash) -> None:
    """Register the callbacks of every part."""
    for part in parts():
        part.register(app)
