"""What the server refuses, and the headers it sets on every answer."""

import ipaddress
import logging
import traceback
from typing import Any
from urllib.parse import urlsplit

from dash import Dash
from dash.exceptions import DependencyException, InvalidResourceError
from flask import Flask, Response, abort, request
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import BadRequest, HTTPException, NotFound

from dashboard.shell.doors import CALLBACKS, refuse_closed_door, send_home
from dashboard.shell.given_before import answer_again
from dashboard.signin.gate import identify, the_gate

log = logging.getLogger(__name__)

LARGEST_REQUEST = 1024 * 1024

HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",  # to nobody else; without one, a form of ours would name no origin
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class ShallowJson(DefaultJSONProvider):
    """Reads what is sent; what is nested without end is no more valid than what is cut off."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever a client may send
        """Return what a text says. Raises ValueError."""
        try:
            return super().loads(s, **kwargs)
        except RecursionError:
            raise ValueError("Nested too deeply.") from None


def guard(app: Dash) -> None:
    """Refuse what no page of ours would send, and set the headers of every answer."""
    server: Flask = app.server
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    server.json = ShallowJson(server)
    server.log_exception = log_where  # type: ignore[method-assign]
    server.before_request(refuse_foreign_host)
    server.before_request(refuse_other_sites)
    server.before_request(identify)
    server.before_request(lambda: refuse_closed_door(app))
    server.before_request(send_home)
    answer_again(server)
    server.before_request(lambda: refuse_malformed_callback(app))
    server.register_error_handler(HTTPException, plain_answer)
    for unknown_script in (DependencyException, InvalidResourceError):
        server.register_error_handler(unknown_script, lambda _error: plain_answer(NotFound()))

    @server.after_request
    def headers(response: Response) -> Response:
        """Add the headers that every response carries; no cache may keep a page."""
        response.headers.update(HEADERS)
        if the_gate().access.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        # The hashes are complete only once every inline callback is registered.
        policy = CONTENT_POLICY.format(hashes=" ".join(app.csp_hashes()))
        response.headers["Content-Security-Policy"] = policy
        if response.mimetype in {"text/html", "application/json", "text/plain"}:
            response.headers["Cache-Control"] = "no-store"
        return response


def log_where(exc_info: Any) -> None:  # noqa: ANN401 - as Flask hands it on
    """Log where a request failed, without the words of the error: they may hold a pupil's values."""
    kind, _error, trace = exc_info
    log.error("A request failed with %s at\n%s", kind.__name__, "".join(traceback.format_tb(trace)))


def refuse_foreign_host() -> None:
    """Answer only to names of our own: a hostile one may be pointed at this machine."""
    host = urlsplit(f"//{request.host}").hostname or ""
    own = the_gate().access.hosts
    if host not in {"localhost", *own} and not _loopback(host):
        names = ", ".join(["127.0.0.1", "localhost", *sorted(own)])
        abort(403, f"This server answers only to {names}. Another name of it is allowed with --allowed-host.")


def _loopback(host: str) -> bool:
    """Say whether a host is an address of this machine that no other can reach."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_other_sites() -> None:
    """Refuse what another site's page asks a reader's browser to send, and what no browser sent."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    origin = request.headers.get("Origin")
    fetched_by = request.headers.get("Sec-Fetch-Site")
    is_own = origin is not None and urlsplit(origin).netloc == request.host
    if not (is_own if fetched_by is None else fetched_by == "same-origin" and (origin is None or is_own)):
        abort(403, "Sent from another site.")


def refuse_malformed_callback(app: Dash) -> None:
    """Refuse a callback whose parts are not those that were registered. Raises BadRequest."""
    if request.method != "POST" or request.path != CALLBACKS:
        return
    body: Any = request.get_json(silent=True)
    output = body.get("output") if isinstance(body, dict) else None
    known = app.callback_map.get(output) if isinstance(output, str) else None
    if known is None or "callback" not in known:  # one that the browser answers itself
        raise BadRequest("No such callback.")
    for part, declared in (("inputs", known["inputs"]), ("state", known["state"])):
        sent = body.get(part, [])
        if not isinstance(sent, list) or len(sent) != len(declared):
            raise BadRequest(f"{part}: {len(declared)} expected.")
        if not all(_matches(one, each) for one, each in zip(sent, declared, strict=True)):
            raise BadRequest(f"{part}: not the ones this callback takes.")
    if not _are_outputs(body.get("outputs"), str(output)):
        raise BadRequest("outputs: not the ones this callback has.")
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(one, str) for one in changed):
        raise BadRequest("changedPropIds: a list of texts is expected.")


def _matches(sent: Any, declared: dict[str, Any]) -> bool:  # noqa: ANN401 - whatever a client may send
    """Say whether one value that was sent is for the control that was declared."""
    if str(declared["id"]).startswith("{"):
        several = sent if isinstance(sent, list) else [sent]
        return all(
            isinstance(one, dict)
            and isinstance(one.get("id"), dict)
            and one.get("property") == declared["property"]
            for one in several
        )
    return (
        isinstance(sent, dict)
        and sent.get("id") == declared["id"]
        and sent.get("property") == declared["property"]
    )


def _are_outputs(sent: Any, output: str) -> bool:  # noqa: ANN401 - whatever a client may send
    """Say whether the outputs that were sent are those the callback is named by."""
    several = output.startswith("..")
    named = output.strip(".").split("...") if several else [output]
    if "{" in output:
        return isinstance(sent, list | dict)
    parts = sent if several else [sent]
    return isinstance(parts, list) and named == [
        f"{part.get('id')}.{part.get('property')}" for part in parts if isinstance(part, dict)
    ]


def plain_answer(error: HTTPException) -> Response:
    """Answer a refusal in one plain line, with nothing of what was sent."""
    return Response(error.description or error.name, status=error.code, mimetype="text/plain")
