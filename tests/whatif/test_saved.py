"""Saved scenarios: kept as they were, opened by link, honest about newer data, and never in the way."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from dashboard import saved_scenarios
from dashboard.saved_scenarios import NotKept, every, fresh, keep, load, moved_on, name_it
from dashboard.scenarios.outcome import Line, Outcome

from .conftest import STAFFING
from .test_page import laid_out, levers

CLOCKS = 2  # those of the searches stand still until there is one
OUTCOME = Outcome(
    "Two more teachers.",
    "Counted exactly.",
    (Line("staff", "Teachers", 2.0, 4.0, "FTE", "4 teachers, 2 more than today."),),
    {"years": pd.DataFrame({"year_group": ["8", None], "pupils": [40.0, 1 / 3]})},
    "cannot be bettered",
)


@pytest.fixture
def kept(tmp_path):
    one = replace(fresh(STAFFING, {"ppa": 20.0}, 1, 7), outcome=OUTCOME)
    keep(tmp_path, one)
    return one


def test_what_was_kept_comes_back_whole(kept, tmp_path):
    found = load(tmp_path, kept.id)
    pd.testing.assert_frame_equal(found.outcome.tables["years"], OUTCOME.tables["years"])
    assert replace(found, outcome=None) == replace(kept, outcome=None)
    assert replace(found.outcome, tables={}) == replace(OUTCOME, tables={})


def test_a_name_is_given_once_and_then_it_is_locked(kept, tmp_path):
    name_it(tmp_path, kept.id, "  Classes   of 24 ")
    assert name_it(tmp_path, kept.id, "Another name").name == "Classes of 24"
    assert load(tmp_path, kept.id).name == "Classes of 24"


def test_newer_data_or_another_engine_is_said(kept, monkeypatch):
    assert moved_on(kept, 7) == ""
    assert moved_on(kept, 8) == "The data have moved on since: work it out again."
    monkeypatch.setattr(saved_scenarios, "_engine_version", lambda: "another")
    assert "has changed since" in moved_on(kept, 7)


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"id": "x"}', "\x00\x00"])
def test_a_damaged_file_is_a_sentence_and_the_others_stand(kept, tmp_path, damage):
    other = replace(kept, id="0123456789")
    keep(tmp_path, other)
    (tmp_path / "scenarios" / f"{kept.id}.json").write_text(damage, encoding="utf-8")
    with pytest.raises(NotKept, match=r"is damaged\. The others stand"):
        load(tmp_path, kept.id)
    found, damaged = every(tmp_path)
    assert [each.id for each in found] == [other.id]
    assert len(damaged) == 1


def test_a_file_with_a_strange_question_is_damaged(kept, tmp_path):
    path = tmp_path / "scenarios" / f"{kept.id}.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**found, "question": {"kind": "staffing"}}), encoding="utf-8")
    with pytest.raises(NotKept, match="damaged"):
        load(tmp_path, kept.id)


@pytest.mark.parametrize("scenario", ["../current", "", "0123456789abc", "ABCDEF0123"])
def test_what_is_no_id_opens_nothing(tmp_path, scenario):
    with pytest.raises(NotKept):
        load(tmp_path, scenario)


def test_saving_gives_a_link_that_opens_the_scenario_locked(fire, apps, school_folder):
    given = {
        "levers": levers(ppa=20),
        "whatif-question": STAFFING,
        "whatif-save": 1,
        "whatif-name": "More PPA",
    }
    answer = str(fire('"type":"whatif-saved"}.children', given))
    scenario = answer.split("ids=")[1][:10]
    page = laid_out(apps["leader"], f"?ids={scenario}")
    assert "Saved as “More PPA” by" in page
    assert page.count('"disabled": true') > CLOCKS
    assert "Go on from here" in page
    shown = {**given, "whatif-result": {"B": scenario}}
    assert "PPA of 20 %" in str(fire("whatif-sentence.children", shown)["whatif-sentence"])
    keep(school_folder, replace(load(school_folder, scenario), generation=99))
    told = str(fire("whatif-sentence.children", shown)["whatif-sentence"])
    assert "The data have moved on since: work it out again." in told
    assert "Work it out again from here" in laid_out(apps["leader"], f"?ids={scenario}")
    assert laid_out(apps["leader"], f"?ids={scenario}&copy=1").count('"disabled": true') == CLOCKS


def test_saving_without_a_name_or_an_answer_says_what_to_do(fire):
    given = {"levers": levers(ppa=20), "whatif-question": STAFFING, "whatif-save": 1, "whatif-name": "  "}
    assert "Write a name first" in str(fire('"type":"whatif-saved"}.children', given))


def test_a_link_to_nothing_says_so_and_the_page_stands(apps):
    page = laid_out(apps["leader"], "?ids=0123456789,../x")
    assert "There is no scenario 0123456789" in page
    assert "names no scenario" in page
    assert "whatif-lever" in page
