"""What all figures have in common: colours, words at marks, thin lines, the layout.

The assets turn these colours for the dark theme (25-charts.css): a colour changed here changes there.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any, TypedDict

import pandas as pd

Figure = dict[str, Any]
Say = Callable[[float], str]

ACCENT = "rgb(11, 98, 112)"
OTHER = "rgb(139, 145, 149)"
PALE = "rgb(190, 195, 198)"
INK = "rgb(33, 37, 41)"
FADED = "rgb(94, 101, 106)"
RULE = "rgb(226, 229, 231)"

FONT = {"family": "Atkinson Hyperlegible, system-ui, sans-serif", "size": 14, "color": INK}
VALUES = ("value", "low", "high")


class Line(TypedDict):
    """A thin line to read marks against: a benchmark, no difference, a break in a series."""

    at: Any
    label: str


def known(rows: pd.DataFrame, name: str) -> list[float | None]:
    """Return a column's numbers, None where there is none."""
    return [None if number is None or math.isnan(number) else number for number in rows[name].tolist()]


def flags(rows: pd.DataFrame, name: str) -> list[bool]:
    """Return a column of yes and no; all no where there is no such column."""
    if name not in rows:
        return [False] * len(rows)
    return [flag is True or flag == 1 for flag in rows[name].tolist()]


def ticks(low: float, high: float, say: Say) -> dict[str, Any]:
    """Return a few round tick values with their words."""
    room = high - low
    step = next(
        size * 10.0**power for power in range(-6, 9) for size in (1, 2, 5) if size * 10.0**power >= room / 3
    )
    first = round(low / step)
    values = [round(place * step, 9) for place in range(first, first + 8) if low <= place * step <= high]
    return {"tickvals": values, "ticktext": [say(value) for value in values]}


def said(value: float | None, say: Say) -> str:
    """Return a value in words, a dash where there is none."""
    return "\u2013" if value is None or pd.isna(value) else say(value)


def upright(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return the thin upright lines."""
    return [
        {
            "type": "line",
            "x0": line["at"],
            "x1": line["at"],
            "y0": 0,
            "y1": 1,
            "yref": "paper",
            "layer": "below",
            "line": {"color": FADED, "width": 1, "dash": "dot"},
        }
        for line in lines
    ]


def line_labels(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return the words above the upright lines."""
    return [
        {
            "text": line["label"],
            "x": line["at"],
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "xanchor": "auto",
            "showarrow": False,
            "font": {"size": 12, "color": FADED},
        }
        for line in lines
    ]


def empty_figure(message: str) -> Figure:
    """Return a figure without marks that says why it is empty."""
    layout = layout_of(height=120)
    layout["xaxis"] |= {"visible": False}
    layout["yaxis"] |= {"visible": False}
    layout["annotations"] = [
        {"text": message, "x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False}
    ]
    return {"data": [], "layout": layout}


def layout_of(height: int) -> dict[str, Any]:
    """Return what every figure's layout has in common."""
    axis: dict[str, Any] = {
        "zeroline": False,
        "gridcolor": RULE,
        "fixedrange": True,
        "automargin": True,
        "tickangle": 0,
    }
    axis |= {"tickfont": {"size": 12}}
    return {
        "height": height,
        "font": FONT,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 4, "r": 12, "t": 8, "b": 28},
        "hoverlabel": {"align": "left"},
        "dragmode": False,
        "showlegend": False,
        "xaxis": dict(axis),
        "yaxis": dict(axis),
    }
