"""What the cards about results and targets answer, reached as a browser reaches them."""

import json
import re

import pandas as pd
import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.tracking import page
from dashboard.tracking.view import FOR_LEADERS, NAMES_FOR_LEADERS
from dashboard.tracking.where_words import where_sentence

from .pages import notes, told

CELL = {"tracking-subject": "Maths", "group": "Year 7"}
PUPILS = "tracking-pupils-list"


def where(ask, **values):
    return ask("tracking-where-graph", **values)


def test_the_table_says_how_many_are_on_target_and_where(ask):
    answer = where(ask)
    assert told(answer, "tracking-where") == ("50 in 100 of 24 results with a target are at or above it.")


def test_the_highest_and_the_lowest_share_are_named():
    cells = pd.DataFrame(
        {
            "row": ["Art", "French"],
            "column": "Year 7",
            "group": "Year 7",
            "subject": ["Art", "French"],
            "class": "",
            "scale": "GCSE 9-1",
            "pupils": [10, 20],
            "positive": [8, 8],
            "share": [0.8, 0.4],
            "share_low": [0.49, 0.22],
            "share_high": [0.94, 0.61],
            "mean": [0.5, -0.5],
        }
    )
    assert where_sentence(cells) == (
        "53 in 100 of 30 results with a target are at or above it. The highest share is in Year 7 Art: 80 in "
        "100 of 10 pupils (between 49 and 94), 0.5 grades above target on average. The lowest is in Year 7 "
        "French: 40 in 100 of 20 pupils (between 22 and 61), 0.5 grades below target on average."
    )


def test_a_cell_holds_its_mean_its_share_and_its_pupils(ask):
    words = where(ask)["tracking-where-graph"]["figure"]["data"][1]["text"]
    assert any(cell.startswith("<b>\u22120.3</b><br>50%<br>n 24") for cell in words)


def test_a_cell_on_two_scales_has_no_mean_and_says_so(ask):
    answer = where(ask)
    assert any(
        "2 scales<br>no average" in cell
        for cell in answer["tracking-where-graph"]["figure"]["data"][1]["text"]
    )
    assert "2 scales, each told by itself" in notes(answer, "tracking-where")


def test_what_is_missing_is_named(ask):
    said = notes(where(ask), "tracking-where")
    assert "no results in these dates for Year 8: an import of results brings them" in said
    assert "\u201cMathematics\u201d and \u201cMaths\u201d may be one subject" in said
    assert "results without a target on their scale are left out of the averages" in said


def test_year_groups_that_nobody_is_in_are_not_missed(new_school, ask_of):
    school = new_school()
    school.given(
        pupils="""
            pupil | academic_year | year_group
            1     | 2024/25       | R
            2     | 2024/25       | 7
            2     | 2025/26       | 8
            3     | 2025/26       | 9
        """,
        results="""
            pupil | subject | assessment | assessed_on | kind   | scale    | value
            2     | Maths   | December   | 2025-12-10  | result | GCSE 9-1 | 5
        """,
    )
    ask = ask_of(school, "leavers")
    year = {"from_date": "2025-09-01", "to_date": "2026-08-31"}
    assert "no results in these dates for Year 9: an" in notes(where(ask, **year), "tracking-where")
    both = notes(where(ask, **{**year, "from_date": "2024-09-01"}), "tracking-where")
    assert "for Reception, Year 7 and Year 9: an" in both


def test_groups_and_classes_can_stand_across(ask):
    by_sex = where(ask, columns="Sex")
    assert "Female Maths: 100 in 100 of 12 pupils" in told(by_sex, "tracking-where")
    assert "Choose one subject or one year group" in json.dumps(where(ask, columns="Classes"))
    classes = where(ask, columns="Classes", **{"subject": "Maths"})
    assert told(classes, "tracking-where")


def test_the_classes_of_a_cell_come_in_their_own_order(ask):
    answer = ask("tracking-classes-graph", **CELL)
    assert told(answer, "tracking-classes") == (
        "Year 7 Maths, 2 classes: 1 clearly above target and 1 where chance could explain the difference. "
        "Classes need not have been alike to begin with."
    )
    assert "7a/Ma" in json.dumps(answer["tracking-classes-graph"])


def test_a_cell_on_two_scales_sets_no_classes_side_by_side(ask):
    answer = ask("tracking-classes-graph", **{"tracking-subject": "English", "group": "Year 7"})
    assert told(answer, "tracking-classes")


def test_a_click_on_a_cell_sets_the_menus(ask):
    # A browser hands back a cell's data as text: lists in a heat table never reach a callback.
    cells = where(ask)["tracking-where-graph"]["figure"]["data"][0]["customdata"]
    found = next(cell for row in cells for cell in row if json.loads(cell)[:2] == ["Maths", "Year 11"])
    click = {"points": [{"customdata": found}]}
    answer = ask(
        "tracking-group.options",
        triggered="tracking-where-graph.clickData",
        **{"tracking-where-graph": click},
    )
    assert (answer["tracking-subject"]["value"], answer["tracking-group"]["value"]) == ("Maths", "Year 11")


def test_a_choice_of_pupils_in_one_year_group_sets_the_cell_to_it(ask):
    chosen = {"triggered": "filter-classes.value", "classes": ["7b/Ma"], "group": "Year 11"}
    answer = ask("tracking-group.options", subject="Maths", **chosen)
    assert (answer["tracking-subject"]["value"], answer["tracking-group"]["value"]) == ("Maths", "Year 7")
    everybody = ask("tracking-group.options", triggered="filter-classes.value")
    assert "tracking-group" not in everybody or "value" not in everybody["tracking-group"]


def test_a_class_is_not_told_to_import_results_of_other_year_groups(ask):
    assert "no results in these dates" not in notes(where(ask, classes=["7b/Ma"]), "tracking-where")


@pytest.mark.parametrize("year", ["7", "11"])
def test_an_address_with_one_year_group_opens_on_its_cell_and_projection(page_school, tracking_apps, year):
    app = tracking_apps["leader"]
    app.server.config["STORE"] = page_school
    with app.server.test_request_context():
        from dashboard.tracking import projection, where

        cards = [card for part in (where, projection) for card in part.cards("leader", {"year_groups": year})]
    menus = {
        getattr(part, "id", ""): getattr(part, "value", "") for card in cards for part in card._traverse()
    }
    assert (menus["tracking-group"], menus["tracking-ending-year"]) == (f"Year {year}", year)


def test_a_forged_click_is_refused(ask):
    for forged in ({"points": []}, {"points": [{"customdata": ["Maths", "Year 99", ""]}]}):
        asked = {"tracking-where-graph": forged}
        assert ask("tracking-group.options", triggered="tracking-where-graph.clickData", **asked) == 400


def test_the_classes_of_the_cell_are_offered_and_a_dot_chooses_one(ask):
    click = {"points": [{"customdata": ["7b/Ma"]}]}
    answer = ask(
        "tracking-class.options",
        triggered="tracking-classes-graph.clickData",
        **CELL,
        **{"tracking-classes-graph": click},
    )
    assert [each["value"] for each in answer["tracking-class"]["options"]] == ["", "7a/Ma", "7b/Ma"]
    assert answer["tracking-class"]["value"] == "7b/Ma"


def test_names_come_only_when_they_are_asked_for(ask):
    assert ask(PUPILS, **CELL) == 204
    answer = ask(PUPILS, **CELL, **{"tracking-pupils-show": 1})
    assert told(answer, "tracking-pupils") == (
        "Year 7 Maths: 24 pupils, 12 at or above target, 12 below. Furthest below target first."
    )
    assert "Zebedee12" in json.dumps(answer)
    assert "24" not in told(ask(PUPILS, **CELL, **{"class": "7b/Ma"}), "tracking-pupils")


def test_only_a_leader_gets_names(ask):
    answer = ask(PUPILS, "projected", **CELL, **{"tracking-pupils-show": 1})
    assert told(answer, "tracking-pupils") == NAMES_FOR_LEADERS
    assert "Zebedee" not in json.dumps(answer)


@pytest.mark.parametrize("card", ["tracking-where", "tracking-classes"])
def test_a_governor_gets_nothing_of_it_and_a_projector_does(ask, card):
    assert ask(f"{card}-graph", "governor", **CELL) == 403
    projected = ask(f"{card}-graph", "projected", **CELL)
    assert told(projected, card) != FOR_LEADERS
    assert "Zebedee" not in json.dumps(projected)


@pytest.mark.parametrize("viewer", ["governor", "projected"])
def test_the_layout_sends_nothing_that_the_viewer_may_not_see(tracking_apps, page_school, viewer):
    app = tracking_apps[viewer]
    app.server.config["STORE"] = page_school
    with app.server.test_request_context():
        from dashboard.tracking import where

        laid_out = json.dumps([card.to_plotly_json() for card in where.cards(viewer, {})], default=str)
    assert "tracking-pupils-show" not in laid_out
    assert (FOR_LEADERS in laid_out) == (viewer == "governor")


@pytest.mark.parametrize(
    "forged",
    [{"columns": "upn"}, {"subject": "'; drop table pupil --"}, {"group": "Year 99"}, {"schools": ["x"]}],
)
def test_what_the_page_never_offers_is_refused(ask, forged):
    assert ask("tracking-classes-graph", **{**CELL, **forged}) == 400


def test_a_school_without_targets_hears_which_rows_bring_them(school, ask_of):
    school.given(
        pupils="pupil | year_group\n1 | 7",
        results="pupil | subject | assessment | assessed_on | kind | scale | value\n"
        "1 | Art | December | 2025-12-10 | result | GCSE 9-1 | 5",
    )
    answer = where(ask_of(school, "no targets"))
    assert "import results with rows of kind target" in told(answer, "tracking-where")
    classes = ask_of(school, "no targets")(
        "tracking-classes-graph", **{"tracking-subject": "Art", "group": "Year 7"}
    )
    assert "import classes and class_members" in told(classes, "tracking-classes")


def test_dates_without_results_are_said_to_have_none(ask):
    answer = where(ask, from_date="2025-09-01", to_date="2025-09-30")
    assert told(answer, "tracking-where").startswith("No results in these dates")


def test_a_governor_reads_one_sentence_and_others_reach_each_part_by_a_link(page_school, tracking_apps):
    for viewer, links in (("leader", 6), ("projected", 6), ("governor", 0)):
        server = tracking_apps[viewer].server
        server.config["STORE"] = page_school
        with server.test_request_context("/tracking"):
            laid_out = page.layout().to_plotly_json()
        text = json.dumps(laid_out, cls=PlotlyJSONEncoder)
        targets = re.findall(r'"href": "#([a-z-]+)"', text)
        assert len(targets) == links and all(f'"id": "{target}"' in text for target in targets)
        assert text.count(FOR_LEADERS) == (viewer == "governor")
