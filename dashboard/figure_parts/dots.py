"""Dots with their intervals, one row a group."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.figure_parts.base import (
    ACCENT,
    FADED,
    OTHER,
    PALE,
    VALUES,
    Figure,
    Line,
    Say,
    empty_figure,
    flags,
    known,
    layout_of,
    line_labels,
    said,
    ticks,
    upright,
)

ROW_HEIGHT = 50
# The share of the width that the words beyond the last interval need on a phone: at least, a letter, at most.
WORDS, LETTER, MOST = 0.24, 0.028, 0.45
# Room for half of the words under a tick at the left edge; the names begin before it.
LEFT = 30


@dataclass(frozen=True)
class Mark:
    """One row of the figure; its numbers are None where they are unknown or hidden."""

    name: str
    pupils: int
    value: float | None
    low: float | None
    high: float | None
    emphasis: bool
    hidden: bool
    small: bool

    @property
    def end(self) -> float:
        """Return how far to the right the mark reaches."""
        return max(end for end in (self.value, self.high) if end is not None)

    @property
    def colour(self) -> str:
        """Return pale where the group is small, the accent where it is the focus, else grey."""
        if self.small:
            return PALE
        return ACCENT if self.emphasis else OTHER

    def heavy(self, words: str) -> str:
        """Return words in bold where the row is the focus."""
        return f"<b>{words}</b>" if self.emphasis else words


def dots_with_intervals(
    rows: pd.DataFrame,
    say: Say = "{:.2f}".format,
    lines: Sequence[Line] = (),
    label: str = "group",
    columns: tuple[str, str, str] = VALUES,
    emphasis: str = "is_focus",
    axis: str = "",
) -> Figure:
    """Draw one dot with its interval a row, downwards, the rows in ``emphasis`` in the accent.

    ``rows`` needs the columns named and ``pupils``; ``hidden`` and ``small`` where there are any.
    ``say`` turns a value into words; ``lines`` stand upright with their labels above.
    The dots are the last trace.
    """
    if rows.empty:
        return empty_figure("Nothing to show for this choice.")
    marks = _marks(rows, label, columns, emphasis)
    shown = {place: mark for place, mark in enumerate(marks) if mark.value is not None}
    words = _room_for_words(list(shown.values()), say)
    low, high = _extent(list(shown.values()), lines, words)
    layout = layout_of(height=ROW_HEIGHT * len(marks) + (72 if lines else 52))
    layout["xaxis"] |= {
        "range": [low, high],
        "showgrid": False,
        **ticks(low, high - words * (high - low), say),
    }
    layout["xaxis"] |= {"title": {"text": axis, "font": {"size": 12, "color": FADED}}} if axis else {}
    layout["yaxis"] |= {"range": [len(marks) - 0.45, -0.75], "visible": False}
    layout["annotations"] = [_row_name(mark, place) for place, mark in enumerate(marks)] + line_labels(lines)
    layout["shapes"] = upright(lines)
    layout["margin"] |= {"t": 30 if lines else 8, "l": LEFT}
    return {"data": [_whiskers(shown), _words(shown, say), _dots(shown, say)], "layout": layout}


def _marks(rows: pd.DataFrame, label: str, columns: tuple[str, str, str], emphasis: str) -> list[Mark]:
    """Return one mark a row, without numbers where the row is hidden."""
    hidden = flags(rows, "hidden")
    numbers = (
        [None if hid else at for hid, at in zip(hidden, known(rows, name), strict=True)] for name in columns
    )
    pupils = [int(count or 0) for count in known(rows, "pupils")]
    names = [str(name) for name in rows[label].tolist()]
    marks = zip(names, pupils, *numbers, flags(rows, emphasis), hidden, flags(rows, "small"), strict=True)
    return [Mark(*parts) for parts in marks]


def _room_for_words(shown: list[Mark], say: Say) -> float:
    """Return the share of the width that the longest words beside a mark need."""
    return min(MOST, max([WORDS, *(LETTER * len(said(mark.value, say)) for mark in shown)]))


def _extent(shown: list[Mark], lines: Sequence[Line], words: float) -> tuple[float, float]:
    """Return the axis' ends: all marks and lines, with this share of room for the words at the right."""
    ends = [0.0, *(float(line["at"]) for line in lines)]
    ends += [end for mark in shown for end in (mark.value, mark.low, mark.high) if end is not None]
    low, high = min(ends), max(ends)
    room = (high - low) or 1.0
    return low - (0.04 * room if low < 0 else 0), high + room * words / (1 - words)


def _whiskers(shown: dict[int, Mark]) -> dict[str, Any]:
    """Return every interval as one trace of line pieces."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [end for mark in shown.values() for end in (mark.low, mark.high, None)],
        "y": [end for place in shown for end in (place, place, None)],
        "line": {"color": OTHER, "width": 2},
        "hoverinfo": "skip",
    }


def _words(shown: dict[int, Mark], say: Say) -> dict[str, Any]:
    """Return each value in words, beyond its interval."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [mark.end for mark in shown.values()],
        "y": list(shown),
        "text": ["  " + mark.heavy(said(mark.value, say)) for mark in shown.values()],
        "textposition": "middle right",
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _dots(shown: dict[int, Mark], say: Say) -> dict[str, Any]:
    """Return the dots, and what each says when it is pointed at."""
    marks = list(shown.values())
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [mark.value for mark in marks],
        "y": list(shown),
        "marker": {
            "size": 13,
            "color": [mark.colour for mark in marks],
            "symbol": ["circle-open" if mark.small else "circle" for mark in marks],
            "line": {"width": [2 if mark.small else 0 for mark in marks]},
        },
        "customdata": [
            [mark.name, *(said(value, say) for value in (mark.value, mark.low, mark.high)), mark.pupils]
            for mark in marks
        ],
        "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]}, between %{customdata[2]} and "
        "%{customdata[3]}<br>%{customdata[4]} pupils<extra></extra>",
        "cliponaxis": False,
    }


def _row_name(mark: Mark, place: int) -> dict[str, Any]:
    """Return a row's name and n, above its mark at the left; and why it has no mark."""
    why = "too few to show" if mark.hidden else "no value" if mark.value is None else _counted(mark)
    return {
        "text": f"{mark.heavy(mark.name)}  <span style='color:{FADED};font-size:12px'>{why}</span>",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -LEFT,
        "y": place,
        "yanchor": "bottom",
        "yshift": 9,
        "showarrow": False,
    }


def _counted(mark: Mark) -> str:
    """Return n in words, and a caution where it is small."""
    noun = "pupil" if mark.pupils == 1 else "pupils"
    return f"{mark.pupils:,} {noun}" + (", too few to conclude from" if mark.small else "")
