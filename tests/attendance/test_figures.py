"""The page's own figures: valid for plotly, and true to holidays, last year and the country."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.attendance.attained import label
from dashboard.attendance.figures import days_figure, weeks_figure, with_country
from dashboard.attendance.when import no_day_sentence
from dashboard.attendance.words import percent
from dashboard.figure_parts import ACCENT, OTHER, lines_over_time
from dashboard.measures import MEASURES

MONDAYS = pd.to_datetime(["2025-09-01", "2025-09-08", "2025-09-29"])
WEEKS = pd.DataFrame(
    {"first_day": MONDAYS, "pupils": 30, "value": [0.08, 0.1, 0.09], "low": [0.05, 0.07, None], "high": 0.12}
)
COUNTRY = {"at": 0.085, "label": "England, all of 2025/26: 8.5%"}


def traces(figure, colour):
    go.Figure(figure)  # plotly refuses what it does not know
    return [each for each in figure["data"] if each["line"]["color"] == colour and each["mode"] != "lines"]


def test_a_holiday_is_a_gap_in_the_line():
    [line] = traces(weeks_figure(WEEKS, WEEKS.iloc[:0], None), ACCENT)
    assert line["x"] == ["2025-09-01", "2025-09-08", None, "2025-09-29", None]
    assert line["y"] == [0.08, 0.1, None, 0.09, None]


def test_last_years_weeks_stand_at_the_same_days_of_the_week():
    before = WEEKS.assign(first_day=WEEKS["first_day"] - pd.Timedelta(weeks=52))
    [line] = traces(weeks_figure(WEEKS, before, None), OTHER)
    assert [day for day in line["x"] if day] == ["2025-09-01", "2025-09-08", "2025-09-29"]


def test_the_country_is_a_thin_line_with_its_words():
    layout = weeks_figure(WEEKS, WEEKS.iloc[:0], COUNTRY)["layout"]
    assert [shape["y0"] for shape in layout["shapes"]] == [0.085]
    assert COUNTRY["label"] in [note["text"] for note in layout["annotations"]]


def test_the_axis_begins_at_nothing_missed():
    assert weeks_figure(WEEKS, WEEKS.iloc[:0], None)["layout"]["yaxis"]["range"][0] == 0


def test_a_week_without_an_interval_has_no_band():
    band = weeks_figure(WEEKS, WEEKS.iloc[:0], None)["data"][0]
    assert "2025-09-29" not in band["x"] and band["x"][-1] is None


def test_a_break_in_the_series_is_marked():
    lines = [{"at": "2025-09-10", "label": "New codes"}]
    layout = weeks_figure(WEEKS, WEEKS.iloc[:0], None, lines)["layout"]
    assert "New codes" in [note["text"] for note in layout["annotations"]]


def test_a_day_says_its_shares_and_pupils():
    days = pd.DataFrame(
        {"date": MONDAYS, "value": [0.1, 0.2, 0.3], "morning": 0.1, "afternoon": 0.2, "pupils": 30}
    )
    [bars] = days_figure(days)["data"]
    assert bars["hovertext"][0] == (
        "<b>Monday 1 Sep 2025</b><br>10.0% missed<br>mornings 10.0%, afternoons 20.0%<br>30 pupils"
    )


def test_the_countrys_marks_widen_the_axis():
    rows = WEEKS.assign(period=["a", "b", "c"], from_date=MONDAYS, group="all", is_focus=True)
    figure = with_country(lines_over_time(rows, "{:.0%}".format), {0: 0.25})
    go.Figure(figure)
    assert figure["layout"]["yaxis"]["range"][1] > 0.25
    assert figure["data"][-1]["text"] == ["England 25.0%"]


def test_days_that_differ_together_are_not_called_alike_where_no_single_one_stands_out():
    assert no_day_sentence(0.04).startswith("The days differ more than chance would often make them")
    assert no_day_sentence(0.3).endswith("cannot be told from chance.")
    assert no_day_sentence(float("nan")).endswith("cannot be told from chance.")


def test_value_added_at_a_mark_carries_its_sign():
    entry = MEASURES["value_added"]
    assert label(0.3, entry, signed=True).startswith("+0.3")
    assert label(-0.3, entry, signed=True).startswith("\u22120.3")
    assert label(0.0, entry, signed=True) == "as expected"
    assert not label(4.2, MEASURES["average_points"], signed=False).startswith("+")


def test_nothing_is_nought_and_a_little_is_not_nothing():
    assert [percent(share) for share in (0.0, 0.0001, 0.05)] == ["0%", "less than 0.1%", "5.0%"]
