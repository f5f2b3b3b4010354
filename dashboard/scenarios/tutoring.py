"""Tutoring: who could have which places, and what a plan gains by what research found.

A slot is one tutor with one group for a block of hours. What a pupil gains is the effect for 12 hours in a
group of 3, times what the group's size and the hours change of it, times the share of sessions the pupil can
be expected at. A second block adds less. Sources: the evidence table.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.scenarios.evidence import Evidence, effect_of
from dashboard.scenarios.outcome import Impossible

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

HOURS_OF_EFFECT = 12.0
SIZES = (1, 2, 3, 4, 5, 6)
MOST_BLOCKS = 2
NEEDED = ("pupil", "pupil_premium", "absence", "points")


@dataclass(frozen=True)
class Offer:
    """What the school can give: named slots, hours in each, pupils in a group, cost of an hour in pounds.

    ``group_size`` None lets the plan choose from 1 to 6 for each slot. ``blocks`` is how many slots one pupil
    may have, 1 or 2.
    """

    slots: tuple[str, ...]
    hours: float = HOURS_OF_EFFECT
    group_size: int | None = 3
    blocks: int = 1
    cost_hour: float | None = None

    @property
    def sizes(self) -> tuple[int, ...]:
        """Return the group sizes that a plan may use."""
        return SIZES if self.group_size is None else (self.group_size,)


@dataclass(frozen=True)
class Mark:
    """A result that counts, in points; each pupil's points are then the result they are heading for.

    ``miss`` and ``shift`` are how far pupils, and whole year groups, end from that: standard deviations in
    points, from the school's own past results.
    """

    at: float
    miss: float
    shift: float


@dataclass(frozen=True)
class Places:
    """Pupils and slots ready to be matched. Arrays have a row a pupil; ``can`` also a column a slot.

    ``attends`` is the share of sessions expected, ``focus`` who is disadvantaged, ``points`` the latest
    results, NaN where unknown.
    """

    pupils: tuple[str, ...]
    can: Flags
    attends: Numbers
    focus: Flags
    points: Numbers
    offer: Offer


@dataclass(frozen=True)
class Rates:
    """A place gives: ``months`` for 12 hours in a group of 3; ``size`` and ``second`` are shares of it."""

    months: float
    size: Mapping[int, float]
    second: float


@dataclass(frozen=True)
class Plan:
    """Who is where: ``seated`` has a row a pupil, a column a slot. No plan's ``value`` passes ``bound``."""

    seated: Flags
    value: float
    bound: float


def rates_from(evidence: Evidence) -> Rates:
    """Return the central rates of the evidence table. Raises Impossible where it lacks one."""
    return Rates(
        months=effect_of(evidence, "tutoring").at("central"),
        size={size: effect_of(evidence, f"tutoring_group_of_{size}").at("central") for size in SIZES},
        second=effect_of(evidence, "tutoring_second_block").at("central"),
    )


def prepare(pupils: pd.DataFrame, offer: Offer, available: pd.DataFrame | None = None) -> Places:
    """Return pupils and slots ready to be matched.

    ``pupils`` has ``pupil`` (unique), ``pupil_premium``, ``absence`` (share of sessions; unknown counts as
    the others' mean) and ``points`` (may be unknown). ``available`` has ``pupil`` and ``slot``, a row for
    each slot a pupil is free in; without it everyone is free always. Raises Impossible.
    """
    _check(pupils, offer)
    names = tuple(pupils["pupil"].astype(str))
    can = np.ones((len(names), len(offer.slots)), dtype=bool)
    if available is not None:
        free = set(zip(available["pupil"].astype(str), available["slot"].astype(str), strict=True))
        can = np.array([[(name, slot) in free for slot in offer.slots] for name in names])
        if not can.any():
            raise Impossible(
                "No pupil is free in any of the slots: the free periods and the slots do not share a name, "
                "or every pupil has a lesson then."
            )
    absence = pd.to_numeric(pupils["absence"]).astype(float)
    usual = absence.mean() if absence.notna().any() else 0.0
    return Places(
        pupils=names,
        can=can,
        attends=np.asarray(1 - absence.fillna(usual).clip(0, 1), dtype=float),
        focus=pupils["pupil_premium"].fillna(False).to_numpy(dtype=bool),
        points=pd.to_numeric(pupils["points"]).to_numpy(dtype=float, na_value=np.nan),
        offer=offer,
    )


def _check(pupils: pd.DataFrame, offer: Offer) -> None:
    """Raise Impossible where there is nothing to match."""
    missing = [column for column in NEEDED if column not in pupils]
    if missing:
        raise Impossible(f"Tutoring needs {', '.join(missing)} for each pupil.")
    if pupils.empty or not offer.slots:
        what = "no pupils" if pupils.empty else "no slots"
        raise Impossible(f"There are {what}: tutoring needs pupils and at least one slot with a tutor.")
    if pupils["pupil"].duplicated().any() or len(set(offer.slots)) < len(offer.slots):
        raise Impossible("A pupil or a slot is there twice: each may be there once.")
    if not set(offer.sizes) <= set(SIZES) or not 1 <= offer.blocks <= MOST_BLOCKS or offer.hours <= 0:
        raise Impossible(
            "A group has 1 to 6 pupils, a pupil has 1 or 2 blocks and a block has more than 0 hours: "
            "nothing is known about anything else."
        )


def dose(hours: float, second: float) -> float:
    """Return what a block of so many hours gives, against 12: hours beyond 12 count as a second block's."""
    first = min(hours, HOURS_OF_EFFECT) / HOURS_OF_EFFECT
    return first + second * max(hours - HOURS_OF_EFFECT, 0) / HOURS_OF_EFFECT


def blocks_of(places: Places, rates: Rates) -> tuple[float, float]:
    """Return what a pupil's first and second block give, against 12 hours."""
    first = dose(places.offer.hours, rates.second)
    return first, dose(2 * places.offer.hours, rates.second) - first


def counted_sizes(places: Places, seated: Flags) -> NDArray[np.intp]:
    """Return each slot's group size: the offer's where it has one, even of a group that is not full."""
    if places.offer.group_size is not None:
        return np.full(seated.shape[1], places.offer.group_size)
    return np.asarray(seated.sum(axis=0), dtype=np.intp)


def gains(places: Places, seated: Flags, rates: Rates) -> Numbers:
    """Return each pupil's months, for adding up: no pupil's own figure is known and none is to be shown.

    The block in the group that gives more counts as the first.
    """
    factor = np.array([0.0, *(rates.size[size] for size in SIZES)])
    each = np.where(seated, factor[counted_sizes(places, seated)], 0.0)
    ordered = -np.sort(-each, axis=1)[:, :MOST_BLOCKS]
    first, second = blocks_of(places, rates)
    worth = np.array([first, second])[: ordered.shape[1]]
    return np.asarray(rates.months * places.attends * (ordered @ worth))


def total_months(found: Numbers) -> float:
    """Return the months of all pupils together."""
    return float(found.sum())


def gap_closed(places: Places, found: Numbers) -> float:
    """Return by how many months disadvantaged pupils gain more than others on average; NaN without either."""
    if places.focus.all() or not places.focus.any():
        return float("nan")
    return float(found[places.focus].mean() - found[~places.focus].mean())
