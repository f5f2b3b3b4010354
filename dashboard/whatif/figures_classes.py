"""The chart of classes: a dot a class, beside what names drawn from a hat would give."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.figure_parts.base import ACCENT, FADED, INK, OTHER, PALE, Figure, empty_figure, layout_of
from dashboard.scenarios.grouping_words import said
from dashboard.scenarios.outcome import Outcome

ROW = 96  # pixels
APART = 0.13  # between two classes with the same number


def strip_of_classes(outcomes: Mapping[str, Outcome]) -> Figure:
    """Draw, a row a column, how many of the first group compared each class has, over the band of chance."""
    found = {letter: outcome for letter, outcome in outcomes.items() if "separation" in outcome.tables}
    if not found:
        return empty_figure("Nothing was compared between classes: tick something to balance.")
    group = next(iter(found.values())).tables["separation"].iloc[0]["group"]
    drawn = {letter: _row(outcome, group) for letter, outcome in found.items()}
    rows = ["A", *drawn] if any(row["today"] for row in drawn.values() if row) else list(drawn)
    layout = layout_of(ROW * len(rows) + 60)
    data: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    for place, letter in enumerate(rows):
        row = drawn[letter] if letter in drawn else next(each for each in drawn.values() if each)
        if row is None:
            continue
        shapes.append(_band(row["chance"], place))
        data.append(_today(row["today"], place) if letter == "A" else _dots(row["counts"], place))
    layout["yaxis"] |= {
        "tickvals": list(range(len(rows))),
        "ticktext": rows,
        "range": [len(rows) - 0.5, -0.5],
        "showgrid": False,
        "tickfont": {"size": 14},
    }
    layout["xaxis"] |= {"title": {"text": f"{said(str(group))} in a class"}, "rangemode": "tozero"}
    layout["shapes"] = shapes
    layout["margin"] |= {"l": 28, "b": 44}
    return {"data": data, "layout": layout}


def _row(outcome: Outcome, group: str) -> dict[str, Any] | None:
    """Return the counts of each class, what chance would give, and today's fewest and most."""
    apart, made = outcome.tables["separation"], outcome.tables["composition"]
    mine = apart[apart["group"] == group]
    if mine.empty:
        return None
    ends = mine.iloc[0]
    today = (ends["fewest_today"], ends["most_today"])
    classes = made[made["group"] == group]
    return {
        "counts": dict(zip(classes["class"].tolist(), classes["pupils"].tolist(), strict=True)),
        "chance": (ends["fewest_by_chance"], ends["most_by_chance"]),
        "today": None if pd.isna(today[0]) else today,
    }


def _band(ends: tuple[float, float], place: int) -> dict[str, Any]:
    """Return the band that chance alone would usually give."""
    return {
        "type": "rect",
        "x0": ends[0] - 0.5,
        "x1": ends[1] + 0.5,
        "y0": place - 0.42,
        "y1": place + 0.42,
        "fillcolor": PALE,
        "opacity": 0.3,
        "line": {"width": 0},
        "layer": "below",
    }


def _dots(counts: Mapping[str, int], place: int) -> dict[str, Any]:
    """Return a dot a class; those with the same number stand above one another."""
    seen: Counter[int] = Counter()
    y, names = [], []
    for name, count in counts.items():
        y.append(place + 0.3 - APART * min(seen[count], 5))
        seen[count] += 1
        names.append(f"{name}: {count}")
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(counts.values()),
        "y": y,
        "marker": {"size": 11, "color": ACCENT},
        "text": names,
        "hovertemplate": "%{text}<extra></extra>",
    }


def _today(ends: tuple[float, float], place: int) -> dict[str, Any]:
    """Return today's classes: from the one with fewest to the one with most."""
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": list(ends),
        "y": [place, place],
        "text": [f"{end:.0f}" for end in ends],
        "textposition": "top center",
        "textfont": {"color": INK},
        "line": {"color": FADED, "width": 1},
        "marker": {"size": 11, "color": OTHER},
        "hoverinfo": "skip",
    }
