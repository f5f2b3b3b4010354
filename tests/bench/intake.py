"""What comes in at the desk: a workbook, a file that has come before, and full-size files made to do harm."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import xlsxwriter

from tests.bench.marks import evenhand
from tests.bench.table import Table, peak_child_memory, stopwatch
from tests.store.corpus.workbooks import SHEET

ROWS = 100_000
PIECE = 1 << 20


def bench_intake(table: Table, folder: Path, size: float = 1) -> None:
    """Import a workbook twice, then check each bad file; ``size`` is the share of the full one."""
    rows = round(ROWS * size)
    table.heading(f"Intake (a workbook of {rows:,} rows; bad files of {size:.0%} of their size)")
    folder.mkdir(parents=True, exist_ok=True)
    book, store = folder / "results.xlsx", folder / "store"
    write_workbook(book, rows)
    for what, most in ((f"XLSX of {rows:,} rows to published store", 5), ("the same file again", 1)):
        with stopwatch() as seconds:
            evenhand("import", str(book), store=store)
        table.add(what, seconds(), "s", most)
    table.add("most memory of these imports", peak_child_memory(), "MB", 1024)
    worst = 0.0
    for name, write in BAD.items():
        path = folder / name
        write(path, size)
        with stopwatch() as seconds:
            done = subprocess.run(
                [sys.executable, "-m", "dashboard", "import", str(path), "--check", "--data", str(store)],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
        assert "Traceback" not in done.stdout + done.stderr, name
        table.add(f"checked or refused: {name}", seconds(), "s", 20)
        worst = max(worst, seconds())
        path.unlink()
    table.add("worst time of a bad file", worst, "s", 20)
    table.add("most memory of all of these", peak_child_memory(), "MB", 1024)


def write_workbook(path: Path, rows: int) -> None:
    """Write results as a workbook."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Results")
        sheet.write_row(0, 0, ("pupil", "subject", "assessment", "assessed_on", "kind", "scale", "value"))
        for row in range(1, rows + 1):
            subject = ("Maths", "English", "Science", "History")[row % 4]
            cells = (row // 4, subject, "Autumn", "2026-10-05", "result", "GCSE 9-1", 1 + row % 9)
            sheet.write_row(row, 0, cells)


def marks(path: Path, size: float) -> None:
    """Write two million marks with names beside them, 112 MB."""
    duckdb.execute(
        f"copy (select 10000 + i // 380 as pupil, date '2025-09-01' + cast(i % 380 // 2 as integer) as date, "
        f"if(i % 2 = 0, 'AM', 'PM') as session, '/' as code, 'Surname' as surname, 'Forename' as forename "
        f"from range({round(2_000_000 * size)}) t(i)) to '{path}' (header)"
    )


def zipped(part: str, piece: bytes) -> Callable[[Path, float], None]:
    """Return how to write a zip file of which one part unpacks to 1.5 GB."""

    def write(path: Path, size: float) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            if part.startswith("xl/"):
                archive.writestr("[Content_Types].xml", "<Types/>")
            with archive.open(part, "w", force_zip64=True) as opened:
                for _ in range(round(1500 * size)):
                    opened.write(piece)

    return write


def many_members(path: Path, size: float) -> None:
    """Write a workbook of 60,005 parts."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for number in range(round(60_004 * size)):
            archive.writestr(f"m{number}", "")


def text(before: str, repeated: str, times: int, after: str) -> Callable[[Path, float], None]:
    """Return how to write a text with something in it very many times."""

    def write(path: Path, size: float) -> None:
        with path.open("w", encoding="utf-8") as file:
            file.write(before)
            each = max(PIECE // len(repeated), 1)
            left = round(times * size)
            while left > 0:
                file.write(repeated * min(each, left))
                left -= each
            file.write(after)

    return write


PUPIL = '<?xml version="1.0"?><CTfile><CTFpupilData><Pupil>'
BAD: dict[str, Callable[[Path, float], None]] = {
    "two million rows.csv": marks,
    "field of 60 MB.csv": text("pupil,year,surname\n1,7,", "x", 60_000_000, "\n2,8,Dale\n"),
    "quoted field of 60 MB.csv": text('pupil,year,surname\n1,7,"', "x", 60_000_000, '"\n2,8,Dale\n'),
    "ten million commas.csv": text("pupil,year,surname\n", ",", 10_000_000, "\n"),
    "five million empty rows.csv": text("pupil,year,surname\n1,7,Birk\n", ",,\n", 5_000_000, ""),
    "noughts in a zip.zip": zipped("marks.csv", bytes(PIECE)),
    "rows in a zip.zip": zipped("marks.csv", b"101,2026-09-04,AM,/\n" * (PIECE // 20)),
    "a sheet of 1.5 GB.xlsx": zipped(SHEET, b"<c/>" * (PIECE // 4)),
    "strings of 1.5 GB.xlsx": zipped("xl/sharedStrings.xml", b"<si><t>x</t></si>" * (PIECE // 17)),
    "60,005 parts.xlsx": many_members,
    "a million levels.xml": text("<CTfile>", "<a>", 1_000_000, ""),
    "text of 60 MB.xml": text(
        f"{PUPIL}<Surname>", "a", 60_000_000, "</Surname></Pupil></CTFpupilData></CTfile>"
    ),
    "three million elements.xml": text(PUPIL, "<a>1</a>\n", 3_000_000, "</Pupil></CTFpupilData></CTfile>"),
    "a comment of 60 MB.xml": text(
        "<!--", "x", 60_000_000, '--><!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>'
    ),
}
