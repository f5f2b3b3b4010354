"""What fills each card of the equity page: rows from ``dashboard.gaps`` in, a filled card out."""

from collections.abc import Callable
from datetime import date
from functools import partial, wraps
from math import nan
from typing import Any

import pandas as pd
from werkzeug.exceptions import BadRequest

from dashboard import gaps
from dashboard.by_class import allowed
from dashboard.cards import filled
from dashboard.equity import figures, figures_gaps
from dashboard.equity.behind import BY_CLASS, about, gap_table, national_figures, national_noted
from dashboard.equity.view import Asked, a_year_earlier, asked, is_running, row_told
from dashboard.equity.wording import (
    NO_GROUP,
    classes_sentence,
    forest_noted,
    gap_label,
    gap_of,
    in_classes_noted,
    left_out_noted,
    pupils_noted,
    side_by_side_sentence,
    sides_noted,
    trend_sentence,
    unit_words,
    value_label,
    within_sentence,
)
from dashboard.figure_parts import empty_figure
from dashboard.gaps import MixedScales
from dashboard.measures import Measure
from dashboard.reference import series_breaks
from dashboard.scope import is_on_one_scale, latest_scale, scales_over_time
from dashboard.second import card
from dashboard.sentences import (
    CHANCE,
    after_baseline_sentence,
    change_words,
    gap_sentences,
    no_data_sentence,
    shuffle_sentence,
)
from dashboard.standings import strengths_first
from dashboard.statistics.sameness import chance_of_unlike
from dashboard.viewer import NotForThisViewer

Fill = Callable[..., dict[str, Any]]
NOT_COMPARED = ("All pupils", "Year group")  # everyone, and ages that nobody sets against one another
PRIOR = "Prior attainment"
NOT_LEVEL = "These groups are made by where pupils started, so none of them started level."
FINER = ("within", "after_baseline", "shuffled")  # tables finer than one characteristic at a time
FOR_LEADERS = "For school leaders: governors see one characteristic at a time, so that no pupil can be known."
MOST_UNCLEAR = 8  # more rows that chance could make are a wall, not a finding; the table has them all


def answered(fill: Fill) -> Fill:
    """Check what a callback was sent, and answer: from memory where the same was asked before."""

    @wraps(fill)
    def answer(controls: dict[str, Any], filters: dict[str, Any], **more: str) -> dict[str, Any]:
        """Answer with the card for these controls and filters, and for its own controls in ``more``."""
        view = asked(controls, filters)
        asked_for = {**controls, **view.filters, "more": str(more)}
        what = ("equity", fill.__name__, view.viewer)
        sent = {"controls": controls, "filters": filters, **more}
        return card(view.store, what, asked_for, answer, sent, lambda: in_words(fill, view, more))

    return answer


def in_words(fill: Fill, view: Asked, more: dict[str, str]) -> dict[str, Any]:
    """Fill a card, in words alone where there is no figure to draw."""
    if not view.characteristic:
        return filled(empty_figure("No pupils yet."), no_data_sentence(view.measure))
    try:
        return fill(view, **more)
    except MixedScales as several:
        return filled(empty_figure("Choose a subject or a year group above."), str(several))
    except NotForThisViewer as refusal:
        words = FOR_LEADERS if fill.__name__ in FINER else str(refusal)
        return filled(empty_figure("Not shown here."), words)


@answered
def groups(view: Asked) -> dict[str, Any]:
    """Fill the card that sets the groups of one characteristic side by side."""
    rows = gaps.by_group(*view.scope, view.filters, view.reference)
    told = row_told(rows, view.group)
    if told is None:
        return nothing_told(view, rows)
    row, reference = told
    sentence = groups_sentence(view, row, reference)
    national = national_figures(view, rows)
    say = partial(value_label, measure=view.measure)
    figure = figures.groups_figure(rows, say, row["code"], national)
    notes = [pupils_noted(row, reference), left_out_noted(rows), national_noted(view, national)]
    return filled(
        figure, sentence, notes, gap_table(rows, view.measure), about(view, "gap/by_group", BY_CLASS)
    )


def groups_sentence(view: Asked, row: pd.Series, reference: pd.Series) -> str:
    """Say how two groups compare, in the interval that allows for classes where whole ones are in a group."""
    change, classes = change_of(view, row), classes_sentence(row, view.measure)
    if classes:
        row = pd.Series({**row, "difference_low": nan, "difference_high": nan})
    told = gap_sentences(row, reference, view.measure, view.characteristic, change)
    if classes and len(told) > 1:
        told = [*(each for each in told if each != CHANCE), classes]
    return " ".join(told)


def nothing_told(view: Asked, rows: pd.DataFrame) -> dict[str, Any]:
    """Fill a card where no gap can be told: no data yet, or no two groups with enough pupils."""
    empty = rows.empty or not (rows["pupils"].fillna(0).gt(0) | rows["hidden"]).any()
    words = no_data_sentence(view.measure) if empty else NO_GROUP
    figure = figures.groups_figure(rows, partial(value_label, measure=view.measure), "", {})
    return filled(figure, words, "", gap_table(rows, view.measure), about(view, "gap/by_group"))


def change_of(view: Asked, row: pd.Series) -> str:
    """Say how wide the same gap was in the same days a year earlier; nothing where there are none."""
    earlier = a_year_earlier(view)
    if earlier is None:
        return ""
    try:
        before = gaps.by_group(*view.scope, earlier, row["reference"])
    except NotForThisViewer:  # governors see no part of a year: the card beside compares whole ones
        return ""
    before = allowed(before[(before["code"] == row["code"]) & before["difference"].notna()])
    if before.empty:
        return ""
    when = "at this time last year" if is_running(view) else "last year"
    if not is_on_one_scale(view.store, view.measure, view.filters, earlier):
        return f"{when} the results were on another scale"
    now = allowed(row.to_frame().T).iloc[0]
    return change_words(gap_of(now), gap_of(before.iloc[0]), view.measure, when)


@answered
def trend(view: Asked, kind: str) -> dict[str, Any]:
    """Fill the card with the gap over terms or school years."""
    told = row_told(gaps.by_group(*view.scope, view.filters, view.reference), view.group)
    rows = gaps.over_time(*view.scope, period_kind(kind), view.filters, view.reference)
    if told is None or rows.empty:
        return filled(figures.trend_figure(rows.iloc[:0], str, "year", pd.DataFrame()), NO_GROUP)
    mine = rows[rows["code"] == told[0]["code"]]
    mine = mine.assign(is_running=mine["to_date"] > pd.Timestamp(view.known.last_day or date.max))
    first, last = mine["from_date"].min().date(), mine["to_date"].max().date()
    breaks = series_breaks(view.measure.name, first, last, view.characteristic)
    say = partial(gap_label, measure=view.measure)
    figure = figures.trend_figure(mine, say, period_kind(kind), breaks)
    notes = [sides_noted(view.measure, *told), "all dates, whatever is chosen above", scale_noted(view, kind)]
    notes.append(in_classes_noted(told[0]))
    sentence = trend_sentence(mine, view.measure)
    return filled(
        figure, sentence, notes, gap_table(mine, view.measure, "period"), about(view, "gap/over_time")
    )


def scale_noted(view: Asked, kind: str) -> str:
    """Say which periods a mean leaves out because their results are on another scale."""
    scales = scales_over_time(view.store, view.measure, period_kind(kind), view.filters)
    kept = latest_scale(scales, view.measure)
    others = [period for period, scale in scales.items() if kept and scale != kept]
    return f"on another scale than {kept}, so not shown: {', '.join(others)}" if others else ""


@answered
def side_by_side(view: Asked) -> dict[str, Any]:
    """Fill the card with the gaps of every characteristic, the widest clear one first."""
    rows = gaps.by_every_characteristic(view.store, view.viewer, view.measure.name, view.filters)
    ranked = strengths_first(allowed(comparable(rows, view.measure)), view.measure.good)
    shown = figures_gaps.in_sections(ranked, MOST_UNCLEAR)
    figure = figures_gaps.forest_figure(
        shown, partial(gap_label, measure=view.measure), unit_words(view.measure)
    )
    by_chance = (
        f"of {len(ranked)} gaps about {max(1, round(len(ranked) / 20))} would look clear by chance alone"
    )
    more = f"{len(ranked) - len(shown)} more in the table" if len(ranked) > len(shown) else ""
    notes = [view.measure.title, "click a dot to compare by it", more, by_chance if len(ranked) else ""]
    sentence = " ".join(filter(None, [side_by_side_sentence(ranked, view.measure), forest_noted(ranked)]))
    table = gap_table(rows, view.measure, "characteristic")
    return filled(figure, sentence, notes, table, about(view, "gap/by_every_characteristic", BY_CLASS))


def comparable(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the gaps that may be set side by side: of known groups with enough pupils on both sides.

    Attainment grows from prior attainment, so that gap is no finding.
    """
    left_out = NOT_COMPARED + ((PRIOR,) if measure.area == "attainment" else ())
    fit = rows["difference"].notna() & ~rows["small"].astype(bool) & (rows["group"] != "Not known")
    return rows[fit & ~rows["characteristic"].isin(left_out)]


@answered
def within(view: Asked) -> dict[str, Any]:
    """Fill the card with the gap inside each level of another characteristic."""
    if view.within is None:
        return filled(empty_figure("Choose a characteristic under Within."), "")
    rows = gaps.within(*view.scope, view.within, view.filters, view.reference)
    told = row_told(gaps.by_group(*view.scope, view.filters, view.reference), view.group)
    if told is None or rows.empty:
        return filled(empty_figure(NO_GROUP), "")
    mine = rows[(rows["code"] == told[0]["code"]) & rows["difference"].notna()]
    chance = chance_of_unlike(mine[~mine["small"].astype(bool) & (mine["within"] != "Not known")])
    sentence = within_sentence(mine, view.measure, view.within, chance)
    figure = figures_gaps.within_figure(
        mine, partial(gap_label, measure=view.measure), unit_words(view.measure)
    )
    notes = [
        sides_noted(view.measure, *told),
        left_out_noted(mine),
        in_classes_noted(told[0]),
    ]
    return filled(figure, sentence, notes, gap_table(rows, view.measure, "within"), about(view, "gap/within"))


@answered
def after_baseline(view: Asked) -> dict[str, Any]:
    """Fill the card that sets the gap beside the gap between pupils with the same prior attainment."""
    if view.characteristic == PRIOR:
        return filled(empty_figure("Choose another characteristic under Compare by."), NOT_LEVEL)
    told = row_told(gaps.by_group(*view.scope, view.filters, view.reference), view.group)
    if told is None:
        return filled(empty_figure(NO_GROUP), "")
    row, reference = told
    left = gaps.after_baseline(*view.scope, row["code"], reference["code"], view.filters)
    rows = figures_gaps.before_and_after(row, left)
    say = partial(gap_label, measure=view.measure)
    figure = figures_gaps.baseline_figure(rows, say, unit_words(view.measure))
    sides = f"{row['group']} {left.group_pupils:,}, {reference['group']} {left.reference_pupils:,}"
    sentence = after_baseline_sentence(
        left, view.measure, view.characteristic, row["group"], reference["group"]
    )
    table = gap_table(rows, view.measure, "row")
    notes = [view.measure.title, f"{sides} with a baseline", in_classes_noted(row)]
    return filled(figure, sentence, notes, table, about(view, "gap/pupil_values"))


@answered
def shuffled(view: Asked) -> dict[str, Any]:
    """Fill the card that says how often a random split of the same pupils gives a gap as big."""
    told = row_told(gaps.by_group(*view.scope, view.filters, view.reference), view.group)
    if told is None:
        return filled(empty_figure(NO_GROUP), "")
    row, reference = told
    test = gaps.shuffled(*view.scope, row["code"], reference["code"], view.filters)
    table = pd.DataFrame(
        {"Random splits with a gap as big, of 100": [100 * test.share], "Method": [test.method]}
    )
    notes = [
        view.measure.title,
        pupils_noted(row, reference),
        "each square is 1 random split in 100; the dark ones had a gap as big",
    ]
    figure = figures.shuffle_figure(test.share)
    split = test.of if test.of == "pupils" else f"whole {test.of}"
    return filled(
        figure,
        shuffle_sentence(test).replace(" of pupils ", f" of {split} "),
        notes,
        table,
        about(view, "gap/pupil_values"),
    )


def period_kind(kind: object) -> figures.PeriodKind:
    """Return terms or years. Raises BadRequest for anything else."""
    if kind not in ("term", "year"):
        raise BadRequest("Periods: choose term or year.")
    return kind
