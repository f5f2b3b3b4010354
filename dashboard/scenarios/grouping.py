"""Pupils into classes: mixed, sets, half-year sets or bands, beside today's classes and beside chance."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from dashboard.scenarios.evidence import Effect
from dashboard.scenarios.grouping_bound import certainty_of, imbalance, least_imbalance
from dashboard.scenarios.grouping_chance import Marks, composition, separation
from dashboard.scenarios.grouping_exchange import Problem
from dashboard.scenarios.grouping_lines import lines_of
from dashboard.scenarios.grouping_moves import exchange_by_exchange, from_today, half_way, pupils_moved
from dashboard.scenarios.grouping_odds import lowest_set
from dashboard.scenarios.grouping_pairs import units_of
from dashboard.scenarios.grouping_plan import Plan, class_sizes, todays_classes
from dashboard.scenarios.grouping_schemes import Arrangement, bands, half_year_sets, sets
from dashboard.scenarios.grouping_search import even_out
from dashboard.scenarios.grouping_terms import Whole, attainment_of, check_pupils, flags_of, terms_of
from dashboard.scenarios.grouping_words import Story, caveat_of, sentence_of
from dashboard.scenarios.outcome import Outcome, Report, silent

MADE_BY_RESULTS = ("low attainment", "high attainment", "no result")


def group_pupils(pupils: pd.DataFrame, plan: Plan, effect: Effect, report: Report = silent) -> Outcome:
    """Return classes for the pupils, what they are made of, and how good they are.

    ``pupils``, a row each: ``pupil``; where known ``name``, ``attainment`` (points), ``disadvantaged``,
    ``sen``, ``eal`` (true or false), ``sex``, ``attendance`` (share), ``class`` and ``set_rank`` (today's).
    ``effect``: what research found of mixed classes against sets. Tables: ``class_lists``, ``composition``,
    ``separation``, ``lowest_set``, ``lowest_set_today`` (where there is one), ``moves`` (mixed, from today).
    Raises ``Impossible``: more pupils than places, a class of one, wishes that clash, what is not balanced.
    """
    check_pupils(pupils)
    today, names = todays_classes(pupils)
    sizes, keeps = class_sizes(len(pupils), plan, today)
    terms = terms_of(pupils, plan.balance)
    units = units_of(pupils, plan.keep_together, plan.keep_apart, sizes)
    problem = Problem(terms.values, terms.weights, sizes, units, today if keeps else None, plan.most_moved)
    moves = exchange_by_exchange(problem, plan.seed).curve if keeps else pd.DataFrame()
    found = _arranged(pupils, plan, problem, names if keeps else (), report)
    groups = _groups(pupils, plan)
    halved = half_way(moves, _value(problem, found)) if keeps and plan.most_moved is None else None
    story = Story(
        scheme=plan.scheme,
        sizes=sizes,
        today_sizes=None if today is None else np.bincount(today),
        cost_of_class=plan.cost_of_class,
        moved=_moved(today, keeps, found.class_of),
        half_way=halved,
        way=None if plan.most_moved is None else _way(problem, found),
        separation=separation(groups, found.class_of, len(sizes), today, plan.seed),
        lowest=_lowest(pupils, groups, np.isin(found.class_of, found.lowest)),
        lowest_today=_lowest(pupils, groups, _lowest_today(pupils)),
        effect=effect,
    )
    tables = _tables(pupils, found, groups, story, moves)
    return Outcome(sentence_of(story), caveat_of(story), lines_of(story), tables, found.certainty)


def _arranged(
    pupils: pd.DataFrame, plan: Plan, problem: Problem, names: tuple[str, ...], report: Report
) -> Arrangement:
    """Return the classes of the scheme asked for."""
    if plan.scheme == "sets":
        return sets(problem, attainment_of(pupils))
    if plan.scheme == "half-year sets":
        return half_year_sets(problem, attainment_of(pupils), plan.seed, plan.steps, report)
    if plan.scheme == "bands":
        return bands(problem, attainment_of(pupils), plan.bands, plan.seed, plan.steps, report)
    search = even_out if problem.home is None else from_today
    found = search(problem, plan.seed, plan.steps, report)
    labels = names or tuple(f"Class {number + 1}" for number in range(plan.classes))
    return Arrangement(found.class_of, labels, (), certainty_of(found.imbalance, found.least))


def _moved(today: Whole | None, keeps: bool, class_of: Whole) -> int | None:
    if today is None:
        return None
    return int((today != class_of).sum()) if keeps else pupils_moved(today, class_of)


def _groups(pupils: pd.DataFrame, plan: Plan) -> Mapping[str, Marks]:
    """Return every group that is compared: what is balanced, disadvantage first, and what is reported."""
    compared = sorted({*plan.balance, *plan.reported}, key=lambda what: (what != "disadvantage", what))
    return {name: marks for what in compared for name, marks in flags_of(pupils, what).items()}


def _lowest_today(pupils: pd.DataFrame) -> Marks:
    """Return who sits in today's lowest set: nobody where the sets of today have no rank."""
    if "set_rank" not in pupils or pupils["set_rank"].nunique() < 2:
        return np.zeros(len(pupils), dtype=np.bool_)
    return np.asarray(pupils["set_rank"] == pupils["set_rank"].max())


def _lowest(pupils: pd.DataFrame, groups: Mapping[str, Marks], in_lowest: Marks) -> pd.DataFrame:
    """Return who sits in the lowest set, without the groups that results make; empty where none is."""
    asked = {name: marks for name, marks in groups.items() if name not in MADE_BY_RESULTS}
    return lowest_set(in_lowest, asked, attainment_of(pupils)) if in_lowest.any() else pd.DataFrame()


def _value(problem: Problem, found: Arrangement) -> float:
    return imbalance(problem.values, problem.weights, found.class_of, problem.sizes)


def _way(problem: Problem, found: Arrangement) -> float:
    """Return the share of what could be evened out that has been."""
    assert problem.home is not None
    least = least_imbalance(problem.values, problem.weights, problem.sizes)
    today = imbalance(problem.values, problem.weights, problem.home, problem.sizes)
    return 1.0 if today <= least else (today - _value(problem, found)) / (today - least)


def _tables(
    pupils: pd.DataFrame, found: Arrangement, groups: Mapping[str, Marks], story: Story, moves: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return the tables of the outcome; the class lists go by class, then as the pupils came."""
    lists = pupils[[name for name in ("pupil", "name", "class") if name in pupils]].rename(
        columns={"class": "class_today"}
    )
    lists = lists.assign(number=found.class_of, **{"class": np.array(found.labels)[found.class_of]})
    tables = {
        "class_lists": lists.sort_values("number", kind="stable", ignore_index=True).drop(columns="number"),
        "composition": composition(groups, found.class_of, list(found.labels)),
        "separation": story.separation,
        "lowest_set": story.lowest,
        "lowest_set_today": story.lowest_today,
        "moves": moves,
    }
    return {name: table for name, table in tables.items() if len(table)}
