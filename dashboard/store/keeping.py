"""Keep what is known of a pupil where a later file has no column for it.

A row of a later file replaces what it speaks of. What it has no column for it says nothing of: without
this a census would take every registration group away, and a nightly roster every date of birth.
"""

from collections.abc import Sequence

import duckdb

from dashboard.query import read_query
from dashboard.schemas import SCHEMAS
from dashboard.store.batches import Batch, ImportedFile
from dashboard.store.matching import has_whole_names

PUPILS = "pupils"


def keep_known(db: duckdb.DuckDBPyConnection, batches: Sequence[Batch]) -> None:
    """Fill rows of pupils with what earlier imports said of them. Twice changes nothing."""
    files = [
        (batch.number, number, file)
        for batch in batches
        for number, file in enumerate(batch.files, 1)
        if file.table == PUPILS and file.good
    ]
    lacking = [
        {"batch": batch, "file": number, "columns": lacked(file)}
        for batch, number, file in files
        if lacked(file)
    ]
    if lacking and len(files) > 1:
        db.execute(read_query("intake/keep_known").sql, {"lacking": lacking})


def lacked(file: ImportedFile) -> list[str]:
    """Return the columns of pupils that a file does not have."""
    columns = file.mapping.get("columns", {})
    had = set(columns.values())
    if has_whole_names({column: heading for heading, column in columns.items() if column}):
        had.add("forename")
    return [column.name for column in SCHEMAS[PUPILS].columns if column.name not in had]
