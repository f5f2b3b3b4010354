"""Pupils' values gathered as queries/gap/by_group.sql gathers them, and sums written out by hand."""

import numpy as np
import pandas as pd

COLUMNS = [
    *("code", "group", "position", "is_focus", "is_reference", "pupils", "numerator", "denominator"),
    *("positive", "mean", "variance", "numerator_variance", "denominator_variance", "covariance"),
]


def sums_of(*groups: tuple[str, list[float], list[float]], reference: str | None = None) -> pd.DataFrame:
    """Sum numerators and denominators, given a list of each for every group."""
    return pd.DataFrame(
        [
            [name, name, position, position == 0, name == reference, *_sums(np.array(top), np.array(bottom))]
            for position, (name, top, bottom) in enumerate(groups)
        ],
        columns=COLUMNS,
    )


def _sums(top: np.ndarray, bottom: np.ndarray) -> list[float]:
    pupils = len(top)
    if not pupils:
        return [0] + [np.nan] * 8
    value = top / bottom
    spread = np.cov(top, bottom, ddof=1) if pupils > 1 else np.full((2, 2), np.nan)
    variance = value.var(ddof=1) if pupils > 1 else np.nan
    return [
        *(pupils, top.sum(), bottom.sum(), int((top > 0).sum()), value.mean(), variance),
        *(spread[0, 0], spread[1, 1], spread[0, 1]),
    ]


def counted(*groups: tuple[str, int, int], reference: str | None = None) -> pd.DataFrame:
    """Sum a yes-or-no measure: ("Girls", 70, 56) is 56 of 70."""
    parts = [(name, [1.0] * yes + [0.0] * (pupils - yes), [1.0] * pupils) for name, pupils, yes in groups]
    return sums_of(*parts, reference=reference)


def scored(*groups: tuple[str, list[float]], reference: str | None = None) -> pd.DataFrame:
    """Sum a mean, given the pupils' values."""
    return sums_of(*[(name, values, [1.0] * len(values)) for name, values in groups], reference=reference)
