"""What a person says by hand: what a file is, which heading is which column, what it does not say itself."""

from collections.abc import Mapping
from typing import Any

from werkzeug.exceptions import BadRequest

from dashboard.data.deeds import Ask, Refused, check, file_named, open_tray, text
from dashboard.data.desk import Desk
from dashboard.data.headings import LEFT_OUT
from dashboard.data.kept import choices_of, note_choices
from dashboard.data.questions import FIELDS, LONGEST, field_of
from dashboard.schemas import SCHEMAS
from dashboard.store.findings import FileFound


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
        field_of(str(key)) in FIELDS and len(str(key)) <= LONGEST and isinstance(value, str)
        for key, value in answers.items()
    ):
        raise BadRequest("The desk: these are no answers.")
    given: dict[str, Any] = {key: value.strip()[:LONGEST] for key, value in answers.items() if value.strip()}
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
