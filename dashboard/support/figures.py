"""Figures of the support page: rows in, a plain dict out."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from dashboard.figure_parts import ACCENT, OTHER, Figure, Say, dots_with_intervals, empty_figure
from dashboard.figure_parts.base import FADED, layout_of, upright
from dashboard.statistics.matching import Balance
from dashboard.statistics.survival import Curve

SIDES = "less \u2190  \u2192 more"
WORDS_WIDE = 0.16  # of the width: a value in words, on a phone
ROOM_FOR_WORDS = 1.5  # times the longest bar, for what stands at its end on a telephone
BAR_HEIGHT = 44
BALANCE_HEIGHT = 34
CLOCK_HEIGHT = 340
WEEKS_A_TICK = 4


def shares_figure(rows: pd.DataFrame) -> Figure:
    """Draw the share of each group with its interval."""
    return dots_with_intervals(rows, lambda share: f"{100 * share:.0f} in 100")


def group_figure(rows: pd.DataFrame, say: Say) -> Figure:
    """Draw a measure of each group with its interval."""
    return dots_with_intervals(rows, say)


def gains_figure(rows: pd.DataFrame, say: Say) -> Figure:
    """Draw what the supported gained, what pupils like them gained, and the difference in the accent."""
    return _beside_names(dots_with_intervals(rows, say, [{"at": 0.0, "label": "no gain"}], label="row"))


def board_figure(rows: pd.DataFrame, say: Say) -> Figure:
    """Draw what each intervention may have added; the chosen one in the accent."""
    return _beside_names(dots_with_intervals(rows, say, [{"at": 0.0, "label": "no difference"}], label="row"))


def _beside_names(figure: Figure) -> Figure:
    """Break the upright line where the rows' names and values stand, so that it crosses out none of them."""
    [line], ends = figure["layout"]["shapes"], figure["data"][1]["x"]
    low, high = figure["layout"]["xaxis"]["range"]
    words = WORDS_WIDE * (high - low)
    pieces = [
        {**line, "yref": "y", "y0": place - 0.15, "y1": place + 0.35}
        for place, end in enumerate(ends)
        if not end < line["x0"] < end + words
    ]
    figure["layout"]["shapes"] = pieces
    return figure


def balance_figure(balance: Sequence[Balance]) -> Figure:
    """Draw how far apart the two sides are in each respect, hollow before matching and full after it."""
    ends = [abs(number) for each in balance for number in (each.before, each.after)]
    most = max([0.5, *ends])
    layout = layout_of(height=BALANCE_HEIGHT * len(balance) + 60)
    layout["xaxis"] |= {
        "range": [-1.1 * most, 1.1 * most],
        "title": {"text": SIDES, "font": {"size": 12, "color": FADED}},
        "tickvals": [0],
        "ticktext": ["alike"],
    }
    layout["yaxis"] |= {"autorange": "reversed", "showgrid": True}
    layout["shapes"] = upright([{"at": 0.0, "label": ""}])
    names = [each.name for each in balance]

    def dots(numbers: list[float], symbol: str, colour: str, when: str) -> dict[str, Any]:
        """Return a trace of dots, one a background."""
        return {
            "type": "scatter",
            "mode": "markers",
            "x": numbers,
            "y": names,
            "marker": {"size": 11, "color": colour, "symbol": symbol, "line": {"width": 2, "color": colour}},
            "hovertemplate": "%{y}, " + when + ": %{x:.2f}<extra></extra>",
        }

    return {
        "data": [
            dots([each.before for each in balance], "circle-open", OTHER, "before matching"),
            dots([each.after for each in balance], "circle", ACCENT, "after matching"),
        ],
        "layout": layout,
    }


def load_figure(at_once: list[int], last: int) -> Figure:
    """Draw how many pupils have one, two, three interventions at once; ``last`` or more are one bar."""
    if not sum(at_once):
        return empty_figure("Nobody has support on this day.")
    names = [f"{number}{' or more' * (number == last)} at once" for number in range(1, len(at_once) + 1)]
    layout = layout_of(height=BAR_HEIGHT * len(names) + 40)
    layout["xaxis"] |= {"visible": False, "range": [0, ROOM_FOR_WORDS * max(at_once)]}
    layout["yaxis"] |= {"autorange": "reversed", "showgrid": False}
    bar: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "x": at_once,
        "y": names,
        "text": [f"{count:,} {'pupil' if count == 1 else 'pupils'}" for count in at_once],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": [ACCENT if place >= 2 else OTHER for place in range(len(names))]},
        "hoverinfo": "skip",
    }
    return {"data": [bar], "layout": layout}


def clock_figure(curves: Mapping[str, Curve], focus: str) -> Figure:
    """Draw the share for whom it has happened by each week, a stepped line with its interval a group."""
    drawn = {name: curve for name, curve in curves.items() if len(curve.times)}
    if not drawn:
        return empty_figure("It has happened for nobody in these days.")
    last = max(float(curve.times[-1]) for curve in drawn.values())
    layout = layout_of(height=CLOCK_HEIGHT)
    step = WEEKS_A_TICK * max(1, int(np.ceil(last / (10 * WEEKS_A_TICK))))
    marks = list(range(0, int(np.ceil(last)) + step, step))
    width = max(last, 1.0)
    layout["xaxis"] |= {"range": [0, width], "tickvals": marks, "showgrid": False}
    layout["xaxis"] |= {"title": {"text": "weeks", "font": {"size": 12, "color": FADED}}}
    layout["yaxis"] |= {
        "range": [-0.1, 1.06],
        "tickvals": [0, 0.25, 0.5, 0.75, 1],
        "ticktext": ["0", "25 in 100", "half", "75 in 100", "all"],
    }
    layout["annotations"] = _end_names(drawn, focus, width)
    layout["margin"] |= {"b": 44, "l": 8}
    ordered = sorted(drawn.items(), key=lambda each: each[0] == focus)
    return {
        "data": [trace for name, curve in ordered for trace in _steps(name, curve, name == focus)],
        "layout": layout,
    }


def _steps(name: str, curve: Curve, is_focus: bool) -> list[dict[str, Any]]:
    """Return one group's interval and its stepped line, from nobody at the start."""
    colour = ACCENT if is_focus else OTHER
    weeks = [0.0, *curve.times.tolist()]
    share, low, high = ([0.0, *column.tolist()] for column in (curve.share, curve.low, curve.high))
    waiting = [curve.pupils, *curve.at_risk.tolist()]
    edge = {"type": "scatter", "mode": "lines", "line": {"width": 0, "shape": "hv"}, "hoverinfo": "skip"}
    return [
        {**edge, "x": weeks, "y": low},
        {**edge, "x": weeks, "y": high, "fill": "tonexty", "fillcolor": _pale(colour)},
        {
            "type": "scatter",
            "mode": "lines",
            "x": weeks,
            "y": share,
            "line": {"color": colour, "width": 3 if is_focus else 2, "shape": "hv"},
            "customdata": [
                [name, f"{100 * at:.0f} in 100", f"{100 * least:.0f}", f"{100 * most:.0f}", left]
                for at, least, most, left in zip(share, low, high, waiting, strict=True)
            ],
            "hovertemplate": "<b>%{customdata[0]}</b>, week %{x:.0f}<br>%{customdata[1]}, between "
            "%{customdata[2]} and %{customdata[3]}<br>%{customdata[4]} pupils still waiting<extra></extra>",
        },
    ]


def _pale(colour: str) -> str:
    """Return a colour to see through."""
    return colour.replace("rgb(", "rgba(").replace(")", ", 0.14)")


def _end_names(curves: Mapping[str, Curve], focus: str, width: float) -> list[dict[str, Any]]:
    """Return each group's name above the end of its line, the lowest group's below it."""
    order = sorted(curves, key=lambda name: float(curves[name].share[-1]))
    found = []
    for place, name in enumerate(order):
        curve, below = curves[name], place == 0 and len(order) > 1
        words = f"{name}, {curve.pupils:,} {'pupil' if curve.pupils == 1 else 'pupils'}"
        found.append(
            {
                "text": f"<b>{words}</b>" if name == focus else words,
                "x": width,
                "y": float(curve.low[-1] if below else curve.high[-1]),
                "xanchor": "right",
                "yanchor": "top" if below else "bottom",
                "showarrow": False,
            }
        )
    return found
