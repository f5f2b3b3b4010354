"""What fills the cards on whether support helped: one intervention, and those of its school."""

from math import isnan, nan
from typing import Any

import pandas as pd

from dashboard.cards import About, filled
from dashboard.figure_parts import empty_figure
from dashboard.filter_choices import choices
from dashboard.query import read_query
from dashboard.statistics.matching import Estimate
from dashboard.support import figures
from dashboard.support.answers import answered
from dashboard.support.outcomes import Outcome, outcome_of
from dashboard.support.people import all_places, numbers
from dashboard.support.verdicts import (
    CANNOT_TELL,
    EARLIER_KNOWN,
    LIKELY,
    METHOD,
    NOT_LIKELY,
    cost_sentence,
    helped_notes,
    helped_sentence,
    verdict,
)
from dashboard.support.view import Asked, interventions
from dashboard.support.wording import counted, listed

MOST_NAMED = 3
MOST_BARS = 16  # a school's interventions with a comparison, the latest first
NO_COMPARISON = "There is no comparison to look into: \u201cDid it help?\u201d says what is missing."
CHOOSE = "Choose an intervention above."


@answered
def helped(view: Asked) -> dict[str, Any]:
    """Fill the card on one intervention: the gain, the gain of pupils like them, and the difference."""
    if view.intervention is None:
        return filled(empty_figure(CHOOSE), CHOOSE)
    outcome = outcome_of(view.store, view.intervention)
    sentence = helped_sentence(outcome)
    found = outcome.found
    if found is None or outcome.reason:
        return filled(empty_figure("No comparison yet."), sentence, helped_notes(outcome), None, method(view))
    rows = pd.DataFrame(
        [
            _row("With this support: gain", found.supported, found.gain, False),
            _row("Pupils like them, without it", found.others, found.matched_gain, False),
            _row("Difference: what it may have added", found.supported, found.difference, True),
        ]
    )
    figure = figures.gains_figure(rows, _points)
    sentence += " " + cost_sentence(outcome, _cost(view, view.intervention))
    return filled(figure, sentence, helped_notes(outcome), gain_table(rows), method(view))


@answered
def balance(view: Asked) -> dict[str, Any]:
    """Fill the card on how alike the two sides are, before and after matching."""
    if view.intervention is None:
        return filled(empty_figure(CHOOSE), CHOOSE)
    found = outcome_of(view.store, view.intervention).found
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


@answered
def board(view: Asked) -> dict[str, Any]:
    """Fill the card with every intervention of the school that can be compared, on one scale."""
    if view.intervention is None:
        return filled(empty_figure(CHOOSE), CHOOSE)
    known = interventions(view.store)
    chosen = known[known["intervention_id"] == view.intervention].iloc[0]
    here = known[(known["school"] == chosen["school"]) & known["subject"].notna()]
    here = here.sort_values("starts_on", ascending=False, kind="stable")
    outcomes = {int(each): outcome_of(view.store, int(each)) for each in here["intervention_id"]}
    told = {each: outcome for each, outcome in outcomes.items() if outcome.found and not outcome.reason}
    if not told:
        return filled(
            empty_figure("No comparison yet."),
            f"{_none_of(len(outcomes))} can be compared yet. Import results from before and after the "
            "support, of all pupils of the year group, and name the subject it is for in interventions.",
        )
    scale = _scale(told, view.intervention)
    shown = [each for each, outcome in told.items() if outcome.scale == scale][:MOST_BARS]
    names = dict(zip(known["intervention_id"].tolist(), known["intervention"].tolist(), strict=True))
    rows = pd.DataFrame([_board_row(names[each], told[each], each == view.intervention) for each in shown])
    rows = rows.sort_values("value", ascending=False, ignore_index=True)
    verdicts = rows["verdict"].tolist()
    sentence = f"At {chosen['school']}: {_counts(verdicts)}."
    good = rows.loc[rows["verdict"] == LIKELY, "row"].tolist()
    sentence = f"Likely helped: {listed(good)}. {sentence}" if 0 < len(good) <= MOST_NAMED else sentence
    left = len(outcomes) - len(shown)
    notes = [
        f"points on {scale}",
        f"{counted(left, 'more intervention')} cannot be compared on this scale" if left else "",
        "where pupils have one result before only, a comparison leans against the support"
        if any(told[each].with_earlier < EARLIER_KNOWN for each in shown)
        else "",
        f"of {len(shown)} about {max(1, round(len(shown) / 20))} would look clear by chance alone",
    ]
    table = gain_table(rows).assign(Verdict=verdicts)
    return filled(figures.board_figure(rows, _points), sentence, notes, table, method(view))


def _none_of(number: int) -> str:
    """Say that none of some interventions, or the only one, or none there are."""
    return f"None of the {number:,} interventions for a subject" if number > 1 else "No intervention"


def _counts(verdicts: list[str]) -> str:
    """Say how many have each verdict, the best first."""
    counts = {each: verdicts.count(each) for each in (LIKELY, NOT_LIKELY, CANNOT_TELL)}
    words = {
        LIKELY: f"{counts[LIKELY]} likely helped",
        NOT_LIKELY: f"{counts[NOT_LIKELY]} likely did not",
        CANNOT_TELL: f"for {counts[CANNOT_TELL]} it cannot be told",
    }
    return ", ".join(said for each, said in words.items() if counts[each])


def _scale(told: dict[int, Outcome], chosen: int) -> str:
    """Return the scale of the chosen intervention, else the one that most are on."""
    scales = [outcome.scale for outcome in told.values()]
    return told[chosen].scale if chosen in told else max(scales, key=scales.count)


def _board_row(name: str, outcome: Outcome, is_chosen: bool) -> dict[str, Any]:
    """Return one intervention's row of the board."""
    found = outcome.found
    difference = found.difference if found else Estimate()
    return _row(name, found.supported if found else 0, difference, is_chosen) | {"verdict": verdict(outcome)}


def _row(name: str, pupils: int, estimate: Estimate, is_focus: bool) -> dict[str, Any]:
    """Return one row of a figure."""
    ends = {"value": estimate.value, "low": estimate.low, "high": estimate.high}
    return {"row": name, "pupils": pupils, **ends, "is_focus": is_focus}


def gain_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return gains as a table that people read."""
    names = {"row": "Points gained", "pupils": "Pupils", "value": "Points", "low": "From", "high": "To"}
    return rows[list(names)].rename(columns=names).round(3)


def _points(value: float) -> str:
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


def _cost(view: Asked, intervention: int) -> float:
    """Return what the intervention costs for each of its pupils; NaN where no cost is given."""
    known = interventions(view.store)
    [cost] = numbers(known[known["intervention_id"] == intervention], "cost").tolist()
    pupils = int((all_places(view.store).intervention == intervention).sum())
    return cost / pupils if pupils else nan


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
