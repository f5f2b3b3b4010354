"""Sets, half-year sets and bands: who sits where by attainment, with the wishes kept."""

from dataclasses import dataclass, replace

import numpy as np

from dashboard.scenarios.grouping_bound import NO_GUARANTEE, PROVEN, certainty_of
from dashboard.scenarios.grouping_exchange import Problem
from dashboard.scenarios.grouping_pairs import Units, pairs_still_together
from dashboard.scenarios.grouping_search import even_out
from dashboard.scenarios.grouping_terms import Numbers, Whole
from dashboard.scenarios.outcome import Impossible, Report, silent


@dataclass(frozen=True)
class Arrangement:
    """Each pupil's class, what the classes are called, which are the lowest, and how good it is in words."""

    class_of: Whole
    labels: tuple[str, ...]
    lowest: tuple[int, ...]
    certainty: str


def in_order(attainment: Numbers, units: Units, sizes: Whole) -> Whole:
    """Return each unit's set when the highest attainment fills the first set, and so on.

    A unit goes by its mean and is seated before single pupils, in the set nearest to where its mean falls.
    """
    mean = np.bincount(units.of, attainment) / units.sizes
    order = np.argsort(-mean, kind="stable")
    ends = np.cumsum(sizes)
    falls = np.empty(len(mean), dtype=np.intp)
    falls[order] = np.searchsorted(ends, np.cumsum(units.sizes[order]) - units.sizes[order], side="right")
    seats, room = np.full(len(mean), -1), sizes.copy()
    for unit in order[units.sizes[order] > 1]:
        fitting = np.flatnonzero(room >= units.sizes[unit])
        if not len(fitting):
            raise Impossible(
                f"{units.names[unit]} are to be kept together, but no set has places left for them."
            )
        seats[unit] = fitting[np.abs(fitting - falls[unit]).argmin()]
        room[seats[unit]] -= units.sizes[unit]
    seats[order[units.sizes[order] == 1]] = np.repeat(np.arange(len(sizes)), room)
    return seats


def set_apart(seats: Whole, attainment: Numbers, units: Units, part_of: Whole) -> tuple[Whole, int]:
    """Return the sets with every pair to be kept apart in two sets, and how many exchanges it took.

    Of all exchanges that part a pair without bringing another together, the one between the nearest results
    is made; within a part of the year (``part_of`` each set) before across. Raises ``Impossible`` if there
    is none.
    """
    mean = np.bincount(units.of, attainment) / units.sizes
    seats, across = seats.copy(), float(np.ptp(mean)) + 1.0
    for made in range(len(seats)):
        clashing = np.flatnonzero((units.apart & (seats[:, None] == seats)).any(axis=1))
        if not len(clashing):
            return seats, made
        best, exchange = np.inf, (0, 0)
        for unit in clashing:
            for other in np.flatnonzero((units.sizes == units.sizes[unit]) & (seats != seats[unit])):
                far = abs(mean[unit] - mean[other]) + across * (part_of[seats[unit]] != part_of[seats[other]])
                if far < best and _parted(units, seats, int(unit), int(other)):
                    best, exchange = far, (int(unit), int(other))
        if best == np.inf:
            break
        seats[list(exchange)] = seats[list(exchange)[::-1]]
    one, two = pairs_still_together(units, seats)[0]
    raise Impossible(f"{one} and {two} are to be kept apart, but no exchange between sets allows it.")


def _parted(units: Units, seats: Whole, unit: int, other: int) -> bool:
    """Whether neither has a rival where it would go, the two themselves left out."""
    there, here = seats == seats[other], seats == seats[unit]
    there[other] = here[unit] = False
    return not (units.apart[unit] & there).any() and not (units.apart[other] & here).any()


def sets(problem: Problem, attainment: Numbers) -> Arrangement:
    """Return sets by attainment, the highest first; the wishes move as few places as they can."""
    classes = len(problem.sizes)
    seats = in_order(attainment, problem.units, problem.sizes)
    seats, exchanged = set_apart(seats, attainment, problem.units, np.zeros(classes, dtype=np.intp))
    labels = tuple(f"Set {number + 1}" for number in range(classes))
    return Arrangement(seats[problem.units.of], labels, (classes - 1,), NO_GUARANTEE if exchanged else PROVEN)


def half_year_sets(
    problem: Problem, attainment: Numbers, seed: int, steps: int, report: Report = silent
) -> Arrangement:
    """Return two halves of the year, evened out against each other, and sets by attainment within each."""
    units, classes = problem.units, len(problem.sizes)
    if classes < 4 or classes % 2:
        raise Impossible(
            f"Half-year sets need an even number of classes, 4 or more; {classes} were asked for."
        )
    half = np.repeat([0, 1], classes // 2)
    halves = replace(
        problem,
        sizes=np.bincount(half, problem.sizes).astype(np.intp),
        units=replace(units, apart=np.zeros_like(units.apart)),
        home=None,
    )
    placed = even_out(halves, seed, steps, report)
    seats = np.empty(len(units.sizes), dtype=np.intp)
    unit_half = placed.class_of[np.unique(units.of, return_index=True)[1]]
    for part in (0, 1):
        members = np.flatnonzero(placed.class_of == part)
        inside = in_order(attainment[members], units.alone(members), problem.sizes[half == part])
        seats[unit_half == part] = inside + part * (classes // 2)
    seats, exchanged = set_apart(seats, attainment, units, half)
    labels = tuple(f"{'XY'[part]}{number % (classes // 2) + 1}" for number, part in enumerate(half.tolist()))
    good = NO_GUARANTEE if exchanged else certainty_of(placed.imbalance, placed.least)
    return Arrangement(seats[units.of], labels, (classes // 2 - 1, classes - 1), good)


def bands(
    problem: Problem, attainment: Numbers, number: int, seed: int, steps: int, report: Report = silent
) -> Arrangement:
    """Return ``number`` bands by attainment, and classes evened out within each band.

    Raises ``Impossible`` where there are fewer classes than bands, or a band cannot keep its pairs apart.
    """
    units, classes = problem.units, len(problem.sizes)
    if not 2 <= number <= classes:
        raise Impossible(f"{classes} classes can be cut into 2 to {classes} bands; {number} were asked for.")
    band = np.sort(np.arange(classes) * number // classes)
    unit_band = in_order(attainment, units, np.bincount(band, problem.sizes).astype(np.intp))
    class_of, uneven, least = np.empty(len(units.of), dtype=np.intp), 0.0, 0.0
    for each in range(number):
        members, inside = np.flatnonzero(unit_band[units.of] == each), np.flatnonzero(band == each)
        part = replace(
            problem,
            values=problem.values[members],
            sizes=problem.sizes[inside],
            units=units.alone(members),
            home=None,
        )

        def onwards(done: float, before: int = each) -> None:
            """Report the share done of all schemes, from 0 to 1."""
            report((before + done) / number)

        placed = even_out(part, seed, steps // number, onwards)
        class_of[members] = inside[placed.class_of]
        uneven, least = uneven + placed.imbalance, least + placed.least
    labels = tuple(
        f"Band {each + 1}, class {place + 1 - int(np.searchsorted(band, each))}"
        for place, each in enumerate(band.tolist())
    )
    lowest = tuple(np.flatnonzero(band == number - 1).tolist())
    return Arrangement(class_of, labels, lowest, certainty_of(uneven, least))
