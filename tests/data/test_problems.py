"""What the desk says of problems: how many rows, the first of them, and nothing that only we understand."""

from dataclasses import replace

import pytest

from dashboard.data.cards import table_part
from dashboard.data.problems import column_words, one_kind, plainly
from dashboard.store.findings import FileFound, HeadingFound, ProblemKind

NOTE = ProblemKind("NO_UPN", "upn", 1, [], "", True)
UNKNOWN = ProblemKind("MISSING_COLUMNS", "", 1, [], "")
WHICH = ProblemKind("WHICH_TABLE", "", 1, [], "")
HEADINGS = ProblemKind("IGNORED_HEADINGS", "", 1, [], "", True)


@pytest.mark.parametrize(
    ("kind", "example", "said"),
    [
        (NOTE, "row 2, upn: in 20 rows it is odd.", "In 20 rows, the first of them row 2, it is odd."),
        (NOTE, "row 2: in 1 row (row 2) a term is odd.", "Row 2: a term is odd."),
        (NOTE, "a.csv row 5: in 3 rows (rows 5, 6) x is.", "In a.csv, in 3 rows (rows 5, 6) x is."),
        (NOTE, "Pupil 1 (line 4): in 2 rows x is.", "In 2 rows, the first of them pupil 1 (line 4), x is."),
        (NOTE, "row 62: 2 rows of totals.", "2 rows of totals, the first of them row 62."),
        (NOTE, "row 62: 1 row of totals.", "Row 62: 1 row of totals."),
        (NOTE, "row 66: 1 row of totals at row 66 or below.", "1 row of totals at row 66 or below."),
        (NOTE, "row 6: it has the same pupil as row 5.", "Row 6: it has the same pupil as row 5."),
        (HEADINGS, 'row 1: nothing is made of "row 2: x".', 'Nothing is made of "row 2: x".'),
        (HEADINGS, "a.xlsx, sheet Y 7 row 5: nothing is made of it.", "In sheet Y 7, nothing is made of it."),
        (
            UNKNOWN,
            'as class_members it has no column for from_date; its headings are "to_date".',
            'As “Who is in which class” it has no column for from date; its headings are "to_date".',
        ),
        (WHICH, "it could be class_members or pupils.", "It could be “Who is in which class” or “Pupils”."),
    ],
)
def test_an_example_is_said_plainly(kind, example, said):
    assert plainly(example, kind) == said


def test_rows_that_an_example_counts_are_not_counted_again():
    several = ProblemKind("NO_UPN", "upn", 20, ["row 2, upn: in 20 rows the UPN is odd."], "Look.", True)
    said = one_kind(several, False)
    assert "more" not in str(said) and said.children[0].children.startswith("In 20 rows")
    each = ProblemKind("NO_CODE", "", 20, ["Pupil 2 (line 54): is odd."], "Look.")
    assert "and 19 more" in str(one_kind(each, False))


def test_headings_are_not_counted_as_rows():
    headings = ProblemKind("IGNORED_HEADINGS", "", 1, ["row 1: nothing is made of it."], "Map it.", True)
    assert "1 row" not in str(one_kind(headings, True))


@pytest.mark.parametrize(
    ("name", "words"),
    [("upn", "UPN"), ("sen_need", "SEN need"), ("year_group", "Year group"), ("% x", "% x")],
)
def test_a_column_is_called_as_people_write_it(name, words):
    assert column_words(name) == words


def test_a_file_of_whose_headings_most_say_nothing_may_be_something_else():
    headings = [HeadingFound("Adno", "pupil", ["1"], ""), HeadingFound("Year", "year_group", ["7"], "")]
    headings += [HeadingFound(name, None, ["x"], "") for name in ("Incident", "Points", "Given\x1eby")]
    found = FileFound("a.csv", "a.csv", "CSV", table="pupils", rows=2, good=2, headings=headings)
    body = str(table_part(found, "0", True))
    assert "But nothing is made of 3 of its 5 headings" in body and "'Given by'" in body
    assert "But nothing" not in str(table_part(replace(found, headings=headings[:4]), "0", True))


def test_what_is_in_a_zip_file_is_to_be_dropped_by_itself():
    assert "drop it by itself" in str(one_kind(UNKNOWN, False))
    assert "Say below which heading it is" in str(one_kind(UNKNOWN, True))
