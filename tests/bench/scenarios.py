"""Scenarios: how soon the models answer, and how near the best possible their answers are."""

import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from dashboard.reference import reference
from dashboard.scenarios.evidence import read_evidence
from dashboard.scenarios.options import OptionsPlan, option_blocks
from dashboard.scenarios.staffing_outcome import staffing
from dashboard.scenarios.staffing_school import Levers
from tests.bench.table import Table, median
from tests.scenarios.option_choices import planted
from tests.scenarios.test_grouping import random_terms, solved
from tests.scenarios.test_options import share_of_choices
from tests.scenarios.test_staffing import school

INSTANCES = 20
FRESH = 1_000  # seeds that no setting of a search was chosen on
EXACT = 1e-6

Found = TypeVar("Found")


def timed(work: Callable[[], Found]) -> tuple[float, Found]:
    """Return the seconds that a piece of work took, and what it found."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def bench_scenarios(table: Table) -> None:
    """Measure staffing, classes and option blocks on instances not seen before."""
    table.heading("Scenarios: 240 pupils, instances not seen before")
    bands, evidence, today = reference("icfp_band"), read_evidence(reference("evidence")), school()
    levers = (Levers(), Levers(ppa=0.2), Levers(class_size=24))
    times = [timed(lambda: [staffing(today, one, bands, evidence) for one in levers])[0] for _ in range(20)]
    table.add("staffing, three scenarios", 1000 * median(times), "ms", 10)
    bench_classes(table)
    bench_options(table)


def bench_classes(table: Table) -> None:
    """Put 240 pupils into 8 classes: year groups at random, and eight shuffled copies of one class."""
    for kind in ("random", "planted"):
        told = []
        for seed in range(FRESH, FRESH + INSTANCES):
            if kind == "random":
                values, weights = random_terms(seed)
                wishes = {}
            else:
                once, weights = random_terms(seed, 30)
                values = np.tile(once, (8, 1))[np.random.default_rng(seed).permutation(240)]
                wishes = {"together": 0, "apart": 0}
            told.append(timed(lambda v=values, w=weights, s=seed, k=wishes: solved(v, w, s, **k)))
        proven = sum(found.imbalance <= found.least + EXACT for _, found in told)
        table.add(f"classes, {kind}: proven the best possible, of {INSTANCES}", proven, "", INSTANCES, True)
        table.add(f"classes, {kind}: the slowest", max(seconds for seconds, _ in told), "s", 5)


def bench_options(table: Table) -> None:
    """Find option blocks for planted choices that can all be met."""
    told, shares = [], []
    for seed in range(FRESH, FRESH + INSTANCES):
        pupils, choices, subjects = planted(seed, 44 if seed % 2 else 40)
        plan = OptionsPlan(44 if seed % 2 else 40)
        seconds, found = timed(lambda p=pupils, c=choices, s=subjects, o=plan: option_blocks(p, c, s, o))
        told.append(seconds)
        shares.append(100 * share_of_choices(found.tables["placements"], choices))
    table.add(f"option blocks, planted: the slowest of {INSTANCES}", max(told), "s", 3)
    table.add("option blocks, planted: least share of choices met", min(shares), "%", 99, True)
