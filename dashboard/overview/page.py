"""Overview page: the leader's first minute."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from dash import Dash, Output, html
from dash.development.base_component import Component

from dashboard.cache import remember
from dashboard.cards import attributes, card_outputs, figure_card, invitation
from dashboard.filters import FILTERS, parse
from dashboard.measures import MEASURES
from dashboard.overview import parts
from dashboard.overview.facts import on_roll
from dashboard.query import run
from dashboard.shell import context

PATH, TITLE = "/", "Overview"
HEADING = "Is every pupil getting a fair deal?"

# The three areas in the order of the page: what each asks, and the measure that answers it.
AREAS = {
    "attendance": ("Attendance", "absence_rate"),
    "attainment": ("Attainment", "at_expected"),
    "support": ("Support", "in_support"),
}


def layout(**_query: str) -> Component:
    """Lay out the page; its figures follow the filter bar."""
    store = context.store()
    if store.is_empty:
        return nothing_yet()
    loaded = run(store.connection(), "overview/loaded")
    return html.Div(
        [
            html.Div(
                [html.Div(id="overview-roll"), parts.freshness(loaded, date.today())],
                className="overview-strip",
            ),
            found("overview-strengths", "What is going well", "well", parts.NO_STRENGTHS),
            html.Div(
                [area_card(name, title) for name, (title, _) in AREAS.items()], className="overview-areas"
            ),
            html.Div(
                [
                    found(
                        "overview-changes",
                        "What else has changed since last year",
                        "changed",
                        parts.NO_CHANGES,
                        parts.last_import(run(store.connection(), "overview/last_import")),
                    ),
                    found("overview-lists", "Lists to act on", "lists", parts.NO_LISTS),
                ],
                className="overview-pair",
            ),
            parts.compass(loaded, date.today()),
        ],
        className="page-body",
    )


def nothing_yet() -> Component:
    """Return what an empty store shows: the next step."""
    return invitation(
        "No school yet",
        "Import the pupils file first: it says who is on roll, and who has pupil premium, SEN and so on. "
        "Then attendance and results, as your school's system exports them.",
        html.Code("evenhand template pupils > pupils.csv"),
        html.Code("evenhand import pupils.csv attendance.csv results.csv"),
        "To look around first, make a made-up school:",
        html.Code("evenhand demo"),
    )


def area_card(name: str, title: str) -> html.Div:
    """Lay out one area's card, and below its trend the gaps to look at."""
    card = figure_card(f"overview-{name}", title, height=170)
    card.children.insert(3, html.Div(id=f"overview-{name}-gap", className="overview-gap"))
    return html.Div(card)


def found(section_id: str, title: str, part: str, nothing: str, *more: Component) -> html.Section:
    """Lay out a section with a list from each area, and what it says while all of them are empty."""
    lists = [html.Ul(id=f"overview-{name}-{part}", className="overview-list") for name in AREAS]
    return html.Section(
        [html.H2(title, id=f"{section_id}-title"), *lists, html.P(nothing, className="none"), *more],
        className="figure-card overview-found",
        **attributes(aria_labelledby=f"{section_id}-title"),
    )


def register(app: Dash) -> None:
    """Register one callback a card."""
    app.callback(Output("overview-roll", "children"), inputs={"filters": FILTERS})(count_roll)
    for name, (_title, measure) in AREAS.items():
        lists = {part: Output(f"overview-{name}-{part}", "children") for part in parts.LISTS}
        outputs = card_outputs(f"overview-{name}") | lists
        app.callback(output=outputs, inputs={"filters": FILTERS})(filler(measure))


def count_roll(filters: dict[str, Any]) -> list[Component]:
    """Say who is on roll."""
    store = context.store()
    return parts.roll(on_roll(store, context.viewer(), parse(filters, store)))


def filler(measure: str) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Return the callback that fills one area's card and its part of each list."""

    def fill(filters: Mapping[str, Any]) -> dict[str, Any]:
        store, viewer = context.store(), context.viewer()
        chosen = parse(filters, store)
        links = parts.Links(store, viewer, chosen)
        what = ("overview", viewer, measure)
        return remember(store, what, {**chosen}, lambda: parts.area_parts(MEASURES[measure], links))

    return fill
