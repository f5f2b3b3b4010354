"""The sign-in page, which needs no script, and the way out."""

import logging

from flask import (
    Blueprint,
    Flask,
    Response,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from dashboard import audit
from dashboard.signin.gate import SIGN_IN, Gate, own_address, the_gate
from dashboard.signin.openid import NotConfirmed, NotSetUp

log = logging.getLogger(__name__)

WRONG = "That name and password do not belong together. Check both, or ask who looks after Evenhand."
LATER = "Too many wrong passwords. Wait {minutes} and try again, or ask who looks after Evenhand."
ENDED = "You are signed out."
NO_ROLE = (
    "Your school account was confirmed, but nobody has given it a role here yet. "
    "Ask who looks after Evenhand to add it."
)
NOT_CONFIRMED = (
    "Your school's sign-in did not confirm who you are. Try again; if it goes on, use a name and password."
)
NO_PROVIDER = "Sign-in with a school account is not set up here."

pages = Blueprint("signin", __name__, template_folder="templates")


def register(server: Flask) -> None:
    """Add the routes to a server."""
    server.register_blueprint(pages)


def sign_in_page(words: str = "", status: int = 200, name: str = "", wanted: str = "/") -> Response:
    """Return the sign-in page, with what went wrong in words."""
    try:
        settings = the_gate().provider.settings()
    except NotSetUp as error:
        log.error("Sign-in with a school account: %s", error)
        settings = None
    text = render_template(
        "sign_in.html",
        words=words,
        is_fault=status >= 400,
        name=name,
        next=wanted,
        label=settings.label if settings else "",
        has_accounts=bool(the_gate().book.accounts()) or not settings,
    )
    return make_response(text, status)


@pages.get(SIGN_IN)
def show() -> AnyResponse:
    """Show the sign-in page; who is in already goes on."""
    wanted = own_address(request.args.get("next"))
    if g.principal:
        return redirect(wanted)
    return sign_in_page(ENDED if "out" in request.args else "", wanted=wanted)


@pages.post(SIGN_IN)
def sign_in() -> AnyResponse:
    """Sign somebody in by name and password."""
    gate = the_gate()
    name, password = request.form.get("name", "")[:200], request.form.get("password", "")
    wanted, address = own_address(request.form.get("next")), request.remote_addr or ""
    if minutes := gate.throttle.attempt(name, address):
        later = LATER.format(minutes="a minute" if minutes == 1 else f"{minutes} minutes")
        return sign_in_page(later, 429, name, wanted)
    account = gate.book.signed_in(name, password)
    if account is None:
        known = name.strip().casefold() if name.strip().casefold() in gate.book.accounts() else "unknown"
        audit.note("sign-in refused", account=known, address=address)
        return sign_in_page(WRONG, 401, name, wanted)
    gate.throttle.succeeded(name, address)
    audit.note("signed in", who=account.name, role=account.role, address=address)
    return gate.let_in(redirect(wanted, 303), gate.begin(account))


@pages.post("/signout")
def sign_out() -> AnyResponse:
    """End the session of this browser."""
    gate = the_gate()
    ended = gate.sessions.end(request.cookies.get(gate.cookie))
    if ended:
        audit.note("signed out", who=ended.name)
    answer = redirect(f"{SIGN_IN}?out=1", 303)
    answer.delete_cookie(
        gate.cookie, path="/", secure=gate.access.is_secure, httponly=True, samesite="Strict"
    )
    return answer


@pages.get(f"{SIGN_IN}/openid")
def ask_provider() -> AnyResponse:
    """Send the browser to the school's provider."""
    from flask import current_app

    gate = the_gate()
    if not gate.provider.is_set_up():
        return sign_in_page(NO_PROVIDER, 404)
    try:
        answer = gate.provider.client(current_app).send_there(url_for("signin.come_back", _external=True))
    except Exception as error:  # a provider may fail in every way there is
        log.error("The school's provider could not be asked: %s", type(error).__name__)
        return sign_in_page(NOT_CONFIRMED, 502)
    session["next"] = own_address(request.args.get("next"))
    return answer


@pages.get(f"{SIGN_IN}/openid/back")
def come_back() -> AnyResponse:
    """Let in whom the provider confirms, if they have a role here."""
    from flask import current_app

    gate, address = the_gate(), request.remote_addr or ""
    wanted = own_address(session.get("next"))
    if not gate.provider.is_set_up():
        return sign_in_page(NO_PROVIDER, 404)
    try:
        name, claims = gate.provider.client(current_app).who_came_back()
    except (
        Exception
    ) as error:  # a forged, old or foreign token fails in many ways; none of them lets anybody in
        session.clear()
        why = str(error) if isinstance(error, NotConfirmed) else type(error).__name__
        log.warning("A sign-in with a school account was not confirmed: %s", why)
        audit.note("sign-in refused", account="school account", why=why, address=address)
        return sign_in_page(NOT_CONFIRMED, 403)
    session.clear()
    return _let_in(gate, name, claims, wanted, address)


def _let_in(gate: Gate, name: str, claims: dict[str, list[str]], wanted: str, address: str) -> AnyResponse:
    """Let in who has a role. By a page that goes on, not a redirect: the strict cookie would stay behind."""
    grant = gate.provider.grant(claims)
    if grant is None:
        audit.note("sign-in refused", account=name, why="no role", address=address)
        return sign_in_page(NO_ROLE, 403)
    audit.note("signed in", who=name, role=grant.role, address=address)
    secret = gate.sessions.begin(name, grant.role, grant.stamp, claims)
    return gate.let_in(make_response(render_template("onward.html", address=wanted)), secret)
