"""What the expectation audit says: a difference is a question to ask, never a verdict."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from dashboard.statistics.differences import apart
from dashboard.tracking.wording import amount, between, by_chance, pupils
from dashboard.viewer import FEWEST
from dashboard.wording import group_noun, reference_noun

NO_TARGETS = (
    "No targets in this choice: choose other pupils above, or import results with rows of kind target, "
    "to see whether pupils who started level have the same ones."
)
NO_STARTS = (
    "There are targets, but no pupil here has prior attainment to compare at: import results with rows of "
    "kind baseline, such as key stage 2 scaled scores."
)
NOBODY = f"No group here has {FEWEST} pupils on both sides with a target and prior attainment."


def nothing_to_audit(targets: int) -> str:
    """Say what is missing."""
    return NO_STARTS if targets else NO_TARGETS


def audit_sentence(rows: pd.DataFrame, scale: str) -> str:
    """Say the widest difference that chance does not explain, or that chance could do each."""
    if rows.empty:
        return NOBODY
    count = len(rows)
    clear = rows[rows["clear"]]
    if clear.empty:
        each = "the difference" if count == 1 else f"each of {count} differences"
        return f"Among pupils who started level, {each} in targets could be chance."
    row = clear.iloc[clear["difference"].abs().argmax()]
    who = group_noun(row["characteristic"], row["group"])
    whom = reference_noun(row["characteristic"], row["group"], row["reference"])
    way = "higher" if row["difference"] > 0 else "lower"
    ends = between(row["low"], row["high"]).replace("more", "higher").replace("less", "lower")
    verb = "is" if len(clear) == 1 else "are"
    compared = (
        f"Of {count} comparisons {len(clear)} {verb} clear; {by_chance(count)} would be by chance alone."
    )
    counts = f"{pupils(int(row['pupils']))} against {row['others']:,}"
    return (
        f"Among pupils who started level, {who} have targets {amount(row['difference'], scale)} {way} than "
        f"{whom}{ends}: {counts}." + (f" {compared}" if count > 1 else "")
    )


def bands_sentence(rows: pd.DataFrame, bands: Sequence[str], characteristic: str, scale: str) -> str:
    """Say band by band how far apart the highest and the lowest targets of groups with enough pupils are."""
    told = rows[(rows["pupils"] >= FEWEST) & (rows["group"] != "Not known")]
    said = []
    for place, band in enumerate(bands):
        mine = told[told["band"] == place]
        if len(mine) < 2:
            continue
        top, low = mine.iloc[mine["mean"].argmax()], mine.iloc[mine["mean"].argmin()]
        names = [group_noun(characteristic, each["group"]) for each in (top, low)]
        size = amount(top["mean"] - low["mean"], scale)
        said.append(f"{band}: {names[0]} {size} above {names[1]}{_could_be_chance(top, low)}")
    if not said:
        return f"No band of prior attainment has two groups with {FEWEST} pupils."
    return (
        f"The highest and the lowest average targets of groups by {characteristic}. {'. '.join(said)}. "
        "Prior attainment still differs within a band: the card above allows for that."
    )


def _could_be_chance(top: "pd.Series[Any]", low: "pd.Series[Any]") -> str:
    """Caution where chance could put two groups as far apart."""
    ends = [np.array([[each[name]] for name in ("mean", "low", "high")]) for each in (top, low)]
    return "" if apart(*ends)[1, 0] > 0 else ", which could be chance"
