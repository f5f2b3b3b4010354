"""Which doors there are, and for whom: every route by name, every callback by its page. The rest is shut.

A new route needs its line in ``DOORS``; until then it answers 403 to everybody, and a test fails.
A callback is its page's: whoever may not see the page may not call it.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any, Literal, NoReturn

from dash import Dash
from flask import abort, g, redirect, request
from werkzeug.wrappers import Response

from dashboard import audit
from dashboard.shell import context, identity
from dashboard.shell.pages import EVERY_VIEWER, PAGES, find, in_menu, viewers
from dashboard.signin.gate import turned_away
from dashboard.viewer import Viewer

Anybody = Literal["anybody"]
ANYBODY: Anybody = "anybody"  # even who has not signed in
NOBODY: frozenset[Viewer] = frozenset()
LEADERS: frozenset[Viewer] = frozenset({"leader"})
PACK_READERS: frozenset[Viewer] = frozenset({"leader", "governor"})

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
    "/signin": ANYBODY,
    "/signin/openid": ANYBODY,
    "/signin/openid/back": ANYBODY,
    "/signout": ANYBODY,
    "/audit/taken": EVERY_VIEWER,
    "/access/record.<form>": LEADERS,
    "/pupil/record.<form>": LEADERS,
    "/data/upload": LEADERS,
    "/data/template/<table>.csv": LEADERS,
    "/data/template/<table>.xlsx": LEADERS,
    "/data/refused/<name>": LEADERS,
    "/data/imports/<batch>/refused/<name>": LEADERS,
    "/meeting/kept": LEADERS,
    "/meeting/change": LEADERS,
    "/governors/pack/<int:number>.<kind>": PACK_READERS,  # a governor: the current one alone
    "/_reload-hash": NOBODY,
    "/static/<path:filename>": NOBODY,
}

# What the sign-in page is drawn with.
OPEN_FILES = frozenset(
    {
        "/_favicon.ico",
        "/assets/vendor/10-bootstrap.min.css",
        "/assets/vendor/atkinson-hyperlegible-latin-400-normal.woff2",
        "/assets/vendor/atkinson-hyperlegible-latin-700-normal.woff2",
        "/assets/z_app/00-theme.js",
        "/assets/z_app/20-app.css",
        "/assets/z_app/21-signin.css",
    }
)


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


def refuse_closed_door(app: Dash) -> Response | None:
    """Refuse a route or a callback that is not for whoever asks, or that nobody listed."""
    rule = request.url_rule.rule if request.url_rule else ""
    door = DOORS.get(rule, NOBODY)
    if door == ANYBODY or request.path in OPEN_FILES:
        return None
    if g.principal is None:
        return turned_away(is_page=rule in FRAMES)
    if not rule:
        return None  # no such path or method: answered 404 or 405
    viewer = context.viewer()
    if viewer not in door:
        refuse("address", rule)
    if rule == CALLBACKS and viewer not in callback_viewers(app):
        refuse("figure", str(request.get_json()["output"]))
    return None


def refuse(kind: str, what: str) -> NoReturn:
    """Refuse what is not for whoever asks, and note it. Raises Forbidden."""
    audit.note("refused", kind=kind, asked=what)
    abort(403, f"This {kind} is not for you.")


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
    """Say for whom a page is: "school leaders and governors"."""
    words = {"leader": "school leaders", "governor": "governors", "projected": "the meeting screen"}
    *others, last = (words[viewer] for viewer in identity.ROLES if viewer in viewers(page))
    return f"{', '.join(others)} and {last}" if others else last
