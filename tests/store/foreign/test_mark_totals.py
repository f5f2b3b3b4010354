"""Attendance totals with a percentage: the sessions are trusted, and what disagrees is reported."""

from pathlib import Path

import pytest

from dashboard.store.problems import Unreadable
from tests.store.foreign.shaping import Desk

REAL = Path(__file__).parents[4] / "shared" / "real" / "mis_csv"
DAYS = "From,To,Possible,Authorised,Unauthorised"


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_a_percentage_that_disagrees_names_its_row(desk):
    made = desk.translate(
        f"Adno,Name,{DAYS},Attendance %\n1,Ada,01/09/2025,19/12/2025,140,4,3,95.0\n"
        "2,Bo,01/09/2025,19/12/2025,140,0,0,99%\n3,Cy,01/09/2025,19/12/2025,140,7,0,95\nTotal,,,,420,11,3,\n"
    )
    assert made.shape == "Attendance totals with a percentage"
    assert made.rows[1] == ("row 3", "2", "01/09/2025", "19/12/2025", "140", "0", "0")
    assert "row 3: 99%, by its sessions 100.00" in made.notes["PERCENTAGE_DISAGREES"]
    assert "in 1 row " in made.notes["PERCENTAGE_DISAGREES"]
    assert (made.read, made.ignored) == (3, 1)


@pytest.mark.parametrize("written", ["98.7", "98.8", "98.75%", "98", "99 %", "98,75", "0.9875"])
def test_a_percentage_may_be_rounded_or_cut_off(desk, written):
    made = desk.translate(f"Adno;{DAYS.replace(',', ';')};%\n1;2025-09-01;2025-12-19;320;2;2;{written}\n")
    assert "PERCENTAGE_DISAGREES" not in made.notes


def test_the_days_of_the_period_may_stand_in_columns_of_the_attendance(desk):
    days = "Attendance Start Date,Attendance End Date"
    sessions = "Possible Sessions,Present,Authorised Absences,Unauthorised Absences"
    made = desk.translate(f"Adno,{days},{sessions},% Attendance\n1,01/09/2025,31/10/2025,76,70,4,2,92.1\n")
    assert made.rows == [("row 2", "1", "01/09/2025", "31/10/2025", "76", "4", "2")]


TERM = "Adno,Name,Possible,Authorised,Unauthorised,Attendance %\n1,Ada,140,4,3,95\n"
SHEET = "Adno,Name,Maths,English\n1,Ada,5,6\n"


@pytest.mark.parametrize(
    "content",
    [
        f"From 01/09/2025 to 19/12/2025,,,,,\n{TERM}From 05/01/2026 to 27/03/2026,,,,,\n{TERM}",
        f"Assessment: Mock,Date: 01/12/2025,Scale: GCSE 9-1,\n{SHEET},Date: 01/03/2026,,\n{SHEET}",
    ],
)
def test_a_second_table_below_does_not_get_the_days_of_the_first(desk, content):
    with pytest.raises(Unreadable, match="the headings stand again here, for other days"):
        desk.translate(content)


def test_sessions_that_do_not_add_up_and_hidden_ones_are_reported(desk):
    made = desk.translate(
        f"Adno,{DAYS},Present,% attendance\n1,2025-09-01,2025-12-19,140,4,3,130,95\n"
        "2,2025-09-01,2025-12-19,*,*,*,*,low\n"
    )
    assert "row 2" in made.notes["SESSIONS_DISAGREE"]
    assert "row 3" in made.notes["HIDDEN"]
    assert (len(made.rows), made.read, made.ignored) == (1, 1, 1)


def test_a_percentage_alone_cannot_be_imported(desk):
    code, _, words = desk.refusal("Adno,Name,Attendance %\n1,Ada,95\n")
    assert code == "PERCENTAGE_ONLY"
    assert "possible sessions, authorised and unauthorised absences" in words


def test_days_that_the_file_does_not_say_are_asked(desk):
    text = "Adno,Possible,Authorised,Unauthorised,%\n1,140,4,3,95\n"
    assert desk.refusal(text)[:2] == ("NEEDS_ANSWER", "from_date, to_date")
    [row] = desk.translate(text, from_date="2025-09-01", to_date="2025-12-19").rows
    assert row[2:4] == ("2025-09-01", "2025-12-19")
    [row] = desk.translate(f"Attendance from 01/09/2025 to 19/12/2025\n{text}").rows
    assert row[2:4] == ("2025-09-01", "2025-12-19")


@pytest.mark.skipif(not REAL.exists(), reason="the samples are not in the repository")
def test_a_real_export_of_totals(desk):
    made = desk.translate((REAL / "mis_style_attendance.csv").read_text(encoding="utf-8"))
    assert (made.read, made.ignored) == (20, 0)
    assert "in 7 rows" in made.notes["PERCENTAGE_DISAGREES"]
    assert "row 3: 94.2, by its sessions 94.06" in made.notes["PERCENTAGE_DISAGREES"]
    assert desk.known_by((REAL / "sims_style_pupils.csv").read_text(encoding="utf-8")) is None
