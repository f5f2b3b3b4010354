"""What a scenario starts from: named pupils, hand-worked figures, and which file brings the rest."""

from datetime import date

import pandas as pd
import pytest

from dashboard.scenario_data import expenditure_of, income_of, inputs
from dashboard.scenario_frames import with_sizes, year_before
from dashboard.scenario_needs import NEEDS
from dashboard.scenarios.options_wishes import wishes_of
from dashboard.scenarios.staffing_school import today_from
from dashboard.schemas import SCHEMAS

RIVERSIDE, YEAR = "Riverside School", "2025/26"
PUPILS = """
    pupil | year_group | forename | sen | pupil_premium | registration_group | joined_on  | left_on
    ada   | 8          | Ada      | K   | true          | 8A                 |            |
    ben   | 8          |          |     |               | 8A                 |            |
    cat   | 8          | Cat      | N   | false         | 8B                 |            | 2025-10-01
    dan   | 9          | Dan      | N   | false         | 9A                 |            |
    eve   | 9          | Eve      | E   | true          | 9A                 |            |
    fay   | 9          | Fay      | N   | false         | 9B                 | 2026-03-02 |
"""
RESULTS = """
    pupil | subject | kind     | scale            | assessment | assessed_on | value
    ada   | Maths   | baseline | KS2 scaled score | KS2        | 2024-05-10  | 95
    ada   | Reading | baseline | KS2 scaled score | KS2        | 2024-05-10  | 99
    ada   | Maths   | result   | GCSE 9-1         | Autumn 24  | 2024-10-20  | 2
    ada   | Maths   | result   | GCSE 9-1         | Autumn 25  | 2025-11-20  | 4
    ada   | Maths   | target   | GCSE 9-1         | Aim        | 2025-09-10  | 6
    ada   | English | result   | GCSE 9-1         | Autumn 25  | 2025-11-20  | 7
    ben   | Art     | result   | GCSE 9-1         | Autumn 24  | 2024-10-20  | 9
    dan   | Maths   | result   | Key stage 2 test | Autumn 25  | 2025-11-20  | 50
"""
CLASSES = """
    class | subject | year_group | teacher | set_rank | periods
    8/Ma1 | Maths   | 8          | T1      | 1        | 4
    8/Ma2 | Maths   | 8          | T2      | 2        | 4
    10/Hi | History |            | T3      |          | 3
"""
MEMBERS = """
    class | pupil | from_date  | to_date
    8/Ma1 | ada   |            |
    8/Ma2 | cat   |            |
    8/Ma2 | ben   | 2025-09-03 | 2025-10-10
    8/Ma1 | ben   | 2025-10-13 |
"""
STAFF = """
    staff | role      | fte | periods | cost | specialisms
    T1    | teacher   | 1   | 20      |      | Maths
    T2    | teacher   | 0.5 | 10      |      | Maths, Art
    T3    | leader    | 0.5 | 5       |      | History
    A1    | assistant | 1   |         |      |
"""
COSTS = """
    item                    | amount
    teaching staff          | 100000
    education support staff | 24000
    income                  | 150000
"""
OPTIONS = """
    academic_year | pupil | rank | subject | allocated
    2025/26       | dan   | 1    | Art     |
    2025/26       | dan   | 2    | History |
    2025/26       | dan   | 3    | Latin   |
    2024/25       | ben   | 1    | Art     | yes
"""
ACTIVITIES = """
    activity | weekday | starts | minutes | places | staff_hours | cost | kind
    Choir    | Wed     | 7:45   | 40      | 30     | 0.7         | 900  | music
"""
ACTIVITY_PUPILS = """
    activity | pupil | sessions_offered | sessions_attended
    Choir    | eve   | 10               | 8
    Chess    | dan   |                  |
"""
MARKS = """
    pupil | date       | session | code
    ada   | 2025-11-21 | AM      | I
    ada   | 2025-11-21 | PM      | \\
    dan   | 2025-11-21 | AM      | /
"""


@pytest.fixture(scope="module")
def riverside(new_school):
    made = new_school()
    made.given(
        pupils=PUPILS, results=RESULTS, classes=CLASSES, class_members=MEMBERS, staff=STAFF, costs=COSTS,
        options=OPTIONS, activities=ACTIVITIES, activity_pupils=ACTIVITY_PUPILS, attendance=MARKS,
        rooms="room | places | kind\nS1 | 30 | science\n",
        scales="scale | lowest | highest\nKey stage 2 test | 0 | 100\n",
    )  # fmt: skip
    return made


@pytest.fixture
def frames(riverside):
    """Return how to ask for the frames of one kind."""
    return lambda kind, **choices: inputs(riverside, kind, RIVERSIDE, YEAR, **choices).frames


def by_pupil(rows, column):
    return {
        pupil: None if pd.isna(value) else value
        for pupil, value in zip(rows["pupil"], rows[column], strict=True)
    }


def test_pupils_are_those_on_roll_on_the_last_day_with_data(riverside, frames):
    assert inputs(riverside, "tutoring", RIVERSIDE, YEAR).day == date(2025, 11, 21)
    assert list(frames("tutoring")["pupils"]["pupil"]) == ["ada", "ben", "dan", "eve"]
    assert list(frames("tutoring", day=date(2026, 3, 2))["pupils"]["pupil"]) == [
        "ada",
        "ben",
        "dan",
        "eve",
        "fay",
    ]
    assert list(frames("tutoring", day=date(2025, 10, 1), year_groups=["8"])["pupils"]["pupil"]) == [
        "ada",
        "ben",
        "cat",
    ]


def test_points_are_the_latest_of_twelve_months_in_the_subject_with_its_target(frames):
    rows = frames("tutoring", subject="Maths", year_groups=["8"])["pupils"]
    assert by_pupil(rows, "points") == {"ada": 4, "ben": None}
    assert by_pupil(rows, "target") == {"ada": 6, "ben": None}
    assert by_pupil(rows, "absence") == {"ada": 0.5, "ben": None}


def test_without_a_subject_points_are_the_mean_and_on_one_scale(frames):
    assert by_pupil(frames("extended day")["pupils"], "points") == {
        "ada": 5.5,
        "ben": None,
        "dan": None,
        "eve": None,
    }
    assert (
        by_pupil(frames("communities")["pupils"], "points")["dan"] == 50
    )  # there year groups are ranked apart


def test_a_year_group_to_put_into_classes_has_todays_class_and_groups_as_marks(frames):
    rows = frames("grouping", subject="Maths", year_groups=["8"])["pupils"]
    assert by_pupil(rows, "class") == {"ada": "8/Ma1", "ben": "8/Ma1"}
    assert by_pupil(rows, "set_rank") == {"ada": 1, "ben": 1}
    assert by_pupil(rows, "disadvantaged") == {"ada": True, "ben": None}
    assert by_pupil(rows, "sen") == {"ada": True, "ben": None}
    assert by_pupil(rows, "attendance") == {"ada": 0.5, "ben": None}
    assert by_pupil(rows, "name") == {"ada": "Ada", "ben": "ben"}
    prior = frames("grouping", year_groups=["8"], attainment="prior")["pupils"]
    assert by_pupil(prior, "attainment") == {"ada": 97, "ben": None}
    assert by_pupil(prior, "class") == {"ada": "8A", "ben": "8A"}


def test_classes_have_the_pupils_of_the_day_and_staff_share_the_budget(frames):
    found = frames("staffing")
    assert found["classes"].set_index("class")["pupils"].to_dict() == {"10/Hi": 0, "8/Ma1": 2, "8/Ma2": 1}
    paid = {"T1": 50_000, "T2": 25_000, "T3": 25_000, "A1": 24_000}
    assert found["staff"].set_index("staff")["cost"].to_dict() == paid
    assert (income_of(found["costs"]), expenditure_of(found["costs"])) == (150_000, 124_000)
    today = today_from(found["pupils"], found["staff"], found["classes"], cycle=25)
    assert (today.fte, today.cost, dict(today.roll)) == (2, 100_000, {"8": 2, "9": 2})


def test_a_cost_in_the_staff_file_stands_before_the_budget(new_school):
    made = new_school()
    made.given(pupils=PUPILS, staff=STAFF.replace("20      |      |", "20      | 61000 |"), costs=COSTS)
    costs = inputs(made, "staffing", RIVERSIDE, YEAR).frames["staff"].set_index("staff")["cost"]
    assert costs["T1"] == 61_000
    assert costs.isna().sum() == 3


def test_choices_are_of_the_year_with_the_teachers_who_could_teach_them(frames):
    found = frames("options")
    assert list(found["pupils"]["pupil"]) == ["dan"]
    assert list(found["without"]["pupil"]) == ["eve"]
    assert list(found["choices"]["subject"]) == ["Art", "History", "Latin"]
    assert found["subjects"].set_index("subject")["teachers"].to_dict() == {
        "Art": 1,
        "History": 1,
        "Latin": 0,
    }
    assert by_pupil(found["given"], "allocated") == {"ben": True}
    taught = found["choices"][found["choices"]["subject"] != "Latin"]
    assert wishes_of(found["pupils"], taught, found["subjects"], 2).subject == ("Art", "History")


def test_pupils_of_several_schools_keep_their_own_numbers(new_school):
    made = new_school()
    for school in (RIVERSIDE, "Hill School"):
        made.given(pupils=f"school | pupil | year_group\n{school} | 1 | 9\n")
        made.given(options=f"school | pupil | rank | subject\n{school} | 1 | 1 | Art\n")
    found = inputs(made, "options", RIVERSIDE, YEAR, schools=["Hill School"]).frames
    assert (
        set(found["choices"]["pupil"]) == set(found["pupils"]["pupil"]) == {f"{RIVERSIDE} 1", "Hill School 1"}
    )
    assert set(found["subjects"]["school"]) == {RIVERSIDE, "Hill School"}


def test_the_smallest_class_leaves_room_for_other_patterns():
    sizes = pd.DataFrame({"largest": [26, 3, None], "smallest": [22, 1, None]})
    assert with_sizes(sizes)[["largest", "smallest"]].to_numpy().tolist() == [[26, 13], [3, 2], [26, 13]]


def test_activities_have_their_members_also_where_only_the_register_names_them(frames):
    found = frames("extended day")
    assert found["activities"].set_index("activity")["pupils"].to_dict() == {"Chess": 1, "Choir": 1}
    assert found["activities"]["starts"].tolist()[1] == "07:45"
    assert found["members"][["activity", "pupil"]].to_numpy().tolist() == [["Chess", "dan"], ["Choir", "eve"]]


@pytest.mark.parametrize("kind", NEEDS)
def test_an_empty_school_is_told_which_file_brings_what(new_school, kind):
    found = inputs(new_school(), kind, RIVERSIDE, YEAR)
    assert found.stops
    for each in found.missing:
        assert each.file == "" or each.words.endswith(f"Bring it with the file {each.file}.")


def test_needs_name_only_files_that_can_be_imported():
    assert {each.missing.file for needs in NEEDS.values() for each in needs} <= {*SCHEMAS, ""}


def test_what_is_there_is_not_called_missing(riverside):
    missing = {each.what for each in inputs(riverside, "staffing", RIVERSIDE, YEAR).missing}
    assert missing == set()
    alone = inputs(riverside, "options", RIVERSIDE, "2026/27")
    assert [each.file for each in alone.stops] == ["options"]


def test_the_year_before():
    assert (year_before("2025/26"), year_before("2000/01")) == ("2024/25", "1999/00")
