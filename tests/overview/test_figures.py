"""The trend of an area: one point a term, its interval behind it, nothing across a term without data."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from dashboard.overview.figures import trend_figure

NO_BREAKS = []


def term(period, starts, value, half=0.01, hidden=False):
    year = int(starts[:4]) - (starts[5:7] < "09")
    return {
        "period": period,
        "academic_year": f"{year}/{(year + 1) % 100}",
        "from_date": pd.Timestamp(starts),
        "pupils": 200,
        "value": value,
        "low": value - half,
        "high": value + half,
        "hidden": hidden,
    }


AUTUMN = term("Autumn 2024", "2024-09-01", 0.06)
SPRING = term("Spring 2025", "2025-01-01", 0.07)
SUMMER = term("Summer 2025", "2025-04-21", 0.08)
NEXT_AUTUMN = term("Autumn 2025", "2025-09-01", 0.05)
ALL = [AUTUMN, SPRING, SUMMER, NEXT_AUTUMN]


def drawn(terms, breaks=NO_BREAKS):
    return trend_figure(terms, "{:.0%}".format, breaks)


def test_the_figure_is_one_that_plotly_takes():
    go.Figure(drawn(ALL, [{"date": date(2025, 4, 1), "label": "New codes"}]))


def test_the_last_value_is_written_in_words_and_the_years_stand_below_their_first_terms():
    figure = drawn(ALL)
    assert figure["layout"]["annotations"][0]["text"] == "<b>5%</b>"
    assert figure["layout"]["xaxis"]["ticktext"] == ["2025/26", "2024/25"]
    line = figure["data"][-1]
    assert line["y"] == [0.06, 0.07, 0.08, 0.05]
    assert line["text"][0] == "<b>Autumn 2024</b><br>6%, between 5% and 7%<br>200 pupils"


def test_the_interval_lies_behind_the_line():
    band, line = drawn(ALL)["data"]
    assert band["fill"] == "toself"
    assert band["y"][:4] == [row["high"] for row in ALL]
    assert len(line["x"]) == 4


def test_no_line_crosses_a_term_without_data():
    figure = drawn([AUTUMN, SPRING, NEXT_AUTUMN])
    first, second, line = figure["data"]
    assert (len(first["x"]), len(second["x"])) == (4, 2)
    assert line["y"] == [0.06, 0.07, None, 0.05]


def test_whole_years_follow_one_another():
    years = [term(f"{year}/{year - 1999}", f"{year}-09-01", 0.05) for year in (2023, 2024, 2025)]
    assert len(drawn(years)["data"]) == 2


def test_a_hidden_term_is_a_gap_too():
    hidden = {**SPRING, "hidden": True, "value": float("nan")}
    assert drawn([AUTUMN, hidden, SUMMER, NEXT_AUTUMN])["data"][-1]["y"] == [0.06, None, 0.08, 0.05]


def test_a_break_in_the_series_stands_before_the_first_term_after_it():
    figure = drawn(ALL, [{"date": date(2025, 4, 1), "label": "New codes"}])
    [shape] = figure["layout"]["shapes"]
    assert figure["data"][-1]["x"][1] < shape["x0"] < figure["data"][-1]["x"][2]
    assert drawn(ALL, [{"date": date(2020, 4, 1), "label": "Long ago"}])["layout"]["shapes"] == []


def test_one_term_is_no_trend():
    figure = drawn([AUTUMN])
    assert figure["data"] == []
    assert "two terms" in figure["layout"]["annotations"][0]["text"]
