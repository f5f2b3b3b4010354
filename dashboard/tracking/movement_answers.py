"""What fills the cards about moves: the matrix, the flows, and the pull of the middle."""

from typing import Any

import numpy as np
import pandas as pd

from dashboard.cache import fetch
from dashboard.cards import About, filled
from dashboard.equity.view import one_of
from dashboard.figure_parts import empty_figure
from dashboard.query import read_query
from dashboard.statistics.regression import in_spreads, pull_of_the_middle
from dashboard.tracking import figures_movement as figures
from dashboard.tracking import movement_words as words
from dashboard.tracking.levels import levels
from dashboard.tracking.moves import NAMED, START, Moves, moves_of, sources, usual_subject
from dashboard.tracking.view import SOURCE, Asked, answered
from dashboard.tracking.wording import SPREADS, after_leaving, spelt_two_ways, unit

MOVED = (
    "The latest result in the chosen dates beside where each pupil began: the subject's own baseline or "
    "else the prior attainment, the key stage 2 average of reading and maths, or an earlier assessment."
)
PULLED = (
    "The gain of each third of starters, cut year group by year group, beside the gain that a straight "
    "line through each year group expects. Whoever began on a bad day comes back, whoever began on a good "
    "one falls: a low starter's gain says nothing of teaching until it is more than the line expects."
)
THIRDS = {
    "third": "Third",
    "pupils": "Pupils",
    "value": "Gain",
    "low": "From",
    "high": "To",
    "expected": "Expected gain",
    "beyond": "Beyond it",
    "beyond_low": "Beyond it from",
    "beyond_high": "Beyond it to",
}


def chosen(view: Asked, subject: str, source: str) -> Moves:
    """Return the moves a card is asked for. Raises BadRequest for what the page never offers."""
    named = one_of("subject", subject, view.known.values("subject")) or usual_subject(view)
    return moves_of(view, named, one_of("from", source, sources(view, named)) or START)


def empty(view: Asked, moves: Moves) -> dict[str, Any]:
    """Fill a card that nobody can be shown in."""
    return filled(
        empty_figure("Nobody to show yet."), words.nothing_moved(moves, sources(view, moves.subject))
    )


def notes_of(view: Asked, moves: Moves) -> list[str]:
    """Return the notes that all cards about moves have."""
    scales = moves.scale if moves.is_one_scale else f"{moves.from_scale} to {moves.scale}"
    named = [choice.value for choice in view.known.subject]
    two_ways = spelt_two_ways(named)
    return [
        f"scale: {scales}",
        *words.left_out(moves),
        after_leaving(moves.after_leaving),
        two_ways if moves.subject in two_ways else "",
    ]


@answered
def matrix(view: Asked, subject: str, source: str) -> dict[str, Any]:
    """Fill the transition matrix."""
    moves = chosen(view, subject, source)
    if moves.pairs.empty:
        return empty(view, moves)
    down, across, counts = counted(view, moves)
    figure = figures.matrix_figure(counts, down, across, moves.is_one_scale)
    notes = [
        "rows: where they began; columns: where they are; in each cell: of 100 in the row, then pupils",
        *notes_of(view, moves),
    ]
    table = pd.DataFrame(counts, columns=across)
    table.insert(0, "From", down)
    table["Pupils"] = counts.sum(axis=1)
    return filled(figure, words.moved_sentence(moves), notes, table, about(view, moves))


def counted(view: Asked, moves: Moves) -> tuple[list[str], list[str], np.ndarray]:
    """Return the levels down and across, and how many pupils are in each cell."""
    grades = fetch(view.store, "tracking/grades")
    if moves.is_one_scale:  # the same levels both ways, so that whoever stayed is on the diagonal
        both, names = levels(np.concatenate([moves.start, moves.result]), moves.scale, grades)
        row, column = both[: len(moves.pairs)], both[len(moves.pairs) :]
        down, across = names, names
    else:
        row, down = levels(moves.start, moves.from_scale, grades)
        column, across = levels(moves.result, moves.scale, grades)
    counts = np.bincount(row * len(across) + column, minlength=len(down) * len(across))
    return down, across, counts.reshape(len(down), len(across))


def about(view: Asked, moves: Moves) -> About:
    """Return what "What is this?" says of a card about moves."""
    name = moves.source if moves.source in NAMED else "assessment"
    method = "Rows of fewer than 10 pupils show counts alone. Points of different scales are never averaged."
    sql = read_query(f"tracking/moves_from_{name}").sql
    return About(MOVED, SOURCE, sql, view.known.last_day, method)


@answered
def flows(view: Asked, subject: str, source: str) -> dict[str, Any]:
    """Fill the card that shows where each starting level leads."""
    moves = chosen(view, subject, source)
    if moves.pairs.empty:
        return empty(view, moves)
    grades = fetch(view.store, "tracking/grades")
    row, down = levels(moves.start, moves.from_scale, grades)
    part, parts = parts_of(view, moves)
    counts = np.bincount(row * 3 + part, minlength=3 * len(down)).reshape(len(down), 3)
    totals = counts.sum(axis=1)
    rows = [
        {"level": name, "pupils": int(total), "shares": (each / total).tolist()}
        for name, each, total in zip(down, counts, totals, strict=True)
        if total
    ]
    notes = ["each bar is 100 in 100 of those who began there", *notes_of(view, moves)]
    table = pd.DataFrame(counts, columns=list(parts))
    table.insert(0, "From", down)
    own = grades[grades["scale"] == moves.scale]
    top = str(own["grade"].iloc[own["points"].argmax()]) if moves.is_one_scale and len(own) else ""
    sentence = words.flows_sentence(rows, parts, top)
    return filled(figures.flows_figure(rows, parts), sentence, notes, table, about(view, moves))


def parts_of(view: Asked, moves: Moves) -> tuple[np.ndarray, tuple[str, str, str]]:
    """Return which of three parts each pupil is in: lower to higher; on two scales by standard, or thirds."""
    if moves.is_one_scale:
        return np.sign(moves.result - moves.start).astype(np.intp) + 1, ("Lower", "The same", "Higher")
    scales = fetch(view.store, "tracking/scales")
    standard = scales[scales["scale"] == moves.scale][["expected", "higher"]].to_numpy(dtype=np.float64)
    if len(standard) and np.isfinite(standard).all():
        low, high = standard[0].tolist()
        names = (f"Below {low:g}", f"{low:g} to below {high:g}", f"At {high:g} or more")
        return np.searchsorted(standard[0], moves.result, side="right"), names
    cuts = np.quantile(moves.result, [1 / 3, 2 / 3])
    names = ("In the lowest third", "Middle third", "In the highest third")
    return np.searchsorted(cuts, moves.result, side="left"), names


@answered
def middle(view: Asked, subject: str, source: str) -> dict[str, Any]:
    """Fill the card about the pull of the middle."""
    moves = chosen(view, subject, source)
    if moves.pairs.empty:
        return empty(view, moves)
    start, result, scale = moves.start, moves.result, moves.scale
    if not moves.is_one_scale:
        start, result, scale = in_spreads(start, moves.table), in_spreads(result, moves.table), SPREADS
    fit = np.isfinite(start) & np.isfinite(result)
    pull = pull_of_the_middle(start[fit], result[fit], moves.table[fit])
    thirds = pull.thirds.assign(third=words.THIRDS)
    shown = thirds[thirds["pupils"] > 0].reset_index(drop=True)
    notes = [
        "dotted: the gain expected of those who started there",
        f"gain in {unit(scale)}",
        *notes_of(view, moves),
    ]
    info = About(PULLED, SOURCE, about(view, moves).sql, view.known.last_day)
    sentence = words.middle_sentence(thirds, pull.kept, scale)
    table = shown[list(THIRDS)].rename(columns=THIRDS)
    return filled(figures.middle_figure(shown), sentence, notes, table, info)
