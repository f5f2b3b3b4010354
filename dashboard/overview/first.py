"""Whom to see first: in a sentence what the lists of the other pages say, with the way to each list."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.attendance.lists import in_brief as attendance_in_brief
from dashboard.attendance.view import NoMarks
from dashboard.attendance.view import View as AttendanceView
from dashboard.filters import address
from dashboard.overview.facts import View
from dashboard.scope import MixedScales
from dashboard.support import view as support
from dashboard.support.answers import unmet
from dashboard.support.needs import NEEDS
from dashboard.support.wording import need_sentence
from dashboard.tracking.conversation_words import in_brief as reasons_in_brief
from dashboard.tracking.conversations import TooManySchools, flags_in
from dashboard.tracking.view import Asked
from dashboard.viewer import require_fine_tables

NEED = next(iter(NEEDS))
NOBODY = "Nobody to see first, as far as the data of this choice can tell."
SUREST = "Each is more than chance would name; the surest comes first."
NOTHING = html.Li(hidden=True)  # filled, with nothing: an empty list is still to come, or failed
Lines = dict[str, list[html.Li]]
Make = Callable[[View], Lines]


def answered(*parts: str) -> Callable[[Make], Make]:
    """Let a function fill these parts: with nothing where its page says why it has no list."""

    def around(make: Make) -> Make:
        @wraps(make)
        def lines(view: View) -> Lines:
            require_fine_tables(view.viewer)
            try:
                return {part: [NOTHING] for part in parts} | make(view)
            except (MixedScales, NoMarks, TooManySchools):
                return {part: [NOTHING] for part in parts}

        return lines

    return around


@answered("ring", "back")
def attendance(view: View) -> Lines:
    """Say whom to ring, and whose attendance has come back. Raises NotForThisViewer."""
    first, back = attendance_in_brief(AttendanceView(view.store, view.viewer, view.filters))
    ring = [_line("Attendance: ", first, _way(view, "/attendance", "attendance-ring", "Whom to ring"))]
    thank = [_line("", back, _way(view, "/attendance", "attendance-back", "Whom to thank"))]
    return ({"ring": ring} if first else {}) | ({"back": thank} if back else {})


@answered("talk")
def talk(view: View) -> Lines:
    """Say for which reasons pupils need a conversation, each with its list. Raises NotForThisViewer."""
    found = reasons_in_brief(flags_in(Asked(view.store, view.viewer, view.filters)))
    if not found:
        return {}
    parts: list[Any] = [
        part
        for reason, words in found
        for part in (", ", _way(view, "/tracking", "tracking-meeting", words, reason=reason))
    ]
    opening = "reasons for a conversation are " if len(found) > 1 else "the reason for a conversation is "
    return {"talk": [html.Li([html.Strong("Results: "), opening, *parts[1:], ". ", SUREST])]}


@answered("help")
def support_without(view: View) -> Lines:
    """Say how many need help and have nothing in place. Raises NotForThisViewer."""
    pupils, helped, looked_at = unmet(_support_view(view))
    if len(pupils) == int(helped.sum()):
        return {}
    said = need_sentence(NEEDS[NEED], len(pupils), int(helped.sum()), looked_at)
    return {"help": [_line("Support: ", said, _way(view, "/support", "support-unmet", "Who they are"))]}


def _support_view(view: View) -> support.Asked:
    """Return what the support page is asked before anybody chooses anything there."""
    return support.Asked(
        store=view.store,
        viewer=view.viewer,
        intervention=None,
        runs=(),
        characteristic=support.EVERYONE,
        need=NEED,
        measure=support.MEASURED[0],
        clock="support",
        filters=view.filters,
    )


def _line(title: str, said: str, way: Component) -> html.Li:
    """Return one line: what it is for, what it says, and the way to the list."""
    return html.Li([*([html.Strong(title)] if title else []), f"{said} ", way])


def _way(view: View, path: str, place: str, words: str, **more: str) -> dcc.Link:
    """Return the link to a list, with the same choice of days and pupils."""
    return dcc.Link(words, href=f"{address(path, view.filters, view.store, **more)}#{place}")
