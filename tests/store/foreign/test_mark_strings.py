"""Strings of marks: of which day each mark is, and that a length which proves no days is never guessed at."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.store.foreign.mark_strings_days import Calendar, Span, plan, proven_days
from tests.store.foreign.shaping import Desk, marks

MONDAY = date(2025, 11, 3)
FRIDAY = date(2025, 11, 7)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def span(first, last, marks):
    return Span(first, last, False, marks, marks)


@pytest.mark.parametrize(
    ("first", "last", "length", "days"),
    [
        (MONDAY, FRIDAY, 10, [3, 4, 5, 6, 7]),
        (MONDAY, date(2025, 11, 11), 14, [3, 4, 5, 6, 7, 10, 11]),
        (MONDAY, date(2025, 11, 11), 18, [3, 4, 5, 6, 7, 8, 9, 10, 11]),
        (MONDAY, FRIDAY, 8, []),
        (MONDAY, FRIDAY, 9, []),
        (FRIDAY, MONDAY, 10, []),
        (MONDAY, None, 4, [3, 4]),
        (date(2025, 11, 6), None, 4, [6, 7]),
        (date(2025, 11, 6), None, 6, []),
        (MONDAY, None, 12, []),
    ],
)
def test_days_are_only_those_that_length_and_dates_prove(first, last, length, days):
    made = plan(span(first, last, length), Calendar())
    assert [day.day for day in made.days[::2]] == days
    assert bool(made.fault) == (not days)


def test_days_that_the_file_names_as_closed_are_left_out():
    closed = ((date(2025, 11, 5), date(2025, 11, 6)),)
    made = plan(span(MONDAY, FRIDAY, 6), Calendar(closed))
    assert [day.day for day in made.days[::2]] == [3, 4, 7]


def test_without_a_last_day_closed_weekends_or_weeks_prove_the_days():
    week, holiday = "xx" * 5, "##" * 5
    assert proven_days([(MONDAY, (week + "####") * 2)]) == "every day"
    assert proven_days([(MONDAY, week * 3 + holiday + week)]) == "weekdays"
    assert proven_days([(MONDAY, week * 3)]) is None
    assert proven_days([(MONDAY, week + "xx" + holiday + week)]) is None
    assert proven_days([]) is None


def test_a_string_gives_each_mark_its_day(desk):
    made = desk.translate(
        'Adno,Name,Start date,End date,Marks\n101,"O\'Brien, Ada",03/11/2025,04/11/2025,/\\LI\n'
        '="0102",Bo,2025-11-04,2025-11-04,C1\\\n'
    )
    assert made.shape == "Attendance as strings of marks"
    assert marks(made) == [
        "0102 2025-11-04 AM C1",
        "0102 2025-11-04 PM \\",
        "101 2025-11-03 AM /",
        "101 2025-11-03 PM \\",
        "101 2025-11-04 AM L",
        "101 2025-11-04 PM I",
    ]
    assert (made.read, made.ignored) == (6, 0)
    assert made.rows[0][-2:] == (2, "mark 1")


@pytest.mark.parametrize(
    "text",
    [
        "Adno,Marks from 03/11/2025 to 04/11/2025\n101,/\\LI\n",
        "Attendance from 3 Nov 2025 to 4 Nov 2025\nAdno,Attendance marks\n101,/\\LI\n",
        "Start date:,03/11/2025\nEnd date:,04/11/2025\n\nAdno,Marks\n101,/\\LI\n",
        "Adno,Marks,From,To\n101,/\\ LI,45964,45965\n",
        "Adno;Marks;From;To\n101;/ \\ L I;03.11.2025;04.11.2025\n",
        "Adno,Start,Marks\n101,2025-11-03,/\\LI\n",
    ],
)
def test_the_days_may_stand_in_columns_headings_or_above(desk, text):
    assert marks(desk.translate(text)) == [
        "101 2025-11-03 AM /",
        "101 2025-11-03 PM \\",
        "101 2025-11-04 AM L",
        "101 2025-11-04 PM I",
    ]


def test_placeholders_at_weekends_are_no_marks(desk):
    made = desk.translate("Adno,From,To,Marks\n101,2025-11-07,2025-11-10,/\\####I\\\n")
    assert marks(made) == [
        "101 2025-11-07 AM /",
        "101 2025-11-07 PM \\",
        "101 2025-11-10 AM I",
        "101 2025-11-10 PM \\",
    ]
    assert (made.read, made.ignored) == (4, 4)


def test_a_string_that_does_not_fit_is_refused_and_named(desk):
    made = desk.translate(
        "Adno,From,To,Marks\n101,2025-11-03,2025-11-04,/\\LI\n102,2025-11-03,2025-11-04,/\\LI/\\\n"
        "103,soon,2025-11-04,/\\LI\nTotal,,,\n"
    )
    assert len(made.rows) == 6
    assert (None, None, "6 marks for 2025-11-03 to 2025-11-04", 3, "the whole row") in [
        r[1:] for r in made.rows
    ]
    assert (made.read, made.ignored) == (4, 10)
    assert "marks without a day that can be read" in made.notes["MARKS_DO_NOT_FIT"]


@pytest.mark.parametrize(
    ("text", "asked", "answer"),
    [
        ("Adno,Marks\n101,/\\LI\n", "from_date", "2025-11-03"),
        ("Adno,From,Marks\n101,2025-11-03,/\\LI/\\/\\/\\/\\\n", "to_date", "10 Nov 2025"),
        ("Adno,From,To,Marks\n101,2025-11-03,2025-11-07,/\\LI\n", "closed", [["2025-11-05", "2025-11-07"]]),
        (
            "Adno,From,To,Marks\n101,2025-11-03,2025-11-07,/\\LI\n",
            "closed",
            "05/11/2025 to 07/11/2025, 12/12/2025",
        ),
    ],
)
def test_what_the_file_does_not_say_is_asked(desk, text, asked, answer):
    code, column, words = desk.refusal(text)
    assert (code, column) == ("NEEDS_ANSWER", asked)
    assert "does not say" in words
    assert marks(desk.translate(text, **{asked: answer}))[:2] == [
        "101 2025-11-03 AM /",
        "101 2025-11-03 PM \\",
    ]


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.lists(st.sampled_from("/\\LI#CN"), min_size=4, max_size=40)),
        min_size=1,
        max_size=5,
    )
)
def test_long_marks_made_a_string_come_back_as_they_were(tmp_path_factory, pupils):
    lines, long = ["Adno,From,To,Marks"], []
    for number, (start, codes) in enumerate(pupils):
        codes = codes[: len(codes) // 2 * 2]
        days = weekdays(MONDAY + timedelta(days=start), len(codes) // 2)
        lines.append(f"{number},{days[0]},{days[-1]},{''.join(codes)}")
        halves = [(day, half) for day in days for half in ("AM", "PM")]
        long += [f"{number} {day} {half} {code}" for (day, half), code in zip(halves, codes, strict=True)]
    desk = Desk(tmp_path_factory.mktemp("round"))
    if not any({"/", "\\", "#"} & {*line.rpartition(",")[2]} for line in lines[1:]):
        return  # letters alone may be words
    made = desk.translate("\n".join(lines) + "\n")
    assert marks(made) == sorted(long)
    assert (made.read, made.ignored) == (len(long), 0)


def weekdays(first, number):
    days = (first + timedelta(days=place) for place in range(number * 2 + 7))
    return [day for day in days if day.weekday() < 5][:number]
