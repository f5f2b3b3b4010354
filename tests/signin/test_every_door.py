"""Every route and every callback for everybody: what is not for a role gives it nothing, whatever is sent."""

import json
import logging
import re

import pytest

from dashboard.shell import doors
from dashboard.shell.identity import VIEWER_OF
from dashboard.shell.pages import PAGES, viewers
from dashboard.viewer import LIVE
from tests.shell.conftest import route
from tests.signin.conftest import ROLES, client_of, events

CALLBACKS = "/_dash-update-component"
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
# Whoever adds to these opens a door to the whole world: it is written twice on purpose.
OPEN_TO_ANYBODY = {"/healthz", "/signin", "/signin/openid", "/signin/openid/back", "/signout"}
NAMES = ("Attleborough", "Bickerstaffe", "Cholmondeley")


def address(rule):
    """Return an address of this rule."""
    given = {"path": "nowhere", "filename": "z_app/30-cards.js", "package_name": "dash_core_components"}
    given["fingerprinted_path"] = "dash_core_components.js"
    made = rule.rule
    for name in rule.arguments:
        kind = rule._converters[name].__class__.__name__
        value = given.get(name, "1")
        made = made.replace(next(part for part in parts_of(made) if part.endswith(f"{name}>")), value)
        assert kind
    return made


def parts_of(text):
    """Return the variable parts of a rule as they are written."""
    return [f"<{part.partition('>')[0]}>" for part in text.split("<")[1:]]


def test_the_doors_open_to_anybody_are_these():
    assert {rule for rule, door in doors.DOORS.items() if door == doors.ANYBODY} == OPEN_TO_ANYBODY


def test_nobody_who_has_not_signed_in_gets_through_any_other_door(app):
    client = client_of(app)
    for rule in app.server.url_map.iter_rules():
        for method in METHODS:
            if rule.rule in OPEN_TO_ANYBODY | doors.OPEN_FILES:
                continue
            answer = client.open(address(rule), method=method)
            # What has no GET of its own is a page's address, like every other unknown one.
            is_page = method in {"GET", "HEAD"} and (rule.rule in doors.FRAMES or "GET" not in rule.methods)
            assert answer.status_code == (302 if is_page else 401), (method, rule.rule)
            assert not is_page or answer.headers["Location"].startswith("/signin")


def test_without_signing_in_the_open_doors_show_only_the_way_in(app):
    client = client_of(app)
    for path in ("/signin", "/healthz", *doors.OPEN_FILES):
        assert client.get(path).status_code == 200, path
    assert client.get("/signin/openid").status_code == 404
    assert client.get("/assets/z_app/30-cards.js").status_code == 401
    assert client.get("/assets/vendor/../z_app/30-cards.js").status_code == 401
    assert client.get("/assets/z_app/%2e%2e/z_app/30-cards.js").status_code in {401, 404}


@pytest.mark.parametrize("role", ROLES)
def test_every_door_is_open_to_its_roles_and_shut_to_the_others(app, role):
    client, viewer = client_of(app, role), VIEWER_OF[role]
    for rule in app.server.url_map.iter_rules():
        if rule.rule == "/signout":
            continue
        door = doors.DOORS[rule.rule]
        for method in sorted(rule.methods):
            status = client.open(address(rule), method=method).status_code
            assert status < 500, (method, rule.rule)
            if door != doors.ANYBODY:
                assert (status == 403) is (viewer not in door), (method, rule.rule, status)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_shown_to_its_roles_alone(app, role):
    client, viewer = client_of(app, role), VIEWER_OF[role]
    for page in PAGES:
        may = viewer in viewers(page)
        answer = client.get(page.PATH)
        assert answer.status_code == (200 if may else 302 if page.PATH == "/" else 403), page.PATH
        shown = client.post(CALLBACKS, json=route(page.PATH, "")).get_data(as_text=True)
        assert ("This page is for others" in shown) is not may
        assert viewer == "leader" or not any(name in shown for name in NAMES)
        if not may and page.PATH != "/":
            refused = [one for one in events(app) if one.what == "refused"]
            assert [one.facts for one in refused[-2:]] == [{"kind": "page", "asked": page.PATH}] * 2


@pytest.mark.parametrize("role", [role for role in ROLES if role != "leader"])
def test_no_page_leads_its_reader_to_one_of_somebody_elses(app, role):
    client, viewer = client_of(app, role), VIEWER_OF[role]
    mine = {page.PATH for page in PAGES if viewer in viewers(page)}
    shut = {page.PATH for page in PAGES} - mine
    for path in mine:
        shown = json.dumps(client.post(CALLBACKS, json=route(path, "")).get_json())
        led_to = {href.partition("?")[0] for href in re.findall(r'"href":\s*"(/[^"#]*)', shown)}
        assert led_to & shut == set(), path


def test_the_filter_bar_answers_nobody_who_has_no_filters(app):
    owners = app.server.config["CALLBACK_VIEWERS"]
    keys = [key for key in app.callback_map if "filter-words" in key]
    assert keys
    assert all(owners[key] == LIVE for key in keys)
    for key in keys:
        body = sent(key, app.callback_map[key], None)
        assert client_of(app, "governor").post(CALLBACKS, json=body).status_code == 403


@pytest.mark.parametrize(
    "forged", ["", "a" * 43, "a" * 5000, "../../secret", "null", "amy", "\u00e9", "a b; c=d"]
)
def test_a_forged_session_is_none(app, forged):
    client = app.server.test_client()
    answer = client.get("/_dash-layout", headers={"Cookie": f"evenhand={forged}".encode().decode("latin-1")})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, 200),
        ({"Origin": "http://localhost"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": ""}, 403),
        ({"Sec-Fetch-Mode": "cors"}, 403),
    ],
)
def test_only_our_own_page_can_send_anything(app, headers, status):
    client = client_of(app, "leader")
    client.says_where_it_is_from = False
    assert client.post(CALLBACKS, json=route("/how", ""), headers=headers).status_code == status
    if status == 403:
        assert client.post("/signin", data={"name": "amy"}, headers=headers).status_code == 403
        assert client.post("/signout", headers=headers).status_code == 403
    assert client.get("/_dash-layout").status_code == 200


FORGED = {
    "nothing": None,
    "text": "x",
    "SQL": "'; drop table pupil; --",
    "path": "../../../../etc/passwd",
    "huge": 10**40,
    "not a number": float("nan"),
    "infinity": float("inf"),
    "list": [],
    "nested": [[["a"]], {"b": [None]}],
    "dict": {"role": "leader", "viewer": "leader", "school": "Riverside School", "pupil": "a"},
    "long": "\u00e9\u0000\ud800" * 3000,
    "true": True,
}
PLAUSIBLE = ("nothing", "text", "dict")


def sent(key, known, value):
    """Return a callback as a browser would send it, with one value everywhere."""

    def one(declared):
        found, prop = declared["id"], declared["property"]
        if not found.startswith("{"):
            return {"id": found, "property": prop, "value": value}
        pattern = json.loads(found)
        own = {name: "a" if isinstance(part, list) else part for name, part in pattern.items()}
        each = {"id": own, "property": prop, "value": value}
        return each if ["MATCH"] in pattern.values() else [each]

    several = key.startswith("..")
    names = key.strip(".").split("...") if several else [key]
    outputs = [one({"id": name.rpartition(".")[0], "property": name.rpartition(".")[2]}) for name in names]
    return {
        "output": key,
        "outputs": outputs if several else outputs[0],
        "inputs": [one(each) for each in known["inputs"]],
        "state": [one(each) for each in known["state"]],
        "changedPropIds": [],
    }


@pytest.mark.parametrize("role", ROLES)
def test_no_callback_gives_a_role_more_than_its_own_or_breaks_whatever_is_forged(app, role, caplog):
    client, viewer = client_of(app, role), VIEWER_OF[role]
    owners = app.server.config["CALLBACK_VIEWERS"]
    faults = []
    for key, known in app.callback_map.items():
        for kind in FORGED if viewer == "leader" else PLAUSIBLE:
            caplog.clear()
            body = json.dumps(sent(key, known, FORGED[kind]))
            answer = client.post(CALLBACKS, data=body, content_type="application/json")
            text = answer.get_data(as_text=True)
            if answer.status_code >= 500 or any(one.levelno >= logging.ERROR for one in caplog.records):
                faults.append((answer.status_code, kind, key[:60]))
            if viewer not in owners[key] and answer.status_code != 403:
                faults.append((answer.status_code, "not for this role", key[:60]))
            if viewer != "leader" and any(name in text for name in NAMES):
                faults.append((answer.status_code, "a name", key[:60]))
    assert faults == []


def test_a_refusal_is_in_the_log(app):
    client = client_of(app, "governor")
    assert client.get("/_reload-hash").status_code == 403
    last = events(app)[-1]
    assert (last.who, last.role, last.what, last.facts["asked"]) == (
        "gus",
        "governor",
        "refused",
        "/_reload-hash",
    )


def test_the_same_figure_asked_by_a_leader_before_gives_a_screen_no_name(app):
    """What is remembered for one role is never handed to another."""
    path, search = "/pupil", "?school=Riverside School&pupil=a"
    answers = {role: client_of(app, role).post(CALLBACKS, json=route(path, search)) for role in ROLES}
    assert all(answer.status_code == 200 for answer in answers.values())
    body = sent("pupil-body.children", app.callback_map["pupil-body.children"], None)
    for part in body["inputs"]:
        part["value"] = {"school": "Riverside School", "pupil": "a"} if part["id"] == "pupil-asked" else None
    told = {role: client_of(app, role).post(CALLBACKS, json=body) for role in ROLES}
    assert "Attleborough" in told["leader"].get_data(as_text=True)
    for role in ("projected", "governor", "partner"):
        assert told[role].status_code == 403 and b"Attleborough" not in told[role].data
