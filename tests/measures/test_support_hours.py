"""Hours of intervention a pupil came to, spread over the days it ran."""

PUPILS = """
    pupil | year_group
    amy   | 8
    ben   | 8
    cat   | 8
"""
INTERVENTIONS = """
    intervention | minutes | starts_on  | ends_on
    Reading      | 30      | 2025-09-15 | 2025-09-24
    Mentoring    |         | 2025-09-15 | 2025-09-24
"""


def test_hours_are_spread_evenly_over_the_days(school):
    school.given(
        pupils=PUPILS,
        interventions=INTERVENTIONS,
        intervention_pupils="""
            pupil | intervention | starts_on  | sessions_attended
            amy   | Reading      | 2025-09-15 | 8
            ben   | Mentoring    | 2025-09-15 | 8
        """,
    )
    assert school.values("support_hours") == {
        "amy": (4, 1),
        "cat": (0, 1),
    }  # how long ben's sessions were is not known
    assert school.values("support_hours", to_date="2025-09-19")["amy"] == (2, 1)  # 5 of its 10 days


def test_where_no_sessions_are_known_nobody_counts(school):
    school.given(
        pupils=PUPILS,
        interventions=INTERVENTIONS,
        intervention_pupils="""
            pupil | intervention | starts_on
            amy   | Reading      | 2025-09-15
        """,
    )
    assert school.values("support_hours") == {}


def test_what_still_runs_is_spread_up_to_the_last_day_of_the_data(school):
    school.given(
        pupils=PUPILS,
        attendance="""
            pupil | date       | session | code
            amy   | 2025-09-24 | AM      | /
        """,
        interventions="""
            intervention | minutes | starts_on
            Reading      | 30      | 2025-09-15
        """,
        intervention_pupils="""
            pupil | intervention | starts_on  | sessions_attended
            amy   | Reading      | 2025-09-15 | 8
        """,
    )
    assert school.values("support_hours", to_date="2025-09-19")["amy"] == (2, 1)
    assert school.values("support_hours")["amy"] == (4, 1)
