"""What a kind of scenario is to the page, the command line and a search."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from dashboard.figure_parts import Figure
from dashboard.scenarios.outcome import Outcome, Report
from dashboard.whatif.levers import Lever, Values

if TYPE_CHECKING:
    from dashboard.store.opening import Store
    from dashboard.whatif.ready import Ready


class Missing(LookupError):
    """An import that this scenario cannot do without is not there; the message names the export."""


@dataclass(frozen=True)
class Question:
    """Whom a scenario is about; empty where the kind does not ask for it."""

    kind: str
    school: str = ""
    academic_year: str = ""
    year_group: str = ""
    subject: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return it as it travels and is kept."""
        return asdict(self)


@dataclass(frozen=True)
class Kind:
    """One kind of scenario.

    ``asks``: which of year_group and subject it is about. ``read`` takes what it needs from the store
    (raises Missing); ``levers`` says what may be moved; ``work`` returns the outcome of these values with
    this seed (raises Impossible); ``draw`` makes the one chart of the columns that have an outcome.
    """

    name: str
    title: str
    about: str
    asks: tuple[str, ...]
    is_search: bool
    read: Callable[["Store", Question], "Ready"]
    levers: Callable[["Ready"], tuple[Lever, ...]]
    work: Callable[["Ready", Values, int, Report], Outcome]
    draw: Callable[[Mapping[str, Outcome]], Figure]
    chart: str
