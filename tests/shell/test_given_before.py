"""An answer is given again to the same question alone: of the same school, kind of viewer and day."""

import re
from datetime import date

import pytest

from dashboard import cache
from dashboard.audit import watching
from dashboard.shell import given_before
from dashboard.shell.factory import create_app
from dashboard.store.importing import import_files
from tests.callbacks import CALLBACKS, fire
from tests.shell.conftest import route

DAYS = {"filter-from_date": "2025-09-01", "filter-to_date": "2026-08-31"}
SHOWN = {"equity-measure": "absence_rate", "equity-characteristic": "Pupil premium", **DAYS}
CARD = "equity-groups-graph.figure"


def files(folder, absent):
    """Write a school of sixty of whom every third has pupil premium, and ``absent`` sessions each."""
    pupils = [f"Riverside School,{n},2025/26,8,{'Y' if n % 3 else 'N'}" for n in range(60)]
    totals = [f"Riverside School,{n},2025-09-01,2025-12-19,140,{absent + n % 5},0" for n in range(60)]
    heads = {
        "pupils": "school,pupil,academic_year,year_group,pupil_premium",
        "attendance_totals": "school,pupil,from_date,to_date,possible,authorised,unauthorised",
    }
    for name, lines in (("pupils", pupils), ("attendance_totals", totals)):
        (folder / f"{name}.csv").write_text("\n".join([heads[name], *lines]), encoding="utf-8")
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    imported_to = tmp_path_factory.mktemp("store")
    imported = import_files(imported_to, files(tmp_path_factory.mktemp("files"), 7), by="tests")
    assert imported.outcome == "imported"
    return imported_to


@pytest.fixture
def app(store):
    cache.forget()
    return create_app(store)


@pytest.fixture
def dash_calls(app, monkeypatch):
    """Return a list that grows by one with each callback that Dash itself answers."""
    seen, dispatch = [], app.server.view_functions[CALLBACKS]

    def counted(**parts):
        seen.append(1)
        return dispatch(**parts)

    monkeypatch.setitem(app.server.view_functions, CALLBACKS, counted)
    return seen


def test_the_same_question_is_answered_from_memory_word_for_word(app, dash_calls):
    client = app.server.test_client()
    first = fire(client, CARD, SHOWN)
    assert "Pupil premium" in str(first)
    assert fire(client, CARD, SHOWN) == first
    assert len(dash_calls) == 1
    other = fire(client, CARD, {**SHOWN, "equity-measure": "persistent_absence"})
    assert other != first and len(dash_calls) == 2


def test_another_kind_of_viewer_gets_an_answer_of_their_own(app, dash_calls):
    client = app.server.test_client()
    fire(client, CARD, SHOWN)
    app.server.config["VIEWER"] = "projected"
    fire(client, CARD, SHOWN)
    assert len(dash_calls) == 2
    app.server.config["VIEWER"] = "governor"
    assert fire(client, CARD, SHOWN) == 403
    assert len(dash_calls) == 2


def test_another_day_and_another_school_are_other_questions(app, dash_calls, monkeypatch, tmp_path, store):
    client = app.server.test_client()
    today = fire(client, CARD, SHOWN)

    class Tomorrow(date):
        @classmethod
        def today(cls):
            return cls(2030, 1, 1)

    monkeypatch.setattr(given_before, "date", Tomorrow)
    fire(client, CARD, SHOWN)
    assert len(dash_calls) == 2
    again = import_files(store, files(tmp_path, 35), by="tests")
    assert again.outcome == "imported"
    app.server.config["STORE"].move_on()
    assert fire(client, CARD, SHOWN) != today
    assert len(dash_calls) == 3


def test_what_is_no_card_is_asked_anew_each_time(app, dash_calls):
    client = app.server.test_client()
    for _ in range(2):
        assert client.post(CALLBACKS, json=route("/how", "")).status_code == 200
    assert len(dash_calls) == 2


def test_what_an_answer_from_memory_lists_is_noted_as_any_other(app, monkeypatch):
    noted = []
    monkeypatch.setattr(watching, "A_PUPIL", re.compile(rb"Pupil premium"))  # as if each were a pupil
    monkeypatch.setattr(watching, "note", lambda what, **more: noted.append((what, more)))
    client = app.server.test_client()
    fire(client, CARD, SHOWN)
    fire(client, CARD, SHOWN)
    assert [what for what, _ in noted] == ["pupils listed"] * 2
    assert noted[0] == noted[1]
