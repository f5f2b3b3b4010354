"""Erase one pupil from the Access page: said twice, done beside the pages, with a receipt."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import Dash, Input, Output, State, ctx, dcc, html, no_update
from dash.development.base_component import Component
from werkzeug.exceptions import BadRequest

from dashboard import audit
from dashboard.cache import fetch
from dashboard.care import erasing
from dashboard.data.words import counted
from dashboard.shell import context
from dashboard.viewer import require_pupil_rows

EVERY = 1000  # milliseconds between two looks at how far an erasure is
WORKING = "Erasing: every import is read and written again. The pages stay open meanwhile."
NOT_TWICE = "Type the same number twice: what is erased cannot be brought back."
ANOTHER = "A pupil is being erased already. Wait until that is done."


def erase_form() -> list[Component]:
    """Lay out what must be said to erase a pupil: which, and the number once more."""
    schools = _schools()
    return [
        html.P(
            "Every row about the pupil leaves the imports, the database and the files beside it, and older "
            "databases are removed. It cannot be undone. Backups are yours to replace."
        ),
        html.Div(
            [
                html.Label("School", htmlFor="care-school"),
                dbc.Select(
                    options=[{"value": school, "label": school} for school in schools],
                    value=schools[0] if len(schools) == 1 else None,
                    id="care-school",
                ),
                *_field("care-pupil", "The pupil's number"),
                *_field("care-again", "The same number again, to confirm"),
                *_field("care-reason", "Reason (optional, without a name)"),
                html.Button("Erase for good", id="care-erase", type="button", className="quiet"),
            ],
            className="care-step",
        ),
        html.Div(id="care-erased", role="status"),
        dcc.Interval(id="care-clock", interval=EVERY, disabled=not _is_running()),
    ]


def _field(name: str, words: str) -> list[Component]:
    """Return a field to type into, with its label."""
    return [
        html.Label(words, htmlFor=name),
        dcc.Input(id=name, type="text", maxLength=100, autoComplete="off", value=""),
    ]


def _schools() -> list[str]:
    """Return the schools there are."""
    store = context.store()
    return [] if store.is_empty else fetch(store, "filters/schools").iloc[:, 0].astype(str).tolist()


def _is_running() -> bool:
    """Say whether a pupil is being erased now."""
    last = erasing.erasing(context.store().folder)
    return last is not None and last.is_running


def register(app: Dash) -> None:
    """Register erasing: one callback begins it and says how far it is."""
    app.callback(
        Output("care-erased", "children"),
        Output("care-clock", "disabled"),
        Output("care-again", "value"),
        Input("care-erase", "n_clicks"),
        Input("care-clock", "n_intervals"),
        State("care-school", "value"),
        State("care-pupil", "value"),
        State("care-again", "value"),
        State("care-reason", "value"),
        prevent_initial_call=True,
    )(erase)


def erase(
    _clicks: object, _ticks: object, school: object, pupil: object, again: object, reason: object
) -> tuple[Any, bool, Any]:
    """Begin to erase a pupil, or say how far that is. Raises BadRequest."""
    require_pupil_rows(context.viewer())
    folder = context.store().folder
    if ctx.triggered_id == "care-erase":
        if not isinstance(pupil, str) or not isinstance(again, str):
            raise BadRequest("A number is expected, twice.")
        if not pupil.strip() or pupil.strip() != again.strip():
            return NOT_TWICE, True, no_update
        if school not in _schools():
            return "Choose the school first.", True, no_update
        by, why = context.principal().name, str(reason or "asked for")[:100]
        if not erasing.begin(folder, str(school), pupil.strip(), by, why):
            return ANOTHER, False, no_update
        audit.note("erasing begun")
    return told(erasing.erasing(folder))


def told(last: erasing.Erasing | None) -> tuple[Any, bool, Any]:
    """Say how far an erasure is, whether to ask no more, and empty the confirmation once it is used."""
    if last is None:
        return "", True, no_update
    if last.is_running:
        return WORKING, False, ""
    if last.failure:
        return last.failure, True, ""
    return receipt(last.receipt), True, ""


def receipt(given: dict[str, Any]) -> Component:
    """Show the receipt of an erasure, which names nobody."""
    left = [
        html.P(f"Look at {name} yourself: it may still name the pupil.") for name in given.get("left", [])
    ]
    rows, imports = counted(given["rows_removed"], "row"), counted(len(given["imports"]), "import")
    return html.Div(
        [
            html.P(
                f"Erased: {rows} in {imports}. The receipt is kept in the folder receipts; it names nobody."
            ),
            *left,
            html.Ul([html.Li(line) for line in given.get("verify", [])]),
        ]
    )
