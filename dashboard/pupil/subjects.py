"""How one pupil stands in each subject: latest result, target and baseline, never across scales."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

CLEARLY = 0.1  # of a scale's length: a difference under it is not worth a sentence
FEWEST_OTHERS = 3  # other subjects, to call one well above or below them


@dataclass(frozen=True)
class Value:
    """One result, target or baseline as written, with its points where it has any."""

    subject: str
    kind: str
    scale: str
    assessment: str
    on: datetime.date
    written: str
    points: float | None
    length: float | None

    @property
    def said(self) -> str:
        """Return the value as it was written, and the assessment behind it."""
        return f"{self.written} ({self.assessment})"


@dataclass(frozen=True)
class Subject:
    """One subject on the scale that counts for it now: that of the latest result in the window."""

    name: str
    scale: str
    results: list[Value] = field(default_factory=list)
    targets: list[Value] = field(default_factory=list)
    baseline: Value | None = None
    latest: Value | None = None
    others: int = 0
    others_mean: float | None = None

    @property
    def target(self) -> Value | None:
        """Return the target in force on the last day of the window."""
        return self.targets[-1] if self.targets else None

    @property
    def step(self) -> float | None:
        """Return the least difference on this scale that is worth a sentence; None where unknown."""
        lengths = [value.length for value in (*self.results, *self.targets) if value.length]
        return CLEARLY * lengths[0] if lengths else None

    @property
    def gap(self) -> float | None:
        """Return the latest result minus the target, in points."""
        return _difference(self.latest, self.target)

    @property
    def before(self) -> Value | None:
        """Return the result before the latest."""
        earlier = [value for value in self.results if self.latest and value.on < self.latest.on]
        return earlier[-1] if earlier else None

    @property
    def gain(self) -> float | None:
        """Return the latest result minus the baseline, in points."""
        return _difference(self.latest, self.baseline)

    @property
    def step_up(self) -> float | None:
        """Return the latest result minus the one before it, in points."""
        return _difference(self.latest, self.before)

    @property
    def beside_others(self) -> float | None:
        """Return the latest result minus the mean of the pupil's other subjects on the same scale."""
        if self.others < FEWEST_OTHERS or not self.latest or self.latest.points is None:
            return None
        return self.latest.points - (self.others_mean or 0.0)

    def is_clear(self, difference: float | None) -> bool:
        """Say whether a difference on this scale is worth a sentence."""
        return difference is not None and self.step is not None and abs(difference) >= self.step


def _difference(value: Value | None, other: Value | None) -> float | None:
    """Return the difference of two values in points, None where one is missing."""
    if value is None or other is None or value.points is None or other.points is None:
        return None
    return value.points - other.points


def values_of(rows: Iterable[Mapping[str, Any]]) -> list[Value]:
    """Return the rows of ``pupil/results`` as values, in their order."""
    return [
        Value(
            subject=row["subject"],
            kind=row["kind"],
            scale=row["scale"],
            assessment=row["assessment"],
            on=row["assessed_on"],
            written=row["value"],
            points=row["points"],
            length=_length(row),
        )
        for row in rows
    ]


def _length(row: Mapping[str, Any]) -> float | None:
    """Return the length of a row's scale, None where its ends are unknown."""
    ends = row["lowest"], row["highest"]
    return None if None in ends else float(row["highest"] - row["lowest"])


def dates_of(column: "pd.Series[pd.Timestamp]") -> list[datetime.date]:
    """Return a column of days without gaps as dates, in a tenth of the time that a date a row takes."""
    return list(column.to_numpy().astype("datetime64[D]").astype(object))


def subjects_of(values: Iterable[Value], from_date: datetime.date) -> list[Subject]:
    """Return how the pupil stands in each subject, in order of name.

    A latest result counts from ``from_date`` on; the values end with the window already.
    """
    by_name: dict[str, list[Value]] = {}
    for value in values:
        by_name.setdefault(value.subject, []).append(value)
    found = [_subject(name, mine, from_date) for name, mine in by_name.items()]
    return [_beside_others(subject, found) for subject in found]


def _subject(name: str, values: list[Value], from_date: datetime.date) -> Subject:
    """Return one subject, on the scale of its latest result, else of its latest target."""
    results = [value for value in values if value.kind == "result" and value.points is not None]
    latest = next((value for value in reversed(results) if value.on >= from_date), None)
    targets = [value for value in values if value.kind == "target" and value.points is not None]
    scale = next(value.scale for value in (latest, *targets[-1:], *results[-1:], values[-1]) if value)
    results, targets = ([value for value in some if value.scale == scale] for some in (results, targets))
    return Subject(name, scale, results, targets, _baseline(values, scale, latest), latest)


def _baseline(values: list[Value], scale: str, latest: Value | None) -> Value | None:
    """Return the baseline to measure from: the last one by the day of the result, else the first there is."""
    mine = [
        value
        for value in values
        if value.kind == "baseline" and value.scale == scale and value.points is not None
    ]
    before = [value for value in mine if latest and value.on <= latest.on]
    return before[-1] if before else mine[0] if mine else None


def _beside_others(subject: Subject, every: list[Subject]) -> Subject:
    """Return the subject with the mean of the latest results in the others on its scale."""
    points = [
        other.latest.points
        for other in every
        if other.name != subject.name
        and other.scale == subject.scale
        and other.latest
        and other.latest.points is not None
    ]
    if not points:
        return subject
    return Subject(
        subject.name,
        subject.scale,
        subject.results,
        subject.targets,
        subject.baseline,
        subject.latest,
        len(points),
        sum(points) / len(points),
    )


def spelt_twice(names: Iterable[str]) -> list[list[str]]:
    """Return subjects that differ only in capitals and spaces: probably one subject spelt in several ways."""
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(" ".join(name.lower().split()), []).append(name)
    return [same for same in alike.values() if len(same) > 1]
