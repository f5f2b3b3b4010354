"""What the governors' page is put together from."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.cards import About, attributes, figure_card, filled, table
from dashboard.figure_parts import Figure
from dashboard.governors import tables, wording
from dashboard.packs import EVERYONE, Outcome, Pack, Said

PATH = "/governors"
FILLED = {"sentence": "children", "notes": "children", "about": "children", "table": "children"}


def address(outcome: str, characteristic: str) -> str:
    """Return the address of one outcome by one characteristic."""
    return f"{PATH}?{urlencode({'outcome': outcome, 'by': characteristic})}"


def section(title: str, section_id: str, *parts: Component) -> html.Section:
    """Lay out a part of the page under its heading."""
    return html.Section([html.H2(title), *parts], className="figure-card", id=section_id)


def sentences(said: Iterable[Said], linked: bool = False) -> html.Ul:
    """List sentences; with ``linked`` each leads to its figure."""
    lines = []
    for each in said:
        parts: list[Component | str] = [each.text]
        if linked and each.outcome:
            parts += [" ", dcc.Link("Look closer", href=address(each.outcome, each.characteristic))]
        lines.append(html.Li(parts))
    return html.Ul(lines, className="overview-list")


def chips(title: str, chosen: str, links: dict[str, tuple[str, str]]) -> html.Nav:
    """Lay out a choice as links: for each value its words and its address."""
    shown = [
        html.Li(
            html.Strong(words, **attributes(aria_current="true"))
            if value == chosen
            else dcc.Link(words, href=where)
        )
        for value, (words, where) in links.items()
    ]
    return html.Nav(
        [html.Span(f"{title}:"), html.Ul(shown, className="contents")],
        className="pack-choice",
        **attributes(aria_label=title),
    )


def card(card_id: str, question: str, figure: Figure, **more: Any) -> html.Section:  # noqa: ANN401 - as ``filled``
    """Return a figure card with all that it shows: nothing is asked for later."""
    laid_out = figure_card(card_id, question, height=int(figure["layout"].get("height", 320)))
    shown = filled(figure, **more)
    for part in laid_out._traverse():
        name = str(getattr(part, "id", "")).removeprefix(f"{card_id}-")
        if name == "graph":
            part.figure, part.style = shown["figure"], shown["style"]
        elif name in FILLED:
            part.children = shown[name]
    return laid_out


def about(pack: Pack, outcome: Outcome) -> About:
    """Return what stands behind a figure of a pack."""
    return About(
        outcome.definition,
        source=outcome.source,
        data_date=date.fromisoformat(pack.data_date),
        method=pack.rule,
    )


def counts(pack: Pack) -> html.Section:
    """Show who is in the school: the pupils of each group, year by year."""
    shown = []
    for name in (EVERYONE, *pack.characteristics):
        rows = tables.counts_frame(pack, name)
        if not rows.empty:
            wrapped = html.Div(table(rows, name), className="table-wrap", tabIndex="0")
            shown.append(html.Details([html.Summary(name), wrapped]))
    return section(wording.WHO, "pack-counts", *shown)


def averages(pack: Pack) -> html.Section | None:
    """Show the averages of the school over the years and of its year groups now."""
    rows = tables.averages_frame(pack)
    if rows.empty:
        return None
    wrapped = html.Div(table(rows, "Averages"), className="table-wrap", tabIndex="0")
    folded = html.Details([html.Summary("Show the averages"), wrapped])
    return section(wording.AVERAGES, "pack-averages", html.P(wording.AVERAGES_ROUNDED), folded)


def definitions(pack: Pack) -> html.Section:
    """Show what each figure counts, and where it comes from."""
    lines: list[Component] = []
    for outcome in (*pack.outcomes, *pack.averaged):
        lines += [
            html.H3(outcome.title),
            html.P(outcome.definition),
            html.P(f"Source: {outcome.source}", className="quiet-text"),
        ]
    folded = html.Details([html.Summary("Definitions and sources"), *lines])
    return section(wording.DEFINITIONS, "pack-definitions", folded)


def not_shown(pack: Pack) -> html.Section:
    """Say what is hidden, and why."""
    rows = tables.hidden_frame(pack)
    wrapped = html.Div(table(rows, "What is not shown"), className="table-wrap", tabIndex="0")
    folded = html.Details([html.Summary(f"{len(rows)} things are not shown"), wrapped])
    return section(wording.NOT_SHOWN, "pack-hidden", html.P(pack.rule), folded)


def stamp(pack: Pack) -> html.P:
    """Say which pack this is."""
    return html.P(wording.stamp(pack), className="scope")


def take_along(pack: Pack) -> html.Nav:
    """Lead to the pack's files."""
    kinds = {
        "PowerPoint": "pptx",
        "Excel": "xlsx",
        "PDF": "pdf",
        "a page to print": "html",
    }
    links = [
        html.Li(html.A(words, href=f"{PATH}/pack/{pack.number}.{kind}", download=""))
        for words, kind in kinds.items()
    ]
    return html.Nav(
        [html.Span("Take it along:"), html.Ul(links, className="contents")],
        className="pack-choice pack-files",
        **attributes(aria_label="The pack as a file"),
    )
