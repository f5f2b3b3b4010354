"""Erasing a pupil from the page, and everything held about one as a file: for leaders, beside the server."""

import json
import re
import shutil
import time

import pytest

from dashboard.care import erasing, routes
from dashboard.store import one_pupil_job
from dashboard.store.importing import import_files
from dashboard.store.opening import Store
from tests.signin.conftest import client_of, events

CALLBACKS = "/_dash-update-component"
ERASE = "..care-erased.children...care-clock.disabled...care-again.value.."
FIELDS = ("care-school", "care-pupil", "care-again", "care-reason")
PUPILS = """school,pupil,academic_year,year_group,surname,forename
Riverside School,17,2025/26,7,Attleborough,Amy
Riverside School,18,2025/26,8,Bickerstaffe,Ben
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """Return the folder of a school that was really imported."""
    folder = tmp_path_factory.mktemp("imported")
    file = tmp_path_factory.mktemp("handed in") / "pupils.csv"
    file.write_text(PUPILS, encoding="utf-8")
    assert import_files(folder, [file]).outcome == "imported"
    return folder


@pytest.fixture
def school(app, folder, imported, monkeypatch):
    """Return the folder of the imported school with the four accounts, shown by the server."""
    shutil.copytree(imported, folder, dirs_exist_ok=True)
    monkeypatch.setitem(app.server.config, "STORE", Store(folder))
    return folder


def pressed(client, trigger="care-erase.n_clicks", **values):
    """Return the answer to what was typed and pressed on the page."""
    given = {"care-school": "Riverside School", "care-reason": ""} | {
        f"care-{name}": value for name, value in values.items()
    }
    parts = [name.rsplit(".", 1) for name in ERASE.strip(".").split("...")]
    body = {
        "output": ERASE,
        "outputs": [{"id": name, "property": prop} for name, prop in parts],
        "inputs": [
            {"id": "care-erase", "property": "n_clicks", "value": 1},
            {"id": "care-clock", "property": "n_intervals", "value": 1},
        ],
        "state": [{"id": name, "property": "value", "value": given.get(name)} for name in FIELDS],
        "changedPropIds": [trigger],
    }
    return client.post(CALLBACKS, json=body)


def test_a_pupil_is_erased_with_a_receipt_that_names_nobody(app, school):
    client = client_of(app, "leader")
    assert "being erased" not in pressed(client, pupil="17", again="17").get_data(as_text=True)
    until = time.monotonic() + 30
    while erasing.erasing(school).is_running and time.monotonic() < until:
        time.sleep(0.05)
    told = pressed(client, "care-clock.n_intervals").get_data(as_text=True)
    assert "Erased: 1 row in 1 import." in told and "Attleborough" not in told and '"17"' not in told
    store = Store(school)
    with store.connection().cursor() as cursor:
        assert cursor.execute("from pupils select pupil").fetchall() == [("18",)]
    noted = [one for one in events(app) if one.what.startswith(("erasing", "pupils erased"))]
    assert [one.who for one in noted] == ["amy", "amy"]
    assert "17" not in [word for one in noted[1:] for word in re.findall(r"\w+", json.dumps(one.facts))]


@pytest.mark.parametrize(("pupil", "again"), [("17", "18"), ("17", ""), ("", ""), (" ", " ")])
def test_nothing_is_erased_unless_the_number_is_typed_twice(app, pupil, again, monkeypatch):
    monkeypatch.setattr(erasing, "begin", lambda *_: pytest.fail("it began"))
    assert "same number twice" in pressed(client_of(app, "leader"), pupil=pupil, again=again).text


def test_a_school_that_is_not_there_is_not_asked(app):
    assert "Nothing was changed" in one_pupil_job.in_words(RuntimeError())
    assert (
        pressed(client_of(app, "leader"), pupil="17", again="17", school="Elsewhere").text.count(
            "Choose the school"
        )
        == 1
    )


@pytest.mark.parametrize("role", ["governor", "projected", "partner"])
def test_nobody_else_may_begin(app, role, monkeypatch):
    monkeypatch.setattr(erasing, "begin", lambda *_: pytest.fail("it began"))
    assert pressed(client_of(app, role), pupil="17", again="17").status_code == 403


def test_everything_held_about_a_pupil_is_a_file_for_a_leader(app, school):
    asked = "school=Riverside School&pupil=17"
    answer = client_of(app, "leader").get(f"/pupil/record.json?{asked}")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="pupil-record.json"'
    assert json.loads(answer.data)["pupil"] == "17" and b"Attleborough" in answer.data
    assert b"Bickerstaffe" not in answer.data
    last = events(app)[-1]
    assert (last.what, last.facts["pupil"], last.facts["rows"]) == ("record exported", "17", 1)
    for role in ("governor", "projected", "partner", None):
        refused = client_of(app, role).get(f"/pupil/record.json?{asked}")
        assert refused.status_code in {401, 403} and b"Attleborough" not in refused.data


def test_one_record_at_a_time_and_none_of_nobody(app):
    client = client_of(app, "leader")
    assert client.get("/pupil/record.html?school=Riverside School").status_code == 404
    with routes._one_at_a_time:
        assert client.get("/pupil/record.html?school=Riverside School&pupil=17").status_code == 409
