"""Marks on the fast way: each finds its pupil's number, wherever in the file the pupil is first named."""

import pandas as pd
import pytest

from dashboard.query import read_query
from dashboard.store import intake, marks, statements
from dashboard.store.outside import Outside
from tests.store.taking_in import Desk


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Return a desk where marks have only the fast way, and their first row tells whether pupils are new."""
    carefully = intake.load_carefully

    def not_marks(db, understood, *how):
        assert understood.table != "attendance"
        return carefully(db, understood, *how)

    monkeypatch.setattr(marks, "FIRST_ROWS", 1)
    monkeypatch.setattr(intake, "load_carefully", not_marks)
    return Desk(tmp_path)


def marks_of(*pupils, code="/"):
    return "pupil,date,session,code\n" + "".join(
        f"{each},2025-09-0{n},AM,{code}\n" for n, each in enumerate(pupils, 1)
    )


@pytest.mark.parametrize("known", [[], ["1"], ["1", "3"]])
def test_a_pupil_first_named_below_the_first_rows_is_kept_in_the_order_of_the_file(desk, known):
    if known:
        desk.take_in("pupil,year_group\n" + "".join(f"{each},7\n" for each in known), columns=["pupil"])
    taken = desk.take_in(marks_of("1", "3", "2", "1", "3"))
    assert [row[0] for row in taken.rows] == ["1", "3", "2", "1", "3"]
    assert taken.checked.good == 5
    numbers = desk.db.execute("select pupil_key from staged.marked_pupil").fetchall()
    assert len(set(numbers)) == len(numbers) == 3


def test_the_row_that_another_file_repeats_is_named_rightly_though_pupils_were_new(desk, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(marks, "FIRST_ROWS", 1)
    desk.take_in("pupil,year_group\n1,7\n", columns=["pupil"])
    desk.take_in(marks_of("1", "2", "3"), "first.csv", judged=Outside(1, has_siblings=True))
    taken = desk.take_in(
        marks_of("9", "8", "3", code="L"), "second.csv", judged=Outside(2, has_siblings=True)
    )
    [problem] = taken.problems
    assert "second.csv, row 4" in problem
    assert "row 4 of first.csv" in problem


def test_marks_of_some_imports_move_to_another_school_and_those_of_others_stay(desk):
    for batch in (1, 2):
        desk.take_in(marks_of("1", "2"), batch=batch, school_default="School")
    desk.take_in(marks_of("2"), batch=3, school_default="Hill")
    statements.rename_school(desk.db, "attendance", [1], "School", "Hill")
    found = desk.db.execute(
        "select batch, school, list(pupil order by pupil) from staged.attendance group by all order by batch"
    ).fetchall()
    assert found == [(1, "Hill", ["1", "2"]), (2, "School", ["1", "2"]), (3, "Hill", ["2"])]


def test_what_is_summed_up_of_marks_is_what_they_are(desk):
    desk.take_in(marks_of("1", "2", "1"), school_default="Hill")
    summed = desk.db.execute("select school, pupil, rows from staged.marked order by pupil").fetchall()
    assert summed == [("Hill", "1", 2), ("Hill", "2", 1)]
    statements.remove_batch(desk.db, "attendance", 1)
    values = {"table_name": statements.summed_in("attendance"), "batch": 1}
    assert desk.db.execute(read_query("store/schools").sql, values).fetchall() == []


@pytest.mark.parametrize(
    "lines", ["1,2025-09-01,am,/", "1,2025-09-01,XM,/", "1,2025-09-01,AM,?", "1,2025-09-01,,/"]
)
def test_a_file_with_a_mark_that_does_not_fit_is_left_to_the_careful_way(desk, lines):
    given = f"pupil,date,session,code\n{lines}\n2,2025-09-01,PM,\\\n"
    with pytest.raises(AssertionError):  # this desk has no careful way
        desk.take_in(given)
    assert desk.db.execute("select count(*) from staged.mark").fetchall() == [(0,)]


def test_every_code_and_session_comes_in_the_fast_way(desk):
    codes = pd.read_csv("data/reference/attendance_code.csv", dtype=str, keep_default_na=False)[
        "code"
    ].tolist()
    rows = [
        f"1,2025-{9 + n // 28:02}-{n % 28 + 1:02},{'AP'[n % 2]}M,{code}\n" for n, code in enumerate(codes)
    ]
    taken = desk.take_in("pupil,date,session,code\n" + "".join(rows))
    assert taken.checked.good == len(codes) > 40
    found = desk.db.execute("select session, code from staged.attendance order by date").fetchall()
    assert found == [(f"{'AP'[n % 2]}M", code) for n, code in enumerate(codes)]
