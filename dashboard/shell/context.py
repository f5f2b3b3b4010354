"""What every layout and callback needs: the school's store, and who is looking."""

from typing import TYPE_CHECKING, cast

from flask import current_app

if TYPE_CHECKING:
    from dashboard.store.opening import Store
    from dashboard.viewer import Viewer


def store() -> "Store":
    """Return the store this server shows. Raises RuntimeError outside a request."""
    return cast("Store", current_app.config["STORE"])


def viewer() -> "Viewer":
    """Return who is looking: the server's setting, never the browser's. Raises RuntimeError outside one."""
    return cast("Viewer", current_app.config["VIEWER"])
