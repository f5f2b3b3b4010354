"""Option blocks: from choices to blocks, who gets what they chose, and what a group more or less changes."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.scenarios.options_pattern import STARTS, Limits, Pattern, pattern_of
from dashboard.scenarios.options_placement import Placed, place, seated
from dashboard.scenarios.options_tables import tables_of
from dashboard.scenarios.options_wishes import Wishes, wishes_of
from dashboard.scenarios.options_words import certainty_of, lines_of, sentence_of
from dashboard.scenarios.outcome import Impossible, Outcome, Report, silent

CAVEAT = "Based on the choices as handed in; reserves are used only where a choice cannot be met."
SHARED = " The schools must teach the same block at the same time."


@dataclass(frozen=True)
class OptionsPlan:
    """What is asked for: ``groups`` in all, ``rooms`` in one block.

    ``fair_to``: a true or false column of the pupils, for the tie-break; ``cost_of_group``: pounds
    a year; ``not_run``: subjects taken off the list.
    """

    groups: int
    blocks: int = 4
    rooms: int = 13
    fair_to: str | None = None
    not_run: tuple[str, ...] = ()
    cost_of_group: float | None = None
    seed: int = 1
    starts: int = STARTS


def option_blocks(
    pupils: pd.DataFrame,
    choices: pd.DataFrame,
    subjects: pd.DataFrame,
    plan: OptionsPlan,
    report: Report = silent,
) -> Outcome:
    """Return blocks and who is in which group.

    Frames as in ``wishes_of``; true or false columns of ``pupils`` (``disadvantaged``, ``sen``, ``eal``) are
    compared. With ``school`` in ``pupils`` and ``subjects`` a pupil may be placed in another school's group.
    Tables: ``placements``, ``groups``, ``not_running``, ``met_by_group``, ``clashes``, ``travel``.
    Raises ``Impossible``: more pupils than places, no choices, no teacher, a class of one.
    """
    wishes = _wishes(pupils, choices, subjects, plan)
    pattern = pattern_of(wishes, _limits(wishes, plan), plan.seed, plan.starts, report=report)
    placed = best_placed(wishes, pattern, marks_of(pupils, plan.fair_to))
    tables = tables_of(wishes, placed, pupils, subjects)
    caveat = CAVEAT + (SHARED if len(set(wishes.school)) > 1 else "")
    lines = lines_of(wishes, placed, tables, plan.cost_of_group)
    return Outcome(sentence_of(placed, tables), caveat, lines, tables, certainty_of(placed))


def satisfaction_curve(
    pupils: pd.DataFrame,
    choices: pd.DataFrame,
    subjects: pd.DataFrame,
    plan: OptionsPlan,
    groups: tuple[int, ...],
    report: Report = silent,
) -> pd.DataFrame:
    """Return what each number of groups gives, a row each.

    Columns ``groups``, ``run``, ``all_met`` (pupils), ``class_size``, ``cost`` (pounds a year); ``marked``,
    ``others``: shares with all choices among those marked in ``fair_to`` and the rest. One start each: an
    answer with fewer groups is kept where more groups found none better.
    """
    wishes, rows, best = _wishes(pupils, choices, subjects, plan), [], None
    marks = marks_of(pupils, plan.fair_to)
    for number, many in enumerate(sorted(groups)):
        report(number / len(groups))
        limits = Limits(plan.blocks, many, plan.rooms)
        found = best_placed(wishes, pattern_of(wishes, limits, plan.seed, 1, upheavals=0), marks)
        best = found if best is None or found.score > best.score else best
        run = int(best.groups.sum())
        rows.append(
            {
                "groups": many,
                "run": run,
                "all_met": int(best.all_met.sum()),
                "class_size": float((best.course >= 0).sum()) / max(run, 1),
                "cost": np.nan if plan.cost_of_group is None else run * plan.cost_of_group,
                "marked": np.nan if marks is None else float(best.all_met[marks].mean()),
                "others": np.nan if marks is None else float(best.all_met[~marks].mean()),
            }
        )
    report(1.0)
    return pd.DataFrame(rows)


def best_placed(wishes: Wishes, pattern: Pattern, marks: NDArray[np.bool_] | None) -> Placed:
    """Return the placement in a pattern, with the fair tie-break where it costs at most 0.1 % and helps."""
    if pattern.course is not None:
        found = seated(wishes, pattern.course)
        if found.score >= found.most:
            return found
    found = place(wishes, pattern.groups)
    if marks is None or not 0 < marks.sum() < len(marks):
        return found
    fair = place(wishes, pattern.groups, marks)
    allowed = fair.score >= found.score - 0.001 * found.most
    return fair if allowed and worst_share(fair, marks) > worst_share(found, marks) else found


def worst_share(placed: Placed, marks: NDArray[np.bool_]) -> float:
    """Return the share with all choices in whichever of the two groups has less."""
    return float(min(placed.all_met[marks].mean(), placed.all_met[~marks].mean()))


def marks_of(pupils: pd.DataFrame, column: str | None) -> NDArray[np.bool_] | None:
    """Return who is in the group that the tie-break is fair to."""
    if column is None:
        return None
    if column not in pupils:
        raise Impossible(f"A tie-break fair to “{column}” needs that column among the pupils.")
    return pupils[column].fillna(False).to_numpy(np.bool_)


def _wishes(pupils: pd.DataFrame, choices: pd.DataFrame, subjects: pd.DataFrame, plan: OptionsPlan) -> Wishes:
    wishes = wishes_of(pupils, choices, subjects, plan.blocks, plan.not_run)
    limits = _limits(wishes, plan)
    places = int(
        np.sort(np.repeat(wishes.largest, wishes.teachers * plan.blocks))[::-1][: limits.groups].sum()
    )
    needed = int((wishes.wants[:, : plan.blocks] >= 0).sum())
    if needed > places:
        raise Impossible(
            f"{len(wishes.pupil)} pupils need {needed} places, but {plan.groups} groups of the sizes allowed "
            f"hold {places} at most: {needed - places} would be left out. "
            "Allow more groups or larger classes."
        )
    return wishes


def _limits(wishes: Wishes, plan: OptionsPlan) -> Limits:
    return Limits(plan.blocks, min(plan.groups, plan.rooms * plan.blocks), plan.rooms)
