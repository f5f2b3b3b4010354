"""What can be compared and what cannot, with the sentence that says which export brings it."""

import pytest

from dashboard.support.outcomes import outcome_of
from dashboard.support.verdicts import (
    CANNOT_TELL,
    LIKELY,
    cost_sentence,
    helped_notes,
    helped_sentence,
    verdict,
)

HEAD = "pupil | subject | assessment | assessed_on | kind | scale | value"
RUN = """
    intervention | subject | starts_on  | ends_on
    Reading      | English | 2025-10-06 | 2025-12-12
"""
PUPILS = range(40)
SUPPORTED = range(0, 40, 3)


def pupils():
    return "\n".join(["pupil | year_group", *(f"p{place:02} | 8" for place in PUPILS)])


def places(more="", starts_on="2025-10-06", who=SUPPORTED):
    rows = [f"p{place:02} | Reading | {starts_on}" for place in who]
    return "\n".join(["pupil | intervention | starts_on", *rows]) + more


def results(*sittings, subject="English"):
    """Return a result a pupil for each (assessment, day, scale); the supported gain 5 after December."""
    rows = [
        f"p{place:02} | {subject} | {name} | {day} | result | {scale} "
        f"| {50 + place % 8 + number + place % 2 * 0.3 + 5 * (place in SUPPORTED and day > '2025-12')}"
        for number, (name, day, scale) in enumerate(sittings)
        for place in PUPILS
    ]
    return "\n".join([HEAD, *rows])


SPRING, SUMMER, AFTER = (
    ("Spring 25", "2025-03-03", "Test"),
    ("Summer 25", "2025-06-20", "Test"),
    ("Spring 26", "2026-03-02", "Test"),
)


def came_of(new_school, **files):
    school = new_school()
    given = {"pupils": pupils(), "interventions": RUN, "intervention_pupils": places()}
    school.given(**{**given, **files})
    school.connection()
    return outcome_of(school, 1)


@pytest.mark.parametrize("told_by", ["forms", "classes"])
def test_support_that_one_whole_class_had_cannot_be_told_from_what_its_class_does(new_school, told_by):
    files = {"results": results(SPRING, SUMMER, AFTER)}
    assert verdict(came_of(new_school, **files)) == LIKELY
    own = {place: "8A" if place in SUPPORTED else ("8B", "8C")[place % 2] for place in PUPILS}
    if told_by == "forms":
        rows = [f"p{place:02} | 8 | {name}" for place, name in own.items()]
        files["pupils"] = "\n".join(["pupil | year_group | registration_group", *rows])
    else:
        files["classes"] = "class | subject\n8A | English\n8B | English\n8C | English"
        files["class_members"] = "\n".join(
            ["class | pupil", *(f"{name} | p{place:02}" for place, name in own.items())]
        )
    outcome = came_of(new_school, **files)
    assert verdict(outcome) == CANNOT_TELL
    assert "This could be chance." in helped_sentence(outcome)
    assert any("how 3 classes differ" in note for note in helped_notes(outcome))


def test_results_before_and_after_are_compared(new_school):
    outcome = came_of(new_school, results=results(SPRING, SUMMER, AFTER))
    assert outcome.reason == ""
    assert (outcome.before, outcome.after, outcome.scale) == ("Summer 25", "Spring 26", "Test")
    assert outcome.found.difference.value == pytest.approx(5, abs=0.3)
    assert outcome.found.supported + outcome.found.unmatched == len(SUPPORTED)
    assert verdict(outcome) == LIKELY


@pytest.mark.parametrize(
    ("files", "reason", "said"),
    [
        ({"results": results(SPRING, SUMMER)}, "no result after", "Import results of the next assessment"),
        ({"results": results(AFTER)}, "no result before", "a baseline from before it began"),
        (
            {"results": results(("Old", "2025-06-20", "Old test"), AFTER)},
            "scale changed",
            "Import results before and after on one scale",
        ),
        ({"results": results(SUMMER, AFTER, subject="Art")}, "no results", "spelt with the same subject"),
        ({}, "no results", "There are no results in its subject"),
        (
            {"results": results(SUMMER, AFTER), "intervention_pupils": places(who=range(3))},
            "too few",
            "at least 10 on either side",
        ),
        (
            {
                "interventions": "intervention | starts_on\nReading | 2025-10-06",
                "results": results(SUMMER, AFTER),
            },
            "no subject",
            "Give it a subject",
        ),
        (
            {"intervention_pupils": "pupil | intervention | starts_on\n"},
            "nobody",
            "Import intervention_pupils",
        ),
    ],
)
def test_what_cannot_be_compared_says_what_is_missing(new_school, files, reason, said):
    outcome = came_of(new_school, **files)
    assert outcome.reason == reason
    assert helped_sentence(outcome).startswith(CANNOT_TELL)
    assert said in helped_sentence(outcome)


def test_support_without_a_last_day_is_compared_so_far(new_school):
    run = "intervention | subject | starts_on\nReading | English | 2025-10-06"
    outcome = came_of(new_school, interventions=run, results=results(SUMMER, AFTER))
    assert outcome.so_far
    assert outcome.after == "Spring 26"


def test_pupils_without_a_year_group_are_compared_with_one_another(new_school):
    unlisted = came_of(new_school, pupils="pupil | year_group\nelsewhere | 8", results=results(SUMMER, AFTER))
    listed = came_of(new_school, results=results(SUMMER, AFTER))
    assert unlisted.reason == ""
    assert unlisted.found.difference == listed.found.difference
    assert (unlisted.without_result, unlisted.without_year) == (0, 0)


def test_others_whom_results_alone_name_are_said_to_lack_a_year_group(new_school):
    supported = "\n".join(["pupil | year_group", *(f"p{place:02} | 8" for place in SUPPORTED)])
    outcome = came_of(new_school, pupils=supported, results=results(SUMMER, AFTER))
    assert outcome.reason == "too few"
    assert outcome.without_year == len(PUPILS) - len(SUPPORTED)
    assert "26 with both results but no year group (import pupils)" in helped_notes(outcome)


def test_who_joined_after_the_result_is_left_out_and_counted(new_school):
    late = "\np01 | Reading | 2026-03-09"
    outcome = came_of(new_school, intervention_pupils=places(late), results=results(SPRING, SUMMER, AFTER))
    assert outcome.reason == "no result after" or outcome.without_result == 1


def test_a_first_test_in_the_first_two_weeks_counts_as_before(new_school):
    first = ("Entry test", "2025-10-17", "Test")
    assert came_of(new_school, results=results(first, AFTER)).before == "Entry test"


def test_other_support_in_the_subject_at_the_time_is_no_comparison(new_school):
    run = RUN + "    Tutoring | English | 2025-10-06 | 2025-12-12\n"
    other = "".join(f"\np{place:02} | Tutoring | 2025-10-06" for place in (1, 4))
    outcome = came_of(
        new_school,
        interventions=run,
        intervention_pupils=places(other),
        results=results(SPRING, SUMMER, AFTER),
    )
    assert outcome.other_support == 2


def test_pupils_who_waited_and_took_the_same_tests_are_the_comparison(new_school):
    head = "pupil | intervention | starts_on | sessions_offered | entry_score | exit_score"
    rows = [
        f"p{place:02} | Reading | 2025-10-06 | {place % 2 * 10} "
        f"| {80 + place} | {83 + place + place % 2 * 4 + place % 3}"
        for place in PUPILS
    ]
    outcome = came_of(new_school, intervention_pupils="\n".join([head, *rows]))
    assert (outcome.scale, outcome.before, outcome.after) == ("own test", "entry", "exit")
    assert outcome.found.difference.value == pytest.approx(4, abs=0.5)


def test_the_cost_of_a_point_has_an_interval_only_where_points_were_gained(new_school):
    outcome = came_of(new_school, results=results(SPRING, SUMMER, AFTER))
    gain = outcome.found.difference
    said = cost_sentence(outcome, 100)
    assert f"between £{100 / gain.high:,.0f} and £{100 / gain.low:,.0f}" in said
    nothing = came_of(new_school, results=results(SPRING, SUMMER))
    assert "cannot be told" in cost_sentence(nothing, 100)
    assert "no cost is given" in cost_sentence(outcome, float("nan"))
