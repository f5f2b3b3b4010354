"""A second process fills cards while this one is busy: the same cards, and none where it cannot know."""

import json
import os
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import g

from dashboard import cache, second
from dashboard.equity import answers
from dashboard.equity.choosing import CONTROLS
from dashboard.filters import FILTERS
from dashboard.shell.factory import create_app
from dashboard.shell.identity import owner
from dashboard.shell.second_process import NOT_HERE, filled
from dashboard.store.importing import import_files

PUPILS = ["school,pupil,academic_year,year_group,pupil_premium"]
PUPILS += [f"Riverside School,{n},2025/26,8,{'Y' if n % 3 else 'N'}" for n in range(60)]
TOTALS = ["school,pupil,from_date,to_date,possible,authorised,unauthorised"]
TOTALS += [f"Riverside School,{n},2025-09-01,2025-12-19,140,{n % 20},0" for n in range(60)]
SENT = {
    "controls": {
        **dict.fromkeys(CONTROLS, ""),
        "measure": "absence_rate",
        "characteristic": "Pupil premium",
    },
    "filters": {**dict.fromkeys(FILTERS), "from_date": "2025-09-01", "to_date": "2026-08-31"},
}
LONG_ENOUGH = 60  # seconds for a process to begin


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    files = tmp_path_factory.mktemp("files")
    for name, lines in (("pupils", PUPILS), ("attendance_totals", TOTALS)):
        (files / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    store = tmp_path_factory.mktemp("store")
    assert import_files(store, sorted(files.iterdir()), by="tests").outcome == "imported"
    return store


@pytest.fixture(scope="module")
def app(folder):
    return create_app(folder)


@pytest.fixture(scope="module")
def helper(folder):
    helper = second.Second(folder)
    yield helper
    with helper._turns:
        helper.stop()


def asked(name="groups", generation=1, viewer="leader", sent=SENT):
    return {
        "module": "dashboard.equity.answers",
        "name": name,
        "viewer": viewer,
        "generation": generation,
        "sent": sent,
    }


def here(app, viewer="leader"):
    """Return the card that this process fills."""
    cache.forget()
    with app.server.test_request_context():
        g.principal = owner(viewer)
        return answers.groups(**SENT)


def there(helper):
    """Return the card that the second process fills, once it has begun."""
    end = time.monotonic() + LONG_ENOUGH
    while time.monotonic() < end:
        text = helper.fill(asked())
        if text is not None:
            return json.loads(text)
        helper._line.poll(1)
    raise AssertionError("the second process never began")


def test_it_fills_the_card_that_this_process_would(app, helper):
    assert there(helper) == here(app)


def test_it_fills_nothing_of_another_school_and_begins_again_when_it_was_killed(app, helper):
    assert there(helper)
    assert helper.fill(asked(generation=2)) is None
    assert there(helper)  # and stands afterwards
    helper._process.kill()
    helper._process.join()
    assert helper.fill(asked()) is None
    assert there(helper) == here(app)


def test_a_viewer_gets_what_that_viewer_may_see(app):
    for viewer in ("leader", "governor"):
        assert json.loads(filled(app, asked(viewer=viewer))) == here(app, viewer)
    assert here(app) != here(app, "governor")


@pytest.mark.parametrize(
    "question",
    [
        asked(name="no_such_card"),
        asked(generation=7),
        asked(sent={**SENT, "controls": {**SENT["controls"], "measure": "no such measure"}}),
    ],
)
def test_what_it_cannot_fill_is_left_to_the_server(app, question):
    assert filled(app, question) == NOT_HERE


class Noted:
    """A second process that answers at once, and notes what it was asked."""

    def __init__(self, text):
        self.text, self.asked = text, []
        self.is_ready, self.given = True, 0

    def fill(self, question):
        self.asked.append(question)
        return self.text


@pytest.mark.parametrize("text", ['{"sentence": "from there"}', None])
def test_it_is_asked_only_while_this_process_fills_another_card(app, monkeypatch, text):
    helper = Noted(text)
    monkeypatch.setattr(second, "_second", [helper])
    alone = here(app)
    assert helper.asked == []
    with second._filling_here():
        assert here(app) == (json.loads(text) if text else alone)
    assert helper.given == 0
    [question] = helper.asked
    assert (question["name"], question["viewer"], question["generation"]) == ("groups", "leader", 1)
    assert json.loads(json.dumps(question["sent"])) == SENT


def test_a_card_that_fails_is_counted_as_ended(app):
    with pytest.raises(ZeroDivisionError), app.server.test_request_context():
        second.in_one_of_two(answers.groups, SENT, lambda: 1 / 0)
    assert second._here == []


def test_a_card_waits_for_the_first_of_the_two_to_have_room_but_not_for_long(monkeypatch):
    helper = Noted("{}")
    helper.given = second.AHEAD
    monkeypatch.setattr(second, "LONGEST_WAIT", 0.01)
    with second._filling_here():
        assert not second.goes_there(helper)  # both are busy still: it is filled here all the same
        monkeypatch.setattr(second, "LONGEST_WAIT", LONG_ENOUGH)
        went = []
        waiting = threading.Thread(target=lambda: went.append(second.goes_there(helper)))
        waiting.start()
        with second._freed:
            helper.given -= 1
            second._freed.notify()
        waiting.join(LONG_ENOUGH)
    assert (went, helper.given) == ([True], second.AHEAD)


def test_a_card_waits_there_while_another_is_filled_and_each_gets_its_own(app, helper):
    there(helper)
    questions = [asked(viewer=viewer) for viewer in ("leader", "governor")] * 5
    alone = [filled(app, question).decode() for question in questions]
    with ThreadPoolExecutor(len(questions)) as readers:
        assert list(readers.map(helper.fill, questions)) == alone
    assert alone[0] != alone[1]


def test_one_that_never_came_to_stand_is_not_begun_again_for_the_same_school(folder, tmp_path):
    built_otherwise = shutil.copytree(folder, tmp_path / "store")
    [about] = built_otherwise.glob("school-*.json")
    about.write_text(json.dumps({**json.loads(about.read_text()), "definitions": "those of before"}))
    helper = second.Second(built_otherwise)
    for school, begins in ((1, True), (1, False), (2, True)):
        assert helper.fill(asked(generation=school)) is None
        assert (helper._line is not None) == begins
        if begins:
            assert helper._line.poll(LONG_ENOUGH)
            assert helper.fill(asked(generation=school)) is None
            assert helper._line is None


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no list of open files")
def test_it_lets_go_of_the_school_before_though_nobody_asks(helper, folder, tmp_path):
    assert there(helper)
    files = Path(f"/proc/{helper._process.pid}/fd")

    def is_open(name):
        return any(os.path.realpath(link).startswith(str(folder / name)) for link in files.iterdir())

    assert is_open("school-1.duckdb")
    more = tmp_path / "pupils.csv"
    more.write_text(f"{PUPILS[0]}\nRiverside School,61,2025/26,8,N\n", encoding="utf-8")
    assert import_files(folder, [more], by="tests").outcome == "imported"
    end = time.monotonic() + LONG_ENOUGH
    while is_open("school-1.duckdb") and time.monotonic() < end:
        time.sleep(0.05)
    assert is_open("school-2.duckdb") and not is_open("school-1.duckdb")
