"""What a kind of scenario takes from the imports, ready to be worked with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from dashboard import scenario_needs
from dashboard.reference import reference
from dashboard.scenario_data import inputs
from dashboard.scenarios.evidence import Evidence, read_evidence
from dashboard.whatif.kind import Missing, Question

if TYPE_CHECKING:
    from dashboard.store.opening import Store

Name = Literal["staffing", "grouping", "options", "tutoring", "communities", "extended day"]


@dataclass(frozen=True)
class Ready:
    """The frames of a scenario, what its imports lack, and what else the kind has worked out from them."""

    frames: Mapping[str, pd.DataFrame]
    lacks: tuple[scenario_needs.Missing, ...]
    more: Mapping[str, Any] = field(default_factory=dict)

    def without(self, *what: str) -> str:
        """Return the sentence for the first of these that no import has brought, where one has not."""
        return next((each.words for each in self.lacks if each.what in what), "")

    def sentences(self) -> tuple[str, ...]:
        """Return what goes without, a sentence each."""
        return tuple(each.words for each in self.lacks)


def ready(store: "Store", name: Name, asked: Question, **choices: Any) -> Ready:  # noqa: ANN401
    """Return what a kind takes. Raises Missing where it cannot be worked out without an import."""
    found = inputs(store, name, asked.school, asked.academic_year, **choices)
    if found.stops:
        raise Missing(" ".join(each.words for each in found.stops))
    return Ready(found.frames, found.missing)


@cache
def evidence() -> Evidence:
    """Return what research found, as the project's own table has it."""
    return read_evidence(reference("evidence"))
