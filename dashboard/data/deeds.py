"""What can be done at the desk: check, remove, import, stop, take back. Each sees first that it may be."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from werkzeug.exceptions import BadRequest

from dashboard import audit
from dashboard.data import desk, undoing
from dashboard.data.desk import Desk
from dashboard.data.kept import Choices, choices_of, note_choices
from dashboard.shell import context
from dashboard.store.batches import batch_names
from dashboard.store.jobs import NotTicked, cancel, drop_file, drop_tray, start
from dashboard.store.named_mappings import forget_mapping, mapping_path, named_mappings
from dashboard.store.problems import Unreadable

GONE = "There are no files here any more. Drop them again."
BUSY = "An import is running: wait until it ends, or cancel it."
TICK_FIRST = "Read and tick what stands over the button first: it asks whether this is meant."
NOT_READY = "This cannot be imported yet: see what stands in the way."
Ask = Mapping[str, Any]


class Refused(Exception):
    """Something cannot be done now; the message is a sentence for the person who asked."""


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
    agreed = [key for key in ticked if isinstance(key, str)] if isinstance(ticked, list) else []
    if not all(flag.key in agreed for flag in found.flags):
        raise Refused(TICK_FIRST)
    said = named(now.folder, choices_of(now.folder, tray), ask.get("names"))
    note_choices(now.folder, tray, said)
    undoing.forget(now.folder)
    audit.note("import begun", files=len(now.files), good_rows_only=only_good_rows)
    try:
        start(now.folder, tray, "import", said, only_good_rows, who(), agreed)
    except NotTicked as why:
        raise Refused(TICK_FIRST) from why


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


def forget(now: Desk, ask: Ask) -> None:
    """Remove what was remembered of headings under a name."""
    name = text(ask, "name")
    if name not in [mapping.name for mapping in named_mappings(now.folder)]:
        raise BadRequest("The desk: nothing is remembered under this name.")
    forget_mapping(now.folder, name)


def undo(now: Desk, ask: Ask) -> None:
    """Take an import back."""
    batch = text(ask, "batch")
    if batch not in batch_names(now.folder):
        raise BadRequest("The desk: there is no such import.")
    if now.job.is_running and now.job.action == "import":
        raise Refused(BUSY)
    audit.note("import taken back", batch=batch)
    undoing.take_back(now.folder, batch)
