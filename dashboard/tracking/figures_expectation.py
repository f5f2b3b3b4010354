"""Rows about targets in, figures out."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.figure_parts import Figure, Line, dots_with_intervals, empty_figure
from dashboard.figure_parts.heat import Cell, heat_table
from dashboard.tracking.wording import pupils, signed
from dashboard.viewer import FEWEST

NO_DIFFERENCE: Line = {"at": 0.0, "label": "the same target"}
COLUMNS = ("difference", "low", "high")
LONGEST_NAME = 36


def audit_figure(rows: pd.DataFrame) -> Figure:
    """Draw how far each group's targets are from its reference's; clear differences in the accent."""
    if rows.empty:
        return empty_figure("No group here has enough pupils on both sides to compare.")
    names = [_against(*pair) for pair in zip(rows["group"].tolist(), rows["reference"].tolist(), strict=True)]
    named = rows.assign(row=names)
    return dots_with_intervals(named, signed, [NO_DIFFERENCE], "row", COLUMNS, "clear")


def _against(group: str, reference: str) -> str:
    """Return the name of a comparison, short enough for a phone; the table names every reference."""
    whole = f"{group} against {reference}"
    is_plain = reference.lower().startswith(("not ", "no "))
    return group if is_plain or len(whole) > LONGEST_NAME else whole


def bands_figure(rows: pd.DataFrame, bands: Sequence[str], groups: Sequence[str]) -> Figure:
    """Draw each group's mean target from the band's mean: ``band``, ``group``, ``pupils``, ``mean``."""
    widest = rows.loc[rows["pupils"] >= FEWEST, "mean"].abs().max()
    cells = [
        _cell(row["band"], groups.index(row["group"]), row, widest or 1.0, bands[row["band"]])
        for row in rows.to_dict("records")
    ]
    return heat_table(bands, groups, cells)


def _cell(place: int, column: int, row: Mapping[Any, Any], widest: float, band: str) -> Cell:
    """Return one cell; a few pupils have no shade."""
    is_small = row["pupils"] < FEWEST
    said = signed(row["mean"])
    words = f"<b>{band}: {row['group']}</b><br>{said} from the band's average<br>{pupils(row['pupils'])}"
    lines = [said if is_small else f"<b>{said}</b>", f"n {row['pupils']}" + (", few" if is_small else "")]
    return Cell(place, column, None if is_small else row["mean"] / widest, lines, words)
