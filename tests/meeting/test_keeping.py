"""A meeting's file: written in one step, in order, and whole or refused."""

import json
from dataclasses import replace

import pytest

from dashboard import meetings
from dashboard.meeting import questions
from dashboard.meeting.reading import card_of, words_of
from dashboard.meetings import NotKept, NotPossible, Slide


def slide(name):
    figure = {"data": [{"type": "bar"}], "layout": {}}
    texts = dict.fromkeys(("sentence", "question", "notes", "scope", "card", "data_date", "frozen_at"), "")
    return Slide(id=name, title=name, figure=figure, table=None, about={}, generation=1, **texts)


@pytest.fixture
def kept(tmp_path):
    made = meetings.fresh("staff", "2026-11-14", "A. Head")
    meeting = replace(made, slides=tuple(map(slide, "abc")))
    meetings.keep(tmp_path, meeting)
    return meeting


def test_what_was_kept_comes_back_as_it_was(tmp_path, kept):
    assert meetings.load(tmp_path, kept.id) == kept
    assert [path.name for path in (tmp_path / "meetings").iterdir()] == [f"{kept.id}.json"]


@pytest.mark.parametrize(
    ("name", "by", "order"), [("a", 1, "bac"), ("c", -1, "acb"), ("a", -1, "abc"), ("c", 1, "abc")]
)
def test_figures_move_by_one_place_and_stay_at_the_ends(kept, name, by, order):
    assert "".join(each.id for each in meetings.moved(kept, name, by).slides) == order


def test_a_figure_can_be_taken_out_and_worded_anew(kept):
    assert [each.id for each in meetings.without(kept, "b").slides] == ["a", "c"]
    assert meetings.reworded(kept, "b", question="Why\n now?").slides[1].question == "Why now?"
    with pytest.raises(NotPossible, match="no longer in this meeting"):
        meetings.without(kept, "z")


def test_an_action_says_what_who_and_by_when(kept):
    noted = meetings.with_action(kept, "Ring ten families", "Head of Year 9", "2026-12-01")
    [action] = noted.actions
    assert (action.what, action.who, action.by, action.done) == (
        "Ring ten families",
        "Head of Year 9",
        "2026-12-01",
        False,
    )
    assert meetings.action_changed(noted, action.id, True).actions[0].done
    assert meetings.action_changed(noted, action.id, None).actions == ()
    for wrong in (("", "", ""), ("Ring", "", "tomorrow")):
        with pytest.raises(NotPossible):
            meetings.with_action(kept, *wrong)


def test_the_last_meeting_of_the_kind_that_agreed_on_something_comes_first(tmp_path, kept):
    earlier = replace(
        meetings.fresh("staff", "2026-10-01", ""), actions=(meetings.Action("1", "Ring", "", ""),)
    )
    other = replace(meetings.fresh("sen", "2026-11-01", ""), actions=earlier.actions)
    silent = meetings.fresh("staff", "2026-11-01", "")
    for each in (earlier, other, silent):
        meetings.keep(tmp_path, each)
    assert meetings.before(tmp_path, kept) == earlier
    assert meetings.before(tmp_path, earlier) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"slides": [], "actions": []}'])
def test_a_damaged_file_is_named_and_the_others_stand(tmp_path, kept, text):
    (tmp_path / "meetings" / "0123456789.json").write_text(text)
    found, damaged = meetings.every(tmp_path)
    assert found == [kept]
    assert len(damaged) == 1
    assert "0123456789.json is damaged" in damaged[0]


@pytest.mark.parametrize("name", ["../users", "x" * 10, "", None, 7, ["a"]])
def test_what_is_no_id_names_no_meeting(tmp_path, name):
    with pytest.raises(NotKept):
        meetings.load(tmp_path, name)


def test_more_figures_than_a_meeting_can_hold_are_refused(tmp_path, kept):
    many = tuple(slide(str(number)) for number in range(meetings.MOST_SLIDES + 1))
    with pytest.raises(NotPossible, match="at most 30 figures"):
        meetings.change(tmp_path, kept.id, lambda old: replace(old, slides=many))
    assert meetings.load(tmp_path, kept.id) == kept


def test_a_card_about_single_pupils_is_refused_wherever_they_stand():
    figure = {"data": [{"y": [1]}], "layout": {}}
    name = {"type": "Span", "props": {"data-name": "1", "data-shown": "Amy"}}
    for parts in ({"sentence": ["For ", name]}, {"table": {"type": "Div", "props": {"children": [name]}}}):
        with pytest.raises(NotPossible, match="single pupils"):
            card_of({"figure": figure, **parts})
    table = {"type": "Div", "props": {"data-table": json.dumps({"head": ["Group"], "rows": []})}}
    read = card_of({"figure": figure, "sentence": "So.", "notes": "8 pupils · click a dot", "table": table})
    assert (read.sentence, read.notes, read.table["head"]) == ("So.", "8 pupils", ["Group"])
    assert words_of(["a ", {"type": "B", "props": {"children": "b"}}, None, " c"]) == "a b c"


@pytest.mark.parametrize(
    ("card", "said", "asks"),
    [
        ("equity-groups", "Girls miss more: 9% against 8%. A gap of 1, which chance could make.", "Chance"),
        ("equity-trend", "A gap of 4. In the whole of 2025/26 it was 2, which chance could make.", "away"),
        ("equity-trend", "The gap for pupil premium pupils has widened.", "while the gap grew"),
        ("pack-years", "The gap has narrowed.", "helped"),
        ("whatif-chart", "Classes of 26.", "give up"),
        ("unheard-of", "Something.", "what shall we do next"),
    ],
)
def test_the_question_is_always_the_same_for_the_same_figure(card, said, asks):
    assert asks in questions.about(card, said, {"equity-measure": "absence_rate"})
