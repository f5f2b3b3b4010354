"""Shares of sessions where a pupil's sessions hang together: the pupil is the cluster, not the session."""

from math import nan, sqrt

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import fdtrc, stdtrit

from dashboard.statistics.changes import Gap
from dashboard.statistics.intervals import Numbers

Table = NDArray[np.float64]  # a row a pupil, a column a share


def share_sums(numerators: Table, denominators: Table) -> pd.DataFrame:
    """Return for each column what ``with_intervals`` needs of a ratio, from the pupils with a denominator."""
    has = denominators > 0
    pupils = has.sum(axis=0)
    top, bottom = (np.where(has, each, 0.0) for each in (numerators, denominators))
    rows = {"pupils": pupils, "numerator": top.sum(axis=0), "denominator": bottom.sum(axis=0)}
    squares = (top**2).sum(axis=0), (bottom**2).sum(axis=0), (top * bottom).sum(axis=0)
    return pd.DataFrame(rows | _spreads(rows, squares))


def sums_from_squares(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with sums, squares and products with the variances that ``with_intervals`` needs."""
    names = ("numerator_squares", "denominator_squares", "products")
    sums = {name: rows[name].to_numpy(dtype=np.float64) for name in ("pupils", "numerator", "denominator")}
    first, second, third = (rows[name].to_numpy(dtype=np.float64) for name in names)
    return rows.drop(columns=list(names)).assign(**_spreads(sums, (first, second, third)))


def _spreads(sums: dict[str, Numbers], squares: tuple[Numbers, Numbers, Numbers]) -> dict[str, Numbers]:
    """Return sample variances and covariance from sums and sums of squares."""
    pupils, top, bottom = (np.asarray(sums[name]) for name in ("pupils", "numerator", "denominator"))
    pairs = ((top, top), (bottom, bottom), (top, bottom))
    with np.errstate(divide="ignore", invalid="ignore"):
        found = [
            np.where(pupils > 1, (square - first * second / pupils) / (pupils - 1), np.nan)
            for square, (first, second) in zip(squares, pairs, strict=True)
        ]
    return dict(zip(("numerator_variance", "denominator_variance", "covariance"), found, strict=True))


def influences(numerators: Table, denominators: Table) -> Table:
    """Return how much each pupil moves each share: (numerator - share x denominator) / all denominators."""
    total = denominators.sum(axis=0)
    return np.asarray((numerators - numerators.sum(axis=0) / total * denominators) / total)


def contrast(first: tuple[Numbers, Numbers], second: tuple[Numbers, Numbers], looks: int = 1) -> Gap:
    """Return the difference of two shares of the same pupils' sessions, with its interval.

    Each share is numerators and denominators, a pupil a place. A pupil who misses many Fridays and
    many Mondays is one pupil: the difference is taken within each first. ``looks`` widens the
    interval (Bonferroni) where the widest of so many differences was picked out.
    """
    top, bottom = (np.stack([first[at], second[at]], axis=1) for at in (0, 1))
    pupils = int((bottom.sum(axis=1) > 0).sum())
    if pupils < 2 or not (bottom.sum(axis=0) > 0).all():
        return Gap(nan, nan, nan)
    shares = top.sum(axis=0) / bottom.sum(axis=0)
    moved = influences(top, bottom)
    error = sqrt(pupils / (pupils - 1) * float(((moved[:, 0] - moved[:, 1]) ** 2).sum()))
    half = float(stdtrit(pupils - 1, 1 - 0.025 / looks)) * error
    difference = float(shares[0] - shares[1])
    return Gap(difference, difference - half, difference + half) if error > 0 else Gap(difference, nan, nan)


def chance_of_equal(numerators: Table, denominators: Table) -> float:
    """Return how often shares that are truly the same come out as far apart as these (Hotelling's T squared).

    The shares are of the same pupils. NaN where fewer than two have sessions or nothing varies.
    """
    used = denominators.sum(axis=0) > 0
    top, bottom = numerators[:, used], denominators[:, used]
    pupils, freedom = int((bottom.sum(axis=1) > 0).sum()), int(used.sum()) - 1
    if freedom < 1 or pupils <= freedom + 1:
        return nan
    shares, moved = top.sum(axis=0) / bottom.sum(axis=0), influences(top, bottom)
    apart, moves = shares[1:] - shares[0], moved[:, 1:] - moved[:, :1]
    spread = pupils / (pupils - 1) * moves.T @ moves
    if np.linalg.matrix_rank(spread) < freedom:
        return nan
    squared = float(apart @ np.linalg.solve(spread, apart))
    return float(fdtrc(freedom, pupils - freedom, squared * (pupils - freedom) / (freedom * (pupils - 1))))
