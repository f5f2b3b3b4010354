"""The list of all meetings, the forms, and the actions."""

from collections.abc import Iterable, Sequence
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.cards import attributes, day, invitation
from dashboard.meetings import KINDS, Action, Meeting

PATH = "/meeting"
WHAT_FOR = {
    "staff": "What goes well, the widest clear gap of each area, and what has changed.",
    "progress": "Attainment: how it goes, what goes well, which gaps are widest.",
    "sen": "Attendance, attainment and support of pupils with special educational needs.",
    "governors": "Figures of the published governors' pack, and none besides.",
    "partner": "The three areas term by term, strengths, the widest gaps, what has changed.",
}
NONE_YET = "No meeting has been made yet."


def button(words: str, act: str, **data: str) -> html.Button:
    """Return a button that changes the meeting (assets/z_app/80-meeting.js)."""
    told = {f"data_{name}": value for name, value in data.items()}
    return html.Button(words, type="button", className="quiet", **attributes(data_meeting=act, **told))


def all_meetings(found: Sequence[Meeting], damaged: Sequence[str], is_leader: bool) -> list[Component]:
    """Lay out what meetings there are, and for a leader how to make one."""
    listed = html.Section(
        [
            html.H2("Meetings so far"),
            html.Ul([html.Li(_line(each)) for each in found], className="overview-list")
            if found
            else html.P(NONE_YET, className="quiet-text"),
            *(html.P(each, className="caution") for each in damaged),
        ],
        className="figure-card meeting-list",
    )
    if is_leader:
        return [_new(), listed]
    if not found:
        return [
            invitation(NONE_YET, "A school leader makes one on this page; it is then presented from here.")
        ]
    return [listed]


def _line(meeting: Meeting) -> list[Component | str]:
    """Say one meeting in a line."""
    left = sum(not each.done for each in meeting.actions)
    told = f" · {_count(len(meeting.slides), 'figure')}, {_count(left, 'action')} open"
    return [dcc.Link(meeting.title, href=address(meeting)), f" · {when(meeting)}{told}"]


def address(meeting: Meeting) -> str:
    """Return the address of a meeting."""
    return f"{PATH}?id={meeting.id}"


def _count(number: int, of: str) -> str:
    """Say how many: "1 figure", "3 figures"."""
    return f"{number} {of}" if number == 1 else f"{number} {of}s"


def when(meeting: Meeting) -> str:
    """Say on which day a meeting is, or was made."""
    told = meeting.held_on or meeting.made_at[:10]
    return f"{'' if meeting.held_on else 'made '}{day(date.fromisoformat(told))}"


def _new() -> html.Section:
    """Lay out the kinds of meeting, each with one button that makes it with a first sequence."""
    lines = [
        html.Li([button(words, "make", kind=kind), html.Span(WHAT_FOR[kind], className="quiet-text")])
        for kind, words in KINDS.items()
    ]
    return html.Section(
        [
            html.H2("Make a meeting"),
            html.P(
                "Each begins with figures chosen from the school's own data, frozen as they are now. Then "
                "put them in order, take some out, or add any figure from its page with Add to a meeting."
            ),
            html.Ul(lines, className="meeting-kinds"),
        ],
        className="figure-card meeting-new",
    )


def agreed(title: str, actions: Iterable[Action], is_leader: bool, tools: bool = True) -> html.Section:
    """Lay out actions as a slide of their own."""
    lines = [_action(each, is_leader and tools) for each in actions]
    listed = (
        html.Ul(lines, className="slide-list")
        if lines
        else html.P("Nothing noted yet.", className="quiet-text")
    )
    return html.Section(
        [html.H2(title, className="question"), listed, *([_note()] if is_leader and tools else [])],
        className="figure-card meeting-actions",
        **attributes(data_slide="actions") if lines else {},
    )


def _action(action: Action, may_change: bool) -> html.Li:
    """Say one action, with what settles it."""
    by = f" by {day(date.fromisoformat(action.by))}" if action.by else ""
    who = f" ({action.who})" if action.who else ""
    told = html.Span([html.Strong("Done: ") if action.done else "", f"{action.what}{who}{by}"])
    if not may_change:
        return html.Li(told)
    turn = ("Not done", "open") if action.done else ("Done", "done")
    tools = [
        button(turn[0], "settle", action=action.id, value=turn[1]),
        button("Take away", "settle", action=action.id, value="gone"),
    ]
    return html.Li([told, *tools])


def _note() -> html.Form:
    """Lay out the form that notes an action."""
    fields = [
        ("what", "What is to be done", "text", "300"),
        ("who", "Who (a role or a name)", "text", "80"),
        ("by", "By when", "date", "10"),
    ]
    laid_out = [
        html.Label([html.Span(words), field(name, kind, most)], className=f"meeting-{name}")
        for name, words, kind, most in fields
    ]
    save = html.Button("Note the action", type="submit", className="quiet")
    return html.Form([*laid_out, save], className="meeting-note", **attributes(data_meeting="note"))


def field(name: str, kind: str, most: str, value: str = "") -> html.Span:
    """Return the place of a field that the browser draws: what is typed costs the server nothing."""
    return html.Span(**attributes(data_field=name, data_kind=kind, data_most=most, data_value=value))
