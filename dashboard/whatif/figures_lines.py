"""The charts of what a little more or less would change: groups, communities, and plans of tutoring."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.figure_parts.base import ACCENT, FADED, INK, OTHER, Figure, empty_figure, layout_of
from dashboard.scenarios.outcome import Outcome

COLOURS = {"B": ACCENT, "C": FADED}
WHERE = {"B": "top center", "C": "bottom center"}  # so that two that are alike can both be read
DASHES = {"B": "solid", "C": "dot"}


def curve_of_groups(outcomes: Mapping[str, Outcome]) -> Figure:
    """Draw how many pupils get all their choices with fewer and more groups."""
    lines = {
        letter: _points(outcome.tables["curve"], "groups", "all_met", "chosen")
        for letter, outcome in outcomes.items()
        if "curve" in outcome.tables
    }
    return _curves(lines, "groups in all", "pupils with all choices", "{:.0f}")


def curve_of_communities(outcomes: Mapping[str, Outcome]) -> Figure:
    """Draw the share of lessons that own teams could teach, by the number of communities."""
    lines = {}
    for letter, outcome in outcomes.items():
        curve, made = outcome.tables["curve"], outcome.tables["communities"]
        is_chosen = curve["communities"] == len(made)
        rows = curve.assign(in_100=100 * curve["share"].astype(float), chosen=is_chosen)
        lines[letter] = _points(rows, "communities", "in_100", "chosen")
    return _curves(lines, "communities", "lessons in 100 by the own team", "{:.0f}")


Point = tuple[float, float, bool]


def _points(rows: pd.DataFrame, x: str, y: str, chosen: str) -> list[Point]:
    """Return the points of a curve, with which of them was asked for."""
    columns = (rows[name].tolist() for name in (x, y, chosen))
    return [(float(across), float(up), bool(mark)) for across, up, mark in zip(*columns, strict=True)]


def _curves(lines: Mapping[str, Sequence[Point]], across: str, up: str, say: str) -> Figure:
    """Draw a line a column, named at its end, the number asked for as a large dot with its figure."""
    if not any(lines.values()):
        return empty_figure("Nothing to draw yet.")
    layout = layout_of(340)
    layout["xaxis"] |= {"title": {"text": across}, "dtick": _step(lines), "showgrid": False}
    layout["yaxis"] |= {"title": {"text": up}}
    layout["margin"] |= {"l": 12, "r": 28, "t": 24, "b": 44}
    return {"data": [_curve(letter, points, say) for letter, points in lines.items()], "layout": layout}


def _step(lines: Mapping[str, Sequence[Point]]) -> int:
    """Return how far two ticks are apart."""
    places = sorted({across for points in lines.values() for across, _up, _mark in points})
    return max(1, round((places[-1] - places[0]) / 6))


def _curve(letter: str, points: Sequence[Point], say: str) -> dict[str, Any]:
    """Return the line of one column."""
    words = [say.format(up) if mark else "" for _across, up, mark in points]
    words[-1] = f"{words[-1]} {letter}".strip()
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [across for across, _up, _mark in points],
        "y": [up for _across, up, _mark in points],
        "text": words,
        "textposition": WHERE[letter],
        "textfont": {"color": INK},
        "cliponaxis": False,
        "line": {"color": COLOURS[letter], "dash": DASHES[letter], "width": 2},
        "marker": {"size": [13 if mark else 6 for _across, _up, mark in points], "color": COLOURS[letter]},
        "hovertemplate": "%{x}: %{y:.0f}<extra></extra>",
    }


def front_of_plans(outcomes: Mapping[str, Outcome]) -> Figure:
    """Draw each plan by its progress in all and by how much more of it goes to disadvantaged pupils."""
    found = {letter: outcome for letter, outcome in outcomes.items() if "rules" in outcome.tables}
    if not found:
        return empty_figure("Nothing to draw yet.")
    layout = layout_of(380)
    layout["xaxis"] |= {"title": {"text": "months of progress, all pupils together"}}
    layout["yaxis"] |= {"title": {"text": "months more for each disadvantaged pupil"}}
    layout["margin"] |= {"l": 12, "r": 12, "t": 24, "b": 44}
    data = [trace for letter, outcome in found.items() for trace in _plans(letter, outcome)]
    return {"data": data, "layout": layout}


def _plans(letter: str, outcome: Outcome) -> list[dict[str, Any]]:
    """Return the front of one column, the plans of plain rules in grey, and the plan itself."""
    front, rules = outcome.tables["front"], outcome.tables["rules"]
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": front["months"].tolist(),
        "y": front["gap_closed"].tolist(),
        "line": {"color": COLOURS[letter], "dash": DASHES[letter], "width": 1.5},
        "marker": {"size": 6, "color": COLOURS[letter]},
        "hovertemplate": "%{x:.0f} months in all, %{y:.1f} more for a disadvantaged pupil<extra></extra>",
    }
    words = [*rules["plan"].tolist()[:-1], letter]
    sides = ["bottom center"] * (len(words) - 1) + [WHERE[letter]]
    dots = {
        "type": "scatter",
        "mode": "markers+text",
        "x": rules["months"].tolist(),
        "y": rules["gap_closed"].tolist(),
        "text": words,
        "textposition": sides,
        "textfont": {"color": INK, "size": 12},
        "cliponaxis": False,
        "marker": {
            "size": [9] * (len(words) - 1) + [13],
            "color": [OTHER] * (len(words) - 1) + [COLOURS[letter]],
        },
        "hoverinfo": "skip",
    }
    return [line, dots]
