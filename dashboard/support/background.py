"""What is known of one school's pupils that comparisons of support need, read once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.cache import fetch, remember

if TYPE_CHECKING:
    from dashboard.store.opening import Store

Numbers = NDArray[np.float64]
Whole = NDArray[np.intp]
Days = NDArray[np.datetime64]

MATCHED_ON = {
    "pupil_premium": "Pupil premium",
    "sen": "SEN",
    "eal": "English as an additional language",
    "girl": "Sex",
}


class Sitting(NamedTuple):
    """One assessment of a school in one academic year."""

    name: str
    kind: str
    day: np.datetime64


class Scores(NamedTuple):
    """One subject's points on one scale: a row a pupil, a column a sitting in order of time."""

    sittings: tuple[Sitting, ...]
    points: Numbers


class Term(NamedTuple):
    """One term's sessions, missed and possible, of each pupil."""

    first_day: np.datetime64
    last_day: np.datetime64
    absent: Numbers
    possible: Numbers


class Year(NamedTuple):
    """Each pupil's year group in an academic year, as a number (-1: not there), and what they are matched on.

    ``unknown`` is the number of those whose year group is not known, -1 where all are.
    """

    year_group: Whole
    unknown: int
    groups: dict[str, Numbers]


@dataclass(frozen=True)
class Background:
    """One school's pupils in order, and what is known of each; ``classes`` are -1 for none."""

    pupils: Whole
    scores: dict[tuple[str, str], Scores]
    years: dict[str, Year]
    classes: dict[tuple[str, str], Whole]
    terms: tuple[Term, ...]

    def of(self, subject: str) -> dict[str, Scores]:
        """Return a subject's scores by scale."""
        return {scale: scores for (named, scale), scores in self.scores.items() if named == subject}


def school_background(store: "Store", school: str) -> Background:
    """Return what comparisons need of one school."""
    return remember(store, ("background",), {"school": school}, lambda: _read(store, school))


def _read(store: "Store", school: str) -> Background:
    """Read what comparisons need of one school."""
    years = fetch(store, "support/years", school=school)
    pupils = np.unique(years["pupil_id"].to_numpy(dtype=np.intp))
    return Background(
        pupils=pupils,
        scores=_scores(fetch(store, "support/scores", school=school), pupils),
        years={str(year): _year(rows, pupils) for year, rows in years.groupby("academic_year")},
        classes={
            (row["subject"], row["academic_year"]): _spread(pupils, row["pupils"], row["classes"], -1).astype(
                np.intp
            )
            for row in fetch(store, "support/taught_in", school=school).to_dict("records")
        },
        terms=tuple(
            Term(
                np.datetime64(row["first_day"], "D"),
                np.datetime64(row["last_day"], "D"),
                _spread(pupils, row["pupils"], row["absent"], 0),
                _spread(pupils, row["pupils"], row["possible"], 0),
            )
            for row in fetch(store, "support/absence_by_term", school=school).to_dict("records")
        ),
    )


def _spread(pupils: Whole, of: Whole, values: NDArray[np.number], otherwise: float) -> Numbers:
    """Return a value for each pupil from those of some of them."""
    found = np.full(len(pupils), otherwise, dtype=np.float64)
    place = np.minimum(np.searchsorted(pupils, of), max(len(pupils) - 1, 0))
    known = pupils[place] == of
    found[place[known]] = np.asarray(values, dtype=np.float64)[known]
    return found


def _scores(rows: pd.DataFrame, pupils: Whole) -> dict[tuple[str, str], Scores]:
    """Return the points of each subject and scale as a table of pupils and sittings."""
    sittings: dict[tuple[str, str], list[Sitting]] = {}
    points: dict[tuple[str, str], list[Numbers]] = {}
    for row in rows.to_dict("records"):
        key = (row["subject"], row["scale"])
        sitting = Sitting(row["assessment"], row["kind"], np.datetime64(row["day"], "D"))
        sittings.setdefault(key, []).append(sitting)
        points.setdefault(key, []).append(_spread(pupils, row["pupils"], row["points"], np.nan))
    return {key: Scores(tuple(sat), np.column_stack(points[key])) for key, sat in sittings.items()}


def _year(rows: pd.DataFrame, pupils: Whole) -> Year:
    """Return what is known of each pupil in one academic year."""
    mine = rows["pupil_id"].to_numpy(dtype=np.intp)
    codes, years = pd.factorize(rows["year_group"], use_na_sentinel=False)
    year_group = _spread(pupils, mine, codes, -1).astype(np.intp)
    unknown = next((code for code, year in enumerate(years) if pd.isna(year)), -1)
    columns = {name: rows[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in MATCHED_ON}
    groups = {name: _spread(pupils, mine, column, np.nan) for name, column in columns.items()}
    return Year(year_group, unknown, groups)
