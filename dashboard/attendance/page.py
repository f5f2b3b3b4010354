"""Attendance page: who is missing school, when and why, and whom to ring."""

from typing import TYPE_CHECKING, Any

import dash_bootstrap_components as dbc
from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from dashboard.attendance import attained, held, lists, unmarked, when, who, why
from dashboard.attendance.view import loaded
from dashboard.cards import attributes, card_outputs, figure_card, invitation, on_this_page
from dashboard.filters import FILTERS
from dashboard.measures import MEASURES
from dashboard.shell import context
from dashboard.viewer import LIVE

if TYPE_CHECKING:
    from dashboard.store.opening import Store

PATH, TITLE, HEADING = "/attendance", "Attendance", "Who is missing school, and when?"
VIEWERS = LIVE

# Every card under the two lists, down the page: its question, and what answers it.
CARDS = {
    "attendance-weeks": ("How much school is missed, week by week?", when.weeks),
    "attendance-days": ("Which days are missed?", when.days),
    "attendance-persistent": ("How many miss a tenth of school, or half?", who.persistent),
    "attendance-years": ("Which year groups miss most?", who.years),
    "attendance-weekdays": ("Is one day of the week missed more?", when.weekdays),
    "attendance-patterns": ("Mornings, afternoons, days next to a holiday?", when.patterns),
    "attendance-reasons": ("Why are sessions missed?", why.reasons),
    "attendance-late": ("How often do pupils come late?", why.late),
    "attendance-gaps": ("Which groups miss more school?", who.forest),
    "attendance-attained": ("Do pupils who miss more do less well?", attained.attained),
}
PLACES = {
    "attendance-ring": "Who to ring",
    "attendance-back": "Who has come back",
    "attendance-weeks": "Weeks",
    "attendance-days": "Days",
    "attendance-persistent": "A tenth or half",
    "attendance-years": "Year groups",
    "attendance-weekdays": "Days of the week",
    "attendance-patterns": "Half days, holidays",
    "attendance-reasons": "Reasons",
    "attendance-late": "Lateness",
    "attendance-gaps": "Groups",
    "attendance-attained": "Results",
}
MEASURE = Input("attendance-measure", "value")


def layout(**query: str | list[str]) -> Component:
    """Lay out the page; its figures follow the filter bar.

    A school without attendance has the page too, out of sight: Dash checks every callback against it.
    """
    has_data = has_attendance()
    ways = [unmarked.place(), *(lists.card(each) for each in lists.CARDS)]
    page = [on_this_page(PLACES), *ways, *(_card(each, query) for each in CARDS), lessons()]
    return html.Div(
        [
            html.Div(_nothing_yet(), hidden=has_data),
            html.Div(page, className="page-body attendance", hidden=not has_data),
        ]
    )


def has_attendance() -> bool:
    """Say whether the school holds marks or totals."""
    store = context.store()
    return not store.is_empty and bool(loaded(store)[["marks", "totals"]].any())


def _nothing_yet() -> Component:
    """Return what stands here until there is attendance."""
    return invitation(
        "No attendance yet",
        "Import the attendance export: a row a pupil, day and session (AM, PM) with its code. "
        "Where only totals are at hand, import attendance_totals.",
        html.Code("evenhand template attendance > attendance.csv"),
    )


def _card(card_id: str, query: dict[str, Any]) -> html.Section:
    """Return one empty card, with what only it has under its sentence."""
    card = figure_card(card_id, CARDS[card_id][0])
    card.children[2:2] = {
        "attendance-gaps": [html.Ul(id="attendance-gaps-links", className="attendance-links")],
        "attendance-attained": [measures(query)],
    }.get(card_id, [])
    return card


def measures(query: dict[str, Any]) -> html.Div:
    """Return the choice of what attainment is measured by."""
    options = [{"label": MEASURES[name].title, "value": name} for name in attained.OFFERED]
    asked = query.get("measure")
    chosen = asked if asked in attained.OFFERED else attained.OFFERED[0]
    menu = dbc.Select(options, chosen, id="attendance-measure", size="sm")
    label = html.Label("Measured by", htmlFor="attendance-measure")
    return html.Div([label, menu], className="filter-field attendance-measure")


def lessons() -> html.Section:
    """Return what cannot be told of single subjects, and which export would."""
    return html.Section(
        [
            html.H2("One subject's lessons?", id="attendance-lessons-question", className="question"),
            html.P(
                "Marks for a morning and an afternoon do not say which lesson was missed. The lesson "
                "registers of your school's system (a mark a lesson) would; they are not taken in yet.",
                className="answer",
            ),
        ],
        className="figure-card attendance-wide",
        **attributes(aria_labelledby="attendance-lessons-question"),
    )


def warm(store: "Store") -> None:
    """Fetch what every card about weeks adds up."""
    held.warm(store)


def register(app: Dash) -> None:
    """Register one callback a card, and those of the lists."""
    for card_id, (_question, fill) in CARDS.items():
        inputs: dict[str, Any] = {"filters": FILTERS}
        inputs |= {"measure": MEASURE} if card_id == "attendance-attained" else {}
        outputs = card_outputs(card_id)
        if card_id == "attendance-gaps":
            outputs["links"] = Output("attendance-gaps-links", "children")
        app.callback(output=outputs, inputs=inputs)(fill)
    lists.register(app)
    unmarked.register(app)
