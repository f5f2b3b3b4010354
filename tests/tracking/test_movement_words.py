"""What the cards about moves open on, offer and say of the ends of a scale."""

import numpy as np
import pandas as pd
import pytest

from dashboard.figure_parts import ACCENT
from dashboard.tracking.figures_movement import national_figure
from dashboard.tracking.levels import fifths
from dashboard.tracking.movement_words import added_sentence, flows_sentence
from dashboard.tracking.wording import by_chance

from .pages import apps_for, asker, furnished, told

PARTS = ("Lower", "The same", "Higher")


def level(name, pupils, *shares):
    return {"level": name, "pupils": pupils, "shares": list(shares)}


def test_nobody_is_said_not_to_rise_from_the_highest_grade():
    rows = [level("3", 20, 0.1, 0.5, 0.4), level("9", 12, 0.25, 0.75, 0.0)]
    first = "Of 20 pupils who started at 3, 40 in 100 are higher now; of 12 pupils who started at 9, "
    assert flows_sentence(rows, PARTS, "9") == f"{first}the highest grade, 75 in 100 are there still."
    assert flows_sentence(rows, PARTS) == f"{first}0 in 100."
    assert flows_sentence(rows[1:], PARTS, "9").startswith("Of 12 pupils who started at 9, the highest grade")


def test_fifths_are_named_by_two_digits_that_matter():
    names = fifths(np.linspace(-6.2291, 6.1189, 100))[1]
    assert names[0] == "-6.2 to -3.9"
    assert len(set(names)) == 5
    assert fifths(np.linspace(50.01, 50.09, 60))[1][0] == "50.01 to 50.02"
    assert fifths(np.arange(100.0, 200.0))[1][0] == "100 to 119"


def test_the_cards_open_on_the_maths_with_most_results_and_offer_starts_there_are(new_school, tmp_path):
    school = new_school()
    school.given(
        pupils="pupil | year_group\n1 | 7\n2 | 7",
        results="""
            pupil | subject     | assessment | assessed_on | kind   | scale    | value
            1     | Mathematics | October    | 2025-10-10  | result | GCSE 9-1 | 3
            2     | Mathematics | October    | 2025-10-10  | result | GCSE 9-1 | 4
            2     | Maths       | October    | 2025-10-10  | result | GCSE 9-1 | 4
        """,
    )
    ask = asker(furnished(school, "spelt twice"), apps_for(tmp_path))
    assert told(ask("tracking-moves-graph"), "tracking-moves").startswith("Mathematics has one assessment")
    offered = ask("tracking-from", moved="Maths")["tracking-from"]["options"]
    assert [each["label"] for each in offered] == ["Starting point"]


def test_without_baselines_moves_begin_at_the_first_assessment(new_school, tmp_path):
    school = new_school()
    days = {"Year 7": "2025-06-10", "Year 8": "2025-10-10", "Latest": "2026-02-10"}
    rows = (
        f"{pupil} | Maths | {name} | {day} | result | GCSE 9-1 | {3 + pupil}"
        for name, day in days.items()
        for pupil in (1, 2)
    )
    school.given(
        pupils="pupil | year_group\n1 | 8\n2 | 8",
        results="\n".join(["pupil | subject | assessment | assessed_on | kind | scale | value", *rows]),
    )
    ask = asker(furnished(school, "no baselines"), apps_for(tmp_path))
    assert ask("tracking-from", moved="Maths")["tracking-from"]["value"] == "assessment: Year 7"


def classes(*ends):
    """Return classes of ten pupils, each with the ends of its interval."""
    return pd.DataFrame([{"pupils": 10, "low": low, "high": high} for low, high in ends])


def test_one_class_within_chance_is_not_called_a_number_of_classes():
    said = added_sentence(classes((-0.5, 0.5)), "class", "Maths")
    assert said == "Maths, 1 class: not clearly further on or less far on than pupils who started level."


def test_of_few_classes_fewer_than_one_would_look_clear_by_chance():
    said = added_sentence(classes((0.1, 0.5), (-0.5, 0.5)), "class", "Maths")
    assert said.endswith("Of 2 classes fewer than 1 would look clear by chance alone.")


@pytest.mark.parametrize(
    ("compared", "said"), [(3, "fewer than 1"), (14, "fewer than 1"), (15, "about 1"), (45, "about 2")]
)
def test_what_chance_would_make_clear_is_counted_from_twentieths(compared, said):
    assert by_chance(compared) == said


def test_only_bands_clearly_apart_from_england_stand_out():
    rows = pd.DataFrame(
        {
            "band": ["90 to 95", "96 to 99", "100 to 102"],
            "pupils": [20, 20, 4],
            "value": [0.2, 0.9, 0.0],
            "low": [0.05, 0.7, 0.0],
            "high": [0.4, 0.97, 0.3],
            "national": [0.25, 0.5, 0.6],
        }
    )
    marks = national_figure(rows)["data"][-1]["marker"]
    colours = marks["line"]["color"] if isinstance(marks["color"], str) else marks["color"]
    assert [colour == ACCENT for colour in colours] == [False, True, False]
