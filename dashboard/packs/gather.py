"""Gather from a store the pupils that a pack is made from. Only a leader's process does this."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard import members
from dashboard.cache import fetch
from dashboard.measures import MEASURES, Measure
from dashboard.packs.cohort import (
    NO,
    NO_VALUE,
    NOT_KNOWN,
    YES,
    Cohort,
    Group,
    Indexes,
    Outcome,
    YearCohort,
    without,
)
from dashboard.scope import NO_FILTERS, MixedScales, scales_over_time
from dashboard.store.pack_digests import pupil_known_as
from dashboard.sums import at

if TYPE_CHECKING:
    from dashboard.store.opening import Store

MOST_YEARS = 4
OUTCOMES = ("persistent_absence", "at_expected", "on_target", "in_support")
AVERAGES = ("absence_rate", "average_points", "progress")
# One pupil is in one group of each. What only divides a group of another once more is not here: a
# hidden count could be had from the other table (SEN need from SEN, classes from year groups).
CHARACTERISTICS = (
    *("Sex", "Pupil premium", "SEN", "EAL", "Ethnicity", "Looked after", "Service child", "Young carer"),
    *("Prior attainment", "Term of birth", "Year group"),
)
NEVER = (
    "Free school meals: nearly the same pupils as pupil premium, and the difference would be a few children.",
    "SEN need, classes and the school's own groups: too fine. They stay on the leaders' pages.",
    "Pupils in two groups at once, single subjects, and days of your own choosing: hidden counts could be "
    "worked out from them.",
)


class NothingToPublish(ValueError):
    """The school has no pupils or no year that a pack could be made of."""


def gather(store: "Store") -> Cohort:
    """Return the pupils on roll in each of the latest years, up to the same day of each.

    Raises NothingToPublish.
    """
    days = fetch(store, "filters/last_day")
    periods = fetch(store, "gap/periods", period_kind="year")
    if periods.empty or pd.isna(days["last_day"].iloc[0]):
        raise NothingToPublish("There is nothing to publish yet: import pupils, attendance and results.")
    last = _day(days["last_day"].iloc[0])
    named = zip(periods["academic_year"], periods["from_date"], periods["to_date"], strict=True)
    spans = [(str(year), _day(first), _day(end)) for year, first, end in named]
    known = [each for each in spans if each[1] <= last][-MOST_YEARS:]
    outcomes, averages, left_out = _measures(store)
    characteristics = _characteristics(store)
    years, schools = [], set()
    for year, first, end in known:
        day = min(first + (last - known[-1][1]), end)
        rows = fetch(store, "packs/on_roll", academic_year=year, day=day)
        if rows.empty:
            continue
        schools |= set(rows["school"].tolist())
        years.append(_year(store, year, first, day, rows, [*characteristics], outcomes, averages))
    if not years:
        raise NothingToPublish("No pupil is on roll in a year with data: import this year's pupils file.")
    cohort = Cohort(
        tuple(sorted(schools)),
        last,
        tuple(years),
        characteristics,
        {name: as_outcome(MEASURES[name]) for name in outcomes},
        {name: as_outcome(MEASURES[name]) for name in averages},
        (*left_out, *NEVER),
    )
    return _with_data(cohort)


def as_outcome(measure: Measure) -> Outcome:
    """Return a measure's description, which a pack keeps."""
    return Outcome(
        *(measure.name, measure.title, measure.definition, measure.kind),
        *(measure.unit, measure.good, measure.area, measure.source),
    )


def _day(value: object) -> date:
    """Return a day of a frame."""
    return pd.Timestamp(str(value)).date()


def _measures(store: "Store") -> tuple[list[str], list[str], list[str]]:
    """Return the outcomes and the averages whose results are on one scale, and why others are left out."""
    left_out: list[str] = []

    def fits(name: str) -> bool:
        """Say whether a measure's results are on one scale; note why where they are not."""
        try:
            scales = set(scales_over_time(store, MEASURES[name], "year", NO_FILTERS).values())
        except MixedScales:
            left_out.append(f"{MEASURES[name].title}: the results are on several scales.")
            return False
        return MEASURES[name].kind != "mean" or len(scales) <= 1

    return [name for name in OUTCOMES if fits(name)], [name for name in AVERAGES if fits(name)], left_out


def _characteristics(store: "Store") -> dict[str, tuple[Group, ...]]:
    """Return the groups of each characteristic of the menu, "Not known" always among them."""
    known = members.groups(store)
    found: dict[str, tuple[Group, ...]] = {}
    for name in CHARACTERISTICS:
        mine = np.flatnonzero(known["characteristic"] == name)
        groups = [
            Group(
                str(known["code"][place]),
                str(known["group"][place]),
                bool(known["is_focus"][place]),
                bool(known["is_reference"][place]),
            )
            for place in mine
        ]
        if groups:
            found[name] = (*(each for each in groups if each.code != "?"), Group("?", NOT_KNOWN))
    return found


def _year(
    store: "Store",
    year: str,
    first: date,
    day: date,
    rows: pd.DataFrame,
    characteristics: list[str],
    outcomes: list[str],
    averages: list[str],
) -> YearCohort:
    """Return one year's pupils."""
    pupils = rows["pupil_id"].to_numpy(dtype=np.intp)
    enrolments = rows["enrolment_id"].to_numpy(dtype=np.intp)
    found = {}
    for name in (*outcomes, *averages):
        asked = fetch(store, "gap/values", measure=name, from_date=first, to_date=day, subject=None)
        found[name] = at(asked, "numerator", pupils), at(asked, "denominator", pupils)
    return YearCohort(
        year,
        first,
        day,
        tuple(pupil_known_as(*key) for key in zip(rows["school"], rows["pupil"], strict=True)),
        {name: _groups_of(store, name, enrolments) for name in characteristics},
        {
            name: np.where(np.isnan(found[name][0]), NO_VALUE, np.where(found[name][0] > 0, YES, NO))
            for name in outcomes
        },
        {name: found[name] for name in averages},
    )


def _groups_of(store: "Store", characteristic: str, enrolments: members.Places) -> Indexes:
    """Return the number of each enrolment's group in ``_characteristics``; the last: not known."""
    known = members.groups(store)
    mine = [
        int(place)
        for place in np.flatnonzero(known["characteristic"] == characteristic)
        if known["code"][place] != "?"
    ]
    numbers = np.full(len(known["place"]) + 1, len(mine), dtype=np.int64)
    numbers[mine] = np.arange(len(mine))
    return np.asarray(numbers[members.places_of(store, characteristic, enrolments)])


def _with_data(cohort: Cohort) -> Cohort:
    """Leave out outcomes that no pupil has a value of, and characteristics of which nothing is known."""
    latest = cohort.latest
    empty = {name for name in cohort.outcomes if (latest.outcomes[name] == NO_VALUE).all()}
    empty |= {name for name in cohort.averages if np.isnan(latest.sums[name][0]).all()}
    empty |= {
        name
        for name, groups in cohort.characteristics.items()
        if len(np.unique(np.concatenate([year.groups[name] for year in cohort.years]))) < 2
        or all(groups[place].code == "?" for place in np.unique(latest.groups[name]))
    }
    kept = without(cohort, frozenset(empty))
    titles = {name: each.title for name, each in {**cohort.outcomes, **cohort.averages}.items()}
    said = tuple(f"{titles.get(name, name)}: the school has no data on it." for name in sorted(empty))
    return replace(kept, left_out=(*said, *cohort.left_out))
