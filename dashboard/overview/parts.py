"""What the overview's cards are made of: facts in, components out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import cards
from dashboard.figure_parts import empty_figure
from dashboard.filters import address
from dashboard.gaps import Filters, MixedScales
from dashboard.measures import Measure
from dashboard.overview import evidence, school, words
from dashboard.overview.facts import Area, gather
from dashboard.overview.figures import trend_figure
from dashboard.overview.words import Finding
from dashboard.sentences import as_said
from dashboard.viewer import Viewer

if TYPE_CHECKING:
    from dashboard.store.opening import Store

LISTS = ("gap", "well", "changed", "lists")
NO_STRENGTHS = (
    "Nothing stands out beyond chance in these days. That is not bad news: small differences are normal."
)
NO_CHANGES = "No gap has clearly widened since this time last year."
NO_LISTS = "No list of pupils here."


@dataclass(frozen=True)
class Links:
    """Where the links of one view lead: the same filters, on the equity page."""

    store: "Store"
    viewer: Viewer
    filters: Filters

    def to(self, area: Area, finding: Finding, place: str = "") -> str:
        """Return the address of a finding on the equity page."""
        more = {
            "measure": area.measure.name,
            "characteristic": finding.characteristic,
            "group": finding.group,
        }
        return address("/equity", self.filters, self.store, **more) + place


def area_parts(measure: Measure, links: Links) -> dict[str, Any]:
    """Return everything one area's callback fills, or why it cannot. Raises NotForThisViewer."""
    try:
        area = gather(links.store, links.viewer, measure, links.filters)
    except MixedScales as refusal:
        empty: dict[str, Any] = dict.fromkeys(LISTS)
        return cards.filled(empty_figure("Nothing is averaged."), str(refusal)) | empty
    return filled_area(area, links)


def filled_area(area: Area, links: Links) -> dict[str, Any]:
    """Return everything one area's callback fills: its card, its gaps, its part of each list."""
    gaps = words.widest(area)
    beside = [html.Span(text, className="beside") for text in words.comparisons(area)]
    card = cards.filled(
        trend_figure(area.terms, partial(as_said, measure=area.measure), area.breaks),
        [html.Span(words.headline(area), className="headline"), *beside],
        words.notes(area),
        words.as_table(area),
        about(area),
    )
    return card | {
        "gap": widest_gap(area, gaps, links),
        "well": items(area, words.strengths(area), links),
        "changed": items(area, words.setbacks(area), links),
        "lists": lists(area, gaps, links),
    }


def about(area: Area) -> cards.About:
    """Return what a reader may ask of an area's figures."""
    benchmark = f" National figure: {area.national.figure.publication}." if area.national else ""
    return cards.About(
        definition=area.measure.definition,
        source=area.measure.source + "." + benchmark,
        sql=area.measure.sql,
        method=words.METHOD,
    )


def widest_gap(area: Area, gaps: Sequence[Finding], links: Links) -> list[Component]:
    """Return the widest gap with its link, and the next two in brief."""
    if not gaps:
        return [html.P(words.no_gap(area))]
    first, *others = gaps
    parts: list[Component] = [
        html.H3("Widest gap"),
        html.P([first.words, " ", dcc.Link("Look closer", href=links.to(area, first), title=first.words)]),
    ]
    if others:
        nexts = [dcc.Link(each.group, href=links.to(area, each)) for each in others]
        parts.append(html.P(["Then: ", *[part for link in nexts for part in (link, ", ")][:-1]]))
    return parts


def items(area: Area, found: Sequence[Finding], links: Links) -> list[html.Li]:
    """Return one line a finding, each a link to its gap."""
    return [html.Li(dcc.Link(each.words, href=links.to(area, each))) for each in found]


def lists(area: Area, gaps: Sequence[Finding], links: Links) -> list[html.Li]:
    """Return the list of pupils behind the widest gap, for those who may see pupils."""
    if links.viewer != "leader" or not gaps:
        return []
    words_ = f"{area.measure.title}: the pupils behind the widest gap ({gaps[0].group})"
    return [html.Li(dcc.Link(words_, href=links.to(area, gaps[0], "#equity-pupils")))]


def roll(rows: pd.DataFrame) -> list[Component]:
    """Say how many pupils there are, in which year groups, and how large the main groups are."""
    total = school.pupils_on_roll(rows)
    years, groups = school.year_groups(rows), school.main_groups(rows)
    parts: list[Component] = [html.P(total, className="roll")]
    for label, texts in (("Year groups", years), ("Groups", groups)):
        if texts:
            parts.append(html.Ul([html.Li(text) for text in texts], **cards.attributes(aria_label=label)))
    return parts


def freshness(loaded: pd.DataFrame, today: date) -> html.Ul:
    """Say how old marks, results and support are; what is old stands out."""
    known = [evidence.known_of(source, loaded, today) for source in evidence.FRESHNESS]
    return html.Ul(
        [html.Li(f"{each.tells} {each.words}", className=each.state) for each in known],
        **cards.attributes(aria_label="How fresh the data are"),
    )


def last_import(rows: pd.DataFrame) -> html.P:
    """Say what came in last."""
    return html.P([school.last_import(rows), " ", dcc.Link("See the data", href="/data")], className="notes")


def compass(loaded: pd.DataFrame, today: date) -> html.Section:
    """Show the five components of personalised learning: what is known of each, what is not."""
    tiles = [
        html.Div(
            [
                html.H3(component.name),
                html.P(component.asks),
                html.Ul(
                    [html.Li(_known(each), className=each.state) for each in known], className="overview-list"
                ),
            ]
        )
        for component, known in evidence.compass(loaded, today).items()
    ]
    return html.Section(
        [
            html.H2("What we know, and what we do not", id="overview-compass-title"),
            html.Div(tiles, className="overview-compass"),
        ],
        className="figure-card",
        **cards.attributes(aria_labelledby="overview-compass-title"),
    )


def _known(known: evidence.Evidence) -> list[Any]:
    """Say one thing that is known, or which import brings it."""
    if known.state == "none":
        return [f"{known.tells}: nothing yet. Import ", html.Code(known.file)]
    return [f"{known.tells}: {known.words}"]
