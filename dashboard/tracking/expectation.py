"""Expectation audit: whether pupils who started level get the same targets."""

from collections.abc import Mapping

from dash import ClientsideFunction, Dash, Input, html
from dash.development.base_component import Component

from dashboard.cards import card_outputs, figure_card
from dashboard.filter_choices import choices
from dashboard.filters import FILTERS
from dashboard.shell import context
from dashboard.tracking.expectation_answers import NOT_COMPARED, audit, by_band
from dashboard.tracking.menus import menu, named, options
from dashboard.tracking.view import FOR_LEADERS, groups_of, may_see_fine_tables, not_here
from dashboard.viewer import Viewer

AUDIT, BANDS = "tracking-audit", "tracking-bands"
QUESTIONS = {
    AUDIT: "Do pupils who started level get the same targets?",
    BANDS: "Is it so at every level of prior attainment?",
}
BY = Input("tracking-aimed_by", "value")


def cards(viewer: Viewer, query: Mapping[str, object]) -> list[Component]:
    """Lay out the two cards, as an address sets them."""
    if not may_see_fine_tables(viewer):
        return [not_here(AUDIT, QUESTIONS[AUDIT], FOR_LEADERS)]
    offered = [name for name in groups_of(choices(context.store())) if name not in NOT_COMPARED]
    by = named(
        query, "aimed_by", offered, "Pupil premium" if "Pupil premium" in offered else "".join(offered[:1])
    )
    bands = figure_card(BANDS, QUESTIONS[BANDS])
    bands.children[2:2] = [html.Div(menu("aimed_by", "By", options(offered), by), className="filter-row")]
    return [figure_card(AUDIT, QUESTIONS[AUDIT]), bands]


def register(app: Dash) -> None:
    """Register one callback a card."""
    app.callback(output=card_outputs(AUDIT), inputs={"filters": FILTERS})(audit)
    app.callback(output=card_outputs(BANDS), inputs={"filters": FILTERS, "characteristic": BY})(by_band)
    app.clientside_callback(ClientsideFunction("evenhand", "keep"), BY)
