"""Freeze a figure: ask for it once more, as the meeting screen may see it, and keep the answer.

The server makes the figure itself from what it was asked with; nothing that a browser draws is believed.
Because it is asked for as the meeting screen, nothing about a single pupil can get into a meeting's file.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from dash import Dash
from flask import current_app, g
from werkzeug.exceptions import HTTPException

from dashboard.filter_choices import choices
from dashboard.filters import FILTERS, from_address, in_words, parse
from dashboard.meeting import questions
from dashboard.meeting.reading import Read, card_of
from dashboard.meetings import NotPossible, Slide, new_id, short
from dashboard.shell import context
from dashboard.shell.identity import Principal
from dashboard.viewer import NotForThisViewer

PARTS = {"figure": "graph", "sentence": "sentence", "notes": "notes", "table": "table", "about": "about"}
SCREEN: Literal["projected"] = "projected"
UNKNOWN = "This card cannot be added to a meeting: only figures about groups can."


def frozen(app: Dash, card: str, title: str, asked: Mapping[str, Any]) -> Slide:
    """Return a figure of the school as it is now. ``asked`` is what the page asked for it with.

    Raises NotPossible for a card that is no figure about groups, and for what no page would ask.
    """
    read = answer(app, card, asked)
    store = context.store()
    last = choices(store).last_day
    return Slide(
        id=new_id(),
        title=short(title, "title") or "A figure",
        sentence=read.sentence,
        question=questions.about(card, read.sentence, values(asked)),
        notes=read.notes,
        scope=scope(asked, read.notes),
        card=card,
        figure=read.figure,
        table=read.table,
        about=read.about,
        data_date=last.isoformat() if last else "",
        generation=store.generation,
        frozen_at=now(),
        asked={name: asked[name] for name in ("inputs", "state", "outputs") if name in asked},
    )


def now() -> str:
    """Return this moment as files keep it."""
    return datetime.now(tz=UTC).isoformat(timespec="seconds")


def answer(app: Dash, card: str, asked: Mapping[str, Any]) -> Read:
    """Return what fills a card for the meeting screen. Raises NotPossible."""
    output = output_of(app, card)
    body = {
        "inputs": [],
        "state": [],
        "outputs": outputs(output),
        "changedPropIds": [],
        **asked,
        "output": output,
    }
    from dashboard.shell import doors  # which knows every page, this one among them

    server = current_app._get_current_object()  # type: ignore[attr-defined]
    name = context.principal().name
    try:
        with server.app_context(), server.test_request_context(doors.CALLBACKS, method="POST", json=body):
            g.principal = Principal(name, SCREEN, SCREEN)
            if SCREEN not in doors.callback_viewers(app):
                raise NotPossible(UNKNOWN)
            refuse_malformed(app)
            said = server.make_response(server.dispatch_request()).get_data(as_text=True)
    except (HTTPException, NotForThisViewer) as refusal:
        raise NotPossible(f"This figure cannot be kept as it was asked for: {refusal}") from refusal
    return card_of(filled(card, said))


def refuse_malformed(app: Dash) -> None:
    """Refuse what no page of ours would ask. Raises BadRequest."""
    from dashboard.shell.security import refuse_malformed_callback  # which knows the pages, and they this

    refuse_malformed_callback(app)


def output_of(app: Dash, card: str) -> str:
    """Return the name of the callback that fills a card. Raises NotPossible."""
    wanted = f"{card}-graph.figure"
    found = (name for name in app.callback_map if wanted in name.strip(".").split("..."))
    name = next(found, "")
    if not name:
        raise NotPossible(UNKNOWN)
    return str(name)


def outputs(output: str) -> list[dict[str, str]]:
    """Return what a callback fills, as a page would send it."""
    named = (part.rpartition(".") for part in output.strip(".").split("..."))
    return [{"id": part, "property": prop} for part, _dot, prop in named]


def filled(card: str, said: str) -> dict[str, Any]:
    """Return a card's parts from a callback's answer. Raises NotPossible where it drew nothing."""
    try:
        response = json.loads(said)["response"]
    except (ValueError, KeyError, TypeError):
        raise NotPossible("This figure could not be drawn. The server's log says where.") from None
    return {
        name: response.get(f"{card}-{part}", {}).get("figure" if name == "figure" else "children")
        for name, part in PARTS.items()
    }


def values(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was chosen, by the ids of the controls."""
    sent = [each for each in asked.get("inputs", []) if isinstance(each, dict)]
    return {each["id"]: each.get("value") for each in sent if isinstance(each.get("id"), str)}


def scope(asked: Mapping[str, Any], notes: str) -> str:
    """Say for which days and pupils a figure was asked for; without days where it takes all dates."""
    chosen = values(asked)
    store = context.store()
    sent = {name: chosen[f"filter-{name}"] for name in FILTERS if f"filter-{name}" in chosen}
    words = in_words(parse(sent, store), choices(store)) if sent else ""
    return words.partition(" · ")[2] if "all dates" in notes.split(" · ") else words


def asked_for(app: Dash, card: str, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page would ask for a card with, its filters as at first. Raises NotPossible."""
    output = output_of(app, card)
    known = {**usual_filters(), **chosen}
    registered = app.callback_map[output]
    return {
        part: [{**each, "value": known.get(each["id"])} for each in registered[part]]
        for part in ("inputs", "state")
    }


def usual_filters() -> dict[str, Any]:
    """Return the filters of an address that names none, as the filter bar sends them."""
    usual = from_address({}, context.store())[0]
    sent = {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in usual.items()
    }
    return {f"filter-{name}": value for name, value in sent.items()}
