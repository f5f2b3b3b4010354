"""Tracking page: where everyone is, how they moved, where they will end, and who needs a conversation."""

from dash import Dash, html
from dash.development.base_component import Component

from dashboard.cards import invitation
from dashboard.filter_choices import choices
from dashboard.shell import context
from dashboard.tracking import conversations, expectation, movement, need_grid, projection, where

PATH, TITLE, HEADING = "/tracking", "Tracking", "Where is everyone, and who needs a conversation?"

# Down the page. A part has ``cards(viewer, query)``: what it lays out, and ``register(app)``: what fills it.
PARTS = (where, conversations, movement, projection, need_grid, expectation)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page, each part as the address sets it."""
    has_results = bool(choices(context.store()).subject)
    cards = [card for part in PARTS for card in part.cards(context.viewer(), query)]
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
    for part in PARTS:
        part.register(app)
