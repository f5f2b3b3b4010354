"""The sentences of the support page: to be read aloud, strengths first, with how sure they are."""

from collections.abc import Mapping
from math import isnan

import numpy as np
import pandas as pd

from dashboard.sentences import CHANCE, group_to_tell
from dashboard.statistics.matching import CALIPER, NEIGHBOURS, Estimate
from dashboard.statistics.survival import Curve
from dashboard.support.needs import Need
from dashboard.support.outcomes import OWN_TEST, Outcome
from dashboard.wording import group_noun

FOR_LEADERS = "For school leaders: governors see one characteristic at a time, so that no pupil can be known."
NAMES_FOR_LEADERS = "Names are for school leaders at their own screens: here you see groups only."
NO_INTERVENTIONS = (
    "No support is recorded in these days. Import interventions, which says what runs, "
    "and intervention_pupils, which says who is in it."
)
NO_LATER = (
    "Nothing is known yet of what came after the support: there are no later results, or attendance, in "
    "the days chosen. Choose more days above, or import results of the next assessment."
)
WORTH_HAVING = 0.2  # standard deviations: a gain that is likely smaller is not worth the lessons missed
EARLIER_KNOWN = 0.8  # of the supported pupils need more than one result before, to be matched fairly

LIKELY, CANNOT_TELL, NOT_LIKELY = "Likely helped", "Cannot tell", "Likely not"

# Why there is no comparison, and what would bring one.
REASONS = {
    "nobody": "No pupils are named for it. Import intervention_pupils with its pupils.",
    "no subject": "It is for no subject, so there are no results to compare. Give it a subject in "
    "interventions, "
    "or import entry and exit scores of pupils who waited for it (0 sessions offered) in "
    "intervention_pupils.",
    "no results": "There are no results in its subject. Import results of all pupils of the year group, "
    "spelt "
    "with the same subject as in interventions.",
    "no pupils": "The pupils of that school year are not known. Import pupils for the year in which it "
    "began.",
    "no result after": "There is no result after it yet that at least half of its pupils have. Import "
    "results "
    "of the next assessment, of all pupils of the year group.",
    "no result before": "At least half of its pupils have no result in the year before it. Import results or "
    "a baseline from before it began, of all pupils of the year group.",
    "scale changed": "The results before and after it are on different scales, and points of different "
    "scales "
    "cannot be compared. Import results before and after on one scale.",
    "too few": "Too few pupils with results before and after, or too few like them, to say anything: at "
    "least "
    "10 on either side are needed. Import results of all pupils of the year group.",
}


def counted(number: float, noun: str = "pupil") -> str:
    """Say a count with its noun: 1 pupil, 1,200 pupils."""
    return f"{number:,.0f} {noun}" if number == 1 else f"{number:,.0f} {noun}s"


def in_100(share: float) -> str:
    """Say a share: 86 in 100."""
    return f"{100 * share:.0f} in 100"


def sentence_case(words: str) -> str:
    """Begin words with a capital."""
    return words[0].upper() + words[1:]


def register_sentence(rows: pd.DataFrame, pupils: int) -> str:
    """Say how much runs, for how many, and how much of it is come to."""
    if rows.empty:
        return NO_INTERVENTIONS
    told = [f"{counted(len(rows), 'intervention')} for {counted(pupils)}."]
    offered, attended = rows["offered"].sum(), rows["attended"].sum()
    if offered > 0:
        told.append(f"They came to {in_100(attended / offered)} of the sessions they were offered.")
    else:
        told.append("How many sessions were had is not known: import sessions_offered and sessions_attended.")
    if rows["cost"].isna().all():
        told.append("No cost is given: import cost in interventions to see what an hour costs.")
    if rows["starts_on"].isna().any() or rows["ends_on"].isna().any():
        open_ended = int(rows["ends_on"].isna().sum())
        told.append(f"{open_ended:,} {_has(open_ended)} no last day yet.")
    return " ".join(told)


def _has(number: int) -> str:
    """Return has or have."""
    return "has" if number == 1 else "have"


def share_sentence(rows: pd.DataFrame, characteristic: str, of: str) -> str:
    """Say how the share of a group compares with that of its reference: ``of`` says of what."""
    told = group_to_tell(rows[~rows["small"].astype(bool)])
    if told is None:
        return "No two groups here have enough pupils to compare."
    row, reference = told
    who = group_noun(characteristic, row["group"])
    other = group_noun(characteristic, reference["group"])
    said = f"{sentence_case(who)}: {in_100(row['value'])} {of}; {other}: {in_100(reference['value'])}."
    return said if row["clear"] else f"{said} {CHANCE}"


def need_sentence(need: Need, in_need: int, helped: int, looked_at: int) -> str:
    """Say how many meet the need, and how many of them have help and how many nothing."""
    if not looked_at:
        return f"Nobody's need can be judged in these days. Import {need.brought_by}."
    if not in_need:
        return f"Of {counted(looked_at)}, nobody is {need.those}."
    nothing = in_need - helped
    return (
        f"Of {counted(looked_at)}, {in_need:,} {'is' if in_need == 1 else 'are'} {need.those}: "
        f"{helped:,} {_has(helped)} support now, {nothing:,} {_has(nothing)} nothing in place."
    )


DAY = 1 / 7  # of a week
CERTAIN, UNLIKELY = 0.01, 0.05


def clock_sentence(everyone: Curve, groups: Mapping[str, Curve], chance: float, what: str) -> str:
    """Say by when half had support (``what``: "had support"), for everyone and in two groups."""
    if not everyone.pupils:
        return "Nobody was flagged in these days."
    who = "those flagged" if what == "had support" else "those who had support"
    told = [f"{sentence_case(_half(everyone, who, what))}."]
    if len(groups) == 2 and all(curve.pupils for curve in groups.values()):
        parts = [_half(curve, name, what) for name, curve in groups.items()]
        told.append(sentence_case("; ".join(parts)) + ".")
        if not chance < UNLIKELY:
            told.append(CHANCE)
    return " ".join(told)


def _half(curve: Curve, who: str, what: str) -> str:
    """Say by when it has happened for half: ``half of those flagged had support within 6 weeks``."""
    if not curve.happened:
        return f"none of {who} {what} so far"
    if isnan(curve.median):
        share, last = float(curve.share[-1]), float(curve.times[-1])
        reached = f"{in_100(share)} {_within(last)}"
        if curve.by(0) == share:
            reached = f"{in_100(share)} at once, and nobody since"
        return f"fewer than half of {who} {what} so far: {reached}"
    return f"half of {who} {what} {_within(curve.median)}{_between_weeks(curve)}"


def _within(time: float) -> str:
    """Say a time: at once, within 6 weeks."""
    return "at once" if time < DAY else f"within {weeks(time)}"


def _between_weeks(curve: Curve) -> str:
    """Say the interval of a median, where it has two ends."""
    if isnan(curve.median_low) or isnan(curve.median_high):
        return ""
    low, high = np.ceil(curve.median_low), np.ceil(curve.median_high)
    return "" if low == high else f" (between {low:.0f} and {high:.0f})"


def weeks(number: float) -> str:
    """Say a time in whole weeks, no shorter than it is."""
    return counted(float(np.ceil(round(number, 6))), "week")


def verdict(outcome: Outcome) -> str:
    """Say whether it helped: likely, likely not, or that it cannot be told.

    Likely not: any gain is likely under ``WORTH_HAVING``. Where most pupils have one result before only,
    the comparison leans against support (teachers know more than one test says), and a loss proves nothing.
    """
    found = outcome.found
    if found is None or outcome.reason or isnan(found.difference.low):
        return CANNOT_TELL
    if found.difference.low > 0:
        return LIKELY
    leans = outcome.with_earlier < EARLIER_KNOWN
    return NOT_LIKELY if found.difference.high < WORTH_HAVING * found.spread and not leans else CANNOT_TELL


def helped_sentence(outcome: Outcome) -> str:
    """Say what the supported pupils gained, what pupils like them gained, and the verdict."""
    found, said = outcome.found, verdict(outcome)
    if found is None or outcome.reason:
        return f"{said}. {REASONS[outcome.reason]}{own_test_words(outcome)}"
    difference = found.difference
    told = [
        f"{said}.",
        f"Pupils with this support {gained(found.gain.value)}{_on(outcome.scale)}; pupils like them without "
        "it "
        f"{gained(found.matched_gain.value)}.",
        f"That is {points(abs(difference.value))} "
        f"{'more' if difference.value >= 0 else 'less'}{between(difference)}.",
    ]
    if said == NOT_LIKELY and difference.high > 0:
        told.append(f"A gain of more than {points(difference.high)} is unlikely.")
    if said == CANNOT_TELL:
        told.append(
            "This could be chance."
            if difference.low <= 0 <= difference.high
            else "Many have one result before only, so it may show no more than that their teachers knew "
            "who needed help most."
        )
    return " ".join(told) + own_test_words(outcome)


def _on(scale: str) -> str:
    """Say what the points are of."""
    return " on its own test" if scale == OWN_TEST else f" ({scale})"


def own_test_words(outcome: Outcome) -> str:
    """Say the gain on the intervention's own test, and why that alone says nothing."""
    if not outcome.tested or outcome.scale == OWN_TEST:
        return ""
    return (
        f" On its own test {counted(outcome.tested)} "
        f"{gained(outcome.own_gain.value)}{between(outcome.own_gain)}; "
        "but whoever is picked for a low score does better the next time, with or without help."
    )


def gained(value: float) -> str:
    """Say a gain or a loss: gained 0.8 points, lost 0.2 points."""
    return f"{'gained' if value >= 0 else 'lost'} {points(abs(value))}"


def points(value: float) -> str:
    """Say points, with one digit, or two where one would say 0."""
    digits = 1 if abs(value) >= 0.95 or value == 0 else 2
    words = f"{value:.{digits}f}"
    return f"{words} {'point' if float(words) == 1 else 'points'}"


def between(estimate: Estimate) -> str:
    """Say an interval: `` (between 0.2 and 1.0)``, with words where it goes both ways."""
    if isnan(estimate.low):
        return ""
    if estimate.low > 0 or estimate.high < 0:
        low, high = sorted((abs(estimate.low), abs(estimate.high)))
        return f" (between {low:.2f} and {high:.2f})"
    return f" (from {-estimate.low:.2f} less to {estimate.high:.2f} more)"


def cost_sentence(outcome: Outcome, cost_a_pupil: float) -> str:
    """Say what a point gained costs for one pupil, where there is a gain that chance does not explain."""
    if isnan(cost_a_pupil):
        return "What a point gained costs cannot be told: no cost is given. Import cost in interventions."
    if verdict(outcome) != LIKELY or outcome.found is None:
        return "What a point gained costs cannot be told, as it cannot be told that points were gained."
    gain = outcome.found.difference
    each, least, most = (cost_a_pupil / value for value in (gain.value, gain.high, gain.low))
    return f"A point gained cost about £{each:,.0f} a pupil (between £{least:,.0f} and £{most:,.0f})."


def helped_notes(outcome: Outcome) -> list[str]:
    """Say on whom a comparison rests, and who is left out of it."""
    notes = []
    found = outcome.found
    if found is not None:
        notes.append(f"{counted(found.supported)} with support, {found.others:,} like them")
        notes.append(f"{outcome.scale}: {outcome.before} to {outcome.after}")
        if found.unmatched:
            notes.append(f"{found.unmatched} left out: nobody within {CALIPER} standard deviations")
        if found.clusters:
            notes.append(f"in {found.clusters} classes")
    if outcome.without_result:
        notes.append(f"{outcome.without_result} without a result before or after, or who joined late")
    if outcome.without_exit:
        notes.append(
            f"{outcome.without_exit} without an exit score (import exit_score in intervention_pupils)"
        )
    if outcome.without_entry:
        notes.append(f"{outcome.without_entry} without an entry score (import entry_score)")
    if outcome.so_far:
        notes.append("so far: no last day is given")
    return notes


METHOD = (
    f"Each supported pupil is set beside the {NEIGHBOURS} most similar pupils without this support (and "
    "without "
    "other support in the subject at the time), of the same school and year group who sat the same two "
    f"assessments, no further than {CALIPER} standard deviations away in the result before; one pupil may "
    "stand "
    "beside several. Similar: result before, earlier results, other subjects, absence in the terms of the "
    "year "
    "before, pupil premium, SEN, English as an additional language and sex. What is left of the mismatch "
    "is taken "
    "out by regression. The 95% interval is the wider of two: pupils left out one at a time, and classes "
    "left out "
    "one at a time. Likely not: any gain is likely under "
    f"{WORTH_HAVING} standard deviations. Nobody was drawn by lot, so what teachers knew and no file says "
    "may still "
    "make the difference."
)


def chance_words(chance: float) -> str:
    """Say how often chance alone would set two groups as far apart."""
    if isnan(chance):
        return ""
    often = "fewer than 1 time in 100" if chance < CERTAIN else f"{100 * chance:.0f} times in 100"
    return f"log-rank test: chance alone would set them as far apart {often}"


def load_sentence(at_once: np.ndarray, day: str) -> str:
    """Say how many have one or several interventions on a day."""
    total = int(at_once.sum())
    if not total:
        return f"Nobody has support on {day}. Import intervention_pupils with starts_on to see who does."
    several, many = int(at_once[1:].sum()), int(at_once[2:].sum())
    return (
        f"On {day} {counted(total)} {_has(total)} support: {several:,} of them two at once or more, "
        f"{many:,} three or more."
    )
