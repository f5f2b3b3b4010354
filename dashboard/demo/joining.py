"""Pupils who join the made-up school's open programmes after others began: when a need has been seen."""

import numpy as np
import pandas as pd

from dashboard.demo import parameters as of
from dashboard.demo.days import Days, Year
from dashboard.demo.parameters import LAST_MARK
from dashboard.demo.pupils import School
from dashboard.demo.support import PROGRAMMES, Programme, first_and_last_day

PERSISTENTLY_ABSENT = 0.1
MONDAY = 0
FEWEST_WEEKS = 3  # left of a programme: fewer are not worth joining for
Marks = np.ndarray[tuple[int], np.dtype[np.bool_]]


def later_joiners(
    rows: pd.DataFrame, year: Year, is_behind: Marks, busy: Marks, school: School
) -> pd.DataFrame:
    """Return the rows of the pupils who join in the course of a year.

    ``is_behind`` says who was below target in half of their subjects in autumn, ``busy`` who has a
    programme already. Pupil premium pupils are taken sooner, and more of them. Nothing else is drawn anew.
    """
    chance = school.chance.spawn(1)[0]
    waiting = (is_behind | (rows["absence_rate"].to_numpy() >= PERSISTENTLY_ABSENT)) & ~busy
    found = []
    for programme in (each for each in PROGRAMMES if each.joining):
        joined = join(programme, rows, waiting, year, chance, school.size)
        waiting[joined.index] = False
        found.append(joined.assign(intervention=f"{programme.name} {year.name}"))
    return pd.concat(found, ignore_index=True).assign(school=school.name)


def join(
    programme: Programme,
    rows: pd.DataFrame,
    waiting: Marks,
    year: Year,
    chance: np.random.Generator,
    size: int,
) -> pd.DataFrame:
    """Draw who joins one programme, and when; by place in ``rows``."""
    first, last = first_and_last_day(programme, year)
    places = max(2, round(programme.joining * size / 1200))
    is_premium = (rows["pupil_premium"] == "Y").to_numpy()
    rank = chance.random(len(rows)) / np.where(is_premium, of.JOINS_SOONER, 1.0)
    may = waiting & rows["year_group"].isin(programme.year_groups).to_numpy()
    picked = np.flatnonzero(may)[np.argsort(rank[may], kind="stable")[:places]]
    began = days_of_joining(len(picked), is_premium[picked], year, chance)
    stays = began <= last - 7 * FEWEST_WEEKS
    stays &= ~(rows["left_on"].to_numpy()[picked] <= last) & (rows["joined_on"].to_numpy()[picked] <= began)
    picked, began = picked[stays], began[stays]
    until = min(last, np.datetime64(LAST_MARK))
    share = (until - began) / (last - first)
    offered = np.maximum(1, np.round(programme.sessions * share)).astype(int)
    comes = 1 - 1.1 * rows["absence_rate"].to_numpy()[picked].clip(max=0.8)
    return pd.DataFrame(
        {
            "pupil": rows["pupil"].to_numpy()[picked],
            "starts_on": began,
            "ends_on": last if last <= np.datetime64(LAST_MARK) else np.datetime64("NaT"),
            "sessions_offered": offered,
            "sessions_attended": chance.binomial(offered, comes),
        },
        index=picked,
    )


def days_of_joining(pupils: int, is_premium: Marks, year: Year, chance: np.random.Generator) -> Days:
    """Draw the Mondays of school on which pupils begin, some weeks after the autumn assessment.

    NaT for a day that has not come yet.
    """
    usual = np.where(is_premium, of.WEEKS_TO_HELP_OF_PUPIL_PREMIUM, of.WEEKS_TO_HELP)
    wanted = year.days[0] + 7 * of.WEEK_SEEN + (7 * usual * chance.gamma(2.0, 0.5, pupils)).astype(int)
    mondays = year.days[(year.weekday == MONDAY) & ~year.is_training]
    return np.asarray(np.append(mondays, np.datetime64("NaT"))[np.searchsorted(mondays, wanted)])
