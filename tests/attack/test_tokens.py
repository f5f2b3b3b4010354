"""Every page's own callbacks, sent by everybody: nobody gets a name beyond their role, and none is run."""

import json
import logging
import re

import pytest

from dashboard.shell.identity import VIEWER_OF
from dashboard.shell.pages import PAGES
from tests.attack.conftest import CALLBACKS, everything_a_page_sends
from tests.attack.tokens import CLASS_TOKEN, found
from tests.signin.conftest import ROLES, client_of

SEARCHES = [("/pupil", "?school=Riverside School&pupil=PN0003ZQ"), ("/access", "?pupil=PN0003ZQ")]
ADDRESSES = (
    "/", "/_dash-layout", "/_dash-dependencies", "/access", "/access/record.html", "/access/record.json",
    "/pupil?school=Riverside School&pupil=PN0003ZQ", "/data/template/pupils.csv", "/data/refused/pupils.csv",
    "/pupil/record.json?school=Riverside School&pupil=PN0003ZQ", "/data/imports/0001/refused/pupils.csv",
    "/data/refused/..%2f..%2fusers.json", "/data/imports/..%2f/refused/users.json", "/users.json",
    "/audit.log", "/assets/..%2f..%2fusers.json", "/assets//etc/passwd", "/assets/%00", "/secret",
    "/%2e%2e/users.json",
    "/_dash-component-suites/dashboard/store/opening.py", "/_dash-component-suites/dash/..%2f__init__.py",
    "/data/template/%0d%0aX:y.csv", "//evil.example/", "/signin?next=//evil.example", "/healthz",
)  # fmt: skip
METHODS = ("GET", "HEAD", "OPTIONS", "TRACE", "POST", "PUT", "DELETE", "PATCH")
UNSAFE = re.compile(r"script-src[^;]*('unsafe-inline'|'unsafe-eval'|\*|data:|https?:)")


def is_safe(answer):
    """Say whether an answer lets no script run but ours, and tells nothing of the machine."""
    policy = answer.headers.get("Content-Security-Policy", "")
    shut = "default-src 'self'" in policy and not UNSAFE.search(policy)
    return shut and b"Traceback" not in answer.data and answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.fixture(autouse=True)
def nothing_is_begun(monkeypatch):
    """Let no attack start a process: what is pressed here is only to be refused."""
    for name in (
        "dashboard.care.erasing.begin",
        "dashboard.data.deeds.start",
        "dashboard.data.undoing.take_back",
    ):
        monkeypatch.setattr(name, lambda *_args, **_more: False)
    monkeypatch.setattr("dashboard.care.routes.ask", lambda *_args: {"failure": "no"})


def test_no_role_is_sent_a_name_beyond_its_own_whatever_a_leaders_page_sends(app, caplog):
    caplog.set_level(logging.INFO)
    leader = client_of(app, "leader")
    clients = {role: client_of(app, role) for role in (*ROLES, None)}
    faults, seen = [], set()
    for label, body in everything_a_page_sends(app, leader, PAGES, SEARCHES):
        for role, client in clients.items():
            answer = client.post(CALLBACKS, json=body)
            tokens = found(answer.data)
            if role == "leader":
                seen |= tokens
                # Names reach the browser as JSON alone, which it never parses as HTML.
                if answer.status_code != 204 and answer.mimetype not in {"application/json", "text/plain"}:
                    faults.append((role, label, answer.mimetype))
            elif tokens or (role != "projected" and found(answer.data, CLASS_TOKEN)):
                faults.append((role, label, sorted(tokens)[:3]))
            if answer.status_code >= 500 or not is_safe(answer):
                faults.append((role, label, answer.status_code))
            if role is None and answer.status_code != 401:
                faults.append((role, label, answer.status_code))
    assert faults == []
    assert len(seen) > 40, "the leader's own answers must hold the tokens, or nothing was tried"
    assert not found(caplog.text.encode())


def test_no_address_gives_anybody_more_by_any_method(app):
    faults = []
    for role in (*ROLES, None):
        client = client_of(app, role)
        for path in ADDRESSES:
            for method in METHODS:
                answer = client.open(path, method=method)
                asked = set() if "PN0003ZQ" not in path else {"PN0003ZQ"}  # its own address comes back
                if role != "leader" and found(answer.data) - asked:
                    faults.append((role, method, path))
                if answer.status_code >= 500 or not is_safe(answer):
                    faults.append((role, method, path, answer.status_code))
                if any("evil" in value for name, value in answer.headers if name != "Location"):
                    faults.append((role, method, path, "header"))
    assert faults == []


def test_the_page_itself_is_drawn_without_any_name(app):
    leader = client_of(app, "leader")
    shell = leader.get("/pupil?school=Riverside School&pupil=PN0003ZQ").get_data(as_text=True)
    assert "SN0003ZQ" not in shell and "alert(" not in shell


@pytest.mark.parametrize("role", [*ROLES, None])
@pytest.mark.parametrize("body", ["[" * 200_000, '{"a":' * 90_000 + "1" + "}" * 90_000])
def test_endless_nesting_is_refused_and_breaks_nothing(app, role, body):
    answer = client_of(app, role).post(CALLBACKS, data=body, content_type="application/json")
    assert answer.status_code == (400 if role else 401)


def test_a_session_ends_for_good_when_signed_out_changed_or_removed(app):
    book = app.server.config["GATE"].book
    for end in (
        lambda client: client.post("/signout"),
        lambda _client: book.change_password("gus", "another tidal lantern 7"),
        lambda _client: book.remove("gus"),
    ):
        client = client_of(app, "governor")
        kept = client.get_cookie("evenhand").value
        assert client.get("/_dash-layout").status_code == 200
        end(client)
        replayed = app.server.test_client()
        replayed.set_cookie("evenhand", kept)
        assert replayed.get("/_dash-layout").status_code == 401


def test_a_failure_outside_a_figure_is_logged_without_its_words(app, caplog, monkeypatch):
    def fail(*_args):
        raise ValueError(f"Conversion of SN{3:04}ZQ failed")

    monkeypatch.setattr("dashboard.care.routes.record", fail)
    app.server.config["PROPAGATE_EXCEPTIONS"] = False
    answer = client_of(app, "leader").get("/access/record.json")
    assert answer.status_code == 500 and is_safe(answer) and not found(answer.data)
    assert "ValueError" in caplog.text and not found(caplog.text.encode())


def test_the_log_keeps_a_line_an_event_whatever_is_sent(app):
    client = client_of(app, "leader")
    for card in ("x\r\n0000 {}", "<script>", "a" * 100):
        answer = client.post("/audit/taken", json={"card": card, "rows": 1, "kind": "csv"})
        assert answer.status_code == 400
    client.post("/signin", data={"name": "amy\r\nadmin signed in", "password": "x" * 20})
    recorder = app.server.config["RECORDER"]
    assert recorder.flush()
    lines = (recorder.folder / "audit.log").read_text(encoding="ascii").splitlines()
    assert all(json.loads(line[65:]) for line in lines)
    assert "admin" not in "".join(lines) and VIEWER_OF["leader"] == "leader"
