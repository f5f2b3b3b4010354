"""Each kind of contradiction with a pupil of its own, and a school without any."""

import pandas as pd
import pytest

from dashboard.quality import kinds
from dashboard.quality.view import View

PUPILS = """
    school    | pupil  | academic_year | year_group | sex | joined_on  | left_on    | upn
    Riverside | stays  | 2024/25       | 7          | F   |            |            |
    Riverside | stays  | 2025/26       | 8          | F   |            |            |
    Riverside | gone   | 2025/26       | 8          | M   |            | 2025-10-10 |
    Riverside | new    | 2025/26       | 8          | M   | 2025-10-01 |            |
    Riverside | sexes  | 2024/25       | 7          | F   |            |            |
    Riverside | sexes  | 2025/26       | 8          | M   |            |            |
    Riverside | jumps  | 2024/25       | 7          | F   |            |            |
    Riverside | jumps  | 2025/26       | 9          | F   |            |            |
    Riverside | turned | 2025/26       | 8          | F   | 2025-10-05 | 2025-10-01 |
    Riverside | twice  | 2025/26       | 8          | F   |            |            | U1
    Hillside  | other  | 2025/26       | 8          | F   |            |            | u1
"""
ATTENDANCE = """
    school    | pupil | date       | session | code
    Riverside | stays | 2025-09-08 | AM      | /
    Riverside | new   | 2025-09-08 | AM      | /
    Riverside | new   | 2025-09-09 | AM      | X
    Riverside | gone  | 2025-10-13 | AM      | /
    Riverside | gone  | 2025-10-14 | AM      | I
    Riverside | twice | 2025-09-08 | AM      | /
    Riverside | twice | 2025-09-09 | AM      | I
    Hillside  | other | 2025-09-08 | AM      | L
    Hillside  | other | 2025-09-09 | AM      | /
    Riverside | stray | 2025-09-08 | AM      | /
"""
RESULTS = """
    school    | pupil | subject | assessment | assessed_on | kind     | scale    | value
    Riverside | new   | Art     | Early      | 2025-09-20  | result   | GCSE 9-1 | 5
    Riverside | new   | Art     | Before     | 2025-09-01  | baseline | GCSE 9-1 | 5
    Riverside | gone  | Art     | Late       | 2025-10-20  | result   | GCSE 9-1 | 5
    Riverside | stays | Art     | Early      | 2025-09-20  | result   | GCSE 9-1 | 5
"""
CLASSES = """
    school    | academic_year | class | subject | year_group
    Riverside | 2025/26       | 8a    | Art     | 8
"""
MEMBERS = """
    school    | academic_year | class | pupil | from_date
    Riverside | 2025/26       | 8a    | stays |
    Riverside | 2025/26       | 8a    | gone  | 2025-11-01
    Riverside | 2025/26       | 8a    | jumps |
"""
SUPPORT = """
    school    | intervention | starts_on
    Riverside | Reading      | 2025-09-15
"""
SUPPORTED = """
    school    | pupil | intervention | starts_on  | sessions_offered | sessions_attended
    Riverside | stays | Reading      | 2025-09-15 | 10               | 12
    Riverside | new   | Reading      | 2025-10-15 | 10               | 10
"""
PLANTED = {
    "present twice": ["twice"],
    "pupil unknown": ["stray"],
    "marks before joining": ["new"],
    "marks after leaving": ["gone"],
    "result before joining": ["new"],
    "result after leaving": ["gone"],
    "left before joining": ["turned"],
    "two sex": ["sexes"],
    "year group jumps": ["jumps"],
    "class not on roll": ["gone"],
    "class of another year": ["jumps"],
    "support over": ["stays"],
}


def contradictions(school, name):
    school.build()
    return View(school, name, "2025/26").contradictions()


@pytest.fixture(scope="module")
def rows(new_school):
    school = new_school()
    school.given(
        pupils=PUPILS, attendance=ATTENDANCE, results=RESULTS, classes=CLASSES, class_members=MEMBERS
    )
    school.given(interventions=SUPPORT, intervention_pupils=SUPPORTED)
    return contradictions(school, "Riverside")


@pytest.mark.parametrize("kind", PLANTED)
def test_each_kind_finds_the_pupil_it_was_planted_for(rows, kind):
    own = rows[rows["kind"] == kind]
    assert own["pupil"].tolist() == PLANTED[kind]
    assert own["found"].tolist() == [1]


def test_nothing_else_is_found(rows):
    assert set(rows["kind"]) == set(PLANTED)
    assert "stays" not in set(rows.loc[rows["kind"] != "support over", "pupil"])


def test_every_kind_has_words_that_say_what_was_found(rows):
    said = {name: kind.says(own.to_dict("records")[0]) for name, kind, own in kinds.in_order(rows)}
    assert said["present twice"] == "1 session also present as Hillside, other, the first on 8 Sep 2025"
    assert said["marks after leaving"] == "2 marks, the first on 13 Oct 2025; last day on roll 10 Oct 2025"
    assert said["marks before joining"] == "1 mark, the first on 8 Sep 2025; joined on 1 Oct 2025"
    assert said["two sex"] == "F in 2024/25, M in 2025/26"
    assert said["year group jumps"] == "Year 7 in 2024/25, Year 9 in 2025/26"
    assert said["support over"] == "Reading: 12 of 10 sessions"
    assert said["class of another year"] == "8a: Year 8, pupil in Year 9"
    assert list(said) == [name for name in kinds.KINDS if name in PLANTED]


def test_a_saturday_with_one_pupil_is_a_day_without_school(new_school):
    school = new_school()
    lines = [f"{pupil} | 2025-09-{day:02} | AM | /" for pupil in "abcde" for day in (3, 4, 5)]
    marks = "\n".join(["pupil | date | session | code", *lines, "a | 2025-09-06 | AM | /"])
    pupils = "\n".join(["pupil | year_group", *(f"{pupil} | 7" for pupil in "abcde")])
    school.given(pupils=pupils, attendance=marks)
    [row] = contradictions(school, "Riverside School").to_dict("records")
    assert (row["kind"], row["pupil"], row["about"]) == ("marks without school", "a", "1")
    assert row["day"] == pd.Timestamp("2025-09-06")


def test_two_year_groups_of_one_year_in_two_imports_are_kept(new_school):
    school = new_school()
    for batch, year_group in ((1, "7"), (2, "8")):
        school.given(
            batch, pupils=f"pupil | year_group | date_of_birth\n a | {year_group} | 2014-01-0{batch}"
        )
    rows = contradictions(school, "Riverside School")
    assert dict(zip(rows["kind"], rows["about"], strict=True)) == {
        "two date_of_birth": "2014-01-01 in 2025/26, 2014-01-02 in 2025/26",
        "two year_group": "7 in 2025/26, 8 in 2025/26",
    }
