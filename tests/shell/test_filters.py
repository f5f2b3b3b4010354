"""Filters go from an address to a query and back unchanged; what the data do not know is left out."""

import datetime
from urllib.parse import urlsplit

import pytest
from werkzeug.exceptions import BadRequest

from dashboard.filter_choices import Choice, choices, place
from dashboard.filters import FILTERS, address, from_address, in_words, parse
from dashboard.shell.layout import read_query_string
from tests.callbacks import fire

SOME = {
    "from_date": datetime.date(2024, 9, 1),
    "to_date": datetime.date(2025, 12, 31),
    "subject": "Art",
    "schools": ["Riverside School"],
    "year_groups": ["7", "8"],
    "classes": ["7x/Ar1"],
    "groups": ["Pupil premium: Pupil premium", "Sex: Female"],
}


def test_filters_survive_an_address(small_school):
    link = address("/equity", SOME, small_school, measure="absence_rate")
    query = read_query_string("?" + urlsplit(link).query)
    assert query["measure"] == "absence_rate"
    assert from_address(query, small_school) == (SOME, [])


def test_an_open_date_survives_an_address(small_school):
    link = address("/", SOME | {"from_date": None}, small_school)
    assert from_address(read_query_string(link[1:]), small_school)[0]["from_date"] is None


def test_without_an_address_the_latest_school_year_with_data_is_shown(small_school):
    filters, notes = from_address({}, small_school)
    assert (filters["from_date"], filters["to_date"]) == (
        datetime.date(2025, 9, 1),
        datetime.date(2026, 8, 31),
    )
    assert notes == []
    assert address("/", filters, small_school) == "/"


def test_the_scope_is_said_in_words(small_school):
    known = choices(small_school)
    assert (
        in_words(from_address({}, small_school)[0], known) == "2025/26 to 14 Nov · Years 7 to 9 · all pupils"
    )
    assert in_words(SOME, known) == (
        "1 Sep 2024 to 31 Dec 2025 · Riverside School · Year 7, Year 8 · 7x/Ar1 · Art · Pupil premium, Female"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        {"year_groups": "'; drop table pupil --"},
        {"groups": ["Sex: Female' or 1=1", "<script>"]},
        {"from_date": "yesterday"},
        {"to_date": "2025-13-45"},
        {"subject": "\x00"},
        {"schools": "../../etc/passwd"},
        {"classes": "x" * 5000},
        {"from_date": ["2025-09-01", "never"]},
    ],
)
def test_what_an_address_may_not_say_is_left_out_with_a_note(small_school, hostile):
    filters, notes = from_address(hostile, small_school)
    assert notes and all(len(note) < 140 for note in notes)
    assert set(filters) == set(FILTERS)
    plain = from_address({}, small_school)[0]
    assert {name: value for name, value in filters.items() if name not in hostile} == {
        name: value for name, value in plain.items() if name not in hostile
    }


@pytest.mark.parametrize(
    "sent",
    [
        {"year_groups": "7"},
        {"year_groups": [7]},
        {"year_groups": [["7"]]},
        {"year_groups": {"7": 1}},
        {"groups": ["Sex: Nobody"]},
        {"subject": ["Art"]},
        {"subject": 5},
        {"from_date": "1 September"},
        {"from_date": {}},
        {"to_date": 20250901},
        {"unknown": "x"},
    ],
)
def test_what_a_callback_may_not_send_is_a_bad_request(small_school, sent):
    with pytest.raises(BadRequest):
        parse(sent, small_school)


def test_a_callback_with_wrong_filters_answers_400(client):
    given = {each.component_id: None for each in FILTERS.values()}
    assert "Years 7 to 9" in str(fire(client, "filter-words", given, None))
    assert fire(client, "filter-words", given | {"filter-year_groups": "7"}, None) == 400
    assert fire(client, "filter-words", given | {"filter-groups": [{}]}, None) == 400


def test_the_bar_shows_what_is_chosen_as_chips(show):
    shown = show("/equity", "?year_groups=7&groups=Sex%3A+Female&nonsense=1&subject=Latin")
    assert "Remove Year 7" in shown and "Remove Female" in shown
    assert "Clear filters" in shown and "which is not in the data" in shown


def test_the_list_of_classes_is_that_of_the_year_chosen(client):
    given = {each.component_id: None for each in FILTERS.values()}
    given |= {"filter-classes": ["7x/Ar1"], "filter-from_date": "2024-09-01", "filter-to_date": "2025-08-31"}

    def offered(**more):
        answer = fire(client, "filter-words", given | more, "filter-to_date.value")
        return [each["value"] for each in answer["filter-classes"]["options"]]

    assert offered() == ["7x/Ar1", "8y/Ar1"]
    this_year = {"filter-from_date": "2025-09-01", "filter-to_date": "2026-08-31"}
    assert offered(**this_year) == ["7x/Ar1"]
    assert offered(**this_year, **{"filter-classes": ["8y/Ar1"]}) == ["7x/Ar1", "8y/Ar1"]  # chosen before
    assert offered(**{"filter-to_date": None}) == ["7x/Ar1"]
    assert offered(**{"filter-to_date": "2019-01-01"}) == ["7x/Ar1"]  # no class is known of that year
    other = fire(client, "filter-words", given, "filter-subject.value")
    assert "filter-classes" not in other  # the list stands


def test_a_link_opens_with_the_classes_of_its_year(show):
    assert "8y" in show("/equity", "?from_date=2024-09-01&to_date=2025-08-31")
    assert "8y" not in show("/equity")


def test_classes_stand_as_people_count_them():
    names = ["10/Ar1", "7A/Ar", "11/Ar2", "11/Ar10", "9x", "Owls"]
    listed = [Choice(name, name, "Art") for name in names]
    in_order = ["7A/Ar", "9x", "10/Ar1", "11/Ar2", "11/Ar10", "Owls"]
    assert [choice.label for choice in sorted(listed, key=place)] == in_order
