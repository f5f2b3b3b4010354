"""One card for each file handed in: what it is, what became of its rows, what it would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.cards import attributes, day
from dashboard.data import headings, problems
from dashboard.data.kept import Choices
from dashboard.data.words import counted, in_a_row, size, title
from dashboard.store.findings import FileFound, Findings, SourceFound
from dashboard.store.trays import ReceivedFile


@dataclass(frozen=True)
class Handed:
    """What was handed in under one name: the file, what was read of it, and where it belongs."""

    key: str
    received: ReceivedFile
    tables: list[FileFound]
    source: SourceFound | None
    same_as: str


def handed_in(files: Sequence[ReceivedFile], found: Findings) -> list[Handed]:
    """Return what was handed in, in the order in which it came, each with what was found in it."""
    return [
        Handed(
            str(place),
            file,
            [table for table in found.files if table.file == file.name],
            next((source for source in found.sources if file.name in source.files), None),
            found.unchanged.get(file.name, ""),
        )
        for place, file in enumerate(files)
    ]


def one_card(handed: Handed, said: Choices, today: date) -> html.Article:
    """Return the card of one file."""
    name = handed.received.name
    body: list[Component] = []
    if handed.source:
        body += source_lines(handed.source, name)
    if handed.same_as:
        words = (
            f"Nothing has changed in it since import {handed.same_as.partition('-')[0]}: it is in already."
        )
        body.append(html.P(words))
    is_single = len(handed.tables) == 1 and not handed.tables[0].shape
    for place, table in enumerate(handed.tables):
        body += table_part(table, f"{handed.key}-{place}", is_single)
    if is_single and handed.tables[0].table and said.get(name, {}).get("mapping"):
        table = handed.tables[0]
        body += headings.remembered(table, f"{title(table.table).replace(',', '')} {day(today)}", handed.key)
    if not body:
        body.append(html.P("Nothing is read from it."))
    return html.Article([card_head(handed), *body], className="desk-file")


def card_head(handed: Handed) -> html.Div:
    """Return the file's name and size, and the way to take it away again."""
    name = handed.received.name
    remove = html.Button(
        "Remove",
        type="button",
        className="quiet",
        **attributes(data_do="remove", data_file=name, aria_label=f"Remove {name}"),
    )
    words = html.H3([name, html.Span(f" {size(handed.received.bytes)}", className="notes")])
    return html.Div([words, remove], className="desk-file-head")


def source_lines(source: SourceFound, name: str) -> list[Component]:
    """Say what a file of another shape is, and how much of it became rows; with its group's first file."""
    first, *others = source.files
    if name != first:
        return [html.P(f"{source.kind}: read together with {first}.")]
    together = f", with {in_a_row(others)}" if others else ""
    what = f"{counted(source.read, source.units.removesuffix('s'), source.units)} read"
    left = f", {source.ignored:,} not read" if source.ignored else ""
    parts: list[Component] = [html.P([html.Strong(source.kind), f"{together}: {what}{left}."])]
    wrong = [kind for kind in source.notes if not kind.is_warning]
    odd = [kind for kind in source.notes if kind.is_warning]
    parts += [problems.listed(wrong)] if wrong else []
    return parts + ([problems.folded(odd)] if odd else [])


def table_part(file: FileFound, key: str, is_single: bool) -> list[Component]:
    """Return what was made of one table of a file."""
    parts: list[Component] = []
    if is_single:
        parts += [headings.kind_choice(file, key), html.P(surely(file), className="desk-sure")]
    elif file.table:
        parts.append(html.H4(title(file.table)))
    if file.rows:
        parts.append(html.P(rows_in_words(file), className="desk-rows"))
    if file.preview:
        parts.append(html.Ul([html.Li(words) for words in file.preview], className="desk-preview"))
    parts += problems.of_a_file(file, is_single)
    if is_single:
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
    else:
        sure = "Sure: every needed column is found."
    said = f" {file.mapping_said}" if file.mapping_said else ""
    return f"{sure} {file.kind}.{said}" if file.kind else f"{sure}{said}"


def rows_in_words(file: FileFound) -> str:
    """Say what became of every row of a table."""
    parts = [f"{counted(file.rows, 'row')} read", f"{file.refused:,} refused", f"{file.blank:,} blank"]
    parts += [f"{file.repeated:,} said twice"] if file.repeated else []
    return f"{', '.join(parts)}: {counted(file.good, 'row')} can come in."
