"""Who needs a conversation? The reasons and how many chance would raise, then the list for a meeting."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

import numpy as np
from dash import ClientsideFunction, Dash, Input, Output, html
from dash.development.base_component import Component
from plotly.io.json import to_json_plotly

from dashboard.academic_years import SEPTEMBER, first_year, written
from dashboard.cache import fetch, remember
from dashboard.cards import attributes, card_outputs, figure_card, filled
from dashboard.equity.view import one_of
from dashboard.figure_parts import empty_figure
from dashboard.filters import FILTERS
from dashboard.lists import pupil_list
from dashboard.members import scope
from dashboard.query import read_query
from dashboard.tracking import conversation_words as words
from dashboard.tracking.figures_conversations import reasons_figure
from dashboard.tracking.flags import REASONS, Flags, flags_of
from dashboard.tracking.meeting import grades, last_day, listed_rows
from dashboard.tracking.menus import menu, named
from dashboard.tracking.view import (
    FOR_LEADERS,
    NAMES_FOR_LEADERS,
    Asked,
    answered,
    asked,
    may_see_fine_tables,
    not_here,
)
from dashboard.viewer import Viewer, may_list

REASONS_CARD, LIST = "tracking-conversations", "tracking-meeting"
QUESTIONS = {
    LIST: "Who needs a conversation?",
    REASONS_CARD: "For which reasons, and how many of them would chance raise?",
}
REASON, MANY = Input("tracking-reason", "value"), Input("tracking-many", "value")
ANY = "any reason"
FIRST = 30  # as many as a meeting of ten minutes can speak of, a pupil or two each for those present
EVERYONE = "all"
HOW_MANY = [
    {"label": f"the first {FIRST}", "value": str(FIRST)},
    {"label": "everyone with a reason", "value": EVERYONE},
]
MOST_SCHOOLS = 5
TOO_MANY_SCHOOLS = (
    f"A meeting list is for a school or a few: choose at most {MOST_SCHOOLS} schools in the bar above."
)


class TooManySchools(ValueError):
    """More schools are in scope than one meeting is about."""


def cards(viewer: Viewer, query: Mapping[str, object]) -> list[Component]:
    """Lay out the card with the reasons, and the one with the list."""
    if not may_see_fine_tables(viewer):
        return [not_here(REASONS_CARD, QUESTIONS[LIST], FOR_LEADERS)]
    both: list[Component] = [list_card(viewer, query), figure_card(REASONS_CARD, QUESTIONS[REASONS_CARD])]
    return both if may_list(viewer) else both[::-1]


def list_card(viewer: Viewer, query: Mapping[str, object]) -> html.Section:
    """Return the card with the list; for other viewers whom to ask."""
    if not may_list(viewer):
        return not_here(LIST, QUESTIONS[LIST], NAMES_FOR_LEADERS)
    offered = [{"label": ANY, "value": ""}]
    offered += [{"label": title, "value": reason} for reason, title in REASONS.items()]
    opening = [
        menu("reason", "Reason", offered, named(query, "reason", REASONS)),
        menu("many", "Show", HOW_MANY, named(query, "many", (EVERYONE,), str(FIRST))),
    ]
    return html.Section(
        [
            html.H2(QUESTIONS[LIST], id=f"{LIST}-question", className="question"),
            html.P(id=f"{LIST}-sentence", className="answer"),
            html.Div(opening, className="filter-row"),
            html.Div(id=f"{LIST}-list"),
        ],
        id=LIST,
        className="figure-card",
        **attributes(aria_labelledby=f"{LIST}-question"),
    )


def register(app: Dash) -> None:
    """Register the callbacks of the two cards."""
    app.callback(output=card_outputs(REASONS_CARD), inputs={"filters": FILTERS})(fill)
    app.callback(
        output={
            "sentence": Output(f"{LIST}-sentence", "children"),
            "listed": Output(f"{LIST}-list", "children"),
        },
        inputs={"filters": FILTERS, "reason": REASON, "many": MANY},
    )(fill_list)
    app.clientside_callback(ClientsideFunction("evenhand", "keep"), REASON, MANY)


@answered
def fill(view: Asked) -> dict[str, Any]:
    """Fill the card with the reasons."""
    try:
        flags = flags_in(view)
    except TooManySchools as several:
        return filled(empty_figure("Choose schools above."), str(several))
    if flags.here.empty:
        return filled(empty_figure("No results in these dates."), words.sentence(flags))
    return filled(
        reasons_figure(flags.counts),
        words.reasons(flags) if may_list(view.viewer) else words.sentence(flags),
        words.notes(flags),
        words.table(flags),
        words.about(flags, read_query("tracking/recent_results").sql, last_day(view)),
    )


def flags_in(view: Asked) -> Flags:
    """Return every flag of the pupils in scope. Raises TooManySchools."""
    if len(view.filters["schools"] or view.known.schools) > MOST_SCHOOLS:
        raise TooManySchools(TOO_MANY_SCHOOLS)
    asked_for = {
        "to_date": last_day(view),
        "subject": view.filters["subject"],
        "schools": view.filters["schools"],
    }
    # What is usual is asked of the whole year group, not of a class: all are fetched, some are counted.
    results = fetch(view.store, "tracking/recent_results", from_date=view.scope["from_date"], **asked_for)
    missing = fetch(view.store, "tracking/missing_results", **asked_for, **year_and_term(view))
    steps = grades(view)
    chosen = scope(view.store, view.scope)
    here = chosen.pupils[chosen.on(last_day(view))]
    missing = missing[np.isin(missing["pupil_id"].to_numpy(), here)]
    return flags_of(results, missing, dict(zip(steps["scale"], steps["step"], strict=True)), here)


def year_and_term(view: Asked) -> dict[str, Any]:
    """Return the academic year of the last day, its first day, and that of its term with data."""
    until = last_day(view)
    starts = first_year(until)
    year_from = date(starts, SEPTEMBER, 1)
    periods = fetch(view.store, "filters/periods")
    terms = periods.loc[periods["kind"] == "term", "from_date"].dt.date
    term_from = max((term for term in terms if year_from <= term <= until), default=year_from)
    return {
        "academic_year": written(starts),
        "year_from": year_from,
        "term_from": term_from,
    }


def fill_list(filters: dict[str, Any], reason: str | None, many: str | None) -> dict[str, Any]:
    """Return the list for a meeting: the first of it, or everyone. Leaders only, whoever asks."""
    view = asked(filters)
    if not may_list(view.viewer):
        return {"sentence": NAMES_FOR_LEADERS, "listed": None}
    chosen = one_of("reason", reason, REASONS)
    most = None if one_of("many", many, (str(FIRST), EVERYONE)) == EVERYONE else FIRST
    what = ("tracking", "meeting", view.viewer, chosen, most)
    kept = remember(view.store, what, dict(view.filters), lambda: to_json_plotly(meeting(view, chosen, most)))
    return cast(dict[str, Any], json.loads(kept))


def meeting(view: Asked, reason: str | None, most: int | None) -> dict[str, Any]:
    """Return the sentence above the list, and the list: all of it, or the first so many."""
    try:
        flags = flags_in(view)
    except TooManySchools as several:
        return {"sentence": str(several), "listed": None}
    rows = listed_rows(view, flags, reason)
    title = REASONS[reason] if reason else "Reasons for a conversation"
    shown = rows.head(most or len(rows))
    said = words.listed(flags, reason, len(shown), len(rows))
    if rows.empty:
        return {"sentence": said, "listed": None}
    return {
        "sentence": said,
        "listed": pupil_list(f"{LIST}-pupils", shown, caption=title, file_name="meeting list"),
    }
