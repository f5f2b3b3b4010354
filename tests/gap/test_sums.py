"""What is added up from remembered values equals what the queries give."""

from datetime import date

import pandas as pd
import pytest

from dashboard import cache, gaps, sums
from dashboard.measures import NAMES
from dashboard.query import read_query
from dashboard.statistics.intervals import intervals

WINDOWS = {"a year": ("2025-09-01", "2026-08-31"), "ragged days": ("2024-11-06", "2026-01-13")}
SCOPES = {
    "everyone": {},
    "one school, two year groups": {"schools": ["North School"], "year_groups": ["8", "9"]},
    "girls with pupil premium": {"groups": ["Sex: F", "Pupil premium: Y"]},
    "nobody": {"schools": ["No such school"]},
}
CHOICES = [
    ("a year", "everyone"),
    ("ragged days", "one school, two year groups"),
    ("ragged days", "girls with pupil premium"),
    ("a year", "nobody"),
]
PERIODS = [
    ("term", "everyone"),
    ("year", "one school, two year groups"),
    ("term", "girls with pupil premium"),
    ("year", "nobody"),
]


@pytest.fixture(scope="module")
def school(small_trust):
    return small_trust


def asked(school, measure, window, scope):
    first, last = WINDOWS[window]
    return school.asked(
        measure, {"characteristic": "Pupil premium", "from_date": first, "to_date": last, **SCOPES[scope]}
    )


def same(ours, queried):
    ours = pd.DataFrame(ours)
    counts = ["pupils", "positive"]
    queried = queried.astype(dict.fromkeys(counts, "Float64")).astype(dict.fromkeys(counts, "float64"))
    pd.testing.assert_frame_equal(ours, queried, check_dtype=False, rtol=1e-9)


@pytest.mark.parametrize(("window", "scope"), CHOICES)
@pytest.mark.parametrize("measure", NAMES)
def test_sums_are_those_of_the_queries(school, measure, window, scope):
    params = asked(school, measure, window, scope)
    same(sums.by_group(school, **params), school.run("gap/by_group", **params))
    inside = {**params, "within": "Sex"}
    same(sums.within(school, **inside), school.run("gap/within", **inside))
    pupils = school.run("gap/pupil_values", **params).sort_values("pupil_id", ignore_index=True)
    ours = sums.by_pupil(school, **params)
    same_pupils = ours[["pupil_id", "code"]].values.tolist() == pupils[["pupil_id", "code"]].values.tolist()
    assert same_pupils
    numbers = ["numerator", "denominator", "value", "baseline"]
    pd.testing.assert_frame_equal(ours[numbers], pupils[numbers], check_dtype=False, rtol=1e-9)
    every = {name: value for name, value in params.items() if name != "characteristic"}
    same(sums.by_group(school, **every), school.run("gap/by_every_characteristic", **every))


@pytest.mark.parametrize(("period_kind", "scope"), PERIODS)
@pytest.mark.parametrize("measure", [name for name in NAMES if name != "value_added"])
def test_sums_over_time_are_those_of_the_query(school, measure, period_kind, scope):
    params = asked(school, measure, "a year", scope) | {"period_kind": period_kind}
    params = {name: params[name] for name in read_query("gap/over_time").params}
    same(sums.over_time(school, **params), school.run("gap/over_time", **params))


def test_a_group_of_one_has_no_spread_and_a_group_without_values_no_sums(school):
    import numpy as np

    numbers = sums.added(np.array([3.0, np.nan]), np.array([4.0, np.nan]), np.array([0, 1]), 2)
    assert numbers["pupils"].tolist() == [1, 0]
    assert numbers["mean"][0] == 0.75
    assert np.isnan(numbers["variance"]).all()
    assert np.isnan([numbers["numerator"][1], numbers["positive"][1], numbers["mean"][1]]).all()


def test_a_group_whose_values_are_all_the_same_has_no_spread_at_all():
    import numpy as np

    hours = np.array([0.1] * 40_000 + [0.0] * 7 + [31.7, 2.3, 900.1])
    groups = np.array([0] * 40_000 + [1] * 7 + [2] * 3)
    sums_of = sums.added(hours, np.ones(len(hours)), groups, 3)
    assert sums_of["variance"][:2].tolist() == sums_of["numerator_variance"][:2].tolist() == [0, 0]
    assert sums_of["denominator_variance"].tolist() == sums_of["covariance"].tolist() == [0, 0, 0]
    assert sums_of["variance"][2] == pytest.approx(np.var(hours[-3:], ddof=1), rel=1e-12)
    assert np.isnan(intervals(sums_of, "mean")["low"][:2]).all()


@pytest.mark.parametrize("measure", NAMES)
def test_a_trust_s_figure_is_that_of_a_school_s_way(school, monkeypatch, measure):
    first, last = WINDOWS["a year"]
    days = {"from_date": date.fromisoformat(first), "to_date": date.fromisoformat(last)}

    def asked_now():
        cache.forget()
        rows = gaps.by_group(school, "leader", measure, "Pupil premium", {**gaps.NO_FILTERS, **days})
        return rows.assign(reference=rows["reference"].astype(object).fillna(""))

    together = asked_now()
    assert len(together) == 2
    monkeypatch.setattr(gaps, "LARGE", 0)
    pd.testing.assert_frame_equal(asked_now(), together, check_dtype=False)
