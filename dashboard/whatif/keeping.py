"""Save a scenario under a name, find it again, and see whether the data have moved on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import dash_bootstrap_components as dbc
from dash import ALL, MATCH, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component
from werkzeug.exceptions import BadRequest

from dashboard.saved_scenarios import ID, Kept, NotKept, fresh, keep, load, name_it
from dashboard.scenarios.outcome import Impossible, silent
from dashboard.whatif import shelf
from dashboard.whatif.searching import known, part
from dashboard.whatif.shelf import PATH
from dashboard.whatif.view import View, by_column, view_of
from dashboard.whatif.work import SEED

LEVERS = {"type": "whatif-lever", "column": MATCH, "name": ALL}
NO_NAME = "Write a name first, such as “Classes of 24”."


def places(column: str, is_locked: bool) -> Component:
    """Return where a column is given a name; nothing to do for one that is saved and locked."""
    key = f'{{"column":"{column}","type":"whatif-name"}}'
    return html.Div(
        [
            html.Label(f"Save {column} as", htmlFor=key),
            html.Div(
                [
                    dbc.Input(id=part("name", column), maxlength=80, autocomplete="off", size="sm"),
                    html.Button("Save", id=part("save", column), type="button", className="quiet"),
                ],
                className="whatif-save-row",
            ),
            html.P(id=part("saved", column), className="whatif-state", role="status"),
        ],
        className="whatif-save",
        hidden=is_locked,
    )


def save(
    clicks: int | None,
    name: object,
    scenario: object,
    levers: Sequence[object],
    ids: Sequence[Mapping[str, str]],
    asked: object,
) -> Any:  # noqa: ANN401 - what Dash shows
    """Keep one column under a name: what a search found, or what the levers give at once."""
    if not clicks:
        return ""
    view = view_of(asked)
    words = " ".join(str(name or "").split())
    if not words:
        return NO_NAME
    try:
        kept = _found(view, scenario) if view.kind.is_search else _now(view, levers, ids)
        kept = name_it(view.store.folder, kept.id, words)
    except (NotKept, Impossible) as why:
        return str(why)
    link = f"{PATH}?ids={kept.id}"
    return ["Saved and locked as ", dcc.Link(kept.name, href=link), "."]


def _found(view: View, scenario: object) -> Kept:
    """Return what a search found. Raises NotKept where there is nothing yet."""
    if not isinstance(scenario, str) or not ID.fullmatch(scenario):
        raise NotKept("There is nothing to save yet: work it out first.")
    return load(view.store.folder, scenario)


def _now(view: View, levers: Sequence[object], ids: Sequence[Mapping[str, str]]) -> Kept:
    """Work out where the levers stand and keep that. Raises Impossible, NotKept, BadRequest."""
    if not ids:
        raise BadRequest("Scenarios: the levers are missing.")
    values = view.values(by_column(ids, levers)[str(ids[0]["column"])])
    kept = fresh(view.question.as_dict(), values, SEED, view.store.generation)
    outcome = view.kind.work(view.prepared, values, SEED, silent)
    keep(view.store.folder, replace(kept, outcome=outcome))
    return kept


def refill(_saved: object, results: Sequence[object], asked: object) -> list[Component]:
    """Return the list of scenarios anew, once one was saved or worked out."""
    view = view_of(asked)
    shown = ",".join(known(result) for result in results if result)
    kept, _notes = shelf.opened(view.store, shown)
    return shelf.contents(view, list(kept.values()))


def register(app: Dash) -> None:
    """Register the saving of each column."""
    app.callback(
        Output(part("saved", MATCH), "children"),
        Input(part("save", MATCH), "n_clicks"),
        State(part("name", MATCH), "value"),
        State(part("result", MATCH), "data"),
        State(LEVERS, "value"),
        State(LEVERS, "id"),
        State("whatif-question", "data"),
        prevent_initial_call=True,
    )(save)
    app.callback(
        Output("whatif-shelf", "children"),
        Input(part("saved", ALL), "children"),
        Input(part("result", ALL), "data"),
        State("whatif-question", "data"),
        prevent_initial_call=True,
    )(refill)
