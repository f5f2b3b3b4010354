"""The latest result minus the baseline in the same subject on the same scale."""

RESULTS = """
    pupil | subject | assessment | assessed_on | kind     | scale            | value
    amy   | Maths   | Summer     | 2026-06-01  | result   | GCSE 9-1         | 6
    amy   | Maths   | Entry      | 2025-09-10  | baseline | GCSE 9-1         | 4
    amy   | English | Summer     | 2026-06-01  | result   | GCSE 9-1         | 5
    amy   | English | Entry      | 2025-09-10  | baseline | GCSE 9-1         | 6
    ben   | Maths   | Summer     | 2026-06-01  | result   | GCSE 9-1         | 6
    ben   | Maths   | KS2        | 2022-05-10  | baseline | KS2 scaled score | 108
    cat   | Maths   | Summer     | 2026-06-01  | result   | GCSE 9-1         | 6
    cat   | English | Entry      | 2025-09-10  | baseline | GCSE 9-1         | 5
"""


def test_subject_and_scale_must_be_the_same(school):
    school.given(results=RESULTS)
    assert school.values("progress") == {"amy": (2 - 1, 2)}
    assert school.values("progress", subject="Maths") == {"amy": (2, 1)}


def test_progress_is_from_the_latest_baseline_before_the_result(school):
    school.given(
        results="""
            pupil | subject | assessment | assessed_on | kind     | scale    | value
            amy   | Maths   | Entry      | 2024-09-10  | baseline | GCSE 9-1 | 2
            amy   | Maths   | Year 10    | 2026-01-10  | baseline | GCSE 9-1 | 5
            amy   | Maths   | Autumn     | 2025-12-01  | result   | GCSE 9-1 | 4
            amy   | Maths   | Summer     | 2026-06-01  | result   | GCSE 9-1 | 6
            ben   | Maths   | Autumn     | 2025-12-01  | result   | GCSE 9-1 | 4
            ben   | Maths   | Entered    | 2026-02-01  | baseline | GCSE 9-1 | 3
        """
    )
    assert school.values("progress", to_date="2025-12-31") == {
        "amy": (4 - 2, 1),
        "ben": (4 - 3, 1),  # his only baseline, though written down late
    }
    assert school.values("progress")["amy"] == (6 - 5, 1)
