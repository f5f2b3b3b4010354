"""One meeting as a page: its figures in order, each as it was, with what can be done to it."""

import json
from datetime import date
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.cards import About, about_parts, attributes, day, figure_card
from dashboard.meeting import parts
from dashboard.meetings import LONGEST, Meeting, Slide
from dashboard.packs import current
from dashboard.shell import context

MOVED_ON = "The data have moved on since: make it again, or show it as it was."
EMPTY = "No figure in this meeting yet. Add one: every figure of every page has Add to a meeting under it."
EMPTY_PACK = "No figure in this meeting yet. Open the governors' pack and add figures from there."


def one_meeting(meeting: Meeting, last: Meeting | None, is_leader: bool) -> list[Component]:
    """Lay out a meeting: what was agreed last time, its figures, what is agreed now."""
    count = len(meeting.slides)
    deck = [_slide(each, place, count, is_leader) for place, each in enumerate(meeting.slides, start=1)]
    before = []
    if last:
        title = f"What we agreed last time ({parts.when(last)})"
        before = [parts.agreed(title, last.actions, is_leader, tools=False)]
    nothing = html.P(EMPTY_PACK if meeting.kind == "governors" else EMPTY, className="answer")
    return [
        _head(meeting, is_leader),
        *before,
        html.Div(deck or nothing, className="meeting-deck", **attributes(data_meeting_id=meeting.id)),
        parts.agreed("What we agree today", meeting.actions, is_leader),
        *([_away()] if is_leader else []),
    ]


def is_old(slide: Slide) -> bool:
    """Say whether the figure would be made from other data today."""
    if not slide.pack:
        return slide.generation != context.store().generation
    try:
        pack = current(context.store().folder)
    except (OSError, ValueError):
        return False
    return pack is not None and pack.number != slide.pack


def _head(meeting: Meeting, is_leader: bool) -> html.Section:
    """Lay out what meeting it is, its day, and how it is printed."""
    about = [
        html.Label([html.Span("Name"), parts.field("name", "text", str(LONGEST["name"]), meeting.title)]),
        html.Label([html.Span("Held on"), parts.field("held_on", "date", "10", meeting.held_on)]),
    ]
    sheets = html.Label([html.Span("Handout"), parts.field("sheets", "sheets", "1", "1")])
    return html.Section(
        [
            html.H2(meeting.title, className="meeting-title"),
            html.P(
                [parts.when(meeting), html.Span([" · ", dcc.Link("All meetings", href=parts.PATH)])],
                className="scope",
            ),
            html.Div([*(about if is_leader else []), sheets], className="meeting-about"),
        ],
        className="meeting-head",
        **attributes(data_meeting_id=meeting.id),
    )


def _away() -> html.Details:
    """Lay out what takes the whole meeting away, folded so that nobody does so by mistake."""
    words = "It goes with its figures and what was agreed. The figures on the other pages stay."
    return html.Details(
        [html.Summary("Take this meeting away"), html.P(words), parts.button("Take it away", "take_away")],
        className="meeting-away",
    )


def _slide(slide: Slide, place: int, count: int, is_leader: bool) -> html.Section:
    """Lay out one figure as it was frozen; nothing is asked of the school for it."""
    is_moved = is_old(slide)
    card_id = f"meeting-{slide.id}"
    card = figure_card(card_id, slide.title, height=int(slide.figure["layout"].get("height", 320)))
    _fill(card, card_id, slide)
    card.children.insert(0, html.P(f"Figure {place} of {count}", className="meeting-place"))
    card.children.insert(-1, html.P([html.Strong("To discuss: "), slide.question], className="discussion"))
    if is_moved:
        card.children.insert(-1, html.P(MOVED_ON, className="caution meeting-old"))
    if is_leader:
        card.children.append(_tools(slide, place, count, is_moved))
    return card


def _fill(card: html.Section, card_id: str, slide: Slide) -> None:
    """Put what was frozen into the parts of an empty card."""
    texts: dict[str, Any] = {
        "sentence": slide.sentence,
        "notes": notes(slide),
        "about": about_parts(_about(slide)),
    }
    texts["table"] = html.P("This figure has no table.")
    if slide.table:
        texts["table"] = html.Div(**attributes(data_table=json.dumps(slide.table, ensure_ascii=False)))
    for part in card._traverse():
        name = str(getattr(part, "id", "")).removeprefix(f"{card_id}-")
        if name == "graph":
            part.figure = dict(slide.figure)
            part.style = {"height": f"{slide.figure['layout'].get('height', 320)}px"}
        elif name in texts:
            part.children = texts[name]


def notes(slide: Slide) -> str:
    """Say under a figure what it rests on: n, whom and when it is about, and how old it is."""
    age = f"data to {day(date.fromisoformat(slide.data_date))}" if slide.data_date else ""
    frozen = f"as it was on {day(date.fromisoformat(slide.frozen_at[:10]))}"
    kept = "" if age and age in slide.notes else age
    return " · ".join(part for part in (slide.notes, slide.scope, kept, frozen) if part)


def _about(slide: Slide) -> About:
    """Return what stands behind a figure, as it was told then."""
    return About(
        slide.about.get("Definition", ""),
        source=slide.about.get("Source", ""),
        data_date=slide.about.get("Data to") or slide.data_date or None,
        method=slide.about.get("How it is worked out", ""),
    )


def _tools(slide: Slide, place: int, count: int, is_moved: bool) -> html.Div:
    """Lay out what a leader can do to a figure: order, words, renewal."""
    return html.Div(
        [
            *([parts.button("Move up", "move", value="up")] if place > 1 else []),
            *([parts.button("Move down", "move", value="down")] if place < count else []),
            parts.button("Take out", "take_out"),
            *([parts.button("Make it from the data of now", "renew")] if is_moved else []),
            html.Details(
                [
                    html.Summary("Change its words"),
                    html.Label(
                        [html.Span("Title"), parts.field("title", "text", str(LONGEST["title"]), slide.title)]
                    ),
                    html.Label(
                        [
                            html.Span("Question to discuss"),
                            parts.field("question", "long", str(LONGEST["question"]), slide.question),
                        ]
                    ),
                ]
            ),
        ],
        className="meeting-tools",
        **attributes(data_slide_id=slide.id),
    )
