"""What is missing, worked out by hand, and once more mark by mark in plain Python."""

import pandas as pd

from dashboard.quality import actions, coverage, figures, words
from dashboard.quality.coverage import Missing

from .conftest import DAYS, NAMES, ON_ROLL, day, is_marked

YEAR_OF = {name: "8" if name in ON_ROLL else "7" for name in NAMES}


def spans(view):
    rows = coverage.marks_by_span(view.rows("marked_days"))
    return {(f"{row.span:%d %b}", row.year_group): (row.expected, row.given) for row in rows.itertuples()}


def test_marks_are_expected_of_who_is_on_roll_on_days_with_school(view):
    # Week 1 has four days: 4 pupils of Year 7 x 4 x 2 = 32, one afternoon missing; Fay alone of Year 8: 8.
    # Week 2: 4 x 5 x 2 = 40, of which 7B's 20 are missing; Fay two days, Eve three: 10.
    assert spans(view) == {
        ("01 Sep", "7"): (32, 31),
        ("01 Sep", "8"): (8, 8),
        ("08 Sep", "7"): (40, 20),
        ("08 Sep", "8"): (10, 10),
    }


def test_the_same_comes_of_counting_every_mark_alone(view):
    expected, given = {}, {}
    for pupil in NAMES:
        first, last = ON_ROLL.get(pupil, ("2025-09-01", "2025-12-31"))
        for each in DAYS:
            for session in ("AM", "PM"):
                key = (f"{each - pd.Timedelta(days=each.day_of_week):%d %b}", YEAR_OF[pupil])
                is_expected = first <= f"{each:%Y-%m-%d}" <= last
                expected[key] = expected.get(key, 0) + is_expected
                given[key] = given.get(key, 0) + is_marked(pupil, each, session)
    assert spans(view) == {key: (expected[key], given[key]) for key in expected}


def test_marks_that_are_all_there_are_called_so_and_years_in_a_row_together(view):
    assert "Every mark is there for Year 8." in actions.strengths(view, DAYS[-1].date())
    assert words.named_years(["11", "7", "9", "8", "10"]) == "Years 7 to 11"
    assert words.named_years(["7", "9", "10"]) == "Year 7, Year 9 and Year 10"
    assert words.named_years(["R", "1", "2"]) == "Reception, Year 1 and Year 2"


def test_a_register_that_is_missing_is_told_with_its_first_and_last_day(view):
    found = coverage.classes_without_marks(view.rows("marked_days"))
    assert found == [Missing("7B", "7", day("2025-09-08"), day("2025-09-12"), 5, 20)]
    assert words.missing_words(found[0]) == (
        "7B has no marks from 8 Sep to 12 Sep 2025 (5 school days, 20 marks)."
    )
    assert coverage.scattered(view.rows("marked_days"), found) == 1


def test_a_saturday_is_no_school_day_and_a_weekday_without_anybody_is_asked_about(view):
    assert coverage.unmarked_weekdays(view.rows("marked_days")) == [day("2025-09-04")]
    assert "4 Sep 2025" in words.weekdays_words([day("2025-09-04")])


def test_a_class_without_the_result_that_the_others_gave_is_named(view):
    rows = view.rows("class_results")
    assert rows[["class", "members", "with_result"]].to_numpy().tolist() == [["7A/Ma", 2, 2], ["7B/Ma", 2, 0]]
    found = coverage.classes_without_results(rows)
    assert words.results_sentence(found, rows) == (
        "7B/Ma (Ms Yew) has no Maths result for Autumn; 1 other class of Year 7 has."
    )
    assert coverage.complete_years(rows) == []


def test_a_result_that_only_a_few_classes_gave_is_missing_nowhere():
    rows = pd.DataFrame(
        {
            "year_group": "9",
            "subject": "Art",
            "class": list("abcd"),
            "assessment": "Trial",
            "assessed_on": pd.Timestamp("2025-10-01"),
            "members": 20,
            "with_result": [20, 0, 0, 0],
        }
    )
    assert coverage.classes_without_results(rows).empty
    whole = rows.assign(with_result=[20, 19, 20, 1])
    assert words.complete_words(coverage.complete_years(whole)) == [
        "Every class of Year 9 has results for Trial."
    ]


def test_what_is_known_of_pupils_is_counted_by_year_group(view):
    known = view.rows("known_of_pupils").set_index("year_group")
    assert known.loc["7", ["pupils", "sex", "upn", "baseline", "target"]].tolist() == [4, 4, 1, 1, 1]
    assert known.loc["8", ["pupils", "sex", "name", "baseline"]].tolist() == [2, 1, 2, 0]
    assert words.field_words("sex", "8", 1, 2) == "Sex is not known for 1 of 2 pupils of Year 8."


def test_only_all_is_all_and_only_none_is_none():
    assert [figures.share_words(have, 1000) for have in (0, 1, 500, 999, 1000)] == [
        "none",
        "1%",
        "50%",
        "99%",
        "all",
    ]
    assert figures.in_order(["10", "R", "9"]) == ["R", "9", "10"]
