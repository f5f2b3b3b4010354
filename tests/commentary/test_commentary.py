"""The commentary says what the figures say, how sure one may be, from how many pupils, in plain words."""

import re
from datetime import date
from math import nan
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from dashboard import commentary, gaps
from dashboard.commentary import CERTAINTY, Basis, grade_of, of_gap, of_level, of_move, of_row, of_trend
from dashboard.measures import MEASURES
from dashboard.overview.findings import chance
from dashboard.scope import NO_FILTERS
from dashboard.sentences import CHANCE, gap_sentence
from dashboard.statistics import Gap
from tests.commentary.reading import HARDEST, grade, syllables

ABSENT = SimpleNamespace(
    name="persistent_absence",
    title="Persistent absence",
    kind="proportion",
    unit="percent",
    good="low",
    area="attendance",
)
JARGON = re.compile(
    r"(?i)p-?value|percentile|regression|standard deviation|confidence interval|significan|hypothes|"
    r"coefficient|variance|quartile|null\b|nan\b|outlier|correlat|cohort|metric|RAG\b"
)


def rows_of(premium=(100, 0.31), others=(300, 0.14), ends=(0.08, 0.27), is_clear=True):
    """Return a gap frame: pupil premium pupils set beside the others."""
    base = {"hidden": False, "small": False, "characteristic": "Pupil premium", "denominator": nan}
    columns = {
        "group": ["Pupil premium", "Not pupil premium"],
        "reference": ["Not pupil premium", None],
        "pupils": [premium[0], others[0]],
        "value": [premium[1], others[1]],
        "low": [premium[1] - 0.09, others[1] - 0.04],
        "high": [premium[1] + 0.09, others[1] + 0.04],
        "difference": [round(premium[1] - others[1], 10), nan],
        "difference_low": [ends[0], nan],
        "difference_high": [ends[1], nan],
        "is_focus": [True, False],
        "clear": [is_clear, False],
    }
    return pd.DataFrame(columns).assign(**base)


def test_a_gap_is_said_in_three_sentences_with_certainty_n_and_source():
    assert of_gap(rows_of(), ABSENT, "Pupil premium", basis=Basis(to=date(2025, 11, 14))) == (
        "Pupil premium pupils miss a tenth of school more often than others: 31 in 100 against 14 in 100.",
        "A gap of 17 in 100 (between 8 and 27), about 17 pupils.",
        "The difference is clear (100 and 300 pupils; registers to 14 November 2025).",
    )


def test_the_first_two_are_the_sentences_that_every_page_has():
    rows = rows_of()
    change = "last year 19: no clear change"
    told = of_gap(rows, ABSENT, "Pupil premium", change=change)
    assert " ".join(told[:2]) == gap_sentence(rows.iloc[0], rows.iloc[1], ABSENT, "Pupil premium", change)


@pytest.mark.parametrize(
    ("ends", "is_clear", "words"),
    [
        ((0.08, 0.27), True, "The difference is clear"),
        ((0.02, 0.32), True, "The difference is likely to be real"),
        ((-0.02, 0.36), False, CHANCE.removesuffix(".")),
    ],
)
def test_the_words_grow_less_sure_as_the_interval_nears_nothing(ends, is_clear, words):
    told = of_gap(rows_of(ends=ends, is_clear=is_clear), ABSENT, "Pupil premium")
    assert told[2].startswith(words)
    assert sum(each.count("chance") for each in told) <= 1


def test_the_widest_of_many_is_not_sure_for_being_picked():
    rows = rows_of(ends=(0.02, 0.32))
    told = of_gap(rows, ABSENT, "Pupil premium", basis=Basis(looks=30))
    assert told[2].startswith("The difference may be chance: of 30 looked at, some come out as wide")
    assert of_gap(rows_of(ends=(0.1, 0.24)), ABSENT, "Pupil premium", basis=Basis(looks=30))[2].startswith(
        "The difference is clear"
    )


def test_the_table_of_certainty_is_in_step_with_the_intervals():
    assert [each.words for each in CERTAINTY] == ["clear", "likely", "cannot be told from chance"]
    # A hundred pupils: 0 stands 1.01 half-widths away, 0.99 of one, and two of them.
    assert grade_of(1.01, 0.01, 2.01, 100).words == "likely"
    assert grade_of(0.99, -0.01, 1.99, 100).words == "cannot be told from chance"
    assert grade_of(2.0, 1.0, 3.0, 100).words == "clear"
    assert grade_of(0.0, nan, nan, 100).words == "cannot be told from chance"
    row = {"difference": 2.0, "difference_low": 1.0, "difference_high": 3.0, "pupils": 10}
    share = chance([row])[0]
    assert share == pytest.approx(0.0014, abs=0.0002)  # twice 2.262 in the tail of t with 9 degrees
    assert grade_of(2.0, 1.0, 3.0, 10, looks=10).words == "likely"


def test_too_few_pupils_and_no_data_are_one_sentence_without_a_number():
    assert of_gap(rows_of(premium=(6, 0.5)), ABSENT, "Pupil premium") == ("Too few pupils to compare (6).",)
    hidden = rows_of().assign(hidden=True)
    assert len(of_row(hidden.iloc[0], hidden.iloc[1], ABSENT, "Pupil premium")) == 1
    nobody = rows_of(premium=(0, nan), others=(0, nan))
    assert of_gap(nobody, ABSENT, "Pupil premium") == (
        "No data on persistent absence: import attendance to see it.",
    )
    alone = rows_of().assign(reference=None)
    assert of_gap(alone, ABSENT, "Pupil premium") == (commentary.figures.NO_GROUPS,)


def test_no_gap_is_not_called_chance():
    rows = rows_of(premium=(100, 0.14), ends=(-0.07, 0.09), is_clear=False)
    told = of_gap(rows, ABSENT, "Pupil premium")
    assert told[1:] == ("No gap.", "From 100 and 300 pupils; registers.")


def test_a_level_is_said_with_last_year_and_how_sure_its_change_is():
    now, before = rows_of().iloc[0], rows_of(premium=(100, 0.60)).iloc[0]
    assert of_level(now, ABSENT, before) == (
        "Persistent absence: 31 in 100, likely between 22 in 100 and 40 in 100.",
        "Last year 60 in 100: a clear fall.",
        "From 100 pupils; registers.",
    )


def trend(*gaps_):
    """Return a group's gaps in three whole years."""
    columns = ("difference", "difference_low", "difference_high")
    rows = pd.DataFrame([dict(zip(columns, each, strict=True)) for each in gaps_])
    return rows.assign(
        period=["2023/24", "2024/25", "2025/26"][: len(rows)],
        pupils=100,
        small=False,
        is_running=False,
        clear=True,
    )


def test_a_course_says_how_sure_it_is_that_the_gap_has_moved():
    wide, narrow = (0.3, 0.25, 0.35), (0.1, 0.05, 0.15)
    told = of_trend(trend(wide, wide, narrow), ABSENT, "Pupil premium", "Pupil premium")
    assert told[0].startswith("Persistent absence, pupil premium pupils, 2025/26: a gap of 10 in 100 (")
    assert told[1] == "That it has narrowed since 2023/24 is clear (100 pupils; registers)."
    same = of_trend(trend(narrow, wide, narrow), ABSENT, "Pupil premium", "Pupil premium")
    assert same[1] == "That it has moved since 2023/24 cannot be told from chance (100 pupils; registers)."


def test_a_figure_then_and_now_is_unchanged_within_chance_or_moved():
    then = Gap(0.09, 0.05, 0.13)
    assert of_move(then, Gap(0.091, 0.051, 0.131), ABSENT).kind == "unchanged"
    near = of_move(then, Gap(0.12, 0.08, 0.16), ABSENT)
    assert near.kind == "within chance"
    assert near.sentence == (
        "It was 9 in 100 (between 5 and 13), and is now 12 in 100 (between 8 and 16): no more than chance "
        "would move it."
    )
    assert of_move(then, Gap(0.3, 0.26, 0.34), ABSENT).kind == "moved"
    gone = of_move(then, Gap(0.06, -0.01, 0.13), ABSENT)
    assert gone.kind == "moved"
    assert "now it cannot be told from chance" in gone.sentence


def test_each_figure_raises_a_question_for_governors_and_for_staff():
    for measure in MEASURES.values():
        for standing in ("strength", "gap", "unclear"):
            for way in ("", "narrowed", "widened", "unclear"):
                for audience in ("governors", "staff"):
                    asked = commentary.question_for(measure, "girls", standing, way, audience)
                    assert "?" in asked
                    assert "girls" in asked
                    assert grade(asked) <= HARDEST
                    assert not JARGON.search(asked)


@pytest.fixture(scope="module")
def told(new_school):
    """Return every sentence about every measure and characteristic of a school with all of both."""
    school = new_school()
    fill(school)
    found = set()
    for measure in MEASURES.values():
        every = gaps.every_group(school, "leader", measure.name, NO_FILTERS)
        for characteristic, rows in every.groupby("characteristic"):
            for group in rows["group"]:
                basis = Basis(30, date(2026, 7, 1))
                found |= set(of_gap(rows, measure, characteristic, group, basis=basis))
            for _, row in rows.iterrows():
                found |= set(of_level(row, measure))
    return sorted(found)


def fill(school):
    """Give a school 240 pupils with every characteristic, attendance, results, targets and support."""
    chosen = np.random.default_rng(1)
    people, marks, results, support = [], [], [], []
    needs, groups = ["SLD", "MLD", "SEMH", "ASD", "OTH"], ["WBRI", "APKN", "BAFR", "MWBC", "OOTH"]
    for place in range(240):
        need = needs[place % 5] if place % 2 else ""
        sex, premium = "FM"[place % 2], "YN"[int(place % 3 > 0)]
        sen, eal, ethnicity = "K" if need else "N", "NY"[int(place % 4 == 0)], groups[place % 5]
        people.append(f"{place} | 9 | {sex} | {premium} | {sen} | {need} | {eal} | {ethnicity}")
        missed = int(chosen.integers(0, 40)) + 10 * (premium == "Y")
        marks.append(f"{place} | 2025-09-01 | 2026-06-30 | 200 | {missed} | {missed // 3}")
        for kind, grade_ in (("baseline", 4), ("target", 6), ("result", 5)):
            number = min(9, max(1, grade_ + int(chosen.integers(-2, 3)) - (premium == "Y")))
            day = "2025-09-10" if kind == "baseline" else "2026-03-02"
            results.append(f"{place} | Mathematics | {kind} | {day} | {kind} | GCSE 9-1 | {number}")
        if place % 4 == 0:
            came = int(chosen.integers(5, 21))
            support.append(f"{place} | Reading | 2025-10-01 | 2026-03-01 | 20 | {came}")
    pupils = "pupil | year_group | sex | pupil_premium | sen | sen_need | eal | ethnicity"
    school.given(
        pupils="\n".join([pupils, *people]),
        attendance_totals="\n".join(["pupil|from_date|to_date|possible|authorised|unauthorised", *marks]),
        results="\n".join(["pupil|subject|assessment|assessed_on|kind|scale|value", *results]),
        interventions="intervention|starts_on|ends_on|minutes\nReading|2025-10-01|2026-03-01|30",
        intervention_pupils="\n".join(
            ["pupil|intervention|starts_on|ends_on|sessions_offered|sessions_attended", *support]
        ),
    )


def test_every_sentence_is_within_the_reading_age(told):
    assert len(told) > 300
    assert [(round(grade(each), 1), each) for each in told if grade(each) > HARDEST] == []
    assert np.mean([grade(each) for each in told]) < 5


def test_no_sentence_has_a_word_of_the_trade(told):
    assert [each for each in told if JARGON.search(each)] == []


def test_the_reading_age_itself():
    heard = {
        "cat": 1, "late": 1, "table": 2, "reading": 2, "difference": 3, "school": 1, "pupils": 2, "missed": 1,
        "wanted": 2, "likely": 2, "places": 2, "university": 5, "yes": 1,
    }  # fmt: skip
    assert {word: syllables(word) for word in heard} == heard
    # 10 words in 1 sentence, 11 syllables: 0.39 * 10 + 11.8 * 1.1 - 15.59.
    assert grade("The cat sat on a mat and saw the river.") == pytest.approx(1.29)
    hard = "The statistical significance of differential attainment necessitates institutional deliberation."
    assert grade(hard) > 20
