"""The expectation audit: targets of pupils who started level, by hand, in statsmodels, and on the page."""

import json
from datetime import date

import numpy as np
import pytest
import statsmodels.api as sm

from dashboard.tracking.expectation_answers import compared
from dashboard.tracking.targets import targets_of
from dashboard.tracking.view import Asked
from tests.conftest import EVERYONE, THE_YEAR

from .pages import furnished, notes, told

CARDS = ("tracking-audit", "tracking-bands")
HEADINGS = "pupil | subject | assessment | assessed_on | kind | scale | value"
HARSH = 40  # pupils; those with pupil premium aim one grade lower from the same start


def result_rows(lower):
    """Return starts and targets: by start alone, ``lower`` for pupils with pupil premium; some noise."""
    noise = np.random.default_rng(5).integers(-1, 2, 2 * HARSH)
    for place in range(2 * HARSH):
        start = 90 + place // 2  # every start once with pupil premium and once without
        aim = 3 + (start - 90) // 10 + int(noise[place // 2]) + 1 - (lower if place % 2 else 0)
        for subject in ("Reading", "Maths"):
            yield f"{place} | {subject} | Key stage 2 | 2022-05-10 | baseline | KS2 scaled score | {start}"
        yield f"{place} | Maths | Aim | 2025-09-20 | target | GCSE 9-1 | {aim}"


def harsh(school, lower=1):
    """Return a school in which the same start leads to a lower target for pupils with pupil premium."""
    flags = [("Y" if place % 2 else "N", "F" if place < 3 else "M") for place in range(2 * HARSH)]
    rows = [
        f"{place} | {7 + place % 4 // 2} | {' | '.join(each)} | Zebedee" for place, each in enumerate(flags)
    ]
    school.given(
        pupils="\n".join(["pupil | year_group | pupil_premium | sex | surname", *rows]),
        results="\n".join([HEADINGS, *result_rows(lower)]),
    )
    return furnished(school, f"{school.folder} furnished")


def this_year(ask_of, school):
    """Return how to ask about the school's year."""
    ask, days = ask_of(school, school.folder), {name: THE_YEAR[name] for name in ("from_date", "to_date")}
    return lambda output, viewer="leader", **values: ask(output, viewer, **days, **values)


def view_of(school):
    days = {name: date.fromisoformat(THE_YEAR[name]) for name in ("from_date", "to_date")}
    filters = {**EVERYONE, **days, "subject": None}
    return Asked(school, "leader", filters)


def test_each_pupils_targets_count_from_the_mean_of_subject_and_year(school):
    school.given(
        pupils="pupil | year_group | left_on\n1 | 7 |\n2 | 7 |\n3 | 8 |\n4 | 7 | 2025-08-01",
        results=f"""{HEADINGS}
            1 | Maths | KS2 | 2025-05-10 | baseline | KS2 scaled score | 100
            1 | Maths | Aim | 2025-09-20 | target   | GCSE 9-1         | 4
            1 | Art   | Aim | 2025-09-20 | target   | GCSE 9-1         | 5
            2 | Maths | Aim | 2025-09-20 | target   | GCSE 9-1         | 8
            2 | Maths | Now | 2025-10-20 | target   | GCSE 9-1         | 6
            3 | Maths | Aim | 2025-09-20 | target   | GCSE 9-1         | 9
            4 | Maths | Aim | 2025-07-20 | target   | GCSE 9-1         | 9
        """,
    )
    rows = school.run("tracking/targets_and_starts", **THE_YEAR, **EVERYONE)
    # Maths in Year 7: 4 and 6, mean 5; art has one target, which is its own mean. Pupil 4 has left.
    assert rows["above"].tolist() == [-0.5, 1.0, 0.0]
    assert rows["baseline"].fillna(0).tolist() == [100, 0, 0]


def test_the_difference_is_what_least_squares_leaves_at_the_same_start(school):
    view = view_of(harsh(school))
    row = compared(view, targets_of(view)).set_index("group").loc["Pupil premium"]
    rows = school.run("tracking/targets_and_starts", **THE_YEAR, **EVERYONE)
    start = rows["baseline"] - rows.groupby("year_group")["baseline"].transform("mean")
    premium = rows["pupil_id"].map(
        dict(school.run("gap/scope", **EVERYONE)[["pupil_id", "enrolment_id"]].values)
    )
    codes = school.db.execute("select enrolment_id, pupil_premium from enrolment").fetchall()
    terms = sm.add_constant(np.column_stack([premium.map(dict(codes)).astype(float), start]))
    fit = sm.OLS(rows["above"].to_numpy(), terms).fit(cov_type="HC2", use_t=True)
    assert row["difference"] == pytest.approx(fit.params[1])
    assert [row["low"], row["high"]] == pytest.approx(fit.conf_int()[1].tolist())
    assert row["difference"] == pytest.approx(-1, abs=0.2)
    assert (row["pupils"], row["others"], row["clear"]) == (40, 40, True)


def test_a_group_of_three_is_named_and_not_compared(school):
    view = view_of(harsh(school))
    rows = compared(view, targets_of(view))
    girls = rows[(rows["characteristic"] == "Sex")].iloc[0]
    assert girls["small"] and np.isnan(girls["difference"])


def test_the_sentence_names_the_widest_clear_difference(school, ask_of):
    ask = this_year(ask_of, harsh(school))
    answer = ask("tracking-audit-graph")
    assert told(answer, "tracking-audit").startswith(
        "Among pupils who started level, pupil premium pupils have targets 1 grade lower than others"
    )
    assert "40 pupils against 40" in told(answer, "tracking-audit")
    assert "fewer than 10 pupils on one side: in the table only" in notes(answer, "tracking-audit")


def test_the_same_targets_are_said_to_be_within_chance(school, ask_of):
    ask = this_year(ask_of, harsh(school, 0))
    assert "could be chance" in told(ask("tracking-audit-graph"), "tracking-audit")


def test_bands_show_the_difference_level_by_level(school, ask_of):
    ask = this_year(ask_of, harsh(school))
    answer = ask("tracking-bands-graph", aimed_by="Pupil premium")
    assert "Below 100: pupils without pupil premium 1 grade above pupil premium pupils. 100" in told(
        answer, "tracking-bands"
    )
    table = json.loads(answer["tracking-bands-table"]["children"]["props"]["data-table"])
    assert table["head"][-2:] == ["From", "To"]
    words = answer["tracking-bands-graph"]["figure"]["data"][1]["text"]
    assert words[0] == "<b>\u22120.5</b><br>n 10"


def test_a_difference_in_a_band_that_chance_could_make_is_said_to_be_one(school, ask_of):
    ask = this_year(ask_of, harsh(school, 0))
    said = told(ask("tracking-bands-graph", aimed_by="Pupil premium"), "tracking-bands")
    assert said.count(", which could be chance") == 3


def test_a_difference_in_a_band_that_chance_could_hardly_make_goes_without_caution(school, ask_of):
    ask = this_year(ask_of, harsh(school, 3))
    said = told(ask("tracking-bands-graph", aimed_by="Pupil premium"), "tracking-bands")
    assert "chance" not in said


@pytest.mark.parametrize("card", CARDS)
def test_without_targets_the_card_says_what_brings_them(card, school, ask_of):
    school.given(
        pupils="pupil | year_group\n1 | 7",
        results=f"{HEADINGS}\n1 | Art | December | 2025-12-10 | result | GCSE 9-1 | 5",
    )
    said = told(this_year(ask_of, school)(f"{card}-graph"), card)
    assert "import results with rows of kind target" in said


def test_targets_without_a_start_are_said_to_need_baselines(school, ask_of):
    school.given(
        pupils="pupil | year_group\n1 | 7",
        results=f"{HEADINGS}\n1 | Art | Aim | 2025-12-10 | target | GCSE 9-1 | 5",
    )
    said = told(this_year(ask_of, school)("tracking-audit-graph"), "tracking-audit")
    assert "import results with rows of kind baseline" in said


@pytest.mark.parametrize("card", CARDS)
def test_governors_get_no_audit_and_nobody_gets_a_name(school, ask_of, card):
    ask = this_year(ask_of, harsh(school))
    assert ask(f"{card}-graph", "governor") == 403
    for viewer in ("leader", "projected"):
        assert "Zebedee" not in json.dumps(ask(f"{card}-graph", viewer))


def test_a_characteristic_that_is_not_on_the_page_is_refused(ask):
    assert ask("tracking-bands-graph", aimed_by="upn") == 400
