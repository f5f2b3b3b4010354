"""The tracking page's callbacks, fired as a browser fires them."""

from pathlib import Path

from dashboard.filters import FILTERS
from dashboard.shell.factory import create_app

from ..callbacks import fire

MENUS = {
    "tracking-columns": "Year group",
    "tracking-from": "start",
    "tracking-added_by": "Classes",
    "tracking-grade": "4",
    "tracking-many": "30",
    "tracking-aimed_by": "Pupil premium",
}
VIEWERS = ("leader", "governor", "projected")


def furnished(school, name):
    """Make a school of a test look like a store."""
    school.folder, school.is_empty, school.banner = Path(name), False, None
    return school


def apps_for(folder):
    """Return an app without a school for each kind of viewer."""
    return {viewer: create_app(folder, viewer) for viewer in VIEWERS}


def asker(school, apps):
    """Return ``ask(output, viewer, **values)``: a callback's answer, or its status where it refuses."""

    def ask(output, viewer="leader", triggered=None, **values):
        app = apps[viewer]
        app.server.config["STORE"] = school
        given = {**MENUS, **{each.component_id: values.pop(name, None) for name, each in FILTERS.items()}}
        given |= {
            f"tracking-{name}" if not name.startswith("tracking") else name: values[name] for name in values
        }
        return fire(app.server.test_client(), output, given, triggered)

    return ask


def told(answer, card):
    """Return a card's sentence."""
    return answer[f"{card}-sentence"]["children"]


def notes(answer, card):
    """Return a card's notes."""
    return answer[f"{card}-notes"]["children"]
