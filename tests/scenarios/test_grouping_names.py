"""New classes keep the names of those they are most like, so that nobody moves in name alone."""

import numpy as np

from dashboard.scenarios.grouping_exchange import Problem
from dashboard.scenarios.grouping_moves import named_like_today, pupils_moved
from dashboard.scenarios.grouping_pairs import units_of
from dashboard.scenarios.grouping_search import Placement
from tests.scenarios.pupils import year_group


def problem_of(sizes):
    pupils = year_group(1, count=int(sum(sizes)))
    home, sizes = np.repeat(np.arange(len(sizes)), sizes), np.array(sizes)
    return Problem(np.ones((len(home), 1)), np.ones(1), sizes, units_of(pupils, (), (), sizes), home)


def test_classes_that_only_swapped_names_move_nobody():
    problem = problem_of([20, 20, 20])
    swapped = np.array([2, 0, 1])[problem.home]
    found = named_like_today(problem, Placement(swapped, 0.0, 0.0, 60))
    assert found.moved == 0
    assert (found.class_of == problem.home).all()


def test_as_few_move_as_any_names_could_do():
    problem = problem_of([20, 20, 20])
    drawn = np.random.default_rng(3).permutation(problem.home)
    found = named_like_today(problem, Placement(drawn, 0.0, 0.0, int((drawn != problem.home).sum())))
    assert found.moved == pupils_moved(problem.home, drawn)
    assert sorted(np.bincount(found.class_of)) == [20, 20, 20]


def test_a_name_stays_with_its_size():
    problem = problem_of([21, 20, 19])
    drawn = np.random.default_rng(3).permutation(problem.home)
    assert np.bincount(named_like_today(problem, Placement(drawn, 0.0, 0.0, 0)).class_of).tolist() == [
        21,
        20,
        19,
    ]
