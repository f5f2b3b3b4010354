"""Data page: what is loaded, how old, from which imports, and how to put a fault right."""

import datetime
from pathlib import Path
from typing import Any

import pandas as pd
from dash import Dash, dcc, html
from dash.development.base_component import Component

from dashboard.cards import day, invitation, table
from dashboard.filter_choices import choices
from dashboard.query import run
from dashboard.schemas import SCHEMAS
from dashboard.shell import context
from dashboard.store.batches import Batch, all_batches
from dashboard.store.problems import Problem

PATH, TITLE = "/data", "Data"
HEADING = "What is loaded, and how fresh is it?"
FILTERED = False

OLD_DAYS = 14
PROBLEMS_SHOWN = 20


def layout(**_query: object) -> html.Div:
    """Lay out the page."""
    store = context.store()
    batches = all_batches(store.folder)
    parts = [nothing_yet()] if store.is_empty else [freshness(), loaded()]
    return html.Div([*parts, *imports(batches), commands(batches, store.is_empty)], className="page-body")


def register(app: Dash) -> None:
    """Register nothing: the page is made anew at each visit."""


def nothing_yet() -> Component:
    """Return what an empty store shows: the next step."""
    return invitation(
        "No data yet",
        "Export your pupils and attendance from your school's system as CSV or Excel, then bring them in. "
        "Everything stays on this computer.",
        html.Pre(html.Code("evenhand import pupils.csv attendance.csv"), tabIndex="0"),
        "Or look around with a made-up school first:",
        html.Pre(html.Code("evenhand demo"), tabIndex="0"),
    )


def freshness() -> Component:
    """Say in a sentence how far the data reach and how long ago that was."""
    last = choices(context.store()).last_day
    if last is None:
        return html.P("Pupils are loaded, but nothing with a date yet: attendance, results or support.")
    age = (datetime.datetime.now(tz=datetime.UTC).date() - last).days
    ago = "today" if age <= 0 else "yesterday" if age == 1 else f"{age:,} days ago"
    advice = " Bring in the latest export to see what has changed since." if age > OLD_DAYS else ""
    return html.P([html.Strong(f"The data reach to {day(last)}"), f", {ago}.{advice}"], className="answer")


def loaded() -> html.Section:
    """Show each import file's rows and dates."""
    rows = run(context.store().connection(), "data/tables")
    order = {name: place for place, name in enumerate(SCHEMAS)}
    rows = rows[rows["rows"] > 0].sort_values("table_name", key=lambda names: names.map(order))
    frame = pd.DataFrame(
        {
            "Import file": rows["table_name"],
            "Rows": [int(count) for count in rows["rows"]],
            "First day": _days(rows["first_day"]),
            "Last day": _days(rows["last_day"]),
            "A row is": [SCHEMAS[name].one_row_is for name in rows["table_name"]],
        }
    )
    missing = [name for name in SCHEMAS if name not in set(rows["table_name"])]
    return html.Section(
        [
            html.H2("What is loaded"),
            html.Div(table(frame), className="table-wrap", tabIndex="0"),
            html.P(["Not loaded: ", ", ".join(missing), ". ", dcc.Link("What each file holds", href="/how")])
            if missing
            else None,
        ],
        className="figure-card",
    )


def _days(column: pd.Series) -> list[str]:
    """Return dates as a school writes them."""
    return ["" if pd.isna(value) else day(pd.Timestamp(value).date()) for value in column]


def imports(batches: list[Batch]) -> list[Component]:
    """Show every import, the newest first, with what was refused and odd in it."""
    if not batches:
        return []
    cards = [one_import(batch) for batch in reversed(batches)]
    return [html.Section([html.H2("Imports"), *cards], className="figure-card")]


def one_import(batch: Batch) -> html.Details:
    """Show one import: its files, then their problems and warnings."""
    refused = sum(file.refused for file in batch.files)
    odd = sum(len(file.warnings) for file in batch.files)
    when = datetime.datetime.fromisoformat(batch.imported_at)
    state = {"accepted": "", "offered": " · not accepted", "undone": " · undone"}[batch.state]
    words = [f"{sum(file.rows for file in batch.files):,} rows"]
    words += [f"{refused:,} refused"] if refused else []
    words += [f"{odd:,} warning{'s' if odd > 1 else ''}"] if odd else []
    frame = pd.DataFrame(
        {
            "File": [Path(file.name).name for file in batch.files],
            "Read as": [file.table for file in batch.files],
            "Rows": [file.rows for file in batch.files],
            "Refused": [file.refused for file in batch.files],
        }
    )
    return html.Details(
        [
            html.Summary(f"{batch.number} · {day(when.date())} {when:%H:%M} · {' · '.join(words)}{state}"),
            html.Div(table(frame), className="table-wrap", tabIndex="0"),
            *(_findings(file.name, [*file.problems, *file.warnings]) for file in batch.files),
        ],
        className="import",
    )


def _findings(name: str, findings: list[dict[str, Any]]) -> Component | None:
    """List the first problems and warnings of one file. They quote cells, so only leaders see them."""
    if not findings or context.viewer() != "leader":
        return None
    more = len(findings) - PROBLEMS_SHOWN
    lines = [html.Li(str(Problem(**each))) for each in findings[:PROBLEMS_SHOWN]]
    lines += [html.Li(f"and {more:,} more")] if more > 0 else []
    return html.Div([html.H3(Path(name).name), html.Ul(lines)])


def commands(batches: list[Batch], is_empty: bool) -> html.Section:
    """Give the exact commands to bring data in and to take an import back."""
    last = next((batch for batch in reversed(batches) if batch.state == "accepted"), None)
    rows = [
        ("Bring in new files", "evenhand import FILE..."),
        ("Only check them", "evenhand import FILE... --check"),
        ("Get a blank file", "evenhand template attendance"),
        ("See every import", "evenhand history"),
    ]
    rows += (
        [(f"Take import {last.number} back", f"evenhand undo {last.name}")] if last and not is_empty else []
    )
    return html.Section(
        [
            html.H2("What you can do"),
            html.Dl([part for words, text in rows for part in (html.Dt(words), html.Dd(html.Code(text)))]),
            html.P("The page shows new data by itself: there is nothing to restart."),
        ],
        className="figure-card",
    )
