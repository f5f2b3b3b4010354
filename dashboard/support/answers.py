"""What fills the cards on what runs, who has it, who has nothing and how long it takes."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

import numpy as np
import pandas as pd

from dashboard import gaps
from dashboard.by_class import allowed
from dashboard.cache import fetch
from dashboard.cards import About, day, filled
from dashboard.equity.behind import gap_table
from dashboard.equity.view import row_told
from dashboard.equity.wording import INTERVALS, left_out_noted, pupils_noted, value_label
from dashboard.figure_parts import empty_figure
from dashboard.filter_choices import choices
from dashboard.measures import MEASURES
from dashboard.query import read_query
from dashboard.second import card
from dashboard.sentences import gap_sentence, no_data_sentence
from dashboard.support import figures
from dashboard.support.background import Whole
from dashboard.support.needs import (
    NEEDS,
    states,
)
from dashboard.support.people import (
    Marks,
    is_among,
    places_in_scope,
    roll,
    running_places,
    whole_numbers,
)
from dashboard.support.view import Asked, asked, interventions, shares_by_group
from dashboard.support.wording import (
    FOR_LEADERS,
    NO_INTERVENTIONS,
    need_sentence,
    share_sentence,
)
from dashboard.viewer import NotForThisViewer, require_fine_tables

Fill = Callable[..., dict[str, Any]]


def answered(fill: Fill) -> Fill:
    """Check what a callback was sent, and answer: from memory where the same was asked before."""

    @wraps(fill)
    def answer(controls: dict[str, Any], filters: dict[str, Any]) -> dict[str, Any]:
        """Answer with the card for these controls and filters."""
        view = asked(controls, filters)
        what = ("support", fill.__name__, view.viewer)
        params, sent = {**controls, **view.filters}, {"controls": controls, "filters": filters}
        return card(view.store, what, params, answer, sent, lambda: in_words(fill, view))

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
    rows = allowed(gaps.by_group(view.store, view.viewer, view.measure, view.characteristic, view.filters))
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
    mine = np.unique(places.pupil[np.isin(places.intervention, view.runs)])
    peers = fetch(view.store, "support/years_of", interventions=list(view.runs) or [0])
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
    notes = [f"on {day(view.today)}", left_out_noted(rows)]
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
