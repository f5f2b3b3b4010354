"""Groups side by side: who is in which, and what is needed to compare them."""

PUPILS = """
    pupil | year_group | sex | sen | registration_group
    amy   | 7          | F   | K   | 7R
    ben   | 7          | M   | N   | 7R
    cat   | 8          | F   | N   | 8R
    dan   | 8          |     | E   | 8R
    eve   | 8          | F   | N   | 8R
"""
MARKS = """
    pupil | date       | session | code
    amy   | 2025-09-02 | AM      | O
    amy   | 2025-09-02 | PM      | /
    ben   | 2025-09-02 | AM      | /
    ben   | 2025-09-02 | PM      | /
    cat   | 2025-09-02 | AM      | /
    dan   | 2025-09-02 | AM      | I
"""
CLASSES = """
    class  | subject
    8x/Ma1 | Maths
"""
MEMBERS = """
    class  | pupil
    8x/Ma1 | cat
    8x/Ma1 | dan
"""


def sums(school, characteristic="Sex", **params):
    rows = school.groups("absence_rate", characteristic, **params)
    columns = ["code", "group", "pupils", "numerator", "denominator", "positive"]
    return [tuple(row) for row in rows[columns].itertuples(index=False)]


def test_a_pupil_counts_once_in_its_group_and_not_known_is_a_group(school):
    school.given(pupils=PUPILS, attendance=MARKS)
    assert sums(school) == [
        ("F", "Female", 2, 1, 3, 1),  # eve has no marks
        ("M", "Male", 1, 0, 2, 0),
        ("?", "Not known", 1, 1, 1, 1),
    ]


def test_mean_and_spread_are_those_of_the_pupils(school):
    school.given(pupils=PUPILS, attendance=MARKS)
    female = school.groups("absence_rate").iloc[0]
    assert female[
        ["mean", "variance", "numerator_variance", "denominator_variance", "covariance"]
    ].tolist() == [
        0.25,  # of 1/2 and 0/1
        0.125,
        0.5,
        0.5,
        0.5,
    ]


def test_a_group_with_nobody_measured_stands_with_none(school):
    school.given(
        pupils=PUPILS, attendance=MARKS.replace("dan", "cat").replace("cat   | 2025-09-02 | AM      | I", "")
    )
    not_known = school.groups("absence_rate").iloc[2]
    assert not_known["pupils"] == 0
    assert not_known[["numerator", "positive", "mean", "variance"]].isna().all()


def test_groups_of_one_characteristic_widen_and_of_different_ones_narrow(school):
    school.given(pupils=PUPILS, attendance=MARKS)
    assert sums(school, groups=["SEN: K", "SEN: EHC plan"]) == [
        ("F", "Female", 1, 1, 2, 1),
        ("?", "Not known", 1, 1, 1, 1),
    ]
    assert sums(school, groups=["SEN: K", "SEN: E", "Sex: F"]) == [("F", "Female", 1, 1, 2, 1)]
    assert sums(school, groups=["Sex: Nobody"]) == []


def test_years_classes_and_schools_choose(school):
    school.given(pupils=PUPILS, attendance=MARKS, classes=CLASSES, class_members=MEMBERS)
    assert sums(school, "All pupils", year_groups=["7"]) == [("All pupils", "All pupils", 2, 1, 4, 1)]
    assert sums(school, "All pupils", classes=["8x/Ma1"]) == [("All pupils", "All pupils", 2, 1, 2, 1)]
    assert sums(school, "All pupils", schools=["Elsewhere"]) == []
    assert sums(school, "All pupils", schools=None, groups=None) == [("All pupils", "All pupils", 4, 2, 6, 2)]


def test_the_enrolment_on_the_last_day_counts(school):
    school.given(
        pupils="""
            pupil | academic_year | year_group | sex | pupil_premium
            amy   | 2024/25       | 7          | F   | false
            amy   | 2025/26       | 8          | F   | true
        """,
        attendance="""
            pupil | date       | session | code
            amy   | 2024-10-02 | AM      | O
            amy   | 2025-10-02 | AM      | /
        """,
    )
    before = {"from_date": "2024-09-01", "to_date": "2025-08-31"}
    assert sums(school, "Pupil premium", **before) == [("N", "Not pupil premium", 1, 1, 1, 1)]
    both = {"from_date": "2024-09-01", "to_date": "2026-08-31"}
    assert sums(school, "Pupil premium", **both) == [("Y", "Pupil premium", 1, 1, 2, 1)]
    assert sums(school, "Pupil premium", **both, year_groups=["7"]) == []


def test_pupil_numbers_may_repeat_in_another_school(school):
    school.given(
        pupils="""
            school | pupil | year_group | sex
            North  | 1     | 7          | F
            South  | 1     | 7          | M
        """,
        attendance="""
            school | pupil | date       | session | code
            North  | 1     | 2025-09-02 | AM      | O
            South  | 1     | 2025-09-02 | AM      | /
        """,
    )
    assert sums(school) == [("F", "Female", 1, 1, 1, 1), ("M", "Male", 1, 0, 1, 0)]
    assert sums(school, schools=["South"]) == [("M", "Male", 1, 0, 1, 0)]
