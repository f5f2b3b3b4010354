"""A small school, a leader's browser, and a folder where meetings are kept."""

import pytest

from dashboard.shell.factory import create_app
from dashboard.signin.gate import Gate
from tests.governors.made import put_pack
from tests.shell.conftest import small_school  # noqa: F401 - a fixture
from tests.signin.conftest import client_of, people_file  # noqa: F401 - a fixture


@pytest.fixture(scope="session")
def server(tmp_path_factory, small_school):  # noqa: F811
    app = create_app(tmp_path_factory.mktemp("meetings"))
    app.server.config["STORE"] = small_school
    return app


@pytest.fixture
def folder(tmp_path, small_school, monkeypatch):  # noqa: F811
    """Return where this test's meetings are kept."""
    monkeypatch.setattr(small_school, "folder", tmp_path)
    return tmp_path


@pytest.fixture
def asks(server, folder):
    """Return ``asks(act=..., ...)``: what a leader's page sends, and the answer."""
    client = server.server.test_client()
    return lambda **what: client.post("/meeting/change", json=what).get_json()


@pytest.fixture
def asks_as(server, folder, people_file, monkeypatch):  # noqa: F811
    """Return ``asks_as(role)``: a browser of somebody signed in."""
    kept = folder / "users.json"
    kept.touch(0o600)
    kept.write_bytes(people_file.read_bytes())
    monkeypatch.setitem(server.server.config, "GATE", Gate(folder, server.server.config["GATE"].access))
    return lambda role: client_of(server, role)


@pytest.fixture
def pack(folder):
    return put_pack(folder)
