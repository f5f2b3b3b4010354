"""What fills the card with value added by class, subject or group."""

from typing import Any

import numpy as np
import pandas as pd
from werkzeug.exceptions import BadRequest

from dashboard import gaps
from dashboard.cache import fetch
from dashboard.cards import About, filled
from dashboard.equity.view import one_of
from dashboard.figure_parts import empty_figure
from dashboard.query import read_query
from dashboard.statistics import with_intervals
from dashboard.statistics.regression import expected_by_line
from dashboard.sums import at
from dashboard.tracking import movement_words as words
from dashboard.tracking.figures_movement import added_figure
from dashboard.tracking.moves import START, Moves, moves_of, usual_subject
from dashboard.tracking.national_answers import no_progress_8
from dashboard.tracking.view import SOURCE, Asked, answered, groups_of
from dashboard.tracking.wording import unit
from dashboard.viewer import FEWEST

CLASSES, SUBJECTS = "Classes", "Subjects"
LINE = (
    "Value added is the result minus what a straight line expects from the starting point. {} Intervals: "
    "95 %, t."
)
BY_CLASS = "For classes the line runs through the chosen pupils of each year group."
BY_SUBJECT = (
    "For subjects one line runs through all subjects of each year group; subjects need not be marked alike, "
    "so a difference between them is no verdict on teaching."
)
BY_GROUP = "For groups the line runs through all chosen pupils of the subject, as on the page about gaps."
MOST_DRAWN = 15


@answered
def added(view: Asked, subject: str, by: str) -> dict[str, Any]:
    """Fill the card with value added by class, subject or group."""
    named = one_of("subject", subject, view.known.values("subject")) or usual_subject(view)
    where = "All subjects" if by == SUBJECTS else named
    rows, noun, line, query = added_rows(view, named, by)
    told = rows["pupils"].ge(FEWEST).any()
    sets = words.SETS if told and "is_set" in rows and rows["is_set"].any() else ""
    missing = no_progress_8(view)
    if rows.empty or not rows["pupils"].any():
        gone = {"class": words.NO_CLASSES}.get(noun, words.NO_STARTS)
        return filled(empty_figure("Nobody to show yet."), f"{where}: {gone} {missing}".strip())
    every = rows[rows["pupils"] > 0]
    shown, folded = drawn(view, every)
    where = f"{where}, {folded}" if folded else where
    notes = [
        f"pupils who started level are at 0; {' and '.join(shown['unit'].unique())}",
        f"pale: fewer than {FEWEST} pupils" if (shown["pupils"] < FEWEST).any() else "",
        "in the school's own order",
        f"all {len(every)} classes are in the table: choose a year group above to see its own" * bool(folded),
        words.OWN_LINE,
    ]
    names = {
        "name": noun.capitalize(),
        "pupils": "Pupils",
        "value": "Value added",
        "low": "From",
        "high": "To",
    }
    info = About(LINE.format(line), SOURCE, read_query(query).sql, view.known.last_day)
    sentence = f"{words.added_sentence(shown, noun, where)} {sets}{missing}".strip()
    return filled(
        added_figure(shown, "name"), sentence, notes, every[list(names)].rename(columns=names), info
    )


def drawn(view: Asked, rows: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return the rows to draw: of a long list of classes those of the oldest year group, which is named."""
    if len(rows) <= MOST_DRAWN or "year_group" not in rows:
        return rows, ""
    there = [choice for choice in view.known.year_groups if choice.value in set(rows["year_group"])]
    if len(there) < 2:
        return rows, ""
    return rows[rows["year_group"] == there[-1].value], there[-1].label


def added_rows(view: Asked, subject: str, by: str) -> tuple[pd.DataFrame, str, str, str]:
    """Return value added by class, subject or group, what a row is called, and how and by which query."""
    if by == CLASSES:
        moves = moves_of(view, subject, START)
        return class_rows(view, moves), "class", BY_CLASS, "tracking/moves_from_start"
    if by == SUBJECTS:
        params = {name: value for name, value in view.scope.items() if name != "subject"}
        rows = with_intervals(fetch(view.store, "tracking/value_added_by_subject", **params), "mean")
        several = rows["subject"].duplicated(keep=False)
        name = rows["subject"].where(~several, rows["subject"] + " (" + rows["scale"] + ")")
        units = [f"in {unit(scale)} ({scale})" for scale in rows["scale"]]
        return rows.assign(name=name, unit=units), "subject", BY_SUBJECT, "tracking/value_added_by_subject"
    if one_of("by", by, groups_of(view.known)) is None:
        raise BadRequest("by: choose one.")
    rows = gaps.by_group(view.store, view.viewer, "value_added", by, {**view.filters, "subject": subject})
    rows = rows.assign(name=rows["group"], unit="in points of the result's scale")
    return rows, "group", BY_GROUP, "measures/value_added"


def class_rows(view: Asked, moves: Moves) -> pd.DataFrame:
    """Return the value added of each class of one subject, in the order of the classes' names."""
    above = moves.result - expected_by_line(moves.start, moves.result, moves.table)
    rows = fetch(view.store, "tracking/class_places", **{**view.scope, "subject": moves.subject})
    mine = at(moves.pairs.assign(above=above), "above", rows["pupil_id"].to_numpy(dtype=np.intp))
    has = ~np.isnan(mine)
    place = rows["place"].to_numpy(dtype=np.intp)
    shown, first, number = np.unique(place[has], return_index=True, return_inverse=True)
    count = np.bincount(number)
    mean = np.bincount(number, mine[has]) / count
    squares = np.bincount(number, (mine[has] - mean[number]) ** 2)
    variance = np.where(count > 1, squares / np.maximum(count - 1, 1), np.nan)
    known = fetch(view.store, "tracking/classes_in_order", subject=moves.subject).set_index("place")
    named = known.loc[shown, ["school", "class"]].assign(pupil_id=rows["pupil_id"].to_numpy()[has][first])
    named = named.reset_index(drop=True)
    found = with_intervals(named.assign(pupils=count, mean=mean, variance=variance), "mean")
    name = found["class"]
    if found["school"].nunique() > 1:
        name = name + " (" + found["school"] + ")"
    years = moves.pairs.drop_duplicates("pupil_id").set_index("pupil_id")["year_group"]
    found["year_group"] = years.reindex(found["pupil_id"]).to_numpy()
    is_set = bool(known.loc[np.unique(place), "set_rank"].notna().any())
    return found.assign(name=name, unit=f"in {unit(moves.scale)} ({moves.scale})", is_set=is_set)
