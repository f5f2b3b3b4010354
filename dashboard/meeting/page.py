"""Meetings page: make one, put its figures in order, present it, note what was agreed."""

from dash import Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard import meetings
from dashboard.cards import attributes, invitation
from dashboard.meeting import changing, parts, slides
from dashboard.meetings import NotKept
from dashboard.shell import context
from dashboard.viewer import LIVE, NotForThisViewer

PATH, TITLE, HEADING = "/meeting", "Meetings", "Meetings: what shall we look at together?"
VIEWERS = LIVE
FILTERED = False


def layout(id: object = "", **_query: object) -> Component:
    """Lay out the page: all meetings, or the one that the address names."""
    which = id if isinstance(id, str) else ""
    return html.Div(
        [
            dcc.Store("meeting-which", data=which),
            dcc.Store("meeting-version", data=0),
            html.P(id="meeting-said", className="scope", role="status"),
            html.Div(shown(which), id="meeting-shown", className="page-body"),
        ]
    )


def shown(which: str) -> list[Component]:
    """Return what stands on the page."""
    folder, is_leader = context.store().folder, context.viewer() == "leader"
    if not which:
        return parts.all_meetings(*meetings.every(folder), is_leader)
    try:
        meeting = meetings.load(folder, which)
    except NotKept as why:
        return [invitation("This meeting cannot be shown", str(why), dcc.Link("All meetings", href=PATH))]
    return slides.one_meeting(meeting, meetings.before(folder, meeting), is_leader)


def redraw(version: object, which: object) -> list[Component]:
    """Draw the page again after a change, with a mark by which the browser knows that it is drawn."""
    if context.viewer() not in VIEWERS:
        raise NotForThisViewer("Meetings: for school leaders and the meeting screen.")
    if not isinstance(which, str) or not isinstance(version, int):
        raise PreventUpdate
    return [*shown(which), html.Span(hidden=True, **attributes(data_drawn=str(version)))]


def register(app: Dash) -> None:
    """Register the redrawing, and the routes by which a meeting is changed."""
    app.callback(
        Output("meeting-shown", "children"),
        Input("meeting-version", "data"),
        State("meeting-which", "data"),
        prevent_initial_call=True,
    )(redraw)
    changing.register(app)
