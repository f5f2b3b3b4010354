"""Erasing a pupil: nothing of the pupil is left anywhere, and nobody else loses a row."""

import io
import json
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from dashboard.store.erasing import UnknownPupil, erase
from dashboard.store.erasing_finishing import RECEIPTS
from dashboard.store.importing import import_files
from dashboard.store.opening import Store
from dashboard.store.pack_digests import pupil_digest, pupil_known_as
from dashboard.store.publishing import tidy_at_start
from dashboard.store.undoing import rebuild, undo
from tests.store.conftest import ROOT, contents, write
from tests.store.test_crash import wait_for_lock

SCHOOL = "Riverside"
ADA = (SCHOOL, "90017")
CANARIES = ("90017", "B801200005001", "Qanarysson", "Zadaletta", "Wren Lane", "QQ9")
PUPILS = [
    "school,pupil,academic_year,year_group,upn,surname,forename,registration_group,Home address",
    "Riverside,90017,2025/26,8,B801200005001,Qanarysson,Zadaletta,QQ9,4 Wren Lane",
    'Riverside,90018,2025/26,8,A801200005002,"O\'Dea, ""Jo""",=Bo,8R,5 Elm Row',
    "Riverside,90019,2025/26,9,C801200005003,Smith,Bea,9R,4 Elm Row",
    "Hillside,90017X,2025/26,9,,Ng,Li,9H,",
]
MARKS = [
    "pupil,date,session,code",
    *(f"{n},2025-09-0{d},AM,/" for n in (90017, 90018, 90019) for d in (3, 4)),
]
RESULTS = [
    ("pupil", "subject", "assessment", "assessed_on", "kind", "scale", "value"),
    *(
        (n, "Maths", "Autumn", "2025-12-05", "result", "GCSE 9-1", v)
        for n, v in (("90017", "9"), ("90018", "4"))
    ),
]


def workbook(path: Path, rows) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, ["Riverside" if number else "school", *row])
    return path


def parquet(path: Path) -> Path:
    with duckdb.connect() as db:
        db.sql(
            "select 'Riverside' as school, pupil, date '2025-10-08' as contacted_on, 'parent' as with_whom, "
            "'target' as about, 'ABC' as staff from (values ('90017'), ('90018')) as held(pupil)"
        ).write_parquet(str(path))
    return path


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """Return a school whose files of every kind hold the pupil, in imports that count and that do not."""
    base = tmp_path_factory.mktemp("erasing")
    folder, files = base / "store", base / "files"
    pupils = write(files / "pupils.csv", "\n".join(PUPILS) + "\n")
    marks = files / "marks of Zadaletta Qanarysson.csv"
    marks.write_bytes(
        "\n".join(f"{'school' if not n else 'Riverside'},{line}" for n, line in enumerate(MARKS)).encode(
            "utf-16"
        )
    )
    more = [pupils, marks, workbook(files / "results.xlsx", RESULTS), parquet(files / "contacts.parquet")]
    assert import_files(folder, more, by="tests").outcome == "imported"
    bad = "Riverside,90017,2025/26,History,1,\nRiverside,90018,2025/26,History,no number,\n"
    options = write(files / "options.csv", "school,pupil,academic_year,subject,rank,allocated\n" + bad)
    report = import_files(folder, [options], by="tests", accept_good_rows=True)
    assert report.outcome == "imported"
    groups = "school,pupil,academic_year,characteristic,group\n"
    rows = "Riverside,90017,2025/26,House,QQ9\nRiverside,90018,2025/26,House,Red\n"
    taken_back = import_files(folder, [write(files / "houses.csv", groups + rows)], by="tests")
    undo(folder, taken_back.batch)
    write(folder / "refused" / "faulty.csv", "row,problem,school,pupil\n2,code: no code,Riverside,90017\n")
    write(folder / "scenarios" / "0123456789.json", '{"tables": {"x": {"data": [["90017", 3]]}}}')
    write(folder / "scenarios" / "1123456789.json", '{"tables": {"x": {"data": [["90018", 90017.5]]}}}')
    write(folder / "desk" / ("a" * 32) / "1.received", "\n".join(PUPILS))
    write(folder / "desk" / ("b" * 32) / "1.received", "pupil,upn\n1,\n")
    return folder


@pytest.fixture
def folder(full, tmp_path):
    return Path(shutil.copytree(full, tmp_path / "store"))


def everything(path: Path):
    """Yield the bytes of every file below a folder with its name, packed ones unpacked."""
    for file in path.rglob("*"):
        if not file.is_file():
            continue
        name, data = file.relative_to(path).as_posix(), file.read_bytes()
        yield name, name.encode() + data
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                for member in packed.namelist():
                    yield f"{name}/{member}", packed.read(member)
        if data.startswith(b"PAR1"):
            yield f"{name}/rows", str(duckdb.read_parquet(str(file)).fetchall()).encode()


def found_in(path: Path) -> set[tuple[str, str]]:
    """Return each canary with the file it was found in, in any encoding."""
    return {
        (canary, name)
        for name, data in everything(path)
        for canary in CANARIES
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        if canary.encode(encoding) in data.replace(b"90017X", b"").replace(b"90017.5", b"")
    }


def of_others(folder: Path) -> dict[str, list]:
    """Return the rows of every table of the import files that are not the pupil's."""
    with Store(folder).connection().cursor() as db:
        names = [
            name
            for (name,) in db.execute("select view_name from duckdb_views() where not internal").fetchall()
        ]
        tables = [
            name
            for name in ("pupils", "attendance", "results", "contacts", "options", "classes")
            if name in names
        ]
        return {
            table: [
                row
                for row in db.execute(f"from {table} order by all").fetchall()
                if tuple(row[:2]) != ADA and (row[0], row[2]) != ADA
            ]
            for table in tables
        }


def test_the_scan_sees_the_pupil_before(folder):
    names = {name.partition("/")[0] for _, name in found_in(folder)}
    assert names >= {"imports", "refused", "scenarios", "desk"}
    assert {canary for canary, _ in found_in(folder)} == set(CANARIES)


def test_nothing_of_the_pupil_is_left_and_nobody_else_loses_a_row(folder):
    before = of_others(folder)
    digest = pupil_digest(bytes(32), pupil_known_as(*ADA))
    behind_a_pack = {"salt": "00" * 32, "years": {"2025/26": {digest: {"SEN": "1a"}}}}
    cohort = write(folder / "packs" / "private" / "cohort-1.json", json.dumps(behind_a_pack))
    receipt = erase(folder, [ADA], by="the head")
    assert found_in(folder) == set()
    assert digest not in cohort.read_text()
    assert of_others(folder) == before
    assert receipt.rows_removed == 7  # 1 pupil, 2 marks, 1 result, 1 contact, 1 option, 1 house
    assert receipt.other_files_removed == {"desk": 1, "refused": 1, "scenarios": 1}
    assert receipt.left == []
    assert [path.name for path in folder.glob("school-*.duckdb")] == [
        f"school-{Store(folder).generation}.duckdb"
    ]
    assert (folder / "desk" / ("b" * 32)).exists()
    assert (folder / "scenarios" / "1123456789.json").exists()


def test_the_school_can_be_built_again_from_what_is_left(folder):
    erase(folder, [ADA], by="the head")
    before = contents(folder)
    rebuild(folder)
    after = contents(folder)
    assert {name: rows for name, rows in after.items() if name != "main.batch"} == {
        name: rows for name, rows in before.items() if name != "main.batch"
    }


def test_manifest_and_receipt_say_what_was_done_and_not_to_whom(folder):
    receipt = erase(folder, [ADA], by="the head", reason="asked for by the family")
    first = min((folder / "imports").iterdir())
    manifest = json.loads((first / "manifest.json").read_text())
    note = manifest["redacted"][0]
    assert (note["file"], note["rows_removed"], note["rows_kept"]) == ("pupils.csv", 1, 3)
    assert note["reason"] == "asked for by the family"
    assert len(note["sha256_before"]) == 64
    names = [file["name"] for file in manifest["files"]]
    assert names == ["pupils.csv", "attendance.csv", "results.xlsx.csv", "contacts.parquet.csv"]
    [kept] = (folder / RECEIPTS).iterdir()
    assert json.loads(kept.read_text())["rows_removed"] == receipt.rows_removed == 7


def test_the_neighbour_whose_name_begins_like_a_formula_keeps_it(folder):
    erase(folder, [ADA], by="the head")
    with Store(folder).connection().cursor() as db:
        rows = db.execute("select surname, forename from pupil where pupil = '90018'").fetchall()
    assert rows == [('O\'Dea, "Jo"', "=Bo")]


def test_an_unknown_pupil_changes_nothing(folder):
    before = contents(folder)
    with pytest.raises(UnknownPupil):
        erase(folder, [(SCHOOL, "4711")], by="the head")
    assert contents(folder) == before
    assert not (folder / RECEIPTS).exists()
    assert not list(folder.glob("erasing*"))


BEFORE, AFTER = ("build tables", "make ready"), ("publish", "remove older schools", "clear up")
KILLER = """
import os, signal, sys
from pathlib import Path
from dashboard.store.erasing import erase
def step(said):
    if said == sys.argv[2]: os.kill(os.getpid(), signal.SIGKILL)
erase(Path(sys.argv[1]), [("Riverside", "90017")], by="tests", progress=step)
"""


@pytest.mark.parametrize("step", BEFORE + AFTER)
def test_killed_at_a_step_it_has_not_begun_or_is_carried_to_its_end(folder, step):
    before = contents(folder)
    killed = subprocess.run([sys.executable, "-c", KILLER, str(folder), step], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    wait_for_lock(folder)
    tidy_at_start(folder)
    assert not list(folder.glob("erasing*"))
    if step in BEFORE:
        assert contents(folder) == before
        assert not (folder / RECEIPTS).exists()
    else:
        assert found_in(folder) == set()
        assert len(list((folder / RECEIPTS).iterdir())) == 1
        assert Store(folder).banner is None
