"""How closely two numbers of the same pupils go together."""

from dataclasses import dataclass
from math import nan

import numpy as np

from dashboard.statistics.intervals import Numbers

FEWEST = 4  # Fisher's interval needs one more than three


@dataclass(frozen=True)
class Correlation:
    """Pearson's correlation with Fisher's 95 % interval; NaN where there is none."""

    value: float
    low: float
    high: float
    pupils: int

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low > 0 or self.high < 0


def correlation(first: Numbers, second: Numbers) -> Correlation:
    """Return the correlation of two numbers a pupil. Pupils without one of them are left out."""
    known = ~(np.isnan(first) | np.isnan(second))
    first, second = first[known], second[known]
    if len(first) < FEWEST or np.ptp(first) == 0 or np.ptp(second) == 0:
        return Correlation(nan, nan, nan, len(first))
    from scipy.stats import pearsonr

    found = pearsonr(first, second)
    low, high = found.confidence_interval(0.95)
    return Correlation(float(found.statistic), float(low), float(high), len(first))
