"""Made-up School Census and Common Transfer Files, for the tests and the benchmarks."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
ETHNICITIES = ("WBRI", "APKN", "BCRB", "MWAS", "OOTH")
LANGUAGES = ("ENG", "ENG", "ENG", "URD", "PAN", "OTB", "POL")
YEAR_STARTS = date(2025, 9, 1)
DAYS = 190


def upn(number: int) -> str:
    """Return a Unique Pupil Number whose check letter is right."""
    digits = f"801200{number // 1000 % 100:02}{number % 10000:04}"
    return UPN_LETTERS[sum(int(each) * place for place, each in enumerate(digits, start=2)) % 23] + digits


def census(pupils: Sequence[str], header: str = "", leavers: Sequence[str] = ()) -> str:
    """Return a census of pupils that are XML already."""
    header = header or (
        "<Header><CollectionDetails><Collection>SC</Collection><Term>SPR</Term><Year>2026</Year>"
        "<ReferenceDate>2026-01-15</ReferenceDate></CollectionDetails>"
        "<Source><LEA>801</LEA><Estab>2000</Estab></Source></Header>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Message>{header}<Pupils>\n<PupilsOnRoll>\n'
        + "\n".join(f"<PupilOnRoll>{pupil}</PupilOnRoll>" for pupil in pupils)
        + "\n</PupilsOnRoll>\n<PupilsNoLongerOnRoll>\n"
        + "\n".join(f"<PupilNoLongerOnRoll>{pupil}</PupilNoLongerOnRoll>" for pupil in leavers)
        + "\n</PupilsNoLongerOnRoll></Pupils></Message>\n"
    )


def transfer(pupils: Sequence[str], header: str = "") -> str:
    """Return a transfer file of pupils that are XML already."""
    header = header or (
        "<Header><DocumentName>Common Transfer File</DocumentName><CTFversion>25.0</CTFversion>"
        "<DateTime>2026-07-20T09:30:00</DateTime><SourceSchool><LEA>801</LEA><Estab>2000</Estab>"
        "<SchoolName>Example Primary</SchoolName><AcademicYear>2025</AcademicYear></SourceSchool>"
        "<DestSchool><LEA>801</LEA><Estab>4000</Estab></DestSchool></Header>"
    )
    body = "\n".join(f"<Pupil>{pupil}</Pupil>" for pupil in pupils)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<CTfile>{header}<CTFpupilData>\n{body}\n'
        "</CTFpupilData></CTfile>\n"
    )


def elements(**values: object) -> str:
    """Return simple elements, one a value."""
    return "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in values.items())


def write_census(path: Path, pupils: int, first: int = 0, seed: int = 1) -> None:
    """Write a spring census of made-up pupils with all that one has: names, FSM, SEN, sessions by reason."""
    chance = random.Random(seed)
    people = [census_pupil(first + number, chance) for number in range(pupils)]
    path.write_text(census(people), encoding="utf-8")


def census_pupil(number: int, chance: random.Random) -> str:
    """Return one pupil of a spring census."""
    year = 7 + number % 5
    ill, away = chance.randrange(12), chance.randrange(4)
    period = elements(FSMstartDate=f"20{20 + number % 6}-10-0{1 + number % 9}", UKcountry="ENG")
    meals = f"<FSMeligibility>{period}</FSMeligibility>" if number % 4 == 0 else ""
    needs = "<SENneeds><SENneed><SENtypeRank>1</SENtypeRank><SENtype>SPLD</SENtype></SENneed></SENneeds>"
    reasons = "".join(
        f"<SessionDetail>{elements(AttendanceReason=code, AbsenceSessions=sessions)}</SessionDetail>"
        for code, sessions in (("I", ill), ("O", away))
        if sessions
    )
    return (
        f"<PupilIdentifiers>{elements(UPN=upn(number), Surname=f'Name{number}', Forename='Sam')}"
        f"{elements(DOB=date(2026 - year - 5, 1 + number % 12, 1 + number % 28), Sex='FM'[number % 2])}"
        "</PupilIdentifiers>\n<PupilCharacteristics>"
        f"{elements(Ethnicity=chance.choice(ETHNICITIES))}{meals}"
        f"<Language>{elements(LanguageCode=chance.choice(LANGUAGES))}</Language>"
        f"{elements(ServiceChild='N', YoungCarer='N', TopUpFunding='false')}</PupilCharacteristics>\n"
        f"<PupilStatus>{elements(EnrolStatus='C', EntryDate=f'{2026 - year + 6}-09-03', PartTime='false')}"
        f"{elements(NCyearActual=year)}</PupilStatus>\n<SpecialEducationalNeeds>"
        f"{elements(SENprovision='K' if number % 6 == 0 else 'N')}{needs if number % 6 == 0 else ''}"
        "</SpecialEducationalNeeds>\n<HomeInformation><Address><Postcode>ZZ1 1ZZ</Postcode></Address>"
        f"</HomeInformation>\n<Attendance><TermlyAttendance>{elements(SessionsPossible=140)}"
        f"{elements(SessionsAuthorised=ill, SessionsUnauthorised=away)}"
        f"<SessionDetails>{reasons}</SessionDetails></TermlyAttendance></Attendance>"
    )


def write_transfer(path: Path, pupils: int, first: int = 0, seed: int = 1) -> None:
    """Write a transfer file of made-up pupils with a year of marks and their results."""
    chance = random.Random(seed)
    people = [transfer_pupil(first + number, chance) for number in range(pupils)]
    path.write_text(transfer(people), encoding="utf-8")


def transfer_pupil(number: int, chance: random.Random) -> str:
    """Return one pupil of a transfer file: 190 school days in weeks of 5 days, holidays as #."""
    year = 1 + number % 6
    marks = "".join(week_of(week, chance) for week in range(46))
    attended = sum(mark in "/\\L" for mark in marks)
    missed = sum(mark in "IO" for mark in marks)
    return (
        f"{elements(UPN=upn(number), Surname=f'Name{number}', Forename='Sam', DOB=f'{2020 - year}-02-03')}"
        f"{elements(Sex='FM'[number % 2])}<BasicDetails>{elements(NCyearActual=year, Ethnicity='WBRI')}"
        "</BasicDetails>\n<FSMhistory><FSMinstance><FSMstartDate>2022-01-10</FSMstartDate></FSMinstance>"
        "</FSMhistory><SENhistory><SEN><StartDate>2023-09-01</StartDate><SENprovision>K</SENprovision></SEN>"
        "</SENhistory>\n<Address><Postcode>ZZ1 1ZZ</Postcode></Address><Attendance><YearData>"
        f"{elements(Year=2025, LEA=801, Estab=2000, SessionsPossible=attended + missed)}"
        f"{elements(SessionsAuthorised=marks.count('I'), SessionsAttended=attended)}"
        f"<AttendSessions>{elements(AttendanceStartDate=YEAR_STARTS, AttendanceMarks=marks)}</AttendSessions>"
        "</YearData></Attendance>\n<StageAssessments><KeyStage><Stage>EYF</Stage>"
        + "".join(
            assessment("COM", f"E{goal:02}", "FA", "FD", 1 + chance.randrange(2)) for goal in range(1, 18)
        )
        + "</KeyStage><KeyStage><Stage>KS1</Stage>"
        f"{assessment('PHO', 'PHO', 'TA', 'NM', chance.randrange(41))}</KeyStage></StageAssessments>"
    )


def week_of(week: int, chance: random.Random) -> str:
    """Return the ten marks of a week; of eight weeks in the year there are none but #."""
    if week in (7, 15, 16, 23, 30, 31, 38, 45):
        return "#" * 10
    return "".join(
        chance.choice("IOL") if chance.random() < 0.06 else "/\\"[session % 2] for session in range(10)
    )


def assessment(
    subject: str, component: str, method: str, qualifier: str, result: object, year: int = 2024
) -> str:
    """Return one assessment."""
    codes = elements(Year=year, Subject=subject, Method=method, Component=component, ResultStatus="R")
    return f"<StageAssessment>{codes}{elements(ResultQualifier=qualifier, Result=result)}</StageAssessment>\n"


def last_day() -> date:
    """Return the last day of the made-up year of marks."""
    return YEAR_STARTS + timedelta(days=46 * 7 - 3)
