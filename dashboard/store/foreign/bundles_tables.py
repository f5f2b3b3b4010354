"""Write import files, a row at a time, each row with the place it came from."""

import csv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from dashboard.store.foreign.shape import SOURCE_PLACE

COLUMNS = {
    "pupils": (
        "school", "pupil", "academic_year", "year_group", "upn", "surname", "forename", "date_of_birth",
        "sex", "registration_group",
    ),
    "classes": ("school", "academic_year", "class", "subject", "year_group", "teacher"),
    "class_members": ("school", "academic_year", "class", "pupil", "from_date", "to_date"),
    "results": ("school", "pupil", "subject", "assessment", "assessed_on", "kind", "scale", "value"),
    "scales": ("scale", "lowest", "highest"),
}  # fmt: skip


class Tables:
    """The import files being written: one a table, made when its first row comes."""

    def __init__(self, into: Path, files: ExitStack) -> None:
        self.into = into
        self.files = files
        self.paths: list[Path] = []
        self.writers: dict[str, Any] = {}

    def write(self, table: str, place: str, **values: str) -> None:
        """Write one row; what is not given is left empty."""
        if table not in self.writers:
            path = self.into / f"{table}.csv"
            file = self.files.enter_context(path.open("w", encoding="utf-8", newline=""))
            self.writers[table] = csv.writer(file, lineterminator="\n")
            self.writers[table].writerow((SOURCE_PLACE, *COLUMNS[table]))
            self.paths.append(path)
        self.writers[table].writerow((place, *[values.get(name, "") for name in COLUMNS[table]]))


@contextmanager
def tables_in(into: Path) -> Iterator[Tables]:
    """Give the import files of a folder to write to; they are whole afterwards."""
    with ExitStack() as files:
        yield Tables(into, files)
