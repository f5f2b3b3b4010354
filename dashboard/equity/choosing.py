"""The controls of the equity page, and how they follow one another."""

from collections.abc import Iterable, Mapping
from typing import Any

import dash_bootstrap_components as dbc
from dash import ClientsideFunction, Dash, Input, Output, ctx, html
from dash.development.base_component import Component
from werkzeug.exceptions import BadRequest

from dashboard.cards import attributes
from dashboard.equity.view import first_characteristic, groups_by_characteristic, one_of
from dashboard.filter_choices import choices
from dashboard.measures import MEASURES
from dashboard.shell import context

WITHIN_FIRST = ("Prior attainment", "Sex")
CONTROLS = {
    name: Input(f"equity-{name}", "value")
    for name in ("measure", "characteristic", "group", "reference", "within")
}
WIDEST, USUAL, NOTHING, THE_GROUP_ABOVE = (
    "the widest clear gap",
    "the usual group",
    "nothing",
    "the group above",
)
PERIODS = [{"label": "School years", "value": "year"}, {"label": "Terms", "value": "term"}]
PERIOD_KIND = Input("equity-period-kind", "value")
Options = list[dict[str, str]]

# What the choice of a characteristic decides about the other controls.
FOLLOWING = {
    "characteristic": Output("equity-characteristic", "value"),
    "group_options": Output("equity-group", "options"),
    "group": Output("equity-group", "value"),
    "reference_options": Output("equity-reference", "options"),
    "reference": Output("equity-reference", "value"),
    "within_options": Output("equity-within", "options"),
    "within": Output("equity-within", "value"),
    "list_options": Output("equity-list-group", "options"),
}
LEADING = {
    "characteristic": Input("equity-characteristic", "value"),
    "row": Input("equity-forest-graph", "clickData"),
}


def controls(query: Mapping[str, Any], groups: Mapping[str, list[str]]) -> Component:
    """Lay out the controls as an address sets them; what it names and nobody offers is left out."""
    chosen = from_query(query, groups)
    others = others_than(chosen["characteristic"], groups)
    mine = groups.get(chosen["characteristic"], [])
    return html.Section(
        [
            _control("measure", "Measure", _measures(), chosen),
            _control("characteristic", "Compare by", _options(groups), chosen),
            _control("group", "Group", _options(mine, WIDEST), chosen),
            _control("reference", "Compare with", _options(mine, USUAL), chosen),
            _control("within", "Within", _options(others, NOTHING), chosen),
        ],
        className="filter-row equity-controls",
        **attributes(aria_label="What to compare"),
    )


def from_query(query: Mapping[str, Any], groups: Mapping[str, list[str]]) -> dict[str, str]:
    """Return the controls' values that an address names, each one on offer."""
    first = first_characteristic(groups)
    characteristic = query.get("characteristic") if query.get("characteristic") in groups else first
    mine = groups.get(str(characteristic), [])
    offered = {"group": mine, "reference": mine, "within": others_than(str(characteristic), groups)}
    chosen = {
        name: str(query.get(name)) if query.get(name) in known else "" for name, known in offered.items()
    }
    chosen["within"] = chosen["within"] or usual_within(str(characteristic), groups)
    measure = query.get("measure") if query.get("measure") in MEASURES else next(iter(MEASURES))
    return {"measure": str(measure), "characteristic": str(characteristic), **chosen}


def _control(name: str, label: str, options: Options, chosen: Mapping[str, str]) -> html.Div:
    """Return one menu under its label."""
    none = next((each["label"] for each in options if not each["value"]), "")  # shown where nothing is chosen
    menu = dbc.Select(options, chosen[name], id=f"equity-{name}", size="sm", placeholder=none)
    return html.Div([html.Label(label, htmlFor=f"equity-{name}"), menu], className="filter-field")


def _measures() -> Options:
    """Return every measure, in the order of the menus."""
    return [{"label": measure.title, "value": name} for name, measure in MEASURES.items()]


def _options(values: Iterable[str], none: str = "") -> Options:
    """Return the options of a menu, the one that chooses nothing first."""
    empty = [{"label": none, "value": ""}] if none else []
    return empty + [{"label": value, "value": value} for value in values]


def others_than(characteristic: str, groups: Mapping[str, list[str]]) -> list[str]:
    """Return the characteristics that a gap can be looked at within."""
    return [name for name in groups if name != characteristic]


def list_options(query: Mapping[str, Any], groups: Mapping[str, list[str]]) -> Options:
    """Return the groups whose pupils can be listed."""
    return _options(groups.get(from_query(query, groups)["characteristic"], []), THE_GROUP_ABOVE)


def periods() -> html.Div:
    """Return the choice between school years and terms."""
    menu = dbc.Select(PERIODS, "year", id="equity-period-kind", size="sm")
    return html.Div(
        [html.Label("Show", htmlFor="equity-period-kind"), menu], className="filter-field equity-periods"
    )


def usual_within(characteristic: str, groups: Mapping[str, list[str]]) -> str:
    """Return the characteristic to look within when none is chosen; empty where there is no other."""
    others = others_than(characteristic, groups)
    return next((name for name in (*WITHIN_FIRST, *others) if name in others), "")


def follow(characteristic: str, row: dict[str, Any] | None) -> dict[str, Any]:
    """Set the other controls when a characteristic is chosen, in its menu or by a click on its gap.

    Raises BadRequest for a characteristic that the page does not offer.
    """
    groups = groups_by_characteristic(choices(context.store()))
    group = ""
    if ctx.triggered_id == "equity-forest-graph" and row:
        characteristic, group = handed_back(row)[-2:]
    if one_of("characteristic", characteristic, groups) is None:
        raise BadRequest("characteristic: choose one.")
    mine = groups[characteristic]
    return {
        "characteristic": characteristic,
        "group_options": _options(mine, WIDEST),
        "group": one_of("group", group, mine) or "",
        "reference_options": _options(mine, USUAL),
        "reference": "",
        "within_options": _options(others_than(characteristic, groups), NOTHING),
        "within": usual_within(characteristic, groups),
        "list_options": _options(mine, THE_GROUP_ABOVE),
    }


def choose_for_list(_characteristic: str, dot: dict[str, Any] | None) -> str:
    """Choose the group whose dot was clicked for the list of pupils; another characteristic clears it."""
    return str(handed_back(dot)[0]) if dot and ctx.triggered_id == "equity-groups-graph" else ""


def handed_back(click: dict[str, Any]) -> list[Any]:
    """Return what a click on a dot hands back. Raises BadRequest for a click no figure makes."""
    try:
        found = click["points"][0]["customdata"]
    except (KeyError, IndexError, TypeError):
        found = None
    if not isinstance(found, list) or len(found) < 2:
        raise BadRequest("Click: not one on a figure of this page.")
    return found


def register(app: Dash) -> None:
    """Register the controls' callbacks."""
    app.callback(output=FOLLOWING, inputs=LEADING, prevent_initial_call=True)(follow)
    app.callback(
        Output("equity-list-group", "value"),
        Input("equity-characteristic", "value"),
        Input("equity-groups-graph", "clickData"),
        prevent_initial_call=True,
    )(choose_for_list)
    app.clientside_callback(ClientsideFunction("evenhand", "keep"), *CONTROLS.values())
