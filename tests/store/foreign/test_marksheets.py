"""Marksheets: of which subject, assessment and kind each cell is, and that none is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.store.foreign.marksheets_headings import sheet_heading
from tests.store.foreign.shaping import Desk

SAID = {"assessment": "Autumn 2025", "assessed_on": "05/12/2025", "scale": "GCSE 9-1"}


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def results(made):
    """Return each result as "pupil subject assessment day kind scale value"."""
    return sorted(" ".join(str(cell) for cell in row[1:]) for row in made.rows)


@pytest.mark.parametrize(
    ("text", "subject", "kind", "assessment"),
    [
        ("Maths", "Maths", "result", ""),
        ("Mathematics target", "Maths", "target", ""),
        ("Maths result Aut", "Maths", "result", "Aut"),
        ("English Y9 Spring Working At", "English", "result", "Y9 Spring"),
        ("Sci - Predicted Grade", "Science", "prediction", ""),
        ("Eng Lit End of Year Target", "English literature", "target", ""),
        ("Ma Y10 Mock 1", "Maths", "result", "Y10 Mock 1"),
        ("Autumn 2025 History", "History", "result", "Autumn 2025"),
        ("Geography (Baseline)", "Geography", "baseline", ""),
        ("RE DC2", "Religious education", "result", "DC2"),
    ],
)
def test_a_heading_names_subject_kind_and_assessment(text, subject, kind, assessment):
    found = sheet_heading(text)
    assert (found.subject, found.kind, found.assessment) == (subject, kind, assessment)


@pytest.mark.parametrize(
    "text", ["Maths set", "English effort", "Science teacher", "Total", "Year", "Mat leave", ""]
)
def test_a_heading_that_is_not_understood_whole_is_no_result(text):
    assert sheet_heading(text) is None


@pytest.mark.parametrize(
    ("text", "subject", "kind", "assessment", "scale"),
    [
        ("Maths Mock %", "Maths", "result", "Mock", "Percentage"),
        ("English Autumn Mock", "English", "result", "Autumn Mock", ""),
        ("KS2 Reading SS", "Reading", "result", "KS2", "KS2 scaled score"),
        ("KS2 Maths scaled score", "Maths", "result", "KS2", "KS2 scaled score"),
        ("KS1 Ma SS", "Maths", "result", "KS1", "KS1 scaled score"),
        ("Maths SS", "Maths", "result", "", ""),
        ("Y7 Science Target", "Science", "target", "Y7", ""),
        ("Geo (Sp1)", "Geography", "result", "Sp1", ""),
        ("Maths target %", "Maths", "target", "", "Percentage"),
        ("CAT4 Non-verbal SAS", "Non-verbal reasoning", "result", "CAT4", "Standard age score"),
        ("Autumn Sp", "Spanish", "result", "Autumn", ""),
    ],
)
def test_a_heading_may_name_the_scale_too(text, subject, kind, assessment, scale):
    found = sheet_heading(text)
    assert (found.subject, found.kind, found.assessment, found.scale) == (subject, kind, assessment, scale)


def test_the_scale_above_a_column_counts_before_what_was_said_of_all(desk):
    made = desk.translate("Adno,Maths Mock %,English Mock\n101,67%,5\n102,48.5,4\n", **SAID)
    assert results(made) == [
        "101 English Mock 2025-12-05 result GCSE 9-1 5",
        "101 Maths Mock 2025-12-05 result Percentage 67",
        "102 English Mock 2025-12-05 result GCSE 9-1 4",
        "102 Maths Mock 2025-12-05 result Percentage 48.5",
    ]


def test_shares_that_a_spreadsheet_keeps_are_percentages(desk):
    rows = [["Adno", "Maths %", "Art %"], [101, 0.67, 1], [102, 1, 0], [103, 0.485, 55]]
    made = desk.translate(desk.workbook({"Mock": rows}), assessment="Mock", assessed_on="2025-12-05")
    assert [row.split()[-1] for row in results(made) if "Maths" in row] == ["67", "100", "48.5"]
    assert [row.split()[-1] for row in results(made) if "Art" in row] == ["1", "0", "55"]


def test_the_day_of_several_assessments_is_asked_of_each(desk):
    text = "Adno,KS2 Maths SS,Maths Mock %\n101,104,67\n"
    assert desk.refusal(text)[1] == "assessed_on of KS2, assessed_on of Mock"
    days = {"assessed_on of KS2": "2025-05-12", "assessed_on of Mock": "2025-12-05"}
    assert results(desk.translate(text, **days)) == [
        "101 Maths KS2 2025-05-12 result KS2 scaled score 104",
        "101 Maths Mock 2025-12-05 result Percentage 67",
    ]


def test_of_headings_in_three_rows_the_upper_names_the_assessment(desk):
    rows = [
        ["", "", "Autumn", "", "", ""],
        ["", "", "Maths", "", "English", ""],
        ["Adno", "Name", "Target", "Current", "Target", "Current"],
        [101, "Ada", 7, 6, 6, 5],
    ]
    merged = [("9A", 0, 2, 0, 5, "Autumn"), ("9A", 1, 2, 1, 3, "Maths"), ("9A", 1, 4, 1, 5, "English")]
    made = desk.translate(desk.workbook({"9A": rows}, merged), assessed_on="2025-12-05", scale="GCSE 9-1")
    assert results(made)[:2] == [
        "101 English Autumn 2025-12-05 result GCSE 9-1 5",
        "101 English Autumn 2025-12-05 target GCSE 9-1 6",
    ]


def test_a_subject_without_results_below_it_is_named(desk):
    made = desk.translate("Adno,Maths,Art,Music\n101,#N/A,5,\n102,Absent,4,\n", **SAID)
    assert len(made.rows) == 2
    assert 'below "Maths" most cells are no grades or numbers' in made.notes["NOT_RESULTS"]
    assert "Maths" not in made.notes["IGNORED_HEADINGS"]


def test_a_cell_is_a_result_of_its_subject(desk):
    made = desk.translate(
        'Adno,Name,Maths,English target,Maths set\n101,"O\'Brien, Zo\u00eb",5,6,1\n="0102",Li,45%,U,2\n',
        **SAID,
    )
    assert made.shape == "Marksheet"
    assert results(made) == [
        "0102 English Autumn 2025 2025-12-05 target GCSE 9-1 U",
        "0102 Maths Autumn 2025 2025-12-05 result GCSE 9-1 45",
        "101 English Autumn 2025 2025-12-05 target GCSE 9-1 6",
        "101 Maths Autumn 2025 2025-12-05 result GCSE 9-1 5",
    ]
    assert made.rows[0][0] == "row 2, column C Maths"
    assert '"Maths set"' in made.notes["IGNORED_HEADINGS"]


def test_hidden_missing_and_left_out_cells_are_counted_never_nought(desk):
    made = desk.translate(
        "Adno,Name,Maths,English\n101,Ada,*,6\n102,Bo,-,low\n103,Cy,x,\n104,Di,5,c\nAverage,,5,6\n", **SAID
    )
    assert [row.split()[-1] for row in results(made)] == ["6", "5"]
    assert (made.read, made.ignored) == (2, 8)
    assert "in 5 cells" in made.notes["HIDDEN"]
    assert "3 cells" in made.notes["NO_RESULTS"]
    assert "row 6" in made.notes["TOTALS_LEFT_OUT"]


def test_subjects_above_and_kinds_below_in_a_workbook(desk):
    rows = [
        ["Marksheet 9A"],
        ["Scale: GCSE 9-1"],
        ["Assessment date", "05/12/2025"],
        ["", "", "", "", "", ""],
        ["Adno", "Name", "Target", "Aut Working At", "Target", "Aut Working At"],
        ["0101", "Ada", 7, 5, 6, 4.5],
    ]
    merged = [("9A", 3, 2, 3, 3, "Maths"), ("9A", 3, 4, 3, 5, "English")]
    assert results(desk.translate(desk.workbook({"9A": rows}, merged))) == [
        "0101 English Aut 2025-12-05 result GCSE 9-1 4.5",
        "0101 English Aut 2025-12-05 target GCSE 9-1 6",
        "0101 Maths Aut 2025-12-05 result GCSE 9-1 5",
        "0101 Maths Aut 2025-12-05 target GCSE 9-1 7",
    ]


def test_sheets_of_several_classes_or_subjects_come_together(desk):
    sheets = {
        "Maths": [["Adno", "Target", "Aut"], [101, 7, 5]],
        "French": [["Adno", "Target", "Aut"], [101, 6, 4]],
        "Notes": [["Ring Mrs Hall"]],
    }
    made = desk.translate(desk.workbook(sheets), **SAID)
    assert results(made)[0] == "101 French Aut 2025-12-05 result GCSE 9-1 4"
    assert made.rows[0][0] == "row 2, sheet Maths, column B Target"
    assert (made.read, made.ignored) == (4, 0)


def test_assessment_date_and_scale_may_stand_row_by_row(desk):
    made = desk.translate("Adno,Assessment,Date,Scale,Maths\n101,Mock,2025-12-05,GCSE 9-1,5\n")
    assert results(made) == ["101 Maths Mock 2025-12-05 result GCSE 9-1 5"]


def test_what_the_file_does_not_say_is_asked_and_nothing_more(desk):
    text = "Adno,Maths,English\n101,5,6\n"
    code, column, words = desk.refusal(text)
    assert (code, column) == ("NEEDS_ANSWER", "assessment, assessed_on, scale")
    assert 'the scale of "English", "Maths"' in words
    assert desk.refusal(text, **{**SAID, "scale": {"Maths": "GCSE 9-1"}})[1] == "scale"
    two = "Adno,Maths Aut,Maths Spr\n101,5,6\n"
    days = {"Aut": "2025-12-05", "Spr": "2026-03-05"}
    assert desk.refusal(two, scale="GCSE 9-1", assessed_on={"Aut": "2025-12-05"})[1] == "assessed_on"
    assert len(desk.translate(two, scale="GCSE 9-1", assessed_on=days).rows) == 2


@pytest.mark.parametrize(
    "text",
    [
        "pupil,subject,assessment,assessed_on,kind,scale,value\n101,Maths,Aut,2025-12-05,result,GCSE 9-1,5\n",
        "Adno,Year,Maths\n101,9,9x/Ma1\n102,9,9y/Ma2\n",
        "Adno,Surname,Forename,Art club\n101,Art,Ada,yes\n",
        "Subject,Maths\nAdno,5\n",
    ],
)
def test_tables_that_are_read_as_they_are_are_left_alone(desk, text):
    assert desk.known_by(text) is None


@settings(max_examples=10, deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"[1-9][0-9]{2,4}", fullmatch=True),
        st.tuples(*[st.sampled_from(["", "1", "9", "U", "4.5", "EXS"])] * 3),
        min_size=1,
        max_size=6,
    )
)
def test_long_results_made_wide_come_back_as_they_were(tmp_path_factory, pupils):
    subjects = ("Maths", "English", "Art")
    long = [
        f"{pupil} {subject} Autumn 2025 2025-12-05 result GCSE 9-1 {value}"
        for pupil, values in pupils.items()
        for subject, value in zip(subjects, values, strict=True)
        if value
    ]
    if not all(any(values[place] for values in pupils.values()) for place in range(3)):
        return  # a column without one result cannot be told from another
    lines = [",".join(("Adno", *subjects)), *(",".join((pupil, *values)) for pupil, values in pupils.items())]
    made = Desk(tmp_path_factory.mktemp("round")).translate("\n".join(lines) + "\n", **SAID)
    assert results(made) == sorted(long)
    assert made.read + made.ignored == 3 * len(pupils)


def test_who_has_lessons_is_no_result(desk):
    assert desk.known_by("Adno,Surname,Year,Music,Drama\n101,Adams,7,Y,N\n102,Brown,8,N,N\n") is None


def test_what_a_marksheet_says_of_the_pupils_is_named(desk):
    made = desk.translate("Adno,Year,Sex,PP,Maths\n101,7,F,Y,5\n", **SAID)
    assert 'what "Sex", "PP" say of the pupils is not read' in made.notes["PUPILS_TOO"]
    assert "PUPILS_TOO" not in desk.translate("Adno,Year,Maths\n101,7,5\n", **SAID).notes


def test_notes_below_a_marksheet_are_left_out_and_counted(desk):
    notes = '"Key: 9 = highest, 1 = lowest",,\nPrinted on 3 Sep 2026 by Mrs Hall\n'
    made = desk.translate(f"Adno,Maths,English\n101,5,6\n{notes}", **SAID)
    assert (len(made.rows), made.read, made.ignored) == (2, 2, 4)
    assert "2 rows of notes" in made.notes["NOTES_LEFT_OUT"]
    assert "CELLS_NOT_READ" not in made.notes
