"""The figures that pages share say their values at the marks, and hide what must be hidden."""

import re

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.figure_parts import ACCENT, OTHER, PALE, dots_with_intervals, empty_figure, lines_over_time

GROUPS = pd.DataFrame(
    {
        "group": ["Pupil premium", "Others", "Not known", "Traveller"],
        "pupils": [312, 888, 8, 4],
        "value": [0.31, 0.14, 0.2, 0.5],
        "low": [0.26, 0.12, 0.05, 0.1],
        "high": [0.36, 0.17, 0.5, 0.9],
        "is_focus": [True, False, False, False],
        "small": [False, False, True, True],
        "hidden": [False, False, False, True],
    }
)
YEARS = [("2023/24", "2023-09-01"), ("2024/25", "2024-09-01"), ("2025/26", "2025-09-01")]


def say(value):
    return f"{round(100 * value)} in 100"


def valid(figure):
    go.Figure(figure)  # plotly refuses what it does not know
    return figure


def texts(figure):
    return [note["text"] for note in figure["layout"]["annotations"]]


def over_years(rows):
    return pd.concat([rows.assign(period=period, from_date=start) for period, start in YEARS])


def test_dots_name_each_group_with_its_n_and_value():
    figure = valid(dots_with_intervals(GROUPS, say))
    assert texts(figure)[0].startswith("<b>Pupil premium</b>") and "312 pupils" in texts(figure)[0]
    assert figure["data"][1]["text"][:2] == ["  <b>31 in 100</b>", "  14 in 100"]
    assert figure["data"][-1]["marker"]["color"] == [ACCENT, OTHER, PALE]
    assert figure["layout"]["showlegend"] is False


def test_a_hidden_group_keeps_its_place_and_shows_no_number():
    figure = dots_with_intervals(GROUPS, say)
    assert "Traveller" in texts(figure)[3] and "too few to show" in texts(figure)[3]
    assert 0.5 not in figure["data"][-1]["x"] and 0.9 not in figure["data"][0]["x"]
    assert "4 pupils" not in str(figure)


def test_a_small_group_is_hollow_and_carries_a_caution():
    figure = dots_with_intervals(GROUPS, say)
    assert figure["data"][-1]["marker"]["symbol"] == ["circle", "circle", "circle-open"]
    assert "too few to conclude from" in texts(figure)[2]


def test_a_few_pupils_do_not_stretch_the_axis_of_all_others():
    few = GROUPS[:3].assign(value=[0.31, 0.14, 1.0], low=[0.26, 0.12, 0.34], high=[0.36, 0.17, 1.0])
    figure = valid(dots_with_intervals(few, say))
    whiskers, words, dots = figure["data"]
    assert figure["layout"]["xaxis"]["range"][1] < 0.8
    assert max(end for end in whiskers["x"] if end is not None) == pytest.approx(0.36 * 1.5)
    assert whiskers["x"][6] == 0.34
    assert dots["x"][2] == words["x"][2] == pytest.approx(0.36 * 1.5)
    assert dots["marker"]["symbol"][2] == "triangle-right-open"  # it points to where the value lies
    assert words["text"][2] == "  100 in 100" and dots["customdata"][2][1] == "100 in 100"
    assert "8 pupils, too few, interval cut short" in texts(figure)[2]
    assert "cut short" not in texts(figure)[0]


def test_a_long_name_takes_two_lines_so_that_a_phone_shows_all_of_it():
    names = [
        "Pupils with a need",
        "Unauthorised: Other or unknown circumstances (O)",
        "Not known of any of them",
    ]
    figure = valid(dots_with_intervals(GROUPS[:3].assign(group=names), say))
    assert figure["layout"]["height"] > dots_with_intervals(GROUPS[:3], say)["layout"]["height"]
    shown = [re.sub("<(?!br).*?>", "", text) for text in texts(figure)]
    assert shown == [
        "Pupils with a need  312 pupils",
        "Unauthorised: Other or unknown circumstances<br>(O)  888 pupils",
        "Not known of any of them<br>8 pupils, too few to conclude from",
    ]


def test_a_few_pupils_alone_have_the_axis_for_themselves():
    figure = dots_with_intervals(GROUPS[2:3], say)
    assert figure["data"][0]["x"] == [0.05, 0.5, None]
    assert "cut short" not in texts(figure)[0]


def test_all_marks_and_lines_lie_on_the_axis():
    figure = dots_with_intervals(GROUPS, say, [{"at": 0.7, "label": "England: 70 in 100"}])
    low, high = figure["layout"]["xaxis"]["range"]
    assert low <= 0 and high > 0.7
    assert "England: 70 in 100" in texts(figure)


def test_long_words_have_room_beyond_the_last_mark():
    widest = GROUPS[:1].assign(low=0.2, high=0.4)
    room = {}
    for words in ("17", "10.4 higher"):
        low, high = dots_with_intervals(widest, lambda _value, words=words: words)["layout"]["xaxis"]["range"]
        room[words] = (high - 0.4) / (high - low)
    assert room["17"] < 0.25 and room["10.4 higher"] > 0.3


def test_lines_name_the_latest_value_and_place_the_break():
    breaks = [{"at": "2024-08-19", "label": "new codes"}, {"at": "2010-01-01", "label": "long ago"}]
    figure = valid(lines_over_time(over_years(GROUPS[:2]), say, breaks))
    assert "<b>Pupil premium 31 in 100</b>" in texts(figure) and "Others 14 in 100" in texts(figure)
    assert "new codes" in texts(figure) and "long ago" not in texts(figure)
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == [0.5]
    assert figure["data"][-1]["line"]["color"] == ACCENT


def test_a_hidden_period_is_a_gap_in_the_line():
    rows = over_years(GROUPS[:1])
    rows["hidden"] = [False, True, False]
    line = valid(lines_over_time(rows, say))["data"][-1]
    assert line["y"] == [0.31, None, 0.31] and line["connectgaps"] is False


@pytest.mark.parametrize("draw", [dots_with_intervals, lines_over_time])
def test_no_rows_make_an_empty_figure_that_says_so(draw):
    figure = valid(draw(GROUPS.iloc[:0].assign(period=[], from_date=[])))
    assert figure["data"] == [] and texts(figure)[0]


def test_an_empty_figure_says_why():
    assert texts(valid(empty_figure("Choose a subject.")))[0] == "Choose a subject."
