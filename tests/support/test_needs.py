"""Who is in need and how long they wait, by hand; and the strands of the evidence."""

import numpy as np
import pytest

from dashboard.scope import NO_FILTERS
from dashboard.support.evidence import evidence_of, prices, snapshot
from dashboard.support.needs import first_flags, states, waits_for_recovery, waits_for_support
from dashboard.support.people import places_in_scope, roll
from dashboard.support.wording import weeks

RESULTS = """
    pupil | subject | assessment | assessed_on | kind   | scale | value
    amy   | Art     | Aim        | 2025-09-05  | target | Test  | 50
    amy   | Maths   | Aim        | 2025-09-05  | target | Test  | 50
    amy   | Art     | Autumn     | 2025-10-06  | result | Test  | 40
    amy   | Maths   | Autumn     | 2025-10-08  | result | Test  | 40
    amy   | Art     | Spring     | 2026-02-02  | result | Test  | 40
    amy   | Maths   | Spring     | 2026-02-02  | result | Test  | 55
    ben   | Art     | Aim        | 2025-09-05  | target | Test  | 50
    ben   | Maths   | Aim        | 2025-09-05  | target | Test  | 50
    ben   | Art     | Autumn     | 2025-10-06  | result | Test  | 40
    ben   | Maths   | Autumn     | 2025-10-06  | result | Test  | 45
    cat   | Art     | Autumn     | 2025-10-06  | result | Test  | 10
"""
PLACES = """
    pupil | intervention | starts_on  | ends_on
    amy   | Reading      | 2025-11-05 | 2025-12-12
    ben   | Reading      | 2025-09-15 | 2025-12-12
"""


@pytest.fixture
def school(new_school):
    found = new_school()
    found.given(
        pupils="pupil | year_group | left_on\namy | 8 |\nben | 8 | 2026-01-30\ncat | 8 |",
        results=RESULTS,
        intervention_pupils=PLACES,
    )
    found.connection()
    return found


YEAR = {**NO_FILTERS, "from_date": np.datetime64("2025-09-01").astype(object)}
YEAR["to_date"] = np.datetime64("2026-08-31").astype(object)


def test_two_subjects_below_target_are_a_need_and_no_target_is_no_need(school):
    found = states(school, "target", YEAR)
    # Amy is below in both in autumn, in one of two in spring; Ben in both; Cat has no target.
    assert list(zip(found.pupil, found.in_need, found.below, found.of, strict=True)) == [
        (1, True, 2, 2),
        (1, False, 1, 2),
        (2, True, 2, 2),
    ]


def test_the_flag_is_raised_when_the_second_subject_is_known(school):
    flagged, since = first_flags(states(school, "target", YEAR))
    assert flagged.tolist() == [1, 2]
    assert since.tolist() == np.array(["2025-10-08", "2025-10-06"], dtype="datetime64[D]").tolist()


def test_waiting_ends_with_the_first_support_and_is_nothing_where_it_ran_already(school):
    found = states(school, "target", YEAR)
    flagged, since = first_flags(found)
    until = np.full(2, np.datetime64("2026-02-02"))
    waited = waits_for_support(flagged, since, places_in_scope(school, YEAR), until)
    assert waited.weeks.tolist() == [4, 0]  # Amy: 8 October to 5 November
    assert waited.happened.all()
    back = waits_for_recovery(waited, since, found, until)
    assert back.happened.tolist() == [True, False]
    assert back.weeks.tolist() == [89 / 7, 119 / 7]  # to 2 February: from 5 November, and from 6 October


def test_support_after_the_last_day_has_not_happened_yet(school):
    flagged, since = first_flags(states(school, "target", YEAR))
    until = np.full(2, np.datetime64("2025-10-22"))
    waited = waits_for_support(flagged, since, places_in_scope(school, YEAR), until)
    assert waited.happened.tolist() == [False, True]
    assert waited.weeks.tolist() == [2, 0]


def test_who_has_left_is_not_on_roll(school):
    found = roll(school, YEAR, np.datetime64("2026-02-02"))
    assert found.is_on_roll.tolist() == [True, False, True]


def test_absence_is_a_need_from_four_weeks_on_and_holds_until_it_falls(new_school):
    school = new_school()
    days = np.arange("2025-09-01", "2025-12-20", dtype="datetime64[D]")
    days = days[np.is_busday(days)]
    # Absent all of the first week, then never: 10 of 40 sessions after week 4, 10 of 100 after week 10.
    marks = [
        f"amy | {day} | {session} | {'O' if place < 5 else '/'}"
        for place, day in enumerate(days)
        for session in ("AM", "PM")
    ]
    school.given(
        pupils="pupil | year_group\namy | 8",
        attendance="\n".join(["pupil | date | session | code", *marks]),
        intervention_pupils=PLACES,
    )
    school.connection()
    found = states(school, "absence", YEAR)
    assert found.in_need.tolist() == [True, False]
    assert [str(day) for day in found.day] == ["2025-09-26", "2025-11-14"]  # weeks 4 and 11
    later = {**YEAR, "from_date": np.datetime64("2025-10-13").astype(object)}
    held = states(school, "absence", later)
    assert [str(day) for day in held.day] == ["2025-10-13", "2025-11-14"]  # it held when these days began


@pytest.mark.parametrize(
    "strand", ["small-group-tuition", "Small group tuition", "SMALL GROUP TUITION", " small group  tuition "]
)
def test_a_strand_is_known_by_its_name_and_its_web_name(strand):
    found = evidence_of(strand)
    assert found.strand == "Small group tuition"
    assert str(found) == "+4 months, 3 of 5 padlocks, low cost"


@pytest.mark.parametrize("strand", ["tuition", "Small groups", "", None, float("nan")])
def test_no_strand_is_guessed(strand):
    assert evidence_of(strand) is None


def test_unclear_evidence_has_no_months_and_the_copy_has_a_day():
    assert str(evidence_of("Learning styles")) == "effect unclear, 0 of 5 padlocks, very low cost"
    assert snapshot().isoformat() == "2026-04-02"
    assert prices().startswith("very low cost: up to £80 a pupil a year; ")


def test_weeks_are_rounded_up():
    assert (weeks(0.2), weeks(1), weeks(5.1)) == ("1 week", "1 week", "6 weeks")


def test_half_of_the_subjects_are_a_need_and_two_of_five_are_not(new_school):
    subjects = ("Art", "Maths", "English", "French", "History")
    below = {"two of five": (2, 5), "three of five": (3, 5), "two of four": (2, 4), "one of one": (1, 1)}
    own = "result"
    results = [
        f"{pupil} | {subject} | {kind} | {day} | {kind} | Test | {40 if kind == own and place < low else 50}"
        for pupil, (low, of) in below.items()
        for place, subject in enumerate(subjects[:of])
        for kind, day in (("target", "2025-09-05"), (own, "2025-10-06"))
    ]
    school = new_school()
    school.given(
        pupils="\n".join(["pupil | year_group", *(f"{pupil} | 8" for pupil in below)]),
        results="\n".join(["pupil | subject | assessment | assessed_on | kind | scale | value", *results]),
        intervention_pupils="pupil | intervention | starts_on\ntwo of five | Reading | 2025-09-15",
    )
    numbers = school.connection().execute("select pupil, pupil_id from pupil").fetchall()
    found = states(school, "target", YEAR)
    in_need = dict(zip(found.pupil.tolist(), found.in_need.tolist(), strict=True))
    assert {pupil: in_need[number] for pupil, number in numbers} == {
        "two of five": False,
        "three of five": True,
        "two of four": True,
        "one of one": False,
    }
