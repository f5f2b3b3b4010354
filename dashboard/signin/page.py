"""Access page: who may sign in, what each role sees, and who looked at which pupil. For leaders only."""

from collections import deque
from datetime import datetime
from typing import Any

import pandas as pd
from dash import Dash, dcc, html
from dash.development.base_component import Component
from flask import current_app

from dashboard import audit
from dashboard.audit.chain import Event, read, verify
from dashboard.cache import fetch
from dashboard.cards import invitation, table
from dashboard.care import people, routes
from dashboard.care import view as care
from dashboard.data.words import counted
from dashboard.lists import pupil_list
from dashboard.shell import context
from dashboard.shell.identity import IN_WORDS, ROLES
from dashboard.signin.gate import the_gate
from dashboard.viewer import require_pupil_rows

PATH, TITLE = "/access", "Who sees what"
HEADING = "Who may see what, and who looked?"
FILTERED = False
VIEWERS = frozenset({"leader"})

SHOWN = 1000  # events, the newest
SEEN = "pupil seen"


def layout(**query: str | list[str]) -> html.Div:
    """Lay out the page. ``/access?school=Riverside&pupil=17`` shows what was seen of that pupil."""
    require_pupil_rows(context.viewer())
    asked = {name: str(query[name]) for name in ("school", "pupil") if isinstance(query.get(name), str)}
    audit.note("log read", **asked)
    current_app.config["RECORDER"].flush(1.0)
    newest, total = last_events(asked)
    cards = [accounts(), roles(), seen(newest, asked), others(newest, total), *care.sections()]
    return html.Div(cards, className="page-body")


def register(app: Dash) -> None:
    """Register the care of the data; all else is made anew at each visit."""
    care.register(app)
    routes.register(app)


def last_events(asked: dict[str, str]) -> tuple[list[Event], int]:
    """Return the newest events of the log, the newest first, and how many there are in all."""
    total, newest = 0, deque[Event](maxlen=SHOWN)
    for event in read(the_gate().folder):
        total += 1
        if all(event.facts.get(name) == value for name, value in asked.items()):
            newest.append(event)
    return [*reversed(newest)], total


def accounts() -> html.Section | Component:
    """Show who may sign in, and how that is changed."""
    gate = the_gate()
    rows = people.account_rows(gate.book, gate.provider)
    if not rows:
        return invitation(
            "Nobody has to sign in yet",
            "The pages answer this computer alone, and whoever sits at it sees everything. To share them, or "
            "to shut them, add the first account; a school's Google or Microsoft accounts can be used too.",
            html.Pre(html.Code("evenhand users add NAME --role leader"), tabIndex="0"),
        )
    frame = pd.DataFrame(rows, columns=list(people.ACCOUNTS))
    return html.Section(
        [
            html.H2("Who may sign in"),
            html.Div(table(frame), className="table-wrap", tabIndex="0"),
            html.P(
                [
                    "Accounts are changed at the server itself: ",
                    html.Code("evenhand users add NAME --role ROLE"),
                    ", ",
                    html.Code("remove NAME"),
                    " or ",
                    html.Code("password NAME"),
                    ". Whoever is changed is signed out at once.",
                ]
            ),
        ],
        className="figure-card",
    )


def roles() -> html.Section:
    """Show what each role sees, and which pages there are for it, as this server answers now."""
    frame = pd.DataFrame(people.role_rows(), columns=list(people.SIGHT))
    return html.Section(
        [html.H2("What each role sees"), html.Div(table(frame), className="table-wrap", tabIndex="0")],
        className="figure-card",
    )


def seen(events: list[Event], asked: dict[str, str]) -> html.Section:
    """Show who opened which pupil's page."""
    looks = [event for event in events if event.what == SEEN]
    pupil = asked.get("pupil")
    if not looks:
        text = (
            f"Nobody has opened the page of pupil {pupil}."
            if pupil
            else "Nobody has opened a pupil's page yet."
        )
        body: list[Any] = [html.P(text)]
    else:
        people = {event.who or "owner" for event in looks}
        many = f"{len(looks):,} visit{'s' if len(looks) > 1 else ''} to pupils' pages"
        by = f" by {len(people):,} people" if len(people) > 1 else f", all by {people.pop()}"
        body = [
            html.P(f"{many}{by}.", className="answer"),
            pupil_list(
                "access-seen", _with_names(looks), caption="Who looked at which pupil", file_name="Who looked"
            ),
        ]
    if pupil:
        body.append(html.P(dcc.Link("Show every pupil", href=PATH)))
    return html.Section([html.H2("Who looked at which pupil?"), *body], className="figure-card")


def _with_names(looks: list[Event]) -> pd.DataFrame:
    """Return visits to pupils' pages, with the names that the log does not keep."""
    rows = pd.DataFrame(
        {
            "school": [str(event.facts.get("school", "")) for event in looks],
            "pupil": [str(event.facts.get("pupil", "")) for event in looks],
            "When": [_when(event) for event in looks],
            "Who": [event.who for event in looks],
            "Role": [_role(event) for event in looks],
        }
    )
    store = context.store()
    if store.is_empty:
        return rows.assign(surname=None, forename=None)
    names = fetch(store, "signin/names", schools=rows["school"].tolist(), pupils=rows["pupil"].tolist())
    return rows.merge(names, how="left", on=["school", "pupil"])


def _when(event: Event) -> str:
    """Return when something happened, as this machine's clock says, in an order that sorts."""
    return f"{datetime.fromisoformat(event.at).astimezone():%Y-%m-%d %H:%M:%S}"


def _role(event: Event) -> str:
    """Return a role in words."""
    return IN_WORDS.get(event.role, event.role) if event.role in ROLES else event.role


def others(events: list[Event], total: int) -> html.Section:
    """Show everything else that was noted, and whether the log is as it was written."""
    rest = [event for event in events if event.what != SEEN]
    faults = verify(the_gate().folder)
    state = " ".join(faults[:3]) if faults else "No line of it has been changed or taken away."
    frame = pd.DataFrame(
        {
            "When": [_when(event) for event in rest],
            "Who": [event.who or "\u2013" for event in rest],
            "Role": [_role(event) for event in rest],
            "What": [event.what for event in rest],
            "Which": [_facts(event) for event in rest],
        }
    )
    return html.Section(
        [
            html.H2("What else happened?"),
            html.P(
                [
                    f"The log has {counted(total, 'event')}, the newest first. {state} All of it: ",
                    html.Code("evenhand audit"),
                ]
            ),
            html.Div(table(frame, "Everything else in the log"), className="table-wrap", tabIndex="0"),
        ],
        className="figure-card",
    )


def _facts(event: Event) -> str:
    """Return the facts of an event in words."""
    return ", ".join(f"{name} {value}" for name, value in event.facts.items() if value is not None)
