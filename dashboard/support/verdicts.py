"""The sentences on whether support helped, and the verdict."""

from math import isnan

from dashboard.statistics.matching import CALIPER, FEWEST_SITES, NEIGHBOURS, Estimate, MatchedDifference
from dashboard.support.outcomes import OWN_TEST, Outcome
from dashboard.support.wording import counted

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
        f"{_where(outcome)} with this support {gained(found.gain.value)}{_on(outcome.scale)}; "
        f"pupils like them without it {gained(found.matched_gain.value)}.",
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


def _where(outcome: Outcome) -> str:
    """Begin a sentence on the pupils, with their schools where these are several."""
    sites = outcome.found.sites if outcome.found else 0
    return "Pupils" if outcome.schools == 1 else f"At {counted(sites, 'school')} together pupils"


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
    digits = 1 if abs(estimate.value) >= 0.95 else 2
    if estimate.low > 0 or estimate.high < 0:
        low, high = sorted((abs(estimate.low), abs(estimate.high)))
        return f" (between {low:.{digits}f} and {high:.{digits}f})"
    return f" (from {-estimate.low:.{digits}f} less to {estimate.high:.{digits}f} more)"


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
    notes = _found_notes(outcome, outcome.found) if outcome.found else []
    said = {
        f"{counted(outcome.left_out, 'school')} without results to compare on this scale": outcome.left_out,
        f"{outcome.without_result} without a result before or after, or who joined late": (
            outcome.without_result
        ),
        f"{outcome.without_year} with both results but no year group (import pupils)": outcome.without_year,
        f"{outcome.without_exit} without an exit score (import exit_score in intervention_pupils)": (
            outcome.without_exit
        ),
        f"{outcome.without_entry} without an entry score (import entry_score)": outcome.without_entry,
        "so far: no last day is given": outcome.so_far,
    }
    return notes + [words for words, is_so in said.items() if is_so]


def _found_notes(outcome: Outcome, found: MatchedDifference) -> list[str]:
    """Say on which pupils, results, schools and classes a comparison rests."""
    said = {
        f"{counted(found.supported)} with support, {found.others:,} like them": True,
        f"from {found.sites} of the {outcome.schools} schools that run it": outcome.schools > 1,
        "the interval allows for how schools differ": found.sites >= FEWEST_SITES,
        "more schools leave less to chance, but not less to what teachers knew": outcome.schools > 1,
        f"{outcome.scale}: from {outcome.before} to {outcome.after}": True,
        f"{found.unmatched} left out: nobody has a result like theirs": found.unmatched,
        f"from {found.clusters} classes": found.clusters and not found.in_classes,
        f"whole classes had it or had not: the interval allows for how {found.clusters} classes differ": (
            found.in_classes
        ),
    }
    return [words for words, is_so in said.items() if is_so]


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
    "one at a time. At several schools together every pupil counts the same, what differs from school to "
    f"school in all its pupils is taken out, and from {FEWEST_SITES} schools on it is schools, not classes, "
    "that are left out one at a time. Likely not: any gain is likely under "
    f"{WORTH_HAVING} standard deviations. Nobody was drawn by lot, so what teachers knew and no file says "
    "may still "
    "make the difference."
)
