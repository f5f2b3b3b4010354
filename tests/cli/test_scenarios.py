"""Scenarios on the command line."""

import json
from dataclasses import replace

import pytest

from dashboard.__main__ import main
from dashboard.whatif.kinds import KINDS

from ..whatif.conftest import school_folder  # noqa: F401 - the school that the page's tests have


@pytest.fixture
def scenario(school_folder, capsys):  # noqa: F811
    """Return ``scenario(kind, *words)``: the exit status, and what was printed and complained."""

    def run(*words):
        status = main(["scenario", *words, "--data", str(school_folder)])
        return status, *capsys.readouterr()

    return run


def test_a_scenario_is_printed_in_the_words_of_the_page(scenario):
    status, printed, _said = scenario("staffing", "--set", "ppa=20")
    assert status == 0
    assert "PPA of 20 % would take" in printed
    assert "Teachers, a year" in printed


def test_as_json_it_has_every_line_and_table(scenario):
    status, printed, _said = scenario("staffing", "--set", "ppa=20", "--format", "json")
    found = json.loads(printed)
    assert status == 0
    assert found["levers"]["ppa"] == 20
    assert {line["row"] for line in found["lines"]} >= {"money", "staff", "what we cannot say"}
    assert found["tables"]["years"][0]["year_group"] == "8"


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["--set", "ppa=200"], 2, "PPA: found '200'. It lies between"),
        (["--set", "nonsense=1"], 2, "nonsense: there is no such lever"),
        (["--set", "school=Elsewhere"], 2, "school: there is no 'Elsewhere' in the data"),
        (["--set", "year_group=8"], 2, "staffing does not ask for it"),
        (["--set", "seed=x"], 2, "seed: found 'x'"),
        (["--set", "year=8", "--set", "forms=-3"], 1, "fewer classes in Year 8 cannot be"),
    ],
)
def test_what_cannot_be_ends_with_a_sentence(scenario, words, status, told):
    found, printed, complained = scenario("staffing", *words)
    assert found == status
    assert told in printed + complained


def test_only_a_search_says_how_near_the_best_it_came(scenario):
    assert "The answer:" not in scenario("staffing")[1]
    assert "The answer: " in scenario("grouping", "--set", "year_group=8")[1]


def test_a_lever_that_lacks_its_import_is_not_ignored(scenario, monkeypatch):
    kind = KINDS["staffing"]

    def greyed(found):
        return [replace(lever, missing="Bring it with the file rooms.") for lever in kind.levers(found)]

    monkeypatch.setitem(KINDS, "staffing", replace(kind, levers=greyed))
    status, _printed, said = scenario("staffing", "--set", "ppa=20")
    assert (status, said.strip()) == (2, "ppa: this lever cannot be moved yet. Bring it with the file rooms.")


def test_a_missing_import_is_named(scenario):
    status, printed, _said = scenario("options")
    assert status == 1
    assert "Bring it with the file options." in printed


def test_the_same_seed_gives_the_same_classes(scenario):
    words = (
        "grouping",
        "--set",
        "year_group=8",
        "--set",
        "subject=Maths",
        "--set",
        "balance=sex,disadvantage",
    )
    first = scenario(*words, "--set", "seed=3", "--format", "json")
    assert first == scenario(*words, "--set", "seed=3", "--format", "json")
    assert json.loads(first[1])["levers"]["balance"] == ["disadvantage", "sex"]
