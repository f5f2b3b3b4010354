"""The rows of a change in staffing: money, teachers, class sizes and working hours beside today's."""

from collections.abc import Mapping
from math import isnan

import pandas as pd

from dashboard.scenarios.evidence import Evidence, effect_of, range_line
from dashboard.scenarios.outcome import Line, Row
from dashboard.scenarios.staffing import Figures, ppa_hours
from dashboard.scenarios.staffing_school import Levers, PpaOf, Today
from dashboard.scenarios.words import against, capital, money, money_against, number, percent

SMALLER_BY = 5  # pupils a class; the evidence is about 10, and half of that is the least it can speak for
HOURS = {
    "Teaching": "hours a week taught",
    "PPA": "hours a week of PPA",
    "Other time": "hours a week of other time in school",
}


def band_words(metric: str, value: float, bands: pd.DataFrame) -> str:
    """Say whether a figure is typical, in the words of its band. Empty where no band is known."""
    columns = (bands[name].tolist() for name in ("metric", "at_least", "below", "words"))
    for name, least, below, words in zip(*columns, strict=True):
        if name == metric and float(least or "-inf") <= value < float(below or "inf"):
            return str(words)
    return ""


def _line(row_what: tuple[Row, str], today: float, value: float, unit: str, words: str) -> Line:
    """Return a cell with its words as a sentence."""
    return Line(row_what[0], row_what[1], today, value, unit, f"{capital(words)}.")


def money_rows(today: Today, now: Figures, then: Figures, bands: pd.DataFrame) -> list[Line]:
    """Return what teachers cost, for a lesson and of the income."""
    if isnan(now.cost):
        words = "Needs what teachers cost from your staff export (cost)"
        return [Line("money", "Teachers, a year", None, None, "£", f"{words}.")]
    lines = [
        _line(("money", "Teachers, a year"), now.cost, then.cost, "£", money_against(then.cost, now.cost)),
        _line(
            ("money", "One lesson in the cycle, a year"),
            now.cost_per_lesson,
            then.cost_per_lesson,
            "£",
            money_against(then.cost_per_lesson, now.cost_per_lesson),
        ),
    ]
    if today.income:
        shares = now.cost / today.income, then.cost / today.income
        words = f"{percent(shares[1])} of the school's income, {percent(shares[0])} today"
        lines.append(_line(("money", "Teachers' share of income"), *shares, "share", words))
    if today.income and today.expenditure is not None:
        spare = today.income - today.expenditure
        left = spare - (then.cost - now.cost)
        words = f"{money(left)} a year {'left over' if left >= 0 else 'more spent than comes in'}"
        band = band_words("balance", left / today.income, bands)
        lines.append(_line(("money", "Balance of the year"), spare, left, "£", f"{words} ({band})"))
    return lines


def staff_rows(now: Figures, then: Figures) -> list[Line]:
    """Return teachers, pupils for each, and lessons beyond a basic curriculum."""
    ratios = now.pupil_teacher_ratio, then.pupil_teacher_ratio
    side = "more" if then.curriculum_bonus >= 0 else "fewer"
    bonus = f"{number(abs(then.curriculum_bonus))} lessons {side} than classes of 27 would need"
    return [
        _line(
            ("staff", "Teachers"), now.fte, then.fte, "FTE", against(then.fte, now.fte, "full-time teachers")
        ),
        _line(
            ("staff", "Pupils for each teacher"), *ratios, "pupils", against(ratios[1], ratios[0], "pupils")
        ),
        _line(("staff", "Curriculum bonus"), now.curriculum_bonus, then.curriculum_bonus, "lessons", bonus),
    ]


def class_size_rows(now: Figures, then: Figures, bands: pd.DataFrame) -> list[Line]:
    """Return the average class and the lessons it takes."""
    sizes = now.class_size, then.class_size
    words = f"{against(sizes[1], sizes[0], 'pupils')}: {band_words('class_size', sizes[1], bands)}"
    lessons = against(then.periods, now.periods, "lessons in a cycle", 0)
    return [
        _line(("class size", "Average class"), *sizes, "pupils", words),
        _line(("class size", "Lessons taught in a cycle"), now.periods, then.periods, "lessons", lessons),
    ]


def workload_rows(
    today: Today, levers: Levers, now: Figures, then: Figures, bands: pd.DataFrame
) -> list[Line]:
    """Return contact ratio, hours of a full-time teacher's week, and whose work there is to mark."""
    ratio = f"{percent(then.contact_ratio)} of the week taught, {percent(now.contact_ratio)} today"
    ratio += f": {band_words('contact_ratio', then.contact_ratio, bands)}"
    ratios = now.contact_ratio, then.contact_ratio
    lines = [_line(("workload", "Contact ratio"), *ratios, "share", ratio)]
    before = hours_of_week(today, now, today.ppa_of)
    after = hours_of_week(today, then, levers.ppa_of or today.ppa_of)
    for what, unit in HOURS.items():
        words = against(after[what], before[what], unit)
        lines.append(_line(("workload", what), before[what], after[what], "hours", words))
    seen = now.load * now.class_size / today.weeks, then.load * then.class_size / today.weeks
    words = against(seen[1], seen[0], "pieces of work if each pupil hands in one a lesson", 0)
    lines.append(_line(("workload", "Pupils taught in a week, lesson by lesson"), *seen, "pupils", words))
    return lines


def hours_of_week(today: Today, found: Figures, ppa_of: PpaOf) -> Mapping[str, float]:
    """Return a full-time teacher's hours in the timetabled week: teaching, PPA and other time."""
    week = today.cycle * today.hours / today.weeks
    taught = week * found.contact_ratio
    ppa = ppa_hours(taught, week, found.ppa_share, ppa_of)
    return {"Teaching": taught, "PPA": ppa, "Other time": week - taught - ppa}


def outcome_range_row(now: Figures, then: Figures, evidence: Evidence) -> Line:
    """Return what research can say of this change in class size, which is mostly nothing."""
    smaller = now.class_size - then.class_size
    if smaller >= SMALLER_BY:
        return range_line(effect_of(evidence, "smaller_classes"), "Progress in smaller classes")
    words = "No usable estimate: class sizes stay about as they are."
    if smaller > 0.5:
        words = "No usable estimate: what was studied is classes smaller by about 10 pupils, not by so few."
    elif smaller < -0.5:
        words = "No usable estimate for larger classes: what was studied is much smaller ones."
    return Line("outcome range", "Progress", None, None, "months", words)


def unknown_rows(now: Figures, then: Figures) -> list[Line]:
    """Return what no timetable tells."""
    lines = ["Whether teachers of the right subjects can be found, and what staff would make of the change."]
    if then.other_share < 0 or now.other_share < 0:
        lines.append(
            "Today's timetable has no room for this much PPA beside the teaching: it lacks "
            f"{percent(abs(min(then.other_share, now.other_share)))} of the week. Check the staff import."
        )
    if then.class_size < 2:
        lines.append("A class of one is a pupil alone with a teacher: no school's rooms or budget hold that.")
    return [Line("what we cannot say", "Not known", None, None, "", words) for words in lines]
