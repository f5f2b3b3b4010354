"""What a callback of the tracking page was asked, and its answer: from memory where it was asked before."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import numpy as np
from dash import html

from dashboard.cards import attributes, filled
from dashboard.figure_parts import empty_figure
from dashboard.filter_choices import Choices, choices
from dashboard.filters import parse
from dashboard.members import groups, members
from dashboard.scope import Filters, MixedScales, people, whole
from dashboard.second import card
from dashboard.shell import context
from dashboard.viewer import NotForThisViewer, Viewer, require_fine_tables

if TYPE_CHECKING:
    from dashboard.store.opening import Store

FOR_LEADERS = (
    "For school leaders: governors see one characteristic at a time, on the page about equity gaps, "
    "so that no pupil can be known."
)
NAMES_FOR_LEADERS = "Names are for school leaders at their own screens: here you see groups only."
SOURCE = "This project's definition"
YEAR_GROUP = "Year group"
Fill = Callable[..., dict[str, Any]]


@dataclass(frozen=True)
class Asked:
    """Who asks, about whom. The filters are checked, and their dates may be open."""

    store: "Store"
    viewer: Viewer
    filters: Filters

    @property
    def known(self) -> Choices:
        """Return what the school has to choose from."""
        return choices(self.store)

    @property
    def scope(self) -> dict[str, Any]:
        """Return the filters as the queries take them, with no date left open."""
        return whole(self.store, self.filters)

    @property
    def people(self) -> dict[str, Any]:
        """Return the filters that choose pupils, and the last day, which says where each was."""
        return {name: value for name, value in self.scope.items() if name not in ("from_date", "subject")}


def asked(filters: dict[str, Any]) -> Asked:
    """Return what a callback was sent. Raises BadRequest for what the page never offers."""
    store = context.store()
    return Asked(store, context.viewer(), parse(filters, store))


def answered(fill: Fill) -> Fill:
    """Let ``fill(view, **controls)`` fill a card, in words alone where there is nothing to draw.

    It is only asked where the viewer may see tables finer than one characteristic.
    """

    @wraps(fill)
    def answer(filters: dict[str, Any], **controls: object) -> dict[str, Any]:
        """Answer with the card for these filters and the card's own controls."""
        view = asked(filters)
        params = {**view.filters, "controls": json.dumps(controls, sort_keys=True)}
        sent = {"filters": filters, **controls}
        what = ("tracking", fill.__module__, fill.__name__, view.viewer)
        return card(view.store, what, params, answer, sent, lambda: in_words(fill, view, controls))

    return answer


def in_words(fill: Fill, view: Asked, controls: dict[str, object]) -> dict[str, Any]:
    """Fill a card, or say why it stays empty."""
    try:
        require_fine_tables(view.viewer)
        return fill(view, **controls)
    except MixedScales as several:
        return filled(empty_figure("Choose a subject or a year group above."), str(several))
    except NotForThisViewer:
        return filled(empty_figure("Not shown here."), FOR_LEADERS)


def years_of(view: Asked) -> list[str]:
    """Return the labels of the year groups that the pupils chosen are in on the last day, in order."""
    if YEAR_GROUP not in groups_of(view.known):
        return []
    places = np.unique(members(view.store, YEAR_GROUP, view.scope)[1])
    return [str(label) for label in groups(view.store)["group"][places]]


def only_year(view: Asked) -> str:
    """Return the label of the year group that all the pupils chosen are in; nothing where of several."""
    found = years_of(view) if any(people(view.filters).values()) else []
    return found[0] if len(found) == 1 else ""


def groups_of(known: Choices) -> dict[str, list[str]]:
    """Return the groups of every characteristic."""
    found: dict[str, list[str]] = {}
    for choice in known.groups:
        found.setdefault(choice.heading, []).append(choice.label)
    return found


def may_see_fine_tables(viewer: Viewer) -> bool:
    """Say whether the viewer may see tables finer than one characteristic."""
    try:
        require_fine_tables(viewer)
    except NotForThisViewer:
        return False
    return True


def folded_away(title: str, cards: list[html.Section]) -> html.Details:
    """Return cards that one reader in ten asks for, behind a line that opens them."""
    return html.Details([html.Summary(title), html.Div(cards, className="page-body")], className="folded")


def not_here(card_id: str, question: str, words: str) -> html.Section:
    """Return what stands in place of a card that the viewer may not see."""
    heading = html.H2(question, id=f"{card_id}-question", className="question")
    return html.Section(
        [heading, html.P(words, className="answer")],
        id=card_id,
        className="figure-card",
        **attributes(aria_labelledby=f"{card_id}-question"),
    )
