"""What to teach a class next: its topics against the year group, then who shares which need."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.cache import fetch
from dashboard.cards import attributes, card_outputs, figure_card, filled
from dashboard.equity.view import one_of
from dashboard.figure_parts import empty_figure
from dashboard.filters import FILTERS, from_address
from dashboard.query import read_query
from dashboard.shell import context
from dashboard.tracking import need_words as words
from dashboard.tracking.figures_needs import topics_figure
from dashboard.tracking.meeting import last_day, people
from dashboard.tracking.menus import menu
from dashboard.tracking.need_lists import grid, groups_named
from dashboard.tracking.needs import Needs, needs_of
from dashboard.tracking.view import (
    FOR_LEADERS,
    NAMES_FOR_LEADERS,
    Asked,
    answered,
    asked,
    may_see_fine_tables,
    not_here,
)
from dashboard.viewer import Viewer, may_list

CARD, GRID = "tracking-needs", "tracking-grid"
QUESTIONS = {CARD: "What should a class be taught next?", GRID: "Who shares which need?"}
CLASS = Input("tracking-needs-class", "value")
SEVERAL_SCHOOLS = "More than one school has a class {name}: choose a school in the bar above."


class NoMarks(ValueError):
    """There are no marks by question to show: says what is missing."""


def cards(viewer: Viewer, query: Mapping[str, object]) -> list[Component]:
    """Lay out the card with the topics, and the one with the pupils."""
    if not may_see_fine_tables(viewer):
        return [not_here(CARD, QUESTIONS[CARD], FOR_LEADERS)]
    view = Asked(context.store(), viewer, from_address(dict(query), context.store())[0])
    offered = class_menu(view, str(query.get("needs-class", "")))
    card = figure_card(CARD, QUESTIONS[CARD])
    card.children[2:2] = [
        html.Div(menu("needs-class", "Class", offered["options"], offered["value"]), className="filter-row")
    ]
    return [card, grid_card(viewer)]


def class_menu(view: Asked, wanted: str) -> dict[str, Any]:
    """Return the classes with marks by question, of the chosen year groups where they have any."""
    tested = fetch(view.store, "tracking/tested_classes")
    mine = tested[tested["year_group"].isin(view.filters["year_groups"])]
    tested = mine if len(mine) else tested
    names = tested["class"].tolist()
    labels = (tested["class"] + " (" + tested["subject"] + ")").tolist()
    options = [{"label": label, "value": name} for name, label in zip(names, labels, strict=True)]
    return {"options": options, "value": wanted if wanted in names else "".join(names[:1])}


def follow(filters: dict[str, Any], name: str | None) -> dict[str, Any]:
    """Offer the classes of the year groups that the filter bar now chooses."""
    return class_menu(asked(filters), name or "")


def grid_card(viewer: Viewer) -> html.Section:
    """Return the card with the pupils; for other viewers whom to ask."""
    if not may_list(viewer):
        return not_here(GRID, QUESTIONS[GRID], NAMES_FOR_LEADERS)
    show = html.Button("Show the pupils", id=f"{GRID}-show", type="button", className="quiet")
    return html.Section(
        [
            html.H2(QUESTIONS[GRID], id=f"{GRID}-question", className="question"),
            html.P("Groups of three to eight who share a need.", id=f"{GRID}-sentence", className="answer"),
            html.Div(show, className="filter-row"),
            html.Div(id=f"{GRID}-list"),
        ],
        id=GRID,
        className="figure-card",
        **attributes(aria_labelledby=f"{GRID}-question"),
    )


def register(app: Dash) -> None:
    """Register the callbacks of the two cards."""
    app.callback(output=card_outputs(CARD), inputs={"filters": FILTERS, "name": CLASS})(fill)
    app.callback(
        output={name: Output("tracking-needs-class", name) for name in ("options", "value")},
        inputs={"filters": FILTERS},
        state={"name": State("tracking-needs-class", "value")},
        prevent_initial_call=True,
    )(follow)
    app.callback(
        output={
            "sentence": Output(f"{GRID}-sentence", "children"),
            "listed": Output(f"{GRID}-list", "children"),
        },
        inputs={"filters": FILTERS, "name": CLASS, "opened": Input(f"{GRID}-show", "n_clicks")},
        prevent_initial_call=True,
    )(fill_grid)


@answered
def fill(view: Asked, name: str | None) -> dict[str, Any]:
    """Fill the card with a class's topics."""
    try:
        chosen, rows = marks_of(view, name)
    except NoMarks as nothing:
        return filled(empty_figure("No marks by question here."), str(nothing))
    needs = needs_of(rows)
    return filled(
        topics_figure(needs.topics),
        words.sentence(needs, rows, chosen),
        words.notes(needs),
        words.table(needs),
        words.about(rows, read_query("tracking/topic_marks").sql),
    )


def marks_of(view: Asked, name: str | None) -> tuple[str, pd.DataFrame]:
    """Return the class chosen and the marks of its year group. Raises NoMarks and BadRequest.

    A class that the filter bar chooses goes before the menu's.
    """
    tested = fetch(view.store, "tracking/tested_classes")["class"].tolist()
    chosen = one_class(view, tested) or one_of("class", name, tested)
    if not chosen:
        has_questions = len(fetch(view.store, "tracking/question_days"))
        raise NoMarks(words.NO_CLASSES if has_questions else words.NO_QUESTIONS)
    asked_for = {
        "from_date": view.scope["from_date"],
        "to_date": last_day(view),
        "schools": view.filters["schools"],
    }
    rows = fetch(view.store, "tracking/topic_marks", **{"class": chosen, **asked_for})
    if rows.empty or not rows["is_in_class"].any():
        raise NoMarks(words.NO_MARKS_HERE.format(name=chosen))
    if rows["school"].nunique() > 1:
        raise NoMarks(SEVERAL_SCHOOLS.format(name=chosen))
    return chosen, rows


def one_class(view: Asked, tested: list[str]) -> str:
    """Return the one class that the filter bar chooses; nothing where it chooses none or several."""
    chosen = [name for name in view.filters["classes"] if name in tested]
    return chosen[0] if len(chosen) == 1 else ""


def fill_grid(filters: dict[str, Any], name: str | None, opened: int | None) -> dict[str, Any]:
    """Return the groups and the grid once somebody has asked. Leaders only, whoever asks."""
    view = asked(filters)
    if not opened:
        raise PreventUpdate
    if not may_list(view.viewer):
        return {"sentence": NAMES_FOR_LEADERS, "listed": None}
    try:
        chosen, rows = marks_of(view, name)
    except NoMarks as nothing:
        return {"sentence": str(nothing), "listed": None}
    needs = needs_of(rows)
    in_class = in_order(view, needs)
    return {
        "sentence": f"{chosen}: {words.strengths(needs)}",
        "listed": [groups_named(needs, in_class), grid(needs, in_class, chosen)],
    }


def in_order(view: Asked, needs: Needs) -> pd.DataFrame:
    """Return the names of the pupils of a class, in the order of its needs."""
    return people(view).set_index("pupil_id").reindex(needs.pupils).reset_index()
