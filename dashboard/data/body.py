"""What stands on the desk: the files found good or not, what a person has to agree to, the result."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.cards import attributes
from dashboard.data import cards, problems
from dashboard.data.handed import handed_in
from dashboard.data.kept import choices_of
from dashboard.data.undoing import Undoing
from dashboard.data.words import counted, in_a_row, rows_of, title
from dashboard.shell import context
from dashboard.store.batches import all_batches
from dashboard.store.findings import Findings, Flag
from dashboard.store.jobs import JobState, ReceivedFile

FIRST_STEPS = (
    "No data yet. Begin with a list of your pupils, then their attendance: below it says which exports of "
    "your school's system these are."
)
IN = ("imported", "unchanged")


def shown(files: Sequence[ReceivedFile], job: JobState, folder: Path, tray: str | None) -> list[Component]:
    """Return what stands on the desk."""
    if tray is None or not (files or job.result):
        return []
    if job.is_running:
        return [names(files)] if job.action == "import" else []
    if job.result is None:
        return [names(files), again()]
    if job.result.outcome in IN and job.action == "import":
        return result(job.result, is_back(folder, job.result.batch))
    said = choices_of(folder, tray)
    listed: list[Component] = [*whose(job)]
    listed += [cards.one_card(each, said, date.today()) for each in handed_in(files, job.result)]
    return [*listed, *of_all(job.result), *decision(job.result)]


def whose(job: JobState) -> list[Component]:
    """Say whose files these are, where somebody else's: all leaders share one desk."""
    if job.by in ("", context.principal().name):
        return []
    words = f"{job.by} had these files checked at {job.at}. What you do here is done to them too."
    return [html.P(html.Strong(words))]


def said(job: JobState, undone: Undoing | None) -> str:
    """Say in a sentence what came of the work; empty while it goes on."""
    if job.is_running or (undone and undone.is_running):
        return ""
    if undone and undone.says:
        return undone.says
    if job.failure:
        return job.failure
    return "" if job.result is None else verdict(job)


def verdict(job: JobState) -> str:
    """Say what a check or an import came to."""
    found = job.result
    assert found is not None
    good, refused = (sum(getattr(file, name) for file in found.files) for name in ("good", "refused"))
    if job.action == "import" and found.outcome == "imported":
        return f"Imported as {found.batch.partition('-')[0]}: {what_came(found)}."
    if found.outcome == "unchanged":
        return "Nothing has changed: every file here was imported before."
    if found.can_import:
        return f"Ready to import: {what_came(found)}. Nothing has changed yet."
    if refused and found.can_import_good_rows:
        rows = counted(good + refused, "row")
        return f"{refused:,} of {rows} cannot be taken as they stand. Nothing has changed yet."
    return "Not ready to import yet: see what is missing below. Nothing has changed."


def what_came(found: Findings) -> str:
    """Say how many rows of each table there are."""
    rows: dict[str, int] = {}
    for file in found.files:
        rows[file.table] = rows.get(file.table, 0) + file.good
    words = [rows_of(table, number) for table, number in rows.items() if number]
    refused = sum(file.refused for file in found.files)
    words += [f"{counted(refused, 'row')} left out"] if refused else []
    return in_a_row(words) or "no new rows"


def names(files: Sequence[ReceivedFile]) -> html.Ul:
    """List the files that are being worked on."""
    return html.Ul([html.Li(file.name) for file in files], className="desk-names")


def again() -> html.P:
    """Offer to check once more, or to put everything away."""
    return html.P([button("Check again", "check", "desk-primary"), " ", button("Clear the desk", "clear")])


def button(words: str, do: str, look: str = "quiet", **more: str) -> html.Button:
    """Return a button that asks the desk for something."""
    return html.Button(words, type="button", className=look, **attributes(data_do=do, **more))


def of_all(found: Findings) -> list[Component]:
    """Return what no file shows alone."""
    parts: list[Component] = []
    if found.across:
        wrong = [kind for kind in found.across if not kind.is_warning]
        odd = [kind for kind in found.across if kind.is_warning]
        parts.append(html.H3("Between the files, and with what is loaded"))
        parts += [problems.listed(wrong)] if wrong else []
        parts += (
            [html.P("Worth knowing; none of it stops the import.", className="quiet-text")] if odd else []
        )
        parts += [problems.listed(odd)] if odd else []
    parts += [html.P(note, className="quiet-text") for note in found.notes]
    return [html.Div(parts, className="desk-across")] if parts else []


def decision(found: Findings) -> list[Component]:
    """Return what a person has to agree to, and the buttons: import, or what else can be done."""
    parts: list[Component] = []
    if found.flags:
        parts += [
            html.H3("Please look at this first, and tick what is meant"),
            *(tick(flag) for flag in found.flags),
        ]
    buttons: list[Component] = []
    if found.can_import:
        buttons.append(button("Import", "import", "desk-primary"))
    elif found.can_import_good_rows:
        refused = sum(file.refused for file in found.files)
        parts.append(
            html.P("Put the refused rows right in your school's system, export again and drop the new file.")
        )
        words = f"Import the good rows, keep the {counted(refused, 'refused row')} in a file"
        buttons.append(button(words, "import-good", "quiet"))
    buttons.append(button("Clear the desk", "clear"))
    return [html.Div([*parts, html.P(buttons, className="desk-buttons")], className="desk-decision")]


def tick(flag: Flag) -> html.Div:
    """Return a box to tick for something that a person has to agree to."""
    key = flag.key
    box = dbc.Checkbox(id=f"desk-flag-{key}".replace(".", "-"), label=flag.says, value=False)
    return html.Div(box, className="desk-flag", **attributes(data_flag=key))


def is_back(folder: Path, batch: str) -> bool:
    """Say whether an import was taken back since, here or elsewhere."""
    return any(each.name == batch and each.state == "undone" for each in all_batches(folder))


def result(found: Findings, is_taken_back: bool) -> list[Component]:
    """Return what an import brought, with the way to take it back beside it."""
    if is_taken_back:
        return [html.P(button("Bring in other files", "clear", "desk-primary"), className="desk-buttons")]
    preview = [f"{title(file.table)}: {words}" for file in found.files for words in file.preview]
    parts: list[Component] = [html.Ul([html.Li(words) for words in preview])] if preview else []
    for file in found.files:
        parts += problems.refused_link(file)
    buttons = [button("Undo", "undo", data_batch=found.batch)] if found.batch else []
    buttons.append(button("Bring in other files", "clear"))
    return [html.Div([*parts, html.P(buttons, className="desk-buttons")], className="desk-decision")]
