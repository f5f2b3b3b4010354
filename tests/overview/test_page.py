"""What the overview's cards answer, for each kind of viewer, reached as a browser reaches it."""

import pytest

from .conftest import RESULTS


def text(part):
    """Return the words of a component as the server sends it."""
    if isinstance(part, list):
        return " ".join(filter(None, map(text, part)))
    if isinstance(part, dict):
        return text(part.get("props", {}).get("children"))
    return "" if part is None else str(part)


def words(answer, thing):
    return text(answer[f"overview-{thing}"]["children"])


def links(answer, thing):
    found = []

    def walk(part):
        if isinstance(part, list):
            [walk(one) for one in part]
        elif isinstance(part, dict):
            found.extend([part["props"]["href"]] if "href" in part.get("props", {}) else [])
            walk(part.get("props", {}).get("children"))

    walk(answer[f"overview-{thing}"]["children"])
    return found


def test_the_headline_is_said_in_words_beside_last_year(ask, two_years):
    answer = ask(two_years, "overview-attendance-graph")
    assert words(answer, "attendance-sentence") == "8 in 100 sessions missed"
    changes = ask(two_years, "overview-attendance-since")
    assert words(changes, "attendance-since") == "7.7%; this time last year 11%: a clear fall."


def test_the_widest_gap_leads_to_the_equity_page_with_the_same_choice(ask, two_years):
    answer = ask(two_years, "overview-attendance-graph", year_groups=["8"])
    assert "Pupil premium pupils miss more of school than" in words(answer, "attendance-gap")
    [link, *_] = links(answer, "attendance-gap")
    assert link.startswith("/equity?year_groups=8&measure=absence_rate&characteristic=Pupil+premium")
    assert link.endswith("&group=Pupil+premium")


def test_a_gap_that_narrowed_is_what_goes_well(ask, two_years):
    answer = ask(two_years, "overview-attendance-since")
    assert "the gap for pupil premium pupils has narrowed: 5 in 100 sessions" in words(
        answer, "attendance-well"
    )
    assert "this time last year 15 in 100 sessions" in words(answer, "attendance-well")
    assert words(answer, "attendance-changed") == ""


def test_a_gap_that_widened_is_said_below(ask, two_years):
    card = ask(two_years, "overview-attainment-graph")
    assert words(card, "attainment-sentence") == "53 in 100 pupils at the expected standard"
    answer = ask(two_years, "overview-attainment-since")
    assert "the gap for pupil premium pupils has widened" in words(answer, "attainment-changed")
    assert words(answer, "attainment-well") == ""


def test_the_list_of_pupils_is_one_click_away_for_leaders_alone(ask, two_years):
    assert links(ask(two_years, "overview-attendance-graph"), "attendance-lists")[0].endswith(
        "#equity-pupils"
    )
    assert links(ask(two_years, "overview-attendance-graph", viewer="projected"), "attendance-lists") == []


def test_no_support_data_is_said_with_the_file_that_brings_it(ask, two_years):
    answer = ask(two_years, "overview-support-graph")
    assert "import interventions" in words(answer, "support-sentence")
    assert answer["overview-support-graph"]["figure"]["data"] == []
    assert words(answer, "support-gap") == ""


def test_one_year_alone_has_no_last_year_and_no_invented_trend(ask, one_year):
    assert ask(one_year, "overview-attendance-graph")["overview-attendance-graph"]["figure"]["data"] == []
    answer = ask(one_year, "overview-attendance-since")
    assert words(answer, "attendance-since") == ""
    assert words(answer, "attendance-changed") == words(answer, "attendance-well") == ""


def test_the_figure_says_how_many_pupils_and_how_many_gaps_were_looked_at(ask, two_years):
    notes = answer_notes = ask(two_years, "overview-attendance-graph")["overview-attendance-notes"][
        "children"
    ]
    assert "180 pupils" in notes
    assert "2 gaps compared" in answer_notes


def test_who_is_on_roll(ask, two_years):
    told = words(ask(two_years, "overview-roll"), "roll")
    assert "180 pupils on roll" in told
    assert "Year 8: 120 Year 9: 60" in told
    assert "Pupil premium 33 in 100" in told


def test_who_was_on_roll_is_said_to_be_of_the_end_of_days_gone_by(ask, two_years):
    said = words(ask(two_years, "overview-roll", from_date="2024-09-01", to_date="2025-08-31"), "roll")
    assert "180 pupils on roll at the end of the days chosen" in said
    assert "chosen" not in words(ask(two_years, "overview-roll"), "roll")


def test_targets_set_later_do_not_make_results_look_newer(school):
    school.given(
        pupils="pupil | year_group\n1 | 7",
        results=f"""{RESULTS}
            1 | Art | October | 2025-10-10 | result | GCSE 9-1 | 4
            1 | Art | Aim     | 2025-11-20 | target | GCSE 9-1 | 5
        """,
    )
    school.run("overview/last_import")  # builds the tables
    for file in ("results", "attendance"):
        came = f"1, timestamp '2026-01-05', 'head', '{file}.csv', '{file}', 2, date '2025-10-10'"
        school.db.execute(f"insert into batch values ({came}, date '2025-11-20', 'abc', 0)")
    rows = school.run("overview/loaded").set_index("table_name")
    assert f"{rows.loc['attendance', 'latest']:%Y-%m-%d}" == "2025-11-20"
    assert f"{rows.loc['results', 'latest']:%Y-%m-%d}" == "2025-10-10"


def test_whom_to_see_first_is_hidden_where_no_list_has_anybody(ask, two_years):
    for part in ("ring", "talk", "help"):
        [line] = ask(two_years, f"overview-{part}")[f"overview-{part}"]["children"]
        assert line["props"]["hidden"]


def test_governors_get_nothing_of_it(ask, two_years):
    outputs = ["attendance-graph", "attendance-since", "roll", "ring", "back", "talk", "help"]
    for output in (f"overview-{name}" for name in outputs):
        assert ask(two_years, output, viewer="governor") == 403


@pytest.mark.parametrize("filters", [{"from_date": "yesterday"}, {"year_groups": ["99"]}])
def test_what_the_page_never_sends_is_refused(ask, two_years, filters):
    assert ask(two_years, "overview-attendance-graph", **filters) == 400


def test_an_empty_school_is_an_invitation(look, school):
    school.is_empty = True
    page = look(school)
    assert "No school yet" in page and "evenhand import" in page


def test_the_page_says_what_is_not_known_and_which_file_brings_it(look, two_years):
    page = look(two_years)
    assert "nothing yet. Import" in page
    assert "questions" in page


def test_who_gets_no_list_of_pupils_gets_no_empty_card_for_it(look, two_years):
    leader, screen = (look(two_years, viewer).count("'hidden': True") for viewer in ("leader", "projected"))
    assert screen == leader + 1
