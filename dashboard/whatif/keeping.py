"""Save a scenario under a name, find it again, and see whether the data have moved on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import dash_bootstrap_components as dbc
from dash import ALL, MATCH, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component
from werkzeug.exceptions import BadRequest

from dashboard.cards import attributes, day
from dashboard.saved_scenarios import ID, Kept, NotKept, every, fresh, keep, load, moved_on, name_it
from dashboard.scenarios.outcome import Impossible, silent
from dashboard.searches import searches_of
from dashboard.whatif.asking import said
from dashboard.whatif.kind import Question
from dashboard.whatif.kinds import KINDS
from dashboard.whatif.opening import PATH
from dashboard.whatif.searching import part
from dashboard.whatif.view import COLUMNS, View, by_column, view_of
from dashboard.whatif.work import SEED

if TYPE_CHECKING:
    from dashboard.store.opening import Store

LEVERS = {"type": "whatif-lever", "column": MATCH, "name": ALL}
LATELY = 5  # answers without a name that are still listed
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


def opened(store: "Store", asked: object) -> tuple[dict[str, Kept], list[str]]:
    """Return the scenarios that an address names, by column, and a sentence for each that is not there.

    A second one of another kind is left out: two kinds have no levers in common.
    """
    found: dict[str, Kept] = {}
    notes = []
    for scenario in str(asked or "").split(",")[: len(COLUMNS)]:
        if not scenario:
            continue
        try:
            kept = load(store.folder, scenario)
        except NotKept as why:
            if not ID.fullmatch(scenario) or scenario not in searches_of(store.folder).at_work():
                notes.append(str(why))
            continue
        if found and kept.kind != next(iter(found.values())).kind:
            notes.append(f"“{kept.name or kept.kind}” is another kind of scenario: open it by itself.")
        elif kept.kind not in KINDS:
            notes.append(f"“{kept.name}” is of a kind that this Evenhand does not know.")
        else:
            found[COLUMNS[len(found)]] = kept
    return found, notes


def saved_list(view: View) -> html.Section:
    """List what was saved, and what was worked out lately and has no name yet, of every kind."""
    kept, damaged = every(view.store.folder)
    named = [each for each in kept if each.name]
    lately = [each for each in kept if not each.name][:LATELY]
    at_work = len(searches_of(view.store.folder).at_work())
    parts: list[Component] = [html.H2("Saved scenarios", id="whatif-kept", className="question")]
    if not named:
        parts.append(html.P("None yet. Save B or C with a name and it stays as it is, and a link opens it."))
    parts += [_listed(named, view)] if named else []
    if lately:
        parts += [html.H3("Worked out lately"), _listed(lately, view)]
    if at_work:
        parts.append(html.P(f"Being worked out now: {at_work}. The answers will be listed here."))
    parts += [html.P(words, className="whatif-note") for words in damaged]
    return html.Section(
        parts, className="figure-card whatif-kept", **attributes(aria_labelledby="whatif-kept")
    )


def _listed(kept: Sequence[Kept], view: View) -> html.Ul:
    """Return scenarios as links, each with what it says and whether the data have moved on."""
    return html.Ul([html.Li(_line(each, view)) for each in kept if each.kind in KINDS])


def _line(kept: Kept, view: View) -> list[Component | str]:
    """Return one scenario."""
    when = datetime.fromisoformat(kept.made_at)
    title = KINDS[kept.kind].title
    about = f"{title}, {said(Question(**kept.question))}; {kept.author}, {day(when.date())}."
    sentence = kept.outcome.sentence if kept.outcome else f"This cannot be: {kept.impossible}"
    parts: list[Component | str] = [
        dcc.Link(kept.name or f"{title}, {when:%H:%M}", href=f"{PATH}?ids={kept.id}"),
        html.Span(f" {about} ", className="whatif-note"),
        sentence,
    ]
    moved = moved_on(kept, view.store.generation)
    return [*parts, html.Span(f" {moved}", className="whatif-note")] if moved else parts


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
