"""What fills the card on how long help takes, and how long until it has helped."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from dashboard.cards import About, day, filled
from dashboard.figure_parts import empty_figure
from dashboard.members import groups as every_group
from dashboard.members import members
from dashboard.scope import Filters, people, whole, year_before
from dashboard.statistics.survival import chance_of_difference, curve
from dashboard.support import figures
from dashboard.support.answers import about, answered, today
from dashboard.support.needs import (
    NEEDS,
    Waits,
    first_flags,
    states,
    waits_for_recovery,
    waits_for_support,
)
from dashboard.support.people import (
    chosen_days,
    is_among,
    place_of,
    places_in_scope,
    roll,
)
from dashboard.support.view import Asked
from dashboard.support.wording import (
    DAY,
    NO_LATER,
    TOO_FEW_WAITS,
    chance_words,
    clock_sentence,
    counted,
    earlier_days,
    waits_sentence,
)
from dashboard.viewer import FEWEST
from dashboard.wording import group_noun

LONGEST = 366  # days: longer ones have no year before that would be another time
SHOWN_WEEKS = (0, 2, 4, 6, 8, 12, 16, 24, 36, 52)


@answered
def clock(view: Asked) -> dict[str, Any]:
    """Fill the card on how long it takes from the first flag to support, or from support to back on track.

    Where nothing has come about yet in the days chosen, the year before is shown, and said to be.
    """
    chosen, (view, waited) = view, telling(view)
    what = "had support" if view.clock == "support" else "were back on track"
    curves = {"Everyone": curve(waited.weeks, waited.happened)}
    told, chance = two_groups(view, waited)
    shown = {name: curve(*mine) for name, mine in told.items()} or curves
    nouns = {group_noun(view.characteristic, name): each for name, each in shown.items()} if told else {}
    sentence = clock_sentence(curves["Everyone"], nouns, chance, what)
    meant = NEEDS[view.need]
    if not len(waited.pupil):
        looked = states(view.store, view.need, view.filters)
        if not len(looked.pupil):
            sentence = f"Nobody's need can be judged in these days. Import {meant.brought_by}."
        return filled(empty_figure("Nobody to show."), sentence, "", None, clock_about(view))
    if view.clock == "recovery" and not waited.weeks.any() and not waited.happened.any():
        return filled(empty_figure("Nobody to show."), NO_LATER, "", None, clock_about(view))
    if not says_something(waited) and view.clock == "support":
        return filled(empty_figure("No time to show."), in_counts(view, waited), "", None, clock_about(view))
    if view is not chosen:
        first, last = (each.astype(object) for each in chosen_days(view.store, view.filters))
        sentence = f"{earlier_days(day(first), day(last))} {sentence}"
    waiting = len(waited.pupil) - int(waited.happened.sum())
    notes = [
        f"{counted(len(waited.pupil))} {'in need' if view.clock == 'support' else 'with support'}: "
        f"{meant.label.lower()}",
        f"{waiting:,} still waiting on {day(view.today)} or left before",
        chance_words(chance),
    ]
    focus = next(iter(shown))
    return filled(figures.clock_figure(shown, focus), sentence, notes, clock_table(shown), clock_about(view))


def telling(view: Asked) -> tuple[Asked, Waits]:
    """Return the waits in the days chosen; those a year earlier where only these say something."""
    waited = waits(view)
    earlier = None if says_something(waited) else a_year_earlier(view)
    then = waits(earlier) if earlier else waited
    return (earlier, then) if earlier and says_something(then) else (view, waited)


def a_year_earlier(view: Asked) -> Asked | None:
    """Return the same days a year earlier, None where they would not be another time."""
    first, last = view.filters["from_date"], view.filters["to_date"]
    if not (first and last) or (last - first).days > LONGEST:
        return None
    filters: Filters = {**view.filters, "from_date": year_before(first), "to_date": year_before(last)}
    return replace(view, filters=filters)


def later_than_at_once(waited: Waits) -> int:
    """Return for how many pupils it came about later than at once."""
    return int((waited.happened & (waited.weeks > DAY)).sum())


def says_something(waited: Waits) -> bool:
    """Say whether enough waits came to an end to show how long they are."""
    return later_than_at_once(waited) >= FEWEST


def in_counts(view: Asked, waited: Waits) -> str:
    """Say in counts who had support, in the days chosen and in the year before: too few waits to draw."""
    told = [waits_sentence(*counts(waited), day(view.today))]
    earlier = a_year_earlier(view)
    then = waits(earlier) if earlier else None
    if earlier and then and len(then.pupil):
        told.append(f"The year before: {waits_sentence(*counts(then), day(earlier.today))}")
    return " ".join([*told, TOO_FEW_WAITS])


def counts(waited: Waits) -> tuple[int, int, int]:
    """Return how many waited, how many had support at once, and how many later."""
    later = later_than_at_once(waited)
    return len(waited.pupil), int(waited.happened.sum()) - later, later


def waits(view: Asked) -> Waits:
    """Return how long each flagged pupil waited."""
    found = states(view.store, view.need, view.filters)
    here = roll(view.store, view.filters, today(view))
    flagged, since = first_flags(found.where(is_among(found.pupil, here.pupils)))
    left = here.left_on[place_of(flagged, here.pupils, np.arange(len(here.pupils)))]
    end = today(view)
    until = np.maximum(np.where(np.isnat(left), end, np.minimum(left, end)), since)
    waited = waits_for_support(flagged, since, places_in_scope(view.store, view.filters), until)
    return waited if view.clock == "support" else waits_for_recovery(waited, since, found, until)


def two_groups(view: Asked, waited: Waits) -> tuple[dict[str, tuple[np.ndarray, np.ndarray]], float]:
    """Return the waits of the focus group and of its reference, and the chance of a difference as big."""
    params = {**people(view.filters), "to_date": whole(view.store, view.filters)["to_date"]}
    of = place_of(waited.pupil, *members(view.store, view.characteristic, params))
    every = every_group(view.store)
    wanted = [np.flatnonzero(every[flag].astype(bool)) for flag in ("is_focus", "is_reference")]
    mine = [[place for place in places if (of == place).any()] for places in wanted]
    if not mine[0] or not mine[1]:
        return {}, float("nan")
    pair = {str(every["group"][places[0]]): of == places[0] for places in mine}
    split = {name: (waited.weeks[inside], waited.happened[inside]) for name, inside in pair.items()}
    return split, chance_of_difference(*(part for each in split.values() for part in each))


def clock_about(view: Asked) -> About:
    """Return what "What is this?" says of the two waits."""
    return about(
        view,
        f"{NEEDS[view.need].definition} The first day on which a pupil meets this, among the days chosen, "
        "is the "
        "flag. Support is any intervention: 0 weeks where one ran already. Back on track is the first time "
        "after "
        "the support began that the pupil meets it no more.",
        "support/absence_by_week" if view.need == "absence" else "support/results_by_half_term",
        "Kaplan and Meier's curve: pupils who still wait, or left, count as long as they were there. The "
        "bands are "
        "95% intervals (log-log), the test is log-rank.",
    )


def clock_table(curves: dict[str, Any]) -> pd.DataFrame:
    """Return the curves at some weeks, with how many still waited."""
    rows = []
    for name, each in curves.items():
        for week in SHOWN_WEEKS:
            place = int(np.searchsorted(each.times, week, side="right")) - 1
            if len(each.times) and week <= each.times[-1] + 4 and place >= 0:
                ends = (each.share[place], each.low[place], each.high[place])
                later = each.at_risk[place + 1] if place + 1 < len(each.times) else None
                rows.append([name, week, *(round(100 * float(end)) for end in ends), later])
    head = ["Group", "Weeks", "Reached it (in 100)", "From", "To", "Still waiting after"]
    return pd.DataFrame(rows, columns=head)
