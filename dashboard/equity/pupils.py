"""The pupils behind a gap: a list to act on, those in most need first. For leaders only."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dashboard.lists import WHO
from dashboard.measures import Measure

YES_OR_NO = {True: "yes", False: "no"}


def in_need(rows: pd.DataFrame, measure: Measure, group: str) -> pd.DataFrame:
    """Return one group's pupils whom the measure is about, those in most need first.

    Of a measure that is yes or no, the pupils on the wrong side of it; of any other, everyone.
    ``absence`` (a pupil's own share of sessions missed) decides the order where it is there.
    """
    mine = rows[(rows["group"] == group) & rows["value"].notna()]
    if measure.kind == "proportion" and measure.good != "neither":
        is_yes = mine["numerator"] > 0
        mine = mine[is_yes if measure.good == "low" else ~is_yes]
    order = ["absence", "value"] if "absence" in mine else ["value"]
    names = ["surname", "forename"]
    rising = [measure.good == "high"] * len(order) + [True, True]
    return mine.sort_values(order + names, ascending=rising, ignore_index=True)


def as_list(rows: pd.DataFrame, measure: Measure, say: Callable[[float], str]) -> pd.DataFrame:
    """Return the rows of the list: who it is, year, form and the value in words."""
    shown: dict[str, pd.Series | list[str]] = {column: rows[column] for column in WHO}
    shown |= {"Year": rows["year_group"].fillna(""), "Form": rows["registration_group"].fillna("")}
    if "absence" in rows:
        shown["Sessions missed"] = [f"{100 * share:.0f} in 100" for share in rows["absence"]]
    else:
        shown[measure.title] = [own_value(row, measure, say) for row in rows.to_dict("records")]
    return pd.DataFrame(shown)


def own_value(row: Mapping[Any, Any], measure: Measure, say: Callable[[float], str]) -> str:
    """Return one pupil's value in words: of a proportion a pupil has only yes or no."""
    return YES_OR_NO[row["numerator"] > 0] if measure.kind == "proportion" else say(row["value"])
