"""The governors' figures: a pack's rounded numbers in, plain dicts out."""

from collections.abc import Sequence
from dataclasses import asdict
from math import nan

import pandas as pd

from dashboard.figure_parts import Figure, Line, dots_with_intervals, empty_figure, lines_over_time
from dashboard.packs import Outcome
from dashboard.packs.pack import Pack, Said, Table
from dashboard.sentences import rounded

HEIGHT = 300
NUMBERS = ("pupils", "count", "value", "low", "high")


def percent(value: float) -> str:
    """Say a share as a whole percentage."""
    return f"{rounded(100 * value):.0f}%"


def rows_of(table: Table) -> pd.DataFrame:
    """Return a table's figures as rows, NaN where there is no number."""
    rows = [asdict(figure) for figure in table.figures]
    for row in rows:
        row |= {name: nan for name in NUMBERS if row[name] is None}
        row["hidden"] = bool(row["hidden"])
    return pd.DataFrame(rows)


def groups_figure(table: Table) -> Figure:
    """Draw each group of a table with its interval."""
    if all(figure.value is None for figure in table.figures):
        return empty_figure("Every group is too small to show.")
    return dots_with_intervals(rows_of(table), say=percent)


def gaps_figure(pack: Pack, said: Sequence[Said]) -> Figure:
    """Draw how far the groups of these sentences are from those they are compared with."""
    rows = []
    for each in said:
        table, outcome = pack.table(each.characteristic, each.outcome), pack.outcome(each.outcome)
        figure = table.figure(each.group) if table else None
        if figure and outcome:
            # Every gap here is beyond chance: a strength must not be as grey as what chance could do.
            named = {"hidden": False, "is_focus": True, "label": gap_name(figure.group, outcome)}
            rows.append({**asdict(figure), **named})
    if not rows:
        return empty_figure("No gap stands out.")
    columns = ("difference", "difference_low", "difference_high")
    lines: list[Line] = [{"at": 0, "label": "no gap"}]
    return dots_with_intervals(pd.DataFrame(rows), signed, lines, "label", columns)


def gap_name(group: str, outcome: Outcome) -> str:
    """Name a gap beside its mark, short enough for a phone with its number of pupils."""
    return f"{group}: {outcome.title.lower().removeprefix('at the ')}"


def signed(value: float) -> str:
    """Say a difference in percentage points, with its sign; nothing is neither more nor less."""
    points = rounded(100 * value)
    return f"{points:+.0f}" if points else "0"


def years_figure(pack: Pack, characteristic: str, outcome: str, groups: Sequence[str]) -> Figure:
    """Draw an outcome of these groups over the years of a pack."""
    found = []
    for place, year in enumerate(pack.years):
        table = pack.table(characteristic, outcome, year)
        if table is not None:
            rows = rows_of(table)
            own = rows[rows["group"].isin(list(groups))]
            found.append(own.assign(period=year, from_date=pd.Timestamp(2000 + place, 9, 1)))
    known = pd.concat(found) if found else pd.DataFrame()
    if known.empty or known.loc[known["value"].notna(), "period"].nunique() < 2:
        return empty_figure("A line needs two years that can be shown.")
    is_one = len(groups) == 1
    return lines_over_time(known, say=percent, group=None if is_one else "group", height=HEIGHT)
