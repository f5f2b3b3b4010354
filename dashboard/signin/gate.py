"""The gate before every request: who is asking, and may anybody at all.

Without accounts the pages are open to whoever sits at this machine. Once there is one they are shut to
everybody who has not signed in, and stay so for as long as the server runs.
"""

import hmac
import logging
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import quote

from flask import Flask, Response, abort, current_app, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from dashboard.shell.identity import Principal, owner, somebody
from dashboard.signin.accounts import Account, Book, UnreadableAccounts
from dashboard.signin.openid import Provider
from dashboard.signin.secret import secret_of
from dashboard.signin.sessions import Session, Sessions
from dashboard.signin.throttle import Throttle
from dashboard.viewer import Viewer

log = logging.getLogger(__name__)

SIGN_IN = "/signin"
LONGEST_ADDRESS = 2000


@dataclass(frozen=True)
class Access:
    """How a server is reached: only after signing in or not, over TLS or not, and by which other names."""

    must_sign_in: bool = False
    is_secure: bool = False
    hosts: frozenset[str] = frozenset()


class Gate:
    """Knows who may come in to one server, and who did."""

    def __init__(self, folder: Path, access: Access) -> None:
        self.folder = folder
        self.access = access
        self.book = Book(folder)
        self.sessions = Sessions(folder)
        self.throttle = Throttle()
        self.provider = Provider(folder)
        self._is_shut = access.must_sign_in

    def is_shut(self) -> bool:
        """Say whether one must sign in: once true, true until the server stops."""
        if not self._is_shut:
            self._is_shut = bool(self.book.accounts()) or self.provider.is_set_up()
        return self._is_shut

    def who(self, secret: str | None) -> Principal | None:
        """Return who is signed in by this name, as long as nothing about their account has changed."""
        session = self.sessions.find(secret)
        if session is None:
            return None
        found = self._principal(session)
        if found is None:
            self.sessions.end(secret)
        return found

    def _principal(self, session: Session) -> Principal | None:
        """Return whom a session stands for, if its account still stands as it was."""
        if session.claims is not None:
            grant = self.provider.grant(session.claims)
            return somebody(session.name, grant.role) if grant and grant.stamp == session.stamp else None
        account = self.book.valid(session.name)
        return somebody(account.name, account.role) if account and account.stamp == session.stamp else None

    @property
    def cookie(self) -> str:
        """Return the name of the cookie: one that no other host can set, where there is TLS."""
        return "__Host-evenhand" if self.access.is_secure else "evenhand"

    def let_in(self, response: AnyResponse, secret: str) -> AnyResponse:
        """Give the browser its session; scripts cannot read it, and other sites cannot have it sent."""
        self.sessions.end(request.cookies.get(self.cookie))
        response.set_cookie(
            self.cookie, secret, secure=self.access.is_secure, httponly=True, samesite="Strict", path="/"
        )
        return response

    def begin(self, account: Account) -> str:
        """Begin the session of an account; return the name the browser keeps."""
        return self.sessions.begin(account.name, account.role, account.stamp)


def set_up(server: Flask, folder: Path, access: Access) -> None:
    """Put the gate before every request of a server."""
    gate = Gate(folder, access)
    server.config["GATE"] = gate
    server.config.update(
        SESSION_COOKIE_NAME="evenhand-openid",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_PATH=SIGN_IN,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=access.is_secure,
    )
    server.secret_key = _cookie_key(gate)


def _cookie_key(gate: Gate) -> bytes:
    """Return what seals the cookie of the way to a school's provider; kept where there are accounts."""
    kept = secret_of(gate.folder) if gate.is_shut() else secrets.token_bytes(32)
    return hmac.digest(kept, b"on the way to the provider and back", "sha256")


def the_gate() -> Gate:
    """Return the gate of the server that answers."""
    return cast(Gate, current_app.config["GATE"])


def identify() -> None:
    """Find out who is asking, for everything that comes after: nobody, unless signed in."""
    gate = the_gate()
    try:
        if not gate.is_shut():
            g.principal = owner(cast(Viewer, current_app.config["VIEWER"]))
            return
        g.principal = gate.who(request.cookies.get(gate.cookie))
    except UnreadableAccounts as error:
        log.error("%s", error)
        abort(503, "The accounts cannot be read, so nobody is let in. The server's log says what to do.")


def turned_away(is_page: bool) -> AnyResponse:
    """Answer who has not signed in: a page leads to the sign-in and back; all else is refused."""
    if not is_page or request.method not in {"GET", "HEAD"}:
        return Response("Sign in first.", 401, mimetype="text/plain")
    if request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
        # A link in web mail: the browser keeps a strict cookie back until it is asked from here.
        return make_response(render_template("onward.html", address=wanted_address()), 401)
    return redirect(sign_in_address())


def sign_in_address() -> str:
    """Return the address of the sign-in page, which leads back to where somebody wanted to go."""
    wanted = wanted_address()
    return SIGN_IN if wanted == "/" else f"{SIGN_IN}?next={quote(wanted, safe='')}"


def wanted_address() -> str:
    """Return the address that was asked for, to come back to."""
    return own_address(request.full_path.removesuffix("?"))


def own_address(wanted: str | None) -> str:
    """Return an address of this server to go on to; the first page, for what is not plainly its own."""
    wanted = wanted or "/"
    is_plain = len(wanted) <= LONGEST_ADDRESS and wanted.isprintable() and "\\" not in wanted
    is_own = wanted.startswith("/") and not wanted.startswith("//")
    is_sign_in = wanted.split("?")[0].rstrip("/").startswith((SIGN_IN, "/signout"))
    return wanted if is_plain and is_own and not is_sign_in else "/"
