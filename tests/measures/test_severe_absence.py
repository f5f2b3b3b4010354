"""Half or more of the sessions missed: exactly half counts."""


def test_exactly_half_is_severe(school):
    school.given(
        attendance_totals="""
            pupil | from_date  | to_date    | possible | authorised | unauthorised
            amy   | 2025-09-01 | 2025-12-19 | 140      | 0          | 70
            ben   | 2025-09-01 | 2025-12-19 | 140      | 69         | 0
        """
    )
    assert school.values("severe_absence") == {"amy": (1, 1), "ben": (0, 1)}
