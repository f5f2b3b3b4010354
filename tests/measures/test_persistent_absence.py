"""A tenth or more of the sessions missed: exactly a tenth counts."""


def test_exactly_a_tenth_is_persistent(school):
    school.given(
        attendance_totals="""
            pupil | from_date  | to_date    | possible | authorised | unauthorised
            amy   | 2025-09-01 | 2025-12-19 | 140      | 10         | 4
            ben   | 2025-09-01 | 2025-12-19 | 140      | 13         | 0
            cat   | 2025-09-01 | 2025-12-19 | 0        | 0          | 0
        """
    )
    assert school.values("persistent_absence") == {"amy": (1, 1), "ben": (0, 1)}
