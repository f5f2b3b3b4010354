"""Where results are heading: ridge on earlier results, with intervals that hold for year groups not seen.

The slopes come from pupils whose final result is known. How far single pupils end from their line, and how
far whole year groups do, are told apart: without the second part an interval for a group's mean held the
truth 39 times in 100 where it claimed 80. Nothing but results goes in, so that no pupil's projection is
lower for the group the pupil is in.
"""

from dataclasses import dataclass

import numpy as np
import scipy  # its parts load when first used, which most readers never wait for
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Labels = NDArray[np.generic]

FEWEST_PUPILS = 30  # with a final result; fewer say nothing about the next year group
FEWEST_COHORTS = 4  # fewer cannot tell how much year groups differ
USUAL_SHIFT = 2 / 19  # of the results' spread: 2 Attainment 8 points, of which pupils spread by 19
PENALTIES = np.logspace(-2, 4, 25)
MOST_LEVERAGE = 0.999


class TooFewFinished(ValueError):
    """Too few pupils have both earlier results and a final one."""


@dataclass(frozen=True)
class Line:
    """What past pupils taught. ``noise`` is of one pupil about the line, ``shift`` of a whole year group."""

    centre: Numbers
    spread: Numbers
    middle: Numbers
    slopes: Numbers
    intercept: float
    penalty: float
    inverse: Numbers
    noise: float
    shift: float
    pupils: int
    cohorts: int
    is_assumed: bool

    def values(self, points: Numbers) -> Numbers:
        """Return the projected final result of each pupil."""
        return np.asarray(self.intercept + self.scaled(points) @ self.slopes)

    def scaled(self, points: Numbers) -> Numbers:
        """Return earlier results in standard deviations; an unknown one is where the pupil's others are."""
        return filled((points - self.centre) / self.spread) - self.middle

    def reach(self, variance: float, shared: float, confidence: float) -> float:
        """Return how far an interval reaches. ``shared`` of ``variance`` rests on one number a cohort."""
        tail = 0.5 + confidence / 2
        if self.is_assumed or not shared:
            return float(scipy.stats.norm.ppf(tail) * np.sqrt(variance))
        degrees = (self.cohorts - 1) * (variance / shared) ** 2  # Satterthwaite
        return float(scipy.stats.t.ppf(tail, degrees) * np.sqrt(variance))

    @property
    def shift_of_next(self) -> float:
        """Return the variance of a new year group about the mean of the past ones."""
        return self.shift**2 * (1 + 1 / self.cohorts)


@dataclass(frozen=True)
class Ending:
    """The projected mean, or number of pupils, of a group, and the ends of its interval."""

    value: float
    low: float
    high: float


def fit(points: Numbers, finals: Numbers, cohorts: Labels) -> Line:
    """Return the line from past pupils: a row of earlier results, NaN where unknown, and the final one each.

    ``cohorts`` says which pupils ended together. The penalty is the one with which each pupil left out in
    turn is projected best. Raises TooFewFinished.
    """
    if len(finals) < FEWEST_PUPILS:
        raise TooFewFinished(f"Past results: found {len(finals)} pupils, {FEWEST_PUPILS} are needed.")
    centre, spread = middle_and_spread(points)
    scaled = filled((points - centre) / spread)
    middle = scaled.mean(axis=0)
    intercept = float(finals.mean())
    penalty, slopes, inverse, misses = best_ridge(scaled - middle, finals - intercept)
    number = np.unique(cohorts, return_inverse=True)[1]
    noise, shift, is_assumed = noise_and_shift(misses, number, float(finals.std(ddof=1)))
    return Line(
        centre=centre,
        spread=spread,
        middle=middle,
        slopes=slopes,
        intercept=intercept,
        penalty=penalty,
        inverse=inverse,
        noise=noise,
        shift=shift,
        pupils=len(finals),
        cohorts=int(number.max()) + 1,
        is_assumed=is_assumed,
    )


def middle_and_spread(points: Numbers) -> tuple[Numbers, Numbers]:
    """Return mean and standard deviation of each column's known numbers; of none there is no mean."""
    known = ~np.isnan(points)
    counts = np.maximum(known.sum(axis=0), 1)
    centre = np.where(known, points, 0).sum(axis=0) / counts
    spread = np.sqrt(np.where(known, (points - centre) ** 2, 0).sum(axis=0) / counts)
    usable = known.any(axis=0) & (spread > 0)
    return np.where(usable, centre, np.nan), np.where(usable, spread, 1.0)


def filled(scaled: Numbers) -> Numbers:
    """Put the mean of a pupil's known results where one is unknown."""
    known = ~np.isnan(scaled)
    total = np.where(known, scaled, 0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return np.where(known, scaled, total[:, None])


def best_ridge(scaled: Numbers, finals: Numbers) -> tuple[float, Numbers, Numbers, Numbers]:
    """Return the best penalty, its slopes and inverse, and each pupil's miss when left out.

    In closed form: the miss of a pupil left out is the miss over one minus the leverage. ``einsum`` sums on
    this thread: threads of a matrix product wait for each other longer than they reckon.
    """
    values, vectors = np.linalg.eigh(scaled.T @ scaled)
    values = np.maximum(values, 0)
    turned = np.ascontiguousarray((scaled @ vectors).T)
    squares, target = turned**2, turned @ finals
    best: tuple[float, float, Numbers] | None = None
    for penalty in PENALTIES:
        leverage = np.einsum("kn,k->n", squares, 1 / (values + penalty)) + 1 / len(finals)
        expected = np.einsum("kn,k->n", turned, target / (values + penalty))
        misses = (finals - expected) / (1 - np.minimum(leverage, MOST_LEVERAGE))
        score = float(np.einsum("n,n->", misses, misses))
        if best is None or score < best[0]:
            best = score, float(penalty), misses
    assert best is not None
    _, penalty, misses = best
    inverse = (vectors / (values + penalty)) @ vectors.T
    return penalty, inverse @ (scaled.T @ finals), inverse, misses


def noise_and_shift(misses: Numbers, cohort: NDArray[np.intp], spread: float) -> tuple[float, float, bool]:
    """Return how far pupils and whole cohorts end from the line, and whether the latter is partly assumed.

    The variance of the cohorts' means, less what the pupils in them make by chance. Fewer than four
    cohorts are taken to differ by no less than is usual.
    """
    pupils = np.bincount(cohort)
    means = np.bincount(cohort, misses) / pupils
    noise = float(((misses - means[cohort]) ** 2).sum() / max(len(misses) - len(pupils), 1))
    several = len(pupils) > 1
    shift = float(means.var(ddof=1) - (noise / pupils).mean()) if several else 0.0
    is_assumed = len(pupils) < FEWEST_COHORTS
    usual = USUAL_SHIFT * spread if is_assumed else 0.0
    return noise**0.5, max(max(shift, 0.0) ** 0.5, usual), is_assumed


def pupil_interval(line: Line, values: Numbers, confidence: float) -> tuple[Numbers, Numbers]:
    """Return the ends between which so many pupils like these end."""
    reach = line.reach(line.noise**2 + line.shift_of_next, line.shift_of_next, confidence)
    return values - reach, values + reach


def mean_of_group(
    line: Line, points: Numbers, cohorts: Labels, confidence: float, offset: float = 0.0
) -> Ending:
    """Return the projected mean of some pupils.

    ``offset`` is how far past pupils of this group ended from their projections on average: it widens the
    interval and leaves the projection where it is.
    """
    value = float(line.values(points).mean())
    middle = line.scaled(points).mean(axis=0)
    shared = shared_variance(line, cohorts)
    own = line.noise**2 * (1 / len(points) + float(middle @ line.inverse @ middle))
    reach = line.reach(own + shared + offset**2, shared, confidence)
    return Ending(value, value - reach, value + reach)


def shared_variance(line: Line, cohorts: Labels) -> float:
    """Return the variance that the pupils of a group have in common, which is that of their year groups."""
    shares = np.unique(cohorts, return_counts=True)[1] / len(cohorts)
    return line.shift_of_next * float(shares @ shares)


def number_reaching(
    line: Line, points: Numbers, cohorts: Labels, least: float, confidence: float, offset: float = 0.0
) -> Ending:
    """Return how many of some pupils are projected to end at ``least`` or above, between none and all."""
    away = (line.values(points) - least) / line.noise
    chance = scipy.stats.norm.cdf(away)
    count = float(chance.sum())
    moved = float(scipy.stats.norm.pdf(away).sum()) / line.noise  # pupils more for a shift of one point
    shared = moved**2 * shared_variance(line, cohorts)
    own = float((chance * (1 - chance)).sum()) + moved**2 * offset**2
    reach = line.reach(own + shared, shared, confidence)
    return Ending(count, max(count - reach, 0.0), min(count + reach, float(len(points))))
