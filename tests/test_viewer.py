"""Who may see what: leaders everything, governors one-way tables from which nothing hidden can be had."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from dashboard.statistics import with_differences, with_intervals
from dashboard.viewer import NotForThisViewer, require_fine_tables, require_pupil_rows, show, show_counts
from tests.statistics.pupils import counted, scored, sums_of

RNG = np.random.default_rng(20)
NOTHING = ["value", "low", "high", "difference", "difference_low", "difference_high"]
NO_FILTERS = {
    "from_date": None,
    "to_date": None,
    "subject": None,
    "schools": [],
    "year_groups": [],
    "classes": [],
    "groups": [],
}


def shown(sums, viewer="governor", kind="proportion", reference=None, by=()):
    return show(with_differences(with_intervals(sums, kind), kind, reference, by), viewer, kind)


def row(rows, group):
    return rows.set_index("group").loc[group]


# Leaders and projected screens


@pytest.mark.parametrize("viewer", ["leader", "projected"])
def test_leaders_see_small_groups_marked_so_that_nothing_is_concluded_from_them(viewer):
    rows = shown(counted(("A", 9, 3), ("B", 10, 3), ("C", 200, 30)), viewer)
    assert rows["small"].tolist() == [True, False, False]
    assert not rows["hidden"].any()
    assert rows["value"].tolist() == [3 / 9, 3 / 10, 30 / 200]


def test_only_leaders_see_pupils():
    require_pupil_rows("leader")
    for viewer in ("governor", "projected"):
        with pytest.raises(NotForThisViewer, match="leader"):
            require_pupil_rows(viewer)


@pytest.mark.parametrize("viewer", ["admin", "", "Leader", "leader ", None, "governor' or 1=1"])
def test_a_viewer_nobody_knows_sees_nothing(viewer):
    rows = with_differences(with_intervals(counted(("A", 90, 30)), "proportion"), "proportion")
    for ask in (
        lambda: show(rows, viewer, "proportion"),
        lambda: require_pupil_rows(viewer),
        lambda: require_fine_tables(viewer),
    ):
        with pytest.raises(NotForThisViewer, match="leader, governor, projected"):
            ask()


# What governors may ask for


def test_governors_may_ask_for_one_value_of_one_filter():
    require_fine_tables("governor", NO_FILTERS)
    require_fine_tables("governor", NO_FILTERS | {"year_groups": ["7"], "subject": "Maths"})


@pytest.mark.parametrize(
    "finer",
    [
        {"year_groups": ["7", "8"]},
        {"year_groups": ["7"], "groups": ["Sex: F"]},
        {"groups": ["Sex: F", "SEN: K"]},
        {"schools": ["North", "South"]},
        {"classes": ["7X/Ma1"]},
        {"from_date": date(2025, 9, 2)},
        {"to_date": date(2025, 12, 31)},
    ],
)
def test_governors_may_not_cut_finer(finer):
    with pytest.raises(NotForThisViewer):
        require_fine_tables("governor", NO_FILTERS | finer)
    require_fine_tables("leader", NO_FILTERS | finer)
    require_fine_tables("projected", NO_FILTERS | finer)


def test_governors_see_whole_academic_years_and_no_terms():
    year = {"from_date": date(2025, 9, 1), "to_date": date(2026, 8, 31)}
    require_fine_tables("governor", NO_FILTERS | year)
    with pytest.raises(NotForThisViewer, match="term"):
        require_fine_tables("governor", NO_FILTERS, "term")


def test_governors_see_no_table_of_two_characteristics():
    with pytest.raises(NotForThisViewer, match="one characteristic"):
        require_fine_tables("governor")
    with pytest.raises(NotForThisViewer):
        shown(counted(("A", 90, 30), ("B", 90, 40)).assign(within="Boys"))


# What governors get


def test_governors_get_rounded_counts_and_whole_percentages():
    rows = shown(counted(("A", 133, 41), ("B", 888, 124), reference="B"))
    first = row(rows, "A")
    assert (first["pupils"], first["value"]) == (135, 0.30)  # 40 of 135, not 41 of 133
    assert row(rows, "B")[["pupils", "value"]].tolist() == [890, 0.14]
    assert first["difference"] == 0.16
    assert not rows["hidden"].any()


def test_governors_intervals_are_reckoned_from_the_rounded_counts():
    one = shown(counted(("A", 133, 41), ("B", 888, 124), reference="B"))
    other = shown(counted(("A", 137, 39), ("B", 892, 126), reference="B"))
    pd.testing.assert_frame_equal(one, other)  # what rounds alike looks alike, to the last digit
    ends = one.loc[0, ["low", "high", "difference_low", "difference_high"]].astype(float)
    assert ends.notna().all()
    assert (100 * ends).round(9).mod(1).eq(0).all()


def test_counts_under_ten_are_hidden_and_zeros_too():
    rows = shown(counted(("A", 9, 5), ("B", 0, 0), ("C", 120, 40), ("D", 150, 60), reference="D"))
    hidden = rows[rows["hidden"]]
    assert hidden["group"].tolist() == ["A", "B"]
    assert hidden[["pupils", *NOTHING]].isna().all(axis=None)


@pytest.mark.parametrize("positive", [0, 3, 9, 91, 97, 100])
def test_a_rate_is_hidden_where_few_are_in_it_or_few_are_not(positive):
    rows = shown(counted(("A", 100, positive), ("B", 150, 70), ("C", 300, 160), reference="C"))
    assert row(rows, "A")["hidden"]
    assert row(rows, "A")[NOTHING].isna().all()
    assert row(rows, "A")["pupils"] == 100  # how many there are may be known


def test_a_single_hidden_group_takes_the_next_smallest_with_it():
    rows = shown(counted(("A", 4, 2), ("B", 90, 40), ("C", 60, 30), ("D", 300, 150), reference="D"))
    assert rows["hidden"].tolist() == [True, False, True, False]
    assert rows["pupils"].isna().tolist() == [True, False, True, False]


def test_a_few_pupils_without_an_entry_do_not_hide_the_others():
    rows = shown(counted(("A", 240, 74), ("B", 900, 130), ("Not known", 4, 1), reference="B"))
    assert rows["hidden"].tolist() == [False, False, True]
    assert rows["pupils"].isna().tolist() == [False, False, True]


def test_one_of_two_groups_cannot_be_hidden_alone():
    rows = shown(counted(("A", 40, 4), ("B", 300, 150), reference="B"))
    assert rows["hidden"].tolist() == [True, True]
    assert rows[NOTHING].isna().all(axis=None)


def test_a_total_that_leaves_nothing_over_hides_more():
    # Four groups of 13 are shown as 15, that is 13 to 17; their 52 as 50, that is 48 to 52. So all four
    # would be 13, and the two hidden groups 0.
    groups = [(name, 13, 0) for name in "ABCD"]
    rows = shown(counted(*groups, ("E", 0, 0), ("F", 0, 0)))
    assert rows["pupils"].isna().sum() > 2


def test_each_period_and_characteristic_is_a_table_of_its_own():
    one = counted(("A", 4, 2), ("B", 90, 40), ("C", 300, 150)).assign(period="2024/25")
    other = counted(("A", 40, 20), ("B", 90, 40), ("C", 300, 150)).assign(period="2025/26")
    rows = shown(pd.concat([one, other], ignore_index=True), by=["period"], reference="C")
    assert rows["hidden"].tolist() == [True, True, False, False, False, False]


def test_nothing_else_of_the_sums_is_sent():
    sums = counted(("A", 133, 41), ("B", 888, 124), reference="B").assign(surname="Okafor")
    left = set(shown(sums).columns)
    assert not left & {"positive", "numerator", "denominator", "mean", "variance", "covariance", "surname"}


def test_a_hidden_reference_leaves_no_differences():
    rows = shown(counted(("A", 100, 50), ("B", 90, 40), ("C", 8, 4), reference="C"))
    assert rows["difference"].isna().all()


def test_counts_alone_are_hidden_and_rounded_by_the_same_rule():
    rows = counted(("A", 4, 0), ("B", 62, 0), ("C", 301, 0))[["code", "group", "pupils"]].assign(
        characteristic="SEN"
    )
    assert show_counts(rows, "governor")["pupils"].fillna(0).tolist() == [0, 0, 300]
    assert show_counts(rows, "leader")["pupils"].tolist() == [4, 62, 301]
    with pytest.raises(NotForThisViewer):
        show_counts(rows, "anybody")


# Means and ratios


def spread(mean, pupils):
    return (mean + np.linspace(-2, 2, pupils)).tolist()


def test_means_need_thirty_pupils():
    rows = shown(scored(("A", spread(4, 29)), ("B", spread(5, 30)), ("C", spread(6, 400))), kind="mean")
    assert row(rows, "A")["hidden"]
    assert not row(rows, "C")["hidden"]


def test_means_are_rounded_to_a_step_that_no_single_pupil_can_move():
    groups = [(name, spread(mean, 60)) for name, mean in (("A", 4.13), ("B", 5.02))]
    rows = shown(scored(*groups, reference="B"), kind="mean")
    assert rows["value"].tolist() == [
        4.2,
        5.0,
    ]  # 6 standard deviations over 60 pupils are 0.12: a step of 0.2
    assert rows.loc[0, "difference"] == pytest.approx(-0.8)
    changed = [("A", [*groups[0][1][:-1], 2.1]), groups[1]]
    assert abs(shown(scored(*changed, reference="B"), kind="mean").loc[0, "value"] - 4.2) <= 0.2 + 1e-9


def test_means_have_no_interval_but_say_whether_chance_could_do_it():
    rows = shown(
        scored(("A", spread(4, 60)), ("B", spread(5, 60)), ("C", spread(5, 60)), reference="C"), kind="mean"
    )
    assert rows[["low", "high", "difference_low", "difference_high", "hedges_g"]].isna().all(axis=None)
    assert rows["clear"].tolist() == [True, False, False]


def test_pupils_who_are_all_alike_are_not_told_as_a_mean():
    rows = shown(scored(("A", [0.0] * 50), ("B", spread(5, 60)), ("C", spread(5, 90))), kind="mean")
    assert row(rows, "A")["hidden"]


def test_ratios_are_whole_percentages():
    missed = [("A", spread(20, 60), [300.0] * 60), ("B", spread(31, 90), [300.0] * 90)]
    rows = shown(sums_of(*missed, reference="B"), kind="ratio")
    assert rows["value"].tolist() == [0.07, 0.10]
    assert rows.loc[0, "difference"] == -0.03


# The attack: all that is shown, the rule, and which groups are hidden for their own size


def made_up_table(number):
    """Return a table of 3 to 6 groups, some small, with an outcome that is rare or common."""
    rng = np.random.default_rng(number)
    pupils = rng.choice(
        [rng.integers(0, 10), rng.integers(10, 30), rng.integers(30, 200)], rng.integers(3, 7)
    )
    pupils = np.maximum(0, pupils + rng.integers(-4, 5, len(pupils)))
    yes = rng.binomial(pupils, rng.choice([0.05, 0.2, 0.5]))
    names = [f"Group {place}" for place in range(len(pupils))]
    names[0] = "Not known" if number % 2 else names[0]
    return counted(*[(name, int(n), int(k)) for name, n, k in zip(names, pupils, yes, strict=True)])


def about(count):
    """Return the least and greatest count that a rounded one may stand for."""
    nearest = 5 * np.floor(count / 5 + 0.5)
    return (max(10, nearest - 2), nearest + 2) if count >= 10 else (0, 9)


def what_is_known(sums, rows):
    """Return sums of the unknowns (yes and no of each group) that an attacker can bound, and bounds."""
    groups = len(sums)
    yes = sums["positive"].fillna(0).to_numpy()
    pupils = sums["pupils"].to_numpy()
    unit = np.eye(2 * groups)
    known = [
        (unit[:groups].sum(axis=0) + unit[groups:].sum(axis=0), about(pupils.sum())),
        (unit[:groups].sum(axis=0), about(yes.sum())),
        (unit[groups:].sum(axis=0), about((pupils - yes).sum())),
    ]
    for place in range(groups):
        if rows["pupils"].notna()[place]:
            known.append((unit[place] + unit[groups + place], about(pupils[place])))
        else:
            known.append((unit[place] + unit[groups + place], own_size(pupils[place])))
        for side, count in ((place, yes[place]), (groups + place, pupils[place] - yes[place])):
            known.append((unit[side], own_size(count) if rows["hidden"][place] else about(count)))
    return known


def own_size(count):
    """Return what is known of a hidden count by someone who knows whether its own size hid it."""
    return (0, 9) if count < 10 else (10, 10_000)


def range_of(target, known):
    """Return the least and greatest value of a sum of unknowns that fits all that is known."""
    terms = np.array([terms for terms, _ in known])
    ends = np.array([ends for _, ends in known])
    limits = {"A_ub": np.vstack([terms, -terms]), "b_ub": np.concatenate([ends[:, 1], -ends[:, 0]])}
    least, greatest = (linprog(sign * target, **limits, bounds=(0, None)) for sign in (1, -1))
    return least.fun, -greatest.fun if greatest.status == 0 else np.inf


@pytest.mark.parametrize("number", range(30))
def test_no_hidden_count_can_be_had_by_subtraction(number):
    sums = made_up_table(number)
    rows = shown(sums)
    known = what_is_known(sums, rows)
    groups = len(sums)
    unit = np.eye(2 * groups)
    for place in np.flatnonzero(rows["hidden"]):
        targets = [unit[place], unit[groups + place]]
        targets += [unit[place] + unit[groups + place]] if np.isnan(rows["pupils"][place]) else []
        for target in targets:
            least, greatest = range_of(target, known)
            assert np.floor(greatest + 1e-6) - np.ceil(least - 1e-6) >= 1, (number, place, least, greatest)


def test_the_attack_would_find_what_a_plainer_rule_gives_away():
    sums = counted(("A", 4, 2), ("B", 90, 40), ("C", 60, 30))
    unit = np.eye(6)
    exact = [(unit[:6].sum(axis=0), (154, 154)), (unit[1] + unit[4], (90, 90)), (unit[2] + unit[5], (60, 60))]
    assert range_of(unit[0] + unit[3], exact) == pytest.approx((4, 4))
    assert len(sums) == 3
