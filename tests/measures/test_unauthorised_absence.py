"""Sessions missed without leave: an arrival after the register closed is one."""

MARKS = """
    pupil | date       | session | code
    amy   | 2025-09-02 | AM      | I
    amy   | 2025-09-02 | PM      | O
    amy   | 2025-09-03 | AM      | U
    amy   | 2025-09-03 | PM      | /
    ben   | 2025-09-02 | AM      | B
    ben   | 2025-09-02 | PM      | Y1
"""


def test_no_leave_and_too_late_count(school):
    school.given(attendance=MARKS)
    assert school.values("unauthorised_absence") == {"amy": (2, 4), "ben": (0, 1)}


def test_with_and_without_leave_add_up_to_the_absence_rate(school):
    school.given(attendance=MARKS)
    parts = [school.values(name) for name in ("authorised_absence", "unauthorised_absence")]
    whole = {pupil: (parts[0][pupil][0] + parts[1][pupil][0], parts[0][pupil][1]) for pupil in parts[0]}
    assert whole == school.values("absence_rate")
