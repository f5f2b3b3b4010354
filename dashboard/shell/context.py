"""What every layout and callback needs: the school's store, and who is looking."""

from typing import TYPE_CHECKING, cast

from flask import abort, current_app, g

from dashboard.shell.identity import Principal, owner

if TYPE_CHECKING:
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


def viewer() -> "Viewer":
    """Return what whoever asked may see as. Raises RuntimeError outside a request."""
    return principal().viewer
