"""What is known of one school's pupils that comparisons of support need, read once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.cache import remember
from dashboard.query import run
from dashboard.statistics.whole_classes import whole_classes

if TYPE_CHECKING:
    from dashboard.store.opening import Store

Numbers = NDArray[np.float64]
Whole = NDArray[np.intp]
Days = NDArray[np.datetime64]
Chosen = NDArray[np.bool_]

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
    """One school's pupils in order, and what is known of each.

    ``classes`` are -1 for none; those without a subject are registration groups.
    """

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
    return remember(store, ("background",), {"school": school}, lambda: _read(store, (school,))[school])


def read_together(store: "Store", schools: tuple[str, ...]) -> None:
    """Read what comparisons need of several schools at once: half the time of one after the other."""
    found = remember(store, ("backgrounds",), {"schools": schools}, lambda: _read(store, schools))
    for school in schools:
        remember(store, ("background",), {"school": school}, partial(found.__getitem__, school))


def taught_together(
    background: Background, subject: str, year: str, is_mine: Chosen, used: Chosen
) -> Whole | None:
    """Return each pupil's class in the subject, None where none is known.

    Their registration group instead, where it is whole registration groups that had the support.
    """
    classes, forms = (background.classes.get((name, year)) for name in (subject, ""))
    if forms is not None and whole_classes(forms[used], is_mine[used]) is not None:
        return forms
    return classes


def _read(store: "Store", schools: tuple[str, ...]) -> dict[str, Background]:
    """Read what comparisons need of some schools."""
    parts = [_by_school(store, name, schools) for name in ("years", "scores", "taught_in", "absence_by_term")]
    return {school: _background(*(part[school] for part in parts)) for school in schools}


def _by_school(store: "Store", name: str, schools: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """Return the rows of a query of the support page, school by school."""
    rows = run(store.connection(), f"support/{name}", schools=list(schools))
    found = dict(list(rows.groupby("school")))
    return {school: found.get(school, rows.iloc[:0]) for school in schools}


def _background(
    years: pd.DataFrame, scores: pd.DataFrame, taught_in: pd.DataFrame, terms: pd.DataFrame
) -> Background:
    """Return one school's background from its rows."""
    pupils = np.unique(years["pupil_id"].to_numpy(dtype=np.intp))
    return Background(
        pupils=pupils,
        scores=_scores(scores, pupils),
        years={str(year): _year(rows, pupils) for year, rows in years.groupby("academic_year")},
        classes={
            (subject, year): _spread(pupils, of, classes, -1).astype(np.intp)
            for subject, year, of, classes in _cells(
                taught_in, "subject", "academic_year", "pupils", "classes"
            )
        },
        terms=tuple(
            Term(
                np.datetime64(first, "D"),
                np.datetime64(last, "D"),
                _spread(pupils, of, absent, 0),
                _spread(pupils, of, possible, 0),
            )
            for first, last, of, absent, possible in _cells(
                terms, "first_day", "last_day", "pupils", "absent", "possible"
            )
        ),
    )


def _cells(rows: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """Return some cells of each row."""
    return zip(*(rows[name] for name in names), strict=True)


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
    named = ("subject", "scale", "assessment", "kind", "day", "pupils", "points")
    for subject, scale, assessment, kind, day, of, points_of in _cells(rows, *named):
        sittings.setdefault((subject, scale), []).append(Sitting(assessment, kind, np.datetime64(day, "D")))
        points.setdefault((subject, scale), []).append(_spread(pupils, of, points_of, np.nan))
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
