"""The averages of a pack: of the whole school over the years, and of its year groups now.

An average may tell of what is hidden: taken from the school's, those of all year groups but one leave
that one's; and an average near the end of its scale leaves few who can be on the other side of a
percentage. Such averages are hidden here.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dashboard.packs import rule
from dashboard.packs.attack import Cell, Range, is_hidden_well
from dashboard.packs.cohort import EVERYONE, NO, NO_VALUE, YES, Cohort, Indexes, Numbers, YearCohort
from dashboard.packs.making import ALL, placed
from dashboard.packs.pack import Average

Marks = NDArray[np.bool_]


def averages(cohort: Cohort) -> list[Average]:
    """Return the averages of the whole school, and of the year groups in the latest year."""
    found: list[Average] = []
    for name, outcome in cohort.averages.items():
        for year in cohort.years:
            whole = averages_of(cohort, year, EVERYONE, name, outcome.kind)
            found += whole
            if year is cohort.latest and "Year group" in cohort.characteristics:
                groups = averages_of(cohort, year, "Year group", name, outcome.kind)
                found += beyond_subtraction(groups, sizes(cohort, year, name), whole[0].pupils is None)
    return found


def averages_of(cohort: Cohort, year: YearCohort, characteristic: str, name: str, kind: str) -> list[Average]:
    """Return one average of each group of a characteristic."""
    groups = ALL if characteristic == EVERYONE else cohort.characteristics[characteristic]
    places = placed(year, characteristic)
    top, bottom = year.sums[name]
    found = []
    for place, group in enumerate(groups):
        mine = (places == place) & ~np.isnan(top)
        one = average(year.year, name, group.label, kind, top[mine], bottom[mine])
        found.append(hidden(one) if tells_of_few(year, one, mine, top / bottom) else one)
    return found


def average(year: str, name: str, group: str, kind: str, top: Numbers, bottom: Numbers) -> Average:
    """Return an average in steps that no single pupil can move by more than one."""
    pupils = len(top)
    if pupils < rule.FEWEST_FOR_A_MEAN or np.ptp(top / bottom) == 0:
        return Average(year, name, group, None, None, None)
    each = top / bottom
    weight = float(bottom.max() / bottom.mean()) if kind == "ratio" else 1.0
    step = rule.mean_step(float(each.min()), float(each.min() + weight * np.ptp(each)), pupils)
    value = float(top.sum() / bottom.sum()) if kind == "ratio" else float(each.mean())
    return Average(
        year, name, group, rule.rounded(pupils), round(step * float(np.floor(value / step + 0.5)), 10), step
    )


def hidden(one: Average) -> Average:
    """Return an average without its numbers."""
    return replace(one, pupils=None, value=None, step=None)


def sizes(cohort: Cohort, year: YearCohort, name: str) -> list[int]:
    """Return of each year group how many pupils have a value."""
    has_value = ~np.isnan(year.sums[name][0])
    groups = cohort.characteristics["Year group"]
    return [int((has_value & (placed(year, "Year group") == place)).sum()) for place in range(len(groups))]


def beyond_subtraction(groups: list[Average], pupils: list[int], is_whole_hidden: bool) -> list[Average]:
    """Hide the next smallest group until what is left of the school's average is of pupils enough for one.

    Where the school's is hidden all groups' are: they would add up to it.
    """
    found = [hidden(one) if is_whole_hidden else one for one in groups]

    def left_over() -> int:
        """Count the pupils of the groups that are hidden so far."""
        return sum(size for one, size in zip(found, pupils, strict=True) if one.value is None)

    while 0 < left_over() < rule.FEWEST_FOR_A_MEAN:
        shown = [place for place, one in enumerate(found) if one.value is not None]
        if not shown:
            break
        smallest = min(shown, key=lambda place: pupils[place])
        found[smallest] = hidden(found[smallest])
    return found


def tells_of_few(year: YearCohort, one: Average, mine: Marks, each: Numbers) -> bool:
    """Say whether an average narrows a hidden side of some outcome among the same pupils."""
    if one.value is None or one.step is None:
        return False
    for sides in year.outcomes.values():
        has_both = mine & (sides != NO_VALUE)
        counts = [int((sides[has_both] == side).sum()) for side in (YES, NO)]
        if min(counts) >= rule.FEWEST or not has_both.any():
            continue
        ends = (one.value - one.step / 2) * sum(counts), (one.value + one.step / 2) * sum(counts)
        few = YES if counts[0] < rule.FEWEST else NO
        cell = Cell(one.year, EVERYONE, None, one.group, "yes")
        if not is_hidden_well(cell, few_that_fit(sides, each, few, sum(counts), ends)):
            return True
    return False


def few_that_fit(sides: Indexes, each: Numbers, few: int, pupils: int, ends: tuple[float, float]) -> Range:
    """Return how many pupils may be on the small side, for a sum of values between these ends.

    Whoever asks is taken to know the least and the greatest value of either side in the whole school.
    """
    few_values = each[(sides == few) & ~np.isnan(each)]
    many_values = each[(sides == (NO if few == YES else YES)) & ~np.isnan(each)]
    if not len(few_values) or not len(many_values):
        return Range(0, rule.FEWEST - 1)
    counts = np.arange(min(pupils, rule.FEWEST - 1) + 1)
    least = counts * few_values.min() + (pupils - counts) * many_values.min()
    greatest = counts * few_values.max() + (pupils - counts) * many_values.max()
    fit = counts[(least <= ends[1]) & (greatest >= ends[0])]
    return Range(int(fit.min()), int(fit.max())) if len(fit) else Range(None, None)
