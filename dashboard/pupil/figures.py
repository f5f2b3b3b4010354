"""What the pupil page draws: results, support and attendance on one axis of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dashboard.figure_parts import ACCENT, FADED, OTHER, Figure, empty_figure
from dashboard.figure_parts.base import layout_of

FEW_STEPS = 3  # points: of more, the browser's own ticks are whole ones
SHORT = 200  # days
ROOM = 44  # above each strip, for its name
RESULTS, ATTENDANCE, A_SPAN = 170, 96, 34


@dataclass(frozen=True)
class Dot:
    """One value on one day, and what it says when it is pointed at."""

    on: date
    value: float
    text: str


@dataclass(frozen=True)
class Span:
    """Something that runs from one day to another: a kind of support; a day alone is a contact."""

    name: str
    first: date
    last: date
    text: str
    is_open: bool = False


@dataclass(frozen=True)
class Strips:
    """What stands on the one axis of time, from top to bottom."""

    subjects: dict[str, list[Dot]]
    average: list[Dot]
    scale: str
    spans: list[Span]
    attendance: list[Dot]
    part: str
    contacts: list[Dot]


def time_line(strips: Strips) -> Figure:
    """Draw results, support and contacts, and attendance below one another on one axis of time."""
    days = _days(strips)
    if not days:
        return empty_figure("No results, support or sessions up to this day.")
    middle = A_SPAN * len(strips.spans) + (A_SPAN if strips.contacts else 0)
    heights = [RESULTS if strips.average else 0, middle, ATTENDANCE if strips.attendance else 0]
    layout = layout_of(height=sum(heights) + ROOM * sum(map(bool, heights)) + 30)
    layout["margin"] |= {"t": 0, "b": 30, "l": 34, "r": 16}
    room = timedelta(days=max(7, (max(days) - min(days)).days // 40))
    ends = [(min(days) - room).isoformat(), (max(days) + room).isoformat()]
    by_day = (max(days) - min(days)).days < SHORT  # else one month would stand there twice
    layout["xaxis"] |= {
        "type": "date",
        "range": ends,
        "tickformat": "%-d %b" if by_day else "%b %Y",
        "nticks": 7,
    }
    layout["xaxis"] |= {"anchor": "free", "position": 0}
    names = [f"Results on {strips.scale}"]
    names += ["Support and contacts" if strips.contacts else "Support"]
    names += [f"Sessions attended, by {strips.part}"]
    layout["annotations"] = []
    for place, (height, (bottom, top)) in enumerate(zip(heights, _domains(heights), strict=True)):
        axis = "yaxis" if not place else f"yaxis{place + 1}"
        layout[axis] = {**layout["yaxis"], "domain": [bottom, top], "visible": bool(height)}
        layout["annotations"] += [_strip_name(names[place], top)] if height else []
    layout["yaxis"] |= _whole_steps(strips)
    layout["yaxis2"] |= {"visible": False, "range": [middle / A_SPAN - 0.4, -0.6]}
    layout["yaxis3"] |= _share_axis(strips.attendance)
    layout["annotations"] += _span_names(strips, ends)
    return {
        "data": [*_results(strips), *_spans(strips), _contacts(strips), _attended(strips)],
        "layout": layout,
    }


def _days(strips: Strips) -> list[date]:
    """Return every day that has a mark."""
    dots = [*strips.average, *strips.attendance, *strips.contacts]
    return [dot.on for dot in dots] + [day for span in strips.spans for day in (span.first, span.last)]


def _domains(heights: list[int]) -> list[tuple[float, float]]:
    """Return the part of the figure's height that each strip takes, the first at the top."""
    whole = sum(heights) + ROOM * sum(map(bool, heights))
    found, top = [], 1.0
    for height in heights:
        top -= ROOM / whole if height else 0
        found.append((max(0.0, round(top - height / whole, 4)), round(top, 4)))
        top -= height / whole
    return found


def _strip_name(text: str, top: float) -> dict[str, Any]:
    """Return the name of a strip, above it at the left."""
    place = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": -30, "y": top, "yref": "paper"}
    look = {"yanchor": "bottom", "yshift": 6, "showarrow": False, "align": "left"}
    return {"text": f"<b>{text}</b>", **place, **look, "font": {"size": 13}}


def _whole_steps(strips: Strips) -> dict[str, Any]:
    """Return ticks at whole points where few are spanned: there is no half a grade."""
    values = [dot.value for dots in strips.subjects.values() for dot in dots]
    return {"dtick": 1, "tick0": 0} if values and max(values) - min(values) <= FEW_STEPS else {}


def _line(dots: Sequence[Dot], colour: str, width: float, axis: str = "y") -> dict[str, Any]:
    """Return dots joined by a line."""
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [dot.on.isoformat() for dot in dots],
        "y": [dot.value for dot in dots],
        "yaxis": axis,
        "text": [dot.text for dot in dots],
        "hovertemplate": "%{text}<extra></extra>",
        "line": {"color": colour, "width": width},
        "marker": {"color": colour, "size": 4 + width, "line": {"width": 0}},
        "cliponaxis": False,
    }


def _results(strips: Strips) -> list[dict[str, Any]]:
    """Return a thin line a subject, and over them the average."""
    if len(strips.subjects) == 1:
        return [_line(dots, ACCENT, 3) for dots in strips.subjects.values()]
    thin = [{**_line(dots, OTHER, 1), "opacity": 0.55} for dots in strips.subjects.values()]
    return [*thin, _line(strips.average, ACCENT, 3)]


def _spans(strips: Strips) -> list[dict[str, Any]]:
    """Return a bar a kind of support, from its first day to its last."""
    return [
        {
            **_line([Dot(day, place, span.text) for day in (span.first, span.last)], ACCENT, 7, "y2"),
            "marker": {"color": ACCENT, "size": [7, 13 if span.is_open else 7], "line": {"width": 0}}
            | {"symbol": ["circle", "triangle-right" if span.is_open else "circle"]},
        }
        for place, span in enumerate(strips.spans)
    ]


def _span_names(strips: Strips, ends: list[str]) -> list[dict[str, Any]]:
    """Return each kind of support's name above its bar, on the side where there is room."""
    first, last = (date.fromisoformat(day) for day in ends)
    found = []
    for place, span in enumerate(strips.spans):
        is_late = (span.first - first) > (last - first) / 2
        found.append((span.last if is_late else span.first, place, "right" if is_late else "left", span.name))
    if strips.contacts:
        found.append((strips.contacts[0].on, len(strips.spans), "left", "Contacts"))
    if found and found[-1][3] == "Contacts" and (strips.contacts[0].on - first) > (last - first) / 2:
        found[-1] = (strips.contacts[-1].on, len(strips.spans), "right", "Contacts")
    return [
        {
            **{"text": name, "x": day.isoformat(), "xanchor": anchor, "y": place, "yref": "y2"},
            **{"yanchor": "bottom", "yshift": 4, "showarrow": False, "font": {"size": 12, "color": FADED}},
        }
        for day, place, anchor, name in found
    ]


def _contacts(strips: Strips) -> dict[str, Any]:
    """Return a diamond a contact, in the row under the support."""
    dots = [Dot(dot.on, len(strips.spans), dot.text) for dot in strips.contacts]
    marker = {"symbol": "diamond", "size": 11, "color": ACCENT}
    return {**_line(dots, ACCENT, 1, "y2"), "mode": "markers", "marker": marker}


def _attended(strips: Strips) -> dict[str, Any]:
    """Return the share of sessions attended in each part of the year."""
    return _line(strips.attendance, ACCENT, 2, "y3")


def _share_axis(dots: list[Dot]) -> dict[str, Any]:
    """Return the upright axis of attendance: from a round share under the lowest to all."""
    lowest = min((dot.value for dot in dots), default=0.8)
    floor = max(0.0, min(0.8, int(lowest * 10) / 10 - 0.02))
    values = [floor + 0.02 if floor else 0.0, 1.0]
    return {"range": [floor, 1.03], "tickvals": values, "ticktext": [f"{100 * each:.0f}%" for each in values]}
