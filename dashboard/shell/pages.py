"""The pages, in the order of the menu. A new page is a module and its line here."""

from types import ModuleType
from typing import cast, get_args

from dashboard.attendance import page as attendance
from dashboard.data import page as data
from dashboard.equity import page as equity
from dashboard.evaluation import page as evaluation
from dashboard.governors import desk as next_pack
from dashboard.governors import page as governors
from dashboard.how import page as how
from dashboard.meeting import page as meeting
from dashboard.overview import page as overview
from dashboard.pupil import page as pupil
from dashboard.quality import page as quality
from dashboard.signin import page as access
from dashboard.support import page as support
from dashboard.tracking import page as tracking
from dashboard.viewer import Viewer
from dashboard.whatif import page as whatif

PAGES: tuple[ModuleType, ...] = (
    overview,
    equity,
    tracking,
    attendance,
    support,
    whatif,
    pupil,
    evaluation,
    meeting,
    governors,
    next_pack,
    data,
    quality,
    access,
    how,
)

EVERY_VIEWER: frozenset[Viewer] = frozenset(get_args(Viewer))


def viewers(page: ModuleType) -> frozenset[Viewer]:
    """Return whom the page is for: its ``VIEWERS``, or everybody who may look at all."""
    return cast(frozenset[Viewer], getattr(page, "VIEWERS", EVERY_VIEWER))


def heading(page: ModuleType) -> str:
    """Return what stands over the page; its title, where it asks no question of its own."""
    return str(getattr(page, "HEADING", page.TITLE))


def is_filtered(page: ModuleType) -> bool:
    """Say whether the page's figures obey the filter bar."""
    return bool(getattr(page, "FILTERED", True))


def find(path: str) -> ModuleType | None:
    """Return the page at this path, or nothing."""
    wanted = "/" + path.strip("/")
    return next((page for page in PAGES if wanted == page.PATH), None)


def in_menu(page: ModuleType) -> bool:
    """Say whether the menu leads to the page, or only a link that names what to show."""
    return bool(getattr(page, "IN_MENU", True))
