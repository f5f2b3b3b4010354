"""Who sits with whom: each class's share of a group beside what drawing names from a hat would give."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy  # its parts load when first used, which most readers never wait for
from numpy.typing import NDArray

from dashboard.scenarios.grouping_terms import Numbers, Whole

Marks = NDArray[np.bool_]

DRAWS = 2_000  # names from the hat, so many times
TAILS = (0.025, 0.975)


@dataclass(frozen=True)
class Chance:
    """What drawing names from a hat gives for one group.

    ``dissimilarity`` is the mean over draws; 90 draws in 100 lie from ``dissimilarity_low`` to ``_high``;
    ``fewest`` and ``most`` are the usual (median) smallest and largest number of the group in a class.
    """

    dissimilarity: float
    dissimilarity_low: float
    dissimilarity_high: float
    fewest: float
    most: float


def dissimilarity(group: Marks, class_of: Whole, classes: int) -> float:
    """Return the share of the group that would have to change class for every class to have its share.

    Half the sum over classes of |share of the group - share of the others| (Duncan and Duncan 1955):
    0 even, 1 never in one class. NaN where nobody or everybody is of the group.
    """
    counts = np.bincount(class_of[group], minlength=classes)[None]
    return float(_dissimilarities(counts, np.bincount(class_of, minlength=classes))[0])


def chance_of(pupils_of_group: int, sizes: Whole, seed: int, draws: int = DRAWS) -> Chance:
    """Return what so many of a group give in classes of these ``sizes`` when names are drawn from a hat.

    With classes of 30 a random draw is far from even, so an uneven class says little by itself
    (Allen, Burgess, Davidson and Windmeijer 2015).
    """
    drawn = np.random.default_rng(seed).multivariate_hypergeometric(sizes, pupils_of_group, draws)
    index = _dissimilarities(drawn, sizes)
    return Chance(
        dissimilarity=float(index.mean()),
        dissimilarity_low=float(np.quantile(index, 0.05)),
        dissimilarity_high=float(np.quantile(index, 0.95)),
        fewest=float(np.median(drawn.min(axis=1))),
        most=float(np.median(drawn.max(axis=1))),
    )


def composition(groups: Mapping[str, Marks], class_of: Whole, labels: list[str]) -> pd.DataFrame:
    """Return a row a group and class, with ``pupils`` (of the group), ``class_size``, ``low`` and ``high``.

    ``low`` to ``high`` holds that class's number in 95 of 100 draws of names from a hat (hypergeometric).
    """
    sizes = np.bincount(class_of, minlength=len(labels))
    rows = [
        pd.DataFrame(
            {
                "group": name,
                "class": labels,
                "pupils": np.bincount(class_of[marks], minlength=len(labels)),
                "class_size": sizes,
                "low": scipy.stats.hypergeom.ppf(TAILS[0], len(marks), int(marks.sum()), sizes).astype(int),
                "high": scipy.stats.hypergeom.ppf(TAILS[1], len(marks), int(marks.sum()), sizes).astype(int),
            }
        )
        for name, marks in groups.items()
    ]
    columns = ["group", "class", "pupils", "class_size", "low", "high"]
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=columns)


def separation(
    groups: Mapping[str, Marks], class_of: Whole, classes: int, today: Whole | None, seed: int
) -> pd.DataFrame:
    """Return a row a group: how far it sits apart from the others, today, in the plan, and by chance.

    Columns ``group``, ``pupils``; dissimilarity (0 to 1): ``today``, ``value`` and by chance ``chance``,
    ``chance_low``, ``chance_high`` (9 draws in 10 between them); pupils in a class: ``fewest``, ``most``,
    ``fewest_today``, ``most_today``, ``fewest_by_chance``, ``most_by_chance``.
    """
    sizes = np.bincount(class_of, minlength=classes)
    rows = []
    for name, marks in groups.items():
        if not 0 < marks.sum() < len(marks):
            continue
        chance = chance_of(int(marks.sum()), sizes, seed)
        fewest, most = _ends(marks, class_of)
        before = (np.nan, np.nan) if today is None else _ends(marks, today)
        rows.append(
            {
                "group": name,
                "pupils": int(marks.sum()),
                "today": np.nan if today is None else dissimilarity(marks, today, int(today.max()) + 1),
                "value": dissimilarity(marks, class_of, classes),
                "chance": chance.dissimilarity,
                "chance_low": chance.dissimilarity_low,
                "chance_high": chance.dissimilarity_high,
                "fewest": fewest,
                "most": most,
                "fewest_today": before[0],
                "most_today": before[1],
                "fewest_by_chance": chance.fewest,
                "most_by_chance": chance.most,
            }
        )
    return pd.DataFrame(rows)


def share_between(values: Numbers, class_of: Whole) -> float:
    """Return the share of the variance of ``values`` that lies between classes; NaN if all are alike."""
    counts = np.bincount(class_of)
    means = np.bincount(class_of, values) / np.maximum(counts, 1)
    whole = float(((values - values.mean()) ** 2).sum())
    return float((counts * (means - values.mean()) ** 2).sum()) / whole if whole > 0 else np.nan


def _ends(marks: Marks, class_of: Whole) -> tuple[int, int]:
    counts = np.bincount(class_of[marks], minlength=int(class_of.max()) + 1)
    return int(counts.min()), int(counts.max())


def _dissimilarities(counts: NDArray[np.int64] | Whole, sizes: Whole) -> Numbers:
    """Return the index of each row of counts by class."""
    mine = counts.sum(axis=1, keepdims=True)
    theirs = sizes.sum() - mine
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.abs(counts / mine - (sizes - counts) / theirs).sum(axis=1) / 2)
