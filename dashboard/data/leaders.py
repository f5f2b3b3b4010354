"""Who may bring data in: school leaders, said anew in every route and callback of the desk."""

from flask import abort

from dashboard.shell import context


def require_leader() -> None:
    """Answer 403 unless a leader asks."""
    if context.viewer() != "leader":
        abort(403, "The import desk is for school leaders.")
