"""Tutoring against every possible plan of a tiny school, and against the bound of a second solver."""

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from dashboard.reference import reference
from dashboard.scenarios.evidence import read_evidence
from dashboard.scenarios.outcome import ROWS, Impossible
from dashboard.scenarios.tutoring import Mark, Offer, gains, gap_closed, prepare, rates_from, total_months
from dashboard.scenarios.tutoring_outcome import tutoring
from dashboard.scenarios.tutoring_plans import COUNTS_MORE, RULES, best, by_rule
from dashboard.scenarios.tutoring_range import ranges

EVIDENCE = read_evidence(reference("evidence"))
RATES = rates_from(EVIDENCE)


def pupils(number, seed):
    chance = np.random.default_rng(seed)
    focus = chance.random(number) < 0.3
    return pd.DataFrame(
        {
            "pupil": [f"P{place}" for place in range(number)],
            "pupil_premium": focus,
            "absence": chance.beta(2, 22, number) + 0.03 * focus,
            "points": chance.normal(4.7, 2, number) - 0.9 * focus,
            "sen": chance.choice(["N", "K", "E"], number),
        }
    )


def school(number=24, slots=4, seed=0, free=0.5, **offer):
    names = tuple(f"S{slot}" for slot in range(slots))
    chance = np.random.default_rng(seed + 100)
    rows = np.argwhere(chance.random((number, slots)) < free)
    available = pd.DataFrame([(f"P{pupil}", names[slot]) for pupil, slot in rows], columns=["pupil", "slot"])
    return prepare(pupils(number, seed), Offer(names, **offer), available)


def worth(places, seated, counts_more):
    """Return what a plan is worth, pupil by pupil and by hand."""
    total = 0.0
    for pupil in range(len(places.pupils)):
        groups = [
            places.offer.group_size or int(seated[:, slot].sum()) for slot in np.flatnonzero(seated[pupil])
        ]
        mine = sorted((RATES.size[size] for size in groups), reverse=True)
        blocks = sum(share * factor for share, factor in zip([1, RATES.second], mine, strict=False))
        more = 1 + counts_more if places.focus[pupil] else 1
        total += RATES.months * places.attends[pupil] * blocks * more
    return total


def checked(places, seated):
    """Return whether a plan keeps every constraint."""
    sizes = seated.sum(axis=0)
    return (
        not (seated & ~places.can).any()
        and (seated.sum(axis=1) <= places.offer.blocks).all()
        and (sizes <= max(places.offer.sizes)).all()
    )


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("blocks", [1, 2])
@pytest.mark.parametrize("goal", ["total", "both"])
def test_no_plan_of_a_tiny_school_is_better(seed, blocks, goal):
    places = school(5, 2, seed, free=0.8, group_size=2, blocks=blocks)
    groups = [
        [group for size in range(3) for group in combinations(np.flatnonzero(places.can[:, slot]), size)]
        for slot in range(2)
    ]
    most = 0.0
    for plan in product(*groups):
        seated = np.zeros((5, 2), dtype=bool)
        for slot, group in enumerate(plan):
            seated[list(group), slot] = True
        if checked(places, seated):
            most = max(most, worth(places, seated, COUNTS_MORE[goal]))
    found = best(places, RATES, COUNTS_MORE[goal], seed=1)
    assert checked(places, found.seated)
    assert found.value == pytest.approx(worth(places, found.seated, COUNTS_MORE[goal]))
    assert found.value == pytest.approx(most)


def highs_bound(places, weight):
    """Return the bound of HiGHS for the whole problem: pupil, slot, size and block at once."""
    slots, sizes, blocks = places.can.shape[1], places.offer.sizes, places.offer.blocks
    keys = [
        (pupil, slot, size, block)
        for pupil, slot in np.argwhere(places.can)
        for size in sizes
        for block in range(blocks)
    ]
    first = len(keys)
    cost = np.zeros(first + slots * len(sizes))
    rows, columns, values, tops = [], [], [], []
    share = [1, RATES.second]
    index = {}
    for place, (pupil, slot, size, block) in enumerate(keys):
        cost[place] = -weight[pupil] * RATES.size[size] * share[block]
        for key in [("pupil", pupil, block), ("once", pupil, slot), ("seats", slot, size)]:
            rows.append(index.setdefault(key, len(index)))
            columns.append(place)
            values.append(1.0)
    for slot, (at, size) in product(range(slots), enumerate(sizes)):
        for key, value in [(("seats", slot, size), -float(size)), (("one", slot), 1.0)]:
            rows.append(index.setdefault(key, len(index)))
            columns.append(first + slot * len(sizes) + at)
            values.append(value)
    tops = [0.0 if key[0] == "seats" else 1.0 for key in index]
    matrix = coo_array((values, (rows, columns)), shape=(len(index), len(cost)))
    found = milp(
        cost,
        constraints=LinearConstraint(matrix.tocsr(), -np.inf, tops),
        integrality=np.ones(len(cost)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.005},
    )
    return -found.mip_dual_bound


@pytest.mark.parametrize(("group_size", "blocks"), [(None, 1), (None, 2), (3, 2)])
def test_a_plan_is_within_two_per_cent_of_the_bound_of_a_second_solver(group_size, blocks):
    places = school(30, 5, seed=5, free=0.45, group_size=group_size, blocks=blocks)
    for more in (0.0, 1.0):
        weight = RATES.months * places.attends * np.where(places.focus, 1 + more, 1)
        found = best(places, RATES, more, seed=1)
        bound = highs_bound(places, weight)
        assert checked(places, found.seated)
        assert found.value == pytest.approx(worth(places, found.seated, more))
        assert found.value >= 0.98 * bound
        assert found.bound >= found.value - 1e-9
        assert found.bound >= bound * 0.995 - 1e-9


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("group_size", [2, 5])
def test_pupils_with_two_blocks_are_placed_exactly(seed, group_size):
    places = school(26, 6, seed, free=0.4, group_size=group_size, blocks=2)
    for more in COUNTS_MORE.values():
        found = best(places, RATES, more, seed=1)
        assert checked(places, found.seated)
        assert found.value == pytest.approx(found.bound, rel=1e-6)
        assert found.value == pytest.approx(worth(places, found.seated, more))


@pytest.mark.parametrize("seed", range(3))
def test_a_year_group_of_240_is_within_two_per_cent_of_its_own_bound(seed):
    for offer in ({}, {"blocks": 2}, {"group_size": None}):
        places = school(240, 20, seed, free=0.45, **offer)
        found = best(places, RATES, 0.0, seed=1, iterations=20)
        assert checked(places, found.seated)
        assert found.value >= 0.98 * found.bound


def test_the_same_seed_gives_the_same_plan():
    places = school(60, 6, group_size=None, blocks=2)
    plans = [best(places, RATES, 1.0, seed=4, iterations=30).seated for _ in range(2)]
    assert (plans[0] == plans[1]).all()


def test_most_in_total_widens_the_gap_and_focus_first_closes_it():
    places = school(240, 20, free=0.45)
    closed = {
        goal: gap_closed(places, gains(places, best(places, RATES, more, 1).seated, RATES))
        for goal, more in COUNTS_MORE.items()
    }
    assert closed["total"] < 0 < closed["both"] <= closed["gap"] + 1e-9


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_seats_as_many_as_the_best_plan_and_in_its_order(rule):
    places = school(60, 6, free=0.5)
    seated = by_rule(places, RATES, rule, seed=2, mark=4.0).seated
    assert checked(places, seated)
    assert seated.sum() == best(places, RATES, 0.0, 1).seated.sum()
    has = seated.any(axis=1)
    if rule == "lowest first":
        assert places.points[has].mean() < places.points[~has].mean()
    if rule == "just below the mark":
        assert (places.points[has] < 4).sum() == min((places.points < 4).sum(), has.sum())


def test_the_lowest_come_first_where_all_are_free():
    places = prepare(pupils(30, 1), Offer(("a", "b", "c")))
    has = by_rule(places, RATES, "lowest first", 1).seated.any(axis=1)
    assert set(np.flatnonzero(has)) == set(np.argsort(places.points)[:9])


def test_a_block_of_24_hours_is_worth_two_of_12():
    long = prepare(pupils(1, 0), Offer(("a",), hours=24, group_size=1))
    twice = prepare(pupils(1, 0), Offer(("a", "b"), group_size=1, blocks=2))
    one = gains(long, np.ones((1, 1), dtype=bool), RATES)
    assert one == pytest.approx(gains(twice, np.ones((1, 2), dtype=bool), RATES))


def test_the_range_of_one_block_of_three_is_that_of_the_evidence():
    places = prepare(pupils(3, 0).assign(absence=0.0), Offer(("a",)))
    found = ranges(places, np.ones((3, 1), dtype=bool), EVIDENCE, seed=1).months
    assert (found.low, found.middle, found.high) == pytest.approx((1.5, 6, 12), rel=0.12)


def test_the_page_has_every_row_a_list_and_a_front():
    places, frame = school(60, 6), pupils(60, 0)
    heard = []
    found = tutoring(places, frame, EVIDENCE, mark=Mark(4, 1.2, 0.3), report=heard.append)
    assert list(dict.fromkeys(line.row for line in found.lines)) == list(ROWS)
    assert found.certainty == "cannot be bettered"
    assert heard == sorted(heard)
    assert heard[-1] == 1
    assert set(found.tables["plan"].columns) == {"slot", "pupil"}
    front = found.tables["front"]
    assert (front["months"].diff().dropna() < 0).all()
    assert (front["gap_closed"].diff().dropna() > 0).all()
    who = found.tables["who"].set_index(["characteristic", "group"])
    assert who.loc[("all", "All pupils"), "tutored"] == len(set(found.tables["plan"]["pupil"]))
    assert "more over the mark" in found.sentence
    assert any("Do not expect to see it" in line.words for line in found.lines)


def test_a_search_can_be_stopped():
    class Stop(Exception):
        pass

    def stop(_share):
        raise Stop

    with pytest.raises(Stop):
        tutoring(school(60, 6, group_size=None), pupils(60, 0), EVIDENCE, report=stop)


def test_unknown_results_absence_and_pupil_premium_are_borne():
    frame = pupils(12, 0).astype({"pupil_premium": "boolean"})
    frame.loc[0, ["points", "absence"]] = np.nan
    frame.loc[1, "pupil_premium"] = pd.NA
    places = prepare(frame, Offer(("a", "b")))
    assert places.attends[0] == pytest.approx(1 - frame["absence"].mean())
    assert not places.focus[1]
    assert not by_rule(places, RATES, "lowest first", 1).seated[0].any()
    found = tutoring(places, frame, EVIDENCE)
    assert any("1 pupil has no result" in line.words for line in found.lines)


def test_a_school_without_disadvantaged_pupils_has_a_plan_and_no_gap():
    frame = pupils(12, 0).assign(pupil_premium=False)
    found = tutoring(prepare(frame, Offer(("a",))), frame, EVIDENCE)
    assert not any(line.what == "Gap closed" for line in found.lines)
    assert len(found.tables["front"]) == 1


def test_who_cannot_come_is_counted():
    frame = pupils(6, 0)
    available = pd.DataFrame({"pupil": ["P0", "P1", "P2"], "slot": "a"})
    lines = tutoring(prepare(frame, Offer(("a",)), available), frame, EVIDENCE).lines
    access = next(line.words for line in lines if line.row == "access")
    assert access.endswith("3 pupils are free in no slot.")


def test_money_is_hours_times_cost_and_otherwise_names_the_export():
    frame = pupils(6, 0)
    costs = [
        tutoring(prepare(frame, Offer(("a", "b"), cost_hour=cost)), frame, EVIDENCE).lines[0]
        for cost in (30.0, None)
    ]
    assert costs[0].value == 2 * 12 * 30
    assert "from your costs export" in costs[1].words


def test_months_add_up():
    assert total_months(np.array([1.0, 2.0])) == 3


@pytest.mark.parametrize(
    ("frame", "offer", "words"),
    [
        (pupils(0, 0), Offer(("a",)), "There are no pupils"),
        (pupils(3, 0), Offer(()), "There are no slots"),
        (pupils(3, 0), Offer(("a", "a")), "there twice"),
        (pupils(3, 0), Offer(("a",), group_size=9), "1 to 6 pupils"),
        (pupils(3, 0), Offer(("a",), blocks=3), "1 or 2 blocks"),
        (pupils(3, 0).drop(columns="points"), Offer(("a",)), "needs points"),
    ],
)
def test_what_cannot_be_is_a_sentence(frame, offer, words):
    with pytest.raises(Impossible, match=words):
        prepare(frame, offer)


def test_nobody_free_is_a_sentence():
    available = pd.DataFrame({"pupil": ["P0"], "slot": ["never"]})
    with pytest.raises(Impossible, match="No pupil is free"):
        prepare(pupils(3, 0), Offer(("a",)), available)


def test_just_below_needs_a_mark():
    with pytest.raises(Impossible, match="mark is chosen"):
        by_rule(school(), RATES, "just below the mark", 1)


def test_a_plan_for_disadvantaged_pupils_alone_says_all_of_them():
    everyone = pupils(24, 0).assign(points=np.arange(24.0))
    everyone["pupil_premium"] = np.arange(24) < 12
    found = tutoring(prepare(everyone, Offer(("a", "b"), group_size=3)), everyone, EVIDENCE, "gap", 1)
    assert "reach 6 pupils, all of them disadvantaged" in found.sentence
