"""The figure card: a question, the sentence that answers it, the chart, and what stands behind it."""

import datetime
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict, cast

import dash_bootstrap_components as dbc
import pandas as pd
from dash import Output, dcc, html
from dash.development.base_component import Component
from flask import has_request_context

from dashboard.figure_parts import Figure, empty_figure
from dashboard.shell import context

Notes = str | list[str]


@dataclass(frozen=True)
class About:
    """What a reader may ask of a figure: what it counts, where from, how, and how old it is."""

    definition: str
    source: str = ""
    sql: str = ""
    data_date: datetime.date | str | None = None
    method: str = ""
    measure: str = ""  # whose values the figure rests on, to say how many pupils have one


class Filled(TypedDict):
    """Everything a card shows, by the keys of ``card_outputs``."""

    figure: Figure
    style: dict[str, str]
    sentence: str | list[Any]
    notes: str
    table: Component | None
    about: Component | list[Component] | None


def attributes(**named: str) -> dict[str, Any]:
    """Return HTML attributes whose names have hyphens: ``aria_label`` is aria-label."""
    return {name.replace("_", "-"): value for name, value in named.items()}


def graph(graph_id: str, height: int, label: str = "") -> dcc.Graph:
    """Return a chart of a fixed height that never offers to send itself anywhere."""
    return dcc.Graph(
        id=graph_id,
        figure=empty_figure(label),
        style={"height": f"{height}px"},
        config={
            "showSendToCloud": False,
            "plotlyServerURL": "",
            "displayModeBar": False,
            "displaylogo": False,
            "responsive": True,
        },
    )


def figure_card(
    card_id: str, question: str | Component, height: int = 320, tools: bool = True, level: int = 2
) -> html.Section:
    """Lay out an empty card; a callback with ``card_outputs(card_id)`` fills it.

    Children: ``<card_id>-question``, ``-sentence``, ``-graph``, ``-notes``, ``-about``, ``-table``.
    """
    heading = html.H2 if level == 2 else html.H3
    return html.Section(
        [
            heading(question, id=f"{card_id}-question", className="question"),
            html.P(id=f"{card_id}-sentence", className="answer"),
            html.Figure(
                graph(f"{card_id}-graph", height),
                role="group",
                **attributes(aria_labelledby=f"{card_id}-question {card_id}-notes"),
            ),
            html.Div(
                [*(_tools(card_id) if tools else []), html.P(id=f"{card_id}-notes", className="notes")],
                className="card-foot",
            ),
        ],
        id=card_id,
        className="figure-card",
        **attributes(aria_labelledby=f"{card_id}-question"),
    )


def _tools(card_id: str) -> list[Component]:
    """Return what opens under a figure, and the two downloads, which the browser makes itself."""
    return [
        html.Details([html.Summary("What is this?"), html.Div(id=f"{card_id}-about", className="opened")]),
        html.Details(
            [
                html.Summary("Table"),
                html.Div(id=f"{card_id}-table", className="opened table-wrap", tabIndex="0"),
            ]
        ),
        html.Button(
            "PNG", type="button", title="Download this chart as a picture", **attributes(data_save="png")
        ),
        html.Button(
            "CSV", type="button", title="Download these figures as a table", **attributes(data_save="csv")
        ),
        *_for_a_meeting(),
    ]


def _for_a_meeting() -> list[Component]:
    """Return what adds the figure to a meeting (assets/z_app/80-meeting.js), for who makes meetings."""
    if not has_request_context() or context.viewer() != "leader":
        return []
    title = "Keep this figure, as it is now, for a meeting"
    return [html.Button("Add to a meeting", type="button", title=title, **attributes(data_meeting="pick"))]


def on_this_page(places: Mapping[str, str]) -> html.Nav:
    """Return short links to the cards of a long page, by their ids, in the order they stand."""
    links = [html.Li(html.A(words, href=f"#{place}")) for place, words in places.items()]
    return html.Nav(html.Ul(links, className="contents"), **attributes(aria_label="On this page"))


def card_outputs(card_id: str, tools: bool = True) -> dict[str, Output]:
    """Return the outputs of the one callback that fills this card; see ``filled``."""
    outputs = {
        "figure": Output(f"{card_id}-graph", "figure"),
        "style": Output(f"{card_id}-graph", "style"),
        "sentence": Output(f"{card_id}-sentence", "children"),
        "notes": Output(f"{card_id}-notes", "children"),
    }
    if tools:
        outputs["table"] = Output(f"{card_id}-table", "children")
        outputs["about"] = Output(f"{card_id}-about", "children")
    return outputs


def filled(
    figure: Figure,
    sentence: str | list[Any] = "",
    notes: Notes = "",
    table_frame: pd.DataFrame | None = None,
    about: About | Component | None = None,
    tools: bool = True,
) -> dict[str, Any]:
    """Return what ``card_outputs`` expects. The table's columns are shown under their own names."""
    shown: dict[str, Any] = {
        "figure": figure,
        "style": {"height": f"{figure['layout'].get('height', 320)}px"},
        "sentence": sentence,
        "notes": notes if isinstance(notes, str) else " · ".join(note for note in notes if note),
    }
    if tools:
        shown["table"] = None if table_frame is None else table(table_frame)
        shown["about"] = about_parts(about) if isinstance(about, About) else about
    return shown


def table(frame: pd.DataFrame, caption: str = "") -> html.Div:
    """Return the rows as a table: the first column names the row; raw values ride along for the CSV.

    The browser draws it from one attribute (assets/z_app/35-tables.js): a component a cell, and a list
    of 150 pupils keeps a browser busy for ten seconds.
    """
    columns = [frame[name].tolist() for name in frame]
    drawn = {
        "head": [str(name) for name in frame.columns],
        "numbers": [dtype.kind in "iuf" for dtype in frame.dtypes],
        "rows": [[_cell(value) for value in row] for row in zip(*columns, strict=True)],
        "caption": caption or frame.attrs.get("caption", ""),
    }
    return html.Div(**attributes(data_table=json.dumps(drawn, ensure_ascii=False)))


def _cell(value: object) -> list[str]:
    """Return a cell's words, and after them the number unrounded where they round it."""
    is_rounded = isinstance(value, float) and not _missing(value)
    return [shown(value), repr(float(cast(float, value)))] if is_rounded else [shown(value)]


def _missing(value: object) -> bool:
    """Say whether a cell is empty."""
    return (
        value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value))
    )


def shown(value: object) -> str:
    """Return a cell as people read it."""
    if _missing(value):
        return "\u2013"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    if isinstance(value, datetime.date):
        return day(value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def day(date: datetime.date) -> str:
    """Return a date as a school writes it: 14 Nov 2025."""
    return f"{date.day} {date:%b %Y}"


# What the app adds to "What is this?". Cards reach no store by themselves: governors' pages are made of them.
EXPLAIN: list[Callable[[About], list[Component]]] = []


def about_parts(about: About) -> list[Component]:
    """Return the answer to "What is this?"."""
    lines: list[Component] = [html.P(about.definition)]
    age = about.data_date if isinstance(about.data_date, str) else about.data_date and day(about.data_date)
    for term, text in (("How it is worked out", about.method), ("Source", about.source), ("Data to", age)):
        if text:
            lines.append(html.P([html.Strong(f"{term}: "), text]))
    if about.sql:
        lines.append(sql_details(about.sql))
    return [*lines, *(part for explain in EXPLAIN for part in explain(about))]


def sql_details(sql: str) -> html.Details:
    """Return a query's text, folded away."""
    return html.Details(
        [
            html.Summary("The query (SQL)"),
            html.Pre(html.Code(sql.strip()), tabIndex="0", **attributes(aria_label="The query")),
        ],
        className="sql",
    )


def invitation(title: str, text: str, *steps: Component | str) -> html.Section:
    """Return what stands where there is nothing to show yet: why, and the next step."""
    return html.Section(
        [html.H2(title), html.P(text), *(html.P(step) for step in steps)], className="figure-card invitation"
    )


def warning(text: str) -> dbc.Alert:
    """Return a banner that a reader should see before the figures."""
    return dbc.Alert(text, color="light", className="caution")
