"""Attendance page."""

from dash import Dash
from dash.development.base_component import Component

from dashboard.cards import invitation

PATH, TITLE, HEADING = "/attendance", "Attendance", "Who is missing school, and when?"


def layout(**_query: str | list[str]) -> Component:
    """Lay out the page."""
    return invitation("No attendance yet", "Import the attendance export: a row a pupil, day and session.")


def register(app: Dash) -> None:
    """Register nothing yet."""
