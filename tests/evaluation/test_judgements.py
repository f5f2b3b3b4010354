"""A judgement keeps its figures, is looked at anew, and says when it has gone stale and why."""

import json
from dataclasses import replace
from datetime import date
from math import nan

import pytest

from dashboard.evaluation import binding, headings, knowing, shelf
from dashboard.evaluation.binding import NoFigure, bind, checked, from_link, read
from dashboard.evaluation.judgement import Bound, Judgement, Reading, Version, from_json
from dashboard.overview.evidence import COMPONENTS
from dashboard.schemas import SCHEMAS
from dashboard.shell import factory
from dashboard.store.problems import Unreadable

TODAY = date(2026, 1, 10)
GAP = Bound("persistent_absence", "Pupil premium", "Pupil premium", "", {})
LEVEL = Bound("persistent_absence", "All pupils", "", "", {})


def given(school, premium, others):
    """Give a school 100 pupils a side, of whom so many missed 30 of 200 sessions; a new generation."""
    people, marks = [], []
    for flag, absent in (("Y", premium), ("N", others)):
        for place in range(100):
            people.append(f"{flag}{place} | 9 | {flag}")
            missed = 30 if place < absent else 5
            marks.append(f"{flag}{place} | 2025-09-01 | 2025-12-19 | 200 | {missed} | 0")
    school.given(
        pupils="\n".join(["pupil | year_group | pupil_premium", *people]),
        attendance_totals="\n".join(["pupil|from_date|to_date|possible|authorised|unauthorised", *marks]),
    )
    return school


@pytest.fixture(scope="module")
def now(new_school):
    """Return a school where 40 in 100 with pupil premium and 10 in 100 others are persistently absent."""
    return given(new_school(), 40, 10)


def judged(said, bound=GAP, at="2025-12-20T10:00:00+00:00"):
    """Return a judgement that rests on one figure."""
    version = Version(
        "written", "Absence falls on the poor.", "Ann", at, "components", "beyond", ((bound, said),)
    )
    return Judgement("0123456789", (version,))


def was(difference, low, high):
    """Return what the gap said once."""
    return Reading(("It was so.",), "2025/26", "2025-11-01", 100, 0.3, 0.2, 0.4, difference, low, high)


def test_a_figure_is_read_with_its_words_its_scope_and_the_day_of_its_data(now):
    said = read(now, "leader", GAP)
    assert (said.pupils, said.value) == (100, 0.4)
    assert said.difference == pytest.approx(0.3)
    assert said.data_to == "2025-12-19"
    assert said.sentences[0] == (
        "Pupil premium pupils miss a tenth of school more often than others: 40 in 100 against 10 in 100."
    )
    assert said.sentences[2] == "The difference is clear (100 and 100 pupils; registers to 19 December 2025)."


def test_a_judgement_stands_while_its_figure_is_as_it_was(now):
    found = checked(now, "leader", judged(read(now, "leader", GAP)), TODAY)
    assert (found.stale, found.figures[0].state) == ("", "unchanged")


def test_a_move_within_chance_is_said_and_the_judgement_stands(now):
    found = checked(now, "leader", judged(was(0.24, 0.12, 0.36)), TODAY)
    assert found.stale == ""
    assert found.figures[0].sentence.startswith("It was 24 in 100 (between 12 and 36), and is now 30 in 100")
    assert found.figures[0].sentence.endswith("no more than chance would move it.")


def test_a_figure_that_has_moved_makes_the_judgement_stale(now):
    found = checked(now, "leader", judged(was(0.09, 0.05, 0.13)), TODAY)
    assert found.stale == "Persistent absence, pupil premium pupils: the figure has moved."
    assert found.figures[0].sentence.startswith("It was 9 in 100 (between 5 and 13), and is now 30 in 100")


def test_a_gap_that_is_no_longer_told_from_chance_makes_it_stale(school):
    found = checked(given(school, 12, 10), "leader", judged(was(0.1, 0.01, 0.19)), TODAY)
    assert found.figures[0].state == "moved"
    assert found.figures[0].sentence.endswith("now it cannot be told from chance.")


def test_a_level_moves_by_its_own_interval(now):
    said = read(now, "leader", LEVEL)
    assert said.sentences[0].startswith("Persistent absence: 25 in 100")
    stale = checked(now, "leader", judged(replace(said, value=0.5, low=0.45, high=0.55), LEVEL), TODAY)
    assert "It was 50 in 100 (between 45 and 55), and is now 25 in 100" in stale.figures[0].sentence
    assert checked(now, "leader", judged(said, LEVEL), TODAY).stale == ""


@pytest.mark.parametrize(
    ("bound", "words"),
    [
        (replace(GAP, group="Travellers"), "no group Travellers"),
        (replace(GAP, filters={"year_groups": ["13"]}), "which is not in the data"),
        (replace(GAP, measure="at_expected"), "No data on at the expected standard"),
    ],
)
def test_a_figure_that_can_no_longer_be_told_makes_it_stale_with_the_reason(now, bound, words):
    found = checked(now, "leader", judged(was(0.3, 0.2, 0.4), bound), TODAY)
    assert found.figures[0].state == "gone"
    assert found.stale.endswith("the figure can no longer be told.")
    assert words in found.figures[0].sentence


def test_a_judgement_of_more_than_a_year_is_to_be_looked_at(now):
    said = read(now, "leader", GAP)
    assert "more than a school year" in checked(now, "leader", judged(said), date(2027, 1, 10)).stale


def test_a_link_to_the_page_of_gaps_binds_its_figure_and_no_other_link_does(now):
    link = "/equity?measure=persistent_absence&characteristic=Pupil+premium&group=Pupil+premium"
    assert from_link(now, f"https://school.example{link}") == GAP
    assert binding.link(now, GAP).startswith(link)
    with pytest.raises(NoFigure, match="Equity gaps"):
        from_link(now, "https://school.example/tracking")
    for wrong in ({"measure": "made up"}, {"characteristic": "Shoe size"}, {"group": "Nobody"}):
        named = {"measure": GAP.measure, "characteristic": GAP.characteristic, "group": GAP.group}
        with pytest.raises(NoFigure):
            bind(now, {**named, **wrong})


def test_steps_are_added_and_none_is_lost(tmp_path):
    said = was(0.3, nan, nan)
    kept = shelf.write(tmp_path, judged(said).now)
    again = replace(kept.now, deed="looked at again", by="Bo")
    shelf.add(tmp_path, kept.id, again, seen=1)
    found = shelf.load(tmp_path, kept.id)
    assert [(each.deed, each.by) for each in found.versions] == [
        ("written", "Ann"),
        ("looked at again", "Bo"),
    ]
    assert found.versions[0].figures[0][0] == GAP
    assert found.versions[0].figures[0][1].difference == 0.3
    with pytest.raises(shelf.ChangedMeanwhile, match="Bo has looked at again"):
        shelf.add(tmp_path, kept.id, again, seen=1)
    assert [path.name for path in (tmp_path / "evaluation").iterdir()] == [f"{kept.id}.json"]


def test_a_damaged_file_is_named_and_the_others_stand(tmp_path):
    kept = shelf.write(tmp_path, judged(was(0.3, 0.2, 0.4)).now)
    (tmp_path / "evaluation" / "aaaaaaaaaa.json").write_text('{"id": "aaaaaaaaaa", "versions": [')
    found, damaged = shelf.every(tmp_path)
    assert [each.id for each in found] == [kept.id]
    assert len(damaged) == 1
    assert "aaaaaaaaaa.json is damaged" in damaged[0]
    for wrong in ("../secret", "", "0" * 9):
        with pytest.raises(shelf.NotKept):
            shelf.load(tmp_path, wrong)
    text = json.loads((tmp_path / "evaluation" / f"{kept.id}.json").read_text())
    text["versions"][0]["deed"] = "forged"
    with pytest.raises(ValueError, match="deed"):
        from_json(text)


def own(folder, text):
    (folder / "evaluation").mkdir(exist_ok=True)
    (folder / "evaluation" / "headings.csv").write_text(text, encoding="utf-8")
    return headings.chosen(folder, "own")


def test_a_school_brings_headings_of_its_own(tmp_path):
    found = own(
        tmp_path, "heading,asks,measures\nReading for all,Can all read?,at_expected;progress\nKindness\n"
    )
    assert [(each.code, each.label, each.measures) for each in found.headings] == [
        ("reading_for_all", "Reading for all", ("at_expected", "progress")),
        ("kindness", "Kindness", ()),
    ]
    assert list(headings.offered(tmp_path)) == ["components", "features", "inspection", "own"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title\nA\n", "no column heading"),
        ("heading\n \n", "row 2"),
        ("heading,measures\nA,happiness\n", "there is no measure"),
        ("heading\nA\na\n", "two headings alike"),
        ("heading\n" + "\n".join(f"A{number}" for number in range(30)), "30 headings"),
    ],
)
def test_a_bad_file_of_headings_says_where_and_what_to_do(tmp_path, text, words):
    with pytest.raises(Unreadable, match=words):
        own(tmp_path, text)


def test_headings_and_practices_hold_together():
    paths = {page.PATH for page in factory.layout.PAGES}
    names = {name: headings.known(name) for name in headings.SETS}
    assert [len(each.headings) for each in names.values()] == [5, 9, 6]
    assert [each.label for each in names["components"].headings] == [each.name for each in COMPONENTS]
    for one in knowing.practices():
        assert all(known.of(one.under[known.column]) for known in names.values())
        assert (one.file in SCHEMAS and one.page in paths) if one.evidence else not one.file


def test_what_is_known_of_a_practice_says_how_fresh_and_how_complete():
    one = {each.code: each for each in knowing.practices()}
    row = {"pupils": 90, "on_roll": 100, "latest": date(2026, 1, 5), "academic_year": None}
    rows = {
        "attendance": row,
        "results": {**row, "latest": date(2025, 3, 1)},
        "classes": {**row, "pupils": 100, "latest": None, "academic_year": "2025/26"},
        "options": {**row, "latest": None, "academic_year": "2024/25"},
    }
    known = {code: knowing.known_of(each, rows, "2025/26", TODAY) for code, each in one.items()}
    assert (known["attendance"].state, known["attendance"].words) == (
        "fresh",
        "to 5 January 2026, 90 of 100 pupils",
    )
    assert known["knowing"].state == "stale"
    assert known["knowing"].words.startswith("none since 1 March 2025")
    assert (known["breadth"].state, known["breadth"].words) == ("fresh", "in 2025/26, all pupils")
    assert (known["choice"].state, known["choice"].words) == ("stale", "none since 2024/25")
    assert known["targets"].state == "none"
    assert known["voice"].state == "unseen"
    assert knowing.seen([known["attendance"], known["knowing"], known["targets"]]) == (
        "2 of 3 practices can be seen, 1 of them with old evidence"
    )


def test_coverage_counts_the_pupils_of_the_latest_year(now):
    rows = knowing.coverage(now)
    assert rows["attendance"]["pupils"] == rows["attendance"]["on_roll"] == 200
    assert "results" not in rows
