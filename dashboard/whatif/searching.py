"""Work it out, see how far it is, cancel it: the searches of B and C."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import ALL, MATCH, Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component
from werkzeug.exceptions import BadRequest

from dashboard.cards import attributes
from dashboard.saved_scenarios import ID, fresh
from dashboard.searches import Progress, TooMany, searches_of
from dashboard.whatif.view import by_column, view_of
from dashboard.whatif.work import SEED

EVERY = 700  # milliseconds between two looks at how far it is
LEVERS = {"type": "whatif-lever", "column": MATCH, "name": ALL}
LEAVE = "You may leave this page: the answer will be under “Worked out lately”."


def part(name: str, column: Any) -> dict[str, Any]:  # noqa: ANN401 - a letter, or one of Dash's wildcards
    """Return the id of a part of a column."""
    return {"type": f"whatif-{name}", "column": column}


def places(column: str, is_search: bool, scenario: str | None) -> list[Component]:
    """Return the button, the progress and the clock of one column; hidden where nothing is searched."""
    work = html.Button("Work it out", id=part("work", column), type="button", className="whatif-work")
    cancel = html.Button("Cancel", id=part("cancel", column), type="button", className="quiet", hidden=True)
    bar = html.Progress(
        id=part("progress", column),
        max="1",
        value="0",
        hidden=True,
        **attributes(aria_label=f"How far the search for {column} is"),
    )
    words = html.P(id=part("state", column), className="whatif-state", role="status")
    return [
        html.Div([html.Div([work, cancel]), bar, words], className="whatif-search", hidden=not is_search),
        dcc.Store(part("job", column), data=None),
        dcc.Store(part("result", column), data=scenario),
        dcc.Interval(part("tick", column), interval=EVERY, disabled=True),
    ]


def start(
    _clicks: int | None,
    before: object,
    levers: Sequence[object],
    ids: Sequence[Mapping[str, str]],
    asked: object,
) -> tuple[Any, Any, Any]:
    """Begin a search for one column: its id, and whether its clock stands still."""
    if not _clicks:
        return no_update, no_update, no_update
    view = view_of(asked)
    if not ids:
        raise BadRequest("Scenarios: the levers are missing.")
    values = view.values(by_column(ids, levers)[str(ids[0]["column"])])
    searches = searches_of(view.store.folder)
    if before and known(before) in searches.at_work():
        return no_update, False, no_update
    kept = fresh(view.question.as_dict(), values, SEED, view.store.generation)
    try:
        return searches.start(kept), False, "Starting \u2026"
    except TooMany as why:
        return None, True, str(why)


def look(_ticks: int | None, scenario: object, asked: object) -> dict[str, Any]:
    """Return how far the search of one column is, and its answer once it is there."""
    view = view_of(asked)
    search = known(scenario)
    progress = searches_of(view.store.folder).progress(search)
    ended = progress.state not in ("waiting", "running")
    return {
        "words": in_words(progress),
        "share": f"{progress.share:.3f}",
        "no_bar": ended,
        "no_cancel": ended,
        "still": ended,
        "result": search if progress.state == "done" else no_update,
    }


def in_words(progress: Progress) -> str:
    """Say how far a search is."""
    if progress.state == "waiting":
        before = "Another search is" if progress.before == 1 else f"{progress.before} other searches are"
        return f"{before} being worked out; this one starts when that is done. {LEAVE}"
    if progress.state == "running":
        return f"Being worked out: {100 * progress.share:.0f} %. {LEAVE}"
    return {
        "done": "",
        "cancelled": "Cancelled: nothing was changed.",
        "failed": "It could not be worked out; the server's log says where. What stood here still stands.",
    }.get(progress.state, "This search was lost as the server was stopped: work it out again.")


def cancel(clicks: int | None, scenario: object, asked: object) -> bool:
    """Stop the search of one column; its clock goes on to see that."""
    view = view_of(asked)
    if clicks and scenario:
        searches_of(view.store.folder).cancel(known(scenario))
    return True


def known(scenario: object) -> str:
    """Return a scenario's id. Raises BadRequest for what is none."""
    if not isinstance(scenario, str) or not ID.fullmatch(scenario):
        raise BadRequest("Scenarios: there is no such search.")
    return scenario


def register(app: Dash) -> None:
    """Register the buttons and the clock of every column."""
    asked = State("whatif-question", "data")
    app.callback(
        Output(part("job", MATCH), "data"),
        Output(part("tick", MATCH), "disabled", allow_duplicate=True),
        Output(part("state", MATCH), "children", allow_duplicate=True),
        Input(part("work", MATCH), "n_clicks"),
        State(part("job", MATCH), "data"),
        State(LEVERS, "value"),
        State(LEVERS, "id"),
        asked,
        prevent_initial_call=True,
    )(start)
    app.callback(
        output={
            "words": Output(part("state", MATCH), "children"),
            "share": Output(part("progress", MATCH), "value"),
            "no_bar": Output(part("progress", MATCH), "hidden"),
            "no_cancel": Output(part("cancel", MATCH), "hidden"),
            "still": Output(part("tick", MATCH), "disabled"),
            "result": Output(part("result", MATCH), "data"),
        },
        inputs={
            "_ticks": Input(part("tick", MATCH), "n_intervals"),
            "scenario": State(part("job", MATCH), "data"),
            "asked": asked,
        },
        prevent_initial_call=True,
    )(look)
    app.callback(
        Output(part("cancel", MATCH), "disabled"),
        Input(part("cancel", MATCH), "n_clicks"),
        State(part("job", MATCH), "data"),
        asked,
        prevent_initial_call=True,
    )(cancel)
