"""A page, its callbacks and its line in the menu are for its viewers alone."""

from types import SimpleNamespace

import pytest
from dash import Input, Output, html

from dashboard.shell import doors, pages
from dashboard.shell.factory import create_app
from tests.shell.conftest import route

CALLBACKS = "/_dash-update-component"
ASKED = {
    "output": "staffroom-said.children",
    "outputs": {"id": "staffroom-said", "property": "children"},
    "inputs": [{"id": "staffroom-asked", "property": "value", "value": "tea"}],
    "state": [],
    "changedPropIds": ["staffroom-asked.value"],
}


def register(app):
    app.callback(Output("staffroom-said", "children"), Input("staffroom-asked", "value"))(lambda value: value)


STAFFROOM = SimpleNamespace(
    PATH="/staffroom",
    TITLE="Staff room",
    FILTERED=False,
    VIEWERS=frozenset({"leader"}),
    layout=lambda **_: html.Div([html.P(id="staffroom-said"), html.Div(id="staffroom-asked")]),
    register=register,
)


@pytest.fixture(params=["leader", "governor", "projected"])
def asked(request, tmp_path, small_school, monkeypatch):
    """Return a client of a server whose first page is for leaders alone, and its viewer."""
    first = SimpleNamespace(**{**vars(STAFFROOM), "PATH": "/"})
    for module in (pages, doors):
        monkeypatch.setattr(module, "PAGES", (first, *pages.PAGES[1:]))
    monkeypatch.setattr("dashboard.shell.layout.PAGES", (first, *pages.PAGES[1:]))
    app = create_app(tmp_path, request.param)
    app.server.config["STORE"] = small_school
    return app.server.test_client(), request.param


def test_a_callback_is_for_the_viewers_of_its_page(asked):
    client, viewer = asked
    answer = client.post(CALLBACKS, json=ASKED)
    assert answer.status_code == (200 if viewer == "leader" else 403)
    assert (b"tea" in answer.data) is (viewer == "leader")


def test_the_menu_leads_only_to_pages_for_the_viewer(asked):
    client, viewer = asked
    assert (b"Staff room" in client.get("/_dash-layout").data) is (viewer == "leader")


def test_a_page_for_others_says_whom_it_is_for(asked):
    client, viewer = asked
    shown = client.post(CALLBACKS, json=route("/", "")).get_data(as_text=True)
    assert ("This page is for others" in shown and "for school leaders" in shown) is (viewer != "leader")
    assert ("staffroom-said" in shown) is (viewer == "leader")


def test_the_first_address_leads_to_a_page_for_the_viewer(asked):
    client, viewer = asked
    answer = client.get("/")
    assert answer.status_code == (200 if viewer == "leader" else 302)
    assert viewer == "leader" or answer.headers["Location"] == doors.home(viewer) != "/"


def test_every_callback_belongs_to_a_page_or_the_frame(app):
    assert set(app.server.config["CALLBACK_VIEWERS"]) == set(app.callback_map)


def test_a_callback_that_nobody_claimed_is_for_nobody(tmp_path, small_school):
    app = create_app(tmp_path)
    app.server.config["STORE"] = small_school
    register(app)
    assert app.server.test_client().post(CALLBACKS, json=ASKED).status_code == 403


def test_a_route_that_nobody_listed_is_for_nobody(tmp_path):
    app = create_app(tmp_path)
    app.server.add_url_rule("/unlisted", "unlisted", lambda: "names")
    assert app.server.test_client().get("/unlisted").status_code == 403


def test_every_route_is_listed(app):
    assert {rule.rule for rule in app.server.url_map.iter_rules()} == set(doors.DOORS)


def test_whom_a_page_is_for_is_said_as_people_say_it():
    both = SimpleNamespace(VIEWERS=frozenset({"leader", "projected"}))
    assert doors.whom_for(both) == "school leaders and the meeting screen"
    assert doors.whom_for(STAFFROOM) == "school leaders"
