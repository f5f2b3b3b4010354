"""The overview's one figure: how an area has gone, term by term."""

from collections.abc import Callable

import pandas as pd

from dashboard.figure_parts import Figure, Line, empty_figure, lines_over_time

HEIGHT = 170
FEWEST_TERMS = 2


def trend_figure(rows: pd.DataFrame, say: Callable[[float], str], breaks: pd.DataFrame) -> Figure:
    """Draw one value a term with its interval, the academic years below, a line where the counting changed.

    ``rows`` needs ``period``, ``academic_year``, ``from_date``, ``pupils``, ``value``, ``low``, ``high`` and
    ``hidden``, in order of time; ``breaks`` has ``date`` and ``label``.
    """
    shown = rows[rows["value"].notna() & ~rows["hidden"].astype(bool)]
    if len(shown) < FEWEST_TERMS:
        return empty_figure("A trend needs two terms of data.")
    lines: list[Line] = [{"at": row["date"], "label": row["label"]} for row in breaks.to_dict("records")]
    figure = lines_over_time(rows, say, lines, group=None, height=HEIGHT)
    first_terms = rows.reset_index(drop=True).drop_duplicates("academic_year")
    figure["layout"]["xaxis"] |= {
        "tickvals": first_terms.index.tolist(),
        "ticktext": first_terms["academic_year"].tolist(),
    }
    return figure
