"""Results against targets: by hand for pupils with names, and once more in plain pandas."""

import pandas as pd
import pytest

from tests.conftest import EVERYONE, THE_YEAR
from tests.second_route import KEY, SecondRoute

FOUR = {
    "pupils": """
        pupil | year_group | surname | forename | sex | left_on
        1     | 7          | Ash     | Ann      | F   |
        2     | 7          | Bell    | Ben      | M   |
        3     | 7          | Cole    | Cat      | F   |
        4     | 7          | Dean    | Dan      | M   | 2025-11-30
        5     | 8          | Ely     | Eve      | F   |
    """,
    "results": """
        pupil | subject | assessment | assessed_on | kind   | scale            | value
        1     | Maths   | October    | 2025-10-10  | result | GCSE 9-1         | 2
        1     | Maths   | December   | 2025-12-10  | result | GCSE 9-1         | 5
        1     | Maths   | Aim        | 2025-09-10  | target | GCSE 9-1         | 6
        1     | Maths   | New aim    | 2025-11-10  | target | GCSE 9-1         | 4
        2     | Maths   | December   | 2025-12-10  | result | GCSE 9-1         | 3
        2     | Maths   | Aim        | 2025-09-10  | target | GCSE 9-1         | 5
        3     | Maths   | December   | 2025-12-10  | result | GCSE 9-1         | 4
        3     | Maths   | Aim        | 2025-09-10  | target | GCSE 9-1         | 4
        4     | Maths   | December   | 2025-12-10  | result | GCSE 9-1         | 6
        5     | Maths   | December   | 2025-12-10  | result | KS2 scaled score | 104
        5     | Maths   | Aim        | 2025-09-10  | target | GCSE 9-1         | 4
    """,
    "classes": """
        class | subject | year_group
        7a/Ma | Maths   | 7
        7b/Ma | Maths   | 7
        7a/En | English | 7
        7R    |         | 7
    """,
    "class_members": """
        class | pupil
        7a/Ma | 1
        7a/Ma | 2
        7b/Ma | 3
        7a/En | 1
        7R    | 4
    """,
}


@pytest.fixture
def four(school):
    school.given(**FOUR)
    return school


def cells(school, query="tracking/against_target", characteristic="Year group", **params):
    asked = {"characteristic": characteristic, **THE_YEAR, **EVERYONE, **params}
    return school.run(query, **asked)


def test_the_latest_result_counts_against_the_target_in_force(four):
    row = cells(four).set_index("column").loc["Year 7"]
    assert (row["results"], row["pupils"], row["positive"]) == (
        4,
        3,
        2,
    )  # Ann +1, Ben -2, Cat 0; Dan has none
    assert row["mean"] == pytest.approx(-1 / 3)
    assert row["variance"] == pytest.approx(((4 / 3) ** 2 + (-5 / 3) ** 2 + (1 / 3) ** 2) / 2)


def test_a_target_on_another_scale_is_no_target(four):
    row = cells(four).set_index("column").loc["Year 8"]
    assert (row["scale"], row["results"], row["pupils"]) == ("KS2 scaled score", 1, 0)


def test_a_result_later_than_the_leaving_date_counts_and_is_counted_apart(four):
    rows = cells(four).set_index("column")["after_leaving"]
    assert rows.to_dict() == {"Year 7": 1, "Year 8": 0}


def test_a_later_window_takes_the_targets_of_its_last_day(four):
    row = cells(four, to_date="2025-10-31").set_index("column").loc["Year 7"]
    assert (row["results"], row["mean"]) == (1, -4)  # Ann in October: 2 against the first target, 6


def test_one_scale_a_row_however_mixed_a_group_is(four):
    rows = cells(four, characteristic="Sex")
    assert rows[["column", "scale"]].to_numpy().tolist() == [
        ["Female", "GCSE 9-1"],
        ["Male", "GCSE 9-1"],
        ["Female", "KS2 scaled score"],
    ]


def test_classes_count_their_own_subject_and_a_class_of_none_every_subject(four):
    rows = cells(four, "tracking/classes_against_target", column="Year 7")
    found = {row["class"]: (row["results"], row["pupils"]) for row in rows.to_dict("records")}
    assert found == {"7a/Ma": (2, 2), "7b/Ma": (1, 1), "7R": (1, 0)}
    assert rows.set_index("class")["mean"]["7a/Ma"] == -0.5


def test_the_pupils_behind_a_cell_come_furthest_below_first_those_without_a_target_last(four):
    asked = {"column": "Year 7", "class": None, "subject": "Maths"}
    rows = cells(four, "tracking/pupils_against_target", **asked)
    assert rows["forename"].tolist() == ["Ben", "Cat", "Ann", "Dan"]
    assert rows["difference"].tolist()[:3] == [-2, 0, 1]
    assert rows["is_after_leaving"].tolist() == [False, False, False, True]
    one = cells(four, "tracking/pupils_against_target", **{**asked, "class": "7a/Ma"})
    assert one["forename"].tolist() == ["Ben", "Ann"]


@pytest.mark.parametrize("window", [("2024-09-01", "2026-08-31"), ("2025-09-01", "2025-12-20")])
def test_plain_pandas_finds_the_same_cells(small_trust, trust_files, window):
    route = SecondRoute(trust_files)
    first, last = (pd.Timestamp(day) for day in window)
    both = route.beside(first, last, None, "target", lambda _: last)
    pupils = trust_files["pupils"][["school", "pupil", "academic_year", "year_group"]]
    asked = pupils[pupils["academic_year"] <= ("2025/26" if last > pd.Timestamp("2025-08-31") else "2024/25")]
    year = asked.sort_values("academic_year").drop_duplicates(KEY, keep="last")
    rows = both.merge(year, on=KEY)
    expected = rows.groupby([rows["subject"], "Year " + rows["year_group"]])["difference"].agg(
        pupils="count", mean="mean", positive=lambda each: (each >= 0).sum()
    )
    found = cells(small_trust, from_date=window[0], to_date=window[1])
    found = found[found["pupils"] > 0].set_index(["subject", "column"])[["pupils", "mean", "positive"]]
    pd.testing.assert_frame_equal(
        found.sort_index(), expected.sort_index(), check_names=False, check_dtype=False
    )
