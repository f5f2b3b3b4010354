"""What a difference is for its group, and which of a table's differences come first or are told."""

from collections.abc import Sequence

import pandas as pd

STANDINGS = ("strength", "gap", "unclear")


def standing(difference: float, clear: bool, good: str) -> str:
    """Return what a difference is for the group: ``strength``, ``gap``, or ``unclear``.

    Unclear is what chance could do, and a measure of which neither more nor less is better.
    """
    if not clear or good == "neither":
        return "unclear"
    return "strength" if (difference > 0) == (good == "high") else "gap"


def strengths_first(rows: pd.DataFrame, good: str) -> pd.DataFrame:
    """Add ``standing`` to rows with differences and sort: strengths, then gaps, then what chance could do.

    Within each, the widest first.
    """
    differences = rows["difference"].tolist()
    found = [
        standing(difference, bool(clear), good)
        for difference, clear in zip(differences, rows["clear"].tolist(), strict=True)
    ]
    keys = [
        (STANDINGS.index(each), 0.0 if pd.isna(difference) else -abs(difference))
        for each, difference in zip(found, differences, strict=True)
    ]
    order = sorted(range(len(found)), key=keys.__getitem__)
    return rows.iloc[order].assign(standing=[found[place] for place in order])


def group_to_tell(
    rows: pd.DataFrame, fit: Sequence[bool] | None = None
) -> tuple[pd.Series, pd.Series] | None:
    """Choose the group a sentence about a table is about, and its reference: None where none is compared.

    The focus group; of several, or where there is none, one that chance does not explain, the widest first.
    ``fit`` says which rows may be chosen; None: any.
    """
    columns = ("group", "reference", "is_focus", "clear", "difference")
    told = list(zip(*(rows[name].tolist() for name in columns), strict=True))
    compared = [
        (place, bool(is_focus), bool(clear), -1.0 if pd.isna(difference) else abs(difference))
        for place, (group, reference, is_focus, clear, difference) in enumerate(told)
        if isinstance(reference, str)
        and group not in ("Not known", "All pupils")
        and (fit is None or fit[place])
    ]
    if not compared:
        return None
    place = max(compared, key=lambda each: (each[1:], -each[0]))[0]
    reference = [group for group, *_more in told].index(told[place][1])
    return rows.iloc[place], rows.iloc[reference]
