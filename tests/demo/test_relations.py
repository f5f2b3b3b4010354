"""The made-up school holds the relations that parameters.py says, worked out from its files alone."""

import numpy as np
import pandas as pd
import pytest

from dashboard.demo.support import THAT_HELPS, THAT_ONLY_SEEMS_TO_HELP
from dashboard.reference import benchmark
from tests.demo.conftest import academic_years


def difference(rows, value, column, year=None):
    rows = rows if year is None else rows[rows["academic_year"] == year]
    means = rows.groupby(column)[value].mean()
    return means["Y"] - means["N"]


def national(measure, year):
    return benchmark(measure, year, "secondary", "All pupils", "All pupils").value


def test_absence_is_near_that_of_secondary_schools(made_up):
    for year in made_up.years[:2]:
        rows = made_up.absence.query("academic_year == @year")
        rate = rows["missed"].sum() / rows["possible"].sum()
        assert rate == pytest.approx(national("absence_rate", year), abs=0.015)
        assert rows["persistent"].mean() == pytest.approx(national("persistent_absence", "2024/25"), abs=0.04)


def test_a_quarter_attract_pupil_premium(made_up):
    assert (made_up.pupils["pupil_premium"] == "Y").mean() == pytest.approx(0.26, abs=0.03)


def test_the_gap_in_persistent_absence_widens(made_up):
    gaps = [difference(made_up.absence, "persistent", "pupil_premium", year) for year in made_up.years]
    assert 0.05 < gaps[0] < gaps[1]
    assert gaps[2] > gaps[0] + 0.08


def test_the_gap_of_pupils_with_english_as_an_additional_language_closes(made_up):
    first, _, last = (difference(made_up.points, "points", "eal", year) for year in made_up.years)
    assert first < -0.7
    assert abs(last) < 0.35


def test_pupil_premium_pupils_are_about_a_grade_and_a_half_behind(made_up):
    assert difference(made_up.points, "points", "pupil_premium") == pytest.approx(-1.55, abs=0.3)


def test_prior_attainment_drives_results_and_absence_lowers_them(made_up):
    rows = made_up.points.merge(made_up.absence[["academic_year", "pupil", "missed", "possible"]])
    rows["key_stage_2"] = rows["pupil"].map(made_up.key_stage_2())
    rows = rows.dropna(subset="key_stage_2")
    absence = rows["missed"] / rows["possible"]
    assert np.corrcoef(rows["key_stage_2"], rows["points"])[0, 1] > 0.6
    columns = np.column_stack([np.ones(len(rows)), rows["key_stage_2"], absence])
    _, by_key_stage_2, by_absence = np.linalg.lstsq(columns, rows["points"].to_numpy(), rcond=None)[0]
    assert by_key_stage_2 > 0.1
    assert -6 < by_absence < -2


def test_pupils_with_special_needs_reach_less(made_up):
    means = made_up.points.groupby("sen")["points"].mean()
    assert means["E"] < means["K"] - 0.5 < means["N"] - 1


def test_summer_born_pupils_reach_slightly_less(made_up):
    rows = made_up.points.query("date_of_birth != ''")
    month = rows["date_of_birth"].str[5:7].astype(int)
    by_term = (
        rows["points"].groupby(np.select([month >= 9, month >= 4], ["autumn", "summer"], "spring")).mean()
    )
    assert -0.4 < by_term["summer"] - by_term["autumn"] < -0.02


def test_year_9_dips(made_up):
    means = made_up.points.groupby("year_group")["points"].mean()
    assert means.idxmin() == "9"


def test_fridays_and_days_after_a_holiday_are_missed_more(made_up):
    marks = made_up.files["attendance"].query("code != '#'")
    away = marks["code"].isin(list("IOGCEN")).groupby(marks["date"]).mean()
    days = pd.to_datetime(away.index.to_series(), format="%Y-%m-%d")
    weekday, apart = days.dt.day_of_week, days.diff().dt.days
    assert away[weekday == 4].mean() > 1.08 * away[(weekday == 1) | (weekday == 2)].mean()
    assert away[apart > 5].mean() > 1.08 * away[weekday == 0].mean()


def test_the_cohorts_without_tests_have_no_key_stage_2_baseline(made_up):
    tested = made_up.pupils["pupil"].isin(made_up.key_stage_2().index)
    shares = tested.groupby([made_up.pupils["academic_year"], made_up.pupils["year_group"]]).mean()
    assert shares["2024/25", "11"] == shares["2025/26", "11"] == shares["2024/25", "10"] == 0
    assert shares["2026/27", "11"] > 0.9
    assert shares["2024/25", "7"] > 0.9


def test_about_two_thirds_of_the_targets_are_met(made_up):
    targets = made_up.results("target")[["academic_year", "pupil", "subject", "points"]]
    both = made_up.results().merge(targets, on=["academic_year", "pupil", "subject"], suffixes=("", "_aim"))
    assert (both["points"] >= both["points_aim"]).mean() == pytest.approx(0.66, abs=0.06)


def gained(made_up, programme, subject):
    """Return the rise in the test, and the rise in grades beyond that of the rest of the year group."""
    pupils = made_up.files["intervention_pupils"].query(f"intervention == '{programme} 2025/26'")
    scores = pupils[["entry_score", "exit_score"]].apply(pd.to_numeric)
    rows = made_up.results().query("academic_year == '2025/26' and subject == @subject")
    rows = rows[rows["year_group"] == programme.split()[1]]
    grades = rows.pivot_table(index="pupil", columns="assessment", values="points")
    rise = grades[["Spring 2026", "Summer 2026"]].mean(axis=1) - grades["Autumn 2025"]
    took_part = grades.index.isin(pupils["pupil"])
    return (scores["exit_score"] - scores["entry_score"]).mean(), rise[took_part].mean() - rise[
        ~took_part
    ].mean()


def test_one_intervention_helps(made_up):
    in_test, in_grades = gained(made_up, THAT_HELPS, "English")
    assert in_test > 6
    assert in_grades > 0.4


def test_one_only_seems_to_help(made_up):
    in_test, in_grades = gained(made_up, THAT_ONLY_SEEMS_TO_HELP, "Maths")
    assert in_test > 5
    assert abs(in_grades) < 0.2


def test_thirty_interventions_in_the_latest_two_years(made_up):
    starts = made_up.files["interventions"]["starts_on"]
    assert len(starts) == 30
    assert starts.between("2025-09-01", "2026-11-13").all()


def test_a_group_is_too_small_to_show(made_up):
    looked_after = made_up.pupils.query("looked_after == 'Y'").groupby("academic_year").size()
    assert looked_after["2026/27"] == 4


def test_free_school_meals_widen_in_september_2026(made_up):
    shares = (made_up.pupils["free_school_meals"] == "Y").groupby(made_up.pupils["academic_year"]).mean()
    assert shares["2026/27"] > shares["2025/26"] + 0.08
    premium = (made_up.pupils["pupil_premium"] == "Y").groupby(made_up.pupils["academic_year"]).mean()
    assert premium["2026/27"] == pytest.approx(premium["2025/26"], abs=0.02)


def test_pupil_premium_pupils_sit_in_lower_sets(made_up):
    members = made_up.files["class_members"].merge(made_up.files["classes"]).query("set_rank != ''")
    members = members.merge(made_up.pupils[["academic_year", "pupil", "pupil_premium"]])
    rank = members["set_rank"].astype(int)
    assert (members["pupil_premium"][rank >= 7] == "Y").mean() > 2 * (
        members["pupil_premium"][rank <= 2] == "Y"
    ).mean()


def test_ten_subjects_three_assessments_a_year(made_up):
    rows = made_up.results()
    assert rows["subject"].nunique() == 10
    assert rows.groupby("academic_year")["assessment"].nunique().tolist() == [3, 3, 1]
    assert set(made_up.files["questions"]["subject"]) == {"Maths", "English"}


def test_seven_in_ten_targets_are_talked_through_and_fewer_of_pupil_premium_pupils(made_up):
    targets = made_up.files["results"].query("kind == 'target'").reset_index()
    talks = made_up.files["contacts"].query("about == 'target'")
    pairs = targets.merge(talks, on="pupil", suffixes=("", "_talked"))
    is_about = pairs["subject_talked"].isin({""}) | (pairs["subject_talked"] == pairs["subject"])
    year = academic_years(pairs["assessed_on"]) == academic_years(pairs["contacted_on"])
    talked = pairs[is_about & year & (pairs["contacted_on"] >= pairs["assessed_on"])]["index"]
    targets["talked"] = targets["index"].isin(talked)
    targets["academic_year"] = academic_years(targets["assessed_on"])
    rows = targets.merge(made_up.pupils, on=["academic_year", "pupil"])
    assert 0.65 < rows["talked"].mean() < 0.75
    assert -0.2 < difference(rows, "talked", "pupil_premium") < -0.04


def test_families_of_persistently_absent_pupils_are_rung_and_no_others(made_up):
    calls = made_up.files["contacts"].query("about == 'attendance'")
    absent = made_up.absence.query("persistent")
    called = set(zip(academic_years(calls["contacted_on"]), calls["pupil"], strict=True))
    assert called <= set(zip(absent["academic_year"], absent["pupil"], strict=True))
    assert 0.6 < len(called) / len(absent) < 0.85


def test_year_9_choose_four_subjects_and_two_in_reserve_and_are_placed_before_year_10(made_up):
    chosen = made_up.files["options"].merge(made_up.pupils, on=["academic_year", "pupil"])
    assert set(chosen["year_group"]) == {"9"}
    assert set(chosen.groupby(["academic_year", "pupil"])["rank"].apply("".join)) == {"123456"}
    assert not chosen.duplicated(["academic_year", "pupil", "subject"]).any()
    assert set(chosen.loc[chosen["academic_year"] == "2026/27", "allocated"]) == {""}
    given = chosen[chosen["allocated"] == "Y"].groupby(["academic_year", "pupil"]).size()
    assert set(given) == {4}


def test_pupils_are_taught_the_options_that_they_were_given(made_up):
    given = made_up.files["options"].query("allocated == 'Y' and academic_year == '2025/26'")
    taught = made_up.files["class_members"].query("academic_year == '2026/27'")
    taught = taught.merge(made_up.files["classes"].query("academic_year == '2026/27'"), on="class")
    pairs = set(zip(taught["pupil"], taught["subject"], strict=True))
    stayed = given[given["pupil"].isin(taught["pupil"])]
    assert len(stayed) > 800
    assert set(zip(stayed["pupil"], stayed["subject"], strict=True)) <= pairs


def test_pupil_premium_pupils_get_all_their_choices_less_often(made_up):
    first = made_up.files["options"].query("allocated != '' and rank <= '4'")
    has_all = (first["allocated"] == "Y").groupby([first["academic_year"], first["pupil"]]).all()
    rows = has_all.rename("has_all").reset_index().merge(made_up.pupils, on=["academic_year", "pupil"])
    assert 0.9 < rows["has_all"].mean() < 0.97
    assert difference(rows, "has_all", "pupil_premium") < -0.03


def test_activities_reach_fewer_pupil_premium_pupils(made_up):
    came = made_up.files["activity_pupils"][["academic_year", "pupil"]].drop_duplicates().assign(comes=1)
    rows = made_up.pupils.merge(came, how="left", on=["academic_year", "pupil"]).fillna({"comes": 0})
    assert 0.35 < rows["comes"].mean() < 0.55
    for year in made_up.years:
        assert difference(rows, "comes", "pupil_premium", year) < -0.1
    assert made_up.files["activities"].groupby("academic_year").size().tolist() == [30, 30, 30]


def test_nobody_comes_to_more_sessions_or_clubs_than_there_are(made_up):
    members = made_up.files["activity_pupils"]
    offered, attended = members["sessions_offered"].astype(int), members["sessions_attended"].astype(int)
    assert (attended <= offered).all()
    assert 0.7 < attended.sum() / offered.sum() < 0.9
    sizes = members.groupby(["academic_year", "activity"]).size().rename("pupils").reset_index()
    places = sizes.merge(made_up.files["activities"], on=["academic_year", "activity"])
    assert (places["pupils"] <= places["places"].astype(int)).all()


def test_the_budget_pays_the_staff_and_leaves_less_every_year(made_up):
    costs = made_up.files["costs"]
    amounts = costs.assign(amount=costs["amount"].astype(int)).pivot_table(
        index="academic_year", columns="item", values="amount"
    )
    staff = made_up.files["staff"]
    teachers = staff[staff["role"].isin(["teacher", "leader"])]
    paid = teachers["cost"].astype(int).groupby(teachers["academic_year"]).sum()
    assert (amounts["teaching staff"] == paid).all()
    left = (amounts["income"] - amounts.drop(columns="income").sum(axis=1)).tolist()
    assert left == sorted(left, reverse=True)
    assert left[-1] < 0 < left[0]


def test_the_school_has_about_sixty_rooms(made_up):
    rooms = made_up.files["rooms"]
    assert 55 <= len(rooms) <= 65
    assert {"general", "science", "practical", "hall", "sports"} <= set(rooms["kind"])


def test_help_also_begins_after_a_need_was_seen_and_sooner_for_pupil_premium_pupils(made_up):
    places = made_up.files["intervention_pupils"].merge(
        made_up.files["interventions"], on="intervention", suffixes=("", "_usual")
    )
    later = places[places["starts_on"] > places["starts_on_usual"]]
    assert len(later) > 100
    assert set(later["tier"]) == {"wider"}
    assert set(later["starts_on"]) <= set(made_up.files["attendance"].query("code != '#'")["date"])
    days = pd.to_datetime(later["starts_on"])
    later = later.assign(
        academic_year=academic_years(later["starts_on"]),
        waited=days - pd.to_datetime(later["starts_on_usual"]),
    )
    whole = later.query("academic_year == '2025/26'").merge(made_up.pupils, on=["academic_year", "pupil"])
    weeks = whole["waited"].dt.days.groupby(whole["pupil_premium"]).median() / 7
    assert 7 < weeks["Y"] < weeks["N"] < 16
    assert (later["academic_year"] == "2026/27").sum() > 25
    attended = later["sessions_attended"].astype(int)
    assert (attended <= later["sessions_offered"].astype(int)).all()
    assert not later.duplicated(["academic_year", "pupil"]).any()
