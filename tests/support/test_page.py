"""What each card answers, for each kind of viewer, reached as a browser reaches it."""

import json

import pandas as pd
import pytest

from dashboard.support.listing import LISTS
from dashboard.support.page import CARDS
from dashboard.support.wording import NAMES_FOR_LEADERS

from .conftest import NUMBER, made_results


def opened(name):
    """Return what opens a list: the choice of what it shows, or a press of its button."""
    return "first" if name == "unmet" else 1


def told(answer, card):
    return answer[f"{card}-sentence"]["children"]


def notes(answer, card):
    return answer[f"{card}-notes"]["children"]


def rows(answer, part):
    return json.loads(answer[part]["children"]["props"]["data-table"])["rows"]


def test_the_register_says_what_runs_and_how_much_of_it_was_had(ask):
    answer = ask("support-runs-table")
    # 20 pupils in reading and 15 in number, 3 of them in both; 205 of 290 sessions.
    assert told(answer, "support-runs").startswith(
        "2 interventions for 32 pupils. They came to 71 in 100 of the sessions they were offered."
    )
    number, reading = rows(answer, "support-runs-table")
    assert [cell[0] for cell in reading] == [
        *("Reading", "6 Oct 2025 to 12 Dec 2025", "English", "\u2013", "20", "10", "80"),
        *(
            "£50",
            "£12.50",
            "Phonics",
            "+5 months, 4 of 5 padlocks, very low cost",
        ),
    ]
    assert number[1][0] == "since 3 Nov 2025"
    assert number[-2][0] == "no EEF strand named"
    assert "1 with no EEF strand named" in notes(answer, "support-runs")


def test_a_subject_leaves_the_interventions_for_it(ask):
    assert told(ask("support-runs-table", subject="Maths"), "support-runs").startswith(
        "1 intervention for 15 pupils."
    )


def test_days_without_support_say_which_files_bring_it(ask):
    answer = ask("support-runs-table", from_date="2024-09-01", to_date="2025-08-31")
    assert "Import interventions" in told(answer, "support-runs")


def test_who_it_is_for_counts_pupils_of_the_same_year_group(ask):
    answer = ask("support-who-graph")
    # p00, p10, p20 and p30 are 4 of the 16 with pupil premium; 16 of the 64 without are in it too.
    assert told(answer, "support-who") == (
        "Pupil premium pupils: 25 in 100 (4 of 16) are in it; pupils without pupil premium: 25 in 100 "
        "(16 of 64). "
        "The difference cannot be told from chance."
    )
    assert "20 in it, of 80 pupils of the same year group" in notes(answer, "support-who")


def test_support_that_helped_is_said_to_have_likely_helped(ask):
    answer = ask("support-helped-graph")
    assert told(answer, "support-helped").startswith("Likely helped. Pupils with this support gained 3.8")
    assert "A point gained cost about £1" in told(answer, "support-helped")  # £50 a pupil, about 3 points
    assert "On its own test 19 pupils gained 10.0 points" in told(answer, "support-helped")
    assert "Test: from Summer 25 to Spring 26" in notes(answer, "support-helped")
    assert "1 without an exit score" in notes(answer, "support-helped")


def test_support_without_an_effect_is_not_said_to_have_helped(ask):
    answer = ask("support-helped-graph", intervention="Number")
    assert not told(answer, "support-helped").startswith("Likely helped")
    assert "so far: no last day is given" in notes(answer, "support-helped")
    assert "no cost is given" in told(answer, "support-helped")


def test_the_board_names_every_intervention_with_a_comparison(ask):
    answer = ask("support-board-graph")
    assert told(answer, "support-board") == (
        "Likely helped: Reading. At Riverside School: 1 likely helped, 1 likely did not."
    )
    assert {row[0][0] for row in rows(answer, "support-board-table")} == {"Reading", "Number"}


def test_how_alike_the_two_sides_are_is_shown(ask):
    found = [row[0][0] for row in rows(ask("support-balance-graph"), "support-balance-table")]
    assert {"Result before", "Earlier results", "Other subjects before", "Pupil premium"} <= set(found)


def test_need_and_help_are_counted_as_in_plain_pandas(ask):
    answer = ask("support-needs-graph", to_date="2026-03-02")
    lines = [line.split(" | ") for line in made_results().splitlines()]
    results = pd.DataFrame(lines[1:], columns=lines[0]).query("assessment == 'Spring 26'")
    below = results[results["value"].astype(float) < 50].groupby("pupil").size()
    in_need = set(below.index[below >= 2])
    # Number has no last day, so its pupils still have support on 2 March; reading ended in December.
    helped = in_need & {f"p{place:02}" for place in NUMBER}
    assert helped == {"p00", "p02", "p04"}
    assert told(answer, "support-needs").startswith(
        f"Of 80 pupils, {len(in_need)} are below target in half of their subjects or more (and in at least "
        "2): "
        f"3 have support now, {len(in_need) - 3} have nothing in place."
    )


def test_a_need_without_data_says_which_file_brings_it(ask):
    answer = ask("support-needs-graph", need="absence")
    assert told(answer, "support-needs") == (
        "Nobody's need can be judged in these days. Import attendance (a mark a session)."
    )


def test_the_clock_says_so_where_nothing_came_after(ask):
    assert "there are no later results" in told(ask("support-time-graph", clock="recovery"), "support-time")


def test_support_at_once_and_its_time_by_subject(ask):
    answer = ask("support-load-graph", to_date="2025-12-01")
    assert told(answer, "support-load").startswith(
        "On 1 Dec 2025, 32 pupils have support: 3 of them two at once or more, nobody three or more. "
        # 20 pupils, 10 sessions of half an hour
        "Most time goes to English: 100 hours offered, counted for each pupil."
    )
    assert "is in no file" in told(answer, "support-load")


@pytest.mark.parametrize("name", LISTS)
def test_a_leader_gets_the_names(ask, name):
    answer = ask(f"support-{name}-list", to_date="2025-12-01", **{f"support-{name}-show": opened(name)})
    shown = answer[f"support-{name}-list"]["children"]
    assert shown is not None
    if name == "members":
        assert len(json.loads(shown["props"]["data-list"])["rows"]) == 20
        assert "Zebedee08" in str(shown)


@pytest.mark.parametrize("name", LISTS)
def test_nobody_else_does(ask, name):
    answer = ask(f"support-{name}-list", "projected", **{f"support-{name}-show": opened(name)})
    assert answer[f"support-{name}-sentence"]["children"] == NAMES_FOR_LEADERS
    assert answer[f"support-{name}-list"]["children"] is None


@pytest.mark.parametrize("card", CARDS)
def test_governors_get_nothing_of_it(ask, card):
    assert ask(f"{card}-graph", "governor") == 403


@pytest.mark.parametrize("card", CARDS)
def test_a_projector_gets_every_figure_without_a_name(ask, card):
    answer = ask(f"{card}-graph", "projected")
    assert told(answer, card)
    assert "Zebedee" not in json.dumps(answer)


@pytest.mark.parametrize(
    "wrong", [{"need": "x"}, {"measure": "absence_rate"}, {"characteristic": "'; drop table pupil --"}]
)
def test_what_the_page_does_not_offer_is_refused(ask, wrong):
    assert ask("support-needs-graph", **wrong) == 400


def test_without_interventions_the_page_says_what_brings_them(new_school, apps):
    from dashboard.support import page

    school = new_school()
    school.given(pupils="pupil | year_group\na | 7")
    school.connection()
    app = apps["leader"]
    app.server.config["STORE"] = school
    with app.server.test_request_context():
        assert "Import interventions" in str(page.layout())


@pytest.mark.parametrize("viewer", ["leader", "projected"])
def test_the_page_opens_for_everyone_whom_it_is_for(helped, apps, viewer):
    from dashboard.support import page

    app = apps[viewer]
    app.server.config["STORE"] = helped
    with app.server.test_request_context():
        shown = str(page.layout(intervention="Number", need="absence"))
    assert "support-helped" in shown
    assert ("support-unmet-show" in shown) == (viewer == "leader")


def test_the_first_view_of_unmet_needs_is_short_and_all_are_one_choice_away(ask):
    answers = {
        show: ask("support-unmet-list", to_date="2026-03-02", **{"support-unmet-show": show})
        for show in ("first", "all")
    }
    counts = {
        show: len(json.loads(answer["support-unmet-list"]["children"]["props"]["data-list"])["rows"])
        for show, answer in answers.items()
    }
    assert counts["first"] == min(30, counts["all"]) and counts["all"] == 28
    assert told(answers["all"], "support-unmet").startswith("Of 80 pupils, 31 are below target")
    assert ask("support-unmet-list", **{"support-unmet-show": "none"}) == 400


def test_too_few_waits_are_told_in_counts_without_a_figure(ask):
    answer = ask("support-time-graph")
    # By hand: 31 below target in both subjects, flagged on the day of the spring results, 2 March 2026.
    assert told(answer, "support-time").startswith("31 pupils were seen to need help by 2 Mar 2026: 3 had")
    assert told(answer, "support-time").endswith("Too few waits have ended to draw how long they are.")
    assert answer["support-time-graph"]["figure"]["data"] == []
