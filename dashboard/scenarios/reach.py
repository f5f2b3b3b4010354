"""Whom something reaches: counts by pupil group, beside those who need it most."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Counted = NDArray[np.bool_] | NDArray[np.float64]

GROUPS = ("pupil_premium", "sen", "eal", "sex", "year_group", "ethnicity")
LABELS: dict[str, dict[object, str]] = {
    "pupil_premium": {True: "Pupil premium", False: "Not pupil premium"},
    "eal": {True: "English as an additional language", False: "English first language"},
    "sen": {"N": "No SEN", "K": "SEN support", "E": "EHC plan"},
    "sex": {"F": "Female", "M": "Male"},
}
UNKNOWN = "Not known"
LOW_SHARE = 0.25
OFTEN_ABSENT = 0.1  # of sessions: persistent absence


def by_group(pupils: pd.DataFrame, counted: Mapping[str, Counted]) -> pd.DataFrame:
    """Return a row a group: ``characteristic``, ``group``, ``pupils`` in it, and one sum for each array.

    ``counted`` has an array a name, in the order of ``pupils``: flags or expected shares of a place. Of the
    columns in ``GROUPS`` those that are there are reported; ethnicity is only ever reported.
    """
    rows: list[dict[str, object]] = []
    everyone = pd.Series("All pupils", index=pupils.index)
    for name, column in [("all", everyone), *((name, pupils[name]) for name in GROUPS if name in pupils)]:
        values = column.astype("object")
        labels = [
            UNKNOWN if pd.isna(value) else LABELS.get(name, {}).get(value, str(value)) for value in values
        ]
        group = np.array(labels, dtype=object)
        for label in dict.fromkeys(labels):
            inside = np.asarray(group == label, dtype=bool)
            counts = {what: values[inside].sum().item() for what, values in counted.items()}
            rows.append({"characteristic": name, "group": label, "pupils": int(inside.sum()), **counts})
    return pd.DataFrame(rows)


def lowest(points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return who is in the lowest quarter by results; nobody where no result is known.

    Equal results stay together: with few grades it is as many whole grades as come nearest to a quarter.
    """
    grades, counts = np.unique(points[~np.isnan(points)], return_counts=True)
    if not len(grades):
        return np.zeros(len(points), dtype=bool)
    nearest = np.abs(np.cumsum(counts) / counts.sum() - LOW_SHARE).argmin()
    return np.asarray(points <= grades[nearest], dtype=bool)


def both(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return who is in both."""
    return np.asarray(one & other, dtype=bool)
