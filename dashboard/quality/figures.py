"""Figures of the quality page: rows in, plain dicts out."""

from collections.abc import Callable, Sequence

import pandas as pd

from dashboard.figure_parts import Figure
from dashboard.figure_parts.heat import Cell, heat_table
from dashboard.wording import year_words


def in_order(year_groups: Sequence[str]) -> list[str]:
    """Return year groups as a school orders them: R, 1, 2, ... 13."""
    return sorted(
        set(year_groups), key=lambda name: (name.isdigit(), int(name) if name.isdigit() else 0, name)
    )


def share_words(have: float, of: float) -> str:
    """Say a share so that only all of them is 100%, and only none is 0%."""
    if not of:
        return ""
    if have in (0, of):
        return "all" if have else "none"
    return f"{min(99, max(1, round(100 * have / of)))}%"


def coverage_figure(
    rows: pd.DataFrame, down: str, have: str, of: str, order: Sequence[str], say: Callable[[str], str]
) -> Figure:
    """Draw how much is there, a row a thing and a column a year group; the more is missing, the deeper."""
    years = in_order(rows["year_group"].tolist())
    places = {name: place for place, name in enumerate(order)}
    columns = (rows[name].tolist() for name in (down, "year_group", have, of))
    cells = [
        Cell(
            row=places[name],
            column=years.index(year),
            shade=-((1 - got / total) ** 0.5) if total else None,
            lines=[share_words(got, total)],
            hover=f"{say(name)}, {year_words(year)}: {got:,.0f} of {total:,.0f}",
        )
        for name, year, got, total in zip(*columns, strict=True)
    ]
    return heat_table([say(name) for name in order], [year_words(year) for year in years], cells)
