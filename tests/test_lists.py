"""A list of pupils: what travels to the browser, for whom, and what stands for a name that is hidden."""

import json

import pandas as pd
import pytest

from dashboard.lists import linked_name, name, pseudonym, pupil_address, pupil_list
from dashboard.shell.factory import create_app
from dashboard.shell.layout import frame
from dashboard.viewer import NotForThisViewer

PUPILS = pd.DataFrame(
    {
        "school": ["Riverside School", "Riverside School"],
        "pupil": ["10/7", "8"],
        "surname": ["Attleborough", None],
        "forename": ["Amy", None],
        "Year": ["7", "8"],
        "Missed": [0.25, float("nan")],
        "Last": [pd.Timestamp("2026-11-13"), pd.NaT],
        "reasons": [["Below target in Maths", "Away on Fridays"], []],
    }
)


@pytest.fixture
def seen_by(tmp_path):
    """Return ``seen_by(viewer)``: what a page laid out inside it is laid out for."""
    return lambda viewer: create_app(tmp_path, viewer).server.app_context()


def drawn(rows=PUPILS):
    shown = pupil_list("some-list", rows, caption="Two pupils", file_name="two-pupils")
    return json.loads(shown.to_plotly_json()["props"]["data-list"])


def test_who_becomes_one_link_and_every_other_column_keeps_its_name(seen_by):
    with seen_by("leader"):
        told = drawn()
    assert told["head"] == ["Pupil", "Year", "Missed", "Last", "Reasons"]
    assert told["kinds"] == ["pupil", "text", "number", "text", "reasons"]
    amy, nameless = told["rows"]
    assert amy[0][0] == "Attleborough, Amy"
    assert amy[0][2] == "/pupil?school=Riverside%20School&pupil=10%2F7"
    assert amy[0][3:] == ["10/7", "Attleborough", "Amy"]
    assert amy[1:] == [
        ["7"],
        ["0.25", "0.25"],
        ["13 Nov 2026", "2026-11-13"],
        ["Below target in Maths", "Away on Fridays"],
    ]
    assert nameless[0][0] == "8"
    assert nameless[1:] == [["8"], ["\u2013"], ["\u2013"], []]


def test_pupils_of_several_schools_are_told_apart(seen_by):
    with seen_by("leader"):
        told = drawn(PUPILS.assign(school=["Hill School", "Riverside School"]))
    assert told["head"][:2] == ["Pupil", "School"]
    assert [row[1] for row in told["rows"]] == [["Hill School"], ["Riverside School"]]


def test_an_empty_list_says_so(seen_by):
    with seen_by("leader"):
        shown = pupil_list("some-list", PUPILS.iloc[:0], caption="Nobody", file_name="nobody")
    assert shown.children == "No pupils to list."


@pytest.mark.parametrize("viewer", ["projected", "governor"])
def test_other_viewers_get_neither_a_list_nor_a_name(seen_by, viewer):
    with seen_by(viewer):
        with pytest.raises(NotForThisViewer):
            drawn()
        with pytest.raises(NotForThisViewer):
            name("Amy", "Riverside School", "8")


@pytest.mark.parametrize(
    ("viewer", "can_hide"), [("leader", True), ("projected", False), ("governor", False)]
)
def test_only_who_may_see_names_can_hide_them(seen_by, viewer, can_hide):
    with seen_by(viewer):
        assert ("names-button" in str(frame())) == can_hide


def test_a_pseudonym_is_a_pupils_own_on_every_page_and_no_clue_to_the_number(seen_by):
    with seen_by("leader"):
        props = name("Amy Attleborough", "Riverside School", "8").to_plotly_json()["props"]
    assert props["data-pseudonym"] == pseudonym("Riverside School", "8")
    assert pseudonym("Riverside School", "8") != pseudonym("Hill School", "8")
    many = [pseudonym("Riverside School", str(pupil)) for pupil in range(1200)]
    assert len(set(many)) >= 1198
    assert all(len(words) == len("Pupil 123\u00a0456") for words in many)


def test_the_address_of_a_pupil_takes_any_name():
    address = pupil_address("St John's & All Saints", "a/1")
    assert address == "/pupil?school=St%20John%27s%20%26%20All%20Saints&pupil=a%2F1"


def test_a_linked_name_leads_to_its_pupil_within_the_app(seen_by):
    with seen_by("leader"):
        link = linked_name("Amy", "Riverside School", "8").to_plotly_json()["props"]
    assert link["href"] == link["data-inside"] == pupil_address("Riverside School", "8")
    assert link["children"].to_plotly_json()["props"]["data-shown"] == "Amy"
