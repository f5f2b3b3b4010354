"""Figures that more than one page draws: rows in, a plain plotly dict out.

The focus group stands in the accent, all others are grey; names, values and n are
written at the marks, so that a figure needs no legend and reads in greyscale.
"""

from dashboard.figure_parts.base import ACCENT, FADED, INK, OTHER, PALE, RULE, Figure, Line, Say, empty_figure
from dashboard.figure_parts.calendar import calendar_heat
from dashboard.figure_parts.dots import dots_with_intervals
from dashboard.figure_parts.lines import lines_over_time

__all__ = [
    "ACCENT",
    "FADED",
    "INK",
    "OTHER",
    "PALE",
    "RULE",
    "Figure",
    "Line",
    "Say",
    "calendar_heat",
    "dots_with_intervals",
    "empty_figure",
    "lines_over_time",
]
