"""The cards about time: week by week, day by day, days of the week, parts of the day and of the term."""

from typing import Any

import numpy as np
import pandas as pd

from dashboard.academic_years import written
from dashboard.attendance import shares
from dashboard.attendance.about import about, table_of
from dashboard.attendance.figures import days_figure, weeks_figure
from dashboard.attendance.view import View, answered, nothing, require_fine
from dashboard.attendance.words import CHANCE, between, change, percent, points, pupils, span
from dashboard.cards import day, filled
from dashboard.figure_parts import Line, dots_with_intervals
from dashboard.reference import benchmark, phase_of, series_breaks
from dashboard.sentences import rounded
from dashboard.statistics import Gap, with_intervals
from dashboard.statistics.clusters import chance_of_equal, contrast, share_sums

RARE = 0.05  # differences that chance makes less often than this are told
ALONE = "A single day or week moves a good deal by chance."


@answered
def weeks(view: View) -> dict[str, Any]:
    """Fill the card with absence week by week, beside last year and the country."""
    require_fine(view)
    now, earlier = shares.by_week(view), view.a_year_earlier()
    if now.empty:
        return nothing(view.no_marks())
    before = shares.by_week(earlier) if earlier else now.iloc[:0]
    before = now.iloc[:0] if before.empty else before  # results may reach further back than marks
    first, last = now["first_day"].min(), now["last_day"].max()
    breaks: list[Line] = [
        {"at": f"{row['date']:%Y-%m-%d}", "label": row["label"]}
        for row in series_breaks("absence_rate", first.date(), last.date()).to_dict("records")
    ]
    country = national(view, "absence_rate", str(now["academic_year"].iloc[-1]))
    figure = weeks_figure(now, before, country, breaks)
    notes = [
        f"{pupils(now['pupils'].max())}, {len(now)} school weeks",
        "grey: last year's same weeks"
        if len(before)
        else "no marks of the same weeks last year: import last year's attendance to see them",
        "" if country else "no national figure fits this choice",
        "; ".join(line["label"] for line in breaks),
    ]
    table = table_of(now.assign(group=[day(each) for each in now["first_day"]]), "Week from")
    return filled(figure, weeks_sentence(view, now, earlier), notes, table, about(view, "week_patterns"))


def weeks_sentence(view: View, now: pd.DataFrame, earlier: View | None) -> str:
    """Say how much is missed in all, how that compares with last year, and the latest week."""
    rate = whole_rate(view)
    first, last = now.iloc[0], now.iloc[-1]
    told = (
        f"From {day(first['first_day'])} to {day(last['last_day'])}, {percent(rate.difference)} of sessions "
    )
    told += f"were missed{between(rate.low, rate.high)}"
    before = whole_rate(earlier) if earlier else None
    told += f"; {change(rate, before)}." if before and not np.isnan(before.difference) else "."
    if len(now) > 1:
        told += (
            f" In the latest week, which began on {day(last['first_day'])}, it was {percent(last['value'])}."
        )
    return told


def whole_rate(view: View) -> Gap:
    """Return the share of sessions missed by all pupils, with its interval."""
    found = view.measured("absence_rate")
    if not len(found.pupils):
        return Gap(np.nan, np.nan, np.nan)
    sums = share_sums(found.numerator[:, None], found.denominator[:, None])
    row = with_intervals(sums, "ratio").iloc[0]
    return Gap(float(row["value"]), float(row["low"]), float(row["high"]))


def national(view: View, measure: str, year: str) -> Line | None:
    """Return the national figure of a school year, or of the year before where that has none yet.

    It is of whole phases: none fits some of the pupils.
    """
    if any(view.filters[name] for name in ("year_groups", "classes", "groups")):
        return None
    phase = phase_of(choice.value for choice in view.known.year_groups)
    begins = int(year[:4])
    for each in (year, written(begins - 1)):
        found = benchmark(measure, each, phase, "All pupils", "All pupils")
        if found:
            return {"at": found.value, "label": f"England, all of {each}: {percent(found.value)}"}
    return None


@answered
def days(view: View) -> dict[str, Any]:
    """Fill the calendar."""
    require_fine(view)
    rows = shares.by_day(view)
    if rows.empty:
        return nothing(view.no_marks())
    most, least = (rows.iloc[int(place)] for place in (rows["value"].argmax(), rows["value"].argmin()))
    sentence = (
        f"Most was missed on {_day(most)} ({percent(most['value'])}), least on {_day(least)} "
        f"({percent(least['value'])}). {ALONE}"
    )
    table = pd.DataFrame(
        {
            "Day": [day(each.date()) for each in rows["date"]],
            "Pupils": rows["pupils"],
            "Missed (in 100)": 100 * rows["value"],
            "Mornings (in 100)": 100 * rows["morning"],
            "Afternoons (in 100)": 100 * rows["afternoon"],
        }
    )
    notes = [
        f"{len(rows)} school days",
        f"palest {percent(least['value'])}, darkest {percent(most['value'])}",
    ]
    return filled(days_figure(rows), sentence, notes, table, about(view, "days"))


def _day(row: pd.Series) -> str:
    """Name a day with its weekday."""
    return f"{row['date']:%A} {day(row['date'].date())}"


@answered
def weekdays(view: View) -> dict[str, Any]:
    """Fill the card that sets the days of the week side by side."""
    require_fine(view)
    missed, possible, _parts, _possible = shares.pupil_days(view)
    if not possible.sum():
        return nothing(view.no_marks())
    rows = shares.with_shares(list(shares.WEEKDAYS), missed, possible)
    chance = chance_of_equal(missed, possible)
    told = _widest(missed, possible)
    if told is not None and told[1].clear and chance < RARE:
        rows["is_focus"] = rows["group"] == shares.WEEKDAYS[told[0]]
        sentence = day_sentence(*told, missed, possible)
    else:
        sentence = no_day_sentence(chance)
    notes = [pupils(rows["pupils"].max()), f"days as far apart by chance alone: {_often(chance)}"]
    figure = dots_with_intervals(rows, percent)
    return filled(figure, sentence, notes, table_of(rows, "Day"), about(view, "week_patterns"))


def _widest(missed: shares.Table, possible: shares.Table) -> tuple[int, Gap] | None:
    """Return the day that is furthest from the other days, and how far."""
    used = [place for place in range(missed.shape[1]) if possible[:, place].sum()]
    if len(used) < 2:
        return None
    found = []
    for place in used:
        others = [each for each in used if each != place]
        mine = missed[:, place], possible[:, place]
        rest = missed[:, others].sum(axis=1), possible[:, others].sum(axis=1)
        found.append((place, contrast(mine, rest, looks=len(used))))
    return max(found, key=lambda each: abs(each[1].difference))


def day_sentence(place: int, gap: Gap, missed: shares.Table, possible: shares.Table) -> str:
    """Say how the day that stands out compares with the others."""
    name = shares.WEEKDAYS[place]
    mine = missed[:, place].sum() / possible[:, place].sum()
    others = mine - gap.difference
    more = "most" if gap.difference > 0 else "least"
    extra = abs(gap.difference) * possible[:, place].sum()
    return (
        f"{name} are missed {more}: {percent(mine)} of their sessions, {percent(others)} on the other days. "
        f"The difference is {points(gap.difference)} in 100 sessions{span(gap)}: about {rounded(extra):,.0f} "
        f"{'more' if gap.difference > 0 else 'fewer'} sessions missed in these days."
    )


def no_day_sentence(chance: float) -> str:
    """Say that no day stands out, and whether the five together differ."""
    if chance < RARE:
        return "The days differ more than chance would often make them, but no single day stands out from it."
    return f"No day of the week stands out: how far apart they are {CHANCE}."


def _often(chance: float) -> str:
    """Say how often chance would do it."""
    if np.isnan(chance):
        return "not known"
    return "fewer than 1 time in 100" if chance < 0.01 else f"{rounded(100 * chance):.0f} times in 100"


@answered
def patterns(view: View) -> dict[str, Any]:
    """Fill the card on mornings, days next to a holiday, half days and broken weeks."""
    require_fine(view)
    _days, _possible, missed, possible = shares.pupil_days(view)
    if not possible.sum():
        return nothing(view.no_marks())
    names = ["Mornings", "Afternoons", "Next to a holiday", "All other days"]
    pairs = [
        np.column_stack(
            [
                part[:, shares.MORNING],
                part[:, shares.ALL] - part[:, shares.MORNING],
                part[:, shares.EDGE],
                part[:, shares.ALL] - part[:, shares.EDGE],
            ]
        )
        for part in (missed, possible)
    ]
    rows = shares.with_shares(names, *pairs)
    told = [_pair(names, place, *pairs) for place in (0, 2)]
    sentence = " ".join([*(each for each in told if each), broken_sentence(shares.broken(view))])
    notes = [pupils(rows["pupils"].max()), "next to a holiday: the last day before and the first after it"]
    figure = dots_with_intervals(rows, percent)
    return filled(figure, sentence, notes, table_of(rows, "When"), about(view, "week_patterns"))


def _pair(names: list[str], place: int, missed: shares.Table, possible: shares.Table) -> str:
    """Say how one kind of session compares with its other."""
    mine, other = ((missed[:, at], possible[:, at]) for at in (place, place + 1))
    gap = contrast(mine, other)
    if np.isnan(gap.difference):
        return "No day here is known to lie next to a holiday." if place else ""
    values = [percent(each[0].sum() / each[1].sum()) for each in (mine, other)]
    first, second = names[place], names[place + 1].lower()
    words = f"{first}: {values[0]}, {second}: {values[1]}"
    return (
        f"{words}; the difference {CHANCE}."
        if not gap.clear
        else f"{words}, further apart than chance would put them."
    )


def broken_sentence(parts: dict[str, float]) -> str:
    """Say how much of absence is half days, and how many weeks with absence are broken ones."""
    whole, half = parts["whole"], parts["half"]
    weeks_missed = parts["broken_weeks"] + parts["whole_weeks"]
    if not whole + half or not weeks_missed:
        return ""
    shares_said = [rounded(100 * half / (whole + half)), rounded(100 * parts["broken_weeks"] / weeks_missed)]
    return (
        f"Of 100 sessions missed, {shares_said[0]:.0f} are half days. Of 100 weeks in which a pupil is away, "
        f"{shares_said[1]:.0f} are broken: the pupil is in school for part of them."
    )
