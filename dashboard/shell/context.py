"""What every layout and callback needs: the school's store, and who is looking."""

from typing import TYPE_CHECKING, cast

from flask import abort, current_app, g, has_request_context

from dashboard.shell.identity import Principal, owner

if TYPE_CHECKING:
    from dashboard.scope import Filters
    from dashboard.store.opening import Store
    from dashboard.viewer import Viewer


def store() -> "Store":
    """Return the store this server shows. Raises RuntimeError outside a request."""
    return cast("Store", current_app.config["STORE"])


def principal() -> Principal:
    """Return who asked, as the gate found out: never the browser's word.

    Raises Unauthorized where nobody has signed in who must, RuntimeError outside a request.
    """
    found: Principal | None = g.get("principal", owner(cast("Viewer", current_app.config["VIEWER"])))
    if found is None:
        abort(401, "Sign in first.")
    return found


def is_asked() -> bool:
    """Say whether somebody's request is being answered."""
    return has_request_context()


def choose(filters: "Filters") -> None:
    """Keep for the rest of this request what the filter bar chose, once it was checked."""
    if has_request_context():
        g.filters = filters


def chosen() -> "Filters | None":
    """Return what the filter bar chose in this request; None where the page has no filter bar."""
    found: Filters | None = g.get("filters")
    return found


def viewer() -> "Viewer":
    """Return what whoever asked may see as. Raises RuntimeError outside a request."""
    return principal().viewer


def keep_answer() -> None:
    """Say that this answer depends on nothing but the school, the viewer, the day and what was sent."""
    if has_request_context():
        g.is_kept = True


def is_kept_answer() -> bool:
    """Say whether this request's answer may be given again to the same question."""
    return bool(g.get("is_kept", False))
