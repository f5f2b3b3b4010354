"""What every layout and callback needs: the school's store, and who is looking."""

from typing import TYPE_CHECKING, cast

from flask import current_app, g

from dashboard.shell.identity import Principal, owner

if TYPE_CHECKING:
    from dashboard.store.opening import Store
    from dashboard.viewer import Viewer


def store() -> "Store":
    """Return the store this server shows. Raises RuntimeError outside a request."""
    return cast("Store", current_app.config["STORE"])


def principal() -> Principal:
    """Return who asked, as the gate found out: never the browser's word. Raises RuntimeError outside one."""
    return cast(Principal, g.get("principal")) or owner(cast("Viewer", current_app.config["VIEWER"]))


def viewer() -> "Viewer":
    """Return what whoever asked may see as. Raises RuntimeError outside a request."""
    return principal().viewer
