"""Support page."""

from dash import Dash
from dash.development.base_component import Component

from dashboard.cards import invitation

PATH, TITLE, HEADING = "/support", "Support", "Who gets help, and does it help?"


def layout(**_query: str | list[str]) -> Component:
    """Lay out the page."""
    return invitation("No support recorded yet", "Import the interventions and the pupils in them.")


def register(app: Dash) -> None:
    """Register nothing yet."""
