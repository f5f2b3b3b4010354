"""``evenhand users``, ``evenhand audit``, and from where the pages may be reached."""

import io
import os
import stat
import sys

import pytest

from dashboard.__main__ import main
from dashboard.audit import chain
from dashboard.cli import reach
from dashboard.cli.parser import make_parser
from dashboard.signin.accounts import Book
from dashboard.signin.secret import UnsafeSecret, secret_of
from tests.signin.conftest import A_YEAR_ON, PASSWORD


@pytest.fixture
def tell(monkeypatch, capsys, tmp_path):
    """Return ``tell(*words, password=...)``: the exit code of a command and all that it said."""

    def run(*words, password=PASSWORD, data=tmp_path):
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
        code = main([*words, "--data", str(data)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_users_are_added_listed_given_passwords_and_removed(tell, tmp_path):
    tmp_path.chmod(0o755)
    code, said = tell("users", "add", "Amy", "--role", "leader")
    assert code == 0 and "amy may sign in: school leader." in said and "shut to everybody" in said
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700 and "by its owner alone" in said
    code, said = tell("users", "add", "pat", "--role", "partner", "--until", A_YEAR_ON)
    assert code == 0 and "improvement partner, until" in said
    assert "pat" in tell("users", "list")[1]
    assert tell("users", "password", "amy", password="another tidal lantern 8")[0] == 0
    assert Book(tmp_path).signed_in("amy", "another tidal lantern 8")
    assert tell("users", "remove", "pat")[0] == 0
    assert [*Book(tmp_path).accounts()] == ["amy"]


@pytest.mark.parametrize(
    ("words", "password", "why"),
    [
        (("add", "amy", "--role", "leader"), "short", "it needs 12"),
        (("add", "amy", "--role", "leader"), "", "it needs 12"),
        (("add", "amy", "--role", "head"), PASSWORD, "choose one of leader, governor, projected, partner"),
        (("add", "amy", "--role", "partner"), PASSWORD, "add --until"),
        (("add", "amy b", "--role", "leader"), PASSWORD, "no spaces"),
        (("remove", "nobody"), PASSWORD, "no such account"),
        (("password", "nobody"), PASSWORD, "no such account"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_changes_nothing(tell, tmp_path, words, password, why):
    code, said = tell("users", *words, password=password)
    assert code == 2 and why in said and PASSWORD not in said
    assert not (tmp_path / "users.json").exists()


def test_a_password_is_never_an_option():
    with pytest.raises(SystemExit):
        make_parser(["users"]).parse_args(["users", "add", "amy", "--role", "leader", "--password", "x"])


def test_what_is_done_to_users_is_in_the_log(tell, tmp_path):
    tell("users", "add", "amy", "--role", "leader")
    tell("users", "password", "amy", password="another tidal lantern 8")
    tell("users", "remove", "amy")
    assert [one.what for one in chain.read(tmp_path)] == [
        "account added",
        "password changed",
        "account removed",
    ]
    code, said = tell("audit")
    assert code == 0 and "account added: account amy, role leader" in said


def test_the_log_is_read_by_pupil_and_checked(tell, tmp_path):
    for school, pupil in (("Riverside", "17"), ("Hillside", "17"), ("Riverside", "18")):
        chain.append(
            tmp_path, [chain.event("pupil seen", "amy", "leader", {"school": school, "pupil": pupil})]
        )
    assert tell("audit", "--pupil", "17")[1].count("pupil seen") == 2
    assert tell("audit", "--pupil", "17", "--school", "Hillside")[1].count("pupil seen") == 1
    assert tell("audit", "--verify") == (0, "The log is as it was written: 3 events.\n")
    log = tmp_path / "audit.log"
    log.write_text(log.read_text().replace('"18"', '"19"'))
    code, said = tell("audit", "--verify")
    assert code == 1 and "Line 3 is not as it was written" in said


def asked(*options):
    return make_parser(["serve"]).parse_args(["serve", *options])


@pytest.fixture
def shut(folder):
    folder.chmod(0o700)
    return folder


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--host", "0.0.0.0"), "there are no users yet"),
        (("--host", "10.0.0.5"), "evenhand users add"),
        (("--host", "0.0.0.0", "--without-tls"), "there are no users yet"),
        (("--behind-proxy",), "there are no users yet"),
        (("--allowed-host", "evenhand.example.sch.uk"), "there are no users yet"),
    ],
)
def test_without_users_nobody_else_can_reach_the_pages(tmp_path, options, why):
    with pytest.raises(reach.WrongUsage, match=why):
        reach.reach_of(asked(*options), tmp_path)
    assert not reach.reach_of(asked(), tmp_path).access().must_sign_in


def test_with_users_a_network_still_needs_tls_in_front(shut):
    with pytest.raises(reach.WrongUsage, match="--behind-proxy"):
        reach.reach_of(asked("--host", "10.0.0.5"), shut)
    plain = reach.reach_of(asked("--host", "10.0.0.5", "--without-tls"), shut)
    assert plain.access().must_sign_in and not plain.access().is_secure and "10.0.0.5" in plain.names
    proxied = reach.reach_of(asked("--behind-proxy", "--allowed-host", "Evenhand.example.sch.uk"), shut)
    assert proxied.access().is_secure and proxied.names == {"evenhand.example.sch.uk"}
    assert proxied.proxied()["trusted_proxy"] == "127.0.0.1"
    assert proxied.proxied()["clear_untrusted_proxy_headers"] is True


def test_every_address_needs_a_name_to_answer_to(shut):
    names = reach.reach_of(asked("--host", "0.0.0.0", "--without-tls"), shut).names
    assert names and not names & {"0.0.0.0", "*"}


@pytest.mark.parametrize(
    "name", ["DASH_DEBUG", "DASH_UI", "DASH_HOT_RELOAD", "DASH_MCP_ENABLED", "DASH_PROXY", "FLASK_DEBUG"]
)
def test_a_setting_that_opens_the_pages_is_refused(tmp_path, monkeypatch, name):
    monkeypatch.setenv(name, "true")
    with pytest.raises(reach.WrongUsage, match=name):
        reach.reach_of(asked(), tmp_path)


def test_an_old_dash_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.metadata.version", lambda _: "4.4.0")
    with pytest.raises(reach.WrongUsage, match=r"4\.4\.1"):
        reach.reach_of(asked(), tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_data_that_others_can_read_beside_the_sign_in_are_refused(shut):
    shut.chmod(0o755)
    with pytest.raises(reach.WrongUsage, match="chmod 700"):
        reach.reach_of(asked(), shut)
    shut.chmod(0o700)
    (shut / "openid.json").write_text("{}")
    with pytest.raises(reach.WrongUsage, match=r"openid\.json"):
        reach.reach_of(asked(), shut)


def test_users_without_a_leader_are_refused(tmp_path):
    Book(tmp_path).add("gus", "governor", PASSWORD)
    with pytest.raises(reach.WrongUsage, match="No leader could sign in"):
        reach.reach_of(asked(), tmp_path)


def test_who_signs_in_decides_and_not_the_environment(shut, monkeypatch, capsys):
    monkeypatch.setenv("EVENHAND_VIEWER", "leader")
    reach.reach_of(asked(), shut)
    assert "EVENHAND_VIEWER is not used" in capsys.readouterr().out


def test_a_secret_is_made_once_and_must_stay_secret(tmp_path):
    secret = secret_of(tmp_path)
    assert len(secret) == 32 and secret_of(tmp_path) == secret
    path = tmp_path / "secret"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and [*tmp_path.iterdir()] == [path]
    path.chmod(0o640)
    with pytest.raises(UnsafeSecret, match="chmod 600"):
        secret_of(tmp_path)
    path.chmod(0o600)
    path.write_text("short\n")
    with pytest.raises(UnsafeSecret, match="too short"):
        secret_of(tmp_path)
