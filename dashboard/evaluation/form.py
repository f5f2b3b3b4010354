"""Where a judgement is written, looked at again, or set aside: words, and the figures it rests on."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.cards import attributes
from dashboard.evaluation.headings import Heading, Headings
from dashboard.evaluation.judgement import LONGEST, MOST_FIGURES, Judgement
from dashboard.filters import FILTERS
from dashboard.measures import MEASURES
from dashboard.overview.words import Finding

NO_CHARACTERISTIC = "nobody: all pupils together"
NO_GROUP = "the usual group"
NO_MEASURE = "no figure"
Options = list[dict[str, str]]


def section(
    headings: Headings,
    query: Mapping[str, Any],
    groups: Mapping[str, list[str]],
    judgement: Judgement | None,
    by: str,
    text: str = "",
) -> html.Section:
    """Lay out the form as an address sets it: for a new judgement, or for one to look at again."""
    title = "Look at this judgement again" if judgement else "Write a judgement"
    now = judgement.now if judgement else None
    heading = now.heading if now and now.headings == headings.name else str(query.get("heading") or "")
    return html.Section(
        [
            html.H2(title, id="evaluation-write-title"),
            html.P(
                "Say in a sentence or two what you judge, and bind it to the figures that it rests on. They "
                "are worked out anew each time the page opens. Write no pupil's name."
            ),
            html.Div(
                [
                    *_select("heading", "Heading", heading_options(headings), heading),
                    *_text("text", "Judgement", now.text if now else text, 4, LONGEST),
                ],
                className="evaluation-fields",
            ),
            figures(query, groups, is_new=judgement is None),
            html.Div(
                [
                    *_input(by),
                    html.Button("Save", id="evaluation-save", type="button", className="desk-primary"),
                    html.Button(
                        "Set aside",
                        id="evaluation-aside",
                        type="button",
                        className="quiet",
                        hidden=judgement is None,
                    ),
                ],
                className="evaluation-fields",
            ),
            html.P(id="evaluation-said", role="status"),
            dcc.Store(id="evaluation-about", data=about(headings, query, judgement)),
        ],
        id="evaluation-write",
        className="figure-card evaluation-write",
        **attributes(aria_labelledby="evaluation-write-title"),
    )


def about(headings: Headings, query: Mapping[str, Any], judgement: Judgement | None) -> dict[str, Any]:
    """Return what the form is about: the set of headings, the filters of its figure, and which judgement."""
    return {
        "headings": headings.name,
        "filters": {name: query[name] for name in FILTERS if query.get(name)},
        "judgement": judgement.id if judgement else "",
        "seen": len(judgement.versions) if judgement else 0,
    }


def figures(query: Mapping[str, Any], groups: Mapping[str, list[str]], is_new: bool) -> html.Fieldset:
    """Lay out the choice of figures; a judgement that is looked at again keeps those that it has."""
    characteristic = query.get("characteristic") if query.get("characteristic") in groups else ""
    mine = groups.get(str(characteristic), [])
    group = query.get("group") if query.get("group") in mine else ""
    measure = query.get("measure") if query.get("measure") in MEASURES else ""
    measures = [{"label": each.title, "value": name} for name, each in MEASURES.items()]
    label = f"More figures: links to Equity gaps (Copy link there), one a line, {MOST_FIGURES - 1} at most"
    return html.Fieldset(
        [
            html.Legend("The figure that it rests on"),
            html.Div(_select("measure", "Measure", [_none(NO_MEASURE), *measures], str(measure))),
            html.Div(
                _select(
                    "characteristic",
                    "Compare by",
                    [_none(NO_CHARACTERISTIC), *_options(groups)],
                    str(characteristic),
                )
            ),
            html.Div(_select("group", "Group", group_options(mine), str(group))),
            html.P(id="evaluation-figure", role="status", className="evaluation-figure"),
            html.Div(_text("links", label, "", 2, 4000), className="evaluation-links"),
        ],
        hidden=not is_new,
        className="evaluation-figures",
    )


def heading_options(headings: Headings) -> Options:
    """Return the headings of a set."""
    return [{"label": each.label, "value": each.code} for each in headings.headings]


def group_options(groups: Sequence[str]) -> Options:
    """Return the groups of a characteristic, the usual one first."""
    return [_none(NO_GROUP), *_options(groups)]


def proposals(headings: Headings, found: Sequence[tuple[Heading, Finding]]) -> list[Component]:
    """Show what the figures propose: taken with a click, worded by a leader."""
    if not found:
        return [html.P("Nothing stands out beyond chance: write what you see yourselves.")]
    items = [html.Li([finding.words, " ", take(headings, heading, finding)]) for heading, finding in found]
    return [html.Ul(items, className="overview-list")]


def take(headings: Headings, heading: Heading, finding: Finding) -> dcc.Link:
    """Return the link that takes a proposal into the form."""
    named = {name: getattr(finding, name) for name in ("measure", "characteristic", "group")}
    address = urlencode({"headings": headings.name, "heading": heading.code, **named})
    name = html.Span(f": {finding.brief}", className="visually-hidden")
    return dcc.Link(["Take this", name], href=f"/evaluation?{address}#evaluation-write")


def _select(name: str, label: str, options: Options, value: str) -> list[Component]:
    """Return a menu under its label."""
    none = next((each["label"] for each in options if not each["value"]), "")  # shown where nothing is chosen
    known = value if value in [each["value"] for each in options] else options[0]["value"] if options else ""
    return [
        html.Label(label, htmlFor=f"evaluation-{name}"),
        dbc.Select(options, known, id=f"evaluation-{name}", size="sm", placeholder=none),
    ]


def _text(name: str, label: str, value: str, rows: int, longest: int) -> list[Component]:
    """Return a field for words under its label."""
    return [
        html.Label(label, htmlFor=f"evaluation-{name}"),
        dbc.Textarea(id=f"evaluation-{name}", value=value, rows=rows, maxlength=longest),
    ]


def _input(by: str) -> list[Component]:
    """Return the field for the writer's name; whoever has signed in is known, and is not asked."""
    return [
        html.Label("Your name", htmlFor="evaluation-by", hidden=bool(by)),
        dbc.Input(
            id="evaluation-by",
            type="hidden" if by else "text",
            value=by or None,
            maxlength=80,
            autocomplete="name",
        ),
    ]


def _none(label: str) -> dict[str, str]:
    """Return the choice of nothing."""
    return {"label": label, "value": ""}


def _options(values: Sequence[str] | Mapping[str, Any]) -> Options:
    """Return the options of a menu."""
    return [{"label": value, "value": value} for value in values]
