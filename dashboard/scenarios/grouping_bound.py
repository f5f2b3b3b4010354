"""How uneven classes are, the least that whole pupils allow, and what that proves."""

import numpy as np

from dashboard.scenarios.grouping_terms import Numbers, Whole

NOISE = 1e-6
PROVEN, NO_GUARANTEE = "cannot be bettered", "best found; no guarantee"
WORTH_SAYING = 10  # per cent from the bound; farther off, the bound says little about the answer


def fair_shares(values: Numbers, sizes: Whole) -> Numbers:
    """Return what each class would have of each term by its size alone: classes x terms, in units."""
    return np.outer(sizes / sizes.sum(), values.sum(axis=0))


def class_totals(values: Numbers, class_of: Whole, classes: int) -> Numbers:
    """Return what each class has of each term: classes x terms."""
    totals = np.zeros((classes, values.shape[1]))
    np.add.at(totals, class_of, values)
    return totals


def imbalance(values: Numbers, weights: Numbers, class_of: Whole, sizes: Whole) -> float:
    """Return the weighted sum, over classes and terms, of how far each total is from the fair share."""
    away = np.abs(class_totals(values, class_of, len(sizes)) - fair_shares(values, sizes))
    return float((away @ weights).sum())


def least_imbalance(values: Numbers, weights: Numbers, sizes: Whole) -> float:
    """Return a lower bound that no way of filling classes of these ``sizes`` can be under.

    Each term alone, spread as evenly as whole units allow: every class gets its share rounded down, and the
    units left over go where most was cut off. Values must be whole; a term whose values are all multiples of
    some number is counted in that number. Exact a term; together the terms may not all reach it at once.
    """
    least = 0.0
    for column, weight in zip(np.rint(values).astype(np.int64).T, weights.tolist(), strict=True):
        unit = int(np.gcd.reduce(column)) or 1
        total, pupils = int(column.sum()) // unit, int(sizes.sum())
        cut = total * sizes.astype(np.int64) % pupils / pupils
        left = round(float(cut.sum()))
        cut = np.sort(cut)[::-1]
        least += weight * unit * float((1 - cut[:left]).sum() + cut[left:].sum())
    return least


def certainty_of(value: float, bound: float) -> str:
    """Say how good an answer is: proven best, or at most so far from the best, or no guarantee."""
    if value <= bound + NOISE:
        return PROVEN
    share = np.ceil(100 * (value - bound) / bound) if bound > NOISE else np.inf
    return f"at most {share:.0f} % from the best possible" if share <= WORTH_SAYING else NO_GUARANTEE
