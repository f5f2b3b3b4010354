"""Figures that more than one page draws: rows in, a plain plotly dict out.

The focus group stands in the accent, all others are grey; names, values and n are
written at the marks, so that a figure needs no legend and reads in greyscale.
The assets turn these colours for the dark theme: a colour changed here changes there.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

import pandas as pd

Figure = dict[str, Any]

ACCENT = "rgb(11, 98, 112)"
OTHER = "rgb(139, 145, 149)"
PALE = "rgb(190, 195, 198)"
INK = "rgb(33, 37, 41)"
FADED = "rgb(94, 101, 106)"
RULE = "rgb(226, 229, 231)"

ROW_HEIGHT = 50
FONT = {"family": "Atkinson Hyperlegible, system-ui, sans-serif", "size": 14, "color": INK}


class Line(TypedDict):
    """A thin line to read marks against: a benchmark, no difference, a break in a series."""

    at: Any
    label: str


def dots_with_intervals(
    rows: pd.DataFrame,
    say: Callable[[float], str] = "{:.2f}".format,
    lines: Sequence[Line] = (),
    label: str = "group",
    columns: tuple[str, str, str] = ("value", "low", "high"),
    emphasis: str = "is_focus",
    axis: str = "",
) -> Figure:
    """Draw one dot with its interval a row, downwards, the rows in ``emphasis`` in the accent.

    ``rows`` needs the columns named and ``pupils``; ``hidden`` and ``small`` where there are any.
    ``say`` turns a value into words; ``lines`` stand upright with their labels above.
    """
    rows = _marked(rows, columns, emphasis)
    shown = rows[rows["value"].notna() & ~rows["hidden"]]
    if rows.empty:
        return empty_figure("Nothing to show for this choice.")
    low, high = _extent(shown, lines)
    layout = _layout(height=ROW_HEIGHT * len(rows) + (72 if lines else 52))
    layout["xaxis"] |= {"range": [low, high], "title": {"text": axis}, **_ticks(low, high, say)}
    layout["yaxis"] |= {"range": [len(rows) - 0.45, -0.75], "visible": False}
    layout["annotations"] = _row_names(rows, label) + _line_labels(lines)
    layout["shapes"] = _upright(lines)
    layout["margin"] |= {"t": 30 if lines else 8}
    return {"data": [_whiskers(shown), _dots(shown, label, say)], "layout": layout}


def _marked(rows: pd.DataFrame, columns: tuple[str, str, str], emphasis: str) -> pd.DataFrame:
    """Return the rows with their marks under one set of names, and a place each."""
    marked = rows.reset_index(drop=True)
    for name, column in zip(("value", "low", "high"), columns, strict=True):
        marked[name] = pd.to_numeric(rows[column].reset_index(drop=True), errors="coerce")
    for name in ("hidden", "small"):
        marked[name] = marked[name].fillna(False).astype(bool) if name in marked else False
    marked["emphasis"] = marked[emphasis].fillna(False).astype(bool) if emphasis in marked else False
    marked["place"] = range(len(marked))
    return marked


def _extent(shown: pd.DataFrame, lines: Sequence[Line]) -> tuple[float, float]:
    """Return the axis' ends: all marks and lines, with room for the words at the right."""
    ends = pd.concat([shown["value"], shown["low"], shown["high"], pd.Series([line["at"] for line in lines])])
    ends = ends.astype(float).dropna()
    if ends.empty:
        return 0.0, 1.0
    low, high = min(0.0, float(ends.min())), max(0.0, float(ends.max()))
    room = (high - low) or 1.0
    return low - (0.04 * room if low < 0 else 0), high + 0.24 * room


def _ticks(low: float, high: float, say: Callable[[float], str]) -> dict[str, Any]:
    """Return four or five round tick values with their words."""
    room = high - low
    step = next(
        size * 10.0**power for power in range(-6, 9) for size in (1, 2, 5) if size * 10.0**power >= room / 5
    )
    first = round(low / step)
    values = [round(place * step, 9) for place in range(first, first + 8) if low <= place * step <= high]
    return {"tickvals": values, "ticktext": [say(value) for value in values]}


def _whiskers(shown: pd.DataFrame) -> dict[str, Any]:
    """Return every interval as one trace of line pieces."""
    across: list[float | None] = []
    down: list[float | None] = []
    for row in shown.itertuples():
        across += [row.low, row.high, None]
        down += [row.place, row.place, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [None if value != value else value for value in across],
        "y": down,
        "line": {"color": OTHER, "width": 2},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _colour(row: Any) -> str:
    """Return a mark's colour: pale where the group is small, the accent where it is the focus."""
    if row.small:
        return PALE
    return ACCENT if row.emphasis else OTHER


def _dots(shown: pd.DataFrame, label: str, say: Callable[[float], str]) -> dict[str, Any]:
    """Return the dots, and beyond each interval the value in words."""
    rows = list(shown.itertuples())
    words = [say(row.value) for row in rows]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [row.value for row in rows],
        "y": [row.place for row in rows],
        "text": [f"<b>{word}</b>" if row.emphasis else word for row, word in zip(rows, words, strict=True)],
        "textposition": "top center",
        "textfont": {"size": 14},
        "marker": {
            "size": 13,
            "color": [_colour(row) for row in rows],
            "symbol": ["circle-open" if row.small else "circle" for row in rows],
            "line": {"width": 2},
        },
        "customdata": [
            [getattr(row, label), word, *(_said(end, say) for end in (row.low, row.high)), row.pupils]
            for row, word in zip(rows, words, strict=True)
        ],
        "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]}, between %{customdata[2]} and "
        "%{customdata[3]}<br>%{customdata[4]} pupils<extra></extra>",
        "cliponaxis": False,
        "showlegend": False,
    }


def _said(value: float, say: Callable[[float], str]) -> str:
    """Return a value in words, a dash where there is none."""
    return "–" if value != value else say(value)


def _row_names(rows: pd.DataFrame, label: str) -> list[dict[str, Any]]:
    """Return each row's name and n, above its mark at the left; and why a row has no mark."""
    names = []
    for row in rows.itertuples():
        name = getattr(row, label)
        why = "too few to show" if row.hidden else "no value" if row.value != row.value else _counted(row)
        text = f"<b>{name}</b>" if row.emphasis else str(name)
        names.append(
            {
                "text": f"{text}  <span style='color:{FADED};font-size:12px'>{why}</span>",
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "y": row.place,
                "yanchor": "bottom",
                "yshift": 9,
                "showarrow": False,
            }
        )
    return names


def _counted(row: Any) -> str:
    """Return n in words, and a caution where it is small."""
    noun = "pupil" if row.pupils == 1 else "pupils"
    return f"{int(row.pupils):,} {noun}" + (", too few to conclude from" if row.small else "")


def _upright(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return the thin upright lines."""
    return [
        {
            "type": "line",
            "x0": line["at"],
            "x1": line["at"],
            "y0": 0,
            "y1": 1,
            "yref": "paper",
            "layer": "below",
            "line": {"color": FADED, "width": 1, "dash": "dot"},
        }
        for line in lines
    ]


def _line_labels(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return the words above the upright lines."""
    return [
        {
            "text": line["label"],
            "x": line["at"],
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "xanchor": "auto",
            "showarrow": False,
            "font": {"size": 12, "color": FADED},
        }
        for line in lines
    ]


def lines_over_time(
    rows: pd.DataFrame,
    say: Callable[[float], str] = "{:.2f}".format,
    breaks: Sequence[Line] = (),
    columns: tuple[str, str, str] = ("value", "low", "high"),
    group: str | None = "group",
    emphasis: str = "is_focus",
    height: int = 320,
) -> Figure:
    """Draw one line a group over the periods, with its interval as a band.

    ``rows`` needs ``period``, ``from_date``, ``pupils`` and the columns named, in order of time; ``breaks``
    are dates on which the way of counting changed. ``group`` None draws one line.
    """
    if rows.empty:
        return empty_figure("No earlier period to compare with yet.")
    marked = _marked(rows, columns, emphasis)
    periods = marked.drop_duplicates("period").sort_values("from_date")
    places = {period: place for place, period in enumerate(periods["period"])}
    marked["place"] = marked["period"].map(places)
    marked["name"] = marked[group].astype(str) if group else ""
    marked["emphasis"] |= group is None
    traces: list[dict[str, Any]] = []
    for name, points in marked.sort_values(["emphasis", "place"]).groupby("name", sort=False):
        traces += _band_and_line(str(name), points, say)
    last = len(places) - 1
    layout = _layout(height=height)
    layout["xaxis"] |= {
        "tickvals": list(places.values()),
        "ticktext": list(places),
        "range": [-0.3, last + max(0.6, 0.3 * last)],
        "showgrid": False,
    }
    layout["yaxis"] |= {"tickvals": _value_ticks(marked, say)[0], "ticktext": _value_ticks(marked, say)[1]}
    layout["annotations"], layout["shapes"] = _breaks(breaks, periods)
    layout["margin"] |= {"t": 30 if breaks else 12, "l": 8}
    return {"data": traces, "layout": layout}


def _value_ticks(marked: pd.DataFrame, say: Callable[[float], str]) -> tuple[list[float], list[str]]:
    """Return the upright axis' round values with their words."""
    ends = pd.concat([marked["value"], marked["low"], marked["high"]]).dropna()
    if ends.empty:
        return [], []
    low, high = float(ends.min()), float(ends.max())
    found = _ticks(low, high if high > low else low + 1, say)
    return found["tickvals"], found["ticktext"]


def _band_and_line(name: str, points: pd.DataFrame, say: Callable[[float], str]) -> list[dict[str, Any]]:
    """Return one group's interval band, its line, and its name at the line's end.

    A period without a value is a gap in both: a line across it would claim to know it.
    """
    points = points.sort_values("place")
    points = points.assign(value=points["value"].where(~points["hidden"]))
    if points["value"].isna().all():
        return []
    focus = bool(points["emphasis"].iloc[-1])
    colour = ACCENT if focus else OTHER
    around, edge = _band_outline(points)
    band = {
        "type": "scatter",
        "x": around,
        "y": edge,
        "mode": "lines",
        "fill": "toself",
        "fillcolor": colour,
        "opacity": 0.14,
        "line": {"width": 0, "color": colour},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    return [band, _named_line(name, points, say, colour, focus)]


def _named_line(
    name: str, points: pd.DataFrame, say: Callable[[float], str], colour: str, focus: bool
) -> dict[str, Any]:
    """Return one group's line, with its name and its latest value at the end."""
    words = [_said(value, say) for value in points["value"]]
    last = max(place for place, value in enumerate(points["value"]) if value == value)
    end = f"  {name} {words[last]}".rstrip() if name else f"  {words[last]}"
    end = f"<b>{end}</b>" if focus else end
    return {
        "type": "scatter",
        "x": [int(place) for place in points["place"]],
        "y": [None if value != value else float(value) for value in points["value"]],
        "mode": "lines+markers+text",
        "connectgaps": False,
        "line": {"color": colour, "width": 3 if focus else 2},
        "marker": {
            "size": 8,
            "color": colour,
            "symbol": ["circle-open" if small else "circle" for small in points["small"]],
        },
        "text": [end if place == last else "" for place in range(len(words))],
        "textposition": "middle right",
        "textfont": {"size": 14},
        "customdata": [
            [name, period, word, _said(low, say), _said(high, say), 0 if pupils != pupils else int(pupils)]
            for period, word, low, high, pupils in zip(
                points["period"], words, points["low"], points["high"], points["pupils"], strict=True
            )
        ],
        "hovertemplate": "<b>%{customdata[0]}</b> %{customdata[1]}<br>%{customdata[2]}, between "
        "%{customdata[3]} and %{customdata[4]}<br>%{customdata[5]} pupils<extra></extra>",
        "cliponaxis": False,
        "showlegend": False,
    }


def _band_outline(points: pd.DataFrame) -> tuple[list[int | None], list[float | None]]:
    """Return the outline of the interval, one closed piece for each stretch of periods without a gap."""
    across: list[int | None] = []
    up: list[float | None] = []
    is_known = points["value"].notna() & points["low"].notna() & points["high"].notna()
    for _stretch, piece in points[is_known].groupby((~is_known).cumsum()[is_known]):
        places = [int(place) for place in piece["place"]]
        across += [*places, *places[::-1], None]
        up += [*piece["high"], *piece["low"][::-1], None]
    return across, up


def _breaks(
    breaks: Sequence[Line], periods: pd.DataFrame
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return labels and upright lines before the first period that begins on or after each break."""
    starts = pd.to_datetime(periods["from_date"]).to_list()
    placed: list[Line] = []
    for line in breaks:
        after = sum(start < pd.Timestamp(line["at"]) for start in starts)
        if 0 < after < len(starts):
            placed.append({"at": after - 0.5, "label": line["label"]})
    return _line_labels(placed), _upright(placed)


def empty_figure(message: str) -> Figure:
    """Return a figure without marks that says why it is empty."""
    layout = _layout(height=120)
    layout["xaxis"] |= {"visible": False}
    layout["yaxis"] |= {"visible": False}
    layout["annotations"] = [
        {"text": message, "x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False}
    ]
    return {"data": [], "layout": layout}


def _layout(height: int) -> dict[str, Any]:
    """Return what every figure's layout has in common."""
    axis = {"zeroline": False, "gridcolor": RULE, "fixedrange": True, "automargin": True}
    return {
        "height": height,
        "font": FONT,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 4, "r": 12, "t": 8, "b": 28},
        "hoverlabel": {"align": "left"},
        "dragmode": False,
        "xaxis": dict(axis),
        "yaxis": dict(axis),
    }
