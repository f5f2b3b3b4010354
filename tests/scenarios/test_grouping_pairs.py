"""Wishes that clash are refused with the names; wishes that do not are not."""

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

from dashboard.scenarios.grouping_pairs import units_of
from dashboard.scenarios.outcome import Impossible


def units(together=(), apart=(), sizes=(6, 6), count=12):
    names = [chr(65 + number) for number in range(count)]
    pupils = pd.DataFrame({"pupil": range(count), "name": names})
    number = {name: str(place) for place, name in enumerate(names)}
    pairs = [[(number[one], number[two]) for one, two in wanted] for wanted in (together, apart)]
    return units_of(pupils, *pairs, np.array(sizes))


def test_a_pair_both_together_and_apart_is_named_with_the_chain():
    with pytest.raises(
        Impossible, match=r"A and C are to be kept apart, but also together \(A with B and B with C\)"
    ):
        units(["AB", "BC", "DE"], ["CA"][::-1] and ["AC"])


def test_more_rivals_than_classes_are_named():
    rivals = list(combinations("ABC", 2))
    with pytest.raises(Impossible, match=r"A, B and C cannot all be kept apart .* only 2 classes"):
        units((), [*rivals, ("A", "D")])


def test_a_ring_of_five_cannot_be_parted_in_two_classes():
    with pytest.raises(Impossible, match="block one another"):
        units((), ["AB", "BC", "CD", "DE", "EA"])
    units((), ["AB", "BC", "CD", "DE", "EF", "FA"])


def test_a_unit_larger_than_any_class_is_named():
    with pytest.raises(Impossible, match="3 pupils, but the largest class holds 2"):
        units(["AB", "BC"], sizes=(2,) * 6)


@pytest.mark.parametrize(("pair", "words"), [(("A", "A"), "same pupil")])
def test_a_pair_needs_two(pair, words):
    with pytest.raises(Impossible, match=words):
        units([pair])


def test_a_pupil_who_is_not_there_is_named():
    with pytest.raises(Impossible, match="Pupil X is to be kept"):
        units_of(pd.DataFrame({"pupil": ["A", "B"]}), [("A", "X")], [], np.array([1, 1]))


@pytest.mark.parametrize("seed", range(30))
def test_refused_exactly_where_no_split_exists(seed):
    rng = np.random.default_rng(seed)
    pairs = [(one, two) for one, two in combinations("ABCDEFG", 2) if rng.random() < 0.55]
    apart = [(ord(one) - 65, ord(two) - 65) for one, two in pairs]
    possible = any(all(way[one] != way[two] for one, two in apart) for way in product(range(3), repeat=7))
    if possible:
        units((), pairs, sizes=(4, 4, 4))
    else:
        with pytest.raises(Impossible):
            units((), pairs, sizes=(4, 4, 4))
