"""Two routes to one number: each measure from the SQL and again in plain pandas, equal for every group."""

import pandas as pd
import pytest

from dashboard.measures import NAMES
from tests.conftest import EVERYONE
from tests.second_route import KEY, SecondRoute

WINDOWS = {
    "both years": ("2024-09-01", "2026-08-31"),
    "a year": ("2025-09-01", "2026-08-31"),
    "a term": ("2024-09-01", "2024-12-31"),
    "ragged days": ("2024-11-06", "2026-01-13"),
    "one day": ("2025-12-02", "2025-12-02"),
    "an empty summer": ("2025-08-01", "2025-08-20"),
}
SOME = {"schools": ["North School"], "year_groups": ["8", "9"], "groups": ["Sex: F", "Sex: M"]}


@pytest.fixture(scope="module")
def school(small_trust):
    return small_trust


@pytest.fixture(scope="module")
def second_route(trust_files):
    return SecondRoute(trust_files)


def in_sql(school, measure, window, **params):
    first, last = WINDOWS[window]
    asked = school.asked(measure, {"from_date": first, "to_date": last, **params})
    return school.run("gap/pupil_values", **asked).set_index(KEY)[["numerator", "denominator"]].sort_index()


def in_pandas(second_route, measure, window, subject=None):
    rows = second_route.values(measure, *WINDOWS[window], subject).astype({"numerator": float})
    return rows.astype({"denominator": float}).set_index(KEY).sort_index()


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("measure", NAMES)
def test_each_pupil_has_the_same_value_by_both_routes(school, second_route, measure, window):
    pd.testing.assert_frame_equal(
        in_sql(school, measure, window), in_pandas(second_route, measure, window), check_index_type=False
    )


@pytest.mark.parametrize("measure", [name for name in NAMES if name != "lateness"])
def test_one_subject_has_the_same_values_by_both_routes(school, second_route, measure):
    pd.testing.assert_frame_equal(
        in_sql(school, measure, "both years", subject="Maths"),
        in_pandas(second_route, measure, "both years", "Maths"),
        check_index_type=False,
    )


@pytest.mark.parametrize("window", ["both years", "a year", "a term", "ragged days"])
@pytest.mark.parametrize("measure", NAMES)
def test_each_group_has_the_same_sums_by_both_routes(school, second_route, measure, window):
    first, last = WINDOWS[window]
    values = in_pandas(second_route, measure, window)
    values["share"] = values["numerator"] / values["denominator"]
    # The enrolment of the last day counts, or for who has left by then the last one before it.
    rows = second_route.pupils[second_route.pupils["from_date"] <= last]
    now = rows.sort_values("from_date").groupby(KEY).tail(1).set_index(KEY)
    later = second_route.pupils.sort_values("from_date").groupby(KEY).head(1).set_index(KEY)
    groups = pd.concat([now, later[~later.index.isin(now.index)]])
    premium = groups["pupil_premium"].map({True: "Y", False: "N"})
    for characteristic, code in {"Sex": groups["sex"].fillna("?"), "Pupil premium": premium}.items():
        joined = values.join(code.rename("code"))
        told = school.groups(measure, characteristic, from_date=first, to_date=last).set_index("code")
        for group, mine in joined.groupby("code"):
            row = told.loc[group]
            assert row["pupils"] == len(mine)
            assert row["numerator"] == pytest.approx(mine["numerator"].sum())
            assert row["denominator"] == pytest.approx(mine["denominator"].sum())
            assert row["positive"] == (mine["numerator"] > 0).sum()
            assert row["mean"] == pytest.approx(mine["share"].mean())
            if len(mine) > 1:
                assert row["variance"] == pytest.approx(mine["share"].var())
                covariance = mine["numerator"].cov(mine["denominator"])
                assert row["covariance"] == pytest.approx(covariance, abs=1e-9)
        assert told["pupils"].sum() == len(joined)


@pytest.mark.parametrize("measure", [name for name in NAMES if name != "value_added"])
def test_a_filter_chooses_pupils_and_changes_nothing_else(school, measure):
    some, everyone = in_sql(school, measure, "a year", **SOME), in_sql(school, measure, "a year")
    assert set(some.index.get_level_values("school")) <= {"North School"}
    pd.testing.assert_frame_equal(some, everyone.loc[some.index])


@pytest.mark.parametrize("measure", [name for name in NAMES if name != "value_added"])
def test_what_is_stored_by_period_is_what_the_measure_says(school, measure):
    stored = school.run(
        "gap/over_time", measure=measure, characteristic="Sex", period_kind="term", **EVERYONE
    )
    for period in school.run("gap/periods", period_kind="term").itertuples():
        days = {"from_date": period.from_date, "to_date": period.to_date}
        now = school.groups(measure, **{name: str(day.date()) for name, day in days.items()})
        then = stored[stored["period"] == period.period]
        pd.testing.assert_frame_equal(
            then[now.columns].reset_index(drop=True),
            now[now["pupils"] > 0].reset_index(drop=True),
            check_dtype=False,
        )


def test_parts_of_the_year_add_up_to_the_marks(school):
    summed = school.run("gap/days")  # makes the tables
    assert len(summed) == 1
    parts = school.db.execute(
        "select kind, sum(possible), sum(absent), sum(late) "
        "from pupil_part join part_of_year using (part_id) group by kind"
    ).fetchall()
    marks = school.db.execute(
        "select count(*) filter (counts_as_possible), count(*) filter (counts_as_absent), "
        "count(*) filter (code = 'L') from mark join attendance_code using (code)"
    ).fetchall()
    assert [tuple(row[1:]) for row in parts] == marks * 3
