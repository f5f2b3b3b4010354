"""The latest result minus the target in force at the end of the window."""

AIMS = """
    pupil | subject | assessment | assessed_on | kind   | scale            | value
    amy   | Maths   | Autumn     | 2025-12-01  | result | GCSE 9-1         | 6
    amy   | English | Autumn     | 2025-12-01  | result | GCSE 9-1         | 5
    amy   | Maths   | First aim  | 2025-09-10  | target | GCSE 9-1         | 5
    amy   | Maths   | Second aim | 2026-01-10  | target | GCSE 9-1         | 8
    amy   | English | First aim  | 2025-09-10  | target | GCSE 9-1         | 6
    ben   | Maths   | Autumn     | 2025-12-01  | result | GCSE 9-1         | 4
    ben   | Maths   | First aim  | 2025-09-10  | target | KS2 scaled score | 100
    cat   | Maths   | Autumn     | 2025-12-01  | result | GCSE 9-1         | 4
"""


def test_the_target_in_force_counts(school):
    school.given(results=AIMS)
    assert school.values("points_from_target", to_date="2025-12-31") == {"amy": (1 - 1, 2)}
    assert school.values("points_from_target") == {"amy": (-2 - 1, 2)}
    assert school.values("points_from_target", subject="Maths") == {"amy": (-2, 1)}
