"""The pupils a pack is made from: who is in which group and on which side of each outcome, year by year.

Nothing of this is ever written into a pack.
"""

from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

Indexes = NDArray[np.int64]
Numbers = NDArray[np.float64]

YES, NO, NO_VALUE = 1, 0, -1
EVERYONE = "All pupils"
NOT_KNOWN = "Not known"


@dataclass(frozen=True)
class Group:
    """One group of a characteristic."""

    code: str
    label: str
    is_focus: bool = False
    is_reference: bool = False


@dataclass(frozen=True)
class Outcome:
    """A measure as a reader needs to understand it: what ``dashboard.measures`` says, without its SQL."""

    name: str
    title: str
    definition: str
    kind: str
    unit: str
    good: str
    area: str
    source: str


@dataclass(frozen=True)
class YearCohort:
    """The pupils on roll on one day of an academic year.

    ``groups`` has for each characteristic the number of each pupil's group, ``outcomes`` for each outcome
    YES, NO or NO_VALUE, ``sums`` for each average numerator and denominator (NaN without a value).
    """

    year: str
    from_date: date
    to_date: date
    pupils: tuple[str, ...]
    groups: dict[str, Indexes]
    outcomes: dict[str, Indexes]
    sums: dict[str, tuple[Numbers, Numbers]] = field(default_factory=dict)


@dataclass(frozen=True)
class Cohort:
    """All that a pack is made from. ``left_out`` says what the menu lacks, and why."""

    schools: tuple[str, ...]
    data_date: date
    years: tuple[YearCohort, ...]
    characteristics: dict[str, tuple[Group, ...]]
    outcomes: dict[str, Outcome]
    averages: dict[str, Outcome] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @property
    def latest(self) -> YearCohort:
        """Return the pupils of the latest year."""
        return self.years[-1]


def without(cohort: Cohort, names: frozenset[str]) -> Cohort:
    """Return the cohort without these characteristics and outcomes, which are then in no table."""
    years = tuple(
        replace(
            year,
            groups={name: each for name, each in year.groups.items() if name not in names},
            outcomes={name: each for name, each in year.outcomes.items() if name not in names},
            sums={name: each for name, each in year.sums.items() if name not in names},
        )
        for year in cohort.years
    )
    said = tuple(f"{name}: left out by whoever published the pack." for name in sorted(names))
    return replace(
        cohort,
        years=years,
        characteristics={n: each for n, each in cohort.characteristics.items() if n not in names},
        outcomes={n: each for n, each in cohort.outcomes.items() if n not in names},
        averages={n: each for n, each in cohort.averages.items() if n not in names},
        left_out=(*cohort.left_out, *said),
    )
