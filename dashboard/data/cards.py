"""One card for each file handed in: what it is, what became of its rows, what it would change."""

from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.cards import attributes, day
from dashboard.data import headings, problems, questions
from dashboard.data.handed import Handed, is_made_of
from dashboard.data.kept import Choices
from dashboard.data.words import counted, in_a_row, size, title
from dashboard.store.findings import FileFound, SourceFound


def one_card(handed: Handed, said: Choices, today: date) -> html.Article:
    """Return the card of one file, or of several that were read together."""
    body: list[Component] = []
    if handed.same_as:
        words = (
            f"Nothing has changed in it since import {handed.same_as.partition('-')[0]}: it is in already."
        )
        body.append(html.P(words))
    for source in handed.sources:
        tables = [table for table in handed.tables if is_made_of(table, source)]
        body += [html.H4(inner) for inner in [within(source.name, handed)] if inner]
        body += source_lines(source, tables)
        for table in tables:
            body += table_part(table, "", False)
    for place, table in enumerate(handed.tables_alone):
        if inner := within(table.file, handed):
            body.append(html.H4(inner))
        body += table_part(table, f"{handed.key}-{place}", handed.is_single)
    found = [kind for table in handed.tables for kind in table.problems]
    found += [kind for source in handed.sources for kind in source.notes]
    shape = handed.sources[0].shape if len(handed.sources) == 1 else ""
    body += questions.fields(handed.name, handed.key, found, said, shape)
    if handed.is_single and handed.tables[0].table and said.get(handed.name, {}).get("mapping"):
        table = handed.tables[0]
        name = f"{title(table.table).replace(',', '')} {day(today)}"
        body += headings.remembered(table, name, handed.key)
    if not body:
        body.append(html.P("Nothing is read from it."))
    return html.Article([card_head(handed), *body], className="desk-file")


def within(name: str, handed: Handed) -> str:
    """Return the name that a file has within the zip file it came in, or nothing."""
    before = f"{handed.name}, "
    return name.removeprefix(before) if name.startswith(before) else ""


def card_head(handed: Handed) -> html.Div:
    """Return the name and size, and the way to take each file away again."""
    first, *others = handed.files
    if not others:
        words = html.H3([first.name, html.Span(f" {size(first.bytes)}", className="notes")])
        return html.Div([words, remove(first.name)], className="desk-file-head")
    each = [
        html.Li(
            [html.Span([file.name, html.Span(f" {size(file.bytes)}", className="notes")]), remove(file.name)]
        )
        for file in handed.files
    ]
    together = html.Details(
        [html.Summary("These files, read together"), html.Ul(each, className="desk-group")]
    )
    words = html.H3(f"{first.name} and {counted(len(others), 'other file')}")
    return html.Div([html.Div([words, together])], className="desk-file-head")


def remove(name: str) -> html.Button:
    """Return the button that takes a file off the desk."""
    said = attributes(data_do="remove", data_file=name, aria_label=f"Remove {name}")
    return html.Button("Remove", type="button", className="quiet", **said)


def source_lines(source: SourceFound, tables: Sequence[FileFound]) -> list[Component]:
    """Say what a file of another shape is, and how much of it became rows."""
    what = f"{counted(source.read, source.units.removesuffix('s'), source.units)} read"
    left = f", {source.ignored:,} not read" if source.ignored else ""
    rows = sum(table.rows for table in tables)
    made = f" Together they say the {counted(rows, 'row')} below." if tables and rows != source.read else ""
    parts: list[Component] = [html.P([html.Strong(source.kind), f": {what}{left}.{made}"])]
    wrong = [kind for kind in source.notes if not kind.is_warning]
    odd = [kind for kind in source.notes if kind.is_warning]
    parts += [problems.listed(wrong)] if wrong else []
    return parts + ([problems.folded(odd)] if odd else [])


def table_part(file: FileFound, key: str, is_single: bool) -> list[Component]:
    """Return what was made of one table of a file."""
    parts: list[Component] = []
    if is_single and not questions.asked(file.problems):
        parts += [headings.kind_choice(file, key), html.P(surely(file), className="desk-sure")]
    elif file.table:
        parts.append(html.H4(title(file.table)))
    if file.rows:
        parts.append(html.P(rows_in_words(file), className="desk-rows"))
    if preview := [words for words in file.preview if words != f"{counted(file.good, 'row')}."]:
        parts.append(html.Ul([html.Li(words) for words in preview], className="desk-preview"))
    parts += problems.of_a_file(file, is_single)
    if is_single and file.table:
        parts += headings.matched(file, key)
    return parts


def surely(file: FileFound) -> str:
    """Say what a file is and how sure that is."""
    if not file.table:
        return f"{file.kind}. What it holds cannot be told from its headings." if file.kind else ""
    unsure = [heading for heading in file.headings if heading.column and not heading.is_sure]
    if file.missing:
        lacking = in_a_row([each.column.replace("_", " ") for each in file.missing])
        sure = f"Not sure: no heading was found for {lacking}."
    elif unsure:
        sure = f"Every needed column is found; {counted(len(unsure), 'heading')} to agree to below."
    elif headings.are_mostly_left_out(file.headings):
        sure = "Every needed column is found."
    else:
        sure = "Sure: every needed column is found."
    if not file.missing and headings.are_mostly_left_out(file.headings):
        out = sum(not heading.column or not heading.is_sure for heading in file.headings)
        sure += (
            f" But nothing is made of {out} of its {len(file.headings)} headings: "
            "if it is about something else, choose above what it is, or remove it."
        )
    said = f" {file.mapping_said}" if file.mapping_said else ""
    return f"{sure} {file.kind}.{said}" if file.kind else f"{sure}{said}"


def rows_in_words(file: FileFound) -> str:
    """Say what became of every row of a table."""
    parts = [f"{counted(file.rows, 'row')} read", f"{file.refused:,} refused", f"{file.blank:,} blank"]
    parts += [f"{file.repeated:,} said twice"] if file.repeated else []
    return f"{', '.join(parts)}: {counted(file.good, 'row')} can come in."
