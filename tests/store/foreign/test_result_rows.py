"""Results with a row each: values of several kinds side by side, double grades of combined science."""

import pytest

from tests.store.foreign.shaping import Desk

SAID = {"assessment": "Autumn 2025", "assessed_on": "05/12/2025", "scale": "GCSE 9-1"}
DOUBLE = "GCSE 9-1 combined science"


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def results(made):
    """Return each result as "pupil subject kind scale value"."""
    names = ("pupil", "subject", "kind", "scale", "value")
    return [" ".join(row[made.columns.index(name)] for name in names) for row in made.rows]


def test_values_side_by_side_are_of_the_kinds_above_them(desk):
    made = desk.translate(
        "Name,Adm,Subject,Current,Predicted,Target,Effort\nAda,101,Maths,5,6,7,A\nBo,102,Art,,4,,B\n"
        "Cy,103,Art,,,,A\n",
        **SAID,
    )
    assert made.shape == "Results, a row each"
    assert results(made) == [
        "101 Maths result GCSE 9-1 5",
        "101 Maths prediction GCSE 9-1 6",
        "101 Maths target GCSE 9-1 7",
        "102 Art prediction GCSE 9-1 4",
    ]
    assert made.rows[1][0] == "row 2, column E"
    assert (made.read, made.ignored) == (2, 1)
    assert '"Effort"' in made.notes["IGNORED_HEADINGS"]


def test_a_target_beside_the_grade_is_a_target(desk):
    made = desk.translate("UPN,Subject,Collection,Grade,Target\n101,Maths,DC1,4,5\n", **SAID)
    assert results(made) == ["101 Maths result GCSE 9-1 4", "101 Maths target GCSE 9-1 5"]
    assert {row[made.columns.index("assessment")] for row in made.rows} == {"DC1"}


@pytest.mark.parametrize(
    "text",
    [
        "Adno,Subject,Grade\n101,Science,6-5\n102,Science,U-U\n103,Maths,5\n",
        "Adno,Science,Maths\n101,6-5,\n102,U-U,\n103,,5\n",
    ],
)
def test_double_grades_are_on_their_own_scale_and_said(desk, text):
    made = desk.translate(text, **SAID)
    assert results(made) == [
        f"101 Science result {DOUBLE} 6-5",
        f"102 Science result {DOUBLE} U-U",
        "103 Maths result GCSE 9-1 5",
    ]
    assert "2 results are double grades such as 9-8" in made.notes["DOUBLE_GRADES"]


def test_a_double_grade_on_another_scale_stays_there(desk):
    made = desk.translate("Adno,Subject,Grade\n101,Science,6-5\n", **{**SAID, "scale": "Our own"})
    assert results(made) == ["101 Science result Our own 6-5"]
    assert "DOUBLE_GRADES" not in made.notes


def test_the_subject_of_one_test_is_asked(desk):
    text = "UPN,Surname,Forename,Score,Status\n101,Adams,Ada,24,Completed\n102,Brown,Bo,,Absent\n"
    code, asked, words = desk.refusal(text)
    assert (code, asked) == ("NEEDS_ANSWER", "subject, assessment, assessed_on, scale")
    assert "which subject its results are of" in words
    made = desk.translate(text, **{**SAID, "scale": "Multiplication tables check"}, subject="Maths")
    assert results(made) == ["101 Maths result Multiplication tables check 24"]
    assert (made.read, made.ignored) == (1, 1)
    assert "1 cell is blank" in made.notes["NO_RESULTS"]


@pytest.mark.parametrize(
    "text",
    [
        "Adno,Date,Period,Mark\n101,07/09/2026,1,/\n",
        "Adno,Surname,Year,Score\n101,Adams,7,24\n",
        "Adno,Test,Date taken,Raw Score,Standardised Score\n101,PiRA,05/10/2026,28,104\n",
        "Adno,Name,Set\n101,Ada,1\n",
        "Student,Student ID,Grade,Test Date,SS,GE\nAda,101,7,05/10/2026,850,6.4\n",
    ],
)
def test_what_may_be_no_result_is_not_taken_for_one(desk, text):
    assert desk.known_by(text) is None
