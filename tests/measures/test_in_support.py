"""Pupils with a place in an intervention, out of pupils on roll in the window."""

PUPILS = """
    pupil | year_group | joined_on  | left_on
    amy   | 8          |            |
    ben   | 8          |            |
    cat   | 8          | 2026-01-05 |
    dan   | 8          |            | 2025-10-01
"""
INTERVENTIONS = """
    intervention | subject | starts_on  | ends_on
    Reading      | English | 2025-09-15 | 2025-12-12
    Mentoring    |         | 2025-09-15 |
"""


def test_pupils_on_roll_in_the_window_count(school):
    school.given(
        pupils=PUPILS,
        interventions=INTERVENTIONS,
        intervention_pupils="""
            pupil | intervention | starts_on
            amy   | Reading      | 2025-09-15
        """,
    )
    assert school.values("in_support", to_date="2025-09-30") == {"amy": (1, 1), "ben": (0, 1), "dan": (0, 1)}
    assert school.values("in_support", from_date="2026-01-01") == {
        "amy": (0, 1),
        "ben": (0, 1),
        "cat": (0, 1),
    }


def test_a_subject_chooses_its_interventions_and_no_last_day_means_it_runs_on(school):
    school.given(
        pupils=PUPILS,
        interventions=INTERVENTIONS,
        intervention_pupils="""
            pupil | intervention | starts_on  | ends_on
            amy   | Reading      | 2025-09-15 |
            ben   | Mentoring    | 2025-09-15 |
        """,
    )
    assert school.values("in_support", subject="English", to_date="2025-12-31") == {
        "amy": (1, 1),
        "ben": (0, 1),
        "dan": (0, 1),
    }
    assert school.values("in_support", from_date="2026-06-01")["ben"] == (1, 1)


def test_no_data_on_support_is_not_no_support(school):
    school.given(pupils=PUPILS)
    assert school.values("in_support") == {}


def test_one_school_data_say_nothing_of_another_school(school):
    school.given(
        pupils="""
            school | pupil | year_group
            North  | 1     | 8
            North  | 2     | 8
            South  | 1     | 8
        """,
        intervention_pupils="""
            school | pupil | intervention | starts_on
            North  | 1     | Reading      | 2025-09-15
        """,
    )
    assert school.values("in_support") == {"1": (1, 1), "2": (0, 1)}
    assert school.values("in_support", schools=["South"]) == {}
