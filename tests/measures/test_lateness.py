"""Late arrivals out of sessions attended."""


def test_only_sessions_attended_count(school):
    school.given(
        attendance="""
            pupil | date       | session | code
            amy   | 2025-09-02 | AM      | L
            amy   | 2025-09-02 | PM      | \\
            amy   | 2025-09-03 | AM      | I
            ben   | 2025-09-02 | AM      | U
            ben   | 2025-09-02 | PM      | V
            cat   | 2025-09-02 | AM      | O
        """,
        attendance_totals="""
            pupil | from_date  | to_date    | possible | authorised | unauthorised
            dan   | 2025-09-01 | 2025-12-19 | 140      | 10         | 4
        """,
    )
    assert school.values("lateness") == {
        "amy": (1, 2),
        "ben": (0, 1),  # too late to be marked late: absent
    }  # cat attended nothing, and dan's totals do not tell of lateness
