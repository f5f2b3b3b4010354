"""Which group of each characteristic a pupil is in."""

import pytest

PUPILS = """
    pupil | year_group | date_of_birth | sen | sen_need | ethnicity | eal   | looked_after
    amy   | 7          | 2013-12-31    | N   |          | WENG      | false | true
    ben   | 7          | 2014-03-31    | K   | SPLD     | REFU      | true  |
    cat   | R          | 2014-04-01    | E   |          | CHNE      |       | false
    dan   | 7          |               |     |          |           |       |
"""
SCORES = """
    pupil | subject             | assessment | assessed_on | kind     | scale            | value
    amy   | Reading             | KS2        | 2025-05-12  | baseline | KS2 scaled score | 109
    amy   | Maths               | KS2        | 2025-05-12  | baseline | KS2 scaled score | 111
    amy   | Grammar and spelling | KS2       | 2025-05-12  | baseline | KS2 scaled score | 120
    ben   | Maths               | KS2        | 2025-05-12  | baseline | KS2 scaled score | 99
    cat   | Maths               | KS2        | 2025-05-12  | baseline | KS2 scaled score | 110.5
    dan   | Maths               | KS2        | 2025-05-12  | baseline | KS2 scaled score | A
"""


def groups(school, characteristic):
    rows = school.run("gap/pupil_values", **school.asked("absence_rate", {"characteristic": characteristic}))
    return dict(zip(rows["pupil"], rows["group"], strict=True))


@pytest.fixture
def registered(school):
    marks = "\n".join(f"{name} | 2025-09-02 | AM | /" for name in ("amy", "ben", "cat", "dan"))
    school.given(pupils=PUPILS, results=SCORES, attendance=f"pupil | date | session | code\n{marks}")
    return school


def test_what_is_not_said_is_not_known_and_never_no(registered):
    assert groups(registered, "EAL") == {
        "amy": "English first language",
        "ben": "English as an additional language",
        "cat": "Not known",
        "dan": "Not known",
    }
    assert groups(registered, "Looked after")["ben"] == "Not known"


def test_needs_are_of_pupils_with_sen(registered):
    needs = {"amy": "No SEN", "ben": "Specific learning difficulty", "cat": "Not known", "dan": "Not known"}
    assert groups(registered, "SEN need") == needs


def test_ethnicity_is_the_major_group_and_a_refusal_is_not_known(registered):
    found = {"amy": "White", "ben": "Not known", "cat": "Asian", "dan": "Not known"}
    assert groups(registered, "Ethnicity") == found


def test_prior_attainment_is_the_mean_of_reading_and_maths_and_110_is_in_the_middle(registered):
    found = {"amy": "Middle", "ben": "Low", "cat": "High", "dan": "Not known"}
    assert groups(registered, "Prior attainment") == found


def test_term_of_birth_and_year_group(registered):
    born = {"amy": "Autumn born", "ben": "Spring born", "cat": "Summer born", "dan": "Not known"}
    assert groups(registered, "Term of birth") == born
    assert groups(registered, "Year group")["cat"] == "Reception"


def test_a_school_own_division_comes_after_the_standard_ones(registered):
    registered.given(
        characteristics="""
            pupil | characteristic | group
            amy   | House          | Red
            ben   | House          | Blue
            cat   | Sex            | Other
        """
    )
    assert groups(registered, "House") == {
        "amy": "Red",
        "ben": "Blue",
        "cat": "Not known",
        "dan": "Not known",
    }
    names = registered.run("gap/groups")
    assert names["characteristic"].unique().tolist()[-3:] == ["Year group", "House", "Sex (own)"]
    assert names.loc[names["characteristic"] == "House", "label"].tolist() == ["Blue", "Red", "Not known"]


def test_a_pupil_whom_only_marks_name_is_kept(school):
    school.given(
        pupils="""
            pupil | year_group | sex
            amy   | 7          | F
        """,
        attendance="""
            pupil | date       | session | code
            amy   | 2025-09-02 | AM      | /
            zoe   | 2025-09-02 | AM      | O
        """,
    )
    assert groups(school, "Sex") == {"amy": "Female", "zoe": "Not known"}
    assert groups(school, "Year group")["zoe"] == "Not known"
