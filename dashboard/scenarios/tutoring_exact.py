"""Seats for given group sizes where a pupil may have two blocks: placed exactly, never twice in one slot."""

from collections.abc import Mapping, Sequence

import numpy as np
import scipy  # its parts load when first used, which most readers never wait for

from dashboard.scenarios.tutoring import Flags, Numbers, Places

NODES = 500  # a budget of work and not of time, so that every machine answers alike


def exact_seats(
    places: Places, sizes: Sequence[int], worth: Sequence[Numbers], factor: Mapping[int, float]
) -> tuple[Flags, float] | None:
    """Return who sits where and what no plan with these sizes can pass; None where the budget found nothing.

    Arguments as in ``seat``. A variable for each pupil, slot that the pupil is free in, and block.
    """
    pupil, slot = np.nonzero(places.can)
    pairs, blocks = len(pupil), len(worth)
    share = np.array([factor[size] for size in sizes])[slot]
    value = np.concatenate([block[pupil] * share for block in worth])
    column = np.arange(pairs * blocks)
    number, slots = places.can.shape
    rows = [
        np.tile(np.arange(pairs), blocks),
        pairs + np.tile(slot, blocks),
        pairs + slots + np.concatenate([pupil + number * block for block in range(blocks)]),
    ]
    most = np.concatenate([np.ones(pairs), np.asarray(sizes, dtype=float), np.ones(number * blocks)])
    matrix = scipy.sparse.coo_array(
        (np.ones(3 * len(column)), (np.concatenate(rows), np.tile(column, 3))), shape=(len(most), len(column))
    )
    found = scipy.optimize.milp(
        -value,
        constraints=scipy.optimize.LinearConstraint(matrix.tocsr(), -np.inf, most),
        integrality=np.ones(len(value)),
        bounds=scipy.optimize.Bounds(0, 1),
        options={"node_limit": NODES, "mip_rel_gap": 1e-9},
    )
    if found.x is None:
        return None
    seated = np.zeros(places.can.shape, dtype=bool)
    for block in np.split(found.x > 0.5, blocks):
        seated[pupil[block], slot[block]] = True
    return seated, float(-found.mip_dual_bound)
