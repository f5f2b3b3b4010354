"""Classes are as even as whole pupils allow, keep every wish, and say truly how good they are."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from dashboard.scenarios.evidence import Effect
from dashboard.scenarios.grouping import group_pupils
from dashboard.scenarios.grouping_bound import least_imbalance
from dashboard.scenarios.grouping_exchange import Problem
from dashboard.scenarios.grouping_pairs import units_of
from dashboard.scenarios.grouping_plan import Plan
from dashboard.scenarios.grouping_search import even_out
from dashboard.scenarios.outcome import Impossible
from tests.scenarios.pupils import year_group

ALL = ("attainment", "disadvantage", "sen", "eal", "sex", "attendance")
EFFECT = Effect(
    "mixed_attainment_classes",
    "months",
    -2,
    -1,
    1,
    "range only",
    "2 worse to 1 better.",
    "Maths",
    "2026",
    "x",
)


def wishes(seed, count, together=12, apart=30):
    """Return pairs that do not contradict one another."""
    rng = np.random.default_rng(seed)
    shuffled = [f"P{number:03d}" for number in rng.permutation(count)]
    kept = [(shuffled[2 * pair], shuffled[2 * pair + 1]) for pair in range(together)]
    parted = []
    while len(parted) < apart:
        pair = tuple(f"P{number:03d}" for number in rng.integers(0, count, 2))
        if pair[0] != pair[1] and pair not in kept and pair[::-1] not in kept:
            parted.append(pair)
    return tuple(kept), tuple(parted)


def uneven(values, weights, class_of):
    """Reckon the imbalance of classes the long way."""
    total = 0.0
    for term in range(values.shape[1]):
        for group in sorted(set(class_of)):
            inside = [values[pupil, term] for pupil in range(len(values)) if class_of[pupil] == group]
            total += weights[term] * abs(sum(inside) - values[:, term].sum() * len(inside) / len(values))
    return total


def broken(lists, together, apart):
    """Return the wishes a class list does not keep."""
    seat = dict(zip(lists["pupil"], lists["class"], strict=True))
    return [pair for pair in together if seat[pair[0]] != seat[pair[1]]] + [
        pair for pair in apart if seat[pair[0]] == seat[pair[1]]
    ]


def random_terms(seed, count=240):
    """Return 13 terms as a school has them, with two totals of points."""
    rng = np.random.default_rng(seed)
    ability = rng.normal(size=count)
    shares = [0.31, 0.18, 0.04, 0.18, 0.5, 0.22, 0.2, 0.1, 0.05, 0.33, 0.2]
    flags = [rng.random(count) < share * np.exp(-0.4 * ability * (share < 0.32)) for share in shares]
    points = [np.rint(104 + 8 * (0.8 * ability + 0.6 * rng.normal(size=count))) for _ in range(2)]
    return np.column_stack([*flags, *points]).astype(float), np.array([1.0] * 11 + [0.1] * 2)


def solved(values, weights, seed, classes=8, together=12, apart=30):
    pupils = pd.DataFrame({"pupil": [f"P{number:03d}" for number in range(len(values))]})
    sizes = np.full(classes, len(values) // classes)
    units = units_of(pupils, *wishes(seed, len(values), together, apart), sizes)
    return even_out(Problem(values, weights, sizes, units), seed)


@pytest.mark.parametrize("seed", range(20))
def test_random_year_groups_reach_the_bound(seed):
    values, weights = random_terms(seed)
    found = solved(values, weights, seed)
    assert found.imbalance == pytest.approx(found.least)
    assert uneven(values, weights, found.class_of) == pytest.approx(found.least)
    assert np.bincount(found.class_of).tolist() == [30] * 8
    together, apart = wishes(seed, 240)
    lists = pd.DataFrame({"pupil": [f"P{number:03d}" for number in range(240)], "class": found.class_of})
    assert broken(lists, together, apart) == []


@pytest.mark.parametrize("seed", [3, 4])
def test_eight_copies_of_one_class_are_found_again(seed):
    values, weights = random_terms(seed, 30)
    shuffled = np.random.default_rng(seed + 100).permutation(240)
    found = solved(np.tile(values, (8, 1))[shuffled], weights, seed, together=0, apart=0)
    assert found.least == pytest.approx(0)
    assert found.imbalance == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_the_bound_is_the_least_of_all_ways_where_all_can_be_tried(seed):
    rng = np.random.default_rng(seed)
    values, sizes = rng.integers(0, 4, (9, 1)).astype(float), np.array([4, 5])
    ways = [[0 if pupil in inside else 1 for pupil in range(9)] for inside in combinations(range(9), 4)]
    least = min(uneven(values, np.ones(1), way) for way in ways)
    assert least_imbalance(values, np.ones(1), sizes) <= least + 1e-9
    flags = (values > 1).astype(float)
    least = min(uneven(flags, np.ones(1), way) for way in ways)
    assert least_imbalance(flags, np.ones(1), sizes) == pytest.approx(least)


@pytest.mark.parametrize(
    ("scheme", "classes"), [("mixed", 8), ("sets", 8), ("half-year sets", 8), ("bands", 9), ("mixed", 7)]
)
def test_every_scheme_seats_all_pupils_once_and_keeps_every_wish(scheme, classes):
    pupils = year_group(3)
    together, apart = wishes(3, 240)
    plan = Plan(classes, scheme, largest=35, balance=ALL, keep_together=together, keep_apart=apart)
    found = group_pupils(pupils, plan, EFFECT)
    lists = found.tables["class_lists"]
    assert sorted(lists["pupil"]) == sorted(pupils["pupil"])
    sizes = lists["class"].value_counts()
    assert len(sizes) == classes
    assert sizes.max() - sizes.min() <= 1
    assert broken(lists, together, apart) == []


def test_sets_without_wishes_go_by_results_alone():
    pupils = year_group(4)
    lists = group_pupils(pupils, Plan(8, "sets"), EFFECT).tables["class_lists"].merge(pupils, on="pupil")
    ends = lists.dropna(subset="attainment").groupby("class_x")["attainment"].agg(["min", "max"])
    assert (ends["min"].to_numpy()[:-1] >= ends["max"].to_numpy()[1:]).all()


def test_bands_hold_the_results_of_their_band_and_classes_inside_are_even():
    pupils = year_group(5)
    found = group_pupils(pupils, Plan(9, "bands", balance=ALL), EFFECT)
    lists = found.tables["class_lists"].merge(pupils, on="pupil").dropna(subset="attainment")
    lists["band"] = lists["class_x"].str[:6]
    ends = lists.groupby("band")["attainment"].agg(["min", "max"])
    assert (ends["min"].to_numpy()[:-1] >= ends["max"].to_numpy()[1:]).all()
    means = lists.groupby(["band", "class_x"])["attainment"].mean().groupby("band").agg(np.ptp)
    assert (means < 0.7).all()


@pytest.mark.parametrize("most", [0, 10, 40])
def test_no_more_pupils_move_than_allowed(most):
    pupils = year_group(6)
    found = group_pupils(pupils, Plan(8, balance=ALL, most_moved=most), EFFECT)
    lists = found.tables["class_lists"]
    assert (lists["class"] != lists["class_today"]).sum() <= most
    assert lists["class"].value_counts().to_dict() == pupils["class"].value_counts().to_dict()


def test_few_moves_get_half_way_and_more_never_less():
    found = group_pupils(year_group(1), Plan(8, balance=ALL), EFFECT)
    curve = found.tables["moves"]
    assert curve["moved"].iloc[0] == 0
    assert (curve["imbalance"].diff().dropna() < 0).all()
    assert found.certainty == "cannot be bettered"
    assert found.sentence.endswith("That takes moving 52 pupils; moving 12 gets you half-way.")


def test_the_same_inputs_give_the_same_classes():
    first, second = (group_pupils(year_group(2), Plan(8, balance=ALL, seed=5), EFFECT) for _ in range(2))
    assert first.tables["class_lists"].equals(second.tables["class_lists"])


def test_one_head_calls_it_off():
    def stop(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        group_pupils(year_group(2), Plan(8), EFFECT, stop)


def changed(**columns):
    return year_group(1).assign(**columns)


@pytest.mark.parametrize(
    ("pupils", "plan", "words"),
    [
        (year_group(1), Plan(7, largest=30), "There are 240 pupils but only 210 places"),
        (year_group(1, 10, 2), Plan(8), "a class of one"),
        (year_group(1), Plan(1, largest=300), "two or more"),
        (year_group(1).head(0), Plan(8), "no pupils"),
        (changed(pupil="P1"), Plan(8), "more than once"),
        (year_group(1), Plan(8, balance=("ethnicity",)), "not placed by ethnicity"),
        (changed(attainment=np.nan), Plan(8, "sets"), "No pupil has a result"),
        (year_group(1), Plan(7, "half-year sets", largest=40), "even number"),
        (year_group(1), Plan(8, "bands", bands=9), "9 were asked for"),
        (year_group(1), Plan(9, most_moved=10), "only where today's classes stay"),
        (year_group(1).drop(columns="sen"), Plan(8), "no column “sen”"),
    ],
)
def test_what_cannot_be_done_is_said(pupils, plan, words):
    with pytest.raises(Impossible, match=words):
        group_pupils(pupils, plan, EFFECT)
