"""How did they move? Transitions, England's table, value added, and the pull of the middle."""

from collections.abc import Mapping
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, html
from dash.development.base_component import Component

from dashboard.cards import card_outputs, figure_card
from dashboard.equity.view import one_of
from dashboard.filters import FILTERS, from_address
from dashboard.shell import context
from dashboard.tracking import movement_answers as answers
from dashboard.tracking.menus import menu, named, options, subjects
from dashboard.tracking.moves import sources, usual_source, usual_subject
from dashboard.tracking.national_answers import has_year_11, national
from dashboard.tracking.value_added_answers import CLASSES, SUBJECTS, added
from dashboard.tracking.view import (
    FOR_LEADERS,
    Asked,
    asked,
    folded_away,
    groups_of,
    may_see_fine_tables,
    not_here,
)
from dashboard.viewer import Viewer

QUESTIONS = {
    "tracking-moves": "How did they move?",
    "tracking-flows": "Where does each start lead?",
    "tracking-national": "How does Year 11 compare with England?",
    "tracking-added": "Who is further on than pupils who started level?",
    "tracking-middle": "How much of a gain is the pull of the middle?",
}
FOLDED = ("tracking-flows", "tracking-middle")
SUBJECT = Input("tracking-moved", "value")
FROM = Input("tracking-from", "value")
BY = Input("tracking-added_by", "value")
GRADE = Input("tracking-grade", "value")
GRADES = [{"label": "Grade 4 or more", "value": "4"}, {"label": "Grade 5 or more", "value": "5"}]


def cards(viewer: Viewer, query: Mapping[str, object]) -> list[Component]:
    """Lay out the five cards, as an address sets them."""
    if not may_see_fine_tables(viewer):
        return [not_here("tracking-moves", QUESTIONS["tracking-moves"], FOR_LEADERS)]
    view = Asked(context.store(), viewer, from_address(dict(query), context.store())[0])
    found = {card_id: figure_card(card_id, question) for card_id, question in QUESTIONS.items()}
    found["tracking-moves"].children[2:2] = [html.Div(moves_menus(view, query), className="filter-row")]
    by = named(query, "added_by", by_what(view), CLASSES)
    added = [menu("added_by", "By", options(by_what(view)), by)]
    found["tracking-added"].children[2:2] = [html.Div(added, className="filter-row")]
    grade = [menu("grade", "Show", GRADES, named(query, "grade", ("4", "5"), "4"))]
    found["tracking-national"].children[2:2] = [html.Div(grade, className="filter-row")]
    folded = [found.pop(card_id) for card_id in FOLDED]
    shown = [
        # Hidden, not left out: the address keeps the menus of all cards together.
        html.Div(card, hidden=True) if name == "tracking-national" and not has_year_11(view) else card
        for name, card in found.items()
    ]
    return [*shown, folded_away("More: where each start leads, and the pull of the middle", folded)]


def moves_menus(view: Asked, query: Mapping[str, object]) -> list[html.Div]:
    """Return the menus of subject and source, which all cards but England's obey."""
    offered = subjects(view.known)
    subject = named(query, "moved", offered, usual_subject(view))
    known = sources(view, subject)
    return [
        menu("moved", "Subject", options(offered), subject),
        menu("from", "From", source_options(known), named(query, "from", known, usual_source(view, subject))),
    ]


def source_options(known: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the menu of sources."""
    return [{"label": label, "value": value} for value, label in known.items()]


def by_what(view: Asked) -> list[str]:
    """Return what value added can be shown by."""
    return [CLASSES, SUBJECTS, *groups_of(view.known)]


def register(app: Dash) -> None:
    """Register one callback a card, and that of the menu of sources."""
    moved = {"filters": FILTERS, "subject": SUBJECT, "source": FROM}
    app.callback(output=card_outputs("tracking-moves"), inputs=moved)(answers.matrix)
    app.callback(output=card_outputs("tracking-flows"), inputs=moved)(answers.flows)
    app.callback(output=card_outputs("tracking-middle"), inputs=moved)(answers.middle)
    england = {"filters": FILTERS, "grade": GRADE}
    app.callback(output=card_outputs("tracking-national"), inputs=england)(national)
    by = {"filters": FILTERS, "subject": SUBJECT, "by": BY}
    app.callback(output=card_outputs("tracking-added"), inputs=by)(added)
    app.callback(
        output={name: Output("tracking-from", name) for name in ("options", "value")},
        inputs={"filters": FILTERS, "subject": SUBJECT},
        prevent_initial_call=True,
    )(follow)
    app.clientside_callback(ClientsideFunction("evenhand", "keep"), SUBJECT, FROM, BY, GRADE)


def follow(filters: dict[str, Any], subject: str) -> dict[str, Any]:
    """Offer the sources of a subject that was chosen, and begin from its usual one."""
    view = asked(filters)
    one_of("subject", subject, view.known.values("subject"))
    return {"options": source_options(sources(view, subject)), "value": usual_source(view, subject)}
