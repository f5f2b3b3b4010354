"""Sessions missed out of those that could be attended, whatever the way the days are cut."""


def test_only_possible_sessions_count(school):
    school.given(
        attendance="""
            pupil | date       | session | code
            amy   | 2025-09-02 | AM      | O
            amy   | 2025-09-02 | PM      | /
            amy   | 2025-09-03 | AM      | #
            ben   | 2025-09-02 | AM      | C1
            ben   | 2025-09-02 | PM      | L
            cat   | 2025-09-02 | AM      | #
        """
    )
    assert school.values("absence_rate") == {
        "amy": (1, 2),  # not 1 in 3: the school was closed on the 3rd
        "ben": (1, 2),  # C1 is one code, not C
    }  # cat could attend nothing, so she has no rate


def test_days_weeks_terms_and_years_add_up_to_the_marks(school):
    school.given(
        attendance="""
            pupil | date       | session | code
            amy   | 2025-08-29 | AM      | O
            amy   | 2025-09-01 | AM      | /
            amy   | 2025-09-05 | AM      | O
            amy   | 2025-09-08 | AM      | O
            amy   | 2025-12-31 | AM      | O
            amy   | 2026-01-02 | AM      | /
        """
    )

    def rate(first, last):
        return school.values("absence_rate", from_date=first, to_date=last).get("amy")

    assert rate("2025-09-01", "2025-09-07") == (1, 2)  # a whole week
    assert rate("2025-09-02", "2025-09-08") == (2, 2)  # Friday, and the Monday after
    assert rate("2025-09-01", "2025-12-31") == (3, 4)  # a term
    assert rate("2025-12-29", "2026-01-04") == (1, 2)  # a week that two terms share
    assert rate("2025-08-29", "2026-08-31") == (4, 6)  # a day of the year before, and a year
    assert rate("2026-01-03", "2026-08-31") is None


def test_a_total_counts_where_no_mark_does_and_only_once(school):
    school.given(
        attendance="""
            pupil | date       | session | code
            amy   | 2025-10-01 | AM      | /
        """,
        attendance_totals="""
            pupil | from_date  | to_date    | possible | authorised | unauthorised
            amy   | 2025-09-01 | 2025-12-19 | 140      | 20         | 0
            ben   | 2025-09-01 | 2026-07-17 | 380      | 30         | 8
            ben   | 2025-09-01 | 2025-12-19 | 140      | 4          | 1
        """,
    )
    assert school.values("absence_rate") == {"amy": (0, 1), "ben": (38, 380)}
    assert school.values("absence_rate", to_date="2025-12-31") == {"amy": (0, 1), "ben": (5, 140)}
    assert school.values("absence_rate", to_date="2025-12-01") == {"amy": (0, 1)}


def test_a_later_import_replaces_a_mark(school):
    school.given(
        attendance="""
            pupil | date       | session | code
            amy   | 2025-09-02 | AM      | N
            amy   | 2025-09-02 | PM      | /
        """
    )
    school.given(
        batch=2,
        attendance="""
            pupil | date       | session | code
            amy   | 2025-09-02 | AM      | /
        """,
    )
    assert school.values("absence_rate") == {"amy": (0, 2)}
