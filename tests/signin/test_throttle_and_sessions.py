"""How often a password may be wrong, and how long somebody stays signed in."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest

from dashboard.signin import sessions as module
from dashboard.signin.sessions import Sessions
from dashboard.signin.throttle import Throttle
from tests.signin.conftest import typed


class Clock:
    """A clock that stands until it is moved."""

    now = 1_000_000.0

    def __call__(self):
        return self.now

    def time(self):
        return self.now


def test_ten_wrong_passwords_hold_an_account_up_for_a_quarter_of_an_hour():
    clock = Clock()
    throttle = Throttle(clock)
    for _ in range(10):
        assert throttle.attempt("amy", "10.0.0.7") == 0
        clock.now += 60
    assert throttle.attempt(" AMY", "10.9.9.9") == 5  # ten minutes after the first of them
    assert throttle.attempt("gus", "10.0.0.7") == 0
    clock.now += 5 * 60
    assert throttle.attempt("amy", "10.0.0.7") == 0


def test_fifty_wrong_passwords_hold_an_address_up_whoever_it_asks_for():
    throttle = Throttle(Clock())
    for number in range(50):
        assert throttle.attempt(f"name{number}", "10.0.0.7") == 0
    assert throttle.attempt("amy", "10.0.0.7") == 15
    assert throttle.attempt("amy", "10.0.0.8") == 0


def test_wrong_passwords_that_come_at_once_are_ten_all_the_same(app, monkeypatch):
    all_in = Barrier(8)

    def slow(password, kept):
        with suppress(BrokenBarrierError):
            all_in.wait(0.3)
        return False

    monkeypatch.setattr("dashboard.signin.accounts.is_right", slow)
    with ThreadPoolExecutor(16) as pool:
        tries = [pool.submit(typed, app.server.test_client(), password=f"{each}") for each in range(16)]
        told = [each.result().status_code for each in tries]
    assert (told.count(401), told.count(429)) == (10, 6)


def test_the_right_password_clears_an_account_and_counts_for_no_address():
    throttle = Throttle(Clock())
    for _ in range(9):
        throttle.attempt("amy", "10.0.0.7")
    for number in range(60):  # a whole board of governors behind one address
        assert throttle.attempt(f"gus{number}", "10.0.0.7") == 0
        throttle.succeeded(f"gus{number}", "10.0.0.7")
    assert throttle.attempt("amy", "10.0.0.7") == 0
    throttle.succeeded("amy", "10.0.0.7")
    assert [throttle.attempt("amy", "10.0.0.7") for _ in range(10)] == [0] * 10


def test_what_was_typed_as_a_name_is_not_kept():
    throttle = Throttle(Clock())
    throttle.attempt("my password by mistake", "10.0.0.7")
    assert "password" not in repr(vars(throttle))


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.mark.parametrize(
    ("role", "idle", "is_in"),
    [
        ("leader", 29, True),
        ("leader", 31, False),
        ("governor", 31, False),
        ("partner", 31, False),
        ("projected", 59, True),
        ("projected", 61, False),
    ],
)
def test_a_session_left_alone_ends(tmp_path, clock, role, idle, is_in):
    sessions = Sessions(tmp_path)
    name = sessions.begin("amy", role, "as it was")
    clock.now += idle * 60
    assert (sessions.find(name) is not None) is is_in


def test_a_session_ends_after_ten_hours_however_it_is_used(tmp_path, clock):
    sessions = Sessions(tmp_path)
    name = sessions.begin("amy", "leader", "as it was")
    for _ in range(30):
        clock.now += 20 * 60
        assert sessions.find(name)
    clock.now += 1
    assert sessions.find(name) is None


def test_a_restart_signs_nobody_out_and_the_file_names_no_session(tmp_path):
    sessions = Sessions(tmp_path)
    name, other = sessions.begin("amy", "leader", "x"), sessions.begin("gus", "governor", "y")
    sessions.end(other)
    kept = tmp_path / "sessions"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert name not in kept.read_text() and len(name) == 43  # 256 bits
    again = Sessions(tmp_path)
    assert again.find(name).name == "amy" and again.find(other) is None
    assert (
        again.find(next(iter(json.loads(kept.read_text())))) is None
    )  # a digest from the file opens nothing


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": {"name": "amy"}}', "null"])
def test_a_damaged_file_of_sessions_signs_everybody_out(tmp_path, text):
    (tmp_path / "sessions").write_text(text)
    assert Sessions(tmp_path).find("a") is None


def test_one_account_cannot_fill_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(Sessions, "write", lambda _: None)
    sessions = Sessions(tmp_path)
    names = [sessions.begin("amy", "leader", "x") for _ in range(60)]
    assert len(sessions._open) == 20 and sessions.find(names[-1]) and not sessions.find(names[0])
