"""The overview's one figure: how an area has gone, term by term."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from math import isnan
from typing import Any

from dashboard.figure_parts import ACCENT, Figure, Line, Say, empty_figure
from dashboard.figure_parts.base import layout_of, line_labels, said, ticks, upright

HEIGHT = 170
FEWEST_TERMS = 2
TERMS_A_YEAR = 3
Row = dict[str, Any]


def trend_figure(terms: Sequence[Row], say: Say, breaks: Sequence[Row]) -> Figure:
    """Draw one value a term with its interval, and a line where the way of counting changed.

    A row is a term: ``period``, ``academic_year``, ``from_date``, ``pupils``, ``value``, ``low``, ``high``
    and ``hidden``. A term without a value is a gap: a line across it would claim to know it.
    """
    known = [term for term in terms if not (term["hidden"] or isnan(term["value"]))]
    if len(known) < FEWEST_TERMS:
        return empty_figure("A trend needs two terms of data.")
    pieces = stretches(known)
    layout = layout_of(HEIGHT)
    placed = breaks_between(known, breaks)
    layout["xaxis"] |= _years(known)
    layout["yaxis"] |= _values(known, say)
    layout["annotations"] = [_last_value(known[-1], say), *line_labels(placed)]
    layout["shapes"] = upright(placed)
    layout["margin"] |= {"t": 24, "l": 8}
    return {"data": [*(_band(piece) for piece in pieces), _line(pieces, say)], "layout": layout}


def place(term: Row) -> int:
    """Return where a term stands on the axis: one after another, three a year."""
    day: datetime = term["from_date"]
    return TERMS_A_YEAR * day.year + (day.month >= 3) + (day.month >= 9)


def stretches(known: Sequence[Row]) -> list[list[Row]]:
    """Return the terms in pieces without a gap. Whole years follow one another three places apart."""
    are_years = known[0]["period"] == known[0]["academic_year"]
    step = TERMS_A_YEAR if are_years else 1
    pieces = [[known[0]]]
    for term, later in pairwise(known):
        if place(later) - place(term) == step:
            pieces[-1].append(later)
        else:
            pieces.append([later])
    return pieces


def breaks_between(known: Sequence[Row], breaks: Sequence[Row]) -> list[Line]:
    """Return each break that has terms on both sides, just before the first term after it."""
    days = [(place(term), term["from_date"].date()) for term in known]
    found: list[Line] = []
    for each in breaks:
        after = [where for where, day in days if day >= each["date"]]
        if after and len(after) < len(days):
            found.append({"at": after[0] - 0.5, "label": each["label"]})
    return found


def _years(known: Sequence[Row]) -> dict[str, Any]:
    """Return the level axis: each academic year's name below its first term."""
    firsts = {term["academic_year"]: place(term) for term in reversed(known)}
    ends = [place(known[0]) - 0.3, place(known[-1]) + 0.3]
    return {"tickvals": [*firsts.values()], "ticktext": [*firsts], "range": ends, "showgrid": False}


def _values(known: Sequence[Row], say: Say) -> dict[str, Any]:
    """Return the upright axis: a few round values in words, with room above."""
    numbers = [term[name] for term in known for name in ("value", "low", "high") if not isnan(term[name])]
    low, high = min(numbers), max(numbers)
    room = (high - low) or 1.0
    return {"range": [low - 0.1 * room, high + 0.2 * room], **ticks(low, low + room, say)}


def _last_value(term: Row, say: Say) -> dict[str, Any]:
    """Return the latest value in words, above its band."""
    top = term["value"] if isnan(term["high"]) else term["high"]
    words = f"<b>{say(term['value'])}</b>"
    return {
        "text": words,
        "x": place(term),
        "y": top,
        "xanchor": "right",
        "xshift": 8,
        "yanchor": "bottom",
        "showarrow": False,
    }


def _band(piece: Sequence[Row]) -> dict[str, Any]:
    """Return the interval of one piece as a closed outline."""
    there = [place(term) for term in piece]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [*there, *there[::-1]],
        "y": [term["high"] for term in piece] + [term["low"] for term in reversed(piece)],
        "fill": "toself",
        "fillcolor": ACCENT,
        "opacity": 0.14,
        "line": {"width": 0, "color": ACCENT},
        "hoverinfo": "skip",
    }


def _line(pieces: Sequence[Sequence[Row]], say: Say) -> dict[str, Any]:
    """Return the line, broken between pieces, and what each term says when it is pointed at."""
    blank = {"value": None}
    points: list[Row] = [row for piece in pieces for row in (*piece, blank)][:-1]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [place(row) if row is not blank else None for row in points],
        "y": [row["value"] for row in points],
        "connectgaps": False,
        "line": {"color": ACCENT, "width": 3},
        "marker": {"size": 7, "color": ACCENT},
        "text": [_pointed_at(row, say) if row is not blank else "" for row in points],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }


def _pointed_at(term: Row, say: Say) -> str:
    """Return what a term says: its name, value, interval and number of pupils."""
    between = (
        "" if isnan(term["low"]) else f", between {said(term['low'], say)} and {said(term['high'], say)}"
    )
    pupils = "" if isnan(term["pupils"]) else f"<br>{term['pupils']:,.0f} pupils"
    return f"<b>{term['period']}</b><br>{say(term['value'])}{between}{pupils}"
