"""The made-up school: one intervention helps, one only seems to, its pupils picked on a bad day."""

import pandas as pd
import pytest

from dashboard.demo import make_school
from dashboard.demo.support import GRADES_PER_POINT, PROGRAMMES, THAT_HELPS, THAT_ONLY_SEEMS_TO_HELP
from dashboard.query import run
from dashboard.support.outcomes import outcome_of
from dashboard.support.verdicts import LIKELY, verdict

FILES = ("pupils", "results", "classes", "class_members", "interventions", "intervention_pupils")


@pytest.fixture(scope="module")
def made_up(new_school, tmp_path_factory):
    """Return the demo school without its marks, and the number of each intervention by name."""
    school = new_school()
    for path in make_school(tmp_path_factory.mktemp("demo")):
        if path.stem in FILES:
            rows = pd.read_csv(path, dtype=str, keep_default_na=False)
            school.take_in(path.stem, rows.replace("", None))
    known = run(school.connection(), "support/interventions")
    return school, dict(zip(known["intervention"], known["intervention_id"], strict=True))


def came_of(made_up, name):
    school, numbers = made_up
    return outcome_of(school, int(numbers[f"{name} 2025/26"]))


def planted(name):
    return next(each.gain for each in PROGRAMMES if each.name == name) * GRADES_PER_POINT


def test_the_one_that_helps_is_found_with_about_its_size(made_up):
    outcome = came_of(made_up, THAT_HELPS)
    assert verdict(outcome) == LIKELY
    assert outcome.found.difference.low < planted(THAT_HELPS) < outcome.found.difference.high


def test_the_one_that_only_seems_to_help_is_not_said_to(made_up):
    outcome = came_of(made_up, THAT_ONLY_SEEMS_TO_HELP)
    assert outcome.own_gain.low > 0  # its own test says it helped as much as the other
    assert verdict(outcome) != LIKELY
    assert outcome.found.difference.low < planted(THAT_ONLY_SEEMS_TO_HELP) < outcome.found.difference.high


def test_matching_brings_the_two_sides_together(made_up):
    for name in (THAT_HELPS, THAT_ONLY_SEEMS_TO_HELP):
        balance = {each.name: each for each in came_of(made_up, name).found.balance}
        assert abs(balance["Result before"].before) > 0.5
        assert abs(balance["Result before"].after) < 0.01
        assert all(abs(each.after) < max(0.35, abs(each.before)) for each in balance.values())
