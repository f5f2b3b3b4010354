"""What each figure of the equity page says to the eye, read from its traces."""

import datetime

import pandas as pd
import plotly.graph_objects as go

from dashboard.equity import figures, figures_gaps
from dashboard.figure_parts import ACCENT, OTHER, PALE

from .frames import gap_row, gap_rows, two_groups


def say(value):
    return f"{100 * value:.0f} in 100"


def say_gap(value):
    return f"{100 * value:+.0f}"


def valid(figure):
    go.Figure(figure)  # plotly refuses what it does not know
    return figure


def dots(figure):
    """Return what each dot says first (its row's name) with the dot's place and colour."""
    trace = figure["data"][-1]
    return {
        said[0]: (x, colour)
        for said, x, colour in zip(trace["customdata"], trace["x"], trace["marker"]["color"], strict=True)
    }


def words(figure):
    return " ".join(note["text"] for note in figure["layout"]["annotations"])


def test_the_group_asked_about_stands_in_the_accent_and_its_reference_grey():
    figure = valid(figures.groups_figure(two_groups(), say, "Y", {}))
    assert dots(figure) == {"Pupil premium": (0.31, ACCENT), "Not pupil premium": (0.14, OTHER)}
    assert "312 pupils" in words(figure) and "888 pupils" in words(figure)


def test_a_national_figure_is_a_line_across_its_own_group_only():
    figure = valid(figures.groups_figure(two_groups(), say, "Y", {"Y": 0.36}))
    (line,) = figure["layout"]["shapes"]
    assert (line["x0"], line["x1"]) == (0.36, 0.36)
    assert line["y0"] < 0 < line["y1"] < 1  # the first row
    assert "England 36 in 100" in words(figure)
    assert figure["layout"]["xaxis"]["range"][1] > 0.36


def test_a_group_that_is_hidden_keeps_its_place_without_a_dot():
    rows = pd.concat([two_groups(), gap_rows(("T", "Traveller", None, None))], ignore_index=True)
    figure = valid(figures.groups_figure(rows, say, "Y", {}))
    assert "Traveller" not in dots(figure)
    assert "Traveller" in words(figure) and "too few to show" in words(figure)


def test_a_small_group_is_pale_and_said_to_be_too_small():
    rows = pd.concat([two_groups(), gap_rows(("T", "Traveller", 1, 0.5))], ignore_index=True)
    figure = valid(figures.groups_figure(rows, say, "Y", {}))
    assert dots(figure)["Traveller"] == (0.5, PALE)
    assert "1 pupil, too few, interval cut short" in words(figure)


def test_no_group_with_a_value_is_said_in_words():
    figure = valid(figures.groups_figure(gap_rows(("Y", "Pupil premium", None, None)), say, "Y", {}))
    assert words(figure) == figures.TOO_FEW


def over_time(*rows):
    return pd.DataFrame(
        [
            gap_row(
                "Y",
                "Pupil premium",
                300,
                0.3,
                gap,
                gap - 0.05,
                gap + 0.05,
                period=period,
                from_date=day,
                is_running=False,
            )
            for period, day, gap in rows
        ]
    )


NO_BREAKS = pd.DataFrame({"date": [], "label": []})


def test_the_line_stops_where_a_term_has_no_data():
    rows = over_time(
        ("Autumn 2024", datetime.date(2024, 9, 1), 0.2),
        ("Summer 2025", datetime.date(2025, 4, 20), 0.15),
        ("Autumn 2025", datetime.date(2025, 9, 1), 0.1),
    )
    figure = valid(figures.trend_figure(rows, say_gap, "term", NO_BREAKS))
    line = figure["data"][-1]
    assert line["y"] == [0.2, None, 0.15, 0.1]
    assert line["connectgaps"] is False
    assert figure["layout"]["xaxis"]["ticktext"][1] == "Spring 2025<br>no data"
    assert None in figure["data"][0]["x"]  # the band stops there too


def test_years_in_between_without_data_keep_their_place():
    rows = over_time(("2021/22", datetime.date(2021, 9, 1), 0.2), ("2023/24", datetime.date(2023, 9, 1), 0.1))
    figure = valid(figures.trend_figure(rows, say_gap, "year", NO_BREAKS))
    assert figure["layout"]["xaxis"]["ticktext"] == ["2021/22", "2022/23<br>no data", "2023/24"]


def test_a_break_in_the_series_is_a_line_with_its_name():
    rows = over_time(("2025/26", datetime.date(2025, 9, 1), 0.2), ("2026/27", datetime.date(2026, 9, 1), 0.1))
    breaks = pd.DataFrame({"date": [datetime.date(2026, 9, 1)], "label": ["Free school meals widened"]})
    figure = valid(figures.trend_figure(rows, say_gap, "year", breaks))
    assert any(shape["x0"] == 0.5 for shape in figure["layout"]["shapes"])
    assert "Free school meals<br>widened" in words(figure)


def test_one_period_alone_is_drawn():
    rows = over_time(("2025/26", datetime.date(2025, 9, 1), 0.2))
    assert valid(figures.trend_figure(rows, say_gap, "year", NO_BREAKS))["data"]


def test_a_gap_never_shown_is_said_in_words():
    rows = over_time(("2025/26", datetime.date(2025, 9, 1), 0.2)).assign(difference=None)
    assert "No period" in words(valid(figures.trend_figure(rows, say_gap, "year", NO_BREAKS)))


def forest():
    rows = gap_rows(
        ("Y", "Pupil premium", 312, 0.31, 0.17, 0.12, 0.22), ("S", "Summer born", 400, 0.2, 0.02, -0.03, 0.07)
    )
    return rows.assign(
        characteristic=["Pupil premium", "Term of birth"],
        section=["Losing out", "Chance could do it"],
    )


def test_every_gap_stands_under_its_heading_and_a_gap_that_chance_could_make_is_grey():
    figure = valid(figures_gaps.forest_figure(forest(), say_gap, "in 100 pupils"))
    by_row = dots(figure)
    assert by_row["Pupil premium pupils"] == (0.17, ACCENT)
    assert by_row["Summer born pupils"] == (0.02, OTHER)
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    assert texts[0] == "<b>Losing out</b>" and texts[2] == "<b>Chance could do it</b>"


def test_a_click_on_a_row_hands_back_its_characteristic_and_group():
    figure = figures_gaps.forest_figure(forest(), say_gap, "in 100 pupils")
    assert [said[-2:] for said in figure["data"][-1]["customdata"]] == [
        ["Pupil premium", "Pupil premium"],
        ["Term of birth", "Summer born"],
    ]


def test_the_gap_within_a_level_is_drawn_at_the_level():
    rows = gap_rows(
        ("Y", "Pupil premium", 60, 0.31, 0.17, 0.12, 0.22), ("Y", "Pupil premium", 5, 0.2, 0.1, -0.2, 0.4)
    ).assign(within=["Female", "Male"])
    figure = valid(figures_gaps.within_figure(rows, say_gap, "in 100 pupils"))
    assert dots(figure) == {"Female": (0.17, ACCENT), "Male": (0.1, PALE)}


def test_the_squares_say_how_often_a_shuffle_had_a_gap_as_big():
    squares = valid(figures.shuffle_figure(0.04))["data"][0]["marker"]["symbol"]
    assert (len(squares), squares.count("square")) == (100, 4)
    assert figures.shuffle_figure(0.0)["data"][0]["marker"]["symbol"].count("square") == 0
    assert figures.shuffle_figure(float("nan"))["data"][0]["marker"]["symbol"].count("square") == 0


def test_who_does_better_stands_before_who_is_losing_out_and_chance_comes_last():
    rows = pd.DataFrame(
        {
            "group": ["A", "B", "C", "D"],
            "standing": ["unclear", "gap", "strength", "unclear"],
            "clear": [False, True, True, False],
        }
    )
    shown = figures_gaps.in_sections(rows, most_unclear=1)
    assert shown[["group", "section"]].values.tolist() == [
        ["C", "Doing better"],
        ["B", "Losing out"],
        ["A", "Chance could do this"],
    ]
