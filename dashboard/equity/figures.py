"""Figures for the equity page. Each takes rows from ``dashboard.gaps`` and returns a figure, no more.

``say`` turns a value into words, ``say_gap`` a difference.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import pandas as pd

from dashboard.figure_parts import (
    ACCENT,
    FADED,
    OTHER,
    RULE,
    Figure,
    Line,
    dots_with_intervals,
    empty_figure,
    lines_over_time,
)
from dashboard.statistics import AdjustedDifference
from dashboard.viewer import FEWEST
from dashboard.wording import group_noun

Say = Callable[[float], str]
PeriodKind = Literal["term", "year"]

DIFFERENCE = ("difference", "difference_low", "difference_high")
NO_DIFFERENCE: Line = {"at": 0.0, "label": "no gap"}
TOO_FEW = "No group here has enough pupils to show."


def groups_figure(rows: pd.DataFrame, say: Say, group: str, national: Mapping[str, float]) -> Figure:
    """Draw each group's value with its interval, the group the page is about in the accent.

    ``national`` holds the national figure by a group's code, where one fits.
    """
    if rows["value"].notna().sum() == 0:
        return empty_figure(TOO_FEW)
    figure = dots_with_intervals(rows.assign(is_asked=rows["code"] == group), say, emphasis="is_asked")
    for place, code in enumerate(rows["code"]):
        if code in national:
            add_national_line(figure, place, national[code], say)
    return figure


def add_national_line(figure: Figure, place: int, at: float, say: Say) -> None:
    """Add a thin line across one row, with its words under it, and make room for both."""
    layout = figure["layout"]
    across = {"type": "line", "x0": at, "x1": at, "y0": place - 0.2, "y1": place + 0.2}
    layout["shapes"] = [*layout["shapes"], {**across, "line": {"color": FADED, "width": 2, "dash": "dot"}}]
    words = {"text": f"England {say(at)}", "x": at, "y": place, "yanchor": "top", "yshift": -9}
    words |= {"showarrow": False, "font": {"size": 12, "color": FADED}}
    layout["annotations"] = [*layout["annotations"], words]
    low, high = layout["xaxis"]["range"]
    layout["xaxis"]["range"] = [min(low, at), max(high, at * 1.15)]


def trend_figure(rows: pd.DataFrame, say_gap: Say, kind: PeriodKind, breaks: pd.DataFrame) -> Figure:
    """Draw one group's gap over the periods; periods without data and breaks in the series are shown."""
    if rows.empty or rows["difference"].notna().sum() == 0:
        return empty_figure("No period has enough pupils in both groups to show a gap.")
    lines: list[Line] = [{"at": row["date"], "label": row["label"]} for row in breaks.to_dict("records")]
    placed = with_missing_periods(rows, kind)
    so_far = placed["period"].where(~placed["is_running"].eq(True), placed["period"] + "<br>so far")
    figure = lines_over_time(placed.assign(period=so_far), say_gap, lines, DIFFERENCE, group=None)
    zero = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0, "layer": "below"}
    figure["layout"]["shapes"] += [{**zero, "line": {"color": OTHER, "width": 1}}]
    ends = [0.0, *placed[list(DIFFERENCE)].astype(float).stack()]
    room = 0.08 * (max(ends) - min(ends))
    figure["layout"]["yaxis"]["range"] = [min(ends) - (room if min(ends) < 0 else 0), max(ends) + room]
    return figure


def with_missing_periods(rows: pd.DataFrame, kind: PeriodKind) -> pd.DataFrame:
    """Return the rows in order of time, with an empty row for every period in between that has none."""
    ordered = rows.sort_values("from_date").reset_index(drop=True)
    wanted = periods_between(ordered["period"].iloc[0], ordered["period"].iloc[-1], kind)
    missing = set(wanted) - set(ordered["period"])
    if not missing:
        return ordered
    whole = ordered.set_index("period").reindex(wanted).reset_index()
    whole["from_date"] = pd.to_datetime(whole["from_date"]).interpolate()
    whole["period"] = [f"{each}<br>no data" if each in missing else each for each in whole["period"]]
    return whole


def periods_between(first: str, last: str, kind: PeriodKind) -> list[str]:
    """Return every period's name from the first to the last: 2023/24, 2024/25 or Autumn 2025, Spring 2026."""
    if kind == "year":
        return [f"{year}/{(year + 1) % 100:02}" for year in range(int(first[:4]), int(last[:4]) + 1)]
    terms = [f"{term} {year}" for year in range(int(first[-4:]), int(last[-4:]) + 1) for term in IN_A_YEAR]
    return terms[terms.index(first) : terms.index(last) + 1]


LONGEST_NAME = 34
IN_A_YEAR = ("Spring", "Summer", "Autumn")  # of a calendar year, not of a school year


SECTIONS = {"gap": "Losing out", "strength": "Doing better", "unclear": "Chance could do this"}


def in_sections(rows: pd.DataFrame, most_unclear: int) -> pd.DataFrame:
    """Add each gap's section: losing out, doing better, and at most so many that chance could make.

    A clear difference in a measure that is neither good nor bad stands in a section of its own.
    """
    neutral = rows["clear"].astype(bool) & (rows["standing"] == "unclear")
    sections = rows["standing"].astype(str).map(SECTIONS).mask(neutral, "Clear differences")
    order = [*list(SECTIONS.values())[:2], "Clear differences", SECTIONS["unclear"]]
    parts = [rows[sections == name].assign(section=name) for name in order]
    return pd.concat([*parts[:-1], parts[-1].head(most_unclear)], ignore_index=True)


def forest_figure(rows: pd.DataFrame, say_gap: Say, unit: str) -> Figure:
    """Draw every gap under the heading of its section, in the order given; clear ones in the accent.

    ``rows`` needs ``characteristic``, ``section`` and ``clear``. A click hands back characteristic and group.
    """
    if rows.empty:
        return empty_figure("No group here has enough pupils on both sides to compare.")
    headed = with_headings(rows)
    figure = dots_with_intervals(headed, say_gap, [NO_DIFFERENCE], "row", DIFFERENCE, "clear", unit)
    for place, row in enumerate(headed.to_dict("records")):
        if row["is_heading"]:
            figure["layout"]["annotations"][place] |= {"text": f"<b>{row['row']}</b>", "yshift": -6}
            figure["layout"]["shapes"] += [_rule(place)]
    hand_back(figure, headed, ["characteristic", "group"])
    return figure


def with_headings(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with a row before each section that holds only its heading."""
    parts = []
    for section, within in rows.groupby("section", sort=False):
        heading = pd.DataFrame({"row": [section], "is_heading": True, "hidden": False, "small": False})
        named = within.assign(row=[row_name(row) for row in within.to_dict("records")], is_heading=False)
        parts += [heading, named]
    return pd.concat(parts, ignore_index=True)


def row_name(row: Mapping[Any, Any]) -> str:
    """Name a group so that it is clear what it is a group of, and short enough for a phone."""
    noun = group_noun(row["characteristic"], row["group"])
    return noun[0].upper() + noun[1:] if len(noun) <= LONGEST_NAME else str(row["group"])


def _rule(place: int) -> dict[str, object]:
    """Return the thin line over a section's heading."""
    across = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": place - 0.5, "y1": place - 0.5}
    return {**across, "layer": "below", "line": {"color": RULE, "width": 1}}


def hand_back(figure: Figure, rows: pd.DataFrame, columns: list[str]) -> None:
    """Let a click on a dot hand back these columns of its row, after what the dot says already."""
    dots = figure["data"][-1]
    found = rows[columns].to_numpy().tolist()
    dots["customdata"] = [
        [*said, *found[place]] for said, place in zip(dots["customdata"], dots["y"], strict=True)
    ]


def within_figure(rows: pd.DataFrame, say_gap: Say, unit: str) -> Figure:
    """Draw one group's gap inside each level of another characteristic."""
    if rows.empty:
        return empty_figure("No level has enough pupils on both sides to show a gap.")
    return dots_with_intervals(rows, say_gap, [NO_DIFFERENCE], "within", DIFFERENCE, "clear", unit)


def before_and_after(row: Mapping[str, Any] | pd.Series, left: AdjustedDifference) -> pd.DataFrame:
    """Return the gap as it is, and the gap left between pupils with the same prior attainment, as rows."""
    after = {"difference": left.difference, "difference_low": left.low, "difference_high": left.high}
    before = {name: row[name] for name in DIFFERENCE}
    rows = [
        {"row": "As it is", **before, "pupils": row["pupils"], "clear": row["clear"]},
        {"row": "Pupils who started level", **after, "pupils": left.group_pupils, "clear": left.clear},
    ]
    return pd.DataFrame(rows).assign(small=lambda frame: frame["pupils"] < FEWEST, hidden=False)


def baseline_figure(rows: pd.DataFrame, say_gap: Say, unit: str) -> Figure:
    """Draw the gap as it is above the gap between pupils with the same prior attainment."""
    return dots_with_intervals(rows, say_gap, [NO_DIFFERENCE], "row", DIFFERENCE, "clear", unit)


def shuffle_figure(share: float) -> Figure:
    """Draw a hundred squares, one for each hundredth of the shuffles: dark ones had a gap as big."""
    as_big = 0 if share == 0 else max(1, round(100 * share))
    dark = [place < as_big for place in range(100)]
    figure = empty_figure("")
    figure["data"] = [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [place % 20 for place in range(100)],
            "y": [-(place // 20) for place in range(100)],
            "marker": {
                "symbol": ["square" if each else "square-open" for each in dark],
                "size": 12,
                "color": [ACCENT if each else OTHER for each in dark],
            },
            "hoverinfo": "skip",
            "showlegend": False,
        }
    ]
    figure["layout"] |= {"height": 150, "annotations": []}
    return figure
