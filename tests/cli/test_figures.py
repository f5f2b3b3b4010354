"""Every figure of a page can be had on the command line, in the same words."""

import json

import pytest

from dashboard.__main__ import main
from dashboard.cli import figures

KEYS = [
    *("group", "pupils", "value", "low", "high", "reference"),
    *("difference", "difference_low", "difference_high", "hedges_g", "g_low", "g_high", "hidden"),
]


@pytest.fixture
def taught(school, monkeypatch):
    school.given(
        pupils="""
            pupil | year_group | sex
            amy   | 10         | F
            bea   | 10         | F
            cat   | 11         | F
            dan   | 10         | M
            eli   | 10         | M
        """,
        results="""
            pupil | subject | assessment | assessed_on | kind   | scale    | value
            amy   | Maths   | Spring     | 2026-03-01  | result | GCSE 9-1 | 3
            bea   | Maths   | Spring     | 2026-03-01  | result | GCSE 9-1 | 4
            cat   | Maths   | Spring     | 2026-03-01  | result | GCSE 9-1 | 8
            dan   | Maths   | Spring     | 2026-03-01  | result | GCSE 9-1 | 6
            eli   | Maths   | Spring     | 2026-03-01  | result | GCSE 9-1 | 8
        """,
    )
    monkeypatch.setattr(figures, "open_store", lambda choice: school)
    return school


def printed(capsys, *words):
    assert main(words) == 0
    return capsys.readouterr().out


def test_json_has_one_object_a_group_with_null_where_nothing_applies(taught, capsys):
    words = ("gap", "average_points", "--by", "Sex", "--year-group", "10", "11", "--format", "json")
    female, male = json.loads(printed(capsys, *words))
    assert list(female) == KEYS
    assert (female["group"], female["pupils"], female["value"], female["difference"]) == ("Female", 3, 5, -2)
    assert (female["reference"], female["hidden"]) == ("Male", False)
    assert male["difference"] is None
    assert male["reference"] is None


def test_options_may_repeat_and_take_codes_or_labels(taught, capsys):
    words = ["gap", "average_points", "--by", "Sex", "--reference", "F", "--format", "csv"]
    words += [
        "--year-group",
        "10",
        "--group",
        "Sex: F",
        "--group",
        "Sex: Male",
        "--school",
        "Riverside School",
    ]
    heading, female, male = printed(capsys, *words).splitlines()
    assert heading == ",".join(KEYS)
    assert female.startswith("Female,2,3.5,")
    assert male.startswith("Male,2,7.0,")
    assert ",Female,3.5," in male


def test_a_table_is_for_reading(taught, capsys):
    assert "Female" in printed(capsys, "gap", "average_points", "--by", "Sex")


def test_a_measure_without_data_says_which_file_brings_it(taught, capsys):
    assert main(["gap", "progress", "--by", "Sex"]) == 0
    assert "import results with baselines" in capsys.readouterr().err
    assert main(["gap", "average_points", "--by", "Sex"]) == 0
    assert capsys.readouterr().err == ""


def test_pupils_are_whole_numbers_for_governors_too(taught, capsys):
    more = "\n".join(f"{place} | 10 | {'FM'[place % 2]}" for place in range(24))
    scores = "\n".join(
        f"{place} | Maths | Spring | 2026-03-01 | result | GCSE 9-1 | {place % 9}" for place in range(24)
    )
    taught.given(
        pupils=f"pupil | year_group | sex\n{more}",
        results=f"pupil | subject | assessment | assessed_on | kind | scale | value\n{scores}",
    )
    words = ("gap", "average_points", "--by", "Sex", "--viewer", "governor", "--format", "csv")
    _heading, female, male = printed(capsys, *words).splitlines()
    assert female.startswith("Female,15,")
    assert male.startswith("Male,15,")


def test_names_may_be_typed_without_their_capitals(taught, capsys):
    words = ["gap", "average_points", "--format", "csv"]
    named = [*("--by", "Sex", "--subject", "Maths", "--reference", "F"), "--group", "Sex: Female"]
    typed = [*("--by", "sex", "--subject", "MATHS", "--reference", "female"), "--group", "sex: FEMALE"]
    school = ("--school", "riverside school")
    assert printed(capsys, *words, *typed, *school) == printed(capsys, *words, *named)


def scored(*rows):
    """Return results of Amy, one a ``subject | assessment | day``."""
    lines = [f"amy | {row} | result | GCSE 9-1 | 4" for row in rows]
    return "\n".join(["pupil | subject | assessment | assessed_on | kind | scale | value", *lines])


def test_a_name_that_could_be_two_is_asked_for_to_the_letter(taught, capsys):
    taught.given(results=scored("MATHS | Spring | 2026-03-01", "Maths | Spring | 2026-03-01"))
    words = ["gap", "average_points", "--by", "Sex", "--subject"]
    assert main([*words, "maths"]) == 2
    assert "there is no 'maths' in the data. Choose one of " in capsys.readouterr().err
    assert main([*words, "MATHS"]) == 0


def test_year_groups_without_dates_say_on_which_day_they_are(taught, capsys):
    taught.given(results=scored("Maths | Summer | 2025-06-01", "Maths | Spring | 2026-03-01"))
    words = ["gap", "average_points", "--by", "Sex", "--subject", "Maths"]
    hint = "Year group as on 31 Aug 2026; give --from and --to for another year.\n"
    for more, told in (
        (["--year-group", "10"], hint),
        (["--year-group", "10", "--from", "2025-09-01", "--to", "2026-08-31"], ""),
        ([], ""),
    ):
        assert main([*words, *more]) == 0
        assert capsys.readouterr().err == told


def test_governors_get_their_rule(taught, capsys):
    words = ("gap", "average_points", "--by", "Sex", "--viewer", "governor", "--format", "json")
    assert all(row["hidden"] and row["value"] is None for row in json.loads(printed(capsys, *words)))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--by", "Shoe size"], "Choose one of All pupils, Sex"),
        (["--by", "Sex", "--reference", "X"], "F (Female), M (Male)"),
        (["--by", "Sex", "--school", "Elsewhere"], "Choose one of Riverside School"),
        (["--by", "Sex", "--year-group", "3"], "Choose one of 10, 11"),
        (["--by", "Sex", "--subject", "Alchemy"], "Choose one of Maths"),
        (["--by", "Sex", "--viewer", "governor", "--from", "2026-01-05"], "whole academic years"),
    ],
)
def test_an_unknown_name_ends_with_the_known_ones(taught, capsys, words, said):
    assert main(["gap", "average_points", *words]) == 2
    assert said in capsys.readouterr().err


def test_a_query_gets_its_values_in_the_types_it_declares(taught, capsys):
    settings = [
        "measure=average_points",
        "characteristic=Sex",
        "from_date=2025-09-01",
        "to_date=2026-08-31",
        "year_groups=10,11",
    ]
    words = [part for setting in settings for part in ("--set", setting)]
    rows = json.loads(printed(capsys, "query", "gap/by_group", *words, "--format", "json"))
    assert [(row["code"], row["pupils"]) for row in rows] == [("F", 3), ("M", 2)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gap/nothing"], "Choose one of"),
        (["build/pupil"], "Choose one of"),
        (["gap/by_group", "--set", "to_date=soon"], "not a date"),
        (["gap/by_group", "--set", "colour=red"], "It takes measure"),
        (["gap/by_group", "--set", "colour"], "name=value"),
    ],
)
def test_a_query_that_cannot_run_says_why(taught, capsys, words, said):
    assert main(["query", *words]) == 2
    assert said in capsys.readouterr().err


def test_measures_are_listed_with_their_meaning(capsys):
    rows = json.loads(printed(capsys, "measures", "--format", "json"))
    assert rows[0]["name"] == "absence_rate"
    assert rows[0]["definition"].startswith("Sessions missed")
    assert "Persistent absence" in printed(capsys, "measures")


def test_days_are_taken_day_first_and_in_their_order(taught, capsys):
    words = ("gap", "average_points", "--by", "Sex", "--format", "csv")
    iso = printed(capsys, *words, "--from", "2025-09-01", "--to", "2026-08-31")
    assert printed(capsys, *words, "--from", "01/09/2025", "--to", "31/08/2026") == iso
    assert main([*words, "--from", "2026-01-01", "--to", "2025-01-01"]) == 2
    assert "--from 2026-01-01 lies after --to 2025-01-01" in capsys.readouterr().err
    with pytest.raises(SystemExit) as end:
        main([*words, "--from", "soon"])
    assert end.value.code == 2
    assert "Write it as 2025-09-01" in capsys.readouterr().err
