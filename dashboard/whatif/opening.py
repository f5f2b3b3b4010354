"""What stands on the page when it opens: the question, the levers, and what an address brought along."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.saved_scenarios import Kept, moved_on
from dashboard.whatif.asking import kind_of, said
from dashboard.whatif.kind import Question
from dashboard.whatif.levers import NotALever, Value, read_values
from dashboard.whatif.shelf import PATH
from dashboard.whatif.view import COLUMNS, View, seen

Query = Mapping[str, str | list[str]]


@dataclass
class Opened:
    """The page as it opens. ``results`` are scenarios by column, ``locked`` those that were saved."""

    view: View
    notes: list[str] = field(default_factory=list)
    results: dict[str, Kept] = field(default_factory=dict)
    start: dict[str, dict[str, Value]] = field(default_factory=dict)

    @property
    def locked(self) -> frozenset[str]:
        """Return the columns that nobody may change: what was saved stays as it was."""
        return frozenset(letter for letter, kept in self.results.items() if kept.name)


def opened_at(query: Query, kept: Mapping[str, Kept], notes: list[str]) -> Opened:
    """Return the page for an address and the scenarios that it names. Raises Missing.

    ``copy`` in the address takes their levers alone, to go on from there.
    """
    first = next(iter(kept.values()), None)
    chosen: Mapping[str, object] = query if first is None else first.question
    page = Opened(seen(kind_of(first.kind if first else query.get("kind")), chosen), list(notes))
    page.start = {letter: read_values(page.view.levers, {}) for letter in COLUMNS}
    for letter, each in kept.items():
        try:
            page.start[letter] = read_values(page.view.levers, each.values)
        except NotALever as error:
            page.notes.append(f"{letter}: its levers cannot stand where they stood. {error}")
        if "copy" not in query:
            page.results[letter] = each
        if each.question != page.view.question.as_dict():
            page.notes.append(f"{letter} is about {said(Question(**each.question))}.")
    return page


def foot(page: Opened, letter: str) -> list[Component]:
    """Return what stands under a column that was brought along: whose it is, and how to go on from it."""
    kept = page.results.get(letter)
    if kept is None:
        return []
    name = (
        f"Saved as “{kept.name}” by {kept.author} and locked." if kept.name else "Worked out, not saved yet."
    )
    others = [each.id for each in page.results.values()]
    moved = moved_on(kept, page.view.store.generation)
    words = "Work it out again from here" if moved else "Go on from here"
    return [
        html.P([name, html.Span(f" {moved}", className="whatif-note")] if moved else name),
        html.P(dcc.Link(words, href=f"{PATH}?ids={','.join(others)}&copy=1")),
    ]
