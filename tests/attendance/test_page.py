"""What each card answers, for each kind of viewer, reached as a browser reaches it."""

import json
import re

import pandas as pd
import pytest

from dashboard.attendance.lists import NAMES_FOR_LEADERS
from dashboard.attendance.page import CARDS, layout
from dashboard.attendance.view import NOTHING, ONLY_TOTALS

from .conftest import made, marks

LISTS = ("attendance-ring", "attendance-back")
A_ZERO = r"(?<![\d.])0(\.0)?%"
FINE = ("weeks", "days", "weekdays", "patterns", "reasons", "late", "attained")


def output(card):
    return f"{card}-graph" if card in CARDS else f"{card}-list"


def told(answer, card):
    return answer[f"{card}-sentence"]["children"]


def card_of(ask, name, *args, **more):
    card = f"attendance-{name}"
    return ask(output(card), *args, **more), card


def sentence(ask, name, *args, **more):
    return told(*card_of(ask, name, *args, **more))


def listed(answer, card):
    return {
        row[0][0]: row for row in json.loads(answer[f"{card}-list"]["children"]["props"]["data-list"])["rows"]
    }


def test_the_pupils_to_ring_are_those_worked_out_by_hand(ask):
    answer, card = card_of(ask, "ring")
    assert told(answer, card) == (
        "5 pupils to ring: 1 now misses half of school, 1 now misses a tenth, 2 have absences without a "
        "reason, 1 is close to a tenth. Each is counted once, by the gravest reason."
    )
    text = json.dumps(answer)
    assert all(f"S-{name}" in text for name in ("severe", "crossed", "unexplained", "fridays", "soon"))
    assert "S-back" not in text and "S-p1" not in text
    assert "4 sessions from persistent" in text


def test_who_was_rung_about_attendance_is_said_and_another_contact_does_not_count(ask):
    rows = listed(*card_of(ask, "ring"))
    rung = {name: json.dumps(row) for name, row in rows.items()}
    assert "14 Nov 2025" in next(row for name, row in rung.items() if "crossed" in name)
    assert "none yet" in next(row for name, row in rung.items() if "soon" in name)


def test_who_has_come_back_is_listed_for_thanks(ask):
    answer, card = card_of(ask, "back")
    assert told(answer, card).startswith("1 pupil missed a tenth or more of school before")
    assert "S-back" in json.dumps(answer)


@pytest.mark.parametrize("card", LISTS)
def test_only_a_leader_gets_names(ask, card):
    answer = ask(output(card), "projected")
    assert "S-" not in json.dumps(answer) and answer[f"{card}-list"]["children"] is None


def test_the_projector_gets_counts(ask):
    answer, card = card_of(ask, "ring", "projected")
    assert told(answer, card).startswith("5 pupils to ring")
    assert answer[f"{card}-notes"]["children"] == NAMES_FOR_LEADERS


@pytest.mark.parametrize("card", [*CARDS, *LISTS])
def test_governors_get_nothing_of_it(ask, card):
    assert ask(output(card), "governor") == 403


@pytest.mark.parametrize("card", CARDS)
def test_a_school_with_totals_alone_says_what_cannot_be_shown_and_which_file_brings_it(
    ask, card, totals_only
):
    answer = ask(output(card), of=totals_only)
    if card.removeprefix("attendance-") in ("years", "persistent", "gaps", "attained"):
        assert ONLY_TOTALS not in told(answer, card)
    else:
        assert told(answer, card) == ONLY_TOTALS


def test_totals_alone_list_nobody_to_ring(ask, totals_only):
    assert sentence(ask, "ring", of=totals_only) == ONLY_TOTALS


@pytest.mark.parametrize("card", [*CARDS, *LISTS])
def test_no_attendance_is_said_and_never_a_zero(ask, card):
    answer = ask(output(card), of=made())
    words = told(answer, card)
    assert "mport" in words or words == "No two groups with enough pupils and sessions to compare."
    assert not re.search(A_ZERO, json.dumps(answer))


@pytest.mark.parametrize("card", [*CARDS, *LISTS])
def test_days_without_marks_say_so(ask, card):
    answer = ask(output(card), from_date="2025-12-22", to_date="2025-12-23")
    if card != "attendance-persistent":  # which shows every year
        assert not re.search(A_ZERO, json.dumps(answer))
    if card in ("attendance-weeks", "attendance-ring"):
        assert told(answer, card) == NOTHING


def test_the_weeks_say_the_whole_the_year_before_and_the_latest(ask):
    words = sentence(ask, "weeks")
    assert words.startswith("From 1 Sep 2025 to 21 Nov 2025, 8.3% of sessions were missed")
    assert "in the same days last year" in words and "In the latest week, which began on 17 Nov 2025" in words


def test_no_marks_of_last_year_are_said(ask):
    answer, card = card_of(ask, "weeks", from_date="2024-09-01", to_date="2025-08-31")
    assert "no marks of the same weeks last year" in answer[f"{card}-notes"]["children"]


def test_the_change_of_codes_is_marked(ask):
    answer, card = card_of(ask, "weeks", from_date="2024-08-01", to_date="2025-07-31")
    assert "New attendance codes" not in answer[f"{card}-notes"]["children"]  # no week on either side of it
    answer, card = card_of(ask, "reasons", from_date="2024-08-01", to_date="2025-07-31")
    assert "J1" in answer[f"{card}-notes"]["children"]


def test_reasons_are_shares_of_all_absence(ask):
    words = sentence(ask, "reasons")
    # 96 ill (11 + 8 + 56 + 21), 11 O, 2 N, 1 U: 110 sessions
    assert words == (
        "Of 100 sessions missed: illness (I) 87, other or unknown circumstances (O) 10 and "
        "reason not yet known (N) 2. Unauthorised: 13 of 100."
    )


def test_lateness_is_told_apart_by_its_two_codes(ask):
    words = sentence(ask, "late")
    assert words.startswith("In 0.2% of sessions pupils came late, before the register closed")  # 2 of 1,320
    assert "In 0.1% of sessions they came after it had closed" in words  # 1 of 1,320
    assert "Half of these late arrivals were by 1 pupil, of 2 who were ever late." in words


def test_attainment_without_results_says_which_file_brings_them(ask):
    assert "import results" in sentence(ask, "attained")


def test_a_measure_that_is_not_on_the_page_is_refused(ask):
    assert ask("attendance-attained-graph", measure="in_support") == 400


def test_a_filter_nobody_offers_is_refused(ask):
    assert ask("attendance-weeks-graph", year_groups=["99"]) == 400


def test_the_gaps_lead_to_the_equity_page(ask):
    answer, _card = card_of(ask, "gaps")
    assert "attendance-gaps-links" in answer


def laid_out(apps, school, viewer):
    """Return which cards stand in sight and which out of it."""
    app = apps[viewer]
    app.server.config["STORE"] = school
    with app.server.app_context():
        page = layout().children[1]
    hidden = [each for each in page.children if getattr(each, "hidden", None)]
    seen = [each.id for each in page.children if getattr(each, "id", None)]
    return seen, [each.id for part in hidden for each in part.children if getattr(each, "id", None)]


def test_the_lists_come_before_the_figures(apps, school):
    seen, hidden = laid_out(apps, school, "leader")
    assert seen[:3] == ["attendance-unmarked", *LISTS] and set(CARDS) < set(seen) and not hidden


def test_weeks_stand_alone_where_results_reach_back_further_than_marks(ask):
    only_this_year = marks()
    only_this_year = only_this_year[only_this_year["date"] >= "2025-09-01"]
    columns = ["pupil", "subject", "assessment", "assessed_on", "kind", "scale", "value"]
    older = pd.DataFrame([("p1", "Maths", "Test", "2024-10-01", "result", "Points", "4")], columns=columns)
    school = made(attendance=only_this_year, results=older)
    answer, card = card_of(ask, "weeks", of=school)
    assert told(answer, card).startswith("From 1 Sep 2025 to 21 Nov 2025")
    assert "import last year's attendance" in answer[f"{card}-notes"]["children"]


def test_the_overview_says_what_the_two_lists_say(ask):
    ring, back = (json.dumps(ask(f"overview-{part}")[f"overview-{part}"]) for part in ("ring", "back"))
    first = sentence(ask, "ring", show="first")
    assert json.dumps(first)[1:-1] in ring and "/attendance#attendance-ring" in ring
    assert sentence(ask, "back") in back and "/attendance#attendance-back" in back
