"""The levels between which pupils move: the grades of a scale, key stage 2 bands, or fifths."""

from functools import cache
from math import floor, log10

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.reference import reference

KEY_STAGE_2 = ("KS2 scaled score", "KS2 average")
MOST = 12  # a matrix with more rows is no longer read
FIFTHS = (0.2, 0.4, 0.6, 0.8)

Numbers = NDArray[np.float64]
Levels = tuple[NDArray[np.intp], list[str]]


@cache
def national_bands() -> pd.DataFrame:
    """Return the bands of the national transition table: ``band``, ``lowest`` and what became of each."""
    rows = reference("ks2_to_ks4").copy()
    for name in ("english_maths_4", "english_maths_5", "pupils"):
        rows[name] = pd.to_numeric(rows[name])
    return rows


def bands_of(points: Numbers) -> NDArray[np.intp]:
    """Return the national band of each key stage 2 average, by its place."""
    return np.searchsorted(national_bands()["lowest"].to_numpy(), points, side="right") - 1


def levels(points: Numbers, scale: str, grades: pd.DataFrame) -> Levels:
    """Return each value's level, by its place, and the levels' names, the lowest first.

    ``grades``: ``scale``, ``grade`` and ``points`` of every scale. Only levels between the lowest and
    the highest value count. A scale without grades, or with values between them, has its values as
    levels where they are few, else fifths of these pupils.
    """
    if scale in KEY_STAGE_2:
        return _between(bands_of(points), national_bands()["band"].tolist())
    own = grades[grades["scale"] == scale].drop_duplicates("points")
    known = own["points"].to_numpy(dtype=np.float64)
    if len(known) and np.isin(points, known).all():
        found = _between(np.searchsorted(known, points), own["grade"].tolist())
        if len(found[1]) <= MOST:
            return found
    values, place = np.unique(points, return_inverse=True)
    if len(values) <= MOST:
        return place, [f"{value:g}" for value in values.tolist()]
    return fifths(points)


def _between(place: NDArray[np.intp], names: list[str]) -> Levels:
    """Return the levels from the lowest that somebody has to the highest."""
    first, last = int(place.min(initial=len(names))), int(place.max(initial=-1))
    return place - first, names[first : last + 1]


def fifths(points: Numbers) -> Levels:
    """Return the fifth of each value, named by the values that it runs between."""
    cuts = np.unique(np.quantile(points, FIFTHS))
    _used, place = np.unique(np.searchsorted(cuts, points, side="left"), return_inverse=True)
    ends = [(points[place == each].min(), points[place == each].max()) for each in range(place.max() + 1)]
    return place, spans(ends)


def spans(ends: list[tuple[float, float]]) -> list[str]:
    """Name each level by its two ends, with two digits that matter, or as many as keep the levels apart."""
    for count in range(2, MOST):
        named = [(_written(low, count), _written(high, count)) for low, high in ends]
        names = [low if low == high else f"{low} to {high}" for low, high in named]
        if len(set(names)) == len(names):
            break
    return names


def _written(number: float, count: int) -> str:
    """Write a number with some digits that matter; a whole number in full."""
    if number == round(number):
        return f"{number:.0f}"
    return f"{number:.{max(0, count - 1 - floor(log10(abs(number))))}f}"
