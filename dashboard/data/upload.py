"""Receive files from a browser: a plain route that writes what comes to disk, piece by piece.

Every other request stays under a megabyte (dashboard/shell/security.py); this one alone takes more.
"""

import shutil
from pathlib import Path
from typing import Any, BinaryIO, cast

from dash import Dash
from flask import Response, abort, request
from werkzeug.exceptions import ClientDisconnected

from dashboard.data.kept import newest_tray
from dashboard.data.leaders import require_leader
from dashboard.shell import context
from dashboard.store.jobs import NoTray, NotReceived, new_tray, receive, state

ADDRESS = "/data/upload"
LARGEST = 1 << 30  # waitress, which stands before us, takes no more either
SPARE = 50_000_000  # bytes that stay free on the disk
KIND = "application/octet-stream"  # no form of another site can send it

CUT = "It did not come whole: the connection was cut, and nothing of it was kept. Send it again."
EMPTY = "It is empty. Export it again, or leave it out."
FULL = "The disk has too little room for it, and nothing of it was kept. Free some room and send it again."
TOO_LARGE = "It is larger than 1 GB. Export a shorter time or fewer columns, and send these one by one."
GONE = "The files that were here before are gone. Reload this page and send it again."
BUSY = "An import is running. Wait until it ends, then send it again."


def register(app: Dash) -> None:
    """Register the route."""
    app.server.add_url_rule(ADDRESS, "desk_upload", upload, methods=["POST"])


def upload() -> dict[str, Any]:
    """Take one file into the desk's tray, a new one where there is none, and return the file's name."""
    require_leader()
    request.max_content_length = LARGEST
    folder = context.store().folder
    length = see_what_comes(folder)
    try:
        received = receive(
            folder,
            tray_for_more(folder),
            request.args["name"],
            cast(BinaryIO, request.stream),
            LARGEST,
            length,
        )
    except NoTray:
        abort(404, GONE)
    except NotReceived as why:
        abort(400, str(why))
    except ClientDisconnected:
        abort(400, CUT)
    except OSError:
        abort(full())
    return {"name": received.name, "bytes": received.bytes}


def see_what_comes(folder: Path) -> int:
    """Refuse what cannot be received before a byte of it is read; return how many are to come."""
    if request.mimetype != KIND:
        abort(415, "Send one file as it is.")
    if not request.args.get("name", "").strip():
        abort(400, "It has no name. Rename it and send it again.")
    length = request.content_length
    if length is None:
        abort(411, "It is not said how long it is.")
    if length == 0:
        abort(400, EMPTY)
    if length > LARGEST:
        abort(413, TOO_LARGE)
    if shutil.disk_usage(existing(folder)).free < length + SPARE:
        abort(full())
    return length


def full() -> Response:
    """Return the answer where the disk has no room: a code that Flask has no words for."""
    return Response(FULL, 507, mimetype="text/plain")


def existing(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that there is."""
    return next(place for place in (folder, *folder.resolve().parents) if place.exists())


def tray_for_more(folder: Path) -> str:
    """Return the tray that takes another file: not one whose files are in already, or are going in."""
    tray = newest_tray(folder)
    if tray is None:
        return new_tray(folder)
    job = state(folder, tray)
    if job.is_running and job.action == "import":
        abort(409, BUSY)
    if job.action == "import" and job.result and job.result.outcome in ("imported", "unchanged"):
        return new_tray(folder)
    return tray
