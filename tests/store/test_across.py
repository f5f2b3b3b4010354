"""What one file of an import says against another, against scales, and against schools."""

import json
from contextlib import contextmanager

import pytest

from dashboard.store import build_steps, marks, publishing
from dashboard.store.build import build
from dashboard.store.files import hash_file
from dashboard.store.importing import import_files
from dashboard.store.undoing import rebuild, undo
from tests.store.conftest import contents, write

RESULTS = "pupil,subject,assessment,assessed_on,kind,scale,value\n"
FIVE = "1,Maths,A,2025-12-05,result,GCSE 9-1,5\n"
NINE = FIVE.replace(",5\n", ",9\n")
MARKS = "pupil,date,session,code\n"
PUPIL = "pupil,year_group\n1,7\n"


@pytest.fixture
def bring(tmp_path):
    """Return how to import files given by name and text, into one school."""

    def bring_in(files, **how):
        paths = [write(tmp_path / "files" / name, text) for name, text in files.items()]
        return import_files(tmp_path / "store", paths, by="tests", **how)

    bring_in.folder = tmp_path / "store"
    return bring_in


def problems(report):
    return [problem for file in report.files for problem in file.problems] + [
        found for found in report.across if not found["is_warning"]
    ]


def refused_text(report):
    return "".join(path.read_text(encoding="utf-8-sig") for path in sorted(report.refused_rows.iterdir()))


def rebuilt(folder):
    """Return what the school holds, which is the same when it is built again."""
    before = contents(folder)
    rebuild(folder)
    assert contents(folder) == before
    return before


TWICE = {
    "results": (RESULTS, "3,Maths,A,2025-12-05,result,GCSE 9-1,5\n", FIVE, NINE),
    "pupils": ("pupil,academic_year,year_group\n", "3,2025/26,7\n", "1,2025/26,7\n", "1,2025/26,8\n"),
    "questions": (
        "pupil,subject,assessment,assessed_on,question,mark,out_of\n",
        "3,Maths,A,2025-12-05,1,2,3\n", "1,Maths,A,2025-12-05,1,2,3\n", "1,Maths,A,2025-12-05,1,3,3\n",
    ),
    "staff": ("academic_year,staff,fte\n", "2025/26,C,1\n", "2025/26,A,1\n", "2025/26,A,0.5\n"),
    "contacts": (
        "pupil,contacted_on,with_whom,about,subject,method\n",
        "3,2025-10-08,parent,target,,phone\n", "1,2025-10-08,parent,target,,phone\n",
        "1,2025-10-08,parent,target,,letter\n",
    ),
    "options": (
        "academic_year,pupil,rank,subject\n",
        "2025/26,3,1,Art\n", "2025/26,1,1,Art\n", "2025/26,1,1,Music\n",
    ),
    "costs": (
        "academic_year,item,amount\n",
        "2025/26,supply,100\n", "2025/26,income,100\n", "2025/26,total income,200\n",
    ),
    "rooms": ("room,places\n", "S2,30\n", "S1,30\n", "S1,24\n"),
    "activities": (
        "academic_year,activity,weekday\n",
        "2025/26,Chess,Mon\n", "2025/26,Choir,Wed\n", "2025/26,Choir,Thu\n",
    ),
    "activity_pupils": (
        "academic_year,activity,pupil,sessions_offered\n",
        "2025/26,Choir,3,9\n", "2025/26,Choir,1,9\n", "2025/26,Choir,1,8\n",
    ),
    "attendance": (MARKS, "3,2025-09-02,AM,/\n", "1,2025-09-02,AM,/\n", "1,2025-09-02,AM,L\n"),
}  # fmt: skip


@pytest.mark.parametrize("table", TWICE)
def test_two_files_that_disagree_on_a_key_are_refused_and_both_named(bring, table):
    head, other, first, second = TWICE[table]
    files = {"a.csv": head + other + first, "b.csv": head + second}
    [problem] = problems(bring(files, check_only=True))
    assert (problem["file"], problem["row"], problem["code"]) == ("b.csv", 2, "DIFFERENT")
    assert "as row 3 of a.csv, but says something else" in problem["found"]
    assert bring(files).outcome == "refused"
    report = bring(files, accept_good_rows=True)
    assert report.outcome == "refused"  # nothing of b.csv is good


@pytest.mark.parametrize("table", TWICE)
def test_the_first_of_two_files_is_kept_with_accept_good_rows(bring, table):
    head, other, first, second = TWICE[table]
    files = {"a.csv": head + first, "b.csv": head + second + other}
    report = bring(files, accept_good_rows=True)
    assert (report.outcome, [file.refused for file in report.files]) == ("imported", [0, 1])
    assert "row 2 of a.csv" in refused_text(report)
    held = rebuilt(bring.folder)
    name = {
        "attendance": "mark",
        "results": "result",
        "pupils": "enrolment",
        "questions": "question",
        "contacts": "contact",
        "options": "option_choice",
        "costs": "cost",
        "rooms": "room",
        "activities": "activity",
        "activity_pupils": "activity_pupil",
    }
    assert len(held[f"main.{name.get(table, table)}"]) == 2


@pytest.mark.parametrize("table", TWICE)
def test_the_same_row_in_two_files_is_kept_once_with_a_note(bring, table):
    head, other, first, _ = TWICE[table]
    files = {"a.csv": head + first, "b.csv": head + first + other}
    assert problems(bring(files, check_only=True)) == []
    report = bring(files)
    assert (report.outcome, [file.repeated for file in report.files]) == ("imported", [0, 1])
    assert [warning["code"] for warning in report.files[1].warnings] == ["REPEATED"]
    rebuilt(bring.folder)


def test_a_file_that_only_repeats_another_is_taken(bring):
    report = bring({"a.csv": MARKS + "1,2025-09-02,AM,/\n", "b.csv": MARKS + "1,2025-09-02,AM,/\n"})
    assert (report.outcome, [file.good for file in report.files]) == ("imported", [1, 0])
    assert len(rebuilt(bring.folder)["main.mark"]) == 1


def test_an_earlier_import_of_both_files_leaves_one_row_for_a_key(bring):
    bring({"a.csv": RESULTS + FIVE, "b.csv": RESULTS + NINE.replace("Maths", "Art")})
    [place] = (bring.folder / "imports").glob("0001-*")
    second = write(place / "b.csv", RESULTS + NINE)
    told = json.loads((place / "manifest.json").read_text())
    told["files"][1]["sha256"] = hash_file(second)
    (place / "manifest.json").write_text(json.dumps(told))
    rebuild(bring.folder)
    assert [row[7] for row in contents(bring.folder)["main.result"]] == ["5"]


@pytest.fixture
def among_millions(monkeypatch):
    """Take every file of marks for one too large to be looked through before the build."""
    monkeypatch.setattr(marks, "LOOKED_THROUGH", 0)

    @contextmanager
    def build_here(standing, lock):
        yield lambda new, say: build(standing, lambda: new, say)

    monkeypatch.setattr(publishing, "begin_build", build_here)


TWO_MARKS = MARKS + "1,2025-09-02,AM,/\n1,2025-09-02,AM,{}\n1,2025-09-03,AM,/\n"


def test_a_mark_that_stands_twice_among_millions_is_kept_once(bring, among_millions):
    report = bring({"marks.csv": TWO_MARKS.format("/")})
    assert (report.outcome, report.files[0].good) == ("imported", 3)
    assert report.notes == ["Note: 1 marks say again what an earlier row says. Each was kept once."]
    assert len(rebuilt(bring.folder)["main.mark"]) == 2


def test_different_marks_among_millions_are_named(bring, among_millions):
    files = {"marks.csv": TWO_MARKS.format("L")}
    assert [found["row"] for found in problems(bring(files, check_only=True))] == [3]
    with pytest.raises(build_steps.RepeatedMarks, match="School, pupil 1: 2025-09-02 AM is marked / and L"):
        bring(files)
    assert bring(files, accept_good_rows=True).files[0].refused == 1
    assert len(rebuilt(bring.folder)["main.mark"]) == 2


BAD = FIVE.replace("1,", "2,", 1).replace(",5\n", ",E*\n")
UNKNOWN = FIVE.replace("1,", "3,", 1).replace("GCSE 9-1", "Ours")


def test_a_value_on_no_scale_is_named_refused_and_does_not_block_later_imports(bring):
    files = {"results.csv": RESULTS + FIVE + BAD + UNKNOWN}
    report = bring(files)
    assert report.outcome == "refused"
    assert [(found["file"], found["row"], found["code"]) for found in problems(report)] == [
        ("results.csv", 3, "VALUES_NOT_ON_SCALE"),
        ("results.csv", 4, "UNKNOWN_SCALES"),
    ]
    report = bring(files, accept_good_rows=True)
    assert (report.outcome, report.files[0].good, report.files[0].refused) == ("imported", 1, 2)
    assert "E*" in refused_text(report)
    assert "Ours" in refused_text(report)
    assert bring({"pupils.csv": PUPIL}).outcome == "imported"
    assert len(rebuilt(bring.folder)["main.result"]) == 1


def test_scales_count_whatever_the_order_of_files_and_stay_when_taken_back(bring):
    report = bring({"results.csv": RESULTS + UNKNOWN, "scales.csv": "scale,lowest,highest\nOurs,0,9\n"})
    assert report.outcome == "imported"
    later = bring({"more.csv": RESULTS + UNKNOWN.replace("3,", "4,", 1)})
    assert later.outcome == "imported"
    undo(bring.folder, report.batch)
    assert bring({"pupils.csv": PUPIL}).outcome == "imported"
    assert len(rebuilt(bring.folder)["main.result"]) == 1


def schools(folder):
    return [row[1] for row in contents(folder)["main.school"]]


def test_facts_without_a_school_belong_to_the_only_one_that_is_named_later(bring):
    bring({"marks.csv": MARKS + "1,2025-09-02,AM,/\n"})
    assert schools(bring.folder) == ["School"]
    named = bring({"pupils.csv": "school,pupil,year_group\nHill School,1,7\n"})
    assert schools(bring.folder) == ["Hill School"]
    assert not [found for found in named.across if found["code"] == "UNKNOWN_PUPILS"]
    assert len(rebuilt(bring.folder)["main.pupil"]) == 1
    bring({"dale.csv": "school,pupil,year_group\nDale School,1,7\n"})
    assert schools(bring.folder) == ["Dale School", "Hill School"]
    assert len(rebuilt(bring.folder)["main.pupil"]) == 2
    undo(bring.folder, named.batch)


def test_several_schools_at_once_after_facts_without_one_are_refused_with_the_remedy(bring):
    bring({"marks.csv": MARKS + "1,2025-09-02,AM,/\n"})
    report = bring({"pupils.csv": "school,pupil,year_group\nHill School,1,7\nDale School,1,7\n"})
    assert report.outcome == "refused"
    [problem] = problems(report)
    assert (problem["code"], "evenhand undo" in problem["remedy"]) == ("NO_SCHOOL", True)


@pytest.mark.parametrize(
    "head", ["school,pupil,date,session,code\n", "school,pupil,date,session,code,note\n"]
)
def test_rows_without_a_school_are_refused_one_by_one_where_several_are_known(bring, head):
    bring({"pupils.csv": "school,pupil,year_group\nHill School,1,7\nDale School,1,7\n"})
    rows = ["Hill School,1,2025-09-02,AM,/", ",9,2025-09-02,AM,/", "Dale School,1,2025-09-02,AM,/"]
    end = ",x\n" if "note" in head else "\n"
    files = {"marks.csv": head + end.join(rows) + end}
    [problem] = problems(bring(files))
    assert (problem["file"], problem["row"], problem["code"]) == ("marks.csv", 3, "NO_SCHOOL")
    report = bring(files, accept_good_rows=True)
    assert (report.outcome, report.files[0].good, report.files[0].refused) == ("imported", 2, 1)
    assert '"3"' in refused_text(report)
    assert not [found for found in report.across if found["code"] == "UNKNOWN_PUPILS"]
    assert len(rebuilt(bring.folder)["main.mark"]) == 2


def test_a_row_without_a_school_is_of_the_only_one_that_the_file_names(bring):
    bring({"pupils.csv": "school,pupil,year_group\n,2,7\nHill School,1,7\n"})
    assert schools(bring.folder) == ["Hill School"]
    assert len(rebuilt(bring.folder)["main.pupil"]) == 2


def test_what_only_its_pupils_name_is_kept_and_told_of(bring):
    files = {
        "a.csv": "activity,kind\nChoir,music\n",
        "b.csv": "activity,pupil\nChoir,1\nChess,1\n",
        "c.csv": "class,subject\n8x,Maths\n",
        "d.csv": "class,pupil\n8x,1\n8y,1\n",
        "e.csv": "intervention,starts_on\nReading,2025-09-08\n",
        "f.csv": "intervention,pupil,starts_on\nReading,1,2025-09-08\nNumber,1,2025-09-08\n",
    }
    told = {found["code"]: found["found"] for found in bring(files).across}
    assert 'the activity is in no file of activities (1 of them): "Chess"' in told["UNKNOWN_ACTIVITIES"]
    assert {"UNKNOWN_CLASSES", "UNKNOWN_INTERVENTIONS"} <= set(told)
    held = rebuilt(bring.folder)
    for name in ("activity", "activity_pupil", "class", "class_member", "intervention", "support"):
        assert len(held[f"main.{name}"]) == 2, name


def test_a_later_import_replaces_choices_and_costs_row_by_row(bring):
    bring({"a.csv": "pupil,rank,subject\n1,1,Art\n1,2,Music\n", "b.csv": "item,amount\nincome,5\n"})
    bring({"a.csv": "pupil,rank,subject,allocated\n1,1,Art,yes\n", "b.csv": "item,amount\nincome,6\n"})
    held = rebuilt(bring.folder)
    assert [row[2:] for row in held["main.option_choice"]] == [(1, "Art", True), (2, "Music", None)]
    assert [row[-1] for row in held["main.cost"]] == [6]
