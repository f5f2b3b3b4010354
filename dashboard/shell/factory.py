"""Make the app: one server, one store, one viewer."""

import logging
import traceback
from pathlib import Path

from dash import Dash, html, set_props
from flask import Response, request
from werkzeug.exceptions import Forbidden, HTTPException

from dashboard import audit, cards, filter_bar
from dashboard.audit.noting import Recorder
from dashboard.audit.watching import watch
from dashboard.explained_cards import explanation
from dashboard.shell import context, layout
from dashboard.shell.doors import FRAMES, claim, may_see, register_pages
from dashboard.shell.pages import EVERY_VIEWER, find
from dashboard.shell.security import guard
from dashboard.signin import routes
from dashboard.signin.gate import Access, set_up
from dashboard.store.opening import Store
from dashboard.viewer import LIVE, NotForThisViewer, Viewer

ASSETS = Path(__file__).parent.parent / "assets"
# The theme must be known before anything is drawn, so its script stands in the head.
THEME = "z_app/00-theme.js"
INDEX = f"""<!DOCTYPE html>
<html lang="en-GB">
<head>{{%metas%}}<title>{{%title%}}</title>{{%favicon%}}
<script src="/assets/{THEME}"></script>{{%css%}}</head>
<body>{{%app_entry%}}{{%config%}}{{%scripts%}}{{%renderer%}}</body>
</html>"""

HERE = Access()

log = logging.getLogger(__name__)


def create_app(folder: Path, viewer: Viewer = "leader", access: Access = HERE) -> Dash:
    """Return the app that shows the school in ``folder``: without accounts, to one kind of viewer."""
    app = Dash(
        "dashboard",
        assets_folder=str(ASSETS),
        assets_ignore="00-theme",
        use_pages=False,
        title=layout.NAME,
        update_title="",
        index_string=INDEX,
        use_async=False,
        enable_mcp=False,
        health_endpoint="healthz",
        on_error=tell_and_log,
    )
    app.server.config.update(STORE=Store(folder), VIEWER=viewer, RECORDER=Recorder(folder))
    set_up(app.server, folder, access)
    routes.register(app.server)
    watch(app.server)
    claim(app, layout.register, EVERY_VIEWER)
    claim(app, filter_bar.register, LIVE)
    register_pages(app)
    cards.EXPLAIN[:] = [explanation]
    guard(app)
    app.server.after_request(say_what_is_not_there)
    with app.server.test_request_context():
        app.layout = layout.frame
    app.validation_layout = every_id(app)  # type: ignore[assignment]
    return app


def every_id(app: Dash) -> html.Div:
    """Return one bare component of each id, those too that this server's viewer never gets.

    Their callbacks are there, and refuse by themselves; without their ids a browser would report each.
    """
    viewer = app.server.config["VIEWER"]
    app.server.config["VIEWER"] = "leader"
    try:
        with app.server.test_request_context():
            return layout.every_component()
    finally:
        app.server.config["VIEWER"] = viewer


def tell_and_log(error: Exception) -> None:
    """Tell the reader that a figure failed, and log where: without the values, which may be pupils'.

    Raises HTTPException where the fault is the request's.
    """
    if isinstance(error, HTTPException):
        raise error
    if isinstance(error, NotForThisViewer):
        raise Forbidden(str(error)) from error
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("A callback failed with %s at\n%s", type(error).__name__, where)
    text = "This figure could not be drawn. The server's log says where; the other figures stand."
    set_props("message", {"children": text, "is_open": True})


def say_what_is_not_there(response: Response) -> Response:
    """Answer 404 where there is no page and 403 where it is for others, though the frame is drawn."""
    if response.mimetype == "text/html" and response.status_code == 200 and request.endpoint in FRAMES:
        page = find(request.path)
        if page is None:
            response.status_code = 404
        elif not may_see(page, context.viewer()):
            response.status_code = 403
            audit.note("refused", kind="page", asked=page.PATH)
    return response
