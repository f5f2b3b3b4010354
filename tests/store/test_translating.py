"""Files of other shapes: translated in a process apart, accounted for, and named by their own places."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from dashboard.__main__ import main
from dashboard.store import translating, translating_apart
from dashboard.store.child import ChildFailed
from dashboard.store.generations import current_generation
from dashboard.store.handed import HandedIn
from dashboard.store.importing import import_files
from dashboard.store.publishing import silent
from dashboard.store.taking_in import take_in
from dashboard.store.translating import is_ours, translate_all
from dashboard.store.undoing import rebuild
from tests.store.conftest import contents, marks_csv, write
from tests.store.taking_in import Desk

CTF = """<?xml version="1.0" encoding="UTF-8"?>
<CTfile version="3"><Header><DateTime>2025-10-20T09:00:00</DateTime></Header><CTFpupilData>
{pupils}
</CTFpupilData></CTfile>
"""
PUPIL = """<Pupil><UPN>{upn}</UPN><BasicDetails><Surname>Birk</Surname><Forename>Ida</Forename>
<DOB>2013-10-05</DOB><NCyearActual>{year}</NCyearActual></BasicDetails></Pupil>"""


def ctf(folder, *years, name="leavers.xml"):
    pupils = [PUPIL.format(upn=f"A12345678900{number}", year=year) for number, year in enumerate(years)]
    return write(folder.parent / name, CTF.format(pupils="\n".join(pupils)))


def test_a_translated_file_is_imported_kept_accounted_for_and_built_again(folder, capsys):
    path = ctf(folder, 7, 8)
    assert main(["import", str(path), "--data", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "leavers.xml: Common Transfer File XML, 2 of 2 pupils read" in said
    assert "leavers.xml: pupils, 2 rows" in said
    batch = current_generation(folder).batches[-1]
    place = folder / "imports" / batch
    assert (place / "leavers.xml").read_bytes() == path.read_bytes()
    [source] = json.loads((place / "manifest.json").read_text())["sources"]
    assert (source["read"], source["ignored"], source["units"]) == (2, 0, "pupils")
    assert (place / "translated" / "leavers.xml" / "pupils.csv").read_text().startswith("source_place,")
    main(["history", "--data", str(folder)])
    assert "Common Transfer File XML, 2 of 2 pupils read" in capsys.readouterr().out
    before = contents(folder)
    rebuild(folder)
    assert contents(folder) == before


def test_the_same_file_again_is_known_and_so_is_one_that_a_later_import_touched(folder):
    path = ctf(folder, 7)
    assert import_files(folder, [path]).outcome == "imported"
    again = import_files(folder, [path])
    assert (again.outcome, list(again.unchanged)) == ("unchanged", ["leavers.xml"])
    write(folder.parent / "pupils.csv", "pupil,academic_year,year_group\n77,2025/26,9\n")
    assert import_files(folder, [folder.parent / "pupils.csv"]).outcome == "imported"
    assert import_files(folder, [path]).outcome == "imported"


def test_a_problem_names_the_original_and_the_place_there(folder):
    report = import_files(folder, [ctf(folder, 7, 99)])
    assert report.outcome == "refused"
    [file] = [file for file in report.files if file.table == "pupils"]
    [problem] = file.problems
    assert (problem["file"], problem["column"]) == ("leavers.xml", "year_group")
    assert problem["place"].startswith("pupil 2 (line ")
    [refused] = report.refused_rows.iterdir()
    headings, row = refused.read_text(encoding="utf-8-sig").splitlines()[:2]
    assert "source_place" not in headings
    assert "pupil 2 (line " in row
    assert "source_place" not in json.dumps(file.warnings)


def test_places_are_those_of_the_source_for_problems_warnings_and_rows_named_by_others(tmp_path):
    text = "source_place,pupil,date,session,code\n"
    text += (
        "cell B2,1,2025-09-01,AM,/\ncell C2,1,2025-09-01,AM,L\ncell D2,1,2025-09-06,AM,/\ncell E2,1,x,AM,/\n"
    )
    desk = Desk(tmp_path)
    path = desk.write(text, "attendance.csv")
    understood = desk.understand(path, table="attendance", label="grid.xlsx")
    checked = desk.take_in_understood(understood)
    said = [str(problem) for problem in checked.problems]
    assert any("cell C2" in each and "as cell B2" in each for each in said)
    assert any("cell E2, date" in each for each in said)
    [weekend] = [str(each) for each in checked.warnings if each.code == "WEEKEND"]
    assert "cell D2, date" in weekend
    assert not any(each.code == "IGNORED_HEADINGS" for each in checked.warnings)


def test_an_asked_for_table_that_a_shape_does_not_give_leaves_the_file_as_it_is(folder):
    report = import_files(folder, [ctf(folder, 7)], table="attendance", check_only=True)
    assert report.outcome == "refused"
    assert report.sources == []
    assert "XML" in report.files[0].problems[0]["found"]


@pytest.fixture
def taken(tmp_path):
    """Return a function that takes files into a new batch, and where that lies."""

    def take(*files: Path):
        batch = take_in(tmp_path / "store", [HandedIn(file, file.name) for file in files], "tests")
        return tmp_path / "store" / "imports" / f".incoming-{batch.name}", batch

    return take


def test_a_reader_that_breaks_is_told_of_the_file_that_broke_it(tmp_path, taken, monkeypatch):
    good, bad = ctf(tmp_path / "a", 7, name="good.xml"), write(tmp_path / "bad.csv", "heading\n1\n")

    def breaks_on_bad(asked):
        def ask(whom, order, seconds):
            if any("bad" in file for file in order["files"]):
                raise ChildFailed("exit code -11")
            return asked(whom, order, seconds)

        return ask

    for name in ("ask", "answer_of"):
        monkeypatch.setattr(translating_apart, name, breaks_on_bad(getattr(translating_apart, name)))
    place, batch = taken(good, bad)
    done = translate_all(place, batch, silent)
    by_name = {file.shown: file for file in done.files}
    assert by_name["bad.csv"].problems[0]["code"] == "UNREADABLE"
    assert by_name["good.xml"].table_asked == "pupils"
    assert [source.name for source in done.sources] == ["good.xml"]


def test_the_process_that_recognised_a_file_translates_it(tmp_path, taken, monkeypatch):
    children = []

    def begin(*given, **more):
        children.append(Popen(*given, **more))
        return children[-1]

    Popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", begin)
    place, batch = taken(ctf(tmp_path / "a", 7, name="good.xml"))
    done = translate_all(place, batch, silent)
    assert [source.name for source in done.sources] == ["good.xml"]
    assert [child.returncode is None for child in children] == [False]


def test_our_own_tables_are_not_looked_at_twice(tmp_path, taken, monkeypatch):
    monkeypatch.setattr(translating, "started", lambda _: pytest.fail("no process is needed"))
    place, batch = taken(write(tmp_path / "marks.csv", marks_csv(3)))
    assert translate_all(place, batch, silent) == batch


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("pupil,date,session,code\n", True),
        ("\ufeffpupil,date,session,code\r\n", True),
        ("pupil,date,session\n", False),
        ("pupil,date,session,code,more\n", False),
        ("Title\npupil,date,session,code\n", False),
        ("", False),
    ],
)
def test_a_table_of_ours_has_all_required_headings_and_no_other(tmp_path, text, ours):
    assert is_ours(write(tmp_path / "file.csv", text)) == ours


def test_bombs_and_outside_entities_in_xml_break_nothing(folder):
    lines = ['<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">']
    lines += [
        f'<!ENTITY a{n} "&a{n - 1 if n > 1 else ""};&a{n - 1 if n > 1 else ""};">' for n in range(1, 30)
    ]
    bomb = write(folder.parent / "bomb.xml", f'<?xml version="1.0"?>{"".join(lines)}]><CTfile>&a29;</CTfile>')
    secret = '<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/hostname">]><CTfile><Header>&a;</Header></CTfile>'
    outside = write(folder.parent / "outside.xml", f'<?xml version="1.0"?>{secret}')
    before = current_generation(folder)
    report = import_files(folder, [bomb, outside], by="tests")
    assert report.outcome == "refused"
    assert all(file.problems for file in report.files)
    assert current_generation(folder) == before
    assert not list((folder / "imports").glob(".incoming*"))
    shutil.rmtree(folder)
