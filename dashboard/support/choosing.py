"""The controls of the support page."""

from collections.abc import Collection, Mapping
from typing import Any

import dash_bootstrap_components as dbc
from dash import ClientsideFunction, Dash, Input, html
from dash.development.base_component import Component

from dashboard.cards import attributes
from dashboard.equity.view import first_characteristic, groups_by_characteristic
from dashboard.filter_choices import choices
from dashboard.shell import context
from dashboard.support.needs import NEEDS
from dashboard.support.view import (
    ALL,
    MEASURED,
    at_several,
    interventions,
    measure_title,
    usual_intervention,
)

CONTROLS = {
    name: Input(f"support-{name}", "value")
    for name in ("intervention", "characteristic", "need", "measure", "clock")
}
CLOCKS = {"support": "From the need to support", "recovery": "From support to back on track"}
Options = list[dict[str, str]]


def usual(query: Mapping[str, Any]) -> dict[str, str]:
    """Return the controls' values that an address names, each one on offer, else the usual ones."""
    store = context.store()
    rows = interventions(store)
    by_name = dict(zip(rows["intervention"].tolist(), map(str, rows["intervention_id"]), strict=True))
    everywhere = {name: f"{ALL}{runs[0]}" for name, runs in at_several(rows).items()}
    groups = groups_by_characteristic(choices(store))
    offered: dict[str, Collection[str]] = {
        "characteristic": groups,
        "need": NEEDS,
        "measure": MEASURED,
        "clock": CLOCKS,
    }
    named = query.get("intervention")
    by_name |= {number: number for number in map(str, rows["intervention_id"])}
    by_name |= everywhere | {value: value for value in everywhere.values()}
    first = {
        "characteristic": first_characteristic(groups),
        **{name: next(iter(offered[name])) for name in ("need", "measure", "clock")},
    }
    chosen = {
        name: str(query[name]) if query.get(name) in known else first[name] for name, known in offered.items()
    }
    number = by_name.get(named) if isinstance(named, str) else None
    return {**chosen, "intervention": str(number or usual_intervention(store, rows) or "")}


def intervention_menu(chosen: str) -> Component:
    """Return the menu of interventions, the latest first; with its school where there are several.

    First come those that run at several schools, at all of them together.
    """
    rows = interventions(context.store()).sort_values(["starts_on", "intervention"], ascending=[False, True])
    several = rows["school"].nunique() > 1
    labels = rows["intervention"] + (", " + rows["school"] if several else "")
    options = [
        {"label": f"{name}, all {len(runs)} schools", "value": f"{ALL}{runs[0]}"}
        for name, runs in at_several(rows).items()
    ]
    options += [
        {"label": str(label), "value": str(number)}
        for label, number in zip(labels, rows["intervention_id"], strict=True)
    ]
    return _field("intervention", "Intervention", options, chosen)


def characteristic_menu(chosen: str) -> Component:
    """Return the menu of what to compare by."""
    groups = groups_by_characteristic(choices(context.store()))
    return _field("characteristic", "Compare by", [{"label": name, "value": name} for name in groups], chosen)


def need_menu(chosen: str) -> Component:
    """Return the menu of needs."""
    options = [{"label": need.label, "value": name} for name, need in NEEDS.items()]
    return _field("need", "Need", options, chosen)


def measure_menu(chosen: str) -> Component:
    """Return the menu of measures of support."""
    options = [{"label": measure_title(name), "value": name} for name in MEASURED]
    return _field("measure", "Measure", options, chosen)


def clock_menu(chosen: str) -> Component:
    """Return the menu of the two waits."""
    options = [{"label": label, "value": name} for name, label in CLOCKS.items()]
    return _field("clock", "Time", options, chosen)


def controls(chosen: Mapping[str, str]) -> Component:
    """Lay out the menus that several cards obey."""
    return html.Section(
        [
            intervention_menu(chosen["intervention"]),
            characteristic_menu(chosen["characteristic"]),
            need_menu(chosen["need"]),
        ],
        className="filter-row support-controls",
        **attributes(aria_label="What to look at"),
    )


def _field(name: str, label: str, options: Options, chosen: str) -> html.Div:
    """Return one menu under its label."""
    menu = dbc.Select(options, chosen, id=f"support-{name}", size="sm")
    return html.Div([html.Label(label, htmlFor=f"support-{name}"), menu], className="filter-field")


def register(app: Dash) -> None:
    """Keep the choices while the reader visits other pages."""
    app.clientside_callback(ClientsideFunction("evenhand", "keep"), *CONTROLS.values())
