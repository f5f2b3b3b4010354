"""Where is everyone? Results against targets: the whole school, then a cell's classes, then its pupils."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import ClientsideFunction, Dash, Input, Output, ctx, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.cache import fetch
from dashboard.cards import attributes, card_outputs, figure_card
from dashboard.equity.view import one_of
from dashboard.filter_choices import Choices
from dashboard.filters import FILTERS, from_address
from dashboard.lists import pupil_list
from dashboard.shell import context
from dashboard.tracking import where_answers
from dashboard.tracking.menus import handed_back, menu, named, options, subjects
from dashboard.tracking.view import (
    FOR_LEADERS,
    NAMES_FOR_LEADERS,
    YEAR_GROUP,
    Asked,
    asked,
    groups_of,
    may_see_fine_tables,
    not_here,
    only_year,
)
from dashboard.tracking.where_answers import CLASSES, cell_named, classes_of
from dashboard.tracking.where_words import LIST_HEADINGS, list_sentence
from dashboard.viewer import Viewer, may_list

WHERE, CELL, PUPILS = "tracking-where", "tracking-classes", "tracking-pupils"
QUESTIONS = {
    WHERE: "Where is everyone, against their targets?",
    CELL: "Which classes is that?",
    PUPILS: "Which pupils is that?",
}
COLUMNS = Input("tracking-columns", "value")
SUBJECT = Input("tracking-subject", "value")
GROUP = Input("tracking-group", "value")
CLASS = Input("tracking-class", "value")
EVERY_CLASS = "all of them"


def cards(viewer: Viewer, query: Mapping[str, object]) -> list[Component]:
    """Lay out the three cards, as an address sets them."""
    if not may_see_fine_tables(viewer):
        return [not_here(WHERE, QUESTIONS[WHERE], FOR_LEADERS)]
    view = Asked(context.store(), viewer, from_address(dict(query), context.store())[0])
    known = view.known
    columns = named(query, "columns", [*groups_of(known), CLASSES], YEAR_GROUP)
    table, classes = figure_card(WHERE, QUESTIONS[WHERE]), figure_card(CELL, QUESTIONS[CELL])
    table.children[2:2] = [html.Div(column_menu(known, columns), className="filter-row")]
    classes.children[2:2] = [html.Div(cell_menus(view, columns, query), className="filter-row")]
    return [table, classes, pupils_card(viewer)]


def column_menu(known: Choices, columns: str) -> html.Div:
    """Return the menu of what stands across the table."""
    return menu("columns", "Across", options([*groups_of(known), CLASSES]), columns)


def cell_menus(view: Asked, columns: str, query: Mapping[str, object]) -> list[html.Div]:
    """Return the menus that name a cell, which a click on it sets."""
    of_columns, offered = cell_groups(view.known, columns), subjects(view.known)
    group = named(query, "group", of_columns, usual_group(view, of_columns))
    return [
        menu("subject", "Subject", options(offered), named(query, "subject", offered, "".join(offered[:1]))),
        menu("group", "Group", options(of_columns), group),
    ]


def cell_groups(known: Choices, columns: str) -> list[str]:
    """Return the groups of which a cell can be; of classes, their year groups."""
    return groups_of(known).get(YEAR_GROUP if columns == CLASSES else columns, [])


def usual_group(view: Asked, offered: list[str]) -> str:
    """Return the group a cell is of until somebody chooses: the year group in scope, or the first."""
    year = only_year(view)
    return year if year in offered else "".join(offered[:1])


def pupils_card(viewer: Viewer) -> html.Section:
    """Return the card with the pupils of a cell; for other viewers whom to ask."""
    if not may_list(viewer):
        return not_here(PUPILS, QUESTIONS[PUPILS], NAMES_FOR_LEADERS)
    first = [
        menu("class", "Class", options([], EVERY_CLASS), ""),
        html.Button("Show the pupils", id=f"{PUPILS}-show", type="button", className="quiet"),
    ]
    return html.Section(
        [
            html.H2(QUESTIONS[PUPILS], id=f"{PUPILS}-question", className="question"),
            html.P("Furthest below target first.", id=f"{PUPILS}-sentence", className="answer"),
            html.Div(first, className="filter-row"),
            html.Div(id=f"{PUPILS}-list"),
        ],
        id=PUPILS,
        className="figure-card",
        **attributes(aria_labelledby=f"{PUPILS}-question"),
    )


def register(app: Dash) -> None:
    """Register the callbacks of the three cards."""
    cell = {"filters": FILTERS, "columns": COLUMNS, "subject": SUBJECT, "column": GROUP}
    app.callback(output=card_outputs(WHERE), inputs={"filters": FILTERS, "columns": COLUMNS})(
        where_answers.where
    )
    app.callback(output=card_outputs(CELL), inputs=cell)(where_answers.classes)
    app.callback(
        output={"subject": Output("tracking-subject", "value")}
        | {name: Output("tracking-group", name) for name in ("options", "value")},
        inputs={"columns": COLUMNS, "click": Input(f"{WHERE}-graph", "clickData"), "filters": FILTERS},
        prevent_initial_call=True,
    )(choose_cell)
    app.callback(
        output={name: Output("tracking-class", name) for name in ("options", "value")},
        inputs={
            **cell,
            "click": Input(f"{CELL}-graph", "clickData"),
            "cell_click": Input(f"{WHERE}-graph", "clickData"),
        },
    )(choose_class)
    app.callback(
        output={
            "sentence": Output(f"{PUPILS}-sentence", "children"),
            "list": Output(f"{PUPILS}-list", "children"),
        },
        inputs={**cell, "of_class": CLASS, "opened": Input(f"{PUPILS}-show", "n_clicks")},
        prevent_initial_call=True,
    )(listed)
    app.clientside_callback(ClientsideFunction("evenhand", "keep"), COLUMNS, GROUP)


def choose_cell(columns: str, click: dict[str, Any] | None, filters: dict[str, Any]) -> dict[str, Any]:
    """Set the menus to the cell that was clicked, or to the groups that now stand across, or are chosen."""
    view = asked(filters)
    known = view.known
    one_of("columns", columns, [*groups_of(known), CLASSES])
    mine = cell_groups(known, columns)
    if ctx.triggered_id == "tracking-columns":
        return {"subject": no_update, "options": options(mine), "value": usual_group(view, mine)}
    if ctx.triggered_id != f"{WHERE}-graph":
        year = only_year(view)
        return {
            "subject": view.filters["subject"] or no_update,
            "options": no_update,
            "value": year if year in mine else no_update,
        }
    found = handed_back(click)[:2]
    if len(found) < 2:
        raise PreventUpdate
    subject = one_of("subject", found[0], known.values("subject"))
    return {"subject": subject, "options": options(mine), "value": one_of("group", found[1], mine)}


def choose_class(
    filters: dict[str, Any],
    columns: str,
    subject: str,
    column: str,
    click: dict[str, Any] | None,
    cell_click: dict[str, Any] | None,
) -> dict[str, Any]:
    """Offer the classes of the cell, and choose the one whose dot or cell was clicked."""
    view = asked(filters)
    cell = cell_named(view, columns, subject, column)
    if cell is None or not may_see_fine_tables(view.viewer):
        return {"options": options([], EVERY_CLASS), "value": ""}
    offered = classes_of(view, *cell)["class"].drop_duplicates().tolist()
    clicked = set(ctx.triggered_prop_ids.values())
    wanted = handed_back(cell_click)[2:3] if f"{WHERE}-graph" in clicked else []
    wanted = handed_back(click)[:1] if f"{CELL}-graph" in clicked else wanted
    return {
        "options": options(offered, EVERY_CLASS),
        "value": next((each for each in wanted if each in offered), ""),
    }


def listed(
    filters: dict[str, Any], columns: str, subject: str, column: str, of_class: str, opened: int | None
) -> dict[str, Any]:
    """Return the pupils of a cell once somebody has asked for them."""
    view = asked(filters)
    if not may_list(view.viewer):
        return {"sentence": NAMES_FOR_LEADERS, "list": None}
    cell = cell_named(view, columns, subject, column)
    if cell is None or not (opened or of_class):
        raise PreventUpdate
    known = set(classes_of(view, *cell)["class"])
    params = {**view.scope, "characteristic": cell[0], "column": cell[1], "subject": cell[2]}
    params["class"] = one_of("class", of_class, known)
    rows = fetch(view.store, "tracking/pupils_against_target", **params)
    where = of_class or f"{cell[1]} {cell[2]}"
    return {
        "sentence": list_sentence(rows, where),
        "list": pupil_list(f"{PUPILS}-rows", as_list(rows), caption=where, file_name=f"{cell[2]} {where}"),
    }


def as_list(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the pupils as the list shows them."""
    shown = rows.rename(columns=LIST_HEADINGS)
    after = rows["is_after_leaving"].astype(bool)
    if after.any():
        shown["Note"] = after.map({True: "after leaving", False: ""})
    scale = [] if rows["scale"].nunique() < 2 else ["Scale"]
    note = ["Note"] if after.any() else []
    who = ["school", "pupil", "surname", "forename"]
    return shown[[*who, "Form", *scale, "Result", "Target", "Difference", "Assessed on", *note]]
