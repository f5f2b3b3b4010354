"""The extended day by hand: hours, money, who has a place; and no claim that research does not make."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dashboard.reference import reference
from dashboard.scenarios.evidence import read_evidence
from dashboard.scenarios.extended_day import PAID_HOURS, Day, chances, cost_of_hour, in_need, needs, standing
from dashboard.scenarios.extended_day_outcome import extended_day
from dashboard.scenarios.outcome import ROWS, Impossible

EVIDENCE = read_evidence(reference("evidence"))
DAY = Day("after school", 60, 3, 2, 38, 10, cost_hour=15.0, cost_place=1.0)


def pupils(number=100):
    """Return Year 7 to 11 pupils: every fifth disadvantaged, the first ten often absent, results in order."""
    place = np.arange(number)
    return pd.DataFrame(
        {
            "pupil": [f"P{pupil}" for pupil in place],
            "year_group": [str(7 + pupil % 5) for pupil in place],
            "pupil_premium": place % 5 == 0,
            "absence": np.where(place < 10, 0.2, 0.02),
            "points": place.astype(float),
            "sen": np.where(place % 10 == 0, "K", "N"),
        }
    )


def test_hours_and_money_by_hand():
    found = needs(DAY)
    assert found.adults == 6
    assert found.staff_hours_a_week == 36
    assert found.staff_hours == 1368
    assert found.cost == 1368 * 15 + 60 * 3 * 38
    assert found.cost_a_session == pytest.approx(found.cost / (60 * 3 * 38))
    assert needs(replace(DAY, places=61)).adults == 7


def test_an_hour_costs_what_a_full_time_year_does():
    staff = pd.DataFrame(
        {"role": ["assistant", "assistant", "teacher"], "fte": [1, 0.5, 1], "cost": [24_000, 12_000, 50_000]}
    )
    assert cost_of_hour(staff) == pytest.approx(24_000 / PAID_HOURS)
    assert cost_of_hour(staff, "other") is None


def test_open_to_everyone_is_an_even_share():
    assert chances(pupils(), DAY) == pytest.approx(np.full(100, 0.6))


def test_those_who_come_today_keep_coming_and_the_rest_share():
    share = chances(pupils(), DAY, pd.DataFrame({"pupil": [f"P{place}" for place in range(40)]}))
    assert (share[:40] == 1).all()
    assert share[40:] == pytest.approx(20 / 60)


@pytest.mark.parametrize(
    ("offered", "first"),
    [
        ("disadvantaged first", np.arange(100) % 5 == 0),
        ("most absent first", np.arange(100) < 10),
        ("lowest results first", np.arange(100) < 60),
    ],
)
def test_the_first_in_order_have_a_place_each(offered, first):
    share = chances(pupils(), replace(DAY, offered=offered))
    assert (share[first] == 1).all()
    assert share.sum() == pytest.approx(60)


def test_fewer_places_than_disadvantaged_pupils_are_shared_among_them():
    share = chances(pupils(), replace(DAY, places=5, offered="disadvantaged first"))
    assert share[::5] == pytest.approx(np.full(20, 0.25))
    assert share.sum() == pytest.approx(5)


def test_unknown_results_come_last_and_unknown_pupil_premium_is_none():
    frame = pupils().astype({"pupil_premium": "boolean"})
    frame.loc[0, "points"] = np.nan
    frame.loc[5, "pupil_premium"] = pd.NA
    assert chances(frame, replace(DAY, offered="lowest results first"))[0] == 0
    assert in_need(frame)["disadvantaged"].sum() == 19


def test_the_page_has_every_row_and_a_sentence():
    attending = pd.DataFrame({"pupil": ["P1", "P2", "P5"]})
    found = extended_day(pupils(), replace(DAY, offered="disadvantaged first"), EVIDENCE, attending)
    assert list(dict.fromkeys(line.row for line in found.lines)) == list(ROWS)
    assert found.sentence == (
        "60 places after school, 3 sessions a week for 38 weeks, take 6 adults and 1,368 staff hours a year "
        "(£27,000); about 20 of 20 disadvantaged pupils would have one."
    )
    need = found.tables["need"].set_index("need")
    assert need.loc["disadvantaged pupils", ["pupils", "places", "without", "today"]].tolist() == [
        20,
        20,
        0,
        1,
    ]
    reach = found.tables["reach"].set_index(["characteristic", "group"])
    assert reach.loc[("all", "All pupils"), "places"] == pytest.approx(60)
    assert reach.loc[("pupil_premium", "Pupil premium"), "places"] == pytest.approx(20)


def test_nothing_is_claimed_for_results_but_breakfast_in_primary_schools():
    def said(frame, kind):
        lines = extended_day(frame, replace(DAY, kind=kind), EVIDENCE).lines
        return next(line.words for line in lines if line.row == "outcome range")

    primary = pupils().assign(year_group="2")
    assert said(pupils(), "breakfast club").startswith("No usable estimate.")
    assert said(primary, "after school").startswith("No usable estimate.")
    assert "between 0 and 2" in said(primary, "breakfast club")


def test_without_a_cost_the_cell_names_the_export_that_brings_it():
    found = extended_day(pupils(), replace(DAY, cost_hour=None), EVIDENCE)
    assert "from your staff export" in found.lines[0].words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"places": 0}, "at least 1 place"),
        ({"places": 101}, "more than the 100 pupils"),
        ({"pupils_an_adult": 0}, "at least 1 pupil"),
        ({"sessions": 9}, "a week has 7 days"),
        ({"weeks": 60}, "53 weeks"),
        ({"hours": 0}, "more than 0"),
        ({"cost_hour": -1}, "below £0"),
    ],
)
def test_what_cannot_be_is_a_sentence(change, words):
    with pytest.raises(Impossible, match=words):
        chances(pupils(), replace(DAY, **change))


def test_pupils_without_what_is_needed_are_a_sentence():
    with pytest.raises(Impossible, match="points"):
        chances(pupils().drop(columns="points"), DAY)


def test_today_s_breakfast_club_costs_what_the_imports_say():
    clubs = pd.DataFrame(
        {
            "kind": ["breakfast", "club", "trip"],
            "weekday": [None, "Mon", "Sat"],
            "places": [60, 20, 30],
            "staff_hours": [10.0, 1.0, 12.0],
            "cost": [21_000.0, 760.0, 9_000.0],
        }
    )
    now = standing(clubs, "breakfast club", 15.0)
    assert (now.cost, now.staff_hours) == (21_000, 10)
    assert now.cost_place == pytest.approx((21_000 - 10 * 38 * 15) / (60 * 5 * 38))
    day = Day("breakfast club", 60, 5, 1, 38, 30, cost_hour=15.0, cost_place=now.cost_place)
    assert needs(day).cost == pytest.approx(21_000)
    words = next(
        line for line in extended_day(pupils(), day, EVIDENCE, today=now).lines if line.what == "Cost"
    )
    assert (words.today, words.words) == (21_000, "£21,000 a year, £5,700 of it for staff.")


def test_after_school_a_place_costs_what_today_s_clubs_do_beside_them():
    clubs = pd.DataFrame(
        {"kind": ["club"], "weekday": ["Mon"], "places": [20], "staff_hours": [1.0], "cost": [1_330.0]}
    )
    now = standing(clubs, "after school", 15.0)
    assert now.cost is None
    assert now.cost_place == pytest.approx(1.0)
    assert standing(clubs, "after school", None).cost_place is None
    assert standing(clubs, "breakfast club", 15.0).cost_place is None
