"""Sessions missed with leave."""

MARKS = """
    pupil | date       | session | code
    amy   | 2025-09-02 | AM      | I
    amy   | 2025-09-02 | PM      | O
    amy   | 2025-09-03 | AM      | U
    amy   | 2025-09-03 | PM      | /
    ben   | 2025-09-02 | AM      | B
    ben   | 2025-09-02 | PM      | Y1
"""


def test_only_leave_counts(school):
    school.given(attendance=MARKS)
    assert school.values("authorised_absence") == {"amy": (1, 4), "ben": (0, 1)}
