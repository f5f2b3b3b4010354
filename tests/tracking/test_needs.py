"""What a class can do and whom to teach what next: a class worked out by hand, and who may see it."""

import json

import numpy as np
import pandas as pd
import pytest

from dashboard.filters import parse
from dashboard.tracking import need_words
from dashboard.tracking.need_grid import class_menu
from dashboard.tracking.needs import groups_to_teach, needs_of
from dashboard.tracking.view import NAMES_FOR_LEADERS, Asked

from .pages import notes, told

CARD, GRID = "tracking-needs", "tracking-grid"
THE_YEAR = {"from_date": "2025-09-01", "to_date": "2026-08-31"}
NONE = np.nan

# Marks of 4 in each topic: all know Number, four of ten lack Algebra, six lack Shape.
CLASS = {f"p{place}": (4, 1 if place < 4 else 3, 0 if place < 6 else 4) for place in range(10)}
OTHERS = {f"q{place}": (2, 3, 1) for place in range(12)}
TOPICS = ("Number", "Algebra", "Shape")


def question_rows(test="Autumn", day="2025-10-10", marks=None):
    for pupil, values in (marks or {**CLASS, **OTHERS}).items():
        for topic, mark in zip(TOPICS, values, strict=True):
            for number in (1, 2):
                half = mark // 2 if number == 1 else mark - mark // 2
                cells = (pupil, "Maths", test, day, topic, f"{topic} {number}", half, 2)
                yield " | ".join(map(str, cells))


def sat_by(new_school, questions, classes=True, more=()):
    school = new_school()
    pupils = [f"{pupil} | 8 | Zebedee-{pupil} |" for pupil in (*CLASS, *OTHERS, *more)]
    heads = "pupil | subject | assessment | assessed_on | topic | question | mark | out_of"
    school.given(pupils="\n".join(["pupil | year_group | surname | left_on", *pupils]))
    if questions:
        school.given(questions="\n".join([heads, *questions]))
    if classes:
        members = [f"8a/Ma | {pupil}" for pupil in CLASS]
        school.given(
            classes="class | subject | year_group\n8a/Ma | Maths | 8",
            class_members="\n".join(["class | pupil", *members]),
        )
    # The page opens where there are results at all.
    school.given(
        results="pupil | subject | assessment | assessed_on | kind | scale | value\n"
        "p0 | Maths | Autumn | 2025-10-10 | result | GCSE 9-1 | 5"
    )
    return school


@pytest.fixture(scope="module")
def school_with_marks(new_school):
    earlier = question_rows("Entry", "2025-09-10", {"p0": (0, 0, 0)})
    return sat_by(new_school, [*question_rows(), *earlier])


@pytest.fixture
def ask(school_with_marks, ask_of):
    return ask_of(school_with_marks, "with-marks")


def card(ask, viewer="leader", **values):
    return ask(f"{CARD}-graph", viewer, **{"needs-class": "8a/Ma", **THE_YEAR, **values})


def pupils_listed(ask, viewer="leader"):
    return ask(f"{GRID}-list", viewer, **{"needs-class": "8a/Ma", f"{GRID}-show": 1}, **THE_YEAR)


def test_strengths_come_first_then_the_whole_class_then_groups(ask):
    said = told(card(ask), CARD)
    # Number: 40 of 40 marks, Algebra 22 of 40, Shape 16 of 40; six of ten lack Shape.
    assert said.startswith(
        "8a/Ma, Autumn: 10 pupils. Secure for most: Number (10 of 10) and Algebra (6 of 10). "
        "For the whole class: Shape, which more than half still need. "
        "To teach next in groups: Algebra (4 pupils)."
    )


def test_each_topic_stands_against_the_rest_of_the_year_group(ask):
    answer = card(ask)
    drawn = json.loads(answer[f"{CARD}-table"]["children"]["props"]["data-table"])
    rows = {row[0][0]: [float(cell[-1]) for cell in row[1:] if cell[-1] != "\u2013"] for row in drawn["rows"]}
    assert list(rows) == ["Number", "Algebra", "Shape"]
    assert rows["Number"][0:2] == [10, 1.0]
    assert rows["Algebra"][1] == pytest.approx(22 / 40)
    assert rows["Algebra"][-4:] == [pytest.approx(0.75), 12, 6, 4]
    assert "rest of the year group (12 pupils)" in notes(answer, CARD)


def test_the_latest_test_counts(ask):
    assert "Autumn" in told(card(ask), CARD)
    earlier = told(card(ask, to_date="2025-09-30"), CARD)
    assert "Entry: 1 pupil" in earlier
    assert "Nobody else sat this test" in earlier


def test_a_leader_gets_the_groups_and_the_grid(ask):
    drawn = json.dumps(pupils_listed(ask))
    assert "Algebra: 4 pupils" in drawn
    assert all(f"Zebedee-p{place}" in drawn for place in range(10))
    assert "Zebedee-q" not in drawn


def test_names_are_for_leaders_alone(ask):
    answer = pupils_listed(ask, "projected")
    assert told(answer, GRID) == NAMES_FOR_LEADERS
    assert "Zebedee" not in json.dumps(answer)
    assert told(card(ask, "projected"), CARD).startswith("8a/Ma")
    assert ask(f"{CARD}-graph", "governor") == 403
    assert "Zebedee" not in json.dumps(card(ask))


def test_no_marks_by_question_names_the_file(new_school, ask_of):
    ask = ask_of(sat_by(new_school, []), "no-questions")
    assert told(card(ask, **{"needs-class": ""}), CARD) == need_words.NO_QUESTIONS


def test_marks_without_classes_name_the_files(new_school, ask_of):
    ask = ask_of(sat_by(new_school, question_rows(), classes=False), "no-classes")
    assert told(card(ask, **{"needs-class": ""}), CARD) == need_words.NO_CLASSES


def test_a_class_without_marks_in_these_dates_says_so(ask):
    said = told(card(ask, from_date="2025-12-01"), CARD)
    assert said == need_words.NO_MARKS_HERE.format(name="8a/Ma")


def test_a_class_that_is_not_there_is_refused(ask):
    assert card(ask, **{"needs-class": "9z/Xx"}) == 400


def test_a_pupil_who_was_not_tested_has_no_data_and_no_zero():
    rows = pd.DataFrame(
        {
            "pupil_id": [1, 1, 2, 3, 3],
            "is_in_class": True,
            "topic": ["A", "B", "A", "A", "B"],
            "questions": 2,
            "mark": [2.0, 0, 2, 1, 2],
            "out_of": 2.0,
        }
    )
    needs = needs_of(rows)
    assert needs.topics["topic"].tolist() == ["A", "B"]
    np.testing.assert_array_equal(needs.shares, [[1, 0], [1, NONE], [0.5, 1]])
    assert needs.topics["tested"].tolist() == [3, 2]


def test_groups_hold_three_to_eight_and_each_pupil_once():
    """Ten lack A, so two groups of five, the lowest first; of the five who lack B two are already placed."""
    shares = np.full((20, 2), 1.0)
    shares[:10, 0] = np.linspace(0, 0.4, 10)
    shares[8:13, 1] = 0.25
    groups = groups_to_teach(shares, ["A", "B"])
    assert [(group.topic, group.pupils) for group in groups] == [
        ("A", [0, 1, 2, 3, 4]),
        ("A", [5, 6, 7, 8, 9]),
        ("B", [10, 11, 12]),
    ]


def test_a_need_of_two_makes_no_group():
    shares = np.array([[0.0], [0.2], [0.9], [0.8]])
    assert groups_to_teach(shares, ["A"]) == []


def test_the_marks_again_in_plain_pandas(new_school):
    rng = np.random.default_rng(5)
    marks = {pupil: tuple(int(mark) for mark in rng.integers(0, 5, 3)) for pupil in (*CLASS, *OTHERS)}
    school = sat_by(new_school, question_rows(marks=marks))
    days = {"from_date": "2025-09-01", "to_date": "2026-08-31", "schools": []}
    rows = school.run("tracking/topic_marks", **{"class": "8a/Ma"}, **days)
    needs = needs_of(rows)
    frame = pd.DataFrame.from_dict(marks, orient="index", columns=TOPICS)
    mine = frame.loc[list(CLASS)]
    expected = (mine.sum() / (4 * len(mine))).to_dict()
    rest = (frame.loc[list(OTHERS)].sum() / (4 * len(OTHERS))).to_dict()
    for row in needs.topics.to_dict("records"):
        assert row["value"] == pytest.approx(expected[row["topic"]])
        assert row["rest"] == pytest.approx(rest[row["topic"]])
        assert row["in_need"] == (mine[row["topic"]] / 4 < 0.5).sum()
        assert row["secure"] == (mine[row["topic"]] / 4 >= 2 / 3).sum()


def test_the_menu_offers_the_classes_of_the_chosen_year_groups(school_with_marks):
    filters = parse({"year_groups": ["8"]}, school_with_marks)
    offered = class_menu(Asked(school_with_marks, "leader", filters), "9z/Xx")
    assert offered == {"options": [{"label": "8a/Ma (Maths)", "value": "8a/Ma"}], "value": "8a/Ma"}
