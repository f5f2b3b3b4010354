"""The server answers only this machine's own pages, and says so on every answer."""

import json
import re

import pytest

from dashboard.shell.pages import PAGES
from tests.shell.conftest import route

CALLBACKS = "/_dash-update-component"


@pytest.mark.parametrize("path", ["/", "/_dash-layout", "/_dash-dependencies", "/healthz", "/how", "/none"])
def test_every_answer_carries_the_headers(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self' 'sha256-" in policy and "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert "frame-ancestors 'none'" in policy and "connect-src 'self'" in policy
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_healthz_answers(client):
    assert client.get("/healthz").status_code == 200


def test_an_unknown_path_is_not_found(client):
    assert client.get("/nowhere").status_code == 404
    assert client.get("/how").status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.5"]
)
def test_a_foreign_host_name_is_refused(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8050", "localhost:8050", "[::1]:8050"])
def test_the_machines_own_names_are_answered(client, host):
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost:9999"},
    ],
)
def test_what_another_site_sends_is_refused(client, headers):
    assert client.post(CALLBACKS, json=route("/how", ""), headers=headers).status_code == 403


def test_what_our_own_page_sends_is_answered(client):
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
    assert client.post(CALLBACKS, json=route("/how", ""), headers=headers).status_code == 200


def test_the_first_answer_names_no_other_host(client):
    html = client.get("/").get_data(as_text=True)
    assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", html)


def test_every_chart_keeps_its_data_here(show):
    for path in [module.PATH for module in PAGES]:
        for graph in graphs(json.loads(show(path))):
            assert graph["config"]["showSendToCloud"] is False
            assert graph["config"]["plotlyServerURL"] == ""
            assert graph["style"]["height"].endswith("px")


def graphs(tree):
    """Yield the props of every chart in a layout."""
    if isinstance(tree, list):
        for part in tree:
            yield from graphs(part)
    elif isinstance(tree, dict):
        if tree.get("type") == "Graph":
            yield tree["props"]
        for part in tree.values():
            yield from graphs(part)


def changed(**parts):
    """Return a callback with some of its parts spoilt."""
    return route("/how", "") | parts


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "text",
        {},
        {"output": 5},
        {"output": ["page.children"]},
        {"output": "nothing.children"},
        changed(inputs=None),
        changed(inputs={}),
        changed(inputs=[]),
        changed(inputs=[1, 2]),
        changed(inputs=[{"id": "address"}, {"id": "address"}]),
        changed(inputs=[{"id": {"a": 1}, "property": "pathname"}, {"id": "address", "property": "search"}]),
        changed(state=[{"id": "address", "property": "hash", "value": ""}]),
        changed(outputs=5),
        changed(outputs=[]),
        changed(outputs=[{"id": "page", "property": "children"}, {"id": "menu", "property": "children"}]),
        changed(changedPropIds=5),
        changed(changedPropIds=[{}]),
    ],
)
def test_a_malformed_callback_is_a_bad_request(client, body):
    assert client.post(CALLBACKS, json=body).status_code == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_a_callback_that_is_not_json_is_a_bad_request(client, kind):
    assert client.post(CALLBACKS, data=json.dumps(route("/how", "")), content_type=kind).status_code == 400


@pytest.mark.parametrize("value", [5, None, [], {}, True, "x" * 5000, "//evil.example"])
def test_any_address_gets_an_answer(client, value):
    assert client.post(CALLBACKS, json=route(value, "")).status_code < 500
    assert client.post(CALLBACKS, json=route("/how", value)).status_code < 500


def test_a_request_of_more_than_a_megabyte_is_refused(client):
    assert client.post(CALLBACKS, data=b"x" * 1_100_000, content_type="application/json").status_code in {
        400,
        413,
    }


def test_a_refusal_repeats_nothing_that_was_sent(client):
    answer = client.post(CALLBACKS, json={"output": "<script>alert(1)</script>"})
    assert answer.mimetype == "text/plain" and b"script" not in answer.data


def test_a_failing_figure_is_told_to_the_reader_and_logged_without_values(app, client, caplog, monkeypatch):
    def fail(*_):
        raise KeyError("".join(("Attle", "borough")))

    monkeypatch.setattr("dashboard.shell.layout.find", fail)
    answer = client.post(CALLBACKS, json=route("/how", "")).get_json()
    assert answer["sideUpdate"]["message"]["is_open"] is True
    assert "KeyError" in caplog.text and "Attleborough" not in caplog.text
