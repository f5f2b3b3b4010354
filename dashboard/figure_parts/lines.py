"""Lines over time, each with its interval as a band."""

from collections.abc import Sequence
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
    layout_of,
    line_labels,
    marked_rows,
    said,
    ticks,
    upright,
)


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

    ``rows`` needs ``period``, ``from_date``, ``pupils`` and the columns named, in order of time; ``breaks``
    are dates on which the way of counting changed. ``group`` None draws one line.
    """
    if rows.empty:
        return empty_figure("No earlier period to compare with yet.")
    marked = marked_rows(rows, columns, emphasis)
    periods = marked.drop_duplicates("period").sort_values("from_date")
    marked["place"] = marked["period"].map({period: place for place, period in enumerate(periods["period"])})
    marked["name"] = marked[group].astype(str) if group else ""
    marked["emphasis"] |= group is None
    layout = layout_of(height=height)
    layout["xaxis"] |= {
        "tickvals": list(range(len(periods))),
        "ticktext": list(periods["period"]),
        "range": [-0.3, len(periods) - 0.7],
        "showgrid": False,
    }
    layout["yaxis"] |= _upright_axis(marked, say)
    placed = _breaks(breaks, periods)
    layout["annotations"] = _end_names(marked, say) + line_labels(placed)
    layout["shapes"] = upright(placed)
    layout["margin"] |= {"t": 30 if breaks else 12, "l": 8}
    return {"data": _traces(marked, say), "layout": layout}


def _traces(marked: pd.DataFrame, say: Say) -> list[dict[str, Any]]:
    """Return every group's band and line, those in the accent last, so that they lie on top."""
    groups = marked.sort_values(["emphasis", "place"]).groupby("name", sort=False)
    return [trace for name, points in groups for trace in _band_and_line(str(name), points, say)]


def _end_names(marked: pd.DataFrame, say: Say) -> list[dict[str, Any]]:
    """Return each group's name and latest value, above its band at the right; the lowest group's below it."""
    known = marked[marked["value"].notna() & ~marked["hidden"]].sort_values("place")
    ends = known.groupby("name", sort=False).last().sort_values("value")
    names = []
    for place, (name, end) in enumerate(ends.iterrows()):
        below = place == 0 and len(ends) > 1
        words = f"{name} {say(float(end['value']))}".strip()
        edge = end["low"] if below else end["high"]
        names.append(
            {
                "text": f"<b>{words}</b>" if end["emphasis"] else words,
                "x": int(end["place"]),
                "y": float(end["value"] if pd.isna(edge) else edge),
                "xanchor": "right",
                "xshift": 8,
                "yanchor": "top" if below else "bottom",
                "showarrow": False,
            }
        )
    return names


def _upright_axis(marked: pd.DataFrame, say: Say) -> dict[str, Any]:
    """Return the upright axis: its round values in words, with room for a name above and below."""
    ends = pd.concat([marked["value"], marked["low"], marked["high"]]).dropna()
    if ends.empty:
        return {}
    low, high = float(ends.min()), float(ends.max())
    high = high if high > low else low + 1
    room = 0.16 * (high - low)
    return {"range": [low - room, high + room], **ticks(low, high, say)}


def _band_and_line(name: str, points: pd.DataFrame, say: Say) -> list[dict[str, Any]]:
    """Return one group's interval band and its line.

    A period without a value is a gap in both: a line across it would claim to know it.
    """
    points = points.sort_values("place")
    points = points.assign(value=points["value"].where(~points["hidden"]))
    if points["value"].isna().all():
        return []
    focus = bool(points["emphasis"].iloc[-1])
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
    return [band, _line(name, points, say, focus)]


def _line(name: str, points: pd.DataFrame, say: Say, focus: bool) -> dict[str, Any]:
    """Return one group's line, and what each point says when it is pointed at."""
    words = [said(value, say) for value in points["value"]]
    colour = ACCENT if focus else OTHER
    return {
        "type": "scatter",
        "x": [int(place) for place in points["place"]],
        "y": [None if pd.isna(value) else float(value) for value in points["value"]],
        "mode": "lines+markers",
        "connectgaps": False,
        "line": {"color": colour, "width": 3 if focus else 2},
        "marker": {
            "size": 8,
            "color": colour,
            "symbol": ["circle-open" if small else "circle" for small in points["small"]],
        },
        "customdata": [
            [name, period, word, said(low, say), said(high, say), 0 if pd.isna(pupils) else int(pupils)]
            for period, word, low, high, pupils in zip(
                points["period"], words, points["low"], points["high"], points["pupils"], strict=True
            )
        ],
        "hovertemplate": "<b>%{customdata[0]} %{customdata[1]}</b><br>%{customdata[2]}, between "
        "%{customdata[3]} and %{customdata[4]}<br>%{customdata[5]} pupils<extra></extra>",
        "cliponaxis": False,
    }


def _band_outline(points: pd.DataFrame) -> tuple[list[int | None], list[float | None]]:
    """Return the outline of the interval, one closed piece for each stretch of periods without a gap."""
    across: list[int | None] = []
    up: list[float | None] = []
    is_known = points["value"].notna() & points["low"].notna() & points["high"].notna()
    for _stretch, piece in points[is_known].groupby((~is_known).cumsum()[is_known]):
        places = [int(place) for place in piece["place"]]
        across += [*places, *places[::-1], None]
        up += [*piece["high"], *piece["low"][::-1], None]
    return across, up


def _breaks(breaks: Sequence[Line], periods: pd.DataFrame) -> list[Line]:
    """Return each break before the first period that begins on or after it."""
    starts = pd.to_datetime(periods["from_date"]).to_list()
    after = [(line, sum(start < pd.Timestamp(line["at"]) for start in starts)) for line in breaks]
    return [{"at": count - 0.5, "label": line["label"]} for line, count in after if 0 < count < len(starts)]
