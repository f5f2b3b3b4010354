"""The time line and the small line: plain dicts that plotly takes, each mark where it belongs."""

from datetime import date
from urllib.parse import unquote

import plotly.graph_objects as go

from dashboard.pupil.figures import Dot, Span, Strips, time_line
from dashboard.pupil.figures_small import small_line

AUTUMN, SPRING, SUMMER = date(2025, 10, 10), date(2026, 2, 10), date(2026, 6, 10)


def strips(**changed):
    parts = {
        "subjects": {
            "Art": [Dot(AUTUMN, 4, "Art 4"), Dot(SPRING, 5, "Art 5")],
            "Maths": [Dot(AUTUMN, 2, "Maths 2"), Dot(SPRING, 3, "Maths 3")],
        },
        "average": [Dot(AUTUMN, 3, "Average 3"), Dot(SPRING, 4, "Average 4")],
        "scale": "GCSE 9-1",
        "spans": [Span("Club", AUTUMN, SPRING, "Club, 9 of 10"), Span("Tuition", SPRING, SUMMER, "", True)],
        "attendance": [Dot(AUTUMN, 0.95, "19 of 20"), Dot(SPRING, 0.9, "18 of 20")],
        "part": "term",
        "contacts": [Dot(SPRING, 0, "Contact with parent")],
    }
    return Strips(**{**parts, **changed})


def nothing(**changed):
    empty = {"subjects": {}, "average": [], "spans": [], "attendance": [], "contacts": []}
    return strips(**{**empty, **changed})


def named(figure):
    return [note["text"] for note in figure["layout"]["annotations"]]


def test_everything_stands_on_one_axis_of_time():
    figure = time_line(strips())
    go.Figure(figure)
    axes = [trace["yaxis"] for trace in figure["data"]]
    assert axes == ["y", "y", "y", "y2", "y2", "y2", "y3"]
    assert not any("xaxis" in trace for trace in figure["data"])
    club, tuition = figure["data"][3:5]
    assert club["x"] == ["2025-10-10", "2026-02-10"] and tuition["marker"]["symbol"][1] == "triangle-right"
    assert {"Club", "Tuition", "Contacts"} <= set(named(figure))


def test_strips_lie_below_one_another_without_touching():
    layout = time_line(strips())["layout"]
    domains = [layout[axis]["domain"] for axis in ("yaxis", "yaxis2", "yaxis3")]
    assert domains[0][0] > domains[1][1] and domains[1][0] > domains[2][1]
    assert all(0 <= low < high <= 1 for low, high in domains)


def test_a_strip_without_marks_takes_no_room():
    whole, less = time_line(strips()), time_line(nothing(attendance=strips().attendance))
    assert less["layout"]["height"] < whole["layout"]["height"]
    assert named(less) == ["<b>Sessions attended, by term</b>"]
    go.Figure(less)


def test_one_subject_alone_is_the_accent():
    alone = {"Art": strips().subjects["Art"]}
    figure = time_line(strips(subjects=alone, average=alone["Art"]))
    assert figure["data"][0]["line"]["width"] == 3


def test_nothing_at_all_is_a_sentence():
    assert named(time_line(nothing())) == ["No results, support or sessions up to this day."]


def test_the_small_line_steps_where_the_target_changed():
    days = [
        date(2025, 9, 1),
        date(2025, 9, 29),
        date(2025, 10, 27),
    ]  # 0, 28 and 56 days: 4, 60 and 116 across
    picture = unquote(small_line([(days[0], 2), (days[2], 6)], [(days[0], 4), (days[1], 6)]))
    assert 'points="4.0,28.0 116.0,4.0"' in picture
    assert 'd="M4.0,16.0 H60.0 V4.0 H116"' in picture  # 4 is half way up, 6 at the top


def test_one_result_is_no_line():
    assert small_line([(AUTUMN, 2)], [(AUTUMN, 4)]) == ""


def test_a_few_grades_are_marked_one_by_one_never_by_halves():
    narrow = strips(subjects={"Art": [Dot(AUTUMN, 0, "U"), Dot(SPRING, 2, "2")]})
    assert time_line(narrow)["layout"]["yaxis"]["dtick"] == 1
    wide = strips(subjects={"Art": [Dot(AUTUMN, 85, "85"), Dot(SPRING, 115, "115")]})
    assert "dtick" not in time_line(wide)["layout"]["yaxis"]
