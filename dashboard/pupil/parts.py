"""What the cards of the pupil page are made of."""

import datetime
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard import lists
from dashboard.cards import About, about_parts, attributes, graph
from dashboard.figure_parts import Figure
from dashboard.pupil.record import Person
from dashboard.pupil.standing import Point

Part = Component | str | None


def card(card_id: str, title: str, *parts: Part, wide: bool = False) -> html.Section:
    """Return a card under its title; parts that are None are left out."""
    return html.Section(
        [html.H2(title, id=f"{card_id}-title"), *(part for part in parts if part is not None)],
        id=card_id,
        className="figure-card pupil-wide" if wide else "figure-card",
        **attributes(aria_labelledby=f"{card_id}-title"),
    )


def drawing(card_id: str, figure: Figure) -> html.Figure:
    """Return a figure that is there at once, named by its card."""
    drawn = graph(f"{card_id}-graph", figure["layout"]["height"])
    setattr(drawn, "figure", figure)  # noqa: B010 - Dash makes its properties as it goes
    return html.Figure(drawn, role="group", **attributes(aria_labelledby=f"{card_id}-title"))


def listed(sentences: list[str], class_name: str = "") -> Component | None:
    """Return sentences as a list; None where there are none."""
    return html.Ul([html.Li(sentence) for sentence in sentences], className=class_name) if sentences else None


def caution(sentence: str) -> Component | None:
    """Return a sentence that a reader should not miss; None where there is none."""
    return html.P(sentence, className="caution") if sentence else None


def pointed(points: list[Point]) -> list[Component]:
    """Return sentences under their headings."""
    found: list[Component] = []
    for heading in dict.fromkeys(point.heading for point in points):
        mine = [html.Li(point.sentence) for point in points if point.heading == heading]
        found += [html.H3(heading), html.Ul(mine)]
    return found


def what_is_this(about: About, last_day: datetime.date | None) -> html.Details:
    """Return the definitions behind a card and the age of its data, folded away."""
    parts = about_parts(replace(about, data_date=last_day))
    return html.Details([html.Summary("What is this?"), html.Div(parts, className="opened")])


def name_of(person: Person) -> Component:
    """Return the pupil's name, marked so that it can be hidden."""
    return lists.name(person.name, person.school, person.pupil)
