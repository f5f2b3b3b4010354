"""What fills the cards on whether an intervention helped, at one school or at several together."""

from math import isnan, nan
from typing import Any

import numpy as np
import pandas as pd

from dashboard.cards import About, filled
from dashboard.figure_parts import empty_figure
from dashboard.filter_choices import choices
from dashboard.query import read_query
from dashboard.statistics.matching import Estimate
from dashboard.support import figures
from dashboard.support.answers import answered
from dashboard.support.people import all_places, numbers
from dashboard.support.pooled import outcome_at
from dashboard.support.verdicts import (
    METHOD,
    cost_sentence,
    helped_notes,
    helped_sentence,
)
from dashboard.support.view import Asked, interventions, runs_of

NO_COMPARISON = "There is no comparison to look into: \u201cDid it help?\u201d says what is missing."
CHOOSE = "Choose an intervention above."
NOT_HERE = "It does not run at the schools chosen above."


@answered
def helped(view: Asked) -> dict[str, Any]:
    """Fill the card on one intervention: the gain, the gain of pupils like them, and the difference."""
    if not view.runs:
        return nothing_chosen(view)
    outcome = outcome_at(view.store, view.runs)
    sentence = helped_sentence(outcome) + _elsewhere(view, outcome.reason)
    found = outcome.found
    if found is None or outcome.reason:
        return filled(empty_figure("No comparison yet."), sentence, helped_notes(outcome), None, method(view))
    rows = pd.DataFrame(
        [
            gain_row("With this support: gain", found.supported, found.gain, False),
            gain_row("Pupils like them, without it", found.others, found.matched_gain, False),
            gain_row("Difference: what it may have added", found.supported, found.difference, True),
        ]
    )
    figure = figures.gains_figure(rows, points_at)
    sentence += " " + cost_sentence(outcome, _cost(view))
    return filled(figure, sentence, helped_notes(outcome), gain_table(rows), method(view))


@answered
def balance(view: Asked) -> dict[str, Any]:
    """Fill the card on how alike the two sides are, before and after matching."""
    if not view.runs:
        return nothing_chosen(view)
    found = outcome_at(view.store, view.runs).found
    if found is None or not found.balance:
        return filled(empty_figure("No comparison yet."), NO_COMPARISON)
    known = [each for each in found.balance if not isnan(each.after)]
    before = max(known, key=lambda each: abs(each.before))
    after = max(known, key=lambda each: abs(each.after))
    sentence = (
        f"Pupils with this support differ from all others most in {_lower(before.name)}: "
        f"{_how_far(before.before)}. From those they were matched with they differ most in "
        f"{_lower(after.name)}: {_how_far(after.after)}."
    )
    table = pd.DataFrame(
        {
            "Alike in": [each.name for each in known],
            "Before matching (standard deviations)": [round(each.before, 2) + 0.0 for each in known],
            "After matching": [round(each.after, 2) + 0.0 for each in known],
        }
    )
    notes = [
        "hollow: against all others, full: against those they were matched with",
        "the nearer to the middle, the more alike",
    ]
    return filled(figures.balance_figure(known), sentence, notes, table, method(view))


def _elsewhere(view: Asked, reason: str) -> str:
    """Say that other schools run it too, where one school has too few pupils to tell."""
    schools = len(runs_of(interventions(view.store), view.runs[0], {**view.filters, "schools": []}))
    if reason != "too few" or len(view.runs) > 1 or schools < 2:
        return ""
    return f" It runs at {schools} schools: choose it for all of them together, under Intervention."


def nothing_chosen(view: Asked) -> dict[str, Any]:
    """Return a card without an answer: no intervention is chosen, or it runs at none of the schools."""
    words = CHOOSE if view.intervention is None else NOT_HERE
    return filled(empty_figure(words), words)


def gain_row(name: str, pupils: int, estimate: Estimate, is_focus: bool) -> dict[str, Any]:
    """Return one row of a figure."""
    ends = {"value": estimate.value, "low": estimate.low, "high": estimate.high}
    return {"row": name, "pupils": pupils, **ends, "is_focus": is_focus}


def gain_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return gains as a table that people read."""
    names = {"row": "Points gained", "pupils": "Pupils", "value": "Points", "low": "From", "high": "To"}
    return rows[list(names)].rename(columns=names).round(3)


def points_at(value: float) -> str:
    """Say a gain at its mark."""
    words = f"{value:+.1f}" if abs(value) >= 0.95 else f"{value:+.2f}"
    return "0" if float(words) == 0 else words.replace("-", "\u2212")


def _how_far(deviations: float) -> str:
    """Say a difference in standard deviations in words."""
    ends = {0.1: "hardly at all", 0.25: "a little", 0.5: "somewhat"}
    return next((words for end, words in ends.items() if abs(deviations) < end), "a lot")


def _lower(name: str) -> str:
    """Return a name for the middle of a sentence; a name of its own stays as it is."""
    return name if name[:2].isupper() or name.startswith("English") else name[0].lower() + name[1:]


def _cost(view: Asked) -> float:
    """Return what the intervention costs for each of its pupils; NaN where a school gives no cost."""
    known, places = interventions(view.store), all_places(view.store)
    cost = numbers(known[known["intervention_id"].isin(view.runs)], "cost").sum()
    pupils = int(np.isin(places.intervention, view.runs).sum())
    return float(cost) / pupils if pupils else nan


def method(view: Asked) -> About:
    """Return what "What is this?" says of the comparison."""
    return About(
        definition="The change from the last result before the support to the first one after it, in "
        "points of one "
        "scale: of its pupils, and of the most similar pupils who did not have it.",
        source="results, intervention_pupils, pupils, attendance and class_members, as imported",
        sql=read_query("support/scores").sql,
        data_date=choices(view.store).last_day,
        method=METHOD,
    )
