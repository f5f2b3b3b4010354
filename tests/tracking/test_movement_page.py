"""What the cards about moves answer, reached as a browser reaches them."""

import json
from datetime import date

import pandas as pd
import pytest

from dashboard.tracking import movement
from dashboard.tracking.movement_words import NOT_YEAR_11, progress_8
from dashboard.tracking.view import FOR_LEADERS

from .pages import notes, told

CARDS = [f"tracking-{name}" for name in ("moves", "flows", "national", "added", "middle")]
YEAR_7 = {"year_groups": ["7"]}


def answer_of(ask, card, viewer="leader", **values):
    return ask(f"{card}-graph", viewer, **{"moved": "Maths", **values})


def test_the_matrix_says_how_many_are_higher_the_same_and_lower(ask):
    answer = answer_of(ask, "tracking-moves", **YEAR_7)
    starts = [3 + place % 3 for place in range(24)]
    now = [6 if place < 6 else 5 if place < 12 else 4 for place in range(24)]
    higher = sum(b > a for a, b in zip(starts, now, strict=True))
    same = sum(b == a for a, b in zip(starts, now, strict=True))
    assert (higher, same) == (14, 6)
    assert told(answer, "tracking-moves") == (
        "Maths, from their starting point to the latest result: 24 pupils. 58 in 100 are higher than they "
        "were, 25 in 100 the same, 17 in 100 lower."
    )


def test_the_matrix_has_counts_and_row_shares(ask):
    words = answer_of(ask, "tracking-moves", **YEAR_7)["tracking-moves-graph"]["figure"]["data"][1]["text"]
    assert len(words) == 16  # grades 3 to 6 both ways
    assert words[0:4] == ["", "4", "2", "2"]  # eight pupils began at 3: too few for shares


def test_pupils_on_another_pair_of_scales_are_left_out_and_counted(ask):
    answer = answer_of(ask, "tracking-moves")
    assert "12 pupils on other scales left out" in notes(answer, "tracking-moves")


def test_two_scales_have_no_size_of_move(ask):
    answer = answer_of(ask, "tracking-moves", **{"year_groups": ["11"], "from": "key_stage_2"})
    assert "The scales differ, so a move has no size of its own" in told(answer, "tracking-moves")
    flows = answer_of(ask, "tracking-flows", **{"year_groups": ["11"], "from": "key_stage_2"})
    assert told(flows, "tracking-flows") == (
        "Of 12 pupils who started at 102.5 to 104.5, 0 in 100 are at 7 or more now."
    )


def test_the_flows_divide_each_start(ask):
    answer = answer_of(ask, "tracking-flows", **YEAR_7)
    assert "too few to read a pattern from" in told(answer, "tracking-flows")
    bars = answer["tracking-flows-graph"]["figure"]["data"]
    assert [sum(shares) for shares in zip(*(part["x"] for part in bars), strict=True)] == pytest.approx(
        [1] * 3
    )


def test_year_11_stands_beside_england_with_the_year_of_the_table(ask):
    answer = answer_of(ask, "tracking-national")
    assert told(answer, "tracking-national").startswith(
        "50 in 100 of 12 pupils in Year 11 have grade 4 or more in both English and maths; with England's "
        "2023/24 shares for the same starts it would be 66 in 100."
    )
    assert "England has no Progress 8 for 2025/26" in told(answer, "tracking-national")
    assert told(answer_of(ask, "tracking-national", **YEAR_7), "tracking-national").startswith(NOT_YEAR_11)


def test_england_and_progress_8_are_for_schools_with_gcse_pupils(ask, ask_of, new_school, tracking_apps):
    added = told(answer_of(ask, "tracking-added", **YEAR_7), "tracking-added")
    assert "Progress 8" not in added
    assert "no Progress 8 for 2025/26" in told(answer_of(ask, "tracking-added"), "tracking-added")
    primary = new_school()
    primary.given(
        pupils="pupil | year_group\namy | 3",
        results="""
            pupil | subject | assessment | assessed_on | kind   | scale        | value
            amy   | Reading | Spring     | 2026-04-15  | result | Scaled score | 512
        """,
    )
    answer = answer_of(ask_of(primary, "primary"), "tracking-added", moved="Reading")
    assert "Progress 8" not in told(answer, "tracking-added")
    with tracking_apps["leader"].server.test_request_context():
        cards = movement.cards("leader", {})
    assert [card.children.id for card in cards if getattr(card, "hidden", False)] == ["tracking-national"]


def test_progress_8_is_missed_in_two_years_only():
    assert "2024/25 and 2025/26" in progress_8(date(2024, 9, 1), date(2026, 8, 31))
    assert progress_8(date(2023, 9, 1), date(2024, 8, 31)) == ""
    assert progress_8(date(2026, 9, 1), date(2027, 8, 31)) == ""


def test_value_added_of_classes_is_what_a_line_through_their_year_leaves(ask):
    answer = answer_of(ask, "tracking-added", **YEAR_7)
    start = pd.Series([3 + place % 3 for place in range(24)], dtype=float)
    now = pd.Series([6 if place < 6 else 5 if place < 12 else 4 for place in range(24)], dtype=float)
    above = now - (now.mean() + start.cov(now) / start.var() * (start - start.mean()))
    dots = answer["tracking-added-graph"]["figure"]["data"][-1]
    assert dots["x"] == pytest.approx([above[:12].mean(), above[12:].mean()])
    assert [words[0] for words in dots["customdata"]] == ["7a/Ma", "7b/Ma"]
    assert "Maths, 2 classes: 1 clearly further on" in told(answer, "tracking-added")
    assert "not Progress 8" in notes(answer, "tracking-added")


@pytest.mark.parametrize("by", ["Subjects", "Sex", "Pupil premium"])
def test_value_added_stands_by_subject_and_by_group_too(ask, by):
    answer = answer_of(ask, "tracking-added", **YEAR_7, added_by=by)
    assert told(answer, "tracking-added")
    assert answer["tracking-added-graph"]["figure"]["data"]


def test_the_pull_of_the_middle_is_said_and_shown(ask):
    answer = answer_of(ask, "tracking-middle", **YEAR_7)
    assert "Too few pupils to tell low starters from high ones" in told(answer, "tracking-middle")
    assert "expected" in json.dumps(answer["tracking-middle-graph"])


@pytest.mark.parametrize("card", CARDS)
def test_governors_get_nothing_of_it_and_nobody_gets_a_name(ask, card):
    assert ask(f"{card}-graph", "governor") == 403
    for viewer in ("leader", "projected"):
        answer = answer_of(ask, card, viewer)
        assert told(answer, card) != FOR_LEADERS
        assert "Zebedee" not in json.dumps(answer)


@pytest.mark.parametrize(
    ("card", "forged"),
    [
        ("tracking-moves", {"moved": "Alchemy"}),
        ("tracking-moves", {"from": "assessment: '; drop table result --"}),
        ("tracking-added", {"added_by": "upn"}),
        ("tracking-national", {"grade": "9"}),
    ],
)
def test_what_the_page_never_offers_is_refused(ask, card, forged):
    assert answer_of(ask, card, **forged) == 400


def test_the_menu_of_sources_follows_the_subject(ask):
    answer = ask("tracking-from.options", triggered="tracking-moved.value", moved="Maths")
    assert [each["label"] for each in answer["tracking-from"]["options"]][:2] == [
        "Starting point",
        "Key stage 2",
    ]
    assert "October" in json.dumps(answer)
    assert answer["tracking-from"]["value"] == "start"


def test_one_assessment_and_no_baseline_is_said(school, ask_of):
    school.given(
        pupils="pupil | year_group\n1 | 7",
        results="pupil | subject | assessment | assessed_on | kind | scale | value\n"
        "1 | Art | December | 2025-12-10 | result | GCSE 9-1 | 5",
    )
    ask = ask_of(school, "one assessment")
    for card in ("tracking-moves", "tracking-flows", "tracking-middle"):
        said = told(answer_of(ask, card, moved="Art"), card)
        assert said.startswith("Art has one assessment only, so nobody can have moved yet.")
    added = told(answer_of(ask, "tracking-added", moved="Art", added_by="Year group"), "tracking-added")
    assert "rows of kind baseline" in added
