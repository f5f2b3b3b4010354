"""A small school with four accounts: Amy leads, Gus governs, Pru's screen hangs in the hall, Pat advises."""

from datetime import date, timedelta

import pytest

from dashboard.audit.noting import Recorder
from dashboard.shell.factory import HERE, create_app
from dashboard.signin.accounts import Book
from dashboard.signin.gate import Gate
from tests.shell.conftest import small_school  # noqa: F401 - a fixture

PASSWORD = "tidal copper lantern 9"
PEOPLE = {"leader": "amy", "governor": "gus", "projected": "pru", "partner": "pat"}
ROLES = tuple(PEOPLE)
A_YEAR_ON = (date.today() + timedelta(365)).isoformat()


@pytest.fixture(scope="session")
def people_file(tmp_path_factory):
    """Return the accounts as they are kept: four hashes take a third of a second."""
    folder = tmp_path_factory.mktemp("people")
    book = Book(folder)
    for role, name in PEOPLE.items():
        book.add(name, role, PASSWORD, A_YEAR_ON if role == "partner" else None)
    return folder / "users.json"


@pytest.fixture
def folder(tmp_path, people_file):
    """Return a data folder with the four accounts, to be changed."""
    kept = tmp_path / "users.json"
    kept.touch(0o600)
    kept.write_bytes(people_file.read_bytes())
    return tmp_path


@pytest.fixture(scope="session")
def one_server(tmp_path_factory, people_file, small_school):  # noqa: F811
    """Return a server, for the fixtures below: to make one takes a second."""
    folder = tmp_path_factory.mktemp("server")
    app = create_app(folder)
    app.server.config["STORE"] = small_school
    return app


@pytest.fixture
def server_of(one_server, monkeypatch):
    """Return ``server_of(folder, access)``: the server, with that folder's accounts, sessions and log."""

    def move(folder, access=HERE, viewer="leader"):
        gate, recorder = Gate(folder, access), Recorder(folder)
        for name, value in {"GATE": gate, "RECORDER": recorder, "VIEWER": viewer}.items():
            monkeypatch.setitem(one_server.server.config, name, value)
        return one_server

    return move


@pytest.fixture
def app(server_of, folder):
    """Return a server with the four accounts."""
    return server_of(folder)


def client_of(app, role=None):
    """Return a client in which somebody of this role is signed in, without the twentieth of a second."""
    client = app.server.test_client()
    if role:
        gate = app.server.config["GATE"]
        client.set_cookie("evenhand", gate.begin(gate.book.valid(PEOPLE[role])))
    return client


def typed(client, name="amy", password=PASSWORD, **more):
    """Return the answer to a name and a password typed on the sign-in page."""
    given = {key: more.pop(key) for key in ("headers", "environ_base") if key in more}
    return client.post("/signin", data={"name": name, "password": password, **more}, **given)


def events(app):
    """Return what the log says so far."""
    from dashboard.audit.chain import read

    recorder = app.server.config["RECORDER"]
    assert recorder.flush()
    return [*read(recorder.folder)]
