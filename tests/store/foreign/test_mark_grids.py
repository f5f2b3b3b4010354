"""Registers with a column a session or a day: what each cell says, and that none is lost."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.store.problems import Unreadable
from tests.store.foreign.shaping import Desk, marks

ADA_AND_BO = ["101 2025-11-03 AM /", "101 2025-11-03 PM \\", "102 2025-11-03 AM L"]
CODES = ["/", "\\", "L", "I", "C1", "Y7", "#", "-", ""]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.mark.parametrize(
    "headings",
    [
        "Mon 03/11/2025 AM,Mon 03/11/2025 PM",
        "2025-11-03 AM,2025-11-03 PM",
        "AM 03.11.2025,PM 03.11.2025",
        "3 Nov 2025 Morning,3 Nov 2025 Afternoon",
        "Monday 3rd November 2025 - AM,Monday 3rd November 2025 - PM",
        "03/11/25 am,03/11/25 pm",
        "45964 AM,45964 PM",
        "03/11/2025 Session 1,03/11/2025 Session 2",
    ],
)
def test_a_heading_names_day_and_session_in_many_ways(desk, headings):
    made = desk.translate(f"Adno,Name,{headings}\n101,Ada,/,\\\n102,Bo,L,\n")
    assert made.shape == "Attendance in columns"
    assert marks(made) == ADA_AND_BO
    assert (made.read, made.ignored) == (3, 1)


@pytest.mark.parametrize(
    "above",
    [
        ",,03/11/2025,\nAdno,Name,AM,PM\n",
        "Adno,Name,03/11/2025,\n,,AM,PM\n",
        "Register of 7A\nPrinted on 05/11/2025\n\n,,Mon 03/11/2025,\nAdno,Name,AM,PM\n",
        "Week beginning 03/11/2025\nAdno,Name,Mon AM,Mon PM\n",
        ",,W/B 03/11/2025,\nAdno,Name,Mon AM,Mon PM\n",
        "Attendance from 01/11/2025 to 30/11/2025\nAdno,Name,Mon 3 Nov AM,Mon 3 Nov PM\n",
        "Academic year 2025/26\nAdno,Name,03/11 AM,03/11 PM\n",
        ",,November 2025,\n,,Mon 3,\nAdno,Name,AM,PM\n",
        "Adno,Name,Mon 03/11/2025,\n",
        "Mon first,sep=;\nAdno,Name,2025-11-03 AM,2025-11-03 PM\n",
    ],
)
def test_what_stands_above_the_headings_counts(desk, above):
    assert marks(desk.translate(f"{above}101,Ada,/,\\\n102,Bo,L,\n")) == ADA_AND_BO


def test_each_of_several_weeks_above_has_its_own_days(desk):
    weeks = "Adno,Name,W/C 03/11/2025,,W/C 10/11/2025,\n,,Mon AM,Tue PM,Mon AM,Tue PM\n"
    assert marks(desk.translate(f"{weeks}101,Ada,/,\\,L,I\n")) == [
        "101 2025-11-03 AM /",
        "101 2025-11-04 PM \\",
        "101 2025-11-10 AM L",
        "101 2025-11-11 PM I",
    ]


def test_which_of_several_weeks_is_meant_is_asked(desk):
    weeks = "W/C 03/11/2025 and W/C 10/11/2025\n\nAdno,Name,Mon AM,Tue PM\n"
    with pytest.raises(Unreadable, match="in which week"):
        desk.translate(f"{weeks}101,Ada,/,\\\n")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("/\\", ["AM /", "PM \\"]),
        ("/ \\", ["AM /", "PM \\"]),
        ("L|I", ["AM L", "PM I"]),
        ("C1\\", ["AM C1", "PM \\"]),
        ("/Y7", ["AM /", "PM Y7"]),
        ("/ ", ["AM /"]),
        (" \\", ["PM \\"]),
        (" I", ["PM I"]),
        ("C1 ", ["AM C1"]),
        ("\\", ["PM \\"]),
        ("##", ["AM #", "PM #"]),
        ("", []),
        ("I", ["None I"]),
        ("C1", ["None C1"]),
        ("/\\/", ["None /\\/"]),
    ],
)
def test_a_day_s_cell_holds_both_marks_or_is_refused(desk, cell, found):
    made = desk.translate(f"Adno,Mon 03/11/2025,Tue 04/11/2025\n101,{cell},/\\\n102,/\\,/\\\n")
    ours = [mark for mark in marks(made) if mark.startswith("101 2025-11-03")]
    assert ours == [f"101 2025-11-03 {each}" for each in found]
    assert made.read + made.ignored == 8
    assert ("CELLS_NOT_READ" in made.notes) == any(each.startswith("None") for each in found)


def test_a_merged_heading_in_a_workbook_holds_for_both_its_columns(desk):
    rows = [
        ["Register", "", "", "", "", ""],
        ["", "", date(2025, 11, 3), "", date(2025, 11, 4), ""],
        ["Adno", "Name", "AM", "PM", "AM", "PM"],
        [101, "Zoë O'Brien", "/", "\\", "I", "I"],
        ["Total", "", 1, 1, 0, 0],
    ]
    made = desk.translate(desk.workbook({"7A": rows}))
    assert marks(made) == [
        "101 2025-11-03 AM /",
        "101 2025-11-03 PM \\",
        "101 2025-11-04 AM I",
        "101 2025-11-04 PM I",
    ]
    assert (made.read, made.ignored) == (4, 4)
    assert "row 5" in made.notes["TOTALS_LEFT_OUT"]


def test_each_sheet_is_a_register_of_its_own(desk):
    sheets = {
        "7A": [["Adno", "2025-11-03 AM"], [101, "/"]],
        "7B": [["Name", "Adno", "2025-11-03 AM"], ["Bo", 102, "L"]],
        "Notes": [["Ring Mrs Hall"]],
    }
    made = desk.translate(desk.workbook(sheets))
    assert marks(made) == ["101 2025-11-03 AM /", "102 2025-11-03 AM L"]
    assert [row[-2:] for row in made.rows] == [
        (2, "sheet 7A, column B 2025-11-03 AM"),
        (2, "sheet 7B, column C 2025-11-03 AM"),
    ]
    assert "sheet Notes" in made.notes["NO_KNOWN_COLUMNS"]


def test_the_same_register_in_other_encodings_and_line_ends(desk):
    text = 'Adno;Name;2025-11-03 AM;2025-11-03 PM\n="0101";"O\'Brien; ""Zo\u00eb""";/;\\\n102;Li;L;\n'
    plain = desk.translate(text)
    assert marks(plain) == ["0101 2025-11-03 AM /", "0101 2025-11-03 PM \\", "102 2025-11-03 AM L"]
    for other in (
        text.encode("utf-16"),
        text.encode("cp1252"),
        b"\xef\xbb\xbf" + text.encode(),
        text.replace("\n", "\r\n").encode(),
        text.replace("\n", "\r\n", 1).encode(),
        text.replace(";", "\t").encode(),
    ):
        assert marks(desk.translate(other)) == marks(plain)


def test_rows_that_are_no_pupil_s_are_left_out_and_counted(desk):
    made = desk.translate(
        "Adno,Name,2025-11-03 AM,2025-11-03 PM\n101,Ada,/,\\\n,,,\nAdno,Name,2025-11-03 AM,2025-11-03 PM\n"
        "102,Total,L,\nTotal,,2,1\nClass average,,,\n"
    )
    assert marks(made) == ADA_AND_BO
    assert (made.read, made.ignored) == (3, 9)
    assert "2 rows of totals" in made.notes["TOTALS_LEFT_OUT"]
    assert "row 4" in made.notes["HEADINGS_AGAIN"]


def test_a_row_with_a_cell_too_many_is_refused_whole(desk):
    made = desk.translate("Adno,Name,2025-11-03 AM,2025-11-03 PM\n101,O'Brien, Ada,/,\\\n102,Bo,L,\n")
    assert marks(made) == ["101 None None 5 cells, 4 headings", "102 2025-11-03 AM L"]
    assert made.read == 1
    assert "row 2" in made.notes["RAGGED_ROWS"]


def test_what_is_no_code_is_written_as_it_stands(desk):
    assert marks(desk.translate("Adno,2025-11-03 AM\n101,x\n102,QQ\n103,-\n")) == [
        "101 2025-11-03 AM x",
        "102 2025-11-03 AM QQ",
        "103 2025-11-03 AM -",
    ]


def test_pupils_known_by_upn_keep_it_for_whoever_knows_their_numbers(desk):
    made = desk.translate("UPN,School,2025-11-03 AM\nB801200005001,Hill,/\n")
    assert made.columns == ["school", "upn", "date", "session", "code", "source_row", "source_column"]
    assert made.rows[0][:2] == ("Hill", "B801200005001")
    code, _, words = desk.refusal("Name,2025-11-03 AM\nAda,/\n")
    assert code == "NO_PUPIL_NUMBER"
    assert "admission number or the UPN" in words


def test_a_heading_called_pupil_may_hold_names(desk):
    assert desk.refusal("Pupil,2025-11-03 AM\nAda Example,/\n")[0] == "NO_PUPIL_NUMBER"
    assert marks(desk.translate("Pupil,2025-11-03 AM\n101,/\n")) == ["101 2025-11-03 AM /"]


@pytest.mark.parametrize(
    ("headings", "asked", "answer"),
    [
        ("Mon AM,Mon PM", "week", "3 Nov 2025"),
        ("03/11 AM,03/11 PM", "academic_year", "2025/26"),
    ],
)
def test_what_the_file_does_not_say_is_asked(desk, headings, asked, answer):
    text = f"Adno,Name,{headings}\n101,Ada,/,\\\n102,Bo,L,\n"
    assert desk.refusal(text)[:2] == ("NEEDS_ANSWER", asked)
    assert marks(desk.translate(text, **{asked: answer})) == ADA_AND_BO


def test_the_order_of_day_and_month_is_proven_or_asked(desk):
    proven = "Adno,11/13/2025 AM,11/14/2025 AM\n101,/,L\n"
    assert marks(desk.translate(proven)) == ["101 2025-11-13 AM /", "101 2025-11-14 AM L"]
    either = "Adno,11/03/2025 AM,11/05/2025 AM\n101,/,L\n"  # 11 May 2025 was a Sunday
    assert desk.refusal(either)[:2] == ("NEEDS_ANSWER", "date_order")
    assert marks(desk.translate(either, date_order="month first"))[0] == "101 2025-11-03 AM /"
    assert marks(desk.translate("Adno,Mon 11/03/2025 AM\n101,/\n")) == ["101 2025-11-03 AM /"]


def test_a_weekday_that_is_not_the_date_s_is_refused(desk):
    code, _, words = desk.refusal("Adno,Fri 03/11/2025 AM\n101,/\n")
    assert code == "HEADING_IS_NO_DAY"
    assert '"Fri 03/11/2025 AM"' in words


@pytest.mark.parametrize(
    "text",
    [
        "pupil,date,session,code\n101,2025-11-03,AM,/\n",
        "Adno,Year group,Surname,DOB\n101,7,Example,03/02/2013\n",
        "Adno,Year,Maths set,English effort\n101,7,2,3\n",
        "Adno,From,To,Possible,Authorised,Unauthorised\n101,2025-09-01,2025-12-19,140,1,0\n",
        "Adno,Joined 03/11/2025,Notes\n101,yes,long text\n",
        "Student ID,Year,Attendance %\nA1,7,95.2\n",
    ],
)
def test_tables_that_are_read_as_they_are_are_left_alone(desk, text):
    assert desk.known_by(text) is None


@settings(max_examples=12, deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"[A-Z]?[0-9]{1,5}", fullmatch=True),
        st.lists(st.sampled_from(CODES), min_size=10, max_size=10),
        min_size=1,
        max_size=6,
    ),
    st.booleans(),
    st.sampled_from([",", ";", "\t"]),
)
def test_long_marks_made_wide_come_back_as_they_were(tmp_path_factory, register, is_a_day, parted_by):
    days = [date(2025, 11, 3) + timedelta(days=number) for number in range(5)]
    long = sorted(
        f"{pupil} {days[place // 2]} {'AM' if place % 2 == 0 else 'PM'} {code}"
        for pupil, codes in register.items()
        for place, code in enumerate(codes)
        if code
    )
    rows = [["Adno", *(f"{day:%a %d/%m/%Y}" for day in days)]]
    rows += [[pupil, *day_cells(codes)] for pupil, codes in register.items()]
    if not is_a_day:
        rows = [["Adno", *(f"{day:%d/%m/%Y} {half}" for day in days for half in ("AM", "PM"))]]
        rows += [[pupil, *codes] for pupil, codes in register.items()]
    if not long:
        return  # days without one mark cannot be told from any other dates
    made = Desk(tmp_path_factory.mktemp("round")).translate("\n".join(map(parted_by.join, rows)) + "\n")
    assert marks(made) == long
    assert made.read + made.ignored == 10 * len(register)


def day_cells(codes):
    return [f"{(am or ' ')}{(pm or ' ')}" for am, pm in zip(codes[::2], codes[1::2], strict=True)]


def test_a_period_of_one_week_above_says_which_week_it_is(desk):
    above = "Period: 03/11/2025 to {}\n\nName,Adno,Mon AM,Tue PM\n"
    text = above + "Ada,101,/,\\\n/ = present,,,\n"
    assert marks(desk.translate(text.format("07/11/2025"))) == ["101 2025-11-03 AM /", "101 2025-11-04 PM \\"]
    with pytest.raises(Unreadable, match="in which week"):
        desk.translate(text.format("10/11/2025"))


@pytest.mark.parametrize("below", ["Present,,1,1", "Whole school,,1,1", "All pupils,,2,2"])
def test_rows_that_count_the_pupils_are_totals(desk, below):
    made = desk.translate(f"Name,Adno,Mon 03/11/2025 AM,Mon 03/11/2025 PM\nAda,101,/,\\\n{below}\n")
    assert len(made.rows) == 2
    assert "1 row of totals" in made.notes["TOTALS_LEFT_OUT"]


WEEK = "Adno,Name,Mon AM,Mon PM\n101,Ada,/,\\\n102,Bo,L,/\n"


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (f"Week commencing 03/11/2025\n{WEEK}\nWeek commencing 10/11/2025\n{WEEK}", 7),
        (f"W/B 03/11/2025\n{WEEK}W/B 10/11/2025\n{WEEK}", 6),
        ("Adno,Name,03/11/2025 AM\n101,Ada,/\nAdno,Name,10/11/2025 AM\n101,Ada,/\n", 3),
        (f"Week commencing 03/11/2025\nPrinted 01/12/2025\n{WEEK}Week commencing 03/11/2025\n{WEEK}", 3),
    ],
)
def test_a_second_register_below_does_not_get_the_days_of_the_first(desk, content, row):
    with pytest.raises(Unreadable) as refused:
        desk.translate(content)
    assert refused.value.problem.code == "SEVERAL_TABLES"
    assert refused.value.problem.row == row


def test_the_headings_at_the_top_of_each_page_begin_no_other_register(desk):
    page = f"Week commencing 03/11/2025\n{WEEK}"
    made = desk.translate(page + "Printed 01/12/2025\n" + page.replace("10", "20").replace("20/11", "10/11"))
    assert made.read == 8
