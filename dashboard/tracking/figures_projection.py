"""The figure of where groups will end: a dot with its range a group, the standard as a thin line."""

import pandas as pd

from dashboard.figure_parts import Figure, Line, dots_with_intervals
from dashboard.tracking.wording import digits


def endings_figure(rows: pd.DataFrame, expected: float | None, axis: str) -> Figure:
    """Draw the mean that each group is heading for, with the range of 8 in 10."""
    lines: list[Line] = (
        [] if expected is None else [{"at": expected, "label": f"expected: {digits(expected)}"}]
    )
    return dots_with_intervals(rows, digits, lines, axis=axis)
