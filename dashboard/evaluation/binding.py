"""A figure that a judgement rests on: read now, set beside what it said, and led to on its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import parse_qs, urlsplit

import pandas as pd

from dashboard import commentary, gaps
from dashboard.evaluation.judgement import NUMBERS, Bound, Judgement, Reading
from dashboard.evaluation.knowing import coverage
from dashboard.filter_choices import choices
from dashboard.filters import FILTERS, address, from_address, in_words
from dashboard.measures import MEASURES
from dashboard.scope import Filters, MixedScales, groups_of_all
from dashboard.standings import group_to_tell
from dashboard.statistics import Gap
from dashboard.viewer import Viewer
from dashboard.wording import group_noun

if TYPE_CHECKING:
    from dashboard.store.opening import Store

EVERYONE = "All pupils"
OLD_AFTER = 365
# The kind of evidence that each part of school life is measured by, as the query evaluation/coverage has it.
EVIDENCE = {"attendance": "attendance", "attainment": "results", "support": "support"}
State = Literal["unchanged", "within chance", "moved", "gone"]


class NoFigure(ValueError):
    """The figure cannot be had; the message says why and what to do."""


@dataclass(frozen=True)
class Check:
    """One figure of a judgement looked at anew: how it has gone, in a sentence, and what it says now."""

    bound: Bound
    then: Reading
    now: Reading | None
    state: State
    sentence: str


@dataclass(frozen=True)
class Checked:
    """A judgement with its figures as they are today; ``stale``: why to look again, empty where it stands."""

    judgement: Judgement
    figures: tuple[Check, ...]
    stale: str


def bind(store: "Store", found: Mapping[str, Any]) -> Bound:
    """Return the figure that an address or a form names. Raises NoFigure for what the school has not."""
    measure, characteristic, group = (
        str(found.get(name) or "") for name in ("measure", "characteristic", "group")
    )
    known = groups_of_all(store)
    if measure not in MEASURES:
        raise NoFigure("Choose a measure from the menu.")
    if not characteristic or characteristic == EVERYONE:
        return Bound(measure, EVERYONE, "", "", _own_filters(store, found))
    labels = list(known.get(characteristic, {}).values())
    if not labels:
        raise NoFigure("Choose what to compare by from the menu.")
    if group and group not in labels:
        raise NoFigure(f"{characteristic}: the school has no such group. Choose one from the menu.")
    reference = str(found.get("reference") or "")
    reference = reference if reference in labels else ""
    filters = _own_filters(store, found)
    return Bound(
        measure, characteristic, group or _widest(store, measure, characteristic), reference, filters
    )


def from_link(store: "Store", link: str) -> Bound:
    """Return the figure that a link to the page Equity gaps shows. Raises NoFigure."""
    parts = urlsplit(link.strip())
    if not parts.path.endswith("/equity"):
        raise NoFigure("A link to a figure comes from the page Equity gaps: choose Copy link there.")
    query = {
        name: values[0] if len(values) == 1 else values for name, values in parse_qs(parts.query).items()
    }
    return bind(store, {"measure": next(iter(MEASURES)), "characteristic": "Pupil premium", **query})


def read(store: "Store", viewer: Viewer, bound: Bound) -> Reading:
    """Work a figure out now. Raises NoFigure with the reason where it cannot be told."""
    filters, lost = from_address(dict(bound.filters), store)
    if lost:
        raise NoFigure(f"{lost[0]} So the figure cannot be worked out.")
    try:
        rows = gaps.by_group(
            store, viewer, bound.measure, bound.characteristic, filters, bound.reference or None
        )
    except (MixedScales, ValueError) as why:
        raise NoFigure(str(why)) from why
    last = last_day(store, bound.measure)
    scope = in_words(filters, choices(store))
    row, said = _told(rows, bound, last)
    numbers = {name: float(row[name]) for name in NUMBERS}
    return Reading(said, scope, last.isoformat() if last else "", **numbers)


def last_day(store: "Store", measure: str) -> date | None:
    """Return the last day that the data behind a measure speak of; None where that is not known."""
    row = coverage(store).get(EVIDENCE[MEASURES[measure].area], {})
    return None if pd.isna(row.get("latest")) else pd.Timestamp(row["latest"]).date()


def check(store: "Store", viewer: Viewer, bound: Bound, then: Reading) -> Check:
    """Read a figure now and say how it has gone since."""
    try:
        now = read(store, viewer, bound)
    except NoFigure as why:
        return Check(bound, then, None, "gone", f"It can no longer be told. {why}")
    measure = MEASURES[bound.measure]
    move = commentary.of_move(_as_gap(then, bound), _as_gap(now, bound), measure, bound.is_level)
    return Check(bound, then, now, move.kind, move.sentence)


def checked(store: "Store", viewer: Viewer, judgement: Judgement, today: date) -> Checked:
    """Look at each figure of a judgement anew, and say whether the judgement still stands on them."""
    figures = tuple(check(store, viewer, bound, then) for bound, then in judgement.now.figures)
    moved = [each for each in figures if each.state in ("moved", "gone")]
    days = (today - datetime.fromisoformat(judgement.now.at).date()).days
    reason = ""
    if moved:
        names = "; ".join(subject(each.bound) for each in moved)
        how = "has moved" if moved[0].state == "moved" else "can no longer be told"
        reason = f"{names}: the figure {how}." if len(moved) == 1 else f"{names}: the figures have moved."
    elif days > OLD_AFTER:
        reason = f"It is {days} days old: more than a school year."
    return Checked(judgement, figures, reason)


def link(store: "Store", bound: Bound) -> str:
    """Return the address of a figure's page, with what the figure was filtered by."""
    filters, _lost = from_address(dict(bound.filters), store)
    more = {"measure": bound.measure, "characteristic": bound.characteristic, "group": bound.group}
    more |= {"reference": bound.reference}
    return address("/equity", filters, store, **{name: value for name, value in more.items() if value})


def subject(bound: Bound) -> str:
    """Say what a figure is about: ``Persistent absence, pupil premium pupils``."""
    title = MEASURES[bound.measure].title if bound.measure in MEASURES else bound.measure
    return f"{title}, {group_noun(bound.characteristic, bound.group or EVERYONE)}"


def _own_filters(store: "Store", found: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return the filters that an address names, as it has them. Raises NoFigure where one is unknown."""
    mine = {name: found[name] for name in FILTERS if found.get(name)}
    _filters, lost = from_address(mine, store)
    if lost:
        raise NoFigure(lost[0])
    return mine


def _widest(store: "Store", measure: str, characteristic: str) -> str:
    """Return the group that the page of gaps tells of where none is named. Raises NoFigure."""
    filters: Filters = from_address({}, store)[0]
    try:
        pair = group_to_tell(gaps.by_group(store, "leader", measure, characteristic, filters))
    except (MixedScales, ValueError) as why:
        raise NoFigure(str(why)) from why
    if pair is None:
        raise NoFigure(f"{characteristic}: no two groups are large enough to compare.")
    return str(pair[0]["group"])


def _told(rows: pd.DataFrame, bound: Bound, last: date | None) -> tuple[pd.Series, tuple[str, ...]]:
    """Return the row that a figure is about, and its sentences. Raises NoFigure."""
    mine = rows[rows["group"] == (bound.group or EVERYONE)]
    measure = MEASURES[bound.measure]
    if mine.empty:
        raise NoFigure(f"The school has no group {bound.group} now.")
    row = mine.iloc[0]
    if bound.is_level:
        said = commentary.of_level(row, measure, to=last)
        if pd.isna(row["value"]) or row["small"]:
            raise NoFigure(said[0] if pd.isna(row["value"]) else f"Too few pupils ({row['pupils']:.0f}).")
        return row, said
    said = commentary.of_gap(
        rows, measure, bound.characteristic, bound.group, basis=commentary.Basis(to=last)
    )
    if len(said) == 1:
        raise NoFigure(said[0])
    return row, said


def _as_gap(reading: Reading, bound: Bound) -> Gap:
    """Return the part of a reading that moves: the level, or the difference."""
    if bound.is_level:
        return Gap(reading.value, reading.low, reading.high)
    return Gap(reading.difference, reading.difference_low, reading.difference_high)
