"""What a leader can take from here: the data protection record, and everything held about one pupil."""

import tempfile
from pathlib import Path
from threading import Lock

from dash import Dash
from flask import Response, abort, request

from dashboard import audit
from dashboard.care.erasing import JOB
from dashboard.care.record import as_html, as_json, record
from dashboard.shell import context
from dashboard.signin.gate import the_gate
from dashboard.store.child import ChildFailed, ask
from dashboard.viewer import require_pupil_rows

RECORD = "/access/record"
PUPIL_RECORD = "/pupil/record"
MIMETYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SECONDS = 300.0
BUSY = "One pupil's record is being put together. Wait a moment, then ask again."
NOT_MADE = "The record could not be put together. Try it on the server itself: evenhand pupil-record"

_one_at_a_time = Lock()


def register(app: Dash) -> None:
    """Register the two downloads."""
    app.server.add_url_rule(f"{RECORD}.<form>", "care_record", processing, methods=["GET"])
    app.server.add_url_rule(f"{PUPIL_RECORD}.<form>", "care_pupil_record", about_one_pupil, methods=["GET"])


def processing(form: str) -> Response:
    """Answer with the data protection record: as a page to read and print, or as a file to keep."""
    require_pupil_rows(context.viewer())
    if form not in ("html", "json"):
        abort(404, "The record is to be had as html or json.")
    gate = the_gate()
    made = record(context.store(), gate.book, gate.provider)
    text = as_html(made) if form == "html" else as_json(made)
    audit.note("data protection record taken", kind=form)
    name = "data-protection-record" if form == "json" or "keep" in request.args else ""
    return answer(text.encode(), form, name)


def about_one_pupil(form: str) -> Response:
    """Answer with everything that is held about one pupil, put together in a process of its own."""
    require_pupil_rows(context.viewer())
    school, pupil = request.args.get("school", ""), request.args.get("pupil", "")
    if form not in MIMETYPES or not school or not pupil:
        abort(404, "Say which school and which pupil, and html, xlsx or json.")
    if not _one_at_a_time.acquire(blocking=False):
        abort(409, BUSY)
    try:
        with tempfile.TemporaryDirectory(prefix="evenhand-record-") as place:
            into = Path(place) / f"record.{form}"
            order = {"do": "record", "folder": str(context.store().folder.resolve()), "into": str(into)}
            told = ask(JOB, {**order, "school": school, "pupil": pupil}, SECONDS)
            if "rows" not in told:
                abort(404, str(told.get("failure") or NOT_MADE))
            content = into.read_bytes()
    except ChildFailed:
        abort(500, NOT_MADE)
    finally:
        _one_at_a_time.release()
    audit.note("record exported", school=school, pupil=pupil, rows=told["rows"], kind=form)
    return answer(content, form, "pupil-record")


def answer(content: bytes, form: str, name: str) -> Response:
    """Answer with a page, or with a file to keep where it is given a name."""
    headers = {"Cache-Control": "no-store"}
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return Response(content, content_type=MIMETYPES[form], headers=headers)
