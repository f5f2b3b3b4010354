"""Erasing a pupil from files of another shape: the original goes, the others' rows stay, by number or UPN."""

import json
import zipfile

import duckdb

from dashboard.store.batches import all_batches
from dashboard.store.erasing import erase
from dashboard.store.generations import current_generation
from dashboard.store.importing import import_files
from dashboard.store.undoing import rebuild
from tests.made_up_xml import upn, write_transfer
from tests.store.conftest import contents

PEOPLE = (
    "school,pupil,academic_year,year_group,upn,Home address\nRiverside School,{},2025/26,6,{},4 Wren Lane\n"
)


def asked(folder, question):
    with duckdb.connect(str(folder / current_generation(folder).file), read_only=True) as db:
        return db.execute(question).fetchall()


def test_a_pupil_goes_from_a_zip_file_and_from_xml_that_knows_only_the_upn(tmp_path):
    folder = tmp_path / "store"
    write_transfer(tmp_path / "transfer.xml", 4, first=1)
    with zipfile.ZipFile(tmp_path / "term.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("people.csv", PEOPLE.format("90017", upn(1)))
        packed.writestr(
            "notes/houses.csv",
            "school,pupil,academic_year,characteristic,group\nRiverside School,7,2025/26,House,Red\n",
        )
    report = import_files(folder, [tmp_path / "transfer.xml", tmp_path / "term.zip"], by="tests")
    assert report.outcome == "imported", [file.problems for file in report.files]
    others = "from {} where pupil <> '90017' order by all"
    before = [
        asked(folder, others.format(table))
        for table in ("pupils", "attendance", "results", "characteristics")
    ]
    assert asked(folder, "select count(*) > 2 from attendance where pupil = '90017'") == [(True,)]

    receipt = erase(folder, [("Riverside School", "90017")], by="the head")
    assert receipt.left == []
    assert [
        asked(folder, others.format(table))
        for table in ("pupils", "attendance", "results", "characteristics")
    ] == before
    assert asked(folder, "select count(*) from pupil where pupil in ('90017', '" + upn(1) + "')") == [(0,)]
    kept = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    for canary in (b"90017", upn(1).encode(), b"Wren Lane"):
        assert [name for name, data in kept.items() if canary in data] == []
    assert [name for name in kept if name.endswith((".xml", ".zip"))] == []
    [batch] = all_batches(folder)
    assert {file.get("removed_on") is not None for source in batch.sources for file in source.files} == {True}
    assert json.dumps(batch.redacted).count("sha256_before") >= 3

    now = contents(folder)
    rebuild(folder)
    assert contents(folder) == now


def test_what_a_later_file_said_nothing_of_stays_known_of_the_others(tmp_path):
    folder = tmp_path / "store"
    lines = (
        "pupil,academic_year,year_group,sex,registration_group\n1,2025/26,8,F,8R\n2,2025/26,8,M,8S\n",
        "pupil,academic_year,year_group,sex\n1,2025/26,8,F\n2,2025/26,9,M\n",
    )
    for number, content in enumerate(lines):
        (tmp_path / f"{number}.csv").write_text(content, encoding="utf-8")
        assert import_files(folder, [tmp_path / f"{number}.csv"], by="tests").outcome == "imported"
    erase(folder, [("School", "1")], by="the head")
    known = "select pupil, year_group, sex, registration_group from pupils"
    assert asked(folder, known) == [("2", "9", "M", "8S")]
