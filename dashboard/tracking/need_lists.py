"""The pupils of a class by need: groups to teach together, and the grid of pupils and topics. For leaders."""

from math import isnan

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.cards import attributes
from dashboard.lists import linked_name
from dashboard.tracking.figures_needs import percent
from dashboard.tracking.need_words import for_everyone
from dashboard.tracking.needs import Group, Needs
from dashboard.tracking.wording import pupils

STRONGEST = 0.5  # of a cell's shade: words keep their contrast in both themes
NO_GROUPS = "No need is shared by three pupils or more: ordinary lessons will do."


def groups_named(needs: Needs, people: pd.DataFrame) -> Component:
    """Return the groups to teach next, each with its topic and its pupils."""
    rest = dict(zip(needs.topics["topic"], needs.topics["rest"], strict=True))
    parts: list[Component] = []
    if needs.everyone:
        parts.append(html.P(for_everyone(needs)))
    parts += [_group(group, needs, people, rest[group.topic]) for group in needs.groups]
    return html.Div(parts or [html.P(NO_GROUPS)], className="need-groups")


def _group(group: Group, needs: Needs, people: pd.DataFrame, rest: float) -> html.Section:
    """Return one group: its topic, what its pupils have of the marks, and who they are."""
    column = needs.topics["topic"].tolist().index(group.topic)
    mean = float(needs.shares[group.pupils, column].mean())
    beside = "" if isnan(rest) else f"; rest of the year group {percent(rest)}"
    return html.Section(
        [
            html.H3(f"{group.topic}: {pupils(len(group.pupils))}"),
            html.P(f"On average {percent(mean)} of the marks{beside}.", className="notes"),
            html.Ul([html.Li(_linked(people.iloc[place])) for place in group.pupils]),
        ]
    )


def _linked(person: pd.Series) -> Component:
    """Return a pupil's name, leading to the pupil's page."""
    if not isinstance(person["pupil"], str):
        return html.Span("A pupil who is not on roll")
    parts = [part for part in (person["surname"], person["forename"]) if isinstance(part, str)]
    school, pupil = str(person["school"]), person["pupil"]
    return linked_name(", ".join(parts) or pupil, school, pupil)


def grid(needs: Needs, people: pd.DataFrame, class_name: str) -> Component:
    """Return the table of pupils and topics: the share of the marks in each, the strongest topic first."""
    topics = needs.topics
    head = html.Thead(html.Tr([html.Th(each, scope="col") for each in ("Pupil", *topics["topic"])]))
    means = [
        _row(html.Span(class_name), topics["value"].tolist(), "of-all"),
        _row(html.Span("Rest of the year group"), topics["rest"].tolist(), "of-all"),
    ]
    order = people.assign(place=range(len(people))).sort_values(["surname", "forename"], kind="stable")
    rows = [
        _row(_linked(people.iloc[place]), needs.shares[place].tolist()) for place in order["place"].tolist()
    ]
    table = html.Table(
        [html.Caption("Share of the marks in each topic, percent"), head, html.Tbody([*means, *rows])],
        className="table need-grid",
    )
    label = f"Topics of {class_name}"
    return html.Div(
        table, className="table-wrap", tabIndex="0", role="region", **attributes(aria_label=label)
    )


def _row(heading: Component, shares: list[float], css: str = "") -> html.Tr:
    """Return one row of the grid; no data is said, and is no zero."""
    return html.Tr([html.Th(heading, scope="row"), *(_cell(share) for share in shares)], className=css)


def _cell(share: float) -> html.Td:
    """Return one shaded cell."""
    if isnan(share):
        return html.Td("no data", className="no-data")
    shade = f"rgba(11, 98, 112, {STRONGEST * share:.2f})"
    return html.Td(percent(share).removesuffix("%"), style={"background": shade})
