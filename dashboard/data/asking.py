"""What a person asks of the desk: check, choose by hand, import, stop, take back. One callback, one way in.

The browser says what was pressed (assets/z_app/75-desk.js); every part of it is held against what lies
on the desk before anything is done.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dash import Dash, Input, Output, State, ctx, no_update
from werkzeug.exceptions import BadRequest

from dashboard.data import desk
from dashboard.data.body import IN
from dashboard.data.choosing import answer_questions, choose_column, choose_table
from dashboard.data.deeds import (
    Ask,
    Refused,
    bring_in,
    bring_in_good_rows,
    check,
    clear,
    forget,
    remove,
    stop,
    undo,
)
from dashboard.data.desk import Desk
from dashboard.data.leaders import require_leader
from dashboard.store.jobs import drop_file
from dashboard.store.lock import ImportRunning


def answer(ask: object, _ticks: object, seen: object) -> dict[str, Any]:
    """Do what was asked, and return what the desk looks like after it, as far as that is new."""
    require_leader()
    says = ""
    if ctx.triggered_id == "desk-ask":
        says = obey(ask)
    now = desk.on_the_desk()
    if now.job.action == "import" and now.job.result and now.job.result.outcome in IN:
        now = put_away(now)
    known = seen if isinstance(seen, Mapping) else {}
    shown = desk.filled(now)
    if known.get("desk") == now.seen:  # drawn anew it would lose what is ticked and typed on it
        shown["body"] = shown["says"] = no_update
    if says:
        shown["says"] = says
    if now.job.is_running and now.job.action == "check":
        shown["body"] = no_update  # what stood there stays until the new check has ended
    if known.get("below") == shown["seen"]["below"] and known.get("desk") == now.seen:
        shown["below"] = shown["fresh"] = no_update
    return shown


def put_away(now: Desk) -> Desk:
    """Remove the files that are in by now: the school keeps them as they were handed in."""
    assert now.tray
    for file in now.files:
        drop_file(now.folder, now.tray, file.name)
    return desk.on_the_desk() if now.files else now


def obey(ask: object) -> str:
    """Do what was asked. Returns a sentence where it cannot be done. Raises BadRequest for nonsense."""
    do = ask.get("do") if isinstance(ask, Mapping) else None
    if not isinstance(do, str) or do not in DEEDS or not isinstance(ask, Mapping):
        raise BadRequest("The desk: there is no such thing to do.")
    try:
        DEEDS[do](desk.on_the_desk(), ask)
    except (Refused, ImportRunning) as why:
        return str(why)
    return ""


DEEDS: dict[str, Callable[[Desk, Ask], None]] = {
    "check": check,
    "remove": remove,
    "clear": clear,
    "stop": stop,
    "table": choose_table,
    "column": choose_column,
    "said": answer_questions,
    "import": bring_in,
    "import-good": bring_in_good_rows,
    "undo": undo,
    "forget": forget,
}


def register(app: Dash) -> None:
    """Register the desk's one callback."""
    app.callback(
        output={
            "body": Output("desk-body", "children"),
            "says": Output("desk-says", "children"),
            "step": Output("desk-step", "children"),
            "share": Output("desk-bar", "value"),
            "no_stop": Output("desk-stop", "hidden"),
            "work": Output("desk-work", "hidden"),
            "still": Output("desk-clock", "disabled"),
            "fresh": Output("desk-fresh", "children"),
            "below": Output("desk-below", "children"),
            "seen": Output("desk-seen", "data"),
        },
        inputs={
            "ask": Input("desk-ask", "data"),
            "_ticks": Input("desk-clock", "n_intervals"),
            "seen": State("desk-seen", "data"),
        },
        prevent_initial_call=True,
    )(answer)
