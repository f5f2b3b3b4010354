"""What stands behind a figure of the attendance page: its table, its definition, and how old it is."""

import pandas as pd

from dashboard.attendance.view import View
from dashboard.cards import About
from dashboard.measures import MEASURES
from dashboard.query import read_query

METHOD = (
    "The line through each dot is a 95% interval in which each pupil's sessions hang together. Two kinds of "
    "day are compared within each pupil first, so a few pupils who are away a lot do not pass for a pattern."
)


def table_of(rows: pd.DataFrame, first: str) -> pd.DataFrame:
    """Return shares of sessions as a table that people read."""
    return pd.DataFrame(
        {
            first: rows["group"].tolist(),
            "Pupils": rows["pupils"].tolist(),
            "Sessions missed": rows["numerator"].tolist(),
            "Sessions possible": rows["denominator"].tolist(),
            "Share (in 100)": (100 * rows["value"]).tolist(),
            "Share from": (100 * rows["low"]).tolist(),
            "Share to": (100 * rows["high"]).tolist(),
        }
    )


def about(view: View, query: str, measure: str = "absence_rate") -> About:
    """Return what "What is this?" says of a figure of this page's own."""
    entry = MEASURES[measure]
    return About(
        definition=f"{entry.title}. {entry.definition}",
        source=entry.source,
        sql=read_query(f"attendance/{query}").sql,
        data_date=view.last_day,
        method=METHOD,
        measure=entry.name,
    )
