"""How we measure: every definition that a figure rests on, made from the files that compute it."""

import pandas as pd
from dash import Dash, dcc, html
from dash.development.base_component import Component

from dashboard.cards import attributes, day, sql_details, table
from dashboard.measures import MEASURES, Kind, Measure
from dashboard.reference import reference
from dashboard.schemas import SCHEMAS, Column, Schema
from dashboard.shell import context
from dashboard.viewer import LIVE

PATH, TITLE = "/how", "How we measure"
HEADING = "How we measure"
FILTERED = False

AREAS = {"attendance": "Attendance", "attainment": "Attainment", "support": "Support"}
KINDS: dict[Kind, str] = {
    "mean": "An average over pupils: each pupil counts once.",
    "proportion": "A share of pupils: so many in 100.",
    "ratio": "A total over a total, never an average of percentages.",
}
GOOD = {
    "low": "Lower is better.",
    "high": "Higher is better.",
    "neither": "Neither high nor low is good in itself.",
}
RULES = (
    "A difference is always the group minus those it is compared with, with a 95% interval: if the true gap "
    "were anything in that span, our data would look much like this.",
    "Intervals of averages are Student's t, their differences Welch's, with Hedges' g as the size; of shares "
    "of pupils Wilson's, their differences Newcombe's; of totals over totals linearised, so that the "
    "sessions of one pupil hang together.",
    "Where the interval holds no difference, we say that the gap cannot be told from chance.",
    "For leaders, groups under 10 pupils are marked and no conclusion is drawn from them.",
    "Governors see one division at a time; groups under 10 are hidden, other counts are rounded to 5. "
    "What a reader may not see is not sent to the browser.",
)


def layout(**_query: object) -> html.Div:
    """Lay out the page."""
    parts = [("measures", "Measures", measures()), ("rules", "Gaps, chance and small groups", rules())]
    parts += [("breaks", "Breaks in the series", breaks()), ("benchmarks", "National figures", national())]
    parts += [("files", "The files a school may import", files())]
    contents = [html.Li(html.A(title, href=f"#{place}")) for place, title, _ in parts]
    return html.Div(
        [
            html.P(
                "Every figure here can be checked. This is what each one counts, and where it comes from."
            ),
            html.Nav(html.Ul(contents, className="contents"), **attributes(aria_label="On this page")),
            *(
                html.Section([html.H2(title), *body], id=place, className="figure-card")
                for place, title, body in parts
            ),
        ],
        className="page-body",
    )


def register(app: Dash) -> None:
    """Register nothing: the page is the same for every choice."""


def measures() -> list[Component]:
    """Show each measure under its part of school life."""
    shown: list[Component] = []
    for area, title in AREAS.items():
        shown.append(html.H3(title))
        shown += [one_measure(measure) for measure in MEASURES.values() if measure.area == area]
    return shown


def one_measure(measure: Measure) -> html.Article:
    """Show one measure: what it is, how it is worked out, and where from."""
    return html.Article(
        [
            html.H4(measure.title),
            html.P(measure.definition),
            html.P(f"{KINDS[measure.kind]} {GOOD[measure.good]}", className="quiet-text"),
            html.P(f"Source: {measure.source}", className="quiet-text"),
            sql_details(measure.sql),
        ],
        id=f"measure-{measure.name}",
        className="definition",
    )


def rules() -> list[Component]:
    """Say what a gap is and what small numbers may not say."""
    return [html.Ul([html.Li(rule) for rule in RULES])]


def breaks() -> list[Component]:
    """Show the days on which the way of counting changed."""
    return [
        html.Article(
            [
                html.H3(f"{day(row['date'])}: {row['label']}"),
                html.P(row["explanation"]),
                html.P(f"Source: {row['source']}", className="quiet-text"),
            ],
            className="definition",
        )
        for row in reference("series_break").to_dict("records")
    ]


def national() -> list[Component]:
    """Show the national figures that a chart may be read against, the newest of each first."""
    rows = reference("benchmark").sort_values(["measure", "academic_year"], ascending=[True, False])
    titles = {name: measure.title for name, measure in MEASURES.items()}
    shown = rows[rows["characteristic"] == "All pupils"]
    frame = pd.DataFrame(
        {
            "Measure": [titles.get(name, name) for name in shown["measure"]],
            "Year": shown["academic_year"],
            "Phase": shown["phase"],
            "England": [f"{value:.1%}" for value in shown["value"]],
            "Status": shown["status"],
            "Source": shown["source"],
        }
    )
    others = len(rows) - len(shown)
    return [
        html.P(
            f"All pupils are below; {others:,} more figures for groups lie in data/reference/benchmark.csv."
        ),
        html.Details([html.Summary(f"{len(shown)} national figures"), _wrapped(table(frame))]),
    ]


def files() -> list[Component]:
    """Show the data guide: each import file and its columns."""
    # Governors have no page of the data: nothing leads there.
    link = dcc.Link("What is loaded", href="/data") if context.viewer() in LIVE else None
    intro = html.P(["CSV, Excel or Parquet; only the columns marked with * are needed. ", link])
    return [intro, *(one_file(schema) for schema in SCHEMAS.values())]


def one_file(schema: Schema) -> html.Details:
    """Show one import file's columns."""
    frame = pd.DataFrame(
        {
            "Column": [f"{column.name} *" if column.required else column.name for column in schema.columns],
            "Meaning": [_meaning(column) for column in schema.columns],
            "Example": [column.example for column in schema.columns],
            "Also known as": [", ".join(column.also_called) for column in schema.columns],
        }
    )
    name = html.Code(schema.name)
    return html.Details(
        [
            html.Summary([name, f" · a row is {schema.one_row_is}"]),
            html.P(["Blank file: ", html.Code(f"evenhand template {schema.name}")]),
            _wrapped(table(frame)),
        ]
    )


def _meaning(column: Column) -> str:
    """Return what a column holds, and which values it may take."""
    return f"{column.about} One of {', '.join(column.allowed)}." if column.allowed else column.about


def _wrapped(content: Component) -> html.Div:
    """Return a wide table in a box that scrolls by itself."""
    return html.Div(content, className="table-wrap", tabIndex="0")
