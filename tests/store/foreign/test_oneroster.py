"""OneRoster bundles: what becomes of each row, in a trust of two schools with a handful of people."""

import csv
from pathlib import Path

import pytest

from dashboard.store.foreign.oneroster import OneRoster
from dashboard.store.importing import import_files
from dashboard.store.problems import Unreadable
from tests.store.conftest import contents

# Ada and Ben are at Hill, Cat at Dale, Dan at both. Ms Lo teaches maths at Hill; Mr Oz looks after a room.
FILES = {
    "manifest.csv": """propertyName,value
manifest.version,1.0
oneroster.version,1.1
file.orgs,bulk
file.users,bulk
file.lineItems,absent
""",
    "orgs.csv": """sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
o0,,,Valley Trust,district,,
o1,,,Hill School,school,801,o0
o2,,,Dale School,school,802,o0
o3,,,Hill Maths,department,,o1
""",
    "academicSessions.csv": """sourcedId,status,dateLastModified,title,type,startDate,endDate,\
parentSourcedId,schoolYear
y1,,,2025,schoolYear,2025-07-20,2026-07-19,,2026
t1,,,Autumn,term,2025-09-03,2025-12-19,y1,2026
""",
    "courses.csv": """sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,\
orgSourcedId,subjects,subjectCodes
c1,,,y1,Mathematics KS3,MA3,,o1,Maths,
c2,,,y1,French for beginners,FR1,,o2,,
""",
    "classes.csv": """sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,\
classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
k1,,,7x/Ma1,07,c1,,scheduled,,o3,t1,,,
k2,,,French,"07,08",c2,,scheduled,,o2,y1,,,
k3,,,7HOP,07,,,homeroom,,o1,t1,,,
k4,tobedeleted,,Latin,07,c1,,scheduled,,o1,t1,Latin,,
""",
    "users.csv": """sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,\
userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
ada,,,true,o1,student,ada,{UPN:A801200005001},Ada,O'Neil,,,ada@example.org,,,,07,
ben,,,true,"o0,o1",student,ben,,Ben,Tam,,,,,,,Year 8,
cat,,,true,o2,student,cat,,Cat,Élan,,,,,,,KG,
dan,,,true,"o1,o2",student,dan,,Dan,Moss,,,,,,,7,
eve,tobedeleted,,true,o1,student,eve,,Eve,Gone,,,,,,,7,
lo,,,true,o1,teacher,lo,,Li,Lo,,LLO,,,,,,
oz,,,true,o1,aide,oz,,Ozzy,Oz,,,,,,,,
""",
    "enrollments.csv": """sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,\
userSourcedId,role,primary,beginDate,endDate
e1,,,k1,o1,ada,student,,2025-09-03,2025-12-19
e2,,,k1,o1,dan,student,,,
e3,,,k2,o2,dan,student,,,
e4,,,k3,o1,ada,student,,,
e5,,,k1,o1,lo,teacher,true,,
e6,,,k1,o1,oz,aide,,,
e7,,,k4,o1,ben,student,,,
e8,,,k1,o1,eve,student,,,
e9,,,k9,o1,ben,student,,,
e10,,,k1,o1,zoe,student,,,
""",
    "demographics.csv": """sourcedId,status,dateLastModified,birthDate,sex,\
americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,\
white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity
ada,,,2014-02-03,female,,true,,,,,
cat,,,2020-11-30T00:00:00.000Z,unspecified,,,,,true,,
lo,,,1980-01-01,female,,,,,,,
""",
    "lineItems.csv": """sourcedId,status,dateLastModified,title,dueDate,classSourcedId
l1,,,A test,2025-10-08,k1
""",
}  # fmt: skip


def write_bundle(folder: Path, files: dict[str, str], **changed: str) -> list[Path]:
    """Write the files of a bundle; ``changed`` replaces the text of some ("users"), None leaves one out."""
    texts = files | {f"{name}.csv": text for name, text in changed.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


class Made:
    """What was made of a bundle: the tables as rows of dicts, the counts, the notes as sentences."""

    def __init__(self, folder: Path, files: list[Path], **said) -> None:
        into = folder / "made"
        into.mkdir()
        self.translated = OneRoster().translate(files, into, said)
        self.notes = [str(note) for note in self.translated.notes]
        self.tables = {}
        for path in self.translated.files:
            with path.open(encoding="utf-8", newline="") as file:
                self.tables[path.stem] = list(csv.DictReader(file))

    def rows(self, table: str, *columns: str) -> list[tuple[str, ...]]:
        return [tuple(row[column] for column in columns) for row in self.tables.get(table, [])]

    def said_of(self, words: str) -> list[str]:
        return [note for note in self.notes if words in note]


def make(tmp_path, said=None, **changed) -> Made:
    return Made(tmp_path, write_bundle(tmp_path / "bundle", FILES, **changed), **(said or {}))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("trust"))


def rows_in(folder: Path) -> int:
    return sum(len(list(csv.reader(path.open(encoding="utf-8")))) - 1 for path in folder.iterdir())


def test_every_row_of_every_file_is_accounted_for(made, tmp_path):
    write_bundle(tmp_path, FILES)
    assert made.translated.read + made.translated.ignored == rows_in(tmp_path)
    # Left out: the trust, a class, a pupil, an aide, a teacher's sex, a line item, and three enrolments.
    assert made.translated.ignored == 9
    assert made.translated.kind == "OneRoster 1.1 CSV"


def test_a_pupil_of_two_schools_is_two_rows(made):
    assert made.rows("pupils", "school", "pupil", "year_group") == [
        ("Hill School", "ada", "07"),
        ("Hill School", "ben", "Year 8"),  # as it stands: the ordinary check knows it
        ("Dale School", "cat", "R"),  # KG, by reference
        ("Hill School", "dan", "7"),
        ("Dale School", "dan", "7"),
    ]


def test_what_is_said_of_a_pupil_comes_from_several_files(made):
    ada, _, cat = made.tables["pupils"][:3]
    assert ada == {
        "source_place": "users.csv row 2", "school": "Hill School", "pupil": "ada",
        "academic_year": "2025/26", "year_group": "07", "upn": "A801200005001",
        "surname": "O'Neil", "forename": "Ada",
        "date_of_birth": "2014-02-03", "sex": "female", "registration_group": "7HOP",
    }  # fmt: skip
    assert (cat["date_of_birth"], cat["sex"]) == ("2020-11-30", "")
    assert made.said_of("the sex is unspecified")
    assert made.said_of("its groups of race are those of the United States")


def test_a_class_takes_subject_year_school_and_teacher_from_where_they_stand(made):
    assert made.rows("classes", "school", "academic_year", "class", "subject", "year_group", "teacher") == [
        ("Hill School", "2025/26", "7x/Ma1", "Maths", "07", "LLO"),  # its department lies in Hill
        ("Dale School", "2025/26", "French", "French for beginners", "", ""),
    ]
    assert made.said_of("the title of the course is taken for it")
    assert made.said_of("the class is of several year groups")


def test_members_are_written_with_what_dangles_as_it_stands(made):
    assert made.rows("class_members", "source_place", "school", "academic_year", "class", "pupil") == [
        ("enrollments.csv row 2", "Hill School", "2025/26", "7x/Ma1", "ada"),
        ("enrollments.csv row 3", "Hill School", "2025/26", "7x/Ma1", "dan"),
        ("enrollments.csv row 4", "Dale School", "2025/26", "French", "dan"),
        ("enrollments.csv row 10", "Hill School", "", "k9", "ben"),
        ("enrollments.csv row 11", "Hill School", "2025/26", "7x/Ma1", "zoe"),
    ]
    assert made.said_of("the class is in no file of classes")[0].startswith("enrollments.csv, row 10")
    assert made.said_of("the pupil is in no file of people")[0].startswith("enrollments.csv, row 11")


def test_what_is_left_out_is_said_with_its_rows(made):
    assert made.said_of("their status is tobedeleted") == [
        "classes.csv, row 5: nothing is made of 1 row (row 5): their status is tobedeleted. "
        "Where earlier imports brought them in, undo those to have them out.",
        "users.csv, row 6: nothing is made of 1 row (row 6): their status is tobedeleted. "
        "Where earlier imports brought them in, undo those to have them out.",
    ]
    assert made.said_of("their class is marked as deleted")[0].startswith("enrollments.csv, row 8")
    assert made.said_of("whom they name is marked as deleted")[0].startswith("enrollments.csv, row 9")
    assert made.said_of("neither a pupil nor a teacher of a class")[0].startswith("enrollments.csv, row 7")
    assert made.said_of("the manifest says that it is absent")[0].startswith("lineItems.csv")


def test_the_whole_way_into_a_school(tmp_path):
    files = write_bundle(tmp_path / "bundle", FILES)
    report = import_files(tmp_path / "store", [tmp_path / "bundle"], by="tests")
    assert report.outcome == "imported", report.files
    assert {file.table: (file.rows, file.good) for file in report.files} == {
        "pupils": (5, 5), "classes": (2, 2), "class_members": (5, 5),
    }  # fmt: skip
    [source] = report.sources
    assert source.read + source.ignored == rows_in(tmp_path / "bundle")
    assert len(source.files) == len(files)
    schools = {(row[2], row[3]) for row in contents(tmp_path / "store")["main.pupil"]}
    assert {("Hill School", "dan"), ("Dale School", "dan")} <= schools


def test_names_and_headings_in_any_case_and_no_manifest(tmp_path):
    shouting = {
        name.upper(): text.replace("sourcedId", "SOURCEDID").replace("givenName", "Given Name")
        for name, text in FILES.items()
        if name not in ("manifest.csv", "lineItems.csv")
    }
    made = Made(tmp_path, write_bundle(tmp_path / "bundle", shouting))
    assert [row["forename"] for row in made.tables["pupils"]] == ["Ada", "Ben", "Cat", "Dan", "Dan"]
    assert made.said_of("every file that is there is taken as whole")


def test_files_are_told_by_their_headings_where_names_say_nothing(tmp_path):
    renamed = {f"Export {number}.csv": text for number, text in enumerate(FILES.values()) if number < 7}
    files = write_bundle(tmp_path / "bundle", renamed)
    other = tmp_path / "bundle" / "marks.csv"
    other.write_text("pupil,date,session,code\n1,2025-09-04,AM,/\n")
    assert OneRoster().recognise([*files, other]) == [files]
    assert OneRoster().recognise([other]) == []


@pytest.mark.parametrize("name", ["manifest.csv", "orgs.csv", "academicSessions.csv", "courses.csv"])
def test_a_part_that_says_nothing_alone_is_refused_with_what_to_do(tmp_path, name):
    files = write_bundle(tmp_path / "bundle", {name: FILES[name]})
    assert OneRoster().recognise(files) == [files]
    with pytest.raises(Unreadable, match="Drop all files of the export together"):
        Made(tmp_path, files)


def test_files_of_two_folders_are_two_bundles(tmp_path):
    first, second = (write_bundle(tmp_path / name, FILES) for name in ("a", "b"))
    assert OneRoster().recognise([*first, *second]) == [first, second]


USERS_12 = """sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,\
grades,primaryOrgSourcedId
ada,,,true,ada,,Ada,Bell,7,o1
lo,,,true,lo,,Li,Lo,,o1
pat,,,true,pat,,Pat,Bell,,o1
"""
ROLES = """sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,\
orgSourcedId,userProfileSourcedId
r1,,,ada,primary,student,,,o1,
r2,,,ada,secondary,student,,,o2,
r3,,,lo,primary,teacher,,,o1,
r4,,,pat,primary,guardian,,,o1,
"""


def test_in_1_2_roles_say_who_is_a_pupil_and_where(tmp_path):
    made = make(tmp_path, users=USERS_12, roles=ROLES, manifest=None, userProfiles=ROLES)
    assert made.rows("pupils", "school", "pupil") == [("Hill School", "ada"), ("Dale School", "ada")]
    assert made.translated.kind == "OneRoster 1.2 CSV"
    assert made.said_of("neither pupils nor the one teacher")[0].startswith("users.csv, row 4")
    assert made.said_of("nothing is read from this file (4 rows)")[0].startswith("userProfiles.csv")


def test_a_manifest_that_promises_a_file_or_sends_changes_only_is_answered(tmp_path):
    manifest = "propertyName,value\nfile.users,delta\nfile.results,bulk\nfile.orgs,sometimes\n"
    made = make(tmp_path, manifest=manifest)
    assert made.said_of("only what has changed since an earlier export is in users.csv")
    assert made.said_of("it says that there is results.csv, and there is none")
    assert made.said_of('it says "sometimes" of orgs.csv')


def test_schools_of_one_name_are_kept_apart(tmp_path):
    made = make(tmp_path, orgs=FILES["orgs.csv"].replace("Dale School", "Hill School"))
    schools = {row["school"] for row in made.tables["pupils"]}
    assert schools == {"Hill School (801)", "Hill School (802)"}


def test_a_school_that_no_file_names_is_written_by_its_number(tmp_path):
    made = make(tmp_path, orgs=FILES["orgs.csv"].replace("o2,,,Dale School,school,802,o0\n", ""))
    assert made.rows("pupils", "school", "pupil")[2] == ("o2", "cat")
    assert len(made.said_of('it does not name the school "o2"')) == 1


def test_classes_of_one_title_are_kept_apart(tmp_path):
    head, row = FILES["classes.csv"].splitlines()[:2]
    second = row.replace("k1,", "k5,").replace(",c1,,", ",c1,MA-B,")
    made = make(tmp_path, classes="\n".join([head, row, second]))
    assert [row["class"] for row in made.tables["classes"]] == ["7x/Ma1 (k1)", "7x/Ma1 (MA-B)"]


def test_the_year_of_a_term_is_the_year_of_its_middle(tmp_path):
    sessions = FILES["academicSessions.csv"] + "t2,,,Old,term,2024-09-03,2024-12-19,,2025\n"
    classes = FILES["classes.csv"].replace(
        "k3,,,7HOP,07,,,homeroom,,o1,t1,,", "k3,,,Old,07,c1,,scheduled,,o1,t2,,"
    )
    made = make(tmp_path, academicSessions=sessions, classes=classes)
    assert ("Old", "2024/25") in made.rows("classes", "class", "academic_year")
    assert {row["academic_year"] for row in made.tables["pupils"]} == {"2025/26"}
    assert made.said_of("the terms are of several years: 2024/25, 2025/26")


def test_a_person_can_say_year_and_number_by_hand(tmp_path):
    users = FILES["users.csv"].replace("Ada,O'Neil,,,", "Ada,O'Neil,,10231,")
    made = make(tmp_path, {"academic_year": "2019/20", "pupil": "identifier"}, users=users)
    assert made.rows("pupils", "pupil", "academic_year")[0] == ("10231", "2019/20")
    assert made.rows("class_members", "pupil")[0] == ("10231",)


@pytest.mark.parametrize(
    ("changed", "code", "row"),
    [
        ({"users": 'sourcedId,role,givenName\nada,student,"Ada\nben,student,Ben\n'}, "OPEN_QUOTE", 2),
        ({"users": "sourcedId,role,givenName\nada,student,Ada,O'Neil\n"}, "CELLS", 2),
        ({"users": "sourcedId,role,role\nada,student,Ada\n"}, "DUPLICATE_HEADERS", None),
        ({"orgs": "sourcedId,type\no1,school\n"}, "MISSING_COLUMNS", None),
    ],
)
def test_what_cannot_be_read_rightly_refuses_the_whole(tmp_path, changed, code, row):
    with pytest.raises(Unreadable) as refused:
        make(tmp_path, **changed)
    assert (refused.value.problem.code, refused.value.problem.row) == (code, row)


def test_semicolons_windows_letters_and_blank_lines_are_read(tmp_path):
    files = write_bundle(tmp_path / "bundle", FILES)
    users = next(path for path in files if path.name == "users.csv")
    text = FILES["users.csv"].replace(",", ";").replace('"o0;o1"', '"o0,o1"').replace('"o1;o2"', '"o1,o2"')
    users.write_bytes(text.replace("\nben", "\r\n;;;\r\nben").encode("cp1252"))
    made = Made(tmp_path, files)
    assert made.rows("pupils", "surname", "source_place")[1:3] == [
        ("Tam", "users.csv row 4"),
        ("Élan", "users.csv row 5"),
    ]
