"""What is remembered of headings matched by hand, under the names it was given, and the way to forget it."""

from pathlib import Path

from dash import html
from dash.development.base_component import Component

from dashboard.cards import attributes
from dashboard.data.words import column_title, counted, title
from dashboard.schemas import SCHEMAS
from dashboard.store.named_mappings import NamedMapping, named_mappings


def all_kept(folder: Path) -> list[Component]:
    """Return every mapping that is remembered, folded away; nothing where there is none."""
    kept = named_mappings(folder)
    if not kept:
        return []
    words = f"Headings remembered: {counted(len(kept), 'kind of file', 'kinds of file')}"
    says = "A file with these headings is read so by itself. Forgetting one changes nothing that is loaded."
    listed = html.Ul([one_kept(mapping) for mapping in kept], className="desk-group")
    card = html.Details([html.Summary(words), html.P(says), listed])
    return [html.Section(card, className="figure-card")]


def one_kept(mapping: NamedMapping) -> html.Li:
    """Return one mapping: its name, what it is for, which heading is which column, and how to forget it."""
    said = attributes(data_do="forget", data_name=mapping.name, aria_label=f"Forget {mapping.name}")
    forget = html.Button("Forget", type="button", className="quiet", **said)
    pairs = [
        f"{heading} is {column_words(mapping.table, column)}" for heading, column in mapping.columns.items()
    ]
    words = html.Span([html.Strong(mapping.name), f" ({title(mapping.table)}): {'; '.join(pairs)}."])
    return html.Li([words, forget])


def column_words(table: str, name: str | None) -> str:
    """Return what a heading is read as, in words."""
    columns = SCHEMAS[table].columns if table in SCHEMAS else ()
    return next((column_title(each) for each in columns if each.name == name), "left out")
