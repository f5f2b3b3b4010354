"""Whom to ring: hand-worked pupils."""

from datetime import date

import pandas as pd
import pytest

from dashboard.attendance.ring import (
    Times,
    come_back,
    is_persistent,
    side_by_side,
    to_go,
    to_ring,
    to_ring_first,
    with_latest_week,
)
from dashboard.attendance.ring_words import first_sentence

TIMES = Times("4 weeks", "2 weeks", date(2025, 11, 10))
NOBODY = pd.DataFrame({"pupil_id": [], "sessions": []}, dtype="int64")


def rows(*pupils, unexplained=NOBODY):
    """Return pupils from (possible, absent, possible lately, absent lately)."""
    frame = pd.DataFrame(pupils, columns=["possible", "absent", "lately", "absent_lately"])
    frame["pupil_id"] = range(len(frame))
    lately = frame[["pupil_id", "lately", "absent_lately"]]
    lately = lately.rename(columns={"lately": "possible", "absent_lately": "absent"})
    found = side_by_side(frame[["pupil_id", "possible", "absent"]], lately, unexplained)
    return latest_week(found)


def kinds(frame):
    found = to_ring(frame, TIMES)
    return dict(zip(found["pupil_id"], found["kind"], strict=True))


@pytest.mark.parametrize(
    ("possible", "absent", "more"),
    [(98, 6, 5), (100, 9, 2), (100, 10, 0), (99, 9, 1), (90, 9, 0), (110, 8, 4), (20, 0, 3)],
)
def test_so_many_sessions_missed_in_a_row_make_a_tenth_and_one_fewer_does_not(possible, absent, more):
    assert to_go(pd.Series([possible]), pd.Series([absent]))[0] == more
    assert 10 * (absent + more) >= possible + more
    assert more == 0 or 10 * (absent + more - 1) < possible + more - 1


def test_exactly_a_tenth_is_persistent_and_a_tenth_of_a_few_sessions_is_not():
    frame = rows((100, 10, 40, 5), (101, 10, 40, 5), (19, 19, 19, 19), (20, 2, 20, 2))
    assert is_persistent(frame).tolist() == [True, False, False, True]


def test_who_crossed_a_tenth_lately_is_listed_and_who_did_long_ago_is_not():
    assert kinds(rows((100, 12, 40, 8), (100, 30, 40, 10))) == {0: "crossed"}


def test_who_crossed_half_is_told_once_as_severe():
    assert kinds(rows((100, 50, 40, 36))) == {0: "severe"}


def test_who_is_close_but_has_missed_nothing_lately_is_left_alone():
    assert kinds(rows((110, 8, 40, 0), (110, 8, 40, 1))) == {1: "soon"}


def test_two_sessions_without_a_reason_are_a_reason_to_ring_and_one_is_not():
    unexplained = pd.DataFrame({"pupil_id": [0, 0, 1], "sessions": [1, 1, 1]})
    assert kinds(rows((100, 3, 40, 2), (100, 3, 40, 2), unexplained=unexplained)) == {0: "unexplained"}


def test_every_reason_of_a_pupil_is_said_the_gravest_first():
    unexplained = pd.DataFrame({"pupil_id": [0], "sessions": [3]})
    [reasons] = to_ring(rows((100, 12, 40, 8), unexplained=unexplained), TIMES)["reasons"]
    assert reasons == [
        "Crossed a tenth of school in the last 4 weeks",
        "3 sessions without a reason in 2 weeks",
    ]


def test_how_far_it_is_to_persistent_is_said_in_sessions():
    [reasons] = to_ring(rows((110, 8, 40, 1)), TIMES)["reasons"]
    assert reasons == ["4 sessions from persistent"]


def test_a_pupil_who_has_just_come_has_crossed_nothing_before():
    [reasons] = to_ring(rows((40, 8, 40, 8)), TIMES)["reasons"]
    assert reasons == ["Crossed a tenth of school in these days"]


def test_a_pupil_without_a_session_lately_has_left_and_is_not_rung():
    assert kinds(rows((100, 60, 0, 0))) == {}


def test_the_gravest_come_first():
    assert list(kinds(rows((110, 8, 40, 1), (100, 12, 40, 8), (100, 50, 40, 36)))) == [2, 1, 0]


def test_whoever_missed_a_tenth_before_and_hardly_any_lately_has_come_back():
    frame = rows((110, 21, 40, 1), (110, 21, 40, 2), (110, 5, 40, 0), (50, 11, 10, 0))
    found = come_back(frame, TIMES)
    assert found["pupil_id"].tolist() == [0]  # 1 of 40; 2 of 40 is 5 in 100; the third never missed a tenth
    assert found["reasons"].tolist() == [["Missed 1 of 40 in the last 4 weeks, 20 of 70 before"]]


def first(frame, spoken_with=()):
    return to_ring_first(to_ring(frame, TIMES), pd.Series(spoken_with, dtype="int64"))


def latest_week(frame, *missed):
    """Set how many of 10 sessions each pupil missed in the latest week: none where it is not said."""
    week = pd.DataFrame({"pupil_id": range(len(missed)), "possible": 10, "absent": missed}, dtype="int64")
    return with_latest_week(frame, week)


def test_only_what_is_new_in_the_latest_week_is_rung_first():
    # Both crossed within four weeks: 12 of 100. Before this week it was 8 of 90, and 11 of 90.
    frame = latest_week(rows((100, 12, 40, 8), (100, 12, 40, 8)), 4, 1)
    assert first(frame)["pupil_id"].tolist() == [0]


def test_a_week_without_a_reason_is_rung_first_and_four_sessions_can_wait():
    unexplained = pd.DataFrame({"pupil_id": [0, 1], "sessions": [10, 4]})
    frame = latest_week(rows((200, 10, 40, 10), (200, 4, 40, 4), unexplained=unexplained), 0, 0)
    assert first(frame)["pupil_id"].tolist() == [0]


def test_whom_somebody_has_spoken_with_lately_is_not_rung_first():
    frame = latest_week(rows((100, 12, 40, 8), (100, 12, 40, 8)), 4, 4)
    assert first(frame, [0])["pupil_id"].tolist() == [1]


def test_the_first_view_says_how_many_more_there_are():
    frame = latest_week(rows((100, 12, 40, 8), (110, 8, 40, 1)), 4, 1)
    assert first_sentence(first(frame), to_ring(frame, TIMES), TIMES, knows_contacts=True) == (
        "1 pupil to ring first, new in the latest week and not spoken with about attendance in the last 2 "
        "weeks: 1 now misses a tenth. 1 more pupil has a reason for a call."
    )
    nobody = first(frame, [0])
    assert first_sentence(nobody, to_ring(frame, TIMES), TIMES, knows_contacts=False) == (
        "Nobody is new to ring this week. 2 more pupils have a reason for a call: choose \u201cAll\u201d "
        "below."
    )
