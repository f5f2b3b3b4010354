"""Every cell is checked; a problem says where it is, what was found and what to do."""

# ruff: noqa: RUF001
from datetime import date

import pytest

from dashboard.store import build, checking, intake, marks, statements
from dashboard.store.emptied import check_emptied
from dashboard.store.outside import Outside
from dashboard.store.spellings import check_spellings
from tests.store.taking_in import Desk


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def pupils(**columns):
    """Return a file with one good pupil but for these columns."""
    row = {"pupil": "1", "year_group": "7", **columns}
    return ",".join(row) + "\n" + ",".join(row.values()) + "\n"


def marks_file(*rows):
    return "\n".join(["pupil,date,session,code", *rows]) + "\n"


def test_a_problem_names_file_row_column_finding_and_remedy(desk):
    content = marks_file("1,2025-09-04,AM,/", "2,2025-09-04,Morning tea,/", "3,2025-09-05,PM,")
    taken = desk.take_in(content, "attendance.csv")
    assert taken.problems == [
        'attendance.csv, row 3, session: "Morning tea" is not one of AM, PM. Write AM or PM.',
        "attendance.csv, row 4, code: is empty; every row needs one. "
        "Write national attendance code, as the register writes it.",
    ]
    assert taken.checked.problem_counts == {"code: empty": 1, "session: no code": 1}
    assert taken.rows == [("1", date(2025, 9, 4), "AM", "/")]


UNDERSTOOD = [
    ("year_group", "Year 7", "7"),
    ("year_group", "07", "7"),
    ("year_group", "7.0", "7"),
    ("year_group", "Yr7", "7"),
    ("year_group", "Year 07", "7"),
    ("year_group", "Y07", "7"),
    ("year_group", "Reception", "R"),
    ("year_group", "Rec", "R"),
    ("year_group", "Year Seven", "7"),
    ("year_group", "n2", "N2"),
    *[
        ("year_group", written, "7")
        for written in ("7R", "7r", "07R", "Year 7R", "Y7R", "7 R", "7RBK", "7 SMI")
    ],
    ("year_group", "13L", "13"),
    *[("pupil_premium", tick, True) for tick in ("✓", "✔️", "✅", "tick", "Ticked", "√")],
    ("pupil_premium", "✗", False),
    ("sex", "female", "F"),
    ("sex", "m", "M"),
    ("sex", "", None),
    ("sen", "N - No SEN", "N"),
    ("sen", "k", "K"),
    ("sen", "EHCP", "E"),
    ("sen_need", "spld", "SPLD"),
    ("ethnicity", "WBRI", "WBRI"),
    ("pupil_premium", "Y", True),
    ("pupil_premium", "yes", True),
    ("pupil_premium", "T", True),
    ("pupil_premium", "1", True),
    ("pupil_premium", "N", False),
    ("pupil_premium", "FALSE", False),
    ("pupil_premium", "0", False),
    ("pupil_premium", " ", None),
    ("academic_year", "2025/26", "2025/26"),
    ("academic_year", "2025/2026", "2025/26"),
    ("academic_year", "2025-26", "2025/26"),
    ("academic_year", "2025-2026", "2025/26"),
    ("academic_year", "202526", "2025/26"),
    ("academic_year", "1999/00", "1999/00"),
    ("academic_year", "", "2025/26"),
    ("joined_on", "2025-09-04", date(2025, 9, 4)),
    ("joined_on", "04/09/2025", date(2025, 9, 4)),
    ("joined_on", "4/9/2025", date(2025, 9, 4)),
    ("joined_on", "04.09.2025", date(2025, 9, 4)),
    ("joined_on", "4 Sep 2025", date(2025, 9, 4)),
    ("joined_on", "04-September-2025", date(2025, 9, 4)),
    ("joined_on", "2025-09-04 00:00:00", date(2025, 9, 4)),
    ("joined_on", "04/09/2025 00:00", date(2025, 9, 4)),
    ("surname", "Null", "Null"),
    ("surname", "NA", "NA"),
    ("surname", "None", "None"),
    ("surname", "O’Brien", "O’Brien"),
    ("surname", "=HYPERLINK(1)", "=HYPERLINK(1)"),
    ("surname", "'; DROP TABLE pupil;--", "'; DROP TABLE pupil;--"),
    ("surname", "<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("surname", "👩‍🎓 𝒵 علي Łódź", "👩‍🎓 𝒵 علي Łódź"),
    ("surname", "e\u0301", "é"),
    ("surname", "\u202eabc\u200b", "abc"),
    ("upn", '"=""0012345"""', "0012345"),
    ("upn", "0012345", "0012345"),
    ("upn", "1E5", "1E5"),
    ("upn", "\u00a0A1 ", "A1"),
]


@pytest.mark.parametrize(("column", "written", "meaning"), UNDERSTOOD)
def test_a_cell_is_understood_as_people_write_it(desk, column, written, meaning):
    taken = desk.take_in(pupils(**{column: written}), columns=[column])
    assert taken.problems == []
    assert taken.rows == [(meaning,)]


NOT_UNDERSTOOD = [
    ("year_group", "", "is empty; every row needs one"),
    ("year_group", "15", '"15" is not one of N1, N2, R, 1, 2, 3, 4, 5, 6, 7, 8, 9'),
    ("sex", "Q", '"Q" is not one of F, M. Write F or M, or leave it empty where it is none of them.'),
    ("ethnicity", "ZZZZ", '"ZZZZ" is not one of WBRI'),
    *[
        ("year_group", written, "is not one of")
        for written in ("1R", "7RBKS", "15R", "RB", "7-8", "7.5", "R7")
    ],
    *[("pupil_premium", cross, "may mean yes, and may mean no") for cross in ("x", "X", "☒", "✖️", "×")],
    ("pupil_premium", "maybe", "is neither yes nor no"),
    ("academic_year", "2025/27", "is not an academic year"),
    ("academic_year", "2025", "Write it as 2025/26."),
    ("joined_on", "31/02/2012", '"31/02/2012" is not a date'),
    ("joined_on", "2012-13-45", "is not a date"),
    ("joined_on", "09/14/2025", "puts the month first"),
    ("joined_on", "04/09/25", "only two digits for the year"),
    ("joined_on", "4-Sep-25", "only two digits for the year"),
    ("joined_on", "45901", "a spreadsheet keeps for a day"),
    ("joined_on", "0025-09-04", "is not a date"),
    ("upn", "8.01200005E+12", "was shortened by a spreadsheet"),
    ("surname", "x" * 501, "is too long"),
]


@pytest.mark.parametrize(("column", "written", "words"), NOT_UNDERSTOOD)
def test_a_cell_that_is_not_understood_is_a_problem_of_its_row(desk, column, written, words):
    taken = desk.take_in(pupils(**{column: written}))
    assert len(taken.problems) == 1
    assert taken.problems[0].startswith(f"file.csv, row 2, {column}: ")
    assert words in taken.problems[0]
    assert taken.rows == []


def test_letters_after_a_year_are_said_and_no_group_is_made_of_them(desk):
    taken = desk.take_in(
        "pupil,year\n1,7R\n2,7S\n3,8\n", columns=["pupil", "year_group", "registration_group"]
    )
    assert taken.rows == [("1", "7", None), ("2", "7", None), ("3", "8", None)]
    assert taken.warnings == [
        "file.csv, row 2, year_group: in 2 rows letters follow the year, as in 7R. The year alone is read. "
        "Where they name forms, have them in a column called Registration group too."
    ]


def totals(possible="140", authorised="4", unauthorised="1", from_date="2025-09-03", to_date="2025-12-19"):
    return (
        "pupil,from_date,to_date,possible,authorised,unauthorised\n"
        f"1,{from_date},{to_date},{possible},{authorised},{unauthorised}\n"
    )


@pytest.mark.parametrize(
    ("written", "meaning"), [("140", 140), (" 140 ", 140), ("140.0", 140), ("+140", 140)]
)
def test_a_whole_number_is_read(desk, written, meaning):
    assert desk.take_in(totals(written), columns=["possible"]).rows == [(meaning,)]


@pytest.mark.parametrize(
    "written", ['"1,400"', "95%", "95.5", "NaN", "1e999", "-Infinity", "99999999999", "many", "*"]
)
def test_what_is_no_whole_number_is_a_problem(desk, written):
    taken = desk.take_in(totals(written))
    assert "is not a whole number" in taken.problems[0] or "is not a number" in taken.problems[0]


RULES = [
    (totals(authorised="100", unauthorised="41"), "possible", '"140" is less than absences'),
    (totals(unauthorised="-1"), "unauthorised", '"-1" is less than 0. Write 0 or more.'),
    (totals(to_date="2025-09-01"), "to_date", '"2025-09-01" is before from_date'),
    (pupils(joined_on="2025-09-04", left_on="2025-09-01"), "left_on", "is before joined_on"),
    (pupils(date_of_birth="2025-09-04", joined_on="2014-09-04"), "joined_on", "is before date_of_birth"),
    (
        "pupil,subject,assessment,assessed_on,question,mark,out_of\n1,Maths,A,2025-09-04,1,4,3\n",
        "mark",
        '"4" is more than out_of',
    ),
    (
        "pupil,intervention,starts_on,ends_on,sessions_offered,sessions_attended\n1,A,2025-09-04,2025-09-05,3,4\n",
        "sessions_attended",
        '"4" is more than sessions_offered',
    ),
    (
        "pupil,activity,sessions_offered,sessions_attended\n1,Choir,3,4\n",
        "sessions_attended",
        '"4" is more than sessions_offered',
    ),
    ("activity,starts\nChoir,half past three\n", "starts", '"half past three" is not a time of day'),
    ("activity,starts\nChoir,24:00\n", "starts", "Write it as 15:30."),
    ("item,amount\ncakes,5\n", "item", '"cakes" is not one of'),
    ("pupil,rank,subject\n1,0,Art\n", "rank", '"0" is less than 1'),
    ("pupil,intervention,starts_on,ends_on\n1,A,2025-09-04,2025-09-01\n", "ends_on", "is before starts_on"),
    ("pupil,class,from_date,to_date\n1,A,2025-09-04,2025-09-01\n", "to_date", "is before from_date"),
    ("intervention,starts_on,ends_on\nA,2025-09-04,2025-09-01\n", "ends_on", "is before starts_on"),
    ("scale,lowest,highest\nA,9,1\n", "highest", '"1" is less than lowest'),
    ("academic_year,staff,fte\n2025/26,ABC,2.5\n", "fte", '"2.5" is more than 2. Write 2 or less.'),
]


@pytest.mark.parametrize(("content", "column", "words"), RULES)
def test_cells_of_a_row_must_agree(desk, content, column, words):
    [problem] = desk.take_in(content).problems
    assert problem.startswith(f"file.csv, row 2, {column}: ")
    assert words in problem


def test_dates_all_with_the_month_first_are_all_refused_because_some_would_read_as_another_day(desk):
    content = "pupil,year,joined_on\n1,7,09/14/2025\n2,7,04/09/2025\n3,7,2025-09-04\n"
    taken = desk.take_in(content, columns=["pupil", "joined_on"])
    assert [problem.split(":")[0] for problem in taken.problems] == [
        "file.csv, row 2, joined_on",
        "file.csv, row 3, joined_on",
    ]
    assert taken.rows == [("3", date(2025, 9, 4))]


def test_one_date_that_can_only_be_day_first_settles_the_order(desk):
    content = "pupil,year,joined_on\n1,7,09/14/2025\n2,7,04/09/2025\n3,7,14/09/2025\n"
    taken = desk.take_in(content, columns=["pupil", "joined_on"])
    assert len(taken.problems) == 1
    assert taken.rows == [("2", date(2025, 9, 4)), ("3", date(2025, 9, 14))]


HIDDEN = ["*", "c", "z", "x", "low", "-", ":"]


@pytest.mark.parametrize("mark", HIDDEN)
def test_a_mark_for_a_hidden_number_counts_as_not_known_with_one_warning(desk, mark):
    content = f"scale,lowest,highest\nA,{mark},9\nB,{mark},9\n"
    taken = desk.take_in(content, columns=["scale", "lowest"])
    assert taken.rows == [("A", None), ("B", None)]
    assert taken.warnings == [
        "file.csv, row 2, lowest: in 2 rows a mark such as * stands in place of a number. "
        "They count as not known."
    ]


def test_the_same_row_twice_is_kept_once_with_a_warning(desk):
    taken = desk.take_in(marks_file("1,2025-09-04,AM,/", "1,2025-09-04,AM,/", "1,2025-09-04,PM,/"))
    assert (taken.checked.rows, taken.checked.good, taken.checked.repeated) == (3, 2, 1)
    assert taken.problems == []
    assert taken.warnings == [
        "file.csv, row 3: in 1 row stands again what an earlier row says. Each was kept once."
    ]


def test_another_row_with_the_same_key_is_a_problem_that_names_the_first(desk):
    taken = desk.take_in(marks_file("1,2025-09-04,AM,/", "2,2025-09-04,AM,/", "1,04/09/2025,am,L"))
    assert taken.problems == [
        "file.csv, row 4: it has the same school, pupil, date, session as row 2, but says something else. "
        "Delete the one that is wrong."
    ]


def test_a_pupil_number_may_repeat_in_another_school(desk):
    content = "school,pupil,year\nEast,1,7\nWest,1,8\n"
    assert desk.take_in(content, columns=["school", "pupil"]).rows == [("East", "1"), ("West", "1")]


@pytest.mark.parametrize("code", ["/", "\\", "C1", "Y7", "#", "-", "!", "*", "I01"])
def test_attendance_codes_are_read_as_the_register_writes_them(desk, code):
    assert desk.take_in(marks_file(f"1,2025-09-04,AM,{code}"), columns=["code"]).rows == [(code,)]


@pytest.mark.parametrize("code", ["l", "c1", "§", "//", "ZZ"])
def test_an_unknown_attendance_code_is_a_problem(desk, code):
    [problem] = desk.take_in(marks_file(f"1,2025-09-04,AM,{code}")).problems
    assert problem.startswith(f'file.csv, row 2, code: "{code}" is not one of /, \\, L, K')


def test_odd_marks_are_warned_of(desk):
    taken = desk.take_in(marks_file("1,2025-09-06,AM,/", "1,2099-09-04,AM,/"))
    assert [warning.split(": ")[1] for warning in taken.warnings] == [
        "in 1 row the day is a Saturday or Sunday. Check the dates if your school is closed then.",
        "in 1 row the day lies in the future. Check the dates.",
    ]
    assert taken.checked.good == 2


def test_the_fast_way_and_the_careful_way_agree(tmp_path):
    content = "Adno,Mark date,School,AM/PM,Mark,Note\n" + "".join(
        f"{number} ,0{1 + number % 5}/09/2025,Môn,{session},{code},x\n"
        for number in range(50)
        for session, code in (("AM", "/"), ("PM", "\\"))
    )
    fast, careful = Desk(tmp_path), Desk(tmp_path)
    columns = ["school", "pupil", "date", "session", "code"]
    first = fast.take_in(content, columns=columns)
    second = careful.take_in(content, columns=columns, careful=True)
    assert sorted(first.rows) == sorted(second.rows)
    assert (first.checked.from_date, first.checked.to_date) == (
        second.checked.from_date,
        second.checked.to_date,
    )


ODD = ["\t1", "1\x01", "1\x7f", "\u00a01", '="1"', "1\u200b", "e\u0301", "1.02E+12", " 1 ", '"1"', "Zoë"]
ODD += ["A 80120 0005 001", " A801200005001 ", "A801200005001\t", "'00417", "'-12", "Ada Birk"]


@pytest.mark.parametrize("pupil", ODD)
def test_an_odd_pupil_number_is_read_alike_both_ways(tmp_path, pupil):
    fast, careful = Desk(tmp_path), Desk(tmp_path)
    content = marks_file(f"{pupil},2025-09-04,AM,/", "2,2025-09-04,AM,/")
    first, second = fast.take_in(content), careful.take_in(content, careful=True)
    assert first.rows == second.rows
    assert first.checked == second.checked


def test_marks_that_do_not_go_the_fast_way_leave_nothing_behind(desk):
    desk.take_in(marks_file("1,2025-09-04,AM,/"))
    taken = desk.take_in(marks_file("2,2025-09-04,AM,/", "3,2025-09-04,AM,nonsense"))
    assert [row[0] for row in taken.rows] == ["1", "2"]
    assert desk.left_behind() == []


def test_a_school_column_with_gaps_takes_the_default(desk):
    content = "school,pupil,date,session,code\n,1,2025-09-04,AM,/\nEast,2,2025-09-04,AM,/\n"
    assert desk.take_in(content, columns=["school", "pupil"]).rows == [("Riverside", "1"), ("East", "2")]


@pytest.mark.parametrize("how", [{}, {"careful": True}])
def test_a_file_that_ends_where_a_spreadsheet_ends_may_be_cut_off(desk, monkeypatch, how):
    monkeypatch.setattr(checking, "LAST_ROW_OF_A_SPREADSHEET", 3)
    taken = desk.take_in(marks_file("1,2025-09-04,AM,/", "2,2025-09-04,AM,/"), **how)
    assert "it ends at row 3, where a spreadsheet ends, so rows may be cut off" in taken.warnings[0]


def test_only_the_first_problems_are_put_into_words_but_all_are_counted(desk, monkeypatch):
    monkeypatch.setattr(checking, "SHOWN", 2)
    taken = desk.take_in(marks_file(*(f"{number},soon,AM,/" for number in range(5))))
    assert len(taken.problems) == 2
    assert taken.checked.problem_counts == {"date: no date": 5}
    assert taken.checked.problem_rows == 5


def test_refused_rows_are_written_for_mending_safe_for_a_spreadsheet(desk, tmp_path):
    refused = tmp_path / "refused.csv"
    content = 'pupil,year,Shoe size,surname\n1,7,38,Good\n2,70,=1+1,"@Two\nlines"\n3,7,39,Fine\n'
    desk.take_in(content, refused_file=refused)
    heading, *rows = refused.read_text(encoding="utf-8-sig").split("\n", 1)
    assert heading == '"row","problem","pupil","year","Shoe size","surname"'
    assert rows[0].startswith('"3","year_group: ""70"" is not one of')
    assert rows[0].endswith('"2","70","\'=1+1","\'@Two\nlines"\n')


def test_refused_rows_far_apart_are_written_piece_by_piece(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(checking, "WRITTEN_AT_ONCE", 1)
    refused = tmp_path / "refused.csv"
    rows = ["1,7", "2,70", "", "3,71", *["," for _ in range(25_000)], "4,72", "5,8"]
    desk.take_in("\n".join(["pupil,year", *rows]) + "\n", refused_file=refused)
    written = [line.partition(",")[0] for line in refused.read_text(encoding="utf-8-sig").splitlines()[1:]]
    assert written == ['"3"', '"5"', '"25006"']


def test_more_refused_rows_than_anybody_mends_are_counted_and_not_all_written(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(checking, "WRITTEN_AT_ONCE", 1)
    monkeypatch.setattr(checking, "MOST_WRITTEN", 2)
    refused = tmp_path / "refused.csv"
    rows = ["1,70", "2,71", *["3,7"] * 10_000, "4,72"]
    taken = desk.take_in("\n".join(["pupil,year", *rows]) + "\n", refused_file=refused)
    written = refused.read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [line.partition(",")[0] for line in written[:2]] == ['"2"', '"3"']
    assert "counted but no longer listed" in written[-1]
    assert sum(taken.checked.problem_counts.values()) == taken.checked.problem_rows == 3


@pytest.mark.parametrize("line", [",,", "", "  ", " ,\t, ", "\u00a0,,", '"",""," "'])
def test_rows_that_hold_nothing_are_counted_and_not_kept_while_the_others_are_checked(
    desk, line, monkeypatch
):
    kept, count = [], checking.count

    def note_kept(db, lines, good):
        kept.extend(db.execute("select count(*) from staged.intake_checked").fetchone())
        return count(db, lines, good)

    monkeypatch.setattr(checking, "count", note_kept)
    taken = desk.take_in("pupil,year,surname\n1,7,Birk\n" + f"{line}\n" * 40)
    assert (kept, taken.checked.good, taken.checked.blank) == ([1], 1, 40)


def test_a_large_file_is_checked_in_little_memory_and_what_follows_has_all_of_it(desk, monkeypatch):
    seen, read = [], intake.read

    def note_limit(db, understood):
        seen.append(limit())
        return read(db, understood)

    def limit():
        return desk.db.execute("select current_setting('memory_limit')").fetchone()[0]

    monkeypatch.setattr(intake, "read", note_limit)
    before = limit()
    desk.take_in(pupils())
    monkeypatch.setattr(intake, "LARGE", 0)
    desk.take_in(pupils(), batch=2)
    assert seen == [before, "572.2 MiB"]
    assert limit() == "1.3 GiB"
    assert statements.MEMORY == build.MEMORY


def test_a_long_find_is_cut_and_kept_on_one_line(desk):
    [problem] = desk.take_in(pupils(sex='"' + "x\n" * 50 + '"')).problems
    assert "\n" not in problem
    assert f'"{"x " * 30}..."' in problem


ACROSS = {
    "unknown_pupils": [marks_file("9,2025-09-04,AM,/")],
    "unknown_classes": [pupils(), "pupil,class\n1,8x\n"],
    "unknown_interventions": [pupils(), "pupil,intervention,starts_on\n1,Chess,2025-09-04\n"],
    "unknown_activities": [pupils(), "pupil,activity\n1,Chess\n"],
    "impossible_ages": [pupils(date_of_birth="1999-09-04")],
    "codes_out_of_force": [pupils(), marks_file("1,2020-09-04,AM,C2")],
}


@pytest.mark.parametrize("check", ACROSS)
def test_facts_that_do_not_fit_together_are_warned_of(desk, check):
    for content in ACROSS[check]:
        assert desk.take_in(content).problems == []
    assert [(found.code, found.is_warning) for found in intake.check_across(desk.db)] == [
        (check.upper(), True)
    ]


def results(scale, value):
    return (
        "pupil,subject,assessment,assessed_on,kind,scale,value\n"
        f"1,Maths,Autumn,2025-09-04,result,{scale},{value}\n"
    )


@pytest.mark.parametrize(
    ("scale", "value", "code"),
    [
        ("GCSE 9-1", "5", None),
        ("gcse 9-1", "u", None),
        ("Our marks", "13", None),
        ("GCSE 9-1", "E*", "VALUES_NOT_ON_SCALE"),
        ("Our marks", "good", "VALUES_NOT_ON_SCALE"),
        ("Our marks", "1_3", "VALUES_NOT_ON_SCALE"),
        ("Our marks", "21", "VALUES_OUTSIDE_SCALE"),
        ("Their marks", "5", "UNKNOWN_SCALES"),
    ],
)
def test_a_result_must_be_on_its_scale(desk, scale, value, code):
    desk.take_in(pupils())
    desk.take_in("scale,lowest,highest\nOur marks,0,20\n")
    taken = desk.take_in(results(scale, value), judged=Outside(1))
    found = taken.checked.problems + intake.check_across(desk.db)
    assert [problem.code for problem in found] == ([code] if code else [])
    assert taken.checked.left_out == ([[2, 2]] if taken.problems else [])


def test_names_that_differ_by_case_or_spaces_are_warned_of(desk):
    rows = "".join(
        f"{number},{subject},Autumn,2025-09-04,result,GCSE 9-1,5,{school}\n"
        for number, (subject, school) in enumerate(
            [("Maths", "B"), ("Maths", "B"), ("maths", "b"), ("MATHS ", "B"), ("Art", "B")]
        )
    )
    desk.take_in("pupil,subject,assessment,assessed_on,kind,scale,value,school\n" + rows)
    school, subject = check_spellings(desk.db)
    ways = 'Maths is written 3 ways: "Maths", "MATHS", "maths". Each'
    assert str(subject).startswith(f"results, subject: {ways}")
    assert str(school).startswith('results, school: B is written 2 ways: "B", "b". Each')
    assert school.is_warning
    assert subject.rows == 4


def test_names_that_may_be_one_subject_are_warned_of_and_kept_apart(desk):
    written = [
        "Maths",
        "MATHEMATICS",
        "Maths",
        "ENGLISH LANGUAGE",
        "English",
        "PE",
        "Physical education",
        "ART",
    ]
    taken = desk.take_in(
        "pupil,subject,assessment,assessed_on,kind,scale,value\n"
        + "".join(f"{n},{each},A,2025-09-04,result,GCSE 9-1,5\n" for n, each in enumerate(written)),
        columns=["subject"],
    )
    assert [subject for (subject,) in taken.rows] == written
    [said] = map(str, check_spellings(desk.db))
    assert said == (
        'results, subject: "Maths", "MATHEMATICS" may be one subject. Each counts as a subject of its own. '
        "If they are one, write it one way; for rows imported before, take that import back first."
    )


def test_without_a_default_a_row_needs_its_school(desk):
    taken = desk.take_in(pupils(), school_default=None, judged=Outside(1, needs_school=True))
    assert taken.problems == [
        "file.csv, row 2, school: is empty, and several schools are known. Write the school in every row."
    ]


def test_marks_among_millions_are_looked_through_by_the_build(desk, monkeypatch):
    monkeypatch.setattr(marks, "LOOKED_THROUGH", 0)
    content = marks_file("1,2025-09-04,AM,/", "1,2025-09-04,AM,L")
    assert desk.take_in(content).checked.good == 2
    assert desk.take_in(content, careful=True).checked.problem_rows == 1


REMEDY = "To keep it, import a file without this column, or with the column filled."


def test_a_later_file_of_pupils_that_leaves_out_a_column_is_warned_of(desk):
    desk.take_in("pupil,year_group,sex,sen\n1,7,F,K\n2,7,M,N\n3,7,F,\n")
    desk.take_in("pupil,year_group,sex\n1,7,F\n2,7,\n4,7,F\n", batch=2)
    assert [str(found) for found in check_emptied(desk.db, 2)] == [
        f"pupils, sen: sen becomes empty for 2 pupils who had one. {REMEDY}",
        f"pupils, sex: sex becomes empty for 1 pupil who had one. {REMEDY}",
    ]
    assert check_emptied(desk.db, 1) == []


@pytest.mark.parametrize(
    "total", ["Total,,,", "Totals,5,,", ",Total,5,", "Grand total: 5,,,", "Average,7.5,,", ",,Total for 7A,"]
)
def test_a_row_of_totals_is_left_out_and_said(desk, total):
    taken = desk.take_in(f"pupil,year,surname,sex\n1,7,Total,F\n2,7,Totally,M\n{total}\n", columns=["pupil"])
    assert taken.rows == [("1",), ("2",)]
    assert (taken.checked.rows, taken.checked.good, taken.checked.blank) == (3, 2, 1)
    assert taken.problems == []
    assert taken.warnings == [
        "file.csv, row 4: 1 row of totals or averages. These are left out: they are no pupil's."
    ]


def test_a_pupil_whose_number_only_begins_like_a_total_is_kept(desk):
    taken = desk.take_in("pupil,year\nTotal1,7\nAverill,7\nMean,8\n", columns=["pupil"])
    assert taken.rows == [("Total1",), ("Averill",), ("Mean",)]


def test_a_hidden_number_that_is_needed_says_so_and_other_cells_count_as_not_known(desk):
    taken = desk.take_in("pupil,year,joined_on,sex,eal\n1,7,-,*,..\n", columns=["joined_on", "sex", "eal"])
    assert taken.rows == [(None, None, None)]
    assert len(taken.warnings) == 3
    headings = "pupil,from_date,to_date,possible,authorised,unauthorised"
    taken = desk.take_in(f"{headings}\n1,2025-09-01,2025-12-19,*,0,0\n", "totals.csv")
    assert taken.problems == [
        'totals.csv, row 2, possible: "*" is not a number: it stands for one that is not shown. '
        "Export it with its numbers, or leave this row out."
    ]
