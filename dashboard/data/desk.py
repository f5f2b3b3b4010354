"""The import desk: where files are dropped, what stands on it now, and how far its work is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.cards import attributes
from dashboard.data import body, loaded, past, remembered
from dashboard.data.kept import newest_tray
from dashboard.data.undoing import Undoing, undoing
from dashboard.data.upload import ADDRESS, LARGEST
from dashboard.data.words import step_words
from dashboard.shell import context
from dashboard.store.generations import Damaged, current_generation
from dashboard.store.jobs import JobState, NoTray, ReceivedFile, state, tray_files
from dashboard.store.named_mappings import named_mappings

EVERY = 700  # milliseconds between two looks at how far the work is
LEAVE = "You may leave this page: it goes on, and stands here when you come back."
TAKES = (
    "CSV, Excel or Parquet with any headings, School Census or Common Transfer File (XML), OneRoster and "
    "School Data Sync; as they are, zipped or a whole folder."
)


@dataclass(frozen=True)
class Desk:
    """Everything that the desk shows: its files, how far their check or import is, what was taken back."""

    folder: Path
    tray: str | None
    files: list[ReceivedFile]
    job: JobState
    undone: Undoing | None
    generation: int
    is_behind: bool

    @property
    def is_at_work(self) -> bool:
        """Say whether something is going on that the page has to look at again."""
        return self.job.is_running or bool(self.undone and self.undone.is_running) or self.is_behind

    @property
    def is_waiting(self) -> bool:
        """Say whether files lie here that nobody had checked: their page was closed too early."""
        untouched = not self.job.is_running and self.job.result is None and self.job.failure is None
        return bool(self.files) and untouched

    @property
    def seen(self) -> str:
        """Return what tells one sight of the desk from another."""
        job, undone = self.job, self.undone
        names = [file.name for file in self.files]
        return str(
            hash((self.tray, str(names), job.action, job.is_running, repr(job.result), job.failure, undone))
        )


def on_the_desk() -> Desk:
    """Return what stands on the desk at this moment."""
    store = context.store()
    folder = store.folder
    tray, files, job = newest_tray(folder), [], JobState()
    if tray is not None:
        try:
            files, job = tray_files(folder, tray), state(folder, tray)
        except NoTray:
            tray, files = None, []
    return Desk(folder, tray, files, job, undoing(folder), store.generation, is_behind(folder))


def is_behind(folder: Path) -> bool:
    """Say whether a newer school is published than the one that is shown: it takes a moment to move on."""
    store = context.store()
    try:
        return not store.banner and current_generation(folder).number > store.generation
    except Damaged:
        return False


def layout() -> list[Component]:
    """Lay out the desk, and below it what is loaded."""
    desk = on_the_desk()
    shown = filled(desk)
    return [
        html.Div(shown["fresh"], id="desk-fresh"),
        html.Section(
            [
                html.H2("Bring in new files", id="desk-title"),
                drop_place(desk),
                html.Ul(id="desk-uploads", className="desk-uploads"),
                at_work(shown),
                html.P(shown["says"], id="desk-says", className="answer", role="status", tabIndex="-1"),
                html.Div(shown["body"], id="desk-body"),
                dcc.Interval("desk-clock", interval=EVERY, disabled=shown["still"]),
                dcc.Store("desk-ask"),
                dcc.Store("desk-seen", data=shown["seen"]),
            ],
            id="desk",
            className="figure-card",
            **attributes(
                aria_labelledby="desk-title",
                data_upload=ADDRESS,
                data_largest=str(LARGEST),
                data_waiting="1" if desk.is_waiting else "",
            ),
        ),
        html.Div(shown["below"], id="desk-below", className="page-body"),
    ]


def drop_place(desk: Desk) -> html.Div:
    """Lay out where files are dropped, with buttons that open the system's own choice."""
    is_new = context.store().is_empty and not desk.files
    invited = [html.P(body.FIRST_STEPS, className="desk-invited")] if is_new else []
    return html.Div(
        [
            html.P("Drop files here, or anywhere on this page", className="desk-drop-words"),
            html.Div(
                [
                    html.Button("Choose files", id="desk-choose", type="button", className="desk-primary"),
                    html.Button("Choose a folder", id="desk-folder", type="button", className="quiet"),
                ],
                className="desk-buttons",
            ),
            *invited,
            html.P([TAKES, " Nothing leaves this computer, and nothing changes until you press Import."]),
        ],
        id="desk-drop",
        className="desk-drop",
    )


def at_work(shown: dict[str, Any]) -> html.Div:
    """Lay out how far the work is, in words with a bar, and how to stop it."""
    return html.Div(
        [
            html.P(shown["step"], id="desk-step", role="status"),
            html.Progress(
                id="desk-bar", max="1", value=shown["share"], **attributes(aria_label="How far it is")
            ),
            html.Button(
                "Cancel",
                id="desk-stop",
                type="button",
                className="quiet",
                hidden=shown["no_stop"],
                **attributes(data_do="stop"),
            ),
        ],
        id="desk-work",
        className="desk-work",
        hidden=shown["still"],
    )


def filled(desk: Desk) -> dict[str, Any]:
    """Return everything that changes on the desk, by the keys of its callback's outputs."""
    return {
        "body": body.shown(desk.files, desk.job, desk.folder, desk.tray),
        "says": body.said(desk.job, desk.undone),
        "step": step(desk),
        "share": None if desk.job.share is None or not desk.job.is_running else f"{desk.job.share:.3f}",
        "no_stop": not desk.job.is_running,
        "work": not desk.is_at_work,
        "still": not desk.is_at_work,
        "fresh": fresh(),
        "below": below(),
        "seen": {"desk": desk.seen, "below": below_seen(desk)},
    }


def step(desk: Desk) -> str:
    """Say what is being done."""
    if desk.undone and desk.undone.is_running:
        number = desk.undone.batch.partition("-")[0]
        return f"Taking import {number} back: the school is built again without it. {LEAVE}"
    if desk.job.is_running:
        by = "" if desk.job.by in ("", context.principal().name) else f"{desk.job.by}, since {desk.job.at}: "
        return f"{by}{step_words(desk.job.step)} … {LEAVE}"
    return "Showing the new figures on every page …" if desk.is_behind else ""


def fresh() -> list[Component]:
    """Return how far the data reach, where there are any."""
    return [] if context.store().is_empty else [loaded.freshness()]


def below() -> list[Component]:
    """Return what stands below the desk: what is loaded, and every import."""
    if context.store().is_empty:
        return [*past.every_import(), *remembered.all_kept(context.store().folder)]
    return [loaded.loaded(), *past.every_import(), *remembered.all_kept(context.store().folder)]


def below_seen(desk: Desk) -> str:
    """Return what tells one sight of what is loaded from another."""
    return f"{desk.generation} {[mapping.name for mapping in named_mappings(desk.folder)]}"
