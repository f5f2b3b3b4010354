"""How each group divides: one bar a row from 0 to 100 in 100, its parts written in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.figure_parts.base import FADED, Figure, empty_figure, layout_of

ROW_HEIGHT = 54
NARROWEST = 0.085  # a narrower part has no room for its number, even on a wide screen
# From below to above, as in the heat tables; half transparent, so that the words keep their contrast.
SHADES = ("rgba(191, 118, 18, 0.4)", "rgba(139, 145, 149, 0.18)", "rgba(11, 98, 112, 0.4)")


@dataclass(frozen=True)
class Bar:
    """One row: its name, how many pupils, and the share of each part, together 1."""

    name: str
    pupils: int
    shares: Sequence[float]


def divided_bars(bars: Sequence[Bar], parts: Sequence[str]) -> Figure:
    """Draw one bar a row, divided into three parts from left to right; their names stand above."""
    if not bars:
        return empty_figure("Nothing to show for this choice.")
    layout = layout_of(height=ROW_HEIGHT * len(bars) + 44)
    layout |= {"barmode": "stack", "bargap": 0.55}
    layout["xaxis"] |= {"range": [0, 1], "showgrid": False, "visible": False}
    layout["yaxis"] |= {"range": [len(bars) - 0.4, -0.8], "visible": False}
    layout["margin"] |= {"t": 28, "b": 4, "r": 4}
    names = [_name(bar, place) for place, bar in enumerate(bars)]
    layout["annotations"] = [*names, *(_heading(part, place) for place, part in enumerate(parts))]
    return {"data": [_part(bars, parts, place) for place in range(len(parts))], "layout": layout}


def _part(bars: Sequence[Bar], parts: Sequence[str], place: int) -> dict[str, Any]:
    """Return one part of every bar."""
    shares = [bar.shares[place] for bar in bars]
    return {
        "type": "bar",
        "orientation": "h",
        "x": shares,
        "y": list(range(len(bars))),
        "marker": {"color": SHADES[place]},
        "text": [f"{100 * share:.0f}" if share >= NARROWEST else "" for share in shares],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "customdata": [
            [bar.name, f"{100 * share:.0f}", bar.pupils] for bar, share in zip(bars, shares, strict=True)
        ],
        "hovertemplate": f"<b>%{{customdata[0]}}</b><br>{parts[place]}: %{{customdata[1]}} in 100"
        "<br>%{customdata[2]} pupils<extra></extra>",
    }


def _name(bar: Bar, place: int) -> dict[str, Any]:
    """Return a row's name and n, above its bar."""
    noun = "pupil" if bar.pupils == 1 else "pupils"
    return {
        "text": f"{bar.name}  <span style='color:{FADED};font-size:12px'>{bar.pupils:,} {noun}</span>",
        "x": 0,
        "xanchor": "left",
        "y": place,
        "yanchor": "bottom",
        "yshift": 10,
        "showarrow": False,
    }


def _heading(part: str, place: int) -> dict[str, Any]:
    """Return a part's name, above the bars: the first at the left, the last at the right."""
    return {
        "text": f"<b>{part}</b>",
        "x": place / 2,
        "xanchor": ("left", "center", "right")[place],
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 12},
    }
