"""What is loaded, and how fresh it is."""

import datetime

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.cards import day, table
from dashboard.data.words import in_a_row, title
from dashboard.filter_choices import choices
from dashboard.query import run
from dashboard.schemas import SCHEMAS
from dashboard.shell import context

OLD_DAYS = 14
MOST_FRESH = ("attendance", "attendance_totals", "results")


def freshness() -> Component:
    """Say in a sentence how far the data reach and how long ago that was."""
    last = choices(context.store()).last_day
    if last is None:
        return html.P("Pupils are loaded, but nothing with a date yet: attendance, results or support.")
    age = (datetime.datetime.now(tz=datetime.UTC).date() - last).days
    advice = " Bring in the latest export to see what has changed since." if age > OLD_DAYS else ""
    return html.P(
        [html.Strong(f"The data reach to {day(last)}"), f", {ago(age)}.{advice}"], className="answer"
    )


def ago(days: int) -> str:
    """Say how long ago a day was."""
    return "today" if days <= 0 else "yesterday" if days == 1 else f"{days:,} days ago"


def loaded() -> html.Section:
    """Show each import file's dates, and how many rows."""
    rows = run(context.store().connection(), "data/tables")
    order = {name: place for place, name in enumerate(SCHEMAS)}
    rows = rows[rows["rows"] > 0].sort_values("table_name", key=lambda names: names.map(order))
    columns = {
        "What": [title(name) for name in rows["table_name"]],
        "Rows": [int(count) for count in rows["rows"]],
        "First day": days(rows["first_day"]),
        "Last day": days(rows["last_day"]),
        "A row is": [SCHEMAS[name].one_row_is for name in rows["table_name"]],
    }
    missing = [title(name).lower() for name in SCHEMAS if name not in set(rows["table_name"])]
    more: list[Component | str] = [
        "Not loaded: ",
        in_a_row(missing),
        ". ",
        dcc.Link("What each file holds", href="/how"),
    ]
    return html.Section(
        [
            html.H2("What is loaded"),
            html.Div(table(pd.DataFrame(columns)), className="table-wrap", tabIndex="0"),
            html.P(more) if missing else None,
        ],
        className="figure-card",
    )


def days(column: pd.Series) -> list[str]:
    """Return dates as a school writes them."""
    return ["" if pd.isna(value) else day(pd.Timestamp(value).date()) for value in column]
