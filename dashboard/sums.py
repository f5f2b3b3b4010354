"""Groups' sums from values and members that were fetched once for many figures.

What ``gap/by_group``, ``gap/by_every_characteristic`` and ``gap/within`` give, to the last digit
(tests/gap/test_sums.py), but most of such a query's time is its planning. A measure's values are the same
whoever is in scope, and who is in scope is the same whatever is measured: with both remembered, a
new figure costs a count. Value added cannot be had so, because its line depends on the scope.
"""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.cache import fetch

if TYPE_CHECKING:
    from dashboard.store.opening import Store

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]

VALUES = ("measure", "from_date", "to_date", "subject")
SCOPE = ("to_date", "schools", "year_groups", "classes", "groups")
GROUP = ["code", "group", "position", "is_focus", "is_reference"]


def by_group(store: "Store", **params: object) -> pd.DataFrame:
    """Return the columns of ``gap/by_group``, or without a characteristic ``gap/by_every_characteristic``."""
    pupils, places = members(store, params.get("characteristic"), params)
    shown, group = np.unique(places, return_inverse=True)
    groups = fetch(store, "gap/places").iloc[shown].reset_index(drop=True)
    every = [] if "characteristic" in params else ["characteristic", "characteristic_position"]
    found: pd.DataFrame = groups[[*every, *GROUP]].assign(
        **added(*values(store, pupils, params), group, len(shown))
    )
    return found.sort_values([*every[1:], "position"], kind="stable", ignore_index=True)


def within(store: "Store", **params: object) -> pd.DataFrame:
    """Return the columns of ``gap/within``."""
    pupils, places = members(store, params["characteristic"], params)
    others, levels = members(store, params["within"], params)
    both, mine, theirs = np.intersect1d(pupils, others, assume_unique=True, return_indices=True)
    known = fetch(store, "gap/places")
    pair, group = np.unique(levels[theirs] * len(known) + places[mine], return_inverse=True)
    level = known.iloc[pair // len(known)].reset_index(drop=True)
    groups = known.iloc[pair % len(known)].reset_index(drop=True)
    found: pd.DataFrame = groups[GROUP].assign(**added(*values(store, both, params), group, len(pair)))
    found.insert(0, "within", level["group"])
    found.insert(1, "within_position", level["position"])
    return found.sort_values(["within_position", "position"], kind="stable", ignore_index=True)


def by_pupil(store: "Store", **params: object) -> pd.DataFrame:
    """Return each pupil in scope with a value, in order of pupil: the numbers of ``gap/pupil_values``."""
    pupils, places = members(store, params["characteristic"], params)
    numerator, denominator = values(store, pupils, params)
    has = ~np.isnan(numerator)
    numbers = {"numerator": numerator[has], "denominator": denominator[has]}
    rows = pd.DataFrame({"pupil_id": pupils[has], **numbers, "value": numerator[has] / denominator[has]})
    rows["baseline"] = at(fetch(store, "gap/baselines"), "baseline", pupils[has])
    rows["code"] = fetch(store, "gap/places")["code"].to_numpy(dtype=object)[places[has]]
    return rows


def members(store: "Store", characteristic: object, params: dict[str, object]) -> tuple[Places, Places]:
    """Return the pupils in scope and the place of each one's group, in order of pupil."""
    asked = {name: params[name] for name in SCOPE}
    rows = fetch(store, "gap/members", characteristic=characteristic, **asked)
    return rows["pupil_id"].to_numpy(dtype=np.intp), rows["place"].to_numpy(dtype=np.intp)


def values(store: "Store", pupils: Places, params: dict[str, object]) -> tuple[Numbers, Numbers]:
    """Return numerator and denominator of each of these pupils; NaN for those without a value."""
    rows = fetch(store, "gap/values", **{name: params[name] for name in VALUES})
    return at(rows, "numerator", pupils), at(rows, "denominator", pupils)


def at(rows: pd.DataFrame, name: str, pupils: Places) -> Numbers:
    """Return a column of rows that are in order of pupil for these pupils; NaN for those without a row."""
    if rows.empty:
        return np.full(len(pupils), np.nan)
    known = rows["pupil_id"].to_numpy(dtype=np.intp)
    place = np.minimum(np.searchsorted(known, pupils), len(known) - 1)
    return np.where(
        known[place] == pupils, rows[name].to_numpy(dtype=np.float64, na_value=np.nan)[place], np.nan
    )


def added(
    numerator: Numbers, denominator: Numbers, group: Places, groups: int
) -> dict[str, NDArray[np.generic]]:
    """Return the sums, means and sample variances of each group; NaN where too few pupils have a value."""
    has = ~np.isnan(numerator)
    group, numerator, denominator = group[has], numerator[has], denominator[has]
    pupils = np.bincount(group, minlength=groups)

    def total(each: Numbers) -> Numbers:
        return np.where(pupils > 0, np.bincount(group, each, minlength=groups), np.nan)

    def away(each: Numbers) -> Numbers:
        return np.asarray(each - (total(each) / pupils)[group])

    def spread(first: Numbers, second: Numbers) -> Numbers:
        return np.asarray(np.where(pupils > 1, total(away(first) * away(second)) / (pupils - 1), np.nan))

    with np.errstate(divide="ignore", invalid="ignore"):
        value = numerator / denominator
        return {
            "pupils": pupils,
            "numerator": total(numerator),
            "denominator": total(denominator),
            "positive": total((numerator > 0).astype(np.float64)),
            "mean": total(value) / pupils,
            "variance": spread(value, value),
            "numerator_variance": spread(numerator, numerator),
            "denominator_variance": spread(denominator, denominator),
            "covariance": spread(numerator, denominator),
        }
