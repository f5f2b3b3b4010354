"""A line small enough for a cell of a table: results against target."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

LINE, AIM = "#2f8a98", "#7d868c"  # read on white and on the dark theme: a picture cannot follow it
WIDE, HIGH, EDGE = 120, 32, 4


def small_line(results: Sequence[tuple[date, float]], targets: Sequence[tuple[date, float]]) -> str:
    """Return a picture of results against target, as an address that holds it; empty where there are not two.

    The target is a dashed line that steps on the day it was changed.
    """
    if len(results) < 2:
        return ""
    days = [day for day, _value in (*results, *targets)]
    values = [value for _day, value in (*results, *targets)]
    first, days_long = min(days), max(1, (max(day for day, _value in results) - min(days)).days)
    low, high = min(values), max(values)

    def x(day: date) -> float:
        """Return how far from the left a day stands, in pixels."""
        return round(EDGE + (WIDE - 2 * EDGE) * min(1.0, (day - first).days / days_long), 1)

    def y(value: float) -> float:
        """Return how far from the top a value stands, in pixels."""
        share = (value - low) / (high - low) if high > low else 0.5
        return round(HIGH - EDGE - (HIGH - 2 * EDGE) * share, 1)

    line = " ".join(f"{x(day)},{y(value)}" for day, value in results)
    steps = " ".join(
        f"{'M' if not turn else 'V'}{f'{x(day)},' if not turn else ''}{y(value)} "
        f"H{x(targets[turn + 1][0]) if turn + 1 < len(targets) else WIDE - EDGE}"
        for turn, (day, value) in enumerate(targets)
    )
    day, value = results[-1]
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}">'
        f'<path d="{steps}" fill="none" stroke="{AIM}" stroke-width="1.5" stroke-dasharray="4 3"/>'
        f'<polyline points="{line}" fill="none" stroke="{LINE}" stroke-width="2"/>'
        f'<circle cx="{x(day)}" cy="{y(value)}" r="3.5" fill="{LINE}"/></svg>'
    )
    return f"data:image/svg+xml,{quote(picture)}"
