"""Write a file as a school system would, have it translated, and read back what was made of it."""

from dataclasses import dataclass

import duckdb
import xlsxwriter

from dashboard.store.foreign.shapes import SHAPES
from dashboard.store.problems import Unreadable


@dataclass
class Made:
    """What was made of a file: its rows, how many things were read and not, and what was said by code."""

    shape: str
    rows: list[tuple]
    read: int
    ignored: int
    notes: dict[str, str]
    columns: list[str]


class Desk:
    """The place where files of other shapes are handed in."""

    def __init__(self, folder):
        self.folder = folder
        self.number = 0

    def write(self, content, name="file.csv"):
        self.number += 1
        path = self.folder / str(self.number) / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def workbook(self, sheets, merged=()):
        """Write sheets of rows; ``merged`` are cells: (sheet, first row, column, last row, column, text)."""
        path = self.write("", "file.xlsx")
        with xlsxwriter.Workbook(str(path)) as book:
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for place, row in enumerate(rows):
                    for column, cell in enumerate(row):
                        sheet.write(place, column, cell, day if hasattr(cell, "year") else None)
                for of, *where, text in merged:
                    if of == name:
                        sheet.merge_range(*where, text)
        return path

    def translate(self, content, **said):
        """Translate a file given as its content or its path, by the first shape that knows it."""
        path = self.write(content) if isinstance(content, str | bytes) else content
        shape = next(shape for shape in SHAPES if shape.recognise([path]))
        into = path.parent / "out"
        into.mkdir()
        made = shape.translate([path], into, said)
        [file] = made.files
        assert sorted(into.iterdir()) == [file]
        rows = duckdb.read_parquet(str(file)) if file.suffix == ".parquet" else as_text(file)
        notes = {note.code: str(note) for note in made.notes}
        assert all(note.is_warning for note in made.notes)
        return Made(shape.name, rows.fetchall(), made.read, made.ignored, notes, rows.columns)

    def refusal(self, content, **said):
        """Return the code, the columns and the words with which a whole file is refused."""
        try:
            self.translate(content, **said)
        except Unreadable as error:
            return error.problem.code, error.problem.column, str(error)
        raise AssertionError("it was translated")

    def known_by(self, content):
        """Return the name of the shape that a file is of; None where it is read as it is."""
        path = self.write(content) if isinstance(content, str | bytes) else content
        return next((shape.name for shape in SHAPES if shape.recognise([path])), None)


def as_text(file):
    return duckdb.read_csv(str(file), header=True, all_varchar=True)


def marks(made):
    """Return each mark as "pupil day session code", in order."""
    who = made.columns.index("pupil" if "pupil" in made.columns else "upn")
    date, session, code = (made.columns.index(name) for name in ("date", "session", "code"))
    return sorted(f"{row[who]} {row[date]} {row[session]} {row[code]}" for row in made.rows)
