"""What the page answers, reached as a browser reaches it, for each kind of viewer."""

import json

import pytest

from dashboard.shell.layout import page_at
from dashboard.whatif.kinds import KINDS

from .conftest import STAFFING, YEAR_8

SHOW = "whatif-sentence.children"


def levers(**moved):
    """Return the levers of B as moved, and C as today."""
    return {"B": moved, "C": {name: None for name in moved}}


def shown(answer, place):
    return json.dumps(answer[place]["children"], ensure_ascii=False)


def laid_out(app, search=""):
    with app.server.test_request_context():
        parts, _title = page_at("/scenarios", search)
    whole = [part.to_plotly_json() for part in parts]
    return json.dumps(whole, default=lambda each: each.to_plotly_json(), ensure_ascii=False)


def test_a_lever_answers_at_once_with_a_sentence_and_the_difference_from_today(fire):
    answer = fire(SHOW, {"levers": levers(ppa=20), "whatif-question": STAFFING})
    assert "PPA of 20 % would take" in shown(answer, "whatif-sentence")
    assert "£9,100 more than today" in shown(answer, "whatif-compared")
    assert "20 %" in answer['{"column":"B","name":"ppa","type":"whatif-said"}']["children"]


def test_what_stands_as_today_says_so_and_changes_nothing(fire):
    answer = fire(SHOW, {"levers": levers(ppa=10), "whatif-question": STAFFING})
    assert shown(answer, "whatif-sentence").count("As today: move one of its levers") == 2


def test_the_rows_stand_in_their_fixed_order(fire):
    answer = fire(SHOW, {"levers": levers(ppa=20), "whatif-question": STAFFING})
    words = shown(answer, "whatif-compared")
    rows = ["Money", "Staff", "Class size", "Workload", "Composition", "Outcome range", "What we cannot say"]
    assert sorted(rows, key=lambda row: words.index(f'"children": "{row}"')) == rows


def test_the_chart_draws_today_beside_both(fire):
    answer = fire(SHOW, {"levers": levers(ppa=20), "whatif-question": STAFFING})
    teachers = answer["whatif-chart-graph"]["figure"]["data"][0]
    assert teachers["y"] == ["A", "B", "C"]
    assert teachers["x"][1] > teachers["x"][0] == pytest.approx(teachers["x"][2]) == 2


def test_what_cannot_be_is_a_sentence_and_the_other_column_stands(fire):
    answer = fire(SHOW, {"levers": levers(year="8", forms=-3), "whatif-question": STAFFING})
    assert "This cannot be: 3 fewer classes in Year 8 cannot be" in shown(answer, "whatif-sentence")
    assert "2.0 full-time teachers, as today" in shown(answer, "whatif-compared")


@pytest.mark.parametrize(
    "given",
    [
        {"levers": levers(ppa=1000), "whatif-question": STAFFING},
        {"levers": levers(nonsense=1), "whatif-question": STAFFING},
        {"levers": levers(ppa="'; drop table pupil"), "whatif-question": STAFFING},
        {"levers": levers(ppa=20), "whatif-question": {**STAFFING, "school": "Elsewhere"}},
        {"levers": {}, "whatif-question": YEAR_8, "whatif-result": {"B": "../../etc/passwd"}},
    ],
)
def test_what_no_browser_of_ours_sends_is_refused(fire, given):
    assert fire(SHOW, given) == 400


def test_governors_get_no_page_and_every_callback_refuses_them(fire, apps):
    page = laid_out(apps["governor"])
    assert "This page is for others" in page
    assert "whatif-lever" not in page
    given = {"levers": levers(ppa=20), "whatif-question": STAFFING, "whatif-work": 1, "whatif-save": 1}
    for output in (
        SHOW,
        "whatif-job",
        "whatif-progress",
        'whatif-cancel"}.disabled',
        "whatif-saved",
        "whatif-shelf",
    ):
        assert fire(output, given, "governor") == 403, output


def test_every_kind_lays_out_its_levers_or_names_the_import_that_brings_it(apps):
    pages = {kind: laid_out(apps["leader"], f"?kind={kind}") for kind in KINDS}
    assert all("whatif-lever" in page or "This cannot be worked out yet" in page for page in pages.values())
    assert "Bring it with the file options." in pages["options"]
    assert "Bring it with the file activities." in pages["extended_day"]


def test_a_lever_without_its_import_is_greyed_and_names_it(apps, monkeypatch):
    import dashboard.whatif.staffing as staffing

    words = "What teachers cost is not known. Bring it with the file staff."
    monkeypatch.setattr(staffing.Ready, "without", lambda self, *what: words)
    from dashboard import cache

    cache.forget()
    page = laid_out(apps["leader"])
    cache.forget()
    assert words in page


def test_the_projector_is_not_offered_levers_that_name_pupils(apps):
    assert "keep_apart" in laid_out(apps["leader"], "?kind=grouping")
    assert "keep_apart" not in laid_out(apps["projected"], "?kind=grouping")


def test_an_empty_school_is_told_what_to_bring(tmp_path):
    from dashboard.shell.factory import create_app

    assert "Scenarios start from your own school" in laid_out(create_app(tmp_path))
