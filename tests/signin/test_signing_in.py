"""Signing in and out, and all that ends a session."""

import time

import pytest

from dashboard.signin.accounts import Book
from dashboard.signin.gate import Access, own_address
from tests.shell.conftest import route
from tests.signin.conftest import PASSWORD, client_of, events, typed

CALLBACKS = "/_dash-update-component"


def test_a_right_password_gives_a_strict_cookie_and_leads_on(app):
    answer = typed(app.server.test_client(), "Amy", next="/equity?measure=absence_rate")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/equity?measure=absence_rate")
    cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in ("evenhand=", "HttpOnly", "SameSite=Strict", "Path=/"))
    assert "Secure" not in cookie and "Expires" not in cookie


def test_whoever_is_signed_in_is_named_in_the_menu_with_a_way_out(app):
    client = app.server.test_client()
    typed(client)
    layout = client.get("/_dash-layout").get_data(as_text=True)
    assert '"amy"' in layout and "School leader" in layout and "signout" in layout
    out = client.post("/signout")
    assert out.headers["Location"] == "/signin?out=1"
    assert client.get("/_dash-layout").status_code == 401
    assert b"You are signed out." in client.get("/signin?out=1").data


@pytest.mark.parametrize(
    ("name", "password"), [("amy", "wrong"), ("nobody", PASSWORD), ("", ""), ("amy", "")]
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike(app, name, password):
    answer = typed(app.server.test_client(), name, password)
    assert answer.status_code == 401 and "Set-Cookie" not in answer.headers
    assert "do not belong together" in answer.get_data(as_text=True)


def test_the_sign_in_page_needs_no_script_and_repeats_a_name_harmlessly(app):
    text = typed(app.server.test_client(), '"><script>alert(1)</script>', "x").get_data(as_text=True)
    assert "<script>alert" not in text and "&lt;script&gt;" in text
    assert '<form method="post" action="/signin">' in text and 'autocomplete="current-password"' in text


def test_the_eleventh_try_is_told_to_wait_even_with_the_right_password(app, monkeypatch):
    monkeypatch.setattr("dashboard.signin.accounts.is_right", lambda password, kept: password == PASSWORD)
    client = app.server.test_client()
    told = [typed(client, password=f"wrong {number}").status_code for number in range(10)]
    assert told == [401] * 10
    answer = typed(client)
    assert answer.status_code == 429 and "Wait 15 minutes" in answer.get_data(as_text=True)
    assert typed(client, "gus").status_code == 303


def test_a_new_session_at_every_sign_in_and_the_old_one_is_dead(app):
    client = app.server.test_client()
    client.set_cookie("evenhand", "a" * 43)  # planted by somebody else
    typed(client)
    first = client.get_cookie("evenhand").value
    typed(client)
    second = client.get_cookie("evenhand").value
    assert len({"a" * 43, first, second}) == 3
    client.set_cookie("evenhand", first)
    assert client.get("/_dash-layout").status_code == 401


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book.remove("gus"),
        lambda book: book.change_password("gus", "another tidal lantern 8"),
        lambda book: (book.remove("gus"), book.add("gus", "leader", PASSWORD)),
    ],
)
def test_what_changes_an_account_ends_its_sessions_at_the_next_request(app, folder, change):
    gus, amy = client_of(app, "governor"), client_of(app, "leader")
    assert gus.post(CALLBACKS, json=route("/how", "")).status_code == 200
    change(Book(folder))
    assert gus.post(CALLBACKS, json=route("/how", "")).status_code == 401
    assert amy.post(CALLBACKS, json=route("/how", "")).status_code == 200


def test_a_partner_whose_last_day_has_passed_is_out_at_once(app, monkeypatch):
    client = client_of(app, "partner")
    assert client.get("/_dash-layout").status_code == 200
    monkeypatch.setattr(
        "dashboard.signin.accounts.Account.has_expired", lambda self, _: self.role == "partner"
    )
    assert client.get("/_dash-layout").status_code == 401
    assert typed(app.server.test_client(), "pat").status_code == 401


def test_a_server_without_accounts_is_open_and_shuts_as_soon_as_there_is_one(
    tmp_path, small_school, people_file
):
    from dashboard.shell.factory import create_app

    app = create_app(tmp_path, "projected")
    app.server.config["STORE"] = small_school
    client = app.server.test_client()
    assert client.get("/").status_code == 200 and client.get("/signin").status_code == 302
    assert b"Sign out" not in client.get("/_dash-layout").data
    (tmp_path / "users.json").touch(0o600)
    (tmp_path / "users.json").write_bytes(people_file.read_bytes())
    assert client.get("/_dash-layout").status_code == 401
    (tmp_path / "users.json").unlink()
    assert client.get("/_dash-layout").status_code == 401


def test_accounts_that_cannot_be_read_shut_the_server_to_everybody(app, folder, caplog):
    client = client_of(app, "leader")
    (folder / "users.json").write_text("{")
    answer = client.get("/_dash-layout")
    assert answer.status_code == 503 and str(folder) not in answer.get_data(as_text=True)
    assert "damaged" in caplog.text


@pytest.mark.parametrize(
    ("wanted", "own"),
    [
        ("/equity?by=Sex&group=a%26b", "/equity?by=Sex&group=a%26b"),
        ("/pupil?school=St%20Mary%27s&pupil=17#marks", "/pupil?school=St%20Mary%27s&pupil=17#marks"),
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\r\nSet-Cookie: a=b", "/"),
        ("/\t/evil.example", "/"),
        ("evil.example", "/"),
        ("/" * 3000, "/"),
        ("/" + "x" * 3000, "/"),
        ("/signin?next=/signin", "/"),
        ("/signout", "/"),
        ("", "/"),
        (None, "/"),
    ],
)
def test_a_sign_in_leads_only_to_an_address_of_its_own(wanted, own):
    assert own_address(wanted) == own


def test_a_deep_link_is_kept_through_the_sign_in(app):
    client = app.server.test_client()
    sent = client.get("/equity?measure=absence_rate&by=Sex").headers["Location"]
    assert sent == "/signin?next=%2Fequity%3Fmeasure%3Dabsence_rate%26by%3DSex"
    assert 'value="/equity?measure=absence_rate&amp;by=Sex"' in client.get(sent).get_data(as_text=True)
    assert client_of(app, "leader").get(sent).headers["Location"].startswith("/equity?measure=")


def test_a_link_in_web_mail_asks_again_from_here_before_it_asks_to_sign_in(app):
    """A strict cookie does not come with a click on another site; with what our own page asks it does."""
    answer = client_of(app).get("/equity?by=Sex", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 401
    assert 'http-equiv="refresh" content="0;url=/equity?by=Sex"' in answer.get_data(as_text=True)


def test_over_tls_the_cookie_is_secure_and_for_this_host_alone(folder, server_of):
    app = server_of(folder, Access(True, True, frozenset({"evenhand.example.sch.uk"})))
    client = app.server.test_client()
    base = {"base_url": "https://evenhand.example.sch.uk"}
    answer = client.post("/signin", data={"name": "amy", "password": PASSWORD}, **base)
    assert (
        answer.headers["Set-Cookie"].startswith("__Host-evenhand=")
        and "Secure" in answer.headers["Set-Cookie"]
    )
    assert answer.headers["Strict-Transport-Security"]
    assert client.get("/_dash-layout", **base).status_code == 200
    assert client.get("/", base_url="https://evil.example").status_code == 403


def test_sign_ins_and_refusals_are_in_the_log_without_what_was_typed(app):
    client = app.server.test_client()
    typed(client, "my secret typed as a name", "x")
    typed(client, "gus", "wrong")
    typed(client)
    client.post("/signout")
    said = [(one.who, one.what, one.facts.get("account")) for one in events(app)]
    assert said == [
        ("", "sign-in refused", "unknown"),
        ("", "sign-in refused", "gus"),
        ("amy", "signed in", None),
        ("amy", "signed out", None),
    ]


def test_the_gate_costs_a_callback_less_than_two_milliseconds(app):
    gate = app.server.config["GATE"]
    secret = gate.begin(gate.book.valid("amy"))
    started = time.perf_counter()
    for _ in range(500):
        assert gate.who(secret)
    assert (time.perf_counter() - started) / 500 < 0.002
