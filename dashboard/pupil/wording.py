"""The words that go home: questions to ask, and the three boxes of the update for parents.

Short words and short sentences, for a reader of about 11. They ask and report what was marked; they teach
nothing, compare with nobody, and name no group a pupil belongs to.
"""

from dataclasses import dataclass

from dashboard.cards import day
from dashboard.pupil import topics as of_topics
from dashboard.pupil.record import Record
from dashboard.pupil.standing import best_topics, joined, own_best
from dashboard.pupil.subjects import Subject
from dashboard.pupil.topics import Topic

# Taken in turn, so that two lines are not the same question.
ABOUT_TOPICS = (
    "Ask me to show you one question on {topic} ({subject}), and how I worked it out.",
    "Ask me what I find hard about {topic} ({subject}), and what I will try next.",
    "Ask me to tell you about {topic} ({subject}) as if you had never heard of it.",
)
ABOUT_SUBJECTS = (
    "Ask me what we are doing in {subject} this week, and what I would like help with.",
    "Ask me to show you my last piece of work in {subject}, and what I would change.",
)
ABOUT_ATTENDANCE = "Ask me if anything makes it hard to come to school. Please tell the school too."
ABOUT_STRENGTHS = "Ask me what I am proud of in {subject}."
NO_TOPICS = (
    "There are no marks by question in these dates, so no line can name a topic. Import the questions file: "
    "it says which topic each question is about."
)
MOST_LINES = 4
MOST_CAN_DO = 5
MOST_STEPS = 3
MOST_TOPICS = 2  # of one subject in one line


@dataclass(frozen=True)
class Update:
    """The three boxes of the update for parents."""

    can_do: list[str]
    next_steps: list[str]
    help: list[str]


def in_a_sentence(topic: str) -> str:
    """Return a topic as it stands inside a sentence: lower case, where it holds no name."""
    return topic[:1].lower() + topic[1:] if topic[1:] == topic[1:].lower() else topic


def home_lines(record: Record) -> list[str]:
    """Return one line a need, the hardest topics first, then subjects below target, then attendance."""
    hard = next_topics(record)
    below = [subject for subject in below_target(record) if subject.name not in {one.subject for one in hard}]
    lines = [
        ABOUT_TOPICS[turn % len(ABOUT_TOPICS)].format(topic=in_a_sentence(topic.name), subject=topic.subject)
        for turn, topic in enumerate(hard[: MOST_LINES - 1])
    ]
    lines += [
        ABOUT_SUBJECTS[turn % len(ABOUT_SUBJECTS)].format(subject=subject.name)
        for turn, subject in enumerate(below)
    ][: MOST_LINES - 1 - len(lines)]
    lines += [ABOUT_ATTENDANCE] if record.sessions.is_persistent else []
    return lines or [ABOUT_STRENGTHS.format(subject=subject.name) for subject in _proud_of(record)][:1]


def next_topics(record: Record) -> list[Topic]:
    """Return the topics that come next, the hardest first: those on the way where none is harder."""
    return of_topics.not_yet(record.topics) or of_topics.on_the_way(record.topics)


def below_target(record: Record) -> list[Subject]:
    """Return the subjects below target, the farthest below first."""
    below = [subject for subject in record.subjects if subject.gap is not None and subject.gap < 0]
    return sorted(below, key=lambda subject: subject.gap or 0.0)


def _proud_of(record: Record) -> list[Subject]:
    """Return the subjects with a result, the best against its target first."""
    known = [subject for subject in record.subjects if subject.latest]
    return sorted(known, key=lambda subject: -(subject.gap or 0.0))


def update_of(record: Record) -> Update:
    """Return the update for parents: can do now, next step, how to help."""
    return Update(
        _can_do(record)[:MOST_CAN_DO] or ["The marks we have do not show this yet. Please ask the teachers."],
        _next_steps(record) or ["No next step stands out in these marks. Please ask the teachers."],
        home_lines(record) or ["Ask me what went well at school this week."],
    )


def _can_do(record: Record) -> list[str]:
    """Say what the pupil can do now."""
    sure = of_topics.by_subject(of_topics.secure(record.topics))
    lines = [f"{subject}: sure of {_topics(mine)}." for subject, mine in sure.items()][:2]
    best = of_topics.by_subject([] if sure else best_topics(record.topics))
    lines += [f"{subject}: most marks in {_topics(mine)}." for subject, mine in best.items()][:2]
    met = [subject.name for subject in record.subjects if subject.gap is not None and subject.gap >= 0]
    lines += [f"At or above the target in {joined(met)}."] if met else []
    gained = [one for one in record.subjects if one.is_clear(one.gain) and (one.gain or 0.0) > 0]
    most = sorted(gained, key=lambda one: -(one.gain or 0.0))[:1]
    lines += [
        f"{one.name}: up from {one.baseline.written} at the start to {one.latest.written} now."
        for one in most
        if one.baseline and one.latest
    ]
    own = record.sessions
    if own.is_full:
        lines.append("Here for every half-day of school.")
    elif own.possible and not own.is_persistent:
        lines.append(f"Here for {own.possible - own.absent:,} of {own.possible:,} half-days of school.")
    tops = [] if lines else [subject.name for subject in own_best(record.subjects)]
    return [f"Strongest so far in {joined(tops)}."] if tops else lines


def _next_steps(record: Record) -> list[str]:
    """Say what comes next: a line a subject with hard topics, then targets, then being here."""
    hard = of_topics.by_subject(next_topics(record))
    lines = [f"{subject}: get better at {_topics(mine)}." for subject, mine in hard.items()][:2]
    aims = [
        f"{one.name}: move from {one.latest.written} to the target of {one.target.written}."
        for one in below_target(record)
        if one.latest and one.target
    ]
    own = record.sessions
    here = [f"Missed {own.absent:,} of {own.possible:,} half-days: please tell us what would help."]
    lines += aims[: MOST_STEPS - len(lines) - own.is_persistent]
    return lines + (here if own.is_persistent else [])


def _topics(topics: list[Topic]) -> str:
    """Say the first topics of one subject: ``number and statistics``."""
    return joined([in_a_sentence(topic.name) for topic in topics[:MOST_TOPICS]])


def data_age(record: Record) -> str:
    """Say up to which day the marks behind the update go."""
    results = [subject.latest.on for subject in record.subjects if subject.latest]
    parts = [f"tests to {day(max(results))}"] if results else []
    marks = record.sessions.marks_to
    parts += [f"days at school to {day(min(marks, record.window.end))}"] if marks else []
    return f"From {joined(parts)}." if parts else ""
