"""Merge fine groups before anything is hidden: a broad group shown says more than three that are not."""

from dataclasses import replace

import numpy as np

from dashboard.packs.cohort import Cohort, Group, YearCohort
from dashboard.packs.rule import FEWEST

ENOUGH = 30  # below this a rate has rarely 10 pupils on either side
ENOUGH_IN_A_YEAR_GROUP = 20
MOST_UNKNOWN = 0.03  # so small a share of the pupils does not change what the others' figures say

SEN = Group("SEN", "SEN support or EHC plan", is_focus=True)
PHASES = (
    (("N1", "N2", "R", "1", "2"), Group("to 2", "Up to Year 2")),
    (("3", "4", "5", "6"), Group("3-6", "Years 3 to 6")),
    (("7", "8", "9"), Group("7-9", "Years 7 to 9")),
    (("10", "11"), Group("10-11", "Years 10 and 11")),
    (("12", "13", "14"), Group("12+", "Year 12 and above")),
)
REST = "Other ethnic groups"


def merged(cohort: Cohort) -> Cohort:
    """Return the cohort with small groups merged, the same ones in every year, and without empty groups."""
    for merge in (_sen, _ethnicity, _year_groups, _not_known, _empty):
        cohort = merge(cohort)
    return cohort


def fewest(cohort: Cohort, characteristic: str) -> dict[str, int]:
    """Return for each group that occurs the fewest pupils it has in any year."""
    counts = [
        np.bincount(year.groups[characteristic], minlength=len(groups))
        for groups in (cohort.characteristics[characteristic],)
        for year in cohort.years
    ]
    least, most = np.min(counts, axis=0), np.max(counts, axis=0)
    return {
        group.code: int(least[place])
        for place, group in enumerate(cohort.characteristics[characteristic])
        if most[place]
    }


def regrouped(cohort: Cohort, characteristic: str, into: dict[str, Group]) -> Cohort:
    """Return the cohort with each group of a characteristic replaced by another, in the order they come."""
    old = cohort.characteristics[characteristic]
    new = tuple(dict.fromkeys(into.get(group.code, group) for group in old))
    places = np.array([new.index(into.get(group.code, group)) for group in old], dtype=np.int64)

    def moved(year: YearCohort) -> YearCohort:
        """Return a year with its pupils in the groups that are left."""
        return replace(year, groups={**year.groups, characteristic: places[year.groups[characteristic]]})

    return replace(
        cohort,
        characteristics={**cohort.characteristics, characteristic: new},
        years=tuple(moved(year) for year in cohort.years),
    )


def _sen(cohort: Cohort) -> Cohort:
    """Make one group of SEN support and EHC plans where either is small."""
    if "SEN" not in cohort.characteristics:
        return cohort
    counts = fewest(cohort, "SEN")
    if all(counts.get(code, 0) >= ENOUGH for code in ("E", "K")):
        return cohort
    return regrouped(cohort, "SEN", {"E": SEN, "K": SEN})


def _ethnicity(cohort: Cohort) -> Cohort:
    """Merge the smallest ethnic groups until those left are large enough, or only one is left to merge."""
    if "Ethnicity" not in cohort.characteristics:
        return cohort
    groups = [group for group in cohort.characteristics["Ethnicity"] if group.code != "?"]
    counts = fewest(cohort, "Ethnicity")
    others = sorted((counts.get(group.code, 0), group.code) for group in groups if not group.is_reference)
    together: list[str] = []
    total = 0
    for count, code in others:
        if count >= ENOUGH and (not together or total >= ENOUGH):
            break
        together.append(code)
        total += count
    if len(together) < 2:
        return cohort
    return regrouped(cohort, "Ethnicity", dict.fromkeys(together, Group("REST", REST)))


def _year_groups(cohort: Cohort) -> Cohort:
    """Make phases of year groups where some are small."""
    if "Year group" not in cohort.characteristics:
        return cohort
    counts = {code: count for code, count in fewest(cohort, "Year group").items() if code != "?"}
    if all(count >= ENOUGH_IN_A_YEAR_GROUP for count in counts.values()):
        return cohort
    return regrouped(
        cohort, "Year group", {code: phase for codes, phase in PHASES for code in codes if phase}
    )


def _not_known(cohort: Cohort) -> Cohort:
    """Count the few pupils of whom a group is not known with those that others are compared with.

    How many of them do what could be worked out from the totals, and the whole table would have to go.
    """
    for name, groups in cohort.characteristics.items():
        unknown = [place for place, group in enumerate(groups) if group.code == "?"]
        counts = [np.bincount(year.groups[name], minlength=len(groups)) for year in cohort.years]
        most = max((int(count[place]) for count in counts for place in unknown), default=0)
        few = min(ENOUGH, MOST_UNKNOWN * min(len(year.pupils) for year in cohort.years))
        if not 0 < most < max(few, FEWEST):
            continue
        known = [place for place in range(len(groups)) if place not in unknown]
        rest = [place for place in known if groups[place].code == "REST"]
        reference = [place for place in known if groups[place].is_reference]
        largest = max(known, key=lambda place: int(sum(count[place] for count in counts)))
        cohort = regrouped(cohort, name, {"?": groups[(rest or reference or [largest])[0]]})
        said = f"{name}: the few pupils of whom it is not known are counted with the group compared with."
        cohort = replace(cohort, left_out=(said, *cohort.left_out))
    return cohort


def _empty(cohort: Cohort) -> Cohort:
    """Take away groups that nobody is in, in any year, and characteristics that divide nobody."""
    for name, groups in list(cohort.characteristics.items()):
        taken = np.unique(np.concatenate([year.groups[name] for year in cohort.years]))
        places = np.full(len(groups), -1)
        places[taken] = np.arange(len(taken))
        years = tuple(
            replace(year, groups={**year.groups, name: places[year.groups[name]]}) for year in cohort.years
        )
        kept = tuple(groups[place] for place in taken)
        cohort = replace(cohort, years=years, characteristics={**cohort.characteristics, name: kept})
    return cohort
