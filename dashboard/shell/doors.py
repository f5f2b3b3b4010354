"""Which doors there are, and for whom: every route by name, every callback by its page. The rest is shut.

A new route needs its line in ``DOORS``; until then it answers 403 to everybody, and a test fails.
A callback is its page's: whoever may not see the page may not call it.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any, Literal

from dash import Dash
from flask import abort, redirect, request
from werkzeug.wrappers import Response

from dashboard.shell import context, identity
from dashboard.shell.pages import EVERY_VIEWER, PAGES, find, in_menu, viewers
from dashboard.viewer import Viewer

Anybody = Literal["anybody"]
ANYBODY: Anybody = "anybody"  # even who has not signed in
NOBODY: frozenset[Viewer] = frozenset()
LEADERS: frozenset[Viewer] = frozenset({"leader"})

CALLBACKS = "/_dash-update-component"
FRAMES = ("/", "/<path:path>")  # the pages; which one is for whom, its module says

DOORS: dict[str, frozenset[Viewer] | Anybody] = {
    "/": EVERY_VIEWER,
    "/<path:path>": EVERY_VIEWER,
    "/_dash-layout": EVERY_VIEWER,
    "/_dash-dependencies": EVERY_VIEWER,
    CALLBACKS: EVERY_VIEWER,
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": EVERY_VIEWER,
    "/assets/<path:filename>": EVERY_VIEWER,
    "/_favicon.ico": EVERY_VIEWER,
    "/healthz": ANYBODY,
    "/data/upload": LEADERS,
    "/data/template/<table>.csv": LEADERS,
    "/data/template/<table>.xlsx": LEADERS,
    "/data/refused/<name>": LEADERS,
    "/data/imports/<batch>/refused/<name>": LEADERS,
    "/_reload-hash": NOBODY,
    "/static/<path:filename>": NOBODY,
}


def claim(app: Dash, register: Callable[[Dash], None], whose: frozenset[Viewer]) -> None:
    """Let a page, or the frame, register its callbacks, and keep for whom they are."""
    before = set(app.callback_map)
    register(app)
    owners: dict[str, frozenset[Viewer]] = app.server.config.setdefault("CALLBACK_VIEWERS", {})
    owners.update(dict.fromkeys(app.callback_map.keys() - before, whose))


def register_pages(app: Dash) -> None:
    """Let every page register its callbacks, for those who may see it."""
    for page in PAGES:
        claim(app, page.register, viewers(page))


def refuse_closed_door(app: Dash) -> None:
    """Refuse a route or a callback that is not for whoever asks, or that nobody listed."""
    if request.url_rule is None:
        return  # no such path or method: answered 404 or 405
    door = DOORS.get(request.url_rule.rule, NOBODY)
    if door == ANYBODY:
        return
    viewer = context.viewer()
    if viewer not in door:
        abort(403, "This address is not for you.")
    if request.url_rule.rule == CALLBACKS and viewer not in callback_viewers(app):
        abort(403, "This figure is not for you.")


def home(viewer: Viewer) -> str:
    """Return the address of the first page of the menu that is for this viewer."""
    return next((str(page.PATH) for page in PAGES if in_menu(page) and may_see(page, viewer)), "/")


def send_home() -> Response | None:
    """Send who comes to the first address, but may not see its page, to a first page of their own."""
    own = home(context.viewer()) if request.endpoint == "/" else request.path
    return None if own == request.path else redirect(own)


def callback_viewers(app: Dash) -> frozenset[Viewer]:
    """Return for whom the callback is that a request names: everybody where there is none (answered 400)."""
    body: Any = request.get_json(silent=True)
    output = body.get("output") if isinstance(body, dict) else None
    if not isinstance(output, str) or output not in app.callback_map:
        return EVERY_VIEWER
    owners: dict[str, frozenset[Viewer]] = app.server.config["CALLBACK_VIEWERS"]
    return owners.get(output, NOBODY)


def may_see(page: ModuleType, viewer: Viewer) -> bool:
    """Say whether a page is for this viewer."""
    return viewer in viewers(page)


def page_for(path: str, viewer: Viewer) -> ModuleType | None:
    """Return the page at this path, if there is one and the viewer may see it."""
    page = find(path)
    return page if page and may_see(page, viewer) else None


def whom_for(page: ModuleType) -> str:
    """Say for whom a page is: "school leaders, governors"."""
    words = {"leader": "school leaders", "governor": "governors", "projected": "the meeting screen"}
    return ", ".join(words[viewer] for viewer in identity.ROLES if viewer in viewers(page))
