"""One pupil's marks by topic: which are secure, which are on the way, which come next."""

import datetime
from dataclasses import dataclass

import pandas as pd

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


def topics_of(rows: pd.DataFrame) -> list[Topic]:
    """Return the topics with enough marks to say something of, from the rows of ``pupil/topics``."""
    enough = rows[(rows["out_of"] >= FEWEST_MARKS) & rows["topic"].notna()]
    days = [day.date() for day in enough["last_on"]]
    cells = (enough[name].tolist() for name in ("subject", "topic", "mark", "out_of"))
    return [Topic(*parts) for parts in zip(*cells, days, strict=True)]


def secure(topics: list[Topic]) -> list[Topic]:
    """Return the topics in which four fifths of the marks or more were won, the surest first."""
    return sorted((topic for topic in topics if topic.share >= SECURE), key=lambda topic: -topic.share)


def on_the_way(topics: list[Topic]) -> list[Topic]:
    """Return the topics between the two lines."""
    return [topic for topic in topics if NOT_YET <= topic.share < SECURE]


def not_yet(topics: list[Topic]) -> list[Topic]:
    """Return the topics in which less than half of the marks were won, the hardest first."""
    return sorted((topic for topic in topics if topic.share < NOT_YET), key=lambda topic: topic.share)


def by_subject(topics: list[Topic]) -> dict[str, list[Topic]]:
    """Return the topics of each subject, in the order in which they come."""
    found: dict[str, list[Topic]] = {}
    for topic in topics:
        found.setdefault(topic.subject, []).append(topic)
    return found
