"""Data quality page: what is missing, late or contradictory, where it came from, and what to ask for."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import dash_bootstrap_components as dbc
from dash import Dash, Output, dcc, html
from dash.development.base_component import Component

from dashboard.cards import attributes, card_outputs, figure_card, invitation, on_this_page
from dashboard.quality import actions, cards, changes, lists, rows
from dashboard.quality.view import CONTRADICTIONS, CONTROLS, first_view, offered
from dashboard.shell import context
from dashboard.viewer import Viewer

if TYPE_CHECKING:
    from dashboard.store.opening import Store

PATH, TITLE = "/quality", "Data quality"
HEADING = "What is missing, and what cannot be right?"
FILTERED = False
VIEWERS: frozenset[Viewer] = frozenset({"leader"})

CARDS: dict[str, tuple[str, Callable[..., Any]]] = {
    "quality-marks": ("Which marks are missing?", cards.marks),
    "quality-results": ("Which classes gave no result?", cards.results),
    "quality-pupils": ("What is not known of pupils?", cards.pupils),
}
LISTS: dict[str, tuple[str, Callable[..., Any]]] = {
    "quality-fresh": ("How fresh is each kind of data?", lists.fresh_card),
    "quality-contradictions": ("What cannot both be true?", lists.contradictions),
    "quality-pairs": ("Which pupils may be one child?", lists.pairs),
    "quality-changes": ("What did each import change?", changes.card),
}
PLACES = {
    "quality-do": "To put right",
    "quality-well": "Complete",
    "quality-marks": "Marks",
    "quality-results": "Results",
    "quality-pupils": "Pupils",
    "quality-fresh": "Freshness",
    "quality-contradictions": "Contradictions",
    "quality-pairs": "Pairs",
    "quality-changes": "Imports",
}


def layout(**_query: str | list[str]) -> Component:
    """Lay out the page: what to act on and what is complete first."""
    first = first_view(context.store())
    body = [
        on_this_page(PLACES),
        controls(context.store()),
        section("quality-do", "What to put right first"),
        section("quality-well", "What is complete"),
        *(figure_card(card, question) for card, (question, _fill) in CARDS.items()),
        *(section(card, question) for card, (question, _fill) in LISTS.items()),
    ]
    return html.Div(
        [
            html.Div(nothing_yet(), hidden=first is not None),
            html.Div(body, className="page-body quality", hidden=first is None),
        ]
    )


def nothing_yet() -> Component:
    """Return what stands here until there are pupils."""
    return invitation(
        "Nothing to look through yet",
        "Import the pupils file first, then attendance and results: this page says what is missing in them.",
        dcc.Link("Bring files in", href="/data"),
    )


def controls(store: "Store") -> html.Div:
    """Return the choice of school year and school."""
    found, first = offered(store), first_view(store)
    fields = {
        "quality-year": ("School year", found["academic_year"], first.academic_year if first else None),
        "quality-school": ("School", found["school"], first.school if first else None),
    }
    return html.Div(
        [
            html.Div(
                [
                    html.Label(label, htmlFor=field),
                    dbc.Select(list(dict.fromkeys(values)), chosen, id=field, size="sm"),
                ],
                className="filter-field",
                hidden=field == "quality-school" and found["school"].nunique() < 2,
            )
            for field, (label, values, chosen) in fields.items()
        ],
        className="quality-controls",
    )


def section(card_id: str, question: str) -> html.Section:
    """Return an empty card of words; a callback fills it."""
    return html.Section(
        [html.H2(question, id=f"{card_id}-question", className="question"), html.Div(id=f"{card_id}-body")],
        id=card_id,
        className="figure-card",
        **attributes(aria_labelledby=f"{card_id}-question"),
    )


def warm(store: "Store") -> None:
    """Run the page's queries for what it opens with."""
    view = first_view(store)
    if view:
        for name in ("marked_days", "class_results", "known_of_pupils", "rhythm", *CONTRADICTIONS):
            view.rows(name)


def register(app: Dash) -> None:
    """Register one callback a card, and the one that finds rows."""
    for card, (_question, fill) in CARDS.items():
        app.callback(output=card_outputs(card), inputs={"controls": CONTROLS})(fill)
    for card, (_question, fill) in LISTS.items():
        app.callback(output={"body": Output(f"{card}-body", "children")}, inputs={"controls": CONTROLS})(fill)
    both = {name: Output(f"quality-{name}-body", "children") for name in ("do", "well")}
    app.callback(output=both, inputs={"controls": CONTROLS})(actions.lists)
    rows.register(app)
