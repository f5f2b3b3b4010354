"""What fills the card with what has worked: every intervention of a school, or of several together."""

from typing import Any, NamedTuple

import pandas as pd

from dashboard.cards import filled
from dashboard.figure_parts import empty_figure
from dashboard.statistics.matching import Estimate
from dashboard.support import figures
from dashboard.support.answers import answered
from dashboard.support.helped import CHOOSE, gain_row, gain_table, method, points_at
from dashboard.support.outcomes import Outcome
from dashboard.support.pooled import outcome_at
from dashboard.support.verdicts import CANNOT_TELL, EARLIER_KNOWN, LIKELY, NOT_LIKELY, verdict
from dashboard.support.view import Asked, at_schools, at_several, interventions
from dashboard.support.wording import counted, listed

MOST_NAMED = 3
FEW_BY_CHANCE = 10  # of so many fewer than one would look clear by chance
MOST_BARS = 16  # interventions with a comparison, the latest first


class Compared(NamedTuple):
    """The interventions of the board by name, each with its numbers; ``alone`` run at one school only."""

    where: str
    runs: dict[str, tuple[int, ...]]
    alone: int = 0


def interventions_here(view: Asked) -> Compared:
    """Return what the board compares: what runs at several of the schools chosen, else one school's own."""
    known = interventions(view.store)
    here = at_schools(known[known["subject"].notna()], view.filters)
    several = at_several(here)
    if several:
        pooled = here[here["intervention_id"].isin([run for runs in several.values() for run in runs])]
        schools = counted(pooled["school"].nunique(), "school")
        return Compared(f"At {schools} together", several, len(here) - len(pooled))
    chosen = known[known["intervention_id"] == view.intervention].iloc[0]
    own = known[(known["school"] == chosen["school"]) & known["subject"].notna()]
    own = own.sort_values("starts_on", ascending=False, kind="stable")
    numbers = own["intervention_id"].tolist()
    return Compared(
        f"At {chosen['school']}",
        {name: (number,) for name, number in zip(own["intervention"].tolist(), numbers, strict=True)},
    )


@answered
def board(view: Asked) -> dict[str, Any]:
    """Fill the card with every intervention that can be compared, on one scale."""
    if view.intervention is None:
        return filled(empty_figure(CHOOSE), CHOOSE)
    here = interventions_here(view)
    outcomes = {name: outcome_at(view.store, runs) for name, runs in here.runs.items()}
    told = {name: outcome for name, outcome in outcomes.items() if outcome.found and not outcome.reason}
    if not told:
        return filled(empty_figure("No comparison yet."), none_compared(len(outcomes)))
    chosen = next((name for name, runs in here.runs.items() if view.intervention in runs), "")
    scale = _scale(told, chosen)
    shown = [name for name, outcome in told.items() if outcome.scale == scale][:MOST_BARS]
    rows = pd.DataFrame([_board_row(name, told[name], name == chosen) for name in shown])
    rows = rows.sort_values("value", ascending=False, ignore_index=True)
    verdicts = rows["verdict"].tolist()
    sentence = f"{here.where}: {counts_in_words(verdicts)}."
    good = rows.loc[rows["verdict"] == LIKELY, "row"].tolist()
    sentence = f"Likely helped: {listed(good)}. {sentence}" if 0 < len(good) <= MOST_NAMED else sentence
    left = len(outcomes) - len(shown)
    notes = [
        f"points on {scale}",
        f"{counted(left, 'more intervention')} cannot be compared on this scale" if left else "",
        f"{here.alone:,} more at one school only: choose that school above" if here.alone else "",
        "where pupils have one result before only, a comparison leans against the support"
        if any(told[name].with_earlier < EARLIER_KNOWN for name in shown)
        else "",
        f"of {len(shown)} about {round(len(shown) / 20)} would look clear by chance alone"
        if len(shown) > FEW_BY_CHANCE
        else "",
    ]
    table = gain_table(rows).assign(Verdict=verdicts)
    return filled(figures.board_figure(rows, points_at), sentence, notes, table, method(view))


def none_compared(number: int) -> str:
    """Say that none of some interventions can be compared, or not the only one, and what would bring it."""
    who = {0: "No intervention is for a subject, so none", 1: "The one intervention for a subject"}
    said = who.get(number, f"None of the {number:,} interventions for a subject")
    return (
        f"{said} can{'not' if number == 1 else ''} be compared yet. Import results from before and after the "
        "support, of all pupils of the year group, and name the subject it is for in interventions."
    )


ONE_OR_ANY = ("the one intervention compared", "any of the {} interventions compared")


def counts_in_words(verdicts: list[str]) -> str:
    """Say how many have each verdict, the best first."""
    if set(verdicts) == {CANNOT_TELL}:
        return f"it cannot be told whether {ONE_OR_ANY[len(verdicts) > 1].format(len(verdicts))} helped"
    counts = {each: verdicts.count(each) for each in (LIKELY, NOT_LIKELY, CANNOT_TELL)}
    words = {
        LIKELY: f"{counts[LIKELY]} likely helped",
        NOT_LIKELY: f"{counts[NOT_LIKELY]} likely did not",
        CANNOT_TELL: f"for {counts[CANNOT_TELL]} it cannot be told",
    }
    return ", ".join(said for each, said in words.items() if counts[each])


def _scale(told: dict[str, Outcome], chosen: str) -> str:
    """Return the scale of the chosen intervention, else the one that most are on."""
    scales = [outcome.scale for outcome in told.values()]
    return told[chosen].scale if chosen in told else max(scales, key=scales.count)


def _board_row(name: str, outcome: Outcome, is_chosen: bool) -> dict[str, Any]:
    """Return one intervention's row of the board."""
    found = outcome.found
    difference = found.difference if found else Estimate()
    return gain_row(name, found.supported if found else 0, difference, is_chosen) | {
        "verdict": verdict(outcome)
    }
