"""Where a year group will end: who is compared with whom, by hand, again in pandas, and on unseen years."""

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.tracking import endings
from dashboard.tracking.view import FOR_LEADERS

from .pages import notes, told

CARD = "tracking-projection"
HEADINGS = "pupil | subject | assessment | assessed_on | kind | scale | value"
THIS_YEAR = {"from_date": "2025-09-01", "to_date": "2026-08-31"}
MENUS = {"ending-year": "11", "ending-groups": "Pupil premium", **THIS_YEAR}
STAGE = endings.Stage(11, 11, date(2025, 12, 10))


def pupil_rows(years=("2023/24", "2024/25"), now=24):
    """Return 30 pupils of each finished Year 11, and today's; half have pupil premium."""
    for year in years:
        yield from (f"{year[:4]}-{place} | {year} | 11 | {'YN'[place % 2]} |" for place in range(30))
    yield from (f"now-{place} | 2025/26 | 11 | {'YN'[place % 2]} |" for place in range(now))
    yield "left | 2025/26 | 11 | Y | 2025-11-01"


def result_rows(years=("2023/24", "2024/25"), now=24, scale="GCSE 9-1"):
    """Return mocks of 3, 4 or 5 in December, and in the past results one grade higher in June."""
    for year in years:
        starts = int(year[:4])
        for place in range(30):
            grade = 3 + place % 3
            yield f"{starts}-{place} | Maths | Mock | {starts}-12-12 | result | {scale} | {grade}"
            yield f"{starts}-{place} | Maths | End | {starts + 1}-06-20 | result | {scale} | {grade + 1}"
    for place in range(now):
        yield f"now-{place} | Maths | Mock | 2025-12-10 | result | GCSE 9-1 | {3 + place % 3}"
    yield "left | Maths | Mock | 2025-10-10 | result | GCSE 9-1 | 9"


def given(school, pupils, results):
    heads = "pupil | academic_year | year_group | pupil_premium | left_on"
    school.given(pupils="\n".join([heads, *pupils]), results="\n".join([HEADINGS, *results]))
    return school


@pytest.fixture(scope="module")
def finished(new_school):
    return given(new_school(), pupil_rows(), result_rows())


def test_everyone_is_projected_one_grade_up_as_past_pupils_went(finished, ask_of):
    answer = ask_of(finished, "finished")(f"{CARD}-graph", subject="Maths", **MENUS)
    [row] = [row for row in table(answer) if row[0][0] == "All pupils"]
    assert [float(cell[-1]) for cell in row[1:4]] == pytest.approx([24, 4, 5], abs=0.02)
    assert "; the average now is 4." in told(answer, CARD)
    assert "learnt from 60 pupils of 2 finished year groups (2023/24 and 2024/25)" in notes(answer, CARD)


def table(answer):
    """Return the rows of the table behind the chart."""
    return json.loads(answer[f"{CARD}-table"]["children"]["props"]["data-table"])["rows"]


def test_who_has_left_is_not_projected(finished):
    rows = query(finished)
    now = rows[rows["finished_in"].isna()]
    assert len(now) == 24


def query(school, subject="Maths", year_group="11", ends_on=date(2026, 8, 31)):
    return school.run(
        "tracking/projection",
        subject=subject,
        year_group=year_group,
        last_year_group="11",
        ends_on=ends_on,
        to_date=date(2025, 12, 31),
        schools=[],
    )


def test_past_pupils_are_seen_at_the_same_point_give_or_take_a_fortnight(finished):
    past = query(finished).query("finished_in == '2024/25'")
    assert (past["final"] - past["latest"]).eq(1).all()


def test_a_pupil_with_the_same_results_has_the_same_projection_in_whatever_group(finished, ask_of):
    answer = ask_of(finished, "finished")(f"{CARD}-graph", subject="Maths", **MENUS)
    means = {row[0][0]: float(row[3][-1]) for row in table(answer)}
    assert means["Pupil premium"] == pytest.approx(means["Not pupil premium"])


def test_no_finished_year_says_which_past_results_would_help(new_school, ask_of):
    school = given(new_school(), pupil_rows(years=()), result_rows(years=()))
    said = told(ask_of(school, "none-finished")(f"{CARD}-graph", subject="Maths", **MENUS), CARD)
    assert said.startswith("No year group in the data has finished Year 11")
    assert "Import results of pupils who have finished Year 11 in Maths, on the scale GCSE 9-1" in said


def test_past_results_on_another_scale_are_not_mixed_in(new_school, ask_of):
    school = given(new_school(), pupil_rows(), result_rows(scale="A level"))
    said = told(ask_of(school, "other-scale")(f"{CARD}-graph", subject="Maths", **MENUS), CARD)
    assert said.startswith("The past results in Maths are on another scale (A level)")


def test_a_year_group_without_results_says_so(finished, ask_of):
    early = {**MENUS, "from_date": "2024-09-01", "to_date": "2024-09-30"}
    said = told(ask_of(finished, "finished")(f"{CARD}-graph", subject="Maths", **early), CARD)
    assert said.startswith(
        "Year 11 in Maths: no results of the pupils chosen who are on roll on 30 September 2024"
    )


def test_governors_see_no_projection(finished, ask_of):
    ask = ask_of(finished, "finished")
    assert told(ask(f"{CARD}-graph", "projected", subject="Maths", **MENUS), CARD) != FOR_LEADERS
    assert ask(f"{CARD}-graph", "governor", subject="Maths", **MENUS) == 403


def test_choices_that_the_page_does_not_offer_are_refused(finished, ask_of):
    ask = ask_of(finished, "finished")
    assert ask(f"{CARD}-graph", **{**MENUS, "ending-year": "99"}) == 400
    assert ask(f"{CARD}-graph", **{**MENUS, "ending-groups": "Eye colour"}) == 400


def test_the_query_again_in_plain_pandas(new_school):
    rng = np.random.default_rng(3)
    pupils, results = [], []
    for year in range(2022, 2026):
        for place in range(8):
            pupils.append(f"{year}-{place} | {year}/{year % 100 + 1} | 11 | Y |")
            for month, day in ((9, 20), (12, 5), (3, 8), (6, 10)):
                for subject in ("Maths", "Art"):
                    on = date(year + (month < 9), month, int(day + rng.integers(-3, 3)))
                    if rng.random() < 0.8 and on < date(2025, 12, 31):
                        cell = f"{year}-{place} | {subject} | {month} | {on} | result | GCSE 9-1"
                        results.append(f"{cell} | {rng.integers(1, 9)}")
    school = given(new_school(), pupils, results)
    found = query(school, subject=None).set_index("pupil_id")
    rows = pd.DataFrame([line.split(" | ") for line in results], columns=HEADINGS.split(" | "))
    rows = rows.assign(day=pd.to_datetime(rows["assessed_on"]), points=rows["value"].astype(float))
    rows["ends"] = pd.to_datetime(rows["pupil"].str[:4].astype(int).add(1).astype(str) + "-08-31")
    rows["left"] = (rows["ends"] - rows["day"]).dt.days
    point = rows.loc[rows["pupil"].str[:4] == "2025", "left"].min() - 14
    names = (
        school.connection().execute("select pupil_id, pupil from pupil").df().set_index("pupil_id")["pupil"]
    )
    for pupil_id, row in found.iterrows():
        mine = rows[rows["pupil"] == names[pupil_id]].sort_values("day")
        latest, earlier, final = [], [], []
        for _, each in mine.groupby("subject"):
            known, after = each[each["left"] >= point], each[each["left"] < point]
            if len(known):
                latest.append(known["points"].iloc[-1])
                earlier.append(known["points"].iloc[:-1].mean())
                final.append(after["points"].iloc[-1] if len(after) else np.nan)
        expected = [pd.Series(each, dtype=float).mean() for each in (latest, earlier, final)]
        assert row[["latest", "earlier", "final"]].astype(float).tolist() == pytest.approx(
            expected, nan_ok=True
        )


def frames(rng, cohorts, each=160, shift=0.2, below=0.25):
    """Return rows as the query gives them. Every fourth pupil's group ends lower than its results say."""
    count = cohorts * each
    cohort, in_group = np.repeat(np.arange(cohorts), each), np.arange(count) % 4 == 0
    level = 4.5 + 1.5 * rng.standard_normal(count) - in_group
    final = level + (shift * rng.standard_normal(cohorts))[cohort] + 0.6 * rng.standard_normal(count)
    rows = pd.DataFrame(
        {
            "enrolment_id": np.arange(count),
            "school_id": 1,
            "finished_in": [f"{2010 + each}" if each < cohorts - 1 else None for each in cohort],
            "scale": "GCSE 9-1",
            "expected": 4.0,
            "latest_on": pd.Timestamp("2025-12-10"),
            "latest": np.rint(level + 0.6 * rng.standard_normal(count)),
            "earlier": level + 0.5 * rng.standard_normal(count),
            "starting": level + rng.standard_normal(count),
            "starting_scale": "GCSE 9-1",
            "final": np.rint(final - below * in_group),
        }
    )
    groups = pd.DataFrame(
        {"group": ["Pupil premium", "Not pupil premium"], "is_focus": [True, False]}, index=[1, 2]
    )
    return rows.assign(place=np.where(in_group, 1, 2)), groups, cohort == cohorts - 1, in_group


@pytest.mark.parametrize("past", [2, 5])
def test_ranges_hold_the_truth_8_times_in_10_for_a_year_group_not_seen(past):
    held = {"mean": [], "mean of group": [], "reach": [], "reach of group": []}
    rng = np.random.default_rng(past)
    for _ in range(100):
        rows, groups, is_now, in_group = frames(rng, past + 1)
        found = endings.projected(rows, groups, STAGE, "Maths").rows.set_index("group")
        for name, who, group in (
            ("", is_now, "All pupils"),
            (" of group", is_now & in_group, "Pupil premium"),
        ):
            truth, row = rows.loc[who, "final"], found.loc[group]
            held["mean" + name].append(row["low"] <= truth.mean() <= row["high"])
            held["reach" + name].append(row["reach_low"] <= (truth >= 4).sum() <= row["reach_high"])
    for name, each in held.items():
        assert 0.72 <= np.mean(each) <= 0.92, (name, np.mean(each))


def test_a_scale_that_changed_since_last_year_is_told_as_past_results_on_another_scale(new_school, ask_of):
    earlier = (f"now-{place} | Maths | Old | 2025-06-10 | result | A level | C" for place in range(24))
    school = given(new_school(), pupil_rows(), [*result_rows(scale="A level"), *earlier])
    said = told(ask_of(school, "changed-since")(f"{CARD}-graph", **MENUS), CARD)
    assert said.startswith("The past results are on another scale (A level)")
