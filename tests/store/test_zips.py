"""Zip files: what is taken out of them, and what is refused."""

import json
import stat
import zipfile

import pytest

from dashboard.store.archives import unpack
from dashboard.store.generations import current_generation
from dashboard.store.importing import import_files
from dashboard.store.problems import Unreadable
from tests.store.conftest import contents, marks_csv, write


def zipped(path, members, **how):
    """Write a zip file of (name, content) pairs."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **how) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def refusal(path, into):
    with pytest.raises(Unreadable) as error:
        unpack(path, into)
    return error.value.problem.code


LINK = zipfile.ZipInfo("link.csv")
LINK.external_attr = (stat.S_IFLNK | 0o777) << 16


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ([("../marks.csv", "x")], "ZIP_PATH"),
        ([("/etc/marks.csv", "x")], "ZIP_PATH"),
        ([("..\\marks.csv", "x")], "ZIP_PATH"),
        ([("C:/marks.csv", "x")], "ZIP_PATH"),
        ([(LINK, "/etc/passwd")], "ZIP_PATH"),
        ([("Marks.csv", "x"), ("marks.CSV", "y")], "ZIP_DUPLICATE_MEMBERS"),
        ([("inner.zip", "x")], "ZIP_IN_ZIP"),
        ([("inner.csv", b"PK\x03\x04 and more")], "ZIP_IN_ZIP"),
        ([(f"{number}.csv", "x") for number in range(501)], "ZIP_TOO_MANY_MEMBERS"),
        ([("bomb.csv", bytes(60 << 20))], "ZIP_BOMB"),
        ([], "EMPTY"),
    ],
)
def test_what_may_be_an_attack_is_refused_and_writes_nothing_outside(tmp_path, members, code):
    path = zipped(tmp_path / "files.zip", members)
    assert refusal(path, tmp_path / "in" / "side") == code
    assert {each.name for each in tmp_path.iterdir()} <= {"files.zip", "in"}


def test_a_password_and_damage_are_told_in_words(tmp_path):
    path = zipped(tmp_path / "files.zip", [("marks.csv", "pupil\n" * 100)])
    content = bytearray(path.read_bytes())
    for place in (6, content.rindex(b"PK\x01\x02") + 8):  # the flags of the member, said twice
        content[place] |= 1
    (tmp_path / "locked.zip").write_bytes(content)
    assert refusal(tmp_path / "locked.zip", tmp_path / "in") == "PASSWORD_PROTECTED_OR_XLS"
    (tmp_path / "cut.zip").write_bytes(path.read_bytes()[:-30])
    assert refusal(tmp_path / "cut.zip", tmp_path / "in") == "UNREADABLE"


def test_size_is_what_really_comes_and_not_what_is_claimed(tmp_path):
    path = zipped(tmp_path / "files.zip", [("marks.csv", bytes(60 << 20))])
    content = bytearray(path.read_bytes())
    claimed = (10).to_bytes(4, "little")
    content[22:26] = claimed
    place = content.rindex(b"PK\x01\x02") + 24
    content[place : place + 4] = claimed
    (tmp_path / "lying.zip").write_bytes(content)
    assert refusal(tmp_path / "lying.zip", tmp_path / "in") in ("ZIP_BOMB", "UNREADABLE")
    written = sum(each.stat().st_size for each in (tmp_path / "in").glob("*"))
    assert written <= 60 << 20


def test_tables_in_a_zip_are_imported_and_the_rest_is_named(folder):
    members = [
        ("autumn/marks 3.csv", marks_csv(3)),
        ("autumn/marks 4.csv", marks_csv(4)),
        ("read me.pdf", "%PDF"),
        ("__MACOSX/._marks 3.csv", "x"),
    ]
    path = zipped(folder.parent / "marks.zip", members)
    report = import_files(folder, [path], by="tests")
    assert report.outcome == "imported"
    assert [(file.source, file.good) for file in report.files] == [
        ("marks.zip, autumn/marks 3.csv", 40),
        ("marks.zip, autumn/marks 4.csv", 40),
    ]
    [source] = report.sources
    assert (source.kind, source.units, source.read, source.ignored) == ("Zip file", "files", 2, 1)
    assert '"read me.pdf"' in source.notes[0]["found"]
    place = folder / "imports" / current_generation(folder).batches[-1]
    assert (place / "marks.zip").read_bytes() == path.read_bytes()
    assert json.loads((place / "manifest.json").read_text())["sources"][0]["files"][0]["name"] == "marks.zip"
    assert len(contents(folder)["main.mark"]) == 4 * 40
    again = import_files(folder, [path], by="tests")
    assert (again.outcome, list(again.unchanged)) == ("unchanged", ["marks.zip"])


def test_a_problem_in_a_zip_names_zip_file_and_row(folder):
    path = zipped(folder.parent / "marks.zip", [("marks.csv", marks_csv(3).replace(",/\n", ",%\n", 1))])
    report = import_files(folder, [path], by="tests")
    assert report.outcome == "refused"
    problem = report.files[0].problems[0]
    assert (problem["file"], problem["row"], problem["column"]) == ("marks.zip, marks.csv", 2, "code")
    assert [each.name for each in report.refused_rows.iterdir()] == ["marks.zip, marks.csv"]


def test_a_zip_that_holds_no_table_is_refused_in_words(folder):
    path = zipped(folder.parent / "letters.zip", [("letter.docx", "x")])
    report = import_files(folder, [path], by="tests")
    assert report.outcome == "refused"
    assert 'it holds no import file, only "letter.docx"' in report.files[0].problems[0]["found"]


def test_a_folder_stands_for_its_files(folder):
    for day in (3, 4):
        write(folder.parent / "nightly" / f"marks {day}.csv", marks_csv(day))
    write(folder.parent / "nightly" / ".hidden", "x")
    report = import_files(folder, [folder.parent / "nightly"], by="tests")
    assert report.outcome == "imported"
    assert [file.name for file in report.files] == ["nightly/marks 3.csv", "nightly/marks 4.csv"]
    kept = folder / "imports" / report.batch / "nightly" / "marks 3.csv"
    assert kept.read_text() == marks_csv(3)


@pytest.mark.parametrize(
    "note", ["These are the marks of Friday.\nAsk the office.", "", "\ufeff\r\nHello\r\n"]
)
def test_a_note_to_the_reader_is_left_out_and_told(tmp_path, note):
    path = zipped(tmp_path / "all.zip", [("marks.txt", marks_csv(0)), ("read me.txt", note)])
    found = unpack(path, tmp_path / "into")
    assert [member.name for member in found.members] == ["marks.txt"]
    assert found.left_out == ["read me.txt"]


def test_a_refused_file_of_another_shape_in_a_zip_is_named(folder):
    sheet = "Adno,Name,Maths,English\n101,Ada,5,6\n102,Bo,4,5\n"
    path = zipped(
        folder.parent / "files.zip", [("export/marks.csv", marks_csv(3)), ("export/sheet.csv", sheet)]
    )
    report = import_files(folder, [path], check_only=True)
    assert [file.shown for file in report.files if file.problems] == ["files.zip, export/sheet.csv"]
