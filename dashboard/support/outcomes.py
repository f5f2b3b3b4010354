"""Results before and after an intervention, of those who had it and of those who could be like them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dashboard.academic_years import academic_year
from dashboard.cache import fetch, remember
from dashboard.statistics.matching import Estimate, MatchedDifference, matched_difference, mean_with_interval
from dashboard.support.background import (
    MATCHED_ON,
    Background,
    Numbers,
    Scores,
    Whole,
    school_background,
    taught_together,
)
from dashboard.support.people import Marks, Places, all_places

if TYPE_CHECKING:
    from dashboard.store.opening import Store

GRACE = np.timedelta64(14, "D")  # an entry test in the first two weeks still counts as before
WEEKS_SO_FAR = np.timedelta64(42, "D")  # without a last day: a result counts after six weeks
A_YEAR = np.timedelta64(366, "D")
OWN_TEST = "own test"
OR = " or "
HALF = 2  # the result after is the first one that at least half of the pupils have


class Sat(NamedTuple):
    """Which results are compared: each pupil's last before the start, and the first after the end."""

    scale: str
    before: Numbers
    before_at: Whole
    after: Numbers
    after_at: int


class Sides(NamedTuple):
    """The pupils compared, those with the support and the others: what the statistics are given."""

    before: Numbers
    after: Numbers
    is_supported: Marks
    covariates: dict[str, Numbers]
    stratum: Whole
    cluster: Whole | None = None


NOT_KNOWN = Estimate()


@dataclass(frozen=True)
class Outcome:
    """What came of one intervention, or why it cannot be said.

    ``reason`` is empty where there is a comparison. ``own_gain`` is from entry to exit score, on the
    intervention's own test, over the ``tested`` pupils with both. ``with_earlier`` is the share of the
    supported pupils who have more than one result before. ``without_year`` are others with both results
    whose year group is not known, so that they could not be compared. ``schools`` are all in which it
    runs, of those asked for; in ``left_out`` of them nothing can be compared on this scale.
    """

    found: MatchedDifference | None = None
    reason: str = ""
    scale: str = ""
    before: str = ""
    after: str = ""
    so_far: bool = False
    with_earlier: float = 1.0
    without_result: int = 0
    without_year: int = 0
    other_support: int = 0
    places: int = 0
    own_gain: Estimate = NOT_KNOWN
    tested: int = 0
    without_exit: int = 0
    without_entry: int = 0
    schools: int = 1
    left_out: int = 0


def outcome_of(store: "Store", intervention_id: int) -> Outcome:
    """Return what came of an intervention."""
    return remember(store, ("outcome",), {"id": intervention_id}, lambda: _outcome(store, intervention_id))


def _outcome(store: "Store", intervention_id: int) -> Outcome:
    """Work out what came of an intervention."""
    sides, own = prepared(store, intervention_id)
    return own if sides is None else matched(own, matched_difference(*sides))


def matched(own: Outcome, found: MatchedDifference) -> Outcome:
    """Return an outcome with its comparison."""
    return replace(own, found=found, reason="" if found.enough else "too few")


def prepared(store: "Store", intervention_id: int) -> tuple[Sides | None, Outcome]:
    """Return who can be compared on an intervention, or nobody; with all that is known without comparing."""
    known = fetch(store, "support/interventions")
    ids = known["intervention_id"].to_numpy(dtype=np.intp)
    row = int(np.searchsorted(ids, intervention_id))
    school, subject = str(known["school"].iat[row]), text(known["subject"].iat[row])
    places = all_places(store)
    mine = places.where(places.intervention == intervention_id)
    if not len(mine.pupil):
        return None, Outcome(reason="nobody")
    own = own_test(mine)
    waiting = against_waiting_list(mine)
    if waiting is not None:
        return waiting, replace(own, scale=OWN_TEST, before="entry", after="exit")
    if not subject:
        return None, replace(own, reason="no subject")
    background = school_background(store, school)
    if not background.of(subject):
        return None, replace(own, reason="no results")
    same = ids[(known["subject"] == subject).to_numpy(dtype=bool)]
    others = places.where(
        np.isin(places.intervention, same)
        & (places.intervention != intervention_id)
        & (places.starts_on <= mine.runs_to.max())
        & (places.runs_to >= mine.starts_on.min())
    )
    return compared(background, subject, mine, others.pupil, own)


def text(cell: object) -> str:
    """Return a cell's words, empty where there are none."""
    return cell if isinstance(cell, str) else ""


def own_test(mine: Places) -> Outcome:
    """Return the gain from entry to exit score, and who lacks either."""
    has_entry, has_exit = np.isfinite(mine.entry), np.isfinite(mine.exit)
    return Outcome(
        places=len(mine.pupil),
        own_gain=mean_with_interval((mine.exit - mine.entry)[has_entry & has_exit]),
        tested=int((has_entry & has_exit).sum()),
        without_exit=int((has_entry & ~has_exit).sum()),
        without_entry=int((~has_entry & has_exit).sum()),
    )


def against_waiting_list(mine: Places) -> Sides | None:
    """Return both sides by entry and exit score, where pupils without a session offered took both tests."""
    both = np.isfinite(mine.entry) & np.isfinite(mine.exit)
    waits = mine.offered == 0
    if not (both & waits).any() or not (both & ~waits).any():
        return None
    return Sides(
        mine.entry[both], mine.exit[both], ~waits[both], {}, np.zeros(int(both.sum()), dtype=np.intp)
    )


def compared(
    background: Background, subject: str, mine: Places, others: Whole, own: Outcome
) -> tuple[Sides | None, Outcome]:
    """Return both sides by results, or the reason why they cannot be compared."""
    pupils = background.pupils
    is_mine = np.isin(pupils, mine.pupil)
    start, ends = mine.starts_on.min(), mine.ends_on[~np.isnat(mine.ends_on)]
    end = ends.max() if len(ends) else start + WEEKS_SO_FAR
    own = replace(own, so_far=not len(ends))
    sat, reason = sittings(background.of(subject), is_mine, start, end)
    year_of_start = academic_year((start + GRACE).astype("datetime64[D]").astype(date))
    year = background.years.get(year_of_start)
    if sat is None or year is None:
        return None, replace(own, reason=reason or "no pupils")
    scores = background.of(subject)[sat.scale]
    too_late = mine.pupil[mine.starts_on >= scores.sittings[sat.after_at].day]
    has = np.isfinite(sat.before) & np.isfinite(sat.after) & (year.year_group >= 0)
    has &= ~np.isin(pupils, too_late)
    other = np.isin(pupils, others) & ~is_mine
    used, unplaced = has & ~other, has & (year.year_group == year.unknown)
    columns = covariates(background, subject, sat, start, year.groups)
    classes = taught_together(background, subject, year_of_start, is_mine, used)
    sides = Sides(
        sat.before[used],
        sat.after[used],
        is_mine[used],
        {name: column[used] for name, column in columns.items()},
        (year.year_group * len(scores.sittings) + sat.before_at)[used],
        None if classes is None else classes[used],
    )
    befores = dict.fromkeys(scores.sittings[at].name for at in np.unique(sat.before_at[used & is_mine]))
    return sides, replace(
        own,
        scale=sat.scale,
        before=OR.join(befores),
        after=scores.sittings[sat.after_at].name,
        with_earlier=float(has_earlier(scores, sat)[used & is_mine].mean())
        if (used & is_mine).any()
        else 0.0,
        without_result=int((is_mine & ~has).sum()),
        without_year=0 if (unplaced & is_mine).any() else int((unplaced & used).sum()),
        other_support=int((has & other).sum()),
    )


def sittings(
    by_scale: dict[str, Scores], is_mine: Marks, start: np.datetime64, end: np.datetime64
) -> tuple[Sat | None, str]:
    """Return the results to compare, or the reason why there are none.

    After: the first assessment after the end that half of the pupils sat. Before: each pupil's last one
    on the same scale in the year before the start, so that both sides sat the same two.
    """
    after = sorted(
        (sitting.day, scale, place)
        for scale, scores in by_scale.items()
        for place, sitting in enumerate(scores.sittings)
        if sitting.kind == "result" and sitting.day > end and _half(scores.points[is_mine, place])
    )
    has_before = False
    for _day, scale, place in after:
        before, at = last_before(by_scale[scale], start)
        if _half(before[is_mine]):
            return Sat(scale, before, at, by_scale[scale].points[:, place], place), ""
    for scores in by_scale.values():
        has_before |= _half(last_before(scores, start)[0][is_mine])
    return None, "no result after" if not after else "scale changed" if has_before else "no result before"


def _half(points: Numbers) -> bool:
    """Say whether at least half of the pupils have a result."""
    return bool(np.isfinite(points).sum() * HALF >= max(len(points), 1))


def last_before(scores: Scores, start: np.datetime64) -> tuple[Numbers, Whole]:
    """Return each pupil's last points in the year before the start, and which sitting that was (-1: none)."""
    found, at = np.full(len(scores.points), np.nan), np.full(len(scores.points), -1)
    for place, sitting in enumerate(scores.sittings):
        if start + GRACE - A_YEAR < sitting.day <= start + GRACE:
            column = scores.points[:, place]
            known = np.isfinite(column)
            found[known], at[known] = column[known], place
    return found, at


def covariates(
    background: Background, subject: str, sat: Sat, start: np.datetime64, groups: dict[str, Numbers]
) -> dict[str, Numbers]:
    """Return what pupils are matched on beside the result before the start, by name, where it is known."""
    scores = background.of(subject)[sat.scale]
    found = {"Earlier results": earlier(scores, sat)}
    for other, more in background.of(subject).items():
        if other != sat.scale:
            days = [place for place, sitting in enumerate(more.sittings) if sitting.day <= start + GRACE]
            found[f"{other} before"] = mean_over(more.points[:, days])
    same = [
        last_before(each, start)[0]
        for (named, scale), each in background.scores.items()
        if scale == sat.scale and named != subject
    ]
    if same:
        found["Other subjects before"] = mean_over(np.column_stack(same))
    absent, possible = np.zeros(len(sat.before)), np.zeros(len(sat.before))
    for term in background.terms:
        if term.last_day < start and term.first_day >= start - A_YEAR:
            absent, possible = absent + term.absent, possible + term.possible
    found["Absence before"] = np.divide(
        absent, possible, out=np.full(len(absent), np.nan), where=possible > 0
    )
    found |= {label: groups[name] for name, label in MATCHED_ON.items()}
    return {name: column for name, column in found.items() if np.isfinite(column).any()}


def earlier(scores: Scores, sat: Sat) -> Numbers:
    """Return each pupil's mean over the sittings before the last, which stands in where there are none."""
    is_earlier = np.arange(len(scores.sittings)) < sat.before_at[:, None]
    mean = mean_over(np.where(is_earlier, scores.points, np.nan))
    return np.where(np.isfinite(mean), mean, sat.before)


def has_earlier(scores: Scores, sat: Sat) -> Marks:
    """Say who has a result before the last one before."""
    is_earlier = np.arange(len(scores.sittings)) < sat.before_at[:, None]
    return np.asarray((is_earlier & np.isfinite(scores.points)).any(axis=1))


def mean_over(points: Numbers) -> Numbers:
    """Return each row's mean over what is known; NaN where nothing is."""
    known = np.isfinite(points)
    count = known.sum(axis=1)
    total = np.where(known, points, 0.0).sum(axis=1)
    return np.asarray(np.divide(total, count, out=np.full(len(points), np.nan), where=count > 0))
