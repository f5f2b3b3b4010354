"""Explain this number: what a leader finds in a card about where its figure comes from."""

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.cache import remember
from dashboard.cards import About, attributes, day, table
from dashboard.explaining import explained, rows_words, tables_of
from dashboard.scope import NO_FILTERS
from dashboard.shell import context


def explanation(about: About) -> list[Component]:
    """Return where a figure's number comes from, down to file and rows; for leaders only."""
    tables = tables_of(about.sql)
    if not tables or not context.is_asked() or context.viewer() != "leader":
        return []
    store = context.store()
    told = explained(store, tables, context.chosen() or NO_FILTERS, about.measure)
    who = " ".join(part for part in (told.counted, *told.left_out) if part)
    parts: list[Component] = [html.P(who)] if who else []
    parts += [html.P(f"Days: {day(told.first_day)} to {day(told.last_day)}.")]
    days: dict[str, object] = {"first_day": told.first_day, "last_day": told.last_day}
    parts += remember(store, ("files told", tables), days, lambda: [files_told(told.files)])
    later = "Where two imports have the same row, the later one counts. "
    link = html.A("What is missing in these files?", href="/quality", **attributes(data_inside="/quality"))
    parts.append(html.P([later, link]))
    return [html.Details([html.Summary("Explain this number"), *parts], className="sql")]


def files_told(files: pd.DataFrame) -> Component:
    """Return the files behind a figure as a table that people read, or that there are none."""
    if files.empty:
        return html.P("No import that counts has rows of these days.")
    rows = files.to_dict("records")
    told = pd.DataFrame(
        {
            "File": [row["file"] for row in rows],
            "Rows of it": [rows_words(row) for row in rows],
            "Rows taken in": [row["rows"] for row in rows],
            "Imported on": [day(row["imported_on"]) for row in rows],
            "Import": [f"{row['batch']:04}" for row in rows],
        }
    )
    return html.Div(table(told), className="table-wrap", tabIndex="0")
