"""Governors' page: the published pack; for leaders the next one too, with what it would show and hide."""

from dash import Dash, html
from dash.development.base_component import Component

from dashboard.governors import downloads, view
from dashboard.packs import Pack, current
from dashboard.shell import context

PATH, TITLE = "/governors", "Governors' pack"
HEADING = "How fair is our school? The governors' pack"
FILTERED = False


def layout(outcome: object = "", by: object = "", **_query: object) -> Component:
    """Lay out the page: the pack alone, and for a leader what leads to the next."""
    viewer = context.viewer()
    try:
        pack = current(context.store().folder)
        # Who publishes the packs reads below that there is none yet.
        parts = [] if pack is None and viewer == "leader" else shown(pack, outcome, by, viewer != "projected")
    except (OSError, ValueError):  # a figure that was altered is none
        parts = [view.unreadable()]
    desk = leaders_part() if viewer == "leader" else []
    return html.Div([*parts, *desk], className="page-body pack")


def shown(pack: Pack | None, outcome: object, by: object, with_files: bool) -> list[Component]:
    """Return what stands on the page of a pack, or of none; its files, for who may take them."""
    if pack is None:
        return [view.nothing_yet()]
    outcome, by = (each if isinstance(each, str) else "" for each in (outcome, by))
    return view.shown(pack, outcome, by, with_files)


def leaders_part() -> list[Component]:
    """Return what only leaders see: the next pack, and how to publish it."""
    from dashboard.governors.desk import desk  # reaches the school, which a governor's request never does

    return [desk()]


def register(app: Dash) -> None:
    """Register the pack's files; the page itself is drawn from its address alone."""
    downloads.register(app)
