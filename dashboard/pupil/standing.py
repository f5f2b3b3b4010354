"""What a pupil can do and what comes next, in sentences. For leaders.

Every rule is a number that stands in this package; nothing here weighs one thing against another.
"""

from dataclasses import dataclass

from dashboard.pupil import topics as of_topics
from dashboard.pupil.record import Record, Year
from dashboard.pupil.subjects import Subject
from dashboard.tracking.wording import unit

FEWEST_OF_YEAR = 10  # pupils: on fewer, nobody is set beside the year group
NEAR = 6  # sessions, three days: nearer than this to a tenth, attendance is named as a need
A_WEEK, SCHOOL_YEAR = 10, 380  # sessions: 5 days, and 190
NO_YEAR = Year(0, 0.0, 0.0)
SPREADS = 1.0  # standard deviations from the year group's mean that are called well above


@dataclass(frozen=True)
class Point:
    """One thing to say, under the heading it belongs to."""

    heading: str
    sentence: str


def tenths(number: float) -> str:
    """Write a number with a tenth where it has one: ``2``, ``1.5``."""
    return f"{number:.1f}".removesuffix(".0")


def points(number: float, scale: str = "") -> str:
    """Say a difference: ``1 point``, ``1.5 points``, ``2 grades`` on a scale whose points are grades."""
    size = tenths(abs(number))
    noun = unit(scale)
    return f"{size} {noun.removesuffix('s')}" if size == "1" else f"{size} {noun}"


def joined(parts: list[str]) -> str:
    """Join as people do: ``a, b and c``."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def strengths(record: Record) -> list[Point]:
    """Return what goes well: in subjects, in topics, in attendance."""
    secure = _topic_points("Topics secure", of_topics.secure(record.topics))
    met = _against_targets(record.subjects, above=True)
    above = _beside_others(record.subjects, above=True)
    return [
        *met,
        *(above or ([] if met else _own_best(record.subjects))),
        *_beside_year(record),
        *_gains(record.subjects),
        *(secure or _topic_points("Most marks so far", best_topics(record.topics))),
        *_good_attendance(record),
    ]


def needs(record: Record) -> list[Point]:
    """Return what comes next: topics first, then subjects, then attendance."""
    return [
        *_topic_points("Topics to come back to", of_topics.not_yet(record.topics)),
        *_topic_points("Topics on the way", of_topics.on_the_way(record.topics)),
        *_against_targets(record.subjects, above=False),
        *_beside_others(record.subjects, above=False),
        *_missed_sessions(record),
    ]


def _against_targets(subjects: list[Subject], above: bool) -> list[Point]:
    """Return one point for the subjects above target and one for those on it, or one for those below."""
    gaps = [(subject, subject.gap) for subject in subjects if subject.gap is not None]
    if not above:
        below = sorted(((one, gap) for one, gap in gaps if gap < 0), key=lambda each: each[1])
        return _listed("Subjects", "Below target in", [_aimed(one) for one, _gap in below])
    over = sorted(((one, gap) for one, gap in gaps if gap > 0), key=lambda each: -each[1])
    return [
        *_listed("Subjects", "Above target in", [_aimed(one) for one, _gap in over]),
        *_listed("Subjects", "On target in", [_aimed(one) for one, gap in gaps if gap == 0]),
    ]


def _listed(heading: str, opening: str, parts: list[str]) -> list[Point]:
    """Return one point that names every part; none where there is none."""
    return [Point(heading, f"{opening} {joined(parts)}.")] if parts else []


def _aimed(subject: Subject) -> str:
    """Say a subject with its result and target: ``Art (9, target 8)``."""
    assert subject.latest and subject.target
    if subject.latest.written == subject.target.written:
        return f"{subject.name} ({subject.latest.written})"
    return f"{subject.name} ({subject.latest.written}, target {subject.target.written})"


def _beside_others(subjects: list[Subject], above: bool) -> list[Point]:
    """Return one point a subject that is well above, or well below, the pupil's other subjects."""
    found = []
    for subject in subjects:
        difference = subject.beside_others
        if difference is None or not subject.is_clear(difference) or (difference > 0) != above:
            continue
        assert subject.latest
        word = "above" if above else "below"
        found.append(
            Point(
                "Subjects",
                f"{subject.name} is well {word} the pupil's other subjects: {subject.latest.written} "
                f"against an average of {tenths(subject.others_mean or 0.0)} in {subject.others} others.",
            )
        )
    return found


def _beside_year(record: Record) -> list[Point]:
    """Return one point for the subjects in which the pupil is well above the year group."""
    parts = []
    for subject in record.subjects:
        pupils, mean, spread = record.year.get((subject.name, subject.scale), NO_YEAR)
        if not subject.latest or subject.latest.points is None or pupils < FEWEST_OF_YEAR or not spread > 0:
            continue
        if subject.latest.points - mean >= SPREADS * spread:
            parts.append(
                f"{subject.name} ({subject.latest.written}, average {mean:.1f} of {pupils:,} pupils)"
            )
    return _listed("Subjects", "Well above the year group in", parts)


def _own_best(subjects: list[Subject]) -> list[Point]:
    """Return one point for the pupil's own best subjects, where none is on target."""
    tops = [f"{one.name} ({one.latest.written})" for one in own_best(subjects) if one.latest]
    return _listed("Subjects", "Strongest so far:", tops)


def own_best(subjects: list[Subject]) -> list[Subject]:
    """Return the pupil's own best subjects; none on several scales, or where all are the same."""
    known = [(one.latest.points, one) for one in subjects if one.latest and one.latest.points is not None]
    if len(known) < 2 or len({one.scale for _points, one in known}) > 1:
        return []
    best = max(worth for worth, _one in known)
    tops = [one for worth, one in known if worth == best]
    return tops if len(tops) < len(known) else []


def best_topics(topics: list[of_topics.Topic]) -> list[of_topics.Topic]:
    """Return the topic with most marks of each subject, where it is none to come back to."""
    by_subject = of_topics.by_subject(topics).values()
    best = [max(mine, key=lambda topic: topic.share) for mine in by_subject]
    return [topic for topic in best if topic.share >= of_topics.NOT_YET]


def _gains(subjects: list[Subject]) -> list[Point]:
    """Return one point for the subjects with a clear gain since the baseline, one since the result before."""
    gained = [one for one in subjects if one.is_clear(one.gain) and (one.gain or 0.0) > 0]
    parts = [
        f"{one.name} (from {one.baseline.said} to {one.latest.written})"
        for one in sorted(gained, key=lambda one: -(one.gain or 0.0))
        if one.baseline and one.latest
    ]
    lately = [one for one in subjects if one.is_clear(one.step_up) and (one.step_up or 0.0) > 0]
    steps = [
        f"{one.name} (from {one.before.written} to {one.latest.written})"
        for one in lately
        if one.before and one.latest
    ]
    return [
        *_listed("Gains", "Up since the start in", parts),
        *_listed("Gains", "Up since the result before in", steps),
    ]


def _topic_points(heading: str, topics: list[of_topics.Topic]) -> list[Point]:
    """Return one point a subject, naming its topics."""
    return [
        Point(heading, f"{subject}: {joined([topic.said for topic in mine])}.")
        for subject, mine in of_topics.by_subject(topics).items()
    ]


def _good_attendance(record: Record) -> list[Point]:
    """Return a point where nothing was missed, or clearly less than a year earlier."""
    own = record.sessions
    if own.is_full:
        return [Point("Attendance", f"Full attendance: here in all {own.possible:,} sessions.")]
    if own.is_better and own.share is not None and own.share_before is not None:
        return [
            Point(
                "Attendance",
                f"Attendance is up: missed {100 * own.share:.0f} in 100 sessions, against "
                f"{100 * own.share_before:.0f} in 100 in the same days a year earlier.",
            )
        ]
    return []


def _missed_sessions(record: Record) -> list[Point]:
    """Return a point where attendance is a need: a tenth missed, or a few sessions from it."""
    own = record.sessions
    if own.is_persistent or (0 < own.to_persistent <= NEAR and own.absent):
        return [Point("Attendance", persistent_words(record))]
    return []


def persistent_words(record: Record) -> str:
    """Say how far the pupil is from missing a tenth of sessions."""
    own = record.sessions
    if own.is_persistent:
        kind = "Severe absence: half or more is missed"
        kind = kind if own.is_severe else "Persistent absence: a tenth or more is missed"
        return f"{kind}. {_way_back(own.to_leave_it)}"
    sessions = f"{own.to_persistent:,} {'session' if own.to_persistent == 1 else 'sessions'}"
    return f"{sessions} missed in a row from now would make a tenth: persistent absence."


def _way_back(to_go: int) -> str:
    """Say how many sessions without a miss bring the pupil under a tenth, and how long these are."""
    if to_go > SCHOOL_YEAR:
        return "To get under a tenth would take more than a school year without a miss: each day here counts."
    weeks = round(to_go / A_WEEK)
    long = f", about {weeks} school weeks," if weeks > 1 else ""
    sessions = f"{to_go:,} {'session' if to_go == 1 else 'sessions'}"
    return f"{sessions} without a miss{long} would bring it under a tenth."
