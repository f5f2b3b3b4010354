"""How far the gain of a tutoring plan could lie from its middle, by what research does not agree on."""

from dataclasses import dataclass

import numpy as np
import scipy  # its parts load when first used, which most readers never wait for

from dashboard.scenarios.evidence import Evidence, draws, effect_of
from dashboard.scenarios.tutoring import (
    HOURS_OF_EFFECT,
    MOST_BLOCKS,
    SIZES,
    Flags,
    Mark,
    Numbers,
    Places,
    counted_sizes,
)

DRAWS = 1000
ENDS = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class Range:
    """A figure that 8 in 10 of the possible effects lie between the ends of; NaN where it has no meaning."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Ranges:
    """Months in all, months that disadvantaged pupils gain more than others, pupils more over the mark."""

    months: Range
    gap: Range
    over: Range


def ranges(places: Places, seated: Flags, evidence: Evidence, seed: int, mark: Mark | None = None) -> Ranges:
    """Return the ranges of a plan over ``DRAWS`` possible effects, the same for the same seed.

    Effect, group-size factors and the second block are drawn apart, each between its ends in the table.
    """
    found = _drawn_gains(places, seated, evidence, seed)
    gap = np.full(DRAWS, np.nan)
    if places.focus.any() and not places.focus.all():
        gap = found[:, places.focus].mean(axis=1) - found[:, ~places.focus].mean(axis=1)
    over = np.full(DRAWS, np.nan)
    if mark is not None:
        known = ~np.isnan(places.points)
        step = points_a_month(places, evidence)
        away = (places.points[known] - mark.at) / mark.miss
        chance = scipy.stats.norm.cdf(away + found[:, known] * step / mark.miss)
        over = chance.sum(axis=1) - scipy.stats.norm.cdf(away).sum()
    return Ranges(_range(found.sum(axis=1)), _range(gap), _range(over))


def _range(values: Numbers) -> Range:
    """Return the ends and the middle of what was drawn."""
    return Range(*(float(end) for end in np.quantile(values, ENDS)))


def _drawn_gains(places: Places, seated: Flags, evidence: Evidence, seed: int) -> Numbers:
    """Return a row a possible effect and a column a pupil: months, for adding up alone."""
    months = draws(effect_of(evidence, "tutoring"), DRAWS, seed)
    second = draws(effect_of(evidence, "tutoring_second_block"), DRAWS, seed + 1)
    shared = [draws(effect_of(evidence, f"tutoring_group_of_{size}"), DRAWS, seed + 2) for size in SIZES]
    factor = np.stack([np.zeros(DRAWS), *shared], axis=1)
    central = [effect_of(evidence, f"tutoring_group_of_{size}").at("central") for size in SIZES]
    size = np.where(seated, counted_sizes(places, seated), 0)
    worth = np.array([0.0, *central])[size]
    order = np.argsort(-worth, axis=1)[:, :MOST_BLOCKS]
    own = np.take_along_axis(size, order, axis=1)
    first = _dose(places.offer.hours, second)
    blocks = [first, _dose(2 * places.offer.hours, second) - first]
    total = sum(factor[:, own[:, k]] * blocks[k][:, None] for k in range(own.shape[1]))
    return np.asarray(months[:, None] * places.attends * total)


def _dose(hours: float, second: Numbers) -> Numbers:
    """Return what so many hours give, against 12, for each drawn worth of hours beyond 12."""
    beyond = max(hours - HOURS_OF_EFFECT, 0) / HOURS_OF_EFFECT
    return np.asarray(min(hours, HOURS_OF_EFFECT) / HOURS_OF_EFFECT + second * beyond)


def points_a_month(places: Places, evidence: Evidence) -> float:
    """Return how many points a month of progress is: a share of the spread of the pupils' results."""
    return effect_of(evidence, "one_month").at("central") * float(np.nanstd(places.points))


def months_of_a_year(evidence: Evidence) -> float:
    """Return by how many months one year group's mean differs from the next with nothing changed."""
    return effect_of(evidence, "year_to_year").at("central") / effect_of(evidence, "one_month").at("central")


def wobble_over_mark(places: Places, mark: Mark) -> float:
    """Return how far the number over the mark moves from year to year by itself: one standard deviation."""
    away = (places.points[~np.isnan(places.points)] - mark.at) / mark.miss
    chance = scipy.stats.norm.cdf(away)
    moved = float(scipy.stats.norm.pdf(away).sum()) / mark.miss
    return float(np.sqrt((chance * (1 - chance)).sum() + (moved * mark.shift) ** 2))
