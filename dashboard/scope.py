"""What a gap may be asked of: filters, names that the school has, and results on one scale."""

from datetime import date
from typing import TYPE_CHECKING, TypedDict

import pandas as pd

from dashboard.cache import fetch, remember
from dashboard.measures import MEASURES, Measure

if TYPE_CHECKING:
    from dashboard.store.opening import Store

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


def people(filters: Filters) -> dict[str, object]:
    """Return the filters that choose pupils."""
    return {name: value for name, value in filters.items() if name in PEOPLE}


def whole(store: "Store", filters: Filters) -> dict[str, object]:
    """Return the filters with the whole of the data in place of dates that are left open."""
    first, last = remember(store, ("days_of_data",), {}, lambda: days_of_data(store))
    today = date.today()  # where there are no data, any day will do
    return {
        **filters,
        "from_date": filters["from_date"] or first or today,
        "to_date": filters["to_date"] or last or today,
    }


def days_of_data(store: "Store") -> tuple[date | None, date | None]:
    """Return the first and the last day that there are data of."""
    first, last = (None if pd.isna(day) else day.date() for day in fetch(store, "gap/days").iloc[0])
    return first, last


def year_before(day: date) -> date:
    """Return the same day a year earlier; 28 February for 29 February."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def known_measure(name: str) -> Measure:
    """Return the measure of this name. Raises ValueError with the names there are."""
    if name not in MEASURES:
        raise ValueError(f"Measure: found {name!r}. Choose one of {', '.join(MEASURES)}.")
    return MEASURES[name]


def groups_of(store: "Store", characteristic: str) -> dict[str, str]:
    """Return the label of each group by its code. Raises ValueError with the characteristics there are."""
    found = remember(store, ("groups_of",), {}, lambda: groups_of_all(store))
    if characteristic not in found:
        raise ValueError(f"Characteristic: found {characteristic!r}. Choose one of {', '.join(found)}.")
    return found[characteristic]


def groups_of_all(store: "Store") -> dict[str, dict[str, str]]:
    """Return the label of each group by its code, for each characteristic."""
    found: dict[str, dict[str, str]] = {}
    for row in fetch(store, "gap/groups").itertuples():
        found.setdefault(str(row.characteristic), {})[str(row.code)] = str(row.label)
    return found


def reference_code(store: "Store", characteristic: str, group: str | None) -> str | None:
    """Return the code of a group named by code or label. Raises ValueError with the groups there are."""
    groups = groups_of(store, characteristic)
    if group is None:
        return None
    if group in groups:
        return group
    for code, label in groups.items():
        if label == group:
            return code
    choices = ", ".join(f"{code} ({label})" for code, label in groups.items())
    raise ValueError(f"{characteristic}: there is no group {group!r}. Choose one of {choices}.")


def may_mix_scales(store: "Store", measure: Measure, subject: str | None) -> bool:
    """Return whether any choice of pupils could bring results on several scales together."""
    if measure.area != "attainment":
        return False
    rows = fetch(store, "gap/scales")
    return rows.loc[(rows["subject"] == subject) | (subject is None), "scale"].nunique() > 1


def refuse_mixed_scales(store: "Store", measure: Measure, filters: Filters) -> None:
    """Raise MixedScales where the latest results in scope are on more than one scale."""
    if may_mix_scales(store, measure, filters["subject"]):
        rows = fetch(store, "gap/scales_in_scope", **whole(store, filters))
        refuse_several(measure, rows["scale"].tolist())


def scales_over_time(store: "Store", measure: Measure, period_kind: str, filters: Filters) -> dict[str, str]:
    """Return the scale of each period's results, in order of time; nothing where none could be mixed.

    Raises MixedScales where the latest results of one period are on more than one scale.
    """
    if not may_mix_scales(store, measure, filters["subject"]):
        return {}
    params = {"period_kind": period_kind, "subject": filters["subject"], **people(filters)}
    found: dict[str, str] = {}
    for period, rows in fetch(store, "gap/scales_over_time", **params).groupby("period", sort=False):
        refuse_several(measure, rows["scale"].tolist())
        found[str(period)] = str(rows["scale"].iloc[0])
    return found


def latest_scale(scales: dict[str, str], measure: Measure) -> str | None:
    """Return the scale that a mean keeps to over time, the latest; None where it need not."""
    return next(reversed(scales.values()), None) if measure.kind == "mean" else None


def is_on_one_scale(store: "Store", measure: Measure, filters: Filters, others: Filters) -> bool:
    """Say whether the means of two choices are on one scale, so that they may be set side by side."""
    if measure.kind != "mean" or not may_mix_scales(store, measure, filters["subject"]):
        return True
    rows = (fetch(store, "gap/scales_in_scope", **whole(store, each)) for each in (filters, others))
    return len({scale for each in rows for scale in each["scale"]}) <= 1


def refuse_several(measure: Measure, scales: list[str]) -> None:
    """Raise MixedScales, naming the scales, where there is more than one."""
    if len(scales) > 1:
        raise MixedScales(
            f"{measure.title}: the results are on {len(scales)} scales ({', '.join(scales)}), "
            "and points on different scales cannot be averaged. Choose one subject, fewer year groups or "
            "a shorter span of dates."
        )
