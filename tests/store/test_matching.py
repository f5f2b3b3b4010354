"""A file is known by its headings, however they are written."""

import pytest

from dashboard.schemas import SCHEMAS
from dashboard.store.problems import Unreadable
from dashboard.store.proposing import propose
from dashboard.store.sniffing import Top
from tests.store.taking_in import Desk


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.mark.parametrize("table", SCHEMAS)
def test_every_template_is_known_as_its_own_table(desk, table):
    understood = desk.understand(SCHEMAS[table].template())
    assert understood.table == table
    assert list(understood.columns) == [column.name for column in SCHEMAS[table].columns]
    assert not understood.ignored_headings


@pytest.mark.parametrize("table", SCHEMAS)
def test_every_template_is_taken_in_as_it_is(desk, table):
    taken = desk.take_in(SCHEMAS[table].template(), careful=True)
    assert (taken.checked.good, taken.problems, taken.warnings) == (1, [], [])


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        ("Adno,Year", {"pupil": "Adno", "year_group": "Year"}),
        ("Adno,Yr", {"pupil": "Adno", "year_group": "Yr"}),
        ("ADMISSION NUMBER,NC-Year", {"pupil": "ADMISSION NUMBER", "year_group": "NC-Year"}),
        ("admission_no.,  Year group ", {"pupil": "admission_no.", "year_group": "Year group"}),
        (
            "Pupil,Year Group,Preferred surname,Legal Surname",
            {"pupil": "Pupil", "year_group": "Year Group", "surname": "Legal Surname"},
        ),
    ],
)
def test_headings_match_without_case_spaces_or_punctuation(desk, headings, columns):
    understood = desk.understand(f"{headings}\n1,7,a,b\n", table="pupils")
    assert understood.columns == columns


def test_headings_that_mean_nothing_are_left_out_and_named(desk):
    understood = desk.understand("Adno,Year,Shoe size\n1,7,38\n")
    assert understood.ignored_headings == ["Shoe size"]
    [note] = understood.notes
    assert str(note).startswith('file.csv, row 1: nothing is made of its headings "Shoe size". Map')


def test_the_name_of_the_file_plays_no_part(desk):
    content = SCHEMAS["pupils"].template()
    assert desk.understand(content, "attendance.xlsx").table == "pupils"


def test_a_table_may_be_said_by_hand(desk):
    content = "pupil,class,subject,from_date\n1,8x,Maths,2025-09-03\n"
    assert desk.understand(content).table == "class_members"
    assert desk.understand("class,subject,pupil\n8x,Maths,1\n", table="classes").table == "classes"


def test_a_mapping_says_which_heading_is_which_column(desk):
    mapping = {"table": "pupils", "columns": {"Nummer": "pupil", "Stufe": "year_group"}}
    taken = desk.take_in("Nummer,Stufe\n1,7\n", mapping=mapping, columns=["pupil", "year_group"])
    assert taken.rows == [("1", "7")]


def test_a_mapping_may_leave_a_heading_out(desk):
    understood = desk.understand("pupil,year,UPN\n1,7,wrong\n", mapping={"columns": {"UPN": None}})
    assert "upn" not in understood.columns


def test_what_was_understood_is_a_mapping_that_understands_it_again(desk):
    content = "Adno,Year,Legal surname\n1,7,Okoro\n"
    first = desk.understand(content)
    again = desk.understand(content, table=first.table, mapping=first.mapping)
    assert again.columns == first.columns


REFUSED = [
    ("pupil,pupil,year\n1,2,7\n", {}, "DUPLICATE_HEADERS", 'the heading "pupil" stands in it twice'),
    ("UPN,upn ,pupil,year\nA,B,1,7\n", {}, "DUPLICATE_HEADERS", '"upn"'),
    ("1,7,Okoro\n2,8,Smith\n", {}, "NO_KNOWN_COLUMNS", "none of its headings is known"),
    ('Title"); DROP TABLE pupil;--,../../etc/passwd\n1,2\n', {}, "NO_KNOWN_COLUMNS", "DROP TABLE"),
    (
        "pupil,subject,value\n1,Maths,5\n",
        {"table": "results"},
        "MISSING_COLUMNS",
        "as results it has no column for assessment, assessed_on, kind, scale",
    ),
    ("pupil,year\n1,7\n", {"table": "people"}, "UNKNOWN_TABLE", 'there is no table "people"'),
    ("pupil,year\n1,7\n", {"mapping": {"columns": {"Stufe": "sex"}}}, "BAD_MAPPING", 'a heading "Stufe"'),
    ("pupil,year\n1,7\n", {"mapping": {"columns": {"year": "shoe"}}}, "BAD_MAPPING", "no one file has"),
    (
        "pupil,year,a,b\n1,7\n",
        {"mapping": {"table": "pupils", "columns": {"a": "sex", "b": "sex"}}},
        "BAD_MAPPING",
        "two headings for one column",
    ),
    ("pupil,year\n1,7\n", {"mapping": {"year": "year_group"}}, "BAD_MAPPING", "Write it as"),
    (",".join(f"h{number}" for number in range(501)) + "\n1\n", {}, "TOO_MANY_COLUMNS", "501 columns"),
]


@pytest.mark.parametrize(("content", "said", "code", "words"), REFUSED)
def test_a_file_whose_headings_do_not_fit_is_refused_with_what_is_wrong(desk, content, said, code, words):
    refused_as, why = desk.refusal(content, **said)
    assert refused_as == code
    assert words in why


def test_results_that_lack_a_column_are_no_list_of_scales(desk):
    content = "Adno,Subject,Assessment,Date,Type,Scale,Result\n1,Maths,Autumn,01/12/2025,result,GCSE 9-1,7\n"
    with pytest.raises(Unreadable, match="as results it has no column for kind"):
        desk.understand(content)
    assert desk.understand(content, table="scales").table == "scales"
    more = "scale,lowest,highest,Date,Subject\nGCSE 9-1,1,9,2025-12-01,Maths\n"
    assert desk.understand(more).table == "scales"


@pytest.mark.parametrize(
    ("table", "heading", "values", "column"),
    [
        ("pupils", "Year taught in", ["Year  7", "Year 11"], "year_group"),
        ("pupils", "Autumn 1", ["5", "6"], None),
        ("pupils", "Date", ["03/11/2025"], None),
        ("pupils", "School code", ["1001", "1002", "1003"], None),
        ("pupils", "School (full)", ["Hill School"] * 3, "school"),
        ("intervention_pupils", "Name", ["Bell, Ada"] * 3, None),
        ("attendance", "AM mark", ["/", "L", "I"], "code"),
    ],
)
def test_a_heading_is_proposed_by_what_it_and_its_values_say(table, heading, values, column):
    [found], _ = propose(Top([heading], [[value] for value in values]), SCHEMAS[table], {}, {})
    assert (found.column, bool(column) and found.is_sure) == (column, False)


def test_passwords_are_not_shown_among_the_first_values():
    [found], _ = propose(Top(["Password"], [["P@ssw0rd"]]), SCHEMAS["pupils"], {}, {})
    assert found.samples == ["not shown"]
