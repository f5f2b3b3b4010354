"""An empty school behind the app for each viewer, and files in the bytes of a browser."""

from copy import copy

import pytest

from dashboard.shell.factory import create_app

CALLBACK = "/_dash-update-component"
SHOWN = {
    "desk-body": "children",
    "desk-says": "children",
    "desk-step": "children",
    "desk-bar": "value",
    "desk-stop": "hidden",
    "desk-work": "hidden",
    "desk-clock": "disabled",
    "desk-fresh": "children",
    "desk-below": "children",
    "desk-seen": "data",
}


@pytest.fixture
def folder(tmp_path):
    """Return the data folder of a school with nobody in it."""
    return tmp_path / "store"


@pytest.fixture(scope="session")
def servers(tmp_path_factory):
    """Return a server for each viewer; a test gives them a folder of its own."""
    empty = tmp_path_factory.mktemp("empty")
    made = {viewer: create_app(empty, viewer).server for viewer in ("leader", "governor", "projected")}
    for server in made.values():
        server.config["EMPTY"] = server.config["STORE"]
    return made


@pytest.fixture
def served_as(servers, folder):
    """Return ``served_as(viewer)``: a client of a server for that viewer, all of the same folder."""
    store = copy(servers["leader"].config["EMPTY"])
    store.folder = folder
    for server in servers.values():
        server.config["STORE"] = store
    return lambda viewer: servers[viewer].test_client()


@pytest.fixture
def client(served_as):
    return served_as("leader")


def send(client, content, name="pupils.csv", **more):
    """Send one file as the page does."""
    kept = {"content_type": "application/octet-stream", "query_string": {"name": name}}
    return client.post("/data/upload", data=content, **(kept | more))


def ask(client, what, seen=None, by="desk-ask.data", headers=None):
    """Ask the desk for something, as the browser's script does; ``by`` the clock, to look only."""
    outputs = [{"id": name, "property": prop} for name, prop in SHOWN.items()]
    return client.post(
        CALLBACK,
        headers=headers,
        json={
            "output": ".." + "...".join(f"{name}.{prop}" for name, prop in SHOWN.items()) + "..",
            "outputs": outputs,
            "inputs": [
                {"id": "desk-ask", "property": "data", "value": what},
                {"id": "desk-clock", "property": "n_intervals", "value": 1},
            ],
            "state": [{"id": "desk-seen", "property": "data", "value": seen}],
            "changedPropIds": [by],
        },
    )


def shown(answer, name="desk-body"):
    """Return what the desk shows in one of its places, as text."""
    assert answer.status_code == 200, answer.get_data(as_text=True)
    parts = answer.get_json()["response"].get(name, {})
    return str(next(iter(parts.values()), ""))
