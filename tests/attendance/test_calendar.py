"""A calendar shows each day once, darker where more was missed, and a day without data not at all."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.figure_parts import calendar_heat

DAYS = pd.DataFrame(
    {
        "date": pd.to_datetime(["2025-09-01", "2025-09-05", "2025-09-09", "2026-03-02", "2025-09-02"]),
        "value": [0.0, 0.1, 0.2, 0.05, None],
        "text": ["Mon", "Fri", "Tue", "March", "unknown"],
    }
)


def bars(figure):
    go.Figure(figure)  # plotly refuses what it does not know
    [trace] = figure["data"]
    return {
        text: (week, round(base + 0.43), depth)
        for text, week, base, depth in zip(
            trace["hovertext"], trace["x"], trace["base"], trace["marker"]["opacity"], strict=True
        )
    }


def test_a_day_stands_in_its_week_and_weekday():
    found = bars(calendar_heat(DAYS))
    assert found["Mon"][:2] == (0, 0)
    assert found["Fri"][:2] == (0, 4)
    assert found["Tue"][:2] == (1, 1)
    assert found["March"][:2] == (26, 0)


def test_the_day_with_most_is_darkest_and_a_day_with_nothing_is_still_a_square():
    found = bars(calendar_heat(DAYS))
    assert found["Tue"][2] == 1
    assert 0 < found["Mon"][2] < found["March"][2] < found["Fri"][2] < 1


def test_a_day_without_a_value_is_left_out():
    assert "unknown" not in bars(calendar_heat(DAYS))


def test_two_calendars_may_share_what_is_darkest():
    assert bars(calendar_heat(DAYS, darkest=0.4))["Tue"][2] < 1


def test_each_school_year_is_a_block_of_its_own():
    days = DAYS.assign(date=DAYS["date"].where(DAYS["text"] != "March", pd.Timestamp("2024-09-02")))
    found = bars(calendar_heat(days))
    assert found["March"][:2] == (1, 0)  # 1 September 2024 was a Sunday: Monday is in the week after it
    assert found["Mon"][:2] == (0, 6)


def test_no_days_say_so():
    figure = calendar_heat(DAYS.iloc[:0], nothing="No marks in these days.")
    assert figure["layout"]["annotations"][0]["text"] == "No marks in these days."
