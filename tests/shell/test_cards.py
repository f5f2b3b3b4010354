"""A card holds everything a reader may ask of a figure."""

import datetime
import json

import pandas as pd
from plotly.utils import PlotlyJSONEncoder

from dashboard.cards import About, card_outputs, figure_card, filled, table
from dashboard.figure_parts import empty_figure


def text(component):
    return json.dumps(component, cls=PlotlyJSONEncoder)


def test_a_filled_card_fits_its_outputs():
    about = About("What it counts.", "DfE", "select 1", datetime.date(2025, 11, 14), "Wilson")
    shown = filled(
        empty_figure("x"), "An answer.", ["312 pupils", "", "to 14 Nov"], pd.DataFrame({"a": [1]}), about
    )
    assert shown.keys() == card_outputs("some-card").keys()
    assert shown["notes"] == "312 pupils · to 14 Nov"
    assert shown["style"] == {"height": "120px"}
    assert all(
        words in text(shown["about"])
        for words in ("What it counts.", "DfE", "select 1", "14 Nov 2025", "Wilson")
    )


def test_a_card_without_tools_has_fewer_outputs():
    assert filled(empty_figure("x"), tools=False).keys() == card_outputs("some-card", tools=False).keys()


def test_a_card_is_named_by_its_question():
    shown = text(figure_card("some-card", "Who is losing out?"))
    assert '"aria-labelledby": "some-card-question"' in shown
    assert '"showSendToCloud": false' in shown


def test_a_table_rounds_for_the_eye_and_keeps_the_number_for_the_download():
    frame = pd.DataFrame({"group": ["A"], "value": [0.123456], "pupils": [1200], "gone": [None]})
    shown = json.loads(table(frame).to_plotly_json()["props"]["data-table"])
    assert shown["head"] == ["group", "value", "pupils", "gone"]
    assert shown["rows"] == [[["A"], ["0.123", "0.123456"], ["1,200"], ["\u2013"]]]
    assert shown["numbers"][:3] == [False, True, True]
