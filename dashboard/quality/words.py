"""What the quality page says: what to put right first, what is complete, and the sentence of each card."""

import datetime
from collections.abc import Sequence

import pandas as pd

from dashboard.cards import day
from dashboard.data.words import counted, in_a_row
from dashboard.quality.coverage import FIELDS, Missing
from dashboard.quality.figures import in_order
from dashboard.wording import year_words

NAMED = 3
MUCH = 0.05  # of a year group, before a missing fact is worth a line


def span_words(first: datetime.date, last: datetime.date) -> str:
    """Say a run of days: on 5 Oct 2026; from 5 Oct to 9 Oct 2026."""
    if first == last:
        return f"on {day(first)}"
    return f"from {day(first)[: -5 if first.year == last.year else None]} to {day(last)}"


def missing_words(each: Missing) -> str:
    """Say which register is missing, and what to ask for."""
    return (
        f"{each.group} has no marks {span_words(each.first_day, each.last_day)} "
        f"({counted(each.days, 'school day')}, {counted(each.sessions, 'mark')})."
    )


def marks_sentence(spans: pd.DataFrame, whole: Sequence[Missing], others: int) -> str:
    """Say how complete the marks are."""
    if spans.empty:
        return "No marks in this year. Import attendance."
    expected, given = int(spans["expected"].sum()), int(spans["given"].sum())
    if expected == given:
        return f"Every mark is there: {counted(given, 'mark')} of every pupil on roll on every school day."
    told = f"{given:,} of {expected:,} marks are there."
    if whole:
        told += f" {counted(len(whole), 'run')} of days without a register: {missing_words(whole[0])}"
    if others:
        told += f" Beside {'those' if whole else 'whole registers'}, single marks are missing: {others:,}."
    return told


def weekdays_words(days: Sequence[datetime.date]) -> str:
    """Ask about weekdays without any mark inside weeks with school."""
    if not days:
        return ""
    named = in_a_row([day(each) for each in days[-NAMED:]])
    more = f", and {len(days) - NAMED} before" if len(days) > NAMED else ""
    return (
        f"Nobody has a mark on {named}{more}, inside weeks with school. A training day or a bank holiday? "
        "If not, ask for those days again."
    )


def class_words(row: dict[str, object]) -> str:
    """Say which class gave no result that others gave."""
    others = int(str(row["others"]))
    teacher = f" ({row['teacher']})" if isinstance(row["teacher"], str) else ""
    return (
        f"{row['class']}{teacher} has no {row['subject']} result for {row['assessment']}; "
        f"{counted(others, 'other class', 'other classes')} of Year {row['year_group']} "
        f"{'has' if others == 1 else 'have'}."
    )


def results_sentence(found: pd.DataFrame, rows: pd.DataFrame) -> str:
    """Say whether each class gave the results that the others of its year gave."""
    if rows.empty:
        return "No class of this year has a result yet. Import results, classes and class_members."
    if found.empty:
        return (
            "Every class has results in each assessment that the other classes of its year and subject have."
        )
    first = class_words({str(name): value for name, value in found.iloc[0].items()})
    more = len(found) - 1
    return first + (f" {counted(more, 'more class', 'more classes')} like this below." if more else "")


def unknown_fields(known: pd.DataFrame) -> list[tuple[str, str, int, int]]:
    """Return what is not known of many pupils of a year group: field, year group, without it, pupils."""
    short = known[known["pupils"] - known["known"] > MUCH * known["pupils"]]
    short = short.assign(without=short["pupils"] - short["known"]).sort_values("without", ascending=False)
    names = ("field", "year_group", "without", "pupils")
    return list(zip(*(short[name].tolist() for name in names), strict=True))


def pupils_sentence(known: pd.DataFrame) -> str:
    """Say what is not known of whom, or that nearly all is."""
    if known.empty:
        return "No pupils in this year. Import the pupils file."
    short = unknown_fields(known)
    if not short:
        return "Nearly everything that figures rest on is known of the pupils of every year group."
    return " ".join(field_words(*each) for each in short[:NAMED]) + (
        f" {counted(len(short) - NAMED, 'more gap')} like this in the table." if len(short) > NAMED else ""
    )


def field_words(field: str, year_group: str, without: int, pupils: int) -> str:
    """Say what is not known of how many pupils of a year group."""
    who = f"all {pupils:,} pupils" if without == pupils else f"{without:,} of {pupils:,} pupils"
    return f"{FIELDS[field]} is not known for {who} of {year_words(year_group)}."


def complete_words(complete: Sequence[tuple[str, str]]) -> list[str]:
    """Say for each assessment of which year groups every class gave results."""
    by_assessment: dict[str, list[str]] = {}
    for assessment, year_group in complete:
        by_assessment.setdefault(assessment, []).append(year_group)
    return [
        f"Every class of {named_years(years)} has results for {assessment}."
        for assessment, years in by_assessment.items()
    ]


def named_years(years: Sequence[str]) -> str:
    """Name year groups as a sentence does: Year 7 and Year 9, Years 7 to 11."""
    numbers = sorted(int(year) for year in years if year.isdecimal())
    if len(numbers) == len(years) > 2 and numbers[-1] - numbers[0] == len(years) - 1:
        return f"Years {numbers[0]} to {numbers[-1]}"
    return in_a_row([year_words(year) for year in in_order(years)])
