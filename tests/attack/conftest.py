"""The school of tokens behind one server with four accounts, and what a page's own script would send."""

import itertools
import json

import pytest

from tests.attack.tokens import school_files
from tests.shell.conftest import route, small_school  # noqa: F401 - fixtures
from tests.signin.conftest import folder, one_server, people_file, server_of  # noqa: F401 - fixtures

CALLBACKS = "/_dash-update-component"


@pytest.fixture(scope="session")
def school_of_tokens(new_school):
    """Return the school in which every name is a token."""
    school = new_school()
    school.given(**school_files())
    school.connection()
    return school


@pytest.fixture
def app(server_of, folder, school_of_tokens, monkeypatch):  # noqa: F811
    """Return the server that shows it."""
    app = server_of(folder)
    monkeypatch.setitem(app.server.config, "STORE", school_of_tokens)
    monkeypatch.setattr(school_of_tokens, "folder", folder)
    return app


def components(tree):
    """Yield the properties of every component with an id."""
    for part in tree if isinstance(tree, list) else tree.values() if isinstance(tree, dict) else ():
        yield from components(part)
    if isinstance(tree, dict) and isinstance(tree.get("props"), dict) and tree["props"].get("id") is not None:
        yield tree["props"]


def named(component_id):
    """Return an id as Dash writes it."""
    if isinstance(component_id, str):
        return component_id
    return json.dumps(component_id, sort_keys=True, separators=(",", ":"))


def filled(part, values):
    """Return an input as the browser sends it: with what stands on the page."""
    found, prop = part["id"], part["property"]
    if not found.startswith("{"):
        return {"id": found, "property": prop, "value": values.get((found, prop))}
    pattern = json.loads(found)
    return [
        {"id": json.loads(name), "property": prop, "value": value}
        for (name, which), value in values.items()
        if which == prop and name.startswith("{") and set(json.loads(name)) == set(pattern)
    ]


def sent(key, known, values):
    """Return a callback as a browser sends it, everything pressed once."""
    several = key.startswith("..")
    outputs = []
    for name in key.strip(".").split("..."):
        component, _, prop = name.rpartition(".")
        own = json.loads(component) if component.startswith("{") else component
        outputs.append({"id": own, "property": prop.partition("@")[0]})
    inputs = [filled(part, values) for part in known["inputs"]]
    first = next((part for part in inputs if isinstance(part, dict)), None)
    return {
        "output": key,
        "outputs": outputs if several else outputs[0],
        "inputs": inputs,
        "state": [filled(part, values) for part in known["state"]],
        "changedPropIds": [f"{named(first['id'])}.{first['property']}"] if first else [],
    }


def filled_by(key):
    """Return the ids of what a callback fills."""
    return {name.rpartition(".")[0] for name in key.strip(".").split("...")}


def everything_a_page_sends(app, client, pages, searches):
    """Yield every callback with the values that a leader's pages have, as ``(label, payload)``."""
    frame = json.loads(client.get("/_dash-layout").data)
    left = {key for key, known in app.callback_map.items() if "callback" in known}
    for path, search in itertools.chain(((page.PATH, "") for page in pages), searches):
        asked = route(path, search)
        yield path, asked
        body = json.loads(client.post(CALLBACKS, json=asked).data)
        values = {("address", "pathname"): path, ("address", "search"): search}
        for props in itertools.chain(components(frame), components(body)):
            values |= {(named(props["id"]), name): value for name, value in props.items()}
            if "n_clicks" in props or props.get("type") == "button":
                values[named(props["id"]), "n_clicks"] = 1
        standing = {name for name, _ in values}
        for key, known in app.callback_map.items():
            if "callback" in known and key != asked["output"] and filled_by(key) & standing:
                left.discard(key)
                yield f"{path} {key[:60]}", sent(key, known, values)
    for key in sorted(left - {asked["output"]}):
        yield f"nowhere {key[:60]}", sent(key, app.callback_map[key], {})
