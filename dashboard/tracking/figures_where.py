"""Rows about results and targets in, figures out."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.figure_parts import Figure, dots_with_intervals
from dashboard.figure_parts.heat import Cell, heat_table
from dashboard.tracking.wording import from_target, in_100, pupils, signed
from dashboard.viewer import FEWEST

Row = Mapping[str, Any]
ON_TARGET = 0.0


def where_figure(rows: pd.DataFrame, down: Sequence[str], across: Sequence[str], name_scales: bool) -> Figure:
    """Draw the heat table of results against targets.

    ``rows``: ``row`` and ``column`` (the labels), ``subject``, ``group``, ``class`` (or nothing), ``scale``,
    ``results``, ``pupils``, ``mean``, ``share``. The strongest shade is the widest difference on the same
    scale that does not rest on a few pupils.
    """
    many = rows[rows["pupils"] >= FEWEST]
    spans = many["mean"].abs().groupby(many["scale"]).max()
    widest = {str(scale): float(span) for scale, span in spans.items()}
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows.to_dict("records"):
        found.setdefault((row["row"], row["column"]), []).append({str(key): row[key] for key in row})
    cells = [
        _cell(down.index(place[0]), across.index(place[1]), several, widest, name_scales)
        for place, several in found.items()
    ]
    return heat_table(down, across, cells)


def _cell(
    row: int, column: int, several: Sequence[Row], widest: Mapping[str, float], name_scales: bool
) -> Cell:
    """Return one cell: its mean on one scale, or that it has several or no target."""
    first = several[0]
    handed = [first["subject"], first["group"], first["class"]]
    place = f"<b>{first['class'] or first['row'] + ', ' + first['column']}</b>"
    named = [f"<b>{first['class']}</b>"] if first["class"] else []
    if len(several) > 1:
        scales = ", ".join(each["scale"] for each in several)
        words = f"{place}<br>Results on several scales, so no average: {scales}"
        return Cell(row, column, None, [*named, f"{len(several)} scales", "no average"], words, handed)
    scale = [first["scale"]] if name_scales else []
    if not first["pupils"]:
        words = f"{place}<br>{pupils(first['results'])} with a result, none with a target on {first['scale']}"
        return Cell(row, column, None, [*named, "no target", f"n {first['results']}", *scale], words, handed)
    is_small = first["pupils"] < FEWEST
    shade = None if is_small else first["mean"] / (widest[first["scale"]] or 1.0)
    mean = signed(first["mean"])
    lines = [
        *named,
        mean if is_small or named else f"<b>{mean}</b>",
        f"{100 * first['share']:.0f}%",
        f"n {first['pupils']}" + (", few" if is_small else ""),
        *scale,
    ]
    words = (
        f"{place}<br>Average: {from_target(first['mean'], first['scale'])} ({first['scale']})<br>"
        f"{in_100(first['share'])} on target, {pupils(first['pupils'])}"
    )
    return Cell(row, column, shade, lines, words, handed)


def classes_figure(rows: pd.DataFrame) -> Figure:
    """Draw each class's mean difference from target with its interval, in the order given."""
    clear = (rows["low"] > 0) | (rows["high"] < 0)
    marked = rows.assign(is_focus=clear, small=rows["pupils"] < FEWEST)
    return dots_with_intervals(marked, signed, [{"at": ON_TARGET, "label": "on target"}], label="class")
