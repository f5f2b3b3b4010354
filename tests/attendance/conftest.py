"""A school of twelve pupils and twelve weeks, each session known, and the app that shows it."""

from pathlib import Path

import pandas as pd
import pytest

from dashboard.filters import FILTERS
from tests.callbacks import fire

from ..conftest import School

DAYS = pd.bdate_range("2025-09-01", "2025-11-21").difference(pd.bdate_range("2025-10-27", "2025-10-31"))
LAST_YEAR = pd.bdate_range("2024-09-02", "2024-11-22")
THE_YEAR = {"from_date": "2025-09-01", "to_date": "2026-08-31"}


def week(monday, code="I"):
    """Return every session of a week, missed."""
    days = pd.bdate_range(monday, periods=5)
    return {(f"{day:%Y-%m-%d}", session): code for day in days for session in ("AM", "PM")}


def sessions(*days, code="I", at=("AM", "PM")):
    """Return the sessions of single days, missed."""
    return {(day, session): code for day in days for session in at}


# 11 weeks of 10 sessions. Of 110 a tenth is 11, half is 55.
MISSED = {
    "crossed": week("2025-11-10") | sessions("2025-11-17", at=["AM"]),  # 11 of 110: lately
    "soon": sessions("2025-09-02", "2025-09-03", "2025-09-04", "2025-11-18"),  # 8: 4 more make 12 of 114
    "severe": week("2025-09-01")
    | week("2025-09-08")
    | week("2025-11-03")
    | week("2025-11-10")
    | week("2025-11-17")
    | sessions("2025-10-28", "2025-10-24", "2025-10-23", "2025-10-22"),  # 50 + 6 of 110 (28 is a holiday)
    "unexplained": sessions("2025-11-18", at=["AM", "PM"], code="N"),
    "back": week("2025-09-01") | week("2025-09-08") | sessions("2025-11-17", at=["AM"]),  # 20 of 70, 1 of 40
    "fridays": sessions(*(f"{day:%Y-%m-%d}" for day in DAYS[DAYS.day_of_week == 4]), code="O", at=["PM"]),
}
LATE = {"late": sessions("2025-11-18", "2025-11-19", code="L", at=["AM"]), "later": {}}
LATE["later"] = sessions("2025-11-18", code="U", at=["AM"])
PRESENT = ["p1", "p2", "p3", "p4"]
NAMES = [*MISSED, *LATE, *PRESENT]


def marks():
    """Return a row a pupil, day and session."""
    codes = MISSED | LATE
    rows = [
        (name, f"{day:%Y-%m-%d}", session, codes.get(name, {}).get((f"{day:%Y-%m-%d}", session), present))
        for name in NAMES
        for day in DAYS
        for session, present in (("AM", "/"), ("PM", "\\"))
    ]
    rows += [("p1", f"{day:%Y-%m-%d}", "AM", "I" if day.day == 2 else "/") for day in LAST_YEAR]
    return pd.DataFrame(rows, columns=["pupil", "date", "session", "code"])


def pupils():
    """Return a row a pupil and year."""
    rows = [(name, year, "8", f"S-{name}", "F") for name in NAMES for year in ("2024/25", "2025/26")]
    columns = ["pupil", "academic_year", "year_group", "surname", "forename"]
    return pd.DataFrame(rows, columns=columns)


def made(**more):
    """Return a school with these pupils and whatever a test adds."""
    school = School()
    school.take_in("pupils", pupils())
    for name, rows in more.items():
        school.take_in(name, rows)
    school.folder, school.is_empty, school.banner = Path(f"attendance {id(school)}"), False, None
    return school


@pytest.fixture(scope="session")
def school():
    contacts = pd.DataFrame(
        [("crossed", "2025-11-14", "parent", "attendance"), ("soon", "2025-11-14", "parent", "target")],
        columns=["pupil", "contacted_on", "with_whom", "about"],
    )
    return made(attendance=marks(), contacts=contacts)


@pytest.fixture(scope="session")
def totals_only():
    rows = [(name, "2025-09-01", "2025-12-19", "140", "20", "0") for name in NAMES]
    columns = ["pupil", "from_date", "to_date", "possible", "authorised", "unauthorised"]
    return made(attendance_totals=pd.DataFrame(rows, columns=columns))


@pytest.fixture
def ask(school, apps):
    """Return ``ask(output, viewer, of, **filters)``: a callback's answer, or its status where it refuses."""

    def asking(output, viewer="leader", of=school, **filters):
        app = apps[viewer]
        app.server.config["STORE"] = of
        chosen = THE_YEAR | filters
        given = {each.component_id: chosen.get(name) for name, each in FILTERS.items()}
        given["attendance-ring-show"] = chosen.get("show", "all")
        given["attendance-measure"] = chosen.get("measure", "average_points")
        return fire(app.server.test_client(), output, given, None)

    return asking
