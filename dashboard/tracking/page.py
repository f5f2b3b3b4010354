"""Tracking page."""

from dash import Dash
from dash.development.base_component import Component

from dashboard.cards import invitation

PATH, TITLE, HEADING = "/tracking", "Tracking", "Where is everyone, and who needs a conversation?"


def layout(**_query: str | list[str]) -> Component:
    """Lay out the page."""
    return invitation(
        "No results to follow yet",
        "Import results, with targets and baselines: they say where each pupil is and was.",
    )


def register(app: Dash) -> None:
    """Register nothing yet."""
