"""What a person asks of the desk: check, choose by hand, import, stop, take back. One callback, one way in.

The browser says what was pressed (assets/z_app/75-desk.js); every part of it is held against what lies
on the desk before anything is done.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dash import Dash, Input, Output, State, ctx, no_update
from werkzeug.exceptions import BadRequest

from dashboard.data import desk, undoing
from dashboard.data.body import IN, flag_key
from dashboard.data.desk import Desk
from dashboard.data.headings import LEFT_OUT
from dashboard.data.kept import Choices, choices_of, note_choices
from dashboard.data.leaders import require_leader
from dashboard.data.questions import FIELDS, LONGEST
from dashboard.schemas import SCHEMAS
from dashboard.shell import context
from dashboard.store.batches import batch_names
from dashboard.store.findings import FileFound
from dashboard.store.jobs import cancel, drop_file, drop_tray, start
from dashboard.store.lock import ImportRunning
from dashboard.store.named_mappings import mapping_path
from dashboard.store.problems import Unreadable

GONE = "There are no files here any more. Drop them again."
BUSY = "An import is running: wait until it ends, or cancel it."
TICK_FIRST = "Read and tick what stands over the button first: it asks whether this is meant."
NOT_READY = "This cannot be imported yet: see what stands in the way."

Ask = Mapping[str, Any]


class Refused(Exception):
    """Something cannot be done now; the message is a sentence for the person who asked."""


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
    if says:
        shown["says"] = says
    elif known.get("desk") == now.seen:
        shown["body"] = shown["says"] = no_update
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


def text(ask: Ask, name: str) -> str:
    """Return a text that was sent. Raises BadRequest where there is none."""
    value = ask.get(name)
    if not isinstance(value, str):
        raise BadRequest(f"The desk: {name} is missing.")
    return value


def open_tray(now: Desk) -> str:
    """Return the tray, its check stopped. Raises Refused where there is none, or its import is running."""
    if now.tray is None:
        raise Refused(GONE)
    if now.job.is_running and now.job.action == "import":
        raise Refused(BUSY)
    if now.job.is_running:
        cancel(now.folder, now.tray)
    return now.tray


def check(now: Desk, _ask: Ask) -> None:
    """Check what lies on the desk, from the beginning."""
    tray = open_tray(now)
    if not now.files:
        raise Refused(GONE)
    undoing.forget(now.folder)
    start(now.folder, tray, "check", choices_of(now.folder, tray), by=who())


def who() -> str:
    """Return who brings the files in; empty where nobody had to sign in."""
    return context.principal().name


def file_named(now: Desk, ask: Ask) -> str:
    """Return the name of a file on the desk. Raises BadRequest for another."""
    name = text(ask, "file")
    if name not in [file.name for file in now.files]:
        raise BadRequest("The desk: there is no such file.")
    return name


def remove(now: Desk, ask: Ask) -> None:
    """Take one file off the desk, and check the others again."""
    tray, name = open_tray(now), file_named(now, ask)
    drop_file(now.folder, tray, name)
    said = choices_of(now.folder, tray)
    said.pop(name, None)
    note_choices(now.folder, tray, said)
    left = desk.on_the_desk()
    if left.files:
        check(left, ask)
    else:
        drop_tray(now.folder, tray)


def clear(now: Desk, _ask: Ask) -> None:
    """Put everything away that lies on the desk."""
    if now.tray is not None:
        drop_tray(now.folder, open_tray(now))
    undoing.forget(now.folder)


def stop(now: Desk, _ask: Ask) -> None:
    """Stop the check or the import that is running."""
    if now.tray is not None and not cancel(now.folder, now.tray) and now.job.is_running:
        raise Refused("It had ended already: its result stands below.")


def choose_table(now: Desk, ask: Ask) -> None:
    """Say by hand what a file is."""
    name, table = file_named(now, ask), text(ask, "value")
    if table not in SCHEMAS:
        raise BadRequest("The desk: there is no such import file.")
    say(now, ask, name, {"table": table})


def choose_column(now: Desk, ask: Ask) -> None:
    """Say by hand what a heading of a file is read as, or that it is left out."""
    name = file_named(now, ask)
    heading, column = text(ask, "heading"), text(ask, "value")
    column = "" if column == LEFT_OUT["value"] else column
    found = table_of(now, name)
    if heading not in [each.heading for each in found.headings]:
        raise BadRequest("The desk: there is no such heading.")
    if column and column not in [each.name for each in SCHEMAS[found.table].columns]:
        raise BadRequest("The desk: there is no such column.")
    assert now.tray
    known = choices_of(now.folder, now.tray).get(name, {})
    mapping = dict(known.get("mapping", {}))
    if column:
        # A column has one heading: the one that had it before is left out.
        mapping |= {
            each.heading: None
            for each in found.headings
            if column in (each.column, mapping.get(each.heading))
        }
    mapping[heading] = column or None
    say(now, ask, name, {**known, "table": found.table, "mapping": mapping})


def answer_questions(now: Desk, ask: Ask) -> None:
    """Say by hand what a file does not say itself."""
    name, answers = file_named(now, ask), ask.get("answers")
    if not isinstance(answers, Mapping) or not all(
        key in FIELDS and isinstance(value, str) for key, value in answers.items()
    ):
        raise BadRequest("The desk: these are no answers.")
    given = {key: value.strip()[:LONGEST] for key, value in answers.items() if value.strip()}
    if not given:
        raise Refused("Fill in what is asked of the file first.")
    assert now.tray
    say(now, ask, name, {**choices_of(now.folder, now.tray).get(name, {}), "said": given})


def table_of(now: Desk, name: str) -> FileFound:
    """Return what was found in a file that is one table. Raises BadRequest where it is not."""
    found = [file for file in now.job.result.files if file.file == name] if now.job.result else []
    if len(found) != 1 or found[0].table not in SCHEMAS:
        raise BadRequest("The desk: this file has no headings to choose from.")
    return found[0]


def say(now: Desk, ask: Ask, name: str, choice: dict[str, Any]) -> None:
    """Keep what was said by hand of a file, and check again."""
    tray = open_tray(now)
    note_choices(now.folder, tray, {**choices_of(now.folder, tray), name: choice})
    check(now, ask)


def bring_in(now: Desk, ask: Ask) -> None:
    """Import everything, nothing being wrong with it."""
    begin(now, ask, only_good_rows=False)


def bring_in_good_rows(now: Desk, ask: Ask) -> None:
    """Import the good rows, and keep the others in a file."""
    begin(now, ask, only_good_rows=True)


def begin(now: Desk, ask: Ask, only_good_rows: bool) -> None:
    """Begin an import of what was checked. Raises Refused where it may not be."""
    if now.job.is_running:
        raise Refused(BUSY)
    tray, found = open_tray(now), now.job.result
    if found is None or not (found.can_import_good_rows if only_good_rows else found.can_import):
        raise Refused(NOT_READY)
    ticked = ask.get("ticked")
    agreed = ticked if isinstance(ticked, list) else []
    if not all(flag_key(flag) in agreed for flag in found.flags):
        raise Refused(TICK_FIRST)
    said = named(now.folder, choices_of(now.folder, tray), ask.get("names"))
    note_choices(now.folder, tray, said)
    undoing.forget(now.folder)
    start(now.folder, tray, "import", said, accept_good_rows=only_good_rows, by=who())


def named(folder: Path, said: Choices, names: object) -> Choices:
    """Return the choices with the names under which mappings are to be kept."""
    given = names if isinstance(names, Mapping) else {}
    for file, choice in said.items():
        words = " ".join(str(given.get(file) or "").split())
        if words and choice.get("mapping"):
            choice["mapping_name"] = fit_for_a_name(folder, words)
    return said


def fit_for_a_name(folder: Path, words: str) -> str:
    """Return the words that a mapping is to be kept under. Raises Refused for such as cannot be a name."""
    try:
        return mapping_path(folder, words).stem
    except Unreadable as why:
        raise Refused(f"To remember it, {why.problem.found}. {why.problem.remedy}") from why


def undo(now: Desk, ask: Ask) -> None:
    """Take an import back."""
    batch = text(ask, "batch")
    if batch not in batch_names(now.folder):
        raise BadRequest("The desk: there is no such import.")
    if now.job.is_running and now.job.action == "import":
        raise Refused(BUSY)
    undoing.take_back(now.folder, batch)


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
