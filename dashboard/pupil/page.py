"""Pupil page: what one pupil can do, what comes next, and what could help. For leaders only."""

import datetime
from typing import Any

from dash import Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from werkzeug.exceptions import BadRequest

from dashboard import audit
from dashboard.cards import invitation
from dashboard.filters import FILTERS, parse
from dashboard.pupil import finding
from dashboard.pupil.reading import people_numbered, record_of
from dashboard.pupil.record import Person
from dashboard.pupil.view import body
from dashboard.scope import Filters
from dashboard.shell import context
from dashboard.viewer import LIVE, may_list, require_pupil_rows

PATH, TITLE, HEADING = "/pupil", "Pupil", "What can this pupil do, and what comes next?"
IN_MENU = False
VIEWERS = LIVE
DATES = (
    "Attendance, topics, strengths and next steps are of the dates chosen above; targets and the time line "
    "go back to the first there are. The other filters choose whom the search finds."
)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page. ``/pupil?school=Riverside&pupil=17`` opens it on that pupil."""
    asked = {name: str(query[name]) for name in ("school", "pupil") if isinstance(query.get(name), str)}
    may_see = may_list(context.viewer())
    refusal = invitation("One pupil at a time is for school leaders", finding.FOR_LEADERS)
    shown = [
        finding.search_box(),
        html.P(DATES, className="quiet-text"),
        dcc.Store("pupil-asked", data=asked if may_see and asked.get("pupil") else None),
        html.Div(finding.nobody_chosen(), id="pupil-body", className="page-body pupil"),
    ]
    return html.Div([*([] if may_see else [refusal]), html.Div(shown, hidden=not may_see)])


def register(app: Dash) -> None:
    """Register the callback that fills the page, and the search."""
    app.callback(
        Output("pupil-body", "children"),
        inputs={"asked": Input("pupil-asked", "data"), "filters": FILTERS},
    )(fill)
    app.callback(
        Output("pupil-found", "children"),
        inputs={"words": Input("pupil-search", "value")},
        state={
            "filters": {
                name: State(each.component_id, each.component_property) for name, each in FILTERS.items()
            }
        },
        prevent_initial_call=True,
    )(finding.found)


def fill(asked: dict[str, str] | None, filters: dict[str, Any]) -> Component | list[Component]:
    """Return the page of the pupil asked for. Raises NotForThisViewer, BadRequest."""
    if asked is None:
        raise PreventUpdate
    require_pupil_rows(context.viewer())
    if not isinstance(asked, dict) or not all(
        isinstance(asked.get(name, ""), str) for name in ("school", "pupil")
    ):
        raise BadRequest("pupil: a school and a number are expected.")
    store = context.store()
    chosen = parse(filters, store)
    people = people_numbered(store, asked.get("pupil", ""), chosen)
    mine = [person for person in people if asked.get("school", "") in ("", person.school)]
    if len(mine) != 1:
        return finding.not_one(mine, people, asked, chosen)
    others = [person.school for person in people if person is not mine[0]]
    audit.note("pupil seen", school=mine[0].school, pupil=asked.get("pupil", ""))
    record = record_of(store, mine[0], others, chosen)
    sides = [_link(person, chosen) for person in (record.before, record.after)]
    return body(record, sides[0], sides[1], datetime.date.today())


def _link(person: Person | None, filters: Filters) -> str | None:
    """Return the address of a pupil's page with the filters kept."""
    return finding.link_to(person, filters) if person else None
