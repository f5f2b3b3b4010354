"""Make the tables of a pack from its pupils: the fixed menu, under the rule. Nothing is asked of it later."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.packs import rule
from dashboard.packs.cohort import (
    EVERYONE,
    NO,
    NO_VALUE,
    NOT_KNOWN,
    YES,
    Cohort,
    Group,
    Indexes,
    YearCohort,
)
from dashboard.packs.pack import Figure, Table
from dashboard.statistics import differences, intervals

FEW = f"fewer than {rule.FEWEST} pupils"
FEW_ON_A_SIDE = f"fewer than {rule.FEWEST} pupils on one side"
ALL = (Group("ALL", EVERYONE),)
NEVER_COMPARED = ("Year group",)  # one year group is not held against another

Key = tuple[str, str, str | None]
Marks = NDArray[np.bool_]


def menu(cohort: Cohort) -> list[Key]:
    """Return the year, characteristic and outcome of every table, the coarsest first.

    A year in which hardly anybody has a value of an outcome has no table of it.
    """
    there = [
        (year.year, name)
        for name in cohort.outcomes
        for year in reversed(cohort.years)
        if rule.is_shown(int((year.outcomes[name] != NO_VALUE).sum()))
    ]
    years = [year.year for year in cohort.years]
    whole = [(year, EVERYONE, None) for year in years] + [(year, EVERYONE, name) for year, name in there]
    one_way = [(year, name, None) for name in cohort.characteristics for year in years]
    by_outcome = [(year, name, outcome) for name in cohort.characteristics for year, outcome in there]
    return [*whole, *one_way, *by_outcome]


def tables(cohort: Cohort, keys: Sequence[Key]) -> list[Table]:
    """Return these tables of the menu."""
    by_year = {year.year: year for year in cohort.years}
    return [table(cohort, by_year[key[0]], key[1], key[2]) for key in keys]


def table(cohort: Cohort, year: YearCohort, characteristic: str, outcome: str | None) -> Table:
    """Return one table: the rounded counts of a characteristic's groups, or an outcome of them."""
    groups = ALL if characteristic == EVERYONE else cohort.characteristics[characteristic]
    places = placed(year, characteristic)
    if outcome is None:
        counts = np.bincount(places, minlength=len(groups))
        figures = [counted(group, int(count)) for group, count in zip(groups, counts, strict=True)]
        return Table(year.year, characteristic, None, tuple(figures))
    yes, no = (
        np.bincount(places[year.outcomes[outcome] == side], minlength=len(groups)) for side in (YES, NO)
    )
    figures = rated(groups, yes, no, is_compared=characteristic not in NEVER_COMPARED)
    return Table(year.year, characteristic, outcome, tuple(figures))


def placed(year: YearCohort, characteristic: str) -> Indexes:
    """Return the number of each pupil's group."""
    if characteristic == EVERYONE:
        return np.zeros(len(year.pupils), dtype=np.int64)
    return year.groups[characteristic]


def figure_of(group: Group, **found: object) -> Figure:
    """Return a figure of this group."""
    own = (group.label, group.code, group.is_focus, group.is_reference)
    return Figure(*own, **found)  # type: ignore[arg-type]


def counted(group: Group, pupils: int) -> Figure:
    """Return how many pupils a group has, rounded, or that they are too few."""
    if not rule.is_shown(pupils):
        return figure_of(group, hidden=FEW)
    return figure_of(group, pupils=rule.rounded(pupils))


def rated(groups: Sequence[Group], yes: Indexes, no: Indexes, is_compared: bool) -> list[Figure]:
    """Return an outcome's figures from the rounded counts; whether groups differ, from the true ones."""
    pupils = yes + no
    has_rate = np.minimum(yes, no) >= rule.FEWEST
    part, whole = (np.array([rule.rounded(int(count)) for count in each]) for each in (yes, pupils))
    code = reference_of(groups, whole, has_rate) if is_compared else None
    shown = compared(groups, part, whole, has_rate, code)
    value = np.array(
        [rule.percentage(*each) if each[1] else np.nan for each in zip(part, whole, strict=True)]
    )
    shown |= {"value": value, "clear": compared(groups, yes, pupils, has_rate, code)["clear"]}
    other = next((place for place, group in enumerate(groups) if group.code == code), None)
    found: list[Figure] = []
    for place, group in enumerate(groups):
        if pupils[place] < rule.FEWEST:
            found.append(figure_of(group, hidden=FEW))
        elif not has_rate[place]:
            found.append(figure_of(group, pupils=int(whole[place]), hidden=FEW_ON_A_SIDE))
        else:
            own = {"pupils": int(whole[place]), "count": int(part[place]), "value": float(value[place])}
            ends = {name: percent(shown[name][place]) for name in ("low", "high")}
            found.append(figure_of(group, **own, **ends, **gap_of(groups, place, other, shown)))
    return found


def gap_of(
    groups: Sequence[Group], place: int, other: int | None, shown: dict[str, NDArray[Any]]
) -> dict[str, object]:
    """Return how far a group is from the one it is compared with; nothing where it is not compared."""
    if other is None or place == other or groups[place].label == NOT_KNOWN:
        return {}
    return {
        "reference": groups[other].label,
        "difference": round(float(shown["value"][place] - shown["value"][other]), 2),
        "difference_low": percent(shown["difference_low"][place]),
        "difference_high": percent(shown["difference_high"][place]),
        "clear": bool(shown["clear"][place]),
    }


def reference_of(groups: Sequence[Group], pupils: Indexes, has_rate: Marks) -> str | None:
    """Return the code of the group compared with: the declared one, else the largest as shown.

    None where it has no rate to show.
    """
    known = [place for place, group in enumerate(groups) if group.code != "?"]
    declared = [place for place in known if groups[place].is_reference]
    place = declared[0] if declared else max(known, key=lambda each: pupils[each], default=-1)
    return groups[place].code if place >= 0 and has_rate[place] and len(known) > 1 else None


def compared(
    groups: Sequence[Group], part: Indexes, whole: Indexes, has_rate: Marks, code: str | None
) -> dict[str, NDArray[Any]]:
    """Return the intervals and the differences of shares, from these counts."""
    rows: dict[str, NDArray[Any]] = {
        "pupils": np.where(has_rate, whole, 0),
        "positive": np.where(has_rate, part, 0).astype(np.float64),
        "code": np.array([group.code for group in groups], dtype=object),
        "group": np.array([group.label for group in groups], dtype=object),
        "is_reference": np.array([group.is_reference for group in groups]),
    }
    rows |= intervals(rows, "proportion")
    return {**rows, **differences(rows, "proportion", code if code is not None else "")}


def percent(share: float) -> float | None:
    """Return a share in whole percentages, None where there is none."""
    return None if np.isnan(share) else round(float(np.floor(100 * share + 0.5)) / 100, 2)
