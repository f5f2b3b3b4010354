"""The cards about reasons and lateness."""

from typing import Any

import numpy as np
import pandas as pd

from dashboard.attendance import held, shares
from dashboard.attendance.about import about, table_of
from dashboard.attendance.view import View, answered, nothing, require_fine
from dashboard.attendance.words import change, listed, percent, pupils
from dashboard.cards import filled
from dashboard.figure_parts import dots_with_intervals
from dashboard.reference import series_breaks
from dashboard.sentences import rounded
from dashboard.statistics import Gap

TOLD = 3


@answered
def reasons(view: View) -> dict[str, Any]:
    """Fill the card with the reasons for absence, under authorised and unauthorised."""
    require_fine(view)
    if not shares.has_marks(view):
        return nothing(view.no_marks())
    rows = shares.by_reason(view)
    if rows.empty:
        return nothing("Nobody missed a session in these days.")
    shown = rows.head(shares.MOST_REASONS).sort_values(
        ["authorised", "numerator"], ascending=False, ignore_index=True
    )
    named = [
        f"{'Authorised' if authorised else 'Unauthorised'}: {group}"
        for authorised, group in zip(shown["authorised"], shown["group"], strict=True)
    ]
    figure = dots_with_intervals(
        shown.assign(group=named, pupils=shown["pupils_with"], small=False, is_focus=~shown["authorised"]),
        percent,
    )
    notes = [
        f"beside each reason: pupils with it, of {rows['pupils'].max():,}",
        f"{len(rows) - len(shown)} more in the table" if len(rows) > len(shown) else "",
        *(f"{row['label']}: {row['explanation']}" for row in breaks(view)),
    ]
    table = table_of(rows, "Reason").assign(**{"Pupils with it": rows["pupils_with"].tolist()})
    return filled(figure, reasons_sentence(rows), notes, table, about(view, "week_codes"))


def breaks(view: View) -> list[dict[Any, Any]]:
    """Return the days in the window on which the codes changed."""
    first, last = view.filters["from_date"], view.filters["to_date"]
    if not (first and last):
        first, last = view.known.first_day, view.known.last_day
    if not (first and last):
        return []
    return series_breaks("absence_rate", first, last).to_dict("records")


def reasons_sentence(rows: pd.DataFrame) -> str:
    """Say the most frequent reasons, and how much of absence is without leave."""
    every = rows["numerator"].sum()
    first = [
        f"{row['group'][0].lower()}{row['group'][1:]} {rounded(100 * row['numerator'] / every):.0f}"
        for row in rows.head(TOLD).to_dict("records")
    ]
    without = rounded(100 * rows.loc[~rows["authorised"], "numerator"].sum() / every)
    return f"Of 100 sessions missed: {listed(first)}. Unauthorised: {without:.0f} of 100."


@answered
def late(view: View) -> dict[str, Any]:
    """Fill the card on lateness: before the register closed (L) and after it (U)."""
    require_fine(view)
    if not shares.has_marks(view):
        return nothing(view.no_marks())
    earlier = view.a_year_earlier()
    rows = shares.by_reason(view, late=True)
    if rows.empty:
        return nothing("Nobody came late in these days.")
    before = shares.by_reason(earlier, late=True) if earlier and shares.has_marks(earlier) else rows[:0]
    both = pd.concat([rows.assign(is_focus=True), before.assign(group=before["group"] + ", last year")])
    both = both.sort_values(["code", "is_focus"], ascending=[True, False], ignore_index=True)
    figure = dots_with_intervals(both.assign(pupils=both["pupils_with"], small=False), percent)
    notes = [
        f"beside each: pupils with it, of {rows['pupils'].max():,}",
        ""
        if len(before)
        else "no marks of the same days last year: import last year's attendance to see them",
        "as shares of possible sessions; L counts as attending, U as absence without leave",
    ]
    return filled(
        figure,
        late_sentence(view, rows, before),
        notes,
        table_of(both, "Late"),
        about(view, "week_codes", "lateness"),
    )


def late_sentence(view: View, rows: pd.DataFrame, before: pd.DataFrame) -> str:
    """Say how often pupils come late, how few of them make up half of it, and last year."""
    told = []
    late_words = {
        "L": "pupils came late, before the register closed",
        "U": "they came after it had closed, which counts as absence",
    }
    for code, words in late_words.items():
        mine, then = (each[each["code"] == code] for each in (rows, before))
        if mine.empty:
            continue
        said = f"In {percent(mine['value'].iloc[0])} of sessions {words}"
        if len(then):
            said += f" ({change(*(Gap(*each.iloc[0][['value', 'low', 'high']]) for each in (mine, then)))})"
        told.append(f"{said}.")
    number, late_pupils = half_of_it(view)
    if number:
        told.append(
            f"Half of these late arrivals were by {pupils(number)}, of {late_pupils:,} who were ever late."
        )
    return " ".join(told)


def half_of_it(view: View) -> tuple[int, int]:
    """Return how few pupils make up half of all late arrivals, and how many were late at all."""
    rows = held.by_code(view)
    rows = rows[rows["code"].isin(["L", "U"])]
    each = np.sort(rows.groupby("pupil_id")["sessions"].sum().to_numpy())[::-1]
    if not len(each):
        return 0, 0
    return int(np.searchsorted(np.cumsum(each), each.sum() / 2) + 1), len(each)
