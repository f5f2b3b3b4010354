"""Overview page: the leader's first minute."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from dash import Dash, Output, html
from dash.development.base_component import Component

from dashboard.cache import remember
from dashboard.cards import attributes, card_outputs, figure_card, invitation
from dashboard.filters import FILTERS, parse
from dashboard.measures import MEASURES, Measure
from dashboard.overview import first, parts
from dashboard.overview.facts import View
from dashboard.overview.figures import HEIGHT
from dashboard.query import run
from dashboard.shell import context
from dashboard.viewer import LIVE

PATH, TITLE = "/", "Overview"
HEADING = "Is every pupil getting a fair deal?"
VIEWERS = LIVE

# The three areas in the order of the page: what each asks, and the measure that answers it.
AREAS = {
    "attendance": ("Attendance", "absence_rate"),
    "attainment": ("Attainment", "at_expected"),
    "support": ("Support", "in_support"),
}

# Whom other pages list to act for, and which parts of this page that fills.
LISTED = {first.attendance: ("ring", "back"), first.talk: ("talk",), first.support_without: ("help",)}
FIRST = ("ring", "talk", "help")


def layout(**_query: str) -> Component:
    """Lay out the page; its figures follow the filter bar.

    An empty school has the page too, out of sight: Dash checks every callback against it.
    """
    is_empty = context.store().is_empty
    return html.Div(
        [
            html.Div(nothing_yet(), hidden=not is_empty),
            html.Div(first_minute(), className="page-body", hidden=is_empty),
        ]
    )


def first_minute() -> list[Component]:
    """Lay out what a leader sees, from top to bottom: the school, what goes well, the areas, the rest."""
    loaded, newest = (
        run(context.store().connection(), f"overview/{name}") for name in ("loaded", "last_import")
    )
    areas = [area_card(name, title) for name, (title, _measure) in AREAS.items()]
    changes = found(
        "overview-changes", "What else has changed", "changed", parts.NO_CHANGES, parts.last_import(newest)
    )
    lists = found("overview-lists", "Pupils behind the widest gaps", "lists", parts.NO_LISTS)
    pupils = html.Div(lists, hidden=context.viewer() != "leader")  # there all the same: Dash fills it
    strip = [html.Div(id="overview-roll"), parts.freshness(loaded, date.today())]
    return [
        html.Div(strip, className="overview-strip"),
        found("overview-strengths", "What is going well", "well", parts.NO_STRENGTHS, also=("back",)),
        section("overview-first", "Who to see first", FIRST, first.NOBODY),
        html.Div(areas, className="overview-areas"),
        html.Div([changes, pupils], className="overview-pair"),
        parts.compass(loaded, date.today()),
    ]


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
    """Lay out one area's card: beside its figure last year and the country, below it the gaps."""
    card = figure_card(f"overview-{name}", title, height=HEIGHT)
    card.children.insert(2, html.P([part(name, "since"), " ", part(name, "country")], className="beside"))
    card.children.insert(4, html.Div(id=f"overview-{name}-gap", className="overview-gap"))
    return html.Div(card)


def part(name: str, which: str) -> html.Span:
    """Return the place for a few words of an area."""
    return html.Span(id=f"overview-{name}-{which}")


def found(
    section_id: str, title: str, part: str, nothing: str, *more: Component, also: tuple[str, ...] = ()
) -> html.Section:
    """Lay out a section with a list from each area, and what it says while all of them are empty."""
    return section(section_id, title, (*(f"{name}-{part}" for name in AREAS), *also), nothing, *more)


def section(
    section_id: str, title: str, names: tuple[str, ...], nothing: str, *more: Component
) -> html.Section:
    """Lay out a section with several lists, and what it says while all of them are empty."""
    lists = [html.Ul(id=f"overview-{name}", className="overview-list") for name in names]
    return html.Section(
        [html.H2(title, id=f"{section_id}-title"), *lists, html.P(nothing, className="none"), *more],
        className="figure-card overview-found",
        **attributes(aria_labelledby=f"{section_id}-title"),
    )


def register(app: Dash) -> None:
    """Register one callback a card, and one for what has changed in its area."""
    inputs = {"filters": FILTERS}
    app.callback(Output("overview-roll", "children"), inputs=inputs)(count_roll)
    for make, names in LISTED.items():
        lines = {name: Output(f"overview-{name}", "children") for name in names}
        app.callback(output=lines, inputs=inputs)(see_first(make))
    for name, (_title, measure) in AREAS.items():
        filled = card_outputs(f"overview-{name}") | places(name, parts.WITH_CARD)
        app.callback(output=filled, inputs=inputs)(remembered(parts.area_card, measure))
        changed = places(name, parts.WITH_CHANGES)
        app.callback(output=changed, inputs=inputs)(remembered(parts.area_changes, measure))


def places(name: str, which: tuple[str, ...]) -> dict[str, Output]:
    """Return the outputs of an area's parts."""
    return {each: Output(f"overview-{name}-{each}", "children") for each in which}


def view_of(filters: Mapping[str, Any]) -> View:
    """Return the view a callback was sent. Raises BadRequest for what the filter bar never offers."""
    return View(context.store(), context.viewer(), parse(filters, context.store()))


def count_roll(filters: Mapping[str, Any]) -> list[Component]:
    """Say who is on roll."""
    return parts.roll(view_of(filters))


def see_first(make: first.Make) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Return the callback that says whom to see first, with another page's list one click away."""

    def fill(filters: Mapping[str, Any]) -> dict[str, Any]:
        view = view_of(filters)
        what = ("overview", make.__name__, view.viewer)
        told = remember(view.store, what, {**view.filters}, lambda: make(view))
        context.keep_answer()
        return told

    return fill


def remembered(
    answer: Callable[[View, Measure], dict[str, Any]], measure: str
) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Return the callback that answers for one measure, and remembers what it said."""

    def fill(filters: Mapping[str, Any]) -> dict[str, Any]:
        """Answer for one measure and these filters."""
        view = view_of(filters)
        what = ("overview", answer.__name__, view.viewer, measure)
        told = remember(view.store, what, {**view.filters}, lambda: answer(view, MEASURES[measure]))
        context.keep_answer()
        return told

    return fill
