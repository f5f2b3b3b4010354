"""Figures for the equity page. Each takes rows from ``dashboard.gaps`` and returns a figure, no more.

``say`` turns a value into words, ``say_gap`` a difference.
"""

from collections.abc import Callable, Mapping
from math import isnan
from textwrap import wrap
from typing import Literal

import pandas as pd

from dashboard.academic_years import written
from dashboard.figure_parts import (
    ACCENT,
    FADED,
    OTHER,
    Figure,
    Line,
    dots_with_intervals,
    empty_figure,
    lines_over_time,
)
from dashboard.figure_parts.base import ticks
from dashboard.sentences import so_far

Say = Callable[[float], str]
PeriodKind = Literal["term", "year"]

DIFFERENCE = ("difference", "difference_low", "difference_high")
TOO_FEW = "No group here has enough pupils to show."


def groups_figure(rows: pd.DataFrame, say: Say, group: str, national: Mapping[str, float]) -> Figure:
    """Draw each group's value with its interval, the group the page is about in the accent.

    ``national`` holds the national figure by a group's code, where one fits.
    """
    if rows["value"].notna().sum() == 0:
        return empty_figure(TOO_FEW)
    figure = dots_with_intervals(rows.assign(is_asked=rows["code"] == group), say, emphasis="is_asked")
    for place, code in enumerate(rows["code"]):
        if code in national:
            add_national_line(figure, place, national[code], say)
    return figure


def add_national_line(figure: Figure, place: int, at: float, say: Say) -> None:
    """Add a thin line across one row, with its words under it, and make room for both."""
    layout = figure["layout"]
    across = {"type": "line", "x0": at, "x1": at, "y0": place - 0.2, "y1": place + 0.2}
    layout["shapes"] = [*layout["shapes"], {**across, "line": {"color": FADED, "width": 2, "dash": "dot"}}]
    words = {"text": f"England {say(at)}", "x": at, "y": place, "yanchor": "top", "yshift": -9}
    words |= {"showarrow": False, "font": {"size": 12, "color": FADED}}
    layout["annotations"] = [*layout["annotations"], words]
    low, high = layout["xaxis"]["range"]
    layout["xaxis"]["range"] = [min(low, at), max(high, at * 1.15)]


def trend_figure(rows: pd.DataFrame, say_gap: Say, kind: PeriodKind, breaks: pd.DataFrame) -> Figure:
    """Draw one group's gap over the periods; periods without data and breaks in the series are shown."""
    if rows.empty or rows["difference"].notna().sum() == 0:
        return empty_figure("No period has enough pupils in both groups to show a gap.")
    lines: list[Line] = [
        {"at": day, "label": "<br>".join(wrap(label, WIDEST_LABEL))}
        for day, label in zip(breaks["date"].tolist(), breaks["label"].tolist(), strict=True)
    ]
    placed = with_missing_periods(rows, kind)
    periods = [
        f"{period}<br>{so_far(period)}" if is_running else period
        for period, is_running in zip(placed["period"], placed["is_running"].eq(True), strict=True)
    ]
    figure = lines_over_time(placed.assign(period=periods), say_gap, lines, DIFFERENCE, group=None)
    zero = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0, "layer": "below"}
    figure["layout"]["shapes"] += [{**zero, "line": {"color": OTHER, "width": 1}}]
    figure["layout"]["margin"]["t"] += 14 * max((line["label"].count("<br>") for line in lines), default=0)
    ends = [0.0, *(end for name in DIFFERENCE for end in placed[name].dropna().tolist())]
    room = 0.08 * (max(ends) - min(ends))
    figure["layout"]["yaxis"]["range"] = [min(ends) - (room if min(ends) < 0 else 0), max(ends) + room]
    figure["layout"]["yaxis"] |= ticks(min(ends), max(ends), say_gap)
    return figure


def with_missing_periods(rows: pd.DataFrame, kind: PeriodKind) -> pd.DataFrame:
    """Return the rows in order of time, with an empty row for every period in between that has none."""
    ordered = rows.sort_values("from_date").reset_index(drop=True)
    wanted = periods_between(ordered["period"].iloc[0], ordered["period"].iloc[-1], kind)
    missing = set(wanted) - set(ordered["period"])
    if not missing:
        return ordered
    whole = ordered.set_index("period").reindex(wanted).reset_index()
    whole["from_date"] = pd.to_datetime(whole["from_date"]).interpolate()
    whole["period"] = [f"{each}<br>no data" if each in missing else each for each in whole["period"]]
    return whole


def periods_between(first: str, last: str, kind: PeriodKind) -> list[str]:
    """Return every period's name from the first to the last: 2023/24, 2024/25 or Autumn 2025, Spring 2026."""
    if kind == "year":
        return [written(year) for year in range(int(first[:4]), int(last[:4]) + 1)]
    terms = [f"{term} {year}" for year in range(int(first[-4:]), int(last[-4:]) + 1) for term in IN_A_YEAR]
    return terms[terms.index(first) : terms.index(last) + 1]


WIDEST_LABEL = 18
IN_A_YEAR = ("Spring", "Summer", "Autumn")  # of a calendar year, not of a school year


def shuffle_figure(share: float) -> Figure:
    """Draw a hundred squares, one for each hundredth of the shuffles: dark ones had a gap as big."""
    as_big = 0 if isnan(share) else round(100 * share)
    dark = [place < as_big for place in range(100)]
    figure = empty_figure("")
    figure["data"] = [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [place % 20 for place in range(100)],
            "y": [-(place // 20) for place in range(100)],
            "marker": {
                "symbol": ["square" if each else "square-open" for each in dark],
                "size": 12,
                "color": [ACCENT if each else OTHER for each in dark],
            },
            "hoverinfo": "skip",
            "showlegend": False,
        }
    ]
    figure["layout"] |= {"height": 150, "annotations": []}
    return figure
