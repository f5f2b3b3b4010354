"""What the systems of English schools write into lists of pupils and marks, and how it is taken."""

import pytest

from dashboard.store.batches import ImportedFile
from dashboard.store.keeping import lacked
from tests.store.taking_in import Desk


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_notes_and_counts_below_pupils_are_left_out_and_said(desk):
    below = "\nTotal pupils,2,\nCount,2,\nPrinted on 3 Sep 2026\nPage 1 of 1\n"
    taken = desk.take_in(f"Adno,Surname,Year\n101,Adams,7\n102,Key,8\n{below}", columns=["surname"])
    assert taken.rows == [("Adams",), ("Key",)]
    assert (taken.checked.rows, taken.checked.good, taken.checked.blank) == (7, 2, 5)
    assert [warning.partition(": ")[2][:15] for warning in taken.warnings] == [
        "2 rows of notes",
        "2 rows of total",
    ]


def test_a_row_without_a_number_or_cut_off_is_no_note(desk):
    taken = desk.take_in('Surname,Adno,Year\nAdams,101,7\nKey,,8\nPage,,8\n"Note, Bo",,8\nBrown\n')
    assert (taken.checked.good, taken.checked.problem_rows, taken.checked.blank) == (1, 4, 0)


def test_names_below_pupil_are_not_their_numbers(desk):
    marks = "Pupil,UPN,Date,Session,Mark\nAda Adams,A801200005001,07/09/2026,AM,/\n"
    marks += '"Brown, Bo",B801200005002,07/09/2026,AM,L\n'
    assert desk.understand(marks).columns["pupil"] == "UPN"
    assert desk.refusal(marks.replace(",UPN", ",Ref"))[0] == "MISSING_COLUMNS"
    said = {"columns": {"Pupil": "pupil", "UPN": None}}
    assert desk.understand(marks, mapping=said).columns["pupil"] == "Pupil"


def test_what_may_be_a_number_of_its_own_is_one(desk):
    for number in ("adams.a", "P001", "1", "Ada 2"):
        marks = f"Pupil,Date,Session,Mark\n{number},07/09/2026,AM,/\n"
        assert desk.understand(marks).columns["pupil"] == "Pupil"


def test_a_whole_name_is_parted_at_its_comma_alone(desk):
    names = '101,"ADAMS, Ada May",7\n102,Bo Brown,8\n103,"O\'Brien , Zo\u00eb",9\n'
    taken = desk.take_in(f"Adno,Name,Year\n{names}", columns=["surname", "forename"])
    assert taken.rows == [("ADAMS", "Ada May"), ("Bo Brown", None), ("O'Brien", "Zo\u00eb")]
    parted = desk.understand('Adno,Full name,Surname,Forename,Year\n101,"X, Y",Adams,Ada,7\n')
    assert (parted.columns["surname"], parted.columns["forename"]) == ("Surname", "Forename")


def test_a_file_of_whole_names_says_the_given_names_too():
    def file(heading):
        return ImportedFile("a.csv", "", 0, mapping={"columns": {"Adno": "pupil", heading: "surname"}})

    assert "forename" not in lacked(file("Pupil Name"))
    assert "forename" in lacked(file("Surname"))


def test_a_code_may_stand_beside_its_words(desk):
    rows = (
        "101,7 (Year 7),Female (F),K-SEN Support,White - British (WBRI)",
        "102,Year 8,M - Male,N-No SEN,WBRI White British",
        "103,9,Girl,E: EHCP,WBRI: White - British",
        "104,10,Boy,SEN Support (K),Some other words (WOTH)",
    )
    taken = desk.take_in(
        "Adno,Year,Sex,SEN,Ethnicity\n" + "\n".join(rows) + "\n",
        columns=["year_group", "sex", "sen", "ethnicity"],
    )
    assert taken.rows == [
        ("7", "F", "K", "WBRI"),
        ("8", "M", "N", "WBRI"),
        ("9", "F", "E", "WBRI"),
        ("10", "M", "K", "WOTH"),
    ]


def test_a_code_beside_words_of_another_is_refused(desk):
    rows = ("101,7,K-EHCP", "102,8 (Year 7),N", "103,-7,N", "104,7,N (K)", "105,7,A B")
    taken = desk.take_in("Adno,Year,SEN\n" + "\n".join(rows) + "\n")
    assert (taken.checked.good, taken.checked.problem_rows) == (0, 5)


def test_a_upn_has_no_spaces_and_a_number_no_apostrophe_before_it(desk):
    rows = "'00101,A 801 20000 5001,7\n102,b8012 0000 5002,8\n'03 x,C 8,9\n"
    taken = desk.take_in(f"Adno,UPN,Year\n{rows}", columns=["pupil", "upn"])
    assert taken.rows == [("00101", "A801200005001"), ("102", "b801200005002"), ("'03 x", "C 8")]


def test_a_heading_that_stands_twice_is_refused_only_where_it_is_read(desk):
    assert desk.understand("Adno,Year,Notes,Notes\n101,7,a,b\n").table == "pupils"
    assert desk.refusal("Adno,Year,Year\n101,7,8\n")[0] == "DUPLICATE_HEADERS"


def test_headings_are_known_by_the_names_that_systems_give_them(desk):
    assert desk.understand("MIS ID,Adm Number,Year\n9001,101,7\n").columns["pupil"] == "Adm Number"
    assert desk.understand("Adno,Year,Class\n1,3,Owls\n").columns["registration_group"] == "Class"
    of_support = desk.understand("Adno,Surname,Year,Intervention,Start date\n101,Adams,7,Lexia,07/09/2026\n")
    assert (of_support.table, of_support.columns["starts_on"]) == ("intervention_pupils", "Start date")


def test_published_figures_are_refused_as_such(desk):
    for content in (
        "time_period,time_identifier,geographic_level,school_type,Total\n202526,Autumn term,National,All,5\n",
        "RECTYPE,LEA,ESTAB,URN,SCHNAME,TOTPUPS\n1,380,4000,107000,Riverside School,900\n",
    ):
        code, words = desk.refusal(content)
        assert (code, "no row of a pupil" in words) == ("PUBLISHED_FIGURES", True)


def test_the_first_row_of_numbers_is_not_taken_for_headings(desk):
    code, words = desk.refusal("Ort,Art,Zahl,Summe\n202526,Total,500000,6.7\n")
    assert code == "NO_KNOWN_COLUMNS"
    assert '"Ort"' in words


def test_a_register_without_codes_is_refused_with_what_to_do(desk):
    code, words = desk.refusal("Adno,Name,Mon 07/09/2026,Tue 08/09/2026\n101,Ada,Present,Late\n")
    assert (code, "with the codes of the register" in words) == ("DAYS_WITHOUT_MARKS", True)


def test_percentages_are_not_taken_for_sessions(desk):
    for said in ("Authorised absence %", "Authorised absence (%)", "Authorised absence rate"):
        code, words = desk.refusal(
            f"Adno,From,To,Possible,{said},Unauthorised\n101,1/9/2026,16/10/2026,60,5,3\n"
        )
        assert (code, "no column for authorised" in words) == ("MISSING_COLUMNS", True)


def test_a_sex_that_is_neither_may_be_left_empty(desk):
    [problem] = desk.take_in("Adno,Year,Gender\n101,7,Non-binary\n").problems
    assert problem.endswith("Write F or M, or leave it empty where it is none of them.")


OTHER_LANGUAGES = ("S\u00c3O", "\u00c2ngela", "Z\u00c3x", "\u00e2ne \u20ac")


def misread(name):
    """Return a name as a program leaves it that takes UTF-8 for Windows-1252."""
    return name.encode().decode("cp1252")


def test_letters_misread_before_are_warned_of(desk):
    names = ("O\u2019Brien", "Zo\u00eb", "Jos\u00e9", "\u00a3 Lee")
    rows = [f"{number},{misread(name)},7" for number, name in enumerate(names)]
    rows += [f"{number},{name},8" for number, name in enumerate((*names, *OTHER_LANGUAGES), start=10)]
    taken = desk.take_in("Adno,Surname,Year\n" + "\n".join(rows) + "\n", columns=["surname"])
    assert taken.rows == [(misread(name),) for name in names] + [
        (name,) for name in (*names, *OTHER_LANGUAGES)
    ]
    [warning] = taken.warnings
    assert "row 2: in 4 rows letters were misread" in warning
