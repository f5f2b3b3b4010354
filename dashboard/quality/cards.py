"""What fills the figure cards of the quality page."""

from typing import Any

import pandas as pd

from dashboard.cards import About, day, filled
from dashboard.figure_parts import empty_figure
from dashboard.quality import coverage, figures, words
from dashboard.quality.view import View, answered
from dashboard.query import read_query
from dashboard.wording import year_words

MARKS = (
    "A mark is expected for each pupil on roll for each morning and afternoon on which at least a quarter of "
    "the school is marked. Without a day of joining or leaving a pupil counts for the whole year."
)
RESULTS = (
    "A result is expected of each member of a class in each assessment of its subject in which at least half "
    "of the other classes of the year group have one."
)
KNOWN = "The pupils of the year's pupils file, and how many of them have each thing in the imported files."


def about(definition: str, name: str) -> About:
    """Return what stands behind a card."""
    return About(definition, "This project's definition", read_query(f"quality/{name}").sql)


@answered
def marks(view: View) -> dict[str, Any]:
    """Show which marks are missing, by week and year group, and which registers."""
    rows = view.rows("marked_days")
    info = about(MARKS, "marked_days")
    if rows.empty:
        return filled(empty_figure("No marks yet."), words.marks_sentence(rows, [], 0), about=info)
    spans = coverage.marks_by_span(rows)
    whole = coverage.classes_without_marks(rows)
    by_month = pd.to_datetime(rows["week"]).nunique() > coverage.MOST_WEEKS
    order = [stamp.isoformat() for stamp in sorted(spans["span"].unique())]
    drawn = spans.assign(span=[stamp.isoformat() for stamp in spans["span"]])

    def say(span: str) -> str:
        """Say the month or the day with which a span begins."""
        first = pd.Timestamp(span).date()
        return f"{first:%b %Y}" if by_month else f"{first.day} {first:%b}"

    figure = figures.coverage_figure(drawn, "span", "given", "expected", order, say)
    table = pd.DataFrame(
        {
            "Class": [each.group for each in whole],
            "From": [day(each.first_day) for each in whole],
            "To": [day(each.last_day) for each in whole],
            "School days": [each.days for each in whole],
            "Marks missing": [each.sessions for each in whole],
        }
    )
    table.attrs["caption"] = "Days on which a whole register is missing"
    told = words.marks_sentence(spans, whole, coverage.scattered(rows, whole))
    sentence = f"{told} {words.weekdays_words(coverage.unmarked_weekdays(rows))}".strip()
    notes = ["share of expected marks", "months" if by_month else "weeks beginning on the day named"]
    return filled(figure, sentence, notes, table, info)


@answered
def results(view: View) -> dict[str, Any]:
    """Show which classes gave no result that others of their year gave."""
    rows = view.rows("class_results")
    info = about(RESULTS, "class_results")
    found = coverage.classes_without_results(rows)
    sentence = words.results_sentence(found, rows)
    if rows.empty:
        return filled(empty_figure("No results of classes yet."), sentence, about=info)
    sums = coverage.results_by_assessment(rows)
    order = list(dict.fromkeys(sums["assessment"].tolist()))
    figure = figures.coverage_figure(sums, "assessment", "with_result", "members", order, str)
    table = pd.DataFrame(
        {
            "Class": found["class"].tolist(),
            "Subject": found["subject"].tolist(),
            "Teacher": found["teacher"].tolist(),
            "Assessment": found["assessment"].tolist(),
            "Pupils": found["members"].tolist(),
            "Other classes that gave it": found["others"].tolist(),
        }
    )
    table.attrs["caption"] = "Classes without a result that others of their year and subject gave"
    return filled(figure, sentence, "share of places in classes with a result", table, info)


@answered
def pupils(view: View) -> dict[str, Any]:
    """Show what is not known of pupils, by year group."""
    rows = view.rows("known_of_pupils")
    info = about(KNOWN, "known_of_pupils")
    known = coverage.known_shares(rows)
    sentence = words.pupils_sentence(known)
    if rows.empty:
        return filled(empty_figure("No pupils yet."), sentence, about=info)
    order = list(coverage.FIELDS)
    figure = figures.coverage_figure(known, "field", "known", "pupils", order, coverage.FIELDS.__getitem__)
    wide = known.pivot_table(index="field", columns="year_group", values="known", sort=False)
    wide = wide.reindex(order)[figures.in_order([str(name) for name in wide.columns])].astype(int)
    wide.columns = [year_words(str(name)) for name in wide.columns]
    table = wide.reset_index(names="Known").assign(Known=[coverage.FIELDS[name] for name in order])
    sizes = " · ".join(f"{year_words(str(row.year_group))}: {row.pupils}" for row in rows.itertuples())
    return filled(figure, sentence, ["share of pupils of whom it is known", sizes], table, info)
