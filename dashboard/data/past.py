"""Every import: its files, what was refused and odd in it, and the way to take it back."""

import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd
from dash import Dash, html
from dash.development.base_component import Component
from flask import Response, abort, send_file

from dashboard import audit
from dashboard.cards import attributes, day, table
from dashboard.data.leaders import require_leader
from dashboard.data.words import counted, in_a_row, rows_of, title
from dashboard.shell import context
from dashboard.store.batches import Batch, ImportedFile, all_batches, batch_names
from dashboard.store.handed import REFUSED
from dashboard.store.problems import Problem

ADDRESS = "/data/imports/<batch>/refused/<name>"
PROBLEMS_SHOWN = 20
IMPORTS_SHOWN = 12


def register(app: Dash) -> None:
    """Register the download of refused rows."""
    app.server.add_url_rule(ADDRESS, "desk_past_refused", refused_rows, methods=["GET"])


def imports(batches: list[Batch]) -> list[Component]:
    """Show every import, the newest first; the older ones folded away."""
    if not batches:
        return []
    cards: list[Component] = [one_import(batch) for batch in reversed(batches)]
    shown = cards[:IMPORTS_SHOWN]
    if older := cards[IMPORTS_SHOWN:]:
        shown.append(html.Details([html.Summary(f"{counted(len(older), 'older import')}"), *older]))
    return [html.Section([html.H2("Imports"), *shown], className="figure-card")]


def one_import(batch: Batch) -> html.Details:
    """Show one import: its files, then their problems and warnings, then the way to take it back."""
    when = datetime.datetime.fromisoformat(batch.imported_at)
    state = {"accepted": "", "offered": " · not accepted", "undone": " · taken back"}[batch.state]
    by = f" · by {batch.by}" if batch.by else ""
    parts = " · ".join(in_numbers(batch.files))
    return html.Details(
        [
            html.Summary(
                f"{batch.name.partition('-')[0]} · {day(when.date())} {when:%H:%M} · {parts}{state}"
            ),
            html.P(f"{in_a_row(sorted({title(file.table) for file in batch.files if file.table}))}{by}"),
            html.Div(table(files_of(batch)), className="table-wrap", tabIndex="0"),
            *(findings(file.name, [*file.problems, *file.warnings]) for file in batch.files),
            *refused_links(batch),
            *(way_back(batch) if batch.state == "accepted" else []),
        ],
        className="import",
    )


def in_numbers(files: list[ImportedFile]) -> list[str]:
    """Say in a few words what an import brought."""
    refused = sum(file.refused for file in files)
    odd = sum(len(file.warnings) for file in files)
    words = [counted(sum(file.good for file in files), "row")]
    words += [f"{refused:,} refused"] if refused else []
    words += [counted(odd, "note")] if odd else []
    return words


def files_of(batch: Batch) -> pd.DataFrame:
    """Return the files of an import as a table."""
    return pd.DataFrame(
        {
            "File": [Path(file.name).name for file in batch.files],
            "Read as": [title(file.table) for file in batch.files],
            "Rows": [file.rows for file in batch.files],
            "Refused": [file.refused for file in batch.files],
        }
    )


def findings(name: str, found: list[dict[str, Any]]) -> Component | None:
    """List the first problems and warnings of one file. They quote cells."""
    if not found:
        return None
    more = len(found) - PROBLEMS_SHOWN
    lines = [html.Li(str(Problem(**each))) for each in found[:PROBLEMS_SHOWN]]
    lines += [html.Li(f"and {more:,} more")] if more > 0 else []
    return html.Div([html.H3(Path(name).name), html.Ul(lines)])


def refused_folder(batch: str) -> Path:
    """Return where the refused rows of an import lie, if there are any."""
    return context.store().folder / "imports" / batch / REFUSED


def refused_links(batch: Batch) -> list[Component]:
    """Return the ways to the refused rows of an import, a file each."""
    names = sorted(path.name for path in refused_folder(batch.name).glob("*.csv"))
    address = f"/data/imports/{quote(batch.name, safe='')}/refused"
    return [
        html.P(html.A(f"Refused rows of {name} (CSV)", href=f"{address}/{quote(name, safe='')}"))
        for name in names
    ]


def way_back(batch: Batch) -> list[Component]:
    """Return the way to take an import back: first what goes with it, then the button."""
    number = batch.name.partition("-")[0]
    rows = [rows_of(file.table, file.good) for file in batch.files if file.good]
    goes = f"{in_a_row(rows[:6])}{' and more' if len(rows) > 6 else ''} go" if rows else "No rows go"
    words = (
        f"{goes}. What earlier imports said of the same pupils, days and results counts again; other "
        "imports stay. Its files are kept: to have it again, drop them here again."
    )
    take = html.Button(
        f"Yes, take import {number} back",
        type="button",
        className="desk-primary",
        **attributes(data_do="undo", data_batch=batch.name),
    )
    return [
        html.Details([html.Summary(f"Take import {number} back"), html.P(words), take], className="desk-undo")
    ]


def refused_rows(batch: str, name: str) -> Response:
    """Answer with the refused rows of one file of an import."""
    require_leader()
    folder = context.store().folder
    if batch not in batch_names(folder):
        abort(404, "There is no such import.")
    return as_file(next((path for path in refused_folder(batch).glob("*.csv") if path.name == name), None))


def as_file(path: Path | None) -> Response:
    """Answer with a file of rows to keep: as bytes, so that no browser shows it as a page."""
    if path is None:
        abort(404, "There are no such rows (any more).")
    audit.note("refused rows taken", bytes=path.stat().st_size)
    answer = send_file(path.resolve(), "text/csv", as_attachment=True, download_name=path.name, max_age=0)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def every_import() -> list[Component]:
    """Show the imports of this store."""
    return imports(all_batches(context.store().folder))
