"""Who is looking: a name, the role it was given, and the viewer that role sees as."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:  # the statistics behind it are a second that no command waits for
    from dashboard.viewer import Viewer

Role = Literal["leader", "governor", "projected", "partner"]
ROLES: tuple[Role, ...] = get_args(Role)

VIEWER_OF: dict[Role, "Viewer"] = {
    "leader": "leader",
    "governor": "governor",
    "projected": "projected",
    "partner": "governor",
}
IN_WORDS: dict[Role, str] = {
    "leader": "School leader",
    "governor": "Governor",
    "projected": "Meeting screen",
    "partner": "Improvement partner",
}


@dataclass(frozen=True)
class Principal:
    """Somebody whose requests are answered. ``name`` is empty where nobody had to sign in."""

    name: str
    role: Role
    viewer: "Viewer"


def owner(viewer: "Viewer") -> Principal:
    """Return who looks at a server without accounts: whoever sits at this machine."""
    return Principal("", viewer, viewer)


def somebody(name: str, role: Role) -> Principal:
    """Return who an account stands for."""
    return Principal(name, role, VIEWER_OF[role])
