"""A mark is sorted as one number: whatever it may hold comes out as it went in, or is an error."""

from datetime import date

import duckdb
import pandas as pd
import pytest

from dashboard.query import read_query

CODES = pd.read_csv("data/reference/attendance_code.csv", dtype=str, keep_default_na=False)["code"]
YEAR = {"from_date": date(2023, 9, 1), "to_date": date(2024, 8, 31)}  # with a 29 February


@pytest.fixture
def marks(new_school):
    """Every code, twice a day, on the first and last day of a year, from two imports that disagree."""
    school = new_school()
    school.given(pupils="pupil | year_group\n1 | 7\n2 | 8")
    for batch in (1, 2):
        codes = CODES if batch == 1 else CODES[::-1]
        rows = [
            {"pupil": pupil, "date": day, "session": session, "code": code}
            for day, pupil in zip(days(2 * len(CODES)), ["1", "2"] * len(CODES), strict=True)
            for session, code in zip(
                ("AM", "PM"), (codes.iloc[day.day % len(codes)], codes.iloc[0]), strict=True
            )
        ]
        school.take_in("attendance", pd.DataFrame(rows), batch)
    return school


def days(number):
    return [YEAR["from_date"], *pd.date_range(YEAR["to_date"], periods=number - 1, freq="-4D").date][::-1]


def test_every_mark_comes_out_as_it_went_in_the_latest_first(marks):
    school = marks
    school.build()
    found = school.db.execute("select pupil_id, date, session, code from mark").fetchall()
    given = school.db.execute("select pupil, date, session, code, batch from staged.attendance").fetchall()
    latest = {
        (pupil, day, session): code
        for pupil, day, session, code, batch in sorted(given, key=str)
        if batch == 2
    }
    names = dict(school.db.execute("select pupil_id, pupil from pupil").fetchall())
    assert {(names[pupil], day, session): code for pupil, day, session, code in found} == latest
    assert found == sorted(found, key=lambda mark: mark[:3])
    assert {day for _, day, _ in latest} >= {date(2024, 2, 29), *[YEAR["from_date"], YEAR["to_date"]]}
    assert len(set(latest.values())) > 20


def test_a_pupil_whose_number_has_no_room_is_an_error(marks):
    marks.build()
    marks.db.execute("update pupil set pupil_id = 536870912 where pupil = '1'")
    with pytest.raises(duckdb.Error, match=r"[Oo]verflow"):
        marks.db.execute("alter table mark add column batch usmallint")
        marks.db.execute(read_query("build/marks_of_year").sql, YEAR)


def test_a_code_that_the_reference_lacks_is_an_error(marks):
    marks.build()
    marks.db.execute("delete from attendance_code where code = 'L'")
    marks.db.execute("alter table mark add column batch usmallint")
    with pytest.raises(duckdb.Error, match="lacks a code"):
        marks.db.execute(read_query("build/marks_of_year").sql, YEAR)
