"""Answers that were given before, word for word: the same question costs neither Dash nor the card again.

Only answers are kept that depend on nothing but the school, the kind of viewer, the day and what was sent:
those of cards, which say so (``context.keep_answer``). Who may ask is found out before, whoever asked before.
Governors read packs: for them nothing here looks at the school.
"""

import hashlib
from datetime import date

from flask import Flask, Response, g, request

from dashboard.cache import keep_text, kept_text
from dashboard.shell import context
from dashboard.shell.doors import CALLBACKS
from dashboard.viewer import LIVE

Named = tuple[str, int, str, str, bytes]


def answer_again(server: Flask) -> None:
    """Let a server keep the answers of cards. What closes doors must be registered before this."""
    server.before_request(given_before)
    server.after_request(keep_answer)


def given_before() -> Response | None:
    """Return the answer that the same question had; None where it is new."""
    if request.method != "POST" or request.path != CALLBACKS or context.viewer() not in LIVE:
        return None
    store = context.store()
    g.question = named(store.generation, request.get_data())
    answer = kept_text(store, g.question)
    return None if answer is None else Response(answer, mimetype="application/json")


def named(generation: int, body: bytes) -> Named:
    """Return the name under which the answer to this body is kept."""
    day = date.today().isoformat()
    return "answer", generation, context.viewer(), day, hashlib.sha256(body).digest()


def keep_answer(response: Response) -> Response:
    """Keep an answer that its card let be kept, if no other school was published meanwhile."""
    question: Named | None = g.get("question")
    if not (question and response.status_code == 200 and context.is_kept_answer()):
        return response
    if question == named(context.store().generation, request.get_data()):
        keep_text(context.store(), question, response.get_data())
    return response
