"""A table of cells shaded around 0: the numbers stand in the cells, so that it reads in greyscale too.

The shades are half transparent: the card shines through, and the words keep their contrast in both themes.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any

from dashboard.figure_parts.base import FADED, Figure, empty_figure, layout_of

# Ochre below and the accent above: told apart by every kind of colour vision, and neither says good or bad.
BELOW, ABOVE = (191, 118, 18), (11, 98, 112)
STRONGEST = 0.5
LINE_HEIGHT = 17
LABEL_WIDTH = 13  # letters in a line of a label


@dataclass(frozen=True)
class Cell:
    """One cell: where it stands, its shade between -1 and 1, its words, and what a click hands back."""

    row: int
    column: int
    shade: float | None
    lines: Sequence[str]
    hover: str = ""
    handed: Sequence[str] = field(default_factory=tuple)


def heat_table(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Cell]) -> Figure:
    """Draw a table of shaded cells under their headings, the rows downwards.

    Cells that are not given say "no data". The first trace takes the clicks.
    """
    if not rows or not columns:
        return empty_figure("Nothing to show for this choice.")
    deepest = max((len(cell.lines) for cell in cells), default=1)
    labels = [_broken(label) for label in rows]
    deepest = max(deepest, *(label.count("<br>") + 1 for label in labels))
    layout = layout_of(height=len(rows) * (deepest * LINE_HEIGHT + 12) + 60)
    layout["xaxis"] |= _axis(columns, [_broken(label) for label in columns], "top")
    layout["yaxis"] |= _axis(rows, labels, "left") | {"range": [len(rows) - 0.5, -0.5]}
    layout["margin"] |= {"t": 44, "b": 4, "r": 4}
    layout["hovermode"] = "closest"
    return {"data": [_shades(rows, columns, cells), _words(rows, columns, cells)], "layout": layout}


def _broken(label: str) -> str:
    """Return a label in lines short enough for a phone."""
    return "<br>".join(wrap(label, LABEL_WIDTH) or [""])


def _axis(names: Sequence[str], labels: Sequence[str], side: str) -> dict[str, Any]:
    """Return an axis with one label a row or column and no lines."""
    return {
        "tickvals": list(range(len(names))),
        "ticktext": list(labels),
        "range": [-0.5, len(names) - 0.5],
        "side": side,
        "showgrid": False,
        "ticks": "",
    }


def _shades(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Cell]) -> dict[str, Any]:
    """Return the shades, and what each cell says when it is pointed at and hands back when clicked."""
    shade: list[list[float | None]] = [[None] * len(columns) for _ in rows]
    hover = [["no data"] * len(columns) for _ in rows]
    # As text: of a cell's click data only texts and numbers reach a callback.
    handed = [["[]"] * len(columns) for _ in rows]
    for cell in cells:
        shade[cell.row][cell.column] = 0.0 if cell.shade is None else max(-1.0, min(1.0, cell.shade))
        hover[cell.row][cell.column] = cell.hover
        handed[cell.row][cell.column] = json.dumps(list(cell.handed))
    return {
        "type": "heatmap",
        "z": shade,
        "text": hover,
        "customdata": handed,
        "zmin": -1,
        "zmax": 1,
        "colorscale": [[0, _colour(BELOW)], [0.5, "rgba(139, 145, 149, 0.06)"], [1, _colour(ABOVE)]],
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
        "hovertemplate": "%{text}<extra></extra>",
    }


def _colour(parts: tuple[int, int, int]) -> str:
    """Return the strongest shade of a colour."""
    return "rgba({}, {}, {}, {})".format(*parts, STRONGEST)


def _words(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Cell]) -> dict[str, Any]:
    """Return the words in the cells, and "no data" in those that are not given."""
    said = {(cell.row, cell.column): "<br>".join(cell.lines) for cell in cells}
    places = [(row, column) for row in range(len(rows)) for column in range(len(columns))]
    nothing = f"<span style='color:{FADED}'>no data</span>"
    return {
        "type": "scatter",
        "mode": "text",
        "x": [column for _row, column in places],
        "y": [row for row, _column in places],
        "text": [said.get(place, nothing) for place in places],
        "textfont": {"size": 12},
        "hoverinfo": "skip",
    }
