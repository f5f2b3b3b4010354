"""Who is to be kept together and who apart: units, and sentences that name the wishes that clash."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.scenarios.grouping_terms import Whole, names_of
from dashboard.scenarios.outcome import Impossible

Pair = tuple[str, str]
MOST_STEPS = 20_000  # of the search for a proof that a wish cannot be met
MOST_NAMES = 12


@dataclass(frozen=True)
class Units:
    """Pupils who move as one. ``of``: each pupil's unit; ``apart``: units x units, true where kept apart."""

    of: Whole
    sizes: Whole
    apart: NDArray[np.bool_]
    names: tuple[str, ...]

    def alone(self, members: Whole) -> "Units":
        """Return the units of some of the pupils; a unit must be in whole or not at all."""
        kept, of = np.unique(self.of[members], return_inverse=True)
        names = tuple(self.names[unit] for unit in kept)
        return Units(of, self.sizes[kept], self.apart[np.ix_(kept, kept)], names)


def units_of(pupils: pd.DataFrame, together: Sequence[Pair], apart: Sequence[Pair], sizes: Whole) -> Units:
    """Return the units, having checked that the wishes do not contradict one another.

    Raises ``Impossible`` that names the pupils: one who is not in the list, a pair to be both together and
    apart (also by way of others), a unit larger than any class, more rivals than classes.
    """
    numbers = {str(pupil): place for place, pupil in enumerate(pupils["pupil"])}
    names = names_of(pupils)
    linked, parted = _places(together, numbers), _places(apart, numbers)
    parent = _joined(linked, len(pupils))
    of = np.unique(parent, return_inverse=True)[1]
    counts = np.bincount(of)
    _check_room(of, counts, sizes, names)
    matrix = np.zeros((len(counts), len(counts)), dtype=np.bool_)
    for first, second in parted:
        if of[first] == of[second]:
            raise Impossible(_contradiction(first, second, linked, names))
        matrix[of[first], of[second]] = matrix[of[second], of[first]] = True
    called = tuple(
        " and ".join(names[place] for place in np.flatnonzero(of == unit)) for unit in range(len(counts))
    )
    units = Units(of, counts, matrix, called)
    _check_colours(units, len(sizes))
    return units


def pairs_still_together(units: Units, unit_class: Whole) -> list[Pair]:
    """Return the units that sit in one class although they are to be kept apart, by name."""
    first, second = np.nonzero(np.triu(units.apart) & (unit_class[:, None] == unit_class))
    return [(units.names[one], units.names[two]) for one, two in zip(first, second, strict=True)]


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them, no more than a dozen."""
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[:MOST_NAMES])} and {len(names) - MOST_NAMES} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _places(pairs: Sequence[Pair], numbers: dict[str, int]) -> list[tuple[int, int]]:
    unknown = [str(pupil) for pair in pairs for pupil in pair if str(pupil) not in numbers]
    if unknown:
        raise Impossible(
            f"Pupil {unknown[0]} is to be kept with or from another, but is not among these pupils."
        )
    same = [pair for pair in pairs if str(pair[0]) == str(pair[1])]
    if same:
        raise Impossible(f"Pupil {same[0][0]} is paired with the same pupil: a pair needs two.")
    return [(numbers[str(first)], numbers[str(second)]) for first, second in pairs]


def _joined(linked: Sequence[tuple[int, int]], count: int) -> Whole:
    """Return for each pupil the first pupil of the unit."""
    parent = np.arange(count)
    for first, second in linked:
        one, two = sorted((int(parent[first]), int(parent[second])))
        parent[parent == two] = one
    return parent


def _check_room(of: Whole, counts: Whole, sizes: Whole, names: Sequence[str]) -> None:
    largest, room = int(counts.argmax()), int(sizes.max())
    if counts[largest] > room:
        who = listed([names[place] for place in np.flatnonzero(of == largest).tolist()])
        raise Impossible(
            f"{who} are to be kept together: {counts[largest]} pupils, but the largest class holds {room}."
        )


def _contradiction(first: int, second: int, linked: Sequence[tuple[int, int]], names: Sequence[str]) -> str:
    """Say by what chain of wishes two pupils to be kept apart are kept together."""
    paths, seen = [[first]], {first}
    while paths[0][-1] != second:
        path = paths.pop(0)
        for pair in linked:
            if path[-1] in pair:
                other = pair[0] if pair[1] == path[-1] else pair[1]
                if other not in seen:
                    seen.add(other)
                    paths.append([*path, other])
    path = paths[0]
    wishes = listed([f"{names[one]} with {names[two]}" for one, two in pairwise(path)])
    return (
        f"{names[first]} and {names[second]} are to be kept apart, but also together ({wishes}). "
        "Give up one of these wishes."
    )


def _check_colours(units: Units, classes: int) -> None:
    """Raise where it can be shown that so few classes cannot keep all apart."""
    left = np.arange(len(units.sizes))
    while True:  # a unit with fewer rivals than classes always finds a class
        kept = left[units.apart[np.ix_(left, left)].sum(axis=1) >= classes]
        if len(kept) == len(left):
            break
        left = kept
    if not len(left):
        return
    rivals = units.apart[np.ix_(left, left)]
    crowd = _all_rivals(rivals, classes + 1)
    if crowd or not _colourable(rivals, classes):
        who = listed([units.names[left[place]] for place in crowd or range(len(left))])
        raise Impossible(
            f"{who} cannot all be kept apart as asked: "
            + (
                f"each of these {len(crowd)} is to be apart from every other"
                if crowd
                else "the wishes block one another"
            )
            + f", and there are only {classes} classes."
        )


def _all_rivals(rivals: NDArray[np.bool_], wanted: int) -> list[int]:
    """Return so many that are all rivals of one another, or none where a bounded search finds none."""
    steps = 0
    open_ends: list[tuple[list[int], Whole]] = [([], np.arange(len(rivals)))]
    while open_ends and steps < MOST_STEPS:
        steps += 1
        crowd, others = open_ends.pop()
        if len(crowd) == wanted:
            return crowd
        if len(crowd) + len(others) >= wanted:
            open_ends += [
                ([*crowd, int(one)], others[place + 1 :][rivals[one, others[place + 1 :]]])
                for place, one in enumerate(others)
            ]
    return []


def _colourable(rivals: NDArray[np.bool_], classes: int) -> bool:
    """Return False only where a complete search shows that no split into so many classes keeps all apart."""
    steps = 0
    open_ends = [np.full(len(rivals), -1)]
    while open_ends and steps < MOST_STEPS:
        steps += 1
        colour = open_ends.pop()
        if (colour >= 0).all():
            return True
        taken = np.array([len(set(colour[row][colour[row] >= 0].tolist())) for row in rivals])
        taken = np.where(colour >= 0, -1, taken * len(rivals) + rivals.sum(axis=1))
        place = int(taken.argmax())
        used = int(colour.max()) + 1
        for new in range(min(used + 1, classes)):
            if not (colour[rivals[place]] == new).any():
                then = colour.copy()
                then[place] = new
                open_ends.append(then)
    return bool(open_ends)
