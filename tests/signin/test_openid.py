"""Sign-in with a school's provider: a real one on this machine, and tokens that it never gave."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import pytest
import requests
from authlib.integrations.flask_client.apps import FlaskOAuth2App

from dashboard.signin import openid
from dashboard.signin.openid import NotSetUp, Provider, read_settings
from tests.signin.conftest import A_YEAR_ON, client_of, events

HEAD = {"email": "Head@example.sch.uk", "email_verified": True, "groups": ["staff"], "hd": "example.sch.uk"}
USERS = {
    "head": HEAD,
    "governor": HEAD | {"email": "chair@example.sch.uk", "groups": ["staff", "governing-body"]},
    "stranger": HEAD | {"email": "stranger@example.sch.uk"},
    "unverified": HEAD | {"email_verified": False},
    "saying-so": HEAD | {"email_verified": "true"},
    "elsewhere": HEAD | {"email": "head@another.example", "hd": "another.example"},
    "not-hosted": HEAD | {"hd": "another.example"},
    "partner": HEAD | {"email": "pat@example.sch.uk"},
    "former-partner": HEAD | {"email": "old@example.sch.uk"},
}


@pytest.fixture(scope="module")
def provider():
    users = [oidc_provider_mock.User(sub=name, claims=claims) for name, claims in USERS.items()]
    with oidc_provider_mock.run_server_in_thread(user_claims=users) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def settings(provider):
    return {
        "issuer": provider,
        "client_id": "evenhand",
        "client_secret": "not told",
        "label": "Google",
        "domain": "example.sch.uk",
        "emails": {
            "head@example.sch.uk": "leader",
            "pat@example.sch.uk": {"role": "partner", "until": A_YEAR_ON},
            "old@example.sch.uk": {"role": "partner", "until": "2020-07-31"},
        },
        "groups": {"governing-body": "governor"},
    }


@pytest.fixture
def app(settings, folder, server_of):
    write(folder, settings)
    return server_of(folder)


def write(folder, settings):
    path = folder / "openid.json"
    path.write_text(json.dumps(settings), encoding="utf-8")
    path.chmod(0o600)


def agree(address, user):
    """Sign in at the provider as a user, as its page would; return the address it sends the browser to."""
    answer = requests.post(address, data={"sub": user}, allow_redirects=False, timeout=5)
    return answer.headers["Location"]


def sign_in(client, user, wanted="/"):
    """Go to the provider and come back; return the last answer."""
    sent = client.get("/signin/openid", query_string={"next": wanted})
    assert sent.status_code == 302
    back = urlsplit(agree(sent.headers["Location"], user))
    return client.get(f"{back.path}?{back.query}", headers={"Sec-Fetch-Site": "cross-site"})


@pytest.mark.parametrize(
    ("user", "role"), [("head", "leader"), ("governor", "governor"), ("partner", "partner")]
)
def test_whom_the_provider_confirms_gets_the_role_given_here(app, user, role):
    client = app.server.test_client()
    answer = sign_in(client, user, "/equity?by=Sex")
    assert answer.status_code == 200
    assert 'content="0;url=/equity?by=Sex"' in answer.get_data(as_text=True)
    assert "SameSite=Strict" in answer.headers["Set-Cookie"]
    assert client.get("/_dash-layout").status_code == 200
    last = events(app)[-1]
    assert (last.what, last.role) == ("signed in", role)


@pytest.mark.parametrize(
    "user", ["stranger", "unverified", "saying-so", "elsewhere", "not-hosted", "former-partner"]
)
def test_whom_nobody_gave_a_role_or_who_is_of_elsewhere_is_not_let_in(app, user):
    client = app.server.test_client()
    answer = sign_in(client, user)
    assert answer.status_code == 403 and "evenhand=" not in answer.headers.get(
        "Set-Cookie", "evenhand-openid"
    )
    assert client.get("/_dash-layout").status_code == 401
    assert events(app)[-1].what == "sign-in refused"


def test_the_way_to_the_provider_carries_state_nonce_and_a_challenge(app):
    asked = parse_qs(urlsplit(app.server.test_client().get("/signin/openid").headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"]
    assert all(len(asked[name][0]) >= 16 for name in ("state", "nonce", "code_challenge"))
    assert asked["redirect_uri"] == ["http://localhost/signin/openid/back"]


def test_an_answer_of_the_provider_is_good_once_and_in_its_own_browser(app):
    client, another = app.server.test_client(), app.server.test_client()
    back = urlsplit(agree(client.get("/signin/openid").headers["Location"], "head"))
    asked = f"{back.path}?{back.query}"
    assert another.get(asked).status_code == 403
    assert client.get(asked.replace("state=", "state=x")).status_code == 403
    assert client.get(asked).status_code == 403  # the attempt before used this browser's state up
    assert sign_in(client, "head").status_code == 200
    assert client.get(asked).status_code == 403


@pytest.mark.parametrize(
    "query",
    ["", "?code=x", "?state=x", "?code=x&state=y", "?error=access_denied&state=x", "?code[]=x&state=%00"],
)
def test_an_answer_that_was_never_asked_for_is_refused(app, query):
    answer = app.server.test_client().get(f"/signin/openid/back{query}")
    assert answer.status_code == 403 and "did not confirm" in answer.get_data(as_text=True)


def test_a_token_of_another_provider_is_refused(app, monkeypatch):
    """The same user, signed properly: by a provider that nobody here has chosen."""
    with oidc_provider_mock.run_server_in_thread(
        user_claims=[oidc_provider_mock.User(sub="head", claims=HEAD)]
    ) as other:
        elsewhere = f"http://localhost:{other.server_port}"
        real = openid.Client.app.func

        def swapped(self):
            client = real(self)
            described = client.load_server_metadata()
            for name in ("token_endpoint", "authorization_endpoint", "jwks_uri"):
                described[name] = re.sub(r"http://localhost:\d+", elsewhere, described[name])
            return client

        monkeypatch.setattr(openid.Client, "app", property(swapped))
        app.server.extensions.pop("evenhand-openid", None)
        assert sign_in(app.server.test_client(), "head").status_code == 403
    app.server.extensions.pop("evenhand-openid", None)


def test_a_provider_that_names_itself_otherwise_is_refused(app, monkeypatch):
    described = {"issuer": "https://another.example", "authorization_endpoint": "https://another.example/a"}
    monkeypatch.setattr(FlaskOAuth2App, "load_server_metadata", lambda _: described)
    assert app.server.test_client().get("/signin/openid").status_code == 502


def test_a_token_for_another_client_is_refused(app, monkeypatch):
    def claims_of_another(self, token, nonce, claims_options=None, **_):
        assert claims_options["aud"] == {"essential": True, "value": "evenhand"}
        return self._real(token, nonce, {**claims_options, "aud": {"essential": True, "value": "another"}})

    monkeypatch.setattr(FlaskOAuth2App, "_real", FlaskOAuth2App.parse_id_token, raising=False)
    monkeypatch.setattr(FlaskOAuth2App, "parse_id_token", claims_of_another)
    assert sign_in(app.server.test_client(), "head").status_code == 403


def test_what_is_changed_in_the_settings_ends_the_session(app, folder, settings):
    client = app.server.test_client()
    sign_in(client, "head")
    assert client.get("/_dash-layout").status_code == 200
    write(folder, settings | {"emails": {"head@example.sch.uk": "governor"}})
    assert client.get("/_dash-layout").status_code == 401


def test_a_provider_that_is_down_is_told_in_words(app, folder, settings):
    write(folder, settings | {"issuer": "http://127.0.0.1:9"})
    answer = app.server.test_client().get("/signin/openid")
    assert answer.status_code == 502 and "did not confirm" in answer.get_data(as_text=True)


def test_the_sign_in_page_offers_the_provider_beside_the_accounts(app):
    text = client_of(app).get("/signin?next=/equity").get_data(as_text=True)
    assert "Sign in with Google" in text and 'href="/signin/openid?next=/equity"' in text
    assert 'name="password"' in text


def test_settings_alone_shut_the_server(tmp_path, settings, server_of):
    write(tmp_path, settings)
    client = server_of(tmp_path).server.test_client()
    assert client.get("/_dash-layout").status_code == 401
    assert 'name="password"' not in client.get("/signin").get_data(as_text=True)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"issuer": ""}, "issuer missing"),
        ({"client_secret": ""}, "client_secret missing"),
        ({"issuer": "http://accounts.example.com"}, "https://"),
        ({"emails": {}, "groups": {}}, "nobody has a role"),
        ({"emails": {"a@b.c": "owner"}}, "choose one of leader"),
        ({"emails": {"a@b.c": "partner"}}, "needs a last day"),
        ({"emails": {"a@b.c": {"role": "partner", "until": "soon"}}}, "cannot be read"),
        ({"emails": ["a@b.c"]}, "cannot be read"),
    ],
)
def test_settings_that_cannot_be_used_say_why(tmp_path, settings, change, why):
    write(tmp_path, settings | change)
    with pytest.raises(NotSetUp, match=f"(?i){why}"):
        read_settings(tmp_path / "openid.json")


def test_a_secret_may_stand_in_the_environment(tmp_path, settings, monkeypatch):
    write(tmp_path, settings | {"client_secret": ""})
    monkeypatch.setenv("EVENHAND_OPENID_CLIENT_SECRET", "from elsewhere")
    assert Provider(tmp_path).settings().client_secret == "from elsewhere"


def test_authlib_waits_until_somebody_signs_in_with_it():
    for path in Path("dashboard").rglob("*.py"):
        assert not re.search(r"(?m)^(from|import) authlib", path.read_text(encoding="utf-8")), path
