"""Sessions come to out of sessions held, where both are known."""


def test_only_places_with_both_counts_count(school):
    school.given(
        interventions="""
            intervention | subject | starts_on  | ends_on
            Reading      | English | 2025-09-15 | 2025-12-12
            Number       | Maths   | 2026-01-12 | 2026-03-20
        """,
        intervention_pupils="""
            pupil | intervention | starts_on  | sessions_offered | sessions_attended
            amy   | Reading      | 2025-09-15 | 10               | 8
            amy   | Number       | 2026-01-12 | 5                | 0
            ben   | Reading      | 2025-09-15 | 10               |
            cat   | Reading      | 2025-09-15 | 0                | 0
        """,
    )
    assert school.values("support_attended") == {"amy": (8, 15)}
    assert school.values("support_attended", subject="English") == {"amy": (8, 10)}
    assert school.values("support_attended", from_date="2026-01-01") == {"amy": (0, 5)}
