"""The scenarios that were kept: the list of them, and those that an address names."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.cards import attributes, day
from dashboard.saved_scenarios import ID, Kept, NotKept, every, load, moved_on
from dashboard.searches import searches_of
from dashboard.whatif.asking import said
from dashboard.whatif.kind import Question
from dashboard.whatif.kinds import KINDS
from dashboard.whatif.view import COLUMNS, View, impossible_words

if TYPE_CHECKING:
    from dashboard.store.opening import Store

PATH = "/scenarios"
LATELY = 5  # answers without a name that are still listed


def opened(store: "Store", asked: object) -> tuple[dict[str, Kept], list[str]]:
    """Return the scenarios that an address names, by column, and a sentence for each that is not there.

    A second one of another kind is left out: two kinds have no levers in common.
    """
    found: dict[str, Kept] = {}
    notes = []
    named = [each for each in str(asked or "").split(",") if each]
    for scenario in dict.fromkeys(named[: len(COLUMNS)]):
        try:
            kept = load(store.folder, scenario)
        except NotKept as why:
            notes.append(_still_or(why, store, scenario))
            continue
        if kept.kind not in KINDS:
            notes.append(f"“{kept.name}” is of a kind that this Evenhand does not know.")
        elif found and kept.kind != found[COLUMNS[0]].kind:
            notes.append(f"“{title_of(kept)}” is another kind of scenario: open it by itself.")
        else:
            found[COLUMNS[len(found)]] = kept
    return found, notes


def _still_or(why: NotKept, store: "Store", scenario: str) -> str:
    """Say that a scenario is being worked out, or why it is not there."""
    if ID.fullmatch(scenario) and scenario in searches_of(store.folder).at_work():
        return "This is still being worked out: open the link again in a moment."
    return str(why)


def title_of(kept: Kept) -> str:
    """Return what a scenario is called: its name, or its kind and when it was worked out."""
    return kept.name or f"{KINDS[kept.kind].title}, {datetime.fromisoformat(kept.made_at):%H:%M}"


def saved_list(view: View, shown: Sequence[Kept]) -> html.Section:
    """List what was saved, and what was worked out lately and has no name yet, of every kind."""
    heading = html.H2("Saved scenarios", id="whatif-kept", className="question")
    return html.Section(
        [heading, html.Div(contents(view, shown), id="whatif-shelf")],
        className="figure-card whatif-kept",
        **attributes(aria_labelledby="whatif-kept"),
    )


def contents(view: View, shown: Sequence[Kept]) -> list[Component]:
    """Return the lists; ``shown`` are on the page already, so that others can be put beside the first."""
    kept, damaged = every(view.store.folder)
    named = [each for each in kept if each.name]
    lately = [each for each in kept if not each.name][:LATELY]
    at_work = len(searches_of(view.store.folder).at_work())
    none = "None yet. Save B or C with a name: it then stays as it is, and a link opens it."
    parts: list[Component] = [_listed(named, view, shown) if named else html.P(none)]
    if lately:
        parts += [html.H3("Worked out lately"), _listed(lately, view, shown)]
    if at_work:
        parts.append(html.P(f"Being worked out now: {at_work}. The answers will be listed here."))
    return parts + [html.P(words, className="whatif-note") for words in damaged]


def _listed(kept: Sequence[Kept], view: View, shown: Sequence[Kept]) -> html.Ul:
    """Return scenarios as links, each with what it says and whether the data have moved on."""
    return html.Ul([html.Li(_line(each, view, shown)) for each in kept if each.kind in KINDS])


def _line(kept: Kept, view: View, shown: Sequence[Kept]) -> list[Component | str]:
    """Return one scenario, and the way to put it beside the one that is shown."""
    made = day(datetime.fromisoformat(kept.made_at).date())
    about = f"{KINDS[kept.kind].title}, {said(Question(**kept.question))}; {kept.author}, {made}."
    parts: list[Component | str] = [
        dcc.Link(title_of(kept), href=f"{PATH}?ids={kept.id}"),
        html.Span(f" {about} ", className="whatif-note"),
        kept.outcome.sentence if kept.outcome else impossible_words(view, kept),
    ]
    if moved := moved_on(kept, view.store.generation):
        parts.append(html.Span(f" {moved}", className="whatif-note"))
    if shown and kept.id not in [each.id for each in shown] and kept.kind == shown[0].kind:
        beside = f"{PATH}?ids={shown[0].id},{kept.id}"
        parts += [" ", dcc.Link(f"Put it beside “{title_of(shown[0])}”", href=beside)]
    return parts


def empty() -> html.Div:
    """Return the place of the list, empty."""
    return html.Div(id="whatif-shelf")
