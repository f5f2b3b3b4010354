"""Days as squares, a column a week and a row a weekday: the more a day has, the darker it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from dashboard.academic_years import written
from dashboard.figure_parts.base import ACCENT, FADED, Figure, empty_figure, layout_of

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ROW_HEIGHT = 22
PALEST = 0.07  # a day with nothing is a square too: a day that is not known is none
SQUARE = 0.86  # of the room between two squares' middles
YEAR_BEGINS = 9  # September
MONTH_WIDTH = 3  # weeks that a month's name takes on a phone
FEWEST_WEEKS = 18  # the squares of fewer are drawn no wider


@dataclass(frozen=True)
class Square:
    """One day: where it stands, and what it says when it is pointed at."""

    year: int
    week: int
    weekday: int
    depth: float
    text: str


def calendar_heat(
    days: pd.DataFrame,
    darkest: float | None = None,
    palest: float = 0.0,
    nothing: str = "No days to show.",
) -> Figure:
    """Draw one square a day, a block a school year, the day with the highest value the darkest.

    ``days`` needs ``date``, ``value`` (0 or more; a day without one is left out) and ``text``. ``darkest``
    is the value from which on squares are as dark as they get, ``palest`` the one up to which they are
    pale: so two calendars may be compared, and days that are much alike told apart.
    """
    known = days[days["value"].notna()]
    if known.empty:
        return empty_figure(nothing)
    full = float(darkest if darkest is not None else known["value"].max()) - palest or 1.0
    squares = [
        _square(day, min(1.0, max(0.0, (float(value) - palest) / full)), str(text))
        for day, value, text in zip(
            pd.to_datetime(known["date"]).dt.date.tolist(), known["value"], known["text"], strict=True
        )
    ]
    years = sorted({square.year for square in squares})
    rows = max(5, 1 + max(square.weekday for square in squares))
    layout = _layout(squares, years, rows)
    return {"data": [_bars(squares, years, rows)], "layout": layout}


def _square(day: date, depth: float, text: str) -> Square:
    """Return a day's place: its school year, the week in it, and the weekday."""
    year = day.year if day.month >= YEAR_BEGINS else day.year - 1
    return Square(year, (day - _first_monday(year)).days // 7, day.weekday(), depth, text)


def _first_monday(year: int) -> date:
    """Return the Monday of the week in which a school year begins."""
    begins = date(year, YEAR_BEGINS, 1)
    return begins - timedelta(days=begins.weekday())


def _top(square: Square, years: list[int], rows: int) -> int:
    """Return the row in which a day stands: each year's block is one row apart from the next."""
    return years.index(square.year) * (rows + 1) + square.weekday


def _bars(squares: list[Square], years: list[int], rows: int) -> dict[str, Any]:
    """Return every square as a bar that floats: bars grow with the page and follow the theme."""
    return {
        "type": "bar",
        "x": [square.week for square in squares],
        "y": [SQUARE] * len(squares),
        "base": [_top(square, years, rows) - SQUARE / 2 for square in squares],
        "width": SQUARE,
        "marker": {
            "color": ACCENT,
            "opacity": [round(PALEST + (1 - PALEST) * square.depth, 3) for square in squares],
            "line": {"width": 0},
        },
        "hovertext": [square.text for square in squares],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "textposition": "none",
    }


def _layout(squares: list[Square], years: list[int], rows: int) -> dict[str, Any]:
    """Return the layout: the year and weekdays down the left, months above each year's block."""
    places = len(years) * (rows + 1)
    layout = layout_of(height=ROW_HEIGHT * places + 24)
    weeks = [square.week for square in squares]
    layout["barmode"] = "overlay"
    last = max(*weeks, min(weeks) + FEWEST_WEEKS)
    layout["xaxis"] |= {"visible": False, "range": [min(weeks) - 0.6, last + 0.6]}
    tops = range(0, places, rows + 1)
    layout["yaxis"] |= {
        "range": [places - 1.4, -1.6],
        "showgrid": False,
        "tickvals": [top + weekday for top in tops for weekday in range(-1, rows)],
        "ticktext": [text for year in years for text in (written(year), *WEEKDAYS[:rows])],
    }
    layout["annotations"] = [
        each for top, year in zip(tops, years, strict=True) for each in _months(squares, year, top)
    ]
    return layout


def _months(squares: list[Square], year: int, top: int) -> list[dict[str, Any]]:
    """Return the months of one year's block, each above its first week; the shortest have no room."""
    weeks = sorted({square.week for square in squares if square.year == year})
    labels: list[tuple[int, str]] = []
    last, last_week = "", weeks[-1]
    for week in weeks:
        monday = _first_monday(year) + timedelta(weeks=week)
        month = f"{monday + timedelta(days=4):%b}"
        if month != last:
            labels.append((week, month))
        last = month
    ends = [week for week, _month in labels[1:]] + [last_week + MONTH_WIDTH]
    roomy = [each for each, end in zip(labels, ends, strict=True) if end - each[0] >= MONTH_WIDTH]
    return [
        {
            "text": text,
            "x": week - 0.5,
            "y": top - 0.6,
            "xanchor": "left",
            "yanchor": "bottom",
            "showarrow": False,
            "font": {"size": 12, "color": FADED},
        }
        for week, text in roomy
    ]
