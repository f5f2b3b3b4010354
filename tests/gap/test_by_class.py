"""Gaps between groups that were given to whole classes, and to single pupils."""

import numpy as np
import pandas as pd
import pytest

from dashboard import gaps
from dashboard.by_class import ADDED, allowed
from dashboard.cli.figures import print_classes
from dashboard.equity.wording import classes_sentence
from dashboard.gaps import NO_FILTERS
from dashboard.measures import MEASURES
from dashboard.statistics.whole_classes import gap_by_class
from tests.whole_classes import fill, pupils_of

READING = {**NO_FILTERS, "subject": "Reading"}


@pytest.fixture(scope="module")
def trust(new_school):
    """Return two schools whose classes are far more unlike than their pupils."""
    return fill(new_school(), pupils_of())


def small_of(store, characteristic="by_class", filters=READING, viewer="leader", measure="average_points"):
    rows = gaps.by_group(store, viewer, measure, characteristic, filters, "regular")
    return rows[rows["group"] == "small"].iloc[0]


def by_hand(rows, unit, sides):
    number = pd.factorize(unit)[0]
    inside = (rows["by_class"] == "small").to_numpy()
    return gap_by_class(rows["score"].to_numpy(), np.ones(len(rows)), "mean", number, inside, sides)


@pytest.mark.parametrize(("told_by", "subject"), [("form", ""), ("class", "Maths")])
def test_whole_classes_are_found_by_school_class_and_whatever_file_tells_of_them(school, told_by, subject):
    rows = pupils_of()
    row = small_of(fill(school, rows, told_by, subject))
    assert [row["taught_in"], row["classes"], row["reference_classes"]] == ["classes", 4, 6]
    expected = by_hand(rows, rows["school"] + rows["class"], (4, 6))
    assert [row["class_low"], row["class_high"]] == pytest.approx([expected.low, expected.high])


def test_the_interval_of_single_pupils_and_the_columns_of_the_command_line_stay(trust):
    rows = pupils_of()
    row = small_of(trust)
    small, regular = (rows.loc[rows["by_class"] == kind, "score"] for kind in ("small", "regular"))
    error = np.sqrt(small.var() / len(small) + regular.var() / len(regular))
    assert row["difference_high"] - row["difference"] == pytest.approx(1.97 * error, rel=0.01)
    assert row["difference_low"] > 0
    assert row["class_low"] < 0
    assert not row["clear"]  # sure of it only where each pupil stands alone


def test_where_groups_were_given_to_pupils_nothing_is_added(trust):
    for name in ("by_pupil", "Sex"):
        rows = gaps.by_group(trust, "leader", "average_points", name, READING)
        assert not {"taught_in", *ADDED} & set(rows.columns[rows.notna().any()])


def test_every_characteristic_at_once_says_the_same(trust):
    every = gaps.by_every_characteristic(trust, "leader", "average_points", READING)
    in_classes = every[every["taught_in"].notna()]
    assert set(in_classes["characteristic"]) == {"by_class"}
    ends = allowed(every).set_index(["characteristic", "group"])[["difference_low", "difference_high"]]
    assert np.ptp(ends.loc["by_class"].dropna().to_numpy()[0]) > 12
    welch = every.set_index(["characteristic", "group"])[["difference_low", "difference_high"]]
    pd.testing.assert_frame_equal(ends.loc["by_pupil"], welch.loc["by_pupil"])


def test_classes_in_scope_are_those_of_the_pupils_chosen(trust):
    row = small_of(trust, filters={**READING, "schools": ["South"]})
    assert [row["classes"], row["reference_classes"]] == [2, 3]


def test_where_whole_schools_are_in_one_group_they_are_what_differs(school):
    rows = pupils_of()
    rows["by_class"] = np.where(rows["school"] == "North", "small", "regular")
    row = small_of(fill(school, rows))
    assert [row["taught_in"], row["classes"], row["reference_classes"]] == ["schools", 1, 1]
    assert np.isnan(row["class_low"])
    assert not row["clear"]
    sentence = classes_sentence(row, MEASURES["average_points"])
    assert sentence.startswith("Whole schools are in one group here (1 and 1 schools). So few schools cannot")


def test_a_registration_group_of_several_years_is_one_and_a_name_used_in_each_year_is_not(school):
    given = [("Red", 20, "3"), ("Red", 10, "4"), ("A", 24, "3"), ("A", 25, "4")]
    rows = [(name, f"{name}{year}{place}", year) for name, pupils, year in given for place in range(pupils)]
    school.take_in("pupils", pd.DataFrame(rows, columns=["registration_group", "pupil", "year_group"]))
    found = school.run("gap/registration_groups")["registration_group"]
    assert sorted(found.value_counts()) == [24, 25, 30]


def test_a_governor_is_told_yes_or_no_and_no_number(trust):
    row = small_of(trust, filters=NO_FILTERS, viewer="governor")
    assert row["taught_in"] == "classes"
    assert np.isnan(row[list(ADDED)].to_numpy(dtype=float)).all()
    sentence = classes_sentence(row, MEASURES["average_points"])
    assert "the gap cannot be told from chance" in sentence
    assert not any(sign.isdigit() for sign in sentence)


def test_the_command_line_says_it_below_the_table(school, capsys):
    store = fill(school, pupils_of(alike=1.0))
    rows = gaps.by_group(store, "leader", "average_points", "by_class", READING, "regular")
    print_classes(rows, MEASURES["average_points"])
    told = capsys.readouterr().out
    assert told.startswith(
        "\nsmall: Whole classes are in one group here (4 and 6 classes). Pupils of one class"
    )
    assert told.endswith(", and can still be told from chance.\n")
    rows = gaps.by_group(store, "leader", "average_points", "by_pupil", READING, "regular")
    print_classes(rows, MEASURES["average_points"])
    assert capsys.readouterr().out == ""
