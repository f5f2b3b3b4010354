"""A first sequence for each kind of meeting, from the school's figures: strengths, clear gaps, changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from dash import Dash

from dashboard.equity.view import groups_by_characteristic
from dashboard.filter_choices import choices
from dashboard.filters import from_address
from dashboard.measures import MEASURES
from dashboard.meeting import from_pack, questions
from dashboard.meeting.freezing import asked_for, frozen
from dashboard.meetings import Kind, NotPossible, Slide
from dashboard.overview import words
from dashboard.overview.facts import View, gather, gather_past
from dashboard.overview.words import Finding
from dashboard.scope import MixedScales
from dashboard.shell import context

AREAS = {"attendance": "absence_rate", "attainment": "at_expected", "support": "in_support"}
SEN = "SEN"
WELL = "What goes well"
MOST = 8


@dataclass(frozen=True)
class Wanted:
    """One figure of a proposal: the card, what stands over it, and where its page's controls stand.

    ``sentence``: what it was chosen for, where the figure's own sentence is about something else.
    """

    card: str
    title: str
    chosen: Mapping[str, Any]
    sentence: str = ""
    question: str = ""


@dataclass(frozen=True)
class Found:
    """What one area has to say: what goes well, the widest clear gaps, and what has got worse."""

    well: list[Finding]
    gaps: list[Finding]
    worse: list[Finding]


def proposed(app: Dash, kind: Kind) -> list[Slide]:
    """Return the first sequence for a meeting. Raises NotPossible where there is no pack for governors."""
    if kind == "governors":
        return from_pack.proposed(from_pack.newest())
    if context.store().is_empty:
        return []
    slides = []
    for each in wanted(kind):
        try:
            slide = frozen(app, each.card, each.title, asked_for(app, each.card, each.chosen))
        except NotPossible:  # a figure that is empty in this school is no slide
            continue
        sentence = each.sentence or slide.sentence
        question = each.question or questions.about(each.card, sentence, each.chosen)
        slides.append(replace(slide, sentence=sentence, question=question))
    return slides[:MOST]


def wanted(kind: Kind) -> Iterator[Wanted]:
    """Yield the figures that a kind of meeting begins with."""
    if kind == "sen":
        yield from about_sen()
        return
    names = ["attainment"] if kind == "progress" else list(AREAS)
    known = {name: found_in(name) for name in names}
    if kind in {"partner", "progress"}:
        yield from (Wanted(f"overview-{name}", f"{name.capitalize()}, term by term", {}) for name in names)
    yield from first_of((each.well for each in known.values()), WELL, "equity-trend", 2)
    if kind in {"partner", "progress"}:
        yield from (forest(AREAS[name]) for name in names)
    at_most = 3 if kind == "progress" else 1
    for name, each in known.items():
        is_gap = MEASURES[AREAS[name]].good != "neither"  # more help for some is nobody's loss
        heading = "A clear gap" if is_gap else "A clear difference"
        yield from first_of([each.gaps], heading, "equity-groups", at_most)
    yield from first_of((each.worse for each in known.values()), "What has changed", "equity-trend", 2)
    if not any((each.well, each.gaps, each.worse) != ([], [], []) for each in known.values()):
        yield from (forest(AREAS[name]) for name in names)


def about_sen() -> Iterator[Wanted]:
    """Yield the three areas for pupils with special educational needs, now and over the years."""
    if SEN not in groups_by_characteristic(choices(context.store())):
        return
    for card, asks in (("equity-groups", "how far apart?"), ("equity-trend", "is the gap closing?")):
        for measure in AREAS.values():
            yield Wanted(card, f"{MEASURES[measure].title} by SEN: {asks}", controls(measure, SEN))


def forest(measure: str) -> Wanted:
    """Return all gaps of one measure side by side."""
    chosen = controls(measure, first_characteristic())
    return Wanted("equity-forest", f"{MEASURES[measure].title}: which gaps are widest?", chosen)


def first_characteristic() -> str:
    """Return some characteristic that the school has; empty where it has none."""
    return next(iter(groups_by_characteristic(choices(context.store()))), "")


def first_of(lists: Iterable[list[Finding]], heading: str, card: str, most: int) -> Iterator[Wanted]:
    """Yield figures for the first findings of each list, no more than ``most`` in all and each chart once."""
    rows = zip_longest(*lists)
    found = {(one.measure, one.characteristic): one for row in [*rows][::-1] for one in row[::-1] if one}
    for each in list(found.values())[::-1][:most]:
        title = f"{heading}: {MEASURES[each.measure].title.lower()}, {each.brief.partition(' (')[0]}"
        chosen = controls(each.measure, each.characteristic, each.group)
        question = questions.STRENGTH if heading == WELL else ""
        yield Wanted(card, title, chosen, each.words if card == "equity-trend" else "", question)


def controls(measure: str, characteristic: str, group: str = "") -> dict[str, Any]:
    """Return where the equity page's controls stand for one gap."""
    return {
        "equity-measure": measure,
        "equity-characteristic": characteristic,
        "equity-group": group,
        "equity-reference": "",
        "equity-within": "",
        "equity-period-kind": "year",
    }


def found_in(area: str) -> Found:
    """Return what an area has to say, as the meeting screen may see it; nothing where scales mix."""
    store = context.store()
    view = View(store, "projected", from_address({}, store)[0])
    measure = MEASURES[AREAS[area]]
    try:
        pasts = gather_past(view, measure)
        return Found(words.strengths(pasts), words.widest(gather(view, measure)), words.setbacks(pasts))
    except MixedScales:
        return Found([], [], [])
