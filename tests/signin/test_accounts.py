"""Accounts: who can be one, how they are kept, and what a damaged file does."""

import json
import os
import stat
from datetime import date, timedelta

import pytest

from dashboard.signin import passwords
from dashboard.signin.accounts import Account, Book, NotAnAccount, UnreadableAccounts, checked
from dashboard.signin.passwords import WeakPassword, require_strong
from tests.signin.conftest import A_YEAR_ON, PASSWORD

YESTERDAY = (date.today() - timedelta(1)).isoformat()


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("seven77", "7 characters"),
        ("eleven char", "11 characters"),
        ("Password1234!", "tried first"),
        ("P@ssw0rd-2026", "tried first"),
        ("headteacher2026", "tried first"),
        ("manchesterunited1", "tried first"),
        ("qwertyuiop12", "tried first"),
        ("zyxwvutsrqponml", "tried first"),
        ("123456789012", "tried first"),
        ("aaaaaaaaaaaaaaaa", "tried first"),
        ("abcabcabcabcabc", "tried first"),
        ("2026-07-31-2026", "tried first"),
        ("amelia is the best", "account's name"),
        ("x y z " * 400, "longer than"),
    ],
)
def test_a_password_that_would_be_guessed_is_refused(password, why):
    with pytest.raises(WeakPassword, match=why) as refusal:
        require_strong(password, "amelia@example.sch.uk")
    assert password not in str(refusal.value)


@pytest.mark.parametrize(
    "password", [PASSWORD, "eight words are better than one, they say " * 2, "пароль из слов", "x7#Kq!2vM$9p"]
)
def test_a_good_password_is_taken_long_ones_and_other_scripts_too(password):
    require_strong(password, "amy")
    assert passwords.is_right(password, passwords.hashed(password))
    assert not passwords.is_right(password + "x", passwords.hashed(password))


def test_the_same_letters_from_another_keyboard_are_the_same_password():
    assert passwords.is_right("ﬁfty caf\u0065\u0301 tables", passwords.hashed("fifty caf\u00e9 tables"))


def test_an_unknown_account_takes_as_long_as_a_wrong_password(monkeypatch):
    compared = []
    monkeypatch.setattr(passwords, "check_password_hash", lambda kept, _: compared.append(kept[:14]) or True)
    assert not passwords.is_right("anything at all", None)
    assert passwords.is_right("anything at all", passwords.hashed("x"))
    assert compared[0] == compared[1] == "scrypt:32768:8"


@pytest.mark.parametrize(
    ("name", "role", "until", "why"),
    [
        ("amy b", "leader", None, "no spaces"),
        ("", "leader", None, "no spaces"),
        ("../amy", "leader", None, "no spaces"),
        ("a" * 65, "leader", None, "64 at most"),
        ("amy\n", "head", None, "choose one of leader"),
        ("amy", "partner", None, "must end"),
        ("amy", "leader", "31/07/2026", "2026-07-31"),
        ("amy", "partner", YESTERDAY, "has passed"),
    ],
)
def test_an_account_that_cannot_be_says_why(name, role, until, why):
    with pytest.raises(NotAnAccount, match=why):
        checked(name, role, until)


def test_accounts_are_kept_for_their_owner_alone_and_without_a_password(folder):
    kept = folder / "users.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert PASSWORD not in kept.read_text() and "scrypt:" in kept.read_text()
    assert Book(folder).signed_in(" Amy ", PASSWORD).role == "leader"
    assert Book(folder).signed_in("amy", PASSWORD + " ") is None


def test_no_account_is_made_twice_or_by_halves(folder, monkeypatch):
    book = Book(folder)
    with pytest.raises(NotAnAccount, match="there is such an account"):
        book.add("AMY", "governor", PASSWORD)
    before = (folder / "users.json").read_bytes()
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("no room")))
    with pytest.raises(OSError, match="no room"):
        book.add("ben", "governor", PASSWORD)
    assert (folder / "users.json").read_bytes() == before
    assert [path.name for path in folder.iterdir() if path.suffix == ".tmp"] == []


def test_the_last_leader_stays_while_there_are_others(folder):
    book = Book(folder)
    with pytest.raises(NotAnAccount, match="last leader"):
        book.remove("amy")
    for name in ("gus", "pru", "pat", "amy"):
        book.remove(name)
    assert book.accounts() == {}


def test_a_partner_can_sign_in_until_the_last_day_and_no_longer():
    partner = Account("pat", "partner", "kept", "2026-07-31")
    assert not partner.has_expired(date(2026, 7, 31))
    assert partner.has_expired(date(2026, 8, 1))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda kept: kept[: len(kept) // 2],
        lambda kept: "",
        lambda kept: "[]",
        lambda kept: kept.replace('"leader"', '"owner"'),
        lambda kept: kept.replace('"amy"', '"zoe"', 1),
        lambda kept: kept.replace(f'"{A_YEAR_ON}"', "null"),
        lambda kept: json.dumps({"accounts": {"amy": {"name": "amy", "role": "leader", "password": ""}}}),
    ],
)
def test_a_damaged_file_lets_nobody_in(folder, spoil):
    path = folder / "users.json"
    path.write_text(spoil(path.read_text()))
    with pytest.raises(UnreadableAccounts, match="damaged: nobody can sign in"):
        Book(folder).accounts()


def test_a_file_that_others_can_read_lets_nobody_in(folder):
    (folder / "users.json").chmod(0o644)
    with pytest.raises(UnreadableAccounts, match="chmod 600"):
        Book(folder).accounts()


def test_what_a_command_changes_is_seen_at_once(folder):
    server, command = Book(folder), Book(folder)
    assert server.valid("gus")
    command.remove("gus")
    assert server.valid("gus") is None
    old = server.valid("amy").stamp
    command.change_password("amy", "another tidal lantern 8")
    assert server.valid("amy").stamp != old
