"""Option blocks keep every limit, find planted patterns, and say truly who gets what they chose."""

import numpy as np
import pandas as pd
import pytest

from dashboard.scenarios.options import OptionsPlan, option_blocks, satisfaction_curve, worst_share
from dashboard.scenarios.options_pattern import Limits, pattern_of
from dashboard.scenarios.options_placement import place
from dashboard.scenarios.options_wishes import wishes_of
from dashboard.scenarios.outcome import Impossible
from tests.scenarios.option_choices import by_taste, planted

WORTH = {1: 10, 2: 9, 3: 8, 4: 7, 5: 3, 6: 2}


def broken(placements, choices, subjects, groups, blocks=4):
    """Return every limit that the placements break, reckoned from the frames alone."""
    limits = subjects.set_index("subject")
    wanted = set(zip(choices["pupil"], choices["rank"], choices["subject"], strict=True))
    found = [row for row in placements.itertuples() if (row.pupil, row.rank, row.subject) not in wanted]
    found += [pair for pair, rows in placements.groupby(["pupil", "block"]) if len(rows) > 1]
    found += [pair for pair, rows in placements.groupby(["pupil", "subject"]) if len(rows) > 1]
    in_all = 0
    for (subject, block), rows in placements.groupby(["subject", "block"]):
        needed = -(-len(rows) // limits.loc[subject, "largest"])
        in_all += needed
        if needed > limits.loc[subject, "teachers"] or len(rows) < needed * limits.loc[subject, "smallest"]:
            found.append((subject, block, len(rows)))
    if in_all > groups or not placements["block"].between(1, blocks).all():
        found.append(("groups", in_all))
    return found


def share_of_choices(placements, choices):
    return (placements["rank"] <= 4).sum() / (choices["rank"] <= 4).sum()


def all_met(placements, choices):
    """Return the pupils all of whose choices are met."""
    met = placements[placements["rank"] <= 4].groupby("pupil").size()
    wanted = choices[choices["rank"] <= 4].groupby("pupil").size()
    return set(wanted.index[met.reindex(wanted.index, fill_value=0) == wanted])


@pytest.mark.parametrize(("seed", "groups"), [(0, 40), (2, 44)])
def test_planted_choices_are_met(seed, groups):
    pupils, choices, subjects = planted(seed, groups)
    found = option_blocks(pupils, choices, subjects, OptionsPlan(groups))
    placements = found.tables["placements"]
    assert broken(placements, choices, subjects, groups) == []
    assert share_of_choices(placements, choices) >= 0.99
    assert int(found.tables["met_by_group"]["all_met"].iloc[0]) == len(all_met(placements, choices))


@pytest.mark.parametrize("seed", [0, 1])
def test_a_planted_pattern_is_filled_with_nothing_lost(seed):
    pupils, choices, subjects, pattern = planted(seed, 40, with_pattern=True)
    placed = place(wishes_of(pupils, choices, subjects, 4), pattern)
    assert placed.score == placed.most == 8160


@pytest.mark.parametrize(("seed", "groups"), [(0, 18), (1, 20)])
def test_choices_by_taste_keep_every_limit(seed, groups):
    pupils, choices, subjects = by_taste(seed, pupils=120)
    plan = OptionsPlan(groups, fair_to="disadvantaged", starts=2)
    found = option_blocks(pupils, choices, subjects, plan)
    placements = found.tables["placements"]
    assert broken(placements, choices, subjects, groups) == []
    running = found.tables["groups"]
    assert running["groups"].sum() <= groups
    assert set(found.tables["not_running"]["subject"]) == set(subjects["subject"]) - set(running["subject"])
    assert found.tables["groups"]["pupils"].sum() == len(placements)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_fair_tie_break_costs_next_to_nothing_and_never_lowers_the_worse_off(seed):
    pupils, choices, subjects = by_taste(seed, pupils=120)
    wishes = wishes_of(pupils, choices, subjects, 4)
    marks = pupils["disadvantaged"].to_numpy()
    groups = pattern_of(wishes, Limits(4, 20, 13), 1, starts=2, steps=1500).groups
    plain, fair = place(wishes, groups), place(wishes, groups, marks)
    assert fair.score >= plain.score - 0.002 * plain.most
    assert worst_share(fair, marks) >= worst_share(plain, marks) - 1e-9


def test_more_groups_never_satisfy_less():
    pupils, choices, subjects = by_taste(3, pupils=120)
    plan = OptionsPlan(20, fair_to="disadvantaged", cost_of_group=8_800)
    curve = satisfaction_curve(pupils, choices, subjects, plan, (18, 22, 26))
    assert curve["groups"].tolist() == [18, 22, 26]
    assert (curve["run"] <= curve["groups"]).all()
    assert (curve["cost"] == 8_800 * curve["run"]).all()
    assert curve["all_met"].iloc[-1] > curve["all_met"].iloc[0]


def small(count=24, subjects=("Art", "Music", "Latin", "Drama")):
    names = [f"P{number:02d}" for number in range(count)]
    rows = [(name, rank + 1, subject) for name in names for rank, subject in enumerate(subjects)]
    offered = pd.DataFrame({"subject": subjects, "largest": 24, "smallest": 4, "teachers": 1})
    return pd.DataFrame({"pupil": names}), pd.DataFrame(rows, columns=["pupil", "rank", "subject"]), offered


def test_all_alike_is_proven_best():
    found = option_blocks(*small(), OptionsPlan(4))
    assert found.certainty == "cannot be bettered"
    assert found.sentence.startswith("With 4 groups 24 of 24 pupils get all their choices.")


def test_two_schools_pool_a_subject_too_small_for_either():
    pupils, choices, offered = small()
    pupils["school"] = ["North"] * 21 + ["South"] * 3
    both = pd.concat([offered.assign(school=school) for school in ("North", "South")])
    found = option_blocks(pupils, choices, both, OptionsPlan(4))
    travel = found.tables["travel"]
    assert set(travel["pupil"]) == {"P21", "P22", "P23"}
    assert set(travel["from"]) == {"South"}
    assert set(travel["to"]) == {"North"}
    assert any(line.words == "3 of 24 pupils have a lesson in another school." for line in found.lines)


def test_subjects_in_one_block_only_are_named_as_clashing():
    pupils, choices, offered = small()
    art = choices["pupil"] < "P12"
    choices = choices[art & (choices["rank"] <= 2) | ~art & (choices["rank"] > 2)]
    choices = choices.assign(rank=(choices["rank"] - 1) % 2 + 1)
    found = option_blocks(pupils, choices, offered, OptionsPlan(2, blocks=2, rooms=1))
    clash = found.tables["clashes"].iloc[0]
    gone = set(found.tables["not_running"]["subject"])
    assert {clash["first"], clash["second"]} & gone
    assert clash["pupils"] == 12


def test_the_same_inputs_give_the_same_blocks_and_the_search_can_be_called_off():
    plan = OptionsPlan(20, starts=1)
    first, second = (option_blocks(*by_taste(4, pupils=100), plan).tables["placements"] for _ in range(2))
    assert first.equals(second)

    def stop(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        option_blocks(*by_taste(4, pupils=100), plan, stop)


def without_choices(pupils, choices, offered):
    return pupils, choices[choices["pupil"] != "P03"], offered


def without_teacher(pupils, choices, offered):
    return pupils, choices, offered.assign(teachers=np.where(offered["subject"] == "Latin", 0, 1))


def class_of_one(pupils, choices, offered):
    return pupils, choices, offered.assign(smallest=1)


def twice(pupils, choices, offered):
    return pupils, choices.assign(subject=choices["subject"].replace("Music", "Art")), offered


@pytest.mark.parametrize(
    ("change", "groups", "words"),
    [
        (without_choices, 4, "Pupil P03 has made no choices"),
        (without_teacher, 4, "Latin was chosen by 24 pupils, but no teacher"),
        (class_of_one, 4, "class of one"),
        (twice, 4, "chose Art twice"),
        (lambda *frames: frames, 3, "need 96 places, but 3 groups .* hold 72 at most: 24 would be left out"),
    ],
)
def test_what_cannot_be_done_is_said(change, groups, words):
    with pytest.raises(Impossible, match=words):
        option_blocks(*change(*small()), OptionsPlan(groups))


def test_a_score_is_the_worth_of_the_ranks():
    pupils, choices, subjects = by_taste(5, pupils=100)
    wishes = wishes_of(pupils, choices, subjects, 4)
    placed = place(wishes, pattern_of(wishes, Limits(4, 18, 13), 1, starts=1, steps=1500).groups)
    ranks = [
        int(np.flatnonzero(wishes.wants[pupil] == wishes.offers[course])[0]) + 1
        for pupil, course in zip(*np.nonzero(placed.course >= 0), strict=True)
        for course in [placed.course[pupil, course]]
    ]
    empty = 12 * (placed.course < 0).sum()
    assert placed.score == pytest.approx(sum(WORTH[rank] for rank in ranks) - empty)
    assert placed.score <= placed.bound + 1e-6


def test_who_chose_a_subject_that_is_not_to_run_does_not_get_all_choices():
    pupils, choices, subjects = planted(0, 40)
    chose = set(choices.loc[(choices["subject"] == "S00") & (choices["rank"] <= 4), "pupil"])
    found = option_blocks(pupils, choices, subjects, OptionsPlan(40, not_run=("S00",), starts=1))
    met = int(found.tables["met_by_group"]["all_met"].iloc[0])
    assert met == len(all_met(found.tables["placements"], choices))
    assert met <= len(pupils) - len(chose)
    assert f"S00 (chosen by {len(chose)} pupils)" in found.sentence
