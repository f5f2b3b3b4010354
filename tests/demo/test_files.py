"""The made-up school's files are files that a school could hand in, of nobody, and always the same."""

import hashlib

import pytest

from dashboard.demo import make_school
from dashboard.demo.days import latest_years
from dashboard.demo.names import (
    BEGINNINGS,
    ENDINGS,
    FORENAMES,
    NO_SUCH_AUTHORITY,
    check_letter,
    school_name,
)
from dashboard.reference import reference
from dashboard.schemas import SCHEMAS
from tests.demo.conftest import read

SMALL = {"pupils": 150, "years": 2}


def hashes(paths):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    first = hashes(make_school(tmp_path / "first", **SMALL, seed=7))
    again = hashes(make_school(tmp_path / "again", **SMALL, seed=7))
    assert first == again


def test_another_seed_writes_another_school(tmp_path):
    first = hashes(make_school(tmp_path / "first", **SMALL, seed=7))
    other = hashes(make_school(tmp_path / "other", **SMALL, seed=8))
    assert not [
        name for name in ("pupils.csv", "attendance.csv", "results.csv") if first[name] == other[name]
    ]


def test_every_file_has_its_schemas_headings(made_up):
    assert set(made_up.files) == set(SCHEMAS) - {"scales", "grades", "attendance_totals"}
    for name, rows in made_up.files.items():
        assert list(rows.columns) == [column.name for column in SCHEMAS[name].columns]


def test_every_file_has_one_row_a_key_and_every_required_value(made_up):
    for name, rows in made_up.files.items():
        schema = SCHEMAS[name]
        assert not rows.duplicated(list(schema.key)).any(), name
        required = [column.name for column in schema.columns if column.required]
        assert (rows[required] != "").all(axis=None), name


def test_every_code_is_on_its_list(made_up):
    for name, rows in made_up.files.items():
        for column in SCHEMAS[name].columns:
            allowed = set(column.allowed)
            if column.code_list:
                allowed = set(reference(column.code_list)["code"])
            if allowed:
                assert set(rows[column.name]) <= allowed | {""}, (name, column.name)


def test_a_unique_pupil_number_opens_with_its_check_letter(made_up):
    numbers = made_up.pupils["upn"]
    assert all(check_letter(number[1:]) == number[0] for number in numbers.unique())
    assert made_up.pupils.groupby("upn")["pupil"].nunique().max() == 1


def test_the_check_letter_is_the_published_one():
    assert check_letter("801200005001") == "B"
    assert check_letter("207000016049") == "P"


def test_nobody_in_it_is_anybody(made_up):
    assert (made_up.pupils["upn"].str[1:4] == NO_SUCH_AUTHORITY).all()
    surnames = {beginning + ending for beginning in BEGINNINGS for ending in ENDINGS}
    assert set(made_up.pupils["surname"]) <= surnames
    assert set(made_up.pupils["forename"]) <= {*FORENAMES["F"], *FORENAMES["M"]}


def test_pupils_have_the_age_of_their_year_group(made_up):
    rows = made_up.pupils.query("date_of_birth != ''")
    turned_eleven = rows["academic_year"].str[:4].astype(int) - (rows["year_group"].astype(int) - 7) - 11
    born = rows["date_of_birth"]
    assert (born >= turned_eleven.astype(str) + "-09-01").all()
    assert (born <= (turned_eleven + 1).astype(str) + "-08-31").all()


def test_a_year_has_190_days_for_pupils_and_the_last_runs_to_the_last_mark(made_up):
    marks = made_up.files["attendance"]
    days = marks[marks["code"] != "#"].groupby(marks["date"].str[:7])["date"].nunique()
    assert days["2024-09":"2025-07"].sum() == days["2025-09":"2026-07"].sum() == 190
    assert marks["date"].max() == "2026-11-13"
    assert [len(year.days) for year in latest_years(3)] == [195, 195, 49]


def test_nobody_has_a_mark_before_joining_or_after_leaving(made_up):
    marks = made_up.files["attendance"].groupby("pupil")["date"].agg(["min", "max"])
    rows = made_up.pupils.groupby("pupil").agg(joined=("joined_on", "min"), left=("left_on", "max"))
    both = marks.join(rows)
    assert (both["min"] >= both["joined"]).all()
    assert ((both["max"] <= both["left"]) | (both["left"] == "")).all()
    assert (both["left"] != "").sum() > 10


def test_facts_are_about_pupils_and_classes_that_exist(made_up):
    files = made_up.files
    pupils = set(made_up.pupils["pupil"])
    about_pupils = ("attendance", "results", "questions", "class_members", "intervention_pupils", "contacts")
    for name in (*about_pupils, "options", "activity_pupils"):
        assert set(files[name]["pupil"]) <= pupils
    assert set(files["class_members"]["class"]) <= set(files["classes"]["class"])
    assert set(files["intervention_pupils"]["intervention"]) == set(files["interventions"]["intervention"])
    assert set(files["activity_pupils"]["activity"]) <= set(files["activities"]["activity"])
    assert set(files["options"]["subject"]) <= set(files["classes"]["subject"])
    named = [files["classes"]["teacher"], files["interventions"]["staff"], files["contacts"]["staff"]]
    assert set().union(*named) <= {*files["staff"]["staff"], ""}


def test_schools_of_a_trust_differ_but_repeat_their_pupil_numbers(tmp_path):
    paths = {path.stem: read(path) for path in make_school(tmp_path, **SMALL, schools=2)}
    pupils = paths["pupils"]
    numbers = pupils.groupby("school")["pupil"].agg(set)
    assert len(numbers) == 2
    assert len(numbers.iloc[0] & numbers.iloc[1]) > 100
    assert pupils.groupby("school").size().nunique() == 2
    assert pupils.groupby("upn")["school"].nunique().max() == 1
    assert len({school_name(number) for number in range(60)}) == 60


def test_a_school_too_small_to_make_up_is_refused(tmp_path):
    with pytest.raises(ValueError, match="give 100 or more"):
        make_school(tmp_path, pupils=20)


def test_nobody_leaves_before_joining(tmp_path):
    # The second to fifth school of this seed once had pupils who joined a Year 11 that had left.
    paths = {path.stem: path for path in make_school(tmp_path, schools=5, years=3, seed=1)}
    for name, first, last in (("pupils", "joined_on", "left_on"), ("class_members", "from_date", "to_date")):
        rows = read(paths[name])
        stays = rows[rows[last].fillna("") != ""]
        assert len(stays) > 0
        assert (stays[first] <= stays[last]).all(), name
