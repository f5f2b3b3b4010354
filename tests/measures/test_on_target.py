"""At or above the targets, on the mean over subjects with both."""

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


def test_only_pupils_with_a_target_on_the_same_scale_count(school):
    school.given(results=AIMS)
    assert school.values("on_target", to_date="2025-12-31") == {"amy": (1, 1)}  # one over, one under
    assert school.values("on_target") == {"amy": (0, 1)}
