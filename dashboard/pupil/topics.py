"""One pupil's marks by topic: which are secure, which are on the way, which come next."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SECURE = 0.8  # of the marks
NOT_YET = 0.5
FEWEST_MARKS = 3  # on fewer, nothing is said of a topic


@dataclass(frozen=True)
class Topic:
    """What a pupil won of the marks in one topic of one subject."""

    subject: str
    name: str
    mark: float
    out_of: float
    last_on: datetime.date

    @property
    def share(self) -> float:
        """Return the share of the marks that were won."""
        return self.mark / self.out_of

    @property
    def said(self) -> str:
        """Return the topic with its marks: ``Algebra (3 of 8 marks)``."""
        return f"{self.name} ({self.mark:g} of {self.out_of:g} marks)"


def topics_of(rows: Iterable[Mapping[str, Any]]) -> list[Topic]:
    """Return the topics with enough marks to say something of, from the rows of ``pupil/topics``."""
    columns = ("subject", "topic", "mark", "out_of", "last_on")
    found = [Topic(*(row[name] for name in columns)) for row in rows if row["topic"]]
    return [topic for topic in found if topic.out_of >= FEWEST_MARKS]


def secure(topics: list[Topic]) -> list[Topic]:
    """Return the topics in which four fifths of the marks or more were won, the surest first."""
    return sorted((topic for topic in topics if topic.share >= SECURE), key=lambda topic: -topic.share)


def on_the_way(topics: list[Topic]) -> list[Topic]:
    """Return the topics between the two lines, the hardest first."""
    between = (topic for topic in topics if NOT_YET <= topic.share < SECURE)
    return sorted(between, key=lambda topic: topic.share)


def not_yet(topics: list[Topic]) -> list[Topic]:
    """Return the topics in which less than half of the marks were won, the hardest first."""
    return sorted((topic for topic in topics if topic.share < NOT_YET), key=lambda topic: topic.share)


def by_subject(topics: list[Topic]) -> dict[str, list[Topic]]:
    """Return the topics of each subject, in the order in which they come."""
    found: dict[str, list[Topic]] = {}
    for topic in topics:
        found.setdefault(topic.subject, []).append(topic)
    return found
