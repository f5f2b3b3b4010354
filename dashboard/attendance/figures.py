"""Figures of the attendance page: rows in, a plain plotly dict out."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from dashboard.attendance.words import percent
from dashboard.figure_parts import ACCENT, FADED, OTHER, Figure, Line, calendar_heat, empty_figure
from dashboard.figure_parts.base import known, layout_of, line_labels, ticks, upright

SAME_WEEK = timedelta(weeks=52)  # the same day of the week, a year on
BAND = 0.14
HOLIDAY = timedelta(days=10)
AROUND = timedelta(days=4)  # room for a mark at either end
MOST_MONDAYS = 14
NAME_WIDTH = 74  # px right of the lines, for their names
WEEK = 7 * 24 * 60 * 60 * 1000  # milliseconds
MOST_DAYS = 5  # named under the figure: a phone has no room for more
BELOW = 58  # px from the country's line to its words, where nothing else is drawn


def weeks_figure(
    now: pd.DataFrame, before: pd.DataFrame, national: Line | None, breaks: Sequence[Line] = ()
) -> Figure:
    """Draw absence week by week with its interval, last year's same weeks in grey, the country dotted.

    Rows have ``first_day``, ``pupils``, ``value``, ``low`` and ``high``.
    """
    if now.empty:
        return empty_figure("No marks in these days.")
    moved = before.assign(first_day=before["first_day"] + SAME_WEEK)
    layout = layout_of(height=320)
    ends = [
        end
        for rows in (now, moved)
        for name in ("value", "low", "high")
        for end in known(rows, name)
        if end is not None
    ] + ([national["at"]] if national else [])
    top = 1.15 * max(ends)
    layout["yaxis"] |= {"range": [0, top], **ticks(0, top, "{:.0%}".format)}
    days = [*now["first_day"], *moved["first_day"]]
    span = [f"{day:%Y-%m-%d}" for day in (min(days) - AROUND, max(days) + AROUND)]
    layout["xaxis"] |= {"type": "date", "range": span, "showgrid": False, **_day_ticks(now)}
    layout["shapes"] = upright(breaks) + (_across(national) if national else [])
    layout["annotations"] = line_labels(breaks) + (_across_label(national) if national else [])
    layout["margin"] |= {"t": 30 if breaks else 12, "l": 8}
    above = not len(moved) or float(now["value"].iloc[-1]) >= float(moved["value"].iloc[-1])
    layout["annotations"] += [_end_name(now, "<b>this year</b>", above)]
    layout["annotations"] += [_end_name(moved, "last year", not above)] if len(moved) else []
    layout["margin"] |= {"r": NAME_WIDTH}
    lines = [_line(moved, OTHER, "last year")] if len(moved) else []
    return {"data": [*lines, _band(now), _line(now, ACCENT, "")], "layout": layout}


def _day_ticks(rows: pd.DataFrame) -> dict[str, Any]:
    """Return the days under the figure: a few Mondays, or of a longer time every other month."""
    first = rows["first_day"].min()
    if len(rows) > MOST_MONDAYS:
        return {"tickformat": "%b", "dtick": "M2"}
    monday = first - timedelta(days=first.weekday())
    weeks = (rows["first_day"].max() - monday).days // 7 + 1
    step = WEEK * -(-weeks // MOST_DAYS)
    return {"tickformat": "%-d %b", "tick0": f"{monday:%Y-%m-%d}", "dtick": step}


def _stretches(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Return the weeks in stretches without a holiday: a line across one would claim to know it."""
    days = rows["first_day"].tolist()
    ends = [place for place in range(1, len(days)) if days[place] - days[place - 1] > HOLIDAY]
    return [rows.iloc[start:end] for start, end in zip([0, *ends], [*ends, len(days)], strict=True)]


def _line(rows: pd.DataFrame, colour: str, when: str) -> dict[str, Any]:
    """Return one year's line; a long one has small marks."""
    across: list[str | None] = []
    up: list[float | None] = []
    said: list[list[str]] = []
    for stretch in _stretches(rows):
        across += [*(f"{day:%Y-%m-%d}" for day in stretch["first_day"].tolist()), None]
        up += [*known(stretch, "value"), None]
        said += [*_said(stretch, when), [""] * 5]
    is_now = colour == ACCENT
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": across,
        "y": up,
        "line": {"color": colour, "width": 3 if is_now else 2},
        "marker": {"color": colour, "size": (7 if is_now else 5) - 2 * (len(rows) > MOST_MONDAYS)},
        "customdata": said,
        "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]}, between %{customdata[2]} and "
        "%{customdata[3]}<br>%{customdata[4]} pupils<extra></extra>",
        "cliponaxis": False,
    }


def _end_name(rows: pd.DataFrame, words: str, is_above: bool) -> dict[str, Any]:
    """Return a line's name, right of its last point."""
    last = rows.iloc[-1]
    place = {"x": f"{last['first_day']:%Y-%m-%d}", "y": float(last["value"]), "xanchor": "left"}
    return {"text": words, **place, "xshift": 8, "yshift": 9 if is_above else -9, "showarrow": False}


def _said(rows: pd.DataFrame, when: str) -> list[list[str]]:
    """Return what each week says when it is pointed at."""
    columns = (rows[name].tolist() for name in ("first_day", "value", "low", "high", "pupils"))
    return [
        [
            f"Week of {day.day} {day:%b}{f', {when}' if when else ''}",
            *map(percent, shares),
            f"{pupils:,}",
        ]
        for day, *shares, pupils in zip(*columns, strict=True)
    ]


def _band(rows: pd.DataFrame) -> dict[str, Any]:
    """Return the interval around this year's line; weeks without one are left out."""
    across: list[str | None] = []
    up: list[float | None] = []
    for stretch in _stretches(rows[rows["low"].notna()]):
        days = [f"{day:%Y-%m-%d}" for day in stretch["first_day"].tolist()]
        across += [*days, *days[::-1], None]
        up += [*stretch["high"].tolist(), *stretch["low"].tolist()[::-1], None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": across,
        "y": up,
        "fill": "toself",
        "fillcolor": ACCENT,
        "opacity": BAND,
        "line": {"width": 0, "color": ACCENT},
        "hoverinfo": "skip",
    }


def _across(line: Line) -> list[dict[str, Any]]:
    """Return a thin line across the figure."""
    across = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": line["at"], "y1": line["at"]}
    return [{**across, "layer": "below", "line": {"color": FADED, "width": 1, "dash": "dot"}}]


def _across_label(line: Line) -> list[dict[str, Any]]:
    """Return the words for a line across, below it at the left, and what leads from them to it."""
    place = {"x": 0.02, "xref": "paper", "xanchor": "left", "y": line["at"], "ax": 0, "ay": BELOW}
    lead = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": FADED, "yanchor": "top"}
    return [{"text": line["label"], **place, **lead, "font": {"size": 12, "color": FADED}}]


def days_figure(days: pd.DataFrame) -> Figure:
    """Draw the calendar: each school day the darker the more of its sessions were missed."""
    texts = [
        f"<b>{day:%A} {day.day} {day:%b %Y}</b><br>{percent(value)} missed"
        f"<br>mornings {percent(morning)}, afternoons {percent(afternoon)}<br>{pupils:,} pupils"
        for day, value, morning, afternoon, pupils in zip(
            days["date"], days["value"], days["morning"], days["afternoon"], days["pupils"], strict=True
        )
    ]
    palest = float(days["value"].min()) if len(days) > 1 else 0.0
    return calendar_heat(days.assign(text=texts), palest=palest, nothing="No marks in these days.")


def with_country(figure: Figure, places: dict[int, float]) -> Figure:
    """Add the country's value over the periods to lines over time: small hollow marks, named at the last."""
    if not places or not figure["data"]:
        return figure
    figure["data"].append(
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": list(places),
            "y": list(places.values()),
            "marker": {"symbol": "diamond-open", "size": 9, "color": FADED},
            "text": [f"England {percent(value)}" for value in places.values()],
            "textposition": "top center",
            "textfont": {"size": 12, "color": FADED},
            "hoverinfo": "skip",
            "cliponaxis": False,
        }
    )
    low, high = figure["layout"]["yaxis"]["range"]
    high = max(high, 1.12 * max(places.values()))
    figure["layout"]["yaxis"] |= {"range": [low, high], **ticks(low, high, "{:.0%}".format)}
    return figure
