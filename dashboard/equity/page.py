"""Equity page: who is losing out, by how much, since when, and whether chance could do it."""

from typing import Any

from dash import Dash, html
from dash.development.base_component import Component

from dashboard.cards import card_outputs, figure_card, invitation
from dashboard.equity import answers, choosing, listing
from dashboard.equity.choosing import CONTROLS
from dashboard.equity.view import groups_by_characteristic
from dashboard.filter_choices import choices
from dashboard.filters import FILTERS
from dashboard.shell import context
from dashboard.viewer import LIVE

PATH, TITLE, HEADING = "/equity", "Equity gaps", "Who is losing out?"
VIEWERS = LIVE

# Every card, down the page: its question, and what answers it.
CARDS = {
    "equity-groups": ("How far apart are the groups?", answers.groups),
    "equity-trend": ("Is the gap closing?", answers.trend),
    "equity-forest": ("Which gaps are widest?", answers.side_by_side),
    "equity-levels": ("Is it the same gap for everyone?", answers.within),
    "equity-baseline": ("Is it there for pupils who started level?", answers.after_baseline),
    "equity-shuffle": ("Could chance do this?", answers.shuffled),
}


def layout(**query: str | list[str]) -> Component:
    """Lay out the page. ``/equity?measure=absence_rate&characteristic=SEN`` opens it on that gap."""
    groups = groups_by_characteristic(choices(context.store()))
    cards = [_card(card_id, question) for card_id, (question, _fill) in CARDS.items()]
    pupils = listing.card(context.viewer(), choosing.list_options(query, groups))
    page = [choosing.controls(query, groups), *cards, pupils]
    return html.Div(
        [
            html.Div(_nothing_yet(), hidden=bool(groups)),
            html.Div(page, className="page-body equity", hidden=not groups),
        ]
    )


def _nothing_yet() -> Component:
    """Return what stands here until there are groups to compare."""
    return invitation(
        "No groups to compare yet",
        "Import the pupils file: it says which pupils have pupil premium, SEN and so on. "
        "Then attendance or results, to have something to compare.",
    )


def _card(card_id: str, question: str) -> html.Section:
    """Return one empty card, with what only it has under its sentence."""
    card = figure_card(card_id, question)
    card.children[2:2] = {
        "equity-groups": [listing.link(context.viewer())],
        "equity-trend": [choosing.periods()],
    }.get(card_id, [])
    return card


def register(app: Dash) -> None:
    """Register one callback a card, and those of the controls and the list."""
    for card_id, (_question, fill) in CARDS.items():
        inputs: dict[str, Any] = {"controls": CONTROLS, "filters": FILTERS}
        inputs |= {"kind": choosing.PERIOD_KIND} if card_id == "equity-trend" else {}
        app.callback(output=card_outputs(card_id), inputs=inputs)(fill)
    choosing.register(app)
    listing.register(app)
