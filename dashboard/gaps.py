"""Gaps between groups, with intervals and under the viewer's rule: for the pages and the command line."""

from datetime import date
from typing import TYPE_CHECKING, TypedDict, cast

import pandas as pd

from dashboard.cache import fetch, remember
from dashboard.measures import MEASURES, Measure
from dashboard.query import read_query
from dashboard.statistics import (
    AdjustedDifference,
    ShuffleTest,
    adjusted_difference,
    default_reference,
    shuffle_test,
    with_differences,
    with_intervals,
)
from dashboard.viewer import Viewer, require_fine_tables, require_pupil_rows, show

if TYPE_CHECKING:
    from dashboard.store.opening import Store

GAP_COLUMNS = (
    *("group", "pupils", "value", "low", "high", "reference"),
    *("difference", "difference_low", "difference_high", "hedges_g", "g_low", "g_high", "hidden"),
)
PEOPLE = ("schools", "year_groups", "classes", "groups")


class Filters(TypedDict):
    """What the filter bar chooses; an empty list, or None, means all."""

    from_date: date | None
    to_date: date | None
    subject: str | None
    schools: list[str]
    year_groups: list[str]
    classes: list[str]
    groups: list[str]


NO_FILTERS: Filters = {
    "from_date": None,
    "to_date": None,
    "subject": None,
    "schools": [],
    "year_groups": [],
    "classes": [],
    "groups": [],
}


class MixedScales(ValueError):
    """The results in scope are on several scales, which cannot be averaged."""


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
        refuse_mixed_scales(store, entry, filters)
        return compared(fetch(store, "gap/by_group", **params), viewer, entry, code)

    return remember(store, ("by_group", viewer, code), params, make)


def by_every_characteristic(store: "Store", viewer: Viewer, measure: str, filters: Filters) -> pd.DataFrame:
    """Return the difference of each group of each characteristic from that characteristic's reference.

    Reference groups are left out. Raises MixedScales, NotForThisViewer and ValueError.
    """
    require_fine_tables(viewer, filters)
    entry = known_measure(measure)
    params = {"measure": measure, **whole(store, filters)}

    def make() -> pd.DataFrame:
        refuse_mixed_scales(store, entry, filters)
        rows = fetch(store, "gap/by_every_characteristic", **params)
        every = compared(rows, viewer, entry, None, ("characteristic",))
        return every[every["reference"].notna()].reset_index(drop=True)

    return remember(store, ("by_every_characteristic", viewer), params, make)


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

    A pupil is in the group of that time. Raises MixedScales, NotForThisViewer and ValueError.
    """
    require_fine_tables(viewer, filters, period_kind)
    entry, code = known_measure(measure), reference_code(store, characteristic, reference)
    people: dict[str, object] = {name: filters[name] for name in PEOPLE}  # type: ignore[literal-required]
    params = {"characteristic": characteristic, "period_kind": period_kind, "measure": measure, **people}

    def make() -> pd.DataFrame:
        refuse_mixed_scales_over_time(store, entry, period_kind, filters)
        is_stored = measure != "value_added" and (entry.area == "attendance" or not filters["subject"])
        rows = (
            fetch(store, "gap/over_time", **params)
            if is_stored
            else period_by_period(store, measure, characteristic, period_kind, filters)
        )
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
        refuse_mixed_scales(store, entry, filters)
        rows = fetch(store, "gap/within", **params)
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
    """Return how often a random split of the pupils of two groups gives a gap as big. Raises as ``within``."""
    require_fine_tables(viewer)
    rows, is_group = two_groups(store, measure, characteristic, group, reference, filters)
    return remember(
        store,
        ("shuffled", group, reference),
        {"measure": measure, "characteristic": characteristic, **whole(store, filters)},
        lambda: shuffle_test(rows["numerator"], rows["denominator"], is_group, MEASURES[measure].kind),
    )


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
    return adjusted_difference(rows["value"], is_group, rows["baseline"])


def compared(
    sums: pd.DataFrame, viewer: Viewer, measure: Measure, reference: str | None, by: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Turn the sums of groups into values, intervals and differences that the viewer may see."""
    rows = with_differences(with_intervals(sums, measure.kind), measure.kind, reference, by)
    shown = show(rows, viewer, measure.kind)
    return shown[[*GAP_COLUMNS, *(name for name in shown if name not in GAP_COLUMNS)]]


def period_by_period(
    store: "Store", measure: str, characteristic: str, period_kind: str, filters: Filters
) -> pd.DataFrame:
    """Return the groups' sums in each period where no stored values serve: one subject, or value added."""
    people: dict[str, object] = {name: filters[name] for name in ("subject", *PEOPLE)}  # type: ignore[literal-required]
    tables = [
        fetch(
            store,
            "gap/by_group",
            measure=measure,
            characteristic=characteristic,
            from_date=period.from_date.date(),
            to_date=period.to_date.date(),
            **people,
        ).assign(**period._asdict())
        for period in fetch(store, "gap/periods", period_kind=period_kind).itertuples(index=False)
    ]
    found = [table for table in tables if table["pupils"].any()]
    return pd.concat(found, ignore_index=True) if found else no_periods(store)


def no_periods(store: "Store") -> pd.DataFrame:
    """Return the columns of figures over time without a row."""
    blank = dict.fromkeys(read_query("gap/over_time").params)
    return fetch(store, "gap/over_time", **blank)


def two_groups(
    store: "Store", measure: str, characteristic: str, group: str, reference: str, filters: Filters
) -> tuple[pd.DataFrame, pd.Series]:
    """Return the pupils of two groups, and which of them are in the first."""
    codes = [reference_code(store, characteristic, name) for name in (group, reference)]
    rows = pupil_values(store, measure, characteristic, filters)
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


def whole(store: "Store", filters: Filters) -> dict[str, object]:
    """Return the filters with the whole of the data in place of dates that are left open."""
    days = fetch(store, "gap/days").iloc[0]
    first, last = (None if pd.isna(day) else day.date() for day in days)
    today = date.today()  # where there are no data, any day will do
    return {
        **filters,
        "from_date": filters["from_date"] or first or today,
        "to_date": filters["to_date"] or last or today,
    }


def known_measure(name: str) -> Measure:
    """Return the measure of this name. Raises ValueError with the names there are."""
    if name not in MEASURES:
        raise ValueError(f"Measure: found {name!r}. Choose one of {', '.join(MEASURES)}.")
    return MEASURES[name]


def groups_of(store: "Store", characteristic: str) -> pd.DataFrame:
    """Return the code and label of each group. Raises ValueError with the characteristics there are."""
    rows = fetch(store, "gap/groups")
    found = rows[rows["characteristic"] == characteristic]
    if found.empty:
        choices = ", ".join(rows["characteristic"].unique())
        raise ValueError(f"Characteristic: found {characteristic!r}. Choose one of {choices}.")
    return found


def reference_code(store: "Store", characteristic: str, group: str | None) -> str | None:
    """Return the code of a group named by code or label. Raises ValueError with the groups there are."""
    groups = groups_of(store, characteristic)
    if group is None:
        return None
    for name in ("code", "label"):
        if (groups[name] == group).any():
            return cast(str, groups.loc[groups[name] == group, "code"].iloc[0])
    choices = ", ".join(f"{row.code} ({row.label})" for row in groups.itertuples())
    raise ValueError(f"{characteristic}: there is no group {group!r}. Choose one of {choices}.")


def refuse_mixed_scales(store: "Store", measure: Measure, filters: Filters) -> None:
    """Raise MixedScales where the latest results in scope are on more than one scale."""
    if measure.area == "attainment":
        rows = fetch(store, "gap/scales_in_scope", **whole(store, filters))
        refuse_several(measure, rows["scale"].tolist())


def refuse_mixed_scales_over_time(
    store: "Store", measure: Measure, period_kind: str, filters: Filters
) -> None:
    """Raise MixedScales where the latest results of one period are on more than one scale."""
    if measure.area == "attainment":
        people: dict[str, object] = {name: filters[name] for name in ("subject", *PEOPLE)}  # type: ignore[literal-required]
        rows = fetch(store, "gap/scales_over_time", period_kind=period_kind, **people)
        for _, period in rows.groupby("period", sort=False):
            refuse_several(measure, period["scale"].tolist())


def refuse_several(measure: Measure, scales: list[str]) -> None:
    """Raise MixedScales, naming the scales, where there is more than one."""
    if len(scales) > 1:
        raise MixedScales(
            f"{measure.title}: the results are on {len(scales)} scales ({', '.join(scales)}), "
            "and points on different scales cannot be averaged. Choose one subject or fewer year groups."
        )
