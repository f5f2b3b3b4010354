"""What the overview's cards are made of: facts in, components out."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import cards
from dashboard.figure_parts import empty_figure
from dashboard.filters import address
from dashboard.measures import Measure
from dashboard.overview import evidence, school, words
from dashboard.overview.facts import Area, View, days, gather, gather_past, on_roll
from dashboard.overview.figures import trend_figure
from dashboard.overview.words import Finding
from dashboard.scope import MixedScales
from dashboard.sentences import as_said
from dashboard.viewer import NotForThisViewer, require_pupil_rows

# A list that was filled, with nothing: an empty one is still to come, or failed.
NOTHING = [html.Li(hidden=True)]
# What the two callbacks of an area fill, beside its card.
WITH_CARD, WITH_CHANGES = ("country", "gap", "lists"), ("since", "well", "changed")
NO_STRENGTHS = (
    "Nothing stands out beyond chance in these days. That is not bad news: small differences are normal."
)
NO_CHANGES = "No gap has clearly widened since this time last year or the year before."
NO_LISTS = "No list of pupils here."


def link(view: View, finding: Finding, place: str = "") -> str:
    """Return the address of a finding on the equity page, with the same filters."""
    more = {
        "measure": finding.measure,
        "characteristic": finding.characteristic,
        "group": finding.group,
    }
    return address("/equity", view.filters, view.store, **more) + place


def area_card(view: View, measure: Measure) -> dict[str, Any]:
    """Return what fills one area's card, or why nothing can. Raises NotForThisViewer."""
    try:
        area = gather(view, measure)
    except MixedScales as refusal:
        empty = {"country": "", "gap": None, "lists": NOTHING}
        return cards.filled(empty_figure("Nothing is averaged."), str(refusal)) | empty
    say = partial(as_said, measure=measure)
    gaps = words.widest(area)
    figure = trend_figure(area.terms, say, area.breaks)
    is_figure = words.is_known(area.now.everyone)
    sentence = html.Span(words.headline(area), className="headline" if is_figure else "")
    table = pd.DataFrame(words.term_rows(area))
    return cards.filled(figure, [sentence], words.notes(area), table, about(area)) | {
        "country": words.beside_country(area),
        "gap": widest_gap(area, gaps, view),
        "lists": lists(area, gaps, view),
    }


def area_changes(view: View, measure: Measure) -> dict[str, Any]:
    """Return what an area says of years before; nothing where scales mix. Raises NotForThisViewer."""
    try:
        pasts = gather_past(view, measure)
    except MixedScales:
        return {"since": "", "well": NOTHING, "changed": NOTHING}
    return {
        "since": words.since_last_year(pasts[0]),
        "well": items(words.strengths(pasts), view),
        "changed": items(words.setbacks(pasts), view),
    }


def about(area: Area) -> cards.About:
    """Return what a reader may ask of an area's figures."""
    benchmark = f" National figure: {area.national.figure.publication}." if area.national else ""
    return cards.About(
        definition=area.measure.definition,
        source=area.measure.source + "." + benchmark,
        sql=area.measure.sql,
        method=words.METHOD,
        measure=area.measure.name,
    )


def widest_gap(area: Area, gaps: Sequence[Finding], view: View) -> list[Component]:
    """Return the widest gap with its link, and the next two in brief."""
    if not gaps:
        return [html.P(words.no_gap(area))]
    first, *others = gaps
    title = "Widest difference" if area.measure.good == "neither" else "Widest gap"
    nexts = [part for each in others for part in (", ", dcc.Link(each.brief, href=link(view, each)))][1:]
    return [
        html.H3(title),
        html.P([first.words, " ", look_closer(view, first)]),
        *([html.P(["Then ", *nexts])] if nexts else []),
    ]


def items(found: Sequence[Finding], view: View) -> list[html.Li]:
    """Return one line a finding, with the link to its gap."""
    return [html.Li([each.words, " ", look_closer(view, each)]) for each in found] or NOTHING


def look_closer(view: View, finding: Finding) -> dcc.Link:
    """Return the link to a gap; what it is about is said to those who hear it apart from its sentence."""
    about_what = html.Span(f": {finding.brief}", className="visually-hidden")
    return dcc.Link(["Look closer", about_what], href=link(view, finding))


def lists(area: Area, gaps: Sequence[Finding], view: View) -> list[html.Li]:
    """Return the lists of pupils behind the widest gaps, for those who may see pupils."""
    try:
        require_pupil_rows(view.viewer)
    except NotForThisViewer:
        return NOTHING
    if area.measure.good == "neither":
        return NOTHING
    title = area.measure.title
    return [
        html.Li([f"{title}: ", dcc.Link(gap.brief, href=link(view, gap, "#equity-pupils"))]) for gap in gaps
    ] or NOTHING


def roll(view: View) -> list[Component]:
    """Say which school it is, how many pupils there are, in which year groups, and the main groups."""
    rows = on_roll(view)
    parts: list[Component] = [
        html.P(
            [
                html.Strong(school.names(view)),
                " ",
                school.pupils_on_roll(rows, days(view)[1] == view.known.last_day),
            ],
            className="roll",
        )
    ]
    for label, texts in (("Year groups", school.year_groups(rows)), ("Groups", school.main_groups(rows))):
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
