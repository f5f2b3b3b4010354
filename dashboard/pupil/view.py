"""The cards of the pupil page: what was worked out in, components out."""

import datetime

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import lists
from dashboard.cards import About, about_parts, attributes, day, graph
from dashboard.figure_parts import Figure
from dashboard.figure_parts.calendar import calendar_heat
from dashboard.pupil import figures, standing, strips, wording
from dashboard.pupil.record import Person, Record
from dashboard.pupil.standing import Point
from dashboard.pupil.subjects import Subject
from dashboard.pupil.targets import history_words

SOURCE = "This school's own imports; the rules are this project's definition"
ABOUT_STANDING = About(
    "Above and below target: the latest result in the chosen dates against the target in force on their last day, "
    "on the same scale. Well above or below: a tenth of the scale's length or more from the average of at least "
    "three other subjects on the same scale. Well above the year group: one standard deviation or more above its "
    "average, of at least ten pupils. Up since the start: a tenth of the scale or more above the baseline on the "
    "same scale. Topics: secure from 80 in 100 marks on, to come back to under 50 in 100, in the chosen dates; "
    "nothing is said of a topic with fewer than 3 marks. Attendance is up where 2 in 100 sessions or more "
    "fewer were missed than in the same days a year earlier.",
    SOURCE,
)
ABOUT_ATTENDANCE = About(
    "Sessions missed of those the pupil could have attended; the same rule as the absence rate everywhere. "
    "Persistent absence: a tenth or more of a pupil's own sessions.",
    "DfE, pupil attendance in schools: methodology",
)


def card(card_id: str, title: str, *parts: Component | str | None, wide: bool = False) -> html.Section:
    """Return a card without a figure."""
    return html.Section(
        [html.H2(title, id=f"{card_id}-title"), *(part for part in parts if part is not None)],
        id=card_id,
        className="figure-card pupil-wide" if wide else "figure-card",
        **attributes(aria_labelledby=f"{card_id}-title"),
    )


def what_is_this(about: About) -> html.Details:
    """Return the definitions behind a card, folded away."""
    return html.Details([html.Summary("What is this?"), html.Div(about_parts(about), className="opened")])


def name_of(person: Person, text: str | None = None) -> Component:
    """Return the pupil's name, marked so that it can be hidden."""
    return lists.name(text or person.name, person.school, person.pupil)


def pointed(points: list[Point]) -> list[Component]:
    """Return sentences under their headings."""
    parts: list[Component] = []
    for heading in dict.fromkeys(point.heading for point in points):
        mine = [html.Li(point.sentence) for point in points if point.heading == heading]
        parts += [html.H3(heading), html.Ul(mine)]
    return parts


def head(record: Record, before: str | None, after: str | None) -> html.Section:
    """Return who this is, and the way to the pupils beside them in the form."""
    person = record.person
    place = [f"Year {person.year_group}" if person.year_group.isdigit() else person.year_group]
    place += [person.form, f"Number {person.pupil}", person.school]
    sides = [(before, record.before, "Previous: "), (after, record.after, "Next: ")]
    links = [
        dcc.Link([words, name_of(beside)], href=address)
        for address, beside, words in sides
        if address and beside
    ]
    return html.Section(
        [
            html.H2(name_of(person), id="pupil-name"),
            html.P(" · ".join(part for part in place if part), className="scope"),
            *(html.P(sentence, className="caution") for sentence in cautions(record)),
            html.Nav(links, className="pupil-beside", **attributes(aria_label="In the same form")),
        ],
        id="pupil-head",
        className="pupil-wide",
        **attributes(aria_labelledby="pupil-name"),
    )


def cautions(record: Record) -> list[str]:
    """Say what a reader must know before reading: left, not in this year's file, a number used twice."""
    person, found = record.person, []
    if person.left_on and person.left_on <= record.window.end:
        found.append(f"Left the school on {day(person.left_on)}.")
    if not person.year_group:
        found.append("The pupils file does not name this pupil: import it to see year group and form.")
    elif person.academic_year < academic_year_of(record.window.end) and not person.left_on:
        found.append(
            f"Last named in the pupils file of {person.academic_year}: year group and form are of that year."
        )
    if record.namesakes:
        also = standing.joined(record.namesakes)
        found.append(f"Number {person.pupil} is also used at {also}, for somebody else.")
    return found


def academic_year_of(date: datetime.date) -> str:
    """Return the school year of a day as it is written: 2025/26."""
    first = date.year if date.month >= 9 else date.year - 1
    return f"{first}/{(first + 1) % 100:02}"


def strengths_card(record: Record) -> html.Section:
    """Return the card that comes first: what goes well."""
    points = standing.strengths(record)
    nothing = html.P(
        "Nothing stands out in the data of these dates. Not all that a pupil does well is in a file: "
        "ask the teachers, and the pupil."
    )
    return card(
        "pupil-strengths", "What goes well?", *(pointed(points) or [nothing]), what_is_this(ABOUT_STANDING)
    )


def needs_card(record: Record) -> html.Section:
    """Return what comes next, and what cannot be told."""
    points = pointed(standing.needs(record)) or [html.P("No need stands out in the data of these dates.")]
    gaps = standing.unsaid(record)
    unsaid = [html.H3("What cannot be told"), html.Ul([html.Li(gap) for gap in gaps])] if gaps else []
    return card("pupil-needs", "What comes next?", *points, *unsaid)


def targets_card(record: Record) -> html.Section:
    """Return the agreed targets with their history, each beside the results."""
    subjects = [subject for subject in record.subjects if subject.target]
    title = "What are the agreed targets?"
    if not subjects:
        words = "No targets up to this day: rows with kind target in the results file bring them."
        return card("pupil-targets", title, html.P(words), wide=True)
    heads = (
        "Subject",
        "Target",
        "Set and changed",
        "Discussed",
        "Latest result",
        "Against target",
        "Results and target",
    )
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(text, scope="col") for text in heads])),
            html.Tbody([_target_row(subject, record) for subject in subjects]),
        ],
        className="figures",
    )
    scales = standing.joined(sorted({subject.scale for subject in subjects}))
    note = html.P(
        f"On {scales}. The small lines: results, and the target dashed, over all dates.", className="notes"
    )
    wrapped = html.Div(table, className="table-wrap", tabIndex="0")
    return card("pupil-targets", title, wrapped, note, wide=True)


def _target_row(subject: Subject, record: Record) -> html.Tr:
    """Return one subject's row."""
    assert subject.target
    results = [(value.on, value.points or 0.0) for value in subject.results]
    targets = [(value.on, value.points or 0.0) for value in subject.targets]
    picture = figures.small_line(results, targets)
    cells = [
        subject.target.written,
        history_words(subject.targets),
        record.discussed(subject),
        subject.latest.said if subject.latest else "no result in these dates",
        gap_words(subject.gap),
        html.Img(src=picture, alt=spoken(subject), className="small-line")
        if picture
        else "one result only"
        if results
        else "no results",
    ]
    return html.Tr([html.Th(subject.name, scope="row"), *(html.Td(cell) for cell in cells)])


def gap_words(gap: float | None) -> str:
    """Say a result against its target: ``1 point below``."""
    if gap is None:
        return "cannot be told"
    return "on target" if gap == 0 else f"{standing.points(gap)} {'above' if gap > 0 else 'below'}"


def spoken(subject: Subject) -> str:
    """Say a small line's results aloud."""
    return f"{subject.name} results: {', then '.join(value.written for value in subject.results)}"


def time_card(record: Record) -> html.Section:
    """Return the one time line."""
    drawn = strips.strips_of(record)
    others = sorted({subject.scale for subject in record.subjects if subject.results} - {drawn.scale})
    warned = strips.overlap_words(record.support)
    notes = [
        "" if record.support else "no support in the data: interventions and intervention_pupils bring it",
        f"results on {standing.joined(others)} are not drawn over another scale" if others else "",
        "" if drawn.attendance else "no session marks: the attendance file brings them",
    ]
    card = _drawn(
        "pupil-time", "How did results, support and attendance go together?", figures.time_line(drawn)
    )
    card.children[1:1] = [
        html.P(warned, className="caution") if warned else None,
        html.Ul([html.Li(strips.support_words(one)) for one in record.support], className="pupil-support"),
        html.P(" · ".join(filter(None, notes)), className="notes"),
    ]
    return card


def _drawn(card_id: str, title: str, figure: Figure) -> html.Section:
    """Return a card with a figure that is there at once."""
    drawing = graph(f"{card_id}-graph", figure["layout"]["height"])
    drawing.figure = figure
    return card(
        card_id,
        title,
        html.Figure(drawing, role="group", **attributes(aria_labelledby=f"{card_id}-title")),
        wide=True,
    )


def attendance_card(record: Record) -> html.Section:
    """Return the year's calendar and the rate in words."""
    own = record.sessions
    nothing = "No session marks in this year: import attendance to see the days."
    drawn = _drawn(
        "pupil-attendance",
        "When was the pupil here?",
        calendar_heat(strips.calendar_days(record), 2, nothing),
    )
    reasons = [html.Li(f"{words}: {sessions:,}") for words, sessions in own.codes]
    drawn.children[1:1] = [
        *(html.P(sentence, className="answer") for sentence in attendance_words(record)),
        html.Ul(reasons, className="pupil-reasons") if reasons else None,
    ]
    drawn.children += [
        html.P(
            "A square a school day, darker the more of it was missed; point at one for its codes.",
            className="notes",
        ),
        what_is_this(ABOUT_ATTENDANCE),
    ]
    return drawn


def attendance_words(record: Record) -> list[str]:
    """Say the rate with its sessions, the year group's, and how far persistent absence is."""
    own = record.sessions
    if own.share is None:
        return [
            "No sessions in these dates: import attendance, or attendance_totals where only totals exist."
        ]
    said = f"Missed {own.absent:,} of {own.possible:,} sessions, {100 * own.share:.1f} in 100."
    if own.year_share is not None and own.year_pupils > 1:
        said += f" Year {record.person.year_group}: {100 * own.year_share:.1f} in 100 ({own.year_pupils:,} pupils)."
    if own.late:
        said += f" Late {own.late:,} {'time' if own.late == 1 else 'times'}."
    return [said, standing.persistent_words(record)]


def home_card(record: Record) -> html.Section:
    """Return what could help at home: one line a need."""
    lines = wording.home_lines(record)
    parts = [html.Ul([html.Li(line) for line in lines])] if lines else []
    missing = [] if record.topics else [html.P(wording.NO_TOPICS, className="caution")]
    return card("pupil-home", "What could help at home?", *parts, *missing)


def update_card(record: Record, today: datetime.date) -> html.Section:
    """Return the printable update for parents: three boxes on one page."""
    person, update = record.person, wording.update_of(record)
    boxes = [("Can do now", update.can_do), ("Next step", update.next_steps), ("How to help", update.help)]
    year = f"Year {person.year_group}" if person.year_group.isdigit() else person.year_group
    return html.Section(
        [
            html.H2("An update for home", id="pupil-update-title"),
            html.P([name_of(person), *(f" · {part}" for part in (year, person.form, person.school) if part)]),
            html.Div(
                [
                    html.Div(
                        [html.H3(title), html.Ul([html.Li(line) for line in lines])], className="update-box"
                    )
                    for title, lines in boxes
                ],
                className="update-boxes",
            ),
            html.P(
                f"Written on {day(today)}. {wording.data_age(record)} The teachers know more than marks "
                "can say: please ask them.",
                className="notes",
            ),
            html.Button("Print the update", id="pupil-print-update", type="button", className="quiet"),
        ],
        id="pupil-update",
        className="figure-card pupil-wide",
        **attributes(aria_labelledby="pupil-update-title"),
    )


def body(record: Record, before: str | None, after: str | None, today: datetime.date) -> list[Component]:
    """Return the whole page of one pupil, strengths first."""
    return [
        head(record, before, after),
        strengths_card(record),
        needs_card(record),
        targets_card(record),
        time_card(record),
        attendance_card(record),
        home_card(record),
        update_card(record, today),
    ]
