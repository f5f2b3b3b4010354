"""Results held against the straight line through the pupils in scope."""

import pytest

PUPILS = """
    pupil | year_group | sex
    amy   | 11         | F
    ben   | 11         | M
    cat   | 11         | F
    dan   | 11         | F
"""
# Baselines 90, 100, 110 and points 2, 6, 4: the line is 4 + 0.1 * (baseline - 100).
RESULTS = """
    pupil | subject | assessment | assessed_on | kind     | scale            | value
    amy   | Reading | KS2        | 2021-05-10  | baseline | KS2 scaled score | 88
    amy   | Maths   | KS2        | 2021-05-10  | baseline | KS2 scaled score | 92
    ben   | Reading | KS2        | 2021-05-10  | baseline | KS2 scaled score | 100
    cat   | Reading | KS2        | 2021-05-10  | baseline | KS2 scaled score | 110
    amy   | History | Summer     | 2026-06-01  | result   | GCSE 9-1         | 2
    ben   | History | Summer     | 2026-06-01  | result   | GCSE 9-1         | 6
    cat   | History | Summer     | 2026-06-01  | result   | GCSE 9-1         | 4
    dan   | History | Summer     | 2026-06-01  | result   | GCSE 9-1         | 9
"""


def added(school, **params):
    return {pupil: pytest.approx(top) for pupil, (top, _) in school.values("value_added", **params).items()}


def test_the_mean_of_the_baselines_stands_in_where_the_subject_has_none(school):
    school.given(pupils=PUPILS, results=RESULTS)
    assert added(school) == {"amy": -1, "ben": 2, "cat": -1}  # dan has no baseline


def test_the_subject_own_baseline_comes_first(school):
    history = """
        pupil | subject | assessment | assessed_on | kind     | scale    | value
        amy   | History | Entry      | 2024-09-01  | baseline | GCSE 9-1 | 1
        ben   | History | Entry      | 2024-09-01  | baseline | GCSE 9-1 | 2
        cat   | History | Entry      | 2024-09-01  | baseline | GCSE 9-1 | 3
        dan   | History | Entry      | 2024-09-01  | baseline | GCSE 9-1 | 4
    """
    school.given(pupils=PUPILS, results=RESULTS)
    school.given(results=history)
    # Points 2, 6, 4, 9 on 1, 2, 3, 4: slope 1.9, mean 5.25 at 2.5.
    assert added(school) == {"amy": -0.4, "ben": 1.7, "cat": -2.2, "dan": 0.9}


def test_the_line_is_drawn_through_the_pupils_in_scope(school):
    school.given(pupils=PUPILS, results=RESULTS)
    assert added(school, groups=["Sex: F"]) == {}  # two pupils make no line


def test_a_pupil_value_is_the_mean_over_subjects(school):
    school.given(pupils=PUPILS, results=RESULTS)
    school.given(
        results="""
            pupil | subject | assessment | assessed_on | kind   | scale    | value
            amy   | Art     | Summer     | 2026-06-01  | result | GCSE 9-1 | 5
            ben   | Art     | Summer     | 2026-06-01  | result | GCSE 9-1 | 4
            cat   | Art     | Summer     | 2026-06-01  | result | GCSE 9-1 | 6
        """
    )
    # Art: slope 0.05, mean 5 at 100, so amy is 0.5 above, ben 1 below, cat 0.5 above.
    assert school.values("value_added")["ben"] == (pytest.approx(2 - 1), 2)


def test_where_all_baselines_are_alike_the_line_is_flat(school):
    school.given(
        pupils=PUPILS, results=RESULTS.replace("88", "100").replace("92", "100").replace("110", "100")
    )
    assert added(school) == {"amy": -2, "ben": 2, "cat": 0}
