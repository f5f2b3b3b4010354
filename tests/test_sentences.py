"""Sentences say what the figures say, in words a governor can read aloud."""

import re
from datetime import date
from math import nan
from types import SimpleNamespace

import numpy as np
import pytest

from dashboard.sentences import (
    after_baseline_sentence,
    as_said,
    between,
    change_words,
    gap_sentence,
    no_data_sentence,
    shuffle_sentence,
    size_as_said,
    so_far,
)
from dashboard.standings import group_to_tell
from dashboard.statistics import AdjustedDifference, Gap, ShuffleTest, with_differences, with_intervals
from dashboard.viewer import show
from dashboard.wording import GROUPS, VERBS, group_noun, reference_noun
from tests.statistics.pupils import counted, scored, sums_of


def test_only_a_year_of_now_is_told_so_far():
    now = date(2026, 3, 2)
    assert [so_far(period, now) for period in ("2025/26", "Spring 2026", "1989/90", "Autumn 1989")] == [
        *("so far", "so far", "in part", "in part")
    ]


def measure(name, kind, unit="percent", good="low", area="attendance", title=None):
    return SimpleNamespace(
        name=name,
        kind=kind,
        unit=unit,
        good=good,
        area=area,
        title=title or name.replace("_", " ").capitalize(),
    )


PERSISTENT = measure("persistent_absence", "proportion")
ABSENCE = measure("absence_rate", "ratio")
POINTS = measure("average_points", "mean", "points", "high", "attainment")
TARGET = measure("points_from_target", "mean", "points", "high", "attainment")
HOURS = measure("support_hours", "mean", "hours", "neither", "support")
CLUBS = measure("clubs", "proportion", "percent", "high", "support", title="Goes to a club")
MEASURES = [
    *(PERSISTENT, ABSENCE, POINTS, TARGET, HOURS, CLUBS),
    measure("severe_absence", "proportion"),
    measure("authorised_absence", "ratio"),
    measure("unauthorised_absence", "ratio"),
    measure("lateness", "ratio"),
    measure("at_expected", "proportion", good="high", area="attainment"),
    measure("on_target", "proportion", good="high", area="attainment"),
    measure("progress", "mean", "points", "high", "attainment"),
    measure("value_added", "mean", "points", "high", "attainment"),
    measure("in_support", "proportion", good="neither", area="support"),
    measure("support_attended", "ratio", good="high", area="support"),
]


def told(sums, about, characteristic, viewer="leader", change="", reference=None):
    rows = show(with_differences(with_intervals(sums, about.kind), about.kind, reference), viewer, about.kind)
    return gap_sentence(*group_to_tell(rows), about, characteristic, change)


def premium(pupils, yes, others, others_yes):
    return counted(
        ("Pupil premium", pupils, yes),
        ("Not pupil premium", others, others_yes),
        reference="Not pupil premium",
    )


def spread(mean, pupils):
    return (mean + np.linspace(-3, 3, pupils)).tolist()


# Numbers as people say them


@pytest.mark.parametrize(
    ("value", "about", "said"),
    [
        (0.17, PERSISTENT, "17 in 100"),
        (0.145, PERSISTENT, "15 in 100"),  # half up, not to the even number
        (0.004, PERSISTENT, "fewer than 1 in 100"),
        (0.0, PERSISTENT, "none"),
        (0.997, PERSISTENT, "more than 99 in 100"),
        (1.0, PERSISTENT, "all"),
        (0.0741, ABSENCE, "7.4%"),
        (0.0001, ABSENCE, "less than 0.1%"),
        (0.0, ABSENCE, "0%"),
        (4.63, POINTS, "4.6 points"),
        (103.8, POINTS, "104 points"),
        (-0.26, POINTS, "-0.3 points"),
        (2.14, HOURS, "2.1 hours"),
        (-0.26, TARGET, "0.3 points below target"),
        (0.5, TARGET, "0.5 points above target"),
        (-0.01, TARGET, "on target"),
    ],
)
def test_values_are_said_as_people_say_them(value, about, said):
    assert as_said(value, about) == said


@pytest.mark.parametrize(
    ("difference", "about", "said"),
    [
        (-0.17, PERSISTENT, "17 in 100"),
        (0.002, PERSISTENT, "less than 1 in 100"),
        (0.031, ABSENCE, "3.1 in 100 sessions"),
        (-0.948, POINTS, "0.9 points"),
        (0.02, HOURS, "less than 0.1 hours"),
    ],
)
def test_gaps_are_said_as_sizes(difference, about, said):
    assert size_as_said(difference, about) == said


# The gap


def test_a_gap_says_who_how_much_how_sure_and_how_many_pupils():
    assert told(premium(312, 97, 888, 124), PERSISTENT, "Pupil premium") == (
        "Pupil premium pupils miss a tenth of school more often than others: 31 in 100 against 14 in 100. "
        "A gap of 17 in 100 (between 12 and 23), about 53 pupils."
    )


def test_a_gap_says_how_it_was_last_year():
    change = change_words(Gap(0.17, 0.12, 0.22), Gap(0.19, 0.13, 0.25), PERSISTENT)
    sentence = told(premium(312, 97, 888, 124), PERSISTENT, "Pupil premium", change=change)
    assert sentence.endswith("about 53 pupils; last year 19: no clear change.")


def test_a_gap_that_chance_could_make_is_called_so():
    sentence = told(premium(60, 12, 200, 34), PERSISTENT, "Pupil premium")
    assert "A gap of 3 in 100 (from 7 fewer to 16 more), about 2 pupils." in sentence
    assert sentence.endswith("The difference cannot be told from chance.")


def test_the_group_that_does_less_is_said_to_do_less():
    sums = scored(("Female", spread(4, 100)), ("Male", spread(5, 100)), reference="Male")
    assert told(sums, POINTS, "Sex") == (
        "Girls score lower than boys: 4 points against 5 points. A gap of 1 point (between 0.5 and 1.5)."
    )


def test_groups_that_look_alike_are_said_to_be_alike():
    sentence = told(premium(301, 42, 1000, 140), PERSISTENT, "Pupil premium")
    assert sentence.startswith(
        "Pupil premium pupils miss a tenth of school about as often as others: 14 in 100"
    )
    assert sentence.endswith("cannot be told from chance.")


def test_no_difference_at_all_is_no_gap():
    assert told(premium(100, 20, 200, 40), PERSISTENT, "Pupil premium").endswith(
        "20 in 100 against 20 in 100. No gap."
    )


def test_ratios_come_to_sessions():
    sums = sums_of(
        ("SEN support", spread(30, 90), [300.0] * 90),
        ("No SEN", spread(21, 400), [300.0] * 400),
        reference="No SEN",
    )
    assert told(sums, ABSENCE, "SEN") == (
        "Pupils with SEN support miss more of school than pupils without SEN: 10% against 7%. "
        "A gap of 3 in 100 sessions (between 2.9 and 3.1), about 810 sessions."
    )


def test_figures_that_do_not_add_up_are_said_to_be_rounded():
    sentence = told(premium(1000, 314, 1000, 145), PERSISTENT, "Pupil premium")
    assert "31 in 100 against 15 in 100. A gap of 17 in 100" in sentence
    assert sentence.endswith("Figures are rounded.")


def test_one_pupil_is_one_pupil():
    assert ", about 1 pupil." in told(premium(12, 3, 300, 50), PERSISTENT, "Pupil premium")
    assert ", less than one pupil." in told(premium(12, 2, 300, 48), PERSISTENT, "Pupil premium")


def test_small_groups_are_not_compared():
    assert told(premium(7, 3, 300, 50), PERSISTENT, "Pupil premium") == "Too few pupils to compare (7)."


def test_governors_are_told_that_something_is_hidden_and_not_what():
    sentence = told(premium(107, 7, 300, 50), PERSISTENT, "Pupil premium", "governor")
    assert sentence == "Too few pupils to show: figures that rest on fewer than 10 stay hidden."


def test_governors_hear_the_rounded_figures_and_they_add_up():
    sentence = told(premium(313, 97, 888, 126), PERSISTENT, "Pupil premium", "governor")
    assert "30 in 100 against 14 in 100. A gap of 16 in 100 (between" in sentence
    assert "Figures are rounded" not in sentence


@pytest.mark.parametrize(
    ("about", "import_what"),
    [
        (PERSISTENT, "attendance"),
        (POINTS, "results"),
        (TARGET, "results with targets"),
        (HOURS, "interventions"),
    ],
)
def test_without_data_the_sentence_says_what_to_import(about, import_what):
    empty = scored(("Female", []), ("Male", []), reference="Male")
    assert told(empty, about, "Sex") == no_data_sentence(about)
    assert f": import {import_what}" in no_data_sentence(about)


# Changes, shuffles, prior attainment


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (Gap(0.10, 0.07, 0.13), Gap(0.19, 0.15, 0.23), "last year 19: the gap has narrowed"),
        (Gap(0.19, 0.15, 0.23), Gap(0.10, 0.07, 0.13), "last year 10: the gap has widened"),
        (Gap(-0.19, -0.23, -0.15), Gap(-0.10, -0.13, -0.07), "last year 10: the gap has widened"),
        (Gap(0.17, 0.12, 0.22), Gap(0.19, 0.13, 0.25), "last year 19: no clear change"),
        (Gap(0.05, 0.03, 0.07), Gap(-0.05, -0.07, -0.03), "last year 5 the other way: a clear change"),
        (Gap(0.03, -0.01, 0.07), Gap(-0.001, -0.04, 0.04), "last year 0: no clear change"),
        (Gap(0.05, 0.03, 0.07), Gap(nan, nan, nan), "no figure for last year"),
        (Gap(0.05, nan, nan), Gap(0.09, nan, nan), "last year 9"),
    ],
)
def test_a_change_is_named_only_where_it_is_clear(now, before, said):
    assert change_words(now, before, PERSISTENT) == said


@pytest.mark.parametrize(
    ("share", "often"),
    [
        (0.03, "3 times in 100"),
        (0.01, "1 time in 100"),
        (0.0005, "fewer than 1 time in 100"),
        (0.42, "42 times in 100"),
        (1.0, "almost every time"),
    ],
)
def test_a_shuffle_is_said_in_times_out_of_100(share, often):
    expected = f"A random split of pupils into groups of these sizes gives a gap as big {often}."
    assert shuffle_sentence(ShuffleTest(share, "exact")) == expected


def test_a_gap_after_prior_attainment_names_those_who_started_level():
    left = AdjustedDifference(-0.42, -0.80, -0.04, 200, 180, 15)
    assert after_baseline_sentence(left, POINTS, "Sex", "Female", "Male") == (
        "Among pupils who started at the same level, girls score lower than boys: "
        "a gap of 0.4 points (between 0.04 and 0.8). "
        "15 pupils without a starting point on the same scale are left out."
    )


def test_a_gap_after_prior_attainment_may_be_gone_or_unknown():
    gone = AdjustedDifference(-0.1, -0.5, 0.3, 200, 180, 1)
    sentence = after_baseline_sentence(gone, POINTS, "Sex", "Female", "Male")
    assert "cannot be told from chance." in sentence
    assert sentence.endswith("1 pupil without a starting point on the same scale is left out.")
    unknown = AdjustedDifference(nan, nan, nan, 4, 0, 80)
    assert after_baseline_sentence(unknown, POINTS, "Sex", "Female", "Male").startswith("Too few pupils")


# Words


def test_groups_are_named_as_a_school_names_them():
    assert group_noun("Sex", "Female") == "girls"
    assert group_noun("Year group", "Year 7") == "Year 7 pupils"
    assert group_noun("Ethnicity", "Black") == "Black pupils"
    assert group_noun("Prior attainment", "Low") == "pupils with low prior attainment"
    assert group_noun("House", "Red") == "pupils in the group Red (House)"
    assert reference_noun("House", "Red", "Blue") == "those in Blue"
    assert reference_noun("Pupil premium", "Pupil premium", "Not pupil premium") == "others"
    assert (
        reference_noun("SEN", "SEN support", "No SEN") == "pupils without SEN"
    )  # not others: some have a plan


def test_a_measure_nobody_has_worded_still_gets_a_true_sentence():
    sums = counted(("Red", 100, 30), ("Blue", 200, 120), reference="Blue")
    assert told(sums, CLUBS, "House") == (
        "Pupils in the group Red (House) have a lower figure for goes to a club than those in Blue: "
        "30 in 100 against 60 in 100. A gap of 30 in 100 (between 18 and 40), about 30 pupils."
    )


def every_sentence():
    """Return sentences of every measure, for groups with and without a clear gap."""
    for about in MEASURES:
        for one, other in ((0.30, 0.14), (0.14, 0.30), (0.17, 0.16)):
            for group, reference, characteristic in (
                ("Pupil premium", "Not pupil premium", "Pupil premium"),
                ("Female", "Male", "Sex"),
                ("SEN support", "No SEN", "SEN"),
            ):
                if about.kind == "mean":
                    sums = scored(
                        (group, spread(one * 10, 80)),
                        (reference, spread(other * 10, 300)),
                        reference=reference,
                    )
                else:
                    sums = counted(
                        (group, 80, round(80 * one)),
                        (reference, 300, round(300 * other)),
                        reference=reference,
                    )
                yield told(sums, about, characteristic)


def syllables(word):
    """Count the groups of vowels that are heard."""
    heard = re.findall(r"[aeiouy]+", re.sub(r"(?<=[^l])e(s|d)?$", "", word.lower()))
    return max(1, len(heard))


def reading_age(text):
    """Return the Flesch-Kincaid grade plus five. A figure counts as a short word, as it is read out."""
    sentences = [part for part in re.split(r"[.:;](?:\s|$)", text) if part.strip()]
    words = re.findall(r"[A-Za-z'-]+|\d[\d.,]*%?", text)
    heard = sum(1 if word[0].isdigit() else syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * heard / len(words) - 15.59 + 5


def test_the_reading_age_is_that_of_a_newspaper_for_everyone():
    assert reading_age("The cat sat on the mat.") < 6
    assert (
        reading_age("Statistically insignificant heterogeneity characterises the aforementioned estimates.")
        > 20
    )
    ages = [reading_age(sentence) for sentence in every_sentence()]
    assert np.mean(ages) < 11
    assert max(ages) < 14


def test_sentences_have_no_jargon_and_blame_nobody():
    for sentence in every_sentence():
        assert not re.search(
            r"(?i)signific|confidence|interval|p-value|fail|worse|poor|behind|bad\b|\bnan\b", sentence
        )
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "  " not in sentence


def test_no_words_are_kept_for_a_measure_that_is_gone():
    from dashboard.measures import NAMES

    assert set(VERBS) <= set(NAMES)


def test_every_declared_group_that_needs_a_name_has_one():
    from dashboard.packs import merging
    from dashboard.reference import reference

    declared = reference("characteristic")
    labels = set(zip(declared["characteristic"], declared["label"], strict=True))
    merged = {("SEN", merging.SEN.label), ("Ethnicity", merging.REST)}  # of governors' packs
    assert set(GROUPS) <= labels | merged


def test_an_interval_that_ends_at_nothing_says_so_in_words():
    share = measure("persistent_absence", "proportion")
    ends = {"difference_low": 0.0, "difference_high": 0.12}
    assert between(ends, share) == " (from no gap to 12 more)"
    assert between({"difference_low": -0.08, "difference_high": 0.001}, share) == " (from 8 fewer to no gap)"
    assert between({"difference_low": -0.08, "difference_high": 0.03}, share) == " (from 8 fewer to 3 more)"
