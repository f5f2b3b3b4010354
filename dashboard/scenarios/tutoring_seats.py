"""Seats in tutoring groups: the exact matching for given group sizes, and what no plan at all can pass."""

from collections.abc import Mapping, Sequence

import numpy as np
import scipy  # its parts load when first used, which most readers never wait for

from dashboard.scenarios.tutoring import Flags, Numbers, Places

STEPS = 250
PATIENCE = 12


def seat(
    places: Places, sizes: Sequence[int], worth: Sequence[Numbers], factor: Mapping[int, float]
) -> tuple[Flags, float]:
    """Return who sits where, and what the seats are worth together at most.

    ``sizes`` are the slots' group sizes, ``worth`` a pupil's first and second block, times ``factor`` of the
    size. A pupil is matched once for each block; where both fall into one slot they are parted afterwards,
    so the second figure is a bound for these sizes and exact for one block.
    """
    slot = np.repeat(np.arange(len(sizes)), sizes)
    share = np.array([factor[size] for size in sizes])[slot]
    can = np.tile(places.can[:, slot], (len(worth), 1))
    value = np.where(can, np.concatenate(worth)[:, None] * share, 0.0)
    rows, columns = scipy.optimize.linear_sum_assignment(value, maximize=True)
    kept = can[rows, columns]
    seats = np.zeros(places.can.shape, dtype=np.intp)
    np.add.at(seats, (rows[kept] % len(places.pupils), slot[columns[kept]]), 1)
    for pupil, twice in np.argwhere(seats > 1):
        _part(places, seats, int(pupil), int(twice))
    seated = seats > 0
    _fill(places, seated, sizes, worth)
    return seated, float(value[rows, columns].sum())


def _part(places: Places, seats: np.ndarray, pupil: int, twice: int) -> None:
    """Exchange one of a pupil's two seats in a slot for a classmate's in another, where both are free."""
    for other in np.flatnonzero(places.can[pupil] & (seats[pupil] == 0)):
        mates = np.flatnonzero((seats[:, other] == 1) & places.can[:, twice] & (seats[:, twice] == 0))
        if mates.size:
            seats[pupil, twice], seats[pupil, other] = 1, 1
            seats[mates[0], other], seats[mates[0], twice] = 0, 1
            return


def _fill(places: Places, seated: Flags, sizes: Sequence[int], worth: Sequence[Numbers]) -> None:
    """Give each empty seat to the pupil to whom it is worth most."""
    for slot in map(int, np.flatnonzero(seated.sum(axis=0) < np.array(sizes))):
        for _ in range(sizes[slot] - int(seated[:, slot].sum())):
            had = seated.sum(axis=1)
            free = places.can[:, slot] & ~seated[:, slot] & (had < len(worth))
            if not free.any():
                break
            next_worth = np.stack(worth)[np.minimum(had, len(worth) - 1), np.arange(len(had))]
            seated[np.where(free, next_worth, -np.inf).argmax(), slot] = True


def bound_and_sizes(
    places: Places, worth: Sequence[Numbers], factor: Mapping[int, float], target: float
) -> tuple[float, list[int]]:
    """Return what no plan can pass, whatever the group sizes, and the sizes that the bound points to.

    Each pupil's blocks have a price; the slots then choose their groups one by one, which can only be better
    than any plan (Lagrangian relaxation, prices by subgradient steps towards ``target``, a plan's value).
    """
    values = np.stack(worth)
    price = _first_prices(places, values, factor)
    lowest, sizes, step, idle = np.inf, [places.offer.sizes[0]] * places.can.shape[1], 1.0, 0
    for _ in range(STEPS):
        bound, chosen, used = _at_prices(places, values, factor, price)
        if bound < lowest * (1 - 1e-6):
            lowest, sizes, idle = bound, chosen, 0
        else:
            idle += 1
        if idle > PATIENCE:
            step, idle = step / 2, 0
        slope = used - 1.0
        slope[(price <= 0) & (slope < 0)] = 0.0
        length = float((slope**2).sum())
        if length == 0 or lowest <= target * (1 + 1e-9):
            break
        price = np.maximum(price + step * max(bound - target, 1e-9 * bound) / length * slope, 0.0)
    return lowest, sizes


def _first_prices(places: Places, values: Numbers, factor: Mapping[int, float]) -> Numbers:
    """Return prices to start from: what a seat is worth beyond the best block that would go without one.

    They are the right ones for groups of one size and pupils who are always free.
    """
    best, prices = np.inf, values * 0.0
    ordered = -np.sort(-values, axis=None)
    for size in places.offer.sizes:
        seats = min(size * places.can.shape[1], len(ordered) - 1)
        price = factor[size] * np.maximum(values - ordered[seats], 0.0)
        bound, _, _ = _at_prices(places, values, factor, price)
        if bound < best:
            best, prices = bound, price
    return prices


def _at_prices(
    places: Places, values: Numbers, factor: Mapping[int, float], price: Numbers
) -> tuple[float, list[int], Numbers]:
    """Return the bound at these prices, each slot's group size there, and how often each block is used."""
    slots = np.arange(places.can.shape[1])
    best = np.zeros(len(slots))
    chosen = [places.offer.sizes[0]] * len(slots)
    groups: list[np.ndarray] = [np.empty(0, dtype=np.intp)] * len(slots)
    blocks: list[np.ndarray] = list(groups)
    for size in places.offer.sizes:
        left = factor[size] * values - price
        block = left.argmax(axis=0)
        gain = np.where(places.can.T, np.maximum(left.max(axis=0), 0.0), 0.0)
        most = min(size, gain.shape[1])
        top = np.argpartition(-gain, most - 1, axis=1)[:, :most]
        total = np.take_along_axis(gain, top, axis=1).sum(axis=1)
        for slot in np.flatnonzero(total > best):
            members = top[slot][gain[slot, top[slot]] > 0]
            best[slot], chosen[slot] = total[slot], size
            groups[slot], blocks[slot] = members, block[members]
    used = np.zeros(values.shape)
    for members, block in zip(groups, blocks, strict=True):
        np.add.at(used, (block, members), 1.0)
    return float(price.sum() + best.sum()), chosen, used
