"""What communities are made of: pupils' traits to balance, and families or tutor groups that move as one."""

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.scenarios.outcome import Impossible
from dashboard.scenarios.reach import OFTEN_ABSENT

Keep = Literal["families", "tutor groups", "nobody"]
Whole = NDArray[np.int64]

QUARTER = 0.25


def traits(pupils: pd.DataFrame) -> tuple[tuple[str, ...], Whole]:
    """Return what is balanced, and who has it: a row a pupil, 0 or 1. Unknown is 0.

    Results count as low and high quarter of the pupil's own year group, absence as a tenth of sessions.
    """
    year = pupils["year_group"].astype("string").fillna("not known")
    columns = {f"Year {name}": year == name for name in sorted(year.unique(), key=_order)}
    if "pupil_premium" in pupils:
        columns["Pupil premium"] = pupils["pupil_premium"].fillna(False).astype(bool)
    if "sen" in pupils:
        columns |= {"SEN support": pupils["sen"] == "K", "EHC plan": pupils["sen"] == "E"}
    if "eal" in pupils:
        columns["English as an additional language"] = pupils["eal"].fillna(False).astype(bool)
    if "sex" in pupils:
        columns["Girls"] = pupils["sex"] == "F"
    if "absence" in pupils:
        columns["Absent a tenth or more"] = pd.to_numeric(pupils["absence"]) >= OFTEN_ABSENT
    if "points" in pupils:
        rank = pd.to_numeric(pupils["points"]).groupby(year).rank(pct=True, method="first")
        columns |= {"Lowest quarter": rank <= QUARTER, "Highest quarter": rank > 1 - QUARTER}
    flags = [np.asarray(flag.fillna(False), dtype=np.int64) for flag in columns.values()]
    return tuple(columns), np.stack(flags, axis=1)


def _order(year: str) -> tuple[int, str]:
    """Return year groups in the order of age."""
    return (int(year), "") if year.isdigit() else (-1, year)


def units_of(pupils: pd.DataFrame, keep: Keep) -> Whole:
    """Return the unit that each pupil moves with, numbered from 0.

    Who has no family or tutor group moves alone. ``pupils`` needs ``family`` or ``registration_group`` for
    these to be kept. Raises Impossible.
    """
    column = {"families": "family", "tutor groups": "registration_group"}.get(keep)
    alone = pd.Series([f"\0{place}" for place in range(len(pupils))], index=pupils.index)
    if column is None:
        return np.arange(len(pupils), dtype=np.int64)
    if column not in pupils:
        what = "who is brother or sister to whom" if keep == "families" else "tutor groups"
        raise Impossible(f"Keeping {keep} together needs {what} from your pupils export ({column}).")
    name = pupils[column].astype("string")
    if keep == "tutor groups":
        name = pupils["year_group"].astype("string") + "/" + name
    return np.asarray(pd.factorize(name.fillna(alone))[0], dtype=np.int64)


def families_split(pupils: pd.DataFrame, community: Whole) -> tuple[int, int]:
    """Return how many families of two or more are in several communities, and how many such families."""
    if "family" not in pupils:
        return 0, 0
    by_family = pd.Series(community, index=pupils.index).groupby(pupils["family"])
    several = by_family.nunique()[by_family.size() > 1]
    return int((several > 1).sum()), len(several)
