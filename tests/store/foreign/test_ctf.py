"""A Common Transfer File becomes pupils, marks, totals and results; the answers are worked out by hand."""

import pytest

from dashboard.store.foreign.ctf import Ctf
from tests.made_up_xml import assessment, elements, last_day, transfer, upn, write_transfer
from tests.store.foreign.translated import Written, refusal

WEEK = "/\\/\\/\\/\\/\\"


def pupil(number, inside="", year=6, **more):
    known = elements(UPN=upn(number), Surname=f"Name{number}", Forename="Ada", DOB="2015-02-03", Sex="F")
    basic = f"<BasicDetails>{elements(NCyearActual=year, **more)}</BasicDetails>" if year else ""
    return f"{known}{basic}{inside}"


def marks(text, start="2025-09-01", **totals):
    year = elements(**{"Year": 2025, "LEA": 801, "Estab": 2000} | totals)
    string = elements(AttendanceStartDate=start, AttendanceMarks=text)
    return f"<Attendance><YearData>{year}<AttendSessions>{string}</AttendSessions></YearData></Attendance>"


def totals(**values):
    return f"<Attendance><YearData>{elements(**values)}</YearData></Attendance>"


def results(*assessments, stage="KS2"):
    inner = "".join(assessments)
    return f"<StageAssessments><KeyStage><Stage>{stage}</Stage>{inner}</KeyStage></StageAssessments>"


def written(tmp_path, *pupils, header="", **said):
    return Written(Ctf(), transfer(pupils, header), tmp_path, **said)


def codes(found):
    return [
        f"{day} {session} {code}"
        for day, session, code in found.column("attendance", "date", "session", "code")
    ]


def test_a_pupil_as_when_the_file_was_written(tmp_path):
    history = (
        "<FSMhistory><FSMinstance><FSMstartDate>2022-01-10</FSMstartDate></FSMinstance></FSMhistory>"
        "<SENhistory><SEN><StartDate>2021-09-01</StartDate><SENprovision>E</SENprovision></SEN>"
        "<SEN><StartDate>2023-09-01</StartDate><SENprovision>K</SENprovision></SEN>"
        "<SENneeds><SENneed><SENtypeRank>1</SENtypeRank><SENtype>SPLD</SENtype></SENneed></SENneeds></SENhistory>"
        "<LookedAfter><InCare>true</InCare></LookedAfter>"
        "<SchoolHistory><School><LEA>801</LEA><Estab>1000</Estab><EntryDate>2018-09-03</EntryDate></School>"
        "<School><LEA>801</LEA><Estab>2000</Estab><EntryDate>2021-09-06</EntryDate></School></SchoolHistory>"
    )
    languages = "<Languages><Type><LanguageType>F</LanguageType><Language>URD</Language></Type></Languages>"
    ada = pupil(1, history, Ethnicity="WBRI").replace("</BasicDetails>", f"{languages}</BasicDetails>")
    [row] = written(tmp_path, ada).tables["pupils"]
    assert row == {
        "source_place": "pupil 1 (line 3)",
        "pupil": upn(1),
        "academic_year": "2025/26",
        "year_group": "6",
        "upn": upn(1),
        "surname": "Name1",
        "forename": "Ada",
        "date_of_birth": "2015-02-03",
        "sex": "F",
        "joined_on": "2021-09-06",
        "free_school_meals": "Y",
        "sen": "K",
        "sen_need": "SPLD",
        "eal": "Y",
        "ethnicity": "WBRI",
        "looked_after": "Y",
    }


def test_other_places_and_older_names_of_the_same_things(tmp_path):
    older = (
        f"{elements(UPN=upn(1))}<BasicDetails>"
        f"{elements(LegalSurname='Old', LegalForename='Ada', DOB='2015-02-03', Gender='M', NCyearActual=6)}"
        f"{elements(FirstLanguage='ENG')}</BasicDetails><SEN><SENprovision>K</SENprovision></SEN>"
    )
    found = written(tmp_path, older)
    columns = ("surname", "forename", "date_of_birth", "sex", "eal", "sen")
    assert found.column("pupils", *columns) == [("Old", "Ada", "2015-02-03", "M", "N", "K")]
    assert "LegalSurname (1)" in found.words["UNVERIFIED_ELEMENTS"]


def test_the_surname_of_a_contact_is_not_the_pupils(tmp_path):
    phones = "<Phones><Phone>01234</Phone></Phones>"
    contact = f"<Contacts><Contact><Surname>Secret</Surname>{phones}</Contact></Contacts>"
    found = written(tmp_path, contact + pupil(1, contact))
    assert found.column("pupils", "surname") == ["Name1"]
    assert "Secret" not in "".join(path.read_text() for path in found.found.files) + str(found.found.notes)
    assert "Contacts (2)" in found.words["NEVER_READ"]


@pytest.mark.parametrize(
    ("history", "answer"),
    [
        ("<SEN><StartDate>2023-09-01</StartDate><SENprovision>K</SENprovision></SEN>", "K"),
        ("<SEN><StartDate>2026-09-01</StartDate><SENprovision>K</SENprovision></SEN>", ""),
        (
            "<SEN><StartDate>2023-09-01</StartDate><EndDate>2024-07-01</EndDate><SENprovision>K</SENprovision></SEN>",
            "N",
        ),
    ],
)
def test_sen_is_what_holds_when_the_file_is_written(tmp_path, history, answer):
    other = pupil(2, "<SENhistory><SEN><SENprovision>E</SENprovision></SEN></SENhistory>")
    found = written(tmp_path, pupil(1, f"<SENhistory>{history}</SENhistory>"), other)
    assert found.column("pupils", "sen") == [answer, "E"]


def test_meals_of_the_last_six_years_are_a_division(tmp_path):
    def until(end):
        period = elements(FSMstartDate="2018-01-08", FSMendDate=end)
        return f"<FSMhistory><FSMinstance>{period}</FSMinstance></FSMhistory>"

    found = written(tmp_path, pupil(1, until("2020-07-19")), pupil(2, until("2020-07-20")), pupil(3))
    assert found.column("pupils", "free_school_meals") == ["N", "N", "N"]
    assert found.column("characteristics", "group") == ["No", "Yes", "No"]


def test_what_has_no_place_is_told(tmp_path):
    history = "<FSMhistory><FSMinstance><FSMstartDate>2022-01-10</FSMstartDate></FSMinstance></FSMhistory>"
    found = written(tmp_path, pupil(1, history))
    assert found.words["DATED_PERIODS"] == "1 period of free meals and SEN read as on 2026-07-20"


def test_a_day_with_a_time_is_a_day(tmp_path):
    told = pupil(1).replace("2015-02-03", "2015-02-03T00:00:00")
    assert written(tmp_path, told).column("pupils", "date_of_birth") == ["2015-02-03"]


def test_marks_without_a_day_to_start_on_are_told(tmp_path):
    found = written(tmp_path, pupil(1, marks("/\\", start="")))
    assert "attendance" not in found.tables
    assert found.words["NO_START"].startswith("1 string ")


def test_a_string_of_marks_is_a_mark_a_session(tmp_path):
    found = written(tmp_path, pupil(1, marks("/\\LI" + "#" * 6 + "O/")))
    assert codes(found) == [
        "2025-09-01 AM /", "2025-09-01 PM \\", "2025-09-02 AM L", "2025-09-02 PM I",
        "2025-09-03 AM #", "2025-09-03 PM #", "2025-09-04 AM #", "2025-09-04 PM #",
        "2025-09-05 AM #", "2025-09-05 PM #", "2025-09-08 AM O", "2025-09-08 PM /",
    ]  # fmt: skip
    assert found.column("attendance", "source_place", "pupil")[0] == ("pupil 1 (line 3)", upn(1))
    assert found.words["MARK_STRINGS"].startswith("12 marks ")
    assert "5 days a week" in found.words["MARK_STRINGS"]


def test_weeks_of_seven_days_are_told_by_their_weekends(tmp_path):
    found = written(tmp_path, pupil(1, marks(WEEK + "####" + "I")), pupil(2, marks(WEEK + "    " + "/\\")))
    assert codes(found)[10] == "2025-09-08 AM I"
    assert codes(found)[-1] == "2025-09-08 PM \\"
    assert len(codes(found)) == 10 + 1 + 10 + 2
    assert "7 days a week" in found.words["MARK_STRINGS"]
    assert found.words["BLANK_MARKS"].startswith("8 signs ")


def test_one_mark_on_what_would_be_a_saturday_makes_the_week_five_days(tmp_path):
    found = written(tmp_path, pupil(1, marks(WEEK + "####" + "I")), pupil(2, marks(WEEK + "/\\/\\" + "I")))
    assert codes(found)[10:15] == [
        "2025-09-08 AM #", "2025-09-08 PM #", "2025-09-09 AM #", "2025-09-09 PM #", "2025-09-10 AM I",
    ]  # fmt: skip


def test_codes_of_a_letter_and_a_digit_are_one_mark(tmp_path):
    found = written(tmp_path, pupil(1, marks("C1C2Y3IJ1")))
    assert found.column("attendance", "code") == ["C1", "C2", "Y3", "I", "J1"]
    assert found.words["TWO_SIGN_CODES"].startswith("4 pairs ")


def test_blanks_are_no_marks_and_padding_is_cut(tmp_path):
    found = written(tmp_path, pupil(1, marks("/ /\\--***-")))
    assert codes(found) == ["2025-09-01 AM /", "2025-09-02 AM /", "2025-09-02 PM \\"]
    assert found.words["BLANK_MARKS"].startswith("1 sign ")


def test_a_mark_that_is_no_code_is_left_to_the_check(tmp_path):
    found = written(tmp_path, pupil(1, marks('/",§')))
    assert found.column("attendance", "code") == ["/", '"', ",", "§"]


def test_a_string_that_starts_within_a_week(tmp_path):
    found = written(tmp_path, pupil(1, marks("/\\/\\I", start="2025-09-04")))
    assert codes(found)[-1] == "2025-09-08 AM I"
    assert "NOT_A_MONDAY" in found.words


def test_marks_that_do_not_add_up_to_the_totals_count_and_are_told(tmp_path):
    right = pupil(1, marks("/\\IO##", SessionsPossible=4))
    wrong = pupil(2, marks("/\\IO##", SessionsPossible=5))
    found = written(tmp_path, right, wrong)
    assert found.words["TOTALS_DISAGREE"].startswith("in 1 string ")
    assert "attendance_totals" not in found.tables


def test_attendance_at_another_school_is_not_ours(tmp_path):
    found = written(tmp_path, pupil(1, marks("/\\", Estab=1000)), pupil(2, marks("/\\")))
    assert found.column("attendance", "pupil") == [upn(2), upn(2)]
    assert found.words["OTHER_SCHOOL"].startswith("1 year ")


def test_totals_where_there_are_no_marks(tmp_path):
    given = {"SessionsPossible": 380, "SessionsAuthorised": 10, "SessionsAttended": 368}
    found = written(tmp_path, pupil(1, totals(Year=2024, **given, SessionsUnauthorised=2)))
    columns = ("from_date", "to_date", "possible", "authorised", "unauthorised")
    assert found.column("attendance_totals", *columns) == [("2024-09-01", "2025-08-31", "380", "10", "2")]
    assert found.words["YEAR_OF_TOTALS"].endswith("school year begins")


def test_a_year_not_over_ends_with_the_file(tmp_path):
    given = {"SessionsPossible": 380, "SessionsAuthorised": 10, "SessionsAttended": 368}
    found = written(tmp_path, pupil(1, totals(Year=2025, **given)))
    columns = ("from_date", "to_date", "unauthorised")
    assert found.column("attendance_totals", *columns) == [("2025-09-01", "2026-07-20", "2")]


def test_years_named_by_their_end_are_found_out_by_the_marks(tmp_path):
    given = {"SessionsPossible": 380, "SessionsAuthorised": 10, "SessionsUnauthorised": 0}
    found = written(tmp_path, pupil(1, marks("/\\", Year=2026)), pupil(2, totals(Year=2025, **given)))
    assert found.column("attendance_totals", "from_date", "to_date") == [("2024-09-01", "2025-08-31")]


# (stage, subject, component, method, qualifier, result) -> (subject, assessment, scale, day)
READ_AS = {
    ("KS2", "ENG", "REA", "TT", "NS", "104"): (
        "Reading", "Key stage 2 2024", "KS2 scaled score", "2024-05-11",
    ),
    ("KS2", "MAT", "", "TT", "NS", "N"): ("Maths", "Key stage 2 2024", "KS2 scaled score", "2024-05-11"),
    ("KS2", "MAT", "MTC", "TT", "MT", "23"): (
        "Times tables", "Multiplication tables check 2024", "Multiplication tables check", "2024-06-15",
    ),
    ("KS2", "ENG", "WRI", "TA", "NL", "GDS"): (
        "Writing", "Key stage 2 teacher assessment 2024", "KS2 teacher assessment writing", "2024-06-30",
    ),
    ("KS2", "SCI", "SCI", "TA", "NL", "EXS"): (
        "Science", "Key stage 2 teacher assessment 2024", "KS2 teacher assessment science", "2024-06-30",
    ),
    ("KS2", "MAT", "MAT", "TA", "", "WTS"): (
        "Maths", "Key stage 2 teacher assessment 2024", "KS2 teacher assessment", "2024-06-30",
    ),
    ("KS1", "PHO", "PHO", "TA", "NM", "34"): (
        "Phonics", "Phonics screening check 2024", "Phonics mark", "2024-06-15",
    ),
    ("KS1", "PHO", "PHO", "TA", "NL", "Wa"): (
        "Phonics", "Phonics screening check outcome 2024", "Phonics outcome", "2024-06-15",
    ),
    ("KS1", "MAT", "MAT", "TA", "", "PK4"): (
        "Maths", "Key stage 1 teacher assessment 2024", "KS1 teacher assessment", "2024-06-30",
    ),
    ("EYF", "COM", "E01", "FA", "FD", "2"): (
        "Listening, attention and understanding", "EYFS profile 2024", "EYFS profile", "2024-06-30",
    ),
    ("FSP", "MAT", "E11", "TA", "", "A"): ("Number", "EYFS profile 2024", "EYFS profile", "2024-06-30"),
}  # fmt: skip


@pytest.mark.parametrize("given", READ_AS, ids=" ".join)
def test_a_result_is_on_the_scale_of_its_kind(tmp_path, given):
    stage, *codes_, result = given
    found = written(tmp_path, pupil(1, results(assessment(*codes_, result), stage=stage), year=4))
    columns = ("subject", "assessment", "scale", "assessed_on", "value")
    assert found.column("results", *columns) == [(*READ_AS[given], result)]


@pytest.mark.parametrize(
    ("stage", "codes_", "year"),
    [
        ("KS2", ("ENG", "REA", "TT", "NM", "35"), 2024),  # a raw mark
        ("KS2", ("MAT", "MAT", "TA", "NL", "4A"), 2015),  # a level
        ("KS3", ("ENG", "ENG", "TA", "NL", "6"), 2024),
        ("EYF", ("COM", "G01", "FA", "FD", "3"), 2019),
    ],
)
def test_a_result_on_no_known_scale_is_counted_not_written(tmp_path, stage, codes_, year):
    found = written(tmp_path, pupil(1, results(assessment(*codes_, year=year), stage=stage)))
    assert "results" not in found.tables
    assert codes_[1] in found.words["RESULTS_NOT_READ"]
    assert "(1)" in found.words["RESULTS_NOT_READ"]


@pytest.mark.parametrize(
    ("status", "kind"), [("R", "result"), ("P", "result"), ("T", "target"), ("E", "prediction")]
)
def test_the_status_says_what_a_result_is(tmp_path, status, kind):
    told = assessment("ENG", "REA", "TT", "NS", "104").replace(">R</ResultStatus", f">{status}</ResultStatus")
    assert written(tmp_path, pupil(1, results(told))).column("results", "kind") == [kind]


@pytest.mark.parametrize(("year", "kind"), [(6, "result"), (7, "baseline"), (11, "baseline")])
def test_results_of_the_stage_before_are_baselines(tmp_path, year, kind):
    told = results(assessment("ENG", "REA", "TT", "NS", "104"))
    assert written(tmp_path, pupil(1, told, year=year)).column("results", "kind") == [kind]


def test_no_result_is_dated_after_its_file(tmp_path):
    header = "<Header><DateTime>2024-05-03T10:00:00</DateTime></Header>"
    found = written(tmp_path, pupil(1, results(assessment("ENG", "WRI", "TA", "", "EXS"))), header=header)
    assert found.column("results", "assessed_on") == ["2024-05-03"]
    assert found.column("pupils", "academic_year") == ["2023/24"]


def test_a_file_of_results_alone(tmp_path):
    found = written(tmp_path, pupil(1, results(assessment("ENG", "REA", "TT", "NS", "104")), year=None))
    assert list(found.tables) == ["results"]
    assert "NO_YEAR_GROUPS" in found.words
    assert (found.found.read, found.found.ignored) == (1, 0)


def test_a_file_of_which_nothing_is_read_is_refused(tmp_path):
    assert refusal(Ctf(), transfer([elements(UPN=upn(1))]), tmp_path) == "NOTHING_TO_READ"


def test_the_version_is_told_and_any_is_read(tmp_path):
    assert written(tmp_path, pupil(1)).words["CTF_VERSION"] == "it is of version 25.0"


@pytest.mark.parametrize(
    ("said", "school"),
    [
        ({}, None),
        ({"schools": ["Riverside School"]}, None),
        ({"schools": ["Riverside School", "EXAMPLE primary"]}, "EXAMPLE primary"),
        ({"school": "Riverside School"}, "Riverside School"),
    ],
)
def test_the_school_is_written_only_where_it_is_sure(tmp_path, said, school):
    told = marks("/\\") + results(assessment("ENG", "REA", "TT", "NS", "104"))
    found = written(tmp_path, pupil(1, told), **said)
    for table in ("pupils", "attendance", "results"):
        assert found.tables[table][0].get("school") == school
    assert ("WHOSE_SCHOOL" in found.words) == (school is None)


def test_a_made_up_file_is_read_whole(tmp_path):
    write_transfer(tmp_path / "many.xml", 20)
    found = Written(Ctf(), (tmp_path / "many.xml").read_text(), tmp_path)
    assert (found.found.read, found.found.ignored) == (20, 0)
    assert len(found.tables["attendance"]) == 20 * 46 * 10
    assert found.tables["attendance"][-1]["date"] == last_day().isoformat()
    assert len(found.tables["results"]) == 20 * 18
    assert "TOTALS_DISAGREE" not in found.words
