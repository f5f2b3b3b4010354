"""Replay a page's callbacks over HTTP, as a browser would send them."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

Payload = dict[str, Any]


@dataclass
class Client:
    """One viewer's connection to the server, kept open as a browser keeps it."""

    base: str
    cookie: str = ""

    def __post_init__(self) -> None:
        """Open the connection."""
        self.connection = http.client.HTTPConnection(urlsplit(self.base).netloc, timeout=60)

    def ask(self, method: str, path: str, body: Payload | None = None) -> tuple[int, bytes]:
        """Send one request and read the whole answer."""
        headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin", "Origin": self.base}
        headers |= {"Cookie": self.cookie} if self.cookie else {}
        self.connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def timed(self, payload: Payload) -> tuple[float, int, bytes]:
        """Send one callback; return milliseconds, status and answer."""
        start = time.perf_counter()
        status, body = self.ask("POST", "/_dash-update-component", payload)
        return 1000 * (time.perf_counter() - start), status, body


def components(tree: object) -> Iterator[Payload]:
    """Yield the props of every component of a layout that has an id."""
    if isinstance(tree, list):
        for part in tree:
            yield from components(part)
    elif isinstance(tree, dict):
        props = tree.get("props")
        if isinstance(props, dict) and isinstance(props.get("id"), str):
            yield props
        for part in (props if isinstance(props, dict) else tree).values():
            yield from components(part)


@dataclass
class Page:
    """A page as the server sent it: the value of each property, and the callbacks that draw it."""

    values: dict[str, Any]
    callbacks: list[Payload]

    def payload(self, callback: Payload, **changed: Any) -> Payload:
        """Return what a browser sends for this callback, with some values changed (``id__property``)."""
        values = self.values | {key.replace("__", "."): value for key, value in changed.items()}

        def filled(part: Payload) -> Payload:
            return {**part, "value": values.get(f"{part['id']}.{part['property']}")}

        outputs = [dict(zip(("id", "property"), each.rsplit(".", 1), strict=True))
                   for each in callback["output"].strip(".").split("...")]  # fmt: skip
        inputs = [filled(part) for part in callback["inputs"]]
        return {
            "output": callback["output"],
            "outputs": outputs if callback["output"].startswith("..") else outputs[0],
            "inputs": inputs,
            "state": [filled(part) for part in callback["state"]],
            "changedPropIds": [f"{inputs[0]['id']}.{inputs[0]['property']}"] if inputs else [],
        }

    def figures(self) -> list[Payload]:
        """Return the callbacks that draw a figure and whose inputs stand on the page."""
        standing = {key.rsplit(".", 1)[0] for key in self.values}
        return [
            each
            for each in self.callbacks
            if ".figure" in each["output"]
            and each["output"].strip(".").split("-graph")[0] + "-graph" in standing
        ]


def open_page(client: Client, path: str) -> Page:
    """Fetch the shell and one page's layout, as the renderer does."""
    values: dict[str, Any] = {}
    shell = json.loads(client.ask("GET", "/_dash-layout")[1])
    dependencies = json.loads(client.ask("GET", "/_dash-dependencies")[1])
    trees = [shell]
    router = next(each for each in dependencies if "page.children" in each["output"])
    route, _, search = path.partition("?")
    address = {"address.pathname": route, "address.search": search and f"?{search}"}
    status, body = client.ask("POST", "/_dash-update-component", Page(address, []).payload(router))
    if status != 200:
        raise RuntimeError(f"{path}: the page's layout answered {status}")
    trees.append(json.loads(body))
    for props in (props for tree in trees for props in components(tree)):
        values |= {f"{props['id']}.{name}": value for name, value in props.items()}
    server_side = [each for each in dependencies if not each.get("clientside_function")]
    return Page(values, server_side)


WARM = 4  # seconds after its first page in which a server works out the first figures


@contextmanager
def serving(store: Path, port: int = 8077) -> Iterator[tuple[str, float]]:
    """Run the server on a store; give its address and the seconds until its first page came."""
    base, start = f"http://127.0.0.1:{port}", time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "serve", "--data", str(store), "--port", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ,
    )  # fmt: skip
    try:
        while True:
            try:
                if Client(base).ask("GET", "/")[0] in (200, 302):  # 302: to the sign-in
                    break
            except OSError:
                if server.poll() is not None or time.perf_counter() - start > 60:
                    raise RuntimeError("the server did not start") from None
                time.sleep(0.01)
        yield base, time.perf_counter() - start
    finally:
        server.terminate()
        server.wait(10)
