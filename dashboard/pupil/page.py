"""Pupil page."""

from dash import Dash
from dash.development.base_component import Component

from dashboard.cards import invitation

PATH, TITLE, HEADING = "/pupil", "Pupil", "What can this pupil do, and what comes next?"
IN_MENU = False
FILTERED = False


def layout(**_query: str | list[str]) -> Component:
    """Lay out the page."""
    return invitation("No pupil chosen", "Choose a pupil from a list on another page.")


def register(app: Dash) -> None:
    """Register nothing yet."""
