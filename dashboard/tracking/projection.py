"""Where will they end? Every group's projection to the end of its key stage."""

from collections.abc import Mapping

from dash import Dash, Input, html
from dash.development.base_component import Component
from werkzeug.exceptions import BadRequest

from dashboard.cards import card_outputs, figure_card, filled
from dashboard.equity.view import first_characteristic, one_of
from dashboard.figure_parts import empty_figure
from dashboard.filter_choices import choices
from dashboard.filters import FILTERS
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
    groups_of,
    may_see_fine_tables,
    not_here,
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
    groups = groups_of(choices(context.store()))
    years = [str(year) for year in year_groups(context.store())]
    card = figure_card(CARD, QUESTION)
    first = first_characteristic(groups)
    menus = [
        menu(
            "ending-year",
            "Year group",
            [{"label": f"Year {year}", "value": year} for year in years],
            named(query, "ending-year", years, "".join(years[:1])),
        ),
        menu("ending-groups", "Groups", options(groups), named(query, "ending-groups", groups, first)),
    ]
    card.children[2:2] = [html.Div(menus, className="filter-row")]
    return [card]


def register(app: Dash) -> None:
    """Register the callback of the card."""
    app.callback(output=card_outputs(CARD), inputs=INPUTS)(fill)


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
    """Return the year group that the filter bar chooses, where it chooses just one; it goes first."""
    chosen = [year for year in view.filters["year_groups"] if year in known]
    return chosen[0] if len(chosen) == 1 else ""
