"""Data page: bring files in, see what is loaded and how old, take an import back."""

from dash import Dash, html
from dash.development.base_component import Component

from dashboard.cards import invitation
from dashboard.data import asking, desk, loaded, past, refused, templates, upload
from dashboard.shell import context
from dashboard.viewer import LIVE

PATH, TITLE = "/data", "Data"
HEADING = "What is loaded, and how fresh is it?"
FILTERED = False
VIEWERS = LIVE


def layout(**_query: object) -> html.Div:
    """Lay out the page: the desk for leaders, what is loaded for everybody."""
    if context.viewer() != "leader":
        return html.Div(for_others(), className="page-body")
    return html.Div([*desk.layout(), templates.exports(), commands()], className="page-body")


def commands() -> html.Details:
    """Give the commands that do the same, for who brings in files every night."""
    rows = (
        ("Bring in files", "evenhand import FILE..."),
        ("Only check them", "evenhand import FILE... --check"),
        ("Get a blank file", "evenhand template attendance"),
        ("See every import", "evenhand history"),
        ("Take an import back", "evenhand undo NUMBER"),
        ("Look around in a made-up school", "evenhand demo --data FOLDER"),
    )
    return html.Details(
        [
            html.Summary("The same from the command line"),
            html.Dl([part for words, text in rows for part in (html.Dt(words), html.Dd(html.Code(text)))]),
        ],
        className="figure-card",
    )


def for_others() -> list[Component]:
    """Return what other viewers may know: how far the data reach."""
    if context.store().is_empty:
        return [invitation("No data yet", "A school leader can bring them in on this page.")]
    return [loaded.freshness(), loaded.loaded()]


def register(app: Dash) -> None:
    """Register the desk's callback, the way files come in, and what can be downloaded."""
    asking.register(app)
    upload.register(app)
    templates.register(app)
    refused.register(app)
    past.register(app)
