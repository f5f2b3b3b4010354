"""Rows about moves in, figures out."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.figure_parts import FADED, Figure, Line, dots_with_intervals, empty_figure
from dashboard.figure_parts.heat import Cell, heat_table
from dashboard.figure_parts.shares import Bar, divided_bars
from dashboard.tracking.wording import in_100, pupils, signed
from dashboard.viewer import FEWEST

AS_EXPECTED: Line = {"at": 0.0, "label": "as expected"}


def matrix_figure(
    counts: NDArray[np.intp], down: Sequence[str], across: Sequence[str], is_one_scale: bool
) -> Figure:
    """Draw the transition matrix: in each cell the share of its row, and how many pupils that is.

    Rows of fewer than ten pupils have counts alone. On one scale the level kept is in bold.
    """
    totals = counts.sum(axis=1)
    cells = [
        _cell((row, column), int(counts[row, column]), int(totals[row]), (down, across), is_one_scale)
        for row in range(len(down))
        for column in range(len(across))
    ]
    named = [f"{name} (n {total})" for name, total in zip(down, totals.tolist(), strict=True)]
    return heat_table(named, across, cells)


def _cell(
    place: tuple[int, int], count: int, total: int, names: tuple[Sequence[str], Sequence[str]], one: bool
) -> Cell:
    """Return one cell of the matrix; one that nobody is in has no words."""
    row, column = names[0][place[0]], names[1][place[1]]
    share = count / total if total else 0.0
    words = f"<b>From {row} to {column}</b><br>{count} of {pupils(total)}"
    if not count:
        return Cell(*place, None, [""], words)
    if total < FEWEST:
        return Cell(*place, None, [f"{count}"], words)
    said = f"{100 * share:.0f}"  # no unit: ten columns stand side by side on a phone
    lines = [f"<b>{said}</b>" if one and row == column else said, f"{count}"]
    return Cell(*place, share, lines, f"{words}: {in_100(share)}")


def flows_figure(rows: Sequence[Mapping[str, Any]], parts: Sequence[str]) -> Figure:
    """Draw where each starting level leads: one bar a level, divided into three."""
    return divided_bars([Bar(row["level"], row["pupils"], row["shares"]) for row in rows], parts)


def national_figure(rows: pd.DataFrame) -> Figure:
    """Draw the share of each band with its interval, and England's beside it; clearly apart in the accent.

    ``rows``: ``band``, ``pupils``, ``value``, ``low``, ``high``, ``national``.
    """
    if rows.empty:
        return empty_figure("No Year 11 results to set beside England's.")
    small = rows["pupils"] < FEWEST
    apart = (rows["low"] > rows["national"]) | (rows["high"] < rows["national"])
    shown = rows.assign(small=small, is_focus=apart & ~small)
    figure = dots_with_intervals(shown, in_100, label="band")
    for place, at in enumerate(rows["national"].tolist()):
        mark_across(figure, place, at, f"England {100 * at:.0f}")
    return figure


def mark_across(figure: Figure, place: int, at: float, words: str) -> None:
    """Add a thin line across one row, with its words beside the row's name: nothing else stands there."""
    layout = figure["layout"]
    across = {"type": "line", "x0": at, "x1": at, "y0": place - 0.2, "y1": place + 0.2}
    layout["shapes"] = [*layout["shapes"], {**across, "line": {"color": FADED, "width": 2, "dash": "dot"}}]
    layout["annotations"][place]["text"] += f"<span style='color:{FADED};font-size:12px'> · {words}</span>"
    low, high = layout["xaxis"]["range"]
    layout["xaxis"]["range"] = [min(low, at), max(high, at)]


def added_figure(rows: pd.DataFrame, label: str) -> Figure:
    """Draw the value added of each row with its interval, in the order given; clear ones in the accent."""
    clear = (rows["low"] > 0) | (rows["high"] < 0)
    small = rows["pupils"] < FEWEST
    return dots_with_intervals(
        rows.assign(is_focus=clear & ~small, small=small), signed, [AS_EXPECTED], label
    )


def middle_figure(rows: pd.DataFrame) -> Figure:
    """Draw the gain of each third of starters with its interval, and the gain that the line expects."""
    if rows.empty:
        return empty_figure("Nobody to show for this choice.")
    zero: Line = {"at": 0.0, "label": "no gain"}
    figure = dots_with_intervals(rows.assign(is_focus=True), signed, [zero], label="third")
    for place, at in enumerate(rows["expected"].tolist()):
        mark_across(figure, place, at, f"expected {signed(at)}")
    return figure
