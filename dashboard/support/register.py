"""What runs: the interventions of the days chosen, with how much of them was had and what they cost."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.cards import day
from dashboard.filter_choices import choices
from dashboard.scope import Filters
from dashboard.support.background import Numbers
from dashboard.support.evidence import NO_STRAND, evidence_of
from dashboard.support.people import Places, all_places, numbers, running_places, whole_numbers
from dashboard.support.view import interventions, running

if TYPE_CHECKING:
    from dashboard.store.opening import Store

MOST_ROWS = 60  # of the register: a trust chooses a school for the rest


def register(store: "Store", filters: Filters) -> pd.DataFrame:
    """Return the interventions that run, with the sums over their pupils in scope; NaN where not known.

    Cost is the intervention's, so that it is shared by all its pupils, in scope or not.
    """
    known = interventions(store)
    shown = running(known, filters, store)
    if filters["subject"]:
        shown &= known["subject"] == filters["subject"]
    rows = known[shown.to_numpy(dtype=bool)].reset_index(drop=True)
    found = running_places(store, filters)
    ids = whole_numbers(rows, "intervention_id")
    size = int(known["intervention_id"].max() if len(known) else 0) + 1

    def total(of: Places, column: Numbers) -> Numbers:
        """Add up a column by intervention, in the order of the list."""
        sums: Numbers = np.bincount(of.intervention, column, minlength=size)[ids].astype(np.float64)
        return sums

    both = found.where(np.isfinite(found.offered) & np.isfinite(found.attended))
    every = all_places(store)
    return rows.assign(
        pupils=np.bincount(found.intervention, minlength=size)[ids],
        with_sessions=np.bincount(both.intervention, minlength=size)[ids],
        offered=total(both, both.offered),
        attended=total(both, both.attended),
        everyone=np.bincount(every.intervention, minlength=size)[ids],
        all_attended=total(every, every.attended),
        part_run=part_run(store, rows, every),
    )


def part_run(store: "Store", rows: pd.DataFrame, every: Places) -> Numbers:
    """Return how much of each intervention has run by the last day of the data; NaN where nobody can tell.

    One that has ended has run; of one that still runs, it is the sessions offered among those planned.
    """
    ids = whole_numbers(rows, "intervention_id")
    told = every.where(np.isfinite(every.offered))
    size = int(max(every.intervention.max(initial=0), ids.max(initial=0))) + 1
    offered = np.bincount(told.intervention, told.offered, minlength=size)[ids].astype(np.float64)
    planned = np.bincount(told.intervention, minlength=size)[ids] * numbers(rows, "sessions_planned")
    last = choices(store).last_day
    has_ended = np.zeros(len(rows), dtype=bool)
    if last is not None:
        has_ended = (rows["ends_on"] <= pd.Timestamp(last)).to_numpy(dtype=bool)
    return np.where(has_ended, 1.0, np.minimum(_over(offered, planned), 1.0))


def cost_a_pupil(rows: pd.DataFrame) -> Numbers:
    """Return what an intervention costs for each of its pupils; NaN where no cost is given."""
    pupils = numbers(rows, "everyone")
    return _over(numbers(rows, "cost"), pupils)


def cost_an_hour(rows: pd.DataFrame) -> Numbers:
    """Return what an hour of help that a pupil came to costs; NaN where it cannot be told.

    Of an intervention that still runs only the part of the cost counts that has been run.
    """
    hours = numbers(rows, "all_attended") * numbers(rows, "minutes") / 60
    return _over(numbers(rows, "cost") * numbers(rows, "part_run"), hours)


def as_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the register as people read it."""
    evidence = [evidence_of(strand) for strand in rows["strand"]]
    several = rows["school"].nunique() > 1
    columns: dict[str, list[object]] = {"Intervention": rows["intervention"].tolist()}
    if several:
        columns["School"] = rows["school"].tolist()
    columns["Runs"] = [span(*days) for days in zip(rows["starts_on"], rows["ends_on"], strict=True)]
    columns["Subject"] = _blank(rows["subject"])
    columns["Sessions planned"] = _whole(numbers(rows, "sessions_planned"))
    columns["Pupils"] = rows["pupils"].tolist()
    with_sessions = numbers(rows, "with_sessions")
    columns["Offered a pupil"] = _rounded(_over(numbers(rows, "offered"), with_sessions), 1)
    columns["Came to (in 100)"] = _rounded(100 * _over(numbers(rows, "attended"), numbers(rows, "offered")))
    columns["Cost a pupil"] = _pounds(cost_a_pupil(rows))
    columns["Cost an hour"] = _pounds(cost_an_hour(rows), 2)
    columns["EEF strand"] = [each.strand if each else NO_STRAND for each in evidence]
    columns["EEF evidence"] = [str(each) if each else None for each in evidence]
    return pd.DataFrame(columns)


def span(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Say from when to when; ``last`` may be missing."""
    if pd.isna(first):
        return "no first day"
    return f"{day(first)} to {day(last)}" if pd.notna(last) else f"since {day(first)}"


def _over(top: Numbers, bottom: Numbers) -> Numbers:
    """Divide where there is something to divide by; NaN elsewhere."""
    found: Numbers = np.divide(top, bottom, out=np.full(len(top), np.nan), where=bottom > 0)
    return found


def _rounded(numbers: Numbers, places: int = 0) -> list[object]:
    """Return numbers as a table shows them, None where there is none."""
    return [
        None if np.isnan(each) else round(each, places) if places else round(each)
        for each in numbers.tolist()
    ]


def _whole(numbers: Numbers) -> list[object]:
    """Return counts, None where there is none."""
    return [None if np.isnan(each) else int(each) for each in numbers.tolist()]


def _pounds(numbers: Numbers, places: int = 0) -> list[object]:
    """Return amounts of money, None where there is none."""
    return [None if np.isnan(each) else f"£{each:,.{places}f}" for each in numbers.tolist()]


def _blank(column: pd.Series) -> list[object]:
    """Return words, None where there are none."""
    return [None if pd.isna(each) else each for each in column]
