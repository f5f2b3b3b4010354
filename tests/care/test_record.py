"""The data protection record says what the running system holds, shows and keeps."""

import json
import re

import pytest

from dashboard.care.record import as_html, as_json, as_text, record
from dashboard.shell.pages import PAGES
from dashboard.store.retention import set_retention_years
from tests.signin.conftest import client_of, events


@pytest.fixture
def made(app, folder):
    """Return ``made()``: the record of the small school, as a leader would get it now."""

    def make():
        gate = app.server.config["GATE"]
        store = app.server.config["STORE"]
        return {each.title: each for each in record(store, gate.book, gate.provider).sections}

    return make


def test_each_table_and_field_that_is_filled_is_counted(made):
    tables = {row[0]: row[2:] for row in made()["What is held"].rows}
    assert tables["pupils"] == ["pupils", 3]
    assert tables["attendance"] == ["pupils", 3]
    assert tables["classes"] == ["staff", 3]
    assert "rooms" not in tables
    fields = {(table, field): filled for table, field, _says, _care, filled in made()["Each field"].rows}
    assert fields["pupils", "surname"] == 3 and ("pupils", "ethnicity") not in fields
    assert ("pupils", "upn") not in fields


def test_special_categories_are_marked(made):
    care = {(table, field): care for table, field, _says, care, _filled in made()["Each field"].rows}
    assert "illness" in care["attendance", "code"] and care["pupils", "surname"] == ""


def test_every_page_is_a_purpose_with_its_roles(made):
    purposes = {row[0]: row[2] for row in made()["What it is used for"].rows}
    assert set(purposes) == {page.TITLE for page in PAGES}
    assert purposes["Who sees what"] == purposes["The next pack"] == "School leader"


def test_the_accounts_stand_with_their_ends(made):
    rows = {row[0]: row[1:3] for row in made()["Who may sign in"].rows}
    assert rows["amy"] == ["School leader", "no end"]
    assert set(rows) == {"amy", "gus", "pru", "pat"} and rows["pat"][1] != "no end"


def test_a_period_that_is_not_set_is_said_to_be_missing(app, made, monkeypatch, tmp_path):
    monkeypatch.setattr(app.server.config["STORE"], "folder", tmp_path)
    assert "No period is set" in dict(made()["How long it is kept"].rows)["Pupils who have left"]
    set_retention_years(tmp_path, 7)
    kept = dict(made()["How long it is kept"].rows)
    assert kept["Pupils who have left"] == "7 years after leaving"
    assert kept["Held longer than that today"] == "0 pupils"


def test_what_only_the_school_knows_is_left_open(made):
    assert dict(made()["Who is responsible"].rows)["Controller"] == "for the school to state"


def test_the_record_is_the_same_in_every_format_and_names_no_pupil(app):
    gate, store = app.server.config["GATE"], app.server.config["STORE"]
    whole = record(store, gate.book, gate.provider)
    as_data = json.loads(as_json(whole))
    assert [section["title"] for section in as_data["sections"]] == [one.title for one in whole.sections]
    for text in (as_html(whole), as_json(whole), as_text(whole)):
        assert "young_carer" not in text and "How long it is kept".casefold() in text.casefold()
        assert not re.search("Attleborough|Bickerstaffe|Cholmondeley", text)


def test_only_a_leader_gets_it_and_that_is_noted(app):
    for form in ("html", "json"):
        assert client_of(app, "leader").get(f"/access/record.{form}").status_code == 200
    kept = client_of(app, "leader").get("/access/record.html?keep=1")
    assert kept.headers["Content-Disposition"] == 'attachment; filename="data-protection-record.html"'
    assert client_of(app, "leader").get("/access/record.exe").status_code == 404
    for role in ("governor", "projected", "partner"):
        assert client_of(app, role).get("/access/record.html").status_code == 403
    assert [one.who for one in events(app) if one.what == "data protection record taken"] == ["amy"] * 3
