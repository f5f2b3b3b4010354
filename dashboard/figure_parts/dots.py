"""Dots with their intervals, one row a group."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
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

ROW_HEIGHT, SECOND_LINE = 50, 16
# The share of the width that the words beyond the last interval need on a phone: at least, a letter, at most.
WORDS, LETTER, MOST = 0.24, 0.028, 0.45
# Room for half of the words under a tick at the left edge; the names begin before it.
LEFT = 30
PHONE, SMALLER = 44, 0.8  # letters that stand beside one another on a phone; how wide those of n are
# How much wider the axis may be for groups too small to conclude from, of what all the others take.
STRETCH = 0.5


Span = tuple[float, float]


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
    def ends(self) -> list[float]:
        """Return the value and the ends of its interval, as far as they are known."""
        return [end for end in (self.value, self.low, self.high) if end is not None]

    def is_cut(self, span: Span) -> bool:
        """Say whether the mark reaches beyond the part of the axis where marks are drawn."""
        return any(not span[0] <= end <= span[1] for end in self.ends)

    def symbol(self, span: Span) -> str:
        """Return a dot, hollow where the group is small; a point outwards where the value lies beyond."""
        if self.value is not None and not span[0] <= self.value <= span[1]:
            return f"triangle-{'left' if self.value < span[0] else 'right'}-open"
        return "circle-open" if self.small else "circle"

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
    span = _span(list(shown.values()), lines)
    low, high = _extent(span, words)
    names = [_row_name(mark, place, span) for place, mark in enumerate(marks)]
    row = ROW_HEIGHT + (SECOND_LINE if any("<br>" in name["text"] for name in names) else 0)
    layout = layout_of(height=row * len(marks) + (72 if lines else 52))
    layout["xaxis"] |= {
        "range": [low, high],
        "showgrid": False,
        **ticks(low, high - words * (high - low), say),
    }
    layout["xaxis"] |= {"title": {"text": axis, "font": {"size": 12, "color": FADED}}} if axis else {}
    layout["yaxis"] |= {"range": [len(marks) - 0.45, -0.75], "visible": False}
    layout["annotations"] = names + line_labels(lines)
    layout["shapes"] = upright(lines)
    layout["margin"] |= {"t": 30 if lines else 8, "l": LEFT}
    return {
        "data": [_whiskers(shown, span), _words(shown, say, span), _dots(shown, say, span)],
        "layout": layout,
    }


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


def _span(shown: list[Mark], lines: Sequence[Line]) -> Span:
    """Return the part of the axis where marks are drawn: all of those that can be concluded from, and lines.

    The interval of two pupils is as wide as the scale: drawn whole, it would squeeze all others.
    """
    sure = [mark for mark in shown if not mark.small] or shown
    ends = [0.0, *(float(line["at"]) for line in lines), *(end for mark in sure for end in mark.ends)]
    more = STRETCH * (max(ends) - min(ends))
    most = min(ends) - more, max(ends) + more
    every = [*ends, *(_within(end, most) for mark in shown for end in mark.ends)]
    return min(every), max(every)


def _extent(span: Span, words: float) -> Span:
    """Return the axis' ends: the marks' span, with this share of room for the words at the right."""
    low, high = span
    room = (high - low) or 1.0
    return low - (0.04 * room if low < 0 else 0), high + room * words / (1 - words)


def _within(number: float, span: Span) -> float:
    """Return where a number is drawn: at the edge where it lies beyond."""
    return min(max(number, span[0]), span[1])


def _drawn(number: float | None, span: Span) -> float | None:
    """Return where a number is drawn, where it is known."""
    return None if number is None else _within(number, span)


def _whiskers(shown: dict[int, Mark], span: Span) -> dict[str, Any]:
    """Return every interval as one trace of line pieces."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [_drawn(end, span) for mark in shown.values() for end in (mark.low, mark.high, None)],
        "y": [end for place in shown for end in (place, place, None)],
        "line": {"color": OTHER, "width": 2},
        "hoverinfo": "skip",
    }


def _words(shown: dict[int, Mark], say: Say, span: Span) -> dict[str, Any]:
    """Return each value in words, beyond its interval."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [_within(max(mark.ends), span) for mark in shown.values()],
        "y": list(shown),
        "text": ["  " + mark.heavy(said(mark.value, say)) for mark in shown.values()],
        "textposition": "middle right",
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _dots(shown: dict[int, Mark], say: Say, span: Span) -> dict[str, Any]:
    """Return the dots, and what each says when it is pointed at."""
    marks = list(shown.values())
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [_drawn(mark.value, span) for mark in marks],
        "y": list(shown),
        "marker": {
            "size": 13,
            "color": [mark.colour for mark in marks],
            "symbol": [mark.symbol(span) for mark in marks],
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


def _row_name(mark: Mark, place: int, span: Span) -> dict[str, Any]:
    """Return a row's name and n, above its mark at the left; and why it has no mark."""
    why = "too few to show" if mark.hidden else "no value" if mark.value is None else _counted(mark, span)
    lines = wrap(mark.name, PHONE) or [""]
    has_room = len(lines) > 1 or len(mark.name) + SMALLER * len(why) <= PHONE
    name, between = mark.heavy("<br>".join(lines)), "  " if has_room else "<br>"
    return {
        "text": f"{name}{between}<span style='color:{FADED};font-size:12px'>{why}</span>",
        "align": "left",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -LEFT,
        "y": place,
        "yanchor": "bottom",
        "yshift": 9,
        "showarrow": False,
    }


def _counted(mark: Mark, span: Span) -> str:
    """Return n in words, and a caution where it is small; no longer than a phone is wide."""
    noun = "pupil" if mark.pupils == 1 else "pupils"
    few = ", too few, interval cut short" if mark.is_cut(span) else ", too few to conclude from"
    return f"{mark.pupils:,} {noun}" + (few if mark.small else "")
