"""The charts of a scenario: one of each kind, dots and bars in words at the marks."""

from collections.abc import Mapping, Sequence
from math import floor
from typing import Any

from dashboard.figure_parts.base import ACCENT, FADED, INK, OTHER, Figure, empty_figure, layout_of
from dashboard.scenarios.outcome import Line, Outcome
from dashboard.scenarios.words import money, number, percent

TODAY = "A"
MINUS = "\u2212"
PANEL = 104  # pixels of one measure: its name and a bar a column
ROOM = 1.4  # how much further than the longest bar the axis reaches, for the words


def amount(value: float, unit: str) -> str:
    """Say a figure in its unit: ``£5.46 million``, ``76 %``, ``22.2 pupils``."""
    if unit.startswith("£"):
        return f"{MINUS if value < 0 else ''}{money(value)}"
    if unit == "share":
        return percent(value)
    return f"{number(value, 0 if abs(value) >= 100 or value == round(value) else 1)} {unit}".strip()


def whole_people(value: float, line: Line) -> float:
    """Return a number of pupils who are counted as whole ones; a class may have 26.1 on average."""
    return (
        float(floor(value + 0.5))
        if line.unit == "pupils" and line.row in ("access", "composition")
        else value
    )


def bars_by_column(outcomes: Mapping[str, Outcome], what: Sequence[tuple[str, str]]) -> Figure:
    """Draw a few figures as bars from nothing, today's above those of each column.

    ``what`` names the row and the figure of each; those without a number are left out.
    """
    panels = [found for found in (_panel(outcomes, *each) for each in what) if found]
    if not panels:
        return empty_figure("Nothing to draw here.")
    return panels_of_bars(panels)


def _panel(
    outcomes: Mapping[str, Outcome], row: str, what: str
) -> tuple[str, list[tuple[str, float, str]]] | None:
    """Return a figure's name and its bars: the column's letter, the length and the words."""
    found = {
        letter: line
        for letter, outcome in outcomes.items()
        for line in outcome.lines
        if (line.row, line.what) == (row, what) and line.value is not None
    }
    if not found:
        return None
    bars = [_today(next(iter(found.values())))] + [
        (letter, line.value, amount(whole_people(line.value, line), line.unit))
        for letter, line in found.items()
        if line.value is not None
    ]
    return what, [bar for bar in bars if bar]


def _today(line: Line) -> tuple[str, float, str] | None:
    """Return the bar of today."""
    return (
        None if line.today is None else (TODAY, line.today, amount(whole_people(line.today, line), line.unit))
    )


def panels_of_bars(panels: Sequence[tuple[str, list[tuple[str, float, str]]]]) -> Figure:
    """Draw a panel a figure, one under another, each on its own scale from nothing."""
    layout = layout_of(PANEL * len(panels) + 12)
    layout |= {"bargap": 0.35, "margin": {"l": 28, "r": 8, "t": 4, "b": 4}}
    del layout["xaxis"], layout["yaxis"]
    share, data, names = 1 / len(panels), [], []
    for place, (name, bars) in enumerate(panels):
        end = place + 1 if place else ""
        top, bottom = 1 - place * share, 1 - (place + 1) * share
        data.append(_bars(bars, f"x{end}", f"y{end}"))
        longest = max(abs(length) for _letter, length, _words in bars) or 1.0
        shortest = min(0.0, *(length for _letter, length, _words in bars))
        hidden = {"visible": False, "fixedrange": True}
        layout[f"xaxis{end}"] = {**hidden, "range": [ROOM * shortest, ROOM * longest], "anchor": f"y{end}"}
        layout[f"yaxis{end}"] = {
            "domain": [bottom + 0.06 * share, top - 0.26 * share],
            "autorange": "reversed",
            "fixedrange": True,
            "anchor": f"x{end}",
            "tickfont": {"size": 13},
            "ticklen": 4,
            "type": "category",
        }
        names.append(_heading(name, top))
    layout["annotations"] = names
    return {"data": data, "layout": layout}


def _bars(bars: Sequence[tuple[str, float, str]], xaxis: str, yaxis: str) -> dict[str, Any]:
    """Return the bars of one panel, today's grey and the others in the accent."""
    return {
        "type": "bar",
        "orientation": "h",
        "xaxis": xaxis,
        "yaxis": yaxis,
        "y": [letter for letter, _length, _words in bars],
        "x": [length for _letter, length, _words in bars],
        "text": [words for _letter, _length, words in bars],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"color": INK, "size": 13},
        "marker": {"color": [OTHER if letter == TODAY else ACCENT for letter, _length, _words in bars]},
        "hoverinfo": "skip",
    }


def _heading(name: str, top: float) -> dict[str, Any]:
    """Return the name of a panel, at its upper left."""
    return {
        "text": name,
        "x": 0,
        "y": top,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 13, "color": FADED},
    }
