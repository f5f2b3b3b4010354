"""How much text a slide holds, estimated: no office program is there to ask when a slide is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH = 873.0  # of the text, in points
LETTER = 0.48  # of the size of type: the mean width of a letter
LINE = 1.22  # of the size of type: the height of a line


@dataclass(frozen=True)
class Fitted:
    """The size of type, and the pieces of text that go on each slide, by their places."""

    size: int
    slides: tuple[tuple[int, ...], ...]


def height(text: str, size: float, width: float = WIDTH) -> float:
    """Return how high a text stands, in points."""
    letters = max(1.0, width / (LETTER * size))
    lines = sum(max(1, -int(-len(part) // letters)) for part in text.split("\n"))
    return lines * size * LINE


def fitted(heights: Mapping[int, Sequence[float]], room: float) -> Fitted:
    """Return the largest type in which all pieces fit on one slide; else the smallest, on even slides.

    ``heights`` has for each size of type, the largest first, how high each piece stands.
    """
    for size, each in heights.items():
        if sum(each) <= room:
            return Fitted(size, (tuple(range(len(each))),))
    needed = len(_parted(each, room))
    even = max(room / 2, sum(each) / needed)
    tried = (_parted(each, min(room, even * more)) for more in (1.0, 1.1, 1.2, 1.3))
    return Fitted(size, next((found for found in tried if len(found) == needed), _parted(each, room)))


def _parted(heights: Sequence[float], room: float) -> tuple[tuple[int, ...], ...]:
    """Return which pieces go on each slide, filled one after the other."""
    slides: list[list[int]] = [[]]
    used = 0.0
    for place, high in enumerate(heights):
        if slides[-1] and used + high > room:
            slides.append([])
            used = 0.0
        slides[-1].append(place)
        used += high
    return tuple(tuple(slide) for slide in slides)
