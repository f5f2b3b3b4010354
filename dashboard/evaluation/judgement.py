"""A judgement and its history: what was written, by whom and when, on which figures, and what they said."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import isnan, nan
from typing import Any, Literal

Deed = Literal["written", "looked at again", "set aside"]
NUMBERS = ("pupils", "value", "low", "high", "difference", "difference_low", "difference_high")
LONGEST = 600
MOST_FIGURES = 4


@dataclass(frozen=True)
class Bound:
    """A figure that a judgement is bound to: a measure, for whom, and the filters as an address has them.

    ``group`` is empty for a level: all pupils in scope. Dates that the filters leave out are those of the
    latest school year, whichever that is when somebody looks.
    """

    measure: str
    characteristic: str
    group: str
    reference: str
    filters: Mapping[str, str | list[str]]

    @property
    def is_level(self) -> bool:
        """Return whether it is one figure, and not one group beside another."""
        return not self.group


@dataclass(frozen=True)
class Reading:
    """What a figure said when somebody looked: numbers, NaN where there is none, and the scope in words."""

    sentences: tuple[str, ...]
    scope: str
    data_to: str
    pupils: float = nan
    value: float = nan
    low: float = nan
    high: float = nan
    difference: float = nan
    difference_low: float = nan
    difference_high: float = nan


@dataclass(frozen=True)
class Version:
    """One step in a judgement's life."""

    deed: Deed
    text: str
    by: str
    at: str
    headings: str
    heading: str
    figures: tuple[tuple[Bound, Reading], ...]


@dataclass(frozen=True)
class Judgement:
    """A judgement with every version of it, the oldest first."""

    id: str
    versions: tuple[Version, ...]

    @property
    def now(self) -> Version:
        """Return the version that stands."""
        return self.versions[-1]

    @property
    def stands(self) -> bool:
        """Return whether it has not been set aside."""
        return self.now.deed != "set aside"


def as_json(judgement: Judgement) -> dict[str, Any]:
    """Return a judgement as JSON has it: no number is null."""
    return {"id": judgement.id, "versions": [_version_as_json(each) for each in judgement.versions]}


def from_json(found: Mapping[str, Any]) -> Judgement:
    """Return a judgement from JSON. Raises KeyError, TypeError and ValueError for what is none."""
    versions = tuple(_version_from_json(each) for each in found["versions"])
    if not versions or not isinstance(found["id"], str):
        raise ValueError("versions")
    return Judgement(found["id"], versions)


def _version_as_json(version: Version) -> dict[str, Any]:
    """Return one version as JSON has it."""
    figures = [{"figure": asdict(bound), "said": _numbers(said)} for bound, said in version.figures]
    return {**asdict(version), "figures": figures}


def _numbers(reading: Reading) -> dict[str, Any]:
    """Return a reading with null for NaN, which JSON does not have."""
    found = asdict(reading)
    return {**found, **{name: None if isnan(found[name]) else found[name] for name in NUMBERS}}


def _version_from_json(found: Mapping[str, Any]) -> Version:
    """Return one version. Raises KeyError, TypeError and ValueError."""
    figures = tuple((_bound(each["figure"]), _reading(each["said"])) for each in found["figures"])
    version = Version(**{**found, "figures": figures})
    texts = version.text, version.by, version.at, version.headings, version.heading
    if version.deed not in ("written", "looked at again", "set aside"):
        raise ValueError("deed")
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("text")
    return version


def _bound(found: Mapping[str, Any]) -> Bound:
    """Return a bound figure. Raises TypeError."""
    if not isinstance(found["filters"], dict):
        raise TypeError("filters")
    return Bound(**found)


def _reading(found: Mapping[str, Any]) -> Reading:
    """Return what a figure said. Raises TypeError, ValueError."""
    numbers = {name: nan if found[name] is None else float(found[name]) for name in NUMBERS}
    return Reading(**{**found, **numbers, "sentences": tuple(str(each) for each in found["sentences"])})
