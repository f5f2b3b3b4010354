"""The line above the page that says whose marks are missing."""

from typing import Any

import pandas as pd
from dash import Dash, Output, html
from dash.development.base_component import Component

from dashboard.attendance.view import View, answered, require_fine
from dashboard.attendance.words import listed, pupils
from dashboard.filters import FILTERS

MOST = 5  # schools named


def place() -> Component:
    """Return the place for the line; it is empty where every pupil has marks."""
    return html.P(id="attendance-unmarked", className="attendance-wide attendance-unmarked")


def register(app: Dash) -> None:
    """Register the callback that fills the line."""
    outputs = {"words": Output("attendance-unmarked", "children")}
    app.callback(output=outputs, inputs={"filters": FILTERS})(answered(fill, nothing))


def nothing(_why: str) -> dict[str, Any]:
    """Leave the line empty: the cards say why they are."""
    return {"words": ""}


def fill(view: View) -> dict[str, Any]:
    """Say how many pupils on roll have no marks, and in which schools."""
    require_fine(view)
    return {"words": sentence(view.rows("unmarked"))}


def sentence(rows: pd.DataFrame) -> str:
    """Say whose marks are missing; nothing where nobody's are, or everybody's."""
    missing = rows[rows["unmarked"] > 0]
    if missing.empty or rows["unmarked"].sum() == rows["pupils"].sum():
        return ""
    counts = [
        ("all" if row["unmarked"] == row["pupils"] else f"{row['unmarked']:,}") + f" of {row['school']}"
        for row in missing.sort_values("unmarked", ascending=False).head(MOST).to_dict("records")
    ]
    where = f": {listed(counts)}" if len(rows) > 1 else ""
    more = f", and {len(missing) - MOST} more schools" if len(missing) > MOST else ""
    told = f"No marks in these days for {pupils(missing['unmarked'].sum())} on roll{where}{more}."
    totals = missing["with_totals"].sum()
    known = f" {totals:,} of them have totals, which count in shares but not by day." if totals else ""
    return f"{told}{known} Import attendance to see them."
