"""Translate made-up XML, and read what was written as rows."""

import csv

import pytest

from dashboard.store.problems import Unreadable


class Written:
    """What a translator wrote: ``tables`` as lists of dicts, and the codes and words of its notes."""

    def __init__(self, shape, text, folder, **said):
        path = folder / "file.xml"
        path.write_text(text, encoding="utf-8")
        into = folder / "into"
        into.mkdir(exist_ok=True)
        assert shape.recognise([path]) == [[path]]
        self.found = shape.translate([path], into, said)
        self.tables = {}
        for file in self.found.files:
            with file.open(encoding="utf-8", newline="") as opened:
                self.tables[file.stem] = list(csv.DictReader(opened))
        self.words = {note.code: note.found for note in self.found.notes}

    def column(self, table, *names):
        """Return these columns of a table, a tuple a row; of one column its values."""
        rows = [
            tuple(row.get(name, "no such column") for name in names) for row in self.tables.get(table, [])
        ]
        return [row[0] for row in rows] if len(names) == 1 else rows


def refusal(shape, text, folder, **said):
    """Return the code with which a file is refused."""
    with pytest.raises(Unreadable) as refused:
        Written(shape, text, folder, **said)
    return refused.value.problem.code
