"""Gaps between groups, with intervals and under the viewer's rule: for the pages and the command line."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard import sums
from dashboard.by_class import classes_of, with_classes
from dashboard.cache import fetch, remember
from dashboard.measures import MEASURES, Measure
from dashboard.members import Columns, scope
from dashboard.scope import (
    NO_FILTERS,
    Filters,
    MixedScales,
    groups_of,
    known_measure,
    latest_scale,
    people,
    reference_code,
    refuse_mixed_scales,
    scales_over_time,
    whole,
)
from dashboard.statistics import (
    AdjustedDifference,
    ShuffleTest,
    adjusted_difference,
    default_reference,
    differences,
    intervals,
    shuffle_classes,
    shuffle_test,
)
from dashboard.viewer import Viewer, require_fine_tables, require_pupil_rows, show

if TYPE_CHECKING:
    from dashboard.store.opening import Store

__all__ = ["GAP_COLUMNS", "NO_FILTERS", "Filters", "MixedScales"]

LARGE = 10_000  # enrolments: four schools of three years
GAP_COLUMNS = (
    *("group", "pupils", "value", "low", "high", "reference"),
    *("difference", "difference_low", "difference_high", "hedges_g", "g_low", "g_high", "hidden"),
)


def by_group(
    store: "Store",
    viewer: Viewer,
    measure: str,
    characteristic: str,
    filters: Filters,
    reference: str | None = None,
) -> pd.DataFrame:
    """Return a measure for each group of one characteristic, and how far each is from the reference.

    ``reference`` is a group's code or label; None takes the declared one, else the largest.
    Raises MixedScales, NotForThisViewer, and ValueError for a name the school does not have.
    """
    require_fine_tables(viewer, filters)
    entry, code = known_measure(measure), reference_code(store, characteristic, reference)
    params = {"measure": measure, "characteristic": characteristic, **whole(store, filters)}

    def make() -> pd.DataFrame:
        """Compare the groups, as far as the viewer may."""
        refuse_mixed_scales(store, entry, filters)
        rows = compared(sums.by_group(store, **params), viewer, entry, code)
        return with_classes(store, rows, entry, params, viewer != "governor")

    # Rounded by the table, compared with another group, or too many to add up in every characteristic.
    if viewer == "governor" or code is not None or is_large(store, params):
        return remember(store, ("by_group", viewer, code), params, make)
    every = every_group(store, viewer, measure, filters)
    mine = every["characteristic"].to_numpy(dtype=object) == characteristic
    own = [name for name in every.columns if name not in sums.EVERY]
    found: pd.DataFrame = every.loc[mine, own].reset_index(drop=True)
    return found


def is_large(store: "Store", params: dict[str, object]) -> bool:
    """Say whether so many pupils are in scope that adding up the other characteristics too would be felt."""
    return len(scope(store, params).pupils) > LARGE


def every_group(store: "Store", viewer: Viewer, measure: str, filters: Filters) -> pd.DataFrame:
    """Return a measure for every group of every characteristic, all pupils and references too.

    Raises MixedScales, NotForThisViewer and ValueError.
    """
    require_fine_tables(viewer, filters)
    entry = known_measure(measure)
    params = {"measure": measure, **whole(store, filters)}

    def make() -> pd.DataFrame:
        """Compare the groups of every characteristic, as far as the viewer may."""
        refuse_mixed_scales(store, entry, filters)
        rows = compared(sums.by_group(store, **params), viewer, entry, None, ("characteristic",))
        return with_classes(store, rows, entry, params, viewer != "governor")

    return remember(store, ("every_group", viewer), params, make)


def by_every_characteristic(store: "Store", viewer: Viewer, measure: str, filters: Filters) -> pd.DataFrame:
    """Return the difference of each group of each characteristic from that characteristic's reference.

    Reference groups are left out. Raises MixedScales, NotForThisViewer and ValueError.
    """
    every = every_group(store, viewer, measure, filters)
    return every[every["reference"].notna()].reset_index(drop=True)


def over_time(
    store: "Store",
    viewer: Viewer,
    measure: str,
    characteristic: str,
    period_kind: str,
    filters: Filters,
    reference: str | None = None,
) -> pd.DataFrame:
    """Return the gaps in each academic year ("year") or term ("term") with data; dates are not obeyed.

    A pupil is in the group of that time. Where a mean's scale has changed, the periods on the scale of the
    latest are returned. Raises MixedScales, NotForThisViewer and ValueError.
    """
    require_fine_tables(viewer, filters, period_kind)
    entry, code = known_measure(measure), reference_code(store, characteristic, reference)
    params = {
        "characteristic": characteristic,
        "period_kind": period_kind,
        "measure": measure,
        **people(filters),
    }

    def make() -> pd.DataFrame:
        """Compare the groups of each period, as far as the viewer may."""
        scales = scales_over_time(store, entry, period_kind, filters)
        is_stored = measure != "value_added" and (entry.area == "attendance" or not filters["subject"])
        rows = (
            sums.over_time(store, **params)
            if is_stored
            else period_by_period(store, measure, characteristic, period_kind, filters)
        )
        kept = latest_scale(scales, entry)
        if kept:
            keep = np.array([scales.get(each, kept) == kept for each in rows["period"]], dtype=bool)
            rows = {name: column[keep] for name, column in rows.items()}
        return compared(rows, viewer, entry, code or default_reference(rows), ("period",))

    return remember(store, ("over_time", viewer, code, filters["subject"]), params, make)


def within(
    store: "Store",
    viewer: Viewer,
    measure: str,
    characteristic: str,
    within: str,
    filters: Filters,
    reference: str | None = None,
) -> pd.DataFrame:
    """Return the gaps of one characteristic inside each group of another.

    Raises MixedScales, NotForThisViewer and ValueError.
    """
    require_fine_tables(viewer)
    entry, code = known_measure(measure), reference_code(store, characteristic, reference)
    groups_of(store, within)
    params = {
        "measure": measure,
        "characteristic": characteristic,
        "within": within,
        **whole(store, filters),
    }

    def make() -> pd.DataFrame:
        """Compare the groups within each other group, as far as the viewer may."""
        refuse_mixed_scales(store, entry, filters)
        rows = sums.within(store, **params)
        return compared(rows, viewer, entry, code or default_reference(rows), ("within",))

    return remember(store, ("within", viewer, code), params, make)


def pupils(
    store: "Store", viewer: Viewer, measure: str, characteristic: str, filters: Filters
) -> pd.DataFrame:
    """Return the pupils behind a figure. Raises NotForThisViewer unless a leader asks."""
    require_pupil_rows(viewer)
    return pupil_values(store, measure, characteristic, filters)


def shuffled(
    store: "Store",
    viewer: Viewer,
    measure: str,
    characteristic: str,
    group: str,
    reference: str,
    filters: Filters,
) -> ShuffleTest:
    """Return how often a random split of two groups' pupils gives a gap as big. Raises as ``within``.

    Where whole classes are in one group, it is classes that are split.
    """
    require_fine_tables(viewer)
    rows, is_group = two_groups(store, measure, characteristic, group, reference, filters)
    params = {"measure": measure, "characteristic": characteristic, **whole(store, filters)}

    def make() -> ShuffleTest:
        numbers = (rows["numerator"].to_numpy(), rows["denominator"].to_numpy(), is_group.to_numpy())
        together = classes_of(store, rows, is_group, params)
        if together is None:
            return shuffle_test(*numbers, MEASURES[measure].kind)
        return replace(shuffle_classes(*numbers, MEASURES[measure].kind, together[1]), of=together[0])

    return remember(store, ("shuffled", group, reference), params, make)


def after_baseline(
    store: "Store",
    viewer: Viewer,
    measure: str,
    characteristic: str,
    group: str,
    reference: str,
    filters: Filters,
) -> AdjustedDifference:
    """Return the difference of two groups that is left at equal prior attainment. Raises as ``within``."""
    require_fine_tables(viewer)
    rows, is_group = two_groups(store, measure, characteristic, group, reference, filters)
    return adjusted_difference(rows["value"], is_group, on_the_usual_scale(store, rows))


def on_the_usual_scale(store: "Store", rows: pd.DataFrame) -> pd.Series:
    """Return the pupils' baselines on the scale that most of them have; NaN where it is on another.

    One line through grades and scaled scores would turn on the few pupils who lie far from the rest.
    """
    scales = fetch(store, "gap/baselines").set_index("pupil_id")["scale"].reindex(rows["pupil_id"])
    usual = scales.mode().tolist()
    return rows["baseline"].where(scales.isin(usual[:1]).to_numpy())


def compared(
    groups: Columns, viewer: Viewer, measure: Measure, reference: str | None, by: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Turn the sums of groups into values, intervals and differences that the viewer may see."""
    rows: Columns = groups | intervals(groups, measure.kind)
    rows |= differences(rows, measure.kind, reference, by)
    return show(pd.DataFrame(rows), viewer, measure.kind)


def period_by_period(
    store: "Store", measure: str, characteristic: str, period_kind: str, filters: Filters
) -> Columns:
    """Return the groups' sums in each period where no stored values serve: one subject, or value added."""
    params = {**people(filters), "measure": measure, "characteristic": characteristic}
    params["subject"] = filters["subject"]
    periods = fetch(store, "gap/periods", period_kind=period_kind)
    found: list[Columns] = []
    for turn, days in enumerate(periods[["from_date", "to_date"]].itertuples(index=False)):
        rows = sums.by_group(store, **params, from_date=days[0].date(), to_date=days[1].date())
        if rows["pupils"].any():
            when = np.full(len(rows["pupils"]), turn)
            found.append({name: periods[name].to_numpy()[when] for name in sums.PERIOD} | rows)
    if not found:
        return sums.over_time(store, **{**params, "measure": "value_added", "period_kind": period_kind})
    return {name: np.concatenate([table[name] for table in found]) for name in found[0]}


def two_groups(
    store: "Store", measure: str, characteristic: str, group: str, reference: str, filters: Filters
) -> tuple[pd.DataFrame, pd.Series]:
    """Return the pupils of two groups, and which of them are in the first."""
    codes = [reference_code(store, characteristic, name) for name in (group, reference)]
    refuse_mixed_scales(store, known_measure(measure), filters)
    params = {"measure": measure, "characteristic": characteristic, **whole(store, filters)}
    rows = sums.by_pupil(store, **params)
    both = rows[rows["code"].isin(codes)].reset_index(drop=True)
    return both, both["code"] == codes[0]


def pupil_values(store: "Store", measure: str, characteristic: str, filters: Filters) -> pd.DataFrame:
    """Return each pupil's value. Raises MixedScales and ValueError."""
    entry = known_measure(measure)
    groups_of(store, characteristic)
    refuse_mixed_scales(store, entry, filters)
    return fetch(
        store, "gap/pupil_values", measure=measure, characteristic=characteristic, **whole(store, filters)
    )
