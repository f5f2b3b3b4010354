"""What each card answers, for each kind of viewer, reached as a browser reaches it."""

import json

import pytest

from dashboard.equity import answers
from dashboard.equity.answers import NOT_LEVEL
from dashboard.equity.listing import FOR_LEADERS
from dashboard.equity.page import CARDS

from .conftest import asker

RESULT_HEADINGS = "pupil | subject | assessment | assessed_on | kind | scale | value"
EVERY_CARD = [*CARDS, "equity-pupils"]


def told(answer, card):
    return answer[f"{card}-sentence"]["children"]


def notes(answer, card):
    return answer[f"{card}-notes"]["children"]


def points(answer, card):
    return answer[f"{card}-graph"]["figure"]["data"]


def test_the_first_card_says_the_gap_as_a_sentence_with_its_interval_and_its_pupils(ask):
    answer = ask("equity-groups-graph")
    assert told(answer, "equity-groups") == (
        "Pupil premium pupils miss a tenth of school more often than others: 50 in 100 against 11 in 100. "
        "A gap of 39 in 100 (between 16 and 59), about 9 pupils."
    )
    assert "Pupil premium 24, Not pupil premium 36" in notes(answer, "equity-groups")


def test_the_group_asked_for_is_the_one_told_about(ask):
    answer = ask("equity-groups-graph", group="Not pupil premium", reference="Pupil premium")
    assert told(answer, "equity-groups").startswith(
        "Pupils without pupil premium miss a tenth of school less"
    )


def test_a_group_of_one_is_drawn_pale_and_nothing_is_concluded(ask):
    answer = ask("equity-groups-graph", characteristic="SEN")
    assert "Too few pupils to compare (1)" in told(answer, "equity-groups")
    assert "pale: fewer than 10 pupils" in notes(answer, "equity-groups")


def test_no_national_figure_is_said_so(ask):
    answer = ask("equity-groups-graph", from_date="2025-09-01", to_date="2025-12-19")
    assert "no national figure fits" in notes(answer, "equity-groups")


def test_a_national_figure_of_the_same_year_and_group_is_drawn(ask):
    year = {"from_date": "2025-09-01", "to_date": "2026-08-31"}
    answer = ask("equity-groups-graph", characteristic="Sex", measure="absence_rate", **year)
    assert answer["equity-groups-graph"]["figure"]["layout"]["height"] > 0
    assert "England 2025/26" in notes(answer, "equity-groups") or "no national" in notes(
        answer, "equity-groups"
    )


def test_the_gap_over_time_has_years_and_terms(ask):
    years = ask("equity-trend-graph", kind="year")
    terms = ask("equity-trend-graph", kind="term")
    assert "2025/26" in told(years, "equity-trend")
    assert "Autumn 2025" in told(terms, "equity-trend")


def test_a_kind_of_period_that_is_not_on_the_page_is_refused(ask):
    assert ask("equity-trend-graph", kind="week; drop table pupil") == 400


def test_every_characteristic_stands_in_one_picture(ask):
    answer = ask("equity-forest-graph")
    assert "pupil premium pupils (39 in 100)" in told(answer, "equity-forest")
    assert ["Pupil premium", "Pupil premium"] in [
        said[-2:] for said in points(answer, "equity-forest")[-1]["customdata"]
    ]


def test_the_gap_within_levels_says_whether_it_is_the_same(ask):
    answer = ask("equity-levels-graph", within="Sex")
    assert "does not clearly differ between the levels of sex" in told(answer, "equity-levels")


def test_a_gap_without_baselines_is_not_adjusted(ask):
    answer = ask("equity-baseline-graph")
    assert "Too few pupils with a starting point" in told(answer, "equity-baseline")


def test_groups_made_by_where_pupils_started_are_not_held_at_equal_starts(ask, monkeypatch):
    monkeypatch.setattr(answers, "PRIOR", "Sex")  # as nobody here has a starting point
    answer = ask("equity-baseline-graph", characteristic="Sex", measure="lateness")
    assert told(answer, "equity-baseline") == NOT_LEVEL


@pytest.mark.parametrize("card", [name for name in CARDS if name != "equity-groups"])
def test_a_figure_names_its_measure_as_it_may_leave_its_page(ask, card):
    assert "Persistent absence" in notes(ask(f"{card}-graph", within="Sex"), card)


def test_the_shuffle_says_how_often_chance_does_as_much(ask):
    answer = ask("equity-shuffle-graph")
    assert "fewer than 1 time in 100" in told(answer, "equity-shuffle")


def test_mixed_scales_are_an_invitation_to_choose(ask):
    answer = ask("equity-groups-graph", measure="average_points")
    assert "Choose one subject, fewer year groups or a shorter span of dates" in told(answer, "equity-groups")


def test_a_measure_without_data_says_which_file_brings_it(ask):
    answer = ask("equity-groups-graph", measure="support_hours")
    assert "import interventions" in told(answer, "equity-groups")


def test_pupils_come_only_when_asked_for_those_in_most_need_first(ask):
    assert ask("equity-pupils-list") == 204
    answer = ask("equity-pupils-list", **{"equity-pupils-show": 1})
    assert told(answer, "equity-pupils") == "Pupil premium: 12 pupils, those who miss most first."
    assert "Zebedee00, Y" in json.dumps(answer)


def test_a_group_chosen_for_the_list_is_the_one_listed(ask):
    answer = ask("equity-pupils-list", **{"equity-list-group": "Not pupil premium"})
    assert told(answer, "equity-pupils") == "Not pupil premium: 4 pupils, those who miss most first."


def test_only_a_leader_gets_names(ask):
    answer = ask("equity-pupils-list", "projected", **{"equity-pupils-show": 1})
    assert told(answer, "equity-pupils") == FOR_LEADERS
    assert "Zebedee" not in json.dumps(answer)


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("viewer", ["leader", "projected"])
def test_no_card_sends_a_pupil(ask, card, viewer):
    answer = ask(f"{card}-graph", viewer, within="Sex")
    assert "Zebedee" not in json.dumps(answer)
    assert told(answer, card)


@pytest.mark.parametrize("card", CARDS)
def test_a_governor_gets_nothing_of_it(ask, card):
    assert ask(f"{card}-graph", "governor") == 403


@pytest.mark.parametrize(
    "forged",
    [
        {"measure": "'; drop table pupil --"},
        {"characteristic": "upn"},
        {"group": "Y0"},
        {"reference": ["Pupil premium"]},
        {"within": {"a": 1}},
        {"schools": ["Another School"]},
        {"from_date": "yesterday"},
    ],
)
@pytest.mark.parametrize("card", EVERY_CARD)
def test_what_the_page_never_offers_is_refused(ask, card, forged):
    opened = {"equity-pupils-show": 1}
    assert (
        ask("equity-pupils-list" if card == "equity-pupils" else f"{card}-graph", **opened, **forged) == 400
    )


def test_a_click_no_figure_makes_is_refused(ask):
    click = {"points": [{"customdata": "x"}]}
    forged = {"equity-forest-graph": {"points": []}}
    assert ask("equity-group.options", triggered="equity-forest-graph.clickData", **forged) == 400
    forged = {"equity-forest-graph": click}
    assert ask("equity-group.options", triggered="equity-forest-graph.clickData", **forged) == 400


def test_a_click_on_a_gap_compares_by_it(ask):
    click = {"points": [{"customdata": ["Girls", "3 more", "1", "5", 20, "Sex", "Female"]}]}
    answer = ask(
        "equity-group.options", triggered="equity-forest-graph.clickData", **{"equity-forest-graph": click}
    )
    assert answer["equity-characteristic"]["value"] == "Sex"
    assert answer["equity-group"]["value"] == "Female"
    assert answer["equity-within"]["value"] != "Sex"


def test_a_gap_on_another_scale_is_no_earlier_gap(new_school, apps):
    school = new_school()
    values = {"F": ("1.5", "300"), "M": ("2.5", "340")}
    pupils, results = ["pupil | academic_year | year_group | sex"], [RESULT_HEADINGS]
    for place in range(24):
        sex = "FM"[place % 2]
        for year, scale, value in zip((2024, 2025), ("Logit", "State"), values[sex], strict=True):
            pupils.append(f"{place} | {year}/{year - 1999} | {year - 2015} | {sex}")
            points = f"{float(value) + place // 12:g}"
            results.append(f"{place} | Maths | {year} | {year + 1}-05-10 | result | {scale} | {points}")
    school.given(pupils="\n".join(pupils), results="\n".join(results))
    chosen = {"measure": "average_points", "characteristic": "Sex", "subject": "Maths"}
    chosen |= {"from_date": "2025-09-01", "to_date": "2026-08-31"}
    ask = asker(school, apps)
    assert "last year the results were on another scale." in told(
        ask("equity-groups-graph", **chosen), "equity-groups"
    )
    trend = ask("equity-trend-graph", **chosen)
    assert "There is no earlier one to compare with." in told(trend, "equity-trend")
    assert "on another scale than State, so not shown: 2024/25" in notes(trend, "equity-trend")
