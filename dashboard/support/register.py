"""What runs: the interventions of the days chosen, with how much of them was had and what they cost."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.cache import fetch
from dashboard.cards import day
from dashboard.scope import Filters, people, whole
from dashboard.support.evidence import NO_STRAND, evidence_of
from dashboard.support.view import interventions, running, values

if TYPE_CHECKING:
    from dashboard.store.opening import Store

MOST_ROWS = 60  # of the register: a trust chooses a school for the rest


def places_in_scope(store: "Store", filters: Filters) -> pd.DataFrame:
    """Return the places of the pupils whom the filter bar chooses, at whatever time."""
    return fetch(store, "support/places", to_date=whole(store, filters)["to_date"], **people(filters))


def running_places(store: "Store", filters: Filters) -> pd.DataFrame:
    """Return the places of these pupils that run on any of the days chosen."""
    rows, days = places_in_scope(store, filters), whole(store, filters)
    first, last = (pd.Timestamp(str(days[name])) for name in ("from_date", "to_date"))
    return rows[(rows["starts_on"] <= last) & ~(rows["ends_on"] < first)]


def register(store: "Store", filters: Filters) -> pd.DataFrame:
    """Return the interventions that run, with the sums over their pupils in scope; NaN where not known.

    Cost is the intervention's, so that it is shared by all its pupils, in scope or not.
    """
    known = interventions(store)
    rows = known[running(known, filters, store).to_numpy(dtype=bool)].reset_index(drop=True)
    found = running_places(store, filters)
    ids = rows["intervention_id"].to_numpy(dtype=np.intp)
    size = int(known["intervention_id"].max() if len(known) else 0) + 1
    of = found["intervention_id"].to_numpy(dtype=np.intp)

    def total(column: np.ndarray) -> np.ndarray:
        return np.bincount(of, np.nan_to_num(column), minlength=size)[ids]

    offered, attended = values(found, "sessions_offered"), values(found, "sessions_attended")
    both = np.isfinite(offered) & np.isfinite(attended)
    return rows.assign(
        pupils=np.bincount(of, minlength=size)[ids],
        with_sessions=total(both.astype(float)),
        offered=total(np.where(both, offered, 0.0)),
        attended=total(np.where(both, attended, 0.0)),
        everyone=everyone(store, size)[ids],
        all_attended=all_attended(store, size)[ids],
    )


def everyone(store: "Store", size: int) -> np.ndarray:
    """Return how many pupils each intervention has, whoever is chosen above."""
    rows = fetch(store, "support/sessions")
    found = np.zeros(size)
    found[rows["intervention_id"].to_numpy(dtype=np.intp)] = values(rows, "pupils")
    return found


def all_attended(store: "Store", size: int) -> np.ndarray:
    """Return the sessions all pupils of each intervention came to; NaN where that is not known of all."""
    rows = fetch(store, "support/sessions")
    found = np.full(size, np.nan)
    found[rows["intervention_id"].to_numpy(dtype=np.intp)] = values(rows, "attended")
    return found


def cost_a_pupil(rows: pd.DataFrame) -> np.ndarray:
    """Return what an intervention costs for each of its pupils; NaN where no cost is given."""
    pupils = values(rows, "everyone")
    return np.divide(values(rows, "cost"), pupils, out=np.full(len(rows), np.nan), where=pupils > 0)


def cost_an_hour(rows: pd.DataFrame) -> np.ndarray:
    """Return what an hour of help that a pupil came to costs; NaN where cost, minutes or sessions are missing."""
    hours = values(rows, "all_attended") * values(rows, "minutes") / 60
    return np.divide(values(rows, "cost"), hours, out=np.full(len(rows), np.nan), where=hours > 0)


def as_table(rows: pd.DataFrame, with_pupils: bool) -> pd.DataFrame:
    """Return the register as people read it; without pupils for those who may not count them."""
    evidence = [evidence_of(strand) for strand in rows["strand"]]
    several = rows["school"].nunique() > 1
    columns: dict[str, list[object]] = {"Intervention": rows["intervention"].tolist()}
    if several:
        columns["School"] = rows["school"].tolist()
    columns["Runs"] = [span(*days) for days in zip(rows["starts_on"], rows["ends_on"], strict=True)]
    columns["Subject"] = _blank(rows["subject"])
    columns["Sessions planned"] = _whole(values(rows, "sessions_planned"))
    if with_pupils:
        columns["Pupils"] = rows["pupils"].tolist()
        with_sessions = values(rows, "with_sessions")
        columns["Offered a pupil"] = _rounded(_over(values(rows, "offered"), with_sessions), 1)
        columns["Came to (in 100)"] = _rounded(100 * _over(values(rows, "attended"), values(rows, "offered")))
        columns["Cost a pupil"] = _pounds(cost_a_pupil(rows))
        columns["Cost an hour"] = _pounds(cost_an_hour(rows), 2)
    columns["EEF strand"] = [each.strand if each else NO_STRAND for each in evidence]
    columns["EEF evidence"] = [str(each) if each else None for each in evidence]
    return pd.DataFrame(columns)


def span(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Say from when to when; ``last`` may be missing."""
    begun = f"from {day(first)}" if pd.notna(first) else "no first day"
    return f"{begun} to {day(last)}" if pd.notna(last) else f"{begun}, no last day"


def _over(top: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    """Divide where there is something to divide by; NaN elsewhere."""
    return np.divide(top, bottom, out=np.full(len(top), np.nan), where=bottom > 0)


def _rounded(numbers: np.ndarray, places: int = 0) -> list[object]:
    """Return numbers as a table shows them, None where there is none."""
    return [
        None if np.isnan(each) else round(each, places) if places else round(each)
        for each in numbers.tolist()
    ]


def _whole(numbers: np.ndarray) -> list[object]:
    """Return counts, None where there is none."""
    return [None if np.isnan(each) else int(each) for each in numbers.tolist()]


def _pounds(numbers: np.ndarray, places: int = 0) -> list[object]:
    """Return amounts of money, None where there is none."""
    return [None if np.isnan(each) else f"£{each:,.{places}f}" for each in numbers.tolist()]


def _blank(column: pd.Series) -> list[object]:
    """Return words, None where there are none."""
    return [None if pd.isna(each) else each for each in column]
