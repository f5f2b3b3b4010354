"""Tracking page: where everyone is, how they moved, where they will end, and who needs a conversation."""

from typing import TYPE_CHECKING

from dash import Dash, html
from dash.development.base_component import Component

from dashboard.cards import invitation, on_this_page
from dashboard.filter_choices import choices
from dashboard.shell import context
from dashboard.tracking import conversations, expectation, movement, need_grid, projection, where
from dashboard.tracking.results import warm as warm_results
from dashboard.tracking.view import FOR_LEADERS, may_see_fine_tables, not_here
from dashboard.viewer import LIVE, Viewer, may_list

if TYPE_CHECKING:
    from dashboard.store.opening import Store

PATH, TITLE, HEADING = "/tracking", "Tracking", "Where is everyone, and who needs a conversation?"
VIEWERS = LIVE

LEADERS = "Single classes and pupils are for school leaders"

# Down the page. A part has ``cards(viewer, query)``: what it lays out, and ``register(app)``: what fills it.
# Whom to talk with comes first: a list to act on before what is only to know.
PARTS = (conversations, where, movement, projection, need_grid, expectation)
CONTENTS = {
    where.WHERE: "Where is everyone?",
    "tracking-moves": "How did they move?",
    projection.CARD: "Where will they end?",
    need_grid.CARD: "Classes: what to teach next",
    expectation.AUDIT: "Do pupils who start level get the same targets?",
}


def layout(**query: str | list[str]) -> Component:
    """Lay out the page, each part as the address sets it."""
    has_results = bool(choices(context.store()).subject)
    viewer = context.viewer()
    if not may_see_fine_tables(viewer):  # one sentence, not one a part
        return html.Div(not_here("tracking-leaders", LEADERS, FOR_LEADERS), className="page-body tracking")
    cards = [card for part in PARTS for card in part.cards(viewer, query)]
    return html.Div(
        [
            html.Div(nothing_yet(), hidden=has_results),
            html.Div(
                [on_this_page(places(viewer)), *cards], className="page-body tracking", hidden=not has_results
            ),
        ]
    )


def places(viewer: Viewer) -> dict[str, str]:
    """Return the page's parts with their first cards, in the order in which they come."""
    first = conversations.LIST if may_list(viewer) else conversations.REASONS_CARD
    return {first: conversations.QUESTIONS[conversations.LIST], **CONTENTS}


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


def warm(store: "Store") -> None:
    """Fetch what every projection and every audit of targets is reckoned from."""
    warm_results(store)
