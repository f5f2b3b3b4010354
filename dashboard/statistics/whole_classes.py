"""The gap between two groups that whole classes are in, where the pupils of one class are alike.

A class may do well or badly for reasons of its own, its teacher first. Where a group is some classes and
not pupils from all of them, an interval that counts each pupil alone takes that for the group's doing.
So the classes of either side are left out one at a time (the jackknife, CV3: with few classes, or
classes of different sizes, the usual sandwich is too short; MacKinnon, Nielsen and Webb 2023). Each side
has its own variance and classes - 1 degrees of freedom, put together as Welch does for pupils: four
classes against fifty are no fifty-four. With classes of one size on both sides the error is that of the
sandwich with its factor classes / (classes - 1). tests/statistics/test_whole_classes.py counts how
often the interval holds the truth.
"""

from math import nan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.statistics.changes import Gap
from dashboard.statistics.differences import welch
from dashboard.statistics.intervals import NOISE, Kind, Numbers

Whole = NDArray[np.integer]
Marks = NDArray[np.bool_]

NEARLY_ALL = 0.95  # of either group's pupils are in classes of their own: a few may have moved class
FEWEST = 2  # classes on a side: one says nothing of how classes differ


class Sides(NamedTuple):
    """How many classes are a group's, and how many are its reference's."""

    classes: int
    reference_classes: int


def whole_classes(number: Whole, inside: Marks) -> Sides | None:
    """Return the classes of either group; None where pupils of both groups sit in the same classes.

    ``number`` is each pupil's class, negative where none is known; ``inside`` who is in the group, the
    others being its reference. A class is the group's if more than half of its pupils are.
    """
    mine, theirs = int(inside.sum()), int((~inside).sum())
    known = number >= 0
    if not mine or not theirs or known.sum() < NEARLY_ALL * len(number):
        return None
    size = np.bincount(number[known])
    own = np.bincount(number[known & inside], minlength=len(size))
    is_own, is_other = 2 * own > size, 2 * own < size
    settled = own[is_own].sum() >= NEARLY_ALL * mine
    if not settled or (size - own)[is_other].sum() < NEARLY_ALL * theirs:
        return None
    return Sides(int(is_own.sum()), int(is_other.sum()))


def gap_by_class(
    numerator: Numbers, denominator: Numbers, kind: Kind, number: Whole, inside: Marks, sides: Sides
) -> Gap:
    """Return the difference of two groups, with an interval that allows for pupils of one class being alike.

    The values are those of ``statistics.intervals``: a mean of pupils, a share of pupils, a share of
    sessions. No interval where a side has fewer than ``FEWEST`` classes or nothing varies.
    """
    top, bottom = numerator, denominator
    if kind != "ratio":
        top = (numerator > 0).astype(np.float64) if kind == "proportion" else numerator / denominator
        bottom = np.ones(len(top))
    found = [
        _left_out(top[mine], bottom[mine], number[mine], classes)
        for mine, classes in zip((inside, ~inside), sides, strict=True)
    ]
    (value, variance), (other, other_variance) = found
    difference = value - other
    if min(sides) < FEWEST:
        return Gap(difference, nan, nan)
    freedom = tuple(np.array(float(classes)) for classes in sides)
    with np.errstate(divide="ignore", invalid="ignore"):
        half = float(welch((np.array(variance), np.array(other_variance)), (freedom[0], freedom[1])))
    low, high = difference - half, difference + half
    return Gap(difference, low, high) if kind == "mean" else Gap(difference, max(low, -1.0), min(high, 1.0))


def _left_out(top: Numbers, bottom: Numbers, number: Whole, classes: int) -> tuple[float, float]:
    """Return one side's value, and its variance from leaving out each class in turn.

    Where a few pupils sit in classes of the other side, these count as classes left out, but not among
    the ``classes`` that say how classes differ: two classes and a stray pupil are no three.
    """
    alone = number.max(initial=0) + 1 + np.arange(len(number))  # whose class nobody knows
    _units, unit = np.unique(np.where(number < 0, alone, number), return_inverse=True)
    tops, bottoms = np.bincount(unit, top), np.bincount(unit, bottom)
    value = float(tops.sum() / bottoms.sum())
    if classes < FEWEST:
        return value, nan
    moved = (tops.sum() - tops) / (bottoms.sum() - bottoms) - value
    variance = (classes - 1) / classes * float((moved**2).sum())
    return value, variance if variance > NOISE * value**2 else 0.0
