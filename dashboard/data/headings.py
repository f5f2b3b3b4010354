"""The headings of a file beside our columns: what is proposed, the first values, and a choice by hand."""

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.cards import attributes
from dashboard.data.words import column_title, counted, in_a_row, title
from dashboard.schemas import SCHEMAS
from dashboard.store.findings import FileFound, HeadingFound, MissingColumn
from dashboard.store.named_mappings import LONGEST_NAME

LEFT_OUT = {"value": "-", "label": "leave out"}


def matched(file: FileFound, key: str) -> list[Component]:
    """Return the headings of a file that is one table, open where a person has to look."""
    if file.shape or not (file.headings or file.missing):
        return []
    rows = [one_heading(file, heading, f"{key}-{place}") for place, heading in enumerate(file.headings)]
    head = html.Thead(html.Tr([html.Th(words, scope="col") for words in ("Heading", "Values", "Read as")]))
    table = html.Table(
        [html.Caption("Headings, first values, and what each is read as"), head, html.Tbody(rows)],
        className="table table-sm desk-headings",
    )
    return [
        *(missing(file, column, f"{key}-missing-{column.column}") for column in file.missing),
        html.Details(
            [html.Summary(in_words(file.headings)), table],
            open=bool(file.missing or are_mostly_left_out(file.headings))
            or any(not heading.is_sure for heading in file.headings),
        ),
    ]


def are_mostly_left_out(headings: Sequence[HeadingFound]) -> bool:
    """Say whether nothing is made of most headings: then the file may be of another kind."""
    out = sum(not heading.column or not heading.is_sure for heading in headings)
    return out > max(len(headings) - out, 2)


def in_words(headings: Sequence[HeadingFound]) -> str:
    """Say how many headings are matched, how many only perhaps, and how many are left out."""
    sure = sum(bool(heading.column) and heading.is_sure for heading in headings)
    unsure = sum(bool(heading.column) and not heading.is_sure for heading in headings)
    out = len(headings) - sure - unsure
    parts = [f"{sure} matched"]
    parts += [f"{unsure} to agree to"] if unsure else []
    parts += [f"{out} left out"] if out else []
    return f"{counted(len(headings), 'heading')}: {in_a_row(parts)}"


def one_heading(file: FileFound, heading: HeadingFound, key: str) -> html.Tr:
    """Return one heading: its first values, what it is read as, and why."""
    name = f"desk-column-{key}"
    column = heading.column if heading.is_sure else None
    parts: list[Component] = [
        html.Label(f"Read {on_one_line(heading.heading)} as", htmlFor=name, className="visually-hidden"),
        dbc.Select(id=name, options=columns(file.table), value=column or LEFT_OUT["value"], size="sm"),
    ]
    if heading.column and not heading.is_sure:
        words = f"Agree: it is {heading.column.replace('_', ' ')}"
        said = attributes(data_agree=heading.column)
        parts.append(html.Button(words, type="button", className="quiet desk-agree", **said))
    if heading.reason:
        parts.append(html.P(heading.reason, className="quiet-text"))
    said = attributes(data_file=file.file, data_heading=heading.heading)
    return html.Tr(
        [
            html.Th(on_one_line(heading.heading) or "(no heading)", scope="row"),
            html.Td(" · ".join(sample for sample in heading.samples if sample) or "empty"),
            html.Td(html.Div(parts, **said)),
        ]
    )


def on_one_line(heading: str) -> str:
    """Return a heading that a workbook breaks over several lines."""
    return " ".join(heading.split())


def columns(table: str) -> list[dict[str, str]]:
    """Return what a heading can be read as: the columns of the table, or nothing."""
    known = SCHEMAS[table].columns if table in SCHEMAS else ()
    options = [
        {"value": column.name, "label": column_title(column) + (" *" if column.required else "")}
        for column in known
    ]
    return [LEFT_OUT, *options]


def missing(file: FileFound, column: MissingColumn, key: str) -> html.Div:
    """Ask which heading a needed column has."""
    name = f"desk-{key}"
    headings = column.candidates + [
        each.heading for each in file.headings if each.heading and each.heading not in column.candidates
    ]
    options = [{"value": "-", "label": "choose a heading"}]
    options += [{"value": heading, "label": on_one_line(heading)} for heading in headings]
    words: list[Component | str] = [
        html.Strong(f"Which heading is “{column.column.replace('_', ' ')}”?"),
        f" {column.about}",
    ]
    said = attributes(data_file=file.file, data_missing=column.column)
    return html.Div(
        [html.Label(words, htmlFor=name), dbc.Select(id=name, options=options, value="-", size="sm")],
        className="desk-missing",
        **said,
    )


def kind_choice(file: FileFound, key: str) -> html.Div:
    """Return the choice of what a file is."""
    name = f"desk-table-{key}"
    options = [{"value": table, "label": title(table)} for table in SCHEMAS]
    if not file.table:
        options = [{"value": "-", "label": "choose"}, *options]
    return html.Div(
        [
            html.Label("This file is", htmlFor=name),
            dbc.Select(id=name, options=options, value=file.table or "-", size="sm"),
        ],
        className="desk-kind",
        **attributes(data_file=file.file, data_kind="1"),
    )


def remembered(file: FileFound, name: str, key: str) -> list[Component]:
    """Offer to keep what was said by hand for the next file with these headings."""
    field = f"desk-name-{key}"
    return [
        html.Div(
            [
                html.Label("Remember this for next time as (empty: do not)", htmlFor=field),
                dbc.Input(id=field, value=name, maxlength=LONGEST_NAME, autocomplete="off", size="sm"),
            ],
            className="desk-remember",
            **attributes(data_remember=file.file),
        )
    ]
