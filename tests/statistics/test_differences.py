"""A difference is group minus reference, with the interval that its kind of measure needs."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.special import gamma
from statsmodels.stats.proportion import confint_proportions_2indep

from dashboard.statistics import default_reference, with_differences, with_intervals
from dashboard.statistics.differences import small_sample_factor
from tests.statistics.pupils import counted, scored, sums_of

ENDS = ["difference", "difference_low", "difference_high"]
EFFECT = ["hedges_g", "g_low", "g_high"]


def compared(sums, kind, reference=None, by=()):
    return with_differences(with_intervals(sums, kind), kind, reference, by)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_proportions_differ_by_the_interval_that_newcombe_published_in_1998(one, other, low, high):
    row = compared(counted(("A", one[1], one[0]), ("B", other[1], other[0])), "proportion", "B").iloc[0]
    expected = [one[0] / one[1] - other[0] / other[1], low, high]
    assert row[ENDS].tolist() == pytest.approx(expected, abs=5e-5)
    assert row[EFFECT].isna().all()


@given(st.integers(1, 300), st.integers(1, 300), st.data())
@settings(max_examples=60, deadline=None)
def test_proportions_differ_as_statsmodels_reckons_newcombes_method(first, second, data):
    yes, others = data.draw(st.integers(0, first)), data.draw(st.integers(0, second))
    row = compared(counted(("A", first, yes), ("B", second, others)), "proportion", "B").iloc[0]
    expected = confint_proportions_2indep(yes, first, others, second, method="newcomb")
    assert row[ENDS[1:]].tolist() == pytest.approx(expected, abs=1e-9)


def test_means_differ_by_welchs_interval():
    one, other = [3.0, 4.0, 7.0, 9.0], [5.0, 5.5, 6.0, 6.5, 9.0, 10.0]
    ends = stats.ttest_ind(one, other, equal_var=False).confidence_interval(0.95)
    row = compared(scored(("A", one), ("B", other)), "mean", "B").iloc[0]
    assert row[ENDS].tolist() == pytest.approx([5.75 - 7.0, ends.low, ends.high])


def test_girls_and_boys_in_the_uci_mathematics_results_differ_as_published():
    # 208 girls and 187 boys, final mark G3 (Cortez and Silva 2008): numbers, sums, sums of squares
    girls, boys = (208, 2073.0, 25083.0), (187, 2041.0, 26035.0)
    sums = scored(("F", []), ("M", []), reference="M")
    for position, (pupils, total, squares) in enumerate((girls, boys)):
        sums.loc[position, ["pupils", "numerator", "denominator"]] = pupils, total, pupils
        sums.loc[position, ["mean", "variance"]] = (
            total / pupils,
            (squares - total**2 / pupils) / (pupils - 1),
        )
    row = compared(sums, "mean").iloc[0]
    assert row[ENDS].astype(float).round(3).tolist() == [-0.948, -1.851, -0.045]
    assert row["clear"]


def test_hedges_factor_is_the_exact_one():
    for freedom in (2, 3, 10, 50, 393):
        exact = (
            gamma(freedom / 2) / (np.sqrt(freedom / 2) * gamma((freedom - 1) / 2)) if freedom < 300 else None
        )
        factor = small_sample_factor(np.array(float(freedom)))
        assert factor == pytest.approx(exact if exact else 1 - 3 / (4 * freedom - 1), rel=1e-6)
    assert small_sample_factor(np.array(2.0)) == pytest.approx(0.5641896, abs=1e-7)  # 1 / sqrt(pi)


def test_hedges_g_worked_by_hand():
    # Means 4 and 2, both variances 1, so d = 2 and df = 4: J = gamma(2) / (sqrt(2) gamma(1.5)) = 0.7978846
    # error = J sqrt(6/9 + 4/12) = J
    row = compared(scored(("A", [3.0, 4.0, 5.0]), ("B", [1.0, 2.0, 3.0])), "mean", "B").iloc[0]
    factor = 0.7978846
    assert row[EFFECT].tolist() == pytest.approx([2 * factor, 0.04 * factor, 3.96 * factor], abs=1e-6)


def test_ratios_differ_with_both_groups_errors_and_welchs_freedom():
    one, other = ([1.0, 3.0, 2.0], [10.0, 10.0, 20.0]), ([2.0, 0.0, 1.0, 1.0], [20.0, 20.0, 10.0, 10.0])
    row = compared(sums_of(("A", *one), ("B", *other)), "ratio", "B").iloc[0]
    errors = []
    for missed, possible in (np.array(one), np.array(other)):
        residual = missed - missed.sum() / possible.sum() * possible
        errors.append(residual.var(ddof=1) / len(missed) / possible.mean() ** 2)
    freedom = sum(errors) ** 2 / (errors[0] ** 2 / 2 + errors[1] ** 2 / 3)
    half = stats.t.ppf(0.975, freedom) * sum(errors) ** 0.5
    difference = 6 / 40 - 4 / 60
    assert row[ENDS].tolist() == pytest.approx([difference, difference - half, difference + half])


def test_a_difference_of_shares_ends_at_one():
    row = compared(sums_of(("A", [9.0, 2.0], [9.0, 9.0]), ("B", [0.0, 5.0], [9.0, 9.0])), "ratio", "B").iloc[
        0
    ]
    assert row[ENDS[1:]].tolist() == [-1.0, 1.0]


@pytest.mark.parametrize("kind", ["mean", "ratio"])
def test_one_pupil_gives_a_difference_and_no_made_up_interval(kind):
    row = compared(scored(("A", [0.4]), ("B", [0.1, 0.3])), kind, "B").iloc[0]
    assert row["difference"] == pytest.approx(0.2)
    assert row[[*ENDS[1:], *EFFECT]].isna().all()
    assert not row["clear"]


@pytest.mark.parametrize("kind", ["mean", "proportion", "ratio"])
def test_an_empty_group_is_not_compared(kind):
    rows = compared(scored(("A", []), ("B", [0.0, 1.0]), ("C", [])), kind, "B")
    assert rows[[*ENDS, *EFFECT]].isna().all(axis=None)


def test_the_reference_is_not_compared_with_itself():
    rows = compared(counted(("A", 30, 10), ("B", 30, 20)), "proportion", "B")
    assert rows["reference"].fillna("").tolist() == ["B", ""]
    assert rows.loc[1, [*ENDS, *EFFECT]].isna().all()


def test_the_sign_is_group_minus_reference():
    assert compared(counted(("A", 30, 10), ("B", 30, 20)), "proportion", "B").loc[0, "difference"] < 0
    assert compared(counted(("A", 30, 10), ("B", 30, 20)), "proportion", "A").loc[1, "difference"] > 0


def test_without_a_choice_the_declared_reference_is_taken_else_the_largest_known_group():
    groups = [("A", 30, 10), ("B", 40, 20), ("Not known", 90, 3)]
    assert compared(counted(*groups, reference="A"), "proportion")["reference"].tolist()[1:] == ["A", "A"]
    assert compared(counted(*groups), "proportion")["reference"].tolist()[0] == "B"
    assert default_reference(counted(*groups, reference="A")) == "A"
    assert default_reference(counted(*groups)) == "B"


def test_each_table_of_a_frame_is_compared_within_itself():
    years = pd.concat(
        [
            counted(("A", 40, 10), ("B", 40, 20)).assign(period="2024/25"),
            counted(("A", 40, 12)).assign(period="2025/26"),  # nobody in B that year
            counted(("A", 40, 30), ("B", 40, 20)).assign(period="2026/27"),
        ],
        ignore_index=True,
    )
    rows = compared(years, "proportion", "B", ["period"])
    assert rows["difference"].round(6).fillna(9).tolist() == [-0.25, 9, 9, 0.25, 9]


def test_each_table_may_have_its_own_reference():
    both = pd.concat([counted(("A", 40, 10), ("B", 40, 20)), counted(("C", 40, 8), ("D", 40, 4))])
    both = both.assign(characteristic=["Sex", "Sex", "SEN", "SEN"]).reset_index(drop=True)
    rows = compared(both, "proportion", ["A", "A", "D", "D"], ["characteristic"])
    assert rows["difference"].round(6).fillna(9).tolist() == [9, 0.25, 0.1, 9]


def test_comparing_again_with_another_reference_replaces_the_first():
    once = compared(counted(("A", 40, 10), ("B", 40, 20)), "proportion", "B")
    twice = with_differences(once, "proportion", "A")
    assert twice.columns.is_unique
    assert twice["difference"].fillna(9).tolist() == [9, 0.25]


def test_a_difference_is_clear_where_its_interval_leaves_out_nothing():
    rows = compared(counted(("A", 70, 56), ("B", 80, 48), ("C", 80, 50)), "proportion", "B")
    assert rows["clear"].tolist() == [True, False, False]


def test_a_frame_without_groups_stays_empty():
    assert len(compared(counted(), "proportion")) == 0
