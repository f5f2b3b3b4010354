"""Groups' sums from values and members that were fetched once for many figures.

What ``gap/by_group``, ``gap/by_every_characteristic``, ``gap/within`` and ``gap/over_time`` give, to the
last digit (tests/gap/test_sums.py), but most of such a query's time is its planning. A measure's
values are the same whoever is in scope, and who is in scope is the same whatever is measured: with
both remembered, a new figure costs a count.
"""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import scipy  # its parts load when first used, which most readers never wait for
from numpy.typing import NDArray

from dashboard.cache import fetch
from dashboard.members import (
    NO_PLACE,
    Columns,
    Marks,
    Places,
    every_membership,
    groups,
    members,
    places_of,
    scope,
)
from dashboard.statistics.intervals import NOISE, Numbers

if TYPE_CHECKING:
    from dashboard.store.opening import Store

Numbered = Places | NDArray[np.int32]

VALUES = ("measure", "from_date", "to_date", "subject")
GROUP = ("code", "group", "position", "is_focus", "is_reference")
EVERY = ("characteristic", "characteristic_position")
PERIOD = ("period", "from_date", "to_date", "academic_year")
FEWEST_FOR_A_LINE = 3
# Columns 0 (the value), 1 (the numerator) and 2 (the denominator), each by itself first.
SPREADS = {
    "variance": (0, 0),
    "numerator_variance": (1, 1),
    "denominator_variance": (2, 2),
    "covariance": (1, 2),
}
ROUNDED = float(np.finfo(np.float64).eps)  # the most that one addition rounds


def by_group(store: "Store", **params: object) -> Columns:
    """Return the columns of ``gap/by_group``, or without a characteristic ``gap/by_every_characteristic``."""
    if "characteristic" in params:
        pupils, places = members(store, params["characteristic"], params)
        numbers = values(store, pupils, params)
        return by_place(store, GROUP, places, *numbers)
    pupils, every = every_membership(store, params)
    return by_place(store, (*EVERY, *GROUP), every, *values(store, pupils, params))


def by_place(
    store: "Store", named: tuple[str, ...], places: Numbered, numerator: Numbers, denominator: Numbers
) -> Columns:
    """Return the sums of the pupils at each place, beside the columns that name its group.

    ``places`` has each pupil's, or a row a pupil; ``NO_PLACE`` is counted as a last one, and left out.
    """
    known = groups(store)
    size = len(known["place"])
    occurs = np.zeros(size + 1, dtype=np.bool_)
    occurs[places] = True
    shown = np.flatnonzero(occurs[:size])
    sums = added(numerator, denominator, np.where(places == NO_PLACE, size, places), size + 1)
    return {name: known[name][shown] for name in named} | {name: each[shown] for name, each in sums.items()}


def within(store: "Store", **params: object) -> Columns:
    """Return the columns of ``gap/within``."""
    pupils, places = members(store, params["characteristic"], params)
    others, levels = members(store, params["within"], params)
    both, mine, theirs = np.intersect1d(pupils, others, assume_unique=True, return_indices=True)
    known = groups(store)
    size = len(known["place"])
    shown, group = numbered(levels[theirs] * size + places[mine], size * size)
    level, place = shown // max(size, 1), shown % max(size, 1)
    named = {"within": known["group"][level], "within_position": known["position"][level]}
    named |= {name: known[name][place] for name in GROUP}
    return named | added(*values(store, both, params), group, len(shown))


def over_time(store: "Store", **params: object) -> Columns:
    """Return the columns of ``gap/over_time``."""
    asked = {name: params[name] for name in ("measure", "period_kind")}
    rows = fetch(store, "gap/stored_values", **asked)
    enrolments = rows["enrolment_id"].to_numpy(dtype=np.intp)
    places = places_of(store, params["characteristic"], enrolments).astype(np.intp)
    has = np.isin(enrolments, scope(store, params).enrolments) & (places != NO_PLACE)
    periods = fetch(store, "gap/periods", period_kind=params["period_kind"])
    turn = np.zeros(1 + int(periods["period_id"].max() if len(periods) else 0), dtype=np.intp)
    turn[periods["period_id"]] = np.arange(len(periods))
    known = groups(store)
    size = len(known["place"])
    period = turn[rows["period_id"].to_numpy(dtype=np.intp)[has]]
    shown, group = numbered(period * size + places[has], len(periods) * size)
    when, place = shown // max(size, 1), shown % max(size, 1)
    named = {name: periods[name].to_numpy()[when] for name in PERIOD}
    named |= {name: known[name][place] for name in GROUP}
    top, bottom = (rows[name].to_numpy(dtype=np.float64)[has] for name in ("numerator", "denominator"))
    return named | added(top, bottom, group, len(shown))


def numbered(places: Places, most: int) -> tuple[Places, Places]:
    """Return the places that occur, in order, and for each one given which of these it is."""
    shown = np.flatnonzero(np.bincount(places, minlength=most))
    numbers = np.empty(most, dtype=np.intp)
    numbers[shown] = np.arange(len(shown))
    return shown, numbers[places]


def by_pupil(store: "Store", **params: object) -> pd.DataFrame:
    """Return each pupil in scope with a value, in order of pupil: the numbers of ``gap/pupil_values``."""
    pupils, places = members(store, params["characteristic"], params)
    numerator, denominator = values(store, pupils, params)
    has = ~np.isnan(numerator)
    numbers = {"numerator": numerator[has], "denominator": denominator[has]}
    baseline = at(fetch(store, "gap/baselines"), "baseline", pupils[has])
    codes = groups(store)["code"][places[has]]
    value = numerator[has] / denominator[has]
    named = {"pupil_id": pupils[has], **numbers, "value": value, "baseline": baseline, "code": codes}
    return pd.DataFrame(named, copy=False)


def values(store: "Store", pupils: Places, params: dict[str, object]) -> tuple[Numbers, Numbers]:
    """Return numerator and denominator of each of these pupils; NaN for those without a value."""
    asked = {name: params[name] for name in VALUES}
    if asked.pop("measure") == "value_added":
        return above_the_line(fetch(store, "gap/results_and_starting_points", **asked), pupils)
    rows = fetch(store, "gap/values", measure=params["measure"], **asked)
    return at(rows, "numerator", pupils), at(rows, "denominator", pupils)


def above_the_line(rows: pd.DataFrame, pupils: Places) -> tuple[Numbers, Numbers]:
    """Return how far each pupil's results together are above the lines through these pupils', and how many.

    ``rows`` have pupil_id, line (results that share one), baseline and points.
    """
    pupil, line = (rows[name].to_numpy(dtype=np.intp) for name in ("pupil_id", "line"))
    mine = np.isin(pupil, pupils)
    place, line = np.searchsorted(pupils, pupil[mine]), line[mine]
    start, points = (rows[name].to_numpy(dtype=np.float64)[mine] for name in ("baseline", "points"))
    count = np.bincount(line)

    def away(numbers: Numbers) -> Numbers:
        """Return how far each number is from the mean of its line."""
        return np.asarray(numbers - (np.bincount(line, numbers) / count)[line])

    with np.errstate(divide="ignore", invalid="ignore"):
        along, up = away(start), away(points)
        spread = np.bincount(line, along**2)
        is_level = spread <= NOISE * np.bincount(line, start**2)  # all started alike: no slope to be seen
        slope = np.where(is_level, 0.0, np.bincount(line, along * up) / spread)
    fit = count[line] >= FEWEST_FOR_A_LINE
    above = (up - slope[line] * along)[fit]
    results = np.bincount(place[fit], minlength=len(pupils)).astype(np.float64)
    none = results == 0
    total = np.bincount(place[fit], above, minlength=len(pupils))
    return np.where(none, np.nan, total), np.where(none, np.nan, results)


def at(rows: pd.DataFrame, name: str, pupils: Places) -> Numbers:
    """Return a column of rows that are in order of pupil for these pupils; NaN for those without a row."""
    if rows.empty:
        return np.full(len(pupils), np.nan)
    known = rows["pupil_id"].to_numpy(dtype=np.intp)
    place = np.minimum(np.searchsorted(known, pupils), len(known) - 1)
    return np.where(
        known[place] == pupils, rows[name].to_numpy(dtype=np.float64, na_value=np.nan)[place], np.nan
    )


def added(numerator: Numbers, denominator: Numbers, group: Numbered, groups: int) -> Columns:
    """Return the sums, means and sample variances of each group; NaN where too few pupils have a value.

    ``group`` has each pupil's group, or a row a pupil of as many groups as the pupil is in.
    """
    has = ~np.isnan(numerator)
    with np.errstate(divide="ignore", invalid="ignore"):
        columns = np.stack([numerator / denominator, numerator, denominator])
        columns[:, ~has] = 0.0
        most = max(int(has.sum()), 1)
        middle = columns.sum(axis=1, keepdims=True) / most  # near what is squared, so that little is rounded
        away = np.where(has, columns - middle, 0.0)
        products = [away[first] * away[second] for first, second in SPREADS.values()]
        totals = by_number([has, *columns, columns[1] > 0, *products], group, groups)
        pupils, sums, positive = totals[0], totals[1:4], totals[4]
        some = np.where(pupils > 0, 1.0, np.nan)
        return {
            "pupils": pupils.astype(np.intp),
            "numerator": sums[1] * some,
            "denominator": sums[2] * some,
            "positive": positive * some,
            "mean": sums[0] / pupils,
            **spreads(pupils, sums / pupils - middle, totals[5:]),
        }


def spreads(pupils: Numbers, away: Numbers, products: Numbers) -> Columns:
    """Return the variances and the covariance of each group: 0 where only rounding is left, NaN below two.

    ``away``: how far each group's mean of each column is from a middle; ``products``: the sums of the
    pupils' own such distances, multiplied as ``SPREADS`` says.
    """
    noise, found = np.maximum(NOISE, pupils * ROUNDED), {}
    for (name, (first, second)), product in zip(SPREADS.items(), products, strict=True):
        apart = product - pupils * away[first] * away[second]
        is_noise = np.abs(apart) <= noise * np.sqrt(products[first] * products[second])
        found[name] = np.where(pupils > 1, np.where(is_noise, 0.0, apart) / (pupils - 1), np.nan)
    return found


def by_number(columns: list[Numbers | Marks], group: Numbered, groups: int) -> Numbers:
    """Return each column's sum over the pupils of each group: a row a column.

    The pupils are the columns of a matrix that has 1 where a pupil is in a group: all columns are added
    up while one list of groups is read, which a trust has 800,000 of.
    """
    numbers = np.stack(columns, axis=1, dtype=np.float64)
    each = group.shape[1] if group.ndim > 1 else 1
    starts = np.arange(0, group.size + 1, each)
    is_in = scipy.sparse.csc_array((np.ones(group.size), group.ravel(), starts), shape=(groups, len(numbers)))
    return np.asarray((is_in @ numbers).T)
