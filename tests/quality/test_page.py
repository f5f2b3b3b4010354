"""The page as a browser reaches it, for leaders alone; and "Explain this number" on every card."""

import json

import pytest

from dashboard.quality.page import CARDS, LISTS, PLACES, layout
from dashboard.shell.factory import create_app


@pytest.mark.parametrize("card", CARDS)
def test_every_card_answers_its_question(ask, card):
    answer = ask(f"{card}-graph.figure")
    assert answer[f"{card}-sentence"]["children"]
    assert answer[f"{card}-graph"]["figure"]["data"]
    assert "Explain this number" in json.dumps(answer[f"{card}-about"])


def test_the_marks_card_says_what_is_missing_in_numbers(ask):
    answer = ask("quality-marks-graph.figure")
    assert answer["quality-marks-sentence"]["children"].startswith(
        "69 of 90 marks are there. 1 run of days without a register: 7B has no marks from 8 Sep to 12 Sep "
        "2025 (5 school days, 20 marks). Beside those, single marks are missing: 1. "
        "Nobody has a mark on 4 Sep 2025, inside weeks with school."
    )


@pytest.mark.parametrize("card", LISTS)
def test_every_list_is_filled(ask, card):
    assert ask(f"{card}-body.children")[f"{card}-body"]["children"]


def test_what_to_put_right_first_says_what_to_ask_for(ask):
    told = json.dumps(ask("quality-do-body.children"))
    assert "7B has no marks from 8 Sep to 12 Sep 2025" in told
    assert "Ask for the attendance export of these days again." in told
    assert "Ask for the marksheet again." in told
    assert told.index("7B has no marks") < told.index("7B/Ma")


@pytest.mark.parametrize("viewer", ["projected", "governor"])
def test_nobody_but_leaders_is_answered(ask, viewer):
    for output in ("quality-marks-graph.figure", "quality-contradictions-body.children"):
        assert ask(output, viewer) in (403, 404)


@pytest.mark.parametrize("value", ["2031/32", "", None, ["2025/26"], {"a": 1}])
def test_a_year_that_is_not_there_is_refused(ask, value):
    assert ask("quality-marks-graph.figure", **{"quality-year": value}) == 400


def test_names_stand_only_where_one_key_hides_them(ask):
    told = json.dumps(ask("quality-contradictions-body.children"))
    assert "Ash" in told
    assert "Ash" not in json.dumps(ask("quality-do-body.children"))


def test_without_pupils_the_page_says_what_to_import(tmp_path):
    app = create_app(tmp_path)
    with app.server.test_request_context():
        told = json.dumps(layout().to_plotly_json(), default=lambda part: part.to_plotly_json())
    assert "Import the pupils file first" in told
    assert all(f'"{place}"' in told for place in PLACES)
