"""A small real school on disk, and the means to compare two."""

import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from dashboard.store import statements
from dashboard.store.generations import current_generation
from dashboard.store.importing import import_files

ROOT = Path(__file__).parent.parent.parent
FIRST_DAY = date(2025, 9, 1)
PUPILS = 20
MARKS_A_DAY = 2 * PUPILS


def pupils_csv() -> str:
    rows = [f"{number},2025/26,{7 + number % 5},{'FM'[number % 2]}" for number in range(PUPILS)]
    return "\n".join(["pupil,academic_year,year_group,sex", *rows]) + "\n"


def marks_csv(day: int, code: str = "I") -> str:
    """Return every pupil's two marks of one school day."""
    when = FIRST_DAY + timedelta(days=day // 5 * 7 + day % 5)
    rows = [
        f"{number},{when},{session},{code if number == day % PUPILS else '/'}"
        for number in range(PUPILS)
        for session in ("AM", "PM")
    ]
    return "\n".join(["pupil,date,session,code", *rows]) + "\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, list]:
    """Return every row of every table of the published file."""
    db = duckdb.connect()
    statements.attach(db, folder / current_generation(folder).file, "store", read_only=True)
    try:
        return {
            f"{schema}.{name}": db.execute(f'from store.{schema}."{name}" order by all').fetchall()
            for schema, name in statements.tables(db, "store")
        }
    finally:
        db.close()


def evenhand(*words: object, **more) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "dashboard", *map(str, words)],
        cwd=ROOT, capture_output=True, text=True, check=False, **more,
    )  # fmt: skip


@pytest.fixture(scope="session")
def imported_once(tmp_path_factory):
    """Return the folder of a school with two imports; not to be changed."""
    folder = tmp_path_factory.mktemp("school") / "store"
    files = folder.parent / "files"
    first = [write(files / "pupils.csv", pupils_csv()), write(files / "marks 1.csv", marks_csv(1))]
    assert import_files(folder, first, by="tests").outcome == "imported"
    second = write(files / "marks 2.csv", marks_csv(2))
    assert import_files(folder, [second], by="tests").outcome == "imported"
    return folder


@pytest.fixture
def folder(imported_once, tmp_path):
    """Return a copy of that school's folder."""
    return Path(shutil.copytree(imported_once, tmp_path / "store"))
