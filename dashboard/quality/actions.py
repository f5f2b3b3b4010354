"""What to put right first, and what is complete: the two lists at the top of the quality page."""

import datetime

from dash import html
from dash.development.base_component import Component

from dashboard.cards import day
from dashboard.data.words import counted, in_a_row, title
from dashboard.quality import coverage, fresh, kinds, words
from dashboard.quality.view import View, answered

MOST = 8  # lines of a list that a person acts on in one sitting
OF_EACH = 3
NEARLY = "At least 998 in 1,000 marks are"


def to_do(view: View, today: datetime.date) -> list[str]:
    """Return what to put right, the most telling first, each with what to ask for."""
    marked, given = view.rows("marked_days"), view.rows("class_results")
    lines = [
        f"{words.missing_words(each)} Ask for the attendance export of these days again."
        for each in coverage.classes_without_marks(marked)[:OF_EACH]
    ]
    missing = coverage.classes_without_results(given)
    lines += [
        f"{words.class_words({str(name): value for name, value in row.items()})} Ask for the marksheet again."
        for row in missing.head(OF_EACH).to_dict("records")
    ]
    lines += [
        f"{kind.sentence(int(rows['found'].iloc[0]))}. {kind.do}"
        for _name, kind, rows in kinds.in_order(view.contradictions())
        if not kind.may_be_right
    ]
    known = coverage.known_shares(view.rows("known_of_pupils"))
    lines += [
        f"{words.field_words(*each)} Ask for the pupils export with that column."
        for each in words.unknown_fields(known)[:OF_EACH]
    ]
    lines += [
        f"{title(each.table)}: the last day is {each.age} days ago ({each.words}). Ask for a new export."
        for each in fresh.freshness(view.rows("rhythm"), today)
        if each.state == "late"
    ]
    return lines


def strengths(view: View, today: datetime.date) -> list[str]:
    """Return what is complete."""
    marked, given = view.rows("marked_days"), view.rows("class_results")
    lines = words.complete_words(coverage.complete_years(given))[:OF_EACH] if not given.empty else []
    spans = coverage.marks_by_span(marked) if not marked.empty else marked
    if not marked.empty:
        by_year = spans.groupby("year_group")[["expected", "given"]].sum()
        every = by_year["given"] >= by_year["expected"]
        nearly = ~every & (by_year["given"] >= (1 - coverage.FEW / 10) * by_year["expected"])
        for said, years in (("Every mark is", by_year[every]), (NEARLY, by_year[nearly])):
            lines += [f"{said} there for {words.named_years(list(years.index))}."] if len(years) else []
    found = {name for name, _kind, _rows in kinds.in_order(view.contradictions())}
    clear = [kind.title.lower() for name, kind in kinds.KINDS.items() if name not in found]
    if clear and not marked.empty:
        lines.append(f"Looked for and not found: {in_a_row(clear)}.")
    in_time = [each for each in fresh.freshness(view.rows("rhythm"), today) if each.state == "in time"]
    lines += [f"{title(each.table)} came in time: last day {day(each.last_day)}." for each in in_time]
    return lines


@answered
def lists(view: View) -> dict[str, list[Component]]:
    """Fill both lists."""
    today = datetime.date.today()
    do, well = to_do(view, today), strengths(view, today)
    rest = len(do) - MOST
    shown: list[Component] = [html.Ol([html.Li(line) for line in do[:MOST]])] if do else []
    shown += [] if do else [html.P("Nothing to put right.")]
    shown += [html.P(f"{counted(rest, 'more line')} in the cards below.")] if rest > 0 else []
    good = html.Ul([html.Li(line) for line in well]) if well else html.P("Nothing is complete yet.")
    return {"do": shown, "well": [good]}
