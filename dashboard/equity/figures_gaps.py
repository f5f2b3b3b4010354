"""Figures of gaps, a row a gap: how far each is from none, clear ones in the accent.

Each takes rows from ``dashboard.gaps`` and returns a figure. ``say_gap`` turns a difference into words.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.equity.figures import DIFFERENCE, Say
from dashboard.figure_parts import FADED, PALE, Figure, Line, dots_with_intervals, empty_figure
from dashboard.statistics import AdjustedDifference
from dashboard.viewer import FEWEST
from dashboard.wording import group_noun

NO_DIFFERENCE: Line = {"at": 0.0, "label": "no gap"}
LONGEST_NAME = 36  # a longer name is cut off on a phone
NEUTRAL = "Clear differences"
SECTIONS = {"strength": "Doing better", "gap": "Losing out", "unclear": "Chance could do this"}


def in_sections(rows: pd.DataFrame, most_unclear: int) -> pd.DataFrame:
    """Add each gap's section: doing better, losing out, and at most so many that chance could make.

    A clear difference in a measure that is neither good nor bad stands in a section of its own.
    """
    sections = [
        NEUTRAL if clear and standing == "unclear" else SECTIONS[str(standing)]
        for clear, standing in zip(rows["clear"].tolist(), rows["standing"].tolist(), strict=True)
    ]
    order = [SECTIONS["strength"], SECTIONS["gap"], NEUTRAL, SECTIONS["unclear"]]
    places = [[place for place, mine in enumerate(sections) if mine == name] for name in order]
    kept = [place for part in (*places[:-1], places[-1][:most_unclear]) for place in part]
    return rows.iloc[kept].assign(section=[sections[place] for place in kept]).reset_index(drop=True)


def forest_figure(rows: pd.DataFrame, say_gap: Say, unit: str) -> Figure:
    """Draw every gap under the heading of its section, in the order given; clear ones in the accent.

    ``rows`` needs ``characteristic``, ``section`` and ``clear``. A click hands back characteristic and group.
    """
    if rows.empty:
        return empty_figure("No group here has enough pupils on both sides to compare.")
    headed = with_headings(rows)
    figure = gap_rows_figure(headed, say_gap, "row", unit)
    for place, (name, is_heading) in enumerate(zip(headed["row"], headed["is_heading"], strict=True)):
        if is_heading:
            figure["layout"]["annotations"][place] |= {"text": f"<b>{name}</b>", "yshift": -6}
            figure["layout"]["shapes"][place] = _rule(place)
    hand_back(figure, headed, ["characteristic", "group"])
    return figure


def with_headings(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with a row before each section that holds only its heading."""
    sections = rows["section"].tolist()
    places: list[int] = []  # -1 stands for a heading
    for place, section in enumerate(sections):
        places += [place] if place and section == sections[place - 1] else [-1, place]
    names = [row_name(*named) for named in zip(rows["characteristic"], rows["group"], strict=True)]
    drawn = [*DIFFERENCE, "pupils", "clear", "hidden", "small", "characteristic", "group"]
    empty = {"clear": False, "hidden": False, "small": False}
    headed: dict[str, list[object]] = {
        name: [empty.get(name) if place < 0 else cells[place] for place in places]
        for name, cells in ((name, rows[name].tolist()) for name in drawn)
    }
    after = [*places[1:], 0]
    headed["row"] = [
        sections[follows] if place < 0 else names[place] for place, follows in zip(places, after, strict=True)
    ]
    headed["is_heading"] = [place < 0 for place in places]
    return pd.DataFrame(headed)


def row_name(characteristic: str, group: str) -> str:
    """Name a group so that it is clear what it is a group of, and short enough for a phone."""
    noun = group_noun(characteristic, group)
    if noun.startswith("pupils in the group"):  # a division of the school's own
        noun = f"{characteristic}: {group}"
    name = noun[0].upper() + noun[1:] if len(noun) <= LONGEST_NAME else group
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip(' ,')}…"


def _rule(place: int) -> dict[str, object]:
    """Return the thin line over a section's heading."""
    across = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": place - 0.5, "y1": place - 0.5}
    return {**across, "layer": "below", "line": {"color": PALE, "width": 1}}


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
    return gap_rows_figure(rows, say_gap, "within", unit)


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
    return gap_rows_figure(rows, say_gap, "row", unit)


def gap_rows_figure(rows: pd.DataFrame, say_gap: Say, label: str, unit: str) -> Figure:
    """Draw one gap a row, and a line where there is none, broken where the rows' names stand."""
    figure = dots_with_intervals(rows, say_gap, [NO_DIFFERENCE], label, DIFFERENCE, "clear", unit)
    figure["layout"]["shapes"] = [_no_gap(place) for place in range(len(rows))]
    figure["layout"]["xaxis"]["title"]["font"] = {"size": 12, "color": FADED}
    return figure


def _no_gap(place: int) -> dict[str, object]:
    """Return one row's piece of the line where there is no gap."""
    down = {"type": "line", "x0": 0, "x1": 0, "y0": place - 0.15, "y1": place + 0.3, "layer": "below"}
    return {**down, "line": {"color": PALE, "width": 1}}
