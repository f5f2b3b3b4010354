"""What the page says of each pupil, reached as a browser reaches it. Every number is worked out by hand."""

import json

import pytest

from dashboard.pupil.page import layout
from dashboard.store.opening import Store

from .conftest import fire, found, lines, words


def said(page, card):
    return lines(found(page, card))


def test_strengths_stand_before_needs(ask):
    page = ask()
    ids = [part["props"].get("id") for part in page]
    assert ids[:3] == ["pupil-head", "pupil-strengths", "pupil-needs"]


def test_the_head_names_pupil_year_form_and_who_comes_next_in_the_form(ask):
    head = found(ask(), "pupil-head")
    assert lines(head)[:2] == ["Ada Okoro", "Year 9 · 9A · Number 17 · Riverside"]
    beside = words(head["props"]["children"][-2])
    assert beside == ["Previous: ", "Ben Bright", "Next: ", "Cai Young"]  # Bright, Okoro, Young


def test_with_a_class_chosen_the_next_pupil_is_of_that_class(ask):
    head = found(ask(classes=["9x/Ma1"]), "pupil-head")
    assert words(head["props"]["children"][-2]) == ["Next: ", "Dot Penn"]


def test_strengths_are_worked_out_from_targets_other_subjects_baselines_topics_and_sessions(ask):
    told = said(ask(), "pupil-strengths")
    assert "Above target in English (6, target 5)." in told
    assert "On target in French (4)." in told
    # Art 9 against Maths 6, English 6, French 4: (6 + 6 + 4) / 3 = 5.3; Reading is on another scale.
    assert "Art is well above the pupil's other subjects: 9 against an average of 5.3 in 3 others." in told
    assert "Up since the start in Maths (from 4 (Entry) to 6)." in told
    assert "Up since the result before in Maths (from 5 to 6)." in told
    assert "Maths: Number (4 of 5 marks)." in told
    # 1 of 20 sessions this year, 4 of 20 in the same days a year earlier.
    assert (
        "Attendance is up: missed 5 in 100 sessions, against 20 in 100 in the same days a year earlier."
        in told
    )


def test_needs_name_topics_then_subjects(ask):
    told = said(ask(), "pupil-needs")
    assert "Maths: Algebra (1 of 5 marks)." in told
    assert "Maths: Shape (3 of 6 marks)." in told
    assert told.index("Topics to come back to") < told.index("Subjects")
    assert "Below target in Maths (6, target 7)." in told
    assert not any("Charts" in line for line in told)  # two marks are too few to say anything


def test_what_cannot_be_told_is_said_with_the_import_that_brings_it(ask):
    told = said(ask(), "pupil-needs")
    assert "No result from 1 Sep 2025 to 10 Feb 2026 in Music, where there are earlier ones." in told
    assert any(line.startswith("No target on the scale of the results in Art and Reading") for line in told)
    assert any(
        "No baseline on the scale of the results in Art, English, French and Reading" in line for line in told
    )
    assert any("on 2 scales (GCSE 9-1 and KS2 scaled score)" in line for line in told)


def test_targets_have_their_history_and_when_they_were_discussed(ask):
    table = said(ask(), "pupil-targets")
    row = table.index("Maths")
    assert table[row + 1 : row + 4] == ["7", "6 (Spring 2026)", "1 grade below"]
    assert table[row + 5 : row + 7] == ["6, set 15 Sep 2025; 7 from 10 Jan 2026", "20 Jan 2026"]
    row = table.index("French")
    assert table[row + 3 : row + 5] == ["on target", "one result only"]
    assert table[row + 5] == "4, set 15 Sep 2025; kept 1 Dec 2025"
    assert table[row + 6] == "not since it was set"  # the talk of 10 September was before


def test_two_kinds_of_support_at_once_are_warned_of(ask):
    told = said(ask(), "pupil-time")
    assert any(
        line.startswith("2 kinds of support at the same time since 12 Jan 2026: Number club, Mentoring.")
        for line in told
    )
    club = "Number club: 1 Oct 2025 to 27 Feb 2026; 18 of 20 sessions attended"
    assert f"{club}, score 41 at entry, none at exit yet" in told
    assert "Mentoring: 12 Jan 2026 with no end date; sessions not recorded" in told
    assert "Contact with parent about target in Maths, 20 Jan 2026 (phone)" in told


def test_results_support_contacts_and_attendance_stand_on_one_time_line(ask):
    figure = found(ask(), "pupil-time-graph")["props"]["figure"]
    said_there = [text for trace in figure["data"] for text in trace["text"]]
    assert "Maths: 6 (Spring 2026), 10 Feb 2026" in said_there
    # Maths 6, English 6, Art 9 and French 4; Reading is on another scale.
    assert "Average 6.2 in 4 subjects, 10 Feb 2026" in said_there
    assert "Contact with parent about target in Maths, 20 Jan 2026 (phone)" in said_there
    assert "9 of 10 sessions attended" in said_there  # the week of 3 November 2025


def test_support_that_ended_before_the_dates_is_not_warned_of(ask):
    told = said(ask(from_date="2026-03-01"), "pupil-time")
    assert [line for line in told if "kinds of support" in line] == []


def test_attendance_has_its_sessions_the_year_groups_rate_and_the_way_to_a_tenth(ask):
    told = said(ask(), "pupil-attendance")
    # Year 9: 1 of 40 sessions of two pupils. 17: (20 - 10) / 9 rounded up is 2 more: 3 of 22 is over a tenth.
    assert told[1] == "Missed 1 of 20 sessions, 5 in 100. Year 9: 2.5 in 100 (2 pupils). Late once."
    assert told[2] == "2 sessions missed in a row from now would make a tenth: persistent absence."
    assert "Leave of absence to attend a medical or dental appointment: 1" in told


def test_home_lines_ask_about_the_topics_in_question(ask):
    told = said(ask(), "pupil-home")
    assert told[1:] == ["Ask me to show you one question on algebra (Maths), and how I worked it out."]


def test_the_update_for_parents_has_three_boxes_and_no_other_child(ask):
    told = said(ask(), "pupil-update")
    assert [line for line in told if line in ("Can do now", "Next step", "How to help")] == [
        "Can do now",
        "Next step",
        "How to help",
    ]
    assert "Maths: sure of number." in told
    assert "At or above the target in English and French." in told
    assert "Maths: get better at algebra." in told
    assert "Here for 19 of 20 half-days of school." in told
    text = " ".join(told)
    assert "average" not in text and "year group" not in text and "Bright" not in text
    assert "tests to 10 Feb 2026 and days at school to 15 Nov 2025" in text


def test_the_subject_filter_leaves_that_subject_alone(ask):
    page = ask(subject="Maths")
    assert not any("English" in line for line in lines(page))


def test_the_dates_decide_which_result_is_the_latest(ask):
    told = said(ask(to_date="2025-12-31"), "pupil-targets")
    row = told.index("Maths")
    assert told[row + 1 : row + 3] == ["6", "5 (Autumn 2025)"]


@pytest.mark.parametrize(
    ("pupil", "card", "sentence"),
    [
        ("19", "pupil-needs", "No results from 1 Sep 2025 to 10 Feb 2026: import results."),
        ("19", "pupil-needs", "No marks by question in these dates, so no topics: import questions."),
        ("19", "pupil-needs", "No sessions in these dates: import attendance."),
        ("19", "pupil-strengths", "Nothing stands out in the data of these dates."),
        ("19", "pupil-targets", "No targets up to this day: rows with kind target in the results file"),
        ("19", "pupil-home", "Import the questions file"),
        ("18", "pupil-needs", "“Maths” and “maths” look like one subject spelt in several ways"),
        ("18", "pupil-strengths", "Full attendance: here in all 20 sessions."),
        ("21", "pupil-head", "Left the school on 16 Jan 2026; the figures end there."),
        ("21", "pupil-needs", "There is a result of 10 Feb 2026, after the pupil left on 16 Jan 2026"),
        ("22", "pupil-head", "Last named in the pupils file of 2024/25"),
        ("17", "pupil-head", "Number 17 is also used at Hillside, for somebody else."),
    ],
)
def test_every_gap_in_the_data_is_a_sentence(ask, pupil, card, sentence):
    assert any(sentence in line for line in said(ask(pupil), card))


def test_a_number_that_two_schools_use_asks_which(ask):
    page = ask(school="")
    assert "2 schools have a pupil with number 17." in lines(page)
    assert [link for link in ("Hillside", "Riverside") if link in words(page)] == ["Hillside", "Riverside"]


def test_an_unknown_pupil_is_said_so(ask):
    assert any("No pupil with number 99 at Riverside is in the data" in line for line in lines(ask("99")))
    told = lines(ask("18", "Hillside"))
    assert any("The number is used at Riverside." in line for line in told)


def test_without_a_school_nobody_is_found_and_nothing_fails(apps, tmp_path):
    empty = Store(tmp_path)
    dates = {"from_date": "", "to_date": ""}
    page = fire(apps, empty, "leader", "pupil-body", {"pupil-asked": {"school": "", "pupil": "17"}}, dates)
    assert "No such pupil" in words(page)
    answer = fire(apps, empty, "leader", "pupil-found", {"pupil-search": "oko"}, dates)
    assert "Nobody" in words(answer)[0]


def test_the_search_finds_by_the_beginning_of_names_and_numbers(search):
    assert words(search("oko"))[0] == "Okoro, Ada"
    assert words(search("ada oko"))[0] == "Okoro, Ada"
    assert words(search("Okoro, Ada"))[0] == "Okoro, Ada"
    assert words(search("18"))[0] == "Bright, Ben"
    assert "Nobody among the pupils" in words(search("koro"))[0]
    assert "Type at least 2" in words(search("o"))[0]


def test_the_search_obeys_the_filters(search):
    assert "Nobody" in words(search("Stone", schools=["Riverside"]))[0]
    assert words(search("Stone", schools=["Hillside"]))[0] == "Stone, Gus"


@pytest.mark.parametrize("viewer", ["governor", "projected"])
def test_only_a_leader_gets_a_pupil(ask, search, viewer):
    assert ask(viewer=viewer) == 403
    assert search("Okoro", viewer=viewer) == 403


@pytest.mark.parametrize("viewer", ["leader", "governor", "projected"])
def test_the_layout_holds_no_name(apps, furnished, viewer):
    app = apps[viewer]
    app.server.config["STORE"] = furnished
    with app.server.test_request_context():
        text = json.dumps(
            layout(school="Riverside", pupil="17").to_plotly_json(), default=lambda one: one.to_plotly_json()
        )
    assert "Okoro" not in text
    assert ("is for school leaders" in text) == (viewer != "leader")
    assert ('"pupil": "17"' in text) == (viewer == "leader")


@pytest.mark.parametrize(
    "asked", [{"school": 1, "pupil": "17"}, ["17"], {"school": "Riverside", "pupil": {}}]
)
def test_what_no_page_sends_is_refused(apps, furnished, asked):
    assert fire(apps, furnished, "leader", "pupil-body", {"pupil-asked": asked}, {}) == 400


def test_every_name_can_be_hidden(ask):
    text = json.dumps(ask())
    # Names stand only in the attribute that the key hides.
    assert text.count("Okoro") == text.count('"data-shown": "Ada Okoro"')
    assert text.count("Bright") == text.count('"data-shown": "Ben Bright"')
