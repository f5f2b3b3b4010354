"""Lines over time, each with its interval as a band."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from dashboard.figure_parts.base import (
    ACCENT,
    OTHER,
    VALUES,
    Figure,
    Line,
    Say,
    empty_figure,
    flags,
    known,
    layout_of,
    line_labels,
    said,
    ticks,
    upright,
)


@dataclass(frozen=True)
class Point:
    """One group in one period; its numbers are None where they are unknown or hidden."""

    name: str
    period: str
    place: int
    pupils: int
    value: float | None
    low: float | None
    high: float | None
    emphasis: bool
    small: bool


def lines_over_time(
    rows: pd.DataFrame,
    say: Say = "{:.2f}".format,
    breaks: Sequence[Line] = (),
    columns: tuple[str, str, str] = VALUES,
    group: str | None = "group",
    emphasis: str = "is_focus",
    height: int = 320,
) -> Figure:
    """Draw one line a group over the periods, with its interval as a band.

    ``rows`` needs ``period``, ``from_date``, ``pupils`` and the columns named; ``breaks`` are dates
    on which the way of counting changed. ``group`` None draws one line.
    """
    if rows.empty:
        return empty_figure("No earlier period to compare with yet.")
    starts = dict(zip(rows["period"].tolist(), rows["from_date"].tolist(), strict=True))
    periods = sorted(starts, key=lambda period: starts[period])
    points = _points(rows, periods, columns, group, emphasis)
    layout = layout_of(height=height)
    layout["xaxis"] |= {
        "tickvals": list(range(len(periods))),
        "ticktext": periods,
        "range": [-0.3, len(periods) - 0.7],
        "showgrid": False,
    }
    layout["yaxis"] |= _upright_axis(points, say)
    placed = _breaks(breaks, [pd.Timestamp(starts[period]) for period in periods])
    layout["annotations"] = _end_names(points, say) + line_labels(placed)
    layout["shapes"] = upright(placed)
    layout["margin"] |= {"t": 30 if breaks else 12, "l": 8}
    return {"data": _traces(points, say), "layout": layout}


def _points(
    rows: pd.DataFrame, periods: list[str], columns: tuple[str, str, str], group: str | None, emphasis: str
) -> list[Point]:
    """Return one point a row, in order of time, without numbers where the row is hidden."""
    hidden = flags(rows, "hidden")
    numbers = [
        [None if hid else number for hid, number in zip(hidden, known(rows, name), strict=True)]
        for name in columns
    ]
    names = [str(name) for name in rows[group].tolist()] if group else [""] * len(rows)
    places = [periods.index(period) for period in rows["period"].tolist()]
    pupils = [int(count or 0) for count in known(rows, "pupils")]
    focus = [group is None or flag for flag in flags(rows, emphasis)]
    cells = (names, rows["period"].tolist(), places, pupils, *numbers, focus, flags(rows, "small"))
    points = [Point(*parts) for parts in zip(*cells, strict=True)]
    return sorted(points, key=lambda point: point.place)


def _by_name(points: Iterable[Point]) -> dict[str, list[Point]]:
    """Return the points of each group, in order of time."""
    found: dict[str, list[Point]] = {}
    for point in points:
        found.setdefault(point.name, []).append(point)
    return found


def _traces(points: list[Point], say: Say) -> list[dict[str, Any]]:
    """Return every group's band and line, those in the accent last, so that they lie on top."""
    groups = sorted(_by_name(points).values(), key=lambda mine: mine[-1].emphasis)
    return [trace for mine in groups for trace in _band_and_line(mine, say)]


def _end_names(points: list[Point], say: Say) -> list[dict[str, Any]]:
    """Return each group's name and latest value, above its band at the right; the lowest group's below it."""
    last = _by_name(point for point in points if point.value is not None)
    ends = sorted((mine[-1] for mine in last.values()), key=lambda end: end.value or 0.0)
    names = []
    for order, end in enumerate(ends):
        below = order == 0 and len(ends) > 1
        words = f"{end.name} {said(end.value, say)}".strip()
        edge = end.low if below else end.high
        names.append(
            {
                "text": f"<b>{words}</b>" if end.emphasis else words,
                "x": end.place,
                "y": end.value if edge is None else edge,
                "xanchor": "right",
                "xshift": 8,
                "yanchor": "top" if below else "bottom",
                "showarrow": False,
            }
        )
    return names


def _upright_axis(points: list[Point], say: Say) -> dict[str, Any]:
    """Return the upright axis: its round values in words, with room for a name above and below."""
    ends = [end for point in points for end in (point.value, point.low, point.high) if end is not None]
    if not ends:
        return {}
    low, high = min(ends), max(ends)
    high = high if high > low else low + 1
    room = 0.16 * (high - low)
    return {"range": [low - room, high + room], **ticks(low, high, say)}


def _band_and_line(points: list[Point], say: Say) -> list[dict[str, Any]]:
    """Return one group's interval band and its line.

    A period without a value is a gap in both: a line across it would claim to know it.
    """
    if all(point.value is None for point in points):
        return []
    focus = points[-1].emphasis
    colour = ACCENT if focus else OTHER
    around, edge = _band_outline(points)
    band = {
        "type": "scatter",
        "x": around,
        "y": edge,
        "mode": "lines",
        "fill": "toself",
        "fillcolor": colour,
        "opacity": 0.14,
        "line": {"width": 0, "color": colour},
        "hoverinfo": "skip",
    }
    return [band, _line(points, say, focus)]


def _line(points: list[Point], say: Say, focus: bool) -> dict[str, Any]:
    """Return one group's line, and what each point says when it is pointed at."""
    colour = ACCENT if focus else OTHER
    return {
        "type": "scatter",
        "x": [point.place for point in points],
        "y": [point.value for point in points],
        "mode": "lines+markers",
        "connectgaps": False,
        "line": {"color": colour, "width": 3 if focus else 2},
        "marker": {
            "size": 8,
            "color": colour,
            "symbol": ["circle-open" if point.small else "circle" for point in points],
        },
        "customdata": [
            [
                *(point.name, point.period),
                *(said(number, say) for number in (point.value, point.low, point.high)),
                point.pupils,
            ]
            for point in points
        ],
        "hovertemplate": "<b>%{customdata[0]} %{customdata[1]}</b><br>%{customdata[2]}, between "
        "%{customdata[3]} and %{customdata[4]}<br>%{customdata[5]} pupils<extra></extra>",
        "cliponaxis": False,
    }


def _band_outline(points: list[Point]) -> tuple[list[int | None], list[float | None]]:
    """Return the outline of the interval, one closed piece for each stretch of periods without a gap."""
    across: list[int | None] = []
    up: list[float | None] = []
    for is_known, stretch in groupby(points, lambda point: None not in (point.value, point.low, point.high)):
        if is_known:
            piece = list(stretch)
            across += [*(point.place for point in piece), *(point.place for point in piece[::-1]), None]
            up += [*(point.high for point in piece), *(point.low for point in piece[::-1]), None]
    return across, up


def _breaks(breaks: Sequence[Line], starts: list[pd.Timestamp]) -> list[Line]:
    """Return each break before the first period that begins on or after it."""
    after = [(line, sum(start < pd.Timestamp(line["at"]) for start in starts)) for line in breaks]
    return [{"at": count - 0.5, "label": line["label"]} for line, count in after if 0 < count < len(starts)]
