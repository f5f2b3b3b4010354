"""What the page says where whole classes are in one group, and pupils of a class are alike."""

import pytest

from tests.whole_classes import fill, pupils_of

from .conftest import asker
from .test_page import notes, told

CONTROLS = {
    "measure": "average_points",
    "characteristic": "by_class",
    "group": "small",
    "reference": "regular",
}


@pytest.fixture(scope="module")
def unlike(new_school):
    """Return a school whose classes differ by more than its two kinds of class do."""
    return fill(new_school(), pupils_of())


@pytest.fixture(scope="module")
def clearly(new_school):
    """Return a school whose two kinds of class differ by more than its classes do."""
    return fill(new_school(), pupils_of(alike=1.0))


def of_card(apps, store, card, **values):
    return asker(store, apps)(f"{card}-graph", **{**CONTROLS, **values})


def test_a_gap_that_the_classes_could_make_is_not_called_real(apps, unlike):
    said = told(of_card(apps, unlike, "equity-groups"), "equity-groups")
    assert "Whole classes are in one group here (4 and 6 classes)." in said
    assert said.count(" lower to ") == 1  # one interval, the one that allows for classes
    assert said.endswith(" higher, and cannot be told from chance.")


def test_a_gap_that_they_could_not_make_is_still_clear(apps, clearly):
    said = told(of_card(apps, clearly, "equity-groups"), "equity-groups")
    assert "cannot be told" not in said
    assert "Pupils of one class are alike: allowing for that, the gap is between " in said
    assert said.endswith(", and can still be told from chance.")


def test_the_side_by_side_figure_has_the_longer_line_and_says_so(apps, unlike):
    answer = of_card(apps, unlike, "equity-forest")
    said = told(answer, "equity-forest")
    assert "None of " in said
    assert said.endswith("of by_class. Pupils of one class are alike: the line allows for that.")


@pytest.mark.parametrize("card", ["equity-trend", "equity-baseline", "equity-levels"])
def test_cards_that_count_each_pupil_alone_say_so(apps, unlike, card):
    note = "each pupil counts alone here, but whole classes are in one group"
    assert note in notes(of_card(apps, unlike, card, within="Sex"), card)
    by_pupil = of_card(apps, unlike, card, within="Sex", characteristic="by_pupil")
    assert note not in notes(by_pupil, card)


def test_it_is_whole_classes_that_are_split_at_random(apps, unlike):
    said = told(of_card(apps, unlike, "equity-shuffle"), "equity-shuffle")
    assert said.startswith("A random split of whole classes into groups of these sizes gives a gap as big ")
    assert 10 < int(said.split(" times in 100")[0].rsplit(" ", 1)[1]) < 60  # of pupils: fewer than 1 time
    said = told(of_card(apps, unlike, "equity-shuffle", characteristic="by_pupil"), "equity-shuffle")
    assert said.startswith("A random split of pupils into")


def test_a_division_given_to_single_pupils_is_said_as_ever(apps, unlike):
    said = told(of_card(apps, unlike, "equity-groups", characteristic="by_pupil"), "equity-groups")
    assert "classes" not in said
    assert "(" in said
