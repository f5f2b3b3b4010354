"""The one way a meeting is made and changed: a leader's request, checked here by itself."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

from dash import Dash
from flask import Response, abort, jsonify, request

from dashboard import audit, meetings
from dashboard.meeting import from_pack, proposing
from dashboard.meeting.freezing import frozen
from dashboard.meeting.parts import when
from dashboard.meetings import KINDS, Meeting, NotKept, NotPossible, Slide
from dashboard.shell import context

Sent = Mapping[str, Any]
LONGEST_CARD = 60


def register(app: Dash) -> None:
    """Register the routes: what meetings there are to add to, and every change."""
    server = app.server
    server.add_url_rule("/meeting/kept", "meeting_kept", kept)
    server.add_url_rule("/meeting/change", "meeting_change", lambda: changed(app), methods=["POST"])


def require_leader() -> None:
    """Refuse whoever is no leader: the meeting screen shows meetings and changes none. Raises Forbidden."""
    if context.viewer() != "leader":
        abort(403, "Only school leaders make and change meetings.")


def kept() -> Response:
    """Answer with the meetings that a figure can be added to, and the kinds of new ones."""
    require_leader()
    found = meetings.every(context.store().folder)[0]
    known = [{"id": each.id, "title": called(each), "kind": each.kind} for each in found]
    kinds = [{"kind": kind, "title": title} for kind, title in KINDS.items()]
    return jsonify({"meetings": known, "kinds": kinds})


def called(meeting: Meeting) -> str:
    """Return what a meeting is called in a list: its title and day."""
    return f"{meeting.title}, {when(meeting)}"


def changed(app: Dash) -> Response:
    """Answer a change: what was done in words, or why not."""
    require_leader()
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict) or str(sent.get("act")) not in DEEDS:
        abort(400, "No such change.")
    try:
        answer = DEEDS[str(sent["act"])](app, sent)
    except (NotPossible, NotKept) as why:
        return jsonify({"refused": str(why)})
    audit.note("meeting changed", act=str(sent["act"]), meeting=answer.get("meeting", ""))
    return jsonify(answer)


def make(app: Dash, sent: Sent) -> dict[str, Any]:
    """Make a meeting with its first sequence, or without any where it is for one figure only."""
    meeting = meetings.fresh(str(sent.get("kind")), str(sent.get("held_on") or ""), context.principal().name)
    slides = proposing.proposed(app, meeting.kind)
    meetings.keep(context.store().folder, replace(meeting, slides=tuple(slides)))
    return {"meeting": meeting.id, "said": f"{meeting.title}: made with {len(slides)} figures."}


def add(app: Dash, sent: Sent) -> dict[str, Any]:
    """Add a figure as it is now to a meeting, or to a new one of a kind."""
    folder = context.store().folder
    wanted = str(sent.get("meeting") or "")
    is_new = wanted in KINDS
    meeting = (
        meetings.fresh(wanted, "", context.principal().name) if is_new else meetings.load(folder, wanted)
    )
    slide = slide_of(app, meeting, sent)
    if is_new:
        meetings.keep(folder, meeting)
    done = meetings.change(folder, meeting.id, lambda old: replace(old, slides=(*old.slides, slide)))
    return {"meeting": done.id, "said": f"Added as figure {len(done.slides)} of {called(done)}."}


def slide_of(app: Dash, meeting: Meeting, sent: Sent) -> Slide:
    """Return the figure that was asked for. Raises NotPossible: for live ones in a governors' meeting too."""
    card = str(sent.get("card") or "")[:LONGEST_CARD]
    if card.startswith("pack-"):
        query = {name: each[0] for name, each in parse_qs(str(sent.get("search") or "").lstrip("?")).items()}
        return from_pack.from_pack(from_pack.newest(), card, query.get("outcome", ""), query.get("by", ""))
    if meeting.kind == "governors":
        raise NotPossible(from_pack.ONLY_THE_PACK)
    asked = sent.get("asked")
    if not isinstance(asked, dict):
        raise NotPossible("This figure has not been drawn yet. Wait until it is, then add it.")
    return frozen(app, card, str(sent.get("title") or ""), asked)


def renew(app: Dash, sent: Sent) -> dict[str, Any]:
    """Make one figure again from the data of now; its title and question stay."""

    def again(meeting: Meeting) -> Meeting:
        """Return the meeting with the slide that was named made anew."""
        place = meetings.place_of(meeting, str(sent.get("slide")))
        old = meeting.slides[place]
        parts = {"card": old.card, "title": old.title, "asked": old.asked}
        if old.pack:
            fresh = from_pack.from_pack(from_pack.newest(), old.card, **old.asked)
        else:
            fresh = slide_of(app, meeting, parts)
        kept_words = replace(fresh, id=old.id, title=old.title, question=old.question)
        return replace(meeting, slides=(*meeting.slides[:place], kept_words, *meeting.slides[place + 1 :]))

    return of(sent, again, "The figure is made from the data of now.")


def of(sent: Sent, how: Callable[[Meeting], Meeting], said: str) -> dict[str, Any]:
    """Change the meeting that a request names. Raises NotKept, NotPossible."""
    done = meetings.change(context.store().folder, str(sent.get("meeting") or ""), how)
    return {"meeting": done.id, "said": said}


def move(_app: Dash, sent: Sent) -> dict[str, Any]:
    """Move a figure up or down by one place."""
    by = -1 if sent.get("value") == "up" else 1
    slide = str(sent.get("slide"))
    answer = of(sent, lambda meeting: meetings.moved(meeting, slide, by), "")
    there = meetings.load(context.store().folder, answer["meeting"])
    place = meetings.place_of(there, slide) + 1
    return {**answer, "said": f"Now figure {place} of {len(there.slides)}."}


def take_out(_app: Dash, sent: Sent) -> dict[str, Any]:
    """Take a figure out of a meeting."""
    return of(sent, lambda meeting: meetings.without(meeting, str(sent.get("slide"))), "Taken out.")


def word(_app: Dash, sent: Sent) -> dict[str, Any]:
    """Give a figure another title or question."""
    name = str(sent.get("name"))
    if name not in {"title", "question"}:
        raise NotPossible("Only a figure's title and its question can be worded anew.")
    said = {name: str(sent.get("value") or "")}
    return of(sent, lambda meeting: meetings.reworded(meeting, str(sent.get("slide")), **said), "Kept.")


def describe(_app: Dash, sent: Sent) -> dict[str, Any]:
    """Give the meeting another name or day."""
    if sent.get("name") == "held_on":
        day = meetings.a_day(sent.get("value"))
        return of(sent, lambda meeting: replace(meeting, held_on=day), "Kept.")
    name = meetings.short(sent.get("value"), "name")
    return of(sent, lambda meeting: replace(meeting, name=name), "Kept.")


def note_action(_app: Dash, sent: Sent) -> dict[str, Any]:
    """Note an action: what, who, by when."""
    parts = (sent.get("what"), sent.get("who"), sent.get("by"))
    return of(sent, lambda meeting: meetings.with_action(meeting, *parts), "Noted.")


def settle_action(_app: Dash, sent: Sent) -> dict[str, Any]:
    """Mark an action done or not done, or take it away."""
    done = {"done": True, "open": False}.get(str(sent.get("value")))
    action = str(sent.get("action"))
    return of(sent, lambda meeting: meetings.action_changed(meeting, action, done), "Kept.")


def take_away(_app: Dash, sent: Sent) -> dict[str, Any]:
    """Take a meeting away with all it holds."""
    meetings.take_away(context.store().folder, str(sent.get("meeting") or ""))
    return {"said": "The meeting was taken away."}


DEEDS: dict[str, Callable[[Dash, Sent], dict[str, Any]]] = {
    "make": make,
    "add": add,
    "renew": renew,
    "move": move,
    "take_out": take_out,
    "word": word,
    "describe": describe,
    "note": note_action,
    "settle": settle_action,
    "take_away": take_away,
}
