"""Whether a gap differs between levels by more than chance: girls and boys, low and high prior attainment."""

import pandas as pd
from scipy.special import chdtrc

from dashboard.statistics.intervals import Z, column


def chance_of_unlike(gaps: pd.DataFrame) -> float:
    """Return how often gaps that are truly the same would come out as far apart as these (Cochran's Q).

    ``gaps`` has a row a level: ``difference``, ``difference_low``, ``difference_high``. The levels hold
    different pupils. A level without an interval is left out; NaN where fewer than two are left.
    """
    error = (column(gaps, "difference_high") - column(gaps, "difference_low")) / (2 * Z)
    difference = column(gaps, "difference")
    known = error > 0
    if known.sum() < 2:
        return float("nan")
    weight = 1 / error[known] ** 2
    together = (weight * difference[known]).sum() / weight.sum()
    apart = (weight * (difference[known] - together) ** 2).sum()
    return float(chdtrc(known.sum() - 1, apart))
