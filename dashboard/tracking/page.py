"""Tracking page: where everyone is, how they moved, where they will end, and who needs a conversation."""

from dash import Dash, html
from dash.development.base_component import Component

from dashboard.cards import attributes, invitation
from dashboard.filter_choices import choices
from dashboard.shell import context
from dashboard.tracking import conversations, expectation, movement, need_grid, projection, where

PATH, TITLE, HEADING = "/tracking", "Tracking", "Where is everyone, and who needs a conversation?"

# Down the page. A part has ``cards(viewer, query)``: what it lays out, and ``register(app)``: what fills it.
# Whom to talk with comes first: a list to act on before what is only to know.
PARTS = (conversations, where, movement, projection, need_grid, expectation)
CONTENTS = {
    conversations.LIST: "Who needs a conversation?",
    where.WHERE: "Where is everyone?",
    "tracking-moves": "How did they move?",
    projection.CARD: "Where will they end?",
    need_grid.CARD: "Classes: what to teach next",
    expectation.AUDIT: "Do pupils who start level get the same targets?",
}


def layout(**query: str | list[str]) -> Component:
    """Lay out the page, each part as the address sets it."""
    has_results = bool(choices(context.store()).subject)
    cards = [card for part in PARTS for card in part.cards(context.viewer(), query)]
    return html.Div(
        [
            html.Div(nothing_yet(), hidden=has_results),
            html.Nav(contents(), hidden=not has_results, **attributes(aria_label="On this page")),
            html.Div(cards, className="page-body tracking", hidden=not has_results),
        ]
    )


def contents() -> html.Ul:
    """Return the links to the page's parts, in the order in which they come."""
    links = [html.Li(html.A(title, href=f"#{card}")) for card, title in CONTENTS.items()]
    return html.Ul(links, className="contents")


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
