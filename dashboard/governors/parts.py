"""What the governors' page is put together from."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.cards import About, attributes, day, figure_card, filled, table
from dashboard.figure_parts import Figure
from dashboard.governors.figures import percent
from dashboard.packs import EVERYONE, Outcome, Pack, Said, Table

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


def frame(found: Table, outcome: Outcome | None) -> pd.DataFrame:
    """Return a table's figures as a reader sees them."""
    rows = []
    for figure in found.figures:
        row = {"Group": figure.group, "Pupils": "" if figure.pupils is None else f"{figure.pupils:,}"}
        if outcome:
            between = "" if figure.low is None else f"{percent(figure.low)} to {percent(figure.high or 0.0)}"
            row[outcome.title] = "" if figure.value is None else percent(figure.value)
            row["Likely between"] = between
        rows.append({**row, "Not shown because": figure.hidden})
    return pd.DataFrame(rows)


def counts(pack: Pack) -> html.Section:
    """Show who is in the school: the pupils of each group, year by year."""
    shown = []
    for name in (EVERYONE, *pack.characteristics):
        latest = pack.table(name)
        if latest is None:
            continue
        rows = []
        for figure in latest.figures:
            row = {name: figure.group}
            for year in pack.years:
                earlier = pack.table(name, None, year)
                mine = earlier.figure(figure.group) if earlier else None
                known = mine.pupils if mine else None
                row[year] = "fewer than 10" if known is None else f"{known:,}"
            rows.append(row)
        wrapped = html.Div(table(pd.DataFrame(rows), name), className="table-wrap", tabIndex="0")
        shown.append(html.Details([html.Summary(name), wrapped]))
    return section("Who is in the school", "pack-counts", *shown)


def averages(pack: Pack) -> html.Section | None:
    """Show the averages of the school over the years and of its year groups now."""
    if not pack.averages:
        return None
    rows = [
        {
            "Measure": measure.title,
            "Of": each.group,
            "Year": each.year,
            "Pupils": f"{each.pupils:,}",
            "Average": say_average(measure, each.value, each.step or 0.0),
        }
        for measure in pack.averaged
        for each in pack.averages
        if each.measure == measure.name and each.value is not None and each.pupils is not None
    ]
    wrapped = html.Div(table(pd.DataFrame(rows), "Averages"), className="table-wrap", tabIndex="0")
    words = "Averages are rounded so that no single pupil can be seen in them."
    return section(
        "Averages", "pack-averages", html.P(words), html.Details([html.Summary("Show the averages"), wrapped])
    )


def say_average(measure: Outcome, value: float, step: float) -> str:
    """Say an average, no finer than its step."""
    share = 100 if measure.kind == "ratio" else 1
    places = next((count for count in range(4) if round(share * step * 10**count, 6) % 1 == 0), 3)
    unit = "%" if measure.kind == "ratio" else f" {measure.unit}"
    return f"{share * value:.{places}f}{unit}"


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
    return section("What each figure counts", "pack-definitions", folded)


def not_shown(pack: Pack) -> html.Section:
    """Say what is hidden, and why."""
    rows = pd.DataFrame([{"Not shown": each.what, "Because": each.why} for each in pack.hidden])
    wrapped = html.Div(table(rows, "What is not shown"), className="table-wrap", tabIndex="0")
    return section(
        "What is not shown, and why",
        "pack-hidden",
        html.P(pack.rule),
        html.Details([html.Summary(f"{len(rows)} things are not shown"), wrapped]),
    )


def years_frame(pack: Pack, outcome: Outcome, characteristic: str) -> pd.DataFrame:
    """Return an outcome of each group in each year as a reader sees it."""
    found: dict[str, dict[str, str]] = {}
    for year in pack.years:
        known = pack.table(characteristic, outcome.name, year)
        for figure in known.figures if known else ():
            value = f"not shown ({figure.hidden})" if figure.value is None else percent(figure.value)
            found.setdefault(figure.group, {"Group": figure.group})[year] = value
    return pd.DataFrame(list(found.values())).fillna("not in this pack")


def day_of(pack: Pack) -> str:
    """Return the day that a pack's data reach."""
    return day(date.fromisoformat(pack.data_date))


def stamp(pack: Pack) -> html.P:
    """Say which pack this is."""
    when, data = (day(date.fromisoformat(each)) for each in (pack.published_on, pack.data_date))
    by = f" by {pack.by}" if pack.by else ""
    which = f"pack {pack.number}, published {when}{by}"
    return html.P(f"{', '.join(pack.schools)} · {which} · data to {data}. {pack.window}", className="scope")
