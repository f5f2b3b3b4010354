"""The reference data say where each row comes from, agree with themselves, and are read as typed."""

import re
from datetime import date

import pytest

from dashboard.measures import NAMES
from dashboard.reference import FOLDER, benchmark, phase_of, reference, series_breaks

FILES = sorted(path.stem for path in FOLDER.glob("*.csv"))

# England 2025/26 to 23 July 2026, all state-funded schools: sessions by code, and the published totals
# (dfe-analytical-services/attendance-data-dashboard, 23 July 2026).
PRESENT, AT_AN_ACTIVITY = 2_245_897_896, 31_197_486
AUTHORISED, UNAUTHORISED = 110_576_083, 57_748_222
ATTENDING, POSSIBLE = 2_277_095_382, 2_445_419_687


@pytest.mark.parametrize("name", FILES)
def test_each_row_has_a_source(name):
    sources = reference(name)["source"]
    assert sources.str.match(r"verified: |verified in part: |unverified|project choice: ").all()


def test_all_codes_of_the_register_are_there():
    codes = reference("attendance_code")["code"]
    assert len(codes) == 45
    assert codes.is_unique
    assert {"/", "\\", "#", "C1", "C2", "J1", "Y1", "Y7"} <= set(codes)


def test_a_possible_session_is_attended_or_missed_and_no_other_is():
    codes = reference("attendance_code")
    attending, absent = codes["counts_as_attending"], codes["counts_as_absent"]
    assert (codes["counts_as_possible"] == (attending ^ absent)).all()
    assert not (attending & absent).any()
    assert (codes["authorised"].notna() == absent).all()


def test_only_a_late_arrival_before_the_register_closes_is_late():
    codes = reference("attendance_code").set_index("code")
    assert codes.index[codes["is_late"]].tolist() == ["L"]
    assert codes.loc["U", "counts_as_absent"]
    assert not codes.loc["U", "authorised"]


def test_the_categories_reconcile_with_the_national_totals():
    sessions = {
        "present": PRESENT,
        "attending approved educational activity": AT_AN_ACTIVITY,
        "authorised absence": AUTHORISED,
        "unauthorised absence": UNAUTHORISED,
    }
    flags = reference("attendance_code").query("in_force_to.isna()").drop_duplicates("category")
    flags = flags.set_index("category").loc[list(sessions)]
    flags["sessions"] = list(sessions.values())

    def total(flag):
        return int(flags["sessions"][flags[flag].fillna(False)].sum())

    assert total("counts_as_attending") == ATTENDING
    assert total("counts_as_possible") == POSSIBLE
    assert total("authorised") == AUTHORISED
    assert total("counts_as_absent") / total("counts_as_possible") == pytest.approx(0.0688324813506746)


def test_a_code_maps_only_to_a_code_in_force():
    codes = reference("attendance_code").set_index("code")
    mapped = codes["map_to"][codes["map_to"] != ""]
    assert codes.loc[mapped, "in_force_to"].isna().all()


def test_a_characteristic_has_one_reference_or_none():
    groups = reference("characteristic").groupby("characteristic", sort=False)["is_reference"].sum()
    assert groups.index[groups == 0].tolist() == ["All pupils", "Year group"]
    assert groups.max() == 1


def test_each_characteristic_ends_with_the_pupils_not_known():
    groups = reference("characteristic").query("characteristic != 'All pupils'")
    last = groups.groupby("characteristic").tail(1)
    assert set(last["code"]) == {"?"}
    assert set(last["label"]) == {"Not known"}
    assert not last["is_focus"].any()


def test_codes_and_labels_name_one_group():
    groups = reference("characteristic")
    for column in ("code", "label", "group_position"):
        assert not groups.duplicated(["characteristic", column]).any()


def test_every_ethnicity_falls_in_a_group_of_the_characteristic():
    groups = reference("characteristic").query("characteristic == 'Ethnicity'")["code"]
    ethnicity = reference("ethnicity")
    assert set(ethnicity["major_group"]) == set(groups)
    assert set(ethnicity["main_code"]) <= set(ethnicity.query("level == 'main'")["code"])


def test_every_need_is_a_group_of_the_characteristic():
    groups = reference("characteristic").query("characteristic == 'SEN need'")["code"]
    assert set(groups) == {*reference("sen_need")["code"], "N", "?"}


def test_every_grade_is_on_a_scale_and_within_it():
    grades = reference("grade").merge(reference("scale"), on="scale", how="left", validate="many_to_one")
    assert grades["highest"].notna().all()
    assert not grades.duplicated(["scale", "grade"]).any()
    known = grades.dropna(subset="points")
    assert known["points"].between(known["lowest"], known["highest"]).all()


def test_an_unverified_grade_keeps_its_mark():
    grades = reference("grade").query("scale == 'GCSE 9-1'").set_index("grade")
    assert grades.loc[["U", "X"], "source"].tolist() == ["unverified", "unverified"]
    assert grades.loc["9", "points"] == 9


def test_a_benchmark_is_for_a_measure_and_a_group_of_ours():
    rows = reference("benchmark")
    groups = reference("characteristic")
    assert set(rows["measure"]) <= set(NAMES)
    assert rows.merge(groups, on=["characteristic", "code"]).shape[0] == len(rows)
    assert not rows.duplicated(["measure", "academic_year", "phase", "characteristic", "code"]).any()
    assert rows["value"].between(0, 1).all()
    assert all(re.fullmatch(r"20\d\d/\d\d", year) for year in rows["academic_year"])


@pytest.mark.parametrize(
    ("measure", "year", "phase", "characteristic", "code", "percent"),
    [
        ("absence_rate", "2024/25", "secondary", "All pupils", "All pupils", 8.44),
        ("absence_rate", "2024/25", "all", "All pupils", "All pupils", 6.78),
        ("persistent_absence", "2024/25", "secondary", "All pupils", "All pupils", 23.37),
        ("severe_absence", "2024/25", "special", "All pupils", "All pupils", 6.91),
        ("persistent_absence", "2022/23", "all", "Free school meals", "Y", 36.5),
        ("persistent_absence", "2022/23", "all", "Free school meals", "N", 15.6),
        ("persistent_absence", "2022/23", "secondary", "Year group", "9", 29.1),
        ("unauthorised_absence", "2025/26", "secondary", "All pupils", "All pupils", 3.27),
    ],
)
def test_a_benchmark_is_the_published_figure(measure, year, phase, characteristic, code, percent):
    assert benchmark(measure, year, phase, characteristic, code).value == pytest.approx(percent / 100)


def test_a_figure_of_another_phase_or_year_is_not_used():
    assert benchmark("persistent_absence", "2022/23", "secondary", "Free school meals", "Y") is None
    assert benchmark("absence_rate", "2026/27", "secondary", "All pupils", "All pupils") is None


def test_this_years_figures_are_marked_provisional():
    found = benchmark("absence_rate", "2025/26", "secondary", "All pupils", "All pupils")
    assert found.status == "provisional"
    assert "year to date" in found.publication


def test_breaks_belong_to_a_measure_a_characteristic_and_a_time():
    years = date(2024, 9, 1), date(2026, 11, 13)
    assert series_breaks("absence_rate", *years).empty
    assert series_breaks("absence_rate", date(2023, 9, 1), years[1])["label"].tolist() == [
        "New attendance codes"
    ]
    assert series_breaks("absence_rate", *years, "Free school meals")["label"].tolist() == [
        "Free school meals widened"
    ]
    assert series_breaks("persistent_absence", date(2015, 1, 1), date(2016, 1, 1)).empty  # only a note


def test_a_break_names_measures_and_characteristics_of_ours():
    rows = reference("series_break")
    assert {name for names in rows["measures"] if names for name in names.split(";")} <= set(NAMES)
    assert set(rows["characteristic"]) <= {"", *reference("characteristic")["characteristic"]}


@pytest.mark.parametrize(
    ("year_groups", "phase"),
    [(["7", "11"], "secondary"), (["R", "6"], "primary"), (["6", "7"], "all"), ([], "all")],
)
def test_the_phase_follows_from_the_year_groups(year_groups, phase):
    assert phase_of(year_groups) == phase
