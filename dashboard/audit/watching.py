"""What is noted of itself: every answer that lists pupils, and every file a browser takes away."""

import re
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest

from dashboard.audit import note

CALLBACKS = "/_dash-update-component"
A_PUPIL = re.compile(rb'pupil\?[^"]{0,600}?pupil=')  # the link that stands at each pupil of a list
ONE_PUPIL = "pupil-body"  # notes for itself whom it shows
TAKEN = "/audit/taken"
KINDS = ("csv", "png", "print")
PLACE = re.compile(r"[A-Za-z0-9_-]{0,80}")
PART = re.compile(r"-(sentence|list|listed|table|about|graph|found)$")
MOST_ROWS = 10_000_000


def watch(server: Flask) -> None:
    """Watch a server's answers, and take word of what was saved from a page."""
    server.after_request(note_listed)
    server.add_url_rule(TAKEN, "taken", taken, methods=["POST"])


def note_listed(response: Response) -> Response:
    """Note how many pupils an answer lists, and in which card."""
    if request.path != CALLBACKS or response.status_code != 200 or response.direct_passthrough:
        return response
    pupils = len(A_PUPIL.findall(response.get_data()))
    if pupils:
        place = PART.sub("", str(request.get_json()["output"]).strip(".").partition(".")[0])
        if place != ONE_PUPIL:
            note("pupils listed", card=place, pupils=pupils)
    return response


def taken() -> tuple[str, int]:
    """Note that a browser saved or printed what a card shows. Raises BadRequest.

    The browser makes these files itself of what it has been sent, so that its word is all there is; what
    it was sent is noted too.
    """
    sent: Any = request.get_json(silent=True)
    card, rows, kind = (
        sent.get(name) if isinstance(sent, dict) else None for name in ("card", "rows", "kind")
    )
    is_known = isinstance(card, str) and PLACE.fullmatch(card) and kind in KINDS
    if not is_known or not isinstance(rows, int) or not 0 <= rows <= MOST_ROWS:
        raise BadRequest("A card, a number of rows and a kind are expected.")
    note("taken away", card=card, rows=rows, kind=kind)
    return "", 204
