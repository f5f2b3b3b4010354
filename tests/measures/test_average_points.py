"""The latest result in each subject counts, and the mean over subjects."""

RESULTS = """
    pupil | subject | assessment | assessed_on | kind       | scale            | value
    amy   | Maths   | Autumn     | 2025-12-01  | result     | GCSE 9-1         | 5
    amy   | Maths   | Spring     | 2026-03-01  | result     | GCSE 9-1         | 7
    amy   | English | Autumn     | 2025-12-01  | result     | GCSE 9-1         | 4
    amy   | English | Spring     | 2026-03-01  | prediction | GCSE 9-1         | 9
    ben   | Maths   | Autumn     | 2025-12-01  | result     | GCSE 9-1         | U
    ben   | Maths   | Test       | 2026-03-01  | result     | KS2 scaled score | A
"""


def test_the_latest_result_in_each_subject_counts(school):
    school.given(results=RESULTS)
    assert school.values("average_points") == {"amy": (11, 2), "ben": (0, 1)}  # A, absent, is worth no points


def test_the_window_and_the_subject_choose(school):
    school.given(results=RESULTS)
    assert school.values("average_points", to_date="2025-12-31") == {"amy": (9, 2), "ben": (0, 1)}
    assert school.values("average_points", from_date="2026-01-01") == {"amy": (7, 1)}
    assert school.values("average_points", subject="English") == {"amy": (4, 1)}


def test_of_two_on_one_day_the_later_by_name_counts(school):
    school.given(
        results="""
            pupil | subject | assessment | assessed_on | kind   | scale    | value
            amy   | Maths   | Paper 2    | 2025-12-01  | result | GCSE 9-1 | 6
            amy   | Maths   | Paper 1    | 2025-12-01  | result | GCSE 9-1 | 2
        """
    )
    assert school.values("average_points") == {"amy": (6, 1)}


def test_a_school_may_give_its_own_scale_and_worth_of_grades(school):
    school.given(
        scales="""
            scale | lowest | highest | expected | higher
            Steps | 0      | 20      | 10       | 16
        """,
        grades="""
            scale | grade    | points
            Steps | Emerging | 3.5
        """,
        results="""
            pupil | subject | assessment | assessed_on | kind   | scale | value
            amy   | Maths   | Autumn     | 2025-12-01  | result | steps | emerging
            ben   | Maths   | Autumn     | 2025-12-01  | result | Steps | 12.5
        """,
    )
    assert school.values("average_points") == {"amy": (3.5, 1), "ben": (12.5, 1)}


def test_a_later_import_replaces_a_result(school):
    school.given(results=RESULTS)
    school.given(
        batch=2,
        results="""
            pupil | subject | assessment | assessed_on | kind   | scale    | value
            amy   | Maths   | Spring     | 2026-03-02  | result | GCSE 9-1 | 8
        """,
    )
    assert school.values("average_points", subject="Maths")["amy"] == (8, 1)
