"""The figure of reasons for a conversation: a bar from zero each, and a tick where chance would end."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.figure_parts import ACCENT, FADED, INK, OTHER, Figure, empty_figure
from dashboard.figure_parts.base import layout_of

ROW_HEIGHT = 72
LEFT = 30


def reasons_figure(counts: pd.DataFrame) -> Figure:
    """Draw how many flags each reason raises, and how many chance alone would."""
    if counts.empty:
        return empty_figure("No reasons to show.")
    flags, chance = counts["flags"].tolist(), counts["chance"].tolist()
    longest = max([*flags, *(each for each in chance if pd.notna(each)), 1])
    layout = layout_of(height=ROW_HEIGHT * len(counts) + 24)
    layout["xaxis"] |= {"range": [0, 1.02 * longest], "visible": False}
    layout["yaxis"] |= {"range": [len(counts) - 0.4, -0.85], "visible": False}
    layout["margin"] |= {"l": LEFT, "b": 4}
    layout["annotations"] = [_name(row, place) for place, row in enumerate(counts.to_dict("records"))]
    return {"data": [_bars(counts), _ticks(chance)], "layout": layout}


def _bars(counts: pd.DataFrame) -> dict[str, Any]:
    """Return a bar a reason, those that beat chance in the accent."""
    beats = beyond_chance(counts)
    return {
        "type": "bar",
        "orientation": "h",
        "x": counts["flags"].tolist(),
        "y": list(range(len(counts))),
        "width": 0.34,
        "marker": {"color": [ACCENT if each else OTHER for each in beats]},
        "hoverinfo": "skip",
    }


def _ticks(chance: list[float]) -> dict[str, Any]:
    """Return an upright tick where chance alone would end each bar."""
    known = [(each, place) for place, each in enumerate(chance) if pd.notna(each)]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [each for each, _ in known],
        "y": [place for _, place in known],
        "marker": {"symbol": "line-ns", "size": 14, "line": {"width": 3, "color": INK}},
        "hovertemplate": "chance alone: about %{x:.0f}<extra></extra>",
        "cliponaxis": False,
    }


def beyond_chance(counts: pd.DataFrame) -> list[bool]:
    """Say which reasons raise more flags than chance would but once in forty: a count's own spread, twice."""
    chance = counts["chance"].fillna(0.0)
    return (counts["flags"] > chance + 2 * chance**0.5).tolist()


def in_brief(row: Mapping[Any, Any]) -> str:
    """Say a count, and what chance alone would make of it."""
    if not row["flags"]:
        return "none"
    pupils = f"{row['pupils']:,} {'pupil' if row['pupils'] == 1 else 'pupils'}"
    count = pupils if row["flags"] == row["pupils"] else f"{row['flags']:,} times, in {pupils}"
    if pd.isna(row["chance"]):
        return count
    chance = f"about {row['chance']:,.0f}" if row["chance"] >= 1 else "fewer than 1"
    return f"{count}; by chance {chance}"


def _name(row: Mapping[Any, Any], place: int) -> dict[str, Any]:
    """Return the name of a reason and its count, above its bar."""
    return {
        "text": f"{row['title']}<br><span style='color:{FADED};font-size:12px'>{in_brief(row)}</span>",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -LEFT,
        "y": place,
        "yanchor": "bottom",
        "yshift": 12,
        "align": "left",
        "showarrow": False,
    }
