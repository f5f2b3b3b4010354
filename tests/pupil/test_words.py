"""The words of the page as a specification: targets, sessions, what goes home and how hard it is to read."""

import re
from datetime import date, timedelta

import pytest

from dashboard.pupil import wording
from dashboard.pupil.record import Person, Record, Support, Window
from dashboard.pupil.sessions import Sessions
from dashboard.pupil.standing import best_topics, joined, persistent_words, points
from dashboard.pupil.strips import overlap_words
from dashboard.pupil.subjects import Value, spelt_twice, subjects_of
from dashboard.pupil.targets import gap_words, history_words
from dashboard.pupil.topics import topics_of

SEPTEMBER = date(2025, 9, 1)
ADA = Person(1, "Riverside", "17", "Okoro", "Ada", "2025/26", "9", "9A", None)


def record(**known):
    return Record(**{"person": ADA, "window": Window(SEPTEMBER, date(2026, 8, 31), None), **known})


def value(kind="result", written="5", on=SEPTEMBER, subject="Maths", scale="GCSE 9-1", length=9.0):
    return Value(subject, kind, scale, "Test", on, written, float(written), length)


def day(number):
    return date(2025, 9, number)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("6", "6, set 1 Sep 2025"),
        ("6 6", "6, set 1 Sep 2025; kept 2 Sep 2025"),
        ("6 6 6", "6, set 1 Sep 2025; kept 3 Sep 2025"),
        ("6 7", "6, set 1 Sep 2025; 7 from 2 Sep 2025"),
        ("6 6 7 7", "6, set 1 Sep 2025; kept 2 Sep 2025; 7 from 3 Sep 2025; kept 4 Sep 2025"),
    ],
)
def test_a_targets_history_says_set_changed_and_kept(written, words):
    targets = [value("target", one, day(place)) for place, one in enumerate(written.split(), 1)]
    assert history_words(targets) == words


def test_a_gap_is_said_in_points():
    assert [gap_words(gap) for gap in (None, 0.0, 1.0, -1.5)] == [
        "cannot be told",
        "on target",
        "1 point above",
        "1.5 points below",
    ]
    assert points(-2.04) == "2 points"
    assert joined(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("possible", "absent", "to_persistent", "to_leave_it"),
    [
        (100, 0, 12, 0),  # 12 of 112 is over a tenth, 11 of 111 is not
        (94, 7, 3, 0),  # 10 of 97 is, 9 of 96 is not
        (100, 10, 0, 1),  # 10 of 100 is a tenth; 10 of 101 is not
        (94, 12, 0, 27),  # 12 of 121 is not; 12 of 120 is
        (9, 0, 1, 0),
    ],
)
def test_how_far_a_tenth_is(possible, absent, to_persistent, to_leave_it):
    sessions = Sessions(possible, absent)
    assert (sessions.to_persistent, sessions.to_leave_it) == (to_persistent, to_leave_it)
    assert sessions.is_persistent == (to_persistent == 0)


@pytest.mark.parametrize(
    ("possible", "absent", "words"),
    [
        (
            94,
            12,
            "Persistent absence: a tenth or more is missed. 27 sessions without a miss, about 3 school "
            "weeks, would bring it under a tenth.",
        ),
        (
            100,
            10,
            "Persistent absence: a tenth or more is missed. 1 session without a miss would bring it under a "
            "tenth.",
        ),
        (
            94,
            75,
            "Severe absence: half or more is missed. To get under a tenth would take more than a school year "
            "without a miss: each day here counts.",
        ),
    ],
)
def test_absence_is_called_by_its_name_and_asks_for_nothing_impossible(possible, absent, words):
    assert persistent_words(record(sessions=Sessions(possible, absent))) == words


def test_parents_hear_of_a_pupils_own_best_subjects_where_nothing_else_can_be_said():
    marks = (("Art", "2"), ("RE", "1"))
    subjects = subjects_of([value(subject=name, written=mark) for name, mark in marks], SEPTEMBER)
    update = wording.update_of(record(subjects=subjects, sessions=Sessions(94, 75)))
    assert update.can_do == ["Strongest so far in Art."]


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (30, "2 kinds of support at the same time since 5 Sep 2025: Club, Tuition. Check"),
        (40, "2 kinds of support ran at the same time from 5 Sep 2025 to 1 Oct 2025: Club, Tuition. They no"),
    ],
)
def test_support_that_no_longer_runs_together_is_told_as_past(end, said):
    club, tuition = (
        Support(name, None, day(first), None, last, None, None, None, None)
        for name, first, last in (("Club", 1, date(2026, 1, 1)), ("Tuition", 5, date(2025, 10, 1)))
    )
    window = Window(SEPTEMBER, date(2026, 8, 31), SEPTEMBER + timedelta(days=end))
    assert overlap_words(record(support=[club, tuition], window=window)).startswith(said)


def test_scales_are_never_mixed_within_a_subject():
    values = [
        value("baseline", "104", day(1), scale="KS2 scaled score"),
        value("target", "110", day(2), scale="KS2 scaled score"),
        value("result", "5", day(3)),
    ]
    [maths] = subjects_of(values, SEPTEMBER)
    assert (maths.scale, maths.gap, maths.gain) == ("GCSE 9-1", None, None)


def test_a_scale_without_ends_has_no_clear_differences():
    values = [value("baseline", "1", day(1), length=None), value("result", "9", day(2), length=None)]
    [maths] = subjects_of(values, SEPTEMBER)
    assert maths.gain == 8 and not maths.is_clear(maths.gain)


def test_fewer_than_three_other_subjects_are_no_average():
    values = [value(subject=name, written=written) for name, written in zip("ABC", "129", strict=True)]
    assert [subject.beside_others for subject in subjects_of(values, SEPTEMBER)] == [None] * 3


def test_one_subject_spelt_in_two_ways_is_noticed():
    assert spelt_twice(["Maths", "maths", "Art", "Design  and technology"]) == [["Maths", "maths"]]


def test_a_topic_to_come_back_to_is_no_strength():
    rows = [
        {"subject": "Maths", "topic": topic, "mark": mark, "out_of": 10.0, "last_on": date(2026, 3, 1)}
        for topic, mark in (("Ratio", 4.0), ("Angles", 3.0))
    ]
    assert best_topics(topics_of(rows)) == []
    half = {**rows[0], "topic": "Area", "mark": 6.0}
    assert [topic.name for topic in best_topics(topics_of([*rows, half]))] == ["Area"]


def test_names_in_topics_keep_their_capitals():
    assert wording.in_a_sentence("Fractions and ratio") == "fractions and ratio"
    assert wording.in_a_sentence("Romeo and Juliet") == "Romeo and Juliet"
    assert wording.in_a_sentence("DNA") == "DNA"


def syllables(word):
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", word.lower()))))


def test_what_goes_home_can_be_read_at_eleven():
    said = [*wording.ABOUT_TOPICS, *wording.ABOUT_SUBJECTS, wording.ABOUT_ATTENDANCE, wording.ABOUT_STRENGTHS]
    said += ["At or above the target in {subject}.", "{subject}: get better at {topic}."]
    text = " ".join(said).format(topic="number", subject="Maths")
    sentences, found = len(re.findall(r"[.?]", text)), re.findall(r"[A-Za-z']+", text)
    # Flesch and Kincaid's grade: five more is the age.
    grade = 0.39 * len(found) / sentences + 11.8 * sum(map(syllables, found)) / len(found) - 15.59
    assert grade + 5 <= 11


def test_nothing_that_goes_home_names_a_group_or_compares():
    said = " ".join([*wording.ABOUT_TOPICS, *wording.ABOUT_SUBJECTS, wording.ABOUT_ATTENDANCE]).lower()
    for word in ("average", "year group", "others", "premium", "support", "below", "weak", "poor"):
        assert word not in said
