"""Searches: in a process of their own, one after another, with the same answer for the same seed."""

import time

import pytest

from dashboard.saved_scenarios import fresh, load
from dashboard.scenarios.outcome import Impossible
from dashboard.searches import MOST_WAITING, Progress, Searches, TooMany, main, searches_of, working
from dashboard.whatif.grouping import pairs
from dashboard.whatif.kind import Question
from dashboard.whatif.kinds import KINDS
from dashboard.whatif.searching import in_words
from dashboard.whatif.work import worked_out

from .conftest import YEAR_8

SHOW = "whatif-sentence.children"
PATIENCE = 60


def asked(**values):
    return fresh(YEAR_8, values, 1, 1)


def until(searches, scenario, *states):
    """Wait until a search is in one of these states; return it."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if (found := searches.progress(scenario)).state in states:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{found} after {PATIENCE} s")


def test_a_search_finds_what_is_worked_out_here_with_the_same_seed(school_folder, store):
    searches, kept = Searches(school_folder), asked(scheme="mixed")
    searches.start(kept)
    until(searches, kept.id, "done")
    found = load(school_folder, kept.id)
    values, here = worked_out(store, Question(**YEAR_8), {"scheme": "mixed"}, 1)
    assert found.outcome.sentence == here.sentence
    assert found.outcome.lines == here.lines
    assert (
        found.outcome.tables["class_lists"]["class"].tolist() == here.tables["class_lists"]["class"].tolist()
    )
    assert found.generation == store.generation
    assert found.values["classes"] == values["classes"] == 2
    assert not working(school_folder, kept.id).exists()


def test_the_second_of_two_waits_and_both_can_be_cancelled(school_folder):
    searches, first, second = Searches(school_folder), asked(), asked()
    searches.start(first)
    searches.start(second)
    assert searches.progress(second.id).state == "waiting"
    assert "this one starts when that is done" in in_words(searches.progress(second.id))
    searches.cancel(second.id)
    until(searches, first.id, "running")
    searches.cancel(first.id)
    third = asked(scheme="sets")
    searches.start(third)
    until(searches, third.id, "done")
    assert [searches.progress(each.id).state for each in (first, second)] == ["cancelled", "cancelled"]
    assert not list((school_folder / "scenarios").glob(f"*{first.id}*"))


def test_more_than_can_be_waited_for_are_refused_with_a_sentence(school_folder, monkeypatch):
    searches = Searches(school_folder)
    monkeypatch.setattr(searches, "_work", lambda: None)
    waiting = [searches.start(asked()) for _number in range(MOST_WAITING)]
    with pytest.raises(TooMany, match="8 searches wait already"):
        searches.start(asked())
    for scenario in waiting:
        working(school_folder, scenario).unlink()


def test_a_browser_that_closes_in_mid_search_loses_nothing(fire, apps, school_folder):
    levers = {"B": {"scheme": "mixed", "keep_apart": "100+101", "keep_together": "100+101"}}
    given = {"levers": levers, "whatif-question": YEAR_8, "whatif-work": 1}
    started = fire('{"column":["MATCH"],"type":"whatif-job"}.data', given)
    scenario = started['{"column":"B","type":"whatif-job"}']["data"]
    # The browser is gone; another one opens the link later.
    until(searches_of(school_folder), scenario, "done")
    seen = {**given, "levers": {**levers, "C": dict.fromkeys(levers["B"])}, "whatif-result": {"B": scenario}}
    told = str(fire(SHOW, seen)["whatif-sentence"])
    assert "This cannot be:" in told and "Zebedee00" in told
    assert "Zebedee" not in str(fire(SHOW, seen, "projected"))


def test_looking_at_a_search_that_nobody_knows_says_that_it_was_lost(fire):
    given = {"whatif-question": YEAR_8, "whatif-job": "0123456789", "whatif-tick": 1}
    answer = fire('"type":"whatif-progress"}.value', given)
    assert "was lost" in answer['{"column":"B","type":"whatif-state"}']["children"]
    assert answer['{"column":"B","type":"whatif-tick"}']["disabled"] is True
    assert fire('"type":"whatif-progress"}.value', {**given, "whatif-job": "../x"}) == 400


def test_how_far_it_is_is_said_in_words():
    assert in_words(Progress("running", 0.4)).startswith("Being worked out: 40 %.")
    assert in_words(Progress("waiting", before=3)).startswith("3 other searches are being worked out")
    assert in_words(Progress("cancelled")) == "Cancelled: nothing was changed."


def test_pupils_may_be_named_or_numbered_and_what_is_neither_is_said(store):
    pupils = KINDS["grouping"].read(store, Question(**YEAR_8)).frames["pupils"]
    assert pairs("q0 zebedee00 + 101; 102+103", "Keep apart", pupils) == (("100", "101"), ("102", "103"))
    with pytest.raises(Impossible, match="“100” is no pair"):
        pairs("100", "Keep apart", pupils)
    with pytest.raises(Impossible, match="nobody in these classes is called “Anna Nobody”"):
        pairs("Anna Nobody + 101", "Keep apart", pupils)


def test_a_search_that_fails_is_told_without_what_failed(school_folder, capsys):
    assert main([str(school_folder), "0123456789"]) == 1
    told = capsys.readouterr().err
    assert "A search failed with FileNotFoundError" in told
    assert "No such file" not in told
