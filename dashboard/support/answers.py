"""What fills the cards on what runs, who has it, who has nothing and how long it takes."""

import json
from collections.abc import Callable
from functools import partial, wraps
from typing import Any, cast

import numpy as np
import pandas as pd
from plotly.io.json import to_json_plotly

from dashboard import gaps
from dashboard.cache import fetch, remember
from dashboard.cards import About, day, filled
from dashboard.equity.behind import gap_table
from dashboard.equity.view import row_told
from dashboard.equity.wording import INTERVALS, left_out_noted, pupils_noted, value_label
from dashboard.figure_parts import empty_figure
from dashboard.filter_choices import choices
from dashboard.measures import MEASURES
from dashboard.members import groups as every_group
from dashboard.members import members
from dashboard.query import read_query
from dashboard.scope import people, whole
from dashboard.sentences import gap_sentence, no_data_sentence
from dashboard.statistics.survival import chance_of_difference, curve
from dashboard.support import figures
from dashboard.support.background import Whole
from dashboard.support.needs import (
    NEEDS,
    Waits,
    first_flags,
    states,
    waits_for_recovery,
    waits_for_support,
)
from dashboard.support.people import (
    Marks,
    is_among,
    numbers,
    place_of,
    places_in_scope,
    roll,
    running_places,
    whole_numbers,
)
from dashboard.support.view import Asked, asked, interventions, shares_by_group
from dashboard.support.wording import (
    FOR_LEADERS,
    NO_INTERVENTIONS,
    NO_LATER,
    chance_words,
    clock_sentence,
    load_sentence,
    need_sentence,
    share_sentence,
)
from dashboard.viewer import NotForThisViewer, require_fine_tables
from dashboard.wording import group_noun

Fill = Callable[..., dict[str, Any]]
AT_ONCE = 5  # or more interventions at once are one bar
SHOWN_WEEKS = (0, 2, 4, 6, 8, 12, 16, 24, 36, 52)


def answered(fill: Fill) -> Fill:
    """Check what a callback was sent, and answer: from memory where the same was asked before."""

    @wraps(fill)
    def answer(controls: dict[str, Any], filters: dict[str, Any]) -> dict[str, Any]:
        view = asked(controls, filters)
        what = ("support", fill.__name__, view.viewer)
        # Kept as text: its size is known to the memory, and nobody can change what others will read.
        kept = remember(
            view.store, what, {**controls, **view.filters}, lambda: to_json_plotly(in_words(fill, view))
        )
        return cast(dict[str, Any], json.loads(kept))

    return answer


def in_words(fill: Fill, view: Asked) -> dict[str, Any]:
    """Fill a card, in words alone where there is nothing to draw."""
    if interventions(view.store).empty:
        return filled(empty_figure("No support yet."), NO_INTERVENTIONS)
    try:
        if fill.__name__ != "by_group":
            require_fine_tables(view.viewer)
        return fill(view)
    except NotForThisViewer as refusal:
        words = str(refusal) if fill.__name__ == "by_group" else FOR_LEADERS
        return filled(empty_figure("Not shown here."), words)


def about(view: Asked, definition: str, query: str, method: str = "", source: str = "") -> About:
    """Return what "What is this?" says."""
    return About(
        definition=definition,
        source=source or "interventions and intervention_pupils, as imported",
        sql=read_query(query).sql,
        data_date=choices(view.store).last_day,
        method=method,
    )


@answered
def by_group(view: Asked) -> dict[str, Any]:
    """Fill the card that says who has support, by group."""
    measure = MEASURES[view.measure]
    rows = gaps.by_group(view.store, view.viewer, view.measure, view.characteristic, view.filters)
    told = row_told(rows, None)
    has_values = (rows["pupils"].fillna(0).gt(0) | rows["hidden"]).any()
    if told is None:
        words = no_data_sentence(measure) if not has_values else "No two groups here can be compared."
        return filled(empty_figure("Nothing to compare."), words)
    row, reference = told
    rows = rows.assign(is_focus=rows["code"] == row["code"])
    from_definition = about(
        view, f"{measure.title}. {measure.definition}", f"measures/{measure.name}", INTERVALS[measure.kind]
    )
    figure = figures.group_figure(rows, partial(value_label, measure=measure))
    notes = [pupils_noted(row, reference), left_out_noted(rows)]
    sentence = gap_sentence(row, reference, measure, view.characteristic)
    return filled(figure, sentence, notes, gap_table(rows, measure), from_definition)


@answered
def who(view: Asked) -> dict[str, Any]:
    """Fill the card that says which share of each group is in the chosen intervention."""
    places = places_in_scope(view.store, view.filters)
    mine = places.pupil[places.intervention == (view.intervention or 0)]
    peers = fetch(view.store, "support/years_of", intervention=view.intervention or 0)
    pupils = whole_numbers(peers, "pupil_id")
    rows = shares_by_group(view, pupils, np.isin(pupils, mine))
    if not len(mine) or rows.empty:
        return filled(empty_figure("Nobody."), "None of the pupils chosen above is in this intervention.")
    sentence = share_sentence(rows, view.characteristic, "are in it")
    years = int(peers["year_groups"].iloc[0])
    notes = [
        f"{len(mine):,} in it, of {int(rows['pupils'].sum()):,} pupils of the same "
        f"{'year group' if years == 1 else 'year groups'}",
        left_out_noted(rows),
    ]
    words = about(
        view,
        "The share of pupils who have a place in the intervention, among all pupils of its school who were "
        "in a "
        "year group of its pupils in the school year in which it began.",
        "support/years_of",
        INTERVALS["proportion"],
    )
    return filled(figures.shares_figure(rows), sentence, notes, share_table(rows, "In it"), words)


@answered
def need(view: Asked) -> dict[str, Any]:
    """Fill the card on those who meet a need: how many of each group have something in place."""
    pupils, helped, looked_at = unmet(view)
    meant = NEEDS[view.need]
    sentence = need_sentence(meant, len(pupils), int(helped.sum()), looked_at)
    words = about(
        view,
        f"{meant.definition} Something in place: any intervention that runs on the last of the days chosen. "
        "Shown: the share of those in need with something in place.",
        "support/absence_by_week" if view.need == "absence" else "support/results_by_half_term",
        INTERVALS["proportion"],
        meant.brought_by,
    )
    if not len(pupils):
        return filled(empty_figure("Nobody to show."), sentence, "", None, words)
    rows = shares_by_group(view, pupils, helped)
    compared = share_sentence(rows, view.characteristic, "of those in need have support")
    notes = [meant.definition, f"on {day(view.today)}", left_out_noted(rows)]
    table = share_table(rows, "With support")
    return filled(figures.shares_figure(rows), f"{sentence} {compared}", notes, table, words)


def unmet(view: Asked) -> tuple[Whole, Marks, int]:
    """Return the pupils who meet the need, which of them have support now, and of how many they are."""
    latest = states(view.store, view.need, view.filters).latest()
    here = roll(view.store, view.filters, today(view))
    latest = latest.where(is_among(latest.pupil, here.pupils[here.is_on_roll]))
    now = running_places(view.store, view.filters).between(today(view), today(view))
    pupils = latest.pupil[latest.in_need]
    return pupils, is_among(pupils, np.unique(now.pupil)), len(latest.pupil)


def today(view: Asked) -> np.datetime64:
    """Return the last of the days chosen that there are data of."""
    return np.datetime64(view.today)


@answered
def clock(view: Asked) -> dict[str, Any]:
    """Fill the card on how long it takes from the first flag to support, or from support to back on track."""
    waited = waits(view)
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
    waiting = len(waited.pupil) - int(waited.happened.sum())
    notes = [
        f"{len(waited.pupil):,} {'flagged' if view.clock == 'support' else 'with support'}: "
        f"{meant.label.lower()}",
        f"{waiting:,} still waiting on {day(view.today)} or left before",
        chance_words(chance),
    ]
    focus = next(iter(shown))
    return filled(figures.clock_figure(shown, focus), sentence, notes, clock_table(shown), clock_about(view))


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


def share_table(rows: pd.DataFrame, heading: str) -> pd.DataFrame:
    """Return shares as a table that people read."""
    return pd.DataFrame(
        {
            "Group": rows["group"],
            "Pupils": rows["pupils"],
            heading: rows["positive"].astype(int),
            "In 100": (100 * rows["value"]).round(),
            "From": (100 * rows["low"]).round(),
            "To": (100 * rows["high"]).round(),
        }
    )


@answered
def load(view: Asked) -> dict[str, Any]:
    """Fill the card on support that overlaps, and on the time it takes by subject."""
    at_once = many_at_once(view)[1]
    counts = np.bincount(np.minimum(at_once, AT_ONCE), minlength=AT_ONCE + 1)[1:]
    shown = counts[: int(np.flatnonzero(counts).max(initial=0)) + 1].tolist()
    table = time_by_subject(view)
    told = [load_sentence(counts, day(view.today))]
    known = table.dropna(subset=["Hours offered"])
    if len(known):
        most = known.iloc[0]
        told.append(f"Most time goes to {most['Subject']}: {most['Hours offered']:,.0f} pupil hours offered.")
    else:
        told.append("How long it takes is not known: import minutes in interventions and sessions_offered.")
    told.append("Which lessons are missed for it is in no file, so it is not shown.")
    words = about(
        view,
        "Interventions that a pupil is in on the last of the days chosen. Hours: sessions offered times "
        "minutes, "
        "of interventions that run in the days chosen, by the subject the support is for. Which lesson a "
        "pupil "
        "comes out of is not recorded in any file that can be imported.",
        "support/all_places",
    )
    return filled(figures.load_figure(shown), " ".join(told), f"on {day(view.today)}", table, words)


def many_at_once(view: Asked) -> tuple[Whole, Whole]:
    """Return the pupils with support on the last of the days, and in how many interventions each is."""
    now = running_places(view.store, view.filters).between(today(view), today(view))
    pupils, counts = np.unique(now.pupil, return_counts=True)
    return pupils, counts


def time_by_subject(view: Asked) -> pd.DataFrame:
    """Return the pupils and hours of the support in each subject, the most hours first."""
    known, places = interventions(view.store), running_places(view.store, view.filters)
    at = np.searchsorted(whole_numbers(known, "intervention_id"), places.intervention)
    hour = numbers(known, "minutes")[at] / 60
    subject = known["subject"].fillna("No subject").to_numpy(dtype=object)[at]
    rows = []
    for each in sorted(set(subject.tolist())):
        mine = subject == each
        hours = [(column * hour)[mine] for column in (places.offered, places.attended)]
        sums = [float(np.nansum(column)) if np.isfinite(column).any() else None for column in hours]
        rows.append([each, len(np.unique(places.pupil[mine])), *sums])
    rows.sort(key=lambda row: -(row[2] or 0.0))
    return pd.DataFrame(rows, columns=["Subject", "Pupils", "Hours offered", "Hours had"])
