"""The refused rows of the files on the desk, each as a file to put right."""

from dash import Dash
from flask import Response

from dashboard.data.kept import newest_tray
from dashboard.data.leaders import require_leader
from dashboard.data.past import as_file
from dashboard.data.problems import REFUSED
from dashboard.shell import context
from dashboard.store.jobs import NoTray, refused_rows


def register(app: Dash) -> None:
    """Register the download."""
    app.server.add_url_rule(f"{REFUSED}/<name>", "desk_refused", download, methods=["GET"])


def download(name: str) -> Response:
    """Answer with the refused rows of one file."""
    require_leader()
    folder = context.store().folder
    tray = newest_tray(folder)
    try:
        return as_file(refused_rows(folder, tray).get(name) if tray else None)
    except NoTray:
        return as_file(None)
