"""The page of one pupil, from the top: strengths come first."""

import datetime

from dash import html
from dash.development.base_component import Component

from dashboard.cards import About
from dashboard.figure_parts.calendar import calendar_heat
from dashboard.pupil import standing, strips, wording
from dashboard.pupil.figures import time_line
from dashboard.pupil.head import head
from dashboard.pupil.parts import card, caution, drawing, listed, pointed, what_is_this
from dashboard.pupil.record import Record
from dashboard.pupil.targets import targets_card
from dashboard.pupil.unsaid import unsaid
from dashboard.pupil.update import update_card
from dashboard.wording import year_words

NO_STRENGTHS = (
    "Nothing stands out in the data of these dates. Not all that a pupil does well is in a file: "
    "ask the teachers, and the pupil."
)
LAST_CONTACTS = 5
SMALL_SHARE = 0.1
NO_NEEDS = "No need stands out in the data of these dates."
NO_DAYS = "No session marks in this year: import attendance to see the days."
A_SQUARE = "A square a school day, the darker the more of it was missed; point at one for its codes."
ABOUT_STANDING = About(
    "Above and below target: the latest result in the chosen dates against the target in force on their"
    " last day, on the same scale. Well above or below the other subjects: a tenth of the scale's "
    "length or more from the average of at least three others on the same scale. Well above the year "
    "group: one standard deviation or more above its average, of at least ten pupils. Up since the "
    "start: a tenth of the scale or more above the baseline on the same scale. Topics: secure from 80 "
    "in 100 marks on, to come back to under 50 in 100; nothing is said of a topic with fewer than 3 "
    "marks. Attendance is up where at least 2 in 100 sessions fewer were missed than in the same days a"
    " year earlier. One pupil's marks move by chance: talk before you act.",
    "This school's own imports; the rules are this project's definition",
)
ABOUT_ATTENDANCE = About(
    "Sessions missed of those the pupil could have attended: the absence rate of every other page. "
    "Persistent absence: a tenth or more of a pupil's own sessions; over a few weeks one illness can "
    "reach it.",
    "DfE, pupil attendance in schools: methodology",
)

ABOUT_TIME = About(
    "Every result up to the last chosen day on the scale that most subjects are on, and the plain average of "
    "the subjects with a result on the same day; support from its first to its last day; the share of "
    "possible sessions attended. Things that happen at the same time need not have caused one another.",
    "This school's own imports",
)


def body(record: Record, before: str | None, after: str | None, today: datetime.date) -> list[Component]:
    """Return the whole page of one pupil."""
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


def strengths_card(record: Record) -> html.Section:
    """Return the card that comes first: what goes well."""
    said = pointed(standing.strengths(record)) or [html.P(NO_STRENGTHS)]
    return card("pupil-strengths", "What goes well?", *said, what_is_this(ABOUT_STANDING, record.window.end))


def needs_card(record: Record) -> html.Section:
    """Return what comes next, and what cannot be told."""
    said = pointed(standing.needs(record)) or [html.P(NO_NEEDS)]
    gaps = listed(unsaid(record))
    untold = [html.H3("What cannot be told"), gaps] if gaps else []
    return card("pupil-needs", "What comes next?", *said, *untold)


def time_card(record: Record) -> html.Section:
    """Return the one time line, and under it what it shows of support."""
    drawn = strips.strips_of(record)
    others = sorted({subject.scale for subject in record.subjects if subject.results} - {drawn.scale})
    contacts = len(record.contacts)
    notes = [
        "a thin line in the results is a subject, the thick one their average" if drawn.average else "",
        "" if record.support else "no support of this pupil in the data",
        f"results on {standing.joined(others)} are not drawn over another scale" if others else "",
        "" if drawn.attendance else "no session marks: the attendance file brings them",
        "" if record.has_contacts else "no contacts: the contacts file brings them",
        f"the last {LAST_CONTACTS} of {contacts} contacts are listed" if contacts > LAST_CONTACTS else "",
    ]
    return card(
        "pupil-time",
        "How did results, support and attendance go together?",
        caution(strips.overlap_words(record)),
        drawing("pupil-time", time_line(drawn)),
        listed([strips.support_words(one) for one in record.support]),
        listed([strips.contact_words(one) for one in record.contacts[-LAST_CONTACTS:]]),
        html.P(" · ".join(filter(None, notes)), className="quiet-text"),
        what_is_this(ABOUT_TIME, record.window.end),
        wide=True,
    )


def attendance_card(record: Record) -> html.Section:
    """Return the year's calendar and the rate in words."""
    days = strips.calendar_days(record)
    reasons = [f"{words}: {sessions:,}" for words, sessions in record.sessions.codes]
    return card(
        "pupil-attendance",
        "When was the pupil here?",
        *(html.P(sentence, className="answer") for sentence in attendance_words(record)),
        drawing("pupil-attendance", calendar_heat(days, darkest=2, nothing=NO_DAYS)),
        html.P(A_SQUARE if len(days) else "", className="quiet-text"),
        html.H3("Sessions missed, by reason") if reasons else None,
        listed(reasons),
        what_is_this(ABOUT_ATTENDANCE, record.sessions.marks_to),
        wide=True,
    )


def in_100(share: float) -> str:
    """Say a share: ``2.5 in 100``, ``34 in 100``: a tenth only where it is much of the whole."""
    return f"{standing.tenths(100 * share) if share < SMALL_SHARE else round(100 * share)} in 100"


def attendance_words(record: Record) -> list[str]:
    """Say the rate with its sessions, the year group's, and how far persistent absence is."""
    own = record.sessions
    if own.share is None:
        return [
            "No sessions in these dates: import attendance, or attendance_totals where only totals exist."
        ]
    said = f"Missed {own.absent:,} of {own.possible:,} sessions, {in_100(own.share)}."
    if own.year_share is not None and own.year_pupils > 1:
        year = year_words(record.person.year_group)
        said += f" {year}: {in_100(own.year_share)} ({own.year_pupils:,} pupils)."
    if own.late:
        said += " Late once." if own.late == 1 else f" Late {own.late:,} times."
    return [said, standing.persistent_words(record)]


def home_card(record: Record) -> html.Section:
    """Return what could help at home: one line a need."""
    missing = "" if record.topics else wording.NO_TOPICS
    lines = listed(wording.home_lines(record))
    return card("pupil-home", "What could help at home?", lines, caution(missing), wide=True)
