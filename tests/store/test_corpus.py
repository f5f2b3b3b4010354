"""A list of bad files: each is imported rightly or refused in words, and nothing else comes of any."""

import csv
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.store.child import own_environment
from dashboard.store.importing import import_files
from dashboard.store.problems import safe_cells
from tests.store.conftest import ROOT, write
from tests.store.corpus.desk import KINDS, files_of
from tests.store.corpus.listed import Nasty

MOST_SECONDS, MOST_MB = 20, 1024
PUPILS = "school,pupil,academic_year,year_group,surname\n" + "".join(
    f"Riverside School,{number},2026/27,{7 + number % 5},Name{number}\n" for number in range(101, 121)
)
MARKS = "school,pupil,date,session,code\n" + "".join(
    f"Riverside School,{number},2026-09-03,AM,/\n" for number in range(101, 121)
)
SPEAKS_OF_ITSELF = ("Traceback", "Error(", "Exception", "/tmp", "staged.", "evenhand-")


def state_of(folder: Path) -> dict[str, str]:
    """Return every file of a folder with its hash."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """Return the folder of a school of twenty pupils."""
    folder = tmp_path_factory.mktemp("corpus") / "store"
    files = [write(folder.parent / "pupils.csv", PUPILS), write(folder.parent / "marks.csv", MARKS)]
    assert import_files(folder, files, by="tests").outcome == "imported"
    return folder


def checked(kind: str, school: Path, apart: Path) -> dict[str, dict]:
    """Check the files of one kind in a process of its own; return what became of each."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.corpus.desk", kind, str(school)],
        cwd=ROOT, env=own_environment(TMPDIR=str(apart)), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def faults(nasty: Nasty, found: dict) -> list[str]:
    """Return what is not as it must be of one file."""
    if "broke" in found:
        return [found["broke"]]
    files, sources = found["files"], found["sources"]
    codes = {each["code"] for each in found["problems"] if not each["is_warning"]}
    said = " ".join(each["sentence"] for each in found["problems"])
    wrong = [f"left behind: {found['left']}"] * bool(found["left"])
    wrong += [f"took {found['seconds']:.0f} s"] * (found["seconds"] > MOST_SECONDS)
    wrong += [f"took {found['memory']:.0f} MB"] * (found["memory"] > MOST_MB)
    wrong += [f"lost rows of {file['name']}" for file in files if file["rows"] != accounted(file)]
    wrong += [f"incomplete: {each['sentence']}" for each in found["problems"] if not is_complete(each, nasty)]
    if nasty.refused:
        wrong += [f"{codes or 'taken'}: {said}"] * (not codes & set(nasty.refused.split("|")))
        can_be = found["can_import"] or found["can_import_good_rows"] or found["outcome"] != "refused"
        wrong += ["it could be imported"] * can_be
    else:
        counts = {
            name: sum(file[name] for file in files) for name in ("good", "refused", "blank", "repeated")
        }
        expected = {
            "good": nasty.good,
            "refused": nasty.bad,
            "blank": nasty.blank,
            "repeated": nasty.repeated,
        }
        wrong += [f"{counts} for {expected}: {said}"] * (counts != expected)
        wrong += [f"{codes} for {nasty.codes}: {said}"] * (codes != set(nasty.codes))
        units = sum(source["read"] + source["ignored"] for source in sources)
        ignored = sum(source["ignored"] for source in sources)
        wrong += [f"{units} units, {ignored} ignored: {said}"] * (
            (units, ignored) != (nasty.units, nasty.ignored)
        )
    wrong += [f"does not say {nasty.says!r}: {said}"] * (nasty.says not in said)
    flags = {flag["code"] for flag in found["flags"]}
    wrong += [f"flags {flags}"] * bool(nasty.flag and nasty.flag not in flags)
    values = sorted(map(str, found["values"]))
    expected_values = sorted(str(list(row)) for row in nasty.values)
    return wrong + [f"{values} for {expected_values}"] * bool(nasty.values and values != expected_values)


def accounted(file: dict) -> int:
    """Return the rows whose end is known."""
    return file["good"] + file["refused"] + file["blank"] + file["repeated"]


def is_complete(problem: dict, nasty: Nasty) -> bool:
    """Say whether a message has where, what and what to do, and nothing of how we work."""
    has_all = problem["file"] and problem["found"] and problem["remedy"].rstrip().endswith((".", "?"))
    own = any(word in problem["sentence"] for word in SPEAKS_OF_ITSELF)
    return (
        bool(has_all and problem["code"] == problem["code"].upper() and "received" not in problem["file"])
        and not own
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_file_is_imported_rightly_or_refused_in_words(kind, school, tmp_path):
    before = state_of(school)
    found = checked(kind, school, tmp_path)
    wrong = {nasty.name: faults(nasty, found[nasty.name]) for nasty in files_of(kind)}
    assert {name: said for name, said in wrong.items() if said} == {}
    assert state_of(school) == before


def test_a_file_that_changes_while_it_is_checked_is_what_was_copied(school, tmp_path):
    path = write(tmp_path / "more marks.csv", MARKS.replace("2026-09-03", "2026-09-04"))

    def change(step: str) -> None:
        if step.startswith(("translate", "understand", "read import")):
            path.write_text("nothing of what stood here", encoding="utf-8")

    report = import_files(school, [path], check_only=True, progress=change)
    assert [(file.good, file.problems) for file in report.files] == [(20, [])]


def test_what_is_refused_is_safe_to_open_in_a_spreadsheet():
    starts = ("=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\uff1d1", "\uff0b1", "|x", "%0A=1")
    [line] = csv.reader(safe_cells(list(starts)).splitlines(keepends=True))
    assert all(cell.startswith("'") for cell in line)
    assert [cell.removeprefix("'") for cell in line] == list(starts)
