"""Targets beside prior attainment, from targets held in memory.

What ``tracking/targets_and_starts`` gives, to the last digit (tests/tracking/test_aims.py).
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from dashboard.members import scope
from dashboard.statistics.regression import from_mean
from dashboard.sums import numbered
from dashboard.tracking.results import (
    NONE,
    SHIFT,
    Numbers,
    Places,
    aims_of,
    enrolled_of,
    names_of,
    prior_of,
    whose,
)

if TYPE_CHECKING:
    from dashboard.store.opening import Store


class Aimed(NamedTuple):
    """A row a pupil and scale, in order: how far the targets are from the mean, and where the pupil started.

    ``year_group``, ``scale`` and ``baseline_scale`` are places among names, ``NONE`` where there is none.
    """

    pupil: Places
    year_group: Places
    scale: Places
    above: Numbers
    baseline_scale: Places
    baseline: Numbers
    year_groups: list[str]
    scales: list[str]
    baseline_scales: list[str]


def aimed(store: "Store", params: dict[str, object]) -> Aimed:
    """Return the rows of ``tracking/targets_and_starts``."""
    enrolled, aims, prior = enrolled_of(store), aims_of(store), prior_of(store)
    scales = names_of(store, scales=True)["name"].tolist()
    place = enrolments_in(store, params)
    pupils, groups = enrolled.pupil[place], enrolled.year_group.codes[place].astype(np.intp)
    rows = aims.in_force(pd.Timestamp(str(params["to_date"])).date())
    if params["subject"] is not None:
        subjects = names_of(store, scales=False)["name"]
        asked = np.isin(aims.what.values >> SHIFT, np.flatnonzero(subjects == params["subject"]))
        rows = rows[asked[aims.what.codes[rows]]]
    who = whose(aims.pupil[rows], pupils)
    rows, who = rows[who != NONE], who[who != NONE]
    what = aims.what.codes[rows].astype(np.intp)
    above = from_mean(aims.points.at(rows), (groups[who] + 1) * len(aims.what.values) + what)
    scale = (aims.what.values & ((1 << SHIFT) - 1))[what]
    shown, row = numbered(who * len(scales) + scale, len(pupils) * len(scales))
    mine, on_scale = np.divmod(shown, max(len(scales), 1))
    began = whose(pupils[mine], prior.pupil)
    return Aimed(
        pupil=pupils[mine],
        year_group=groups[mine],
        scale=on_scale,
        above=np.bincount(row, above, minlength=len(shown)) / np.bincount(row, minlength=len(shown)),
        baseline_scale=np.append(prior.scale.codes, NONE)[began].astype(np.intp),
        baseline=np.append(prior.points, np.nan)[began],
        year_groups=enrolled.year_group.categories.tolist(),
        scales=scales,
        baseline_scales=prior.scale.categories.tolist(),
    )


def enrolments_in(store: "Store", params: dict[str, object]) -> Places:
    """Return the places of the enrolments in scope on the last day; not of who left before the first."""
    enrolled, chosen = enrolled_of(store), scope(store, params)
    from_date = pd.Timestamp(str(params["from_date"])).date()
    place = np.searchsorted(enrolled.enrolment, chosen.enrolments[chosen.on(params["to_date"])])
    reaches = np.array([last >= from_date for _first, last in enrolled.years], dtype=np.bool_)
    is_here = reaches[enrolled.academic_year.codes[place]]
    return np.asarray(place[is_here & ~(enrolled.left_on[place] < np.datetime64(from_date))])
