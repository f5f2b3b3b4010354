"""Where one year group will end its key stage: rows in, a projection a group out. No Dash here."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.academic_years import SEPTEMBER, first_year
from dashboard.filter_choices import choices
from dashboard.measures import MEASURES
from dashboard.members import NO_PLACE, groups, places_of, scope
from dashboard.scope import Filters, refuse_several, whole
from dashboard.statistics.projection import (
    FEWEST_PUPILS,
    Line,
    fit,
    mean_of_group,
    number_reaching,
)
from dashboard.tracking.course import projection
from dashboard.viewer import FEWEST

if TYPE_CHECKING:
    from dashboard.store.opening import Store

LAST_YEARS = (2, 6, 9, 11, 13)  # of key stages 1 to 5
KNOWN = ("latest", "earlier", "starting")
LIKELY, NEARLY_SURE = 0.8, 0.95
EVERYONE = "All pupils"
Places = NDArray[np.intp]


class NothingToProject(ValueError):
    """There is nothing to project, or nothing to project from: says what is missing."""


@dataclass(frozen=True)
class Stage:
    """A year group on its way to the end of its key stage."""

    year_group: int
    last_year_group: int
    as_of: date

    @property
    def ends_on(self) -> date:
        """Return the last day of the key stage."""
        return date(first_year(self.as_of) + 1 + self.last_year_group - self.year_group, 8, 31)


@dataclass(frozen=True)
class Endings:
    """A projection a group, and what it rests on. ``least`` is None where no standard applies."""

    rows: pd.DataFrame
    line: Line
    scale: str
    expected: float | None
    finished: tuple[str, ...]


def stage_of(store: "Store", filters: Filters, year_group: int) -> Stage:
    """Return where a year group stands on the last day of the window that there are data of."""
    until = pd.Timestamp(str(whole(store, filters)["to_date"])).date()
    as_of = min(until, choices(store).last_day or until)
    return Stage(year_group, next(year for year in LAST_YEARS if year >= year_group), as_of)


def year_groups(store: "Store") -> list[int]:
    """Return the year groups that have a key stage's end before them, the oldest first."""
    known = [choice.value for choice in choices(store).year_groups]
    return sorted(
        (int(year) for year in known if year.isdigit() and int(year) <= LAST_YEARS[-1]), reverse=True
    )


def endings(store: "Store", filters: Filters, stage: Stage, characteristic: str) -> Endings:
    """Return where the groups of one characteristic will end. Raises NothingToProject and MixedScales."""
    rows = projection(
        store,
        subject=filters["subject"],
        schools=filters["schools"],
        year_group=str(stage.year_group),
        last_year_group=str(stage.last_year_group),
        ends_on=stage.ends_on,
        to_date=stage.as_of,
    )
    enrolments = rows["enrolment_id"].to_numpy(dtype=np.intp)
    in_scope = np.isin(enrolments, scope(store, {**filters, "year_groups": []}).enrolments)
    rows = rows[in_scope | rows["finished_in"].notna().to_numpy()]
    places = places_of(store, characteristic, rows["enrolment_id"].to_numpy(dtype=np.intp))
    return projected(rows.assign(place=places), known_groups(store), stage, filters["subject"])


def known_groups(store: "Store") -> pd.DataFrame:
    """Return label and focus of each group, by its place."""
    found = groups(store)
    return pd.DataFrame({name: found[name] for name in ("group", "is_focus")}, index=found["place"])


def projected(rows: pd.DataFrame, groups: pd.DataFrame, stage: Stage, subject: str | None) -> Endings:
    """Fit the line to past pupils, and project those on roll, group by group."""
    now, past, scale = of_one_scale(rows, stage, subject)
    starting = now["starting_scale"].mode()
    points, seen = (known_points(part, starting.iloc[0] if len(starting) else None) for part in (now, past))
    finals = past["final"].to_numpy(dtype=np.float64)
    line = fit(seen, finals, cohorts_of(past))
    expected = now["expected"].iloc[0] if subject and pd.notna(now["expected"].iloc[0]) else None
    # A mean of 3.6 is a 4 as often as not: between two grades the standard is reached half-way.
    least = None if expected is None else float(expected) - smallest_step(finals) / 2
    missed = finals - line.values(seen)
    cohorts, mine, theirs = cohorts_of(now), now["place"].to_numpy(), past["place"].to_numpy()
    found = [{"group": EVERYONE, "is_focus": False, **ending_of(line, points, cohorts, least, 0.0)}]
    for place in np.unique(mine[mine != NO_PLACE]):
        label, is_focus = groups.loc[place, ["group", "is_focus"]]
        if label == EVERYONE:
            continue
        here, before = mine == place, theirs == place
        offset = float(missed[before].mean()) if before.sum() >= FEWEST else 0.0
        ending = ending_of(line, points[here], cohorts[here], least, offset)
        found.append({"group": label, "is_focus": bool(is_focus), **ending})
    finished = tuple(sorted(past["finished_in"].unique()))
    return Endings(pd.DataFrame(found), line, scale, expected, finished)


def of_one_scale(
    rows: pd.DataFrame, stage: Stage, subject: str | None
) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """Return the pupils on roll and the past ones with results on today's scale, and that scale.

    Raises NothingToProject and MixedScales.
    """
    in_words = f"Year {stage.year_group}" + (f" in {subject}" if subject else "")
    is_now = rows["finished_in"].isna()
    now = rows[is_now & rows["latest"].notna()]
    if now.empty:
        raise NothingToProject(
            f"{in_words}: no results of the pupils chosen who are on roll on "
            f"{stage.as_of.day} {stage.as_of:%B %Y}. Choose another year group, "
            "other dates or other pupils, or import results: the first ones make a projection possible."
        )
    if not subject:
        now = since_scales_changed(now, stage)
        refuse_several(MEASURES["average_points"], sorted(now["scale"].unique()))
    scale = str(now.sort_values("latest_on")["scale"].iloc[-1])
    finished = rows[~is_now]
    past = finished[(finished["scale"] == scale) & finished["latest"].notna() & finished["final"].notna()]
    if len(past) < FEWEST_PUPILS:
        raise NothingToProject(what_is_missing(finished, scale, len(past), stage, subject))
    return now[now["scale"] == scale], past, scale


def since_scales_changed(now: pd.DataFrame, stage: Stage) -> pd.DataFrame:
    """Return this school year's rows where there are several scales: last year's is no second one."""
    if now["scale"].nunique() < 2:
        return now
    september = pd.Timestamp(first_year(stage.as_of), SEPTEMBER, 1)
    this_year = now[pd.to_datetime(now["latest_on"]) >= september]
    return this_year if len(this_year) else now


def what_is_missing(finished: pd.DataFrame, scale: str, found: int, stage: Stage, subject: str | None) -> str:
    """Say which past results would make a projection possible."""
    last = f"Year {stage.last_year_group}"
    of_subject = f" in {subject}" if subject else ""
    needed = (
        f"Import results of pupils who have finished {last}{of_subject}, on the scale {scale}: "
        f"those from this point of Year {stage.year_group}, and the last ones of {last}."
    )
    if finished.empty:
        return f"No year group in the data has finished {last}, so there is nothing to project from. {needed}"
    others = sorted(set(finished.loc[finished["final"].notna(), "scale"].dropna().unique()) - {scale})
    if others and not found:
        return f"The past results{of_subject} are on another scale ({', '.join(others)}). {needed}"
    if finished["latest"].notna().any() and not finished["final"].notna().any():
        return (
            f"No past pupil has a result later in {last} than the latest ones now: "
            f"either the year has ended, or its last results are missing. {needed}"
        )
    few = f"Only {found}" if found else "No"
    return (
        f"{few} past pupils have both a result from this point of Year {stage.year_group} and one from the "
        f"end of {last}; {FEWEST_PUPILS} are needed. {needed}"
    )


def known_points(rows: pd.DataFrame, starting_scale: str | None) -> NDArray[np.float64]:
    """Return what was known of each pupil; a starting point on another scale counts as unknown."""
    points = rows[list(KNOWN)].to_numpy(dtype=np.float64, na_value=np.nan)
    starting = np.where(rows["starting_scale"] == starting_scale, points[:, 2], np.nan)
    return np.column_stack([points[:, :2], starting])


def cohorts_of(rows: pd.DataFrame) -> NDArray[np.generic]:
    """Return a number for each pupil's year group of a school."""
    year = pd.factorize(rows["finished_in"])[0]
    return np.asarray(year * 100_000 + rows["school_id"].to_numpy(dtype=np.int64))


def smallest_step(finals: NDArray[np.float64]) -> float:
    """Return the distance of the closest two results there are: one grade, one mark."""
    steps = np.diff(np.unique(finals))
    return float(steps.min()) if len(steps) else 0.0


def ending_of(
    line: Line, points: NDArray[np.float64], cohorts: NDArray[np.generic], least: float | None, offset: float
) -> dict[str, object]:
    """Return a group's projected mean and number reaching the standard, each with its intervals."""
    likely, sure = (mean_of_group(line, points, cohorts, share, offset) for share in (LIKELY, NEARLY_SURE))
    found: dict[str, object] = {
        **{"pupils": len(points), "small": len(points) < FEWEST},
        **{"value": likely.value, "low": likely.low, "high": likely.high},
        **{"low_95": sure.low, "high_95": sure.high},
        **{"today": float(points[:, 0].mean()), "offset": offset},
    }
    if least is not None:
        reach = number_reaching(line, points, cohorts, least, LIKELY, offset)
        found |= {"reach": reach.value, "reach_low": reach.low, "reach_high": reach.high}
    return found
