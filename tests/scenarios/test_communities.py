"""Communities against the closed form, every way of sharing out a few teachers, and a count of families."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from dashboard.reference import reference
from dashboard.scenarios.communities import least_away, split
from dashboard.scenarios.communities_outcome import communities
from dashboard.scenarios.communities_staff import coverage_curve, subjects_of, teams
from dashboard.scenarios.communities_units import families_split, traits
from dashboard.scenarios.evidence import read_evidence
from dashboard.scenarios.outcome import ROWS, Impossible

EVIDENCE = read_evidence(reference("evidence"))


def roll(number=1200, families=100, seed=0):
    """Return Years 7 to 11 with as many pairs of brothers or sisters, and two tutor groups for four."""
    chance = np.random.default_rng(seed)
    place = np.arange(number)
    family = np.array([f"F{pupil}" for pupil in place], dtype=object)
    pairs = chance.permutation(number)[: 2 * families].reshape(families, 2)
    family[pairs[:, 1]] = family[pairs[:, 0]]
    return pd.DataFrame(
        {
            "pupil": [f"P{pupil}" for pupil in place],
            "year_group": [str(7 + pupil % 5) for pupil in place],
            "pupil_premium": chance.random(number) < 0.28,
            "sen": chance.choice(["N", "K", "E"], number, p=[0.83, 0.13, 0.04]),
            "eal": chance.random(number) < 0.18,
            "sex": chance.choice(["F", "M"], number),
            "absence": chance.beta(2, 25, number),
            "points": chance.normal(size=number),
            "family": family,
            "registration_group": [f"T{(pupil // 5) % 8}" for pupil in place],
        }
    )


def school():
    """Return a school's classes and staff: four departments, one of them a single teacher."""
    sizes = {"Maths": 8, "English": 8, "French": 3, "Latin": 1}
    staff = pd.DataFrame(
        [
            (f"{subject[:2]}{place}", 20.0, f"{subject}, English" if subject == "French" else subject)
            for subject, teachers in sizes.items()
            for place in range(teachers)
        ],
        columns=["staff", "periods", "specialisms"],
    )
    classes = pd.DataFrame(
        [
            (f"{name}{place}", specialism.split(",")[0], name, 5.0)
            for name, specialism in zip(staff["staff"], staff["specialisms"], strict=True)
            for place in range(4)
        ],
        columns=["class", "subject", "teacher", "periods"],
    )
    return classes, staff


def test_the_least_by_hand():
    # 10 of 4: 3, 3, 2, 2 about 2.5; 8 of 4: nothing; 1 of 4: three quarters and three quarters
    assert least_away(np.array([10, 8, 1]), 4) == pytest.approx(2.0 + 0 + 1.5)


@pytest.mark.parametrize("number_of", [2, 4, 5, 8])
@pytest.mark.parametrize("seed", [0, 1])
def test_communities_are_as_even_as_whole_pupils_allow_with_siblings_together(number_of, seed):
    pupils = roll(seed=seed)
    found = split(pupils, number_of, "families", seed=1)
    assert found.away == pytest.approx(found.bound)
    place = dict(zip(pupils["pupil"], found.community, strict=True))
    for _, family in pupils.groupby("family")["pupil"]:
        assert len({place[pupil] for pupil in family}) == 1
    for year in ["7", "8", "9", "10", "11"]:
        mine = pupils["year_group"] == year
        sizes = np.bincount(found.community[mine], minlength=number_of)
        assert sizes.max() - sizes.min() <= 1


def test_the_counts_are_those_of_the_pupils():
    pupils = roll(300, 20)
    found = split(pupils, 3, "families", seed=2)
    names, own = traits(pupils)
    for place in range(3):
        assert (own[found.community == place].sum(axis=0) == found.counts[place]).all()
    assert names == found.names
    share = own.sum(axis=0) / 3
    assert np.abs(found.counts - share).sum() == pytest.approx(found.away)


def test_tutor_groups_stay_whole_and_part_families():
    pupils = roll()
    found = split(pupils, 4, "tutor groups", seed=1)
    together = pd.Series(found.community).groupby(pupils["year_group"] + pupils["registration_group"])
    assert (together.nunique() == 1).all()
    parted, families = families_split(pupils, found.community)
    assert families == 100
    assert parted > 50
    assert families_split(pupils, split(pupils, 4, "families", seed=1).community) == (0, 100)


def test_the_same_seed_gives_the_same_communities():
    pupils = roll(300, 20)
    plans = [split(pupils, 3, "families", seed=5).community for _ in range(2)]
    assert (plans[0] == plans[1]).all()


def test_own_teams_teach_what_every_way_of_sharing_out_allows():
    chance = np.random.default_rng(3)
    for _ in range(15):
        loads = chance.integers(4, 23, chance.integers(1, 6)).astype(float)
        number_of = int(chance.integers(2, 4))
        wanted = float(loads.sum())
        staff = pd.DataFrame(
            {"staff": [f"T{k}" for k in range(len(loads))], "periods": loads, "specialisms": "Maths"}
        )
        classes = pd.DataFrame({"subject": ["Maths"], "teacher": [None], "periods": [wanted]})
        best = max(
            sum(min(wanted / number_of, loads[[place == k for place in way]].sum()) for k in range(number_of))
            for way in product(range(number_of), repeat=len(loads))
        )
        found = teams(classes, staff, number_of)
        assert found.own <= best + 1e-9 <= found.most + 1e-6
        assert found.own >= 0.97 * best


def test_a_subject_with_fewer_teachers_than_communities_binds():
    classes, staff = school()
    found = teams(classes, staff, 4).subjects.set_index("subject")
    assert found.loc["Maths", "own"] == found.loc["Maths", "lessons"] == 160
    assert found.loc["French", "own"] == 45
    assert found.loc["Latin", "own"] == 5
    assert teams(classes, staff, 1).share == 1


def test_a_second_subject_helps_and_never_counts_a_lesson_twice():
    classes, staff = school()
    fewer = staff[~staff["staff"].isin(["En0", "En1"])]
    without, with_second = teams(classes, fewer, 4), teams(classes, fewer, 4, second_subjects=True)
    assert with_second.own > without.own
    assert with_second.own <= min(with_second.lessons, fewer["periods"].sum())
    assert (with_second.subjects["own"] <= with_second.subjects["lessons"] + 1e-9).all()


def test_the_curve_is_each_number_of_communities_and_never_above_what_could_be():
    classes, staff = school()
    curve = coverage_curve(classes, staff).set_index("communities")
    assert list(curve.index) == list(range(2, 9))
    assert curve.loc[4, "share"] == pytest.approx(370 / 400)
    assert (curve["share"] <= curve["most"] + 1e-9).all()


def test_a_teacher_without_specialisms_is_what_the_classes_say():
    classes, staff = school()
    blank = staff.assign(specialisms=None, periods=np.nan)
    found = subjects_of(classes, blank)
    assert found.set_index("staff").loc["Fr0", ["subject", "periods"]].tolist() == ["French", 20.0]


def test_the_page_has_every_row_and_a_sentence():
    classes, staff = school()
    pupils = roll(300, 20)
    members = pd.DataFrame(
        {"class": classes["class"].iloc[:6], "pupil": ["P0", "P0", "P0", "P0", "P1", "P1"]}
    )
    heard = []
    found = communities(pupils, classes, staff, EVIDENCE, 4, members=members, report=heard.append)
    assert list(dict.fromkeys(line.row for line in found.lines)) == list(ROWS)
    assert found.sentence == (
        "4 communities of about 75: your teachers could teach 93 % of lessons in their own community; "
        "2 of about 150, 95 %."
    )
    assert found.certainty == "cannot be bettered"
    said = {line.what: line.words for line in found.lines}
    assert said["Progress in small communities"].startswith("No usable estimate.")
    assert said["Families parted"] == "No families of 20 would be in several communities."
    assert "a pupil meets 1 of them today" in said["Teachers in a pupil's team"]
    assert set(found.tables["plan"]["community"]) == {1, 2, 3, 4}
    assert found.tables["communities"]["pupils"].sum() == 300
    assert heard[-1] == 1


def test_missing_columns_only_leave_things_out():
    classes, staff = school()
    pupils = roll(60, 5)[["pupil", "year_group"]]
    found = communities(pupils, classes, staff, EVIDENCE, 2, keep="nobody")
    said = {line.what: line.words for line in found.lines}
    assert "needs who is of one family" in said["Families parted"]


def test_a_pupil_of_unknown_year_is_placed_and_stops_nothing():
    pupils = roll(60, 5)
    pupils.loc[5, "year_group"] = None
    found = split(pupils, 3, "families", seed=1)
    assert len(found.community) == 60
    assert "Year not known" in found.names


@pytest.mark.parametrize(
    ("pupils", "number_of", "keep", "words"),
    [
        (roll(60, 5), 1, "families", "One community is the school"),
        (roll(60, 5).drop(columns="family"), 2, "families", "brother or sister"),
        (roll(60, 5), 9, "tutor groups", "Year 10 has 8 groups"),
        (roll(20, 0), 5, "families", "4 groups of pupils"),
        (roll(60, 5).head(0), 2, "families", "need pupils"),
        (roll(60, 5).drop(columns="year_group"), 2, "nobody", "year_group"),
        (pd.concat([roll(60, 5)] * 2), 2, "nobody", "there twice"),
    ],
)
def test_what_cannot_be_is_a_sentence(pupils, number_of, keep, words):
    with pytest.raises(Impossible, match=words):
        split(pupils, number_of, keep, seed=1)


def test_a_school_without_lessons_or_teachers_is_a_sentence():
    classes, staff = school()
    with pytest.raises(Impossible, match="no subjects with periods"):
        subjects_of(classes.assign(periods=0), staff)
    with pytest.raises(Impossible, match="No teacher has periods"):
        subjects_of(classes, staff.assign(periods=0))
