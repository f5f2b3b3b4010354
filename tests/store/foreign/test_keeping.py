"""What a later file has no column for stays as it was known; what it has is taken from it."""

from dataclasses import replace

import duckdb
import pytest

from dashboard.query import read_query
from dashboard.schemas import SCHEMAS
from dashboard.store import intake
from dashboard.store.batches import Batch, ImportedFile
from dashboard.store.identity import resolve_upns
from dashboard.store.keeping import keep_known, lacked

ADA = "B801200005001"


def pupils_file(columns, *, is_translated):
    mapping = {"table": "pupils", "columns": {name: name for name in columns}}
    source = "census.xml" if is_translated else ""
    name = "translated/census.xml/pupils.csv" if is_translated else "pupils.csv"
    asked = "pupils" if is_translated else None
    return ImportedFile(name, "", 0, asked, None, "pupils", mapping, source=source, good=1)


@pytest.fixture
def school():
    """Return Ada as staged: known by number and UPN, then by a census (2), then by results (3)."""
    db = duckdb.connect()
    db.execute("attach ':memory:' as staged")
    intake.create_staged_tables(db)
    rows = [
        dict(pupil="10231", upn=ADA, academic_year="2025/26", year_group="8", surname="Lovelace", sex="F",
             registration_group="8R", pupil_premium=True, ethnicity="WBRI", sen="K", batch=1),
        dict(pupil=ADA, upn=ADA, academic_year="2025/26", year_group="8", surname="King", ethnicity=None,
             free_school_meals=False, batch=2),
        dict(pupil=ADA, upn=ADA, academic_year="2026/27", year_group="9", batch=3),
    ]  # fmt: skip
    for row in rows:
        row |= {"school": "Riverside", "file": 1, "row": 2}
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _ in row)
        db.execute(f"insert into staged.pupils ({names}) values ({marks})", list(row.values()))
    resolve_upns(db)
    return db


ALL = [column.name for column in SCHEMAS["pupils"].columns]
CENSUS = ("pupil", "upn", "academic_year", "year_group", "surname", "ethnicity", "free_school_meals")
RESULTS = ("pupil", "upn", "academic_year", "year_group")


def batches(is_translated=True):
    files = [(ALL, False), (CENSUS, is_translated), (RESULTS, is_translated)]
    return [
        Batch(f"{number:04}-x", "2026-01-01", "t", files=[pupils_file(columns, is_translated=translated)])
        for number, (columns, translated) in enumerate(files, 1)
    ]


def of_batch(db, batch, *columns):
    named = ", ".join(columns)
    return db.execute(f"select {named} from staged.pupils where batch = {batch}").fetchall()[0]


def test_a_column_the_file_does_not_have_stays(school):
    keep_known(school, batches())
    assert of_batch(school, 2, "registration_group", "pupil_premium", "sen", "sex") == ("8R", True, "K", "F")


def test_a_column_the_file_has_is_taken_from_it_also_where_it_is_empty(school):
    keep_known(school, batches())
    assert of_batch(school, 2, "surname", "ethnicity", "free_school_meals") == ("King", None, False)


def test_who_a_pupil_is_stays_over_the_years_but_nothing_else(school):
    keep_known(school, batches())
    assert of_batch(school, 3, "pupil", "surname", "sex") == ("10231", "King", "F")
    assert of_batch(school, 3, "registration_group", "pupil_premium", "sen") == (None, None, None)


def test_a_table_handed_in_keeps_what_it_has_no_column_for_too(school):
    keep_known(school, batches(is_translated=False))
    assert of_batch(school, 2, "registration_group", "pupil_premium", "sen", "ethnicity") == (
        "8R", True, "K", None,
    )  # fmt: skip


def test_a_file_of_which_rows_were_refused_keeps_as_well(school):
    known = batches()
    known[1].files[0] = replace(known[1].files[0], problems=[{"row": 9}])
    keep_known(school, known)
    assert of_batch(school, 2, "registration_group", "sen") == ("8R", "K")


def test_to_do_it_again_changes_nothing(school):
    keep_known(school, batches())
    once = school.execute("from staged.pupils order by all").fetchall()
    keep_known(school, batches())
    assert school.execute("from staged.pupils order by all").fetchall() == once


def test_the_query_knows_every_column_that_may_be_lacking():
    sql = read_query("intake/keep_known").sql
    file = pupils_file(RESULTS, is_translated=True)
    assert [column for column in lacked(file) if f"list_contains(lacked, '{column}')" not in sql] == [
        "school"
    ]
