"""Where will they end? Every group's projection to the end of its key stage."""

from collections.abc import Mapping

from dash import Dash, Input, Output, html, no_update
from dash.development.base_component import Component
from werkzeug.exceptions import BadRequest

from dashboard.cards import card_outputs, figure_card, filled
from dashboard.equity.view import first_characteristic, one_of
from dashboard.figure_parts import empty_figure
from dashboard.filters import FILTERS, from_address
from dashboard.query import read_query
from dashboard.shell import context
from dashboard.tracking import projection_words as words
from dashboard.tracking.endings import NothingToProject, endings, stage_of, year_groups
from dashboard.tracking.figures_projection import endings_figure
from dashboard.tracking.menus import menu, named, options
from dashboard.tracking.view import (
    FOR_LEADERS,
    Asked,
    answered,
    asked,
    groups_of,
    may_see_fine_tables,
    not_here,
    only_year,
)
from dashboard.tracking.wording import unit
from dashboard.viewer import Viewer

CARD = "tracking-projection"
QUESTION = "Where will they end?"
INPUTS = {
    "filters": FILTERS,
    "characteristic": Input("tracking-ending-groups", "value"),
    "year_group": Input("tracking-ending-year", "value"),
}


def cards(viewer: Viewer, query: Mapping[str, object]) -> list[Component]:
    """Lay out the card."""
    if not may_see_fine_tables(viewer):
        return [not_here(CARD, QUESTION, FOR_LEADERS)]
    view = Asked(context.store(), viewer, from_address(dict(query), context.store())[0])
    groups = groups_of(view.known)
    years = [str(year) for year in year_groups(context.store())]
    card = figure_card(CARD, QUESTION)
    first = first_characteristic(groups)
    menus = [
        menu(
            "ending-year",
            "Year group",
            [{"label": f"Year {year}", "value": year} for year in years],
            named(query, "ending-year", years, of_filter(view, years) or "".join(years[:1])),
        ),
        menu("ending-groups", "Groups", options(groups), named(query, "ending-groups", groups, first)),
    ]
    card.children[2:2] = [html.Div(menus, className="filter-row")]
    return [card]


def register(app: Dash) -> None:
    """Register the callback of the card."""
    app.callback(output=card_outputs(CARD), inputs=INPUTS)(fill)
    menu_value = Output("tracking-ending-year", "value")
    app.callback(menu_value, inputs={"filters": FILTERS}, prevent_initial_call=True)(follow)


def follow(filters: dict[str, object]) -> object:
    """Set the menu to the year group that the filter bar chooses."""
    view = asked(filters)
    known = [str(year) for year in year_groups(view.store)]
    return of_filter(view, known) or no_update


@answered
def fill(view: Asked, characteristic: str, year_group: str) -> dict[str, object]:
    """Fill the card."""
    groups = groups_of(view.known)
    chosen = one_of("characteristic", characteristic, groups)
    known = [str(year) for year in year_groups(view.store)]
    if not known or not groups:
        return filled(empty_figure("Nothing to project from yet."), words.NO_YEAR_GROUPS)
    year = of_filter(view, known) or one_of("year_group", year_group, known)
    if not chosen or not year:
        raise BadRequest("Projection: choose a year group and a characteristic.")
    subject = view.filters["subject"]
    stage = stage_of(view.store, view.filters, int(year))
    try:
        found = endings(view.store, view.filters, stage, chosen)
    except NothingToProject as nothing:
        return filled(empty_figure("Nothing to project from yet."), str(nothing))
    axis = f"{unit(found.scale)} at the end of Year {stage.last_year_group}"
    return filled(
        endings_figure(found.rows, found.expected, axis),
        words.sentence(found, stage, subject, chosen),
        words.notes(found),
        words.table(found),
        words.about(found, stage, read_query("tracking/projection").sql),
    )


def of_filter(view: Asked, known: list[str]) -> str:
    """Return the year group of all the pupils that the filter bar chooses, where it is one; it goes first."""
    codes = {choice.label: choice.value for choice in view.known.year_groups}
    year = codes.get(only_year(view), "")
    chosen = [each for each in view.filters["year_groups"] if each in known]
    return year if year in known else chosen[0] if len(chosen) == 1 else ""
