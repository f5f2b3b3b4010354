"""Moves between assessments: by hand for pupils with names, and once more in plain pandas."""

import numpy as np
import pandas as pd
import pytest

from dashboard.tracking.levels import bands_of, levels, national_bands
from dashboard.tracking.wording import parts_in_100
from tests.conftest import EVERYONE, THE_YEAR
from tests.second_route import KEY, SecondRoute

THREE = {
    "pupils": """
        pupil | year_group | left_on
        1     | 11         |
        2     | 11         |
        3     | 10         | 2025-11-30
    """,
    "results": """
        pupil | subject            | assessment | assessed_on | kind     | scale            | value
        1     | Reading            | KS2        | 2021-05-10  | baseline | KS2 scaled score | 100
        1     | Maths              | KS2        | 2021-05-10  | baseline | KS2 scaled score | 104
        1     | Maths              | Entry      | 2021-09-10  | baseline | GCSE 9-1         | 3
        1     | Maths              | Year 10    | 2025-06-10  | result   | GCSE 9-1         | 4
        1     | Maths              | Mock       | 2025-12-10  | result   | GCSE 9-1         | 6
        1     | English language   | Mock       | 2025-12-10  | result   | GCSE 9-1         | 3
        1     | English literature | Mock       | 2025-12-10  | result   | GCSE 9-1         | 5
        2     | Maths              | Mock       | 2025-12-10  | result   | GCSE 9-1         | 5
        3     | Maths              | Mock       | 2025-12-10  | result   | GCSE 9-1         | 5
        3     | Maths              | Year 10    | 2025-06-10  | result   | GCSE 9-1         | 5
    """,
}


@pytest.fixture
def three(school):
    school.given(**THREE)
    return school


def moves(school, source, subject="Maths", **params):
    asked = {**THE_YEAR, **EVERYONE, "subject": subject, **params}
    return school.run(f"tracking/moves_from_{source}", **asked)


def pairs(rows):
    return [
        (None if pd.isna(row.from_points) else (row.from_scale, row.from_points), row.points)
        for row in rows.itertuples()
    ]


def test_a_move_begins_at_the_subjects_own_baseline(three):
    assert pairs(moves(three, "start")) == [(("GCSE 9-1", 3), 6), (None, 5), (None, 5)]


def test_a_move_from_key_stage_2_begins_at_the_average_of_reading_and_maths(three):
    assert pairs(moves(three, "key_stage_2"))[0] == (("KS2 scaled score", 102), 6)


def test_a_move_from_an_assessment_begins_at_its_result(three):
    found = moves(three, "assessment", assessment="Year 10")
    assert pairs(found) == [(("GCSE 9-1", 4), 6), (None, 5), (("GCSE 9-1", 5), 5)]
    assert found["is_after_leaving"].tolist() == [False, False, True]


def test_nobody_moves_from_the_latest_assessment_itself(three):
    assert moves(three, "assessment", assessment="Mock")["from_points"].isna().all()


def test_assessments_come_latest_first(three):
    found = three.run("tracking/assessments", subject="Maths", to_date="2026-08-31")
    assert found["assessment"].tolist() == ["Mock", "Year 10"]


def test_the_lower_of_english_and_maths_counts_for_year_11_with_key_stage_2(three):
    found = three.run(
        "tracking/english_and_maths",
        **EVERYONE,
        **{name: THE_YEAR[name] for name in ("from_date", "to_date")},
    )
    assert found[["key_stage_2", "lower_grade"]].to_numpy().tolist() == [[102, 5]]


def test_bands_are_those_of_the_national_table():
    assert [
        national_bands()["band"][place] for place in bands_of(np.array([79.0, 80, 99.5, 102, 102.5, 120]))
    ] == [
        "Less than 80",
        "80 to 89.5",
        "96 to 99.5",
        "100 to 102",
        "102.5 to 104.5",
        "117 to 120",
    ]


def test_the_national_shares_rise_with_the_start_and_are_published_ones():
    rows = national_bands().set_index("band")
    assert rows.loc["100 to 102", ["english_maths_4", "english_maths_5"]].tolist() == [0.515, 0.216]
    assert rows["english_maths_4"].is_monotonic_increasing
    assert rows["source"].str.startswith("verified").all()


GRADES = pd.DataFrame({"scale": ["Steps"] * 3, "grade": ["Below", "At", "Above"], "points": [0.0, 1.0, 2.0]})


def test_levels_are_grades_where_the_scale_has_them():
    place, names = levels(np.array([1.0, 2.0, 1.0]), "Steps", GRADES)
    assert ([names[each] for each in place], names) == (["At", "Above", "At"], ["At", "Above"])


def test_levels_of_few_numbers_are_the_numbers_and_of_many_fifths():
    assert levels(np.array([3.5, 1.0, 3.5]), "Steps", GRADES)[1] == ["1", "3.5"]
    place, names = levels(np.arange(100.0), "Marks", GRADES)
    assert names == ["0 to 19", "20 to 39", "40 to 59", "60 to 79", "80 to 99"]
    assert np.bincount(place).tolist() == [20] * 5


@pytest.mark.parametrize("subject", ["Maths", "English"])
def test_plain_pandas_finds_the_same_earlier_results(small_trust, trust_files, subject):
    route = SecondRoute(trust_files)
    first, last = pd.Timestamp("2025-09-01"), pd.Timestamp("2026-08-31")
    latest = route.latest(first, last, subject)
    before = route.results[
        (route.results["kind"] == "result")
        & (route.results["subject"] == subject)
        & (route.results["assessment"] == "Autumn 24")
    ]
    expected = latest.merge(before, on=KEY, suffixes=("", "_from"))[["points_from", "points"]]
    found = moves(small_trust, "assessment", subject, assessment="Autumn 24").dropna(subset=["from_points"])
    assert len(found) == len(expected) > 5
    assert sorted(zip(found["from_points"], found["points"], strict=True)) == sorted(
        expected.astype(float).itertuples(index=False, name=None)
    )


def test_subjects_are_compared_on_one_line_a_year_group(small_trust, trust_files):
    route = SecondRoute(trust_files)
    asked = {name: value for name, value in {**THE_YEAR, **EVERYONE}.items() if name != "subject"}
    found = small_trust.run("tracking/value_added_by_subject", **asked).set_index("subject")
    starts = small_trust.run("tracking/moves_from_start", **{**asked, "subject": "Maths"})
    every = pd.concat(
        small_trust.run("tracking/moves_from_start", **{**asked, "subject": subject}).assign(subject=subject)
        for subject in ("Maths", "English", "Art")
    ).dropna(subset=["from_points"])
    told = []
    for _, table in every.groupby(["year_group", "scale", "from_scale"]):
        if len(table) >= 3:
            flat = table["from_points"].nunique() == 1
            slope, start = (0, 0) if flat else np.polyfit(table["from_points"], table["points"], 1)
            line = table["points"].mean() if flat else start + slope * table["from_points"]
            told.append(table.assign(above=table["points"] - line))
    means = pd.concat(told).groupby("subject")["above"].agg(["size", "mean"])
    assert found["pupils"].to_dict() == means["size"].to_dict()
    assert found["mean"].to_dict() == pytest.approx(means["mean"].to_dict())
    assert len(starts) == len(route.latest(pd.Timestamp("2025-09-01"), pd.Timestamp("2026-08-31"), "Maths"))


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([1665, 3, 332], ["83 in 100", "0 in 100", "17 in 100"]),  # 83.25, 0.15 and 16.6
        ([1, 1, 1], ["34 in 100", "33 in 100", "33 in 100"]),
        ([833, 0, 166], ["83 in 100", "0 in 100", "17 in 100"]),
        ([5, 0, 0], ["100 in 100", "0 in 100", "0 in 100"]),
        ([0, 0, 0], ["0 in 100", "0 in 100", "0 in 100"]),
    ],
)
def test_the_parts_of_a_whole_are_said_so_that_they_add_up(counts, said):
    assert parts_in_100(counts) == said
