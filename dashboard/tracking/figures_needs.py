"""The figure of a class's topics: its share of the marks, and a tick for the rest of the year group."""

import pandas as pd

from dashboard.figure_parts import INK, Figure, dots_with_intervals
from dashboard.sentences import rounded


def percent(share: float) -> str:
    """Say a share of marks."""
    return f"{rounded(100 * share):.0f}%"


def topics_figure(topics: pd.DataFrame) -> Figure:
    """Draw each topic, the strongest first; in the accent those clearly unlike the rest of the year."""
    rows = topics.assign(small=topics["pupils"] < 10)
    figure = dots_with_intervals(rows, percent, label="topic", emphasis="clear", axis="share of the marks")
    rest = topics["rest"].tolist()
    known = [(share, place) for place, share in enumerate(rest) if pd.notna(share)]
    ticks = {
        "type": "scatter",
        "mode": "markers",
        "x": [share for share, _ in known],
        "y": [place for _, place in known],
        "marker": {"symbol": "line-ns", "size": 18, "line": {"width": 3, "color": INK}},
        "customdata": [percent(share) for share, _ in known],
        "hovertemplate": "rest of the year group: %{customdata}<extra></extra>",
        "cliponaxis": False,
    }
    if figure["data"]:
        figure["data"].insert(0, ticks)
    return figure
