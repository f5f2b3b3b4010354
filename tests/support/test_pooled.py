"""One intervention at several schools: told together, and each school's own answer as it was."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard.cache import fetch
from dashboard.support.choosing import intervention_menu, usual
from dashboard.support.outcomes import outcome_of
from dashboard.support.pooled import outcome_at
from dashboard.support.verdicts import LIKELY, verdict
from dashboard.support.view import at_several

from .conftest import asker, table

SCHOOLS = [f"School {letter}" for letter in "ABCDEF"]
EACH, SUPPORTED, ADDED = 26, 7, 4
OTHER_SCALE = "School F"


@pytest.fixture(scope="module")
def made():
    """Return six schools of 26, seven pupils of each supported; each school gains its own, support adds 4."""
    rng = np.random.default_rng(5)
    rows = []
    for number, school in enumerate(SCHOOLS):
        for place in range(EACH):
            before = 40 + 5 * number + place // 2 % 8 + rng.normal(0, 0.4)
            had = place < 2 * SUPPORTED and place % 2 == 0
            after = before + 1 + 2 * number + ADDED * had + rng.normal(0, 0.8)
            rows.append((school, f"p{place:02}", had, round(before, 1), round(after, 1)))
    return pd.DataFrame(rows, columns=["school", "pupil", "had", "before", "after"])


@pytest.fixture(scope="module")
def trust(new_school, made):
    school = new_school()
    pairs = list(made.itertuples(index=False))
    scale = {name: "Other" if name == OTHER_SCALE else "Test" for name in SCHOOLS}
    sat = [("Before", "2025-06-20"), ("After", "2026-03-02")]
    school.given(
        pupils=table(
            "school | pupil | year_group | sex",
            [(one.school, one.pupil, 8, "FM"[int(one.pupil[1:]) % 2]) for one in pairs],
        ),
        results=table(
            "school | pupil | subject | assessment | assessed_on | kind | scale | value",
            [
                (one.school, one.pupil, "English", name, day, "result", scale[one.school], value)
                for one in pairs
                for (name, day), value in zip(sat, (one.before, one.after), strict=True)
            ],
        ),
        interventions=table(
            "school | intervention | subject | cost | starts_on | ends_on",
            [
                *((name, "Reading", "English", 70, "2025-10-06", "2025-12-12") for name in SCHOOLS),
                (SCHOOLS[0], "Chess", "English", 0, "2025-10-06", "2025-12-12"),
            ],
        ),
        intervention_pupils=table(
            "school | pupil | intervention | starts_on",
            [(one.school, one.pupil, "Reading", "2025-10-06") for one in pairs if one.had],
        ),
    )
    school.connection()
    school.folder = Path("pooled")
    return school


@pytest.fixture
def ask(trust, apps):
    def ask_it(output, runs="all-2", viewer="leader", **values):
        return asker(trust, apps)(output, viewer, **{"support-intervention": runs, **values})

    return ask_it


def told(answer, card):
    return answer[f"{card}-sentence"]["children"]


def reading(trust):
    return at_several(fetch(trust, "support/interventions"))["Reading"]


def test_what_was_planted_at_several_schools_is_found_together(trust, made):
    [one, *_more] = reading(trust)
    assert outcome_of(trust, one).reason == "too few"  # seven pupils of one school say nothing
    together = outcome_at(trust, reading(trust))
    assert verdict(together) == LIKELY
    assert together.found.difference.low < ADDED < together.found.difference.high
    assert (together.schools, together.found.sites, together.left_out) == (6, 5, 1)
    # By hand in pandas: matched evenly or not, the mean gain of a school's two sides differs by about it.
    gains = made.assign(gain=made["after"] - made["before"]).query("school != @OTHER_SCALE")
    means = gains.groupby(["school", "had"])["gain"].mean().unstack()
    assert together.found.difference.value == pytest.approx((means[True] - means[False]).mean(), abs=0.4)


def test_the_card_counts_pupils_and_schools(ask):
    answer = ask("support-helped-graph")
    assert told(answer, "support-helped").startswith("Likely helped. At 5 schools together pupils with this")
    notes = answer["support-helped-notes"]["children"]
    assert "from 5 of the 6 schools that run it" in notes
    assert "the interval allows for how schools differ" in notes
    assert "1 school without results to compare on this scale" in notes
    assert "A point gained cost about £" in told(answer, "support-helped")


def test_the_schools_chosen_are_those_compared(ask):
    answer = ask("support-helped-graph", **{"filter-schools": SCHOOLS[:3], "schools": SCHOOLS[:3]})
    assert "from 3 of the 3 schools" in answer["support-helped-notes"]["children"]
    assert "allows for how schools differ" not in answer["support-helped-notes"]["children"]


def test_one_school_chosen_is_that_school_alone_and_says_that_others_run_it(ask):
    for runs, chosen in (("all-2", SCHOOLS[1:2]), ("3", None)):
        answer = ask("support-helped-graph", runs, schools=chosen)
        assert told(answer, "support-helped").startswith("Cannot tell. Too few pupils")
        assert "It runs at 6 schools" in told(answer, "support-helped")


def test_the_board_begins_with_what_runs_at_several_schools(ask):
    answer = ask("support-board-graph", "3")
    assert told(answer, "support-board") == "Likely helped: Reading. At 6 schools together: 1 likely helped."
    assert "1 more at one school only" in answer["support-board-notes"]["children"]
    alone = ask("support-board-graph", "1", schools=SCHOOLS[:1])
    assert told(alone, "support-board").startswith(
        "None of the 2 interventions for a subject can be compared"
    )
    other = ask("support-board-graph", "3", schools=SCHOOLS[1:2])
    assert told(other, "support-board").startswith(
        "The one intervention for a subject cannot be compared yet"
    )


def test_who_it_is_for_and_who_is_in_it_count_all_schools(ask):
    answer = ask("support-who-graph", characteristic="Sex", **{"support-characteristic": "Sex"})
    assert "42 in it, of 156 pupils" in answer["support-who-notes"]["children"]
    listed = ask("support-members-list", **{"support-members-show": 1})["support-members-list"]["children"]
    assert len(json.loads(listed["props"]["data-list"])["rows"]) == SUPPORTED * len(SCHOOLS)


def test_the_menu_offers_all_schools_first_and_refuses_what_is_not_there(ask, trust, apps):
    app = apps["leader"]
    app.server.config["STORE"] = trust
    with app.server.test_request_context():
        first, *_others = intervention_menu("").children[1].options
        assert usual({"intervention": "Reading"})["intervention"] == first["value"]
    assert first == {"label": "Reading, all 6 schools", "value": "all-2"}
    assert ask("support-helped-graph", "all-99") == 400


def test_governors_get_no_pooled_answer_either(ask):
    assert ask("support-helped-graph", viewer="governor") == 403
