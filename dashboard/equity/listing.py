"""The card with the pupils behind a gap. Its rows leave the server only when they are asked for."""

from functools import partial
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import Dash, Input, Output, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard import gaps
from dashboard.cards import attributes
from dashboard.equity.choosing import CONTROLS, Options
from dashboard.equity.pupils import as_list, in_need
from dashboard.equity.view import Asked, asked, groups_by_characteristic, one_of, row_told
from dashboard.filters import FILTERS
from dashboard.lists import pupil_list
from dashboard.measures import Measure
from dashboard.sentences import as_said
from dashboard.viewer import Viewer, may_list

CARD = "equity-pupils"
FOR_LEADERS = "Names are for school leaders at their own screens: here you see groups only."
INPUTS = {
    "controls": CONTROLS,
    "filters": FILTERS,
    "group": Input("equity-list-group", "value"),
    "opened": [Input("equity-pupils-show", "n_clicks"), Input("equity-pupils-link", "n_clicks")],
}


def card(viewer: Viewer, options: Options) -> html.Section:
    """Lay out the card: a menu of groups and a button; for other viewers whom to ask."""
    is_shown = may_list(viewer)
    words = "Those in most need first. Names are fetched when you ask for them." if is_shown else FOR_LEADERS
    return html.Section(
        [
            html.H2(
                "Which pupils is this about?", id=f"{CARD}-question", className="question", tabIndex="-1"
            ),
            html.P(words, id=f"{CARD}-sentence", className="answer"),
            html.Div(_opening(options), className="filter-row", hidden=not is_shown),
            html.Div(id=f"{CARD}-list"),
        ],
        id=CARD,
        className="figure-card equity-wide",
        **attributes(aria_labelledby=f"{CARD}-question"),
    )


def link(viewer: Viewer) -> html.P:
    """Return the way from the first card to the list, which it opens."""
    way = html.Button("See the pupils behind this", id="equity-pupils-link", type="button", className="quiet")
    return html.P(way, hidden=not may_list(viewer))


def _opening(options: Options) -> list[Component]:
    """Return the menu of groups and the button that fetches the list."""
    menu = dbc.Select(options, "", id="equity-list-group", size="sm", placeholder=options[0]["label"])
    return [
        html.Div([html.Label("Pupils of", htmlFor="equity-list-group"), menu], className="filter-field"),
        html.Button("Show the pupils", id="equity-pupils-show", type="button", className="quiet"),
    ]


def register(app: Dash) -> None:
    """Register the callback that fetches the list."""
    app.callback(
        output={
            "sentence": Output(f"{CARD}-sentence", "children"),
            "list": Output(f"{CARD}-list", "children"),
        },
        inputs=INPUTS,
        prevent_initial_call=True,
    )(fill)


def fill(controls: dict[str, Any], filters: dict[str, Any], group: str, opened: list[int]) -> dict[str, Any]:
    """Return the pupils of one group once somebody has asked for them."""
    view = asked(controls, filters)
    if not (any(opened) or group):
        raise PreventUpdate
    if not may_list(view.viewer):
        return {"sentence": FOR_LEADERS, "list": None}
    chosen = group_listed(view, group)
    if chosen is None:
        return {"sentence": "No group here can be compared, so there is no list.", "list": None}
    rows = in_need(with_absence(view, gaps.pupils(*view.scope, view.filters)), view.measure, chosen)
    sentence = in_words(len(rows), chosen, view.measure)
    shown = as_list(rows, view.measure, partial(as_said, measure=view.measure))
    return {
        "sentence": sentence,
        "list": pupil_list(f"{CARD}-rows", shown, caption=sentence, file_name="pupils-behind-the-gap"),
    }


def group_listed(view: Asked, group: str) -> str | None:
    """Return the label of the group whose pupils are wanted: the one chosen here, else the page's."""
    known = groups_by_characteristic(view.known).get(view.characteristic, [])
    if group:
        return one_of("group", group, known)
    told = row_told(gaps.by_group(*view.scope, view.filters, view.reference), view.group)
    return str(told[0]["group"]) if told else None


def with_absence(view: Asked, rows: pd.DataFrame) -> pd.DataFrame:
    """Add each pupil's own share of sessions missed, where the measure only says yes or no to it."""
    if view.measure.kind != "proportion" or view.measure.area != "attendance":
        return rows
    absence = gaps.pupils(view.store, view.viewer, "absence_rate", view.characteristic, view.filters)
    return rows.merge(absence[["pupil_id", "value"]].rename(columns={"value": "absence"}), "left", "pupil_id")


def in_words(pupils: int, group: str, measure: Measure) -> str:
    """Say how many pupils the list holds and in which order."""
    if pupils == 0:
        return f"{group}: no pupils to list."
    order = "lowest first" if measure.good == "high" else "highest first"
    order = "those who miss most first" if "absence" in measure.name else order
    return f"{group}: {pupils:,} {'pupil' if pupils == 1 else 'pupils'}, {order}."
