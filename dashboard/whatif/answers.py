"""What the page shows for where the levers stand: sentences, comparison, chart and caveat."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.cache import remember
from dashboard.cards import About, filled
from dashboard.figure_parts import empty_figure
from dashboard.saved_scenarios import NotKept, load, moved_on
from dashboard.scenarios.outcome import CERTAIN, Impossible, Outcome
from dashboard.scenarios.outcome import silent as nobody
from dashboard.whatif import listing
from dashboard.whatif.asking import said
from dashboard.whatif.levers import Value, moved
from dashboard.whatif.table import comparison
from dashboard.whatif.view import View, impossible_words
from dashboard.whatif.work import SEED

NOTHING_SEARCHED = "Set its levers, then press “Work it out”."
NOTHING_COMPARED = "Nothing to compare yet."
NOTHING_MOVED = "As today: move one of its levers, and what that changes stands here at once."
METHOD = (
    "Worked out by exact rules from your own imports: the same levers on the same data give the same answer. "
    "Effects on pupils come from the evidence table of this project alone, as ranges and never of one pupil."
)


@dataclass(frozen=True)
class Answer:
    """One column: its outcome where there is one, and what is said of it."""

    outcome: Outcome | None
    sentence: str
    note: str = ""


def closed_form(view: View, values: Mapping[str, Value]) -> Answer:
    """Return the answer of a kind that needs no search."""
    if moved(view.levers, values):
        return _at_once(view, values)
    # Two columns mostly stand as today while the third is dragged: that is worked out once.
    asked: dict[str, object] = dict(view.question.as_dict())
    today = remember(view.store, ("whatif", "as today"), asked, lambda: _at_once(view, values))
    return replace(today, sentence=NOTHING_MOVED) if today.outcome else today


def _at_once(view: View, values: Mapping[str, Value]) -> Answer:
    """Work out where the levers stand."""
    try:
        outcome = view.kind.work(view.prepared, values, SEED, nobody)
    except Impossible as why:
        return Answer(None, f"This cannot be: {why}")
    return Answer(outcome, outcome.sentence)


def searched(view: View, values: Mapping[str, Value], scenario: str | None) -> Answer:
    """Return what a search found, with a note where the levers or the data have moved since."""
    if scenario is None:
        return Answer(None, NOTHING_SEARCHED)
    try:
        kept = load(view.store.folder, scenario)
    except NotKept as why:
        return Answer(None, str(why))
    note = moved_on(kept, view.store.generation)
    if not note and dict(values) != _as_values(kept.values):
        note = "The levers have moved since: work it out again."
    if kept.outcome is None:
        return Answer(None, impossible_words(view, kept), note)
    return Answer(kept.outcome, kept.outcome.sentence, note)


def _as_values(values: Mapping[str, Any]) -> dict[str, Value]:
    """Return values as a lever has them: a file turns what is fixed into lists."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def parts(view: View, answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Return what the page's places are filled with."""
    found = {letter: answer.outcome for letter, answer in answers.items() if answer.outcome}
    return {
        "sentence": [sentence(letter, answer) for letter, answer in answers.items()],
        "compared": comparison(found, f"{view.kind.title}: {said(view.question)}")
        if found
        else html.P(NOTHING_COMPARED),
        "caveat": caveats(found),
        "card": chart(view, found),
        "tables": listing.tables(found),
        "lists": listing.lists(view, found),
    }


def sentence(letter: str, answer: Answer) -> html.Li:
    """Return what is said of one column."""
    note = [html.Span(f" {answer.note}", className="whatif-note")] if answer.note else []
    return html.Li([html.Strong(letter), html.Span([answer.sentence, *note])])


def caveats(found: Mapping[str, Outcome]) -> list[Component]:
    """Return what each result cannot tell, once where they say the same, and how good the answer is."""
    lines: dict[str, list[str]] = {}
    for letter, outcome in found.items():
        lines.setdefault(outcome.caveat, []).append(letter)
    several = len(lines) > 1
    said_of: list[Component] = [
        html.P(f"{' and '.join(letters)}: {words}" if several else words) for words, letters in lines.items()
    ]
    sure = {letter: outcome.certainty for letter, outcome in found.items() if outcome.certainty != CERTAIN}
    return said_of + [html.P(f"{letter}: {words}.") for letter, words in sure.items()]


def chart(view: View, found: dict[str, Outcome]) -> dict[str, Any]:
    """Return the one chart, with the figures of every column as its table."""
    if not found:
        return filled(empty_figure("Nothing to draw yet."), "", "", None, None)
    about = About(view.kind.about, "your imports", "", None, f"{METHOD} Seed {SEED}.")
    return filled(view.kind.draw(found), "", "A is today", figures_table(found), about)


def figures_table(found: Mapping[str, Outcome]) -> pd.DataFrame:
    """Return every figure that has a number, a row each."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for letter, outcome in found.items():
        for line in outcome.lines:
            if line.value is not None:
                row = rows.setdefault(
                    (line.row, line.what), {"Row": line.row, "Figure": line.what, "Unit": line.unit}
                )
                row.setdefault("A", line.today)
                row[letter] = line.value
    return pd.DataFrame(list(rows.values()))
