"""The agreed targets with their history: when set, changed, kept and discussed, beside the results."""

from dash import html
from dash.development.base_component import Component

from dashboard.cards import About, day
from dashboard.pupil.figures_small import small_line
from dashboard.pupil.parts import card, what_is_this
from dashboard.pupil.record import Record
from dashboard.pupil.standing import joined, points
from dashboard.pupil.subjects import Subject, Value

HEADS = (
    *("Subject", "Target", "Latest result", "Against target"),
    *("Results and target", "Set and changed", "Discussed"),
)
ABOUT_TARGETS = About(
    "The target in force on the last chosen day, on the scale of the latest result in the chosen dates. "
    "Discussed: a contact about target in this subject, or in no subject, on or after the day it was set.",
    "This school's own imports: results and contacts",
)
NO_TARGETS = "No targets up to this day: rows with kind target in the results file bring them."
NO_CONTACTS = "Whether a target was discussed is not known: the contacts file brings it."


def targets_card(record: Record) -> html.Section:
    """Return the agreed targets, a row a subject."""
    title = "What are the agreed targets?"
    subjects = [subject for subject in record.subjects if subject.target]
    if not subjects:
        return card("pupil-targets", title, html.P(NO_TARGETS), wide=True)
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(text, scope="col") for text in HEADS])),
            html.Tbody([_row(subject, record) for subject in subjects]),
        ],
        className="table table-sm figures",
    )
    scales = joined(sorted({subject.scale for subject in subjects}))
    notes = [f"On {scales}. The small lines: results over all dates, the target dashed."]
    notes += [] if record.has_contacts else [NO_CONTACTS]
    wrapped = html.Div(table, className="table-wrap", tabIndex="0")
    about = what_is_this(ABOUT_TARGETS, record.window.end)
    noted = html.P(" ".join(notes), className="quiet-text")
    return card("pupil-targets", title, wrapped, noted, about, wide=True)


def _row(subject: Subject, record: Record) -> html.Tr:
    """Return one subject's row."""
    assert subject.target
    cells: list[Component | str] = [
        subject.target.written,
        subject.latest.said if subject.latest else "no result in these dates",
        gap_words(subject.gap, subject.scale),
        _small_line(subject),
        history_words(subject.targets),
        discussed_words(subject, record),
    ]
    return html.Tr([html.Th(subject.name, scope="row"), *(html.Td(cell) for cell in cells)])


def _small_line(subject: Subject) -> Component | str:
    """Return the small line of results against target; in words where it takes two results to draw."""
    results = [(value.on, value.points or 0.0) for value in subject.results]
    targets = [(value.on, value.points or 0.0) for value in subject.targets]
    if len(results) < 2:
        return "one result only" if results else "no results"
    spoken = f"{subject.name} results: {', then '.join(value.written for value in subject.results)}"
    return html.Img(src=small_line(results, targets), alt=spoken, className="small-line")


def gap_words(gap: float | None, scale: str = "") -> str:
    """Say a result against its target: ``1 point below``."""
    if gap is None:
        return "cannot be told"
    return "on target" if gap == 0 else f"{points(gap, scale)} {'above' if gap > 0 else 'below'}"


def history_words(targets: list[Value]) -> str:
    """Say when a target was set and every change: ``7, set 15 Sep 2024; 8 from 15 Sep 2025``.

    A target that was set again without a change is said as kept.
    """
    parts: list[str] = []
    kept: list[Value] = []
    for place, target in enumerate(targets):
        if place == 0:
            parts.append(f"{target.written}, set {day(target.on)}")
        elif target.written == targets[place - 1].written:
            kept.append(target)
        else:
            parts, kept = _with_kept(parts, kept), []
            parts.append(f"{target.written} from {day(target.on)}")
    return "; ".join(_with_kept(parts, kept))


def _with_kept(parts: list[str], kept: list[Value]) -> list[str]:
    """Add when a target was last set again without a change."""
    return [*parts, f"kept {day(kept[-1].on)}"] if kept else parts


def discussed_words(subject: Subject, record: Record) -> str:
    """Say when the target in force was last talked about since it was set, on its own or with all."""
    assert subject.target
    since = [
        contact.on
        for contact in record.contacts
        if contact.about == "target"
        and contact.on >= subject.target.on
        and contact.subject in (None, subject.name)
    ]
    if since:
        return day(since[-1])
    return "not since it was set" if record.has_contacts else "not known"
