"""What the page of self-evaluation is made of: facts in, components out."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.cards import attributes, day
from dashboard.evaluation import knowing
from dashboard.evaluation.binding import Check, Checked, link, subject
from dashboard.evaluation.headings import OWN, Heading, Headings
from dashboard.evaluation.headlines import Headline
from dashboard.evaluation.judgement import Reading, Version
from dashboard.evaluation.knowing import Known
from dashboard.filters import address
from dashboard.overview.facts import View
from dashboard.overview.school import names
from dashboard.overview.words import Finding

if TYPE_CHECKING:
    from dashboard.store.opening import Store

PATH = "/evaluation"
NONE_YET = "No judgement yet. Write the first one below, or take one that the figures propose."
AS_IT_WAS = "It stands: its figures have not moved, or no more than chance would move them."
LEGEND = "\u25cf up to date, \u25d0 old, \u25cb not brought or not to be seen"
NO_FIGURE = "It stands by itself: it rests on no figure."


def sets(offered: dict[str, str], chosen: Headings) -> html.Nav:
    """Return the choice of headings."""
    links = [
        html.Li(
            html.Strong(label)
            if name == chosen.name
            else dcc.Link(label, href=f"{PATH}?headings={name}", id=f"evaluation-set-{name}")
        )
        for name, label in offered.items()
    ]
    return html.Nav(html.Ul(links, className="contents"), **attributes(aria_label="Headings"))


def section(name: str, title: str) -> html.Section:
    """Lay out a part of the page that is filled once the page is there."""
    return html.Section(
        [
            html.H2(title, id=f"evaluation-{name}-title"),
            html.Div(html.P("Working it out.", className="notes"), id=f"evaluation-{name}"),
        ],
        className=f"figure-card evaluation-part-{name}",
        **attributes(aria_labelledby=f"evaluation-{name}-title"),
    )


def compass(
    view: View, found: Sequence[tuple[Heading, Headline, list[Known]]], headings: Headings
) -> list[Component]:
    """Show every heading: its headline, and which of its practices can be seen."""
    tiles = [tile(view, *each) for each in found]
    last = view.known.last_day
    return [
        *([html.P(f"{names(view)} \u00b7 data to {day(last)}", className="scope")] if last else []),
        html.P(LEGEND, className="notes", hidden=headings.name == OWN),
        html.Div(tiles, className="overview-compass evaluation-compass"),
    ]


def tile(view: View, heading: Heading, headline: Headline, known: list[Known]) -> html.Div:
    """Show one heading on the page of all."""
    return html.Div(
        [
            html.H3(heading.label),
            html.P(heading.asks, className="evaluation-asks"),
            *headline_parts(view, headline, known),
            html.Ul(
                [html.Li(practice(each), className=each.state) for each in known], className="overview-list"
            ),
        ]
    )


def headline_parts(view: View, headline: Headline, known: list[Known]) -> list[Component]:
    """Say what goes well first, then the widest gap; where there is neither, what is known."""
    told: list[Component] = []
    for kind, label in ((headline.strengths, "Going well"), (headline.gaps, "Widest gap")):
        told += [html.P([html.Strong(f"{label}. "), *said(view, kind[0])])] if kind else []
    if not told and headline.level:
        told = [html.P(f"{headline.level} No gap that chance does not explain.")]
    if not told:
        told = [html.P(each) for each in knowing.best(known)]
    counted = knowing.seen(known)
    return [*told, html.P(f"{counted}.", className="evaluation-seen")] if counted else told


def said(view: View, finding: Finding) -> list[Any]:
    """Say a finding, with the link to its gap."""
    more = {name: getattr(finding, name) for name in ("measure", "characteristic", "group")}
    about = html.Span(f": {finding.brief}", className="visually-hidden")
    closer = dcc.Link(["Look closer", about], href=address("/equity", view.filters, view.store, **more))
    return [finding.words, " ", closer]


def practice(known: Known) -> list[Any]:
    """Say what is known of one practice, or which import would bring it."""
    one = known.practice
    if known.state == "unseen":
        return [f"{one.label}: {known.words}."]
    name = dcc.Link(one.label, href=one.page) if known.state != "none" else one.label
    if known.state == "none":
        return [name, f": {known.words}. Import ", html.Code(one.file)]
    return [name, f": {known.words}"]


def judgements(
    store: "Store", headings: Headings, checked: Sequence[Checked], damaged: Sequence[str]
) -> list[Component]:
    """Show every judgement that stands under its heading, those that are stale counted at the top."""
    standing = [each for each in checked if each.judgement.stands]
    stale = sum(bool(each.stale) for each in standing)
    top = [html.P(counted(len(standing), stale), className="answer")] if standing else [html.P(NONE_YET)]
    broken = [html.P(each, className="evaluation-damaged") for each in damaged]
    parts: list[Component] = [*top, *broken]
    for heading, mine in placed(headings, standing):
        parts += [html.H3(heading), *(card(store, headings, each) for each in mine)]
    aside = [each for each in checked if not each.judgement.stands]
    if aside:
        trails = [html.Li([each.judgement.now.text, trail(each)]) for each in aside]
        parts.append(html.Details([html.Summary(f"Set aside ({len(aside)})"), html.Ul(trails)]))
    return parts


def counted(judgements: int, stale: int) -> str:
    """Say how many judgements there are, and how many are stale."""
    noun = "judgement" if judgements == 1 else "judgements"
    if not stale:
        return f"{judgements} {noun}: the figures behind {'it' if judgements == 1 else 'them'} still say so."
    return f"{judgements} {noun}, {stale} stale: look again at {'it' if stale == 1 else 'them'}."


def placed(headings: Headings, found: Sequence[Checked]) -> list[tuple[str, list[Checked]]]:
    """Return the judgements under each heading of a set; those of other sets by what they measure."""
    places: dict[str, list[Checked]] = {each.code: [] for each in headings.headings}
    others: list[Checked] = []
    for each in found:
        places.get(place_of(headings, each.judgement.now), others).append(each)
    named = [(each.label, places[each.code]) for each in headings.headings if places[each.code]]
    return [*named, *([("Under other headings", others)] if others else [])]


def place_of(headings: Headings, version: Version) -> str:
    """Return the heading that a judgement stands under in this set; empty where it has none there."""
    if version.headings == headings.name:
        return version.heading
    measured = [bound.measure for bound, _said in version.figures]
    return next((each.code for each in headings.headings if set(measured) & set(each.measures)), "")


def card(store: "Store", headings: Headings, checked: Checked) -> html.Article:
    """Show one judgement: what it says, whether it stands, its figures then and now, and its history."""
    judgement, now = checked.judgement, checked.judgement.now
    again = f"{PATH}?headings={headings.name}&judgement={judgement.id}#evaluation-write"
    state = AS_IT_WAS if now.figures else NO_FIGURE
    if checked.stale:
        state = f"Stale: look again. {checked.stale}"
    name = html.Span(f": {now.text}", className="visually-hidden")
    return html.Article(
        [
            html.P(now.text, className="evaluation-text"),
            html.P(state, className="evaluation-state"),
            html.Ul([html.Li(figure(store, each)) for each in checked.figures]),
            html.P(
                [
                    f"{now.deed.capitalize()} by {now.by} on {when(now)}. ",
                    dcc.Link(["Look again", name], href=again),
                ],
                className="notes",
            ),
            trail(checked),
        ],
        className="evaluation-judgement stale" if checked.stale else "evaluation-judgement",
        id=f"evaluation-{judgement.id}",
    )


def figure(store: "Store", check: Check) -> list[Any]:
    """Show a figure that a judgement rests on: what it is about, how it has gone, what it says now."""
    about = subject(check.bound)
    place = dcc.Link(about, href=link(store, check.bound)) if check.now else html.Span(about)
    now = f" {' '.join(check.now.sentences)}" if check.now and check.state != "unchanged" else ""
    scope = check.now.scope if check.now else check.then.scope
    return [place, f" ({scope}). {check.sentence}{now}"]


def trail(checked: Checked) -> html.Details:
    """Show every step of a judgement, the latest first, with its figures as they were."""
    steps = [html.Li(step(each)) for each in reversed(checked.judgement.versions)]
    number = f"{len(steps)} step" if len(steps) == 1 else f"{len(steps)} steps"
    return html.Details([html.Summary(f"Evidence trail ({number})"), html.Ol(steps)])


def step(version: Version) -> list[Component]:
    """Show one step: what was done by whom and when, the words, and what the figures said then."""
    figures = [html.Li(f"{subject(bound)}: {then(reading)}") for bound, reading in version.figures]
    return [
        html.P(html.Strong(f"{version.deed.capitalize()} by {version.by} on {when(version)}")),
        html.P(version.text),
        *([html.Ul(figures)] if figures else []),
    ]


def then(reading: Reading) -> str:
    """Say what a figure said, of whom and from data of which day."""
    to = f"; data to {day(date.fromisoformat(reading.data_to))}" if reading.data_to else ""
    return f"{' '.join(reading.sentences)} ({reading.scope}{to})"


def when(version: Version) -> str:
    """Return the day of a step."""
    return day(datetime.fromisoformat(version.at).date())
