"""Results on the way to the end of a key stage, from results held in memory.

What ``tracking/projection`` gives, to the last digit (tests/tracking/test_course.py).
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.sums import numbered
from dashboard.tracking.results import (
    NONE,
    Enrolled,
    Numbers,
    Places,
    Runs,
    ends_of,
    enrolled_of,
    names_of,
    runs_in,
    runs_of,
)

if TYPE_CHECKING:
    from dashboard.store.opening import Store

SAME_POINT = timedelta(14)  # assessments move by some days from year to year


class Cohort(NamedTuple):
    """One year group of one year: the places of its enrolments, and its pupils' runs of results.

    ``who`` says of each run whose it is, a place among the enrolments. ``finished`` is the place of a
    finished year, ``NONE`` of today's.
    """

    enrolments: Places
    finished: int
    year_from: date
    ends_on: date
    who: Places
    runs: Places


def projection(
    store: "Store",
    *,
    subject: str | None,
    year_group: str,
    last_year_group: str,
    ends_on: date,
    to_date: date,
    schools: list[str],
) -> pd.DataFrame:
    """Return the rows of ``tracking/projection`` but for ``pupil_id``; texts are categories."""
    enrolled, runs, scales = enrolled_of(store), runs_of(store), names_of(store, scales=True)
    subjects = names_of(store, scales=False)["name"]
    number = None if subject is None else next(iter(np.flatnonzero(subjects == subject).tolist()), NONE)
    asked = of_schools(enrolled, schools)
    cohorts = []
    for year, (first, last) in enumerate(enrolled.years):
        if first > to_date:
            continue
        is_past = last < to_date
        there = asked & enrolled.of(year, last_year_group if is_past else year_group)
        if not is_past:
            there &= ~(enrolled.left_on < np.datetime64(to_date))
        places = np.flatnonzero(there)
        theirs = runs_in(runs, enrolled.pupil[places], number)
        cohorts.append(
            Cohort(places, year if is_past else NONE, first, last if is_past else ends_on, *theirs)
        )
    latest = last_day(runs, [each.runs for each in cohorts if each.finished == NONE], to_date)
    before_end = None if latest is None else ends_on - latest - SAME_POINT
    parts = [averaged(runs, each, len(scales), before_end, to_date) for each in cohorts]
    return in_words(enrolled, scales, pd.concat([nobody(), *parts], ignore_index=True))


def of_schools(enrolled: Enrolled, schools: list[str]) -> NDArray[np.bool_]:
    """Return which enrolments are of these schools; none means all."""
    if not schools:
        return np.ones(len(enrolled.pupil), dtype=np.bool_)
    return np.asarray(np.isin(enrolled.school.categories, schools)[enrolled.school.codes])


def last_day(runs: Runs, groups: list[Places], until: date) -> date | None:
    """Return the day of the last of these results that is no later than a day."""
    which = np.concatenate([np.zeros(0, dtype=np.intp), *groups])
    ends = ends_of(runs, which, runs.day.up_to(until))
    ends = ends[ends > runs.begins[which]]
    found = runs.day.values[runs.day.codes[ends - 1].max()] if len(ends) else None
    return None if found is None else pd.Timestamp(found).date()


def averaged(
    runs: Runs, cohort: Cohort, scales: int, before_end: timedelta | None, to_date: date
) -> pd.DataFrame:
    """Return a row a pupil and scale with the means over subjects, and one of each pupil without any."""
    until = min(cohort.ends_on, to_date)
    begins = runs.begins[cohort.runs].astype(np.intp)
    known = None if before_end is None else min(cohort.ends_on - before_end, until)
    ends = begins if known is None else ends_of(runs, cohort.runs, runs.day.up_to(known))
    has = np.flatnonzero(ends > begins)
    which, last = cohort.runs[has], ends[has] - 1
    shown, row = numbered(cohort.who[has] * scales + runs.scale[which], len(cohort.enrolments) * scales)
    days = np.zeros(len(shown), dtype=np.intp)
    np.maximum.at(days, row, runs.day.codes[last].astype(np.intp))
    values = {
        "latest": runs.points.at(last),
        "earlier": runs.mean_before.at(last),
        "starting": runs.starting[which],
        "final": finals(runs, cohort, which, last, until),
    }
    means = {name: mean(each, row, len(shown)) for name, each in values.items()}
    lowest, is_one = lowest_of(runs.starting_scale[which], row, len(shown))
    means["starting"][~is_one] = np.nan
    who, scale = np.divmod(shown, max(scales, 1))
    rows = pd.DataFrame(
        {"place": cohort.enrolments[who], "scale": scale, "latest_on": runs.day.values[days], **means}
    ).assign(starting_scale=lowest)
    without = np.delete(cohort.enrolments, who)
    others = pd.DataFrame({"place": without, "scale": NONE, "starting_scale": NONE})
    return pd.concat([rows, others], ignore_index=True).assign(finished=cohort.finished)


def finals(runs: Runs, cohort: Cohort, which: Places, last: Places, until: date) -> Numbers:
    """Return the last results of the last year that come after what was known; NaN where there is none."""
    if cohort.finished == NONE:
        return np.full(len(which), np.nan)
    final = ends_of(runs, which, runs.day.up_to(until)) - 1
    is_later = (final > last) & (runs.day.codes[final] >= runs.day.before(cohort.year_from))
    return np.where(is_later, runs.points.at(final), np.nan)


def mean(values: Numbers, row: Places, rows: int) -> Numbers:
    """Return the mean of the known values of each row; NaN where there is none."""
    known = ~np.isnan(values)
    with np.errstate(invalid="ignore"):
        return np.asarray(
            np.bincount(row[known], values[known], minlength=rows) / np.bincount(row[known], minlength=rows)
        )


def lowest_of(numbers: NDArray[Any], row: Places, rows: int) -> tuple[Places, NDArray[np.bool_]]:
    """Return the lowest known number of each row, ``NONE`` where none is, and whether it is the only."""
    known = numbers != NONE
    lowest = np.full(rows, np.iinfo(np.intp).max)
    highest = np.full(rows, NONE)
    np.minimum.at(lowest, row[known], numbers[known].astype(np.intp))
    np.maximum.at(highest, row[known], numbers[known].astype(np.intp))
    return np.where(highest == NONE, NONE, lowest), lowest == highest


def nobody() -> pd.DataFrame:
    """Return the columns of ``averaged`` without a row."""
    kinds = dict.fromkeys(("place", "scale", "starting_scale", "finished"), "int64")
    kinds |= {"latest_on": "datetime64[us]"}
    kinds |= dict.fromkeys(("latest", "earlier", "starting", "final"), "float64")
    return pd.DataFrame({name: np.empty(0, dtype=kind) for name, kind in kinds.items()})


def in_words(enrolled: Enrolled, scales: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in order, with the names of years and scales."""
    scale = rows["scale"].to_numpy(dtype=np.intp)
    place = rows["place"].to_numpy(dtype=np.intp)
    order = np.argsort(place * (len(scales) + 1) + scale, kind="stable")
    rows, place, scale = rows.iloc[order], place[order], scale[order]
    names = pd.Index(scales["name"])
    years = enrolled.academic_year.categories
    expected = np.append(scales["expected"].to_numpy(dtype=np.float64), np.nan)
    return pd.DataFrame(
        {
            "enrolment_id": enrolled.enrolment[place],
            "school_id": enrolled.school_id[place],
            "finished_in": pd.Categorical.from_codes(rows["finished"].to_numpy(dtype=np.intp), years),
            "scale": pd.Categorical.from_codes(scale, names),
            "expected": expected[scale],
            "latest_on": rows["latest_on"].to_numpy(),
            **{name: rows[name].to_numpy() for name in ("latest", "earlier", "starting")},
            "starting_scale": pd.Categorical.from_codes(
                rows["starting_scale"].to_numpy(dtype=np.intp), names
            ),
            "final": rows["final"].to_numpy(),
        }
    )
