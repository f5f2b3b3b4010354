"""A School Census becomes pupils on census day and their sessions; the answers are worked out by hand."""

from datetime import date

import pytest

from dashboard.store.foreign.census import Census
from dashboard.store.foreign.census_days import periods
from tests.made_up_xml import census, elements, upn
from tests.store.foreign.translated import Written, refusal

CENSUS_DAY = "2026-01-15"


def pupil(number, name, inside="", year=8, **status):
    """Return a pupil of a census: ``inside`` is what else stands there."""
    known = elements(UPN=upn(number), Surname=name, Forename="Ada", DOB="2013-02-03", Sex="F")
    return (
        f"<PupilIdentifiers>{known}</PupilIdentifiers>{inside}"
        f"<PupilStatus>{elements(EnrolStatus='C', NCyearActual=year, **status)}</PupilStatus>"
    )


def characteristics(inside="", **values):
    return f"<PupilCharacteristics>{inside}{elements(**values)}</PupilCharacteristics>"


def meals(*periods_):
    ends = [{"FSMendDate": end} if end else {} for _, end in periods_]
    told = [elements(FSMstartDate=start, **end) for (start, _), end in zip(periods_, ends, strict=True)]
    return "".join(f"<FSMeligibility>{each}</FSMeligibility>" for each in told)


def sessions(possible, authorised=None, unauthorised=None, block="TermlyAttendance", **reasons):
    stated = {"SessionsPossible": possible}
    if authorised is not None:
        stated |= {"SessionsAuthorised": authorised, "SessionsUnauthorised": unauthorised}
    details = "".join(
        f"<SessionDetail>{elements(AttendanceReason=code, AbsenceSessions=times)}</SessionDetail>"
        for code, times in reasons.items()
    )
    inner = f"{elements(**stated)}<SessionDetails>{details}</SessionDetails>"
    return f"<Attendance><{block}>{inner}</{block}></Attendance>"


def written(tmp_path, *pupils, **said):
    return Written(Census(), census(pupils), tmp_path, **said)


def test_a_pupil_as_on_census_day(tmp_path):
    needs = "".join(
        f"<SENneed>{elements(SENtypeRank=rank, SENtype=need)}</SENneed>"
        for rank, need in ((2, "SLCN"), (1, "ASD"))
    )
    sen = f"<SENprovision>K</SENprovision><SENneeds>{needs}</SENneeds>"
    told = characteristics(meals(("2025-11-03", "")), Ethnicity="WBRI", ServiceChild="N", YoungCarer="S")
    told += f"<SpecialEducationalNeeds>{sen}</SpecialEducationalNeeds>"
    ada = pupil(1, "Lovelace", told, EntryDate="2024-09-03")
    [row] = written(tmp_path, ada).tables["pupils"]
    assert row == {
        "source_place": "pupil 1 (line 4)",
        "pupil": upn(1),
        "academic_year": "2025/26",
        "year_group": "8",
        "upn": upn(1),
        "surname": "Lovelace",
        "forename": "Ada",
        "date_of_birth": "2013-02-03",
        "sex": "F",
        "joined_on": "2024-09-03",
        "free_school_meals": "Y",
        "sen": "K",
        "sen_need": "ASD",
        "ethnicity": "WBRI",
        "service_child": "N",
        "young_carer": "Y",
    }


@pytest.mark.parametrize(
    ("period", "answer"),
    [
        (("2025-11-03", ""), "Y"),
        (("2025-11-03", CENSUS_DAY), "Y"),
        (("2025-11-03", "2026-01-14"), "N"),
        ((CENSUS_DAY, ""), "Y"),
        (("2026-01-16", ""), "N"),
    ],
)
def test_free_meals_are_those_of_census_day(tmp_path, period, answer):
    found = written(tmp_path, pupil(1, "One", characteristics(meals(period))))
    assert found.column("pupils", "free_school_meals") == [answer]


def test_two_periods_without_containers_of_their_own_are_two(tmp_path):
    flat = (
        "<FSMeligibility><FSMstartDate>2023-09-01</FSMstartDate><FSMendDate>2024-07-01</FSMendDate>"
        "<FSMstartDate>2025-09-01</FSMstartDate></FSMeligibility>"
    )
    found = written(tmp_path, pupil(1, "One", characteristics(flat)), pupil(2, "Two"))
    assert found.column("pupils", "free_school_meals") == ["Y", "N"]


def test_where_no_pupil_has_meals_nobody_is_said_to_have_none(tmp_path):
    assert "free_school_meals" not in written(tmp_path, pupil(1, "One")).tables["pupils"][0]


@pytest.mark.parametrize(
    ("language", "answer"), [("ENG", "N"), ("ENB", "N"), ("URD", "Y"), ("OTH", "Y"), ("REF", ""), ("OTB", "")]
)
def test_a_first_language_other_than_english_is_additional(tmp_path, language, answer):
    told = f"<Language>{elements(LanguageCode=language)}</Language>"
    english = "<Language><LanguageCode>ENG</LanguageCode></Language>"
    found = written(
        tmp_path, pupil(1, "One", characteristics(told)), pupil(2, "Two", characteristics(english))
    )
    assert found.column("pupils", "eal") == [answer, "N"]


def test_a_leaver_keeps_the_day_of_leaving(tmp_path):
    text = census([pupil(1, "Stays")], leavers=[pupil(2, "Left", LeavingDate="2025-12-19")])
    found = Written(Census(), text, tmp_path)
    assert found.column("pupils", "surname", "left_on") == [("Stays", ""), ("Left", "2025-12-19")]
    assert (found.found.units, found.found.read, found.found.ignored) == ("pupils", 2, 0)


def test_the_sessions_stated_are_those_of_the_term_before(tmp_path):
    found = written(tmp_path, pupil(1, "One", sessions(140, 6, 2, I=4, M=2, O=2)))
    columns = ("pupil", "from_date", "to_date", "possible", "authorised", "unauthorised")
    assert found.column("attendance_totals", *columns) == [
        (upn(1), "2025-09-01", "2025-12-31", "140", "6", "2")
    ]
    assert "from 2025-09-01 to 2025-12-31" in found.words["CENSUS_PERIOD"]
    assert "REASONS_DISAGREE" not in found.words


def test_absences_not_stated_are_summed_from_their_reasons(tmp_path):
    # I and M are with leave, O without; X is no possible session and P is present: 6 and 3.
    told = pupil(1, "One", sessions(140, I=4, M=2, O=3, X=30, P=5))
    found = written(tmp_path, told, pupil(2, "Never ill", sessions(140)))
    assert found.column("attendance_totals", "authorised", "unauthorised") == [("6", "3"), ("0", "0")]
    assert found.words["SUMMED_REASONS"].startswith("the absences of 2 totals")


def test_absences_that_nobody_is_told_of_are_not_nought(tmp_path):
    found = written(tmp_path, pupil(1, "One", sessions(140)))
    assert "attendance_totals" not in found.tables
    assert "NO_ABSENCES" in found.words


def test_a_reason_that_is_no_code_is_left_to_the_check(tmp_path):
    told = pupil(1, "One", sessions(140, I=4).replace("<AttendanceReason>I<", "<AttendanceReason>§<"))
    found = written(tmp_path, told)
    assert found.column("attendance_totals", "authorised", "unauthorised") == [("", "")]
    assert "§ (1)" in found.words["UNKNOWN_REASONS"]


def test_reasons_that_do_not_add_up_are_told(tmp_path):
    found = written(tmp_path, pupil(1, "One", sessions(140, 9, 0, I=4)))
    assert found.column("attendance_totals", "authorised") == ["9"]
    assert found.words["REASONS_DISAGREE"].startswith("in 1 total ")


def test_an_autumn_census_counts_two_halves_of_the_summer():
    # Easter Sunday of 2025 was 20 April, the spring bank holiday 26 May.
    assert periods(date(2025, 10, 2), "AUT") == {
        "TermlyAttendance": (date(2025, 4, 21), date(2025, 5, 25)),
        "SummerHalfTerm2Attendance": (date(2025, 5, 26), date(2025, 7, 31)),
        "AnnualAttendance": (date(2024, 9, 1), date(2025, 7, 31)),
    }


def test_a_summer_census_counts_to_easter():
    assert periods(date(2026, 5, 21), "")["TermlyAttendance"] == (date(2026, 1, 1), date(2026, 4, 5))


def test_without_a_census_day_that_of_the_term_is_taken_and_told(tmp_path):
    header = "<Header><CollectionDetails><Term>AUT</Term><Year>2025</Year></CollectionDetails></Header>"
    found = Written(Census(), census([pupil(1, "One")], header), tmp_path)
    assert "2025-10-02" in found.words["CENSUS_DAY_TAKEN"]
    assert found.column("pupils", "academic_year") == ["2025/26"]


FRAGMENT = (
    "<Pupils><Pupil><PupilIdentifiers><PupilID>12345</PupilID><Surname>Hope</Surname></PupilIdentifiers>"
    + sessions(96, I=6, M=1)
    + "</Pupil></Pupils>"
)


def test_a_fragment_needs_its_census_day(tmp_path):
    assert refusal(Census(), FRAGMENT, tmp_path) == "NO_CENSUS_DAY"


def test_a_fragment_is_read_once_its_census_day_is_said(tmp_path):
    found = Written(Census(), FRAGMENT, tmp_path, census_date=CENSUS_DAY)
    columns = ("pupil", "from_date", "possible", "authorised", "unauthorised")
    assert found.column("attendance_totals", *columns) == [("12345", "2025-09-01", "96", "7", "0")]
    assert list(found.tables) == ["attendance_totals"]
    assert "NO_YEAR_GROUPS" in found.words
    assert (found.found.read, found.found.ignored) == (1, 0)


def test_a_pupil_of_whom_nothing_is_read_is_counted(tmp_path):
    text = FRAGMENT.replace(
        "</Pupils>", "<Pupil><PupilIdentifiers><PupilID>2</PupilID></PupilIdentifiers></Pupil></Pupils>"
    )
    found = Written(Census(), text, tmp_path, census_date=CENSUS_DAY)
    assert (found.found.read, found.found.ignored) == (1, 1)


def test_the_schools_own_number_stands_before_the_upn(tmp_path):
    own = pupil(1, "One").replace("<UPN>", "<AdmissionNumber>10231</AdmissionNumber><UPN>")
    assert written(tmp_path, own).column("pupils", "pupil", "upn") == [("10231", upn(1))]


def test_addresses_and_telephone_numbers_are_never_read(tmp_path):
    private = (
        "<HomeInformation><Address><Postcode>ZZ1 1ZZ</Postcode></Address></HomeInformation>"
        "<Phones><Phone>01234567890</Phone></Phones><MedicalFlag>1</MedicalFlag>"
    )
    found = written(tmp_path, pupil(1, "One", private))
    everything = "".join(path.read_text() for path in found.found.files) + " ".join(
        map(str, found.found.notes)
    )
    assert "ZZ1" not in everything
    assert "01234" not in everything
    assert "HomeInformation (1)" in found.words["NEVER_READ"]
    assert "MedicalFlag (1)" in found.words["NEVER_READ"]


def test_elements_that_are_not_read_are_counted_by_name(tmp_path):
    more = "<Exclusions><TermlyExclusion><Category>SUSP</Category></TermlyExclusion></Exclusions>"
    more += "<LearnerSupport><FundingType>1</FundingType></LearnerSupport>"
    found = written(tmp_path, pupil(1, "One", more, PartTime="false"), pupil(2, "Two", more))
    for each in ("Exclusions (2)", "LearnerSupport (2)", "PartTime (1)"):
        assert each in found.words["ELEMENTS_NOT_READ"]
    assert "SUSP" not in str(found.found.notes)


def test_names_that_no_source_confirms_are_told(tmp_path):
    told = characteristics("<Language><LanguageCode>ENG</LanguageCode></Language>", Ethnicity="WBRI")
    words = written(tmp_path, pupil(1, "One", told)).words["UNVERIFIED_ELEMENTS"]
    assert "LanguageCode (1)" in words
    assert "Ethnicity" not in words


def test_what_has_no_column_becomes_a_division_where_it_parts_the_pupils(tmp_path):
    one = pupil(1, "One", characteristics(TopUpFunding="true", PostLookedAfterArrangements="A"))
    two = pupil(2, "Two", characteristics(TopUpFunding="false", PostLookedAfterArrangements="A"))
    found = written(tmp_path, one, two)
    columns = ("pupil", "academic_year", "characteristic", "group")
    assert found.column("characteristics", *columns) == [
        (upn(1), "2025/26", "Top-up funding", "Yes"),
        (upn(2), "2025/26", "Top-up funding", "No"),
    ]


def test_one_school_does_not_become_two(tmp_path):
    found = written(tmp_path, pupil(1, "One"))
    assert "school" not in found.tables["pupils"][0]
    assert "(801/2000)" in found.words["WHOSE_SCHOOL"]


def test_a_school_said_by_hand_is_written(tmp_path):
    found = written(tmp_path, pupil(1, "One", sessions(140, 6, 2)), school="Riverside School")
    assert found.column("pupils", "school") == ["Riverside School"]
    assert found.column("attendance_totals", "school") == ["Riverside School"]
