"""What stands on the time line and the calendar of one pupil: rows of the store as dots and spans."""

from collections import Counter
from datetime import date

import numpy as np
import pandas as pd

from dashboard.cards import day
from dashboard.pupil.figures import Dot, Span, Strips
from dashboard.pupil.record import Contact, Record, Support
from dashboard.pupil.sessions import code_words
from dashboard.pupil.subjects import dates_of

WEEKS_UP_TO = 400  # days: over a longer time attendance stands by term
SESSIONS = {"AM": "morning", "PM": "afternoon"}


def strips_of(record: Record) -> Strips:
    """Return everything on the one axis of time, as far back as there are data of the pupil."""
    scale = main_scale(record)
    lines: dict[str, list[Dot]] = {}
    for subject in record.subjects:
        if subject.scale == scale and subject.results:
            lines[subject.name] = [
                Dot(one.on, one.points or 0.0, f"{subject.name}: {one.said}, {day(one.on)}")
                for one in subject.results
            ]
    attendance, part = attendance_dots(record)
    spans = [_span(one, record) for one in record.support]
    contacts = [Dot(one.on, 0.0, contact_words(one)) for one in record.contacts]
    return Strips(lines, _average(lines), scale, spans, attendance, part, contacts)


def main_scale(record: Record) -> str:
    """Return the scale on which most subjects are: others are not drawn over it."""
    counted = Counter(subject.scale for subject in record.subjects if subject.results)
    return counted.most_common(1)[0][0] if counted else ""


def _average(lines: dict[str, list[Dot]]) -> list[Dot]:
    """Return the average over the subjects with a result on each day."""
    by_day: dict[object, list[Dot]] = {}
    for dots in lines.values():
        for dot in dots:
            by_day.setdefault(dot.on, []).append(dot)
    found = []
    for dots in sorted(by_day.values(), key=lambda dots: dots[0].on):
        mean = sum(dot.value for dot in dots) / len(dots)
        subjects = f"{len(dots)} {'subject' if len(dots) == 1 else 'subjects'}"
        found.append(Dot(dots[0].on, mean, f"Average {mean:.1f} in {subjects}, {day(dots[0].on)}"))
    return found


def _span(support: Support, record: Record) -> Span:
    """Return one kind of support, to the last chosen day where it still runs."""
    last = max(support.starts_on, min(support.runs_to, record.window.end))
    is_open = support.ends_on is None or support.ends_on > record.window.end
    return Span(support.name, support.starts_on, last, support_words(support), is_open)


def support_words(support: Support) -> str:
    """Say when support ran and how much of it was taken up."""
    until = f"to {day(support.ends_on)}" if support.ends_on else "with no end date"
    taken = (
        [f"{support.attended:,} of {support.offered:,} sessions attended"]
        if (support.offered is not None and support.attended is not None)
        else ["sessions not recorded"]
    )
    if support.entry is not None and support.exit is not None:
        taken.append(f"score {support.entry:g} at entry, {support.exit:g} at exit")
    elif support.entry is not None:
        taken.append(f"score {support.entry:g} at entry, none at exit yet")
    return f"{support.name}: {day(support.starts_on)} {until}; {', '.join(taken)}"


def contact_words(contact: Contact) -> str:
    """Say one contact: ``Talk with parent about target in Maths, 3 Nov 2025 (phone)``."""
    about = f"{contact.about} in {contact.subject}" if contact.subject else contact.about
    whom = {"both": "pupil and parent"}.get(contact.with_whom, contact.with_whom)
    how = f" ({contact.method})" if contact.method else ""
    return f"Contact with {whom} about {about}, {day(contact.on)}{how}"


def overlap_words(record: Record) -> str:
    """Warn of kinds of support that run together; else say which did, the most on one day of the window."""
    support = [one for one in record.support if one.runs_to >= record.window.from_date]
    today = max(record.window.end, record.window.from_date)  # later than the data, where the dates are
    days = [today, *(each.starts_on for each in support)]
    running = [[one for one in support if one.starts_on <= on <= one.runs_to] for on in days]
    now = running[0]
    most = now if len(now) > 1 else max(running, key=len)
    if len(most) < 2:
        return ""
    first, last = max(one.starts_on for one in most), min(one.runs_to for one in most)
    names = ", ".join(one.name for one in most)
    if most is now:
        said = f"{len(most)} kinds of support at the same time since {day(first)}: {names}. "
        return f"{said}Check that they do not take the same lessons, and that one adult knows of all of them."
    together = (
        f"{len(most)} kinds of support ran at the same time from {day(first)} to {day(last)}: {names}. "
    )
    return f"{together}They no longer do."


def attendance_dots(record: Record) -> tuple[list[Dot], str]:
    """Return the share of sessions attended in each week, or in each term over a long time; and which."""
    marks = record.marks
    if marks.empty:
        return [], "term"
    is_long = (marks["date"].iloc[-1] - marks["date"].iloc[0]).days > WEEKS_UP_TO
    part = "term" if is_long else "week"
    _names, place = np.unique(marks[part].astype(str).to_numpy(), return_inverse=True)
    possible = np.bincount(place, marks["possible"].to_numpy(dtype=float))
    absent = np.bincount(place, marks["absent"].to_numpy(dtype=float))
    middle = np.bincount(place, marks["date"].to_numpy().astype("datetime64[D]").astype(float)) / np.bincount(
        place
    )
    dots = [
        Dot(_date(at), 1 - missed / all_of, f"{all_of - missed:.0f} of {all_of:.0f} sessions attended")
        for at, missed, all_of in zip(middle, absent, possible, strict=True)
        if all_of
    ]
    return sorted(dots, key=lambda dot: dot.on), part


def _date(days: float) -> date:
    """Return a number of days since 1970 as a date."""
    return pd.Timestamp(int(days), unit="D").date()


def calendar_days(record: Record) -> pd.DataFrame:
    """Return each school day of the last chosen day's year: sessions missed, and its codes in words."""
    marks = record.marks
    if marks.empty:
        return pd.DataFrame({"date": [], "value": [], "text": []})
    years = marks["academic_year"].to_numpy()
    mine = marks[years == years[-1]]
    words = code_words()
    days: dict[date, list[str]] = {}
    missed: Counter[date] = Counter()
    cells = (mine[name].tolist() for name in ("session", "code", "absent"))
    for on, session, code, absent in zip(dates_of(mine["date"]), *cells, strict=True):
        days.setdefault(on, []).append(f"{SESSIONS.get(session, session)}: {words.get(code, code)}")
        missed[on] += bool(absent)
    texts = [f"{day(on)}<br>{'<br>'.join(said)}" for on, said in days.items()]
    return pd.DataFrame({"date": list(days), "value": [missed[on] for on in days], "text": texts})
