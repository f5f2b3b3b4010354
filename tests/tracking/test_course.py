"""What is found in results held in memory equals what the query gives."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.tracking import course

HEADINGS = "school | pupil | subject | assessment | assessed_on | kind | scale | value"
SUBJECTS = ("Art", "Maths", "Physics")
TODAY = {
    **{"subject": None, "schools": [], "to_date": date(2026, 3, 31), "ends_on": date(2026, 8, 31)},
    **{"year_group": "11", "last_year_group": "11"},
}
TEXTS = ("finished_in", "scale", "starting_scale")


def result_rows(rng, name, year):
    """Return some of a pupil's tests of a year, some on another scale, and some starting points."""
    for subject in SUBJECTS:
        for month, day in ((9, 20), (12, 5), (3, 8), (6, 10)):
            on = date(year + (month < 9), month, day + int(rng.integers(-3, 4)))
            scale = "A level" if rng.random() < 0.1 else "GCSE 9-1"
            worth = rng.choice(list("ABCDE") if scale == "A level" else ["2", "5", "7", "X"])
            if rng.random() < 0.7:
                yield f"{name} | {subject} | {year} {month} | {on} | result | {scale} | {worth}"
        if rng.random() < 0.5:
            scale = rng.choice(["KS2 scaled score", "GCSE 9-1"])
            worth = 100 if scale[0] == "K" else 3
            on = date(year, 9, int(rng.integers(1, 9)))
            yield f"{name} | {subject} | Start | {on} | baseline | {scale} | {worth}"


@pytest.fixture(scope="module")
def school(new_school):
    rng = np.random.default_rng(8)
    pupils, results = [], []
    for place in range(40):
        name = f"{'North' if place % 2 else 'South'} | {place}"
        first = 7 + place % 5
        for turn, year in enumerate((2023, 2024, 2025)):
            group = first + turn - (turn > 0 and place % 7 == 0)  # some repeat a year
            if group > 11:
                continue
            left = "2025-11-02" if place == 9 and year == 2025 else ""
            pupils.append(f"{name} | {year}/{year % 100 + 1} | {group} | {left}")
            results += result_rows(rng, name, year)
    results.append("North | 1 | Latin | Once | 2025-10-01 | result | GCSE 9-1 | 4")
    school = new_school()
    school.given(
        pupils="\n".join(["school | pupil | academic_year | year_group | left_on", *pupils]),
        results="\n".join([HEADINGS, *results]),
    )
    return school


@pytest.mark.parametrize("year_group", ["9", "11"])
@pytest.mark.parametrize(
    ("subject", "schools", "to_date"),
    [
        (None, [], date(2026, 3, 31)),
        ("Maths", [], date(2025, 12, 31)),
        (None, ["North"], date(2025, 10, 2)),
        ("Art", [], date(2024, 4, 1)),
        ("Latin", [], date(2026, 3, 31)),
        ("No such subject", [], date(2026, 3, 31)),
        (None, ["No such school"], date(2026, 3, 31)),
        (None, [], date(2020, 1, 1)),
    ],
)
def test_the_course_held_in_memory_is_that_of_the_query(school, subject, schools, to_date, year_group):
    params = {
        **{"subject": subject, "schools": schools, "to_date": to_date},
        **{"year_group": year_group, "last_year_group": "11"},
        "ends_on": date(to_date.year + (to_date.month > 8) + 11 - int(year_group), 8, 31),
    }
    queried = school.run("tracking/projection", **params).drop(columns="pupil_id")
    ours = course.projection(school, **params)
    for name in TEXTS:
        queried[name], ours[name] = (
            rows[name].astype(object).where(rows[name].notna(), None) for rows in (queried, ours)
        )
    queried["latest_on"], ours["latest_on"] = (pd.to_datetime(rows["latest_on"]) for rows in (queried, ours))
    pd.testing.assert_frame_equal(ours, queried, check_dtype=False, rtol=1e-9)


def test_the_rows_compared_hold_every_case(school):
    rows = school.run("tracking/projection", **TODAY)
    assert rows["scale"].nunique() == 2
    assert rows[["latest", "earlier", "starting", "final", "finished_in"]].notna().any().all()
    assert (rows["starting"].isna() & rows["starting_scale"].notna()).any()
    assert rows["enrolment_id"].duplicated().any()


@pytest.fixture
def school_of_two(new_school):
    school = new_school()
    school.given(
        pupils="pupil | academic_year | year_group\n1 | 2025/26 | 11",
        results="""pupil | subject | assessment | assessed_on | kind | scale | value
            1 | Art | Paper 2 | 2025-12-10 | result | GCSE 9-1 | 7
            1 | Art | Paper 1 | 2025-12-10 | result | GCSE 9-1 | 2
            1 | Art | Before  | 2025-11-10 | result | GCSE 9-1 | 5
        """,
    )
    return school


def test_of_two_results_on_one_day_the_later_assessment_in_order_of_name_is_the_latest(school_of_two):
    for rows in (
        course.projection(school_of_two, **TODAY),
        school_of_two.run("tracking/projection", **TODAY),
    ):
        assert rows[["latest", "earlier"]].values.tolist() == [[7, 3.5]]
